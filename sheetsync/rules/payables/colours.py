"""The colours of waiting invoices, and the rules that colour the people's tab between runs."""

from collections.abc import Mapping
from dataclasses import dataclass

from sheetsync.tables.catalogue.payables import (
    HIGHLIGHT,
    INVOICE_KIND,
    INVOICE_STATE,
    INVOICE_STATUS,
    UNPAID_MARKS,
)
from sheetsync.tables.schema import Choice
from sheetsync.tables.settings.keys import Settings

_COLOURS: Mapping[str, str] = {signal.code: signal.colour for signal in HIGHLIGHT}
#: What is left to pay, as far as the row and its credit notes can tell: a payment dated ahead is
#: not counted yet, a date without an amount means paid in full.
_UNPAID = (
    "AND(ISNUMBER({amount});{amount}>0;NOT({is_note});{is_live};"
    "{amount}"
    '-SUMIFS({amount_column};{ref_column};{number};{entity_column};{entity};{amount_column};">0")'
    '+SUMIFS({amount_column};{ref_column};{number};{entity_column};{entity};{amount_column};"<0")'
    '-IF({paid_date}>TODAY();0;IF(AND({paid}="";{paid_date}<>"");{amount};N({paid})))'
    ">{tolerance})"
)
_DUE = "ISNUMBER({due})"
_SINCE = 'IF({received}<>"";{received};{dated})'
_BY_DAYS = {
    "red": "=AND({unpaid};" + _DUE + ";{due}<TODAY())",
    "orange": "=AND({unpaid};" + _DUE + ";{due}<=TODAY()+{soon})",
    "yellow": "=AND({unpaid};TODAY()-" + _SINCE + ">={warn})",
}
_CELLS = {
    "amount": "amount",
    "number": "number",
    "entity": "entity_id",
    "kind": "kind",
    "state": "state",
    "paid": "paid_amount",
    "paid_date": "paid_date",
    "due": "due_date",
    "received": "received_on",
    "dated": "invoice_date",
    "ref": "ref_number",
}


@dataclass(frozen=True, slots=True)
class ColourRule:
    """Rows that a formula is true of get a background.

    Attributes:
        formula: of the first row below the header, as ``=$B2="x"``.
        colour: as ``#rrggbb``.
        columns: the first and the last column that it colours, from 0; None for the whole row.
    """

    formula: str
    colour: str
    columns: tuple[int, int] | None = None


def invoice_colour_rules(
    letters: Mapping[str, str], separator: str, settings: Settings | None = None
) -> tuple[ColourRule, ...]:
    """The rules for the people's tab Invoices, the first that holds wins.

    They colour what a row and its credit notes tell by themselves, so that a typed due date that
    passes at midnight shows without a run. What needs the terms of a contract shows in the tool
    tabs.

    Args:
        letters: column letters by column code, ``{"amount": "G"}``.
        separator: what parts the arguments of a formula: ``;`` or ``,``.
        settings: due_soon_days, wait_warn_days and the tolerance; defaults when not given.

    Returns:
        Grey, red, orange, yellow; none when a column that they need is not there.

    Source: workbook-and-rules.md 3.4, highlight.
    """
    if not set(_CELLS.values()) <= letters.keys():
        return ()
    chosen = settings or Settings()
    cells = {name: f"${letters[code]}2" for name, code in _CELLS.items()}
    columns = {
        f"{name}_column": f"${letters[_CELLS[name]]}$2:${letters[_CELLS[name]]}"
        for name in ("amount", "ref", "entity")
    }
    marks = {mark: _is_one_of(cells["state"], INVOICE_STATE, mark) for mark in UNPAID_MARKS}
    words = {
        "is_note": _is_one_of(cells["kind"], INVOICE_KIND, "credit_note"),
        "is_live": f'OR({cells["state"]}="";{";".join(marks.values())})',
        "tolerance": f"{chosen.amount_tolerance_minor}/100",
        "soon": str(chosen.due_soon_days),
        "warn": str(chosen.wait_warn_days),
    }
    unpaid = _UNPAID.format(**cells, **columns, **words)
    formulas: list[tuple[str, str]] = [
        (signal, f"=AND({unpaid};{marks[status.code]})")
        for status in INVOICE_STATUS
        if (signal := status.signal) and status.code in marks
    ]
    formulas += [
        (signal, formula.format(unpaid=unpaid, **cells, **words))
        for signal, formula in _BY_DAYS.items()
    ]
    return tuple(
        ColourRule(formula.replace(";", separator), _COLOURS[code]) for code, formula in formulas
    )


def _is_one_of(cell: str, allowed: tuple[Choice, ...], code: str) -> str:
    """Whether the cell holds a code by any of its names; spreadsheets compare texts in any case."""
    choice = next(choice for choice in allowed if choice.code == code)
    names = dict.fromkeys((choice.code, *choice.labels))
    return "OR(" + ";".join(f'{cell}="{name}"' for name in names) + ")"
