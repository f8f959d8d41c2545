"""A month that a file says nothing of: that of the invoice's day, row by row."""

from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.importing.months import with_months
from sheetsync.tables.importing.transfer import source_headers
from sheetsync.testing.drawing import drawn_grid


def filled(text: str) -> tuple[list[object], frozenset[int]]:
    grid = drawn_grid(text)
    grid, rows = with_months(grid, source_headers(grid, INVOICES, {}), INVOICES, "ru_RU")
    headers = source_headers(grid, INVOICES, {})
    at = headers.positions.get("month")
    cells = [grid.cell(row, at).stored for row in range(2, len(grid.stored) + 1)] if at else []
    return cells, rows


def test_a_blank_month_is_that_of_the_day_and_one_that_is_said_stays() -> None:
    text = """
        Код контрагента | Номер | Дата | Месяц | Сумма
        E-1 | 1 | 2026-03-01 | 2026-02 | 5
        E-1 | 2 | 2026-03-01 | | 5
        E-1 | 3 | весной | | 5
    """
    assert filled(text) == (["2026-02", "2026-03", ""], frozenset({3}))


def test_a_column_that_is_not_there_is_made_only_where_a_day_says_it() -> None:
    head = "Код контрагента | Номер | Дата | Сумма"
    assert filled(f"{head}\nE-1 | 1 | 31.01.2026 | 5") == (["2026-01"], frozenset({2}))
    assert filled(f"{head}\nE-1 | 1 | весной | 5") == ([], frozenset())
    assert filled("Код контрагента | Номер | Сумма\nE-1 | 1 | 5") == ([], frozenset())
