"""Requests for one tab's columns: headers, notes, number formats, widths, dropdowns."""

from collections.abc import Callable, Iterator
from typing import Any

from sheetsync.tables.catalogue.people import BY_CODE
from sheetsync.tables.schema import Choice, Column, Kind, Lang, PeopleTab, ToolTab
from sheetsync.workbook.session import quoted
from sheetsync.workbook.setup.notes import header_note

Request = dict[str, Any]

#: Kinds that Google would turn into numbers or dates unless told that they are text.
_TEXT_KINDS: frozenset[Kind] = frozenset(
    {"id", "inn", "kpp", "ogrn", "bic", "account", "month", "email"}
)
_DATE_PATTERNS = {"ru": "dd.mm.yyyy", "en": "yyyy-mm-dd"}
_HEADER_COLOUR = {"red": 0.906, "green": 0.929, "blue": 0.965}
_TOOL_HEADER_COLOUR = {"red": 0.894, "green": 0.914, "blue": 0.894}
_DEFAULT_WIDTH_PX = 110


def number_format(column: Column, lang: Lang) -> dict[str, str] | None:
    """How Google shows a column's cells; None leaves it to Google."""
    if column.kind in _TEXT_KINDS:
        return {"type": "TEXT", "pattern": "@"}
    date_pattern = _DATE_PATTERNS[lang]
    formats: dict[Kind, dict[str, str]] = {
        "date": {"type": "DATE", "pattern": date_pattern},
        "datetime": {"type": "DATE_TIME", "pattern": f"{date_pattern} hh:mm"},
        "money": {"type": "NUMBER", "pattern": "#,##0.00"},
        "percent": {"type": "PERCENT", "pattern": "0%"},
        "integer": {"type": "NUMBER", "pattern": "0"},
    }
    return formats.get(column.kind)


def header_requests(tab: PeopleTab | ToolTab, sheet_id: int, lang: Lang) -> Iterator[Request]:
    """The header row: texts, notes, looks; frozen."""
    colour = _HEADER_COLOUR if isinstance(tab, PeopleTab) else _TOOL_HEADER_COLOUR
    cells = [
        {
            "userEnteredValue": {"stringValue": column.header(lang)},
            "userEnteredFormat": {
                "backgroundColor": colour,
                "textFormat": {"bold": True},
                "wrapStrategy": "WRAP",
                "verticalAlignment": "MIDDLE",
            },
            "note": header_note(column, lang) if isinstance(tab, PeopleTab) else "",
        }
        for column in tab.columns
    ]
    yield {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": 0},
            "rows": [{"values": cells}],
            "fields": "userEnteredValue,userEnteredFormat,note",
        }
    }


def format_requests(columns: dict[int, Column], sheet_id: int, lang: Lang) -> Iterator[Request]:
    """Number formats and widths, by 0-based position."""
    for position, column in columns.items():
        shown_as = number_format(column, lang)
        if shown_as is not None:
            yield {
                "repeatCell": {
                    "range": _below_header(sheet_id, position),
                    "cell": {"userEnteredFormat": {"numberFormat": shown_as}},
                    "fields": "userEnteredFormat.numberFormat",
                }
            }
        yield {
            "updateDimensionProperties": {
                "range": {
                    "sheetId": sheet_id,
                    "dimension": "COLUMNS",
                    "startIndex": position,
                    "endIndex": position + 1,
                },
                "properties": {"pixelSize": column.width_px or _DEFAULT_WIDTH_PX},
                "fields": "pixelSize",
            }
        }


def dropdown_requests(
    columns: dict[int, Column],
    sheet_id: int,
    lang: Lang,
    place_of: Callable[[str], tuple[str, str] | None],
) -> Iterator[Request]:
    """Dropdowns of enumerations, yes/no and codes from other tabs.

    Args:
        columns: by 0-based position.
        sheet_id: of the tab.
        lang: of the labels.
        place_of: the title of a tab and the letters of its key column, None when it has none.
    """
    for position, column in columns.items():
        condition = _condition(column, lang, place_of)
        if condition is not None:
            yield {
                "setDataValidation": {
                    "range": _below_header(sheet_id, position),
                    "rule": {"condition": condition, "strict": False, "showCustomUi": True},
                }
            }


def _condition(
    column: Column, lang: Lang, place_of: Callable[[str], tuple[str, str] | None]
) -> Request | None:
    if column.kind == "bool":
        return _one_of(("да", "нет") if lang == "ru" else ("yes", "no"))
    if column.kind == "enum":
        return _one_of(
            tuple(
                choice.label(lang) if isinstance(choice, Choice) else choice
                for choice in column.allowed
            )
        )
    place = place_of(column.refers_to.partition(".")[0]) if column.refers_to else None
    if place is None:
        return None
    title, letters = place
    return {
        "type": "ONE_OF_RANGE",
        "values": [{"userEnteredValue": f"={quoted(title)}!${letters}$2:${letters}"}],
    }


def _one_of(labels: tuple[str, ...]) -> Request:
    return {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": label} for label in labels]}


def _below_header(sheet_id: int, position: int) -> Request:
    return {
        "sheetId": sheet_id,
        "startRowIndex": 1,
        "startColumnIndex": position,
        "endColumnIndex": position + 1,
    }


def key_column(code: str) -> str:
    """The name of the column that other tabs refer to."""
    return BY_CODE[code].key[0]
