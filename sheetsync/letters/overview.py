"""What becomes of each monthly letter, for the Letters tab and the notice to the manager.

Source: workbook-and-rules.md 1.3 (Letters), 4.4.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from sheetsync.language import Lang, Phrase
from sheetsync.language.days import day_month, month_year
from sheetsync.rules.monthly.plan import Held, HeldReason, MonthlyPlan, Skipped, SkippedReason
from sheetsync.rules.monthly.report import MonthlyReport
from sheetsync.rules.validation import worded
from sheetsync.tables.catalogue.logs import LETTERS
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.table import Tables

State = Literal["due", "held", "sent", "drafted", "failed", "unknown", "skipped"]
#: States that want somebody's hand.
TROUBLE = ("held", "failed", "unknown")


@dataclass(frozen=True, slots=True)
class LetterEnding:
    """What happened to a letter that was handed over, or tried to be; as the journal tells it.

    Attributes:
        on: the day it happened.
        reason: what the server or the journal says, "" when it went.
    """

    state: Literal["sent", "drafted", "failed", "unknown"]
    on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LetterState:
    """One line of the Letters tab.

    Attributes:
        when: the day it goes or went; None for letters that do not go.
        to: addresses in full; they are masked where they are shown.
        tab, cell: the first cell that holds the letter up, "" for none.
    """

    partner_id: str
    name: str
    period: str
    state: State
    when: date | None
    reason: str
    cure: str
    to: tuple[str, ...]
    tab: str = ""
    cell: str = ""


_HELD: Mapping[HeldReason, tuple[Phrase, Phrase]] = {
    "month_open": (
        Phrase(ru="Месяц {month} не закрыт.", en="{month} is not closed."),
        Phrase(
            ru="Когда все данные внесены, впишите {period} в «Настройки», строка month_closed.",
            en="Once all its data are in, enter {period} in Settings, beside month_closed.",
        ),
    ),
    "no_address": (
        Phrase(ru="Нет почты для отчёта.", en="There is no report e-mail."),
        Phrase(
            ru="Впишите адрес в «Партнёры» или поставьте «Отчёт: нет».",
            en="Enter an address in Partners, or set Monthly report to no.",
        ),
    ),
}
_SKIPPED: Mapping[SkippedReason, Phrase] = {
    "sent": Phrase(ru="Отчёт уже отправлен.", en="The report has been sent."),
    "declined": Phrase(ru="В «Партнёрах» стоит «Отчёт: нет».", en="Partners says: no report."),
    "silent": Phrase(
        ru="Работ не было, писать не о чем.", en="Nothing happened, so there is nothing to tell."
    ),
}
_DUE = Phrase(ru="Уйдёт {day}.", en="Goes out on {day}.")
_CURES: Mapping[str, Phrase] = {
    "failed": Phrase(
        ru="Исправьте причину. Если ошибка временная, письмо уйдёт при следующем запуске.",
        en="Fix the cause. If it is temporary, the letter goes out with the next run.",
    ),
    "unknown": Phrase(
        ru="Спросите партнёра или посмотрите «Отправленные», затем попросите того, кто ведёт"
        " sheetsync, отметить это (sheetsync outbox resolve КЛЮЧ).",
        en="Ask the partner or look into Sent mail, then ask whoever runs sheetsync to settle it"
        " (sheetsync outbox resolve KEY).",
    ),
}


def letter_states(
    plan: MonthlyPlan, tables: Tables, outcomes: Mapping[str, LetterEnding]
) -> tuple[LetterState, ...]:
    """What becomes of every letter of a plan, in the language of the tool tabs.

    Args:
        plan: what was decided.
        tables: the workbook; words findings as they stand in it.
        outcomes: what happened to letters of this month so far, by partner; it outweighs the plan.

    Returns:
        Letters that want somebody's hand first, then those that go, then the rest; within each in
        the order of the plan.
    """
    lang = tables.lang
    states = [
        *(_held(one, plan, tables) for one in plan.held),
        *(_due(one, plan, lang) for one in plan.due),
        *(_skipped(one, plan, lang) for one in plan.skipped),
    ]
    told = [
        _happened(state, outcomes[state.partner_id], lang)
        if state.partner_id in outcomes
        else state
        for state in states
    ]
    order = {state: place for place, state in enumerate((*TROUBLE, "due"))}
    return tuple(sorted(told, key=lambda one: order.get(one.state, len(order))))


def letter_rows(states: Sequence[LetterState], mask: Callable[[str], str]) -> pd.DataFrame:
    """The rows of the Letters tab.

    Args:
        states: what `letter_states` returns.
        mask: hides an address as it may be shown in the workbook.
    """
    return typed_frame(
        LETTERS.columns,
        [
            {
                "kind": "monthly",
                "partner_id": state.partner_id,
                "name": state.name,
                "period": state.period,
                "state": state.state,
                "when": None if state.when is None else pd.Timestamp(state.when),
                "reason": state.reason,
                "cure": state.cure,
                "to": ", ".join(mask(address) for address in state.to),
            }
            for state in states
        ],
    )


def _held(held: Held, plan: MonthlyPlan, tables: Tables) -> LetterState:
    tab, cell = "", ""
    if held.reason == "findings":
        tab, cell = held.findings[0].tab, held.findings[0].cell
        first = worded(held.findings[0], tables, tables.lang)
        reason, cure = f"{first.title}!{first.cell}: {first.message}", first.cure
        more = len(held.findings) - 1
        if more:
            reason += f" (+{more})"
    else:
        names = {"month": month_year(plan.period, tables.lang), "period": plan.period}
        reason, cure = (part.said(tables.lang, **names) for part in _HELD[held.reason])
    return LetterState(
        held.partner_id, held.name, plan.period, "held", None, reason, cure, held.to, tab, cell
    )


def _due(report: MonthlyReport, plan: MonthlyPlan, lang: Lang) -> LetterState:
    when = max(plan.send_on, plan.as_of)
    if report.partner_id in plan.urgent:
        when = plan.as_of
    reason = _DUE.said(lang, day=day_month(when, lang))
    return LetterState(
        report.partner_id, report.name, plan.period, "due", when, reason, "", report.to
    )


def _skipped(skipped: Skipped, plan: MonthlyPlan, lang: Lang) -> LetterState:
    state: State = "sent" if skipped.reason == "sent" else "skipped"
    reason = _SKIPPED[skipped.reason].said(lang)
    return LetterState(
        skipped.partner_id, skipped.name, plan.period, state, None, reason, "", skipped.to
    )


def _happened(state: LetterState, outcome: LetterEnding, lang: Lang) -> LetterState:
    cure = _CURES[outcome.state].said(lang) if outcome.state in _CURES else ""
    return LetterState(
        state.partner_id,
        state.name,
        state.period,
        outcome.state,
        outcome.on,
        outcome.reason,
        cure,
        state.to,
    )
