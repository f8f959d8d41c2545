"""The month's reports of one run: who is due, their letters, and what became of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time

from sheetsync.journal.letters import JournaledLetter
from sheetsync.journal.memory import Notice as Remembered
from sheetsync.letters.chart_picture import chart_picture
from sheetsync.letters.jobs_csv import jobs_csv
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.letters.monthly import KIND, Sender, write_monthly
from sheetsync.letters.notice import Told, fingerprint, notice_is_due, notice_of, write_notice
from sheetsync.letters.overview import LetterState, Outcome, letter_rows, letter_states
from sheetsync.letters.pdf import letter_pdf
from sheetsync.letters.rendering import Templates
from sheetsync.letters.upload_links import UploadLinks
from sheetsync.mail.addresses import masked
from sheetsync.rules.monthly import (
    Dispatch,
    Earlier,
    MonthlyPlan,
    MonthlyReport,
    ScoreBook,
    monthly_reports,
)
from sheetsync.rules.monthly.timing import due_period
from sheetsync.tables.catalogue.tool import LETTERS, RATING_HISTORY
from sheetsync.workspace.secret_files import signing_keys
from sheetsync.workspace.workspace import Workspace

States = Mapping[LetterKey, JournaledLetter]
_TOPIC = "letters"


def planned_reports(ws: Workspace) -> MonthlyPlan:
    """What becomes of every partner's report on this day."""
    period = ws.options.period or due_period(ws.as_of, ws.settings, ws.tables.calendar)
    history = ws.reading.tool_frame(RATING_HISTORY)
    scores = ScoreBook(ws.rated_for(period).ratings, history)
    dispatch = replace(_dispatch(ws, ws.outbox.states()), period=period)
    return monthly_reports(ws.tables, ws.payables, scores, ws.as_of, dispatch)


def letters_of(ws: Workspace, plan: MonthlyPlan) -> Iterator[Letter]:
    """The letters that go now, written one by one, so that memory does not grow with them."""
    templates = Templates(ws.templates)
    links = UploadLinks(
        # The start of the day, so that a second run writes the same letters.
        signed_at=datetime.combine(ws.as_of, time(), tzinfo=ws.zone).astimezone(UTC),
        template=ws.settings.upload_url,
        keys=signing_keys(ws.config),
    )
    sender = Sender(
        company=ws.settings.company,
        details=ws.settings.company_details,
        address=ws.settings.company_address,
        unsubscribe_mailto=ws.config.mail.unsubscribe_mailto,
        unsubscribe_url=ws.config.mail.unsubscribe_url,
    )
    for report in plan.to_send:
        if not ws.options.only or report.partner_id in ws.options.only:
            yield _written(ws, report, templates, links, sender)


def published_letters(ws: Workspace, plan: MonthlyPlan) -> tuple[LetterState, ...]:
    """Have the Letters tab say what went, what will go, and what is held; the same as facts."""
    states = letter_states(plan, ws.tables, _outcomes(ws, ws.outbox.states(), plan.period))
    ws.publish(LETTERS, letter_rows(states, masked))
    return states


def told_manager(ws: Workspace, plan: MonthlyPlan, states: Iterable[LetterState]) -> None:
    """Write to the manager when the set of held, failed or doubtful letters changed; once a day."""
    lines = tuple(states)
    last = ws.journal.memory.notice(_TOPIC)
    told = Told(last.content, last.day) if last else Told()
    to = ws.settings.manager_email
    if not to or ws.options.dry_run or not notice_is_due(lines, told, ws.as_of):
        return
    letter = write_notice(notice_of(plan, lines, to, ws.lang), Templates(ws.templates))
    report = ws.send([letter])
    if report.sent or report.drafted:
        ws.journal.memory.remember_notice(_TOPIC, Remembered(fingerprint(lines), ws.as_of))


def _written(
    ws: Workspace, report: MonthlyReport, templates: Templates, links: UploadLinks, sender: Sender
) -> Letter:
    """One letter with the attachments that the config asks for."""
    wanted = ws.config.letters
    picture = chart_picture(report) if wanted.attach_chart else None
    shown = picture.content_id if picture else ""
    letter = write_monthly(report, templates, links, sender, chart_picture=shown)
    attached = [picture] if picture else []
    if wanted.attach_jobs_csv:
        attached.append(jobs_csv(report))
    if wanted.attach_pdf:
        attached.append(letter_pdf(letter, f"{report.partner_id}-{report.period}"))
    return replace(letter, attachments=tuple(attached))


def _dispatch(ws: Workspace, states: States) -> Dispatch:
    """What went out before, and what was asked of this run."""
    sent: dict[str, set[str]] = {}
    last: dict[str, LetterKey] = {}
    for key, letter in sorted(states.items()):
        if key.kind == KIND and letter.state in {"sent", "unknown"}:
            sent.setdefault(key.partner_id, set()).add(key.period)
            last[key.partner_id] = key
    revised = {
        partner_id: Earlier(last[partner_id].revision)
        for partner_id in ws.options.revise
        if partner_id in last
    }
    forced = ws.options.only if ws.options.force else ()
    return Dispatch(sent=sent, forced=forced, revise=revised)


def _outcomes(ws: Workspace, states: States, period: str) -> dict[str, Outcome]:
    """What happened to the letters of a month so far, by partner; the last revision counts."""
    found: dict[str, Outcome] = {}
    for draft in ws.journal.drafts.all():
        if draft.key.kind == KIND and draft.key.period == period and draft.changed_at:
            on = draft.changed_at.astimezone(ws.zone).date()
            found[draft.key.partner_id] = Outcome("drafted", on)
    for key, letter in sorted(states.items()):
        if key.kind != KIND or key.period != period or letter.changed_at is None:
            continue
        on = letter.changed_at.astimezone(ws.zone).date()
        match letter.state:
            case "sent" | "failed" | "unknown" as state:
                found[key.partner_id] = Outcome(state, on, letter.reason)
            case "pending" | "sending":
                continue
    return found
