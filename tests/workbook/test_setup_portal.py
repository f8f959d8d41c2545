"""What the portal's module brings into a workbook: tabs, columns of other tabs, settings."""

from dataclasses import replace

import pytest

from sheetsync.tables.catalogue.modules import PEOPLE_DESK, PORTAL, with_columns_of
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.workbook.session import Session
from sheetsync.workbook.setup import SetupOptions, set_up, switch_off

REPAIR = SetupOptions(lang="ru", examples=False)
WITH_PORTAL = replace(REPAIR, modules=("portal",))


def headers(session: Session, title: str) -> list[object]:
    columns = session.columns([title], "UNFORMATTED_VALUE")[0]
    return [column[0] for column in columns if column]


def keys(session: Session) -> list[object]:
    return list(session.columns(["Настройки"], "UNFORMATTED_VALUE")[0][0])


def test_a_workbook_without_it_has_nothing_of_it(made: Session) -> None:
    assert "Портал" not in headers(made, "Партнёры")
    assert "Заявка" not in headers(made, "Счета")
    assert "entry_owner" not in keys(made)
    lacking = set(PARTNERS.columns) - set(with_columns_of(PARTNERS, ["core"]).columns)
    assert {column.name for column in lacking} == {"portal", "link_version"}


def test_it_joins_a_workbook_in_use_behind_what_people_have(made: Session) -> None:
    made.write_values({"Партнёры!A2": [["P-001"]], "Партнёры!K1": [["Наша заметка"]]}, "RAW")
    before = headers(made, "Партнёры")
    set_up(made, WITH_PORTAL)
    assert headers(made, "Партнёры") == [*before, "Комментарий", "Портал", "Версия ссылок"]
    assert headers(made, "Счета")[-1] == headers(made, "Закрывающие документы")[-1] == "Заявка"
    titles = {
        sheet["properties"]["title"] for sheet in made.metadata("sheets.properties")["sheets"]
    }
    assert titles >= {tab.ru for one in (PORTAL, PEOPLE_DESK) for tab in one.tabs}
    assert headers(made, "Входящие")[:3] == ["Заявка", "Получено", "Вид"]
    assert {"portal_keep_days", "entry_owner", "entry_alarm_days"} <= set(keys(made))


def test_switching_it_on_again_doubles_no_setting_and_keeps_what_was_typed(made: Session) -> None:
    set_up(made, WITH_PORTAL)
    row = keys(made).index("entry_alarm_days") + 1
    made.write_values({f"Настройки!B{row}": [[5]]}, "RAW")
    switch_off(made, "portal", REPAIR)
    set_up(made, WITH_PORTAL)
    assert keys(made).count("entry_alarm_days") == 1
    values = made.columns(["Настройки"], "UNFORMATTED_VALUE")[0][1]
    assert values[row - 1] == 5
    assert "Портал" in headers(made, "Партнёры")


def test_a_new_workbook_with_it_has_its_settings_among_the_others(book: Session) -> None:
    set_up(book, SetupOptions(lang="ru", modules=("portal",)))
    assert keys(book)[-4:] == ["portal_keep_days", "entry_owner", "entry_alarm_days", "modules"]


@pytest.mark.parametrize("tab", ["Счета к переносу", "Документы к переносу"])
def test_rows_to_enter_stand_under_the_headers_of_their_tab(book: Session, tab: str) -> None:
    set_up(book, SetupOptions(lang="ru", modules=("portal",)))
    own = "Счета" if tab.startswith("Счета") else "Закрывающие документы"
    names = [column.header("ru") for column in INVOICES.columns]
    assert headers(book, tab) == [header for header in headers(book, own) if header != "Кто"]
    assert tab != "Счета к переносу" or headers(book, tab) == names
