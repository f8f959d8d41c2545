"""Put what an archive holds where it belongs: all of it, or nothing."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sheetsync.archive.manifest import Member
from sheetsync.archive.reading import Archive
from sheetsync.archive.sqlite_copy import COMPANIONS
from sheetsync.errors import BackupError, reason_of
from sheetsync.language import Phrase
from sheetsync.private_files import make_private_folder, written_private


@dataclass(frozen=True, slots=True)
class Placed:
    """One file and where it belongs.

    Attributes:
        member: of the archive.
        path: its place.
        prepare: looks at the unpacked copy, and changes it, before anything is put in place.
    """

    member: Member
    path: Path
    prepare: Callable[[Path], None]


def in_the_way(files: Sequence[Placed]) -> list[Path]:
    """What stands where files belong, what SQLite left beside such a file included."""
    return [path for one in files for path in _stands(one.path)]


def place_all(archive: Archive, files: Sequence[Placed], aside: str) -> list[Path]:
    """Unpack files, look at each, then put all of them in their places, in their order.

    Args:
        archive: holds them.
        files: each with its place.
        aside: what is added to the names of files that stood there; they are kept beside.

    Returns:
        The files that were put aside, as they are called now.

    Raises:
        BackupError: a file is not whole or cannot be put in its place; nothing was changed.
        SheetsyncError: what `Placed.prepare` raises; likewise.
    """
    placing = _Placing(aside)
    try:
        for one in files:
            placing.unpack(archive, one)
        placing.move()
    except OSError as error:
        raise BackupError(
            Phrase(
                ru="{path}: не записывается ({reason}); всё осталось как было",
                en="{path}: cannot be written ({reason}); all stayed as it was",
            ),
            cure=Phrase(
                ru="освободите место или исправьте права и повторите",
                en="make room or mend the rights, and try again",
            ),
            path=str(error.filename or ""),
            reason=reason_of(error),
        ) from None
    finally:
        placing.tidy()
    return placing.put_aside


@dataclass
class _Placing:
    aside: str
    made: list[Path] = field(default_factory=list)
    unpacked: list[tuple[Path, Path]] = field(default_factory=list)
    put_aside: list[Path] = field(default_factory=list)
    is_done: bool = False

    def unpack(self, archive: Archive, one: Placed) -> None:
        self._make_folder(one.path.parent)
        beside = one.path.with_name(f".{one.path.name}.restored")
        for path in (beside, *_companions(beside)):
            path.unlink(missing_ok=True)
        self.unpacked.append((beside, one.path))
        with written_private(beside) as file:
            file.writelines(archive.content(one.member))
        one.prepare(beside)

    def move(self) -> None:
        moved: list[tuple[Path, Path]] = []
        put_aside: list[Path] = []
        try:
            for beside, path in self.unpacked:
                for old in _stands(path):
                    # A log keeps the name of its database, else it would be lost to it.
                    name = f"{path.name}.{self.aside}{old.name.removeprefix(path.name)}"
                    moved.append((old, old.rename(path.with_name(name))))
                    put_aside.append(path.with_name(name))
                moved.append((beside, beside.rename(path)))
        except OSError:
            for before, now in reversed(moved):
                now.rename(before)
            raise
        self.put_aside = put_aside
        self.is_done = True

    def tidy(self) -> None:
        """Take away what was only on its way."""
        for beside, _ in self.unpacked:
            for path in (beside, *_companions(beside)):
                path.unlink(missing_ok=True)
        if not self.is_done:
            for folder in reversed(self.made):
                # Somebody may have put something there meanwhile.
                with suppress(OSError):
                    folder.rmdir()

    def _make_folder(self, folder: Path) -> None:
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        make_private_folder(folder)
        self.made += reversed(missing)


def _companions(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in COMPANIONS]


def _stands(path: Path) -> list[Path]:
    return [one for one in (path, *_companions(path)) if one.exists() or one.is_symlink()]
