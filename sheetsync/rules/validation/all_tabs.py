"""Rules of every tab: codes of other tabs, days in a believable span, years of the calendar."""

import re

import pandas as pd

from sheetsync.language import Phrase
from sheetsync.rules.called import codes_called
from sheetsync.rules.validation.book import Book
from sheetsync.rules.validation.references import (
    known_keys,
    nearest_keys,
    reference_columns,
)
from sheetsync.rules.validation.rule import (
    READ,
    ROW_OUT,
    Hits,
    ValidationRule,
    Wording,
    at,
    together,
)
from sheetsync.rules.validation.work_and_money import unknown_years
from sheetsync.tables.catalogue.finding_codes import (
    V_CAL_01,
    V_GEN_11,
    V_GEN_13,
    V_GEN_14,
    V_GEN_18,
)
from sheetsync.tables.catalogue.modules import people_tabs
from sheetsync.tables.catalogue.rating import EVERY_GROUP
from sheetsync.tables.cells import a1
from sheetsync.tables.cleaning import plain_dashes
from sheetsync.tables.schema import Column
from sheetsync.tables.table import Table

#: Without these the foreign letters of a Latin code are left.
_NOT_CYRILLIC = re.compile("[^\u0400-\u04ff]")
_FIRST_DAY = pd.Timestamp(2000, 1, 1)
_YEARS_AHEAD = 2
#: Contracts run for longer than anything else is planned.
_CONTRACT_YEARS_AHEAD = 10


def unknown_reference(book: Book) -> Hits:
    """A code that no row of the tab it refers to has."""
    return together([_unknown(book, tab, column) for tab, column in reference_columns(book.tables)])


def _unknown(book: Book, tab: str, column: Column) -> Hits:
    keys = known_keys(book.tables, column)
    if keys is None or book.frame(tab).empty:
        return pd.DataFrame()
    codes = book.readable(tab, column.name)[column.name].dropna()
    strange = codes[(pd.Index(keys).get_indexer(codes) < 0) & (codes != EVERY_GROUP)]
    if strange.empty:
        return pd.DataFrame()
    near = nearest_keys(strange, keys)
    referred = book.tables.tables[column.refers_to.partition(".")[0]]
    called = codes_called(book.tables, column.refers_to.partition(".")[0], strange)
    meant = called.map(", ".join)
    is_name, several = meant != "", called.map(len) > 1
    return at(
        strange.to_frame(),
        tab=tab,
        column=column.name,
        code=strange,
        referred=referred.title,
        near=near.mask(is_name),
        near_cell=near.map(_key_cells(referred, keys, set(near.dropna()))),
        meant=meant.where(is_name & ~several),
        several=meant.where(several),
    )


def _key_cells(table: Table, keys: pd.Series, wanted: set[str]) -> dict[str, str]:
    position = table.positions.get(str(keys.name), 1)
    chosen = keys[keys.isin(wanted)]
    return {key: a1(row, position) for row, key in zip(chosen.index, chosen, strict=True)}


def look_alike_reference(book: Book) -> Hits:
    """A code that only looks like the code it means; it is matched."""
    return together(
        [_meant(book, tab, column, dashes=False) for tab, column in reference_columns(book.tables)]
    )


def odd_dash_reference(book: Book) -> Hits:
    """A code that differs from the one it means by its dashes alone; it is matched."""
    return together(
        [_meant(book, tab, column, dashes=True) for tab, column in reference_columns(book.tables)]
    )


def _meant(book: Book, tab: str, column: Column, *, dashes: bool) -> Hits:
    """Codes that were matched though they differ: by dashes alone, or by letters too."""
    if not book.has(tab) or known_keys(book.tables, column) is None:
        return pd.DataFrame()
    if book.frame(tab) is book.as_read.frame(tab):
        return pd.DataFrame()
    typed, meant = book.as_read.frame(tab)[column.name], book.frame(tab)[column.name]
    changed = typed[typed.notna() & (typed != meant)]
    if changed.empty:
        return pd.DataFrame()
    alone = changed.map(plain_dashes) == meant[changed.index].map(plain_dashes)
    changed = changed[alone.astype(bool) == dashes]
    return at(
        changed.to_frame(),
        tab=tab,
        column=column.name,
        code=changed,
        meant=meant[changed.index],
        letters=changed.map(lambda code: _NOT_CYRILLIC.sub("", code)),
        referred=book.tables.tables[column.refers_to.partition(".")[0]].title,
    )


