"""The rows of a bank's table as lines; the account and the balances that stand around them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sheetsync.tables.adoption.bank_columns import BANK_COLUMNS, is_dash
from sheetsync.tables.adoption.table_place import TablePlace, is_totals
from sheetsync.tables.adoption.team_columns import is_blank
from sheetsync.tables.bank_lines import BankLine, Flow, Trouble
from sheetsync.tables.bank_texts import (
    account_number,
    bank_day,
    bank_text,
    currency_of_account,
    inn_in,
)
from sheetsync.tables.catalogue.bank_synonyms import CLOSING_LABELS, FLOW_WORDS, OPENING_LABELS
from sheetsync.tables.cell_reading import read_written_cell
from sheetsync.tables.cells import Cell, Grid
from sheetsync.tables.cleaning import comparable, header_key
from sheetsync.tables.kinds.cell_input import plain_digits
from sheetsync.tables.locales import Conventions
from sheetsync.tables.schema import Column

_MINOR_PER_MAJOR = 100
_LONGEST_FACT = 60
_OTHER: dict[Flow, Flow] = {"in": "out", "out": "in"}
_FLOWS: Mapping[str, Flow] = {comparable(word): flow for word, flow in FLOW_WORDS.items()}
#: Accounts as texts above a table hold them: 20 digits, or an IBAN.
_ACCOUNT = re.compile(r"(?<![0-9A-Z])(?:[0-9]{20}|[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30})(?![0-9A-Z])")
_DAY = re.compile(
    r"(?<![0-9.])[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}(?![0-9])|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
_BOTH_ENDS = 2
_SUM = Column("sum", "money")


def table_lines(
    grid: Grid,
    place: TablePlace,
    columns: Mapping[str, str],
    written: Conventions,
    account: str,
) -> Iterator[BankLine | Trouble]:
    """The rows of a table, each as a line or as what could not be used.

    Args:
        grid: the cells.
        place: where the table is.
        columns: by meaning, the header of the column.
        written: how days and sums are written.
        account: ours, "" where a column tells it.
    """
    keys = [header_key(header) for header in place.headers]
    places = {name: keys.index(header_key(header)) + 1 for name, header in columns.items()}
    rows = _Rows(grid, places, written, account, _all_below_zero(grid, place, places, written))
    for number in range(place.first_row, place.last_row + 1):
        row = grid.stored[number - 1] if number <= len(grid.stored) else ()
        if not all(map(is_blank, row)) and not is_totals(row) and not _is_balance(row):
            found = rows.line(number)
            if found is not None:
                yield found


def _all_below_zero(
    grid: Grid, place: TablePlace, places: Mapping[str, int], written: Conventions
) -> bool:
    """Whether what went out has a minus throughout: then it is only a way to write it."""
    at = places.get("amount_out")
    if at is None:
        return False
    sums = [
        _money(grid.cell(number, at), written)
        for number in range(place.first_row, place.last_row + 1)
    ]
    told = [minor for minor in sums if minor]
    return bool(told) and all(minor < 0 for minor in told)


@dataclass(frozen=True, slots=True)
class _Rows:
    grid: Grid
    places: Mapping[str, int]
    written: Conventions
    account: str
    #: Sums that went out are written below zero.
    out_below_zero: bool

    def line(self, number: int) -> BankLine | Trouble | None:
        """A row's line; None where nothing moved."""
        booked_on = self._value(number, "booked_on")
        if not isinstance(booked_on, date):
            return self._unreadable(number, "booked_on")
        moved = self._moved(number)
        if isinstance(moved, Trouble) or not moved[1]:
            return moved if isinstance(moved, Trouble) else None
        flow, minor = moved
        account = self.account or account_number(self._text(number, "account"))
        if not account:
            return self._unreadable(number, "account")
        purpose = self._text(number, "purpose")
        return BankLine(
            booked_on=booked_on,
            account=account,
            flow=flow if minor > 0 else _OTHER[flow],
            amount_minor=abs(minor),
            currency=str(self._value(number, "currency") or currency_of_account(account)),
            counterparty=self._text(number, "counterparty"),
            inn=str(self._value(number, "inn") or inn_in(purpose)),
            kpp=str(self._value(number, "kpp") or ""),
            their_account=account_number(self._text(number, "their_account")),
            purpose=purpose,
            doc_no=self._text(number, "doc_no"),
            mark="reversal" if minor < 0 else "",
            place=f"row {number}",
        )

    def _moved(self, number: int) -> tuple[Flow, int] | Trouble:
        """Which way, and how much; below zero where it takes back what was booked before."""
        if "amount" in self.places:
            return self._signed(number)
        sums: dict[Flow, int] = {}
        ways: tuple[Flow, Flow] = ("in", "out")
        for flow in ways:
            name = f"amount_{flow}"
            minor = _money(self._cell(number, name), self.written)
            if minor is None:
                return self._unreadable(number, name)
            if minor:
                sums[flow] = -minor if flow == "out" and self.out_below_zero else minor
        if len(sums) > 1:
            return self._unreadable(number, "amount_in")
        return next(iter(sums.items()), ("in", 0))

    def _signed(self, number: int) -> tuple[Flow, int] | Trouble:
        """One sum with a sign, or with the way in a column of its own."""
        minor = _money(self._cell(number, "amount"), self.written)
        if minor is None:
            return self._unreadable(number, "amount")
        if "flow" not in self.places:
            return ("in" if minor > 0 else "out"), abs(minor)
        flow = _FLOWS.get(comparable(self._text(number, "flow").strip(" .")))
        if flow is None:
            return self._unreadable(number, "flow")
        # Beside a word the minus of what went out says the same once more.
        return flow, abs(minor) if flow == "out" else minor

    def _cell(self, number: int, name: str) -> Cell:
        return self.grid.cell(number, self.places[name])

    def _value(self, number: int, name: str) -> object:
        if name not in self.places:
            return None
        return read_written_cell(self._cell(number, name), BANK_COLUMNS[name], self.written).value

    def _text(self, number: int, name: str) -> str:
        if name not in self.places:
            return ""
        stored = self._cell(number, name).stored
        if is_blank(stored) or is_dash(stored):
            return ""
        text = stored if isinstance(stored, str) else _digits(stored)
        return bank_text(text)

    def _unreadable(self, number: int, name: str) -> Trouble:
        stored = self._cell(number, name).stored
        facts = {"what": name, "value": str("" if stored is None else stored)[:_LONGEST_FACT]}
        return Trouble(code="UNREADABLE_LINE", place=f"row {number}", facts=facts)


