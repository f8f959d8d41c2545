"""The report's figures are those of payables and validation, side by side and never added up."""

from datetime import date

import pytest

from sheetsync.pages.adoption_facts import LinkedPlace
from sheetsync.pages.adoption_figures import ageing_of, findings_of, oldest_of, partners_of
from sheetsync.rules.payables import Payables, payables
from sheetsync.rules.validation.wording import Worded
from sheetsync.testing.drawing import drawn

AS_OF = date(2026, 4, 15)
COMPANY = """
    Partners
    Partner ID | Name  | Group   | Status
    P-1        | Север | studios | active
    P-2        | Юг    | studios | active

    Legal entities
    Entity ID | Partner ID | Legal name | Kind    | Tax ID (INN) | VAT
    E-1       | P-1        | Яхта       | company | 9900000017   | no VAT
    E-2       | P-2        | Аист       | company | 9900000024   | no VAT

    Invoices
    Direction | Entity ID | Number | Date | Month | Amount | Currency | Due | Paid | State
    in  | E-1 | 1 | 2026-04-01 | '2026-03 | 10  |     | 2026-04-14 |    |
    in  | E-1 | 2 | 2026-04-01 | '2026-03 | 20  | USD | 2026-05-14 | 5  |
    in  | E-2 | 3 | 2026-01-01 | '2026-01 | 30  |     | 2026-01-10 |    |
    in  | E-2 | 4 | 2026-04-01 | '2026-03 | 50  |     | 2026-01-01 |    | disputed
    in  | E-2 | 5 | 2026-04-01 | '2026-03 | 60  |     | 2026-04-10 | 60 |
    in  | E-2 | 6 | 2026-04-01 | '2026-03 | 900 |     | 2026-04-10 |    | void
    in  | E-1 | 7 | 2026-04-02 | '2026-03 | 7   |     |            |    |
    out | E-1 | 8 | 2026-03-01 | '2026-03 | 500 |     | 2026-03-04 |    |
    """
QUIET = Worded("V-INV-09", "warning", "Invoices", "B2", "", "odd day", "", "")


@pytest.fixture(scope="module")
def told() -> Payables:
    return payables(drawn(COMPANY), AS_OF)


def test_each_bucket_of_each_side_and_currency_stands_by_itself(told: Payables) -> None:
    found = {
        (one.direction, one.currency): {code: (count, minor) for code, count, minor in one.buckets}
        for one in ageing_of(told)
    }
    assert list(found) == [("in", "RUB"), ("in", "USD"), ("out", "RUB")]
    assert found["in", "USD"] == {"not_due": (1, 15_00)}
    assert found["out", "RUB"] == {"31-60": (1, 500_00)}
    assert found["in", "RUB"]["no_due_date"] == (1, 7_00)
    assert found["in", "RUB"]["1-30"] == (1, 10_00)


def test_the_balance_of_a_side_is_the_sum_of_its_buckets(told: Payables) -> None:
    balances = [one.balance_minor for one in ageing_of(told)]
    assert balances == [10_00 + 30_00 + 50_00 + 7_00, 15_00, 500_00]


def test_the_oldest_come_first_and_what_is_disputed_is_not_asked_for(told: Payables) -> None:
    found = oldest_of(told, lambda row: LinkedPlace(f"row {row}"))
    assert [(one.number, one.days, one.place.words) for one in found] == [
        ("3", 95, "row 4"),
        ("8", 42, "row 9"),
        ("1", 1, "row 2"),
        ("2", -29, "row 3"),
        ("7", None, "row 8"),
    ]
    assert (found[0].partner, found[0].outstanding_minor, found[0].due_on) == (
        "Юг", 30_00, date(2026, 1, 10),
    )  # fmt: skip


def test_ten_of_more_are_told() -> None:
    rows = "\n".join(
        f"    in | E-1 | N{n} | 2026-04-01 | '2026-03 | {n} | | 2026-04-{n:02} | |"
        for n in range(1, 15)
    )
    many = payables(drawn(COMPANY.rstrip() + "\n" + rows + "\n"), AS_OF)
    assert len(oldest_of(many, lambda row: LinkedPlace(str(row)))) == 10


def test_partners_are_told_by_money_and_no_void_invoice_counts(told: Payables) -> None:
    found = [
        (one.direction, one.name, one.currency, one.invoiced_minor, one.unpaid_minor)
        for one in partners_of(told)
    ]
    assert found == [
        ("out", "Север", "RUB", 500_00, 500_00),
        ("in", "Юг", "RUB", 140_00, 80_00),
        ("in", "Север", "USD", 20_00, 15_00),
        ("in", "Север", "RUB", 17_00, 17_00),
    ]


def test_errors_come_first_then_what_is_found_most_often() -> None:
    wrong = Worded("V-INV-01", "error", "Invoices", "F2", "", "no sum", "type one", "")
    places = [LinkedPlace(f"Invoices!F{row}") for row in range(2, 9)]
    found = findings_of(
        [(QUIET, LinkedPlace("")), (QUIET, LinkedPlace("")), *((wrong, one) for one in places)]
    )
    assert [(one.code, one.is_error, one.count, len(one.places)) for one in found] == [
        ("V-INV-01", True, 7, 5),
        ("V-INV-09", False, 2, 0),
    ]
    assert [one.words for one in found] == ["No sum. Type one", "Odd day"]


def test_one_code_that_is_an_error_here_and_a_warning_there_is_told_twice() -> None:
    loud = Worded("V-INV-09", "error", "Invoices", "B2", "", "odd day", "", "")
    assert len(findings_of([(QUIET, LinkedPlace("a")), (loud, LinkedPlace("b"))])) == 2


def test_nobody_owes_anything_where_there_is_nothing() -> None:
    nothing = payables(drawn(COMPANY.partition("    Invoices")[0]), AS_OF)
    assert (ageing_of(nothing), partners_of(nothing)) == ((), ())
    assert oldest_of(nothing, lambda row: LinkedPlace(str(row))) == ()
