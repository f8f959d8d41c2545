from datetime import date
from typing import Any

import pandas as pd
import pytest

from sheetsync.rules.payables import payables
from sheetsync.tables.schema import Finding
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn

AS_OF = date(2026, 4, 15)
NETWORK = """
    Partners
    Partner ID | Name  | Group   | Status | Curator
    P-001      | Север | studios | active | Анна

    Legal entities
    Entity ID | Partner ID | Legal name  | Kind    | Tax ID (INN) | VAT
    E-1       | P-001      | ООО «Север» | company | 9900000017   | no VAT
    """
INVOICES = """
    Invoices
    Entity ID | Kind | Number | Date | Month | Amount | Currency | Due | Paid | Paid on | Corrects | State
    """  # noqa: E501  # as wide as the tab


def only(tables: Tables, as_of: date = AS_OF) -> dict[str, Any]:
    row = payables(tables, as_of).invoices.iloc[0]
    return {str(name): None if _is_missing(value) else value for name, value in row.items()}


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value  # noqa: PLR0124  # NaN


def drawn_invoices(*rows: str, **settings: Any) -> Tables:
    lines = "\n    ".join(f"E-1 | {row}" for row in rows)
    return drawn(f"{NETWORK}{INVOICES}{lines}\n", **settings)


def test_an_invoice_carries_the_names_behind_its_entity() -> None:
    told = only(drawn_invoices("| 12 | 2026-03-16 | '2026-03 | 50 | | 2026-04-01 | | | |"))
    names = ("partner_id", "legal_name", "inn", "partner", "curator")
    assert [told[name] for name in names] == ["P-001", "ООО «Север»", "9900000017", "Север", "Анна"]


def test_an_entity_nobody_knows_keeps_its_invoice_without_names() -> None:
    told = only(drawn(INVOICES + "E-7 | | 12 | 2026-03-16 | '2026-03 | 50 | | 2026-04-01 | | | |"))
    assert (told["entity_id"], told["status"], told["legal_name"]) == ("E-7", "overdue", None)


def test_an_entity_entered_twice_keeps_its_name_and_counts_once() -> None:
    """Its invoices are owed all the same, and somebody has to be asked about them."""
    second = "E-2       | P-001      | ООО «Север» | company | 9900000017   | no VAT"
    tables = drawn(
        f"""{NETWORK}{second}

        Invoices
        Entity ID | Number | Date | Month | Amount | Due
        E-2 | 12 | 2026-03-16 | '2026-03 | 50 | 2026-04-01
        """
    )
    finding = Finding("V-ENT-07", "error", tab="entities", row=3, column="inn", effect="row")
    told = payables(tables.with_findings([finding]), AS_OF)
    row = told.invoices.iloc[0]
    assert row[["entity_id", "status", "legal_name", "partner", "curator"]].tolist() == [
        "E-2", "overdue", "ООО «Север»", "Север", "Анна",
    ]  # fmt: skip
    assert told.packs.empty
    assert payables(tables, AS_OF).packs["entity_id"].tolist() == ["E-2"]


def test_a_look_alike_letter_in_a_code_is_the_code() -> None:
    tables = drawn(
        NETWORK + INVOICES + "Е-1 | | 12 | 2026-03-16 | '2026-03 | 50 | | 2026-04-01 | | | |"
    )
    assert tables.frame("invoices")["entity_id"].tolist() == ["Е-1"]
    told = only(tables)
    assert (told["entity_id"], told["partner"]) == ("E-1", "Север")


def test_a_doubtful_tax_id_is_shown_with_a_sign() -> None:
    tables = drawn_invoices("| 12 | 2026-03-16 | '2026-03 | 50 | | 2026-04-01 | | | |")
    finding = Finding(
        "V-ENT-01", "error", tab="entities", row=2, column="inn", value="770123", effect="cell"
    )
    assert only(tables.with_findings([finding]))["inn"] == "⚠ 770123"


def test_a_sound_tax_id_beside_a_doubted_one_stays_as_it_is() -> None:
    tables = drawn(
        """
        Legal entities
        Entity ID | Partner ID | Legal name | Kind | Tax ID (INN)
        E-1       | P-1        | Север      | ООО  | '9900000018
        E-2       | P-1        | Юг         | ООО  | '9900000017
        E-3       | P-1        | Запад      | ООО  |

        Invoices
        Entity ID | Number | Date | Month | Amount
        E-1 | 1 | 2026-03-16 | '2026-03 | 50
        E-2 | 1 | 2026-03-16 | '2026-03 | 50
        E-3 | 1 | 2026-03-16 | '2026-03 | 50
        """
    )
    shown = payables(tables, AS_OF).invoices["inn"].fillna("").tolist()
    assert shown == ["⚠ 9900000018", "9900000017", ""]


