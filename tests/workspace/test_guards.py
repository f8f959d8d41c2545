from datetime import date

import pytest

from sheetsync.errors import MissingTabError, SettingsError, ShrunkTabError, UnusableTabError
from sheetsync.rules.validation import validate
from sheetsync.tables.schema import Finding
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn
from sheetsync.workspace.guards import refuse_bad_settings, refuse_shrunk_tabs, require_tabs


def jobs(count: int) -> Tables:
    rows = "\n".join(f"        J-{n} | план" for n in range(count))
    return drawn(f"\n        Работы\n        № работы | Статус\n{rows}\n")


@pytest.mark.parametrize(
    ("before", "now", "stops"),
    [
        (10, 10, False),
        (10, 5, False),
        (10, 4, True),
        (10, 0, True),
        (0, 0, False),
        (3, 30, False),
        (3, 1, False),
        (2, 1, False),
        (4, 1, True),
        (1, 0, True),
        (2, 0, True),
    ],
)
def test_a_tab_that_lost_more_than_half_of_its_rows_stops_the_run(
    before: int, now: int, *, stops: bool
) -> None:
    if stops:
        with pytest.raises(ShrunkTabError, match=f"had {before} rows .* and has {now} now"):
            refuse_shrunk_tabs(jobs(now), {"jobs": before}, 50)
    else:
        refuse_shrunk_tabs(jobs(now), {"jobs": before}, 50)


def test_a_tab_that_had_rows_and_has_none_always_stops() -> None:
    with pytest.raises(ShrunkTabError, match="Работы!A2"):
        refuse_shrunk_tabs(jobs(0), {"jobs": 1}, 100)


def test_a_tab_that_shrank_is_found_behind_those_that_are_missing_broken_or_whole() -> None:
    tables = drawn("""
        Работы
        № работы | Статус
        J-1      | план

        Счета
        Номер | Номер | Сумма
        1     | 1     | 5

        Звонки и встречи
        Куратор | Суть
        Анна    | x
    """)
    before = {"partners": 9, "invoices": 9, "touches": 1, "jobs": 9}
    with pytest.raises(ShrunkTabError, match=r"'Работы' had 9 rows .* and has 1 now"):
        refuse_shrunk_tabs(tables, before, 50)


def test_a_tab_that_cannot_be_used_is_found_behind_sound_ones() -> None:
    other = Finding("MISSING_COLUMN", "error", "rules", effect="tab")
    tables = drawn("Счета\nНомер | Сумма\n1 | 5\n\nРаботы\n№ работы | Статус\nJ-1 | план")
    tables = tables.with_findings([other, Finding("NO_HEADER", "error", "jobs", effect="tab")])
    require_tabs(tables, ["invoices"], 20)
    with pytest.raises(UnusableTabError, match="Tab 'Работы': no header, see Работы!A1"):
        require_tabs(tables, ["invoices", "jobs"], 20)


def test_a_tab_whose_header_is_gone_is_no_tab_that_shrank() -> None:
    tables = drawn("""
        Работы
        № работы | № работы | Статус
        J-1      |          | план
    """)
    assert not tables.tables["jobs"].ok
    refuse_shrunk_tabs(tables, {"jobs": 800, "invoices": 700}, 50)
    with pytest.raises(UnusableTabError, match="Tab 'Работы'"):
        require_tabs(tables, ["jobs"], 20)


def test_a_missing_tab_is_named_with_the_cure() -> None:
    with pytest.raises(MissingTabError) as caught:
        require_tabs(jobs(1), ["jobs", "invoices"], 20)
    assert str(caught.value) == (
        "The workbook has no tab 'Счета'; nothing was written\n"
        "  cure: run sheetsync init --repair, or give the tab its name back"
    )


SETTINGS = """
    Группы
    Код группы | Название | {}
    g          | Г        | {}

    Настройки
    Ключ     | Значение
    company  | Я
    {}
"""


@pytest.mark.parametrize(
    ("group", "setting", "place"),
    [
        (("Порог A", "70"), "timezone | Mars/Base", r"Настройки!B3: key timezone: .*Mars/Base"),
        (("Порог A", "70"), "fx_USD | 0", "Настройки!B3: key fx_USD: the value “0”"),
        (("Порог A", "70"), "currency |", "Настройки!B3: key currency: it is blank"),
        (("Порог A", "70"), "test_recipient | x", "Настройки!B3: key test_recipient"),
        (("Порог A", "70"), "top_n | 0\n    fx_USD | 1\n    fx_USD | 2", "Настройки!A4"),
        (("Доля к выплате", "300 %"), "top_n | 0", "Группы!C2: “Доля к выплате”: 300 %"),
        (("Доля к выплате", "x"), "top_n | 5", "Группы!C2: .*“x” is not a number"),
        (("Документы до, число", "0"), "top_n | 5", "Группы!C2: “Документы до, число”: 0"),
        (("Комплект", "aktt"), "top_n | 5", "Группы!C2: “Комплект”: there is no set “aktt”"),
    ],
)
def test_what_decides_money_and_cannot_be_used_stops_the_run(
    group: tuple[str, str], setting: str, place: str
) -> None:
    tables = drawn(SETTINGS.format(*group, setting))
    tables = tables.with_findings(validate(tables, date(2026, 4, 15)))
    with pytest.raises(SettingsError, match=place) as caught:
        refuse_bad_settings(tables)
    assert caught.value.cure


@pytest.mark.parametrize(
    ("group", "setting"),
    [
        (("Порог A", "101"), "top_n | 0"),
        (("Порог A", "x"), "feedback_max |"),
        (("Касание раз в, дн.", "0"), "accountant_email | x"),
        (("Мин. работ", "-1"), "top_n | 5\n    top_n | 6"),
    ],
)
def test_what_decides_no_money_stops_nothing(group: tuple[str, str], setting: str) -> None:
    tables = drawn(SETTINGS.format(*group, setting))
    tables = tables.with_findings(validate(tables, date(2026, 4, 15)))
    refuse_bad_settings(tables)


def test_settings_without_their_headers_stop_the_run() -> None:
    tables = drawn("Настройки\nКлюч | Ключ | Значение\ncompany | | Я\n")
    with pytest.raises(SettingsError, match="Настройки!"):
        refuse_bad_settings(tables)
