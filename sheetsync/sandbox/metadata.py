"""Developer metadata and the data filters that look it up."""

from typing import Any

from sheetsync.sandbox import messages
from sheetsync.sandbox.a1 import Bounds
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.ranges import Area, Selection, area_of, selected, stretch_of
from sheetsync.sandbox.workbook import Sheet, Workbook

Json = dict[str, Any]

_TYPES = {"ROWS": "ROW", "COLUMNS": "COLUMN"}


def stored_location(workbook: Workbook, given: Json) -> Json:
    """Where metadata hangs: the spreadsheet, a sheet, or one row or column.

    Raises:
        ApiError: it is none of these.
    """
    if "dimensionRange" in given:
        stretch = stretch_of(workbook, given["dimensionRange"])
        if stretch.count != 1 or "endIndex" not in given["dimensionRange"]:
            raise refused("DimensionRange must represent a single row or column")
        return {
            "locationType": _TYPES[stretch.dimension],
            "dimensionRange": {
                "sheetId": stretch.sheet.sheet_id,
                "dimension": stretch.dimension,
                "startIndex": stretch.start,
                "endIndex": stretch.end,
            },
        }
    if "sheetId" in given:
        workbook.grid_of(given["sheetId"])
        return {"locationType": "SHEET", "sheetId": given["sheetId"]}
    if given.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    raise refused("developerMetadata.location must be specified.")


def found_by(workbook: Workbook, data_filter: Json) -> list[Json]:
    """The metadata a data filter matches, in the order it was made.

    Raises:
        ApiError: the filter is empty or asks for something that cannot be looked up.
    """
    if "developerMetadataLookup" in data_filter:
        lookup = data_filter["developerMetadataLookup"]
        _refuse_lookup(lookup)
        return [one for one in workbook.metadata if _matches(workbook, one, lookup)]
    area = _area(workbook, data_filter)
    return [one for one in workbook.metadata if _crosses(one, area)]


def _area(workbook: Workbook, data_filter: Json) -> Area:
    if "a1Range" in data_filter:
        return selected(workbook, data_filter["a1Range"]).area().clipped()
    if "gridRange" in data_filter:
        return area_of(workbook, data_filter["gridRange"])
    raise refused("No data filter specified.")


def _refuse_lookup(lookup: Json) -> None:
    strategy = lookup.get("locationMatchingStrategy")
    location = lookup.get("metadataLocation", {})
    if strategy and not location:
        raise refused("metadataLocation must be specified with locationMatchingStrategy.")
    if strategy == "INTERSECTING_LOCATION" and location.get("spreadsheet"):
        raise refused("INTERSECTING_LOCATION cannot be used with a spreadsheet location.")


def _matches(workbook: Workbook, one: Json, lookup: Json) -> bool:
    for name in ("metadataId", "metadataKey", "metadataValue", "visibility"):
        if name in lookup and one.get(name) != lookup[name]:
            return False
    kind = lookup.get("locationType")
    if kind and one["location"]["locationType"] != kind:
        return False
    if "metadataLocation" not in lookup:
        return True
    place = lookup["metadataLocation"]
    if lookup.get("locationMatchingStrategy") == "EXACT_LOCATION" or place.get("spreadsheet"):
        return bool(one["location"] == stored_location(workbook, place))
    return _meets(workbook, one["location"], place)


def _meets(workbook: Workbook, location: Json, place: Json) -> bool:
    """Whether metadata hangs on a place or on a sheet, row or column that crosses it."""
    if "sheetId" in place:
        inner = location.get("dimensionRange", location)
        return bool(inner.get("sheetId") == place["sheetId"])
    stretch = stretch_of(workbook, place.get("dimensionRange", {}))
    own = location.get("dimensionRange")
    if own is None:
        return bool(location.get("sheetId") == stretch.sheet.sheet_id)
    if own["sheetId"] != stretch.sheet.sheet_id:
        return False
    if own["dimension"] != stretch.dimension:
        return True
    return bool(own["startIndex"] < stretch.end and stretch.start < own["endIndex"])


def _crosses(one: Json, area: Area) -> bool:
    """Whether metadata hangs on a sheet, row or column that shares cells with an area."""
    stretch = one["location"].get("dimensionRange")
    if not stretch:
        return bool(one["location"].get("sheetId") == area.sheet.sheet_id)
    rows = stretch["dimension"] == "ROWS"
    start, end = (area.top, area.bottom) if rows else (area.left, area.right)
    here = stretch["sheetId"] == area.sheet.sheet_id
    return bool(here and stretch["startIndex"] < end and start < stretch["endIndex"])


def areas_by(workbook: Workbook, data_filter: Json) -> list[Area]:
    """The cells a data filter means: a range, or the rows, columns and sheets it looks up."""
    if "developerMetadataLookup" not in data_filter:
        return [_area(workbook, data_filter)]
    return [
        area
        for one in found_by(workbook, data_filter)
        if (area := _cells_of(workbook, one["location"])) is not None
    ]


def _cells_of(workbook: Workbook, location: Json) -> Area | None:
    if "dimensionRange" in location:
        stretch = stretch_of(workbook, location["dimensionRange"])
        sheet = stretch.sheet
        if stretch.dimension == "ROWS":
            return Area(sheet, stretch.start, 0, stretch.end, sheet.column_count)
        return Area(sheet, 0, stretch.start, sheet.row_count, stretch.end)
    if "sheetId" in location:
        sheet = workbook.grid_of(location["sheetId"])
        return Area(sheet, 0, 0, sheet.row_count, sheet.column_count)
    return None


def selections_by(workbook: Workbook, data_filter: Json) -> list[Selection]:
    """The same as ranges with open ends, so that a matrix may be written at them."""
    if "a1Range" in data_filter:
        return [selected(workbook, data_filter["a1Range"])]
    return [
        Selection(area.sheet, Bounds(area.top, area.left, area.bottom, area.right))
        for area in areas_by(workbook, data_filter)
    ]


def follow_sorted_rows(workbook: Workbook, sheet: Sheet, moved: dict[int, int]) -> None:
    """Let row metadata follow the rows of a sort.

    Args:
        workbook: where the metadata is.
        sheet: what was sorted.
        moved: old row number -> new row number.
    """
    for number, one in enumerate(workbook.metadata):
        stretch = one["location"].get("dimensionRange")
        here = stretch and stretch["sheetId"] == sheet.sheet_id and stretch["dimension"] == "ROWS"
        if here and stretch["startIndex"] in moved:
            start = moved[stretch["startIndex"]]
            place = stretch | {"startIndex": start, "endIndex": start + 1}
            location = one["location"] | {"dimensionRange": place}
            workbook.metadata[number] = one | {"location": location}


def shown_matches(workbook: Workbook, data_filters: list[Json]) -> list[Json]:
    """MatchedDeveloperMetadata: each once, with all the filters that matched it."""
    matched: dict[int, Json] = {}
    for data_filter in data_filters:
        for one in found_by(workbook, data_filter):
            entry = matched.setdefault(
                one["metadataId"], {"developerMetadata": messages.shown(one), "dataFilters": []}
            )
            entry["dataFilters"].append(data_filter)
    return list(matched.values())
