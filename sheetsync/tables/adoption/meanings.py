"""What a column of a team's may mean: columns of ours, with every name that they go by."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sheetsync.language import languages
from sheetsync.tables.adoption.likeness import likeness, name_words
from sheetsync.tables.adoption.thresholds import GENERIC_LEAF, LEAF
from sheetsync.tables.catalogue.care import TOUCHES
from sheetsync.tables.catalogue.documents import AGREEMENTS, DOCUMENTS
from sheetsync.tables.catalogue.jobs import FEEDBACK, JOBS
from sheetsync.tables.catalogue.partners import ENTITIES, PARTNERS
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.catalogue.synonyms import (
    COLUMN_NAMES,
    ENTITY_CODES,
    ENTITY_NAMES,
    GENERIC,
    INN_NAMES,
    NAMING,
    NOT_KEPT,
    PARTNER_CODES,
    PARTNER_NAMES,
    TAB_NAMES,
)
from sheetsync.tables.cleaning import header_key
from sheetsync.tables.schema import Column, PeopleTab

#: What a reference names.
Named = Literal["", "partner", "entity"]

#: Tabs that a team's own may mean; the others are of sheetsync alone.
ADOPTED = (PARTNERS, ENTITIES, AGREEMENTS, JOBS, INVOICES, DOCUMENTS, FEEDBACK, TOUCHES)
#: Tabs that one of a team's may be at once.
FAMILIES = (
    frozenset({PARTNERS.code, ENTITIES.code, AGREEMENTS.code}),
    frozenset({JOBS.code, INVOICES.code, DOCUMENTS.code, FEEDBACK.code}),
)
#: Columns that sheetsync fills or that say something of its own ways.
_OURS = frozenset({"submission", "portal", "link_version", "gets_report", "doc_set", "is_default"})
_REFERENCES: dict[str, Named] = {
    "partners.partner_id": "partner",
    "entities.entity_id": "entity",
}
#: What stands between the storeys of a header.
STOREY = " / "
_WEAK = frozenset({"comment", "note", "file_url", "folder_url"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """A column of ours.

    Attributes:
        code: ``tab.column``.
        tab: code of its tab.
        names: what it may be called.
        reference: whom it names by a code; then the name or the INN may stand there instead.
    """

    code: str
    tab: str
    column: Column
    names: tuple[str, ...]
    reference: Named = ""

    @property
    def is_weak(self) -> bool:
        """Whether any table may have such a column: comments, files, notes."""
        return self.column.name in _WEAK

    @property
    def joins(self) -> bool:
        """Whether it can bring a further tab into one; what links tabs cannot."""
        return not self.reference and self.column.kind != "month" and not self.column.refers_to

    def is_called(self, header: str) -> bool:
        """Whether a header is one of its names to the letter: then nothing else is meant."""
        return header_key(header) in map(header_key, self.names)

    def likeness(self, header: str) -> float:
        """How alike a header is to the likest of its names, 0 to 1; of a path, joint or leaf."""
        return _likeness_of(self.code, header, languages())


@lru_cache(maxsize=65536)
def _likeness_of(code: str, header: str, spoken: tuple[str, ...]) -> float:
    """Headers come back in every month's tab."""
    meaning = _by_code(spoken)[code]
    return max((header_likeness(header, name, meaning) for name in meaning.names), default=0.0)


def header_likeness(header: str, name: str, meaning: Meaning | None = None) -> float:
    """How alike a header is to one name.

    >>> header_likeness("Оплата / дата", "Дата оплаты"), header_likeness("Реквизиты / ИНН", "ИНН")
    (1.0, 0.9)
    """
    joint = likeness(header, name)
    naming = meaning is not None and (meaning.reference or meaning.code in _NAMES_THEMSELVES)
    if naming:
        joint = max(joint, likeness(_without_naming(header), name))
    leaf = header.rpartition(STOREY)[2]
    if leaf == header:
        return joint
    worth = GENERIC_LEAF if is_generic(leaf) else LEAF
    return max(joint, worth * likeness(leaf, name))


_NAMES_THEMSELVES = frozenset({"partners.name", "entities.legal_name", "jobs.client"})


@lru_cache(maxsize=4096)
def _without_naming(header: str) -> str:
    """«Название партнёра» is the partner; a bare «Название» stays what it is."""
    naming = {word for name in NAMING for word in name_words(name)}
    words = [word for word in name_words(header) if word not in naming]
    return " ".join(words) or header


def meanings() -> tuple[Meaning, ...]:
    """All columns that a team's own may mean, in the order of the catalogue."""
    return _meanings(languages())


@lru_cache(maxsize=4)
def _meanings(spoken: tuple[str, ...]) -> tuple[Meaning, ...]:
    del spoken  # another set of languages has other headers
    return tuple(
        _meaning(tab, column)
        for tab in ADOPTED
        for column in tab.columns
        if column.name not in _OURS
    )


def _meaning(tab: PeopleTab, column: Column) -> Meaning:
    code = f"{tab.code}.{column.name}"
    named = _REFERENCES.get(column.refers_to, "")
    names = (*column.names, *COLUMN_NAMES.get(code, ()))
    if named == "entity":
        names += (*ENTITY_NAMES, *ENTITY_CODES, *INN_NAMES)
    # Where only one of the two can be named, either word names it.
    if named == "partner" or (named == "entity" and not _has_partner(tab)):
        names += (*PARTNER_NAMES, *PARTNER_CODES)
    # A list of legal entities has their names and INNs for themselves.
    lists = any(f"{tab.code}.{one.name}" in _ENTITY for one in tab.columns)
    if (
        named == "partner"
        and not lists
        and not any(one.refers_to in _ENTITY for one in tab.columns)
    ):
        names += (*ENTITY_NAMES, *INN_NAMES)
    return Meaning(code, tab.code, column, tuple(dict.fromkeys(names)), named)


_ENTITY = frozenset({"entities.entity_id"})


def _has_partner(tab: PeopleTab) -> bool:
    return any(one.refers_to == "partners.partner_id" for one in tab.columns)


def meaning_of(code: str) -> Meaning:
    """The meaning of that code.

    Raises:
        KeyError: no column of a team's can mean it.
    """
    return _by_code(languages())[code]


@lru_cache(maxsize=4)
def _by_code(spoken: tuple[str, ...]) -> Mapping[str, Meaning]:
    return {one.code: one for one in _meanings(spoken)}


@lru_cache(maxsize=4096)
def not_kept_likeness(header: str) -> float:
    """How alike a header is to the likest name of what sheetsync does not keep."""
    return max(header_likeness(header, name) for name in NOT_KEPT)


@lru_cache(maxsize=4096)
def is_generic(header: str) -> bool:
    """Whether a header stands in any table and so tells none.

    >>> is_generic("Дата:"), is_generic("Дата счёта"), is_generic("Счёт / дата")
    (True, False, False)
    """
    return header_key(header) in _GENERIC


_GENERIC = frozenset(header_key(name) for name in GENERIC)


@lru_cache(maxsize=4096)
def title_likeness(title: str, code: str) -> float:
    """How alike a tab's title is to the names of one of ours; years in it say nothing."""
    tab = next(one for one in ADOPTED if one.code == code)
    words = " ".join(word for word in title.split() if not any(sign.isdigit() for sign in word))
    names = (*tab.titles, *TAB_NAMES.get(code, ()))
    return max((likeness(words, name) for name in names), default=0.0)
