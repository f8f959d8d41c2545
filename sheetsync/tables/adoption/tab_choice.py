"""Which of our tabs one of a team's is, one or several, and which column then means what.

Source: adoption.md A2, "Which tab" and "Levels".
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sheetsync.tables.adoption.directory import Directory
from sheetsync.tables.adoption.meanings import (
    ADOPTED,
    FAMILIES,
    Meaning,
    is_generic,
    meanings,
    title_likeness,
)
from sheetsync.tables.adoption.proposal import Level
from sheetsync.tables.adoption.scoring import Scored, scored
from sheetsync.tables.adoption.team_columns import TeamColumn
from sheetsync.tables.adoption.thresholds import (
    FEWEST_COLUMNS,
    FIRST_TAB,
    IS_TAB,
    JOINS_AHEAD,
    PROPOSED,
    SURE,
    SURE_AHEAD,
    SURE_BEFORE_OTHERS,
    TAB_AHEAD,
    TELLING_COLUMNS,
    TITLE_TELLS,
    TITLE_WEIGHT,
    WEAK_COLUMN,
)
from sheetsync.tables.locales import Conventions

#: By the position of a column.
Assigned = Mapping[int, Scored]


@dataclass(frozen=True, slots=True)
class TabChoice:
    """What a table means.

    Attributes:
        means: codes of our tabs, the first the one that fits best; () when none does.
        assigned: the meaning of each column that has one.
        level: how sure the tabs are.
        candidates: every score of every column.
    """

    means: tuple[str, ...]
    assigned: Assigned
    level: Level
    candidates: tuple[Scored, ...]

    def level_of(self, found: Scored) -> Level:
        """How sure the meaning of a column is; never surer than its tab."""
        if found.score < PROPOSED:
            return "suggested"
        is_sure = (
            self.level == "sure"
            and found.score >= SURE
            and found.how != "@yes_no"
            and not found.column.is_repeated
            and found.score - self._next_free(found) >= SURE_AHEAD
            and found.score - self._next_column(found) >= SURE_BEFORE_OTHERS
        )
        return "sure" if is_sure else "proposed"

    def others(self, column: TeamColumn, taken: str) -> list[Scored]:
        """The other meanings that a column may have, best first."""
        found = [
            one
            for one in self.candidates
            if one.column is column and one.meaning.code != taken and self._fits(one)
        ]
        return sorted(found, key=lambda one: -one.score)

    def _fits(self, one: Scored) -> bool:
        return not self.means or is_offered(one.meaning, self.means)

    def _next_free(self, found: Scored) -> float:
        """The best score of the column among meanings that no other column has."""
        taken = {
            one.meaning.code for at, one in self.assigned.items() if at != found.column.position
        }
        free = (
            one.score
            for one in self.others(found.column, found.meaning.code)
            if one.meaning.code not in taken
        )
        return max(free, default=0.0)

    def _next_column(self, found: Scored) -> float:
        """The best score of that meaning for a column that has none or the same header."""
        free = (
            one.score
            for one in self.candidates
            if one.meaning.code == found.meaning.code
            and one.column is not found.column
            and one.column.position not in self.assigned
        )
        return max(free, default=0.0)


def is_offered(meaning: Meaning, means: Sequence[str]) -> bool:
    """Whether a column of a table that means these tabs may have a meaning.

    What links tabs, and what any table has, belongs to the first tab; a tab that stands in the
    same row needs no link.
    """
    if meaning.tab not in means:
        return False
    linked = meaning.column.refers_to.partition(".")[0]
    if meaning.reference or meaning.is_weak:
        return meaning.tab == means[0] and linked not in means
    return linked not in means


def choose_tab(
    title: str, columns: Sequence[TeamColumn], written: Conventions, directory: Directory
) -> TabChoice:
    """What a table of a team's means, the tab and each column.

    Args:
        title: of the team's tab.
        columns: with their values.
        written: how numbers and days are written.
        directory: whom other tabs of the source know.
    """
    candidates = tuple(
        found
        for column in columns
        for meaning in meanings()
        if (found := scored(column, meaning, written, directory)) is not None
    )
    fits = {tab.code: _fit(tab.code, title, candidates) for tab in ADOPTED}
    first = max(fits, key=lambda code: fits[code])
    assigned = _greedy(candidates, {first})
    if fits[first] < IS_TAB or _strong(assigned.values()) < FEWEST_COLUMNS:
        return TabChoice((), {}, "own", candidates)
    means, assigned = _joined(first, assigned, candidates)
    level = _tab_level(title, means, assigned, fits)
    return TabChoice(means, assigned, level, candidates)


def _strong(assigned: Iterable[Scored]) -> int:
    """Columns that are at least proposed, and not such as any table has."""
    return sum(one.score >= PROPOSED and not one.meaning.is_weak for one in assigned)


def _fit(code: str, title: str, candidates: Iterable[Scored]) -> float:
    """How well one of our tabs explains all columns, and the title."""
    squares = sum(
        one.score**2 * (WEAK_COLUMN if one.meaning.is_weak else 1.0)
        for one in _greedy(candidates, {code}).values()
    )
    return squares + TITLE_WEIGHT * title_likeness(title, code) if squares else 0.0


def _greedy(
    candidates: Iterable[Scored], codes: Collection[str], first: str = ""
) -> dict[int, Scored]:
    """Best score first, each meaning once and each column once; in ties the first tab is ahead."""
    ranked = sorted(
        (one for one in candidates if one.meaning.tab in codes),
        key=lambda one: (
            -one.score - (FIRST_TAB if one.meaning.tab == first else 0.0),
            one.how != "@inn",
            one.column.position,
        ),
    )
    assigned: dict[int, Scored] = {}
    taken: set[str] = set()
    for one in ranked:
        if one.column.position not in assigned and one.meaning.code not in taken:
            assigned[one.column.position] = one
            taken.add(one.meaning.code)
    return assigned


def _joined(
    first: str, assigned: dict[int, Scored], candidates: Sequence[Scored]
) -> tuple[tuple[str, ...], dict[int, Scored]]:
    """The first tab with those that explain some columns better, one after the other."""
    means = [first]
    family = next((one for one in FAMILIES if first in one), frozenset({first}))
    while True:
        joining = {
            code: _joining(code, assigned, candidates) for code in family if code not in means
        }
        gains = {code: sum(one.score for one in found) for code, found in joining.items() if found}
        if not gains:
            return tuple(means), assigned
        best = max(sorted(gains), key=lambda code: gains[code])
        means.append(best)
        better = {one.column.position for one in joining[best]}
        kept = [
            one
            for one in candidates
            if is_offered(one.meaning, means)
            and (one.meaning.tab in means[:-1] or one.column.position in better)
        ]
        assigned = _greedy(kept, set(means), first)


def _joining(code: str, assigned: Assigned, candidates: Iterable[Scored]) -> list[Scored]:
    """Columns that a further tab explains better, by headers that do not stand in any table."""
    found = _greedy((one for one in candidates if one.meaning.joins), {code}).values()
    return [
        one
        for one in found
        if one.score >= PROPOSED
        and not one.meaning.is_weak
        and not is_generic(one.column.header)
        and one.score - _score_at(assigned, one.column.position) >= JOINS_AHEAD
    ]


def _score_at(assigned: Assigned, position: int) -> float:
    return assigned[position].score if position in assigned else 0.0


def _tab_level(
    title: str, means: Sequence[str], assigned: Assigned, fits: Mapping[str, float]
) -> Level:
    """Sure when enough columns or the title tell the tab from others, and it is well ahead.

    A tab that only headers speak for which stand in any table is suggested: pay and stock have
    numbers, days and sums too.
    """
    family = next((one for one in FAMILIES if means[0] in one), frozenset())
    rivals = [fit for code, fit in fits.items() if code not in means and code not in family]
    brothers = [fit for code, fit in fits.items() if code not in means and code in family]
    ahead = fits[means[0]] - max((*rivals, *brothers), default=0.0)
    told = title_likeness(title, means[0]) >= TITLE_TELLS
    telling = [
        one
        for one in assigned.values()
        if one.likeness >= TITLE_TELLS and not is_generic(one.column.header)
    ]
    good = sum(one.score >= SURE for one in telling)
    sure = sum(one.score >= SURE for one in assigned.values())
    is_told = good >= TELLING_COLUMNS or (told and (good > 0 or sure > TELLING_COLUMNS))
    if is_told and ahead >= TAB_AHEAD:
        return "sure"
    return "proposed" if told or telling else "suggested"
