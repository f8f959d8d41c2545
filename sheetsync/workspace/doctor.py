"""Check every part of the chain, each by itself: a broken one never hides the next."""

import shutil
from collections.abc import Callable, Collection, Iterator
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path

import requests

from sheetsync.config import Config, ScheduleEntry, unknown_jobs
from sheetsync.dates import Clock, zone_of
from sheetsync.errors import SheetsyncError
from sheetsync.journal import Journal
from sheetsync.language import DEFAULT
from sheetsync.mail.session import SmtpSession, verifying_context
from sheetsync.private_files import make_private_folder, write_private
from sheetsync.rules.monthly.recipients import recipients
from sheetsync.tables.catalogue.finding_codes import V_SET_01
from sheetsync.tables.catalogue.modules import Tab, all_tabs, module_of, modules, tool_by_code
from sheetsync.tables.schema import ToolTab
from sheetsync.workbook.lease import SpreadsheetLease
from sheetsync.workbook.session import Session
from sheetsync.workspace.checks import Check, open_files
from sheetsync.workspace.doors import letter_templates, open_workbook
from sheetsync.workspace.secret_files import smtp_of
from sheetsync.workspace.who_we_are import lacks
from sheetsync.workspace.workbook_reading import Reading, read_workbook

_MAX_SKEW_S = 60
_LEAST_DISK_MB = 100
_GOOGLE = "https://sheets.googleapis.com/$discovery/rest?version=v4"


def examined(
    config: Config,
    clock: Clock,
    check_letters: Callable[[Config], None],
    jobs: Collection[str],
) -> list[Check]:
    """All checks, in the order of the chain.

    Args:
        config: read and sound.
        clock: this machine's.
        check_letters: raises TemplateError when a template is broken.
        jobs: names of all jobs that installed packages offer.
    """
    checks = [Check("config", "ok", "every key is known")]
    checks.append(_guarded("state", lambda: _state_folder(config)))
    checks.append(open_files(config))
    if not config.sandbox:
        checks.append(_guarded("clock", lambda: _clock(clock)))
    opened: list[Session] = []
    checks.append(_guarded("spreadsheet", lambda: _spreadsheet(config, clock, opened)))
    for session in opened:
        checks.extend(_workbook_checks(config, clock, session))
    checks.append(_guarded("templates", lambda: _templates(config, check_letters)))
    checks.append(_guarded("mail", lambda: _mail(config)))
    checks.extend(_schedule(config.schedule, jobs))
    return checks


def _guarded(name: str, check: Callable[[], Check]) -> Check:
    try:
        return check()
    except SheetsyncError as error:
        return Check(name, "bad", error.message, error.cure)


def _state_folder(config: Config) -> Check:
    folder = config.path(config.state)
    try:
        make_private_folder(folder)
        probe = folder / "doctor.probe"
        write_private(probe, b"ok")
        probe.unlink()
    except OSError as error:
        return Check(
            "state",
            "bad",
            f"the state folder {config.state} cannot be written ({error.strerror})",
            "mend its owner or rights; state in config.yaml names it",
        )
    free_mb = shutil.disk_usage(folder).free // 1_000_000
    if free_mb < _LEAST_DISK_MB:
        return Check("state", "bad", f"only {free_mb} MB are free", "make room on the disk")
    return Check("state", "ok", f"the state folder {config.state} is writable, {free_mb} MB free")


def _clock(clock: Clock) -> Check:
    try:
        answer = requests.head(_GOOGLE, timeout=10)
    except requests.RequestException as error:
        return Check(
            "clock",
            "bad",
            f"Google cannot be reached ({type(error).__name__})",
            "check the network",
        )
    skew_s = abs((clock.now() - parsedate_to_datetime(answer.headers["Date"])).total_seconds())
    if skew_s > _MAX_SKEW_S:
        return Check(
            "clock",
            "bad",
            f"this machine's clock differs from Google's by {skew_s:.0f} s",
            "set the clock (for example: timedatectl set-ntp true)",
        )
    return Check("clock", "ok", f"the clock agrees with Google's to {skew_s:.0f} s")


def _spreadsheet(config: Config, clock: Clock, opened: list[Session]) -> Check:
    session = open_workbook(config, clock, on_wait=lambda _wait_s, _why: None)
    title = session.metadata("properties.title")["properties"]["title"]
    opened.append(session)
    return Check("spreadsheet", "ok", f"{title!r} opens as {session.account}")


def _workbook_checks(config: Config, clock: Clock, session: Session) -> Iterator[Check]:
    yield _guarded("sharing", lambda: _sharing(session, clock))
    readings: list[Reading] = []
    yield _guarded("tabs", lambda: _tabs(config, clock, session, readings))
    for reading in readings:
        yield from _reading_checks(reading)
        yield _guarded("sender", partial(_sender, config, reading))
    path = config.path(config.state) / "journal.sqlite"
    yield _guarded("journal", lambda: _journal(path, session, clock))


def _sharing(session: Session, clock: Clock) -> Check:
    """Take the lease and give it back: a viewer could not."""
    lease = SpreadsheetLease(session, clock, run_id="doctor")
    lease.acquire()
    lease.release()
    return Check("sharing", "ok", f"{session.account} may edit")


