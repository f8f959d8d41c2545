"""One sight of a workbook into the database: all tabs of it in one transaction, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from sheetsync.mirror.finding_rows import rows_of
from sheetsync.mirror.formulas import keep_formulas
from sheetsync.mirror.gone_columns import gone_columns, note_columns
from sheetsync.mirror.history import History, Moment
from sheetsync.mirror.kept import KeptTab
from sheetsync.mirror.layout import Layout, layout_in, writing_of
from sheetsync.mirror.rekeying import rekey
from sheetsync.mirror.report import (
    STALE,
    TAB_ANEW,
    TAB_GONE,
    TAB_RENAMED,
    UNUSABLE,
    Notice,
    SyncReport,
    SyncTerms,
    TabCounts,
)
from sheetsync.mirror.rows import TabRows
from sheetsync.mirror.seen import SeenTab, SeenWorkbook
from sheetsync.mirror.steps import bring_up_to_date, make_tab
from sheetsync.mirror.sync_log import note_checked, note_sync
from sheetsync.mirror.tab_states import (
    Payload,
    State,
    held_values,
    payload_of,
    save_state,
    tab_values,
    usual_title,
)
from sheetsync.mirror.tab_sync import TabNews, TabSync, tab_sync
from sheetsync.mirror.values import json_text, json_value
from sheetsync.sql import Database
from sheetsync.tables.cells import Grid
from sheetsync.tables.schema import ToolTab

_INSTANT = timedelta(microseconds=1)
#: A sight that is so much older than the last one was not read before it: a clock is wrong.
_LONGEST_RUN = timedelta(minutes=30)
#: `sheet_id` of a tab whose end was confirmed.
_NOWHERE = -1
_HALF = 2

_NO_GRID = Grid()


def sync(
    database: Database, kept: Mapping[str, KeptTab], seen: SeenWorkbook, terms: SyncTerms
) -> SyncReport:
    """Keep what was seen.

    Args:
        database: opened for writing.
        kept: the tabs that are kept, by code.
        seen: the workbook at one moment.
        terms: how it is to be taken.

    Returns:
        What it brought, and what waits for a person.

    Raises:
        DatabaseError: nothing was written.
    """
    layout = layout_in(database.schema)
    with database.transaction() as connection:
        bring_up_to_date(connection, layout, seen, terms.tool_version)
        report = _Sync(connection, database, layout, seen, terms).run(kept)
        transaction = connection.get_transaction()
        if terms.dry_run and transaction is not None:
            transaction.rollback()
        return report


@dataclass
class _Sync:
    """One sight within its transaction."""

    connection: sa.Connection
    database: Database
    layout: Layout
    seen: SeenWorkbook
    terms: SyncTerms
    counts: dict[str, TabCounts] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)

    def run(self, kept: Mapping[str, KeptTab]) -> SyncReport:
        states = self._states()
        checked = []
        for tab in self.seen.tabs:
            if tab.code not in kept:
                continue
            if self._tab(tab, kept[tab.code], states.get(tab.code)):
                checked.append(tab.code)
        self._missing_tabs(kept, states)
        self.notices += gone_columns(
            self.connection, self.layout, self.database.schema, self.seen, kept
        )
        note_checked(self.connection, self.layout, checked, self.seen.at)
        written = any(count.total for count in self.counts.values())
        report = SyncReport(
            self.at, self.sync_id if written else None, dict(self.counts), tuple(self.notices)
        )
        if written:
            note_sync(self.connection, self.layout, report, self.terms, self.seen.at)
        return report

    def _states(self) -> dict[str, State]:
        sync = self.layout.sync
        last_id, last_at = self.connection.execute(
            sa.select(sa.func.max(sync.c["id"]), sa.func.max(sync.c["finished_at"]))
        ).one()
        self.sync_id = (last_id or 0) + 1
        # Two sights in one instant, or a clock set back: a version never ends before it begins.
        self.at = max(self.seen.at, last_at + _INSTANT) if last_at else self.seen.at
        self.writing = writing_of(self.connection, self.layout)
        rows = self.connection.execute(sa.select(self.layout.tab)).mappings()
        return {row["code"]: row for row in rows}

    def _tab(self, seen: SeenTab, kept: KeptTab, state: State | None) -> bool:
        """Take one tab; whether it was seen as it is."""
        if seen.is_renamed:
            old = state["title"] if state else ""
            usual = usual_title(kept, old)
            self._say(TAB_RENAMED, seen, old=usual, new=seen.title)
        if self._is_older(state):
            self._say(STALE, seen)
            return False
        payload = payload_of(seen, kept)
        is_known = state is not None and state["payload_hash"] == payload.fingerprint
        if state is not None and is_known and not self._is_open(state):
            self._say_held(seen, state)
            return True
        rows = rows_of(seen, kept)
        if isinstance(rows, str):
            return self._hold_unusable(seen, kept, state, rows)
        return self._rows(seen, rows, state, payload)

    def _is_open(self, state: State) -> bool:
        """Whether a tab is looked at again although its cells are those that were kept."""
        waits = state["held_reason"]
        return bool(waits) and (self.terms.force or waits in {UNUSABLE, TAB_ANEW, TAB_GONE})

    def _say_held(self, seen: SeenTab, state: State) -> None:
        if state["held_reason"]:
            facts = json_value(state["held_facts"])
            self.notices.append(
                Notice(state["held_reason"], seen.code, {"title": seen.title} | facts)
            )

    def _is_older(self, state: State | None) -> bool:
        """Whether somebody else saw the tab after this sight began, and wrote that down first."""
        if state is None or state["checked_at"] is None:
            return False
        return bool(timedelta() < state["checked_at"] - self.seen.at < _LONGEST_RUN)

    def _hold_unusable(self, seen: SeenTab, kept: KeptTab, state: State | None, code: str) -> bool:
        if isinstance(kept.tab, ToolTab) and (state is None or not state["rows"]):
            return False
        facts = {"code": code}
        self._say(UNUSABLE, seen, **facts)
        # Its cells are looked at again each time: they may be whole any moment.
        self._hold(seen, kept, state, UNUSABLE, facts)
        return False

    def _hold(
        self,
        seen: SeenTab,
        kept: KeptTab,
        state: State | None,
        reason: str,
        facts: Mapping[str, str | int],
    ) -> None:
        values = {"held_reason": reason, "held_facts": json_text(facts), "held_since": self.at}
        if state is None:
            make_tab(self.connection, self.database, self.layout, kept)
            self._save(seen, kept, None, values)
        elif state["held_reason"] != reason:
            self._save(seen, kept, state, values)

    def _rows(self, seen: SeenTab, rows: TabRows, state: State | None, payload: Payload) -> bool:
        kept = rows.kept
        if state is None or state["layout"] != kept.layout:
            make_tab(self.connection, self.database, self.layout, kept)
            self.writing = writing_of(self.connection, self.layout)
        history = History(self.connection, kept, self.database.schema)
        if state is not None and state["key_rule"] != kept.key_rule:
            rekey(history, self.writing)
        found = tab_sync(history, rows, self.writing)
        if self._is_another(seen, state, found):
            facts = {"n": found.agree, "m": len(found.stood)}
            self._say(TAB_ANEW, seen, **facts)
            self._hold(seen, kept, state, TAB_ANEW, facts)
            return False
        by = "program:sheetsync" if isinstance(kept.tab, ToolTab) else self.terms.by
        moment = Moment(self.at, state["checked_at"] if state else None, self.sync_id, by)
        errors = rows.errors_by_column() if payload.may_hold_errors else {}
        before = json_value(state["errors"]) if state else {}
        news = found.write(moment, self.terms, errors, before)
        if seen.formulas is not None:
            keep_formulas(history, rows, found.match.keys, seen.formulas)
        self._note_news(seen, kept, news)
        values = tab_values(rows, news, payload.fingerprint) | held_values(news, state, self.at)
        self._save(seen, kept, state, values)
        note_columns(self.connection, self.layout, found, self.at)
        return True

    def _is_another(self, seen: SeenTab, state: State | None, found: TabSync) -> bool:
        """Whether a tab made anew under an old title has other rows than the old one had."""
        if state is None or state["sheet_id"] == seen.sheet_id or self.terms.force:
            return False
        if found.rows.kept.is_replaced:
            return False
        return found.agree * _HALF < len(found.stood)

    def _note_news(self, seen: SeenTab, kept: KeptTab, news: TabNews) -> None:
        if news.counts.total:
            self.counts[kept.code] = news.counts
        if news.waits is not None:
            self.notices.append(
                Notice(news.waits.code, seen.code, {"title": seen.title, **news.waits.facts})
            )

    def _save(
        self, seen: SeenTab, kept: KeptTab, state: State | None, values: Mapping[str, Any]
    ) -> None:
        save_state(self.connection, self.layout.tab, (seen, kept), state, values)

    def _missing_tabs(self, kept: Mapping[str, KeptTab], states: Mapping[str, State]) -> None:
        """Tabs that were there and are not: their rows stay until somebody confirms."""
        there = {tab.code for tab in self.seen.tabs}
        for code, state in states.items():
            is_gone = state["sheet_id"] not in self.seen.sheet_ids
            if code in there or code not in kept or not is_gone or state["sheet_id"] == _NOWHERE:
                continue
            if kept[code].is_replaced:
                # The run that saw it gone makes it anew.
                continue
            seen = SeenTab(code, state["sheet_id"], state["title"], _NO_GRID)
            if self.terms.force:
                self._close_all(seen, kept[code], state)
                continue
            self._say(TAB_GONE, seen)
            self._hold(seen, kept[code], state, TAB_GONE, {})

    def _close_all(self, seen: SeenTab, kept: KeptTab, state: State) -> None:
        history = History(self.connection, kept, self.database.schema)
        rows = history.open_rows()
        history.close(
            rows.ids,
            Moment(self.at, state["checked_at"], self.sync_id, self.terms.by),
        )
        if rows:
            self.counts[kept.code] = TabCounts(deleted=len(rows))
        nowhere = SeenTab(seen.code, _NOWHERE, seen.title, seen.grid)
        settled = {"rows": 0, "payload_hash": None, "row_order": None, "held_since": None}
        self._save(nowhere, kept, state, {**settled, "held_reason": "", "held_facts": ""})

    def _say(self, code: str, seen: SeenTab, /, **facts: str | int) -> None:
        self.notices.append(Notice(code, seen.code, {"title": seen.title, **facts}))
