"""Which rows of a file a tab of people's lacks: new keys only, what is there stays as it is."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sheetsync.rules.payables.duplicates import has_wrong_sign, repeats_of
from sheetsync.rules.payables.numbering import with_number_keys
from sheetsync.tables.catalogue.finding_codes import V_INV_05
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.cells import a1
from sheetsync.tables.cleaning import cleaned_code, folded
from sheetsync.tables.document_numbers import folded_number, number_key
from sheetsync.tables.frames import frame_name
from sheetsync.tables.keys import key_text
from sheetsync.tables.schema import Finding, PeopleTab
from sheetsync.tables.table import Table

#: What invoices without a number are told apart by. Source: amendments.md 2, no number.
_UNNUMBERED = (
    "direction", "entity_id", "kind", "invoice_date", "amount_minor", "currency",
)  # fmt: skip
#: Without these an invoice is compared with no other.
_COMPARED = ("number", "invoice_date", "amount_minor")
#: Rows of a file that say the same twice are told as doubles, not as wrong.
_DOUBLED = "DUPLICATE_KEY"
_NUMBER = "number"

Key = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Double:
    """A row of the file that stands already.

    Attributes:
        row: 1-based, of the file.
        of: the row that it repeats.
        is_in_file: whether that is an earlier row of the file, not one of the tab.
        key: as people read it; "" for a row without one.
    """

    row: int
    of: int
    is_in_file: bool
    key: str


@dataclass(frozen=True, slots=True)
class NewRows:
    """What of a file may be added.

    Attributes:
        rows: 1-based rows of the file, in their order.
        doubles: those that stand already.
        wrong: what is wrong with rows that are left out, as reading tells it.
    """

    rows: tuple[int, ...]
    doubles: tuple[Double, ...]
    wrong: tuple[Finding, ...]


def new_rows(tab: PeopleTab, brought: Table, there: Table | None) -> NewRows:
    """Which rows of a file may be added to a tab.

    A row stands already when one of the tab has its key: codes with look-alike letters and dashes
    folded, numbers as `number_key` writes them. An invoice also stands when Validation would call
    one of the two a repeat of the other, or a line of it. Rows without a key, and invoices
    without a number, are compared by all that the file says of them; of equal ones only as many
    are added as the file has more than the tab.

    Args:
        tab: of people's.
        brought: the file as it was read.
        there: the tab as it is; None for one without rows.
    """
    wrong = tuple(_wrong(tab, brought))
    frame = brought.frame[~brought.frame.index.isin({finding.row for finding in wrong})]
    known = there.frame if there is not None else brought.frame.iloc[:0]
    found = _by_key(tab, frame, known) | _by_contents(tab, brought, frame, known)
    if tab.code == INVOICES.code:
        found |= {row: hit for row, hit in _repeated(frame, known).items() if row not in found}
    keys = dict(_rows(frame, tab.schema.key_names))
    doubles = tuple(Double(row, *found[row], key_text(keys[row])) for row in sorted(found))
    rows = tuple(int(row) for row in frame.index if row not in found)
    return NewRows(rows, doubles, wrong)


def last_keyed_row(tab: PeopleTab, table: Table) -> int:
    """The last row that has a key, else the last row of data; 0 for a tab without any.

    Notes and sums below are no rows that others follow.
    """
    keyed = [row for row, key in _keys(tab, table.frame) if key]
    return max(keyed or map(int, table.frame.index), default=0)


def _wrong(tab: PeopleTab, brought: Table) -> Iterator[Finding]:
    for finding in brought.findings:
        if finding.severity == "error" and finding.row and finding.code != _DOUBLED:
            yield finding
    if tab.code == INVOICES.code:
        yield from _wrong_signs(brought)


def _wrong_signs(brought: Table) -> Iterator[Finding]:
    """Invoices that count nowhere, so that no later file would know them again."""
    frame = brought.frame[brought.frame["amount_minor"].notna()]
    for row in frame.index[has_wrong_sign(frame)]:
        cell = a1(int(row), brought.positions["amount"])
        shown = brought.cell(int(row), "amount").shown or ""
        yield Finding(
            V_INV_05, "error", INVOICES.code, int(row), "amount", cell, shown, effect="row"
        )


def _by_key(
    tab: PeopleTab, frame: pd.DataFrame, known: pd.DataFrame
) -> dict[int, tuple[int, bool]]:
    """Rows whose key stands in the tab, or earlier in the file; each with that row."""
    standing: dict[Key, tuple[int, bool]] = {}
    for row, key in _keys(tab, known):
        if key:
            standing.setdefault(key, (row, False))
    # Several rows of one number and day may be lines of one invoice: `_repeated` judges them.
    is_judged = tab.code == INVOICES.code
    found = {}
    for row, key in _keys(tab, frame):
        if key and key in standing:
            found[row] = standing[key]
        elif key and not is_judged:
            standing[key] = (row, True)
    return found


def _keys(tab: PeopleTab, frame: pd.DataFrame) -> Iterator[tuple[int, Key]]:
    """Each row's key; () for a row that lacks a part of it."""
    names = tab.schema.key_names
    for row, parts in _rows(frame, names):
        key = tuple(map(_part, names, parts))
        yield row, () if None in key else key


