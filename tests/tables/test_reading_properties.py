"""What must hold for every cell a spreadsheet can show and every answer a server can send."""

import json
import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import zip_longest
from typing import Any, get_args

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheetsync.dates import SERIAL_EPOCH, serial_of
from sheetsync.tables import Cell, Column, Grid, TableSchema, read_cell, read_table
from sheetsync.tables.columns.cells import ColumnCells
from sheetsync.tables.columns.one_column import read_column
from sheetsync.tables.locales import conventions
from sheetsync.tables.reading.one_table import read_rows
from sheetsync.tables.schema import Kind

KINDS: tuple[Kind, ...] = get_args(Kind)
LOCALES = ("ru_RU", "en_US")
ALLOWED = ("новый", "оплачен", "12")

#: One sign and three digits after it: thousands for one reader, thousandths for another.
THREE_DIGITS = re.compile(r"-?[0-9]{1,3}[.,][0-9]{3}")

relaxed = settings(deadline=None, suppress_health_check=list(HealthCheck))


def grouped(digits: str, separator: str) -> str:
    """The digits in groups of three."""
    return f"{int(digits):,}".replace(",", separator)


def shown_number(value: Decimal, locale: str, *, places: int, grouping: bool) -> str:
    """The number as the locale shows it, rounded to some places."""
    rounded = abs(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    space, sign = ("\u00a0", ",") if locale == "ru_RU" else (",", ".")
    digits = grouped(whole, space) if grouping else whole
    return f"{'-' if value < 0 else ''}{digits}{sign + fraction if fraction else ''}"


@st.composite
def numbers(draw: st.DrawFn) -> tuple[Decimal, str, str]:
    """A number of at most fifteen digits, as some locale shows it in full."""
    places = draw(st.integers(0, 6))
    value = Decimal(draw(st.integers(-(10**15) + 1, 10**15 - 1))).scaleb(-places)
    locale = draw(st.sampled_from(LOCALES))
    shown = shown_number(value, locale, places=places, grouping=draw(st.booleans()))
    return value, locale, shown


@relaxed
@given(numbers())
def test_a_number_cell_reads_back_to_itself(number: tuple[Decimal, str, str]) -> None:
    value, locale, shown = number
    stored = int(value) if value == value.to_integral_value() else float(value)
    assert read_cell(Cell(stored, shown), Column("x", "decimal"), locale=locale).value == value


@relaxed
@given(numbers(), st.sampled_from(["decimal", "integer", "money"]))
def test_a_shown_number_as_text_is_itself_unless_it_may_be_another(
    number: tuple[Decimal, str, str], kind: Kind
) -> None:
    value, locale, shown = number
    read = read_cell(Cell(shown, shown), Column("x", kind), locale=locale)
    if read.error == "NOT_INTEGER":
        assert kind == "integer"
        assert value != value.to_integral_value()
    elif read.error is not None:
        assert read.error == "AMBIGUOUS_NUMBER"
        assert kind != "decimal"
        assert THREE_DIGITS.fullmatch(shown)
    elif kind == "money":
        assert read.value == value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    else:
        assert read.value == value


@relaxed
@given(numbers(), st.sampled_from(LOCALES))
def test_a_number_pasted_from_another_locale_is_itself_or_refused(
    number: tuple[Decimal, str, str], locale: str
) -> None:
    value, shown_in, shown = number
    read = read_cell(Cell(shown, shown), Column("x", "decimal"), locale=locale)
    ambiguous = "," in shown and "." not in shown and len(shown.rpartition(",")[2]) == len("000")
    if read.error is None:
        assert read.value == value or (ambiguous and shown_in != locale)
    else:
        assert read.error == "AMBIGUOUS_NUMBER"
        assert shown_in != locale
        assert "," in shown if shown_in == "ru_RU" else THREE_DIGITS.fullmatch(shown)


@relaxed
@given(
    minor=st.integers(-(10**12), 10**12),
    locale=st.sampled_from(LOCALES),
    pattern=st.sampled_from(["{}\u00a0₽", "{} руб.", "{}р.", "RUB {}", "{}"]),
    as_text=st.booleans(),
)
def test_a_shown_amount_reads_back_to_itself(
    minor: int, locale: str, pattern: str, *, as_text: bool
) -> None:
    value = Decimal(minor) / 100
    shown = pattern.format(shown_number(value, locale, places=2, grouping=True))
    cell = Cell(shown if as_text else float(value), shown)
    read = read_cell(cell, Column("x", "money", currency="RUB"), locale=locale)
    assert (read.error, read.value) == (None, value)


DATE_PATTERNS = {
    "ru_RU": ("{d:02}.{m:02}.{y}", "{d}.{m}.{y}", "{y}-{m:02}-{d:02}", "{d} {ru} {y} г."),
    "en_US": ("{m}/{d}/{y}", "{m:02}/{d:02}/{y}", "{y}-{m:02}-{d:02}", "{en} {d}, {y}"),
}
RU = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
EN = "January February March April May June July August September October November December"


@relaxed
@given(
    st.dates(date(1990, 1, 1), date(2100, 12, 31)),
    st.sampled_from(LOCALES),
    st.integers(0, 3),
    st.sampled_from(LOCALES),
)
def test_a_shown_day_reads_back_to_itself_unless_it_may_be_another(
    day: date, shown_in: str, pattern: int, locale: str
) -> None:
    shown = DATE_PATTERNS[shown_in][pattern].format(
        d=day.day,
        m=day.month,
        y=day.year,
        ru=RU.split()[day.month - 1],
        en=EN.split()[day.month - 1],
    )
    column = Column("x", "date")
    assert read_cell(Cell(serial_of(day), shown), column, locale=locale).value == day
    read = read_cell(Cell(shown, shown), column, locale=locale)
    if shown_in == locale or pattern > 1:
        assert (read.error, read.value) == (None, day)
    elif "/" not in shown:
        # In an American sheet the month may have been typed first, where there is such a month.
        told = day.day > 12 or day.day == day.month
        assert (read.error, read.value) == ((None, day) if told else ("AMBIGUOUS_DATE", None))
    else:
        assert read.error is None or read.error in {"AMBIGUOUS_DATE", "BAD_DATE"}


@relaxed
@given(
    st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2100-12-31")).map(
        lambda moment: moment.replace(microsecond=0)
    )
)
def test_a_shown_instant_reads_back_to_its_minute(moment: datetime) -> None:
    seconds = (moment - datetime.combine(SERIAL_EPOCH, datetime.min.time())) / timedelta(seconds=1)
    shown = f"{moment:%d.%m.%Y} {moment.hour}:{moment:%M:%S}"
    read = read_cell(Cell(seconds / 86400, shown), Column("x", "datetime"), locale="ru_RU")
    assert read.value == moment.replace(second=0)


