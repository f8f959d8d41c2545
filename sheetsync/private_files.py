"""The one home of "write a file that nobody else on this machine reads".

Letters, addresses, sums and links stand in the files we write. Each is readable by its owner alone,
each folder too, whatever the umask says. What is there already keeps its rights: doctor names it.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sheetsync.errors import DanglingLinkError
from sheetsync.language import Phrase

_FILE, _FOLDER = 0o600, 0o700
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
#: A name that somebody else put there, a link to another file above all, is never written through.
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing.

    Raises:
        OSError: it cannot be made.
    """
    if folder.is_dir():
        return
    make_private_folder(folder.parent)
    try:
        folder.mkdir(mode=_FOLDER)
    except FileExistsError:
        # Another process was faster; a file of that name is none of a folder's.
        if not folder.is_dir():
            raise
    else:
        folder.chmod(_FOLDER)


def write_private(path: Path, content: bytes) -> None:
    """Write a file beside and move it over, so that a crash leaves the old one or the new one.

    Raises:
        OSError: it cannot be written.
    """
    with written_private(path) as file:
        file.write(content)


@contextmanager
def written_private(path: Path) -> Iterator[BinaryIO]:
    """A new file to be written and read again in the block; at its end it is moved to its name.

    What goes wrong in the block leaves what stood there before.

    Raises:
        OSError: it cannot be written.
    """
    beside = path.with_name(f".{path.name}.new")
    # What a crash left behind; of a link only the link goes.
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, _NEW, _FILE)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            os.fchmod(descriptor, _FILE)
            yield file
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


@contextmanager
def written_new(path: Path) -> Iterator[BinaryIO]:
    """A new file to be written in the block; at its end it stands under its name, whole.

    What stands there before, or comes to stand there meanwhile, is never overwritten; what goes
    wrong in the block leaves no file.

    Raises:
        FileExistsError: the name is taken.
        OSError: it cannot be written.
    """
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, _NEW, _FILE)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            os.fchmod(descriptor, _FILE)
            yield file
            file.flush()
            os.fsync(descriptor)
        _name_once(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _name_once(beside: Path, path: Path) -> None:
    """Give a whole file its name; a disk without links gets it written there."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:
        descriptor = os.open(path, _NEW, _FILE)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(beside.read_bytes())
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def write_named(path: Path, content: bytes) -> None:
    """Write to the very place that a person named, a device or a pipe too; a new file is private.

    Raises:
        OSError: it cannot be written.
    """
    with open(path, "wb", opener=_opened) as file:  # Path.open has no opener
        file.write(content)


def make_private_file(path: Path) -> None:
    """Make an empty file, unless it is there: for whoever opens files by a name, as SQLite does.

    Raises:
        DanglingLinkError: the name is a link to nothing; whoever opens it would make what it names.
        OSError: it cannot be made.
    """
    refuse_dangling_link(path)
    try:
        descriptor = os.open(path, _NEW, _FILE)
    except FileExistsError:
        return
    os.fchmod(descriptor, _FILE)
    os.close(descriptor)


def refuse_dangling_link(path: Path) -> None:
    """Refuse a name that is a link to a file that is not there.

    A disk that is not mounted leaves one, and so does somebody who wants a file of ours elsewhere.

    Raises:
        DanglingLinkError: it is one.
    """
    if path.is_symlink() and not path.exists():
        raise DanglingLinkError(
            Phrase(
                ru="{path} — ссылка на {target}, а его нет",
                en="{path} is a link to {target}, which is not there",
            ),
            cure=Phrase(
                ru="подключите или верните то, на что она указывает, или удалите "
                "ссылку; потом запустите ещё раз",
                en="mount or bring back what it points to, or remove the link; then run again",
            ),
            path=path,
            target=path.readlink(),
        )


def others_may_read(path: Path) -> bool:
    """Whether a file or folder gives anybody but its owner any right."""
    return bool(path.stat().st_mode & _OTHERS)


def _opened(name: str, flags: int) -> int:
    return os.open(name, flags, _FILE)
