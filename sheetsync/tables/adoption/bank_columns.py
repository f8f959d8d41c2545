"""What the columns of a bank's table mean: the matcher of adoption with the columns of Bank.

Source: adoption.md P3, "Table", and A2.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sheetsync.tables.adoption.column_values import column_share, is_read
from sheetsync.tables.adoption.known_names import KnownNames, names_known
from sheetsync.tables.adoption.meanings import header_likeness
from sheetsync.tables.adoption.table_place import TablePlace, find_table, headers_at, table_at
from sheetsync.tables.adoption.team_columns import TeamColumn, team_columns
from sheetsync.tables.adoption.thresholds import (
    EMPTY_COLUMN,
    HEADER_ROWS_SEARCHED,
    NAMES_ALONE,
    PROPOSED,
    REFUTED_BELOW,
    SURE_AHEAD,
    VALUES_ADD,
)
from sheetsync.tables.catalogue.bank_synonyms import BANK_NAMES, BANK_NOT_KEPT, FLOW_WORDS
from sheetsync.tables.cells import Cell, Grid
from sheetsync.tables.cleaning import comparable, header_key
from sheetsync.tables.kinds.cell_input import plain_digits
from sheetsync.tables.locales import Conventions
from sheetsync.tables.schema import Column, Kind

#: What a column may mean -> how its cells are read; texts are read as they stand.
_KINDS: Mapping[str, Kind] = {
    "booked_on": "date",
    "amount": "money",
    "amount_in": "money",
    "amount_out": "money",
    "flow": "text",
    "account": "text",
    "currency": "currency",
    "counterparty": "text",
    "inn": "inn",
    "kpp": "kpp",
    "their_account": "text",
    "purpose": "text",
    "doc_no": "id",
}
BANK_COLUMNS: Mapping[str, Column] = {name: Column(name, kind) for name, kind in _KINDS.items()}
_FLOWS = frozenset(map(comparable, FLOW_WORDS))
_DASHES = "-–—−"
#: A column of ways and of amounts must be filled so throughout.
_NEARLY_ALL = 0.9
_FEWEST_ACCOUNT_SIGNS = 15


@dataclass(frozen=True, slots=True)
class BankTable:
    """What a bank's table means, and how surely.

    Attributes:
        place: where it is.
        columns: by meaning, the header of the column.
        unclear: meanings that are needed and have no column, or two that are as good.
    """

    place: TablePlace
    columns: Mapping[str, str]
    unclear: tuple[str, ...] = ()


def bank_names() -> KnownNames:
    """Every name that a column of a bank's table goes by."""
    return names_known(_every_name())


@lru_cache(maxsize=1)
def _every_name() -> frozenset[str]:
    return frozenset(name for names in BANK_NAMES.values() for name in names) | set(BANK_NOT_KEPT)


def propose_bank_table(grid: Grid, written: Conventions) -> BankTable | None:
    """What a bank's table means by its headers and values; None where there is no table.

    Args:
        grid: the cells.
        written: how days and sums are written.
    """
    place = find_table(grid, bank_names())
    if place is None:
        return None
    columns = team_columns(grid, place)
    scores = {name: _scores(name, columns, written) for name in BANK_COLUMNS}
    chosen = _greedy(scores)
    _leave_one_way_of_sums(chosen)
    headers = {name: columns[at].header for name, at in chosen.items()}
    return BankTable(place, headers, _unclear(chosen, scores, columns))


def _scores(name: str, columns: Sequence[TeamColumn], written: Conventions) -> list[float]:
    return [_score(name, one, written) for one in columns]


def _score(name: str, column: TeamColumn, written: Conventions) -> float:
    """Likeness of names times what the values say, as in adoption.md A2."""
    if not column.header or column.is_repeated:
        return 0.0
    likeness = max(header_likeness(column.header, known) for known in BANK_NAMES[name])
    unkept = max(header_likeness(column.header, known) for known in BANK_NOT_KEPT)
    if likeness < PROPOSED or unkept > likeness:
        return 0.0
    values = column_share(column, name, _accepts(name, written)) if column.filled else EMPTY_COLUMN
    if values < (_NEARLY_ALL if name == "flow" else REFUTED_BELOW):
        return 0.0
    return likeness * (NAMES_ALONE + VALUES_ADD * values)


