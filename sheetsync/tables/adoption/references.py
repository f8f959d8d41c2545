"""Whom the rows of a team's tabs belong to: codes for names, and what a row tells of all in it.

Source: adoption.md A3.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sheetsync.tables.adoption.lookups import Hit, Lookups
from sheetsync.tables.adoption.mapping import Find
from sheetsync.tables.adoption.mapping_checks import ENTITY, PARTNER
from sheetsync.tables.adoption.records import Bundle, Record
from sheetsync.tables.adoption.taken import Taken, text_cell
from sheetsync.tables.catalogue.jobs import JOBS
from sheetsync.tables.catalogue.modules import people_by_code
from sheetsync.tables.catalogue.partners import ENTITIES, PARTNERS
from sheetsync.tables.schema import Column

_JOB = "jobs.job_id"
_LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Unmet:
    """A cell that names nobody who is known, or several.

    Attributes:
        record: whose cell it is.
        column: name of ours.
        text: as typed.
        hit: who is near, or meant.
    """

    record: Record
    column: str
    text: str
    hit: Hit


@dataclass(frozen=True, slots=True)
class References:
    """Puts codes where names stand.

    Attributes:
        lookups: everybody there is.
        titles: of the source's tabs.
    """

    lookups: Lookups
    titles: Sequence[str]

    def resolve(self, bundles: Sequence[Bundle]) -> list[Unmet]:
        """Put codes into all records; what cannot be found."""
        unmet: list[Unmet] = []
        for bundle in bundles:
            for record in bundle.own.values():
                unmet += self._named(record)
        for bundle in bundles:
            for record in bundle.own.values():
                self._share(bundle, record)
        return unmet

    def _named(self, record: Record) -> Iterator[Unmet]:
        """The references that the mapping describes."""
        if record.code == ENTITIES.code:
            yield from self._owner(record)
            return
        for column in _references(record.code):
            rule = record.tab.is_.get(record.code, {}).get(column.name)
            if rule is None or not record.has(column.name):
                continue
            find: Find = rule.find or ("name" if rule.title or rule.band else "")
            text = record.text(column.name)
            hit = self._hit(column, text, find)
            if hit.sole:
                spot = record.cells[column.name].spot
                record.cells[column.name] = Taken(text_cell(hit.sole), spot)
            else:
                yield Unmet(record, column.name, text, hit)

    def _owner(self, entity: Record) -> Iterator[Unmet]:
        """The partner of a legal entity, which got a code before."""
        rule = entity.tab.is_.get(ENTITIES.code, {}).get("partner_id")
        text = entity.text("partner_id")
        if rule is not None and rule.find and text and not self.lookups.partner_name(text):
            yield Unmet(entity, "partner_id", text, self.lookups.partner(text, rule.find))

    def _hit(self, column: Column, text: str, find: Find) -> Hit:
        if column.refers_to == PARTNER:
            return self.lookups.partner(text, find) if find else Hit(text)
        return self.lookups.entity(text, find) if find else Hit(text)

    def _share(self, bundle: Bundle, record: Record) -> None:
        """What other records of the same row, or the tab's card, tell of this one."""
        rules = record.tab.is_.get(record.code, {})
        for column in people_by_code()[record.code].columns:
            if column.name in rules or column.name in record.cells:
                continue
            found = self._shared(bundle, record, column)
            if found is not None:
                record.cells[column.name] = found
        if record.code == JOBS.code and not record.has("job_id"):
            record.cells["job_id"] = Taken(text_cell(self._job_key(record)))

    def _shared(self, bundle: Bundle, record: Record, column: Column) -> Taken | None:
        if record.code == PARTNERS.code:
            return None
        if column.refers_to == PARTNER:
            return self._partner(bundle, record)
        if column.refers_to == ENTITY:
            return self._entity(bundle, record, column)
        if column.refers_to == _JOB or column.kind == "month":
            name = "job_id" if column.refers_to else column.name
            return next(
                (other.cells[name] for other in _others(bundle, record) if other.has(name)), None
            )
        return None

    def _partner(self, bundle: Bundle, record: Record) -> Taken | None:
        for other in _others(bundle, record):
            if other.has("partner_id"):
                return other.cells["partner_id"]
            owner = self.lookups.partner_of(other.text("entity_id"))
            if owner:
                return Taken(text_cell(owner), other.cells["entity_id"].spot)
        owner = self.lookups.partner_of(record.text("entity_id"))
        return Taken(text_cell(owner), record.cells["entity_id"].spot) if owner else None

    def _entity(self, bundle: Bundle, record: Record, column: Column) -> Taken | None:
        others = list(_others(bundle, record))
        for other in others:
            if other.has("entity_id"):
                return other.cells["entity_id"]
        if not column.required:
            return None
        for other in (record, *others):
            one = self.lookups.entity_of(other.text("partner_id"))
            if one:
                return Taken(text_cell(one), other.cells["partner_id"].spot)
        return None

    def _job_key(self, job: Record) -> str:
        """A key for a job without a number; it serves findings only (adoption.md A4)."""
        day = job.text("assigned_at") or job.text("due_date")
        parts = (self.titles[job.sheet], job.text("partner_id"), day, job.text("client"))
        return " · ".join(filter(None, parts))[:_LONGEST_KEY]


def with_counted_keys(jobs: Sequence[Record], taken: set[str]) -> None:
    """Tell jobs with one made key apart: a second equal one gets `` · 2``."""
    counts: dict[str, int] = {}
    for job in jobs:
        key = job.text("job_id")
        if job.cells["job_id"].spot is not None:
            continue
        counts[key] = counts.get(key, 0) + 1
        number = counts[key]
        if number > 1 or key in taken:
            ending = f" · {number}"
            job.cells["job_id"] = Taken(text_cell(key[: _LONGEST_KEY - len(ending)] + ending))


def _others(bundle: Bundle, record: Record) -> Iterator[Record]:
    """The records beside one: of its row, then of its tab's card."""
    for other in (*bundle.own.values(), *bundle.card.values()):
        if other is not record:
            yield other


def _references(code: str) -> list[Column]:
    return [
        column for column in people_by_code()[code].columns if column.refers_to in {PARTNER, ENTITY}
    ]
