from datetime import date

import pytest

from sheetsync.language import Lang
from sheetsync.rules.payables import (
    Payables,
    balance,
    overdue_rows,
    pack_rows,
    payables,
    register_rows,
)
from sheetsync.rules.payables.balance import ageing_by_month
from sheetsync.tables.catalogue.documents import PACKS, REGISTER
from sheetsync.tables.catalogue.payables import OVERDUE
from sheetsync.tables.frames import frame_name
from sheetsync.tables.schema import ToolTab
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn

AS_OF = date(2026, 4, 15)
WORKBOOK = """
    Partners
    Partner ID | Name  | Group   | Status | Curator
    P-1        | Север | studios | active | Анна
    P-2        | Юг    | studios | active | Борис

    Legal entities
    Entity ID | Partner ID | Legal name | Kind    | Tax ID (INN) | VAT
    E-1       | P-1        | Яхта       | company | 9900000017   | no VAT
    E-2       | P-2        | Аист       | company | 9900000024   | no VAT

    Invoices
    Direction | Entity ID | Kind | Number | Date | Month | Amount | Currency | Due | Paid | State | File
    out | E-1 | | 1 | 2026-04-01 | '2026-03 | 10 | | 2026-04-14 | | |
    in  | E-1 | | 2 | 2026-04-01 | '2026-03 | 10 | | 2026-04-14 | | |
    in  | E-1 | | 3 | 2026-04-01 | '2026-03 | 20 | USD | 2026-04-14 | 5 | | https://drive.example/3
    in  | E-2 | | 4 | 2026-01-01 | '2026-01 | 30 | | 2026-01-10 | | |
    in  | E-2 | | 5 | 2026-04-14 | '2026-03 | 40 | | 2026-04-20 | | |
    in  | E-2 | | 6 | 2026-04-01 | '2026-03 | 50 | | 2026-04-10 | | disputed |
    in  | E-2 | | 7 | 2026-04-01 | '2026-03 | 60 | | 2026-04-10 | 60 | |
    in  | E-2 | | 8 | 2026-04-01 | '2026-03 | 70 | | 2026-04-30 | | |
    in  | E-2 | | 9 | 2026-04-14 | '2026-03 | 80 | | 2026-04-17 | | |
    in  | E-1 | credit_note | 10 | 2026-04-02 | '2026-04 | -7 | | | | |

    Closing documents
    Entity ID | Month | Kind | Number | Date | Amount | Status | Received
    E-2 | '2026-03 | act | 5 | 2026-04-01 | 300 | received | 2026-04-02
    E-2 | '2026-01 | act | 4 | 2026-01-31 | | expected |

    Agreements
    Entity ID | Kind | Number | Status | Sent on | Signed on | Valid from | Valid to | Auto-renew
    E-1 | contract | 1 | active | | 2025-01-10 | | 2026-04-14 |
    E-1 | nda      | 2 | active | | 2025-02-10 | | 2026-05-15 |
    E-1 | licence  | 3 | active | | 2025-03-10 | | 2026-05-16 |
    E-1 | power    | 4 | active | | 2025-04-10 | | 2026-04-14 | yes
    E-1 | addendum | 5 | sent   | 2025-05-10 | | 2025-01-01 | 2026-01-01 |
    E-1 | other    | 6 | draft  | | | 2025-06-10 | |
    """  # noqa: E501  # as wide as the tab


@pytest.fixture
def workbook() -> Tables:
    return drawn(WORKBOOK)


@pytest.fixture
def told(workbook: Tables) -> Payables:
    return payables(workbook, AS_OF)


def test_what_waits_is_listed_worst_first(told: Payables) -> None:
    rows = overdue_rows(told)
    assert rows["number"].tolist() == [
        "4",  # over 30 days
        "3",  # due yesterday, the larger sum
        "2",
        "1",  # they pay us
        "9",  # due in two days
        "8",  # waits, but is not due
        "5",
        "6",  # nobody can pay what is disputed
    ]
    shown = rows[["outstanding_minor", "currency", "file", "curator"]].to_dict("records")[1]
    assert list(shown.values()) == [1500, "USD", "https://drive.example/3", "Анна"]


