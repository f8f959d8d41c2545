"""What ``ss_tab`` holds of a tab: made of a sight, and saved."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from sheetsync.mirror.kept import KeptTab
from sheetsync.mirror.report import TAB_ANEW
from sheetsync.mirror.rows import TabRows
from sheetsync.mirror.seen import SeenTab
from sheetsync.mirror.tab_sync import TabNews
from sheetsync.mirror.values import json_text
from sheetsync.tables.cell_reading import ERROR_SIGN

_HASH_LENGTH = 16

State = sa.RowMapping


class Payload(NamedTuple):
    """All that is seen of a tab, in short.

    Attributes:
        fingerprint: of it, and of how the tab is kept.
        may_hold_errors: whether a cell may show the error of a formula; one look instead of one a
            cell.
    """

    fingerprint: bytes
    may_hold_errors: bool


def payload_of(seen: SeenTab, kept: KeptTab) -> Payload:
    """What is seen of a tab, in short."""
    grid = seen.grid
    parts = [seen.title, kept.layout, kept.key_rule, grid.merges, grid.stored, grid.shown]
    if seen.formulas is not None:
        parts.append(seen.formulas)
    try:
        text = msgspec.json.encode(parts)
    except UnicodeEncodeError:
        text = json_text(parts).encode()
    digest = hashlib.blake2b(text, digest_size=_HASH_LENGTH).digest()
    return Payload(digest, ERROR_SIGN.encode() in text)


def usual_title(kept: KeptTab, old: str) -> str:
    """The title under which jobs look for a tab: the one it had, unless that was changed too."""
    return old if old in kept.titles or not kept.titles else kept.titles[0]


def tab_values(rows: TabRows, news: TabNews, payload: bytes) -> dict[str, Any]:
    """What a sight tells of a tab."""
    return {
        "payload_hash": payload,
        "row_order": news.order,
        "header": json_text(rows.head),
        "rows": news.rows,
        "errors": json_text(news.errors),
    }


def held_values(news: TabNews, state: State | None, at: datetime) -> dict[str, Any]:
    """Why the closings of a tab wait, and since when."""
    if news.waits is None:
        return {"held_reason": "", "held_facts": "", "held_since": None}
    since = state["held_since"] if state and state["held_since"] else at
    return {
        "held_reason": news.waits.code,
        "held_facts": json_text(news.waits.facts),
        "held_since": since,
    }


def save_state(
    connection: sa.Connection,
    table: sa.Table,
    sight: tuple[SeenTab, KeptTab],
    state: State | None,
    values: Mapping[str, Any],
) -> None:
    """Save what is known of a tab.

    Args:
        connection: of the sight's transaction.
        table: of tabs.
        sight: what was seen, and how it is kept.
        state: what was known before.
        values: what the sight tells, by column.
    """
    seen, kept = sight
    known = {
        "sheet_id": seen.sheet_id,
        "title": seen.title,
        "renamed": seen.is_renamed,
        "key_rule": kept.key_rule,
        "layout": kept.layout,
    }
    if values.get("held_reason") == TAB_ANEW:
        # It stays the old tab's history until somebody confirms.
        known = {}
    if state is None:
        usual = {
            "code": kept.code,
            "record": "sheet",
            "rows": 0,
            "errors": "",
            "held_reason": "",
            "held_facts": "",
        }
        connection.execute(sa.insert(table).values({**usual, **known, **values}))
        return
    connection.execute(
        sa.update(table).where(table.c["code"] == kept.code).values({**known, **values})
    )
