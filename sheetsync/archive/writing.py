"""Write an archive: beside its name first, and under it only when all of it was read back."""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import msgspec

from sheetsync.archive.manifest import APPLICATION, FORM, MANIFEST, Manifest, Member
from sheetsync.archive.reading import Archive
from sheetsync.errors import BackupError, reason_of
from sheetsync.language import Phrase
from sheetsync.private_files import make_private_folder, written_private

_CHUNK = 1 << 20
#: As a zip file has it: a file that its owner alone may read.
_OWNER_ONLY = 0o100600 << 16


class ArchiveWriter:
    """An archive that is being made.

    Args:
        path: the name that it gets.
        packed: the zip file.
        folder: where copies stand until they are packed.

    Attributes:
        members: what is in it so far.
    """

    def __init__(self, path: Path, packed: zipfile.ZipFile, folder: Path) -> None:
        self.path = path
        self.members: list[Member] = []
        self._packed = packed
        self._folder = folder

    def add(self, name: str, save: Callable[[Path], object]) -> None:
        """Pack one file.

        Args:
            name: ``part/file``.
            save: writes a copy to a place that nobody else has.

        Raises:
            SheetsyncError: it cannot be copied.
            OSError: likewise.
        """
        copy = self._folder / f"{len(self.members)}"
        save(copy)
        digest, size = hashlib.sha256(), 0
        # How long it is packed is known at the end only, and may take more than four bytes to say.
        packed = self._packed.open(_entry(name), "w", force_zip64=True)
        with copy.open("rb") as source, packed as into:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                into.write(chunk)
        copy.unlink()
        self.members.append(Member(name, size, digest.hexdigest()))

    def finish(self, made_at: datetime, tool_version: str) -> None:
        """Pack the manifest."""
        manifest = Manifest(FORM, tool_version, made_at, tuple(self.members), APPLICATION)
        self._packed.writestr(_entry(MANIFEST), msgspec.json.encode(manifest))


@contextmanager
def new_archive(folder: Path, made_at: datetime, tool_version: str) -> Iterator[ArchiveWriter]:
    """Make an archive in a folder; what goes wrong leaves none.

    Args:
        folder: made when missing.
        made_at: names the archive.
        tool_version: of this program.

    Raises:
        BackupError: it cannot be written, or is not whole when it is read back.
        SheetsyncError: what the block raises.
    """
    try:
        make_private_folder(folder)
        path = _free_name(folder, made_at)
        with (
            tempfile.TemporaryDirectory(prefix=".sheetsync-backup-", dir=folder) as copies,
            written_private(path) as file,
        ):
            with zipfile.ZipFile(file, "w") as packed:
                writer = ArchiveWriter(path, packed, Path(copies))
                yield writer
                writer.finish(made_at, tool_version)
            file.flush()
            os.fsync(file.fileno())
            Archive(file, path.name).check()
    except OSError as error:
        raise BackupError(
            Phrase(
                ru="{folder}: архив не сделан ({reason})",
                en="{folder}: no archive was made ({reason})",
            ),
            cure=Phrase(
                ru="освободите место, исправьте права или назовите другую папку: --to ПАПКА",
                en="make room, mend the rights, or name another folder with --to",
            ),
            folder=str(folder),
            reason=reason_of(error),
        ) from None


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr, entry.compress_type = _OWNER_ONLY, zipfile.ZIP_DEFLATED
    return entry


def _free_name(folder: Path, made_at: datetime) -> Path:
    stem = f"sheetsync-backup-{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for number in count(1):
        path = folder / (f"{stem}.zip" if number == 1 else f"{stem}-{number}.zip")
        if not path.exists():
            return path
    raise AssertionError
