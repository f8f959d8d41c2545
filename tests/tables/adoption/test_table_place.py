"""Where the tables of five messy workbooks are, and what must not be taken for one."""

import json

import pytest

from sheetsync.tables.adoption.likeness import likeness
from sheetsync.tables.adoption.table_place import find_table, is_totals
from sheetsync.tables.catalogue.modules import people_tabs
from sheetsync.tables.catalogue.synonyms import COLUMN_NAMES
from sheetsync.tables.cells import Grid
from tests.tables.adoption.workbook_grids import NAMES, WORKBOOKS, grids_of


@pytest.mark.parametrize("name", NAMES)
def test_every_table_of_a_messy_workbook_is_found_where_a_person_sees_it(name: str) -> None:
    expected = json.loads((WORKBOOKS / f"{name}.expected.json").read_text(encoding="utf-8"))
    grids = grids_of(WORKBOOKS / f"{name}.xlsx")
    for tab in expected["tabs"]:
        place = find_table(grids[tab["name"]])
        if tab["kind"] == "other":
            assert place is None, tab["name"]
            continue
        assert place is not None, tab["name"]
        assert (list(place.header_rows), place.first_row, place.last_row) == (
            tab["header"],
            tab["first"],
            tab["last"],
        ), tab["name"]
        assert list(place.totals) == tab.get("totals", []), tab["name"]
        assert [str(row) for row in place.bands] == list(tab.get("sections", {})), tab["name"]


def test_a_header_under_a_merged_one_is_its_path() -> None:
    place = find_table(grids_of(WORKBOOKS / "two_storeys.xlsx")["Реестр"])
    assert place is not None
    assert place.headers == (
        "Счёт / №",
        "Счёт / дата",
        "Счёт / сумма",
        "Период",
        "Получен",
        "Оплата / сумма",
        "Оплата / дата",
        "Остаток",
        "Ссылка",
    )


def test_a_title_merged_over_the_table_is_no_storey() -> None:
    rows: list[list[object]] = [
        ["Реестр счетов", "", ""],
        ["Номер счёта", "Дата счёта", "Сумма"],
        ["1", 46053, 5],
    ]
    place = find_table(Grid(rows, rows, merges=((1, 1, 1, 3),)))
    assert place is not None
    assert place.header_rows == (2,)


def test_a_row_of_totals_above_the_headers_is_not_taken_for_them() -> None:
    rows: list[list[object]] = [
        ["Итого", "", 900],
        ["Номер счёта", "Дата счёта", "Сумма"],
        ["1", 46053, 900],
    ]
    place = find_table(Grid(rows, rows))
    assert place is not None
    assert (place.header_rows, place.last_row) == ((2,), 3)


def test_headers_without_rows_hold_none() -> None:
    rows = [["Номер счёта", "Дата счёта", "Сумма"]]
    place = find_table(Grid(rows, rows))
    assert place is not None
    assert (place.first_row, place.last_row) == (2, 1)


@pytest.mark.parametrize("rows", [[], [[]], [["", None]], [[2]], [["Заметки"], ["позвонить"]]])
def test_a_tab_without_known_headers_has_no_table(rows: list[list[object]]) -> None:
    assert find_table(Grid(rows, rows)) is None


def test_a_partner_whose_name_begins_like_totals_is_a_row() -> None:
    assert not is_totals(["Итогострой", 5])
    assert is_totals(["  ИТОГО:", 5])


def test_a_known_name_inside_a_long_note_heads_nothing() -> None:
    note = "Номер счёта, дата счёта и сумма " * 5
    rows = [[note, note, note, note]]
    assert find_table(Grid(rows, rows)) is None


def test_names_that_share_letters_and_no_word_are_not_alike() -> None:
    assert likeness("Allocation Type", "Allocation Mode") < 0.6
    assert likeness("Опл., дата", "Дата оплаты") == 1.0
    assert likeness("", "Сумма") == 0.0


def test_every_synonym_is_of_a_column_that_the_catalogue_has() -> None:
    ours = {f"{tab.code}.{column.name}" for tab in people_tabs() for column in tab.columns}
    assert set(COLUMN_NAMES) <= ours, set(COLUMN_NAMES) - ours


def test_a_row_that_sums_up_named_columns_yields_to_fewer_headers() -> None:
    rows: list[list[object]] = [
        ["Total", "Amount", "Number", "Status", 900],
        ["Number", "Status", "Amount"],
        ["1", "paid", 900],
    ]
    place = find_table(Grid(rows, rows))
    assert place is not None
    assert place.header_rows == (2,)


@pytest.mark.parametrize(
    "beside", [["жук", "мох", "лось", "рысь", "дуб", "ель", "кит", "сова"], [1, 2]]
)
def test_two_names_among_strange_words_or_values_head_nothing(beside: list[object]) -> None:
    rows = [["Номер", "Сумма", *beside]]
    assert find_table(Grid(rows, rows)) is None


def test_a_word_mistyped_by_a_letter_is_the_word() -> None:
    assert likeness("Поставшик", "Поставщик") == 1.0


@pytest.mark.parametrize(("cells", "bands"), [(3, (2,)), (2, ())])
def test_a_lone_text_is_a_band_where_rows_have_three_cells(
    cells: int, bands: tuple[int, ...]
) -> None:
    rows: list[list[object]] = [
        ["Номер", "Дата", "Сумма"],
        ["Вектор"],
        *([["1", 46053, 5][:cells]] * 3),
    ]
    place = find_table(Grid(rows, rows))
    assert place is not None
    assert place.bands == bands
