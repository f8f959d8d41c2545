"""A spreadsheet and its sheets in memory: properties, objects and, by reference, the cells."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from typing import Any, ClassVar

import msgspec

from sheetsync.sandbox.errors import ApiError, refused
from sheetsync.sandbox.rope import Rows

Json = dict[str, Any]

NEW_ROWS = 1000
NEW_COLUMNS = 26
_IDS = 2**31 - 1


def defaults() -> Json:
    """The default format and theme that every spreadsheet of Google carries."""
    found: Json = msgspec.json.decode((files("sheetsync.sandbox") / "defaults.json").read_bytes())
    return found


class Interned:
    """Contents that many cells share, each stored once and named by its number; 0 is none."""

    def __init__(self, contents: list[Json]) -> None:
        self.contents = contents
        self._numbers = {
            msgspec.json.encode(content, order="sorted"): number
            for number, content in enumerate(contents, 1)
        }

    def number(self, content: Json | None) -> int:
        """The number of a content, new when it was never used here; 0 for None or {}."""
        if not content:
            return 0
        key = msgspec.json.encode(content, order="sorted")
        number = self._numbers.get(key)
        if number is None:
            self.contents.append(content)
            number = self._numbers[key] = len(self.contents)
        return number

    def content(self, number: int) -> Json:
        """What a number stands for; {} for 0. Never change it in place."""
        return self.contents[number - 1] if number else {}


@dataclass
class Sheet:
    """One sheet.

    Attributes:
        properties: SheetProperties without `index`, which is the place in the list.
        objects: lists of what lies over the cells, by their names in the Sheet resource.
        sizes: per dimension the rows or columns that differ from the default:
            `pixelSize`, `hiddenByUser`, `hiddenByFilter`, by 0-based index.
        rows: the cells.
    """

    LISTS: ClassVar = (
        "merges",
        "conditionalFormats",
        "filterViews",
        "protectedRanges",
        "charts",
        "bandedRanges",
        "rowGroups",
        "columnGroups",
        "slicers",
    )

    properties: Json
    rows: Rows
    objects: dict[str, Any] = field(default_factory=dict)
    sizes: dict[str, dict[int, Json]] = field(default_factory=lambda: {"ROWS": {}, "COLUMNS": {}})
    #: How many cells hold formulas, as of the last write.
    formulas: int = 0

    @property
    def sheet_id(self) -> int:
        """The number by which requests name the sheet."""
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        """The sheet's name on its tab."""
        return str(self.properties["title"])

    @property
    def grid(self) -> Json:
        """The sheet's GridProperties, to read or change."""
        found: Json = self.properties["gridProperties"]
        return found

    @property
    def row_count(self) -> int:
        """Rows of the grid, blank ones included."""
        return int(self.grid["rowCount"])

    @property
    def column_count(self) -> int:
        """Columns of the grid, blank ones included."""
        return int(self.grid["columnCount"])

    @property
    def hidden(self) -> bool:
        """Whether the tab is hidden."""
        return bool(self.properties.get("hidden"))

    def listed(self, name: str) -> list[Json]:
        """The objects of a kind, to read or change; the list is made when there is none."""
        found: list[Json] = self.objects.setdefault(name, [])
        return found

    def meta(self) -> bytes:
        """Everything but the cells, as stored."""
        objects = {name: found for name, found in self.objects.items() if found}
        sizes = {name: found for name, found in self.sizes.items() if found}
        return msgspec.json.encode(
            {"properties": self.properties, "objects": objects, "sizes": sizes}
        )


_NEVER = datetime(1, 1, 1)  # noqa: DTZ001  (wall-clock times carry no zone)


