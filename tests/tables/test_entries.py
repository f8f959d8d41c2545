from dataclasses import replace

import pytest

from sheetsync.tables.catalogue.jobs import JOB_STATUS
from sheetsync.tables.cells import Cell
from sheetsync.tables.importing.entries import Entry, EntryTerms, NumberFormat, entry_of
from sheetsync.tables.schema import Column, Kind

RU = EntryTerms("ru_RU", "ru", "RUB")
DAY, MOMENT = NumberFormat("DATE", "dd.mm.yyyy"), NumberFormat("DATE_TIME", "dd.mm.yyyy hh:mm")
SHARE, FINE_SHARE = NumberFormat("PERCENT", "0%"), NumberFormat("PERCENT", "0.00%")
RUBLES = Column("amount", "money", currency="RUB")


def text(content: str) -> Cell:
    return Cell(content, content)


@pytest.mark.parametrize(
    ("kind", "content", "entry"),
    [
        ("integer", "12", Entry(12)),
        ("integer", "1 234", Entry(1234)),
        ("integer", "12,5", Entry("12,5", is_doubtful=True)),
        ("decimal", "0,5", Entry(0.5)),
        ("decimal", "0.5", Entry(0.5)),
        ("decimal", "60%", Entry(0.6, SHARE)),
        ("decimal", "около 5", Entry("около 5", is_doubtful=True)),
        ("decimal", "1234567890,1234567", Entry("1234567890,1234567", is_doubtful=True)),
        ("percent", "12,5 %", Entry(0.125, FINE_SHARE)),
        ("percent", "85%", Entry(0.85, SHARE)),
        ("percent", "12", Entry("12", is_doubtful=True)),
        ("date", "01.03.2026", Entry(46082, DAY)),
        ("date", "2026-03-01", Entry(46082, DAY)),
        ("date", "1 марта 2026", Entry(46082, DAY)),
        ("date", "01.03.26", Entry("01.03.26", is_doubtful=True)),
        ("date", "03/04/2026", Entry("03/04/2026", is_doubtful=True)),
        ("date", "31.02.2026", Entry("31.02.2026", is_doubtful=True)),
        ("date", "01.03.2026 14:30", Entry("01.03.2026 14:30", is_doubtful=True)),
        ("datetime", "01.03.2026 14:30", Entry(46082 + 14.5 / 24, MOMENT)),
        ("datetime", "01.03.2026 14:30:00", Entry(46082 + 14.5 / 24, MOMENT)),
        ("datetime", "01.03.2026 14:30:59", Entry("01.03.2026 14:30:59", is_doubtful=True)),
        ("bool", "да", Entry("да")),
        ("bool", "No", Entry("No")),
        ("bool", "TRUE", Entry(value=True)),
        ("bool", "истина", Entry(value=True)),
        ("bool", "0", Entry(value=False)),
        ("bool", "может быть", Entry("может быть", is_doubtful=True)),
        ("id", "007", Entry("007")),
        ("id", "12", Entry("12")),
        ("inn", "0100000420", Entry("0100000420")),
        ("account", "40702810500000000001", Entry("40702810500000000001")),
        ("month", "2026-03", Entry("2026-03")),
        ("month", "март 2026", Entry("март 2026")),
        ("email", "a@x.example", Entry("a@x.example")),
        ("text", " =1+1 ", Entry(" =1+1 ")),
        ("text", "+7 916", Entry("+7 916")),
        ("enum", "план", Entry("план")),
    ],
)
def test_a_text_becomes_a_value_only_where_nobody_could_doubt_it(
    kind: Kind, content: str, entry: Entry
) -> None:
    column = Column("x", kind, allowed=JOB_STATUS if kind == "enum" else ())
    assert entry_of(text(content), column, RU) == entry


@pytest.mark.parametrize(
    ("column", "content", "entry"),
    [
        (RUBLES, "1 234,50", Entry(1234.5)),
        (RUBLES, "1 234,50 ₽", Entry(1234.5)),
        (RUBLES, "12 $", Entry("12 $", is_doubtful=True)),
        (RUBLES, "0,125", Entry("0,125", is_doubtful=True)),
        (replace(RUBLES, currency=None), "12", Entry(12)),
        (replace(RUBLES, currency=None), "12 ₽", Entry("12 ₽", is_doubtful=True)),
    ],
)
def test_a_sign_of_money_is_dropped_only_where_the_row_s_currency_says_it(
    column: Column, content: str, entry: Entry
) -> None:
    assert entry_of(text(content), column, RU) == entry