def test_equally_urgent_invoices_stand_by_entity_and_number() -> None:
    row = "| 2026-04-01 | '2026-03 | 10 | 2026-04-14"
    tables = drawn(
        f"""
        Invoices
        Entity ID | Number | Date | Month | Amount | Due
        E-2 | 1 {row}
        E-1 | 9 {row}
        E-1 | 5 {row}
        """
    )
    assert overdue_rows(payables(tables, AS_OF))["number"].tolist() == ["5", "9", "1"]


@pytest.mark.parametrize(
    ("lang", "missing"),
    [("ru", ["счёт", "УПД (статус 2)", "акт"]), ("en", ["invoice", "UPD (status 2)", "act"])],
)
def test_packs_that_lack_something_come_first(
    told: Payables, lang: Lang, missing: list[str]
) -> None:
    rows = pack_rows(told, lang)
    assert rows["state"].tolist() == ["missing", "missing", "complete"]
    assert rows["month"].tolist() == ["2026-01", "2026-03", "2026-03"]
    # January has an expected act, so that the act is what is asked for.
    assert rows["missing"].fillna("").tolist() == [missing[2], missing[1], ""]


def test_packs_of_a_month_that_has_not_ended_wait_below_those_of_months_that_have() -> None:
    tables = drawn(
        """
        Legal entities
        Entity ID | Partner ID | Legal name | VAT    | Document set
        E-1       | P-1        | А          | no VAT | act
        E-2       | P-1        | Б          | no VAT | act

        Closing documents
        Entity ID | Month    | Kind | Status
        E-1       | '2026-04 | act  | expected
        E-2       | '2026-03 | act  | expected
        E-2       | '2026-02 | act  | expected
        """
    )
    rows = pack_rows(payables(tables, date(2026, 4, 5)), "ru")
    assert list(zip(rows["month"], rows["state"], strict=True)) == [
        ("2026-02", "missing"),
        ("2026-03", "waiting"),
        ("2026-04", "waiting"),
    ]


def test_packs_of_one_deadline_or_month_go_by_name_then_code() -> None:
    rows = [
        ("E-4", "Б", "2026-03", "expected"), ("E-3", "А", "2026-03", "expected"),
        ("E-2", "Б", "2026-03", "received"), ("E-1", "А", "2026-03", "received"),
        ("E-6", "А", "2026-03", "received"), ("E-5", "А", "2026-02", "received"),
        ("E-8", "А", "2026-03", "expected"), ("E-7", "Б", "2026-02", "expected"),
    ]  # fmt: skip
    tables = drawn(
        "\n\n".join(
            (
                "Legal entities\nEntity ID | Partner ID | Legal name | VAT | Document set\n"
                + "\n".join(f"{code} | P-1 | {name} | no VAT | act" for code, name, *_ in rows),
                "Closing documents\nEntity ID | Month | Kind | Status | Received\n"
                + "\n".join(
                    f"{code} | '{month} | act | {state} | 2026-03-02"
                    for code, _, month, state in rows
                ),
            )
        )
    )
    told = pack_rows(payables(tables, date(2026, 4, 20)), "ru")
    assert told["entity_id"].tolist() == ["E-7", "E-3", "E-8", "E-4", "E-1", "E-6", "E-2", "E-5"]


