"""The named filter views: the Dashboard's one click to what waits."""

from dataclasses import dataclass

from sheetsync.language import Lang, Phrase
from sheetsync.tables.catalogue.documents import LACKING_PACKS
from sheetsync.tables.catalogue.modules import tool_by_code
from sheetsync.tables.catalogue.payables import HIGHLIGHT, UNPAID
from sheetsync.tables.cells import column_letters
from sheetsync.tables.schema import Choice, codes
from sheetsync.workbook.tab_requests import Request


@dataclass(frozen=True, slots=True)
class View:
    """A named filter view of a tool tab, made once and kept.

    Attributes:
        name: code by which the Dashboard links it.
        tab: the tab's code.
        named: its title.
        column: the column it filters or sorts by.
        codes: values that stay; () when it does not filter by values.
        formula: instead, a condition with ``{column}`` for the column's letters.
        sorts: whether it sorts by the column.
    """

    name: str
    tab: str
    named: Phrase
    column: str
    codes: tuple[str, ...] = ()
    formula: str = ""
    sorts: bool = False

    def title(self, lang: Lang) -> str:
        """As people see it."""
        return self.named.said(lang)

    @property
    def titles(self) -> tuple[str, ...]:
        """What `init` may have called it, in whatever language."""
        return self.named.each


VIEWS = (
    View("unpaid", "register", Phrase(ru="Не оплачены", en="Unpaid"), "status", UNPAID),
    View(
        "waiting",
        "register",
        Phrase(ru="Давно ждут", en="Waiting long"),
        "highlight",
        codes(signal for signal in HIGHLIGHT if signal.waits),
    ),
    View("overdue", "register", Phrase(ru="Просрочены", en="Overdue"), "status", ("overdue",)),
    View(
        "packs",
        "packs",
        Phrase(ru="Нет закрывающих", en="Documents missing"),
        "state",
        LACKING_PACKS,
    ),
    View(
        "month",
        "register",
        Phrase(ru="Этот месяц", en="This month"),
        "month",
        formula='={column}2=TEXT(TODAY();"yyyy-mm")',
    ),
    View(
        "entities",
        "register",
        Phrase(ru="По юрлицам", en="By legal entity"),
        "legal_name",
        sorts=True,
    ),
)


def view_request(view: View, sheet_id: int, lang: Lang, separator: str) -> Request:
    """The request that makes a view; `separator` parts arguments in its locale."""
    tab = tool_by_code()[view.tab]
    position = [column.name for column in tab.columns].index(view.column)
    body: Request = {
        "title": view.title(lang),
        "range": {
            "sheetId": sheet_id,
            "startRowIndex": 0,
            "startColumnIndex": 0,
            "endColumnIndex": len(tab.columns),
        },
    }
    if view.sorts:
        body["sortSpecs"] = [{"dimensionIndex": position, "sortOrder": "ASCENDING"}]
    else:
        body["filterSpecs"] = [
            {"columnIndex": position, "filterCriteria": _criteria(view, position, lang, separator)}
        ]
    return {"addFilterView": {"filter": body}}


def _criteria(view: View, position: int, lang: Lang, separator: str) -> Request:
    if view.formula:
        # Google reads formulas of conditions with the separators of the spreadsheet's locale.
        formula = view.formula.format(column=f"${column_letters(position + 1)}")
        formula = formula.replace(";", separator)
        return {"condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}}
    kept = set(view.codes)
    hidden = dict.fromkeys(
        choice.label(lang)
        for choice in tool_by_code()[view.tab].columns[position].allowed
        if isinstance(choice, Choice) and choice.code not in kept
    )
    return {"hiddenValues": [*hidden, ""]}
