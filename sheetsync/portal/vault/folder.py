"""The vault: a folder where partners' files lie, under names that hold nothing of theirs.

A file is written beside, flushed, looked at and only then given its name, so that a crash leaves a
temporary file or a file without a row, never a row without a file. Source: portal.md 6, order.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Literal

from sheetsync.errors import PortalError
from sheetsync.language import Phrase
from sheetsync.portal.limits import Limits
from sheetsync.portal.partner_texts import shown_name
from sheetsync.portal.vault.checks import check_file, checked_extension
from sheetsync.portal.vault.disk import (
    NEW,
    PRIVATE,
    digest_of,
    disk_told,
    flush_folder,
    no_room,
    write_all,
)
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
#: Nobody is still writing a file that began a day ago.
_KEPT_INCOMING = timedelta(days=1)
#: A form that waits to be sent again holds its files for less.
_KEPT_UNHELD = timedelta(days=7)

#: What became of a file that was to be brought back.
BringBack = Literal["here", "nothing", "another"]


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
        with disk_told(self.root):
            incoming = self.root / _INCOMING
            make_private_folder(incoming)
            if self.free_bytes() < limits.free_bytes:
                raise no_room()
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
        with disk_told(path):
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
            with disk_told(source):
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
        places = [place for place in self.places() if place not in held] if held else []
        return sum(self._removed(place, now, _KEPT_UNHELD) for place in places)

    def is_old(self, place: str, now: datetime, kept: timedelta) -> bool:
        """Whether a file came here, or came back, so long ago; False for one that is not here."""
        return _is_old(self.path(place), now, kept)

    def let_go(self, place: str, now: datetime, kept: timedelta) -> bool:
        """Remove a file that is kept elsewhere, unless it came again meanwhile.

        Args:
            place: where it lies.
            now: an aware moment.
            kept: what is younger stays.

        Raises:
            PortalError: the folder cannot be written.
        """
        return self._removed(self.path(place).relative_to(self.root).as_posix(), now, kept)

    def bring_back(self, place: str, write: Callable[[BinaryIO], bool]) -> BringBack:
        """Put a file where it lay, if the content is what its name says.

        Args:
            place: where it lay.
            write: writes the content; False where there is none.

        Raises:
            NoRoomError: the disk is full.
            PortalError: the folder cannot be written.
        """
        target = self.path(place)
        with disk_told(target):
            incoming = self.root / _INCOMING
            make_private_folder(incoming)
            beside = incoming / secrets.token_hex(_HASH_BYTES)
            try:
                with os.fdopen(os.open(beside, NEW, PRIVATE), "wb") as file:
                    is_there = write(file)
                    file.flush()
                    os.fsync(file.fileno())
                if not is_there:
                    return "nothing"
                if digest_of(beside) != target.stem:
                    return "another"
                self._move(beside, place)
            finally:
                beside.unlink(missing_ok=True)
        return "here"

    def _removed(self, place: str, now: datetime, kept: timedelta) -> bool:
        path = self.root / place
        if not _is_old(path, now, kept):
            return False
        beside = self.root / _INCOMING / secrets.token_hex(_HASH_BYTES)
        with disk_told(path):
            make_private_folder(beside.parent)
            path.replace(beside)
            if _is_old(beside, now, kept):
                beside.unlink()
                return True
            # The same file came again this very moment.
            beside.replace(path)
        return False

    def _move(self, source: Path, place: str) -> None:
        target = self.root / place
        missing = [one for one in target.parents if not one.exists()]
        make_private_folder(target.parent)
        os.replace(source, target)  # noqa: PTH105  # one call of the system, as the others here
        for folder in {target.parent, *(one.parent for one in missing)}:
            flush_folder(folder)


def _written(path: Path, stream: BinaryIO, most: int) -> tuple[int, str]:
    """Write and flush a file; its size and the digest of its content."""
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, NEW, PRIVATE)
    try:
        os.fchmod(descriptor, PRIVATE)
        while part := stream.read(_STEP):
            size += len(part)
            if size > most:
                raise refused("too_large")
            digest.update(part)
            write_all(descriptor, part)
        if not size:
            raise refused("empty")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return size, digest.hexdigest()


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=_HASH_BYTES).hexdigest()


def _is_old(path: Path, now: datetime, kept: timedelta = _KEPT_INCOMING) -> bool:
    try:
        return path.stat().st_mtime < (now - kept).timestamp()
    except FileNotFoundError:
        return False
