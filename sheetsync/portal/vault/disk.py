"""The vault's own ways with the disk: new private files, names that last, what the system says."""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sheetsync.errors import NoRoomError, PortalError, reason_of
from sheetsync.language import Phrase

#: A name that somebody else put there is never written through.
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
PRIVATE = 0o600
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def digest_of(path: Path) -> str:
    """The sha256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_all(descriptor: int, part: bytes) -> None:
    """Write all of it, however little the system takes at once."""
    rest = memoryview(part)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def flush_folder(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def disk_told(path: Path) -> Iterator[None]:
    """Say what the operating system says as our own error."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise no_room() from error
        raise PortalError(
            Phrase(
                ru="Хранилище портала: {path}: {reason}", en="The portal's vault: {path}: {reason}"
            ),
            cure=Phrase(
                ru="исправьте диск или права; путь — в portal.vault",
                en="mend the disk or its rights; `portal.vault` names the folder",
            ),
            path=path,
            reason=reason_of(error),
        ) from error


def no_room() -> NoRoomError:
    """The disk is full, or nearly so."""
    return NoRoomError(
        Phrase(
            ru="Хранилище портала: на диске мало места", en="The portal's vault: the disk is full"
        ),
        cure=Phrase(ru="освободите место", en="free some room"),
    )
