"""Contracts and other legal papers that want something of the partner.

Source: workbook-and-rules.md 4.2, item 7; 1.2 (Agreements).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal

import pandas as pd

from sheetsync.rules.monthly.plain_values import by_partner, day, text
from sheetsync.rules.monthly.report_parts import AgreementNote, LegalEntity
from sheetsync.rules.payables.contracts import ends_on
from sheetsync.tables.settings.keys import Settings

_NOTE = ("entity_id", "kind", "number", "status", "sent_on", "valid_to")


def agreement_notes(
    agreements: pd.DataFrame,
    entities: Mapping[str, Mapping[str, LegalEntity]],
    as_of: date,
    settings: Settings,
) -> Mapping[str, tuple[AgreementNote, ...]]:
    """Every partner's papers that end soon, have ended, or wait for a signature.

    A paper that renews itself never ends; one that another of the same kind and entity follows
    needs nothing.

    Args:
        agreements: rows of Agreements, with partner_id.
        entities: legal entities of each partner.
        as_of: the day of calculation.
        settings: `legal_notice_days` is used.
    """
    soon = pd.Timestamp(as_of + timedelta(days=settings.legal_notice_days))
    active = agreements["status"] == "active"
    ends = ends_on(agreements)
    follower = active & (ends.isna() | (ends > soon))
    followed = set(
        agreements.loc[follower, ["entity_id", "kind"]].itertuples(index=False, name=None)
    )
    ending = active & ~follower
    notes = agreements[ending | (agreements["status"] == "sent")]
    told = {
        partner_id: tuple(
            _note(row, known[row.entity_id], as_of)
            for row in rows
            if row.entity_id in known
            and (row.status == "sent" or (row.entity_id, row.kind) not in followed)
        )
        for partner_id, rows in by_partner(notes, *_NOTE).items()
        if (known := entities.get(partner_id, {}))
    }
    return {partner_id: rows for partner_id, rows in told.items() if rows}


def _note(row: Any, entity: LegalEntity, as_of: date) -> AgreementNote:  # noqa: ANN401  # a row
    state: Literal["expiring", "expired", "unsigned"]
    if row.status == "sent":
        state, when = "unsigned", day(row.sent_on)
    else:
        when = day(row.valid_to)
        state = "expired" if when is not None and when < as_of else "expiring"
    return AgreementNote(entity, str(row.kind), text(row.number), state, when)
