"""The modules that a workbook may have, each with its tabs: core always, others when switched on.

Which are on stands in the workbook (Settings.modules), so that two machines never count
differently. Whatever walks over tabs asks here for those of the modules that are on.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar, get_args

from sheetsync.language import Lang
from sheetsync.language.phrases import in_language
from sheetsync.tables.catalogue.care import ATTENTION, TOUCHES
from sheetsync.tables.catalogue.changes import CHANGES
from sheetsync.tables.catalogue.documents import AGREEMENTS, DOCUMENTS, PACKS, REGISTER
from sheetsync.tables.catalogue.jobs import FEEDBACK, JOBS
from sheetsync.tables.catalogue.logs import CODES, LETTERS, RUN_LOG, SEND_LOG
from sheetsync.tables.catalogue.overview import CONTENTS, DASHBOARD, HELP, VALIDATION
from sheetsync.tables.catalogue.partners import ENTITIES, PARTNER_LINKS, PARTNERS
from sheetsync.tables.catalogue.payables import INVOICES, OVERDUE
from sheetsync.tables.catalogue.payments import (
    BANK,
    MATCHES,
    PAYMENT_LOG,
    PAYMENT_ORDERS,
    PAYMENT_PLAN,
    PAYMENTS,
)
from sheetsync.tables.catalogue.people_desk import CONTACTS, DECISIONS
from sheetsync.tables.catalogue.portal import (
    DOCUMENTS_TO_ENTER,
    INBOX,
    INVOICES_TO_ENTER,
    PORTAL_LOG,
)
from sheetsync.tables.catalogue.rating import GROUPS, RATING_DETAILS, RATING_HISTORY, RATINGS, RULES
from sheetsync.tables.catalogue.settings import CALENDAR, SETTINGS
from sheetsync.tables.catalogue.unpaid import UNPAID_BY_MONTH
from sheetsync.tables.schema import PeopleTab, Shelf, ToolTab

Tab = PeopleTab | ToolTab
_AnyTab = TypeVar("_AnyTab", PeopleTab, ToolTab, Tab)


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A part of the product that a workbook has or has not, as a whole.

    Attributes:
        code: as Settings.modules and the command line name it.
        ru, en: its name.
        people_tabs, tool_tabs: its tabs.
        needs: codes of modules that are switched on with it.
        money: whether it decides what is paid: jobs with money stop while its tabs stand in a
            workbook and it is off.
    """

    code: str
    ru: str
    en: str
    people_tabs: tuple[PeopleTab, ...] = ()
    tool_tabs: tuple[ToolTab, ...] = ()
    needs: tuple[str, ...] = ()
    money: bool = False

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """All its tabs, people's first."""
        return (*self.people_tabs, *self.tool_tabs)

    def name(self, lang: Lang) -> str:
        """As people read it."""
        return in_language(lang, ru=self.ru, en=self.en)


CORE = Module(
    code="core",
    ru="основа",
    en="core",
    people_tabs=(
        PARTNERS,
        ENTITIES,
        AGREEMENTS,
        JOBS,
        INVOICES,
        DOCUMENTS,
        FEEDBACK,
        TOUCHES,
        GROUPS,
        RULES,
        CALENDAR,
        SETTINGS,
    ),
    tool_tabs=(
        DASHBOARD,
        UNPAID_BY_MONTH,
        OVERDUE,
        REGISTER,
        PACKS,
        ATTENTION,
        RATINGS,
        RATING_DETAILS,
        RATING_HISTORY,
        VALIDATION,
        LETTERS,
        PARTNER_LINKS,
        SEND_LOG,
        RUN_LOG,
        CODES,
        CHANGES,
        CONTENTS,
        HELP,
    ),
)
PEOPLE_DESK = Module(
    code="people_desk",
    ru="решения и контакты",
    en="decisions and contacts",
    people_tabs=(DECISIONS, CONTACTS),
)
PORTAL = Module(
    code="portal",
    ru="портал партнёров",
    en="partner portal",
    tool_tabs=(INBOX, INVOICES_TO_ENTER, DOCUMENTS_TO_ENTER, PORTAL_LOG),
    needs=(PEOPLE_DESK.code,),
)
BANK_PAYMENTS = Module(
    code="payments",
    ru="банк и платежи",
    en="bank and payments",
    people_tabs=(PAYMENTS,),
    tool_tabs=(BANK, MATCHES, PAYMENT_PLAN, PAYMENT_LOG, PAYMENT_ORDERS),
    money=True,
)
_MODULES: dict[str, Module] = {one.code: one for one in (CORE, BANK_PAYMENTS, PEOPLE_DESK, PORTAL)}
_SHELVES: tuple[Shelf, ...] = get_args(Shelf)


