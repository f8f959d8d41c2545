"""From an empty workbook to the first reports: five steps, and which of them are done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from sheetsync.language import Lang, Phrase
from sheetsync.language.marks import quoted
from sheetsync.rules.rating.shown_rows import group_names
from sheetsync.rules.references import matched
from sheetsync.tables.catalogue.care import TOUCHES
from sheetsync.tables.catalogue.documents import AGREEMENTS, DOCUMENTS
from sheetsync.tables.catalogue.jobs import FEEDBACK, JOBS
from sheetsync.tables.catalogue.partners import ENTITIES, PARTNERS
from sheetsync.tables.catalogue.payables import INVOICES
from sheetsync.tables.catalogue.rating import EVERY_GROUP, GROUPS, RULES
from sheetsync.tables.catalogue.settings import SETTINGS
from sheetsync.tables.schema import PeopleTab
from sheetsync.tables.settings.keys import SETTING_KEYS
from sheetsync.tables.table import Tables

#: What people fill in themselves; the other tabs are filled by `init`.
_FILLED_BY_PEOPLE = (
    PARTNERS,
    ENTITIES,
    AGREEMENTS,
    JOBS,
    INVOICES,
    DOCUMENTS,
    FEEDBACK,
    TOUCHES,
)
_TITLES = (PARTNERS, ENTITIES, GROUPS, RULES, JOBS, INVOICES, SETTINGS)
_JOINT = ", "
_DONE, _NEXT, _LATER = "✓", "→", "·"

#: What is asked for, in the order of the steps; a name in braces stands for the title of that tab.
_ASKED: Mapping[str, Phrase] = {
    "partners": Phrase(
        ru="Впишите партнёров и их контрагентов: «{partners}», «{entities}»",
        en="Enter your partners and their legal entities: {partners}, {entities}",
    ),
    "rules": Phrase(
        ru="Замените примеры своими: «{groups}», «{rules}»",
        en="Replace the examples with your own: {groups}, {rules}",
    ),
    "work": Phrase(
        ru="Внесите, что сделано и что к оплате: «{jobs}», «{invoices}»",
        en="Enter what was done and what is to be paid: {jobs}, {invoices}",
    ),
    "sender": Phrase(
        ru="Скажите, кто пишет партнёрам и кто им отвечает: «{settings}»",
        en="Say who writes to partners and who answers them: {settings}",
    ),
    "month": Phrase(
        ru="Закройте первый месяц: «{settings}», строка month_closed",
        en="Close the first month: {settings}, row month_closed",
    ),
}
_NO_ROWS = Phrase(ru="пусто: {titles}", en="nothing yet in {titles}")
_NO_PARTNERS = Phrase(
    ru="станет ясно, когда впишете партнёров", en="to be seen once there are partners"
)
_UNRULED = Phrase(ru="нет правил для групп: {named}", en="no rules for the groups: {named}")
_NO_SETTING = Phrase(ru="не заполнено: {named}", en="still blank: {named}")
_OPEN_MONTH = Phrase(
    ru="когда месяц внесён целиком, впишите его: например, 2026-10",
    en="once a month is entered whole, write it there: 2026-10, say",
)
_SETTING = Phrase(ru="{named} ({key})", en="{named} ({key})")


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five steps.

    Attributes:
        code: its name.
        tab: the people's tab in which it goes on.
        lacks: what it still lacks; "" for a step that is done.
    """

    code: str
    tab: PeopleTab
    lacks: str = field(default="")

    @property
    def is_done(self) -> bool:
        """Whether it lacks nothing."""
        return not self.lacks

    def asked(self, lang: Lang) -> str:
        """What is to be done, by the tabs' titles."""
        return _ASKED[self.code].said(lang, **{tab.code: tab.title(lang) for tab in _TITLES})


def holds_nothing(tables: Tables) -> bool:
    """Whether no tab that people fill in has a row, not even a bad one."""
    return all(_is_empty(tables, tab) for tab in _FILLED_BY_PEOPLE)


