"""Rows of one tab: blank, totals, repeated headers, keys, merges, required cells."""

from typing import Any

import pandas as pd
import pytest

from sheetsync.tables import Column, Finding, Grid, Table, TableSchema, read_table
from sheetsync.testing import drawn_grid

KEY = Column("Счёт", "id", required=True)
CLIENT = Column("Клиент", required=True)
SUM = Column("Сумма", "money", currency="RUB")
DUE = Column("Срок", "date")
SCHEMA = TableSchema(key="Счёт", columns=(KEY, CLIENT, SUM, DUE))


def table_of(drawing: str, schema: TableSchema = SCHEMA, **grid: Any) -> Table:
    drawn = drawn_grid(drawing)
    return read_table(Grid(drawn.stored, drawn.shown, **grid), schema, locale="ru_RU")


def told(table: Table) -> list[tuple[str, int | None, str]]:
    return [(finding.code, finding.row, finding.cell) for finding in table.findings]


def test_a_frame_has_stated_types_and_sheet_rows() -> None:
    table = table_of(
        """
        Счёт | Клиент | Сумма    | Срок
        1    | Север  | 1 500,50 | 01.02.2026
             |        |          |
        2    | Юг     |          |
        """
    )
    assert table.findings == ()
    assert list(table.frame.index) == [2, 4]
    assert table.frame.dtypes.astype("str").to_dict() == {
        "Счёт": "str",
        "Клиент": "str",
        "Сумма": "Int64",
        "Срок": "datetime64[s]",
    }
    assert table.frame["Счёт"].tolist() == ["1", "2"]
    assert table.frame["Сумма"].tolist() == [150050, pd.NA]
    assert table.frame["Срок"].tolist() == [pd.Timestamp(2026, 2, 1), pd.NaT]
    assert table.positions == {"Счёт": 1, "Клиент": 2, "Сумма": 3, "Срок": 4}
    assert table.cell(2, "Сумма").shown == "1 500,50"


@pytest.mark.parametrize(
    ("row", "findings"),
    [
        ("1 | Север | 1 | x", [("BAD_DATE", 2, "D2")]),
        ("1 |       | 1 |", [("REQUIRED", 2, "B2")]),
        ("1 |       | 1 | x", [("REQUIRED", 2, "B2"), ("BAD_DATE", 2, "D2")]),
        ("  | Север | 1 |", [("MISSING_KEY", 2, "A2")]),
        ("  |       | 1 |", [("MISSING_KEY", 2, "A2")]),
        ("1 | #REF! | 1 |", [("FORMULA_ERROR", 2, "B2")]),
    ],
)
def test_a_row_with_an_error_is_told_and_not_in_the_frame(
    row: str, findings: list[tuple[str, int, str]]
) -> None:
    table = table_of(f"Счёт | Клиент | Сумма | Срок\n{row}\n2 | Юг | 2 |")
    assert told(table) == findings
    assert table.frame.index.tolist() == [3]


def test_a_finding_tells_all_about_its_cell() -> None:
    table = table_of("Счёт | Клиент | Сумма\nСЧ-1 | Север | '1.234")
    assert table.findings == (
        Finding(
            code="AMBIGUOUS_NUMBER",
            severity="error",
            row=2,
            column="Сумма",
            cell="C2",
            value="1.234",
            row_key="СЧ-1",
            effect="cell",
            facts={"either": "1234", "or": "1.234"},
        ),
    )


def test_a_warning_keeps_its_row() -> None:
    table = table_of("Счёт | Клиент | Сумма\nСЧ-1 | Север | '1 234,50")
    (finding,) = table.findings
    assert (finding.code, finding.severity, finding.effect) == ("NUMBER_AS_TEXT", "warning", "none")
    assert table.frame["Сумма"].tolist() == [123450]