@pytest.mark.parametrize(
    ("kind", "cell", "entry"),
    [
        ("date", Cell(46082, "", "DATE"), Entry(46082, DAY)),
        ("date", Cell(46082.5, "", "DATE_TIME"), Entry(46082.5, MOMENT)),
        ("date", Cell(46082, "46082", "NUMBER"), Entry(46082, NumberFormat("NUMBER", "0"), True)),
        ("datetime", Cell(46082.5, "", "DATE_TIME"), Entry(46082.5, MOMENT)),
        ("datetime", Cell(0.25, "", "TIME"), Entry(0.25, NumberFormat("TIME", "hh:mm:ss"), True)),
        ("integer", Cell(12, "12", "NUMBER"), Entry(12)),
        ("integer", Cell(12.5, "12.5", "NUMBER"), Entry(12.5, None, True)),
        ("decimal", Cell(0.6, "", "PERCENT"), Entry(0.6, SHARE)),
        ("percent", Cell(0.125, "", "PERCENT"), Entry(0.125, FINE_SHARE)),
        (
            "percent",
            Cell(12.5, "12.5", "NUMBER"),
            Entry(12.5, NumberFormat("NUMBER", "0.0###########"), True),
        ),
        ("money", Cell(12.345, "12.345", "NUMBER"), Entry(12.345)),
        (
            "money",
            Cell(12, "12 $", "CURRENCY"),
            Entry(12, NumberFormat("CURRENCY", '#,##0.00 "$"')),
        ),
        ("id", Cell(12, "12", "NUMBER"), Entry("12")),
        ("id", Cell(77, "0077", "NUMBER"), Entry("0077")),
        ("id", Cell(46082, "", "DATE"), Entry(46082, DAY)),
        (
            "inn",
            Cell(100000420, "100000420", "NUMBER"),
            Entry(100000420, NumberFormat("NUMBER", "0")),
        ),
        ("month", Cell(46082, "", "DATE"), Entry(46082, DAY)),
        ("text", Cell(12, "12", "NUMBER"), Entry(12)),
        ("text", Cell(46082, "", "DATE"), Entry(46082, DAY)),
        ("bool", Cell(True, "TRUE"), Entry(value=True)),
        ("bool", Cell(1, "1", "NUMBER"), Entry(value=True)),
        ("date", Cell(True, "TRUE"), Entry(value=True, is_doubtful=True)),
        ("text", Cell(True, "TRUE"), Entry(value=True)),
        ("text", Cell((1, 2), "(1, 2)"), Entry("(1, 2)")),
    ],
)  # fmt: skip
def test_a_typed_cell_keeps_its_value_and_what_it_means(
    kind: Kind, cell: Cell, entry: Entry
) -> None:
    assert entry_of(cell, Column("x", kind), RU) == entry


def test_a_rounded_amount_is_no_amount_without_doubt() -> None:
    assert entry_of(text("12,3456 ₽"), RUBLES, RU) == Entry("12,3456 ₽", is_doubtful=True)


@pytest.mark.parametrize("cell", [Cell(None, None), Cell("", "")])
def test_a_blank_cell_is_nothing(cell: Cell) -> None:
    assert entry_of(cell, RUBLES, RU) == Entry()


@pytest.mark.parametrize(
    ("cell", "entry"),
    [
        (text("01.03.2026"), Entry("01.03.2026")),
        (Cell(46082, "", "DATE"), Entry(46082, DAY)),
        (Cell(0.5, "0.5", "NUMBER"), Entry(0.5)),
    ],
)
def test_a_column_of_their_own_stays_as_it_was(cell: Cell, entry: Entry) -> None:
    assert entry_of(cell, None, RU) == entry


def test_days_are_shown_in_the_language_asked_for() -> None:
    english = EntryTerms("en_US", "en", "EUR")
    entry = entry_of(text("2026-03-01"), Column("x", "date"), english)
    assert entry.number_format == NumberFormat("DATE", "yyyy-mm-dd")
