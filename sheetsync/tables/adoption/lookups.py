"""Whom a cell names: partners and legal entities by name, INN or code.

Source: adoption.md A3, `find`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from sheetsync.tables.adoption.firm_names import firm_key
from sheetsync.tables.adoption.mapping import Find
from sheetsync.tables.adoption.names import whole_key
from sheetsync.tables.cleaning import folded

_NEAR = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """Whom a text means.

    Attributes:
        code: "" when nobody is meant; the first of several.
        several: names of those.
        near: the nearest name; "" when nobody's is near.
    """

    code: str = ""
    several: tuple[str, ...] = ()
    near: str = ""

    @property
    def sole(self) -> str:
        """The code of the only one who is meant; "" for nobody or several."""
        return "" if self.several else self.code


@dataclass
class Lookups:
    """Partners and legal entities that there are.

    Attributes:
        same: spellings of one name, as compared, and what they stand for as written.
    """

    same: Mapping[str, str] = field(default_factory=dict)
    _partners: dict[str, str] = field(default_factory=dict)
    _entities: dict[str, str] = field(default_factory=dict)
    _partner_of: dict[str, str] = field(default_factory=dict)
    _entities_of: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _default_of: dict[str, str] = field(default_factory=dict)
    _by_name: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _legal: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _whole: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _by_inn: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _names: dict[str, str] = field(default_factory=dict)
    _folded_partners: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    _folded_entities: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))

    def add_partner(self, code: str, name: str) -> None:
        """There is a partner."""
        self._partners.setdefault(code, name)
        self._folded_partners[folded(code)][code] = None
        self._know(name, self._by_name, code)

    def add_entity(
        self, code: str, partner: str, name: str, inn: str, *, is_default: bool = False
    ) -> None:
        """There is a legal entity of a partner; it may have been added before."""
        if code in self._entities:
            return
        self._entities[code] = name
        self._folded_entities[folded(code)][code] = None
        self._partner_of[code] = partner
        self._entities_of[partner].append(code)
        if is_default:
            self._default_of.setdefault(partner, code)
        if inn:
            self._by_inn[inn][code] = None
        self._know(name, self._legal, code)
        if whole_key(name):
            self._whole[whole_key(name)][code] = None

    def _know(self, name: str, index: dict[str, dict[str, None]], code: str) -> None:
        key = firm_key(name)
        if key:
            index[key][code] = None
            self._names.setdefault(key, name)

    def partner_name(self, code: str) -> str:
        """A partner's name; "" for an unknown code."""
        return self._partners.get(code, "")

    def partner_of(self, entity: str) -> str:
        """Whose a legal entity is; "" for an unknown one."""
        return self._partner_of.get(entity, "")

    def entity_of(self, partner: str) -> str:
        """The legal entity that stands for a partner: the only one, or the default; else ""."""
        entities = self._entities_of.get(partner, [])
        return entities[0] if len(entities) == 1 else self._default_of.get(partner, "")

    def partner(self, text: str, find: Find) -> Hit:
        """The partner that a text names."""
        meant = self.same.get(firm_key(text), text)
        if find == "name":
            found = self._by_name.get(firm_key(meant), {}) or self._partners_of(
                self._legal_hits(meant)
            )
            return self._hit(found or self._own_code(meant, self._partners), meant, self._partners)
        if find == "inn":
            return self._hit(self._partners_of(self._by_inn.get(_digits(text), {})), text, {})
        return self._hit(self._own_code(meant, self._partners), text, self._partners)

    def entity(self, text: str, find: Find) -> Hit:
        """The legal entity that a text names, itself or by its partner."""
        meant = self.same.get(firm_key(text), text)
        if find == "inn":
            return self._hit(self._by_inn.get(_digits(text), {}), text, {})
        codes = self._own_code(meant, self._entities) or self._of_partners(
            self._own_code(meant, self._partners)
        )
        if find == "code":
            return self._hit(codes, text, self._entities)
        named = self._legal_hits(meant) | self._of_partners(self._by_name.get(firm_key(meant), {}))
        if len(named) > 1:
            exact = self._whole.get(whole_key(meant), {})
            named = dict(exact) if len(exact) == 1 else named
        return self._hit(named or codes, meant, self._entities)

    def _legal_hits(self, text: str) -> dict[str, None]:
        return dict(self._legal.get(firm_key(text), {}))

    def _own_code(self, text: str, known: Mapping[str, str]) -> dict[str, None]:
        if text in known:
            return {text: None}
        looks = self._folded_partners if known is self._partners else self._folded_entities
        alike = looks.get(folded(text), {})
        return dict(alike) if len(alike) == 1 else {}

    def _partners_of(self, entities: Iterable[str]) -> dict[str, None]:
        return {self._partner_of[code]: None for code in entities if self._partner_of[code]}

    def _of_partners(self, partners: Iterable[str]) -> dict[str, None]:
        found: dict[str, None] = {}
        for code in partners:
            one = self.entity_of(code)
            found |= {one: None} if one else dict.fromkeys(self._entities_of.get(code, []))
        return found

    def _hit(self, codes: Mapping[str, None], text: str, names: Mapping[str, str]) -> Hit:
        if len(codes) == 1:
            return Hit(next(iter(codes)))
        if codes:
            known = {**self._partners, **self._entities}
            several = tuple(f"{known[code]} ({code})" for code in codes)
            return Hit(next(iter(codes)), several)
        near = process.extractOne(
            firm_key(text), list(self._names), scorer=fuzz.ratio, score_cutoff=_NEAR
        )
        return Hit(near=self._names[near[0]] if near and names else "")


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
