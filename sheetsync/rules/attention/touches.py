"""What our own curators owe a partner: touches, kept promises, answered complaints."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from sheetsync.language.plurals import DAY, counted
from sheetsync.rules.attention.actions import day_text, quoted, sentence, with_more
from sheetsync.rules.attention.lines import AttentionLine, Severity, day_of_cell, text_of_cell
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.care import TOUCHES
from sheetsync.tables.catalogue.partners import WITH_US
from sheetsync.tables.catalogue.rating import GROUPS
from sheetsync.tables.table import Tables

_TOUCH_DAYS = 30
#: An open question or complaint may wait so many working days. Source: 1.2, resolved_on.
_ANSWER_WORKING_DAYS = 3


def touch_lines(tables: Tables, partners: pd.DataFrame, as_of: date) -> Iterator[AttentionLine]:
    """Partners without a touch for too long, with a missed promise, with an open complaint.

    Args:
        tables: Touches, Groups and Calendar are used.
        partners: what `known_partners` returns.
        as_of: touches after this day have not happened.

    Source: workbook-and-rules.md 1.2 (Touches, Groups.touch_days), 1.3 (Attention).
    """
    touches = sound_rows(tables, TOUCHES, "partner_id", "date", "next_touch_on", "resolved_on")
    touches = touches[touches["date"] <= pd.Timestamp(as_of)]
    partner_id = matched(touches["partner_id"], partners.index.to_series())
    touches = touches.assign(partner_id=partner_id).sort_values("date", kind="stable")
    yield from _neglected(tables, partners, touches, as_of)
    current = touches[touches["partner_id"].isin(partners.index[partners["status"] != "ended"])]
    yield from _promises(tables, current, as_of)
    yield from _complaints(tables, current, as_of)


def _neglected(
    tables: Tables, partners: pd.DataFrame, touches: pd.DataFrame, as_of: date
) -> Iterator[AttentionLine]:
    last = touches.groupby("partner_id")["date"].max()
    norm: dict[object, int] = _touch_days(tables, partners).to_dict()
    for partner_id, partner in partners[partners["status"].isin(WITH_US)].iterrows():
        touched_on = day_of_cell(last.get(partner_id))
        since = touched_on or day_of_cell(partner["onboarded_on"])
        allowed = norm[partner_id]
        days = None if since is None else (as_of - since).days
        if days is not None and days <= allowed:
            continue
        yield AttentionLine(
            str(partner_id),
            "neglected",
            "warning" if days is not None and days <= 2 * allowed else "alarm",
            since,
            sentence(
                "neglected" if touched_on else "never_touched",
                tables.lang,
                day=day_text(touched_on, tables.lang),
                count=counted(allowed, DAY, tables.lang),
            ),
        )


def _touch_days(tables: Tables, partners: pd.DataFrame) -> pd.Series:
    groups = sound_rows(tables, GROUPS, "group_id", "touch_days").drop_duplicates("group_id")
    group_id = matched(partners["group_id"], groups["group_id"])
    days: pd.Series = group_id.map(groups.set_index("group_id")["touch_days"])
    return days.astype("Int64").fillna(_TOUCH_DAYS)


def _promises(tables: Tables, touches: pd.DataFrame, as_of: date) -> Iterator[AttentionLine]:
    """The oldest promise of each partner that no touch has kept and no later promise replaced."""
    touches = touches.assign(last=touches.groupby("partner_id")["date"].transform("max"))
    promised = touches[touches["next_touch_on"].notna()]
    # A later touch that sets a new day replaces what was promised before.
    standing = promised.drop_duplicates("partner_id", keep="last")
    kept = standing["last"] >= standing["next_touch_on"]
    missed = standing[~kept & (standing["next_touch_on"] < pd.Timestamp(as_of))]
    for touch in missed.to_dict("records"):
        since = day_of_cell(touch["next_touch_on"])
        action = sentence("promise", tables.lang, day=day_text(since, tables.lang))
        yield AttentionLine(touch["partner_id"], "promise", "warning", since, action)


def _complaints(tables: Tables, touches: pd.DataFrame, as_of: date) -> Iterator[AttentionLine]:
    resolved = touches["resolved_on"] <= pd.Timestamp(as_of)
    unresolved = touches[touches["kind"].isin(["complaint", "question"]) & ~resolved]
    for partner_id, rows in unresolved.groupby("partner_id"):
        late = [row for row in rows.to_dict("records") if _is_late(tables, row["date"], as_of)]
        if not late:
            continue
        # A complaint speaks before a question, and the older before the newer.
        worst = min(late, key=lambda row: (row["kind"] != "complaint", row["date"]))
        since = day_of_cell(worst["date"])
        text = sentence(
            str(worst["kind"]),
            tables.lang,
            day=day_text(since, tables.lang),
            note=quoted(text_of_cell(worst["note"]), tables.lang),
        )
        severity: Severity = "alarm" if worst["kind"] == "complaint" else "warning"
        action = with_more(text, len(late) - 1, tables.lang)
        yield AttentionLine(str(partner_id), "complaint", severity, since, action)


def _is_late(tables: Tables, day: pd.Timestamp, as_of: date) -> bool:
    return tables.calendar.add_working(day.date(), _ANSWER_WORKING_DAYS) < as_of
