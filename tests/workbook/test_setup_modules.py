"""Modules switched on and off by set-up, the order of tabs, and the tab Contents."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from sheetsync.errors import ModuleError, SettingsError
from sheetsync.language import Lang
from sheetsync.tables.catalogue.modules import CORE, in_workbook_order, registered
from sheetsync.workbook.session import Session
from sheetsync.workbook.setup import SetupOptions, known_modules, set_up, switch_off, tidy
from tests.made_up_module import GIFTS_MODULE, RAFFLES_MODULE

RU = SetupOptions(lang="ru")
REPAIR = SetupOptions(lang="ru", examples=False)
WITH_GIFTS = replace(REPAIR, modules=("gifts_desk",))


@pytest.fixture(autouse=True)
def made_up() -> Iterator[None]:
    with registered(GIFTS_MODULE), registered(RAFFLES_MODULE):
        yield


def sheets(session: Session, fields: str = "sheets(properties)") -> dict[str, dict[str, Any]]:
    found = session.metadata(f"sheets(properties),{fields}")["sheets"]
    return {sheet["properties"]["title"]: sheet for sheet in found}


def settings_of(session: Session) -> dict[str, object]:
    keys, values, *_ = session.columns(["Настройки"], "UNFORMATTED_VALUE")[0]
    return dict(zip(map(str, keys), values, strict=False))


def mark(session: Session, title: str) -> str:
    answer = sheets(session, "sheets(developerMetadata(metadataValue))")
    return "".join(one["metadataValue"] for one in answer[title].get("developerMetadata", []))


def test_a_new_workbook_has_core_and_says_so(made: Session) -> None:
    assert list(sheets(made)) == [tab.ru for tab in in_workbook_order(CORE.tabs)]
    assert settings_of(made)["modules"] == "core"


@pytest.mark.parametrize(
    ("title", "hidden", "colour"),
    [
        ("Партнёры", False, (0x6F, 0xA8, 0xDC)),
        ("Настройки", False, (0x6F, 0xA8, 0xDC)),
        ("Обзор", False, (0x93, 0xC4, 0x7D)),
        ("Пожелания", False, (0xF6, 0xB2, 0x6B)),
        ("Журнал отправок", True, (0xB7, 0xB7, 0xB7)),
        ("Журнал подарков", True, (0xB7, 0xB7, 0xB7)),
    ],
)
def test_colours_say_whose_a_tab_is_and_logs_are_hidden(
    book: Session, title: str, *, hidden: bool, colour: tuple[int, int, int]
) -> None:
    set_up(book, replace(RU, modules=("gifts_desk",)))
    properties = sheets(book)[title]["properties"]
    assert properties.get("hidden", False) is hidden
    shown = properties["tabColorStyle"]["rgbColor"]
    assert tuple(round(shown[part] * 255) for part in ("red", "green", "blue")) == colour


def test_a_new_workbook_with_a_module_has_its_tabs_among_their_kind(book: Session) -> None:
    report = set_up(book, replace(RU, modules=("raffles_desk",)))
    titles = list(sheets(book))
    assert titles[:3] == ["Обзор", "Оглавление", "Справка"]
    assert titles[10:14] == ["Звонки и встречи", "Подарки", "Пожелания", "Розыгрыши"]
    assert titles[-3:] == ["Журнал запусков", "Коды", "Журнал подарков"]
    assert settings_of(book)["modules"] == "core, gifts_desk, raffles_desk"
    assert "+ модуль gifts_desk, он нужен для raffles_desk" in report.lines
    assert "+ модуль raffles_desk" in report.lines


def test_a_module_joins_a_workbook_in_use_and_its_row_joins_settings(book: Session) -> None:
    set_up(book, REPAIR)
    before = list(sheets(book))
    assert "modules" not in settings_of(book)
    book.write_values({"'Настройки'!A2": [["company", "ООО «Мы»"]]}, "RAW")
    report = set_up(book, WITH_GIFTS)
    assert list(sheets(book)) == [
        *before, "Подарки", "Пожелания", "Суммы подарков", "Журнал подарков",
    ]  # fmt: skip
    assert settings_of(book) == {
        "Ключ": "Значение", "company": "ООО «Мы»", "modules": "core, gifts_desk",
    }  # fmt: skip
    assert report.lines[0] == "+ Подарки"
    assert "+ модуль gifts_desk" in report.lines
    assert "+ Оглавление: 33" in report.lines
    assert [mark(book, title) for title in ("Подарки", "Суммы подарков", "Счета")] == [
        "gifts", "gift_sums", "",
    ]  # fmt: skip
    assert set_up(book, WITH_GIFTS).lines == ()
    assert set_up(book, REPAIR).lines == ()


def test_switching_off_changes_one_cell_and_on_again_brings_all_of_it_back(book: Session) -> None:
    set_up(book, replace(RU, modules=("gifts_desk",)))
    book.write_values({"'Подарки'!A2": [["G-1", "P-001"]]}, "RAW")
    titles = list(sheets(book))
    before = book.columns(titles, "UNFORMATTED_VALUE")
    assert switch_off(book, "gifts_desk", RU) == [
        "- модуль gifts_desk",
        "остаётся как есть: Подарки",
        "остаётся как есть: Пожелания",
        "остаётся как есть: Суммы подарков",
        "остаётся как есть: Журнал подарков",
        "задания с деньгами стоят, пока эти вкладки не удалят или модуль снова не включат",
    ]
    after = book.columns(titles, "UNFORMATTED_VALUE")
    changed = [
        (title, was, now)
        for title, old, new in zip(titles, before, after, strict=True)
        for was, now in zip(old, new, strict=True)
        if was != now
    ]
    assert [title for title, *_ in changed] == ["Настройки"]
    ((_, was, now),) = changed
    assert [pair for pair in zip(was, now, strict=True) if pair[0] != pair[1]] == [
        ("core, gifts_desk", "core")
    ]  # fmt: skip
    set_up(book, WITH_GIFTS)
    assert settings_of(book)["modules"] == "core, gifts_desk"
    assert book.columns(["Подарки"], "UNFORMATTED_VALUE")[0][0] == ["Код подарка", "G-1"]


def test_a_dry_run_of_switching_off_changes_nothing(book: Session) -> None:
    set_up(book, replace(RU, modules=("gifts_desk",)))
    assert switch_off(book, "gifts_desk", replace(RU, dry_run=True))[0] == "- модуль gifts_desk"
    assert settings_of(book)["modules"] == "core, gifts_desk"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("core", "core is always on"),
        ("raffles_desk", "is off already"),
        ("gift_desk", "There is no module 'gift_desk'"),
    ],
)
def test_what_cannot_be_switched_off_is_refused(book: Session, code: str, message: str) -> None:
    set_up(book, replace(RU, modules=("gifts_desk",)))
    with pytest.raises(ModuleError, match=message):
        switch_off(book, code, RU)


def test_a_module_that_another_one_needs_stays_on(book: Session) -> None:
    set_up(book, replace(RU, modules=("raffles_desk",)))
    with pytest.raises(ModuleError, match="needed by raffles_desk"):
        switch_off(book, "gifts_desk", RU)
    switch_off(book, "raffles_desk", RU)
    assert settings_of(book)["modules"] == "core, gifts_desk"
    switch_off(book, "gifts_desk", RU)
    assert settings_of(book)["modules"] == "core"


def test_an_unknown_module_is_named_with_the_nearest() -> None:
    assert known_modules(["Gifts_Desk", "core"]) == ("gifts_desk", "core")
    with pytest.raises(ModuleError) as refusal:
        known_modules(["gift_desk"])
    assert refusal.value.cure == "did you mean 'gifts_desk'?"


def test_a_key_that_stands_twice_is_not_written(book: Session) -> None:
    set_up(book, REPAIR)
    book.write_values({"'Настройки'!A2": [["modules", "core"], ["Modules", "core"]]}, "RAW")
    with pytest.raises(SettingsError, match="stands twice, in rows 2 and 3"):
        set_up(book, WITH_GIFTS)
    assert "Подарки" not in sheets(book)


@pytest.mark.parametrize(
    ("lang", "title", "first", "owner"),
    [
        ("ru", "Оглавление", ["Главное", "Обзор"], "ведёт sheetsync: только смотрите"),
        ("en", "Contents", ["First", "Dashboard"], "sheetsync's: only look"),
    ],
)
def test_contents_names_every_tab_with_a_link(
    book: Session, lang: Lang, title: str, first: list[str], owner: str
) -> None:
    set_up(book, SetupOptions(lang=lang))
    columns = book.columns([title], "UNFORMATTED_VALUE")[0]
    rows = [list(row) for row in zip(*columns, strict=True)][1:]
    made = sheets(book, "sheets(data(rowData(values(userEnteredFormat.textFormat.link))))")
    assert [row[1] for row in rows] == [name for name in made if name != title]
    assert rows[0][:2] == first
    assert rows[0][3] == owner
    cells = made[title]["data"][0]["rowData"][1:]
    links = [
        row["values"][1]["userEnteredFormat"]["textFormat"]["link"]["uri"]
        for row in cells[: len(rows)]
    ]
    ids = {name: sheet["properties"]["sheetId"] for name, sheet in made.items()}
    assert links == [f"#gid={ids[row[1]]}" for row in rows]


@pytest.mark.parametrize(
    ("lang", "title", "topic"),
    [("ru", "Справка", "Утро за пять минут"), ("en", "Help", "Five minutes in the morning")],
)
def test_help_is_there_for_those_who_see_nothing_else(
    book: Session, lang: Lang, title: str, topic: str
) -> None:
    set_up(book, SetupOptions(lang=lang))
    topics, advice = book.columns([title], "UNFORMATTED_VALUE")[0]
    assert topics[1] == topic
    assert len(advice) > 10
    assert set_up(book, SetupOptions(lang=lang)).lines == ()


def test_a_team_s_own_contents_is_left_alone(book: Session) -> None:
    book.batch_update(
        [{"addSheet": {"properties": {"title": name}}} for name in ("Contents", "Оглавление")]
    )
    book.write_values({"'Оглавление'!A1": [["Вкладка", "Для чего"], ["Счета", "наши"]]}, "RAW")
    before = book.columns(["Contents", "Оглавление"], "UNFORMATTED_VALUE")
    set_up(book, RU)
    assert book.columns(["Contents", "Оглавление"], "UNFORMATTED_VALUE") == before
    assert mark(book, "Оглавление") == ""
    assert set_up(book, RU).lines == ()


def test_a_tab_made_anew_moves_its_link_in_contents(made: Session) -> None:
    gone = sheets(made)["Задачи"]["properties"]["sheetId"]
    taken = {"properties": {"sheetId": gone, "title": "Моё"}}
    made.batch_update([{"deleteSheet": {"sheetId": gone}}, {"addSheet": taken}])
    assert set_up(made, REPAIR).lines == ("+ Задачи",)
    told = sheets(
        made, "sheets(data(rowData(values(formattedValue,userEnteredFormat.textFormat.link))))"
    )
    rows = told["Оглавление"]["data"][0]["rowData"]
    (link,) = (
        row["values"][1]["userEnteredFormat"]["textFormat"]["link"]["uri"]
        for row in rows
        if row["values"][1].get("formattedValue") == "Задачи"
    )
    assert link == f"#gid={told['Задачи']['properties']['sheetId']}"


def test_tidy_moves_tabs_and_nothing_else(book: Session) -> None:
    def seen() -> list[dict[str, Any]]:
        """All of every tab, of their cells the first rows."""
        titles = book.metadata("sheets.properties.title")["sheets"]
        places = [f"'{each['properties']['title']}'!1:20" for each in titles]
        return list(book.metadata("sheets", ranges=places)["sheets"])

    set_up(book, RU)
    book.batch_update([{"addSheet": {"properties": {"title": "Моё"}}}])
    ids = {title: sheet["properties"]["sheetId"] for title, sheet in sheets(book).items()}
    for title, place in (("Журнал запусков", 0), ("Моё", 3), ("Обзор", 20)):
        change = {"properties": {"sheetId": ids[title], "index": place}, "fields": "index"}
        book.batch_update([{"updateSheetProperties": change}])
    before = seen()
    said = tidy(book, replace(REPAIR, tidy=True, dry_run=True))
    assert seen() == before
    assert tidy(book, replace(REPAIR, tidy=True)) == said
    after = seen()
    ours = [tab.ru for tab in in_workbook_order(CORE.tabs)]
    assert [sheet["properties"]["title"] for sheet in after] == [*ours[:-4], "Моё", *ours[-4:]]
    for sheet in (*before, *after):
        del sheet["properties"]["index"]
    by_title = {sheet["properties"]["title"]: sheet for sheet in before}
    assert {sheet["properties"]["title"]: sheet for sheet in after} == by_title
    assert tidy(book, replace(REPAIR, tidy=True)) == []
