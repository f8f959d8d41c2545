"""Mistakes of other readers of spreadsheets, each as a small workbook in our words.

Where they were reported: flow-php/flow#1828 · airbytehq/airbyte#2153, PR 1668 ·
pandas-dev/pandas#40442 · benborgers/opensheet#6 · ToucanToco/fastexcel#166, #233 ·
frictionlessdata/frictionless-py#825, #1199 · OpenRefine/OpenRefine#305, #428, #491, #1792 ·
invoiceninja/invoiceninja#9669, actualbudget/actual#3154, frappe/erpnext#58730.
"""

from collections.abc import Sequence
from datetime import date

import pytest

from sheetsync.language import Lang
from sheetsync.tables.adoption.answers import all_taken
from sheetsync.tables.adoption.lens import OwnTerms, read_through
from sheetsync.tables.adoption.mapped_tabs import mapping_of
from sheetsync.tables.adoption.meanings import ADOPTED, meanings
from sheetsync.tables.adoption.proposal import Proposal, TabProposal
from sheetsync.tables.adoption.proposing import propose
from sheetsync.tables.adoption.source import Source, SourceSheet
from sheetsync.tables.adoption.table_place import find_table
from sheetsync.tables.cells import Grid
from sheetsync.tables.cleaning import comparable
from sheetsync.tables.schema import Column
from sheetsync.tables.table import Tables
from tests.tables.adoption.lenses import column, tables_of, told
from tests.tables.adoption.workbook_grids import grid

Row = Sequence[object]
DAY, LATER = date(2026, 1, 31), date(2026, 2, 5)
HEAD: Row = ("Invoice number", "Invoice date", "Vendor", "Invoice amount")
ROWS: tuple[Row, ...] = (("1", DAY, "Oak", 5), ("2", DAY, "Elm", 6), ("3", DAY, "Oak", 7))


def adopted(grids: dict[str, Grid], locale: str = "en_US") -> tuple[Proposal, Tables]:
    """A workbook whose every proposal is taken, and what is read of it."""
    proposal = propose(grids, locale)
    sheets = [SourceSheet(title, cells) for title, cells in grids.items()]
    mapping = mapping_of(proposal, all_taken(proposal))
    lens = read_through(mapping, Source("", sheets, list(grids), locale), OwnTerms((), "USD", "en"))
    return proposal, tables_of(lens)


def one_tab(*rows: Row, merges: tuple[tuple[int, int, int, int], ...] = ()) -> TabProposal:
    return propose({"A": grid(*rows, merges=merges)}, "en_US").tabs[0]


def numbers(*rows: Row) -> list[object]:
    """The numbers of the invoices that are read of a tab."""
    return column(adopted({"A": grid(*rows)})[1], "invoices", "number")


@pytest.mark.parametrize(
    "above",
    [[(), (), (None, None)], [(), ("Note 1",), (), ("see also", "ask Ann"), ()], [("Note",)]],
)
def test_blank_rows_and_notes_above_the_headers_count_and_are_none(above: list[Row]) -> None:
    assert one_tab(*above, HEAD, *ROWS).header_rows == (len(above) + 1,)
    assert numbers(*above, HEAD, *ROWS) == ["1", "2", "3"]


def test_a_blank_row_ends_no_table_and_the_last_row_is_one() -> None:
    assert numbers(HEAD, (), ROWS[0], (), (), ROWS[1], ROWS[2]) == ["1", "2", "3"]
    assert numbers(HEAD, ROWS[0]) == ["1"]


def test_a_table_may_stand_anywhere() -> None:
    aside = [(None, None, None, *row) for row in (HEAD, *ROWS)]
    tab = one_tab((), (), *aside)
    assert [(one.letter, one.header) for one in tab.columns] == list(zip("DEFG", HEAD, strict=True))
    assert numbers((), (), *aside) == ["1", "2", "3"]


def test_columns_without_headers_and_values_are_nobodys() -> None:
    tab = one_tab((*HEAD, "Column1", None), *((*row, None, None) for row in ROWS))
    assert [(one.letter, one.level) for one in tab.columns][4:] == [("E", "own")]


