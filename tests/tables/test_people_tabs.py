"""A workbook's people's tabs, read all together."""

from datetime import date

import pandas as pd
import pytest

from sheetsync.errors import ConfigError, UnusableTabError
from sheetsync.tables import Finding, Tables, read_tables
from sheetsync.tables.catalogue import PEOPLE_TABS
from sheetsync.tables.frames import frame_name
from sheetsync.testing import drawn, drawn_tabs

WORKBOOK = """
    Партнёры
    Код   | Название | Группа | Статус
    P-001 | Север    | studio | активен
    P-002 | Юг       | studio | lead

    Legal entities
    entity_id | partner_id | legal_name | kind | ogrn | vat | БИК | Счёт
    E-1 | P-001 | Север | ООО | 1269900000018 | vat | '049805746 | 40602810700000000026

    invoices
    entity_id | number | invoice_date | month   | amount    | currency | file_url
    E-1       | 12     | 2026-03-01   | 2026-03 | 50 000,00 |          | Акт.pdf
    E-1       | 12     | 2026-03-01   | 2026-03 | '5 $      | USD      | https://x.ru/1
    E-1       | 13     | 2026-03-01   | март    | '7 $      |          |

    Календарь
    Дата       | Вид
    2026-03-09 | выходной
    2026-03-14 | рабочий
    31.02.2026 | выходной

    Настройки
    Ключ          | Значение
    due_soon_days | 5
    lang          | en
    fx_USD        | 90,5
"""


def tables_of(
    drawing: str, tabs: dict[str, str] | None = None, columns: dict[str, str] | None = None
) -> Tables:
    return read_tables(drawn_tabs(drawing), locale="ru_RU", tabs=tabs, columns=columns)


def test_frames_carry_units_codes_and_defaults() -> None:
    tables = tables_of(WORKBOOK)
    invoices = tables.frame("invoices")
    assert invoices["amount_minor"].tolist() == [5_000_000, 500, pd.NA]
    assert invoices["currency"].tolist() == ["RUB", "USD", "RUB"]
    assert invoices["direction"].tolist() == ["in", "in", "in"]
    assert invoices["month"].tolist()[:2] == ["2026-03", "2026-03"]
    partners = tables.frame("partners")
    assert partners["status"].tolist() == ["active", "lead"]
    assert partners["gets_report"].tolist() == [True, True]
    assert partners["lang"].tolist() == ["en", "en"]
    assert tables.frame("entities")["kind"].tolist() == ["company"]
    assert (tables.lang, tables.locale) == ("en", "ru_RU")


def test_a_cell_that_could_not_be_read_is_not_blank() -> None:
    tables = tables_of(
        """
        Партнёры
        Код | Название | Группа | Статус  | Отчёт | Язык
        P-1 | Север    | g      | активен | ?     | en
        P-2 | Юг       | g      | активен |       | нем.
        """
    )
    partners = tables.frame("partners")
    assert partners["gets_report"].tolist() == [pd.NA, True]
    assert partners["lang"].isna().tolist() == [False, True]


def test_a_missing_tab_has_a_frame_without_rows() -> None:
    tables = tables_of(WORKBOOK)
    missing = {f.tab: f for f in tables.findings if f.code == "MISSING_TAB"}
    assert missing.keys() == {tab.code for tab in PEOPLE_TABS} - tables.tables.keys()
    assert len(missing) == 7
    assert missing["jobs"] == Finding(
        "MISSING_TAB", "error", "jobs", effect="tab", facts={"title": "Jobs"}
    )
    assert "jobs" not in tables.tables
    assert "amount_minor" in tables.frame("jobs").columns
    assert tables.frame("jobs").empty


def test_invoices_of_one_number_are_no_doubled_keys_yet() -> None:
    findings = tables_of(WORKBOOK).findings
    assert "DUPLICATE_KEY" not in {finding.code for finding in findings}


def test_an_amount_in_the_default_currency_shows_no_other() -> None:
    findings = tables_of(WORKBOOK).findings
    wrong = [finding for finding in findings if finding.code == "WRONG_CURRENCY"]
    assert [(finding.tab, finding.cell) for finding in wrong] == [("invoices", "E4")]


def test_what_nothing_is_computed_from_is_a_warning() -> None:
    findings = tables_of(WORKBOOK).findings
    mild = {
        (f.code, f.tab, f.column, f.severity, f.effect)
        for f in findings
        if f.code in {"BAD_URL", "BAD_CHECKSUM"}
    }
    assert mild == {
        ("BAD_URL", "invoices", "file_url", "warning", "none"),
        ("BAD_CHECKSUM", "entities", "ogrn", "warning", "none"),
        ("BAD_CHECKSUM", "entities", "account", "warning", "none"),
    }


def test_the_calendar_names_the_days_that_could_be_read() -> None:
    calendar = tables_of(WORKBOOK).calendar
    assert calendar.named == {date(2026, 3, 9): "holiday", date(2026, 3, 14): "workday"}