@pytest.mark.parametrize(
    ("credit", "paid", "status", "outstanding_minor", "partial"),
    [
        ("", "50 | 2026-04-01", "paid", 0, False),
        ("", "49 | 2026-04-01", "paid", 0, False),  # the tolerance is 1.00
        ("", "48,99 | 2026-04-01", "overdue", 101, True),
        ("", "51 | 2026-04-01", "paid", 0, False),
        ("", "51,01 | 2026-04-01", "overpaid", -101, False),
        ("", "1 | 2026-04-01", "overdue", 4900, False),  # not more than the tolerance
        ("", "1,01 | 2026-04-01", "overdue", 4899, True),
        ("20", "30 | 2026-04-01", "paid", 0, False),
        ("20", "| 2026-04-01", "paid", 0, False),  # the date alone pays what is left
        ("60", "|", "overpaid", -1000, False),
        ("60", "| 2026-04-01", "overpaid", -1000, False),
        ("", "0 | 2026-04-01", "overdue", 5000, False),  # nought is an amount
        ("", "50 | 2026-04-16", "overdue", 5000, False),  # paid tomorrow
        ("", "50 | 2026-04-15", "paid", 0, False),
    ],
)
def test_what_is_left_decides_whether_an_invoice_is_paid(
    credit: str, paid: str, status: str, outstanding_minor: int, *, partial: bool
) -> None:
    rows = [f"| 12 | 2026-03-16 | '2026-03 | 50 | | 2026-04-01 | {paid} | |"]
    if credit:
        rows.append(f"credit_note | K | 2026-03-20 | '2026-03 | {credit} | | | | | 12 |")
    told = only(drawn_invoices(*rows))
    assert told["status"] == status
    assert told["outstanding_minor"] == outstanding_minor
    assert told["partial"] == partial
    assert told["settled"] == (status == "paid")


@pytest.mark.parametrize(
    ("row", "status", "outstanding_minor"),
    [
        ("| 12 | 2026-03-16 | '2026-03 | 50 | | 2026-04-01 | 50 | | | void", "void", 0),
        ("| 12 | 2026-03-16 | '2026-03 | 50 | | 2026-04-01 | | | | draft", "draft", 0),
        ("| 12 | 2026-03-16 | '2026-03 | 0 | | 2026-04-01 | | | |", "error", 0),
        ("| 12 | 2026-03-16 | '2026-03 | 50 | | 2026-04-01 | 50 | | | disputed", "paid", 0),
        ("| 12 | 2026-03-16 | '2026-03 | 50 | | | | | | disputed", "disputed", 5000),
        ("credit_note | 12 | 2026-03-16 | '2026-03 | -7 | | | | | 5 | void", "void", 0),
        (
            "credit_note | 12 | 2026-03-16 | '2026-03 | -7 | | | | | 5 | disputed",
            "unapplied_credit",
            -700,
        ),
    ],
)
def test_the_first_status_that_applies_is_told(
    row: str, status: str, outstanding_minor: int
) -> None:
    told = only(drawn_invoices(row))
    assert (told["status"], told["outstanding_minor"]) == (status, outstanding_minor)


def test_a_credit_note_to_a_void_invoice_stays_in_our_favour() -> None:
    tables = drawn_invoices(
        "credit_note | K | 2026-03-20 | '2026-03 | 20 | | | | | 12 |",
        "| 12 | 2026-03-16 | '2026-03 | 50 | | | | | | void",
    )
    assert only(tables)["status"] == "unapplied_credit"


@pytest.mark.parametrize(
    ("due", "waiting_since", "highlight", "level"),
    [
        ("2026-04-14", "2026-04-10", "red", 2),
        ("2026-04-08", "2026-04-08", "red", 2),
        ("2026-04-07", "2026-04-07", "red", 3),
        ("2026-03-16", "2026-03-16", "red", 3),
        ("2026-03-15", "2026-03-15", "red", 4),
        ("2026-04-18", "2026-04-15", "orange", 1),
        ("2026-04-19", "2026-04-09", None, 0),
        ("2026-04-19", "2026-04-08", "yellow", 0),
        ("", "2026-04-09", None, 0),
        ("", "2026-04-08", "yellow", 1),
        ("", "2026-03-17", "yellow", 1),
        ("", "2026-03-16", "red", 3),
        ("2026-04-19", "2026-04-20", None, 0),  # dated ahead: it has not begun to wait
    ],
)
def test_an_unpaid_invoice_calls_the_louder_the_longer_it_waits(
    due: str, waiting_since: str, highlight: str | None, level: int
) -> None:
    told = only(drawn_invoices(f"| 12 | {waiting_since} | '2026-04 | 50 | | {due} | | | |"))
    assert (told["highlight"], told["level"]) == (highlight, level)
    assert told["waiting"] == max(0, (AS_OF - date.fromisoformat(waiting_since)).days)


