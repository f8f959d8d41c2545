"""One tab of a sight: what of it is news, what waits, and the versions that are written."""

import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import sqlalchemy as sa

from sheetsync.mirror.fingerprints import hash_of
from sheetsync.mirror.history import (
    History,
    Moment,
    NewVersions,
    OpenRow,
    OpenRows,
    cells_of,
    chunks,
)
from sheetsync.mirror.joining import MOST_ROWS, edited, retyped
from sheetsync.mirror.kept_values import kept_values
from sheetsync.mirror.keys import NO_KEY
from sheetsync.mirror.matching import Match, matched
from sheetsync.mirror.report import (
    ERROR_COLUMN,
    LOADING_CELLS,
    LOST_ROWS,
    Notice,
    SyncTerms,
    TabCounts,
)
from sheetsync.mirror.rows import TabRows
from sheetsync.mirror.seen_columns import in_order, picked
from sheetsync.mirror.values import CellPair, Writing, json_text, json_value
from sheetsync.tables.columns.cells import is_blank
from sheetsync.tables.frames import frame_name

#: Two rows deleted on purpose are no accident, even in a short tab.
_FEWEST_LOST = 5
_HALF = 2
#: Of zlib's levels: the order of keys hardly repeats itself, and slower ones win little.
_QUICK = 1


@dataclass(slots=True)
class TabNews:
    """What a sight brought of one tab.

    Attributes:
        counts: what was written.
        waits: why the closings of gone rows wait; None when nothing does.
        order: the keys of all rows with their place in the sheet, packed.
        errors: by column, how many cells show a formula's error.
        rows: how many rows stand now.
        agree: how many of the rows that stood were found again.
    """

    counts: TabCounts = field(default_factory=TabCounts)
    waits: Notice | None = None
    order: bytes = b""
    errors: Mapping[str, int] = field(default_factory=dict)
    rows: int = 0


