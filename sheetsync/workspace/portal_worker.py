"""What the portal's worker works with: doors opened once, lock and lease while it lives."""

import secrets
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from google.auth.transport.requests import AuthorizedSession

from sheetsync.config import Config, PortalConfig
from sheetsync.dates import Clock
from sheetsync.journal import PORTAL_LOCK, Journal, host_lock
from sheetsync.language import DEFAULT, Lang, is_language
from sheetsync.portal.store.opening import Store, open_store, store_address
from sheetsync.portal.store.worker import get_value, set_values
from sheetsync.portal.vault.folder import Vault
from sheetsync.private_files import make_private_file
from sheetsync.tables.catalogue.portal import PORTAL_LOG
from sheetsync.workbook.event_log import EventLog
from sheetsync.workbook.lease import PORTAL_LEASE, SpreadsheetLease
from sheetsync.workbook.session import SHEETS_SCOPE, Session
from sheetsync.workspace.adopted import adopted_of, waits_unheard
from sheetsync.workspace.company import Company
from sheetsync.workspace.doors import open_workbook
from sheetsync.workspace.options import RunOptions
from sheetsync.workspace.portal_config import portal_section, portal_vault
from sheetsync.workspace.secret_files import portal_keys
from sheetsync.workspace.workbook_reading import read_workbook

#: A call to Google that fails for so long is given up: what waits is tried again with the next
#: round, and receipts and sign-in letters do not wait for it.
_DEADLINE_S = 60
_LOG_SHEET, _LANG, _TEST_RECIPIENT = "portal_log_sheet", "lang", "test_recipient"
_NOBODY = "-"
_OWNER_BYTES = 8


class HeldLease:
    """The portal's lease, taken when it is first needed and renewed in time.

    Args:
        lease: the lease itself.
        clock: tells when it is to be renewed.
    """

    def __init__(self, lease: SpreadsheetLease, clock: Clock) -> None:
        self._lease = lease
        self._clock = clock
        self._renewed_at: datetime | None = None

    def hold(self) -> None:
        """Have the lease for long enough to write.

        Raises:
            RunActiveError: another machine keeps this portal; nothing was done.
            LeaseLostError: another machine has taken it over.
            WorkbookError: Google does not answer.
        """
        now = self._clock.now()
        if self._renewed_at is None:
            self._lease.acquire()
        elif not timedelta(0) <= now - self._renewed_at < PORTAL_LEASE.term / 2:
            self._lease.renew()
        else:
            return
        self._renewed_at = now

    def release(self) -> None:
        """Give it back, if it was taken."""
        if self._renewed_at is not None:
            self._renewed_at = None
            self._lease.release()


@dataclass(kw_only=True)
class PortalWorker:
    """What one worker works with.

    Attributes:
        config, section: the config, and its section `portal`.
        session: the workbook, with the portal's share of writes.
        log: the Portal log.
        keys: signing keys of links.
        letters: held while letters are queued, and while the store learns what is no news.
        is_reconciled: whether the log and the store were held against each other since the start.
    """

    config: Config
    section: PortalConfig
    clock: Clock
    session: Session
    store: Store
    vault: Vault
    log: EventLog
    lease: HeldLease
    keys: Sequence[str] = field(repr=False)
    letters: threading.RLock = field(default_factory=threading.RLock, repr=False)
    is_reconciled: bool = False

    @property
    def url(self) -> str:
        """The portal's address without a slash at its end."""
        return self.section.url.rstrip("/")

    @property
    def lang(self) -> Lang:
        """The language of the tool tabs, as the last round found it."""
        known = get_value(self.store, _LANG)
        return known if is_language(known) else DEFAULT

    def company(self) -> Company:
        """The company to look at, read anew; shrunk tabs are told by what the last run saw."""
        path = self.config.path(self.config.state) / "journal.sqlite"
        journal = Journal(path, self.session.spreadsheet_id, self.clock, read_only=True)
        try:
            seen = _Seen(journal.memory.row_counts())
        finally:
            journal.close()
        return Company(
            config=self.config,
            options=RunOptions(),
            clock=self.clock,
            last_run=seen,
            read=lambda: read_workbook(
                self.session,
                self.config,
                self.clock,
                adopted=adopted_of(self.config, self.clock, waits_unheard, None),
            ),
        )

    def note_settings(self, lang: Lang, test_recipient: str) -> None:
        """Keep what Settings say for the times when nobody can read them."""
        sheet = "" if self.log.sheet_id is None else str(self.log.sheet_id)
        self._note({_LANG: lang, _TEST_RECIPIENT: test_recipient or _NOBODY, _LOG_SHEET: sheet})

    def note_language(self, lang: Lang) -> None:
        """Keep the language alone, as soon as the workbook is read."""
        self._note({_LANG: lang})

    def _note(self, told: Mapping[str, str]) -> None:
        known = {key: get_value(self.store, key) for key in told}
        changed = {key: value for key, value in told.items() if known[key] != value}
        if changed:
            set_values(self.store, changed)

    def test_recipient(self) -> str | None:
        """Who gets every letter instead, "" for nobody; None until Settings were read once."""
        if self.config.mail.test_recipient:
            return self.config.mail.test_recipient
        known = get_value(self.store, _TEST_RECIPIENT)
        return None if not known else "" if known == _NOBODY else known


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the last good run saw, as far as a look needs it."""

    counts: dict[str, int]

    def row_counts(self) -> dict[str, int]:
        """Rows by the code of the people's tab."""
        return self.counts

    def published(self, _code: str) -> None:
        """Nothing: who edited a tool tab is told by the jobs."""
        return