@pytest.mark.parametrize(
    ("state", "terms", "blocked_by", "highlight"),
    [
        ("disputed", "", "dispute", "grey"),
        ("", "closing documents", "no_closing_docs", "yellow"),
        ("", "invoice date", None, "red"),
    ],
)
def test_what_blocks_a_payment_is_told(
    state: str, terms: str, blocked_by: str | None, highlight: str
) -> None:
    contract = f"""
    Agreements
    Entity ID | Kind | Number | Status | Payment days | Payment from
    E-1 | contract | 1 | active | 5 | {terms}
    """
    row = f"E-1 | | 12 | 2026-03-01 | '2026-03 | 50 | | | | | | {state}"
    told = only(drawn(NETWORK + INVOICES + row + "\n" + contract))
    assert (told["blocked_by"], told["highlight"]) == (blocked_by, highlight)


@pytest.mark.parametrize(("due", "late"), [("2026-04-01", 5), ("2026-04-06", 0), ("2026-04-20", 0)])
def test_how_late_a_settled_invoice_was_paid_is_told(due: str, late: int) -> None:
    row = f"| 12 | 2026-03-16 | '2026-03 | 50 | | {due} | 50 | 2026-04-06 | |"
    assert only(drawn_invoices(row))["days_late"] == late


def test_rows_with_an_error_in_a_column_used_here_count_nowhere() -> None:
    tables = drawn_invoices(
        "| 12 | 2026-03-16 | '2026-03 | 50 | | 2026-04-01 | | | |",
        "| 13 | 2026-03-16 | '2026-03 | | | 2026-04-01 | | | |",
        "| 14 | 2026-03-16 | '2026-03 | 12О00 | | 2026-04-01 | | | |",
        "| 15 | 2026-03-16 | '2026-03 | 50 | | 31.02.2026 | | | |",
    )
    assert payables(tables, AS_OF).invoices.index.tolist() == [2]


@pytest.mark.parametrize("code", ["V-INV-03", "V-INV-05", "V-INV-09", "V-INV-10"])
def test_a_row_whose_fault_has_a_status_of_its_own_stays_in(code: str) -> None:
    tables = drawn_invoices("| 12 | 2026-03-16 | '2026-03 | 50 | | 2026-04-01 | | | |")
    finding = Finding(code, "error", tab="invoices", row=2, effect="row")
    assert only(tables.with_findings([finding]))["status"] == "overdue"


@pytest.mark.parametrize(
    ("rows", "paid_until", "stale"),
    [
        (["| 12 | 2026-03-16 | '2026-03 | 50 | | | | | |"], None, True),
        (
            [
                "| 12 | 2026-03-16 | '2026-03 | 50 | | | | | |",
                "| 13 | 2026-03-16 | '2026-03 | 50 | | | 50 | 2026-04-05 | |",
                "| 14 | 2026-03-16 | '2026-03 | 50 | | | 50 | 2026-04-25 | |",
                "| 15 | 2026-03-16 | '2026-03 | 50 | | | 50 | 2026-04-14 | | void",
            ],
            date(2026, 4, 5),
            False,
        ),
        (
            [
                "| 12 | 2026-03-16 | '2026-03 | 50 | | | | | |",
                "| 13 | 2026-03-16 | '2026-03 | 50 | | | 50 | 2026-04-04 | |",
            ],
            date(2026, 4, 4),
            True,
        ),
        (
            ["| 13 | 2026-03-16 | '2026-03 | 50 | | | 50 | 2026-01-04 | |"],
            date(2026, 1, 4),
            False,  # nothing is unpaid
        ),
    ],
)
def test_payments_are_stale_when_none_was_entered_for_ten_days(
    rows: list[str], paid_until: date | None, *, stale: bool
) -> None:
    told = payables(drawn_invoices(*rows), AS_OF)
    assert (told.paid_until, told.payments_stale) == (paid_until, stale)


def test_an_empty_workbook_has_no_payables() -> None:
    told = payables(drawn(""), AS_OF)
    assert told.invoices.empty
    assert told.packs.empty
    assert not told.payments_stale
