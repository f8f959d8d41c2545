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
        The same rows, ordered by group, rank and name, `group_id` named `group`, with what
        `with_trend` and `with_lists` add, and rank, of: among the rated partners of the group;
        ties share the place (1, 2, 2, 4).

    Source: workbook-and-rules.md 2.3.
    """
    before = partners["prev_rules_hash"]
    rated_score = partners["score"].where(partners["status"] == "rated")
    by_group = rated_score.groupby(partners["group_id"])
    rows = partners.assign(
        rules_changed=before.notna() & (before != partners["rules_hash"]),
        rank=by_group.rank(method="min", ascending=False).astype("Int64"),
        of=by_group.transform("count").astype("Int64").where(rated_score.notna()),
    ).rename(columns={"group_id": "group"})
    rows = rows.sort_values(
        ["group", "rank", "name", "partner_id"], na_position="last", ignore_index=True
    )
    return with_lists(with_trend(rows))


def with_trend(partners: pd.DataFrame) -> pd.DataFrame:
    """The score against the month before.

    Args:
        partners: `score`, `prev_score`, `trend_epsilon`.

    Returns:
        The same rows with change in points, NA without a month before, and trend: "up", "down"
        from `trend_epsilon` points on, else "flat"; "new" without a month before; NA without a
        score.
    """
    change = (partners["score"] - partners["prev_score"]).round(_DECIMALS)
    step = partners["trend_epsilon"]
    rising, falling = _holds(change >= step), _holds(change <= -step)
    trend = pd.Series(
        np.select([change.isna(), rising, falling], ["new", "up", "down"], default="flat"),
        index=partners.index,
        dtype="str",
    )
    return partners.assign(change=change, trend=trend.where(partners["score"].notna()))


def with_lists(partners: pd.DataFrame) -> pd.DataFrame:
    """The lists of each group: who drags down, whom to watch, the strongest.

    Args:
        partners: `group`, `status`, `tier`, `prev_tier`, `score`, `change`, `rank`, `name`,
            `stop_kpis`, `rules_changed`, `drop_alert`, `top_n`.

    Returns:
        The same rows with list ("drag_down", "watch", "strongest" or NA) and list_place, 1 for
        the first on it. A list has at most `top_n` partners a group; a partner is on the first
        that wants it. A change of score under other rules alarms nobody. Without a score or a
        tier nobody is on any.
    """
    tier, previous = tier_numbers(partners["tier"]), tier_numbers(partners["prev_tier"])
    # People may have typed over a published figure; nobody is listed by one that cannot be read.
    legible = partners["score"].notna() & (tier != NONE)
    rated = (partners["status"] == "rated") & legible
    drop = _holds(partners["change"] <= -partners["drop_alert"])
    fell = drop & ~partners["rules_changed"].astype("bool")
    tier_lost = (previous != NONE) & (tier > previous)
    low = (tier >= _C) | (partners["stop_kpis"].str.len() > 0)
    wanted = {
        "drag_down": (rated & low, "score"),
        "watch": (rated & (fell | tier_lost), "change"),
        "strongest": (rated & (tier < _C), "rank"),
    }
    listed = pd.Series(pd.NA, index=partners.index, dtype="object")
    place = pd.Series(pd.NA, index=partners.index, dtype="Int64")
    for name, (candidates, order) in wanted.items():
        rows = partners[candidates & listed.isna()].sort_values([order, "name", "partner_id"])
        places = rows.groupby("group").cumcount() + 1
        places = places[places <= rows["top_n"]]
        listed = listed.mask(listed.index.isin(places.index), name)
        place.loc[places.index] = places.astype("Int64")
    return partners.assign(list=listed.astype("str").where(listed.notna()), list_place=place)


def _holds(condition: pd.Series) -> "pd.Series[bool]":
    """A comparison with figures that may be missing: a missing one does not hold."""
    return condition.astype("boolean").fillna(value=False).astype("bool")
