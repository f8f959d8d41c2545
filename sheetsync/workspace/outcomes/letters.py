"""What the jobs that write letters tell."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from sheetsync.language import DEFAULT, Lang
from sheetsync.language.days import month_year
from sheetsync.letters.overview import TROUBLE, LetterState
from sheetsync.outbox import LetterOutcome, SendReport
from sheetsync.rules.monthly import MonthlyPlan
from sheetsync.tables.catalogue.logs import LETTER_STATE, LETTERS
from sheetsync.tables.catalogue.settings import SETTINGS
from sheetsync.workspace.options import Outcome, Section
from sheetsync.workspace.outcomes.words import word
from sheetsync.workspace.who_we_are import Lack

_NAMED = 3
_PLACES = ("sent", "drafted", "failed", "unknown", "already", "over_limit", "left")


def monthly_outcome(
    plan: MonthlyPlan,
    states: Sequence[LetterState],
    report: SendReport,
    *,
    lang: Lang,
    lacking: Sequence[Lack] = (),
) -> Outcome:
    """How many letters went, what is held and why; every letter for machines.

    Args:
        plan: what was decided.
        states: lines of the Letters tab.
        report: what became of the letters given to the outbox.
        lang: of the terminal.
        lacking: what these letters do not say of us, and would have to before they are mailed.
    """
    held = [state for state in states if state.state == "held"]
    counts = _counts(report) | {"held": len(held), "skipped": len(plan.skipped)}
    notes = [_sentence(counts, lang)]
    if not plan.closed:
        notes.append(
            word(
                "not_closed",
                lang,
                month=month_year(plan.period, lang),
                period=plan.period,
                tab=SETTINGS.title(lang),
            )
        )
    if lacking:
        lacks = "; ".join(lack.said(lang) for lack in lacking)
        notes.append(word("not_yet_mail", lang, lacks=lacks))
    if report.stopped_by is not None:
        notes.append(f"{word('stopped', lang)}: {report.stopped_by.said(lang)}")
    return Outcome(
        "monthly-reports",
        report.exit_code or (1 if held else 0),
        "; ".join(notes),
        sections=_sections(states, lang),
        payload={
            "as_of": plan.as_of.isoformat(),
            "period": plan.period,
            "send_on": plan.send_on.isoformat(),
            "month_closed": plan.closed,
            **counts,
            "letters": [_line(state) for state in states],
            "lacking": [lack.said(DEFAULT) for lack in lacking],
            "changed": [str(outcome.key) for outcome in report.changed],
        },
        counts={"sent": counts["sent"], "held": len(held)},
    )


def digest_outcome(
    as_of: str, report: SendReport, chats: Sequence[LetterOutcome], *, lang: Lang
) -> Outcome:
    """How many digests went, and which chats heard of it."""
    counts = _counts(report)
    notes = [_sentence(counts, lang)]
    if report.stopped_by is not None:
        notes.append(f"{word('stopped', lang)}: {report.stopped_by.said(lang)}")
    silent = [chat for chat in chats if chat.place in {"failed", "unknown"}]
    return Outcome(
        "digest",
        report.exit_code or (1 if silent else 0),
        "; ".join(notes),
        payload={
            "as_of": as_of,
            **counts,
            "letters": [_sent(one) for one in report.outcomes],
            "chats": [_sent(one) for one in chats],
        },
        counts={"sent": counts["sent"]},
    )


def _counts(report: SendReport) -> dict[str, int]:
    places = Counter(str(outcome.place) for outcome in report.outcomes)
    return {place: places[place] for place in _PLACES}


def _sentence(counts: dict[str, int], lang: Lang) -> str:
    named = {
        "left": counts["left"] + counts["over_limit"],
        **{key: counts.get(key, 0) for key in ("sent", "drafted", "failed", "unknown", "held")},
        "already": counts["already"],
    }
    parts = [f"{word(key, lang)} {count}" for key, count in named.items() if count]
    return ", ".join(parts) or word("nothing_due", lang)


def _sections(states: Sequence[LetterState], lang: Lang) -> tuple[Section, ...]:
    labels = {choice.code: choice.label(lang) for choice in LETTER_STATE}
    alike: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for state in states:
        if state.state in TROUBLE:
            alike[labels[state.state], state.reason, state.cure].append(state.partner_id)
    if not alike:
        return ()
    # The reason that holds most letters first; which they are, the first ones by name.
    most_first = sorted(alike.items(), key=lambda one: -len(one[1]))
    rows = tuple(
        (label, str(len(ids)), _named(ids, lang), reason, cure)
        for (label, reason, cure), ids in most_first
    )
    headers = tuple(word(key, lang) for key in ("state", "count", "partners", "reason", "cure"))
    note = word("every_letter", lang, tab=LETTERS.title(lang))
    return (Section(word("letters", lang), headers, rows, note, spare=(1,)),)


def _named(ids: Sequence[str], lang: Lang) -> str:
    named, more = ", ".join(ids[:_NAMED]), len(ids) - _NAMED
    return word("and_more", lang, named=named, count=more) if more > 0 else named


def _line(state: LetterState) -> dict[str, object]:
    return {
        "partner_id": state.partner_id,
        "name": state.name,
        "period": state.period,
        "state": state.state,
        "when": state.when.isoformat() if state.when else None,
        "reason": state.reason,
        "cure": state.cure,
    }


def _sent(outcome: LetterOutcome) -> dict[str, object]:
    return {"key": str(outcome.key), "to": outcome.recipients, "state": outcome.place}
