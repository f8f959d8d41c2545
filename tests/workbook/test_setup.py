from typing import Any

import pytest

from sheetsync.language import Lang
from sheetsync.tables.catalogue import PEOPLE_TABS, TOOL_TABS
from sheetsync.tables.catalogue.modules import CORE, in_workbook_order
from sheetsync.tables.catalogue.names import columns_in_sheet
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.catalogue.rating import RATINGS
from sheetsync.tables.catalogue.unpaid import UNPAID_BY_MONTH
from sheetsync.tables.schema import Choice, PeopleTab, ToolTab
from sheetsync.workbook.session import Session
from sheetsync.workbook.setup import SetupOptions, set_up
from sheetsync.workbook.setup.looks import rgb
from sheetsync.workbook.setup.notes import header_note


def sheets(session: Session, fields: str) -> dict[str, dict[str, Any]]:
    mask = f"sheets(properties(sheetId,title,gridProperties),{fields})"
    return {
        sheet["properties"]["title"]: sheet
        for sheet in session.metadata(mask, includeGridData="true")["sheets"]
    }


def test_every_tab_is_made_with_a_frozen_header_and_the_empty_sheet_goes(book: Session) -> None:
    report = set_up(book, SetupOptions(lang="ru"))
    made = sheets(book, "merges")
    assert list(made) == [tab.ru for tab in in_workbook_order(CORE.tabs)]
    for sheet in made.values():
        assert sheet["properties"]["gridProperties"]["frozenRowCount"] == 1
    assert not report.has_values
    assert "+ Партнёры" in report.lines


def test_set_up_is_at_most_one_request_a_phase(app: Any, book: Session) -> None:
    app.restart()
    set_up(book, SetupOptions(lang="ru"))
    assert sum(line.startswith("POST") for line in app.seen) == 3


def test_tool_tabs_warn_and_people_s_tabs_are_free(book: Session) -> None:
    set_up(book, SetupOptions(lang="ru"))
    made = sheets(book, "protectedRanges(warningOnly,description)")
    for tab in TOOL_TABS:
        (protection,) = made[tab.ru]["protectedRanges"]
        assert protection["warningOnly"]
    assert [tab for tab in PEOPLE_TABS if "protectedRanges" in made[tab.ru]] == []


def test_identifiers_are_plain_text_and_statuses_have_a_list(book: Session) -> None:
    set_up(book, SetupOptions(lang="ru"))
    answer = book.metadata(
        "sheets.data.rowData.values(userEnteredFormat.numberFormat,dataValidation,note)",
        ranges="'Контрагенты'!A1:M2",
    )
    header, first = answer["sheets"][0]["data"][0]["rowData"]
    inn, kind, partner = first["values"][5], first["values"][4], first["values"][1]
    assert inn["userEnteredFormat"]["numberFormat"]["type"] == "TEXT"
    labels = [value["userEnteredValue"] for value in kind["dataValidation"]["condition"]["values"]]
    assert labels == ["организация", "ИП", "самозанятый", "физлицо", "иностранная организация"]
    place = partner["dataValidation"]["condition"]
    assert place["type"] == "ONE_OF_RANGE"
    assert place["values"][0]["userEnteredValue"] == "='Партнёры'!$A$2:$A"
    assert header["values"][5]["note"] == (
        "ИНН для счетов и проверки повторов: 10 цифр у организации, 12 у ИП и физлица.\n"
        "Например: 9900000017\nОбязательно, если форма не «иностранная организация»."
    )


@pytest.mark.parametrize(
    ("lang", "locale", "separator"), [("en", "ru_RU", ";"), ("ru", "en_US", ",")]
)
def test_colours_are_live_and_their_formulas_are_those_of_the_locale(
    book: Session, lang: Lang, locale: str, separator: str
) -> None:
    change = {"properties": {"locale": locale}, "fields": "locale"}
    book.batch_update([{"updateSpreadsheetProperties": change}])
    set_up(book, SetupOptions(lang=lang))
    made = sheets(book, "conditionalFormats")
    invoices = made["Счета" if lang == "ru" else "Invoices"]["conditionalFormats"]
    assert len(invoices) == 6
    dashboard = made["Обзор" if lang == "ru" else "Dashboard"]["conditionalFormats"]
    (value,) = dashboard[0]["booleanRule"]["condition"]["values"]
    wanted = (
        '=AND(ROW()=2;TODAY()-DATE(IF(MID($F2;5;1)="-";MID($F2;1;4);MID($F2;7;4));'
        'IF(MID($F2;5;1)="-";MID($F2;6;2);MID($F2;4;2));'
        'IF(MID($F2;5;1)="-";MID($F2;9;2);MID($F2;1;2)))>3)'
    )
    assert value["userEnteredValue"] == wanted.replace(";", separator)
    for rule in invoices:
        (formula,) = rule["booleanRule"]["condition"]["values"]
        assert (";" in formula["userEnteredValue"]) == (separator == ";")


