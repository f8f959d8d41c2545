"""The Settings tab: every kind of value, and what is wrong with it."""

from decimal import Decimal

import pytest

from sheetsync.tables import Tables, read_tables
from sheetsync.tables.settings import SETTING_KEYS, Curator, Settings
from sheetsync.testing import drawn_grid


def tables_of(*rows: str, locale: str = "ru_RU") -> Tables:
    drawing = "\n".join(("Ключ | Значение | Примечание", *rows))
    return read_tables({"Настройки": drawn_grid(drawing, locale=locale)}, locale=locale)


def told(tables: Tables) -> list[tuple[str, str, str, dict[str, str]]]:
    return [
        (f.code, f.cell, f.effect, dict(f.facts)) for f in tables.findings if f.tab == "settings"
    ]


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        ("company | ООО «Ромашка»", "company", "ООО «Ромашка»"),
        ("our_entities | E-1; E-2;", "our_entities", ("E-1", "E-2")),
        ("currency | usd", "currency", "USD"),
        ("timezone | Asia/Vladivostok", "timezone", "Asia/Vladivostok"),
        ("lang | английский", "lang", "en"),
        ("accountant_email | Бух <a@X.ru>", "accountant_email", "a@x.ru"),
        ("report_send_day | 3", "report_send_day", 3),
        ("report_hour | 0", "report_hour", 0),
        ("amount_tolerance | 1,50", "amount_tolerance_minor", 150),
        ("default_pay_days | 10", "default_pay_days", 10),
        ("default_pay_day_type | рабочих", "default_pay_day_type", "business"),
        ("default_pay_base | закрывающие", "default_pay_base", "closing_docs"),
        ("roll_forward | нет", "roll_forward", False),
        ("docs_ok_from | подписан", "docs_ok_from", "signed"),
        ("feedback_max | 10", "feedback_max", Decimal(10)),
        ("no_activity_report | skip", "no_activity_report", "skip"),
        ("month_closed | 2026-03", "month_closed", "2026-03"),
        ("month_closed | 2026-03-01", "month_closed", "2026-03"),
        ("trend_step | 2.5", "trend_step", Decimal("2.5")),
        ("file_hosts | drive.google.com;x.ru", "file_hosts", ("drive.google.com", "x.ru")),
        ("fx_usd | 90,5", "rates", {"USD": Decimal("90.5")}),
        (
            "docset_agent | invoice+agent_report | ",
            "document_sets",
            {"agent": "invoice+agent_report"},
        ),
        ("docset_x | счёт + УПД-1", "document_sets", {"x": "invoice+upd1"}),
        ("Due soon days | 5", "due_soon_days", 5),
        ("due-soon-days | 5", "due_soon_days", 5),
        ("company |", "company", ""),
        ("timezone |", "timezone", None),
    ],
)
def test_a_setting_is_read_by_its_kind(row: str, field: str, value: object) -> None:
    tables = tables_of(row)
    assert told(tables) == []
    assert getattr(tables.settings, field) == value


@pytest.mark.parametrize(
    ("text", "curators"),
    [
        ("Анна", (Curator("Анна"),)),
        ("Анна <a@x.ru>, +7 900 000-00-00", (Curator("Анна", "a@x.ru", "+7 900 000-00-00"),)),
        (
            "Анна, @anna; Борис <b@x.ru>;",
            (Curator("Анна", "", "@anna"), Curator("Борис", "b@x.ru")),
        ),
        ("Анна <>", (Curator("Анна"),)),
    ],
)
def test_curators_have_a_name_an_address_and_a_contact(
    text: str, curators: tuple[Curator, ...]
) -> None:
    assert tables_of(f"curators | {text}").settings.curators == curators


@pytest.mark.parametrize(
    ("row", "key", "kind"),
    [
        ("currency | тугрики", "currency", "text"),
        ("timezone | Москва", "timezone", "timezone"),
        ("timezone | ../etc", "timezone", "timezone"),
        ("lang | de", "lang", "lang"),
        ("accountant_email | a@b", "accountant_email", "email"),
        ("report_send_day | 0", "report_send_day", "integer"),
        ("report_hour | 24", "report_hour", "integer"),
        ("due_soon_days | -1", "due_soon_days", "integer"),
        ("due_soon_days | три", "due_soon_days", "integer"),
        ("due_soon_days | 2,5", "due_soon_days", "integer"),
        ("amount_tolerance | -1", "amount_tolerance", "decimal"),
        ("default_pay_base | получение", "default_pay_base", "pay_base"),
        ("roll_forward | +", "roll_forward", "yes_no"),
        ("docs_ok_from | expected", "docs_ok_from", "docs_from"),
        ("month_closed | март", "month_closed", "month"),
        ("fx_usd | 0", "fx_usd", "rate"),
        ("fx_usd | -5", "fx_usd", "rate"),
        ("curators | <a@x.ru>", "curators", "curators"),
        ("curators | Анна <a@x>", "curators", "curators"),
        ("docset_x | invoice+aktt", "docset_x", "docset"),
        ("docset_x | invoice+", "docset_x", "docset"),
        ("company | #REF!", "company", "text"),
    ],
)
def test_a_value_that_cannot_be_used_stops_instead_of_falling_back(
    row: str, key: str, kind: str
) -> None:
    (finding,) = (f for f in tables_of(row).findings if f.tab == "settings")
    assert (finding.code, finding.severity, finding.effect) == ("V-SET-01", "error", "tab")
    assert (finding.cell, finding.row, finding.row_key) == ("B2", 2, key)
    assert finding.facts["key"] == key
    assert finding.facts["kind"] == kind
    assert finding.value == row.partition(" | ")[2]


@pytest.mark.parametrize(
    ("row", "facts"),
    [
        ("due_son_days | 5", {"key": "due_son_days", "near": "due_soon_days"}),
        ("xyz | 5", {"key": "xyz"}),
        ("fx_ruble | 5", {"key": "fx_ruble"}),
        ("docset_ | 5", {"key": "docset_"}),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest(row: str, facts: dict[str, str]) -> None:
    tables = tables_of(row)
    assert told(tables) == [("V-SET-02", "A2", "none", facts)]
    assert tables.settings == Settings()


def test_a_key_that_stands_twice_stops_too() -> None:
    tables = tables_of("due_soon_days | 5", "top_n | 7", "due_soon_days | 6")
    assert [(code, cell, effect) for code, cell, effect, _ in told(tables)] == [
        ("DUPLICATE_KEY", "A2", "tab"),
        ("DUPLICATE_KEY", "A4", "tab"),
    ]
    assert (tables.settings.due_soon_days, tables.settings.top_n) == (3, 7)


def test_without_the_tab_everything_has_its_default() -> None:
    assert read_tables({}, locale="ru_RU").settings == Settings()
    assert read_tables({"Settings": drawn_grid("x |")}, locale="ru_RU").settings == Settings()


@pytest.mark.parametrize("locale", ["ru_RU", "en_US"])
def test_what_init_writes_is_read_back_as_the_defaults(locale: str) -> None:
    rows = [f"{setting.key} | '{setting.default}" for setting in SETTING_KEYS if setting.default]
    tables = tables_of(*rows, locale=locale)
    assert [finding for finding in told(tables) if finding[0] == "V-SET-01"] == []
    assert tables.settings == Settings(timezone="Europe/Moscow")
