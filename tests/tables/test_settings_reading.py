"""The Settings tab: every kind of value, and what is wrong with it."""

from decimal import Decimal

import pytest

from sheetsync.tables import Tables, read_tables
from sheetsync.tables.catalogue.ranges import SETTING_RANGES
from sheetsync.tables.settings.keys import SETTING_KEYS, Curator, Settings
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
        ("docset_x | счёт + УПД (статус 1)", "document_sets", {"x": "invoice+upd1"}),
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


#: What decides money, and who gets letters.
STOP = {
    "currency", "timezone", "amount_tolerance", "default_pay_base", "roll_forward", "docs_ok_from",
    "month_closed", "fx_usd", "docset_x", "default_pay_days", "test_recipient",
}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "key", "kind"),
    [
        ("amount_tolerance | 1000,01", "amount_tolerance", "decimal"),
        ("default_pay_days | 366", "default_pay_days", "integer"),
        ("test_recipient | me@nowhere", "test_recipient", "email"),
        ("report_send_day | 21", "report_send_day", "integer"),
        ("feedback_max | 0", "feedback_max", "decimal"),
        ("feedback_max | 1,99", "feedback_max", "decimal"),
        ("feedback_max | 1e30", "feedback_max", "decimal"),
        ("trend_step | 50,1", "trend_step", "decimal"),
        ("top_n | 0", "top_n", "integer"),
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
def test_a_value_that_cannot_be_used_stops_where_money_hangs_on_it_else_falls_back(
    row: str, key: str, kind: str
) -> None:
    tables = tables_of(row)
    (finding,) = (f for f in tables.findings if f.tab == "settings")
    expected = ("V-SET-01", "error", "tab") if key in STOP else ("V-SET-03", "warning", "none")
    assert (finding.code, finding.severity, finding.effect) == expected
    assert tables.settings == Settings()
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


@pytest.mark.parametrize(("key", "effect"), [("due_soon_days", "none"), ("fx_USD", "tab")])
def test_a_key_that_stands_twice_stops_where_money_hangs_on_it(key: str, effect: str) -> None:
    tables = tables_of(f"{key} | 5", "top_n | 7", f"{key} | 6")
    assert [(code, cell, effect) for code, cell, effect, _ in told(tables)] == [
        ("DUPLICATE_KEY", "A2", effect),
        ("DUPLICATE_KEY", "A4", effect),
    ]
    settings = tables.settings
    assert (settings.due_soon_days, settings.top_n, settings.rates) == (3, 7, {})


@pytest.mark.parametrize(
    ("rows", "code", "facts"),
    [
        (["feedback_max |"], "V-SET-03", {"range": "2–100", "default": "5"}),
        (["lang |"], "V-SET-03", {"default": "ru"}),
        (["no_activity_report |"], "V-SET-03", {"default": "short"}),
        (["amount_tolerance |"], "V-SET-01", {"range": "0–1000"}),
        (["currency |"], "V-SET-01", {}),
        (["roll_forward |"], "V-SET-01", {}),
        (["default_pay_base |", "default_pay_days | 5"], "V-SET-01", {}),
    ],
)
def test_a_blank_is_told_where_a_value_is_needed(
    rows: list[str], code: str, facts: dict[str, str]
) -> None:
    tables = tables_of(*rows)
    (finding,) = (f for f in tables.findings if f.tab == "settings")
    kept = {name: fact for name, fact in finding.facts.items() if name in {"range", "default"}}
    assert (finding.code, finding.cell, kept) == (code, "B2", facts)


@pytest.mark.parametrize(
    "row", ["fx_USD |", "default_pay_days |", "default_pay_base |", "month_closed |", "docset_a |"]
)
def test_a_blank_is_no_value_where_none_is_needed(row: str) -> None:
    tables = tables_of(row)
    assert (told(tables), tables.settings) == ([], Settings())


@pytest.mark.parametrize(
    ("rows", "cells", "days"),
    [
        (["wait_warn_days | 40"], ["B2"], (7, 30)),
        (["wait_alarm_days | 6"], ["B2"], (7, 30)),
        (["wait_alarm_days | 9", "wait_warn_days | 10"], ["B2", "B3"], (7, 30)),
        (["wait_alarm_days | 10", "wait_warn_days | 10"], [], (10, 10)),
        (["wait_alarm_days | 731", "wait_warn_days | 60"], ["B2", "B3"], (7, 30)),
    ],
)
def test_two_keys_that_do_not_fit_each_other_both_take_their_default(
    rows: list[str], cells: list[str], days: tuple[int, int]
) -> None:
    tables = tables_of(*rows)
    found = told(tables)
    assert [(code, cell) for code, cell, *_ in found] == [("V-SET-03", cell) for cell in cells]
    assert (tables.settings.wait_warn_days, tables.settings.wait_alarm_days) == days


def test_every_number_of_the_settings_has_a_range_and_its_default_lies_in_it() -> None:
    numbers = [s for s in SETTING_KEYS if s.kind in {"integer", "decimal"}]
    assert {setting.key for setting in numbers} == set(SETTING_RANGES)
    assert [
        s.key for s in numbers if s.default and not SETTING_RANGES[s.key].holds(float(s.default))
    ] == []


@pytest.mark.parametrize("key", sorted(SETTING_RANGES))
def test_a_number_is_read_up_to_the_ends_of_its_range(key: str) -> None:
    limits = SETTING_RANGES[key]
    for number, fits in (
        (limits.lowest, True),
        (limits.lowest - 1, False),
        (limits.highest, True),
        ((limits.highest or 0) + 1, False),
    ):
        pair = [
            f"{key} | {number}",
            *(["wait_alarm_days | 730"] if key == "wait_warn_days" else []),
        ]
        if key == "wait_alarm_days":
            pair.append("wait_warn_days | 1")
        codes = {code for code, *_ in told(tables_of(*pair))}
        assert (codes == set()) == fits, number


def test_without_the_tab_everything_has_its_default() -> None:
    assert read_tables({}, locale="ru_RU").settings == Settings()
    assert read_tables({"Settings": drawn_grid("x |")}, locale="ru_RU").settings == Settings()


@pytest.mark.parametrize("locale", ["ru_RU", "en_US"])
def test_what_init_writes_is_read_back_as_the_defaults(locale: str) -> None:
    rows = [f"{setting.key} | '{setting.default}" for setting in SETTING_KEYS if setting.default]
    tables = tables_of(*rows, locale=locale)
    assert [finding for finding in told(tables) if finding[0] == "V-SET-01"] == []
    assert tables.settings == Settings(timezone="Europe/Moscow")
