"""The named filter views: the Dashboard's one click to what waits."""

from dataclasses import dataclass

from sheetsync.language import Lang
from sheetsync.tables.catalogue import TOOL_BY_CODE
from sheetsync.tables.catalogue.documents import LACKING_PACKS
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
        en, ru: its title.
        column: the column it filters or sorts by.
        codes: values that stay; () when it does not filter by values.
        formula: instead, a condition with ``{column}`` for the column's letters.
        sorts: whether it sorts by the column.
    """

    name: str
    tab: str
    en: str
    ru: str
    column: str
    codes: tuple[str, ...] = ()
    formula: str = ""
    sorts: bool = False

    def title(self, lang: Lang) -> str:
        """As people see it."""
        return self.ru if lang == "ru" else self.en


VIEWS = (
    View("unpaid", "register", "Unpaid", "Не оплачены", "status", UNPAID),
    View(
        "waiting",
        "register",
        "Waiting long",
        "Давно ждут",
        "highlight",
        codes(signal for signal in HIGHLIGHT if signal.waits),
    ),
    View("overdue", "register", "Overdue", "Просрочены", "status", ("overdue",)),
    View("packs", "packs", "Documents missing", "Нет закрывающих", "state", LACKING_PACKS),
    View(
        "month",
        "register",
        "This month",
        "Этот месяц",
        "month",
        formula='={column}2=TEXT(TODAY();"yyyy-mm")',
    ),
    View("entities", "register", "By legal entity", "По юрлицам", "legal_name", sorts=True),
)


def view_request(view: View, sheet_id: int, lang: Lang, separators: Lang) -> Request:
    """The request that makes a view; `separators` are those of the spreadsheet's locale."""
    tab = TOOL_BY_CODE[view.tab]
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
            {"columnIndex": position, "filterCriteria": _criteria(view, position, lang, separators)}
        ]
    return {"addFilterView": {"filter": body}}


def _criteria(view: View, position: int, lang: Lang, separators: Lang) -> Request:
    if view.formula:
        # Google reads formulas of conditions with the separators of the spreadsheet's locale.
        formula = view.formula.format(column=f"${column_letters(position + 1)}")
        if separators == "en":
            formula = formula.replace(";", ",")
        return {"condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}}
    kept = set(view.codes)
    hidden = dict.fromkeys(
        choice.label(lang)
        for choice in TOOL_BY_CODE[view.tab].columns[position].allowed
        if isinstance(choice, Choice) and choice.code not in kept
    )
    return {"hiddenValues": [*hidden, ""]}
