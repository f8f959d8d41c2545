"""Scores over time, for pictures."""

from dataclasses import dataclass

import pandas as pd

from sheetsync.rules.rating.rating import Ratings, only_rated
from sheetsync.rules.rating.standing import latest_revisions


@dataclass(frozen=True, slots=True)
class ScoreHistory:
    """What a chart of scores is drawn from.

    Attributes:
        scores: one row a month and partner with a score: `period`, `name`, `score`; the last
            revision of each published month, and the month computed now where it is not
            published yet.
        bounds: lower bounds of the tiers A, B and C as they are now; {} for a refused group.
        title: the partner's or the group's name.
    """

    scores: pd.DataFrame
    bounds: dict[str, float]
    title: str


def partner_scores(ratings: Ratings, history: pd.DataFrame | None, partner_id: str) -> ScoreHistory:
    """The scores of one partner.

    Args:
        ratings: the month as computed now; the partner is among them.
        history: Rating history.
        partner_id: the partner.
    """
    summary = only_rated(ratings.summary)
    partner = summary[summary["partner_id"] == partner_id]
    return _scores(partner, ratings.period, history, str(partner["name"].iloc[0]))


def group_scores(ratings: Ratings, history: pd.DataFrame | None, group: str) -> ScoreHistory:
    """The scores of all partners that are in a group now.

    Args:
        ratings: the month as computed now; the group is among them.
        history: Rating history.
        group: the group.
    """
    summary = only_rated(ratings.summary)
    partners = summary[summary["group"] == group]
    return _scores(partners, ratings.period, history, group)


def _scores(
    partners: pd.DataFrame, period: str, history: pd.DataFrame | None, title: str
) -> ScoreHistory:
    columns = ["period", "partner_id", "score"]
    published = latest_revisions(history).reindex(columns=columns)
    mine = published[published["partner_id"].isin(partners["partner_id"])]
    known = mine.loc[mine["period"] == period, "partner_id"]
    now = partners[~partners["partner_id"].isin(known)].assign(period=period)
    rows = pd.concat([mine.astype("object"), now[columns].astype("object")], ignore_index=True)
    names = _told_apart(partners.set_index("partner_id")["name"].astype("str"))
    scores = pd.DataFrame(
        {
            "period": rows["period"].astype("str"),
            "name": rows["partner_id"].map(names),
            "score": pd.to_numeric(rows["score"]).astype("float64"),
        }
    ).dropna()
    ordered = scores.sort_values(["period", "name"], ignore_index=True)
    return ScoreHistory(ordered, _bounds(partners), title)


def _told_apart(names: "pd.Series[str]") -> "pd.Series[str]":
    """Names by partner; those that several partners bear with the partner's code."""
    coded = names + " (" + names.index.astype("str") + ")"
    return names.where(~names.duplicated(keep=False), coded)


def _bounds(partners: pd.DataFrame) -> dict[str, float]:
    bounds = {tier: partners[f"tier_{tier.lower()}"].iloc[0] for tier in "ABC"}
    return {tier: float(bound) for tier, bound in bounds.items() if pd.notna(bound)}
