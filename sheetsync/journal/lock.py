"""One run at a time on this machine, and one keeper of the portal."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from sheetsync.errors import JournalError, RunActiveError, reason_of
from sheetsync.language import Phrase
from sheetsync.private_files import make_private_folder

_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class LockKind:
    """What is done by one process at a time.

    Attributes:
        file: in the state folder.
        busy, wait: what whoever comes second is told, and the cure.
    """

    file: str
    busy: Phrase
    wait: Phrase


#: A job.
RUN_LOCK = LockKind(
    "run.lock",
    busy=Phrase(
        ru="на этой машине уже идёт другой запуск", en="another run is active on this machine"
    ),
    wait=Phrase(
        ru="подождите, пока он кончится: блокировка снимется сама",
        en="wait until it ends; it frees itself",
    ),
)
#: The portal's worker: it goes on while a job runs.
PORTAL_LOCK = LockKind(
    "portal.lock",
    busy=Phrase(
        ru="на этой машине уже работает другой обработчик портала",
        en="another worker of the portal is active on this machine",
    ),
    wait=Phrase(ru="остановите его; блокировка снимется сама", en="stop it; the lock frees itself"),
)


@contextmanager
def host_lock(folder: Path, kind: LockKind = RUN_LOCK) -> Iterator[None]:
    """Hold the state folder for one run.

    The kernel frees the lock when its process dies, so whoever holds it knows that no other local
    run lives, and that letters left in ``sending`` are in doubt.

    Args:
        folder: the state folder; made if missing.
        kind: what is done.

    Raises:
        RunActiveError: another process holds it; told at once, never waited for.
        JournalError: the folder cannot be written.
    """
    lock = FileLock(folder / kind.file, timeout=0, mode=_OWNER_ONLY)
    try:
        make_private_folder(folder)
        lock.acquire()
    except Timeout:
        raise RunActiveError(kind.busy, cure=kind.wait) from None
    except OSError as error:
        raise JournalError(
            Phrase(
                ru="в папку состояния «{folder}» нельзя писать ({reason})",
                en="the state folder {folder!r} cannot be written ({reason})",
            ),
            cure=Phrase(
                ru="исправьте владельца или права; папку называет state в config.yaml",
                en="mend its owner or rights; `state` in config.yaml names it",
            ),
            folder=folder.name,
            reason=reason_of(error),
        ) from None
    try:
        yield
    finally:
        lock.release()