@pytest.mark.parametrize(
    "row",
    [
        "Итого | | 3 |",
        "итого: | | 3 |",
        "Всего за март | | 3 |",
        "| Итого | 3 |",
        "| | Subtotal | 3",
        "TOTAL | | 3 |",
        "| Итоговая сумма | 3 |",
    ],
)
def test_a_row_of_totals_is_no_data(row: str) -> None:
    table = table_of(f"Счёт | Клиент | Сумма | Срок\n1 | Север | 3 |\n{row}")
    assert told(table) == [("TOTALS_ROW", 3, "A3")]
    assert table.frame.index.tolist() == [2]


@pytest.mark.parametrize(
    "row", ["TOTAL-1 | Север | 3 |", "1 | Total Energies | 3 |", "Итоговый | Юг | 3 |"]
)
def test_a_row_with_a_key_is_no_total(row: str) -> None:
    table = table_of(f"Счёт | Клиент | Сумма | Срок\n{row}")
    assert (told(table), len(table.frame)) == ([], 1)


def test_totals_in_an_unused_column_count_as_well() -> None:
    table = table_of("Счёт | Клиент | Сумма | Прим.\n1 | Север | 3 |\n | | 3 | Итого")
    assert told(table) == [("TOTALS_ROW", 3, "A3")]


def test_a_row_that_only_fills_unused_columns_is_blank() -> None:
    table = table_of("Счёт | Клиент | Прим.\n1 | Север | \n | | позвонить")
    assert (told(table), len(table.frame)) == ([], 1)


def test_an_unticked_box_alone_fills_no_row() -> None:
    schema = TableSchema(key="Счёт", columns=(KEY, Column("Закрыт", "bool")))
    table = table_of("Счёт | Закрыт\n1 | FALSE\n | FALSE\n | TRUE", schema)
    assert told(table) == [("MISSING_KEY", 4, "A4")]
    assert table.frame.index.tolist() == [2]


def test_a_table_without_a_key_has_totals_by_its_first_required_column() -> None:
    schema = TableSchema(key=(), columns=(DUE, Column("Отзыв"), Column("Дата", required=True)))
    table = table_of("Дата | Отзыв\n1 | Итого хорошо\nИтого | 5\n | Всего 5", schema)
    assert told(table) == [("TOTALS_ROW", 3, "A3"), ("TOTALS_ROW", 4, "A4")]


@pytest.mark.parametrize(
    "header", ["Счёт | Клиент | Сумма | Срок", "СЧЁТ | клиент | Сумма: | Срок"]
)
def test_a_header_repeated_further_down_is_no_data(header: str) -> None:
    table = table_of(f"Счёт | Клиент | Сумма | Срок\n1 | Север | 3 |\n{header}\n2 | Юг | 4 |")
    assert told(table) == [("REPEATED_HEADER", 3, "A3")]
    assert table.frame.index.tolist() == [2, 4]


def test_a_key_that_reads_as_its_header_is_data() -> None:
    table = table_of("Счёт | Клиент\nСчёт | Север")
    assert (told(table), len(table.frame)) == ([], 1)
    alone = TableSchema(key="Счёт", columns=(KEY,))
    assert len(table_of("Счёт |\nСчёт |", alone).frame) == 1


def test_a_key_that_stands_twice_refuses_all_its_rows() -> None:
    table = table_of("Счёт | Клиент\nA | а\nB | б\nA | в\nA | г")
    assert [(f.row, f.facts) for f in table.findings] == [
        (2, {"other_cell": "A4"}),
        (4, {"other_cell": "A2"}),
        (5, {"other_cell": "A2"}),
    ]
    assert {f.code for f in table.findings} == {"DUPLICATE_KEY"}
    assert table.frame.index.tolist() == [3]


def test_a_key_of_several_columns_is_one() -> None:
    schema = TableSchema(
        key=("Контрагент", "Дата", "№"),
        columns=(
            Column("Контрагент", "id", required=True),
            Column("Дата", "date", required=True),
            Column("№", "id"),
        ),
    )
    table = table_of(
        """
        Контрагент | Дата       | №
        E-1    | 01.02.2026 | 1
        E-1    | 01.02.2026 | 2
        E-1    | 01.02.2026 | 1
        E-1    | 01.02.2026 |
        E-1    | 01.02.2026 |
        E-1    |            | 1
        """,
        schema,
    )
    assert told(table) == [
        ("DUPLICATE_KEY", 2, "C2"),
        ("DUPLICATE_KEY", 4, "C4"),
        ("REQUIRED", 7, "B7"),
    ]
    assert table.findings[0].row_key == "E-1 · 2026-02-01 · 1"
    assert table.frame.index.tolist() == [3, 5, 6]


