"""The report on an adopted workbook: one file that says what was read, and follows no bad link."""

import re
from datetime import date
from importlib import resources
from xml.etree import ElementTree as ET

import pytest

from sheetsync.language import Phrase
from sheetsync.language.phrases import as_it_is
from sheetsync.pages.adoption_facts import (
    AdoptionFacts,
    Ageing,
    ColumnRead,
    FoundCode,
    LeftOut,
    LinkedPlace,
    NextStep,
    PartnerSum,
    TabRead,
    UnpaidInvoice,
)
from sheetsync.pages.adoption_report import LAYOUT, STYLES, adoption_report

HERE = resources.files("sheetsync.pages") / "templates"
TEXTS = {name: (HERE / name).read_text(encoding="utf-8") for name in (LAYOUT, STYLES)}
SHEET = "https://docs.google.com/spreadsheets/d/x/edit#gid=5&range=C17"
COLUMNS = (
    ColumnRead("A", "Номер счёта", "invoices.number", "sure"),
    ColumnRead("C", "Поставщик", "invoices.entity_id"),
    ColumnRead("G", "Оплачено, руб.", "invoices.paid_amount", "proposed"),
    ColumnRead("H", "Срок?", "invoices.due_date", "suggested"),
    ColumnRead("I", "Прим.", level="own"),
)
FACTS = AdoptionFacts(
    source="Партнёры 2026.xlsx",
    as_of=date(2026, 4, 15),
    tabs=(
        TabRead("Счета 2026", ("invoices",), rows=24, left_out=2, columns=COLUMNS),
        TabRead("Январь", ("invoices", "documents"), others=("Февраль", "Март"), rows=30),
        TabRead("Сводная", why_not=Phrase(ru="сводная таблица", en="a pivot table")),
    ),
    ageing=(
        Ageing(
            "in",
            "RUB",
            (
                ("not_due", 3, 285_000_00),
                ("1-30", 2, 121_000_00),
                ("90+", 1, 57_000_00),
                ("credit", 1, -12_000_00),
            ),
        ),
        Ageing("in", "USD", (("not_due", 1, 900_00),)),
        Ageing("out", "RUB", (("31-60", 1, 435_000_00),)),
    ),
    oldest=(
        UnpaidInvoice(
            "in",
            "ООО «Вектор»",
            "УТ-2",
            date(2025, 12, 20),
            116,
            57_000_00,
            "RUB",
            LinkedPlace("Счета 2026!C17", SHEET),
        ),
        UnpaidInvoice(
            "out",
            "Полка",
            "A-011",
            date(2026, 3, 1),
            45,
            435_000_00,
            "RUB",
            LinkedPlace("Счета 2026!C18", "javascript:alert(1)"),
        ),
        UnpaidInvoice(
            "in", "Заря", "7", date(2026, 5, 1), -16, 100_00, "USD", LinkedPlace("Счета 2026!C19")
        ),
        UnpaidInvoice("in", "Заря", "8", None, None, 100_00, "RUB", LinkedPlace("Счета 2026!C20")),
    ),
    findings=(
        FoundCode(
            "V-INV-01",
            True,
            "Сумма не читается: «12 тыщ»",
            7,
            (LinkedPlace("Счета 2026!F9", SHEET),) * 5,
        ),
        FoundCode(
            "ADOPT_SIMILAR_NAME",
            False,
            "«Ветор» похоже на «Вектор» (П-003)",
            1,
            (LinkedPlace("Счета 2026!C17", SHEET),),
        ),
    ),
    partners=(
        PartnerSum("in", "ООО «Вектор»", "RUB", 1_285_000_00, 57_000_00),
        PartnerSum("in", "Заря <b>", "RUB", 900_000_00, 0),
    ),
    left_out=(
        LeftOut(LinkedPlace("Счета 2026!A17", SHEET), Phrase(ru="нет номера", en="no number")),
    ),
    notes=(as_it_is("17 строк зелёные"),),
    steps=(
        NextStep(
            Phrase(
                ru="Поправьте ошибки в своём файле и посмотрите ещё раз",
                en="Mend the errors in your file and look again",
            ),
            "sheetsync run validate --config adopted/config.yaml",
        ),
        NextStep(
            Phrase(
                ru="Покажите отчёт тем, кто ведёт счета",
                en="Show this to whoever keeps the invoices",
            )
        ),
    ),
)


def page(lang: str = "ru", facts: AdoptionFacts = FACTS) -> str:
    return adoption_report(facts, lang, TEXTS)


def seen(html: str) -> str:
    """The words of a page, without its styles."""
    body = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("\xa0", " ")


def test_what_was_understood_is_told_with_who_decided() -> None:
    words = seen(page())
    assert "Счета 2026 → Счета" in words
    assert "строк прочитано: 24, не учтено: 2" in words
    assert "вместе с «Февраль, Март»" in words
    assert "Сводная: не читаем: сводная таблица" in words
    # Three of five columns are read; a guess and a column of their own are not.
    assert "3 из 5 столбцов" in words
    assert words.count("ваша, не читаем") == 2
    assert "A Номер счёта Номер" in words


def test_ageing_stands_by_side_and_currency_with_every_sum() -> None:
    html = page("en")
    pictures = [ET.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", html)]  # noqa: S314  # our own
    assert len(pictures) == 3
    words = seen(html)
    for sum_ in (
        "451,000.00 RUB",
        "900.00 USD",
        "435,000.00 RUB",
        "285,000.00 RUB",
        "−12,000.00 RUB",
    ):
        assert sum_ in words
    assert words.index("We owe partners") < words.index("Partners owe us")
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_the_longest_bar_is_the_largest_sum_and_nothing_owed_has_none() -> None:
    svg = ET.fromstring(re.findall(r"<svg.*?</svg>", page())[0])  # noqa: S314  # our own
    widths = [float(one.get("width") or 0) for one in svg if one.tag.endswith("rect")]
    assert widths[0] == 360
    assert widths == pytest.approx([360, 360 * 121 / 285, 360 * 57 / 285, 360 * 12 / 285], abs=0.01)
    empty = AdoptionFacts("x", date(2026, 4, 15))
    assert "<svg" not in page(facts=empty)
    assert "Неоплаченных счетов не найдено" in seen(page(facts=empty))


def test_days_of_invoices_are_told_as_they_are() -> None:
    words = seen(page("en"))
    assert "116 days late" in words
    assert "no due date" in words
    assert "-16" not in words
    assert "1 day late" in seen(page("en", AdoptionFacts("x", date(2026, 4, 15), oldest=(
        UnpaidInvoice("in", "P", "1", date(2026, 4, 14), 1, 1_00, "RUB", LinkedPlace("A1")),
    ))))  # fmt: skip


def test_findings_lead_to_the_teams_own_cells() -> None:
    html = page()
    assert html.count(f'href="{SHEET.replace("&", "&amp;")}"') == 8
    assert "и ещё 2" in seen(html)
    assert "javascript:" not in html


def test_the_page_stands_alone_and_says_nothing_of_theirs_as_markup() -> None:
    html = page()
    assert "<script" not in html
    assert "src=" not in html
    assert "@import" not in html
    assert "Заря &lt;b&gt;" in html
    assert "default-src 'none'" in html


def test_everything_read_and_nothing_found_is_said() -> None:
    words = seen(page("en", AdoptionFacts("x", date(2026, 4, 15))))
    assert "Nothing was found." in words
    assert "Everything was read." in words
    assert "What next" not in words