@dataclass
class Workbook:
    """One spreadsheet.

    Attributes:
        file_id: its id, the same in Sheets and Drive.
        properties: SpreadsheetProperties without the default format and theme.
        sheets: in the order of the tabs.
        named_ranges, metadata: NamedRange and DeveloperMetadata resources; ranges hold
            their sheetId always, also when it is 0.
        formats, rules: cell formats and validation rules that cells name by number.
        version: counts the writes.
    """

    file_id: str
    properties: Json
    sheets: list[Sheet] = field(default_factory=list)
    named_ranges: list[Json] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)
    formats: Interned = field(default_factory=lambda: Interned([]))
    rules: Interned = field(default_factory=lambda: Interned([]))
    version: int = 0
    #: The day (a proleptic ordinal) on which formulas such as TODAY() were last computed; 0
    #: without any.
    volatile_on: int = 0
    #: What formulas stood on besides cells when they were last computed (`outdated.outline_of`).
    outline: Json = field(default_factory=dict)
    #: Sheets that this request deleted; their cells are still in the file.
    deleted: list[Sheet] = field(default_factory=list)
    #: Some cell holds a formula, or did in this request; without any nothing is computed.
    has_formulas: bool = False
    #: The time in the workbook's zone, without the zone, when this request opened it.
    now: datetime = _NEVER
    #: `shared()` as the file has it.
    shared_as_stored: tuple[object, ...] = ()

    @property
    def locale(self) -> str:
        """The locale that values are typed and shown in, such as ru_RU."""
        return str(self.properties["locale"])

    def sheet(self, sheet_id: int) -> Sheet | None:
        """A sheet by its number."""
        return next((s for s in self.sheets if s.sheet_id == sheet_id), None)

    def grid_of(self, sheet_id: int) -> Sheet:
        """A sheet by its number.

        Raises:
            ApiError: there is none, as Google words it.
        """
        found = self.sheet(sheet_id)
        if found is None:
            raise refused(f"No grid with id: {sheet_id}")
        return found

    def titled(self, title: str) -> Sheet | None:
        """A sheet by its exact title, else by its title in other letter case."""
        for sheet in self.sheets:
            if sheet.properties["title"] == title:
                return sheet
        folded = title.casefold()
        return next((s for s in self.sheets if s.title.casefold() == folded), None)

    def first_visible(self) -> Sheet:
        """The sheet that a range without a title means."""
        return next((s for s in self.sheets if not s.hidden), self.sheets[0])

    def cells(self) -> int:
        """Cells of all grids, blank ones included: what Google's limit counts."""
        return sum(
            s.row_count * s.column_count for s in self.sheets if "gridProperties" in s.properties
        )

    def new_id(self) -> int:
        """A random number that no sheet or object of this workbook uses."""
        taken = {sheet.sheet_id for sheet in self.sheets}
        for sheet in self.sheets:
            for name in Sheet.LISTS:
                for found in sheet.objects.get(name, ()):
                    taken.update(v for k, v in found.items() if k.endswith("Id"))
        while True:
            number = secrets.randbelow(_IDS) + 1
            if number not in taken:
                return number

    def shared(self) -> tuple[object, ...]:
        """What a mere change of cells may change in `meta`: it only ever grows or moves on."""
        shared = len(self.formats.contents), len(self.rules.contents), self.volatile_on
        return (*shared, self.outline)

    def meta(self) -> bytes:
        """Everything but the sheets, as stored."""
        return msgspec.json.encode(
            {
                "properties": self.properties,
                "namedRanges": self.named_ranges,
                "metadata": self.metadata,
                "formats": self.formats.contents,
                "rules": self.rules.contents,
                "volatileOn": self.volatile_on,
                "outline": self.outline,
            }
        )


def new_sheet_properties(sheet_id: int, title: str) -> Json:
    """A new sheet's properties: 1000 rows, 26 columns."""
    return {
        "sheetId": sheet_id,
        "title": title,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": NEW_ROWS, "columnCount": NEW_COLUMNS},
    }


def new_workbook_properties(title: str) -> Json:
    """A new spreadsheet's properties, as a service account gets them."""
    return {
        "title": title,
        "locale": "en_US",
        "autoRecalc": "ON_CHANGE",
        "timeZone": "Etc/GMT",
    }


def checked_new_id(workbook: Workbook, sheet_id: int | None) -> int:
    """The id a new sheet gets: the one asked for, or a random one.

    Raises:
        ApiError: the id is taken or negative.
    """
    if sheet_id is None:
        return workbook.new_id()
    if sheet_id < 0:
        raise ApiError(400, f"Invalid sheet id: {sheet_id}")
    if workbook.sheet(sheet_id) is not None:
        raise refused(f"Sheet with id {sheet_id} already exists")
    return sheet_id
