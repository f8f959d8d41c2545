"""Who of our own people hears of what today: one digest a person, no item too often."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pandas as pd

from sheetsync.rules.digests.facts import (
    AttentionItem,
    Digest,
    InvoiceItem,
    Occasion,
    Role,
    Total,
)
from sheetsync.rules.digests.marks import invoice_marks
from sheetsync.rules.digests.recipients import FROM_LEVEL, Staff
from sheetsync.rules.left_out_words import unread_sentences
from sheetsync.rules.payables import Payables
from sheetsync.rules.payables.overdue_tab import worst_first
from sheetsync.tables.table import Tables

#: An item is told again after so many days. Source: workbook-and-rules.md 3.4.
_REPEAT_DAYS = 7
_WEEK = "week"

Row = Mapping[Hashable, Any]
#: Level and day of the last telling, by item key.
Previous = Mapping[str, tuple[int, date]]


@dataclass(frozen=True, slots=True)
class _Told:
    """What was told before, and how its keys name a person."""

    as_of: date
    previous: Previous
    mark: Callable[[str], str]


@dataclass(slots=True)
class _Draft:
    """A digest while it is gathered."""

    to: str
    roles: set[Role] = field(default_factory=set)
    invoices: list[InvoiceItem] = field(default_factory=list)
    attention: list[AttentionItem] = field(default_factory=list)
    marks: dict[str, int] = field(default_factory=dict)


def digests(
    tables: Tables,
    payables: Payables,
    attention: pd.DataFrame,
    previous: Previous,
    mark: Callable[[str], str] = str.casefold,
) -> tuple[Digest, ...]:
    """The digests that are due, one a recipient.

    An unpaid invoice is told to the partner's curator and to the accountant from level 1 (due
    within `due_soon_days`), to the manager from level 3; again only when its level rises or 7 days
    have passed. Each curator gets the week's list of partners who need attention on Monday, or on
    the first run after it. What belongs to a partner without a known curator goes to the manager.

    Args:
        tables: Settings name the people.
        payables: the unpaid invoices, and the day of calculation.
        attention: rows of the tab Attention by code.
        previous: what the journal remembers of `Digest.marks`: level and day by item key.
        mark: what an item's key holds in place of the recipient's address.

    Returns:
        By address; nobody without news gets one. A second call with the marks of the first on the
        same day gives none.

    Source: workbook-and-rules.md 3.4.
    """
    staff = Staff(tables.settings)
    drafts: dict[str, _Draft] = {}
    told = _Told(payables.as_of, previous, mark)
    _add_invoices(drafts, staff, payables, told)
    _add_attention(drafts, staff, attention, told)
    return tuple(
        Digest(
            to=draft.to,
            name=staff.name(draft.to),
            roles=tuple(role for role in FROM_LEVEL if role in draft.roles),
            lang=tables.lang,
            as_of=payables.as_of,
            invoices=tuple(draft.invoices),
            totals=_totals(draft.invoices),
            attention=tuple(draft.attention),
            payments_until=payables.paid_until,
            payments_stale=payables.payments_stale,
            bank_until=payables.bank.until if payables.bank else None,
            left_out=_unread(draft, payables, tables),
            marks=tuple(draft.marks.items()),
        )
        for _, draft in sorted(drafts.items())
    )


def _add_invoices(
    drafts: dict[str, _Draft], staff: Staff, payables: Payables, before: _Told
) -> None:
    told = payables.unpaid[payables.unpaid["level"] >= min(FROM_LEVEL.values())]
    if told.empty:
        return
    told = told.join(invoice_marks(payables.invoices))
    for row in worst_first(told).rename_axis("sheet_row").reset_index().to_dict("records"):
        curator, level = _text(row["curator"]), int(row["level"])
        hearers: dict[str, set[Role]] = defaultdict(set)
        for address, role in staff.invoice_hearers(curator, level):
            hearers[address].add(role)
        for address, roles in hearers.items():
            person = before.mark(address)
            key, key_before = (f"{person}/{row[name]}" for name in ("mark", "mark_before"))
            last = before.previous.get(key, before.previous.get(key_before))
            occasion = _occasion(last, level, payables.as_of)
            if occasion:
                draft = _draft(drafts, address, roles)
                if key not in draft.marks:
                    draft.invoices.append(_invoice_item(row, key, occasion))
                    draft.marks[key] = level


def _add_attention(
    drafts: dict[str, _Draft],
    staff: Staff,
    attention: pd.DataFrame,
    told: _Told,
) -> None:
    monday = told.as_of - timedelta(days=told.as_of.weekday())
    for row in attention.to_dict("records"):
        for address, role in staff.partner_hearers(_text(row["curator"])):
            key = f"{told.mark(address)}/{_WEEK}"
            last = told.previous.get(key)
            if last is None or last[1] < monday:
                draft = _draft(drafts, address, {role})
                draft.attention.append(_attention_item(row))
                draft.marks[key] = 0


def _draft(drafts: dict[str, _Draft], address: str, roles: set[Role]) -> _Draft:
    draft = drafts.setdefault(address.casefold(), _Draft(address))
    draft.roles |= roles
    return draft


def _occasion(last: tuple[int, date] | None, level: int, as_of: date) -> Occasion | None:
    if last is None:
        return "new"
    if level > last[0]:
        return "risen"
    return "reminder" if (as_of - last[1]).days >= _REPEAT_DAYS else None


def _invoice_item(row: Row, key: str, occasion: Occasion) -> InvoiceItem:
    return InvoiceItem(
        key=key,
        occasion=occasion,
        level=int(row["level"]),
        highlight=_text(row["highlight"]),
        direction=row["direction"],
        legal_name=_text(row["legal_name"]) or str(row["entity_id"]),
        partner=_text(row["partner"]),
        curator=_text(row["curator"]),
        number=str(row["number"]),
        invoice_date=row["invoice_date"].date(),
        month=_text(row["month"]),
        outstanding_minor=int(row["outstanding_minor"]),
        currency=str(row["currency"]),
        due=_day(row["due"]),
        days_overdue=int(row["days_overdue"]),
        waiting_days=int(row["waiting"]),
        blocked_by=_text(row["blocked_by"]),
        file_url=_text(row["file_url"]),
        comment=_text(row["comment"]),
        sheet_row=int(row["sheet_row"]),
    )


def _attention_item(row: Row) -> AttentionItem:
    return AttentionItem(
        severity=row["severity"],
        partner_id=str(row["partner_id"]),
        name=_text(row["name"]),
        reason=str(row["reason"]),
        since=_day(row["since"]),
        days=_count(row["days"]),
        action=_text(row["action"]),
    )


def _totals(invoices: list[InvoiceItem]) -> tuple[Total, ...]:
    sums: dict[tuple[Any, str], list[int]] = defaultdict(list)
    for item in invoices:
        sums[item.direction, item.currency].append(item.outstanding_minor)
    return tuple(
        Total(direction, currency, len(amounts), sum(amounts))
        for (direction, currency), amounts in sorted(sums.items())
    )


def _unread(draft: _Draft, payables: Payables, tables: Tables) -> tuple[str, ...]:
    """What the accountant cannot see in any list, because its rows have errors."""
    if "accountant" not in draft.roles:
        return ()
    return unread_sentences(payables, tables.lang)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, pd.Timestamp) else None


def _count(value: object) -> int | None:
    return value if isinstance(value, int) else None
