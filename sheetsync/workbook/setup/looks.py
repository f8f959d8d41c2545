"""Requests for a tab as a whole: protection, colours, filter views."""

from collections.abc import Collection, Iterator, Sequence

from sheetsync.language import Lang, Phrase
from sheetsync.rules.payables.colours import ColourRule
from sheetsync.tables.catalogue.documents import PACK_STATE
from sheetsync.tables.catalogue.payables import HIGHLIGHT
from sheetsync.tables.cells import column_letters
from sheetsync.tables.locales import conventions
from sheetsync.tables.schema import Choice, PeopleTab, ToolTab
from sheetsync.workbook.tab_requests import Request

#: Read by anybody who wonders whose tab it is.
_PROTECTION = Phrase(
    ru="Эту вкладку ведёт sheetsync; вписанное сюда перезапишет следующий запуск",
    en="sheetsync writes this tab; what is typed here is overwritten by the next run",
)
_SHARED_PROTECTION = Phrase(
    ru="Строки сюда добавляет sheetsync; заполняйте только цветные колонки",
    en="sheetsync adds rows here; fill the coloured columns only",
)
_STALE_COLOUR, _EARLY_COLOUR = "#f4cccc", "#e0e0e0"
#: Where year, month and day stand in ten signs, from which on and how many: as 2026-04-15, else
#: as 15.04.2026.
_DAY_PLACES = (((1, 4), (7, 4)), ((6, 2), (4, 2)), ((9, 2), (1, 2)))
#: Of the tab itself, below the grid: whose it is can be told without opening it.
_PEOPLE_TAB_COLOUR, _TOOL_TAB_COLOUR = "#6fa8dc", "#93c47d"
_DECISIONS_TAB_COLOUR, _LOG_TAB_COLOUR = "#f6b26b", "#b7b7b7"


def rgb(colour: str) -> dict[str, float]:
    """Google's colour of ``#rrggbb``.

    >>> rgb("#ff0000")
    {'red': 1.0, 'green': 0.0, 'blue': 0.0}
    """
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return dict(zip(("red", "green", "blue"), parts, strict=True))


def tab_colour(tab: PeopleTab | ToolTab) -> str:
    """The colour of a tab: people's, requests and decisions, the tool's, logs."""
    if isinstance(tab, PeopleTab):
        return _DECISIONS_TAB_COLOUR if tab.decides else _PEOPLE_TAB_COLOUR
    if tab.is_shared:
        return _DECISIONS_TAB_COLOUR
    return _LOG_TAB_COLOUR if tab.log else _TOOL_TAB_COLOUR


def tool_rules(tab: ToolTab, lang: Lang, names: Sequence[str] | None = None) -> list[ColourRule]:
    """Colour rules of a tool tab: its coloured column is compared with the labels of its values.

    Args:
        tab: the tab.
        lang: of the labels.
        names: its columns as they stand in the workbook; None for the catalogue's order.
    """
    order = names or [column.name for column in tab.columns]
    columns = _before_answers(tab, order)
    return [
        ColourRule(
            f'=${column_letters(order.index(column.name) + 1)}2="{choice.label(lang)}"',
            choice.colour,
            columns,
        )
        for column in tab.columns
        if column.coloured
        for choice in column.allowed
        if isinstance(choice, Choice) and choice.colour
    ]


def _before_answers(tab: ToolTab, order: Sequence[str]) -> tuple[int, int] | None:
    """The columns that a shared log's values colour: answers keep a colour of their own."""
    first = min((order.index(one.name) for one in tab.columns if one.people), default=0)
    return (0, first - 1) if first else None


def sum_rules(names: Sequence[str], separator: str, _lang: Lang) -> list[ColourRule]:
    """Colour rules of Unpaid by month: each sum by its own sign in the column `signals`."""
    first, last = names.index("month_0"), names.index("total")
    signals, left = column_letters(names.index("signals") + 1), column_letters(first + 1)
    formula = f'=MID(${signals}2;COLUMN({left}2)-COLUMN(${left}2)+1;1)="{{rank}}"'
    return [
        ColourRule(formula.format(rank=rank).replace(";", separator), signal.colour, (first, last))
        for rank, signal in enumerate(HIGHLIGHT, start=1)
    ]


