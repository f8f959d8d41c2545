"""One run at a time on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from sheetsync.errors import JournalError, RunActiveError, reason_of
from sheetsync.language import Phrase
from sheetsync.private_files import make_private_folder

_OWNER_ONLY = 0o600


@contextmanager
def host_lock(folder: Path) -> Iterator[None]:
    """Hold the state folder for one run.

    The kernel frees the lock when its process dies, so whoever holds it knows that no other local
    run lives, and that letters left in ``sending`` are in doubt.

    Args:
        folder: the state folder; made if missing.

    Raises:
        RunActiveError: another run holds it; told at once, never waited for.
        JournalError: the folder cannot be written.
    """
    lock = FileLock(folder / "run.lock", timeout=0, mode=_OWNER_ONLY)
    try:
        make_private_folder(folder)
        lock.acquire()
    except Timeout:
        raise RunActiveError(
            Phrase(
                ru="на этой машине уже идёт другой запуск",
                en="another run is active on this machine",
            ),
            cure=Phrase(
                ru="подождите, пока он кончится: блокировка снимется сама",
                en="wait until it ends; it frees itself",
            ),
        ) from None
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
