"""One consistent reading of the workbook: metadata, stored values, shown texts; 3 reads.

A sort between two reads must never pair one row's value with another's text (design.md 3,
Snapshot; pains.md, finding 5). So the text cells of both readings must agree, and whole numbers
must show themselves; else all is read again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sheetsync.dates import Clock
from sheetsync.errors import RequestRefusedError, UnsettledSnapshotError
from sheetsync.language import Phrase
from sheetsync.tables.cells import Grid
from sheetsync.tables.reading.sheet_columns import height_of
from sheetsync.workbook.marks import MARK_FIELDS, is_marked, mark_of
from sheetsync.workbook.session import Session

_FIELDS = (
    "spreadsheetId,properties(title,locale,timeZone),"
    "sheets(properties(sheetId,title,index,hidden,gridProperties(rowCount,columnCount,"
    "frozenRowCount)),merges,filterViews(filterViewId,title),"
    f"protectedRanges(protectedRangeId,range,warningOnly,requestingUserCanEdit),{MARK_FIELDS})"
)
_ATTEMPTS = 3
_LOADING = "Loading..."
_LOADING_PAUSE_S = 10.0
_LOADING_PATIENCE_S = 120.0
#: Digits may be grouped by these when a whole number is shown.
_GROUPING = str.maketrans("", "", "    ")

Columns = Sequence[Sequence[object]]
#: Where the two readings differ, and how: title, column, row (from 0), stored value, shown text.
_Difference = tuple[str, int, int, str, str]


@dataclass(frozen=True, slots=True)
class TabState:
    """What the metadata say of one tab."""

    sheet_id: int
    title: str
    index: int
    row_count: int
    column_count: int
    hidden: bool = False
    frozen_rows: int = 0
    merges: tuple[tuple[int, int, int, int], ...] = ()
    #: Filter views by name.
    filter_views: Mapping[str, int] = field(default_factory=dict)
    #: Whether a protected range would refuse us anywhere on the tab.
    refuses_us: bool = False
    #: Whether it carries our mark.
    is_marked: bool = False
    #: The code that the mark names; "" without one.
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The workbook at one moment.

    Attributes:
        tabs: all tabs by title.
        stored: columns of stored values, by title of the tabs that were read.
        shown: columns of shown texts, for the tabs where they are needed.
        formulas: columns of formula texts and stored values, for those where they were asked for.
    """

    spreadsheet_id: str
    title: str
    locale: str
    time_zone: str
    tabs: Mapping[str, TabState]
    stored: Mapping[str, Columns]
    shown: Mapping[str, Columns]
    formulas: Mapping[str, Columns] = field(default_factory=dict)

    def grid(self, title: str) -> Grid:
        """A tab's cells as `read_table` wants them."""
        stored = self.stored.get(title, ())
        return Grid(
            stored=stored,
            shown=self.shown.get(title, stored),
            merges=self.tabs[title].merges,
            columns_major=True,
        )

    @property
    def row_count(self) -> int:
        """Rows read in all people's tabs, headers included; formulas that show nothing are none."""
        return sum(max(map(height_of, columns), default=0) for columns in self.shown.values())


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tabs to read: `shown` with their texts as well, `stored` without.

    Attributes:
        formulas: read the formulas of the `shown` ones too; one read more.
    """

    shown: tuple[str, ...]
    stored: tuple[str, ...] = ()
    formulas: bool = False


#: Told all tabs by title, says which of them to read.
Choose = Callable[[Mapping[str, TabState]], Wanted]


def read_snapshot(session: Session, choose: Choose, clock: Clock) -> Snapshot:
    """Read the workbook until its readings agree.

    Args:
        session: the spreadsheet.
        choose: told all tabs, says which to read.
        clock: waits while cells are still calculating.

    Raises:
        UnsettledSnapshotError: people kept sorting or renaming for three tries.
    """
    before: set[_Difference] | None = None
    for _ in range(_ATTEMPTS):
        try:
            snapshot = _settled_formulas(session, choose, clock)
        except RequestRefusedError:
            # A tab was renamed after its title was read; the title is looked up again.
            continue
        differing = set(_disagreements(snapshot))
        # The same twice: a custom format shows another text, nobody is moving rows.
        if not differing or differing == before:
            return snapshot
        before = differing
    raise UnsettledSnapshotError(
        Phrase(
            ru="Таблица трижды менялась, пока её читали: кто-то сортирует или "
            "вводит; ничего не записано",
            en="The workbook changed while it was read, three times in a row: "
            "somebody is sorting or typing; nothing was written",
        ),
        cure=Phrase(ru="запустите через минуту ещё раз", en="run again in a minute"),
    )


def reread(session: Session, snapshot: Snapshot, titles: Sequence[str]) -> Snapshot:
    """Some tabs as they are now, stored values only, under the titles that they had; 2 reads.

    Args:
        session: the spreadsheet.
        snapshot: says which tab is meant by a title: people may have renamed it.
        titles: the tabs to read; one that is gone is left out.
    """
    metadata = session.metadata(_FIELDS)
    states = {state.sheet_id: state for state in map(_tab_state, metadata.get("sheets", []))}
    tabs = {
        title: states[before.sheet_id]
        for title, before in snapshot.tabs.items()
        if before.sheet_id in states
    }
    there = [title for title in dict.fromkeys(titles) if title in tabs]
    now = [tabs[title].title for title in there]
    stored = session.columns(now, "UNFORMATTED_VALUE") if now else []
    return replace(snapshot, tabs=tabs, stored=dict(zip(there, stored, strict=True)))


def _settled_formulas(session: Session, choose: Choose, clock: Clock) -> Snapshot:
    """Read; while cells are still calculating, wait and read again, for two minutes at most."""
    waited_s = 0.0
    while True:
        snapshot = _read_once(session, choose)
        if waited_s >= _LOADING_PATIENCE_S or not _is_loading(snapshot):
            return snapshot
        clock.sleep(_LOADING_PAUSE_S)
        waited_s += _LOADING_PAUSE_S


def _read_once(session: Session, choose: Choose) -> Snapshot:
    metadata = session.metadata(_FIELDS)
    tabs = {state.title: state for state in map(_tab_state, metadata.get("sheets", []))}
    wanted = choose(tabs)
    titles = (*wanted.shown, *wanted.stored)
    stored = session.columns(titles, "UNFORMATTED_VALUE") if titles else []
    shown = session.columns(wanted.shown, "FORMATTED_VALUE") if wanted.shown else []
    asked = wanted.shown if wanted.formulas else ()
    formulas = session.columns(asked, "FORMULA") if asked else []
    properties = metadata["properties"]
    return Snapshot(
        spreadsheet_id=metadata["spreadsheetId"],
        title=properties.get("title", ""),
        locale=properties.get("locale", ""),
        time_zone=properties.get("timeZone", "Etc/GMT"),
        tabs=tabs,
        stored=dict(zip(titles, stored, strict=True)),
        shown=dict(zip(wanted.shown, shown, strict=True)),
        formulas=dict(zip(asked, formulas, strict=True)),
    )


def _tab_state(sheet: Mapping[str, Any]) -> TabState:
    properties = sheet["properties"]
    grid = properties.get("gridProperties", {})
    return TabState(
        sheet_id=properties.get("sheetId", 0),
        title=properties["title"],
        index=properties.get("index", 0),
        row_count=grid.get("rowCount", 0),
        column_count=grid.get("columnCount", 0),
        hidden=properties.get("hidden", False),
        frozen_rows=grid.get("frozenRowCount", 0),
        merges=merges_of(sheet),
        filter_views={view["title"]: view["filterViewId"] for view in sheet.get("filterViews", [])},
        refuses_us=any(
            not part.get("warningOnly") and not part.get("requestingUserCanEdit")
            for part in sheet.get("protectedRanges", [])
        ),
        is_marked=is_marked(sheet),
        mark=mark_of(sheet),
    )


def merges_of(sheet: Mapping[str, Any]) -> tuple[tuple[int, int, int, int], ...]:
    """The merges of a tab, 1-based, inclusive: first row and column, last row and column."""
    return tuple(
        (
            merge.get("startRowIndex", 0) + 1,
            merge.get("startColumnIndex", 0) + 1,
            merge["endRowIndex"],
            merge["endColumnIndex"],
        )
        for merge in sheet.get("merges", [])
    )


def _is_loading(snapshot: Snapshot) -> bool:
    return any(_LOADING in column for columns in snapshot.shown.values() for column in columns)


def _disagreements(snapshot: Snapshot) -> Iterator[_Difference]:
    yield from _differing(snapshot, snapshot.shown, _agree)
    yield from _differing(snapshot, snapshot.formulas, _can_be_behind)


def _differing(
    snapshot: Snapshot, others: Mapping[str, Columns], agree: Callable[[object, object], bool]
) -> Iterator[_Difference]:
    for title, shown in others.items():
        for number, row, value, text in _pairs_apart(snapshot.stored[title], shown, agree):
            yield title, number, row, str(value), str(text)


def _pairs_apart(
    stored: Columns, shown: Columns, agree: Callable[[object, object], bool]
) -> Iterator[tuple[int, int, object, object]]:
    """Cells of two readings that cannot be of one moment: column, row and both values."""
    for number in range(max(len(stored), len(shown))):
        values = stored[number] if number < len(stored) else ()
        texts = shown[number] if number < len(shown) else ()
        if values == texts:
            continue
        for row in range(max(len(values), len(texts))):
            value = values[row] if row < len(values) else ""
            text = texts[row] if row < len(texts) else ""
            if not agree(value, text):
                yield number, row, value, text


def is_one_moment(stored: Columns, shown: Columns) -> bool:
    """Whether a tab's stored values and shown texts can be of one moment."""
    return next(_pairs_apart(stored, shown, _agree), None) is None


def _can_be_behind(value: object, text: object) -> bool:
    """Whether a cell of the formulas' reading can be that stored value's: a formula, or itself."""
    return value == text or (isinstance(text, str) and text.startswith("="))


def _agree(value: object, text: object) -> bool:
    """Whether a shown text can be that stored value's."""
    if value is text or value == text:
        return True
    if isinstance(value, str):
        # An error is stored with its explanation and shown without.
        return value.startswith("#") and isinstance(text, str) and value.startswith(text)
    if isinstance(value, int) and not isinstance(value, bool) and isinstance(text, str):
        digits = text.translate(_GROUPING)
        return not digits.isdecimal() or int(digits) == value
    return True