def early_pack_rules(names: Sequence[str], separator: str, lang: Lang) -> list[ColourRule]:
    """Waiting packs of a month that has not ended are grey: nobody is late with them."""
    state, month = (column_letters(names.index(name) + 1) for name in ("state", "month"))
    label = next(choice.label(lang) for choice in PACK_STATE if choice.code == "waiting")
    formula = f'=AND(${state}2="{label}";${month}2>=TEXT(TODAY();"yyyy-mm"))'
    return [ColourRule(formula.replace(";", separator), _EARLY_COLOUR)]


def renamed_rules(tab: ToolTab, lang: Lang, there: Collection[str]) -> list[ColourRule]:
    """Colour rules of labels that are new, where the same value has one by a former label.

    Args:
        tab: a tool tab in use.
        lang: of the labels.
        there: formulas of the conditional formats that it has.
    """
    rules = []
    for formula in there:
        before, _, label = formula.removesuffix('"').partition('="')
        for column in tab.columns:
            choices = (each for each in column.allowed if isinstance(each, Choice))
            for choice in choices if column.coloured else ():
                wanted = f'{before}="{choice.label(lang)}"'
                if label in choice.formerly and choice.colour and wanted not in there:
                    rules.append(ColourRule(wanted, choice.colour))
    return rules


def formula_separator(locale: str) -> str:
    """What parts the arguments of a formula: ``;`` where the comma is a decimal sign.

    Google reads the formulas of conditions by the spreadsheet's locale, whatever language the tabs
    are in.

    >>> formula_separator("ru_RU"), formula_separator("en_US")
    (';', ',')
    """
    return "," if conventions(locale).decimal == "." else ";"


def stale_rules(names: Sequence[str], separator: str, _lang: Lang) -> list[ColourRule]:
    """The Dashboard's first line turns red when its day is more than three days ago.

    The line's note begins with the day, as ``2026-04-15`` or ``15.04.2026``: in the language of the
    tabs, whatever the spreadsheet's locale reads as a date.
    """
    letters = column_letters(names.index("note") + 1)
    year, month, day = (_part_of_day(f"${letters}2", *places) for places in _DAY_PLACES)
    formula = f"=AND(ROW()=2;TODAY()-DATE({year};{month};{day})>3)"
    return [ColourRule(formula.replace(";", separator), _STALE_COLOUR)]


def _part_of_day(cell: str, iso: tuple[int, int], dotted: tuple[int, int]) -> str:
    (start, length), (other, width) = iso, dotted
    return f'IF(MID({cell};5;1)="-";MID({cell};{start};{length});MID({cell};{other};{width}))'


def colour_requests(
    rules: Sequence[ColourRule], sheet_id: int, column_count: int
) -> Iterator[Request]:
    """One conditional format a rule, over the rows below the header."""
    for index, rule in enumerate(rules):
        first, last = rule.columns or (0, column_count - 1)
        yield {
            "addConditionalFormatRule": {
                "index": index,
                "rule": {
                    "ranges": [
                        {
                            "sheetId": sheet_id,
                            "startRowIndex": 1,
                            "startColumnIndex": first,
                            "endColumnIndex": last + 1,
                        }
                    ],
                    "booleanRule": {
                        "condition": {
                            "type": "CUSTOM_FORMULA",
                            "values": [{"userEnteredValue": rule.formula}],
                        },
                        "format": {"backgroundColor": rgb(rule.colour)},
                    },
                },
            }
        }


def protection_request(sheet_id: int, lang: Lang, answers: Collection[int] = ()) -> Request:
    """A tool tab warns whoever types into it; a warning never locks anybody out.

    Args:
        sheet_id: of the tab.
        lang: of the warning.
        answers: columns of a shared log, from 0, that people fill: nobody is warned there.
    """
    words = _SHARED_PROTECTION if answers else _PROTECTION
    protected: Request = {
        "range": {"sheetId": sheet_id},
        "description": words.said(lang),
        "warningOnly": True,
    }
    if answers:
        protected["unprotectedRanges"] = [below_header(sheet_id, at) for at in sorted(answers)]
    return {"addProtectedRange": {"protectedRange": protected}}


def below_header(sheet_id: int, position: int) -> Request:
    """A column, from 0, without its header."""
    return {
        "sheetId": sheet_id,
        "startRowIndex": 1,
        "startColumnIndex": position,
        "endColumnIndex": position + 1,
    }


def freeze_request(sheet_id: int, rows: int) -> Request:
    """Keep the rows down to the header in sight."""
    properties = {"sheetId": sheet_id, "gridProperties": {"frozenRowCount": rows}}
    fields = "gridProperties.frozenRowCount"
    return {"updateSheetProperties": {"properties": properties, "fields": fields}}
