"""The mark on a wrong cell: a rule over each people's tab that looks the cell up in Validation.

No run writes into people's tabs, so the mark is a conditional format. It finds a cell by its row's
key and its column, so that sorting takes the mark along. Such a rule may name another tab through
INDIRECT only.
"""

from collections.abc import Iterator, Sequence

from sheetsync.language import Lang, language
from sheetsync.rules.validation.finding import key_columns
from sheetsync.tables.catalogue.overview import FINDING_SEVERITY, VALIDATION
from sheetsync.tables.cells import column_letters
from sheetsync.tables.schema import Column, PeopleTab
from sheetsync.workbook.session import quoted
from sheetsync.workbook.setup.layout import Layouts, TabLayout
from sheetsync.workbook.setup.looks import formula_separator, rgb
from sheetsync.workbook.tab_requests import Request

#: The cell of an error above that of a warning, both above the colours of rows.
_COLOURS = {"error": "#ea9999", "warning": "#ffe599"}
_INDIRECT = "INDIRECT("


def mark_requests(layout: TabLayout, layouts: Layouts, lang: Lang, locale: str) -> list[Request]:
    """Rules that mark the wrong cells of a people's tab: those that it lacks, old ones replaced.

    Args:
        layout: of the tab.
        layouts: of all tabs.
        lang: of labels, and of the days in keys.
        locale: the spreadsheet's: decides what parts arguments.
    """
    validation = layouts.get(VALIDATION.code)
    if not isinstance(layout.tab, PeopleTab) or validation is None or validation.is_foreign:
        return []
    if layout.header_row is None:
        return []
    formulas = list(_formulas(layout, validation, lang, formula_separator(locale)))
    there = layout.present.colours if layout.present else ()
    ours = [at for at, formula in enumerate(there) if _is_ours(formula)]
    if [there[at] for at in ours] == [formula for formula, _ in formulas]:
        return []
    gone: list[Request] = [
        {"deleteConditionalFormatRule": {"sheetId": layout.sheet_id, "index": at}}
        for at in reversed(ours)
    ]
    rules = [_rule(layout, formula, colour) for formula, colour in formulas]
    return gone + [
        {"addConditionalFormatRule": {"index": at, "rule": rule}} for at, rule in enumerate(rules)
    ]


def _is_ours(formula: str) -> bool:
    return "ISNUMBER(MATCH(TEXTJOIN(" in formula and _INDIRECT in formula


def _rule(layout: TabLayout, formula: str, colour: str) -> Request:
    return {
        "ranges": [
            {
                "sheetId": layout.sheet_id,
                "startRowIndex": layout.header_row,
                "startColumnIndex": 0,
                "endColumnIndex": max(layout.placed, default=0) + 1,
            }
        ],
        "booleanRule": {
            "condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]},
            "format": {"backgroundColor": rgb(colour), "textFormat": {"bold": True}},
        },
    }


def _formulas(
    layout: TabLayout, validation: TabLayout, lang: Lang, separator: str
) -> Iterator[tuple[str, str]]:
    """The formula of each rule, as it reads for the first cell below the header; its colour."""
    row = layout.header_row or 1
    key = _key(layout, row + 1, lang)
    if not key:
        return
    tabs, keys, columns, severities = (
        _column_of(validation, name) for name in ("tab", "row_key", "column", "severity")
    )
    place = f"({tabs}={_text(layout.title)})*({keys}={key})*({columns}={_code(layout, row, lang)})"
    for choice in FINDING_SEVERITY:
        # Validation speaks the language of Settings, whatever that of the tabs is.
        told = "+".join(f"({severities}={_text(label)})" for label in choice.labels)
        found = f"IF(ISNUMBER(MATCH({key};{keys};0));SUMPRODUCT({place}*({told}))>0;1=0)"
        formula = f'=IF({"&".join(_key_cells(layout, row + 1))}="";"";{found})'
        yield _separated(formula, separator), _COLOURS[choice.code]


def _separated(formula: str, separator: str) -> str:
    """The formula with its arguments parted as the locale does; texts in quotes stay."""
    parts = formula.split('"')
    parts[::2] = [part.replace(";", separator) for part in parts[::2]]
    return '"'.join(parts)


def _key(layout: TabLayout, row: int, lang: Lang) -> str:
    """The row's key as Validation tells it, from its cells as they are shown; "" without any."""
    pattern = language(lang).cell_day_pattern
    parts = [
        f'IF({cell}="";"";TEXT({cell};"{pattern}"))' if column.kind == "date" else cell
        for cell, column in _key_cells(layout, row).items()
    ]
    return f'TEXTJOIN(" · ";1;{";".join(parts)})' if parts else ""


def _key_cells(layout: TabLayout, row: int) -> dict[str, Column]:
    """The cells that tell a row apart, with their columns."""
    places = [layout.position(name) for name in key_columns(layout.tab.code)]
    return {f"${column_letters(at + 1)}{row}": layout.placed[at] for at in places if at is not None}


def _code(layout: TabLayout, row: int, lang: Lang) -> str:
    """The code of the column of a cell, told by its header."""
    # By code: the same rule, whatever order the columns have in the sheet.
    placed = sorted(layout.placed.items(), key=lambda pair: pair[1].name)
    pairs = [
        f"{_text(header)};{_text(column.name)}"
        for position, column in placed
        if position != layout.name_at and (header := _header(layout, position, lang))
    ]
    return f'SWITCH(A${row};{";".join(pairs)};"-")'


def _header(layout: TabLayout, position: int, lang: Lang) -> str:
    row = layout.header_row or 1
    columns: Sequence[Sequence[object]] = layout.present.columns if layout.present else ()
    cells = columns[position] if position < len(columns) else ()
    return str(cells[row - 1]) if len(cells) >= row else layout.placed[position].header(lang)


def _column_of(validation: TabLayout, name: str) -> str:
    letters = column_letters(validation.names.index(name) + 1)
    place = f"{quoted(validation.title)}!${letters}$2:${letters}"
    return f"{_INDIRECT}{_text(place)})"


def _text(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
