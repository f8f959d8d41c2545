"""Copies of SQLite files that are in use, and whether a copy is whole.

A copy of the file alone misses what still stands in its log, and one of both may be torn; SQLite's
own backup takes one state of the database, whoever writes meanwhile.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sheetsync.errors import BackupError
from sheetsync.language import Phrase
from sheetsync.private_files import make_private_file, refuse_dangling_link

#: What SQLite keeps beside a file; a log of before would be replayed over what is put there.
COMPANIONS = ("-wal", "-shm", "-journal")
_BUSY_TIMEOUT_S = 60.0
_WHOLE = "ok"
_HEADER = b"SQLite format 3\0"


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy one state of a database into a new file without companions.

    Raises:
        BackupError: it cannot be read, or the copy is not whole.
        DanglingLinkError: the source is a link to nothing.
        OSError: the copy cannot be made.
    """
    refuse_dangling_link(source)
    make_private_file(target)
    address = f"{source.resolve().as_uri()}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(address, uri=True, timeout=_BUSY_TIMEOUT_S)) as ours,
            closing(sqlite3.connect(target, isolation_level=None)) as copy,
        ):
            ours.backup(copy)
            # The copy says that a log stands beside it, which is to be one file.
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise BackupError(
            Phrase(
                ru="{name}: не копируется ({error}); архив не сделан",
                en="{name}: cannot be copied ({error}); no archive was made",
            ),
            cure=Phrase(
                ru="исправьте диск или права; что с файлом, скажет sheetsync doctor",
                en="mend the disk or its rights; sheetsync doctor says what the file lacks",
            ),
            name=source.name,
            error=error,
        ) from None
    check_sqlite(target, source.name)


def check_sqlite(path: Path, name: str) -> None:
    """See that a database is whole.

    Args:
        path: where it is; nobody else has it open.
        name: as a person knows it.

    Raises:
        BackupError: it is not.
    """
    told = _told(path)
    if told != _WHOLE:
        raise BackupError(
            Phrase(
                ru="{name}: база повреждена ({told})", en="{name}: the database is broken ({told})"
            ),
            cure=Phrase(
                ru="возьмите архив постарше; если повреждён файл на этой машине, отложите его в "
                "сторону",
                en="take an older archive; if it is the file on this machine, move it aside",
            ),
            name=name,
            told=told,
        )


def _told(path: Path) -> str:
    """What SQLite says of a file; it takes one that is too short for an empty database."""
    with path.open("rb") as file:
        if file.read(len(_HEADER)) != _HEADER:
            return "file is not a database"
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            return str(database.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        return str(error)
