"""The rating of every partner's page: the figures and the reasons that the Ratings tab has.

Nothing is reckoned here: a month that was published stays what was published, the reasons are those
of `explain`. Source: portal.md 8; workbook-and-rules.md 2.3.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sheetsync.dates import add_months
from sheetsync.rules.monthly.plain_values import by_partner, fraction, text, whole
from sheetsync.rules.monthly.rated import MIN_RATED_FOR_RANK
from sheetsync.rules.portal.page_rating import MonthScore, PageRating, RatedKpi
from sheetsync.rules.rating.publication import RatingPublication
from sheetsync.rules.rating.rating import Ratings
from sheetsync.rules.rating.rulebook import GROUP_DEFAULTS
from sheetsync.rules.rating.standing import latest_revisions
from sheetsync.rules.rating.steps import WayUp
from sheetsync.rules.rating.texts import why_facts
from sheetsync.rules.rating.way_up import ways_up
from sheetsync.rules.rating.why import WhyFacts, hides_its_loss
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.rating import GROUPS
from sheetsync.tables.table import Tables

_MONTHS = 12
_USUAL_WINDOW = int(GROUP_DEFAULTS["window_months"])
#: A month's own row: twelve rows a year are read, and one of the year before is not.
_SHOWN = (
    "status", "score", "tier", "change", "rank", "of", "margin", "group", "unit_word", "tier_a",
    "tier_b", "tier_c", "revision", "is_restated", "same_rules",
)  # fmt: skip
_KPI = ("kpi", "n", "raw", "value", "loss")
_TARGET = ("kpi", "target", "worst")


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The rating of the shown month, computed once for all partners.

    Attributes:
        now: by today's data.
        shown: as the tabs show it: what was published stands.
        history: what Rating history holds.
    """

    now: Ratings
    shown: RatingPublication
    history: pd.DataFrame | None = None


def page_ratings(tables: Tables, sheet: ScoreSheet) -> Mapping[str, PageRating]:
    """The rating of each partner; none for who is not with us, and where nobody has written rules.

    Args:
        tables: Groups are used.
        sheet: the rating of the month.
    """
    gathered = _Gathered.of(tables, sheet)
    return {
        partner_id: gathered.rating(partner_id, mine[0])
        for partner_id, mine in gathered.rows.items()
    }


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What ratings are made of, by partner."""

    sheet: ScoreSheet
    rows: Mapping[str, Sequence[Any]]
    why: Mapping[str, WhyFacts]
    ways: Mapping[str, WayUp]
    kpis: Mapping[str, Sequence[Any]]
    targets: Mapping[str, Sequence[Any]]
    months: Mapping[str, Sequence[MonthScore]]
    windows: Mapping[str, int]

    @classmethod
    def of(cls, tables: Tables, sheet: ScoreSheet) -> "_Gathered":
        now, shown = sheet.now, sheet.shown
        details = shown.details[shown.details["period"] == now.period]
        summary = shown.summary.assign(
            is_restated=(shown.summary["why"] != now.summary["why"]).to_numpy(),
            same_rules=_alike(shown.summary["rules_hash"], now.summary["rules_hash"]),
        )
        unruled = [group for group, why in now.refusals.items() if why.code == "no_rules"]
        return cls(
            sheet=sheet,
            rows=by_partner(summary[~summary["group"].isin(unruled)], *_SHOWN),
            why=why_facts(now.summary, now.details),
            ways=ways_up(now.summary, now.details),
            kpis=by_partner(details, *_KPI),
            targets=by_partner(now.details, *_TARGET),
            months=_months(sheet),
            windows=_windows(tables),
        )

    def rating(self, partner_id: str, row: Any) -> PageRating:  # noqa: ANN401  # a row of the summary
        """One partner's rating."""
        now = self.sheet.now
        if pd.isna(row.status):
            return PageRating(period=now.period)
        months = self.months.get(partner_id, ())
        enough = row.status == "rated" and whole(row.of) >= MIN_RATED_FOR_RANK
        score = fraction(row.score)
        is_final = pd.notna(row.revision)
        return PageRating(
            period=now.period,
            since=add_months(now.period, 1 - self.windows.get(str(row.group), _USUAL_WINDOW)),
            is_final=is_final,
            score=score,
            tier=text(row.tier) if score is not None else "",
            change=fraction(row.change),
            rank=whole(row.rank) if enough else None,
            of=whole(row.of) if enough else None,
            why=self.why.get(partner_id),
            is_restated=bool(row.is_restated),
            way=self.ways.get(partner_id),
            margin=fraction(row.margin),
            kpis=self._kpis(partner_id, same_rules=bool(row.same_rules)),
            months=(*months, _month(now.period, score, row.tier, is_final=is_final)),
            bounds=_bounds(row),
            currency=now.currency,
            unit=str(row.unit_word),
        )

    def _kpis(self, partner_id: str, *, same_rules: bool) -> tuple[RatedKpi, ...]:
        wanted = {one.kpi: one for one in self.targets.get(partner_id, ())} if same_rules else {}
        return tuple(_kpi(row, wanted.get(row.kpi)) for row in self.kpis.get(partner_id, ()))


def _kpi(row: Any, rule: Any) -> RatedKpi:  # noqa: ANN401  # rows of details
    raw, target, worst = fraction(row.raw), None, None
    if rule is not None:
        target, worst = fraction(rule.target), fraction(rule.worst)
    is_corrected = (
        raw is not None
        and worst is not None
        and target is not None
        and hides_its_loss(raw, worst, target)
        and (fraction(row.loss) or 0.0) > 0
    )
    return RatedKpi(
        kpi=str(row.kpi),
        n=whole(row.n),
        raw=raw,
        value=fraction(row.value) if is_corrected else None,
        target=target,
        worst=worst,
        loss=fraction(row.loss),
    )


def _months(sheet: ScoreSheet) -> Mapping[str, Sequence[MonthScore]]:
    """The months before the shown one that were published, eleven at most, the oldest first."""
    first = add_months(sheet.now.period, 1 - _MONTHS)
    rows = latest_revisions(sheet.history)
    rows = rows[(rows["period"] >= first) & (rows["period"] < sheet.now.period)]
    found: dict[str, list[MonthScore]] = defaultdict(list)
    columns = ["partner_id", "period", "score", "tier"]
    for partner_id, period, score, tier in (
        rows[columns].sort_values("period").itertuples(index=False, name=None)
    ):
        found[partner_id].append(_month(period, fraction(score), tier, is_final=True))
    return found


def _month(period: str, score: float | None, tier: object, *, is_final: bool) -> MonthScore:
    shown = text(tier) if score is not None else ""
    return MonthScore(month=period, score=score, tier=shown, is_final=is_final)


def _windows(tables: Tables) -> Mapping[str, int]:
    """So many months count in each group's rating."""
    groups = sound_rows(tables, GROUPS, "group_id", "window_months").dropna(subset=["group_id"])
    windows = groups["window_months"].fillna(_USUAL_WINDOW).astype("int64")
    return dict(zip(groups["group_id"].astype(str), windows.tolist(), strict=True))


def _bounds(row: Any) -> tuple[float, ...]:  # noqa: ANN401  # a row of the summary
    bounds = (fraction(row.tier_a), fraction(row.tier_b), fraction(row.tier_c))
    return tuple(bound for bound in bounds if bound is not None)


def _alike(shown: "pd.Series[Any]", now: "pd.Series[Any]") -> "pd.Series[bool]":
    """Whether a published month stands on today's rules; one that does not say so does."""
    return shown.isna() | (shown.astype("str") == now.astype("str"))
