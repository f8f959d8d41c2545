"""The sandbox's SQLite file: its tables, and how it is opened."""

import sqlite3
from pathlib import Path

from sheetsync.errors import SandboxError
from sheetsync.language import Phrase
from sheetsync.private_files import make_private_file, make_private_folder

_FORMAT = 1
_SCHEMA = f"""
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS files(
  id TEXT PRIMARY KEY, number INTEGER NOT NULL, resource TEXT NOT NULL, content BLOB
);
CREATE INDEX IF NOT EXISTS newest_files ON files(number);
CREATE TABLE IF NOT EXISTS workbooks(
  file_id TEXT PRIMARY KEY, version INTEGER NOT NULL, meta TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS sheets(
  file_id TEXT NOT NULL, sheet_id INTEGER NOT NULL, position INTEGER NOT NULL,
  meta TEXT NOT NULL, blocks TEXT NOT NULL, PRIMARY KEY(file_id, sheet_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS blocks(
  key INTEGER PRIMARY KEY AUTOINCREMENT, file_id TEXT NOT NULL, version INTEGER NOT NULL,
  record BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS changed_blocks ON blocks(file_id, version);
PRAGMA user_version = {_FORMAT};
"""
_WAIT_S = 60


def opened(path: Path) -> sqlite3.Connection:
    """A connection to the file, which is made when missing.

    Raises:
        SandboxError: the file is no sandbox of this version, or cannot be opened.
    """
    try:
        make_private_folder(path.parent)
        make_private_file(path)
        connection = sqlite3.connect(
            path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False
        )
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if found == 0 and tables == 0:
            connection.executescript(_SCHEMA)
        elif found != _FORMAT:
            raise SandboxError(
                Phrase(
                    ru="{path} — не файл песочницы этой версии.",
                    en="{path} is not a sandbox file of this version.",
                ),
                cure=Phrase(
                    ru="Назовите другой файл или удалите этот: он будет создан заново, пустым.",
                    en="Name another file, or delete this one; it is made again, empty.",
                ),
                path=path,
            )
        connection.execute("PRAGMA synchronous = NORMAL")
    except (sqlite3.Error, OSError) as error:
        raise SandboxError(
            Phrase(
                ru="Файл песочницы {path} не открывается: {error}.",
                en="The sandbox file {path} cannot be opened: {error}.",
            ),
            cure=Phrase(
                ru="Проверьте путь и права; если файла нет, он создаётся сам.",
                en="Check the path and its rights; a missing file is made by itself.",
            ),
            path=path,
            error=error,
        ) from error
    return connection
