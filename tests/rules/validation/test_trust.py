"""Which tabs are too broken to compute from, and what is left out of the others."""

import pytest

from sheetsync.rules.validation.trust import left_out, unusable_tabs
from sheetsync.tables.schema import Effect, Finding
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn

#: What stands before the findings that count, and must not end the search for them.
OTHERS = [
    Finding("MISSING_TAB", "error", "invoices", effect="tab", facts={"title": "Счета"}),
    Finding("BAD_NUMBER", "error", "partners", 2, "name", "B2", effect="row"),
    Finding("MIXED_SCRIPT", "warning", "jobs", 2, "job_id", "A2", effect="row"),
    Finding("UNNAMED_COLUMN", "warning", "jobs", cell="C1", effect="tab"),
    Finding("V-RUL-01", "error", "jobs", 2, "amount", "B2"),
    Finding("V-JOB-02", "error", "jobs", effect="row"),
]


def jobs(rows: int, bad: int, effect: Effect = "cell") -> Tables:
    drawing = "Звонки и встречи\nКуратор | Суть\nАнна | x\n\nРаботы\n№ работы | Сумма\n"
    tables = drawn(drawing + "".join(f"J-{n} | 5\n" for n in range(rows)))
    found = [
        Finding("BAD_NUMBER", "error", "jobs", row, "amount", f"B{row}", effect=effect)
        for row in range(2, bad + 2)
    ]
    return tables.with_findings([*OTHERS, *reversed(found)])


def said(tables: Tables, lang: str = "en") -> dict[str, str]:
    return {code: why.said(lang) for code, why in unusable_tabs(tables, 20).items()}


def test_the_reason_is_said_in_the_readers_language() -> None:
    assert said(jobs(3, 3), "ru") == {
        "jobs": "ошибки в колонке «Сумма» в 3 из 3 строк (предел 20\u00a0%), первая — Работы!B2"
    }
    broken = Finding("MISSING_COLUMN", "error", "jobs", column="amount", effect="tab")
    tables = jobs(10, 0).with_findings([broken])
    assert said(tables, "ru") == {"jobs": "не хватает колонки, см. Работы!A1"}


@pytest.mark.parametrize(
    ("rows", "bad", "stops"),
    [
        (10, 0, False),
        (1, 1, True),
        (2, 1, False),
        (2, 2, True),
        (3, 2, False),
        (4, 2, False),
        (4, 3, True),
        (5, 3, True),
        (6, 3, False),
        (8, 4, False),
        (20, 4, False),
        (24, 5, True),
        (25, 5, False),
        (100, 20, False),
        (100, 21, True),
    ],
)
def test_a_tab_with_too_many_bad_rows_cannot_be_used(rows: int, bad: int, *, stops: bool) -> None:
    reason = f"{bad} of {rows} rows are bad in column 'Сумма' (limit 20 %), the first is Работы!B2"
    assert said(jobs(rows, bad)) == ({"jobs": reason} if stops else {})


def test_the_limit_is_the_configs_and_the_few_and_the_half_are_not() -> None:
    assert unusable_tabs(jobs(100, 21), 21) == {}
    assert unusable_tabs(jobs(100, 5), 0).keys() == {"jobs"}
    assert unusable_tabs(jobs(100, 4), 0) == {}
    assert unusable_tabs(jobs(5, 3), 100).keys() == {"jobs"}


def test_rows_left_out_whole_for_several_reasons_count_together() -> None:
    found = [
        Finding("BAD_NUMBER", "error", "jobs", row, column, f"{letter}{row}", effect="row")
        for rows, column, letter in ((range(2, 5), "amount", "B"), (range(5, 8), "job_id", "A"))
        for row in rows
    ]
    assert said(jobs(20, 0).with_findings(found)) == {
        "jobs": "6 of 20 rows are left out (limit 20 %), the first is Работы!B2"
    }


def test_cells_of_several_columns_do_not_count_together() -> None:
    found = [
        Finding("BAD_NUMBER", "error", "jobs", row, column, effect="cell")
        for rows, column in ((range(2, 6), "amount"), (range(6, 10), "job_id"))
        for row in rows
    ]
    assert unusable_tabs(jobs(20, 0).with_findings(found), 20) == {}


def test_warnings_and_errors_that_drop_nothing_leave_a_tab_usable() -> None:
    assert unusable_tabs(jobs(10, 10, "none"), 20) == {}


def test_a_whole_tab_error_is_reason_enough() -> None:
    broken = Finding("MISSING_COLUMN", "error", "jobs", column="amount", effect="tab")
    tables = jobs(10, 0).with_findings([broken])
    assert said(tables) == {"jobs": "missing column, see Работы!A1"}
    with_cell = Finding("DUPLICATE_HEADER", "error", "jobs", cell="D1", effect="tab")
    tables = jobs(10, 0).with_findings([with_cell])
    assert said(tables) == {"jobs": "duplicate header, see Работы!D1"}


def test_what_is_left_out_is_told_by_tab_with_the_first_cell() -> None:
    tables = jobs(10, 2, "row")
    (told,) = left_out(tables, ["touches", "jobs"])
    assert (told.title, told.count, told.rows, told.cell) == ("Работы", 2, 10, "B2")
    assert list(left_out(tables, ["touches"])) == []
    assert list(left_out(jobs(10, 2), ["jobs"])) == []
