"""The rating of one month: facts, rules and history in, scores with their reasons out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from sheetsync.dates import last_day, month_index
from sheetsync.language import Lang
from sheetsync.rules.rating.facts import Facts
from sheetsync.rules.rating.figure_words import kpi_label
from sheetsync.rules.rating.kpis import kpi_values
from sheetsync.rules.rating.next_tier import with_next_tier
from sheetsync.rules.rating.points import scores, with_group_means, with_points
from sheetsync.rules.rating.rulebook import Refusal, group_frame, rule_frame, rulebook, unit_words
from sheetsync.rules.rating.standing import with_previous, with_standing
from sheetsync.rules.rating.sums import monthly_sums, scope_of
from sheetsync.rules.rating.texts import next_texts, refusal_text, refused_why, why_texts
from sheetsync.rules.rating.tiers import stop_factors, with_tiers
from sheetsync.tables.catalogue.rating import RATING_DETAILS, RATING_HISTORY, RATINGS
from sheetsync.tables.same_frames import LastAnswers, contents_of

#: Partners of these statuses are listed only while they have jobs in the window.
#: Whom nobody expects work of: not yet with us, or not any more.
_NOT_WITH_US = ("lead", "ended")
_SUMMARY_FIGURES = (
    "score_raw", "prev_score", "base_tier", "tier_hysteresis", "few_jobs_cap", "stop_kpis",
    "floor_to_keep", "margin", "next_tier", "next_gap", "next_stops", "next_reason", "next_kpi",
    "next_points", "next_value", "next_jobs", "rules_changed", "rules_hash", "list_place",
    "min_jobs", "min_jobs_a", "min_coverage", "tier_a", "tier_b", "tier_c", "hysteresis",
    "trend_epsilon", "drop_alert", "top_n", "unit_word",
)  # fmt: skip
_DETAIL_FIGURES = (
    "n_eff", "group_mean_points", "worst", "target", "prior_weight", "stop_below", "stop_tier",
    "place", "group", "name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ratings:
    """The rating of one month, computed but not published.

    Attributes:
        period: the month, ``YYYY-MM``.
        as_of: the day of calculation.
        state: "final" once the month is over and declared complete, else "preliminary".
        summary: one row a partner, ordered by group, rank and name. The columns of the Ratings
            tab by code (`score` and `change` in points, `coverage` 0…1, `stops` as labels), then:
            `score_raw` (not rounded), `prev_score`, `base_tier` and `tier_hysteresis` (before
            caps), `few_jobs_cap`, `stop_kpis` (tuple of codes), `floor_to_keep`, `margin` (points
            above it), `next_tier`, `next_gap` (points), `next_stops` (tuple of codes),
            `next_reason`, `next_kpi`, `next_points`, `next_value`, `next_jobs`, `rules_changed`,
            `rules_hash`, `list_place`, and the group's bounds. Partners of a refused group stand
            there without figures; `why` says why.
        details: one row a partner and KPI. The columns of the Rating details tab by code (`raw`,
            `prior`, `value` in the KPI's unit, `points` 0…100, `share` 0…1, `contribution`,
            `loss`, `vs_group` in points of the score), then `n_eff`, `group_mean_points`, the
            rule's numbers, `place`, `group`, `name`.
        refused: by group that is not rated, the reason in the language of the texts.
        rules_hash: by rated group.
        currency: of volume.
        lang: the language of `why`, `next`, `stops` and `refused`.
        refusals: the reasons by group as codes.
    """

    period: str
    as_of: date
    state: str
    summary: pd.DataFrame
    details: pd.DataFrame
    refused: Mapping[str, str]
    rules_hash: Mapping[str, str]
    currency: str
    lang: Lang
    refusals: Mapping[str, Refusal]

    @property
    def history_rows(self) -> pd.DataFrame:
        """The rows of Rating history this would publish as revision 1, without run and moment.

        A partner that is not rated has a row with its kept tier, so that hysteresis outlives a
        thin month, but without a score; a refused group has none.
        """
        shown = only_rated(self.summary)
        rows = shown[~shown["group"].isin(list(self.refusals))]
        columns = [column.name for column in RATING_HISTORY.columns]
        return rows.assign(revision=1).reindex(columns=columns).reset_index(drop=True)

    def worded(self, lang: Lang) -> "Ratings":
        """The same rating in another language."""
        refused = {group: refusal_text(why, lang) for group, why in self.refusals.items()}
        summary = _worded(self.summary, self.details, self.currency, lang)
        refused_rows = summary["group"].isin(list(refused))
        told = summary["group"].map({name: refused_why(why, lang) for name, why in refused.items()})
        summary["why"] = summary["why"].mask(refused_rows, told)
        return replace(self, summary=summary, refused=refused, lang=lang)


def rate(
    facts: Facts | Mapping[str, pd.DataFrame],
    rules: pd.DataFrame,
    history: pd.DataFrame | None,
    period: str,
    as_of: date | str,
) -> Ratings:
    """Rate every partner for one month.

    Args:
        facts: what happened, as `Facts` or as the plain frames of `Facts.from_frames`.
        rules: the Rating rules, as `rulebook.rulebook` takes them.
        history: what was published before (`period`, `partner_id`, `score`, `tier`, and
            `revision`, `rules_hash` where there are any); None for nothing.
        period: the month, ``YYYY-MM``.
        as_of: the day of calculation, a date or ISO text.

    Returns:
        The rating, in the language of the facts. The order of rows and further columns of any
        frame change nothing.

    Raises:
        FactsError: a table or a column of the facts is missing or cannot be read.
        ValueError: the period or the day cannot be read.

    Source: workbook-and-rules.md 2.
    """
    known = facts if isinstance(facts, Facts) else Facts.from_frames(facts)
    day = date.fromisoformat(str(as_of)[:10])
    large = (known.jobs, known.feedback, known.doc_packs, known.invoices)
    natives = [None if rows is None else rows.to_native() for rows in large]
    held = contents_of(*natives, known.partners, known.groups, rules, history)
    if held is None:
        return _rated(known, rules, history, period, day)
    asked = (held, known.currency, known.month_closed, known.lang, period, day)
    rated = _LAST.to(asked, lambda: _rated(known, rules, history, period, day))
    # Whoever writes into a frame of theirs writes into no other's.
    summary, details = rated.summary.copy(deep=False), rated.details.copy(deep=False)
    return replace(rated, summary=summary, details=details)


def _rated(
    known: Facts, rules: pd.DataFrame, history: pd.DataFrame | None, period: str, day: date
) -> Ratings:
    book = rulebook(known.groups, rules)
    partners, kpis = figures(known, rule_frame(book.groups), group_frame(book.groups), period, day)
    partners = with_previous(partners, history, period)
    stops = stop_factors(kpis, partners)
    partners = with_next_tier(with_tiers(partners, stops), kpis, stops)
    refusals = dict(book.refused)
    strangers = set(known.partners["group_id"]) - set(book.groups) - set(refusals)
    refusals |= {group: Refusal("no_group") for group in sorted(strangers)}
    outside = with_previous(_not_rated(known.partners, refusals), history, period)
    closed = known.month_closed is not None and month_index(known.month_closed) >= month_index(
        period
    )
    state = "final" if day > last_day(period) and closed else "preliminary"
    gone = partners["partner_status"].isin(_NOT_WITH_US) & (partners["jobs"] == 0)
    summary = _summary(with_standing(partners[~gone]), outside, period, state)
    summary["unit_word"] = unit_words(known.groups, summary["group"])
    details = _details(with_group_means(kpis, partners), summary, period)
    unworded = Ratings(
        period=period,
        as_of=day,
        state=state,
        summary=summary,
        details=details,
        refused={},
        rules_hash={name: group.rules_hash for name, group in book.groups.items()},
        currency=known.currency,
        lang=known.lang,
        refusals=refusals,
    )
    return unworded.worded(known.lang)


#: The same month of a small company is asked for again and again, and takes a quarter of a second.
_LAST: LastAnswers[Ratings] = LastAnswers()


def only_rated(summary: pd.DataFrame) -> pd.DataFrame:
    """The summary without the scores of partners that are not rated: theirs is no judgement."""
    rated = summary["status"] == "rated"
    blanked = {name: summary[name].where(rated) for name in ("score", "change", "trend")}
    return summary.assign(**blanked)


def figures(
    facts: Facts, rules: pd.DataFrame, groups: pd.DataFrame, period: str, as_of: date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The arithmetic from facts to scores: the part whose cost grows with the facts.

    Args:
        facts: what happened.
        rules: as `rulebook.rule_frame`.
        groups: as `rulebook.group_frame`.
        period: the month that is rated.
        as_of: the day of calculation.

    Returns:
        Partners as `points.scores` gives them and KPIs as `points.with_points` gives them; both
        name a partner by `number`, the row in the first.
    """
    scope = scope_of(facts.partners, groups, period)
    sums = monthly_sums(facts, scope, period, as_of)
    kpis = with_points(kpi_values(sums, scope, rules, period))
    return scores(kpis, scope, sums), kpis


