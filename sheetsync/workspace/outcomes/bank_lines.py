"""What `sheetsync payments list` tells: the lines of the bank, with what was said of them."""

import pandas as pd

from sheetsync.language import Lang, Phrase
from sheetsync.language.days import typed_day
from sheetsync.rules.payments.matches_tab import undecided
from sheetsync.tables.catalogue.payments import BANK, PAYMENT_LOG
from sheetsync.tables.schema import Choice
from sheetsync.workspace.company import Company
from sheetsync.workspace.guards import refuse_off
from sheetsync.workspace.options import Outcome, Section
from sheetsync.workspace.outcomes.words import amount, texts
from sheetsync.workspace.records import records

PAYMENTS_JOB = "payments"
_SHOWN = (
    "booked_on", "flow", "amount", "counterparty", "proposal", "level", "decision", "line_id",
)  # fmt: skip
_LINES = Phrase(
    ru="строк: {count}, без решения: {undecided}",
    en="{count} lines, {undecided} without a decision",
)
_NONE = Phrase(
    ru="строк нет: загрузите выписку, sheetsync payments import ФАЙЛ",
    en="no lines: import a statement with sheetsync payments import FILE",
)


def bank_lines_outcome(company: Company, *, only_open: bool) -> Outcome:
    """The lines of the tab Bank, the oldest first.

    Args:
        company: whose bank it is.
        only_open: only those without a decision, said or noted by itself.

    Raises:
        ModuleError: the module of the bank is off.
    """
    refuse_off(BANK.code, company.settings)
    lines = company.reading.tool_frame(BANK).dropna(subset=["line_id"])
    waiting = undecided(lines, company.reading.tool_frame(PAYMENT_LOG))
    rows = (waiting if only_open else lines).sort_values(["booked_on", "line_id"], kind="stable")
    lang = company.lang
    words = _LINES if len(lines) else _NONE
    return Outcome(
        PAYMENTS_JOB,
        0,
        words.said(lang, count=len(lines), undecided=len(waiting)),
        sections=(_section(rows, lang),) if len(rows) else (),
        payload={"lines": records(rows)},
    )


def _section(rows: pd.DataFrame, lang: Lang) -> Section:
    columns = {column.name: column for column in BANK.columns}
    labels = {
        (name, choice.code): choice.label(lang)
        for name in ("flow", "level", "decision")
        for choice in columns[name].allowed
        if isinstance(choice, Choice)
    }
    days = ["" if pd.isna(day) else typed_day(day, lang) for day in rows["booked_on"].dt.date]
    sums = [
        "" if pd.isna(minor) else f"{amount(int(minor), lang)} {_text(currency)}".strip()
        for minor, currency in zip(rows["amount_minor"], rows["currency"], strict=True)
    ]
    shown = {name: [_text(value) for value in rows[name]] for name in _SHOWN if name in rows}
    for name in ("flow", "level", "decision"):
        shown[name] = [labels.get((name, code), code) for code in shown[name]]
    shown |= {"booked_on": days, "amount": sums}
    cells = zip(*(shown[name] for name in _SHOWN), strict=True)
    return Section(
        BANK.title(lang),
        tuple(columns[name].header(lang) for name in _SHOWN),
        tuple(texts(row) for row in cells),
        spare=(7, 1),
    )


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]  # a single value
