"""Check every part of the chain, each by itself: a broken one never hides the next."""

import shutil
from collections.abc import Callable, Collection, Iterator
from email.utils import parsedate_to_datetime

import requests

from sheetsync.config import Config, ScheduleEntry, unknown_jobs
from sheetsync.dates import Clock
from sheetsync.errors import reason_of
from sheetsync.language import Lang, Phrase
from sheetsync.mail.session import SmtpSession, verifying_context
from sheetsync.private_files import make_private_folder, write_private
from sheetsync.workbook.session import Session
from sheetsync.workspace.adopted_check import source_checks
from sheetsync.workspace.checks import Check, guarded, open_files
from sheetsync.workspace.doors import letter_templates, open_workbook
from sheetsync.workspace.mirror_check import mirror_check
from sheetsync.workspace.secret_files import smtp_of
from sheetsync.workspace.workbook_checks import workbook_checks

_MAX_SKEW_S = 60
_LEAST_DISK_MB = 100
_GOOGLE = "https://sheets.googleapis.com/$discovery/rest?version=v4"


def examined(
    config: Config,
    clock: Clock,
    check_letters: Callable[[Config], None],
    jobs: Collection[str],
    hear: Callable[[Lang], None] = lambda _lang: None,
) -> list[Check]:
    """All checks, in the order of the chain.

    Args:
        config: read and sound.
        clock: this machine's.
        check_letters: raises TemplateError when a template is broken.
        jobs: names of all jobs that installed packages offer.
        hear: told the workbook's language as soon as it is read.
    """
    checks = [Check("config", "ok", Phrase(ru="все ключи известны", en="every key is known"))]
    checks.append(guarded("state", lambda: _state_folder(config)))
    checks.append(open_files(config))
    if not config.sandbox:
        checks.append(guarded("clock", lambda: _clock(clock)))
    opened: list[Session] = []
    checks.append(guarded("spreadsheet", lambda: _spreadsheet(config, clock, opened)))
    for session in opened:
        checks.extend(workbook_checks(config, clock, session, hear))
    if config.has_source:
        checks.extend(source_checks(config, clock))
    if config.mirror.is_on:
        checks.append(mirror_check(config))
    if config.portal is not None:
        from sheetsync.workspace.portal_check import portal_checks  # noqa: PLC0415  # SQLAlchemy

        checks.extend(portal_checks(config, clock))
    checks.append(guarded("templates", lambda: _templates(config, check_letters)))
    checks.append(guarded("mail", lambda: _mail(config)))
    checks.extend(_schedule(config.schedule, jobs))
    return checks


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
            Phrase(
                ru="в папку состояния {state} нельзя писать ({reason})",
                en="the state folder {state} cannot be written ({reason})",
            ).given(state=config.state, reason=reason_of(error)),
            Phrase(
                ru="исправьте владельца или права; папку называет state в config.yaml",
                en="mend its owner or rights; state in config.yaml names it",
            ),
        )
    free_mb = shutil.disk_usage(folder).free // 1_000_000
    if free_mb < _LEAST_DISK_MB:
        return Check(
            "state",
            "bad",
            Phrase(ru="свободно только {free_mb} МБ", en="only {free_mb} MB are free").given(
                free_mb=free_mb
            ),
            Phrase(ru="освободите место на диске", en="make room on the disk"),
        )
    return Check(
        "state",
        "ok",
        Phrase(
            ru="в папку состояния {state} можно писать, свободно {free_mb} МБ",
            en="the state folder {state} is writable, {free_mb} MB free",
        ).given(state=config.state, free_mb=free_mb),
    )


def _clock(clock: Clock) -> Check:
    try:
        answer = requests.head(_GOOGLE, timeout=10)
    except requests.RequestException as error:
        return Check(
            "clock",
            "bad",
            Phrase(ru="нет связи с Google ({why})", en="Google cannot be reached ({why})").given(
                why=type(error).__name__
            ),
            Phrase(ru="проверьте сеть", en="check the network"),
        )
    skew_s = abs((clock.now() - parsedate_to_datetime(answer.headers["Date"])).total_seconds())
    if skew_s > _MAX_SKEW_S:
        return Check(
            "clock",
            "bad",
            Phrase(
                ru="часы этой машины расходятся с часами Google на {skew_s:.0f} с",
                en="this machine's clock differs from Google's by {skew_s:.0f} s",
            ).given(skew_s=skew_s),
            Phrase(
                ru="поставьте часы (например: timedatectl set-ntp true)",
                en="set the clock (for example: timedatectl set-ntp true)",
            ),
        )
    agrees = Phrase(
        ru="часы расходятся с часами Google не больше чем на {skew_s:.0f} с",
        en="the clock agrees with Google's to {skew_s:.0f} s",
    )
    return Check("clock", "ok", agrees.given(skew_s=skew_s))


def _spreadsheet(config: Config, clock: Clock, opened: list[Session]) -> Check:
    session = open_workbook(config, clock, on_wait=lambda _wait_s, _why: None)
    title = session.metadata("properties.title")["properties"]["title"]
    opened.append(session)
    opens = Phrase(ru="«{title}» открывается от имени {account}", en="{title!r} opens as {account}")
    return Check("spreadsheet", "ok", opens.given(title=title, account=session.account))


def _templates(config: Config, check_letters: Callable[[Config], None]) -> Check:
    check_letters(config)
    render = Phrase(ru="шаблоны писем в порядке, их {count}", en="{count} letter templates render")
    return Check("templates", "ok", render.given(count=len(letter_templates(config))))


def _mail(config: Config) -> Check:
    smtp = config.mail.smtp
    if smtp is None:
        return Check(
            "mail",
            "warning",
            Phrase(
                ru="письма ложатся в папку {folder}, людям не уходят",
                en="letters go to the folder {folder}, not to people",
            ).given(folder=config.mail.folder),
            Phrase(
                ru="когда будете готовы, добавьте mail.smtp в config.yaml",
                en="add mail.smtp to config.yaml when you are ready",
            ),
        )
    checked, password = smtp_of(config, smtp)
    SmtpSession(checked, password, verifying_context(checked)).close()
    lets_in = Phrase(
        ru="{host}:{port} нас пускает, сертификат в порядке",
        en="{host}:{port} lets us in, the certificate is good",
    )
    return Check("mail", "ok", lets_in.given(host=smtp.host, port=smtp.port))


def _schedule(entries: tuple[ScheduleEntry, ...], jobs: Collection[str]) -> Iterator[Check]:
    if not entries:
        yield Check(
            "schedule",
            "warning",
            Phrase(ru="расписания нет", en="nothing is scheduled"),
            Phrase(ru="добавьте schedule: в config.yaml", en="add schedule: to config.yaml"),
        )
        return
    doubled = sorted({entry.job for entry in entries if entries.count(entry) > 1})
    if doubled:
        yield Check(
            "schedule",
            "warning",
            Phrase(
                ru="дважды в одно время: {jobs}", en="scheduled twice at the same time: {jobs}"
            ).given(jobs=", ".join(doubled)),
            Phrase(
                ru="удалите одну из двух записей: задание всё равно выполнится один раз",
                en="remove one of the two entries: the job runs once all the same",
            ),
        )
    unknown = unknown_jobs(entries, jobs)
    for error in unknown:
        yield Check("schedule", "bad", error.words, error.cure_words)
    if not doubled and not unknown:
        scheduled = Phrase(ru="заданий в расписании: {count}", en="{count} jobs are scheduled")
        yield Check("schedule", "ok", scheduled.given(count=len(entries)))