def test_a_row_without_any_part_of_its_key_is_told_once() -> None:
    schema = TableSchema(
        key=("А", "Б"),
        columns=(Column("А", "id", required=True), Column("Б", "id", required=True), Column("В")),
    )
    assert told(table_of("А | Б | В\n | | x", schema)) == [("MISSING_KEY", 2, "A2")]


def test_a_key_column_without_a_header_is_not_missed_row_by_row() -> None:
    schema = TableSchema(key="№", columns=(Column("№", "id"), CLIENT))
    table = table_of("Клиент |\nСевер |\nСевер |", schema)
    assert told(table) == []
    assert table.frame["№"].isna().all()


def test_a_required_cell_inside_a_merge_is_told_with_its_range() -> None:
    table = table_of(
        "Счёт | Клиент | Сумма\n1 | Север | 3\n2 | | 4\n3 | | 5",
        merges=((2, 2, 3, 2), (1, 4, 1, 5)),
    )
    assert told(table) == [("MERGED_CELLS", 3, "B3"), ("REQUIRED", 4, "B4")]
    assert table.findings[0].facts == {"range": "B2:B3"}


def test_a_merge_over_several_required_cells_of_a_row_is_told_once() -> None:
    table = table_of("Счёт | Клиент\n1 | Север\n |", merges=((2, 1, 3, 2),))
    assert told(table) == []
    table = table_of("Счёт | Клиент | Сумма\n1 | Север | 3\n | | 4", merges=((2, 1, 3, 2),))
    assert told(table) == [("MERGED_CELLS", 3, "A3")]


def test_a_column_may_take_the_value_of_its_merges() -> None:
    columns = (KEY, Column("Клиент", required=True, fill_merged=True))
    merges = ((2, 2, 3, 2), (2, 1, 3, 1), (1, 2, 1, 2))
    table = table_of(
        "Счёт | Клиент\n1 | Север\n2 |\n3 | Юг", TableSchema("Счёт", columns), merges=merges
    )
    assert (told(table), table.frame["Клиент"].tolist()) == ([], ["Север", "Север", "Юг"])


def test_a_key_never_takes_the_value_of_a_merge() -> None:
    columns = (Column("Счёт", "id", fill_merged=True), CLIENT)
    table = table_of(
        "Счёт | Клиент\n1 | Север\n | Юг", TableSchema("Счёт", columns), merges=((2, 1, 3, 1),)
    )
    assert told(table) == [("MERGED_CELLS", 3, "A3")]


@pytest.mark.parametrize(
    ("drawing", "error"),
    [("", "EMPTY_SHEET"), ("|\n|", "EMPTY_SHEET"), ("Реестр |\n1 | 2", "NO_HEADER")],
)
def test_a_tab_without_a_table_is_not_ok(drawing: str, error: str) -> None:
    table = table_of(drawing)
    (finding,) = table.findings
    assert (table.ok, table.error, table.header_row) == (False, error, None)
    assert (finding.code, finding.severity, finding.effect) == (error, "error", "tab")
    assert list(table.frame.columns) == ["Счёт", "Клиент", "Сумма", "Срок"]
    assert table.frame.empty


def test_a_tab_with_headers_alone_is_ok_and_empty() -> None:
    table = table_of("Счёт | Клиент")
    assert (table.ok, table.header_row, len(table.frame)) == (True, 1, 0)
    assert table.frame.dtypes.astype("str").tolist() == ["str", "str", "Int64", "datetime64[s]"]


def test_values_under_a_blank_header_are_told_once() -> None:
    table = table_of("Счёт | Клиент | |\n1 | Север | | x\n2 | Юг | | y")
    assert told(table) == [("UNNAMED_COLUMN", None, "D1")]


