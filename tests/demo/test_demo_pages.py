"""Every partner's page of the demo says what its monthly letter says on the same day."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from sheetsync.demo import DemoWorkbook, build
from sheetsync.language.money import money
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sessions import Opening, new_session
from sheetsync.rules.monthly import ScoreBook
from sheetsync.rules.monthly.month import month
from sheetsync.rules.monthly.recipients import recipients
from sheetsync.rules.monthly.report import MonthlyReport
from sheetsync.rules.monthly.timing import shown_period
from sheetsync.rules.payables import payables
from sheetsync.rules.portal.page import PageTerms, partner_pages
from sheetsync.rules.portal.page_contacts import PageContact
from sheetsync.rules.portal.page_parts import PartnerPage
from sheetsync.rules.validation import validate
from sheetsync.tables.catalogue.payables import UNPAID
from sheetsync.tables.cells import Grid
from sheetsync.tables.reading.people_tabs import read_tables
from tests.portal.web.conftest import Browser, Portal, new_portal, words_of

DAY = date(2026, 11, 5)
#: What an ordinary partner's page takes at most. Source: portal.md 8, 60 kB a page.
_MOST_BYTES = 30_000


@dataclass(frozen=True)
class Both:
    """A partner's letter and page of one day."""

    letter: MonthlyReport
    page: PartnerPage


@pytest.fixture(scope="module")
def partners(grids_of: Callable[[DemoWorkbook], dict[str, Grid]]) -> list[Both]:
    workbook = build("ru", 1, as_of=DAY)
    tables = read_tables(grids_of(workbook), locale=workbook.locale)
    tables = tables.with_findings(validate(tables, DAY))
    known = payables(tables, DAY)
    gathered = month(tables, known, ScoreBook(), shown_period(DAY), DAY)
    at = datetime(2026, 11, 5, 7, tzinfo=UTC)
    pages = partner_pages(tables, known, PageTerms(as_of=DAY, computed_at=at, time_zone="UTC"))
    return [
        Both(gathered.report(one), pages[one.partner_id])
        for one in recipients(tables)
        if one.partner_id in pages
    ]


def _asked(asks: Any) -> list[tuple[object, ...]]:
    """What is asked for, of a letter or of a page."""
    told = []
    for ask in asks:
        entity_id = getattr(ask, "entity_id", "") or ask.entity.entity_id
        amount = getattr(ask, "amount", None)
        minor = amount.minor if amount else getattr(ask, "amount_minor", None)
        names = ("month", "kind", "kinds", "instead", "until", "pay_by", "contract", "number",
                 "comment", "state", "day")  # fmt: skip
        told.append((entity_id, minor, *(getattr(ask, name, None) for name in names)))
    return told


def test_pages_ask_for_what_letters_ask_for_and_tell_the_same_sums(partners: list[Both]) -> None:
    asked = owed = 0
    for both in partners:
        letter, page = both.letter, both.page
        assert _asked(page.invoices_asked) == _asked(letter.invoices)
        assert _asked(page.documents_asked) == _asked(letter.documents)
        assert _asked(page.rejected) == _asked(letter.rejected)
        assert _asked(page.agreements) == _asked(letter.agreements)
        for mine, told in (
            (page.invoices, letter.payments),
            (page.receivables, letter.receivables),
        ):
            shown = [
                (one.entity_id, one.number, one.status, one.outstanding_minor, one.currency,
                 one.paid_minor, one.due_on, one.days_late)
                for one in mine if one.status in UNPAID
            ]  # fmt: skip
            assert shown == [
                (one.entity.entity_id, one.number, one.status, one.outstanding.minor,
                 one.outstanding.currency, one.paid.minor, one.due_on, one.days_late)
                for one in told if one.status in UNPAID
            ]  # fmt: skip
            owed += len(shown)
        work = page.work
        assert (work.done if work else 0) == letter.work.done
        assert [(one.minor, one.currency) for one in (work.turnover if work else ())] == [
            (one.minor, one.currency) for one in letter.work.turnover
        ]
        assert (work is None) or (work.with_due, work.in_time) == (
            letter.work.with_due, letter.work.in_time,
        )  # fmt: skip
        asked += len(page.invoices_asked) + len(page.documents_asked) + len(page.agreements)
    assert len(partners) > 50
    assert asked > 50
    assert owed > 10


@pytest.fixture(scope="module")
def portal(partners: list[Both], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    with closing(new_portal(tmp_path_factory.mktemp("demo"))) as made:  # type: ignore[type-var]  # a generator
        portal = next(made)
        portal.pages.clear()
        portal.clock.at = datetime(2026, 11, 5, 7, tzinfo=UTC)
        portal.contacts = tuple(_contact(both.page.partner_id) for both in partners)
        portal.fill(*(both.page for both in partners))
        yield portal


def _contact(partner_id: str) -> PageContact:
    return PageContact(
        address=f"{partner_id}@partner.example".lower(), partner_id=partner_id, role="full"
    )


def _signed_in(portal: Portal, partner_id: str) -> Browser:
    browser = Browser(portal, address=f"10.0.0.{hash(partner_id) % 250}")
    seat = Seat(partner_id, _contact(partner_id).address, "full", "full")
    with portal.store.writing() as connection:
        how = Opening(timedelta(days=1))
        held = new_session(connection, portal.store.layout, seat, portal.clock.now(), how)
    browser.hold(held)
    return browser


def test_what_a_partner_sees_has_each_sum_that_its_letter_has(
    partners: list[Both], portal: Portal
) -> None:
    """The pages themselves, as they are rendered, not the shelf they are made of."""
    told = 0
    for both in partners:
        letter, page = both.letter, both.page
        portal.clock.at += timedelta(minutes=2)
        browser = _signed_in(portal, page.partner_id)
        home, invoices = (words_of(browser.get(path).text) for path in ("/home", "/invoices"))
        sums = [ask.amount for ask in letter.invoices if ask.amount] + list(letter.work.turnover)
        for amount in sums:
            assert _words(amount, page.lang) in home, (page.partner_id, home)
        for one in letter.payments:
            if one.status in UNPAID:
                assert one.number in invoices, (page.partner_id, one.number)
                assert _words(one.amount, page.lang) in invoices, (page.partner_id, invoices)
                told += 1
        told += len(sums)
    assert told > 50


def _words(amount: Any, lang: str) -> str:
    return " ".join(money(amount.minor, amount.currency, lang).split())


def test_an_ordinary_page_is_small(partners: list[Both]) -> None:
    sizes = sorted(len(msgspec.json.encode(both.page)) for both in partners)
    assert sizes[len(sizes) // 2] < _MOST_BYTES
