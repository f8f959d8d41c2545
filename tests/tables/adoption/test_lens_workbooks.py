"""The five given workbooks through mappings written by hand: every cell, and where it came from."""

import json
from datetime import date

import pytest

from sheetsync.rules.validation import validate, worded
from sheetsync.tables.origins import column_number, corner_of
from sheetsync.tables.table import Table
from tests.tables.adoption.lenses import column, tables_of, told, workbook_lens
from tests.tables.adoption.workbook_grids import NAMES, WORKBOOKS, grids_of

ROWS = {
    "by_month": {"partners": 8, "entities": 8, "invoices": 32, "jobs": 32, "documents": 22},
    "by_partner": {"partners": 6, "entities": 6, "jobs": 42, "feedback": 35},
    "dealers_en": {"partners": 9, "entities": 9, "jobs": 30, "invoices": 16},
    "own_names": {"partners": 10, "entities": 10, "invoices": 24},
    "two_storeys": {"partners": 9, "entities": 9, "agreements": 9, "invoices": 24},
}


@pytest.mark.parametrize("name", NAMES)
def test_every_table_has_its_rows(name: str) -> None:
    tables = tables_of(workbook_lens(name))
    assert {code: len(table.frame) for code, table in tables.tables.items()} == ROWS[name]
    assert not told(tables, "ADOPT_UNKNOWN_NAME", "ADOPT_TWO_NAMES", "MISSING_COLUMN")


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_knows_the_tab_and_the_address_it_came_from(name: str) -> None:
    """Each cell that a person said to mean something is where its column of ours shows it."""
    expected = json.loads((WORKBOOKS / f"{name}.expected.json").read_text(encoding="utf-8"))
    tables = tables_of(workbook_lens(name))
    seen = 0
    for tab in expected["tabs"]:
        for letter, meaning in tab.get("columns", {}).items():
            if meaning is not None:
                code, _, rest = meaning.partition("|")[0].partition(".")
                table = tables.tables[code]
                cells = _cells(table, rest.partition("@")[0], tab["name"])
                assert {_corner(cell)[1] for cell in cells} <= {column_number(letter)}
                assert {_corner(cell)[0] for cell in cells} <= set(
                    range(tab["first"], tab["last"] + 1)
                )
                seen += len(cells)
    assert seen > 60


def _corner(cell: str) -> tuple[int, int]:
    corner = corner_of(cell)
    assert corner is not None
    return corner


def _cells(table: Table, name: str, title: str) -> list[str]:
    """Where the filled cells of a column stand that came from a tab."""
    position, origins = table.positions[name], table.origins
    assert origins is not None
    return [
        origins.place(row, position).cell
        for row in range(2, len(table.grid.stored) + 1)
        if origins.place(row, position).title == title
        and table.grid.cell(row, position).stored not in ("", None)
    ]


def test_a_row_of_a_month_tab_names_that_tab_and_cell() -> None:
    tables = tables_of(workbook_lens("by_month"))
    assert told(tables, "REQUIRED") == [
        ("REQUIRED", "Январь!D9", ""),
        ("REQUIRED", "Январь!E9", ""),
        ("REQUIRED", "Февраль!D8", ""),
        ("REQUIRED", "Февраль!E8", ""),
        ("REQUIRED", "Март!D7", ""),
        ("REQUIRED", "Март!E7", ""),
        ("REQUIRED", "апрель!D6", ""),
        ("REQUIRED", "апрель!E6", ""),
    ]
    assert set(column(tables, "invoices", "month")) == {
        "2026-01", "2026-02", "2026-03", "2026-04"
    }  # fmt: skip


def test_a_mark_means_the_whole_sum_and_a_no_means_nothing() -> None:
    tables = tables_of(workbook_lens("by_month"))
    invoices = tables.frame("invoices")
    january = invoices[invoices["month"] == "2026-01"]
    assert (january["paid_amount_minor"] == january["amount_minor"]).all()
    march = invoices[invoices["month"] == "2026-03"]
    assert march["paid_amount_minor"].isna().sum() == 4