def test_a_formula_matters_for_keys_alone() -> None:
    columns = (KEY, Column("Клиент", "id"))
    grid = Grid(
        [["Счёт", "Клиент"], [1, "E-1"]],
        [["Счёт", "Клиент"], ["1", "E-1"]],
        formulas=[["Счёт", "Клиент"], ["=ROW()-1", "=A2"]],
    )
    table = read_table(grid, TableSchema("Счёт", columns), locale="ru_RU")
    assert told(table) == [("KEY_IS_FORMULA", 2, "A2")]
    assert table.frame["Клиент"].tolist() == ["E-1"]


def test_a_fetched_number_format_decides() -> None:
    grid = Grid(
        [["Счёт", "Срок"], ["1", 46054], ["2", 46054]],
        [["Счёт", "Срок"], ["1", ""], ["2", "46054"]],
        number_formats=[[], [None, "DATE"]],
    )
    columns = (KEY, DUE)
    table = read_table(grid, TableSchema("Счёт", columns), locale="ru_RU")
    assert told(table) == [("WRONG_TYPE", 3, "B3")]
    assert table.frame["Срок"].tolist() == [pd.Timestamp(2026, 2, 1)]


def test_a_day_in_the_wrong_order_makes_its_column_suspect() -> None:
    grid = drawn_grid("Счёт | Клиент | Срок\n1 | a | '13/02/2026\n2 | b | '02/03/2026")
    table = read_table(grid, SCHEMA, locale="en_US")
    assert told(table) == [
        ("DATE_ORDER_MISMATCH", None, "C1"),
        ("DATE_AS_TEXT", 2, "C2"),
        ("DATE_ORDER_MISMATCH", 2, "C2"),
        ("DATE_AS_TEXT", 3, "C3"),
    ]


def test_an_amount_is_read_in_the_currency_of_its_row() -> None:
    columns = (
        KEY,
        Column("Сумма", "money", currency_column="Валюта"),
        Column("Валюта"),
    )
    table = table_of(
        """
        Счёт | Сумма | Валюта
        1    | '5 $  | USD
        2    | '5 ₽  | usd
        3    | '5 ₽  | RUB
        4    | '5 $  | тугрик
        5    | '5 ₽  |
        """,
        TableSchema("Счёт", columns),
    )
    errors = [(finding.code, finding.row) for finding in table.findings if finding.row == 3]
    assert errors == [("WRONG_CURRENCY", 3)]
    assert table.frame["Сумма"].tolist() == [500, 500, 500, 500]


def test_an_account_is_checked_against_the_bic_of_its_row() -> None:
    columns = (KEY, Column("БИК", "bic"), Column("Р/с", "account", bic_column="БИК"))
    table = table_of(
        """
        Счёт | БИК        | Р/с
        1    | 049805746  | 40602810700000000025
        2    | 049805746  | 40602810700000000026
        3    |            | 40602810700000000026
        """,
        TableSchema("Счёт", columns),
    )
    assert told(table) == [("BAD_CHECKSUM", 3, "C3")]


def test_rows_keep_their_numbers_under_a_header_further_down() -> None:
    table = table_of("Реестр | |\n| |\nСчёт | Клиент | Сумма\n1 | Север |\n2 | Юг | x")
    assert (table.header_row, table.frame.index.tolist()) == (3, [4])
    assert told(table) == [("BAD_NUMBER", 5, "C5")]


def test_columns_may_be_ragged_and_shown_cells_missing() -> None:
    grid = Grid(
        stored=[["Счёт", "1", "2"], ["Клиент", "Север"], ["Сумма", 5, 6, None]],
        shown=[["Счёт", "1"], ["Клиент", None]],
        columns_major=True,
    )
    table = read_table(grid, SCHEMA, locale="ru_RU")
    assert told(table) == [("REQUIRED", 3, "B3")]
    assert table.frame["Сумма"].tolist() == [500]
    assert table.findings[0].value == ""
