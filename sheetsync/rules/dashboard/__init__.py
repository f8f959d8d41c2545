"""The Dashboard: what stands out today, with one click to each list."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from sheetsync.language import Lang
from sheetsync.language.days import month_year, typed_day
from sheetsync.rules.attention.actions import day_text
from sheetsync.rules.beginning import holds_nothing
from sheetsync.rules.dashboard.first_steps import step_lines
from sheetsync.rules.dashboard.lines import DashboardLine, Leads
from sheetsync.rules.dashboard.money import unpaid_lines, urgent_lines
from sheetsync.rules.dashboard.phrases import word
from sheetsync.rules.dashboard.standing import standing_lines
from sheetsync.rules.left_out_words import unread_sentences
from sheetsync.rules.payables import Payables
from sheetsync.rules.payables.ledger import BankReach
from sheetsync.rules.payments.waiting_lines import WaitingLine
from sheetsync.rules.portal.waiting import Waiting
from sheetsync.tables.catalogue.overview import DASHBOARD
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.table import Tables

_OWED_ATTENTION = ("neglected", "promise", "complaint")
_LEGAL = ("expiring", "expired", "unsigned", "review_due", "no_contract")


def dashboard(  # noqa: PLR0913  # what its lines are made of
    tables: Tables,
    payables: Payables,
    ratings_summary: pd.DataFrame | None,
    attention: pd.DataFrame,
    leads: Leads,
    *,
    waiting: Sequence[Waiting] | None = None,
    bank_lines: Sequence[WaitingLine] | None = None,
) -> pd.DataFrame:
    """The lines of the Dashboard.

    First the day and the state of the workbook, then invoices overdue for more than 30 days, what
    to fill in next as long as there are steps to take, how fresh the data are, what is unpaid
    (numbers, sums per currency and bucket, never added across currencies without a rate),
    documents, partners, findings, each group's best and worst, and last the invoices that are in no
    figure because of errors. It tells no clock time, so that a day on which nothing changes changes
    no cell.

    Args:
        tables: settings, groups and findings are used; the words are in `tables.lang`.
        payables: invoices and packs.
        ratings_summary: rows of the tab Ratings by code; None when they were not computed.
        attention: rows of the tab Attention by code.
        leads: addresses of lists and rows.
        waiting: what partners sent and waits for our people; None without a portal.
        bank_lines: lines of the bank that wait for a decision; None without a bank.

    Returns:
        The columns of the tab Dashboard by code. The first line's note begins with the day as
        people type it, in ten signs.

    Source: workbook-and-rules.md 1.3, Dashboard.
    """
    links, row_link = leads.lists, leads.row
    lines = [
        _state(tables, payables, links),
        *urgent_lines(payables, tables.lang, links.get("overdue", ""), row_link),
        *step_lines(tables, links),
        *_freshness(tables, payables),
        *unpaid_lines(tables, payables, links),
        *_bank(tables, bank_lines, links.get("bank", "")),
        *_documents(tables, payables, links.get("packs", "")),
        *_partners(tables, attention, links),
        *_portal(tables, waiting, links.get("inbox", "")),
        *_checks(tables, links.get("validation", "")),
        *standing_lines(tables, ratings_summary, links.get("ratings", ""), row_link),
        *_left_out(tables, payables, links.get("validation", "")),
    ]
    return typed_frame(DASHBOARD.columns, [line.record() for line in lines])


def _findings(tables: Tables, severity: str) -> int:
    return sum(finding.severity == severity for finding in tables.findings)


def _state(tables: Tables, payables: Payables, links: Mapping[str, str]) -> DashboardLine:
    return DashboardLine(
        word("state", tables.lang),
        word("as_of", tables.lang),
        note=f"{typed_day(payables.as_of, tables.lang)} · {_status(tables)}",
        link=links.get("validation", ""),
    )


def _status(tables: Tables) -> str:
    errors, lang = _findings(tables, "error"), tables.lang
    if errors:
        warnings = str(_findings(tables, "warning"))
        return word("unsound", lang, errors=str(errors), warnings=warnings)
    if holds_nothing(tables):
        return word("nothing_yet", lang, tab=PARTNERS.title(lang))
    return word("sound", lang)


def _freshness(tables: Tables, payables: Payables) -> Iterator[DashboardLine]:
    section, lang = word("state", tables.lang), tables.lang
    yield _reach(payables.bank, lang) if payables.bank else _entered(payables, lang)
    closed = tables.settings.month_closed
    yield DashboardLine(
        section,
        word("month_closed", lang),
        note=month_year(closed, lang) if closed else word("no_month", lang),
    )


def _reach(bank: BankReach, lang: Lang) -> DashboardLine:
    """How far the bank's statements reach: payments are known until then."""
    day = day_text(bank.until, lang)
    note = word("bank_old", lang, day=day) if bank.is_old else day
    return DashboardLine(word("state", lang), word("bank_until", lang), note=note)


def _entered(payables: Payables, lang: Lang) -> DashboardLine:
    """Until when people entered payments."""
    day = payables.paid_until
    if day is None:
        paid = word("never_paid", lang)
    elif payables.payments_stale:
        paid = word("stale", lang, day=day_text(day, lang))
    else:
        paid = day_text(day, lang)
    return DashboardLine(word("state", lang), word("paid_until", lang), note=paid)


def _bank(
    tables: Tables, lines: Sequence[WaitingLine] | None, link: str
) -> Iterator[DashboardLine]:
    if lines is None:
        return
    lang = tables.lang
    oldest = next((line.booked_on for line in lines if line.booked_on), None)
    note = word("oldest", lang, day=day_text(oldest, lang)) if oldest else ""
    item = word("undecided", lang)
    yield DashboardLine(word("bank", lang), item, len(lines), note=note, link=link)


def _documents(tables: Tables, payables: Payables, link: str) -> Iterator[DashboardLine]:
    for name, state in (("packs", "missing"), ("mismatch", "mismatch")):
        count = int((payables.packs["state"] == state).sum())
        yield DashboardLine(
            word("documents", tables.lang), word(name, tables.lang), count, link=link
        )


def _partners(
    tables: Tables, attention: pd.DataFrame, links: Mapping[str, str]
) -> Iterator[DashboardLine]:
    section, link = word("partners", tables.lang), links.get("attention", "")
    owed = attention[attention["reason"].isin(_OWED_ATTENTION)]
    counts = {
        "neglected": owed["partner_id"].nunique(),
        "legal": int(attention["reason"].isin(_LEGAL).sum()),
        "mail_failed": int((attention["reason"] == "mail_failed").sum()),
    }
    for name, count in counts.items():
        yield DashboardLine(section, word(name, tables.lang), count, link=link)


def _portal(
    tables: Tables, waiting: Sequence[Waiting] | None, link: str
) -> Iterator[DashboardLine]:
    if waiting is None:
        return
    lang = tables.lang
    note = word("oldest", lang, day=day_text(waiting[0].since, lang)) if waiting else ""
    yield DashboardLine(
        word("portal", lang), word("inbox", lang), len(waiting), note=note, link=link
    )


def _checks(tables: Tables, link: str) -> Iterator[DashboardLine]:
    section = word("checks", tables.lang)
    for name, severity in (("errors", "error"), ("warnings", "warning")):
        count = _findings(tables, severity)
        yield DashboardLine(section, word(name, tables.lang), count, link=link)


def _left_out(tables: Tables, payables: Payables, link: str) -> Iterator[DashboardLine]:
    for sentence in unread_sentences(payables, tables.lang):
        yield DashboardLine(word("checks", tables.lang), sentence, link=link)
