"""The partner's own rating: nobody else's name or figure is ever taken along.

Source: workbook-and-rules.md 4.2, item 5.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sheetsync.rules.monthly.plain_values import by_partner, fraction, text, whole
from sheetsync.rules.monthly.report_parts import Lift, Loss, PartnerRating
from sheetsync.rules.rating.rating import Ratings
from sheetsync.rules.rating.standing import latest_revisions
from sheetsync.rules.rating.steps import WayUp
from sheetsync.rules.rating.way_up import ways_up
from sheetsync.rules.rating.why import hides_its_loss

#: A place among fewer would give the others away.
MIN_RATED_FOR_RANK = 5
#: Smaller losses are not worth a word (2.3, "why").
_WORTH_TELLING = 1.0
_TOLD = 2
_DECIMALS = 6
_SUMMARY = (
    "status", "score", "tier", "prev_score", "prev_tier", "rank", "of", "jobs", "min_jobs",
    "floor_to_keep", "stop_kpis", "rules_changed", "next_tier", "next_reason", "next_kpi",
    "next_value", "next_gap", "next_jobs", "unit_word",
)  # fmt: skip
_DETAIL = ("kpi", "raw", "value", "loss", "weight", "place", "target", "worst", "n")
_NO_WAY = WayUp("", ())
#: How finely a needed value is told; shares to a tenth of a per cent.
_TOLD_STEPS: Mapping[str, float] = {"feedback": 0.1, "volume": 1.0}


@dataclass(frozen=True, slots=True)
class ScoreBook:
    """Ratings as far as they are known.

    Attributes:
        month: the rating of the reported month, None when there is none.
        history: the Rating history tab, None when there is none.
    """

    month: Ratings | None = None
    history: pd.DataFrame | None = None

    def scores(self) -> Mapping[tuple[str, str], float]:
        """Published scores by (partner, month), those of the month itself as computed now."""
        rows = latest_revisions(self.history)
        rows = rows[rows["score"].notna()]
        found = {
            (str(partner_id), str(period)): float(score)
            for partner_id, period, score in rows[["partner_id", "period", "score"]].itertuples(
                index=False, name=None
            )
        }
        if self.month is not None:
            rated = self.month.summary[self.month.summary["status"] == "rated"]
            for partner_id, score in rated[["partner_id", "score"]].itertuples(
                index=False, name=None
            ):
                found[str(partner_id), self.month.period] = float(score)
        return found

    def ratings(self) -> Mapping[str, PartnerRating]:
        """Every partner's rating; partners of a group that cannot be rated are left out."""
        if self.month is None:
            return {}
        details = by_partner(self.month.details, *_DETAIL)
        summary = self.month.summary
        rows = by_partner(summary[summary["status"].notna()], *_SUMMARY)
        ways = ways_up(summary, self.month.details)
        return {
            partner_id: _rating(
                mine[0], details.get(partner_id, ()), ways.get(partner_id, _NO_WAY), self.month
            )
            for partner_id, mine in rows.items()
        }


def _rating(row: Any, details: Sequence[Any], way: WayUp, month: Ratings) -> PartnerRating:  # noqa: ANN401  # a row
    rated = row.status == "rated"
    enough = rated and whole(row.of) >= MIN_RATED_FOR_RANK
    return PartnerRating(
        status=str(row.status),
        final=month.state == "final",
        score=fraction(row.score) if rated else None,
        tier=text(row.tier) if rated else "",
        previous_score=fraction(row.prev_score) if rated else None,
        previous_tier=text(row.prev_tier) if rated else "",
        rank=whole(row.rank) if enough else None,
        of=whole(row.of) if enough else None,
        jobs=whole(row.jobs),
        min_jobs=whole(row.min_jobs),
        keep_from=fraction(row.floor_to_keep) if rated else None,
        stops=tuple(row.stop_kpis) if rated else (),
        losses=_losses(details) if rated else (),
        lift=_lift(row, details, way) if rated else None,
        to_be_rated=() if rated else way.steps,
        rules_changed=bool(rated and row.rules_changed),
        currency=month.currency,
        unit=str(row.unit_word),
    )


def _losses(details: Sequence[Any]) -> tuple[Loss, ...]:
    """The largest losses, ties by weight, then in the order of the rules."""
    worth = [row for row in details if not pd.isna(row.raw) and row.loss >= _WORTH_TELLING]
    worth.sort(key=lambda row: (-round(row.loss, _DECIMALS), -row.weight, row.place))
    return tuple(
        Loss(
            str(row.kpi),
            float(row.loss),
            float(row.raw),
            float(row.target),
            whole(row.n),
            float(row.value) if hides_its_loss(row.raw, row.worst, row.target) else None,
        )
        for row in worth[:_TOLD]
    )


def _lift(row: Any, details: Sequence[Any], way: WayUp) -> Lift | None:  # noqa: ANN401  # a row of the summary
    if pd.isna(row.next_tier):
        return None
    kpi = text(row.next_kpi)
    rule = next((detail for detail in details if detail.kpi == kpi), None)
    at_most = rule is not None and bool(rule.target < rule.worst)
    value = fraction(row.next_value)
    return Lift(
        tier=str(row.next_tier),
        reason=row.next_reason,
        kpi=kpi,
        value=None if value is None else _enough(kpi, value, at_most=at_most),
        at_most=at_most,
        gap=fraction(row.next_gap) or 0.0,
        more_jobs=whole(row.next_jobs),
        steps=way.steps,
    )


def _enough(kpi: str, value: float, *, at_most: bool) -> float:
    """The value rounded to the side that is enough, as finely as it is told."""
    step = _TOLD_STEPS.get(kpi, 0.001)
    steps = round(value / step, _DECIMALS)
    return round((math.floor(steps) if at_most else math.ceil(steps)) * step, _DECIMALS)
