"""Partners and legal entities of a team's workbook: their codes, and those that follow from others.

Source: adoption.md A3, A4.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from sheetsync.language import Lang
from sheetsync.tables.adoption.codes import CodeBook, GivenCode, Named, code_book
from sheetsync.tables.adoption.firm_names import firm_key
from sheetsync.tables.adoption.lookups import Lookups
from sheetsync.tables.adoption.mapping import MappedTab, Mapping
from sheetsync.tables.adoption.mapping_checks import ENTITY, PARTNER
from sheetsync.tables.adoption.names import is_sole_trader
from sheetsync.tables.adoption.records import Bundle, Record
from sheetsync.tables.adoption.taken import NOTHING, Taken, text_cell
from sheetsync.tables.adoption.thresholds import SIMILAR_NAME
from sheetsync.tables.catalogue.modules import people_by_code
from sheetsync.tables.catalogue.partners import ENTITIES, PARTNERS
from sheetsync.tables.cells import a1

_SOLE_INN_DIGITS = 12
#: What a partner is whose tab says nothing of it.
ASSUMED_STATUS, ASSUMED_GROUP = "active", "all"


@dataclass(frozen=True, slots=True)
class Similar:
    """A name that is nearly another one's; both have a code of their own.

    Attributes:
        record: whose name it is.
        name, other: as typed.
        code: the other one's.
    """

    record: Record
    name: str
    other: str
    code: str


@dataclass
class People:
    """Everybody that the source names, coded.

    Attributes:
        lookups: finds them.
        partners, entities: their rows, those that follow from others included.
        new: codes given now.
        similar: names that are nearly alike.
        assumed: ``tab.column`` of what no tab says and everybody has.
    """

    lookups: Lookups
    partners: list[Record] = field(default_factory=list)
    entities: list[Record] = field(default_factory=list)
    new: list[GivenCode] = field(default_factory=list)
    similar: list[Similar] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)


@dataclass
class Coder:
    """Gives codes.

    Attributes:
        mapping: which spellings are one name.
        titles: of the source's tabs, for the place of first sight.
        given: codes of earlier runs.
        lang: decides which letters made codes begin with.
    """

    mapping: Mapping
    titles: Sequence[str]
    given: Sequence[GivenCode]
    lang: Lang
    _same: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._same = {firm_key(one): other for one, other in self.mapping.same.items()}

    def people(self, found: Sequence[Bundle]) -> People:
        """Everybody that the rows name."""
        people = People(Lookups(self._same))
        partners = [(one, one.own[PARTNERS.code]) for one in found if PARTNERS.code in one.own]
        entities = [(one, one.own[ENTITIES.code]) for one in found if ENTITIES.code in one.own]
        if not self._maps(PARTNERS.code):
            partners = self._partners_of(entities) or self._partners_named(found)
        self._code_partners(partners, people)
        self._code_entities(entities, people)
        self._derive_entities(people)
        return people

    def _maps(self, code: str) -> bool:
        """Whether any tab of the source has such rows."""
        return any(code in tab.is_ for tab in self.mapping.used)

    def _partners_of(
        self, entities: Sequence[tuple[Bundle, Record]]
    ) -> list[tuple[Bundle, Record]]:
        """A partner for each legal entity of a source that has no other partners."""
        found = []
        for bundle, entity in entities:
            name = entity.cells.get("legal_name", NOTHING)
            record = Record(PARTNERS.code, entity.tab, entity.sheet, entity.row, {"name": name})
            bundle.own.setdefault(PARTNERS.code, record)
            found.append((bundle, record))
        return found

    def _partners_named(self, found: Sequence[Bundle]) -> list[tuple[Bundle, Record]]:
        """Whoever is named anywhere, of a source without any list of them, at first sight."""
        seen: dict[str, tuple[Bundle, Record]] = {}
        for bundle in found:
            for record in bundle.own.values():
                for taken in _naming(record):
                    key = self._key(taken.text)
                    if key and key not in seen:
                        cells = {"name": taken}
                        made = Record(PARTNERS.code, record.tab, record.sheet, record.row, cells)
                        seen[key] = (bundle, made)
        return list(seen.values())

    def _code_partners(self, rows: Sequence[tuple[Bundle, Record]], people: People) -> None:
        own = {record.text("partner_id") for _, record in rows} - {""}
        book = self._book(PARTNERS.code, own)
        without = [(bundle, one) for bundle, one in rows if not one.has("partner_id")]
        codes = book.codes_of(self._named_partners(without))
        for (_, record), code in zip(without, codes, strict=True):
            record.cells["partner_id"] = Taken(
                text_cell(code), record.cells.get("name", NOTHING).spot
            )
        people.new += book.new
        seen: set[str] = set()
        for _, record in rows:
            code = record.text("partner_id")
            # A partner with two legal entities stands in two rows of one tab.
            if code and code in seen and _is_joined(record):
                continue
            seen.add(code)
            self._assume(record, people)
            people.partners.append(record)
            if code:
                people.lookups.add_partner(code, record.text("name"))
        people.similar = list(self._similar([record for _, record in without]))

    def _named_partners(self, rows: Sequence[tuple[Bundle, Record]]) -> list[Named]:
        """Who is asked for; of one with several legal entities, the first INN."""
        inns: dict[str, str] = {}
        found = []
        for bundle, record in rows:
            entity = bundle.own.get(ENTITIES.code)
            inn = _digits(entity.text("inn")) if entity is not None else ""
            name = record.text("name")
            inn = inns.setdefault(self._key(name), inn) if name else inn
            found.append(self._named(record, name, inn))
        return found

    def _named(self, record: Record, name: str, inn: str = "", kpp: str = "") -> Named:
        return Named(name, self._key(name), inn, kpp, self._source(record))

    def _key(self, name: str) -> str:
        key = firm_key(name) if name else ""
        return firm_key(self._same[key]) if key in self._same else key

    def _source(self, record: Record) -> str:
        spots = [taken.spot for taken in record.cells.values() if taken.spot is not None]
        title = self.titles[record.sheet]
        return f"{title}!{a1(*spots[0][1:])}" if spots else title

    def _book(self, code: str, taken: Iterable[str]) -> CodeBook:
        same = {key: firm_key(other) for key, other in self._same.items()}
        return code_book(code, self.given, same, taken, lang=self.lang)

    @staticmethod
    def _assume(record: Record, people: People) -> None:
        """What every partner has of which the tab says nothing."""
        for name, value in (("status", ASSUMED_STATUS), ("group_id", ASSUMED_GROUP)):
            if not _is_said(record.tab, PARTNERS.code, name):
                record.cells[name] = Taken(text_cell(value))
                key = f"{PARTNERS.code}.{name}"
                if key not in people.assumed:
                    people.assumed.append(key)

    def _similar(self, records: Sequence[Record]) -> Iterator[Similar]:
        """Names that are nearly another's that came before; whom `same` tells apart is told."""
        before: dict[str, Record] = {}
        for record in records:
            key = self._key(record.text("name"))
            if not key or key in before:
                continue
            near = process.extractOne(
                key, list(before), scorer=fuzz.ratio, score_cutoff=SIMILAR_NAME
            )
            if near is not None and key not in self._same:
                other = before[near[0]]
                name, code = record.text("name"), other.text("partner_id")
                yield Similar(record, name, other.text("name"), code)
            before[key] = record

    def _code_entities(self, rows: Sequence[tuple[Bundle, Record]], people: People) -> None:
        own = {record.text("entity_id") for _, record in rows} - {""}
        book = self._book(ENTITIES.code, own)
        without = []
        for bundle, record in rows:
            self._complete_entity(bundle, record, people)
            if not record.has("entity_id"):
                without.append(record)
        named = [
            self._named(
                record,
                record.text("legal_name"),
                _digits(record.text("inn")),
                record.text("kpp"),
            )
            for record in without
        ]
        for record, code in zip(without, book.codes_of(named), strict=True):
            spot = record.cells.get("inn", record.cells.get("legal_name", NOTHING)).spot
            record.cells["entity_id"] = Taken(text_cell(code), spot)
        people.new += book.new
        for _, record in rows:
            people.entities.append(record)
            if record.has("entity_id"):
                self._add_entity(record, people)

    @staticmethod
    def _complete_entity(bundle: Bundle, record: Record, people: People) -> None:
        """Whose it is, its name and its kind, where the tab does not say."""
        partner = bundle.record(PARTNERS.code)
        rules = record.tab.is_.get(ENTITIES.code, {})
        rule = rules.get("partner_id")
        if rule is not None and rule.find and record.has("partner_id"):
            hit = people.lookups.partner(record.text("partner_id"), rule.find)
            if hit.sole:
                spot = record.cells["partner_id"].spot
                record.cells["partner_id"] = Taken(text_cell(hit.sole), spot)
        elif rule is None and partner is not None:
            record.cells["partner_id"] = partner.cells["partner_id"]
        if not record.has("legal_name"):
            name = people.lookups.partner_name(record.text("partner_id"))
            record.cells["legal_name"] = Taken(text_cell(name))
        if "kind" not in rules:
            record.cells["kind"] = Taken(text_cell(_kind(record)))

    @staticmethod
    def _add_entity(record: Record, people: People) -> None:
        people.lookups.add_entity(
            record.text("entity_id"),
            record.text("partner_id"),
            record.text("legal_name"),
            _digits(record.text("inn")),
            is_default=record.text("is_default").casefold() in _TRUE,
        )

    def _derive_entities(self, people: People) -> None:
        """A legal entity for each partner that has none: without one nothing can be owed to it."""
        book = self._book(ENTITIES.code, {one.text("entity_id") for one in people.entities})
        owners = {one.text("partner_id") for one in people.entities}
        partners = list({one.text("partner_id"): one for one in reversed(people.partners)}.values())
        partners = [
            one for one in reversed(partners) if one.text("partner_id") not in {"", *owners}
        ]
        named = [self._named(one, one.text("name")) for one in partners]
        for partner, code in zip(partners, book.codes_of(named), strict=True):
            cells = {
                "entity_id": Taken(text_cell(code), partner.cells["partner_id"].spot),
                "partner_id": partner.cells["partner_id"],
                "legal_name": partner.cells.get("name", NOTHING),
            }
            record = Record(ENTITIES.code, partner.tab, partner.sheet, partner.row, cells)
            record.cells["kind"] = Taken(text_cell(_kind(record)))
            people.entities.append(record)
            self._add_entity(record, people)
        people.new += book.new


_TRUE = frozenset({"true", "истина", "да", "yes", "1"})


def _naming(record: Record) -> Iterator[Taken]:
    """The cells of a record that name a partner or a legal entity."""
    for name, rule in record.tab.is_[record.code].items():
        column = people_by_code()[record.code].column(name)
        if column.refers_to in {PARTNER, ENTITY} and (rule.find == "name" or rule.title):
            yield record.cells[name]


def _is_joined(record: Record) -> bool:
    """Whether its tab names legal entities too."""
    return ENTITIES.code in record.tab.is_


def _is_said(tab: MappedTab, code: str, name: str) -> bool:
    return name in tab.is_.get(code, {})


def _kind(record: Record) -> str:
    """A sole trader, as name or INN tell, else a company."""
    inn = _digits(record.text("inn"))
    if is_sole_trader(record.text("legal_name")) or len(inn) == _SOLE_INN_DIGITS:
        return "sole"
    return "company"


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
