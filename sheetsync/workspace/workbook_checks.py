"""What doctor looks at in an open workbook: sharing, tabs, modules, settings, zones, journal."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sheetsync.config import Config
from sheetsync.dates import Clock, zone_of
from sheetsync.journal import Journal
from sheetsync.language import Lang, Phrase, Several
from sheetsync.language.phrases import as_it_is
from sheetsync.rules.monthly.recipients import recipients
from sheetsync.tables.catalogue.finding_codes import V_SET_01
from sheetsync.tables.catalogue.modules import Tab, all_tabs, module_of, modules, tool_by_code
from sheetsync.tables.schema import ToolTab
from sheetsync.workbook.lease import SpreadsheetLease
from sheetsync.workbook.session import Session
from sheetsync.workspace.adopted import adopted_of, waits_unheard
from sheetsync.workspace.checks import Check, guarded
from sheetsync.workspace.who_we_are import lacks
from sheetsync.workspace.workbook_reading import Reading, read_workbook

_ON_OFF = Phrase(ru="включены: {on}; выключены: {off}", en="on: {on}; off: {off}")
_ON_OFF_LEFT = Phrase(
    ru="включены: {on}; выключены: {off}; от выключенных остались вкладки: {there}",
    en="on: {on}; off: {off}; of those, still there: {there}",
)
_SWITCH_ON = Phrase(
    ru="включить: sheetsync modules on {code}", en="sheetsync modules on {code} switches one on"
)
_MONEY_STOPS = Phrase(
    ru="задания с деньгами стоят: включите модуль (sheetsync modules on ИМЯ) или удалите {left}",
    en="jobs with money stop: switch the module on (sheetsync modules on NAME), or delete {left}",
)


def workbook_checks(
    config: Config, clock: Clock, session: Session, hear: Callable[[Lang], None]
) -> Iterator[Check]:
    """Every check that wants the workbook open, in the order of the chain.

    Args:
        config: read and sound.
        clock: this machine's.
        session: the open workbook.
        hear: told the workbook's language as soon as it is read.
    """
    yield guarded("sharing", lambda: _sharing(session, clock))
    readings: list[Reading] = []
    yield guarded("tabs", lambda: _tabs(config, clock, session, readings))
    for reading in readings:
        hear(reading.tables.lang)
        yield from _reading_checks(reading)
        yield guarded("sender", partial(_sender, config, reading))
    path = config.path(config.state) / "journal.sqlite"
    yield guarded("journal", lambda: _journal(path, session, clock))


def _sharing(session: Session, clock: Clock) -> Check:
    """Take the lease and give it back: a viewer could not."""
    lease = SpreadsheetLease(session, clock, run_id="doctor")
    lease.acquire()
    lease.release()
    may = Phrase(ru="{account} может менять таблицу", en="{account} may edit")
    return Check("sharing", "ok", may.given(account=session.account))


def _tabs(config: Config, clock: Clock, session: Session, readings: list[Reading]) -> Check:
    adopted = adopted_of(config, clock, waits_unheard, None)
    reading = read_workbook(session, config, clock, adopted=adopted)
    readings.append(reading)
    lang = reading.tables.lang
    tabs = all_tabs(reading.tables.settings.modules)
    wanted = [tab for tab in tabs if tab.code in reading.titles or not _is_optional(tab)]
    missing = [tab.title(lang) for tab in wanted if tab.code not in reading.titles]
    broken = sorted(
        table.title or code for code, table in reading.tables.tables.items() if not table.ok
    )
    if missing:
        return Check(
            "tabs",
            "bad",
            Phrase(ru="нет вкладок: {titles}", en="missing: {titles}").given(
                titles=", ".join(missing)
            ),
            Phrase(ru="запустите sheetsync init --repair", en="run sheetsync init --repair"),
        )
    if broken:
        return Check(
            "tabs",
            "bad",
            Phrase(
                ru="заголовков нет или они стоят дважды: {titles}",
                en="headers missing or doubled: {titles}",
            ).given(titles=", ".join(broken)),
            Phrase(
                ru="запустите sheetsync run validate: он назовёт каждый заголовок",
                en="run sheetsync run validate: it names each header",
            ),
        )
    there = Phrase(
        ru="все {count} вкладок на месте, заголовки тоже", en="all {count} tabs and their headers"
    )
    return Check("tabs", "ok", there.given(count=len(wanted)))


def _modules(reading: Reading) -> Iterator[Check]:
    """Which modules are off, and what of them still stands there; nothing where there is but core.

    Tabs of one that decides what is paid stop the jobs that use money.
    """
    on = reading.tables.settings.modules
    off = [one for one in modules() if one.code not in on]
    if not off:
        return
    left = [title for code, title in reading.left.items() if module_of(code).money]
    said = (_ON_OFF_LEFT if reading.left else _ON_OFF).given(
        on=", ".join(on),
        off=", ".join(one.code for one in off),
        there=", ".join(reading.left.values()),
    )
    cure = (_MONEY_STOPS if left else _SWITCH_ON).given(code=off[0].code, left=", ".join(left))
    yield Check("modules", "bad" if left else "ok", said, cure)


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
            Phrase(ru="защищены от нас: {titles}", en="protected against us: {titles}").given(
                titles=", ".join(refusing)
            ),
            Phrase(
                ru="добавьте сервисный аккаунт в редакторы этих защищённых диапазонов",
                en="add the service account to the editors of these protected ranges",
            ),
        )
    else:
        unprotected = Phrase(
            ru="ни одна служебная вкладка от нас не защищена",
            en="no tool tab is protected against us",
        )
        yield Check("protection", "ok", unprotected)
    yield from _modules(reading)
    bad = [finding for finding in reading.tables.findings if finding.code == V_SET_01]
    if bad:
        keys = ", ".join(sorted(finding.row_key or finding.value for finding in bad))
        yield Check(
            "settings",
            "bad",
            Phrase(ru="не годятся значения: {keys}", en="cannot be used: {keys}").given(keys=keys),
            Phrase(ru="исправьте вкладку «Настройки»", en="correct the tab Settings"),
        )
    own, sheet = reading.tables.settings.timezone, reading.snapshot.time_zone
    if not own and not _is_zone(sheet):
        yield Check(
            "time zone",
            "bad",
            Phrase(
                ru="пояса таблицы {sheet} здесь не знают",
                en="the spreadsheet's {sheet} is not known here",
            ).given(sheet=sheet),
            Phrase(
                ru="впишите timezone во вкладку «Настройки», например Europe/Moscow",
                en="write timezone into the tab Settings, for example Europe/Moscow",
            ),
        )
    elif own and own != sheet:
        yield Check(
            "time zone",
            "warning",
            Phrase(
                ru="в «Настройках» {own}, у таблицы {sheet}: введённое время может сдвинуться",
                en="Settings say {own}, the spreadsheet {sheet}: typed times may shift",
            ).given(own=own, sheet=sheet),
            Phrase(
                ru="поставьте тот же пояс: «Файл» → «Настройки»",
                en="set the same zone in File, Settings",
            ),
        )
    else:
        yield Check("time zone", "ok", as_it_is(own or sheet))


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
        says = Phrase(
            ru="в письмах сказано, кто пишет: {sender}", en="letters say who writes: {sender}"
        )
        return Check("sender", "ok", says.given(sender=config.mail.sender))
    return Check(
        "sender",
        "warning" if config.mail.smtp is None else "bad",
        Several(missing),
        Several([lack.cure for lack in missing]),
    )


def _journal(path: Path, session: Session, clock: Clock) -> Check:
    with Journal(path, session.spreadsheet_id, clock) as journal:
        # What cannot be written keeps no letter from being sent twice.
        journal.check_writable()
        states = Counter(letter.state for letter in journal.letters.states().values())
        drafts = len(journal.drafts.all())
    unknown = states["unknown"] + states["sending"]
    if unknown:
        return Check(
            "journal",
            "warning",
            Phrase(
                ru="неясно, ушли ли письма: {unknown}", en="{unknown} letters are in doubt"
            ).given(unknown=unknown),
            Phrase(
                ru="sheetsync outbox list, затем sheetsync outbox resolve КЛЮЧ --sent или --resend",
                en="sheetsync outbox list, then sheetsync outbox resolve KEY --sent or --resend",
            ),
        )
    remembered = Phrase(
        ru="можно писать; писем отправлено: {sent}, не отправлено: {failed}, в папке: {drafts}",
        en="writable; letters sent: {sent}, not sent: {failed}, drafts in the folder: {drafts}",
    )
    counts = remembered.given(sent=states["sent"], failed=states["failed"], drafts=drafts)
    return Check("journal", "ok", counts)
