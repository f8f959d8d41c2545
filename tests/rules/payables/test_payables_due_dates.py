from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.dates import WorkCalendar
from sheetsync.rules.payables import payables
from sheetsync.rules.payables.working_days import WorkingDays
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn

AS_OF = date(2026, 4, 15)


def _due(tables: Tables) -> date | None:
    due = payables(tables, AS_OF).invoices["due"].iloc[0]
    return None if pd.isna(due) else due.date()


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        ("contract | active | | | | 10 | | |", "2026-04-10"),  # which days: Settings say
        ("contract | active | | | no | 10 | business | received date |", "2026-04-16"),
        ("contract | active | 2026-03-31 | 2026-03-31 | | 10 | | |", "2026-04-10"),
        ("contract | active | 2026-04-01 | | | 10 | | |", None),  # not in force yet
        ("contract | active | | 2026-03-30 | | 10 | | |", None),  # ended the day before
        ("contract | active | | 2026-03-30 | yes | 10 | | |", "2026-04-10"),  # renews itself
        ("contract | terminated | | | | 10 | | |", None),
        ("contract | draft | | | | 10 | | |", None),
        ("addendum | active | | | | 10 | | |", None),
        ("contract | active | | | | | business | received date |", None),  # no term stated
        ("contract | active | | | | 0 | business | invoice date |", "2026-03-31"),
        ("contract | active | | | | -5 | | |", None),
        ("contract | active | | | | 3651 | | |", None),
    ],
)
def test_terms_are_those_of_the_contract_in_force(terms: str, due: str | None) -> None:
    tables = drawn(
        f"""
        Invoices
        Entity ID | Number | Date | Month | Amount | Received
        E-1 | 12 | 2026-03-31 | '2026-03 | 50 | 2026-04-02

        Agreements
        Entity ID | Number | Kind | Status | Valid from | Valid to | Auto-renew | Payment days | Payment day type | Payment from
        E-1 | 1 | {terms}
        """  # noqa: E501  # as wide as the tab
    )
    assert _due(tables) == (date.fromisoformat(due) if due else None)


@pytest.mark.parametrize(
    ("signed", "begins", "due"),
    [
        ("2026-03-31", "", "2026-04-10"),
        ("2026-04-01", "", None),  # signed the day after the invoice
        ("2026-04-01", "2026-03-01", "2026-04-10"),  # in force before it was signed
        ("2026-03-01", "2026-04-01", None),
        ("", "", "2026-04-10"),
    ],
)
def test_a_contract_is_in_force_from_its_beginning_or_the_day_it_was_signed(
    signed: str, begins: str, due: str | None
) -> None:
    tables = drawn(
        f"""
        Invoices
        Entity ID | Number | Date | Month | Amount
        E-1 | 12 | 2026-03-31 | '2026-03 | 50

        Agreements
        Entity ID | Number | Kind | Status | Signed on | Valid from | Payment days
        E-1 | 1 | contract | active | {signed} | {begins} | 10
        """
    )
    assert _due(tables) == (date.fromisoformat(due) if due else None)


def test_of_two_contracts_in_force_the_later_prevails() -> None:
    tables = drawn(
        """
        Invoices
        Entity ID | Number | Date | Month | Amount
        E-1 | 12 | 2026-03-31 | '2026-03 | 50
        E-2 | 12 | 2026-03-31 | '2026-03 | 50

        Agreements
        Entity ID | Number | Kind | Status | Valid from | Signed on | Payment days
        E-1 | 3 | contract | active | 2026-02-01 | | 20
        E-1 | 1 | contract | active | 2025-02-01 | | 10
        E-1 | 2 | contract | active | | 2025-06-01 | 30
        E-2 | 1 | contract | active | | | 1
        """
    )
    due = payables(tables, AS_OF).invoices["due"].dt.date.tolist()
    assert due == [date(2026, 4, 20), date(2026, 4, 1)]


@pytest.mark.parametrize(
    ("days", "due"), [(10, "2026-04-10"), (0, "2026-03-31"), (-1, None), (10**9, None)]
)
def test_settings_give_the_terms_when_no_contract_does(days: int, due: str | None) -> None:
    tables = drawn(
        """
        Invoices
        Entity ID | Number | Date | Month | Amount
        E-1 | 12 | 2026-03-31 | '2026-03 | 50
        """,
        default_pay_days=days,
    )
    assert _due(tables) == (date.fromisoformat(due) if due else None)


@pytest.mark.parametrize(
    ("typed", "rolls", "due"),
    [
        ("2026-05-10", True, "2026-05-10"),  # a typed Sunday stands
        ("", True, "2026-05-12"),  # Sunday, then a day off
        ("", False, "2026-05-10"),
    ],
)
def test_a_due_date_on_a_day_off_moves_unless_it_was_typed(
    typed: str, due: str, calendar_2026: WorkCalendar, *, rolls: bool
) -> None:
    tables = drawn(
        f"""
        Invoices
        Entity ID | Number | Date | Month | Amount | Due
        E-1 | 12 | 2026-04-10 | '2026-04 | 50 | {typed}
        """,
        default_pay_days=30,
        roll_forward=rolls,
    )
    assert _due(replace(tables, calendar=calendar_2026)) == date.fromisoformat(due)


DAYS = st.dates(date(2025, 12, 1), date(2026, 3, 1))
CALENDARS = st.dictionaries(DAYS, st.sampled_from(["holiday", "workday"]), max_size=40)


@given(DAYS, st.integers(0, 60), CALENDARS)
def test_whole_columns_count_working_days_as_the_calendar_does(
    day: date, count: int, named: dict[date, Literal["holiday", "workday"]]
) -> None:
    calendar = WorkCalendar(named)
    number = (day - date(1970, 1, 1)).days
    span = WorkingDays(calendar, number, number, reach=count)
    reached = span.add_working(np.array([number]), np.array([count]))
    rolled = span.roll_forward(np.array([number]))
    assert date(1970, 1, 1) + timedelta(days=int(reached[0])) == calendar.add_working(day, count)
    assert date(1970, 1, 1) + timedelta(days=int(rolled[0])) == calendar.roll_forward(day)
