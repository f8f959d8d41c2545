"""Rows of the table of acceptances, and which submissions must be left alone for them."""

from collections.abc import Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from sheetsync.portal.store.layout import Layout
from sheetsync.rules.portal.acceptances import Acceptance


def being_entered(connection: sa.Connection, layout: Layout) -> frozenset[str]:
    """Submissions whose row may come this moment: nothing else is decided about them."""
    table = layout.acceptance
    query = sa.select(table.c["submission_no"]).where(table.c["state"] != "failed")
    return frozenset(connection.scalars(query))


def acceptance_of(row: sa.RowMapping) -> Acceptance:
    """The acceptance of a row."""
    return Acceptance(
        no=row["submission_no"],
        state=row["state"],
        by=row["by_whom"],
        asked_at=row["asked_at"],
        once=row["once"],
        tried_at=row["tried_at"],
        reason=msgspec.json.decode(row["reason"]) if row["reason"] else {},
        row=row["row_number"],
    )


def acceptance_row(one: Acceptance) -> dict[str, Any]:
    """An acceptance as the row that is inserted."""
    return {
        "submission_no": one.no,
        "state": one.state,
        "by_whom": one.by,
        "asked_at": one.asked_at,
        "once": one.once,
        "tried_at": one.tried_at,
        "reason": reason_text(one.reason),
        "row_number": one.row,
    }


def reason_text(reason: Mapping[str, str]) -> str:
    """A reason as it is kept; "" for none."""
    return msgspec.json.encode(reason).decode() if reason else ""
