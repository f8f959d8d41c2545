"""The vault: a folder where partners' files lie, under names that hold nothing of theirs.

A file is written beside, flushed, looked at and only then given its name, so that a crash leaves a
temporary file or a file without a row, never a row without a file. Source: portal.md 6, order.
"""

import errno
import hashlib
import os
import re
import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from sheetsync.errors import NoRoomError, PortalError, reason_of
from sheetsync.language import Phrase
from sheetsync.portal.limits import Limits
from sheetsync.portal.partner_texts import shown_name
from sheetsync.portal.vault.checks import check_file, checked_extension
from sheetsync.portal.vault.refusals import refused
from sheetsync.private_files import make_private_folder
from sheetsync.rules.portal.submissions import FileFacts

_INCOMING = "incoming"
_ASIDE = "infected"
_PLACE = re.compile(
    rf"(?:{_ASIDE}/)?[0-9a-f]{{16}}/[0-9a-f]{{16}}/[0-9a-f]{{64}}\.(?:pdf|png|jpg|xlsx|docx)"
)
_HASH_BYTES = 8
_STEP = 65_536
#: A name that somebody else put there is never written through.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
_PRIVATE = 0o600
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
#: Nobody is still writing a file that began a day ago.
_KEPT_INCOMING = timedelta(days=1)
#: A form that waits to be sent again holds its files for less.
_KEPT_UNHELD = timedelta(days=7)


class Vault:
    """The folder of one config.

    Args:
        root: the folder; it is made when the first file comes.
        scans: files wait for a scanner before anybody may open them.
    """

    def __init__(self, root: Path, *, scans: bool = False) -> None:
        self.root = root
        self.scans = scans

    def store(
        self, stream: BinaryIO, partner_id: str, month: str, name: str, limits: Limits
    ) -> FileFacts:
        """Keep a file, after looking at it; when this returns, it is on the disk.

        Args:
            stream: its content; read once.
            partner_id: whose it is.
            month: that it is for.
            name: as the partner named it.
            limits: of sizes, and of the room that stays free.

        Raises:
            FileRefusedError: it is not kept; its codes are `refusals.FileCode`.
            NoRoomError: the disk is full, or nearly so.
            PortalError: the folder cannot be written.
        """
        ext = checked_extension(name)
        with _told(self.root):
            incoming = self.root / _INCOMING
            make_private_folder(incoming)
            if self.free_bytes() < limits.free_bytes:
                raise _no_room()
            beside = incoming / secrets.token_hex(_HASH_BYTES)
            try:
                size, digest = _written(beside, stream, limits.file_bytes)
                check_file(beside, ext)
                place = f"{_hash(month)}/{_hash(partner_id)}/{digest}.{ext}"
                self._move(beside, place)
            except BaseException:
                beside.unlink(missing_ok=True)
                raise
        return FileFacts(
            sha256=digest,
            name_shown=shown_name(name),
            ext=ext,
            size=size,
            place=place,
            scan="pending" if self.scans else "clean",
        )

    def holds(self, place: str) -> bool:
        """Whether a file lies at a place."""
        return bool(_PLACE.fullmatch(place)) and (self.root / place).is_file()

    def path(self, place: str) -> Path:
        """Where a file lies on this machine.

        Raises:
            PortalError: it is no place of a vault.
        """
        if not _PLACE.fullmatch(place):
            raise PortalError(
                Phrase(ru="{place}: не место в хранилище", en="{place}: no place of the vault"),
                place=place,
            )
        return self.root / place

    def open(self, place: str) -> BinaryIO:
        """A file, to be read.

        Raises:
            PortalError: it is not there.
        """
        path = self.path(place)
        with _told(path):
            return path.open("rb")

    def set_aside(self, place: str) -> str:
        """Move a file to where nobody opens it; asked twice, it says the same.

        Returns:
            Where it lies now.

        Raises:
            PortalError: it is not there.
        """
        aside = place if place.startswith(f"{_ASIDE}/") else f"{_ASIDE}/{place}"
        source, target = self.path(place), self.path(aside)
        # A worker that died in between finds it moved.
        if source != target and (source.exists() or not target.exists()):
            with _told(source):
                self._move(source, aside)
        return aside

    def free_bytes(self) -> int:
        """How much room the vault's disk has for us.

        Raises:
            OSError: nobody can tell.
        """
        folder = self.root
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        disk = os.statvfs(folder)
        return disk.f_bavail * disk.f_frsize

    def places(self) -> Iterator[str]:
        """Every file that has its name, but those that were set aside."""
        for path in self.root.glob("*/*/*"):
            place = path.relative_to(self.root).as_posix()
            if _PLACE.fullmatch(place):
                yield place

    def sweep(self, now: datetime) -> int:
        """Remove what writers that died left half written; how much that was.

        Args:
            now: an aware moment.
        """
        old = [path for path in self.root.glob(f"{_INCOMING}/*") if _is_old(path, now)]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def sweep_unheld(self, held: Collection[str], now: datetime) -> int:
        """Remove files that no submission holds, a week after they came; how many there were.

        They came with a form that was never sent to its end, or was refused. Not to be asked for a
        store that may know less than the Portal log; one that knows no file sweeps none.

        Args:
            held: places of all files that the store knows.
            now: an aware moment.

        Raises:
            PortalError: the folder cannot be written.
        """
        count = 0
        for place in self.places() if held else ():
            path = self.root / place
            if place in held or not _is_old(path, now, _KEPT_UNHELD):
                continue
            beside = self.root / _INCOMING / secrets.token_hex(_HASH_BYTES)
            with _told(path):
                make_private_folder(beside.parent)
                path.replace(beside)
                if _is_old(beside, now, _KEPT_UNHELD):
                    beside.unlink()
                    count += 1
                else:
                    # The same file came again this very moment.
                    beside.replace(path)
        return count

    def _move(self, source: Path, place: str) -> None:
        target = self.root / place
        missing = [one for one in target.parents if not one.exists()]
        make_private_folder(target.parent)
        os.replace(source, target)  # noqa: PTH105  # one call of the system, as the others here
        for folder in {target.parent, *(one.parent for one in missing)}:
            _flush_folder(folder)


def _written(path: Path, stream: BinaryIO, most: int) -> tuple[int, str]:
    """Write and flush a file; its size and the digest of its content."""
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, _NEW, _PRIVATE)
    try:
        os.fchmod(descriptor, _PRIVATE)
        while part := stream.read(_STEP):
            size += len(part)
            if size > most:
                raise refused("too_large")
            digest.update(part)
            _write_all(descriptor, part)
        if not size:
            raise refused("empty")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return size, digest.hexdigest()


def _write_all(descriptor: int, part: bytes) -> None:
    rest = memoryview(part)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=_HASH_BYTES).hexdigest()


def _is_old(path: Path, now: datetime, kept: timedelta = _KEPT_INCOMING) -> bool:
    try:
        return path.stat().st_mtime < (now - kept).timestamp()
    except FileNotFoundError:
        return False


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say what the operating system says as our own error."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise _no_room() from error
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


def _no_room() -> NoRoomError:
    return NoRoomError(
        Phrase(
            ru="Хранилище портала: на диске мало места", en="The portal's vault: the disk is full"
        ),
        cure=Phrase(ru="освободите место", en="free some room"),
    )