typed_texts = st.sampled_from(
    ["", "новый", "12", "12,5", "1 234,50", "1.234", "01.02.2026", "2026-03", "да", "#N/A",
     "a@b.ru", "АB-1", " x ", "x\u200b", "7707083893", "https://x.ru", "Loading...", "50%", "$5",
     "Итого", "1E+15", "'7", "a\nb", "а\ud800", "и\u0306", "x\x1fy", "5\r\n6", "12\u200e",
     "x\ufe0f", "P\u20131", "7\r8", "a\x00b", "x\ty", "y\u2028z", "7" * 65, "15000р", "15 p",
     "87500-00", "2026-03-01T10:05:09.5Z", "2:30 PM", "01.03.2026 г.", "0000-00-00", "30.12.1899",
     "31.12.2999", "руб.", "RU\u0412", "kzt", "9" * 40 + "%"]
)  # fmt: skip
anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-5, 60_000),
    st.floats(),
    st.text(st.characters(), max_size=12),
    typed_texts,
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=1),
)


@relaxed
@given(anything, anything, st.sampled_from(KINDS), st.sampled_from([*LOCALES, None, "de_DE"]))
def test_reading_a_cell_never_raises(
    stored: object, shown: object, kind: Kind, locale: str | None
) -> None:
    column = Column("x", kind, allowed=ALLOWED, currency="RUB")
    read = read_cell(Cell(stored, None if shown is None else str(shown)), column, locale=locale)
    assert read.error is None or read.value is None


