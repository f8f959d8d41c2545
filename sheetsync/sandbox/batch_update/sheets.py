"""Requests about whole sheets and the spreadsheet's own properties."""

from typing import Any

from sheetsync.sandbox import messages
from sheetsync.sandbox.batch_update.context import Change
from sheetsync.sandbox.copying import copy_of_sheet, free_title
from sheetsync.sandbox.dimensions import resize
from sheetsync.sandbox.errors import refused
from sheetsync.sandbox.field_masks import Mask, changed, for_change
from sheetsync.sandbox.recalculation import retitle_formulas
from sheetsync.sandbox.resource import sheet_properties
from sheetsync.sandbox.workbook import Sheet, checked_new_id, new_sheet_properties

Json = dict[str, Any]

LONGEST_TITLE = 100


def add_sheet(change: Change, request: Json) -> Json:
    """addSheet: last unless an index is given; the reply carries its full properties."""
    workbook = change.workbook
    given = messages.stored(request.get("properties", {}))
    title = given.get("title") or free_title(workbook, "Sheet{}", len(workbook.sheets) + 1)
    _refuse_taken(change, title, None)
    sheet_id = checked_new_id(workbook, given.get("sheetId"))
    properties = new_sheet_properties(sheet_id, title)
    grid = properties["gridProperties"] | given.pop("gridProperties", {})
    index = given.pop("index", len(workbook.sheets))
    properties |= given | {"sheetId": sheet_id, "title": title, "gridProperties": grid}
    sheet = Sheet(properties, change.world.store.blank_rows(workbook.file_id))
    index = min(index, len(workbook.sheets))
    workbook.sheets.insert(index, sheet)
    change.refuse_too_many_cells()
    return {"addSheet": {"properties": sheet_properties(sheet, index)}}


def _refuse_taken(change: Change, title: str, own: Sheet | None) -> None:
    if len(title) > LONGEST_TITLE:
        raise refused(f"Sheet titles can't have more than {LONGEST_TITLE} characters.")
    other = change.workbook.titled(title)
    if other is not None and other is not own:
        raise refused(f'A sheet with the name "{title}" already exists. Please enter another name.')


def delete_sheet(change: Change, request: Json) -> Json:
    """deleteSheet: with its cells, named ranges and metadata; one sheet must stay."""
    workbook = change.workbook
    sheet = workbook.grid_of(request.get("sheetId", 0))
    change.whole(sheet)
    if not any(other is not sheet and not other.hidden for other in workbook.sheets):
        raise refused("You can't remove all the sheets in a document.")
    workbook.sheets.remove(sheet)
    workbook.deleted.append(sheet)
    retitle_formulas(workbook, sheet.title, None)
    gone = sheet.sheet_id
    workbook.named_ranges[:] = [n for n in workbook.named_ranges if n["range"]["sheetId"] != gone]
    workbook.metadata[:] = [m for m in workbook.metadata if _sheet_of(m) != gone]
    return {}


def _sheet_of(metadata: Json) -> int | None:
    location = metadata["location"]
    place = location.get("dimensionRange", location)
    found: int | None = place.get("sheetId")
    return found


def update_sheet_properties(change: Change, request: Json) -> Json:
    """updateSheetProperties: title, index, grid size, frozen rows, colour, hidden."""
    given = request.get("properties", {})
    mask = for_change(request.get("fields"), "SheetProperties")
    sheet = change.workbook.grid_of(given.get("sheetId", 0))
    if "*" in mask:
        mask = {name: {} for name in given if name != "sheetId"} | {"title": {}}
    mask = messages.with_color_pairs(mask)
    given = messages.stored(given)
    if "title" in mask:
        _rename(change, sheet, given.get("title", ""))
    if "gridProperties" in mask:
        _change_grid(change, sheet, given.get("gridProperties", {}), mask["gridProperties"])
    rest = {
        n: m for n, m in mask.items() if n not in ("title", "gridProperties", "index", "sheetId")
    }
    sheet.properties.update(changed(sheet.properties, given, rest))
    for name in rest:
        if name not in given:
            sheet.properties.pop(name, None)
    if all(other.hidden for other in change.workbook.sheets):
        raise refused("You can't hide all the sheets in a document.")
    if "index" in mask:
        _move(change, sheet, given.get("index", 0))
    return {}


