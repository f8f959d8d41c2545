"""The store made again of the Portal log, when it is lost or older than what partners sent.

Sessions and keys are gone on purpose; a number that a partner saw and the log never heard of must
not be given twice, so numbers go on from the next thousand. Source: portal.md 5.6.
"""

from dataclasses import dataclass
from pathlib import Path

from google.auth.transport.requests import AuthorizedSession

from sheetsync.config import Config
from sheetsync.dates import Clock
from sheetsync.errors import MissingTabError
from sheetsync.language import Lang, Phrase
from sheetsync.portal.store.copying import copy_from_file
from sheetsync.portal.store.worker import adopt, all_submissions, highest_number, raise_numbers
from sheetsync.tables.catalogue.portal import PORTAL_LOG
from sheetsync.workspace.portal_files import FileKeeper
from sheetsync.workspace.portal_letters import skip_letters
from sheetsync.workspace.portal_log_rows import logged_submissions
from sheetsync.workspace.portal_remote import file_keeper
from sheetsync.workspace.portal_worker import PortalWorker, open_worker

_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a recovery brought.

    Attributes:
        adopted: submissions and events that the store lacked.
        next_number: the digits that the next submission gets.
        missing_files: submission and name of files that the vault lacks.
        lang: of the workbook.
    """

    adopted: int
    next_number: int
    missing_files: tuple[tuple[str, str], ...]
    lang: Lang


def recovered_store(
    config: Config,
    clock: Clock,
    *,
    source: Path | None = None,
    http: AuthorizedSession | None = None,
) -> Recovered:
    """Have the store know all that the Portal log holds.

    Args:
        config: names workbook, store and vault.
        clock: this machine's.
        source: a file of a backup whose rows are copied into the empty store before.
        http: a session of your own in front of the sandbox, for tests.

    Raises:
        RunActiveError: a worker is active; nothing was done.
        MissingTabError: the workbook has no Portal log; nothing was done.
        DatabaseError: rows of a backup were to be copied into a store that holds some.
        SheetsyncError: the workbook or the store cannot be opened.
    """
    if source is not None:
        copy_from_file(config, source)
    with open_worker(config, clock, http=http) as worker:
        worker.lease.hold()
        reading = worker.company().reading
        lang = reading.tables.settings.lang
        if PORTAL_LOG.code not in reading.titles:
            raise MissingTabError(
                Phrase(
                    ru="Нет вкладки «{ru}» ({en}); восстановить не из чего",
                    en="There is no tab {en!r} ({ru!r}) to recover from",
                ),
                cure=Phrase(
                    ru="верните вкладке её название или возьмите резервную копию",
                    en="give the tab its name back, or take a backup",
                ),
                en=PORTAL_LOG.en,
                ru=PORTAL_LOG.ru,
            )
        logged = logged_submissions(reading.tool_frame(PORTAL_LOG))
        adopted = adopt(worker.store, logged, clock.now())
        last = highest_number(worker.store)
        raise_numbers(worker.store, (last // _THOUSAND + 1) * _THOUSAND)
        # What the log tells went out long ago.
        skip_letters(worker)
        missing = _missing_files(worker, file_keeper(worker, http))
        return Recovered(adopted, highest_number(worker.store) + 1, missing, lang)


def _missing_files(worker: PortalWorker, keeper: FileKeeper | None) -> tuple[tuple[str, str], ...]:
    """Submission and name of files that lie neither here nor where they are kept."""
    found = tuple(
        (one.submission.no, file)
        for one in all_submissions(worker.store)
        for file in one.files
        if not worker.vault.holds(file.place)
    )
    kept: frozenset[str] = frozenset()
    if keeper is not None and found:
        kept = keeper.look_up()
    return tuple((no, file.name_shown) for no, file in found if file.place not in kept)
