"""One line of the Attention tab, and the lines as the tab's rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from sheetsync.rules.payables.entities import PARTNER_FAULTS
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.care import ATTENTION, ATTENTION_REASON, SEVERITY
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.table import Tables

Severity = Literal["alarm", "warning", "note"]

_SEVERITIES = [choice.code for choice in SEVERITY]
_REASONS = [choice.code for choice in ATTENTION_REASON]


@dataclass(frozen=True, slots=True)
class AttentionLine:
    """Why a partner needs attention: at most one line for a partner and reason.

    Attributes:
        reason: code of `ATTENTION_REASON`.
        since: the day it began; None when nobody knows.
        action: what to do, a sentence in the workbook's language.
    """

    partner_id: str
    reason: str
    severity: Severity
    since: date | None
    action: str


def known_partners(tables: Tables) -> pd.DataFrame:
    """The partners that lines may be about: one row each, index partner_id.

    A partner without a curator or an address is one of them; they need attention most.
    """
    partners = sound_rows(tables, PARTNERS, "partner_id", "status", despite=PARTNER_FAULTS)
    return partners.drop_duplicates("partner_id").set_index("partner_id")


def day_of_cell(value: object) -> date | None:
    """A day of a frame as a date; None when it is missing."""
    return value.date() if isinstance(value, pd.Timestamp) else None


def text_of_cell(value: object) -> str:
    """A text of a frame; "" when it is missing."""
    return value if isinstance(value, str) else ""


def line_rows(lines: Iterable[AttentionLine], partners: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The lines as rows of the tab: alarms first, then what has lasted longest.

    Args:
        lines: lines about partners; those about others are left out.
        partners: what `known_partners` returns.
        as_of: the day until which days are counted.

    Returns:
        The columns of the tab Attention by code; days are at least 0, missing without a first day.
    """
    ordered = sorted(
        (line for line in lines if line.partner_id in partners.index),
        key=lambda line: _rank(line, str(partners.at[line.partner_id, "name"])),
    )
    return typed_frame(
        ATTENTION.columns,
        [
            {
                "severity": line.severity,
                "partner_id": line.partner_id,
                "name": text_of_cell(partners.at[line.partner_id, "name"]),
                "curator": text_of_cell(partners.at[line.partner_id, "curator"]) or None,
                "reason": line.reason,
                "since": line.since,
                "days": None if line.since is None else max(0, (as_of - line.since).days),
                "action": line.action,
            }
            for line in ordered
        ],
    )


def _rank(line: AttentionLine, name: str) -> tuple[int, date, str, str, int]:
    return (
        _SEVERITIES.index(line.severity),
        line.since or date.min,
        name.casefold(),
        line.partner_id,
        _REASONS.index(line.reason),
    )
