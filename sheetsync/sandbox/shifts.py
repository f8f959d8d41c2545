"""What happens to positions when rows or columns are inserted, deleted or moved."""

from dataclasses import dataclass
from typing import Any, Protocol

from sheetsync.sandbox.ranges import EDGES
from sheetsync.sandbox.workbook import Sheet, Workbook

Json = dict[str, Any]
Span = tuple[int, int]


class Shift(Protocol):
    """A change of one dimension of one sheet."""

    def index(self, index: int) -> int | None:
        """Where a row or column is now; None when it is gone."""
        ...

    def span(self, start: int, end: int) -> Span | None:
        """Where a half-open run is now; None when it is gone."""
        ...


@dataclass(frozen=True)
class Insertion:
    """New rows or columns before an index. A run that they fall into grows."""

    at: int
    count: int

    def index(self, index: int) -> int | None:
        """Where a row or column is now."""
        return index + self.count if index >= self.at else index

    def span(self, start: int, end: int) -> Span | None:
        """Where a run is now."""
        if start >= self.at:
            return start + self.count, end + self.count
        return (start, end + self.count) if end > self.at else (start, end)


@dataclass(frozen=True)
class Deletion:
    """Rows or columns taken out from an index on. A run that loses all of itself is gone."""

    at: int
    count: int

    def index(self, index: int) -> int | None:
        """Where a row or column is now; None when it was deleted."""
        if index < self.at:
            return index
        return index - self.count if index >= self.at + self.count else None

    def span(self, start: int, end: int) -> Span | None:
        """Where a run is now; None when it was deleted."""
        left = self._clamped(start), self._clamped(end)
        return left if left[0] < left[1] else None

    def _clamped(self, edge: int) -> int:
        return max(min(edge, self.at), edge - self.count)


@dataclass(frozen=True)
class Relocation:
    """Rows or columns from `start` before `end` moved to `destination`.

    The destination is an index before the move, as moveDimension gives it.
    """

    start: int
    end: int
    destination: int

    @property
    def landing(self) -> int:
        """The first moved row's or column's index after the move."""
        moved_down = self.destination > self.start
        return self.destination - (self.end - self.start) if moved_down else self.destination

    def index(self, index: int) -> int | None:
        """Where a row or column is now."""
        if self.start <= index < self.end:
            return index - self.start + self.landing
        out = Deletion(self.start, self.end - self.start).index(index)
        assert out is not None  # noqa: S101  (only what moves could be missing)
        return Insertion(self.landing, self.end - self.start).index(out)

    def span(self, start: int, end: int) -> Span | None:
        """Where a run is now: it moves along, stays around the move, or closes and opens."""
        count = self.end - self.start
        if self.start <= start and end <= self.end:
            moved = start - self.start + self.landing
            return moved, moved + end - start
        if start <= self.start and self.end <= end and start <= self.destination <= end:
            return start, end
        closed = Deletion(self.start, count).span(start, end)
        assert closed is not None  # noqa: S101  (a run within the move was handled above)
        return Insertion(self.landing, count).span(*closed)


def shift_objects(workbook: Workbook, sheet: Sheet, dimension: str, shift: Shift) -> None:
    """Let everything that lies over the cells follow: merges, filters, names, metadata."""
    objects = sheet.objects
    merges = [_moved(found, dimension, shift) for found in objects.get("merges", ())]
    objects["merges"] = [found for found in merges if found and not _one_cell(found)]
    for name in ("filterViews", "protectedRanges", "bandedRanges"):
        moved = [_with_range(found, dimension, shift) for found in objects.get(name, ())]
        objects[name] = [found for found in moved if found]
    if objects.get("basicFilter"):
        objects["basicFilter"] = _with_range(objects["basicFilter"], dimension, shift)
    objects["conditionalFormats"] = _moved_rules(objects, dimension, shift)
    groups = "rowGroups" if dimension == "ROWS" else "columnGroups"
    moved = [_with_stretch(found, shift) for found in objects.get(groups, ())]
    objects[groups] = [found for found in moved if found]
    _shift_names_and_metadata(workbook, sheet, dimension, shift)


def _one_cell(found: Json) -> bool:
    height = found["endRowIndex"] - found["startRowIndex"]
    width = found["endColumnIndex"] - found["startColumnIndex"]
    return bool(height * width == 1)


def _moved(found: Json, dimension: str, shift: Shift) -> Json | None:
    """A GridRange after a shift; open sides stay open, None when nothing of it is left."""
    start_name, end_name = EDGES[dimension]
    start, end = found.get(start_name), found.get(end_name)
    if start is None and end is None:
        return found
    far = 2**31 - 1
    span = shift.span(start or 0, far if end is None else end)
    if span is None:
        return None
    moved = dict(found)
    if start is not None:
        moved[start_name] = span[0]
    if end is not None:
        moved[end_name] = span[1]
    return moved


def _with_range(found: Json, dimension: str, shift: Shift) -> Json | None:
    if "range" not in found:
        return found
    moved = _moved(found["range"], dimension, shift)
    if moved is None:
        return None
    after = found | {"range": moved}
    if "unprotectedRanges" in found:
        parts = [_moved(part, dimension, shift) for part in found["unprotectedRanges"]]
        after["unprotectedRanges"] = [part for part in parts if part]
    if dimension == "COLUMNS":
        _shift_columns_of_filter(after, shift)
    return after


def _shift_columns_of_filter(found: Json, shift: Shift) -> None:
    if "criteria" in found:
        moved = {shift.index(int(key)): value for key, value in found["criteria"].items()}
        found["criteria"] = {str(key): value for key, value in moved.items() if key is not None}
    for name, field in (("filterSpecs", "columnIndex"), ("sortSpecs", "dimensionIndex")):
        if name in found:
            specs = [spec | {field: shift.index(spec.get(field, 0))} for spec in found[name]]
            found[name] = [spec for spec in specs if spec[field] is not None]


def _moved_rules(objects: Json, dimension: str, shift: Shift) -> list[Json]:
    rules = []
    for rule in objects.get("conditionalFormats", ()):
        ranges = [_moved(found, dimension, shift) for found in rule["ranges"]]
        kept = [found for found in ranges if found]
        if kept:
            rules.append(rule | {"ranges": kept})
    return rules


def _with_stretch(found: Json, shift: Shift) -> Json | None:
    stretch = found["range"]
    span = shift.span(stretch["startIndex"], stretch["endIndex"])
    if span is None:
        return None
    return found | {"range": stretch | {"startIndex": span[0], "endIndex": span[1]}}


def _shift_names_and_metadata(
    workbook: Workbook, sheet: Sheet, dimension: str, shift: Shift
) -> None:
    names = []
    for named in workbook.named_ranges:
        here = named["range"]["sheetId"] == sheet.sheet_id
        moved = _with_range(named, dimension, shift) if here else named
        if moved:
            names.append(moved)
    workbook.named_ranges[:] = names
    kept = []
    for found in workbook.metadata:
        stretch = found["location"].get("dimensionRange")
        if stretch and stretch["sheetId"] == sheet.sheet_id and stretch["dimension"] == dimension:
            span = shift.span(stretch["startIndex"], stretch["endIndex"])
            if span is None:
                continue
            moved = stretch | {"startIndex": span[0], "endIndex": span[1]}
            found = found | {"location": found["location"] | {"dimensionRange": moved}}  # noqa: PLW2901  (the moved one takes its place)
        kept.append(found)
    workbook.metadata[:] = kept
