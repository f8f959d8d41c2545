"""Labels with values beside them, above a table or in place of one: a card of a partner.

Source: adoption.md A2, "Where the table is".
"""

from collections.abc import Iterator

from sheetsync.tables.adoption.meanings import meanings
from sheetsync.tables.adoption.proposal import CardField
from sheetsync.tables.adoption.team_columns import is_blank, shown_text
from sheetsync.tables.adoption.thresholds import (
    CARD_COLUMNS,
    CARD_LABELS,
    HEADER_ROWS_SEARCHED,
    LABEL_LIKE,
    LONGEST_NAME,
)
from sheetsync.tables.cells import Grid, a1
from sheetsync.tables.locales import Conventions

#: Of whom a card tells; invoices and jobs have no card.
_OF_CARDS = frozenset({"partners", "entities"})


def find_card(grid: Grid, above: int, written: Conventions) -> tuple[CardField, ...]:
    """The fields of a card, () when too few labels are known.

    Args:
        grid: by rows.
        above: the row that ends it: the header's, or one behind the last.
        written: how days and numbers are shown.
    """
    found: dict[str, CardField] = {}
    for row, column in _pairs(grid, above):
        label = str(grid.stored[row - 1][column - 1]).strip()
        meaning = _meaning(label)
        if meaning and meaning not in found:
            value = grid.cell(row, column + 1)
            shown = shown_text(value, written)
            found[meaning] = CardField(row, column + 1, a1(row, column + 1), label, meaning, shown)
    return tuple(found.values()) if len(found) >= CARD_LABELS else ()


def _pairs(grid: Grid, above: int) -> Iterator[tuple[int, int]]:
    """Places of texts right of which a value stands, and nothing behind that."""
    for row, cells in enumerate(grid.stored[: min(above - 1, HEADER_ROWS_SEARCHED)], start=1):
        for column in range(1, min(len(cells), CARD_COLUMNS)):
            text, value = cells[column - 1], cells[column]
            is_label = isinstance(text, str) and 0 < len(text.strip()) <= LONGEST_NAME
            if is_label and not is_blank(value):
                yield row, column


def _meaning(label: str) -> str:
    """The likest meaning of a label; "" when none is like enough."""
    near = max(
        (one for one in meanings() if one.tab in _OF_CARDS and not one.reference),
        key=lambda one: one.likeness(label),
    )
    return near.code if near.likeness(label) >= LABEL_LIKE else ""