def test_a_band_names_the_partner_of_the_rows_beneath() -> None:
    tables = tables_of(workbook_lens("two_storeys"))
    entities = dict(
        zip(
            column(tables, "entities", "entity_id"),
            column(tables, "entities", "partner_id"),
            strict=True,
        )
    )
    partners = [entities[one] for one in column(tables, "invoices", "entity_id")]
    assert partners == [f"П-{number:03d}" for number in range(1, 7) for _ in range(4)]
    lens = workbook_lens("two_storeys")
    origins = lens.grids["invoices"].origins
    assert origins is not None
    position = tables.tables["invoices"].positions["entity_id"]
    assert [origins.place(row, position).cell for row in (2, 5, 6)] == ["A5", "A5", "A10"]


def test_a_card_above_tells_of_all_rows_below() -> None:
    tables = tables_of(workbook_lens("by_partner"))
    assert column(tables, "partners", "name")[:2] == ["Вектор", "Мастер Коля"]
    assert column(tables, "jobs", "partner_id") == [
        f"П-{number:03d}" for number in range(1, 7) for _ in range(7)
    ]
    assert tables.tables["partners"].place("B3").named == "Мастер Коля!B1"
    assert column(tables, "feedback", "job_id")[:3] == ["З-1", "З-2", "З-3"]


def test_codes_of_their_own_win_and_others_follow_the_order_of_first_sight() -> None:
    tables = tables_of(workbook_lens("dealers_en"))
    assert column(tables, "partners", "partner_id")[0] == "D-001"
    assert column(tables, "entities", "entity_id")[0] == "E-001"
    lens = workbook_lens("two_storeys")
    first, *_, last = lens.new_codes
    assert (first.tab, first.code, first.name, first.source) == (
        "partners", "П-001", "Вектор", "База!A3"
    )  # fmt: skip
    assert (last.tab, last.code, last.inn) == ("entities", "9900438820", "9900438820/990001069")


@pytest.mark.parametrize("name", NAMES)
def test_codes_that_were_given_are_found_again_and_none_is_given_twice(name: str) -> None:
    first = workbook_lens(name)
    second = workbook_lens(name, first.new_codes)
    assert not second.new_codes
    assert second.grids == first.grids


def test_what_a_source_does_not_say_is_told_once_a_tab_and_drops_no_row() -> None:
    lens = workbook_lens("by_month")
    tables = tables_of(lens)
    found = {
        (one.tab, one.facts["title"]): one.facts["lacking"]
        for one in tables.findings
        if one.code == "ADOPT_NO_COLUMN"
    }
    assert found == {
        ("partners", "Справочник студий"): "onboarded_on,curator",
        ("entities", "Справочник студий"): "kpp",
        ("invoices", "Январь"): "due_date,paid_date",
        ("jobs", "Январь"): "done_date,status,amount",
    }
    assert lens.assumed == ("partners.status", "partners.group_id")
    assert set(column(tables, "partners", "status")) == {"active"}
    assert len(tables.sound("jobs")) == 32


@pytest.mark.parametrize("name", NAMES)
def test_each_finding_names_the_cell_of_the_source_whose_text_it_tells(name: str) -> None:
    grids, tables = grids_of(WORKBOOKS / f"{name}.xlsx"), tables_of(workbook_lens(name))
    whole = tables.with_findings(validate(tables, date(2026, 5, 20)))
    told = [(found.value, worded(found, whole, "ru")) for found in whole.findings]
    placed = [(value, said) for value, said in told if said.cell]
    assert placed
    for value, said in placed:
        cell = grids[said.title].cell(*_corner(said.cell))
        # A mapping may have taken words off a sum, and says what a word stands for.
        meant = {cell.shown, (cell.shown or "").removesuffix(" руб."), _MEANT.get(cell.shown or "")}
        assert value in meant, f"{said.code} {said.title}!{said.cell}"


#: By a word of the given workbooks, the value of ours that their mappings give.
_MEANT = {"No": "ended"}
