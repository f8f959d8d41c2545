"""Any spelling of a currency is that currency: in balances, credits, ratings and letters."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheetsync.rules.monthly import Dispatch, MonthlyPlan, ScoreBook, monthly_reports
from sheetsync.rules.payables import payables
from sheetsync.rules.payables.balance import balance
from sheetsync.rules.rating import facts_from_tables, rate, rules_from_tables
from sheetsync.rules.validation import validate
from sheetsync.tables.cell_reading import read_cell
from sheetsync.tables.cells import Cell
from sheetsync.tables.cleaning import INVISIBLE_SIGNS
from sheetsync.tables.schema import Column
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn

AS_OF = date(2026, 4, 2)
#: The grammar of a currency: a word of it, its case, what stands before and behind, look-alikes.
WORDS = {
    "RUB": ("₽", "р", "руб", "рубль", "рубля", "рублей", "rub", "rur"),
    "USD": ("$", "usd", "доллар", "долларов"),
    "EUR": ("€", "eur", "евро"),
}
LOOK_ALIKES = dict(zip("ruseRUSBE", "rusеRUSВЕ", strict=True))
CASES = (str.lower, str.upper, str.capitalize)
#: What the drawing does not take for the border of a cell, and a line of a tab keeps.
SIGNS = [sign for sign in INVISIBLE_SIGNS if sign.isprintable() or ord(sign) > 0xA0]


@st.composite
def spellings(draw: st.DrawFn, code: str) -> str:
    word = draw(st.sampled_from(CASES))(draw(st.sampled_from(WORDS[code])))
    if word.isascii() and word.isalpha() and draw(st.booleans()):
        at = draw(st.integers(0, len(word) - 1))
        word = word[:at] + LOOK_ALIKES.get(word[at], word[at]) + word[at + 1 :]
    dot = draw(st.sampled_from(["", "."])) if word.isalpha() else ""
    around = st.sampled_from(["", "\u00a0", *SIGNS])
    return f"{draw(around)}{word}{dot}{draw(around)}"


@settings(deadline=None)
@given(st.sampled_from(list(WORDS)), st.data())
def test_a_currency_by_its_grammar_is_its_code(code: str, data: st.DataObject) -> None:
    text = data.draw(spellings(code))
    assert read_cell(Cell(text, text), Column("x", "currency"), locale="ru_RU").value == code


@st.composite
def amounts(draw: st.DrawFn) -> tuple[int, str]:
    """An amount in minor units and a text of it: sign, groups, fraction, currency at one end."""
    minor = draw(st.integers(0, 10**9))
    whole, cents = divmod(minor, 100)
    space = draw(st.sampled_from(["", " ", "\u00a0", "\u202f"]))
    digits = f"{whole:,}".replace(",", space)
    by_hyphen = whole >= 100 and not (1900 <= whole < 2200 and not space)
    mark = draw(st.sampled_from([",", *("-" if by_hyphen else "")]))
    text = f"{digits}{mark}{cents:02}"
    if draw(st.booleans()):
        minor, text = -minor, draw(st.sampled_from(["-{}", "\u2212{}", "({})"])).format(text)
    word = draw(spellings("RUB")).strip()
    front = draw(st.booleans()) and "." not in word
    return minor, f"{word} {text}" if front else f"{text}{draw(st.sampled_from(['', ' ']))}{word}"


ACCEPTED: list[bool] = []


# The share that is accepted is asserted below: the same draws each time.
@settings(deadline=None, max_examples=300, derandomize=True)
@given(amounts())
def _an_amount_is_itself_or_refused(amount: tuple[int, str]) -> None:
    minor, text = amount
    read = read_cell(Cell(text, text), Column("x", "money", currency="RUB"), locale="ru_RU")
    ACCEPTED.append(read.error is None)
    assert read.error is not None or Decimal(str(read.value)) * 100 == minor, text


def test_an_amount_by_its_grammar_is_itself_and_hardly_ever_refused() -> None:
    ACCEPTED.clear()
    _an_amount_is_itself_or_refused()
    assert len(ACCEPTED) >= 300
    assert sum(ACCEPTED) >= 0.95 * len(ACCEPTED)


BOOK = """
    Groups
    Group ID | Name | Half-life, months | Min jobs
    g        | G    |                   | 1

    Rating rules
    Group | KPI     | Weight | worst | target | Mix in
    g     | on_time | 50     | 50%   | 100%   | 0
    g     | volume  | 50     | 0     | 10000  | 0

    Partners
    Partner ID | Name   | Group | Status | Partner since | Curator | Report e-mail
    P-001      | Вектор | g     | active | 2025-01-10    | Анна    | buh@vector.example
    P-002      | Север  | g     | active | 2025-01-10    | Анна    | n@north.example

    Legal entities
    Entity ID | Partner ID | Legal name   | Kind    | Tax ID (INN)  | KPP        | VAT payer | Default
    E-1       | P-001      | ООО «Вектор» | company | '9900000017   | '990001001 | no VAT    | yes
    E-2       | P-002      | ИП Северный  | sole    | '990000000115 |            | no VAT    | yes

    Jobs
    Job ID | Partner ID | Due        | Done       | Status | Amount | Currency | Defects
    J-1    | P-001      | 2026-03-13 | 2026-03-13 | done   | 75 250 | {0}      | 1
    J-2    | P-001      | 2026-03-14 | 2026-03-20 | done   | 1 000  | {1}      | 0
    J-3    | P-002      | 2026-03-14 | 2026-03-14 | done   | 500    | RUB      | 0

    Invoices
    Entity ID | Number | Date       | Month   | Amount | Currency | Kind        | Corrects | Due | Paid | Paid on
    E-1       | '1     | 2026-03-31 | 2026-03 | 75 250 | {2}      | invoice     |    | 2026-04-20 | 75 250 | 2026-04-01
    E-1       | '2     | 2026-03-31 | 2026-03 | 1 000  | {3}      | invoice     |    | 2026-04-20 |  |
    E-1       | '3     | 2026-04-01 | 2026-03 | 300    | {4}      | credit_note | '2 |            |  |
    E-2       | '4     | 2026-03-31 | 2026-03 | 500    | RUB      | invoice     |    | 2026-04-20 |  |
