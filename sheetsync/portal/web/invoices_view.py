"""The page of invoices, and the same as a file. Source: portal.md 8, `GET /invoices`."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal, get_args

from flask import request

from sheetsync.language import language
from sheetsync.language.days import month_year
from sheetsync.language.marks import sentence
from sheetsync.portal.web.account_gate import page_url
from sheetsync.portal.web.invoice_lines import (
    SHOWN,
    InvoiceLine,
    Sums,
    credit_line,
    invoice_line,
    on_the_way,
    sent_line,
    sums_of,
)
from sheetsync.portal.web.paging import Piece, piece_of
from sheetsync.portal.web.places import entity_names
from sheetsync.portal.web.readers import AccountReader, queried
from sheetsync.portal.web.texts import phrase
from sheetsync.rules.portal.page_parts import PageCreditNote, PageInvoice
from sheetsync.rules.portal.sent_states import SentBefore
from sheetsync.tables.catalogue.payables import UNPAID
from sheetsync.tables.export_texts import csv_text

#: Which invoices are shown.
Show = Literal["all", "unpaid", "overdue"]
#: Excel reads UTF-8 only behind this sign.
_BOM = "\ufeff"
_COLUMNS = (
    "csv_month", "csv_entity", "csv_number", "csv_date", "csv_amount", "csv_credited", "csv_paid",
    "csv_left", "csv_currency", "csv_status", "csv_due", "csv_paid_on", "csv_submission",
)  # fmt: skip
_Row = PageInvoice | PageCreditNote | SentBefore


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the ways to look at the list."""

    address: str
    words: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class MonthLines:
    """The invoices of one month."""

    title: str
    lines: tuple[InvoiceLine, ...]


@dataclass(frozen=True, slots=True)
class InvoicesPage:
    """All that the page shows.

    Attributes:
        piece: which rows of how many are here.
        empty: said where there are none.
        before, after: addresses of the neighbouring pieces; "" for none.
        new: where an invoice is sent; "" where nothing can be.
    """

    choices: tuple[Choice, ...]
    months: tuple[MonthLines, ...]
    piece: Piece[_Row]
    sums: tuple[Sums, ...]
    empty: str
    csv: str
    before: str
    after: str
    new: str


def show_asked() -> Show:
    """Which invoices the address asks for; all for nonsense."""
    asked = request.args.get("show", "")
    return next((one for one in get_args(Show) if one == asked), "all")


def invoices_page(visit: AccountReader, sent: Sequence[SentBefore], show: Show) -> InvoicesPage:
    """The page, with what is on its way laid over what stands in the sheet.

    Args:
        visit: who looks.
        sent: all that the partner sent.
        show: which invoices.
    """
    rows = _rows(visit, sent, show)
    piece = piece_of(rows)
    address = page_url("show_invoices")
    shown = "" if show == "all" else show
    lang = visit.lang
    return InvoicesPage(
        choices=tuple(
            Choice(
                queried(address, show="" if one == "all" else one),
                phrase(f"show_{one}").said(lang),
                one == show,
            )
            for one in get_args(Show)
        ),
        months=tuple(_months(visit, piece.rows)),
        piece=piece,
        sums=sums_of(
            [one for one in rows if isinstance(one, PageInvoice)], visit.page.currency, lang
        ),
        empty="" if rows else phrase(f"none_{show}").said(lang),
        csv=queried(page_url("give_invoices"), show=shown),
        before=queried(address, show=shown, **{"from": piece.before}) if piece.before else "",
        after=queried(address, show=shown, **{"from": piece.after}) if piece.after else "",
        new=queried(page_url("show_new_invoice")) if visit.may_send else "",
    )


def invoices_csv(visit: AccountReader, sent: Sequence[SentBefore], show: Show) -> bytes:
    """The same rows as a file that a spreadsheet opens without harm.

    Texts that it would take for formulas begin with an apostrophe; numbers stay numbers, also
    below zero.
    """
    lang = visit.lang
    delimiter, point = language(lang).csv
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([phrase(name).said(lang) for name in _COLUMNS])
    writer.writerows(_cells(visit, one, point) for one in _rows(visit, sent, show))
    return (_BOM + file.getvalue()).encode()


def _rows(visit: AccountReader, sent: Sequence[SentBefore], show: Show) -> list[_Row]:
    """Newest month first, then by legal entity, the newest paper first."""
    page = visit.page
    rows: list[_Row] = [one for one in page.invoices if _is_shown(one, show)]
    if show == "all":
        rows += [*page.credit_notes, *on_the_way(page, sent)]
    names = entity_names(page)
    rows.sort(key=lambda one: _day(one).toordinal(), reverse=True)
    rows.sort(key=lambda one: names.get(one.entity_id, ""))
    rows.sort(key=lambda one: one.month, reverse=True)
    return rows


def _is_shown(one: PageInvoice, show: Show) -> bool:
    if show == "overdue":
        return one.status == "overdue"
    return one.status in (UNPAID if show == "unpaid" else SHOWN)


def _day(one: _Row) -> date:
    if isinstance(one, SentBefore):
        return one.doc_date or one.received_at.date()
    return one.dated


def _months(visit: AccountReader, rows: Iterable[_Row]) -> Iterator[MonthLines]:
    for month, some in groupby(rows, key=lambda one: one.month):
        name = month_year(month, visit.lang) if month else phrase("no_month").said(visit.lang)
        yield MonthLines(sentence(name), tuple(_line(visit, one) for one in some))


def _line(visit: AccountReader, one: _Row) -> InvoiceLine:
    if isinstance(one, PageInvoice):
        return invoice_line(visit, one)
    if isinstance(one, PageCreditNote):
        return credit_line(visit, one)
    return sent_line(visit, one)


def _cells(visit: AccountReader, one: _Row, point: str) -> list[str]:
    line = _line(visit, one)
    amounts = _amounts(one)
    days = (one.due_on, one.paid_on) if isinstance(one, PageInvoice) else (None, None)
    return [
        one.month,
        csv_text(entity_names(visit.page).get(one.entity_id, "")),
        csv_text(one.number),
        _day(one).isoformat(),
        *(_money(minor, point) for minor in amounts),
        one.currency,
        csv_text(line.state),
        *(day.isoformat() if day else "" for day in days),
        line.no,
    ]


def _amounts(one: _Row) -> tuple[int | None, int | None, int | None, int | None]:
    """Amount, what is credited, what is paid, what is left."""
    if isinstance(one, PageInvoice):
        return one.amount_minor, one.credits_minor, one.paid_minor, one.outstanding_minor
    if isinstance(one, PageCreditNote):
        return -one.amount_minor, None, None, None
    return one.amount_minor, None, None, None


def _money(minor: int | None, point: str) -> str:
    return "" if minor is None else f"{minor / 100:.2f}".replace(".", point)
