"""Where a partner stands: against last month, within the group, and on which list."""

import numpy as np
import pandas as pd

from sheetsync.dates import add_months
from sheetsync.rules.rating.tiers import NONE, tier_numbers

_DECIMALS = 6
_C = 2


def latest_revisions(history: pd.DataFrame | None) -> pd.DataFrame:
    """The rows of Rating history that stand: the last revision of each period and partner.

    Args:
        history: `period`, `partner_id`, `score`, `tier`, and `revision`, `group`, `rank`, `of`,
            `jobs`, `coverage`, `stops`, `rules_hash` where there are any; None for none.
    """
    columns = ("period", "partner_id", "score", "tier", "revision", "rules_hash", "group")
    rows = pd.DataFrame() if history is None else history
    rows = rows.reindex(
        columns=pd.Index([*rows.columns, *(name for name in columns if name not in rows)])
    )
    revision = pd.to_numeric(rows["revision"]).fillna(1).astype("int64")
    rows = rows.assign(
        revision=revision,
        partner_id=rows["partner_id"].astype("str"),
        period=rows["period"].astype("str"),
        score=pd.to_numeric(rows["score"]).astype("float64"),
    )
    ordered = rows.sort_values("revision", kind="stable")
    return ordered.drop_duplicates(["period", "partner_id"], keep="last").sort_index()


def with_previous(
    partners: pd.DataFrame, history: pd.DataFrame | None, period: str
) -> pd.DataFrame:
    """`prev_score`, `prev_tier`, `prev_rules_hash` as published for the month before; NA if not."""
    standing = latest_revisions(history)
    before = standing[standing["period"] == add_months(period, -1)].set_index("partner_id")
    at = partners["partner_id"]
    return partners.assign(
        prev_score=before["score"].reindex(at).to_numpy(dtype="float64"),
        prev_tier=before["tier"].astype("str").where(before["tier"].notna()).reindex(at).array,
        prev_rules_hash=before["rules_hash"]
        .astype("str")
        .where(before["rules_hash"].notna())
        .reindex(at)
        .array,
    )


def with_standing(partners: pd.DataFrame) -> pd.DataFrame:
    """Change, trend, rank and list of every partner.

    Args:
        partners: as `tiers.with_tiers` gives them, with the previous score.

    Returns:
        The same rows, ordered by group, rank and name, with

        * change: score against the month before; NA without one
        * rules_changed: the rules differ from those of the month before
        * trend: "up", "down" from `trend_epsilon` points on, "flat", "new" without a month before
        * rank, of: among the rated partners of the group; ties share the place
        * list: "drag_down", "watch", "strongest" or NA; list_place: 1 for the first on it

    Source: workbook-and-rules.md 2.3.
    """
    change = (partners["score"] - partners["prev_score"]).round(_DECIMALS)
    before = partners["prev_rules_hash"]
    step = partners["trend_epsilon"]
    trend = np.select(
        [change.isna(), change >= step, change <= -step], ["new", "up", "down"], default="flat"
    )
    rated_score = partners["score"].where(partners["status"] == "rated")
    by_group = rated_score.groupby(partners["group_id"])
    rows = partners.assign(
        change=change,
        rules_changed=before.notna() & (before != partners["rules_hash"]),
        trend=trend,
        rank=by_group.rank(method="min", ascending=False).astype("Int64"),
        of=by_group.transform("count").astype("Int64").where(rated_score.notna()),
    )
    rows = rows.sort_values(
        ["group_id", "rank", "name", "partner_id"], na_position="last", ignore_index=True
    )
    return _with_lists(rows)


def _with_lists(partners: pd.DataFrame) -> pd.DataFrame:
    """At most `top_n` a list and group; a partner is on the first list that wants it."""
    rated = partners["status"] == "rated"
    tier, previous = tier_numbers(partners["tier"]), tier_numbers(partners["prev_tier"])
    fell = (partners["change"] <= -partners["drop_alert"]) & ~partners["rules_changed"]
    tier_lost = (previous != NONE) & (tier > previous)
    low = (tier >= _C) | (partners["stop_kpis"].str.len() > 0)
    wanted = {
        "drag_down": (rated & low, ["score", "name"]),
        "watch": (rated & (fell | tier_lost), ["change", "name"]),
        "strongest": (rated & (tier < _C), ["rank", "name"]),
    }
    listed = pd.Series(pd.NA, index=partners.index, dtype="object")
    place = pd.Series(pd.NA, index=partners.index, dtype="Int64")
    for name, (candidates, order) in wanted.items():
        rows = partners[candidates & listed.isna()]
        rows = rows.sort_values([*order, "partner_id"])
        places = rows.groupby("group_id").cumcount() + 1
        places = places[places <= rows["top_n"]]
        listed = listed.mask(listed.index.isin(places.index), name)
        place.loc[places.index] = places.astype("Int64")
    return partners.assign(list=listed.astype("str").where(listed.notna()), list_place=place)