@contextmanager
def open_worker(
    config: Config, clock: Clock, *, http: AuthorizedSession | None = None
) -> Iterator[PortalWorker]:
    """Open what the worker of a config works with; its lock is held until the end.

    Args:
        config: names workbook, store, vault and keys.
        clock: tells the time and sleeps.
        http: a session of your own in front of the sandbox, for tests.

    Raises:
        ConfigError: there is no portal, or no key.
        RunActiveError: another worker is active on this machine.
        PortalError: the store is another workbook's.
        DatabaseError: the store cannot be opened.
        WorkbookError: the workbook cannot be opened.
    """
    section = portal_section(config)
    keys = portal_keys(config)
    state = config.path(config.state)
    with ExitStack() as stack:
        stack.enter_context(host_lock(state, PORTAL_LOCK))
        session = open_portal_workbook(config, clock, http)
        store = stack.enter_context(open_store(store_address(config), session.spreadsheet_id))
        known = get_value(store, _LOG_SHEET)
        log = EventLog(
            session, clock, PORTAL_LOG, config.tabs, sheet_id=int(known) if known else None
        )
        lease = SpreadsheetLease(
            session,
            clock,
            run_id=f"portal-{secrets.token_hex(_OWNER_BYTES)}",
            owner=_owner(state),
            kind=PORTAL_LEASE,
        )
        held = HeldLease(lease, clock)
        stack.callback(held.release)
        yield PortalWorker(
            config=config,
            section=section,
            clock=clock,
            session=session,
            store=store,
            vault=portal_vault(config),
            log=log,
            lease=held,
            keys=keys,
        )


def open_portal_workbook(
    config: Config,
    clock: Clock,
    http: AuthorizedSession | None = None,
    scopes: tuple[str, ...] = (SHEETS_SCOPE,),
) -> Session:
    """The workbook, with the portal's share of writes and its own patience."""
    return open_workbook(
        _patient(config),
        clock,
        on_wait=lambda _wait_s, _why: None,
        scopes=scopes,
        http=http,
        share="portal",
    )


def _patient(config: Config) -> Config:
    """The config with a deadline for Google that a loop can live with."""
    deadline_s = min(config.session.deadline_s, _DEADLINE_S)
    session = msgspec.structs.replace(config.session, deadline_s=deadline_s)
    return msgspec.structs.replace(config, session=session)


def _owner(state: Path) -> str:
    """This machine's own name, by which its worker knows the lease of a dead one again."""
    path = state / "portal.owner"
    make_private_file(path)
    name = path.read_text(encoding="utf-8").strip()
    if not name:
        name = secrets.token_hex(_OWNER_BYTES)
        path.write_text(name, encoding="utf-8")
    return name
