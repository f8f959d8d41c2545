"""Sheets drawn as text."""

from decimal import Decimal

import pytest

from sheetsync.testing import drawn, drawn_grid, drawn_tabs
from sheetsync.testing.drawing import typed_cell


@pytest.mark.parametrize(
    ("text", "locale", "cell"),
    [
        ("", "ru_RU", ("", "")),
        ("Север", "ru_RU", ("Север", "Север")),
        ("12", "ru_RU", (12, "12")),
        ("-3", "ru_RU", (-3, "-3")),
        ("0", "ru_RU", (0, "0")),
        ("12.50", "ru_RU", (12.5, "12,50")),
        ("12,50", "en_US", (12.5, "12.50")),
        ("50 000,00", "ru_RU", (50000, "50 000,00")),
        ("12,5 %", "ru_RU", (0.125, "12,5 %")),
        ("95%", "en_US", (0.95, "95%")),
        ("007", "ru_RU", ("007", "007")),
        ("'12", "ru_RU", ("12", "12")),
        ("12345678901234567890", "ru_RU", ("12345678901234567890", "12345678901234567890")),
        ("TRUE", "ru_RU", (True, "TRUE")),
        ("false", "ru_RU", (False, "FALSE")),
        ("2026-03-01", "ru_RU", (46082, "01.03.2026")),
        ("2026-03-01", "en_US", (46082, "3/1/2026")),
        ("01.03.2026", "ru_RU", (46082, "01.03.2026")),
        ("2026-03-01 18:00", "ru_RU", (46082.75, "01.03.2026 18:00:00")),
        ("31.02.2026", "ru_RU", ("31.02.2026", "31.02.2026")),
        ("2026-03", "ru_RU", ("2026-03", "2026-03")),
        ("a⏎b", "ru_RU", ("a\nb", "a\nb")),
    ],
)
def test_a_cell_is_typed_as_into_a_sheet(text: str, locale: str, cell: tuple[object, str]) -> None:
    assert typed_cell(text, locale=locale) == cell


def test_a_drawing_keeps_blank_rows() -> None:
    grid = drawn_grid("""
        a | b
          |
        1 | x
    """)
    assert grid.stored == [["a", "b"], ["", ""], [1, "x"]]
    assert grid.shown == [["a", "b"], ["", ""], ["1", "x"]]


def test_titles_stand_above_their_tabs() -> None:
    tabs = drawn_tabs("""
        Счета
        Номер |
        1     |

        Пустая

        Работы
        № работы |
    """)
    assert {title: len(grid.stored) for title, grid in tabs.items()} == {
        "Счета": 2,
        "Пустая": 0,
        "Работы": 1,
    }


def test_what_is_not_drawn_is_not_missed() -> None:
    tables = drawn("""
        Invoices
        Number | Amount
        12     | 50 000,00
    """)
    assert tables.findings == ()
    invoice = tables.frame("invoices").loc[2]
    assert (invoice["number"], invoice["amount_minor"]) == ("12", 5_000_000)
    assert (invoice["direction"], invoice["kind"], invoice["currency"]) == ("in", "invoice", "RUB")
    assert invoice.isna()["entity_id"]
    assert tables.frame("jobs").empty


def test_what_is_drawn_is_required_as_in_a_workbook() -> None:
    tables = drawn("Партнёры\nКод | Название\nP-1 |")
    assert [(finding.code, finding.cell) for finding in tables.findings] == [("REQUIRED", "B2")]


def test_settings_are_given_by_attribute_or_drawn() -> None:
    given = drawn("Счета\nНомер |\n1 |", currency="USD", rates={"USD": Decimal(90)})
    assert given.frame("invoices")["currency"].tolist() == ["USD"]
    assert given.settings.rates == {"USD": Decimal(90)}
    assert drawn("Settings\nkey | value\ntop_n | 7").settings.top_n == 7


def test_the_language_is_that_of_the_tool_tabs() -> None:
    languages = [drawn("").lang, drawn("", lang="en").lang]
    assert languages == ["ru", "en"]


@pytest.mark.parametrize(
    ("drawing", "message"),
    [
        ("Счёты\nНомер |\n1 |", "no tab 'Счёты' in the catalogue"),
        ("Счета\nНомер | Сума\n1 | 2", "no column Сума in the tab 'Invoices'"),
    ],
)
def test_a_slip_in_a_drawing_fails_at_once(drawing: str, message: str) -> None:
    with pytest.raises(KeyError, match=message):
        drawn(drawing)
