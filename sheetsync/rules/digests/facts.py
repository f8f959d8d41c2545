"""What a digest tells one of our own people: facts, no layout."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sheetsync.language import Lang

Role = Literal["curator", "accountant", "manager"]
#: Why an invoice is told now: it is new to this recipient, its level rose, or a week has passed.
Occasion = Literal["new", "risen", "reminder"]


@dataclass(frozen=True, slots=True)
class InvoiceItem:
    """An unpaid invoice in a digest.

    Attributes:
        key: what the journal remembers it by; unlike for every recipient.
        occasion: why it is told now.
        level: 1 due soon, 2 overdue for up to 7 days, 3 for up to 30, 4 for longer
            (workbook-and-rules.md 3.4).
        highlight: code of the colour: red, orange, yellow, grey, "" for none.
        direction: "in" for invoices that we pay, "out" for those that partners pay.
        due: the last day to pay in time; None without terms.
        days_overdue: calendar days since `due`, 0 until then.
        waiting_days: days since the invoice reached us.
        blocked_by: "no_closing_docs", "dispute" or "".
        sheet_row: its row in the tab Invoices; 0 when nobody knows.
    """

    key: str
    occasion: Occasion
    level: int
    highlight: str
    direction: Literal["in", "out"]
    legal_name: str
    partner: str
    curator: str
    number: str
    invoice_date: date
    month: str
    outstanding_minor: int
    currency: str
    due: date | None
    days_overdue: int
    waiting_days: int
    blocked_by: str = ""
    file_url: str = ""
    comment: str = ""
    sheet_row: int = 0


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """A line of the Attention tab in the week's list.

    Attributes:
        severity: "alarm", "warning" or "note".
        reason: code of the Attention tab: neglected, promise, complaint, packs, …
        since: the day it began; None when nobody knows.
        days: days since then.
        action: what to do, a sentence in the digest's language.
    """

    severity: Literal["alarm", "warning", "note"]
    partner_id: str
    name: str
    reason: str
    since: date | None
    days: int | None
    action: str


@dataclass(frozen=True, slots=True)
class Total:
    """The invoices of a digest that one side pays in one currency."""

    direction: Literal["in", "out"]
    currency: str
    count: int
    outstanding_minor: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What one of our people hears today: facts, no layout.

    Attributes:
        to: their address.
        name: their name, "" when only the address is known.
        roles: why they hear it: curator, accountant, manager.
        invoices: unpaid invoices, the worst first.
        totals: of those invoices, never across currencies.
        attention: the week's list of their partners, on the first run of a week only.
        payments_until: the day of the last payment in the workbook; None when there is none.
        payments_stale: no payment was entered for 10 days while invoices are unpaid, so that any
            of them may have been paid: to be said first.
        left_out: for the accountant, the invoices that are in no figure because of errors, in
            sentences.
        held: for the manager, tabs whose history waits for somebody, in sentences.
        waiting: for who enters what partners sent, what waits, a line each.
        bank_until: how far the bank's statements reach; None without any: then `payments_until` and
            `payments_stale` are about payments that people entered.
        bank_lines: for the accountant, lines of the bank that wait for a decision and are new.
        bank_lines_count: how many they are.
        advances: for the accountant, advances for which an invoice has come, in sentences.
        marks: what the journal is to remember once this digest has gone: item key and level.

    Source: workbook-and-rules.md 3.4.
    """

    to: str
    name: str
    roles: tuple[Role, ...]
    lang: Lang
    as_of: date
    invoices: tuple[InvoiceItem, ...] = ()
    totals: tuple[Total, ...] = ()
    attention: tuple[AttentionItem, ...] = ()
    payments_until: date | None = None
    payments_stale: bool = False
    left_out: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    bank_until: date | None = None
    bank_lines: tuple[str, ...] = ()
    bank_lines_count: int = 0
    advances: tuple[str, ...] = ()
    marks: tuple[tuple[str, int], ...] = ()
