"""Requests for one tab's columns: headers, notes, number formats, widths, dropdowns."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sheetsync.language import Lang, language
from sheetsync.tables.kinds.yes_no import NO, YES
from sheetsync.tables.schema import Choice, Column, Kind
from sheetsync.workbook.answer_cells import (
    DRESS_FIELDS,
    answer_dress,
    choice_labels,
    one_of,
)
from sheetsync.workbook.setup.notes import header_note
from sheetsync.workbook.tab_requests import Request

#: Kinds that Google would turn into numbers or dates unless told that they are text.
_TEXT_KINDS: frozenset[Kind] = frozenset(
    {"id", "inn", "kpp", "ogrn", "bic", "account", "month", "email"}
)
_HEADER_COLOUR = {"red": 0.906, "green": 0.929, "blue": 0.965}
_TOOL_HEADER_COLOUR = {"red": 0.894, "green": 0.914, "blue": 0.894}
_DEFAULT_WIDTH_PX = 110
_WIDEST_PX = 260
#: Of bold letters in Google's usual ten points, and beside them.
_LETTER_PX = 9
#: As long as a day with its time is, in any language.
_MOMENT = "31.12.2026 23:59"
_MARGIN_PX = 16
#: A column given so much room holds sentences.
_LONG_TEXT_PX = 200


def number_format(column: Column, lang: Lang) -> dict[str, str] | None:
    """How Google shows a column's cells; None leaves it to Google."""
    if column.kind in _TEXT_KINDS:
        return {"type": "TEXT", "pattern": "@"}
    date_pattern = language(lang).cell_day_pattern
    formats: dict[Kind, dict[str, str]] = {
        "date": {"type": "DATE", "pattern": date_pattern},
        "datetime": {"type": "DATE_TIME", "pattern": f"{date_pattern} hh:mm"},
        "money": {"type": "NUMBER", "pattern": "#,##0.00"},
        "percent": {"type": "PERCENT", "pattern": "0%"},
        "integer": {"type": "NUMBER", "pattern": "0"},
    }
    return formats.get(column.kind)


def header_cells(columns: Iterable[Column], lang: Lang, *, is_tool: bool) -> list[Request]:
    """The header row's cells: texts, looks, notes; a tool tab's where there is something to say."""
    return [
        {
            "userEnteredValue": {"stringValue": column.header(lang)},
            "userEnteredFormat": {
                "backgroundColor": _TOOL_HEADER_COLOUR
                if is_tool and not column.people
                else _HEADER_COLOUR,
                "textFormat": {"bold": True},
                "wrapStrategy": "WRAP",
                "verticalAlignment": "MIDDLE",
            },
            "note": tool_note(column, lang) if is_tool else header_note(column, lang),
        }
        for column in columns
    ]


def tool_note(column: Column, lang: Lang) -> str:
    """What a tool tab's header says of its column; "" where it speaks for itself."""
    return column.note.said(lang) if column.note else ""


def header_request(cells: Sequence[Request], sheet_id: int, row: int, position: int) -> Request:
    """Write header cells side by side, from a 0-based place on."""
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": position},
            "rows": [{"values": list(cells)}],
            "fields": "userEnteredValue,userEnteredFormat,note",
        }
    }


def note_request(note: str, sheet_id: int, row: int, position: int) -> Request:
    """Put a note on a header that is there; its text and looks stay."""
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": position},
            "rows": [{"values": [{"note": note}]}],
            "fields": "note",
        }
    }


def format_request(
    column: Column, sheet_id: int, row: int, position: int, lang: Lang
) -> Request | None:
    """The number format of a column from a 0-based row on; None where Google's own will do."""
    shown_as = number_format(column, lang)
    if shown_as is None:
        return None
    return {
        "repeatCell": {
            "range": _from_row(sheet_id, row, position),
            "cell": {"userEnteredFormat": {"numberFormat": shown_as}},
            "fields": "userEnteredFormat.numberFormat",
        }
    }