def _accepts(name: str, written: Conventions) -> Callable[[Cell], bool]:
    column = BANK_COLUMNS[name]
    if name == "flow":
        return lambda cell: comparable(str(cell.stored).strip(" .")) in _FLOWS
    if name in {"account", "their_account"}:
        return lambda cell: _looks_like_account(str(cell.stored))
    if column.kind == "text":
        return lambda cell: isinstance(cell.stored, str)
    return lambda cell: is_dash(cell.stored) or is_read(cell, column, written)


def _looks_like_account(text: str) -> bool:
    plain = "".join(text.split()).replace(".", "")
    return len(plain) >= _FEWEST_ACCOUNT_SIGNS and plain[-10:].isdigit()


def is_dash(stored: object) -> bool:
    """Whether a cell only says with a dash that nothing is there.

    >>> is_dash(" - "), is_dash("-5"), is_dash(None)
    (True, False, False)
    """
    return isinstance(stored, str) and bool(stored.strip()) and not stored.strip(f"{_DASHES} ")


def _greedy(scores: Mapping[str, Sequence[float]]) -> dict[str, int]:
    """Best score first, each meaning once and each column once."""
    ranked = sorted(
        (-score, order, at, name)
        for order, (name, found) in enumerate(scores.items())
        for at, score in enumerate(found)
        if score >= PROPOSED
    )
    chosen: dict[str, int] = {}
    for _, _, at, name in ranked:
        if name not in chosen and at not in chosen.values():
            chosen[name] = at
    return chosen


def _leave_one_way_of_sums(chosen: dict[str, int]) -> None:
    """Columns for each way say more than one sum with a sign, and need no column of ways."""
    if "amount_in" in chosen and "amount_out" in chosen:
        chosen.pop("amount", None)
        chosen.pop("flow", None)
    else:
        chosen.pop("amount_in", None)
        chosen.pop("amount_out", None)


def _unclear(
    chosen: Mapping[str, int], scores: Mapping[str, Sequence[float]], columns: Sequence[TeamColumn]
) -> tuple[str, ...]:
    """What is needed and missing, or has two columns that are as good."""
    sums = ("amount_in", "amount_out") if "amount_in" in chosen else ("amount",)
    needed = ("booked_on", *sums)
    taken = set(chosen.values())
    missing = [name for name in needed if name not in chosen]
    rivals = [
        name
        for name in needed
        if name in chosen
        and any(
            at not in taken and score > scores[name][chosen[name]] - SURE_AHEAD
            for at, score in enumerate(scores[name])
        )
    ]
    if "amount" in chosen and "flow" not in chosen and not _has_minus(columns[chosen["amount"]]):
        rivals.append("flow")
    if "doc_no" in chosen and _counts_rows(columns[chosen["doc_no"]]):
        rivals.append("doc_no")
    return (*missing, *rivals)


def _counts_rows(column: TeamColumn) -> bool:
    """Whether it may number the rows: that differs from export to export, a document's does not."""
    told = [shown.strip() for shown in map(_plain, column.cells)]
    return bool(told) and told == [str(number) for number in range(1, len(told) + 1)]


def _plain(cell: Cell) -> str:
    stored = cell.stored
    return plain_digits(stored) if isinstance(stored, int | float) else str(stored)


def _has_minus(column: TeamColumn) -> bool:
    """Whether any sum is below zero: else all of it would be taken for money that came in."""
    return any(_is_negative(cell.stored) for cell in column.cells)


def _is_negative(stored: object) -> bool:
    if isinstance(stored, str):
        return stored.strip()[:1] in {*_DASHES, "("} and any(sign.isdigit() for sign in stored)
    return isinstance(stored, int | float) and stored < 0


def table_with(grid: Grid, headers: Sequence[str]) -> TablePlace | None:
    """The table whose headers, in a row or two, are all of some; None where none is."""
    wanted = {header_key(one) for one in headers}
    last = min(HEADER_ROWS_SEARCHED, len(grid.stored))
    for size in (1, 2):
        for first in range(1, last - size + 2):
            rows = tuple(range(first, first + size))
            if wanted <= {header_key(one) for one in headers_at(grid, rows)}:
                return table_at(grid, rows)
    return None
