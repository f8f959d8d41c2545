"""What runs remember besides letters: published tabs, row counts, periods, digests, notices."""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from sheetsync.dates import Clock
from sheetsync.journal.store import Store

#: The topic under which they are kept beside what the manager was told.
_HELD_TABS = "held tabs"


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One item of a digest as it was told last.

    Attributes:
        level: how grave it was.
        day: when it was told.
    """

    level: int
    day: date


@dataclass(frozen=True, slots=True)
class RememberedNotice:
    """What the manager was told last of one topic, and when."""

    content: str
    day: date


class HeldTab(msgspec.Struct, frozen=True):
    """Why the mirror's history of a tab waits for a person.

    Attributes:
        code: the reason.
        facts: what its sentence is filled with.
    """

    code: str
    facts: Mapping[str, str | int]


class Memory:
    """What runs on one spreadsheet remember."""

    def __init__(self, store: Store, spreadsheet_id: str, clock: Clock) -> None:
        self._store = store
        self._spreadsheet_id = spreadsheet_id
        self._clock = clock

    def published(self, tab: str) -> object:
        """A tool tab's content as published last, as JSON has it; None when there is none.

        What stands in the tab and differs from it was edited by hand (V-GEN-15).
        """
        rows = self._found(
            "SELECT content FROM published WHERE spreadsheet_id = ? AND tab = ?", tab
        )
        return json.loads(zlib.decompress(rows[0])) if rows else None

    def remember_published(self, contents: Mapping[str, object]) -> None:
        """Keep the content of tool tabs that were just published, by tab code."""
        packed = (
            (self._spreadsheet_id, tab, zlib.compress(json.dumps(content).encode()))
            for tab, content in contents.items()
        )
        self._remember("INSERT OR REPLACE INTO published VALUES (?, ?, ?)", packed)

    def figures(self, key: str) -> dict[str, str]:
        """The figures that a letter told, by name; {} when nobody remembers them."""
        rows = self._found("SELECT content FROM figures WHERE spreadsheet_id = ? AND key = ?", key)
        return {} if not rows else dict(json.loads(rows[0]))

    def remember_figures(self, key: str, figures: Mapping[str, str]) -> None:
        """Keep the figures of a letter, so that a correction can tell what it changes."""
        self._store.change(
            "INSERT OR REPLACE INTO figures VALUES (?, ?, ?)",
            *(self._spreadsheet_id, key, json.dumps(dict(figures), ensure_ascii=False)),
        )

    def row_counts(self) -> dict[str, int]:
        """Rows of each people's tab in the last good run, by tab code."""
        rows = self._store.rows(
            "SELECT tab, rows FROM row_counts WHERE spreadsheet_id = ?", self._spreadsheet_id
        )
        return {row["tab"]: row["rows"] for row in rows}

    def remember_row_counts(self, counts: Mapping[str, int]) -> None:
        """Keep the row counts of a good run."""
        self._remember(
            "INSERT OR REPLACE INTO row_counts VALUES (?, ?, ?)",
            ((self._spreadsheet_id, tab, count) for tab, count in counts.items()),
        )

    def done_periods(self, job: str) -> frozenset[str]:
        """The periods for which a scheduled job was done: ``YYYY-MM``, days or hours."""
        sql = "SELECT period FROM periods WHERE spreadsheet_id = ? AND job = ?"
        return frozenset(map(str, self._found(sql, job)))

    def remember_period(self, job: str, period: str) -> None:
        """Note that a scheduled job was done for a period."""
        self._store.change(
            "INSERT OR IGNORE INTO periods VALUES (?, ?, ?, ?)",
            *(self._spreadsheet_id, job, period, self._now()),
        )

    def job_known_since(self, job: str) -> datetime:
        """When the job was first asked for; a fresh installation makes up for nothing before."""
        self._store.change(
            "INSERT OR IGNORE INTO jobs VALUES (?, ?, ?)", self._spreadsheet_id, job, self._now()
        )
        sql = "SELECT known_since FROM jobs WHERE spreadsheet_id = ? AND job = ?"
        return datetime.fromisoformat(str(self._found(sql, job)[0]))

    def digest_items(self) -> dict[str, DigestItem]:
        """Every digest item that was told, by its key."""
        rows = self._store.rows(
            "SELECT item, level, day FROM digest_items WHERE spreadsheet_id = ?",
            self._spreadsheet_id,
        )
        return {
            row["item"]: DigestItem(row["level"], date.fromisoformat(row["day"])) for row in rows
        }

    def remember_digest_items(self, items: Mapping[str, DigestItem]) -> None:
        """Keep what a digest told, once it was sent or drafted."""
        self._remember(
            "INSERT OR REPLACE INTO digest_items VALUES (?, ?, ?, ?)",
            (
                (self._spreadsheet_id, key, item.level, item.day.isoformat())
                for key, item in items.items()
            ),
        )

    def forget_digest_items(self, keys: Iterable[str]) -> None:
        """Tell items again when they come again."""
        sql = "DELETE FROM digest_items WHERE spreadsheet_id = ? AND item = ?"
        self._remember(sql, ((self._spreadsheet_id, key) for key in keys))

    def held_tabs(self) -> dict[str, HeldTab]:
        """The tabs whose history waits as the last run saw it, by code."""
        noted = self.notice(_HELD_TABS)
        return msgspec.json.decode(noted.content, type=dict[str, HeldTab]) if noted else {}

    def remember_held_tabs(self, held: Mapping[str, HeldTab]) -> None:
        """Keep which tabs wait."""
        content = msgspec.json.encode(held).decode()
        self.remember_notice(_HELD_TABS, RememberedNotice(content, self._clock.now().date()))

    def notice(self, topic: str) -> RememberedNotice | None:
        """What the manager was told last of a topic; None for nothing yet."""
        rows = self._store.rows(
            "SELECT content, day FROM notices WHERE spreadsheet_id = ? AND topic = ?",
            *(self._spreadsheet_id, topic),
        )
        return (
            RememberedNotice(rows[0]["content"], date.fromisoformat(rows[0]["day"]))
            if rows
            else None
        )

    def remember_notice(self, topic: str, notice: RememberedNotice) -> None:
        """Keep what the manager was told of a topic."""
        self._store.change(
            "INSERT OR REPLACE INTO notices VALUES (?, ?, ?, ?)",
            *(self._spreadsheet_id, topic, notice.content, notice.day.isoformat()),
        )

    def _found(self, sql: str, name: str) -> list[bytes]:
        return [row[0] for row in self._store.rows(sql, self._spreadsheet_id, name)]

    def _remember(self, sql: str, values: Iterable[tuple[str | int | bytes, ...]]) -> None:
        with self._store.transaction():
            self._store.change_many(sql, values)

    def _now(self) -> str:
        return self._clock.now().isoformat(timespec="seconds")
