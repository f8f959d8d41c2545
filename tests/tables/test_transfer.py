from collections.abc import Sequence

import pytest

from sheetsync.errors import UnusableTabError
from sheetsync.tables.catalogue.documents import AGREEMENTS
from sheetsync.tables.catalogue.modules import with_columns_of
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.cells import Grid
from sheetsync.tables.importing.entries import Entry, EntryTerms
from sheetsync.tables.importing.transfer import (
    Target,
    Transfer,
    by_runs,
    source_headers,
    source_tab,
    transfer_of,
)
from sheetsync.tables.schema import PeopleTab

RU = EntryTerms("ru_RU", "ru", "RUB")


def new_tab(tab: PeopleTab) -> Target:
    """As `init` makes it."""
    tab = with_columns_of(tab, ["core"])
    positions = {column.name: at for at, column in enumerate(tab.columns, start=1)}
    return Target(tab, tab.ru, 1, positions, [column.header("ru") for column in tab.columns])


def moved(
    rows: Sequence[Sequence[object]], target: Target, own: dict[str, str] | None = None
) -> Transfer:
    grid = Grid(stored=rows, shown=rows)
    headers = source_headers(grid, target.tab, own or {})
    return transfer_of("файл", grid, headers, target, RU)


def values(transfer: Transfer) -> dict[int, list[object]]:
    return {to: [entry.value for entry in column] for to, column in transfer.columns.items()}


def test_columns_find_their_places_whatever_their_order_and_language() -> None:
    transfer = moved(
        [["Status", "Название", "partner_id"], ["active", "Вектор", "P-001"]], new_tab(PARTNERS)
    )
    assert values(transfer) == {4: ["active"], 2: ["Вектор"], 1: ["P-001"]}
    assert transfer.matched == ("partner_id", "name", "status")
    assert transfer.missing == ("group_id",)
    assert (transfer.rows, transfer.extra, transfer.new_headers) == (1, (), {})


def test_columns_of_their_own_go_behind_the_last_one_with_their_headers() -> None:
    rows: list[list[object]] = [
        ["Код", "Подарок", "Название", "", "", "Группа", "Статус", "Подарок"],
        ["P-1", "книга", "Вектор", "без заголовка", "", "x", "активен", "чай"],
    ]
    transfer = moved(rows, new_tab(PARTNERS))
    assert transfer.extra == ("Подарок", "", "Подарок")
    assert transfer.new_headers == {12: "Подарок", 13: "", 14: "Подарок"}
    assert values(transfer) | {} == {
        1: ["P-1"], 12: ["книга"], 2: ["Вектор"], 13: ["без заголовка"], 3: ["x"],
        4: ["активен"], 14: ["чай"],
    }  # fmt: skip


def test_a_column_that_the_workbook_has_already_is_filled_not_doubled() -> None:
    target = Target(
        PARTNERS, "Партнёры", 2, {"partner_id": 2, "name": 3}, ["Подарок", "Код", "Название", "x"]
    )
    rows: list[list[object]] = [
        ["Код", "Название", "подарок:", "Группа", "Статус"],
        ["P-1", "Вектор", "чай", "g", "активен"],
    ]
    transfer = moved(rows, target)
    assert values(transfer) == {2: ["P-1"], 3: ["Вектор"], 1: ["чай"], 5: ["g"], 6: ["активен"]}
    assert transfer.new_headers == {5: "Группа", 6: "Статус"}
    assert transfer.extra == ("подарок:",)


def test_rows_keep_their_distances_and_those_above_the_headers_are_told() -> None:
    rows: list[list[object]] = [
        ["Реестр 2026"],
        [],
        ["Код", "Название", "Группа", "Статус"],
        ["P-1", "Вектор", "g", "активен"],
        [],
        ["P-2", "Север", "g", "активен"],
    ]
    transfer = moved(rows, new_tab(PARTNERS))
    assert values(transfer)[1] == ["P-1", "", "P-2"]
    assert (transfer.rows, transfer.left_above) == (2, 1)


def test_cells_that_stay_doubtful_are_named_where_they_will_stand() -> None:
    headers: list[object] = ["Код", "Название", "Группа", "Статус", "Партнёр с"]
    cells: list[object] = ["P-1", "Вектор", "g", "активен", "весной"]
    rows = [headers, cells]
    target = Target(PARTNERS, "Партнёры", 3, {"onboarded_on": 7}, [""] * 7)
    assert moved(rows, target).doubtful == ("G4",)


def test_an_amount_is_read_in_the_currency_of_its_row() -> None:
    headers: list[object] = ["Код контрагента", "Номер", "Дата", "Месяц", "Сумма", "Валюта"]
    key: list[object] = ["E-1", "1", "01.03.2026", "2026-03"]
    rows = [
        headers,
        [*key, "12 ₽", ""],
        [*key, "12 €", "eur"],
        [*key, "12 €", ""],
        [*key, "12 ₽", "тугрики"],
        [*key, "12"],
    ]
    transfer = moved(rows, new_tab(INVOICES))
    assert values(transfer)[7] == [12, 12, "12 €", "12 ₽", 12]


def test_headers_of_a_team_s_own_and_the_catalogue_s_both_count() -> None:
    own = {"name": "Кто"}
    for header in ("Кто", "Название"):
        rows: list[list[object]] = [["Код", header, "Группа", "Статус"], ["P-1", "Вектор"]]
        assert values(moved(rows, new_tab(PARTNERS), own))[2] == ["Вектор"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [["Код", "Название", "Группа", "Статус", "Код"], ["P-1"]],
            "Tab 'файл': the header 'Код' stands twice, in A1 and E1; nothing was written\n"
            "  cure: rename one of the two in the file",
        ),
        ([["Имя", "Сумма"], ["x", "1"]], "Tab 'файл': no row of it is known as headers"),
    ],
)
def test_headers_that_nobody_can_tell_are_refused(rows: list[list[object]], message: str) -> None:
    with pytest.raises(UnusableTabError) as caught:
        moved(rows, new_tab(PARTNERS))
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("names", "titles", "found"),
    [
        (["Partners", "x"], {}, "Partners"),
        (["партнеры"], {}, "партнеры"),
        (["Наши"], {"partners": "Наши"}, "Наши"),
        (["Партнёры"], {"partners": "Наши"}, "Партнёры"),
        (["Наши", "Партнёры"], {"partners": "Наши"}, "Наши"),
        (["x"], {}, None),
    ],
)
def test_a_tab_is_found_by_the_team_s_title_first(
    names: list[str], titles: dict[str, str], found: str | None
) -> None:
    assert source_tab(PARTNERS, names, titles) == found


def test_a_key_of_several_columns_finds_its_headers_too() -> None:
    rows: list[list[object]] = [
        ["Код контрагента", "Вид", "Номер", "Статус"], ["E-1", "договор", "0012", "действует"],
    ]  # fmt: skip
    assert values(moved(rows, new_tab(AGREEMENTS)))[3] == ["0012"]


def test_neighbouring_columns_are_written_together() -> None:
    one, two = Entry("a"), Entry("b")
    columns = {5: [one], 2: [one, one], 3: [two]}
    assert list(by_runs(columns)) == [(2, [[one, two], [one, Entry()]]), (5, [[one]])]
    assert list(by_runs({})) == []
