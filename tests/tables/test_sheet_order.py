"""A tool tab's columns are written where their headers stand, whatever the version and order."""

import pandas as pd

from sheetsync.language import Phrase
from sheetsync.tables.schema import Column, ToolTab
from sheetsync.tables.sheet_order import TabPlace, in_sheet_order, sheet_order
from sheetsync.tables.writing import tab_cells
from sheetsync.workbook.marks import strange_headers

TAB = ToolTab(
    "tab",
    en="Tab",
    ru="Вкладка",
    columns=(
        Column("a", heading=Phrase(ru="Альфа", en="Alpha"), formerly=("Старая",)),
        Column("b", heading=Phrase(ru="Бета", en="Beta")),
        Column("c", heading=Phrase(ru="Гамма", en="Gamma"), varies=True),
        Column("d", heading=Phrase(ru="Дельта", en="Delta"), newer=True),
    ),
)


def test_a_new_or_blank_tab_has_the_catalogue_s_order() -> None:
    assert sheet_order(TAB, []) == (0, 1, 2, 3)
    assert sheet_order(TAB, ["Альфа", "Бета", "Гамма", "Дельта"]) == (0, 1, 2, 3)


def test_headers_of_an_earlier_version_keep_their_places_and_new_ones_come_behind() -> None:
    header = ["Beta", "март 2026", "Старая"]
    assert sheet_order(TAB, header) == (1, 2, 0, 3)
    assert strange_headers(TAB, header) == []


def test_a_header_typed_over_is_the_missing_one_s() -> None:
    assert sheet_order(TAB, ["Альфа", "мусор", "Гамма", "Дельта"]) == (0, 1, 2, 3)
    assert strange_headers(TAB, ["Альфа", "мусор", "Гамма", "Дельта"]) == [1]
    # One that is missing at the end of a workbook of ours is an edit, unless it is newer.
    assert strange_headers(TAB, ["Дельта", "Альфа", "Гамма"]) == [3]


def test_a_column_of_somebody_s_own_stays_where_it_is_and_is_told() -> None:
    header = ["Альфа", "моё", "Бета", "Гамма", "Дельта"]
    assert sheet_order(TAB, header) == (0, None, 1, 2, 3)
    assert strange_headers(TAB, header) == [1]
    assert strange_headers(TAB, ["Альфа", "", "Бета", "Гамма", "Дельта"]) == []


def test_rows_without_our_headers_are_no_order() -> None:
    assert sheet_order(TAB, ["Альфа", "1", "2", "3"]) == (0, 1, 2, 3)


def test_cells_stand_under_their_headers() -> None:
    cells = tab_cells(TAB, pd.DataFrame({"a": ["1"], "b": ["2"], "d": ["4"]}), "ru", {"c": "март"})
    assert cells.header == ("Альфа", "Бета", "март", "Дельта")
    assert in_sheet_order(cells, []) is cells
    moved = in_sheet_order(cells, ["Дельта", "Бета", "февраль", "Альфа"])
    assert moved.header == ("Дельта", "Бета", "март", "Альфа")
    assert moved.rows == [("4", "2", None, "1")]
    beside = in_sheet_order(cells, ["Альфа", "моё", "Бета", "Гамма", "Дельта"])
    assert beside.header == ("Альфа", "", "Бета", "март", "Дельта")
    assert beside.rows == [("1", None, "2", None, "4")]


def test_addresses_follow_the_columns() -> None:
    place = TabPlace(TAB, "#gid=7", (1, None, 0, 2, 3))
    assert place.rows(5, 9) == "#gid=7&range=A5:E9"
    assert place.cells("a", 5, 5) == "#gid=7&range=C5:C5"
    assert TabPlace(TAB, "", place.order).rows(5, 9) == ""