def first_steps(tables: Tables) -> tuple[Step, ...]:
    """The five steps from an empty workbook to the first reports, in their order.

    Partners and their legal entities; groups and rules for every group that partners name; a job or
    an invoice; who we are and who answers; a closed month. Any row counts, also one with mistakes:
    of these the tab Validation tells.
    """
    return tuple(_steps(tables))


def are_taken(steps: tuple[Step, ...]) -> bool:
    """Whether nothing is left to begin with: the workbook is in use."""
    return all(step.is_done for step in steps)


def marked(steps: tuple[Step, ...], lang: Lang) -> list[str]:
    """The steps numbered: a tick before those that are done, an arrow before the next one.

    >>> from sheetsync.tables.catalogue.partners import PARTNERS
    >>> steps = (Step("partners", PARTNERS), Step("rules", PARTNERS, "no rules"))
    >>> [text[:6] for text in marked(steps, "en")]
    ['✓ 1. E', '→ 2. R']
    """
    to_do = [number for number, step in enumerate(steps) if not step.is_done]
    signs = [_DONE if step.is_done else _LATER for step in steps]
    for number in to_do[:1]:
        signs[number] = _NEXT
    return [
        f"{sign} {number}. {step.asked(lang)}"
        for number, (sign, step) in enumerate(zip(signs, steps, strict=True), start=1)
    ]


def _steps(tables: Tables) -> Iterator[Step]:
    lang = tables.lang
    empty = [tab for tab in (PARTNERS, ENTITIES) if _is_empty(tables, tab)]
    yield Step("partners", (empty or [PARTNERS])[0], _no_rows(empty, lang))
    yield Step("rules", GROUPS, _unruled(tables))
    empty = [tab for tab in (JOBS, INVOICES) if _is_empty(tables, tab)]
    # Who only buys has no jobs here, who only sells on has no invoices: one of them is enough.
    yield Step("work", JOBS, _no_rows(empty, lang) if len(empty) > 1 else "")
    yield Step("sender", SETTINGS, _nobody(tables))
    is_open = tables.settings.month_closed is None
    yield Step("month", SETTINGS, _OPEN_MONTH.said(lang) if is_open else "")


def _is_empty(tables: Tables, tab: PeopleTab) -> bool:
    return tables.frame(tab.code).empty


def _no_rows(empty: list[PeopleTab], lang: Lang) -> str:
    titles = _JOINT.join(quoted(tab.title(lang), lang) for tab in empty)
    return _NO_ROWS.said(lang, titles=titles) if empty else ""


def _unruled(tables: Tables) -> str:
    """The groups of partners that have no rules, by their names where they have one."""
    named = tables.frame(PARTNERS.code)["group_id"].dropna()
    if named.empty:
        return _NO_PARTNERS.said(tables.lang)
    known = tables.frame(GROUPS.code)["group_id"].dropna()
    ruled = set(tables.frame(RULES.code)["group_id"].dropna())
    meant = matched(named, pd.Index(known.unique())).drop_duplicates()
    names = group_names(tables)
    lacking = [
        names.get(group, group)
        for group in meant
        if group not in set(known) or not ruled & {group, EVERY_GROUP}
    ]
    return _UNRULED.said(tables.lang, named=_JOINT.join(lacking)) if lacking else ""


def _nobody(tables: Tables) -> str:
    """The settings without which letters do not say who writes, or nobody hears an answer."""
    settings, lang = tables.settings, tables.lang
    blank = [] if settings.company.strip() else ["company"]
    if not (settings.curators or settings.manager_email):
        blank.append("manager_email")
    names = {key.key: key.named.said(lang) for key in SETTING_KEYS}
    told = [_SETTING.said(lang, named=names[key], key=key) for key in blank]
    return _NO_SETTING.said(lang, named=_JOINT.join(told)) if told else ""
