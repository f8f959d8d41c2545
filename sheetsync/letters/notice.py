"""The letter to the manager about reports that were held, have failed, or are in doubt.

Source: workbook-and-rules.md 4.6 ("the manager is told when the set changes, at most once a day").
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sheetsync.language import Lang
from sheetsync.letters.house_links import NO_LINKS, HouseLinks
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.letters.overview import TROUBLE, LetterState
from sheetsync.letters.rendering import Templates
from sheetsync.rules.monthly.plan import MonthlyPlan

KIND = "notice"


@dataclass(frozen=True, slots=True)
class ManagerNotice:
    """What the manager is told.

    Attributes:
        to: the manager's address.
        send_on: the day the reports of the month go out.
        month_open: the month is not closed, so no report goes; then `troubles` leaves out the
            letters that are held by that alone, and `waiting` counts them.
        troubles: letters that are held, have failed, or are in doubt.
    """

    to: str
    lang: Lang
    as_of: date
    period: str
    send_on: date
    troubles: tuple[LetterState, ...]
    month_open: bool = False
    waiting: int = 0


def notice_of(
    plan: MonthlyPlan, states: Sequence[LetterState], to: str, lang: Lang
) -> ManagerNotice:
    """The notice about a plan.

    Args:
        plan: what was decided.
        states: what `letter_states` returns of it.
        to: the manager's address.
        lang: their language.
    """
    waiting = {one.partner_id for one in plan.held if one.reason == "month_open"}
    troubles = tuple(
        one
        for one in states
        if one.state in TROUBLE and not (one.state == "held" and one.partner_id in waiting)
    )
    return ManagerNotice(
        to=to,
        lang=lang,
        as_of=plan.as_of,
        period=plan.period,
        send_on=plan.send_on,
        troubles=troubles,
        month_open=bool(waiting),
        waiting=len(waiting),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What the manager was told last: the set's fingerprint, and the day."""

    fingerprint: str = ""
    on: date | None = None


def fingerprint(states: Sequence[LetterState]) -> str:
    """Sixteen hex digits of the set of letters that are held, have failed, or are in doubt."""
    troubles = sorted(
        f"{one.state}/{one.partner_id}/{one.period}" for one in states if one.state in TROUBLE
    )
    return hashlib.sha256("\n".join(troubles).encode()).hexdigest()[:16] if troubles else ""


def notice_is_due(states: Sequence[LetterState], told: Told, as_of: date) -> bool:
    """Whether the set has changed since the manager was told, and today nothing was told yet.

    A set that has become empty needs no letter.
    """
    now = fingerprint(states)
    return bool(now) and now != told.fingerprint and told.on != as_of


def write_notice(
    notice: ManagerNotice, templates: Templates, links: HouseLinks = NO_LINKS
) -> Letter:
    """Write the notice.

    Args:
        notice: the facts.
        templates: of all letters.
        links: where its lines lead: to the cell that holds a letter up, else to the partner's row.

    Raises:
        TemplateError: a template cannot be rendered.
    """
    subject = templates.phrase(KIND, notice.lang, "subject", notice)
    facts = {
        "notice": notice,
        "links": links,
        "subject": subject,
        "preheader": templates.phrase(KIND, notice.lang, "lead", notice),
    }
    rendered = templates.rendered(KIND, notice.lang, facts)
    key = LetterKey(KIND, notice.to, notice.as_of.isoformat())
    return Letter(key, (notice.to,), subject, rendered.text, rendered.html, lang=notice.lang)