def wrap_request(column: Column, sheet_id: int, row: int, position: int) -> Request | None:
    """Have the long texts of a column wrap, from a 0-based row on; None for a short one."""
    if not is_long(column):
        return None
    return _looks_request(
        (sheet_id, row, position), {"wrapStrategy": "WRAP", "verticalAlignment": "TOP"}
    )


def top_request(column: Column, sheet_id: int, row: int, position: int) -> Request | None:
    """Have a short column's cells begin where the long ones beside them do; None for a long one."""
    if is_long(column):
        return None
    return _looks_request((sheet_id, row, position), {"verticalAlignment": "TOP"})


def is_long(column: Column) -> bool:
    """Whether a column's texts wrap."""
    return column.wraps or (column.kind in {"text", "url"} and column.width_px >= _LONG_TEXT_PX)


def _looks_request(start: tuple[int, int, int], looks: dict[str, str]) -> Request:
    return {
        "repeatCell": {
            "range": _from_row(*start),
            "cell": {"userEnteredFormat": looks},
            "fields": f"userEnteredFormat({','.join(looks)})",
        }
    }


def answer_request(column: Column, sheet_id: int, row: int, position: int, lang: Lang) -> Request:
    """Dress a shared log's column for answers, from a 0-based row on.

    Without boxes: those come with the rows, since one in a blank row may count as a row.
    """
    cell, fields = answer_dress(column, lang), DRESS_FIELDS
    if column.kind == "bool":
        cell = {name: look for name, look in cell.items() if name != "dataValidation"}
    place = _from_row(sheet_id, row, position)
    return {"repeatCell": {"range": place, "cell": cell, "fields": fields}}


def fitting_width_px(column: Column, lang: Lang) -> int:
    """A width at which the header, every label of an enumeration and a moment are read whole."""
    labels = [choice.label(lang) for choice in column.allowed if isinstance(choice, Choice)]
    labels += [_MOMENT] if column.kind == "datetime" else []
    widest = max(map(len, (column.header(lang), *labels)))
    return max(_DEFAULT_WIDTH_PX, min(_LETTER_PX * widest + _MARGIN_PX, _WIDEST_PX))


def width_request(column: Column, sheet_id: int, position: int, lang: Lang) -> Request:
    """The width of a column."""
    return {
        "updateDimensionProperties": {
            "range": {
                "sheetId": sheet_id,
                "dimension": "COLUMNS",
                "startIndex": position,
                "endIndex": position + 1,
            },
            "properties": {"pixelSize": column.width_px or fitting_width_px(column, lang)},
            "fields": "pixelSize",
        }
    }


@dataclass(frozen=True, slots=True)
class Dropdowns:
    """Dropdowns of enumerations, yes/no and codes from other tabs.

    Attributes:
        lang: of the labels.
        place_of: the range of a tab's key column, None when it has none.
    """

    lang: Lang
    place_of: Callable[[str], str | None]

    def request(self, column: Column, sheet_id: int, row: int, position: int) -> Request | None:
        """The dropdown of a column from a 0-based row on; None for a column without one.

        It warns and never refuses: a word of a person's own is a finding, not a lost word.
        """
        condition = _condition(column, self.lang, self.place_of)
        if condition is None:
            return None
        return {
            "setDataValidation": {
                "range": _from_row(sheet_id, row, position),
                "rule": {"condition": condition, "strict": False, "showCustomUi": True},
            }
        }


def _condition(column: Column, lang: Lang, place_of: Callable[[str], str | None]) -> Request | None:
    if column.kind == "bool":
        return one_of((YES.said(lang), NO.said(lang)))
    if column.kind == "enum":
        return one_of(choice_labels(column, lang))
    place = place_of(column.refers_to.partition(".")[0]) if column.refers_to else None
    if place is None:
        return None
    return {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": f"={place}"}]}


def _from_row(sheet_id: int, row: int, position: int) -> Request:
    return {
        "sheetId": sheet_id,
        "startRowIndex": row,
        "startColumnIndex": position,
        "endColumnIndex": position + 1,
    }