def modules() -> tuple[Module, ...]:
    """All modules there are, core first."""
    return tuple(_MODULES.values())


def module(code: str) -> Module:
    """The module of that code.

    Raises:
        KeyError: there is none.
    """
    return _MODULES[code]


def register(more: Module) -> Module:
    """Have one more module; a catalogue file calls it for its own.

    Raises:
        ValueError: its code is taken, or it needs a module that is not there yet.
    """
    if more.code in _MODULES:
        raise ValueError(f"there is a module {more.code!r} already")
    unknown = [code for code in more.needs if code not in _MODULES]
    if unknown:
        raise ValueError(f"{more.code} needs modules that are not there: {', '.join(unknown)}")
    _MODULES[more.code] = more
    return more


@contextmanager
def registered(more: Module) -> Iterator[Module]:
    """Have one more module for a while."""
    register(more)
    try:
        yield more
    finally:
        del _MODULES[more.code]


def with_needs(codes: Iterable[str]) -> tuple[str, ...]:
    """The modules of some codes, core, and all that they need, in the order of `modules`.

    >>> with_needs([])
    ('core',)
    """
    on = {CORE.code, *codes} & set(_MODULES)
    # What a module needs is registered before it.
    for one in reversed(modules()):
        on |= set(one.needs) if one.code in on else set()
    return tuple(code for code in _MODULES if code in on)


def people_tabs(on: Collection[str] | None = None) -> tuple[PeopleTab, ...]:
    """The people's tabs of the modules that are on; None: of all there are."""
    return tuple(tab for one in _chosen(on) for tab in one.people_tabs)


def tool_tabs(on: Collection[str] | None = None) -> tuple[ToolTab, ...]:
    """The tool tabs of the modules that are on; None: of all there are."""
    return tuple(tab for one in _chosen(on) for tab in one.tool_tabs)


def all_tabs(on: Collection[str] | None = None) -> tuple[Tab, ...]:
    """People's tabs, then tool tabs, of the modules that are on; None: of all there are."""
    return (*people_tabs(on), *tool_tabs(on))


def _chosen(on: Collection[str] | None) -> tuple[Module, ...]:
    return tuple(one for one in modules() if on is None or one.code in on)


def people_by_code() -> dict[str, PeopleTab]:
    """The people's tabs of all modules there are, by code."""
    return {tab.code: tab for tab in people_tabs()}


def tool_by_code() -> dict[str, ToolTab]:
    """The tool tabs of all modules there are, by code."""
    return {tab.code: tab for tab in tool_tabs()}


def module_of(code: str) -> Module:
    """The module that has the tab of that code.

    Raises:
        KeyError: none has it.
    """
    for one in modules():
        if any(tab.code == code for tab in one.tabs):
            return one
    raise KeyError(code)


def with_columns_of(tab: _AnyTab, on: Collection[str], held: Collection[str] = ()) -> _AnyTab:
    """A tab with those columns that the modules that are on bring into it, besides its own.

    Args:
        tab: as the catalogue has it.
        on: codes of modules.
        held: names of columns that stand in the sheet whatever is on: they stay.
    """
    columns = tuple(
        column
        for column in tab.columns
        if not column.module or column.module in on or column.name in held
    )
    return replace(tab, columns=columns)


def in_workbook_order(tabs: Iterable[Tab]) -> tuple[Tab, ...]:
    """Tabs as they stand in a new workbook, from the first shelf to the logs.

    >>> [tab.code for tab in in_workbook_order([RUN_LOG, SETTINGS, OVERDUE, PARTNERS, DASHBOARD])]
    ['dashboard', 'partners', 'overdue', 'settings', 'run_log']
    """
    return tuple(sorted(tabs, key=lambda tab: _SHELVES.index(tab.shelf)))