def test_filter_views_are_made_once_and_kept(book: Session) -> None:
    set_up(book, SetupOptions(lang="ru"))
    set_up(book, SetupOptions(lang="ru"))
    made = sheets(book, "filterViews(title)")
    titles = [view["title"] for sheet in made.values() for view in sheet.get("filterViews", [])]
    assert titles == [
        "К оплате", "Нам должны", "К оплате по контрагентам и месяцам", "По кураторам",
        "На этой неделе", "К оплате: давно ждут или срок близко", "К оплате: просрочены",
        "Нам должны: давно ждут или срок близко", "Нам должны: просрочены",
        "Этот месяц: мы должны", "Мы должны: переплаты и корректировки",
        "Нам должны: переплаты и корректировки", "Нет закрывающих документов",
        "Сегодня", "Удалённые строки",
    ]  # fmt: skip


def test_tabs_with_names_of_a_team_s_own_are_left_alone(book: Session) -> None:
    book.batch_update([{"addSheet": {"properties": {"title": "Счета 2026"}}}])
    book.write_values({"'Счета 2026'!A1": [["Номер", "моё"], ["12", "x"]]}, "RAW")
    set_up(book, SetupOptions(lang="ru", tabs={"invoices": "Счета 2026"}))
    made = sheets(book, "data.rowData.values.effectiveValue")
    assert "Счета" not in made
    first = made["Счета 2026"]["data"][0]["rowData"][0]["values"]
    assert [cell["effectiveValue"]["stringValue"] for cell in first[:2]] == ["Номер", "моё"]


def test_a_note_says_what_for_an_example_and_when_it_is_required() -> None:
    assert header_note(PARTNERS.column("gets_report"), "en") == (
        "Whether the partner gets the monthly report.\nFor example: no\nBlank: yes."
    )
    assert header_note(PARTNERS.column("lang"), "ru") == (
        "На каком языке писать партнёру.\nНапример: английский\n"
        "Пусто — как во вкладке «Настройки», строка lang."
    )
    assert header_note(PARTNERS.column("report_email"), "en") == (
        "Where the monthly report goes; up to five addresses.\n"
        "For example: director@vector.example; books@vector.example\n"
        "Separate several addresses by ; or ,\n"
        "Required when Monthly report is yes."
    )


def test_every_note_exists_in_both_languages() -> None:
    for tab in PEOPLE_TABS:
        for column in tab.columns:
            assert header_note(column, "ru")
            assert header_note(column, "en")


def test_colours_are_written_as_google_wants_them() -> None:
    assert rgb("#ffffff") == {"red": 1.0, "green": 1.0, "blue": 1.0}


def test_short_cells_begin_where_the_long_ones_beside_them_do(book: Session) -> None:
    set_up(book, SetupOptions(lang="ru"))
    made = sheets(book, "data.rowData.values.userEnteredFormat(wrapStrategy,verticalAlignment)")

    def looks(tab: ToolTab) -> list[dict[str, str]]:
        cells = made[tab.title("ru")]["data"][0]["rowData"][1]["values"]
        return [cell.get("userEnteredFormat", {}) for cell in cells[: len(tab.columns)]]

    assert {one["verticalAlignment"] for one in looks(RATINGS)} == {"TOP"}
    wrapped = [column.name for column, one in zip(RATINGS.columns, looks(RATINGS), strict=True)
               if one.get("wrapStrategy") == "WRAP"]  # fmt: skip
    assert wrapped == ["why", "next"]
    names = [column.name for column in UNPAID_BY_MONTH.columns]
    by_month = dict(zip(names, looks(UNPAID_BY_MONTH), strict=True))
    assert [name for name, one in by_month.items() if one.get("wrapStrategy") == "WRAP"] == [
        "direction", "legal_name",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_headers_and_labels_can_be_read_whole(book: Session, lang: Lang) -> None:
    set_up(book, SetupOptions(lang=lang))
    made = sheets(book, "data.columnMetadata.pixelSize")
    for tab in TOOL_TABS:
        sizes = made[tab.title(lang)]["data"][0]["columnMetadata"]
        for column, size in zip(tab.columns, sizes, strict=False):
            labels = [choice.label(lang) for choice in column.allowed if isinstance(choice, Choice)]
            # Headers go over several lines, and so do labels where a column wraps.
            parts = " ".join(labels).split() if column.wraps else labels
            longest = max(map(len, (*column.header(lang).split(), *parts)))
            assert size["pixelSize"] >= min(9 * longest, 260), f"{tab.en}: {column.name}"
    both: list[PeopleTab | ToolTab] = [*PEOPLE_TABS, *TOOL_TABS]
    for one in both:
        sizes = made[one.title(lang)]["data"][0]["columnMetadata"]
        for column, size in zip(columns_in_sheet(one), sizes, strict=False):
            if column.kind == "datetime":
                assert size["pixelSize"] >= 140, f"{one.en}: {column.name}"


def test_settings_that_are_said_stand_there_without_any_examples(book: Session) -> None:
    options = SetupOptions(lang="en", examples=False, settings={"currency": "USD"})
    set_up(book, options)
    keys, values, _ = book.columns(["Settings"], "FORMULA")[0]
    said = dict(zip(keys, values, strict=False))
    assert (said["currency"], said["lang"]) == ("USD", "en")
    assert book.columns(["Rating rules"], "FORMULA")[0][0] == ["Group"]
    set_up(book, SetupOptions(lang="en", examples=False, settings={"currency": "EUR"}))
    again = book.columns(["Settings"], "FORMULA")[0]
    assert (again[0], again[1]) == (keys, values)