def test_a_calendar_without_headers_names_no_day() -> None:
    assert tables_of("Календарь\nx | y\n1 | 2").calendar.named == {}


def test_settings_are_read_first() -> None:
    settings = tables_of(WORKBOOK).settings
    assert (settings.due_soon_days, settings.lang) == (5, "en")


def test_the_language_may_be_asked_for() -> None:
    tables = read_tables(drawn_tabs(WORKBOOK), locale="ru_RU", lang="ru")
    titles = {f.facts["title"] for f in tables.findings if f.code == "MISSING_TAB"}
    assert (tables.lang, "Работы" in titles) == ("ru", True)


def test_tabs_and_headers_of_your_own_are_found() -> None:
    drawing = """
        Счета 2026
        entity_id | number | invoice_date | month   | Сумма | К оплате
        E-1       | 12     | 2026-03-01   | 2026-03 | x     | 5

        Счета
        x |
    """
    tables = tables_of(
        drawing, tabs={"invoices": "Счета 2026"}, columns={"invoices.amount": "К оплате"}
    )
    assert tables.tables["invoices"].title == "Счета 2026"
    assert tables.frame("invoices")["amount_minor"].tolist() == [500]


def test_a_missing_tab_of_your_own_is_named() -> None:
    tables = tables_of("Работы\nx |", tabs={"invoices": "Счета 2026"})
    finding = next(f for f in tables.findings if f.tab == "invoices")
    assert finding.facts == {"title": "Счета 2026"}


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (
            {"tabs": {"invoice": "x"}},
            "config: tabs: invoice: no such name\n  cure: did you mean 'invoices'?",
        ),
        (
            {"columns": {"jobs.amont": "x"}},
            "config: columns: jobs.amont: no such name\n  cure: did you mean 'jobs.amount'?",
        ),
    ],
)
def test_a_name_that_the_catalogue_lacks_is_an_error_of_the_config(
    names: dict[str, dict[str, str]], message: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        tables_of("", **names)
    assert str(caught.value) == message


def test_tool_tabs_may_be_named_in_the_config_too() -> None:
    assert tables_of("", tabs={"ratings": "Мой рейтинг"}).tables == {}


def test_two_tabs_of_one_meaning_stop_the_reading() -> None:
    with pytest.raises(UnusableTabError):
        tables_of("Счета\nx |\nInvoices\nx |")


def test_an_unusable_tab_is_there_with_typed_columns() -> None:
    tables = tables_of("Счета\nx | y\n1 | 2")
    table = tables.tables["invoices"]
    assert (table.ok, table.error) == (False, "NO_HEADER")
    invoices = next(tab for tab in PEOPLE_TABS if tab.code == "invoices")
    assert list(table.frame.columns) == [frame_name(column) for column in invoices.columns]
    assert tables.sound("invoices", "amount").empty


def test_an_unknown_locale_is_blank() -> None:
    assert read_tables({}, locale=None).locale == ""


SOUND = """
    Партнёры
    Код | Название | Группа | Статус   | Партнёр с  | Почта для отчётов
    P-1 | а        | g      | активен  | 31.02.2026 | a@b.ru
    P-2 | б        | g      | готово   | 01.02.2026 | a@b.ru
    P-3 | в        |        | активен  | 01.02.2026 | a@b.ru
    P-4 | г        | g      | активен  | 01.02.2026 | a@b
    P-5 | д        | g      | активен  | '01.02.2026 | a@b.ru
"""


@pytest.mark.parametrize(
    ("columns", "despite", "sound"),
    [
        ((), (), ["P-1", "P-2", "P-4", "P-5"]),
        (("status",), (), ["P-1", "P-4", "P-5"]),
        (("status", "onboarded_on"), (), ["P-4", "P-5"]),
        (("report_email",), (), ["P-1", "P-2", "P-5"]),
        ((), ("REQUIRED",), ["P-1", "P-2", "P-3", "P-4", "P-5"]),
        (("status",), ("BAD_ENUM",), ["P-1", "P-2", "P-4", "P-5"]),
    ],
)
def test_a_rule_gets_the_rows_whose_cells_it_can_use(
    columns: tuple[str, ...], despite: tuple[str, ...], sound: list[str]
) -> None:
    tables = drawn(SOUND)
    assert tables.sound("partners", *columns, despite=despite)["partner_id"].tolist() == sound


def test_findings_of_rules_join_those_of_reading() -> None:
    tables = drawn(SOUND)
    unusable = Finding("V-X", "error", "partners", effect="tab")
    more = tables.with_findings([unusable])
    assert more.findings == (*tables.findings, unusable)
    assert more.sound("partners").empty
    assert tables.sound("jobs").empty
    assert drawn("Счета\nНомер |\n1 |").sound("invoices")["number"].tolist() == ["1"]


def test_a_cell_of_a_column_without_a_header_is_blank() -> None:
    cell = drawn(SOUND).tables["partners"].cell(2, "comment")
    assert (cell.stored, cell.shown) == (None, None)
