"""An unchanged workbook is not worked through again; whatever changes is seen at once."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from jobs import ratings
from sheetsync.rules.portal.page import PageTerms, partner_pages
from sheetsync.testing.calls import counted_calls
from sheetsync.testing.office import Office
from sheetsync.workspace import Company, open_company

COMPANY = """
Settings
Key | Value
company | ООО «Организатор»
month_closed | '2026-03

Groups
Group ID | Name | Min jobs
g | Все | 1

Rating rules
Group | KPI | Weight | 0 points at | 100 points at
g | on_time | 100 | 0,5 | 1

Partners
Partner ID | Name | Group | Status | Partner since | Curator
P-001 | Север | g | active | 2025-01-10 | Анна

Legal entities
Entity ID | Partner ID | Legal name | Kind | VAT payer
E-1 | P-001 | ИП Север | ИП | НПД

Jobs
Job ID | Partner ID | Status | Due | Done | Amount
J-1 | P-001 | done | 2026-03-10 | 2026-03-09 | 625,00
J-2 | P-001 | done | 2026-03-10 | 2026-03-12 | 625,00

Invoices
Direction | Entity ID | Number | Date | Month | Amount | Currency | Due
in | E-1 | 31 | 2026-04-01 | '2026-03 | 100.5 | RUB | 2026-04-10
"""
DAY = date(2026, 4, 15)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path, DAY)
    made.type_in(COMPANY)
    return made


def looked(office: Office) -> Company:
    """A company that everything was asked of."""
    with open_company(office.path, clock=office.clock, http=office.http) as company:
        assert company.validation_rows is not None
        assert company.rated.ratings is not None
        assert pages(company) is not None
    return company


def pages(company: Company) -> object:
    terms = PageTerms(
        as_of=company.as_of, computed_at=datetime(2026, 4, 15, tzinfo=UTC), time_zone="UTC"
    )
    return partner_pages(company.tables, company.payables, terms)


def calls_of_a_look(office: Office) -> int:
    """How often the rules were asked."""
    with counted_calls() as calls:
        looked(office)
    return sum(count for name, count in calls.items() if name.startswith("sheetsync.rules."))


def test_the_second_look_gives_what_the_first_gave_for_a_fraction_of_its_calls(
    office: Office,
) -> None:
    # Words, kinds and names are met by the first look of all; no other test has this name.
    looked(office)
    office.people.type("Партнёры", "B2", "Полярный")
    first = calls_of_a_look(office)
    one = looked(office)
    assert calls_of_a_look(office) < first / 4
    other = looked(office)
    assert one.payables is other.payables
    assert one.rated is other.rated
    assert one.tables.findings == other.tables.findings
    pd.testing.assert_frame_equal(one.validation_rows, other.validation_rows)


def typed(place: str, value: str) -> Callable[[Office], object]:
    tab, _, cell = place.partition("!")
    return lambda office: office.people.type(tab, cell, value)


def drawn_again(old: str, new: str) -> Callable[[Office], object]:
    return lambda office: office.type_in(COMPANY.replace(old, new))


#: What changes, what is to be seen of it, and what that was and is.
CHANGES: dict[str, tuple[Callable[[Office], object], Callable[[Company], object], object, object]]
CHANGES = {
    "a name": (
        typed("Партнёры!B2", "Юг"),
        lambda company: company.rated.ratings.summary["name"].tolist(),
        ["Север"],
        ["Юг"],
    ),
    "a name on a page": (
        typed("Партнёры!B2", "Юг"), lambda company: "Юг" in repr(pages(company)), False, True
    ),
    "a setting": (
        typed("Настройки!B2", "ООО «Другой»"),
        lambda company: "ООО «Другой»" in repr(pages(company)),
        False,
        True,
    ),
    "an amount": (
        drawn_again("| 100.5 |", "| 99 |"),
        lambda company: company.payables.invoices["outstanding_minor"].tolist(),
        [100_50],
        [99_00],
    ),
    "an error": (
        drawn_again("2026-03-12 | 625,00", "2026-05-12 | 625,00"),
        lambda company: [one.code for one in company.tables.findings if one.tab == "jobs"],
        [],
        ["V-JOB-02"],
    ),
    "the day": (
        lambda office: office.clock.sleep(24 * 3600),
        lambda company: company.payables.invoices["days_overdue"].tolist(),
        [5],
        [6],
    ),
    "what was published": (
        lambda office: office.run(ratings.run),
        lambda company: company.rated.shown.history_rows["revision"].tolist(),
        [1],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_seen_by_the_next_look(office: Office, change: str) -> None:
    act, seen, was, becomes = CHANGES[change]
    assert seen(looked(office)) == was
    act(office)
    assert seen(looked(office)) == becomes


def test_a_restatement_is_another_question(office: Office) -> None:
    office.run(ratings.run)
    drawn_again("2026-03-12 | 625,00", "2026-03-09 | 625,00")(office)
    kept = looked(office).rated.shown
    with office.open(restate=True) as workspace:
        restated = workspace.rated.shown
    assert kept.history_rows["revision"].tolist() == []
    assert restated.history_rows["revision"].tolist() == [2]