@relaxed
@given(
    rows=st.lists(st.lists(anything, max_size=5), max_size=7),
    columns_major=st.booleans(),
    data=st.data(),
)
def test_reading_a_grid_never_raises(
    rows: list[list[object]], *, columns_major: bool, data: st.DataObject
) -> None:
    kinds = data.draw(st.lists(st.sampled_from(KINDS), min_size=5, max_size=5))
    columns = tuple(
        Column(str(number), kind, allowed=ALLOWED, required=number < 2)
        for number, kind in enumerate(kinds)
    )
    headed: list[list[object]] = [[column.name for column in columns], *rows]
    shown = data.draw(st.lists(st.lists(typed_texts, max_size=5), max_size=7))
    stored = headed
    if columns_major:
        stored = [list(column) for column in zip_longest(*headed, fillvalue=None)]
    table = read_table(
        Grid(stored, shown, merges=((2, 1, 3, 2),), columns_major=columns_major),
        TableSchema(key="0", columns=columns),
        locale="ru_RU",
    )
    assert table.ok is (table.error is None)


@pytest.mark.parametrize("kind", KINDS)
def test_a_cell_of_fifty_thousand_signs_is_read(kind: Kind) -> None:
    for text in (
        "9" * 50_000,
        "я" * 50_000,
        "1 " * 25_000,
        "a@" * 25_000,
        "=" * 50_000,
        "(" * 50_000,
    ):
        read_cell(Cell(text, text), Column("x", kind, allowed=ALLOWED), locale="ru_RU")


@relaxed
@given(st.sampled_from(KINDS), st.data())
def test_a_column_reads_as_its_cells_one_by_one(kind: Kind, data: st.DataObject) -> None:
    column = Column(
        "x",
        kind,
        allowed=ALLOWED,
        multiple=data.draw(st.booleans()),
        currency=data.draw(st.sampled_from(["RUB", None])),
    )
    locale = data.draw(st.sampled_from([*LOCALES, "de_DE"]))
    cells = data.draw(st.lists(likely_cells(), max_size=6))
    stored, shown = [cell.stored for cell in cells], [cell.shown or "" for cell in cells]
    read = read_column(ColumnCells(stored, shown), column, conventions(locale))
    careful = [read_cell(cell, column, locale=locale) for cell in cells]
    fitting = [one if fits(one.value) else None for one in careful]
    values = pd.Series(read.array).tolist()
    assert len(values) == len(cells)
    for at, (one, value) in enumerate(zip(fitting, values, strict=True)):
        if one is None:
            assert read.noticed[at].error == "PRECISION_LOST"
            continue
        told = read.noticed.get(at)
        assert (one.error, one.warnings) == ((told.error, told.warnings) if told else (None, ()))
        assert same(value, one.value), (value, one)


def fits(value: object) -> bool:
    return not isinstance(value, int) or abs(value) < 2**63


def same(framed: Any, value: Any) -> bool:
    """Whether a frame holds what the careful reader answered."""
    if value is None:
        return not isinstance(framed, tuple) and bool(pd.isna(framed))
    if isinstance(value, Decimal):
        return framed in (int(value * 100), float(value))
    return bool(framed == (pd.Timestamp(value) if isinstance(value, date) else value))


def likely_cells() -> st.SearchStrategy[Cell]:
    """Cells as spreadsheets have them, and some that they have not."""
    number = st.one_of(st.integers(0, 60_000), st.floats(0, 60_000, allow_nan=False))
    plain = number.map(lambda value: Cell(value, repr(value).replace(".", ",")))
    day = st.integers(32_874, 73_415).map(
        lambda serial: Cell(serial, f"{SERIAL_EPOCH + timedelta(days=serial):%d.%m.%Y}")
    )
    share = st.integers(0, 2000).map(
        lambda part: Cell(part / 1000, f"{part / 10}%".replace(".", ","))
    )
    text = typed_texts.map(lambda typed: Cell(typed, typed))
    odd = st.builds(Cell, anything, typed_texts)
    return st.one_of(plain, day, share, text, odd, st.just(Cell(True, "TRUE")))


def test_a_read_survives_json() -> None:
    body = json.dumps({"values": [["№", "x"], ["1", "\ud800"], ["2", 1e308]]})
    grid = json.loads(body)["values"]
    schema = TableSchema(key="№", columns=(Column("№", "id"), Column("x")))
    table = read_rows(Grid(grid, grid), schema, locale="ru_RU")
    assert table.frame["x"].tolist()[0] == "\ufffd"
