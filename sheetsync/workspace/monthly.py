"""The month's reports of one run: who is due, their letters, and what became of them."""

from collections.abc import Iterable, Iterator, Mapping

from sheetsync.errors import MailBrakeError
from sheetsync.journal.letters import JournaledLetter
from sheetsync.journal.memory import RememberedNotice
from sheetsync.letters.extras import Extras, write_monthly_with
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.letters.monthly import KIND, Sender
from sheetsync.letters.notice import Told, fingerprint, notice_is_due, notice_of, write_notice
from sheetsync.letters.overview import LetterEnding, LetterState, letter_rows, letter_states
from sheetsync.letters.rendering import Templates
from sheetsync.mail.addresses import masked
from sheetsync.outbox import SendReport
from sheetsync.rules.monthly import (
    Dispatch,
    Earlier,
    MonthlyPlan,
    ScoreBook,
    monthly_reports,
    with_folder_links,
)
from sheetsync.rules.monthly.figures import figures_of
from sheetsync.rules.monthly.report import MonthlyReport
from sheetsync.rules.monthly.timing import due_period, shown_period
from sheetsync.tables.catalogue.logs import LETTERS
from sheetsync.tables.catalogue.partners import PARTNER_LINKS
from sheetsync.tables.catalogue.rating import RATING_HISTORY
from sheetsync.workspace.house_links import house_links
from sheetsync.workspace.upload_links import upload_links
from sheetsync.workspace.who_we_are import Lack, lacks, refuse_to_mail
from sheetsync.workspace.workspace import Workspace

States = Mapping[LetterKey, JournaledLetter]
_TOPIC = "letters"


def planned_reports(ws: Workspace, period: str | None = None) -> MonthlyPlan:
    """What becomes of every partner's report on this day.

    Args:
        ws: the run.
        period: the month; None: the one that is asked for, or due.
    """
    month = period or ws.options.period or due_period(ws.as_of, ws.settings, ws.tables.calendar)
    history = ws.reading.tool_frame(RATING_HISTORY)
    scores = ScoreBook(ws.rated_for(month).ratings, history)
    tables = with_folder_links(ws.tables, ws.reading.tool_frame(PARTNER_LINKS))
    asked = _dispatch(ws, ws.outbox.states(), month)
    return monthly_reports(tables, ws.payables, scores, ws.as_of, asked)


def lacking_of_us(ws: Workspace, plan: MonthlyPlan) -> tuple[Lack, ...]:
    """What letters to outsiders would not say of us: drafts go on, a mailing stops.

    Raises:
        ConfigError: letters would be mailed without it.
    """
    reports = [report for report in plan.to_send if _is_wanted(ws, report)]
    missing = lacks(ws.config, ws.settings, reports) if reports else ()
    stays_here = ws.config.mail.smtp is None or ws.options.dry_run or ws.test_recipient
    if not stays_here:
        refuse_to_mail(missing)
    return missing


def letters_of(ws: Workspace, plan: MonthlyPlan) -> Iterator[Letter]:
    """The letters that go now, written one by one, so that memory does not grow with them."""
    templates = Templates(ws.templates)
    links = upload_links(ws)
    sender = Sender(
        company=ws.settings.company,
        details=ws.settings.company_details,
        address=ws.settings.company_address,
        unsubscribe_mailto=ws.config.mail.unsubscribe_mailto,
        unsubscribe_url=ws.config.mail.unsubscribe_url,
    )
    wanted = ws.config.letters
    extras = Extras(wanted.attach_jobs_csv, wanted.attach_chart, wanted.attach_pdf)
    for report in plan.to_send:
        if _is_wanted(ws, report):
            letter = write_monthly_with(extras, report, templates, links, sender)
            if not ws.options.dry_run:
                ws.journal.memory.remember_figures(str(letter.key), figures_of(report))
            yield letter


def _is_wanted(ws: Workspace, report: MonthlyReport) -> bool:
    return not ws.options.only or report.partner_id in ws.options.only


def publish_letters_tab(ws: Workspace, plan: MonthlyPlan) -> tuple[LetterState, ...]:
    """Have the Letters tab say what went, what will go, and what is held.

    Days before the send day the tab tells of the month whose letters come next.

    Returns:
        The letters of the plan as facts.
    """
    shown = ws.options.period or shown_period(ws.as_of)
    states = _states(ws, plan)
    told = states if plan.period == shown else _states(ws, planned_reports(ws, shown))
    ws.publish(LETTERS, letter_rows(told, masked))
    return states


def _states(ws: Workspace, plan: MonthlyPlan) -> tuple[LetterState, ...]:
    outcomes = _outcomes(ws, ws.outbox.states(), plan.period)
    return letter_states(plan, ws.tables, outcomes)


def notify_manager(
    ws: Workspace, plan: MonthlyPlan, states: Iterable[LetterState], report: SendReport
) -> None:
    """Write to the manager when the set of held, failed or doubtful letters changed; once a day.

    Not through a server that leaves letters in doubt: then the exit code and the terminal tell.
    """
    if isinstance(report.stopped_by, MailBrakeError):
        return
    lines = tuple(states)
    last = ws.journal.memory.notice(_TOPIC)
    told = Told(last.content, last.day) if last else Told()
    to = ws.settings.manager_email
    if not to or ws.options.dry_run or not notice_is_due(lines, told, ws.as_of):
        return
    notice = notice_of(plan, lines, to, ws.lang)
    letter = write_notice(notice, Templates(ws.templates), house_links(ws))
    told_now = ws.send([letter])
    if told_now.sent or told_now.drafted:
        ws.journal.memory.remember_notice(_TOPIC, RememberedNotice(fingerprint(lines), ws.as_of))


def _dispatch(ws: Workspace, states: States, period: str) -> Dispatch:
    """What went out before, and what was asked of this run."""
    sent: dict[str, set[str]] = {}
    last: dict[str, LetterKey] = {}
    for key, letter in sorted(states.items()):
        if key.kind == KIND and letter.state in {"sent", "unknown"}:
            sent.setdefault(key.partner_id, set()).add(key.period)
            if key.period == period:
                last[key.partner_id] = key
    revised = {
        partner_id: Earlier(key.revision, ws.journal.memory.figures(str(key)))
        for partner_id, key in last.items()
        if partner_id in ws.options.revise
    }
    forced = ws.options.only if ws.options.force else ()
    return Dispatch(period=period, sent=sent, forced=forced, revise=revised)


def _outcomes(ws: Workspace, states: States, period: str) -> dict[str, LetterEnding]:
    """What happened to the letters of a month so far, by partner; the last revision counts."""
    found: dict[str, LetterEnding] = {}
    for draft in ws.journal.drafts.all():
        if draft.key.kind == KIND and draft.key.period == period and draft.changed_at:
            on = draft.changed_at.astimezone(ws.zone).date()
            found[draft.key.partner_id] = LetterEnding("drafted", on)
    for key, letter in sorted(states.items()):
        if key.kind != KIND or key.period != period or letter.changed_at is None:
            continue
        on = letter.changed_at.astimezone(ws.zone).date()
        match letter.state:
            case "sent" | "failed" | "unknown" as state:
                found[key.partner_id] = LetterEnding(state, on, letter.reason)
            case "pending" | "sending":
                continue
    return found
