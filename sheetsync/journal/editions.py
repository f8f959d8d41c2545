"""Journals of earlier versions, brought up to today's edition.

Edition 2: letters in doubt can stop the mailing of their kind; and what is kept of our own people's
letters is found by the mark of a person, no longer by the address.
"""

import sqlite3
from collections.abc import Callable
from typing import Protocol

from sheetsync.letters.letter import LetterKey, person_mark

Value = str | int | bytes
BRAKES = """CREATE TABLE brakes (
    spreadsheet_id TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (spreadsheet_id, key)
) STRICT, WITHOUT ROWID"""


class Database(Protocol):
    """What is asked of the journal's file."""

    def rows(self, sql: str, *values: Value) -> list[sqlite3.Row]:
        """What a query finds."""
        ...

    def change(self, sql: str, *values: Value) -> int:
        """Run one statement."""
        ...


def to_second(database: Database) -> None:
    """Bring a journal of the first edition up to the second; inside one transaction."""
    database.change(BRAKES)
    for table, column, marked in (
        ("letters", "key", _marked_key),
        ("drafts", "key", _marked_key),
        ("digest_items", "item", marked_item),
    ):
        _rename(database, table, column, marked)


def marked_item(spreadsheet_id: str, item: str) -> str:
    """A digest's item ``ADDRESS/…`` with the person's mark in place of the address."""
    local, at, rest = item.partition("@")
    domain, slash, told = rest.partition("/")
    if not at:
        return item
    return f"{person_mark(spreadsheet_id, f'{local}@{domain}')}{slash}{told}"


def _marked_key(spreadsheet_id: str, key: str) -> str:
    return str(LetterKey.parsed(key).marked(spreadsheet_id))


def _rename(database: Database, table: str, column: str, marked: Callable[[str, str], str]) -> None:
    held = database.rows(f"SELECT spreadsheet_id, {column} FROM {table} WHERE {column} LIKE '%@%'")  # noqa: S608  # our own names
    for spreadsheet_id, before in {(row[0], row[1]) for row in held}:
        database.change(
            f"UPDATE {table} SET {column} = ? WHERE spreadsheet_id = ? AND {column} = ?",  # noqa: S608  # likewise
            *(marked(spreadsheet_id, before), spreadsheet_id, before),
        )
