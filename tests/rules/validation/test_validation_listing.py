"""The Validation tab, the order of findings, tabs that cannot be used, and tool tabs edited."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from sheetsync.language import Lang
from sheetsync.rules.validation import (
    PublishedTab,
    findings_frame,
    told_once,
    validate,
    worded,
)
from sheetsync.rules.validation.reference import document
from sheetsync.tables.catalogue.overview import VALIDATION
from sheetsync.tables.schema import Finding
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn

AS_OF = date(2026, 4, 15)
DOCS = Path(__file__).parents[3] / "docs"
PAGES: dict[Lang, str] = {"en": "validation.md", "ru": "ru/validation.md"}
BROKEN = """
Партнёры
Код   | Статус | Отчёт | Почта для отчётов | Куратор
P-001 | active | TRUE  |                   | anna@x.example
P-002 | active | TRUE  | b@x.example       |

Отзывы
Дата       | № работы | Оценка
2026-04-01 | J-1      | 7
2026-04-02 | J-1      | 7
"""


def link(title: str, cell: str) -> str:
    return f"#{title}!{cell}"


def validated(drawing: str) -> Tables:
    tables = drawn(drawing)
    return tables.with_findings(validate(tables, AS_OF))


def test_the_tab_lists_findings_by_tab_row_and_column() -> None:
    rows = findings_frame(validated(BROKEN), "ru", None, AS_OF, link)
    assert list(rows.columns) == [column.name for column in VALIDATION.columns]
    shown = rows[["code", "tab", "cell", "row_key", "column"]].to_dict("records")
    assert [tuple(row.values()) for row in shown] == [
        ("V-GEN-04", "Партнёры", "#Партнёры!A2", "P-001", "onboarded_on"),
        ("V-PAR-02", "Партнёры", "#Партнёры!D2", "P-001", "report_email"),
        ("V-GEN-04", "Партнёры", "#Партнёры!A3", "P-002", "onboarded_on"),
        ("V-PAR-03", "Партнёры", "#Партнёры!E3", "P-002", "curator"),
        ("V-FBK-01", "Отзывы", "#Отзывы!C2", "01.04.2026 · J-1", "score"),
        ("V-FBK-01", "Отзывы", "#Отзывы!C3", "02.04.2026 · J-1", "score"),
    ]
    assert list(rows.index) == [2, 3, 4, 5, 6, 7]


def test_a_row_of_the_tab_says_everything() -> None:
    row = findings_frame(validated(BROKEN), "ru", None, AS_OF, link).loc[6]
    assert row.to_dict() == {
        "severity": "error",
        "code": "V-FBK-01",
        "tab": "Отзывы",
        "cell": "#Отзывы!C2",
        "value": "7",
        "message": "Оценка 7 вне шкалы от 1 до 5.",
        "cure": "Исправьте оценку или ключ feedback_max.",
        "effect": "строка не учитывается",
        "first_seen": pd.Timestamp(AS_OF),
        "row_key": "01.04.2026 · J-1",
        "column": "score",
    }


def test_first_seen_outlives_sorting_and_other_findings() -> None:
    before = findings_frame(validated(BROKEN), "ru", None, date(2026, 4, 1), link)
    moved = BROKEN.replace("P-001", "P-000").replace("P-002", "P-001").replace("P-000", "P-002")
    rows = findings_frame(validated(moved), "en", before, AS_OF, link)
    seen = dict(
        zip(
            zip(rows["code"], rows["row_key"], strict=True),
            rows["first_seen"].dt.date,
            strict=True,
        )
    )
    assert seen == {
        ("V-GEN-04", "P-001"): date(2026, 4, 1),
        ("V-GEN-04", "P-002"): date(2026, 4, 1),
        ("V-PAR-02", "P-002"): AS_OF,
        ("V-PAR-03", "P-001"): AS_OF,
        ("V-FBK-01", "01.04.2026 · J-1"): date(2026, 4, 1),
        ("V-FBK-01", "02.04.2026 · J-1"): date(2026, 4, 1),
    }


def test_an_empty_validation_tab_knows_no_first_day() -> None:
    nothing = findings_frame(drawn("Отзывы\n№ работы | Оценка\n"), "en", None, AS_OF, link)
    assert nothing.empty
    rows = findings_frame(validated(BROKEN), "en", nothing, AS_OF, link)
    assert set(rows["first_seen"]) == {pd.Timestamp(AS_OF)}


def test_a_finding_without_a_cell_has_no_link() -> None:
    tables = drawn("Отзывы\n№ работы | Оценка\n")
    missing = Finding("MISSING_TAB", "error", "jobs", effect="tab", facts={"title": "Работы"})
    rows = findings_frame(tables.with_findings([missing]), "ru", None, AS_OF, link)
    assert rows["cell"].isna().all()
    assert rows["row_key"].tolist() == [""]


def test_a_warning_about_a_cell_with_an_error_is_not_told() -> None:
    error = Finding("V-GEN-11", "error", "jobs", 2, "partner_id", "B2")
    same_cell = Finding("MIXED_SCRIPT", "warning", "jobs", 2, "partner_id", "B2")
    same_row = Finding("MIXED_SCRIPT", "warning", "jobs", 2, "job_id", "A2")
    of_tab = Finding("UNNAMED_COLUMN", "warning", "jobs", cell="C1")
    told = told_once([same_cell, error, same_row, of_tab])
    assert told == (of_tab, same_row, error)


def test_columns_are_ordered_as_they_stand_not_as_they_spell() -> None:
    late = Finding("V-JOB-05", "warning", "jobs", 2, "due_date", "AA2")
    early = Finding("V-JOB-05", "warning", "jobs", 2, "due_date", "Z2")
    stranger = Finding("V-JOB-05", "warning", "", 1, "x", "A1")
    assert told_once([stranger, late, early]) == (early, late, stranger)


def test_what_could_not_be_read_is_not_missing_besides() -> None:
    drawing = "Партнёры\nКод | Статус | Партнёр с | Куратор\nP-001 | active |  | x@y.example\n"
    unread = Finding("BAD_DATE", "error", "partners", 2, "onboarded_on", "C2", effect="cell")
    assert "V-GEN-04" in {finding.code for finding in validate(drawn(drawing), AS_OF)}
    tables = drawn(drawing).with_findings([unread])
    assert "V-GEN-04" not in {finding.code for finding in validate(tables, AS_OF)}


def test_a_workbook_without_any_tab_has_no_finding() -> None:
    assert validate(drawn("Работы\n№ работы | Сумма\n"), AS_OF) == ()


ROWS: list[list[object]] = [["alarm", "P-001", "Север"], ["note", "P-002", 3]]


@pytest.mark.parametrize(
    ("present", "found"),
    [
        (ROWS, []),
        ([["alarm", "P-001", "Север", None], ["note", "P-002", 3.0000000000001, ""]], []),
        ([ROWS[0], ["note", "P-002", 4]], [("C3", "4")]),
        ([ROWS[0]], [("A3", ""), ("B3", ""), ("C3", "")]),
        ([*ROWS, [None, None, "мой"]], [("C4", "мой")]),
        ([["alarm", "P-001", "Север", *[None] * 10, "beyond"], ROWS[1]], []),
        ([["alarm", "P-001", None], ROWS[1]], [("C2", "")]),
        ([["alarm", "P-001", "Север"], ["note", "P-002", 0]], [("C3", "0")]),
    ],
)
def test_a_tool_tab_edited_by_hand_is_told_cell_by_cell(
    present: list[list[object]], found: list[tuple[str, str]]
) -> None:
    tables = drawn("Работы\n№ работы | Сумма\n")
    published = [PublishedTab("attention", ROWS, present)]
    findings = validate(tables, AS_OF, published=published)
    assert [(finding.cell, finding.value) for finding in findings] == found
    for finding in findings:
        assert worded(finding, tables, "ru").sentence == (
            f"Задачи!{finding.cell}: изменена вручную. При следующем запуске будет "
            "перезаписана: свои пометки пишите во вкладки с данными."
        )
        assert worded(finding, tables, "en").sentence == (
            f"To do!{finding.cell}: edited by hand. The next run writes over it: "
            "put notes of your own into the tabs that people fill."
        )


@pytest.mark.parametrize(("zero", "blank"), [(0, None), (None, 0), (0, ""), (False, None)])
def test_a_zero_is_not_a_blank(zero: object, blank: object) -> None:
    published = [PublishedTab("attention", [[zero]], [[blank]])]
    tables = drawn("Работы\n№ работы | Сумма\n")
    assert len(validate(tables, AS_OF, published=published)) == 1


def test_a_tool_tab_that_was_sorted_is_told_once() -> None:
    rows: list[list[object]] = [[f"a{number}", number] for number in range(20)]
    published = [PublishedTab("attention", rows, rows[::-1])]
    tables = drawn("Работы\n№ работы | Сумма\n")
    (finding,) = validate(tables, AS_OF, published=published)
    assert worded(finding, tables, "ru").sentence == (
        "Задачи: вкладка изменена вручную, ячеек: 40. При следующем запуске будет "
        "перезаписана: свои пометки пишите во вкладки с данными."
    )


@pytest.mark.parametrize(("cells", "findings"), [(1, 1), (9, 9), (10, 10), (11, 1), (30, 1)])
def test_edited_cells_are_told_one_by_one_up_to_ten(cells: int, findings: int) -> None:
    before = [[f"a{number}"] for number in range(30)]
    now = [["мой"] if number < cells else row for number, row in enumerate(before)]
    tables = drawn("Работы\n№ работы | Сумма\n")
    found = validate(tables, AS_OF, published=[PublishedTab("attention", before, now)])
    assert len(found) == findings
    counts = [finding.facts.get("cells") for finding in found]
    assert counts == ([str(cells)] if findings < cells else [None] * cells)


def test_edited_cells_are_counted_tab_by_tab() -> None:
    """Eleven in the first tab do not make one of the two in the second."""
    many = PublishedTab("attention", [["a"]] * 11, [["b"]] * 11)
    two = PublishedTab("overdue", [[1, "in"]], [[2, "out"]])
    tables = drawn("Работы\n№ работы | Сумма\n")
    found = validate(tables, AS_OF, published=[many, PublishedTab("packs", [], []), two])
    assert sorted((one.tab, one.cell or one.facts["cells"]) for one in found) == [
        ("attention", "11"), ("overdue", "A2"), ("overdue", "B2"),
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_reference_page_is_current(lang: Lang) -> None:
    assert (DOCS / PAGES[lang]).read_text(encoding="utf-8") == document(lang), (
        "run this file: python tests/rules/validation/test_validation_listing.py"
    )


if __name__ == "__main__":
    for lang in ("en", "ru"):
        (DOCS / PAGES[lang]).write_text(document(lang), encoding="utf-8")
