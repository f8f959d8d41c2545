"""Who is in the network: partners with their character, their legal entities and curators."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from sheetsync.demo.names import (
    CONTRACTORS,
    CURATORS,
    DEALERS,
    PEOPLE,
    STUDIOS,
    Name,
    partner_name,
)
from sheetsync.demo.random_streams import stream
from sheetsync.demo.tax_ids import (
    OFFICE,
    ZERO_OFFICE,
    account,
    bank_bic,
    company_inn,
    company_kpp,
    company_ogrn,
    person_inn,
    sole_ogrn,
)
from sheetsync.demo.workbook import Cells
from sheetsync.language import Lang

_NAMES = {"contractors": CONTRACTORS, "dealers": DEALERS, "studios": STUDIOS}
#: Points a partner earns in each KPI, by the tier it is to land in: A 30 %, B 40 %, C 20 %, D 10 %.
_TIER_POINTS = {"A": (97, 106), "B": (67, 80), "C": (44, 55), "D": (4, 14)}
_TIERS_IN_TWENTY = "BABCABDABCBABCABAABC"
_ENTITIES_PER_PARTNER = 1.25
_SMALLEST = 48
#: The partners that troubles are planted on, by group and place in it; -1 is the last one.
_ROLES = {
    ("contractors", 1): "drag_down",
    ("studios", 3): "drag_down",
    ("contractors", -1): "newcomer",
    ("dealers", 0): "neglected",
    ("studios", 1): "zero_inn",
    ("contractors", 0): "long_terms",
    ("dealers", -1): "abroad",
}
#: Days before as_of when a paused or an ended partner had its last work.
_STOPPED = {"paused": 40, "ended": 150}


@dataclass(frozen=True, slots=True)
class Entity:
    """A legal entity of a partner."""

    entity_id: str
    name: Name
    kind: str
    vat: str
    serial: int
    is_default: bool


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner as the generator knows it.

    Attributes:
        number: 1-based place in the Partners tab.
        points: what it earns of 100 in a KPI, on average.
        since, until: first and last day of work; `until` None while it works.
        role: what is planted on it, "" for nothing.
    """

    number: int
    group: str
    name: Name
    status: str
    points: float
    since: date
    until: date | None
    role: str
    entities: tuple[Entity, ...] = ()

    @property
    def partner_id(self) -> str:
        """Its code in the workbook."""
        return f"P-{self.number:03d}"

    @property
    def currency(self) -> str | None:
        """The currency of its orders; None: the workbook's."""
        return "USD" if self.role == "abroad" else None

    @property
    def curator(self) -> tuple[Name, str]:
        """Who looks after it: name and mailbox."""
        return CURATORS[self.number % len(CURATORS)]

    @property
    def works(self) -> bool:
        """Whether it has ever had work from us."""
        return self.status in {"active", "paused", "ended"}


def partners(seed: int, size: int, as_of: date) -> list[Partner]:
    """The partners, contractors first.

    Raises:
        ValueError: so small a network has no room for the planted troubles.
    """
    if size < _SMALLEST:
        raise ValueError(f"the demo network needs at least {_SMALLEST} partners, not {size}")
    roster = [
        _partner(number, group, place, stream(seed, "partner", str(number)))
        for number, (group, place) in enumerate(_places(size), start=1)
    ]
    return _with_entities([_dated(partner, as_of, seed) for partner in roster], size)


def _places(size: int) -> Iterator[tuple[str, int]]:
    """Group and place in it of every partner, the last of a group as -1."""
    contractors, dealers = round(size * 0.4), round(size * 4 / 15)
    counts = {
        "contractors": contractors,
        "dealers": dealers,
        "studios": size - contractors - dealers,
    }
    for group, count in counts.items():
        yield from ((group, place) for place in range(count - 1))
        yield group, -1


def _partner(number: int, group: str, place: int, chance: Random) -> Partner:
    role = _ROLES.get((group, place), "")
    tier = _TIERS_IN_TWENTY[number % len(_TIERS_IN_TWENTY)]
    tier = {"drag_down": "D", "newcomer": "A", "neglected": "B", "abroad": "B"}.get(role, tier)
    names = _NAMES[group]
    return Partner(
        number=number,
        group=group,
        name=names[-1] if place < 0 else partner_name(names[:-1], place),
        status="active" if role else _status(number),
        points=chance.uniform(*_TIER_POINTS[tier]),
        since=date.min,
        until=None,
        role=role,
    )


def _status(number: int) -> str:
    """One in twenty pauses, one has ended, one in thirty is coming, one is a lead."""
    if number % 30 in {11, 12}:
        return "onboarding" if number % 30 == 11 else "lead"
    return {13: "paused", 17: "ended"}.get(number % 20, "active")


