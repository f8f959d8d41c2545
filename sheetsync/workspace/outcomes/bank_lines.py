"""What `sheetsync payments list` tells: the lines of the bank and what was said of them."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from sheetsync.language import Lang, Phrase
from sheetsync.language.days import typed_day
from sheetsync.rules.payments.advances import CalledAdvance
from sheetsync.rules.payments.matches_tab import undecided
from sheetsync.tables.catalogue.payments import BANK, BANK_DECISION, PAYMENT_LOG
from sheetsync.tables.schema import Choice
from sheetsync.workspace.company import Company
from sheetsync.workspace.guards import refuse_off
from sheetsync.workspace.options import Outcome, Section
from sheetsync.workspace.outcomes.words import amount, texts
from sheetsync.workspace.records import major, records

PAYMENTS_JOB = "payments"
_SHOWN = (
    "booked_on", "flow", "amount", "counterparty", "proposal", "level", "decision", "line_id",
)  # fmt: skip
_LINES = Phrase(
    ru="строк: {count}, без решения: {undecided}",
    en="{count} lines, {undecided} without a decision",
)
_ADVANCES = Phrase(
    ru="Авансы и переплаты, к которым пришёл счёт",
    en="Advances and overpayments whose invoice has come",
)
_WHAT = Phrase(ru="Что пришло", en="What has come")
_APPLY = Phrase(
    ru="Чтобы зачесть: во вкладке «{tab}» ответьте «{yes}» и впишите номер в «{instead}»",
    en="To use them: in the tab {tab} answer {yes}, and write the number into {instead}",
)
_NONE = Phrase(
    ru="строк нет: загрузите выписку, sheetsync payments import ФАЙЛ",
    en="no lines: import a statement with sheetsync payments import FILE",
)


def bank_lines_outcome(company: Company, *, only_open: bool) -> Outcome:
    """The lines of the tab Bank, the oldest first, and advances whose invoice has come.

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
        sections=(
            *((_section(rows, lang),) if len(rows) else ()),
            *((_advances(company.called_advances, lang),) if company.called_advances else ()),
        ),
        payload={
            "lines": records(rows),
            "advances": [_document(one) for one in company.called_advances],
        },
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


def _advances(called: Sequence[CalledAdvance], lang: Lang) -> Section:
    columns = {column.name: column for column in BANK.columns}
    yes = next(choice for choice in BANK_DECISION if choice.pays)
    return Section(
        _ADVANCES.said(lang),
        (_WHAT.said(lang), columns["line_id"].header(lang)),
        tuple((one.said(lang), one.line_id) for one in called),
        note=_APPLY.said(
            lang,
            tab=BANK.title(lang),
            yes=yes.label(lang),
            instead=columns["instead"].header(lang),
        ),
        spare=(1,),
    )


def _document(one: CalledAdvance) -> dict[str, Any]:
    return {
        "line_id": one.line_id,
        "booked_on": one.booked_on.isoformat(),
        "entity_id": one.entity_id,
        "amount": major(one.amount_minor),
        "currency": one.currency,
        "left_over": one.is_rest,
        "invoices": list(one.numbers),
    }


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]  # a single value
