"""The page on which a partner asks for other requisites; the template decides nothing.

Source: portal.md 8 (`/settings`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheetsync.language import Lang
from sheetsync.portal.web.account_gate import AccountVisit
from sheetsync.portal.web.texts import phrase
from sheetsync.portal.web.upload_view import ShownProblem
from sheetsync.rules.portal.page_parts import PageEntity
from sheetsync.rules.portal.requisites import label_of, masked_value
from sheetsync.rules.portal.sent_states import SentBefore
from sheetsync.tables.catalogue.partners import ENTITY_KIND
from sheetsync.tables.wanted_requisites import FIELDS, Wanted

_COMPANY, _FOREIGN = "company", "foreign"
_DIGITS = frozenset({"inn", "kpp", "bic", "account"})


@dataclass(frozen=True, slots=True)
class RequisiteField:
    """A field of the form.

    Attributes:
        hint: what Legal entities says now, masked.
        is_digits: whether phones show their digits for it.
    """

    name: str
    label: str
    hint: str
    value: str
    problem: str
    is_digits: bool


@dataclass(frozen=True)
class RequisitesPage:
    """All that the page shows.

    Attributes:
        entities: that may be chosen: code, name, whether it is the one.
        waits: the number of an earlier wish that still waits; "" for none.
    """

    entity_id: str
    entity: str
    entities: Sequence[tuple[str, str, bool]]
    fields: Sequence[RequisiteField]
    once: str
    comment: str = ""
    waits: str = ""
    problems: Sequence[ShownProblem] = ()

    def problem_at(self, field: str) -> str:
        """What is wrong with a field; "" for nothing."""
        return " ".join(one.words for one in self.problems if one.field == field)


def now_of(entity: PageEntity) -> Mapping[str, str]:
    """What Legal entities says, as far as a partner's page knows it: nothing of the account."""
    told = {"legal_name": entity.name, "inn": entity.inn, "kpp": entity.kpp, "bic": entity.bic}
    return {name: value for name, value in told.items() if value}


def requisites_page(  # noqa: PLR0913  # what the page is made of
    visit: AccountVisit,
    entity: PageEntity | None,
    sent: Sequence[SentBefore],
    once: str,
    *,
    typed: Mapping[str, str] | None = None,
    problems: Sequence[ShownProblem] = (),
) -> RequisitesPage:
    """The form of a legal entity.

    Args:
        visit: who asks.
        entity: whose; None for a partner who has none.
        sent: all that the partner sent.
        once: of the form.
        typed: the fields as they were typed, where they have to be mended.
        problems: with these.
    """
    given = typed or {}
    return RequisitesPage(
        entity_id=entity.entity_id if entity else "",
        entity=(entity.name or entity.entity_id) if entity else "",
        entities=[
            (one.entity_id, one.name or one.entity_id, one is entity) for one in visit.page.entities
        ],
        fields=_fields(entity, given, problems, visit.lang) if entity else [],
        once=once,
        comment=given.get("comment", ""),
        waits=_waiting(entity, sent) if entity else "",
        problems=problems,
    )


def _fields(
    entity: PageEntity, given: Mapping[str, str], problems: Sequence[ShownProblem], lang: Lang
) -> list[RequisiteField]:
    """The fields that an entity of its kind has, as they were typed."""
    wrong = {one.field: one.words for one in problems}
    return [
        RequisiteField(
            name,
            label_of(name, lang),
            _hint(name, entity, lang),
            given.get(name, ""),
            wrong.get(name, ""),
            name in _DIGITS and entity.kind != _FOREIGN,
        )
        for name in FIELDS
        if name != "kpp" or entity.kind == _COMPANY
    ]


def _waiting(entity: PageEntity, sent: Sequence[SentBefore]) -> str:
    """The number of a wish for the entity that nobody has decided on; "" for none."""
    wishes = (one for one in sent if one.kind == "requisites" and one.is_open)
    return next((one.no for one in wishes if one.entity_id == entity.entity_id), "")


def changes_shown(wanted: Wanted, lang: Lang) -> tuple[tuple[str, str], ...]:
    """What was asked for, as the partner's own pages show it: the account masked."""
    return tuple(
        (label_of(name, lang), masked_value(name, value)) for name, value in wanted.fields.items()
    )


def entity_kind(entity: PageEntity) -> str:
    """The kind whose rules hold: of one that the sheet does not know, those of a company."""
    known = {one.code for one in ENTITY_KIND}
    return entity.kind if entity.kind in known else _COMPANY


def _hint(name: str, entity: PageEntity, lang: Lang) -> str:
    value = now_of(entity).get(name, "")
    if name == "account":
        value = masked_value(name, entity.account_end)
    return phrase("req_now").said(lang, value=value) if value else phrase("req_now_none").said(lang)
