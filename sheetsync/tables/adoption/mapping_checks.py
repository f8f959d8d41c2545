"""Whether a mapping can be used: tabs, columns and values that there are, one place for each."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from sheetsync.language import Phrase, Sayable
from sheetsync.tables.adoption.mapping import ColumnRule, MappedTab, Mapping
from sheetsync.tables.adoption.mapping_tree import Path, WrongMappingError, nearest_or_all
from sheetsync.tables.catalogue.modules import people_by_code
from sheetsync.tables.catalogue.rating import GROUPS, RULES
from sheetsync.tables.catalogue.settings import CALENDAR, SETTINGS
from sheetsync.tables.cleaning import comparable, header_key
from sheetsync.tables.kinds.enums import spellings_of
from sheetsync.tables.kinds.yes_no import NO, YES
from sheetsync.tables.locales import UNKNOWN, conventions
from sheetsync.tables.schema import Column, PeopleTab

#: They stand in the own workbook, whatever the team's file holds.
OWN_TABS = frozenset(tab.code for tab in (GROUPS, RULES, CALENDAR, SETTINGS))
#: What a reference may be looked up in.
PARTNER, ENTITY = "partners.partner_id", "entities.entity_id"
_LETTERS = re.compile(r"[A-Za-z]{1,3}")
_NUMBERS = frozenset({"money", "integer", "decimal", "percent"})
_DAYS = frozenset({"date", "datetime"})
_YES_NO = (*YES.each, *NO.each)
_MOST_STOREYS = 2

_ONE_TITLE = Phrase(
    ru="нужно что-то одно: from, titles или titles_like",
    en="exactly one of from, titles and titles_like is needed",
)
_NAME_TAB = Phrase(
    ru="назовите вкладку: from: «Счета 2026»", en='name the tab: from: "Invoices 2026"'
)
_TWICE = Phrase(ru="вкладка «{title}» уже описана выше", en="the tab {title!r} is mapped above")
_ONCE = Phrase(ru="оставьте одно описание", en="leave one of them")
_NO_TAB = Phrase(ru="такой вкладки у sheetsync нет", en="sheetsync has no such tab")
_OWN_TAB = Phrase(
    ru="эта вкладка живёт в собственной таблице sheetsync", en="that tab lives in the own workbook"
)
_FILL_OWN = Phrase(ru="удалите и заполните её там", en="remove it, and fill the tab there")
_NO_COLUMN = Phrase(ru="такого столбца нет", en="there is no such column")
_ONE_PLACE = Phrase(
    ru="откуда брать значения, должно быть сказано один раз; сказано: {said}",
    en="one place of the values is needed; said is: {said}",
)
_SAY_PLACE = Phrase(
    ru="оставьте одно: from, column, title, of, always, card или band",
    en="leave one of from, column, title, of, always, card, band",
)
_NO_LETTERS = Phrase(ru="это не буква столбца", en="is no letter of a column")
_AS_LETTERS = Phrase(ru="напишите, например, C", en="write C, for example")
_NOTHING = Phrase(ru="ничего", en="nothing")
_NOTHING_MAPPED = Phrase(ru="ни один столбец не описан", en="no column is mapped")
_LEAVE_OUT = Phrase(
    ru="опишите столбцы под is: или напишите answer: no",
    en="map columns under is:, or write answer: no",
)
_NOT_REFERENCE = Phrase(
    ru="этот столбец не называет ни партнёра, ни контрагента",
    en="that column names neither a partner nor a legal entity",
)
_NOT_MONTH = Phrase(ru="этот столбец не месяц", en="that column is no month")
_REMOVE_KEY = Phrase(ru="уберите этот ключ", en="take that key out")
_NO_OTHER = Phrase(
    ru="столбец «{name}» в этой вкладке не описан", en="the column {name!r} is not mapped here"
)
_NO_DAY = Phrase(ru="столбец «{name}» — не дата", en="the column {name!r} is no day")
_MAP_OTHER = Phrase(ru="опишите его выше или назовите другой", en="map it, or name another one")
_BOTH = Phrase(
    ru="заголовок и описан, и назван своим", en="the header is both mapped and left alone"
)
_EITHER = Phrase(ru="оставьте что-то одно", en="leave one of them")
_NOT_MAPPED = Phrase(ru="этот столбец здесь не описан", en="that column is not mapped here")
_NOT_NUMBER = Phrase(ru="в этом столбце не числа", en="that column holds no numbers")
_NO_VALUE = Phrase(ru="значения «{value}» у столбца нет", en="the column has no value {value!r}")
_NO_LOCALE = Phrase(ru="«{locale}» неизвестно", en="{locale!r} is not known")
_NAME_A_LOCALE = Phrase(ru="напишите, например, ru_RU", en="write en_US, for example")
_NO_ROWS = Phrase(
    ru="нужна строка заголовков или две, идущие подряд",
    en="one row of headers is needed, or two that follow each other",
)
_AS_ROWS = Phrase(ru="напишите [4], [3, 4] или auto", en="write [4], [3, 4] or auto")
_CHAIN = Phrase(
    ru="«{name}» само пишется иначе: «{other}»", en="{name!r} itself stands for {other!r}"
)
_NAME_LAST = Phrase(ru="назовите сразу «{other}»", en="name {other!r} at once")


def check_mapping(mapping: Mapping) -> None:
    """Refuse what cannot be meant.

    Raises:
        WrongMappingError: the first place that is wrong.
    """
    if mapping.locale and conventions(mapping.locale) == UNKNOWN:
        raise _wrong(("locale",), _NO_LOCALE.given(locale=mapping.locale), _NAME_A_LOCALE)
    seen: set[str] = set()
    for number, tab in enumerate(mapping.tabs):
        path = ("tabs", number)
        _titles(tab, path, seen)
        _rows(tab, path)
        if tab.answer == "yes" and not any(tab.is_.values()):
            raise _wrong(path, _NOTHING_MAPPED, _LEAVE_OUT)
        if tab.answer != "no":
            _TabChecks(tab, path).all()
    for spelling, name in mapping.same.items():
        other = mapping.same.get(name)
        # A name that stands for itself is one of its own, however alike another is.
        if other is not None and other != name:
            said = _CHAIN.given(name=name, other=other)
            raise _wrong(("same", spelling), said, _NAME_LAST.given(other=other))


def _titles(tab: MappedTab, path: Path, seen: set[str]) -> None:
    if sum(map(bool, (tab.from_, tab.titles, tab.titles_like))) != 1:
        raise _wrong(path, _ONE_TITLE, _NAME_TAB)
    for title in tab.named:
        key = comparable(title)
        if key in seen:
            raise _wrong(path, _TWICE.given(title=title), _ONCE)
        seen.add(key)


def _rows(tab: MappedTab, path: Path) -> None:
    rows = tab.header_rows
    if rows == "auto":
        return
    follow = all(after - before == 1 for before, after in pairwise(rows))
    if not rows or rows[0] < 1 or len(rows) > _MOST_STOREYS or not follow:
        raise _wrong((*path, "header_rows"), _NO_ROWS, _AS_ROWS)


@dataclass(frozen=True)
class _TabChecks:
    """Looks through one tab of a mapping."""

    tab: MappedTab
    path: Path

    def all(self) -> None:
        """Refuse what is wrong with it, the tabs first that its other parts stand on."""
        for code, columns in self.tab.is_.items():
            self._table(code, columns)
        self._own()
        self._words_off()
        self._values()

    def _table(self, code: str, columns: dict[str, ColumnRule]) -> None:
        path = (*self.path, "is", code)
        tabs = people_by_code()
        if code in OWN_TABS:
            raise _wrong(path, _OWN_TAB, _FILL_OWN)
        if code not in tabs:
            raise _wrong(path, _NO_TAB, nearest_or_all(code, tabs.keys() - OWN_TABS))
        for name, rule in columns.items():
            column = _column(tabs[code], name)
            if column is None:
                names = [one.name for one in tabs[code].columns]
                raise _wrong((*path, name), _NO_COLUMN, nearest_or_all(name, names))
            _RuleChecks(tabs[code], column, rule, columns, (*path, name)).all()

    def _own(self) -> None:
        mapped = {header_key(rule.from_) for _, _, rule in self.tab.rules() if rule.from_}
        for number, header in enumerate(self.tab.own):
            if header_key(header) in mapped:
                raise _wrong((*self.path, "own", number), _BOTH, _EITHER)

    @cached_property
    def _mapped(self) -> dict[str, Column]:
        """The mapped columns by ``tab.column``."""
        tabs = people_by_code()
        return {f"{code}.{name}": tabs[code].column(name) for code, name, _ in self.tab.rules()}

    def _words_off(self) -> None:
        for number, name in enumerate(self.tab.words_off):
            path = (*self.path, "words_off", number)
            found = [
                column
                for key, column in self._mapped.items()
                if name in (key, key.partition(".")[2])
            ]
            if not found:
                names = (key.partition(".")[2] for key in self._mapped)
                raise _wrong(path, _NOT_MAPPED, nearest_or_all(name, names))
            if all(column.kind not in _NUMBERS for column in found):
                raise _wrong(path, _NOT_NUMBER, _REMOVE_KEY)

    def _values(self) -> None:
        for key, words in self.tab.values.items():
            path = (*self.path, "values", key)
            column = self._mapped.get(key)
            if column is None:
                raise _wrong(path, _NOT_MAPPED, nearest_or_all(key, self._mapped))
            code, _, name = key.partition(".")
            is_mark = bool(self.tab.is_[code][name].yes)
            for word, value in words.items():
                known = _known_values(column, is_mark=is_mark)
                if known and comparable(value) not in known:
                    said = _NO_VALUE.given(value=value)
                    raise _wrong((*path, word), said, nearest_or_all(value, known.values()))


@dataclass(frozen=True)
class _RuleChecks:
    """Looks at where one column's values come from."""

    tab: PeopleTab
    column: Column
    rule: ColumnRule
    beside: dict[str, ColumnRule]
    path: Path

    def all(self) -> None:
        """Refuse what is wrong with it."""
        rule = self.rule
        if len(rule.places) != 1:
            said: object = ", ".join(rule.places) or _NOTHING
            raise _wrong(self.path, _ONE_PLACE.given(said=said), _SAY_PLACE)
        if rule.column and not _LETTERS.fullmatch(rule.column):
            raise self._at("column", _NO_LETTERS, _AS_LETTERS)
        self._kinds()
        if rule.of:
            self._other("of", rule.of, lambda column: column.kind in _DAYS, _NO_DAY)
        if rule.yes:
            self._other("yes", rule.yes, lambda _: True, _NO_OTHER)

    def _kinds(self) -> None:
        rule = self.rule
        is_month = self.column.kind == "month"
        is_reference = names_partner(self.column)
        for key, is_said, fits, why in (
            ("title", rule.title == "month", is_month, _NOT_MONTH),
            ("of", bool(rule.of), is_month, _NOT_MONTH),
            ("year", bool(rule.year), is_month, _NOT_MONTH),
            ("title", rule.title == "partner", is_reference or _is_name(self), _NOT_REFERENCE),
            ("find", bool(rule.find), is_reference, _NOT_REFERENCE),
        ):
            if is_said and not fits:
                raise self._at(key, why, _REMOVE_KEY)

    def _other(self, key: str, name: str, fits: Callable[[Column], bool], why: Phrase) -> None:
        """Refuse another column that is named and cannot be meant."""
        column = _column(self.tab, name)
        if column is None:
            names = [one.name for one in self.tab.columns]
            raise self._at(key, _NO_COLUMN, nearest_or_all(name, names))
        if name not in self.beside or name == self.column.name:
            raise self._at(key, _NO_OTHER.given(name=name), _MAP_OTHER)
        if not fits(column):
            raise self._at(key, why.given(name=name), _MAP_OTHER)

    def _at(self, key: str, what: Sayable, cure: Sayable) -> WrongMappingError:
        return _wrong((*self.path, key), what, cure)


def names_partner(column: Column) -> bool:
    """Whether a column names a partner or a legal entity of another row, by its code."""
    return column.refers_to in {PARTNER, ENTITY}


def _is_name(checks: _RuleChecks) -> bool:
    """A tab for each partner: its title is the partner's own name."""
    return (checks.tab.code, checks.column.name) in {
        ("partners", "name"),
        ("entities", "legal_name"),
    }


def _column(tab: PeopleTab, name: str) -> Column | None:
    return next((column for column in tab.columns if column.name == name), None)


def _known_values(column: Column, *, is_mark: bool) -> dict[str, str]:
    """Values that words may stand for, as compared; none where any text may."""
    if is_mark or column.kind == "bool":
        return {comparable(word): word for word in _YES_NO}
    return dict(spellings_of(column.allowed)) if column.kind == "enum" else {}


def _wrong(path: Iterable[str | int], what: Sayable, cure: Sayable) -> WrongMappingError:
    return WrongMappingError(tuple(path), what, cure)
