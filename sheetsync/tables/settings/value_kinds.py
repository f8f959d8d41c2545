"""How each kind of setting is read from its cell."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from sheetsync.dates import zone_of
from sheetsync.language import Lang
from sheetsync.tables.catalogue.documents import (
    DOCUMENT_KIND,
    DOCUMENT_STATUS,
    PAY_BASE,
    PAY_DAY_TYPE,
)
from sheetsync.tables.catalogue.finding_codes import V_SET_01
from sheetsync.tables.catalogue.modules import modules
from sheetsync.tables.catalogue.partners import LANG
from sheetsync.tables.catalogue.ranges import RATE_RANGE, SETTING_RANGES, Range
from sheetsync.tables.cell_reading import read_cell
from sheetsync.tables.cells import Cell
from sheetsync.tables.cleaning import comparable
from sheetsync.tables.currencies import currency_code, look_alike_currency
from sheetsync.tables.kinds.cell_input import CellResult, refused
from sheetsync.tables.kinds.enums import spellings_of
from sheetsync.tables.kinds.money import MINOR_PER_MAJOR
from sheetsync.tables.kinds.yes_no import NO, YES
from sheetsync.tables.schema import Choice, Column, Kind
from sheetsync.tables.settings.keys import Curator, SettingKey, SettingKind

_BAD = V_SET_01
_NO_ACTIVITY = (
    Choice("short", en="short", ru="короткий"),
    Choice("skip", en="skip", ru="не слать"),
    Choice("full", en="full", ru="полный"),
)
_PAYMENTS_AUTO = (
    Choice("none", en="none", ru="нет"),
    Choice("exact", en="exact", ru="точно"),
)
_SETS_OF_CODES: Mapping[SettingKind, tuple[Choice, ...]] = {
    "lang": LANG,
    "pay_day_type": PAY_DAY_TYPE,
    "pay_base": PAY_BASE,
    "docs_from": DOCUMENT_STATUS[1:3],
    "no_activity": _NO_ACTIVITY,
    "payments_auto": _PAYMENTS_AUTO,
}
_CELL_KINDS: Mapping[SettingKind, Kind] = {
    "text": "text",
    "integer": "integer",
    "decimal": "decimal",
    "rate": "decimal",
    "yes_no": "bool",
    "email": "email",
    "month": "month",
    "date": "date",
}
_MINOR_FIELD = "_minor"
_INVOICE = "invoice"
_CURATOR = re.compile(r"(?P<name>[^<>,]+?)\s*(?:<(?P<email>[^<>]*)>)?\s*(?:,\s*(?P<contact>.*))?")
_PARTS = re.compile(r"[;\n]")
_NAMES = re.compile(r"[,;\n]")


def read_setting(setting: SettingKey, cell: Cell, *, locale: str | None) -> CellResult:
    """The value of a setting as `Settings` keeps it; a wrong one is refused with V-SET-01.

    Args:
        setting: the key and what kind of value it takes.
        cell: the value's cell.
        locale: the spreadsheet's locale.
    """
    kind = setting.kind
    if kind in _SETS_OF_CODES:
        return _cell(cell, Column(setting.key, "enum", allowed=_SETS_OF_CODES[kind]), locale)
    if kind in _CELL_KINDS:
        read = _cell(cell, Column(setting.key, _CELL_KINDS[kind]), locale)
    else:
        read = _cell(cell, Column(setting.key), locale)
    if read.error or read.value is None:
        return read
    value = _CHECKS.get(kind, _as_is)(read.value, setting)
    return refused(_BAD) if value is None else replace(read, value=value)


def default_shown(setting: SettingKey, lang: Lang) -> str:
    """The default as people enter it: the label of a choice, yes or no in their language.

    >>> from sheetsync.tables.settings.keys import SETTINGS_BY_KEY
    >>> default_shown(SETTINGS_BY_KEY["docs_ok_from"], "ru")
    'скан есть'
    >>> default_shown(SETTINGS_BY_KEY["roll_forward"], "ru")
    'да'
    """
    if setting.kind == "yes_no":
        return {"yes": YES, "no": NO}[setting.default].said(lang)
    return choice_shown(setting, setting.default, lang)


def choice_shown(setting: SettingKey, code: str, lang: Lang) -> str:
    """A code as people of the language enter it; what is no choice stays as it is.

    >>> from sheetsync.tables.settings.keys import SETTINGS_BY_KEY
    >>> choice_shown(SETTINGS_BY_KEY["lang"], "en", "ru")
    'английский'
    """
    choices = _SETS_OF_CODES.get(setting.kind, ())
    return next((choice.label(lang) for choice in choices if choice.code == code), code)


def _cell(cell: Cell, column: Column, locale: str | None) -> CellResult:
    read = read_cell(cell, column, locale=locale)
    return CellResult(error=_BAD, facts={**read.facts, "cause": read.error}) if read.error else read


def _as_is(value: object, setting: SettingKey) -> object:
    del setting
    return value


def _text(value: object, setting: SettingKey) -> object:
    """Text; a currency must be one."""
    if setting.field != "currency":
        return value
    return currency_code(str(value)) or look_alike_currency(str(value))


def _integer(value: object, setting: SettingKey) -> object:
    number = int(str(value))
    return number if SETTING_RANGES.get(setting.key, Range()).holds(number) else None


def _decimal(value: object, setting: SettingKey) -> object:
    """A number in its range; in minor units where the setting keeps an amount."""
    number = Decimal(str(value))
    if not SETTING_RANGES.get(setting.key, Range()).holds(number):
        return None
    return int(number * MINOR_PER_MAJOR) if setting.field.endswith(_MINOR_FIELD) else number


def _rate(value: object, setting: SettingKey) -> object:
    del setting
    rate = Decimal(str(value))
    return rate if RATE_RANGE.holds(rate) else None


def _timezone(value: object, setting: SettingKey) -> object:
    del setting
    try:
        return str(zone_of(str(value)))
    except ValueError:
        return None


def _texts(value: object, setting: SettingKey) -> object:
    del setting
    return tuple(part.strip() for part in _PARTS.split(str(value)) if part.strip())


def _modules(value: object, setting: SettingKey) -> object:
    """Codes of modules, which may be written as their names; strange ones stay as typed."""
    del setting
    known = {comparable(name): one.code for one in modules() for name in (one.code, one.ru, one.en)}
    typed = [part.strip() for part in _NAMES.split(str(value)) if part.strip()]
    return tuple(known.get(comparable(name), name) for name in typed)


def _curators(value: object, setting: SettingKey) -> object:
    """``Name <address>, phone or chat``, parted by ``;``; a wrong address refuses all."""
    curators = []
    for part in _texts(value, setting):  # type: ignore[attr-defined]  # a tuple of texts
        match = _CURATOR.fullmatch(part)
        if match is None:
            return None
        email = _address(match["email"] or "")
        if email is None:
            return None
        curators.append(Curator(match["name"], email, (match["contact"] or "").strip()))
    return tuple(curators)


def _address(text: str) -> str | None:
    read = read_cell(Cell(text, text), Column("email", "email"), locale=None)
    return None if read.error else str(read.value or "")


def _docset(value: object, setting: SettingKey) -> object:
    """Alternatives parted by ``|``, each a list joined by ``+`` of documents or ``invoice``."""
    del setting
    kinds = spellings_of(DOCUMENT_KIND)
    alternatives = []
    for alternative in str(value).split("|"):
        codes = [_document(part, kinds) for part in alternative.split("+")]
        if None in codes:
            return None
        alternatives.append("+".join(map(str, codes)))
    return "|".join(alternatives)


def _document(text: str, kinds: Mapping[str, str]) -> str | None:
    word = comparable(text.strip())
    return _INVOICE if word in {_INVOICE, "счет"} else kinds.get(word)


_CHECKS: Mapping[SettingKind, Callable[[object, SettingKey], object]] = {
    "text": _text,
    "integer": _integer,
    "decimal": _decimal,
    "rate": _rate,
    "timezone": _timezone,
    "texts": _texts,
    "curators": _curators,
    "modules": _modules,
    "docset": _docset,
}