def _digits(stored: object) -> str:
    return plain_digits(stored) if isinstance(stored, int | float) else str(stored)


def _money(cell: Cell, written: Conventions) -> int | None:
    """A sum in minor units, 0 for a blank or a dash; None for what cannot be read."""
    if is_blank(cell.stored) or is_dash(cell.stored):
        return 0
    value = read_written_cell(cell, _SUM, written).value
    return int(value * _MINOR_PER_MAJOR) if isinstance(value, Decimal) else None


def _is_balance(row: Sequence[object]) -> bool:
    return _label(row).startswith((*OPENING_LABELS, *CLOSING_LABELS))


def _label(row: Sequence[object]) -> str:
    """The first text of a row, as it is compared."""
    return next((header_key(cell) for cell in row if isinstance(cell, str) and cell.strip()), "")


def table_accounts(grid: Grid, place: TablePlace) -> set[str]:
    """The accounts that stand above a table."""
    texts = [
        str(cell)
        for row in grid.stored[: place.header_rows[0] - 1]
        for cell in row
        if isinstance(cell, str)
    ]
    found = {one for text in texts for one in _ACCOUNT.findall(text.upper())}
    spaced = {account_number(text.rpartition(":")[2]) for text in texts}
    return found | {one for one in spaced if _ACCOUNT.fullmatch(one)}


def table_days(grid: Grid, place: TablePlace) -> tuple[date | None, date | None]:
    """The days that a row above a table tells of, as «за период с 01.03.2026 по 31.03.2026»."""
    for row in grid.stored[: place.header_rows[0] - 1]:
        told = " ".join(str(cell) for cell in row if isinstance(cell, str))
        days = [bank_day(found) for found in _DAY.findall(told)]
        if len(days) == _BOTH_ENDS and days[0] and days[1] and days[0] <= days[1]:
            return days[0], days[1]
    return None, None


def table_balances(
    grid: Grid, place: TablePlace, written: Conventions
) -> tuple[int | None, int | None]:
    """The balances before and after, where rows around a table, or in it, say them."""
    found: dict[bool, int] = {}
    last = place.header_rows[0] - 1
    rows = [*grid.stored[:last], *grid.stored[place.first_row - 1 :]]
    numbers = [*range(1, last + 1), *range(place.first_row, len(grid.stored) + 1)]
    for number, row in zip(numbers, rows, strict=False):
        if _is_balance(row):
            minor = _first_sum(grid, number, len(row), written)
            if minor is not None:
                found.setdefault(_label(row).startswith(OPENING_LABELS), minor)
    return found.get(True), found.get(False)


def _first_sum(grid: Grid, number: int, width: int, written: Conventions) -> int | None:
    """The first sum right of a label."""
    cells = [grid.cell(number, at) for at in range(1, width + 1)]
    sums = [_money(cell, written) for cell in cells if not is_blank(cell.stored)]
    return next((minor for minor in sums if minor is not None), None)