def _dated(partner: Partner, as_of: date, seed: int) -> Partner:
    chance = stream(seed, "since", partner.partner_id)
    recent = partner.number % 6 == 5 and not partner.role
    days = chance.randint(150, 330) if recent else chance.randint(420, 1200)
    if partner.role == "newcomer":
        days = 62
    stopped = _STOPPED.get(partner.status)
    return replace(
        partner,
        since=as_of - timedelta(days=days + (stopped or 0)),
        until=as_of - timedelta(days=stopped) if stopped else None,
    )


def _with_entities(roster: list[Partner], size: int) -> list[Partner]:
    """The partners with their legal entities; a lead has none, every fourth has two."""
    working = [partner for partner in roster if partner.status != "lead"]
    spare = round(size * _ENTITIES_PER_PARTNER) - len(working)
    ordinary = [partner.number for partner in working if not partner.role]
    doubled = set(ordinary[:: len(ordinary) // spare][:spare])
    return [
        partner
        if partner.status == "lead"
        else replace(partner, entities=tuple(_entities(partner, doubled=partner.number in doubled)))
        for partner in roster
    ]


def _entities(partner: Partner, *, doubled: bool) -> Iterator[Entity]:
    yield _entity(partner, partner.number, is_default=True)
    if doubled:
        yield _entity(partner, 500 + partner.number, is_default=False)


def _entity(partner: Partner, serial: int, *, is_default: bool) -> Entity:
    kind, vat = _form(partner, is_default=is_default)
    office = ZERO_OFFICE if partner.role == "zero_inn" else OFFICE
    inn = company_inn(serial, office) if kind == "company" else person_inn(serial, office)
    name = partner.name if kind in {"company", "foreign"} else PEOPLE[serial % len(PEOPLE)]
    entity_id = f"KZ-{serial:03d}" if kind == "foreign" else inn
    return Entity(entity_id, name, kind, vat, serial, is_default)


def _form(partner: Partner, *, is_default: bool) -> tuple[str, str]:
    """Kind and VAT status: dealers are companies, masters work for themselves."""
    if partner.role in {"abroad", "zero_inn"}:
        return ("foreign", "novat") if partner.role == "abroad" else ("company", "novat")
    if not is_default:
        return "sole", "novat"
    if partner.group == "dealers" or partner.number % 3 == 0 or partner.role == "long_terms":
        return "company", "vat"
    if partner.group == "contractors" and partner.number % 7 == 4:
        return "self_employed", "npd"
    return ("sole", "novat") if partner.number % 2 else ("company", "novat")


def partner_rows(roster: list[Partner], lang: Lang) -> list[Cells]:
    """The Partners tab."""
    return [
        {
            "partner_id": partner.partner_id,
            "name": partner.name.said(lang),
            "group_id": partner.group,
            "status": partner.status,
            "onboarded_on": partner.since if partner.works else None,
            "curator": partner.curator[0].said(lang) if partner.status != "lead" else None,
            "report_email": _mailbox(partner),
            "gets_report": partner.status != "lead",
            "lang": "en" if partner.role == "abroad" else lang,
            "folder_url": f"https://drive.example/folders/{partner.partner_id}",
        }
        for partner in roster
    ]


def _mailbox(partner: Partner) -> str | None:
    if partner.status == "lead":
        return None
    host = f"{partner.name.slug}.example"
    return f"docs@{host}; owner@{host}" if partner.number % 9 == 0 else f"docs@{host}"


def entity_rows(roster: list[Partner], seed: int, lang: Lang) -> list[Cells]:
    """The Legal entities tab."""
    return [
        {
            "entity_id": entity.entity_id,
            "partner_id": partner.partner_id,
            "legal_name": legal_name(entity, lang),
            "kind": entity.kind,
            "vat": entity.vat,
            "is_default": entity.is_default,
            **_requisites(entity, stream(seed, "bank", entity.entity_id), partner.since.year),
        }
        for partner in roster
        for entity in partner.entities
    ]


def legal_name(entity: Entity, lang: Lang) -> str:
    """The name as contracts write it."""
    name = entity.name.said(lang)
    russian = {"company": f"ООО «{name}»", "sole": f"ИП {name}", "foreign": f"ТОО «{name}»"}
    english = {"company": f"{name} LLC", "sole": f"{name}, sole trader", "foreign": f"{name} LLP"}
    return (russian if lang == "ru" else english).get(entity.kind, name)


def _requisites(entity: Entity, chance: Random, year: int) -> Cells:
    if entity.kind == "foreign":
        return {}
    bic = bank_bic(chance)
    cells: Cells = {"inn": entity.entity_id, "bic": bic}
    if entity.kind == "company":
        office = entity.entity_id[:4]
        return cells | {
            "kpp": company_kpp(office),
            "ogrn": company_ogrn(entity.serial, year),
            "account": account("40702", bic, entity.serial),
        }
    if entity.kind == "sole":
        cells["ogrn"] = sole_ogrn(entity.serial, year)
    return cells | {"account": account("40802", bic, entity.serial)}