def unlikely_year(book: Book) -> Hits:
    """A day long ago or far ahead: a slip in the year."""
    found = [
        _unlikely(book, tab.code, column.name)
        for tab in people_tabs(book.settings.modules)
        if book.has(tab.code) and len(book.frame(tab.code))
        for column in tab.columns
        if column.kind in {"date", "datetime"}
    ]
    return together(found)


def _unlikely(book: Book, tab: str, column: str) -> Hits:
    years = _CONTRACT_YEARS_AHEAD if column == "valid_to" else _YEARS_AHEAD
    last_day = book.today + pd.DateOffset(years=years)
    days = book.frame(tab)[column]
    wrong = days[(days < _FIRST_DAY) | (days > last_day)]
    return at(wrong.to_frame(), tab=tab, column=column, day=wrong.dt.normalize())


RULES = (
    ValidationRule(
        V_GEN_11, "error", "", "", "row", unknown_reference,
        Wording(
            Phrase(
                ru="кода «{code}» нет во вкладке «{referred}».",
                en="the code “{code}” is not in the tab “{referred}”.",
            ),
            Phrase(
                ru="[Это название: впишите код {meant}.|"
                "Это название, и оно у нескольких: впишите один из кодов {several}.|"
                "Похож «{near}» ({near_cell}).|"
                "Исправьте код или добавьте строку во вкладку «{referred}».]",
                en="[That is a name: enter its code, {meant}.|"
                "That is a name that several bear: enter one of the codes {several}.|"
                "“{near}” ({near_cell}) is similar.|"
                "Correct the code or add a row to the tab “{referred}”.]",
            ),
            ROW_OUT,
        ),
    ),
    ValidationRule(
        V_GEN_13, "warning", "", "", "none", look_alike_reference,
        Wording(
            Phrase(
                ru="в коде «{code}»[ русские «{letters}» вместо латинских| буквы другого "
                "алфавита]: он только похож на «{meant}».",
                en="the code “{code}” has[ Russian “{letters}” instead of Latin letters| letters "
                "of another alphabet]: it only looks like “{meant}”.",
            ),
            Phrase(
                ru="Скопируйте код из вкладки «{referred}».", en="Copy the code from “{referred}”."
            ),
            Phrase(ru="понято как «{meant}»", en="taken for “{meant}”"),
        ),
    ),
    ValidationRule(
        V_GEN_18, "warning", "", "", "none", odd_dash_reference,
        Wording(
            Phrase(
                ru="в коде «{code}» не дефис, а другой знак: он только похож на «{meant}».",
                en=(
                    "the code “{code}” has another dash than a hyphen: "
                    "it only looks like “{meant}”."
                ),
            ),
            Phrase(
                ru="Скопируйте код из вкладки «{referred}».", en="Copy the code from “{referred}”."
            ),
            Phrase(ru="понято как «{meant}»", en="taken for “{meant}”"),
        ),
    ),
    ValidationRule(
        V_GEN_14, "warning", "", "", "none", unlikely_year,
        Wording(
            Phrase(ru="{day}: опечатка в годе?", en="{day}: a slip in the year?"),
            Phrase(ru="Проверьте год.", en="Check the year."),
            READ,
        ),
    ),
    ValidationRule(
        V_CAL_01, "warning", "", "", "none", unknown_years,
        Wording(
            Phrase(
                ru="нет праздников за {year} год.",
                en="there are no holidays for {year}.",
            ),
            Phrase(
                ru="Впишите их или попросите того, кто ведёт sheetsync"
                " (`sheetsync init --calendar ru-{year}`).",
                en="Enter them, or ask whoever runs sheetsync"
                " (`sheetsync init --calendar ru-{year}`).",
            ),
            Phrase(
                ru="выходными считаются только суббота и воскресенье",
                en="only Saturdays and Sundays count as days off",
            ),
        ),
    ),
)  # fmt: skip