def test_a_header_merged_over_two_columns_is_the_first_ones() -> None:
    head = ("Invoice number", None, *HEAD[1:])
    rows = [(row[0], "x", *row[1:]) for row in ROWS]
    tab = one_tab(head, *rows, merges=((1, 1, 1, 2),))
    assert [(one.letter, one.header, one.level) for one in tab.columns][:3] == [
        ("A", "Invoice number", "sure"),
        ("B", "", "own"),
        ("C", "Invoice date", "sure"),
    ]


def test_one_doubled_header_hides_no_other_column() -> None:
    tab = one_tab((*HEAD, "Notes", "Notes"), *((*row, "a", "b") for row in ROWS))
    assert [one.meaning for one in tab.columns[:4]] == [
        "invoices.number",
        "invoices.invoice_date",
        "invoices.entity_id",
        "invoices.amount",
    ]


def test_a_blank_row_under_two_storeys_is_none_of_them() -> None:
    merges = ((1, 1, 1, 2), (1, 3, 1, 4), (1, 5, 2, 5))
    rows: list[Row] = [
        ("Invoice", None, "Payment", None, "Vendor"),
        ("number", "date", "amount", "date", None),
        (),
        ("1", DAY, 5, LATER, "Oak"),
    ]
    tab = one_tab(*rows, merges=merges)
    assert (tab.header_rows, tab.rows) == ((1, 2), 1)
    assert [one.meaning for one in tab.columns] == [
        "invoices.number",
        "invoices.invoice_date",
        "invoices.paid_amount",
        "invoices.paid_date",
        "invoices.entity_id",
    ]


@pytest.mark.parametrize("above", ["Deposit", "Contract", "Security", "Extra work"])
def test_a_word_of_any_table_under_another_matter_is_not_sure(above: str) -> None:
    rows: list[Row] = [
        ("Invoice", None, above, None),
        ("number", "date", "amount", "date"),
        ("1", DAY, 5, LATER),
        ("2", DAY, 6, LATER),
    ]
    tab = one_tab(*rows, merges=((1, 1, 1, 2), (1, 3, 1, 4)))
    assert [one.level for one in tab.columns[:2]] == ["sure", "sure"]
    assert "sure" not in {one.level for one in tab.columns[2:]}


@pytest.mark.parametrize(
    "header",
    ["Refund amount", "Penalty amount", "Commission amount", "Сумма возврата", "Сумма пени"],
)
def test_a_sum_of_another_matter_is_left_alone(header: str) -> None:
    tab = one_tab((*HEAD[:3], header), *ROWS)
    assert tab.columns[3].level == "own"


def test_rows_of_texts_are_rows_and_years_head_nothing() -> None:
    tab = one_tab(
        ("Dealer", "Status", "Curator", "Comment"),
        ("Oak", "active", "Ann", "status"),
        ("Elm", "paused", "Bob", "number"),
    )
    assert (tab.header_rows, tab.rows) == ((1,), 2)
    assert one_tab(("Vendor", 2010, 2011), ("Oak", 5, 6), ("Elm", "on hold", "on hold")).rows == 0


@pytest.mark.parametrize(
    "legend",
    [
        (1, 2, 3, 4), ("1", "2", "3", "4"), (1.0, 2.0, 3.0, 4.0),
        (None, "дд.мм.гггг", None, "руб."), (None, None, None, "USD"),
    ],
)  # fmt: skip
def test_a_row_that_numbers_the_columns_or_tells_their_units_is_no_record(legend: Row) -> None:
    assert numbers(HEAD, legend, *ROWS) == ["1", "2", "3"]
    assert one_tab(HEAD, legend, *ROWS).first_row == 3


@pytest.mark.parametrize(
    "row", [(1, 2), (1, 2, 3), (2, 3, 4, 5), ("1", DAY, "2", 3), (None, None, "в", None)]
)
def test_a_row_that_only_looks_like_it_is_one(row: Row) -> None:
    place = find_table(grid(HEAD, row, *ROWS))
    assert place is not None
    assert place.first_row == 2


def test_two_things_in_one_cell_stay_one_and_are_told() -> None:
    _, tables = adopted({"A": grid(HEAD, ("1\n2", DAY, "Oak", 5), ("3", DAY, "Elm", 6))})
    assert column(tables, "invoices", "number") == ["1 2", "3"]
    assert told(tables, "ODD_ID") == [("ODD_ID", "A!A2", "1\n2")]