@dataclass(frozen=True, slots=True)
class TabSync:
    """The news of one tab, found out and not written yet.

    Attributes:
        history: its versions.
        rows: as they were seen.
        writing: how cells that are not kept apart are written.
        hashes: of the rows.
        stood: the rows that stood.
        match: what became of each.
        gone_columns: columns that lost their header while they held something.
        before: whole versions of rows that stood, where they had to be looked at.
    """

    history: History
    rows: TabRows
    writing: Writing
    hashes: Sequence[bytes]
    stood: OpenRows
    match: Match
    gone_columns: Collection[str]
    before: Mapping[int, sa.RowMapping]

    @property
    def agree(self) -> int:
        """How many of the rows that stood were found again."""
        return self.match.same + len(self.match.changed)

    def write(
        self,
        moment: Moment,
        terms: SyncTerms,
        errors: Mapping[str, int],
        errors_before: Mapping[str, int],
    ) -> TabNews:
        """Close what ended, begin what is new.

        Args:
            moment: when that is.
            terms: how the sight is to be taken.
            errors: by column, how many cells show a formula's error.
            errors_before: likewise, in the sight before.
        """
        match = self.match
        gone = list(match.gone)
        edits, renames = self._joined(gone)
        waits = None
        if gone and not (terms.force or self.rows.kept.is_replaced):
            lost = len(gone) - len(edits) - len(renames)
            waits = self._reason(lost, len(edits) + len(renames), terms)
            waits = waits or self._doubt(errors, errors_before)
        if waits is not None:
            joined = set(edits.values()) | {row.id for row in renames.values()}
            gone = [row for row in gone if row.id in joined]
        returned = self.history.newest_closed(picked(match.keys, match.new))
        self.history.close([row.id for row in (*match.changed.values(), *gone)], moment)
        versions = self._versions(edits, renames, returned, terms)
        self.history.add(versions, moment)
        joined_count = len(edits)
        back = sum(match.keys[at] in returned and at not in edits for at in match.new)
        counts = TabCounts(
            inserted=len(match.new) - joined_count - back,
            updated=len(match.changed) + joined_count,
            deleted=len(gone) - joined_count,
            returned=back,
        )
        return TabNews(
            counts,
            waits,
            self._order(),
            errors,
            len(self.stood) - len(match.changed) - len(gone) + len(versions.keys),
        )

    def _reason(self, lost: int, joined: int, terms: SyncTerms) -> Notice | None:
        """Why rows that are gone perhaps are not: too many at once."""
        if not self.rows.kept.key:
            # An edited row of a tab without key is another row; only what is missing is lost.
            lost -= len(self.match.new) - joined
        count = len(self.stood)
        if lost > _FEWEST_LOST and lost * 100 > terms.lost_rows_percent * count:
            return Notice(LOST_ROWS, self.rows.kept.code, {"n": lost, "m": count})
        return None

    def _doubt(self, errors: Mapping[str, int], errors_before: Mapping[str, int]) -> Notice | None:
        """Why rows that are gone perhaps are not: cells do not say what they will."""
        code = self.rows.kept.code
        if self.rows.is_loading:
            return Notice(LOADING_CELLS, code)
        for name, count in errors.items():
            if not errors_before.get(name) and count * _HALF >= len(self.rows.numbers):
                return Notice(ERROR_COLUMN, code, {"col": name, "n": count})
        return None

    def _joined(self, gone: Sequence[OpenRow]) -> tuple[dict[int, int], dict[int, OpenRow]]:
        """New rows that are gone ones: by place, the version before, or the row that it was."""
        kept, new = self.rows.kept, list(self.match.new)
        if not gone or not new or max(len(gone), len(new)) > MOST_ROWS:
            return {}, {}
        full = {**self.before, **self.history.full({row.id for row in gone} - set(self.before))}
        went = [cells_of(kept, full[row.id], self.writing) for row in gone]
        came = [self.rows.cells(at) for at in new]
        if not kept.key:
            pairs = edited(went, came)
            return {new[at]: gone[one].id for at, one in pairs.items()}, {}
        loose = [at for at, row in enumerate(gone) if row.key.startswith(NO_KEY)]
        keyless = [at for at, place in enumerate(new) if self._is_keyless(place)]
        pairs = edited([went[at] for at in loose], [came[at] for at in keyless])
        edits = {new[keyless[at]]: gone[loose[one]].id for at, one in pairs.items()}
        told = retyped(went, came, kept.key)
        renames = {
            new[at]: gone[one]
            for at, one in told.items()
            if new[at] not in edits and gone[one].id not in edits.values()
        }
        return edits, renames

    def _is_keyless(self, place: int) -> bool:
        return self.match.keys[place].startswith(NO_KEY)

    def _versions(
        self,
        edits: Mapping[int, int],
        renames: Mapping[int, OpenRow],
        returned: Mapping[str, int],
        terms: SyncTerms,
    ) -> NewVersions:
        match, rows = self.match, self.rows
        places = in_order(sorted([*match.changed, *match.new]))
        keys = picked(match.keys, places)
        hashes = list(picked(self.hashes, places))
        values = kept_values(rows, places, self.writing) if places else {}
        before = [match.changed.get(at) for at in places]
        if self.gone_columns:
            self._carry(places, before, values, hashes)
        return NewVersions(
            keys,
            [
                was.id if was else edits.get(at) or returned.get(key)
                for at, key, was in zip(places, keys, before, strict=True)
            ],
            [match.states.get(at, "") for at in places],
            [renames[at].key if at in renames else None for at in places],
            hashes,
            values,
            [terms.writer_of(rows.kept.code, rows.numbers[at]) for at in places],
        )

    def _carry(
        self,
        places: Sequence[int],
        rows_before: Sequence[OpenRow | None],
        values: Mapping[str, list[object]],
        hashes: list[bytes],
    ) -> None:
        """Into changed rows: the values of columns that lost their header, as they were kept."""
        names = {
            column.name: frame_name(column)
            for column in self.rows.kept.columns
            if column.name in self.gone_columns
        }
        for at, row in enumerate(rows_before):
            if row is None:
                continue
            before = self.before[row.id]
            old = cells_of(self.rows.kept, before, self.writing)
            held = {name: old[name] for name in self.gone_columns if name in old}
            hashes[at] = hash_of(self.rows.cells(places[at]) | held)
            for name in names.values():
                values[name][at] = before[name]
            raw, raw_before = _raw_of(values["_raw"][at]), _raw_of(before["_raw"])
            raw |= {name: raw_before[name] for name in names if name in raw_before}
            values["_raw"][at] = json_text(raw) if raw else None

    def _order(self) -> bytes:
        # A few at a time: so many tuples at once would have Python's collector walk over them.
        pairs = chunks(zip(self.match.keys, self.rows.numbers, strict=True))
        text = ",".join(json_text(some)[1:-1] for some in pairs)
        return zlib.compress(f"[{text}]".encode(), level=_QUICK)


def tab_sync(history: History, rows: TabRows, writing: Writing) -> TabSync:
    """Find out what is news of a tab."""
    hashes = rows.hashes()
    stood = history.open_rows()
    gone_columns = [name for name in rows.unseen if stood and history.count_open(name)]
    before: Mapping[int, sa.RowMapping] = {}
    compared = stood
    if gone_columns:
        before = history.full(stood.ids)
        were = [cells_of(rows.kept, before[one], writing) for one in stood.ids]
        compared = replace(stood, hashes=[_hash_without(gone_columns, cells) for cells in were])
    match = matched(rows, hashes, compared)
    return TabSync(history, rows, writing, hashes, stood, match, gone_columns, before)


def _hash_without(names: Collection[str], cells: Mapping[str, CellPair]) -> bytes:
    left = {
        name: cell for name, cell in cells.items() if name not in names and not is_blank(cell[0])
    }
    return hash_of(left)


def _raw_of(text: object) -> dict[str, object]:
    return dict(json_value(str(text) if text else None))
