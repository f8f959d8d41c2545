"""The named filter views: one click to what waits, what we owe apart from what is owed to us."""

from collections.abc import Sequence
from dataclasses import dataclass

from sheetsync.language import Lang, Phrase
from sheetsync.tables.catalogue.changes import CHANGES
from sheetsync.tables.catalogue.documents import LACKING_PACKS, PACKS, REGISTER
from sheetsync.tables.catalogue.modules import tool_by_code
from sheetsync.tables.catalogue.payables import HIGHLIGHT, OVERDUE
from sheetsync.tables.cells import column_letters
from sheetsync.tables.schema import Choice, codes
from sheetsync.workbook.tab_requests import Request


@dataclass(frozen=True, slots=True)
class Kept:
    """Which rows a view keeps, by one column.

    Attributes:
        column: the column.
        codes: values that stay; () where a formula says.
        formula: a condition with ``{column}`` for the column's letters.
        blank: whether rows without a value stay too.
    """

    column: str
    codes: tuple[str, ...] = ()
    formula: str = ""
    blank: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A named filter view of a tool tab, made once and kept.

    Attributes:
        name: code by which the Dashboard links it.
        tab: the tab's code.
        named: its title.
        keeps: conditions; a row stays when all hold.
        sorts: columns it sorts by.
        formerly: its titles of earlier versions.
    """

    name: str
    tab: str
    named: Phrase
    keeps: tuple[Kept, ...]
    sorts: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()

    def title(self, lang: Lang) -> str:
        """As people see it."""
        return self.named.said(lang)

    @property
    def titles(self) -> tuple[str, ...]:
        """What `init` may have called it, in whatever language, now and formerly."""
        return (*self.named.each, *self.formerly)


_WE_OWE, _OWED_TO_US = Kept("direction", ("in",)), Kept("direction", ("out",))
_WAITS = Kept("highlight", codes(signal for signal in HIGHLIGHT if signal.waits))
_LATE = (Kept("highlight", ("red",)), Kept("days_overdue", formula="={column}2>0"))
_CREDIT = Kept("bucket", ("credit",))
_TO_THIS_SUNDAY = "=AND(ISNUMBER({column}2);{column}2<=TODAY()-WEEKDAY(TODAY();2)+7)"

VIEWS = (
    View("to_pay", OVERDUE.code, Phrase(ru="К оплате", en="To pay"), (_WE_OWE,)),
    View("owed_to_us", OVERDUE.code, Phrase(ru="Нам должны", en="Owed to us"), (_OWED_TO_US,)),
    View(
        "to_pay_by_entity",
        OVERDUE.code,
        Phrase(ru="К оплате по контрагентам и месяцам", en="To pay by legal entity and month"),
        (_WE_OWE,),
        ("legal_name", "month"),
    ),
    View(
        "by_curator",
        OVERDUE.code,
        Phrase(ru="По кураторам", en="By account manager"),
        (_WE_OWE,),
        ("curator", "due"),
    ),
    View(
        "this_week",
        OVERDUE.code,
        Phrase(ru="На этой неделе", en="This week"),
        (_WE_OWE, Kept("due", formula=_TO_THIS_SUNDAY)),
        ("due",),
    ),
    View(
        "to_pay_waiting",
        OVERDUE.code,
        Phrase(ru="К оплате: давно ждут или срок близко", en="To pay: waiting long or due soon"),
        (_WE_OWE, _WAITS),
    ),
    View(
        "to_pay_overdue",
        OVERDUE.code,
        Phrase(ru="К оплате: просрочены", en="To pay: overdue"),
        (_WE_OWE, *_LATE),
    ),
    View(
        "owed_waiting",
        OVERDUE.code,
        Phrase(
            ru="Нам должны: давно ждут или срок близко", en="Owed to us: waiting long or due soon"
        ),
        (_OWED_TO_US, _WAITS),
    ),
    View(
        "owed_overdue",
        OVERDUE.code,
        Phrase(ru="Нам должны: просрочены", en="Owed to us: overdue"),
        (_OWED_TO_US, *_LATE),
    ),
    View(
        "packs",
        PACKS.code,
        Phrase(ru="Нет закрывающих документов", en="Documents missing"),
        (Kept("state", LACKING_PACKS),),
        formerly=("Нет закрывающих",),
    ),
    View(
        "month",
        REGISTER.code,
        Phrase(ru="Этот месяц: мы должны", en="This month: we owe"),
        (
            Kept("direction", ("in",), blank=True),
            Kept("month", formula='={column}2=TEXT(TODAY();"yyyy-mm")'),
        ),
    ),
    View(
        "credits_in",
        REGISTER.code,
        Phrase(ru="Мы должны: переплаты и корректировки", en="We owe: credits"),
        (_WE_OWE, _CREDIT),
    ),
    View(
        "credits_out",
        REGISTER.code,
        Phrase(ru="Нам должны: переплаты и корректировки", en="Owed to us: credits"),
        (_OWED_TO_US, _CREDIT),
    ),
    View(
        "changed_today",
        CHANGES.code,
        Phrase(ru="Сегодня", en="Today"),
        (Kept("seen_at", formula="=INT({column}2)=TODAY()"),),
    ),
    View(
        "removed_rows",
        CHANGES.code,
        Phrase(ru="Удалённые строки", en="Removed rows"),
        (Kept("what", ("removed",)),),
    ),
)


def view_request(
    view: View, sheet_id: int, lang: Lang, separator: str, names: Sequence[str]
) -> Request:
    """The request that makes a view.

    Args:
        view: which one.
        sheet_id: of its tab.
        lang: of its title, and of the values in the tab.
        separator: parts arguments in the spreadsheet's locale.
        names: the tab's columns as they stand there.
    """
    body: Request = {
        "title": view.title(lang),
        "range": {
            "sheetId": sheet_id,
            "startRowIndex": 0,
            "startColumnIndex": 0,
            "endColumnIndex": len(names),
        },
        "filterSpecs": [
            {
                "columnIndex": names.index(kept.column),
                "filterCriteria": _criteria(view.tab, kept, names, lang, separator),
            }
            for kept in view.keeps
        ],
    }
    if view.sorts:
        body["sortSpecs"] = [
            {"dimensionIndex": names.index(column), "sortOrder": "ASCENDING"}
            for column in view.sorts
        ]
    return {"addFilterView": {"filter": body}}


def _criteria(tab: str, kept: Kept, names: Sequence[str], lang: Lang, separator: str) -> Request:
    if kept.formula:
        # Google reads formulas of conditions with the separators of the spreadsheet's locale.
        letters = f"${column_letters(names.index(kept.column) + 1)}"
        formula = kept.formula.format(column=letters).replace(";", separator)
        return {"condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}}
    (column,) = (one for one in tool_by_code()[tab].columns if one.name == kept.column)
    hidden = dict.fromkeys(
        choice.label(lang)
        for choice in column.allowed
        if isinstance(choice, Choice) and choice.code not in kept.codes
    )
    return {"hiddenValues": [*hidden, *([] if kept.blank else [""])]}