def test_months_whose_columns_stand_in_another_order_are_read_by_header() -> None:
    head = ("№ счёта", "Дата счёта", "Поставщик", "Сумма")
    turned = [(*row[2:], *row[:2]) for row in (head, ("3", LATER, "Заря", 8))]
    proposal, tables = adopted(
        {
            "Январь 2026": grid(head, ("1", DAY, "Вектор", 5), ("2", DAY, "Заря", 6)),
            "Февраль 2026": grid(*turned),
        },
        "ru_RU",
    )
    assert {tab.union.kind for tab in proposal.tabs if tab.union} == {"month"}
    assert column(tables, "invoices", "number") == ["1", "2", "3"]
    assert column(tables, "invoices", "amount_minor") == [500, 600, 800]
    assert column(tables, "invoices", "month") == ["2026-01", "2026-01", "2026-02"]


def test_another_table_below_ends_the_first_and_is_named() -> None:
    below: list[Row] = [(), ("Dealer", "Billing email", "Since"), ("Oak", "a@oak.example", DAY)]
    proposal, tables = adopted({"A": grid(HEAD, *ROWS, *below)})
    (tab,) = proposal.tabs
    assert (tab.rows, tab.last_row, tab.other_table) == (3, 4, 6)
    assert column(tables, "invoices", "number") == ["1", "2", "3"]
    assert sorted(map(str, column(tables, "partners", "name"))) == ["Elm", "Oak"]
    assert told(tables, "ADOPT_OTHER_TABLE") == [("ADOPT_OTHER_TABLE", "A!A6", "")]


@pytest.mark.parametrize(
    "below",
    [
        [(), HEAD],
        [(), ("checked", "by Ann")],
        [(), ("Total", None, None, 18)],
        [("Dealer", "Billing email", "Since")],
    ],
)
def test_headers_again_notes_and_totals_below_are_no_other_table(below: list[Row]) -> None:
    place = find_table(grid(HEAD, *ROWS, *below))
    assert place is not None
    assert place.other_table == 0


_VALUES: dict[str, Row] = {
    "text": ("Анна и пёс", "Пётр и кот"), "integer": (3, 4), "decimal": (4.5, 5.5),
    "money": (100, 250), "date": (DAY, LATER), "datetime": (DAY, LATER),
    "month": ("2026-01", "2026-02"), "bool": ("да", "нет"),
    "email": ("a@x.example", "b@y.example"), "inn": ("7707083893", "500100732259"),
    "kpp": ("770801001", "770801001"), "ogrn": ("1027700132195", "1027700132195"),
    "bic": ("044525225", "044525225"), "url": ("https://x.example/1", "https://x.example/2"),
    "account": ("40702810938000000001", "40702810938000000002"), "currency": ("RUB", "RUB"),
    "id": ("A-1", "A-2"),
}  # fmt: skip
_CODES = {"partner_id": "P", "entity_id": "E", "job_id": "J", "agreement_id": "C"}


def _values(one: Column, lang: Lang) -> Row:
    if one.name in _CODES:
        return tuple(f"{_CODES[one.name]}-{number}" for number in (1, 2))
    if one.kind == "enum":
        labels = [said if isinstance(said, str) else said.label(lang) for said in one.allowed]
        return labels[0], labels[-1]
    return _VALUES[one.kind]


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_workbook_of_our_own_is_known_again_each_column_of_it_surely(lang: Lang) -> None:
    known = {one.code for one in meanings()}
    columns = {
        tab.title(lang): [one for one in tab.columns if f"{tab.code}.{one.name}" in known]
        for tab in ADOPTED
    }
    grids = {
        title: grid(
            [one.header(lang) for one in those],
            *zip(*(_values(one, lang) for one in those), strict=True),
        )
        for title, those in columns.items()
    }
    proposal = propose(grids, "ru_RU")
    for tab, found in zip(ADOPTED, proposal.tabs, strict=True):
        assert found.means == (tab.code,)
        headers = [comparable(one.header) for one in found.columns]
        assert headers == [comparable(one.header(lang)) for one in columns[found.title]]
        assert [(one.meaning, one.how, one.level) for one in found.columns] == [
            (f"{tab.code}.{one.name}", "", "sure") for one in columns[found.title]
        ]
