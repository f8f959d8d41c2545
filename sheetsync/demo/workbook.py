"""What a demo workbook is made of: rows of plain values, what a person types, formulas."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sheetsync.language import Lang
from sheetsync.tables.catalogue import PEOPLE_BY_CODE
from sheetsync.tables.kinds.yes_no import NO, YES
from sheetsync.tables.schema import Choice, Column


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as a person types it, entered as USER_ENTERED: Google may make a number of it."""

    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with its equals sign."""

    text: str


Value = None | str | int | float | Decimal | bool | date | datetime | Typed | Formula
#: A row before it is laid out: column code to value, enum values as codes.
Cells = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a planted trouble stands.

    Attributes:
        tab: code of the people's tab.
        row: sheet row, 1-based, headers in row 1.
        column: code of the column, "" when the whole row is the trouble.
        key: what names the row in the tool tabs: a partner's code, a number of an invoice …
    """

    tab: str
    row: int
    column: str
    key: str


@dataclass(frozen=True, slots=True)
class DemoWorkbook:
    """A partner network as pure rows.

    Attributes:
        title: of the spreadsheet.
        locale, time_zone: of the spreadsheet.
        lang: of titles, headers and labels.
        tabs: by tab code, rows below the headers; a value per catalogue column and then one per
            extra column.
        extra_columns: by tab code, headers of the columns that a manager added on the right.
        planted: where each trouble of `sheetsync.demo.troubles.PLANTED` stands, by its code.
    """

    title: str
    locale: str
    time_zone: str
    lang: Lang
    tabs: Mapping[str, list[list[Value]]]
    extra_columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    planted: Mapping[str, Place] = field(default_factory=dict)


def laid_out(tab: str, cells: Cells, lang: Lang) -> list[Value]:
    """A row in the catalogue's column order, enum codes as labels of the language.

    Raises:
        KeyError: a code is not a column of the tab.
    """
    columns = PEOPLE_BY_CODE[tab].columns
    unknown = cells.keys() - {column.name for column in columns}
    if unknown:
        raise KeyError(f"{tab}: {', '.join(sorted(unknown))}")
    return [_labelled(column, cells.get(column.name), lang) for column in columns]


def _labelled(column: Column, value: Value, lang: Lang) -> Value:
    if isinstance(value, bool):
        return (YES if value else NO).said(lang)
    for choice in column.allowed:
        if isinstance(choice, Choice) and choice.code == value:
            return choice.label(lang)
    return value