"""  # noqa: E501  # a sheet is as wide as it is


def book(*currencies: str) -> Tables:
    tables = drawn(BOOK.format(*currencies), month_closed="2026-03")
    return tables.with_findings(validate(tables, AS_OF))


def plan_of(tables: Tables) -> MonthlyPlan:
    owed = payables(tables, AS_OF)
    return monthly_reports(tables, owed, ScoreBook(), AS_OF, Dispatch())


def figures(tables: Tables) -> Any:
    """All that money stands in: balances, rows, the rating's figures, letters."""
    owed = payables(tables, AS_OF)
    facts = facts_from_tables(tables, owed.packs, owed.invoices)
    ratings = rate(facts, rules_from_tables(tables), None, "2026-03", AS_OF)
    plan = plan_of(tables)
    return (
        balance(owed.invoices).to_dict("records"),
        owed.invoices[["currency", "status", "credits_minor", "outstanding_minor"]].to_dict(),
        ratings.details.astype("str").to_dict("records"),
        plan.due,
        [held.partner_id for held in plan.held],
    )


@cache
def plain() -> Any:
    """The figures when everything is in the base currency."""
    return figures(book(*["RUB"] * 5))


@settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
@given(st.lists(spellings("RUB"), min_size=5, max_size=5))
def test_any_spelling_gives_the_same_totals_credits_ratings_and_letters(words: list[str]) -> None:
    assert figures(book(*words)) == plain()


def test_the_plain_book_says_what_is_owed() -> None:
    balances, *_, due, held = plain()
    assert sum(row["outstanding_minor"] for row in balances) == 120_000
    assert (len(due), held) == (2, [])


@pytest.mark.parametrize("word", ["рубикон", "643", "#N/A", "тугрик"])
def test_a_job_in_no_currency_is_in_no_sum_and_counts_otherwise(word: str) -> None:
    tables = book(word, *["RUB"] * 4)
    plan = plan_of(tables)
    assert [held.partner_id for held in plan.held] == ["P-001"]
    assert [report.partner_id for report in plan.due] == ["P-002"]
    details = figures(tables)[2]
    counted = {row["kpi"]: row for row in details if row["partner_id"] == "P-001"}
    assert (counted["on_time"]["n"], counted["volume"]["n"]) == ("2", "1")
    spared = replace(tables, findings=())
    (report,) = [one for one in plan_of(spared).due if one.partner_id == "P-001"]
    assert report.work.done == 2
    assert [(part.minor, part.currency) for part in report.work.turnover] == [(100_000, "RUB")]
    assert report.work.defective == 1


def test_an_invoice_in_no_currency_is_in_no_sum_and_holds_its_partner() -> None:
    tables = book("RUB", "RUB", "RUB", "фантики", "RUB")
    owed = payables(tables, AS_OF)
    assert "2" not in owed.invoices["number"].tolist()
    assert [held.partner_id for held in plan_of(tables).held] == ["P-001"]


def test_a_known_currency_without_a_rate_has_a_balance_of_its_own() -> None:
    tables = book("RUB", "RUB", "RUB", "kzt", "KZT")
    rows = balance(payables(tables, AS_OF).invoices).to_dict("records")
    owed = {row["currency"]: row["outstanding_minor"] for row in rows if row["outstanding_minor"]}
    assert owed == {"KZT": 70_000, "RUB": 50_000}
    assert not plan_of(tables).held


def test_a_job_without_a_rate_is_a_warning() -> None:
    found = [finding for finding in book("kzt", *["RUB"] * 4).findings if finding.tab == "jobs"]
    assert [(finding.code, finding.severity, finding.row) for finding in found] == [
        ("V-INV-15", "warning", 2)
    ]


def test_a_month_with_a_job_in_no_currency_is_not_said_to_be_invoiced_too_much() -> None:
    codes = [finding.code for finding in book("фантики", *["RUB"] * 4).findings]
    assert "V-INV-14" not in codes
    assert "V-INV-12" not in codes


def test_the_base_currency_is_worth_one_whatever_a_rate_says() -> None:
    plain = drawn(BOOK.format(*["RUB"] * 5), month_closed="2026-03", rates={})
    odd = drawn(BOOK.format(*["RUB"] * 5), month_closed="2026-03", rates={"RUB": 90})
    assert figures(odd)[2] == figures(plain)[2]
