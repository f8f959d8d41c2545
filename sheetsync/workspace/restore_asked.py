"""What a person asked to be brought back, and whether it can be."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sheetsync.errors import RunRequestError
from sheetsync.language import Phrase
from sheetsync.mirror.keys import PART, shown_key
from sheetsync.mirror.layout import WHOLE_ROW
from sheetsync.mirror.mirror import Kept
from sheetsync.mirror.restoring import PlannedRow
from sheetsync.mirror.seen_columns import OWN
from sheetsync.tables.cleaning import header_key
from sheetsync.tables.schema import ToolTab

_MOST_NAMED = 8
_NO_TAB = Phrase(
    ru="В зеркале нет вкладки «{name}», которую ведут люди; ничего не записано",
    en="The mirror has no tab {name!r} that people fill; nothing was written",
)
_NO_ROW = Phrase(
    ru="Во вкладке «{title}» не было строки «{name}»; ничего не записано",
    en="The tab {title!r} had no row {name!r}; nothing was written",
)
_NOTHING_THEN = Phrase(
    ru="Вкладку «{title}» зеркало тогда ещё не видело; ничего не записано",
    en="The mirror had not seen the tab {title!r} by then; nothing was written",
)
_SEVERAL = Phrase(
    ru="«{name}» — начало нескольких кодов; ничего не записано",
    en="{name!r} begins several keys; nothing was written",
)
_NO_COLUMN = Phrase(
    ru="Во вкладке «{title}» нет столбца «{name}»; ничего не записано",
    en="The tab {title!r} has no column {name!r}; nothing was written",
)
_NO_SYNC = Phrase(
    ru="Просмотра {number} нет, или он не увидел ничего нового во вкладках людей; ничего не "
    "записано",
    en="There is no sight {number}, or it saw nothing new in tabs of people; nothing was written",
)
_SEE_CHANGES = Phrase(
    ru="номера показывает sheetsync changes", en="sheetsync changes tells the numbers"
)
_ONE_OF = Phrase(ru="есть: {names}", en="there are: {names}")
_SEE_HISTORY = Phrase(
    ru="проверьте день и код: sheetsync history {name}",
    en="check day and key: sheetsync history {name}",
)


@dataclass(frozen=True, slots=True)
class RestoreAsked:
    """What was asked.

    Attributes:
        tab: code or title of the tab; "" for all that a sight saw.
        key: of the row, as people see it; "" for all.
        column: code or header of the column; "" for all.
        as_of: the instant whose cells are brought back.
        sync: the sight that is undone instead.
        in_place: a whole tab where it stands, not as a new one.
        force: over cells that were changed since.
        values: over formulas.
    """

    tab: str = ""
    key: str = ""
    column: str = ""
    as_of: datetime | None = None
    sync: int | None = None
    in_place: bool = False
    force: bool = False
    values: bool = False

    @property
    def as_new_tab(self) -> bool:
        """Whether a tab is made, and nothing else touched."""
        return self.sync is None and not self.key and not self.in_place


@dataclass(frozen=True, slots=True)
class Scope:
    """Of which tab, rows and column.

    Attributes:
        code: of the tab.
        keys: of its rows; None for all.
        column: as the mirror names it; "" for all.
    """

    code: str
    keys: Collection[str] | None = None
    column: str = ""

    def narrowed(self, row: PlannedRow) -> PlannedRow | None:
        """What of a planned row was asked for."""
        if self.keys is not None and row.key not in self.keys:
            return None
        wanted = {"", self.column, WHOLE_ROW} if self.column else None
        lines = tuple(line for line in row.lines if wanted is None or line.column in wanted)
        return replace(row, lines=lines) if lines else None


def scopes_of(held: Kept, asked: RestoreAsked) -> list[Scope]:
    """The tabs that are looked at.

    Raises:
        RunRequestError: there is no such tab, row, column or sight, or nothing was seen then.
    """
    codes = [_code_of(held, asked.tab)] if asked.tab else _seen_by(held, asked)
    if asked.sync is not None:
        if held.sync_at(asked.sync) is None or not codes:
            raise RunRequestError(_NO_SYNC, cure=_SEE_CHANGES, number=asked.sync)
    elif asked.as_of is not None and not held.tabs[codes[0]].as_of(asked.as_of):
        raise RunRequestError(
            _NOTHING_THEN,
            cure=_SEE_HISTORY.given(name=asked.key or "…"),
            title=held.states[codes[0]]["title"],
        )
    return [
        Scope(code, _keys_of(held, code, asked), _column_of(held, code, asked.column))
        for code in codes
    ]


def _people_s(held: Kept) -> list[str]:
    return [
        code for code, versions in held.tabs.items() if not isinstance(versions.kept.tab, ToolTab)
    ]


def _code_of(held: Kept, name: str) -> str:
    wanted = header_key(name)
    for code in _people_s(held):
        titles = {code, held.states[code]["title"], *held.tabs[code].kept.titles}
        if wanted in map(header_key, titles):
            return code
    names = ", ".join(sorted(_people_s(held)))
    raise RunRequestError(_NO_TAB, cure=_ONE_OF.given(names=names), name=name)


def _seen_by(held: Kept, asked: RestoreAsked) -> list[str]:
    number = asked.sync or 0
    return [
        code
        for code in _people_s(held)
        if any(held.tabs[code].of_sync(number)[:2])
        or held.states[code]["held_since"] == held.sync_at(number)
    ]


def _keys_of(held: Kept, code: str, asked: RestoreAsked) -> set[str] | None:
    """The key that was meant.

    Raises:
        RunRequestError: no row has it, or several begin with it.
    """
    if not asked.key:
        return None
    name, versions = asked.key, held.tabs[code]
    known = {row["_key"] for row in versions.of_key(name)}
    at = asked.as_of
    known |= {row["_key"] for row in versions.as_of(at) if shown_key(row["_key"]) == name}
    exact = {key for key in known if name in {key, shown_key(key)}}
    found = exact or {key for key in known if key.startswith(name + PART)}
    title = held.states[code]["title"]
    if not found:
        raise RunRequestError(_NO_ROW, cure=_SEE_HISTORY, title=title, name=name)
    if len(found) > 1:
        names = ", ".join(sorted(map(shown_key, found))[:_MOST_NAMED])
        raise RunRequestError(_SEVERAL, cure=_ONE_OF.given(names=names), name=name)
    if at is not None and found.isdisjoint(row["_key"] for row in versions.as_of(at)):
        raise RunRequestError(_NO_ROW, cure=_SEE_HISTORY, title=title, name=name)
    return found


def _column_of(held: Kept, code: str, name: str) -> str:
    """The column that was meant.

    Raises:
        RunRequestError: there is no such one.
    """
    if not name:
        return ""
    versions, wanted = held.tabs[code], header_key(name)
    for column in versions.kept.columns:
        if wanted in map(header_key, column.names):
            return column.name
    own = {cell for row in versions.as_of(None) for cell in versions.cells(row)}
    for one in sorted(own):
        if one.startswith(OWN) and header_key(one.removeprefix(OWN)) == wanted:
            return one
    names = ", ".join(column.name for column in versions.kept.columns)
    title = held.states[code]["title"]
    raise RunRequestError(_NO_COLUMN, cure=_ONE_OF.given(names=names), title=title, name=name)
