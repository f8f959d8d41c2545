"""Codes for partners and legal entities that have none: given once, found again ever after.

Source: adoption.md A4.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sheetsync.language import Lang, Phrase
from sheetsync.tables.adoption.firm_names import firm_key
from sheetsync.tables.catalogue.partners import ENTITIES, PARTNERS

_PLACES = 3
_JOINT = "/"
#: What codes begin with that are made.
_PREFIXES: Mapping[str, Phrase] = {
    PARTNERS.code: Phrase(ru="П", en="P"),
    ENTITIES.code: Phrase(ru="Ю", en="E"),
}


@dataclass(frozen=True, slots=True)
class GivenCode:
    """A code that somebody got, as the tab Codes keeps it.

    Attributes:
        tab: code of the tab of ours whose row it names.
        code: as given.
        name: as it was typed when it was first seen.
        inn: of an entity with a KPP ``INN/KPP``, else the INN; "" without one.
        source: tab and cell where it was first seen.
    """

    tab: str
    code: str
    name: str
    inn: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whose code is asked for.

    Attributes:
        name: as typed.
        key: the name as it is compared, `same` taken into account.
        inn: digits; "" without one.
        kpp: of an entity; "" without one.
        source: tab and cell.
    """

    name: str
    key: str
    inn: str = ""
    kpp: str = ""
    source: str = ""

    @property
    def tax_id(self) -> str:
        """As the tab Codes keeps it."""
        return f"{self.inn}{_JOINT}{self.kpp}" if self.kpp and self.inn else self.inn


#: How somebody is told apart: the name as compared, and the tax id.
Who = tuple[str, str]
_NOBODY: Who = ("", "")


@dataclass
class CodeBook:
    """The codes of one tab: those given before, and those given now.

    A code is found again by the INN and the name together, else by the name, else by the INN where
    nobody of now has the name: a firm was renamed. Each code is one's alone, and two are never
    joined by likeness.

    Attributes:
        tab: code of the tab.
        prefix: of codes that are made, as ``П``.
        given: those of earlier runs, of this tab.
        same: spellings of one name, as compared.
        taken: codes of the team's own, which no made one may repeat.
        new: those given now, in order of first sight.
    """

    tab: str
    prefix: str
    given: Sequence[GivenCode]
    same: Mapping[str, str] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    new: list[GivenCode] = field(default_factory=list)

    def codes_of(self, people: Sequence[Named]) -> list[str]:
        """The code of each, in their order; the same for all that are named alike.

        Whoever has neither name nor tax id has no code: nobody would know it again next time.
        """
        met = _told_apart(people)
        found: dict[Who, str] = {_NOBODY: ""}
        for rule in (_by_both, _by_name, _by_tax_id):
            known: dict[object, list[str]] = defaultdict(list)
            for given in self.given:
                known[rule(self._who(given))].append(given.code)
            claimed = set(found.values())
            for who in (who for who in met if who not in found and rule(who)):
                free = [code for code in known[rule(who)] if code not in claimed]
                if len(free) == 1:
                    found[who] = free[0]
                    claimed.add(free[0])
        for who, one in met.items():
            if who not in found:
                found[who] = self._made(one)
        return [found[_meant(one, met)] for one in people]

    def _who(self, one: GivenCode) -> Who:
        key = firm_key(one.name)
        return self.same.get(key, key), one.inn

    def _made(self, one: Named) -> str:
        used = {given.code for given in (*self.given, *self.new)} | self.taken
        code = self._by_inn(one, used) if self.tab == ENTITIES.code else ""
        code = code or self._numbered(used)
        self.new.append(GivenCode(self.tab, code, one.name, one.tax_id, one.source))
        return code

    @staticmethod
    def _by_inn(one: Named, used: set[str]) -> str:
        """The INN; with the KPP where another branch has it already."""
        wanted = [one.inn, f"{one.inn}-{one.kpp}" if one.kpp else ""] if one.inn else []
        return next((code for code in wanted if code and code not in used), "")

    def _numbered(self, used: set[str]) -> str:
        pattern = re.compile(rf"{re.escape(self.prefix)}-(\d+)")
        numbers = [int(found[1]) for code in used if (found := pattern.fullmatch(code))]
        return f"{self.prefix}-{max(numbers, default=0) + 1:0{_PLACES}d}"


def code_book(
    tab: str,
    given: Iterable[GivenCode],
    same: Mapping[str, str],
    taken: Iterable[str],
    *,
    lang: Lang,
) -> CodeBook:
    """The codes of a tab of partners or legal entities."""
    mine = tuple(one for one in given if one.tab == tab)
    return CodeBook(tab, _PREFIXES[tab].said(lang), mine, same, frozenset(taken))


def _told_apart(people: Sequence[Named]) -> dict[Who, Named]:
    """Everybody once; who has no tax id is who bears the name and has one, if only one does."""
    with_tax_id = {(one.key, one.tax_id): one for one in people if one.tax_id}
    found: dict[Who, Named] = {}
    for one in people:
        who = _meant(one, with_tax_id)
        found.setdefault(who, with_tax_id.get(who, one))
    return found


def _meant(one: Named, met: Mapping[Who, Named]) -> Who:
    who = (one.key, one.tax_id)
    if one.tax_id or not one.key or who in met:
        return who
    alike = [other for other in met if other[0] == one.key]
    return alike[0] if len(alike) == 1 else who


def _by_both(who: Who) -> object:
    return who if all(who) else None


def _by_name(who: Who) -> object:
    return who[0] or None


def _by_tax_id(who: Who) -> object:
    return who[1] or None