def _not_rated(partners: pd.DataFrame, refusals: Mapping[str, Refusal]) -> pd.DataFrame:
    """The partners of groups that are not rated, ordered by group and name."""
    rows = partners[partners["group_id"].isin(list(refusals))]
    return rows.sort_values(["group_id", "name", "partner_id"])


def _summary(rated: pd.DataFrame, outside: pd.DataFrame, period: str, state: str) -> pd.DataFrame:
    rows = rated
    if len(outside):
        named = outside.rename(columns={"group_id": "group"})
        kept = named.assign(tier=outside["prev_tier"], few_jobs_cap=False, rules_changed=False)
        for name in ("stop_kpis", "next_stops"):
            kept[name] = pd.Series([()] * len(kept), index=kept.index, dtype="object")
        rows = pd.concat([rows, kept], ignore_index=True)
    rows = rows.assign(period=period, state=state)
    columns = [column.name for column in RATINGS.columns]
    rows = rows.reindex(columns=[*columns, *_SUMMARY_FIGURES])
    whole = dict.fromkeys(("jobs", "rank", "of", "next_jobs", "list_place"), "Int64")
    broken = {
        name: "Float64" for name in rows.select_dtypes("float64").columns if name not in whole
    }
    return rows.astype(whole | broken).sort_values("group", kind="stable", ignore_index=True)


def _details(kpis: pd.DataFrame, summary: pd.DataFrame, period: str) -> pd.DataFrame:
    rows = kpis.drop(columns="prior").rename(columns={"norm": "prior"})
    rows = rows.merge(summary[["partner_id", "group", "name"]], on="partner_id", how="inner")
    order = dict(zip(summary["partner_id"], range(len(summary)), strict=True))
    rows = rows.assign(
        period=period,
        change=float("nan"),
        partner=rows["name"],
        order=rows["partner_id"].map(order),
    )
    rows = rows.sort_values(["order", "place"], ignore_index=True)
    columns = [column.name for column in RATING_DETAILS.columns]
    rows = rows.reindex(columns=[*columns, *_DETAIL_FIGURES])
    broken = dict.fromkeys(rows.select_dtypes("float64").columns, "Float64")
    return rows.astype({"n": "Int64", **broken})


def _worded(
    summary: pd.DataFrame, details: pd.DataFrame, currency: str, lang: Lang
) -> pd.DataFrame:
    return summary.assign(
        why=why_texts(summary, details, currency, lang),
        next=next_texts(summary, details, currency, lang),
        stops=[", ".join(kpi_label(kpi, lang) for kpi in kpis) for kpis in summary["stop_kpis"]],
    )