def _tabs(config: Config, clock: Clock, session: Session, readings: list[Reading]) -> Check:
    reading = read_workbook(session, config, clock)
    readings.append(reading)
    lang = reading.tables.lang
    tabs = all_tabs(reading.tables.settings.modules)
    wanted = [tab for tab in tabs if tab.code in reading.titles or not _is_optional(tab)]
    missing = [tab.title(lang) for tab in wanted if tab.code not in reading.titles]
    broken = sorted(
        table.title or code for code, table in reading.tables.tables.items() if not table.ok
    )
    if missing:
        return Check("tabs", "bad", f"missing: {', '.join(missing)}", "run sheetsync init --repair")
    if broken:
        return Check(
            "tabs",
            "bad",
            f"headers missing or doubled: {', '.join(broken)}",
            "run sheetsync run validate: it names each header",
        )
    return Check("tabs", "ok", f"all {len(wanted)} tabs and their headers")


def _modules(reading: Reading) -> Iterator[Check]:
    """Which modules are off, and what of them still stands there; nothing where there is but core.

    Tabs of one that decides what is paid stop the jobs that use money.
    """
    on = reading.tables.settings.modules
    off = [one for one in modules() if one.code not in on]
    if not off:
        return
    left = [title for code, title in reading.left.items() if module_of(code).money]
    said = f"on: {', '.join(on)}; off: {', '.join(one.code for one in off)}"
    there = f"; of those, still there: {', '.join(reading.left.values())}" if reading.left else ""
    cure = f"sheetsync modules on {off[0].code} switches one on"
    if left:
        cure = "jobs with money stop: switch the module on (sheetsync modules on NAME), or delete"
        cure += f" {', '.join(left)}"
    yield Check("modules", "bad" if left else "ok", said + there, cure)


def _is_optional(tab: Tab) -> bool:
    return isinstance(tab, ToolTab) and tab.optional


def _reading_checks(reading: Reading) -> Iterator[Check]:
    refusing = sorted(
        title
        for code, title in reading.titles.items()
        if code in tool_by_code() and reading.snapshot.tabs[title].refuses_us
    )
    if refusing:
        yield Check(
            "protection",
            "bad",
            f"protected against us: {', '.join(refusing)}",
            "add the service account to the editors of these protected ranges",
        )
    else:
        yield Check("protection", "ok", "no tool tab is protected against us")
    yield from _modules(reading)
    bad = [finding for finding in reading.tables.findings if finding.code == V_SET_01]
    if bad:
        keys = ", ".join(sorted(finding.row_key or finding.value for finding in bad))
        yield Check("settings", "bad", f"cannot be used: {keys}", "correct the tab Settings")
    own, sheet = reading.tables.settings.timezone, reading.snapshot.time_zone
    if not own and not _is_zone(sheet):
        yield Check(
            "time zone",
            "bad",
            f"the spreadsheet's {sheet} is not known here",
            "write timezone into the tab Settings, for example Europe/Moscow",
        )
    elif own and own != sheet:
        yield Check(
            "time zone",
            "warning",
            f"Settings say {own}, the spreadsheet {sheet}: typed times may shift",
            "set the same zone in File, Settings",
        )
    else:
        yield Check("time zone", "ok", own or sheet)


def _is_zone(name: str) -> bool:
    try:
        zone_of(name)
    except ValueError:
        return False
    return True


def _sender(config: Config, reading: Reading) -> Check:
    """Whether letters say who we are; until they are mailed a word to the wise."""
    partners = [one for one in recipients(reading.tables) if one.gets_report and one.to]
    missing = lacks(config, reading.tables.settings, partners)
    if not missing:
        return Check("sender", "ok", f"letters say who writes: {config.mail.sender}")
    return Check(
        "sender",
        "warning" if config.mail.smtp is None else "bad",
        "; ".join(lack.told(DEFAULT) for lack in missing),
        "; ".join(lack.cure for lack in missing),
    )


def _journal(path: Path, session: Session, clock: Clock) -> Check:
    with Journal(path, session.spreadsheet_id, clock) as journal:
        states = journal.letters.states()
    unknown = sum(letter.state == "unknown" for letter in states.values())
    if unknown:
        return Check(
            "journal",
            "warning",
            f"{unknown} letters are in doubt",
            "sheetsync outbox list, then sheetsync outbox resolve KEY --sent or --resend",
        )
    return Check("journal", "ok", f"{len(states)} letters remembered")


def _templates(config: Config, check_letters: Callable[[Config], None]) -> Check:
    check_letters(config)
    return Check("templates", "ok", f"{len(letter_templates(config))} letter templates render")


def _mail(config: Config) -> Check:
    smtp = config.mail.smtp
    if smtp is None:
        return Check(
            "mail",
            "warning",
            f"letters go to the folder {config.mail.folder}, not to people",
            "add mail.smtp to config.yaml when you are ready",
        )
    checked, password = smtp_of(config, smtp)
    SmtpSession(checked, password, verifying_context(checked)).close()
    return Check("mail", "ok", f"{smtp.host}:{smtp.port} lets us in, the certificate is good")


def _schedule(entries: tuple[ScheduleEntry, ...], jobs: Collection[str]) -> Iterator[Check]:
    if not entries:
        yield Check("schedule", "warning", "nothing is scheduled", "add schedule: to config.yaml")
        return
    doubled = sorted({entry.job for entry in entries if entries.count(entry) > 1})
    if doubled:
        yield Check(
            "schedule",
            "warning",
            f"scheduled twice at the same time: {', '.join(doubled)}",
            "remove one of the two entries: the job runs once all the same",
        )
    unknown = unknown_jobs(entries, jobs)
    for error in unknown:
        yield Check("schedule", "bad", error.message, error.cure)
    if not doubled and not unknown:
        yield Check("schedule", "ok", f"{len(entries)} jobs are scheduled")