def _part(name: str, value: object) -> Hashable:
    """A part of a key as it is compared; None for one that is not there."""
    if name != _NUMBER or not isinstance(value, str):
        return _plain(value)
    return None if folded_number(value) is None else number_key(value)


def _by_contents(
    tab: PeopleTab, brought: Table, frame: pd.DataFrame, known: pd.DataFrame
) -> dict[int, tuple[int, bool]]:
    """Rows without a key that say the same as as many of the tab."""
    names: Sequence[str] = _UNNUMBERED
    if tab.code != INVOICES.code:
        names = [frame_name(one) for one in tab.columns if one.name in brought.positions]
    standing: dict[Key, list[int]] = defaultdict(list)
    for row, key in _contents(tab, known, names):
        standing[key].append(row)
    found = {}
    for row, key in _contents(tab, frame, names):
        if standing[key]:
            found[row] = (standing[key].pop(0), False)
    return found


def _contents(
    tab: PeopleTab, frame: pd.DataFrame, names: Sequence[str]
) -> Iterator[tuple[int, Key]]:
    bare = [row for row, key in _keys(tab, frame) if not key]
    for row, values in _rows(frame.loc[bare], names):
        yield row, tuple(map(_plain, values))


def _rows(frame: pd.DataFrame, names: Sequence[str]) -> Iterator[tuple[int, Key]]:
    columns = [frame[name].tolist() for name in names]
    cells = zip(*columns, strict=True) if columns else [()] * len(frame)
    for row, values in zip(frame.index.tolist(), cells, strict=True):
        yield int(row), tuple(values)


def _plain(value: object) -> Hashable:
    """A value as it is compared; None for a blank one."""
    if isinstance(value, str):
        return folded(cleaned_code(value).text) or None
    return None if pd.isna(value) else value  # type: ignore[call-overload]  # a scalar


def _repeated(frame: pd.DataFrame, known: pd.DataFrame) -> dict[int, tuple[int, bool]]:
    """Invoices that repeat one of the tab, or are a line of it, or are repeated by it.

    Of two rows of the file only a later one that repeats an earlier one is told.
    """
    both = pd.concat([known, frame], ignore_index=True)
    places = [(int(row), False) for row in known.index] + [(int(row), True) for row in frame.index]
    whole = both[list(_COMPARED)].notna().all(axis=1)
    of = np.flatnonzero(whole).tolist()
    repeats = repeats_of(with_number_keys(both[whole]))
    found = {}
    for place, first in enumerate(repeats.first.tolist()):
        if first < 0:
            continue
        (row, is_new), (other, is_other_new) = places[of[place]], places[of[first]]
        if is_new and (not is_other_new or repeats.is_duplicate[place]):
            found[row] = (other, is_other_new)
        elif is_other_new and not is_new:
            found[other] = (row, False)
    return found