def _rename(change: Change, sheet: Sheet, title: str) -> None:
    if not title:
        raise refused("Sheet titles can't be empty.")
    _refuse_taken(change, title, sheet)
    retitle_formulas(change.workbook, sheet.title, title)
    sheet.properties["title"] = title


def _change_grid(change: Change, sheet: Sheet, given: Json, mask: Mask) -> None:
    """Rows are counted against the limit before columns, as recorded."""
    whole = not mask or "*" in mask
    for dimension, name in (("ROWS", "rowCount"), ("COLUMNS", "columnCount")):
        if (whole and name in given) or name in mask:
            if given.get(name, 0) < 1:
                raise refused(f"{name} must be greater than 0")
            resize(change.workbook, sheet, dimension, given[name])
            change.refuse_too_many_cells()
    kept = {"rowCount": sheet.row_count, "columnCount": sheet.column_count}
    others = {name: {} for name in sheet.grid} | {name: {} for name in given} if whole else mask
    sheet.properties["gridProperties"] = changed(sheet.grid, given, others) | kept
    if sheet.grid.get("frozenRowCount", 0) >= sheet.row_count:
        raise refused("You can't freeze all visible rows on the sheet.")
    if sheet.grid.get("frozenColumnCount", 0) >= sheet.column_count:
        raise refused("You can't freeze all visible columns on the sheet.")


def _move(change: Change, sheet: Sheet, index: int) -> None:
    """Move a tab; the index counts the tabs as they are before the move."""
    sheets = change.workbook.sheets
    before = sheets.index(sheet)
    sheets.remove(sheet)
    sheets.insert(index - 1 if index > before else index, sheet)


def duplicate_sheet(change: Change, request: Json) -> Json:
    """duplicateSheet: a copy with cells and objects, at the front unless an index is given."""
    workbook = change.workbook
    source = workbook.grid_of(request.get("sourceSheetId", 0))
    title = request.get("newSheetName") or free_title(workbook, f"Copy of {source.title}", 1)
    _refuse_taken(change, title, None)
    sheet_id = checked_new_id(workbook, request.get("newSheetId"))
    rows = change.world.store.blank_rows(workbook.file_id)
    copy = copy_of_sheet(workbook, source, workbook, rows, sheet_id)
    copy.properties["title"] = title
    copy.properties.pop("hidden", None)
    index = min(request.get("insertSheetIndex", 0), len(workbook.sheets))
    workbook.sheets.insert(index, copy)
    change.refuse_too_many_cells()
    return {"duplicateSheet": {"properties": sheet_properties(copy, index)}}


def update_spreadsheet_properties(change: Change, request: Json) -> Json:
    """updateSpreadsheetProperties: a new title renames the file in Drive too."""
    workbook = change.workbook
    mask = for_change(request.get("fields"), "SpreadsheetProperties")
    given = messages.stored(request.get("properties", {}))
    if "*" in mask:
        mask = {name: {} for name in given}
    if "title" in mask and not given.get("title"):
        raise refused("Title cannot be empty.")
    for name, word in (("locale", "locale"), ("timeZone", "time zone")):
        if name in mask and not given.get(name):
            raise refused(f"Unsupported {word}: {given.get(name, '')}")
    for name in ("defaultFormat", "spreadsheetTheme"):
        mask.pop(name, None)
    workbook.properties = changed(workbook.properties, given, mask) if mask else workbook.properties
    file = change.world.store.file(workbook.file_id)
    if "title" in mask and file is not None:
        file.resource["name"] = given["title"]
        change.world.store.save_file(file)
    return {}


KINDS = {
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "updateSheetProperties": update_sheet_properties,
    "duplicateSheet": duplicate_sheet,
    "updateSpreadsheetProperties": update_spreadsheet_properties,
}
