"""Which row holds the headers, which column is which, which tab is which."""

import pytest

from sheetsync.errors import UnusableTabError
from sheetsync.language import Phrase
from sheetsync.tables import Column, Finding, TableSchema
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.reading.headers import Headers, find_headers, find_tab

KEY = Column("number", "id", required=True, heading=Phrase(ru="Номер", en="Number"))
SUM = Column("amount", "money", required=True, heading=Phrase(ru="Сумма", en="Amount"))
NOTE = Column("note", heading=Phrase(ru="Прим.", en="Note"))
SCHEMA = TableSchema(key="number", columns=(KEY, SUM, NOTE))


@pytest.mark.parametrize(
    ("rows", "row", "positions"),
    [
        ([["Номер", "Сумма"]], 1, {"number": 1, "amount": 2}),
        ([["AMOUNT", "x", "number"]], 1, {"number": 3, "amount": 1}),
        (
            [["Реестр"], [], ["Номер: ", "Сумма*", "Прим."]],
            3,
            {"number": 1, "amount": 2, "note": 3},
        ),
        ([["Номер"], ["Номер", "Сумма"]], 2, {"number": 1, "amount": 2}),
        ([[]] * 19 + [["Номер", "Сумма"]], 20, {"number": 1, "amount": 2}),
        ([["Номер", "Сумма"], ["Номер", "Сумма"]], 1, {"number": 1, "amount": 2}),
    ],
)
def test_the_first_row_with_all_required_headers_counts(
    rows: list[list[object]], row: int, positions: dict[str, int]
) -> None:
    assert find_headers(rows, SCHEMA) == Headers(row, positions)


def test_a_header_in_look_alike_letters_is_matched_and_told() -> None:
    headers = find_headers([["Hoмер", "Cумма"]], SCHEMA)
    assert headers.positions == {"number": 1, "amount": 2}
    assert headers.findings == (
        Finding(
            "MIXED_SCRIPT", "warning", column="number", cell="A1", value="Hoмер",
            facts={"header": "Номер"},
        ),
        Finding(
            "MIXED_SCRIPT", "warning", column="amount", cell="B1", value="Cумма",
            facts={"header": "Сумма"},
        ),
    )  # fmt: skip


def test_a_missing_header_is_told_with_the_nearest() -> None:
    headers = find_headers([["Номер", "Прим.", "Сума", "Срок"]], SCHEMA)
    facts = {"header": "Сумма", "near": "Сума", "near_cell": "C1"}
    told = Finding("MISSING_COLUMN", "error", column="amount", effect="tab", facts=facts)
    assert headers == Headers(1, error="MISSING_COLUMN", findings=(told,))


def test_a_missing_header_that_resembles_nothing_is_told_alone() -> None:
    headers = find_headers([["Номер", "", "Xyz"]], SCHEMA)
    facts = {"header": "Сумма"}
    told = Finding("MISSING_COLUMN", "error", column="amount", effect="tab", facts=facts)
    assert headers.findings == (told,)


@pytest.mark.parametrize(
    "rows",
    [
        [["Реестр"], ["1", "2"]],
        [["Прим."]],
        [[]],
        [],
        [[]] * 20 + [["Номер", "Сумма"]],
    ],
)
def test_without_half_of_the_headers_there_is_none(rows: list[list[object]]) -> None:
    told = Finding("NO_HEADER", "error", effect="tab", facts={"header": "Номер, Сумма"})
    assert find_headers(rows, SCHEMA) == Headers(error="NO_HEADER", findings=(told,))


def test_a_used_header_that_stands_twice_is_an_error() -> None:
    headers = find_headers([["Номер", "Сумма", "Прим.", "Amount"]], SCHEMA)
    told = Finding(
        "DUPLICATE_HEADER", "error", column="amount", cell="B1", value="Сумма", effect="tab",
        facts={"header": "Сумма", "other_cell": "D1"},
    )  # fmt: skip
    assert headers == Headers(1, error="DUPLICATE_HEADER", findings=(told,))


def test_an_alias_alone_counts_for_its_column() -> None:
    row = ["Номер", "Сумма", "К оплате"]
    headers = find_headers([row], SCHEMA, {"amount": "к оплате"})
    assert headers.positions == {"number": 1, "amount": 3}
    assert find_headers([row[:2]], SCHEMA, {"amount": "к оплате"}).error == "MISSING_COLUMN"


@pytest.mark.parametrize(
    ("header_row", "row", "error"),
    [(2, 2, None), (1, None, "NO_HEADER"), (3, None, "NO_HEADER"), (9, None, "NO_HEADER")],
)
def test_a_stated_header_row_is_the_only_one(
    header_row: int, row: int | None, error: str | None
) -> None:
    rows = [["Реестр"], ["Номер", "Сумма"], ["1", "2"]]
    schema = TableSchema(key="number", columns=(KEY, SUM), header_row=header_row)
    headers = find_headers(rows, schema)
    assert (headers.row, headers.error) == (row, error)


def test_without_required_columns_the_key_makes_the_header() -> None:
    key, note = Column("number", "id"), Column("note")
    schema = TableSchema(key="number", columns=(key, note))
    assert find_headers([["note"], ["number", "note"]], schema).row == 2


def test_without_key_and_required_columns_any_header_will_do() -> None:
    schema = TableSchema(key=(), columns=(Column("a"), Column("b")))
    assert find_headers([["x"], ["b"]], schema) == Headers(2, {"b": 1})
    assert find_headers([["x"]], schema).error == "NO_HEADER"


@pytest.mark.parametrize(
    ("titles", "configured", "found"),
    [
        (["Счета", "Работы"], {}, "Счета"),
        ([" INVOICES "], {}, " INVOICES "),
        (["invoices"], {}, "invoices"),
        (["Счета 2026"], {}, None),
        (["Счета 2026", "Счета"], {"invoices": "счета 2026"}, "Счета 2026"),
        (["Счета"], {"invoices": "Счета 2026"}, None),
        ([], {}, None),
    ],
)
def test_a_tab_is_found_by_either_title_or_code_or_your_own(
    titles: list[str], configured: dict[str, str], found: str | None
) -> None:
    assert find_tab(INVOICES, titles, configured) == found


def test_two_tabs_of_one_meaning_stop_the_run() -> None:
    with pytest.raises(UnusableTabError) as caught:
        find_tab(INVOICES, ["Счета", "Invoices"])
    assert str(caught.value) == (
        "Tabs 'Счета' and 'Invoices' both are the tab 'invoices'\n"
        "  cure: rename one of them, or name yours in config.yaml: tabs: {invoices: …}"
    )