def test_the_register_goes_by_entity_month_class_and_date(workbook: Tables, told: Payables) -> None:
    rows = register_rows(workbook, told)
    aist = rows[rows["legal_name"] == "Аист"]
    assert rows["legal_name"].tolist() == ["Аист"] * len(aist) + ["Яхта"] * (len(rows) - len(aist))
    assert list(zip(aist["month"], aist["class"], aist["number"], strict=True)) == [
        ("2026-03", "invoice", "6"),
        ("2026-03", "invoice", "7"),
        ("2026-03", "invoice", "8"),
        ("2026-03", "invoice", "5"),
        ("2026-03", "invoice", "9"),
        ("2026-03", "closing", "5"),
        ("2026-01", "invoice", "4"),
        ("2026-01", "closing", "4"),
    ]
    assert rows["month"].tolist()[len(aist)] == "2026-04"


@pytest.mark.parametrize(
    ("number", "month", "status"),
    [
        ("1", "2025-01", "expired"),
        ("2", "2025-02", "expiring"),  # within 30 days
        ("3", "2025-03", "active"),
        ("4", "2025-04", "active"),  # renews itself
        ("5", "2025-05", "sent"),  # not in force, so it cannot end
        ("6", "2025-06", "draft"),
    ],
)
def test_the_register_tells_which_agreements_end(
    workbook: Tables, told: Payables, number: str, month: str, status: str
) -> None:
    rows = register_rows(workbook, told)
    agreement = rows[(rows["class"] == "agreement") & (rows["number"] == number)].iloc[0]
    assert (agreement["month"], agreement["status"]) == (month, status)


def test_the_register_shows_documents_in_the_base_currency_only_with_an_amount(
    workbook: Tables, told: Payables
) -> None:
    rows = register_rows(workbook, told)
    closing = rows.loc[rows["class"] == "closing", ["number", "amount_minor", "currency"]]
    assert closing.fillna({"amount_minor": 0, "currency": ""}).to_numpy().tolist() == [
        ["5", 30000, "RUB"],
        ["4", 0, ""],
    ]


@pytest.mark.parametrize("tab", [OVERDUE, PACKS, REGISTER], ids=lambda tab: tab.code)
def test_a_tab_has_its_columns_also_without_rows(tab: ToolTab) -> None:
    tables = drawn("")
    empty = payables(tables, AS_OF)
    rows = {
        "overdue": overdue_rows(empty),
        "packs": pack_rows(empty, "ru"),
        "register": register_rows(tables, empty),
    }[tab.code]
    assert rows.empty
    assert rows.columns.tolist() == [frame_name(column) for column in tab.columns]


def test_buckets_add_up_for_each_side_that_pays_and_each_currency(told: Payables) -> None:
    rows = balance(told.invoices)
    assert list(rows.columns) == ["direction", "currency", "bucket", "count", "outstanding_minor"]
    assert rows.to_numpy().tolist() == [
        ["in", "RUB", "not_due", 3, 19000],
        ["in", "RUB", "1-30", 2, 6000],
        ["in", "RUB", "90+", 1, 3000],
        ["in", "RUB", "credit", 1, -700],
        ["in", "USD", "1-30", 1, 1500],
        ["out", "RUB", "1-30", 1, 1000],
    ]
    assert balance(told.invoices[:0]).empty


def test_ageing_by_month_tells_payers_and_currencies_apart(told: Payables) -> None:
    rows = ageing_by_month(told.invoices)
    assert rows.index.tolist() == [
        ("in", "RUB", "2026-01"),
        ("in", "RUB", "2026-03"),
        ("in", "RUB", "2026-04"),
        ("in", "USD", "2026-03"),
        ("out", "RUB", "2026-03"),
    ]
    assert rows.columns.tolist() == ["not_due", "1-30", "90+", "credit"]
    assert rows.to_numpy().tolist()[1] == [19000, 6000, 0, 0]


def test_ageing_by_month_keeps_what_has_no_month(told: Payables) -> None:
    march = told.invoices["month"] == "2026-03"
    rows = ageing_by_month(told.invoices.assign(month=told.invoices["month"].mask(march)))
    assert rows.index.tolist()[:2] == [("in", "RUB", ""), ("in", "RUB", "2026-01")]
    assert rows.to_numpy().tolist()[0] == [19000, 6000, 0, 0]
