"""What a job works with: the tables, the rules' results, and the ways to publish and to write."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

import pandas as pd

from sheetsync import __version__
from sheetsync.config import Config
from sheetsync.dates import Clock, add_months, month_of
from sheetsync.errors import MissingTabError, SettingsError, ShrunkTabError, UnusableTabError
from sheetsync.journal import Journal
from sheetsync.rules.payables import Payables, payables
from sheetsync.rules.validation import unusable_tabs, validate, worded
from sheetsync.tables.catalogue.people import BY_CODE
from sheetsync.tables.catalogue.tool import RUN_LOG
from sheetsync.tables.schema import Finding, Lang, ToolTab
from sheetsync.tables.settings import Settings
from sheetsync.tables.table import Tables
from sheetsync.tables.writing import TabCells, tab_cells
from sheetsync.workbook.publish import changed_tabs, publish
from sheetsync.workbook.session import Session
from sheetsync.workspace.options import Outcome, RunOptions
from sheetsync.workspace.reading import Reading, read_workbook


@dataclass(kw_only=True)
class Workspace:
    """One run.

    Attributes:
        config, session, journal, clock: the doors, opened by `open_workspace`.
        options: what was asked.
        job: the job's name; "" for somebody who only looks.
        run_id: of the Run log.
        closing: what is closed with the workspace.
    """

    config: Config
    session: Session
    journal: Journal
    clock: Clock
    options: RunOptions
    job: str
    run_id: str
    closing: ExitStack
    _staged: dict[str, TabCells] = field(default_factory=dict, init=False)
    _logs: list[TabCells] = field(default_factory=list, init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the journal and free the lock."""
        self.closing.close()

    @cached_property
    def reading(self) -> Reading:
        """The workbook, read once."""
        self.options.progress("reading the workbook")
        return read_workbook(self.session, self.config, self.clock)

    @property
    def settings(self) -> Settings:
        """What the Settings tab says."""
        return self.reading.tables.settings

    @property
    def lang(self) -> Lang:
        """The language of the tool tabs and of our own letters."""
        return self.settings.lang

    @cached_property
    def as_of(self) -> date:
        """The day of calculation: asked for, else today where the company is (design.md 3)."""
        return self.options.as_of or self.started_at.astimezone(self.zone).date()

    @cached_property
    def started_at(self) -> datetime:
        """The instant the run began, in UTC."""
        return self.clock.now()

    @cached_property
    def zone(self) -> ZoneInfo:
        """Settings.timezone; blank means the spreadsheet's own."""
        return ZoneInfo(self.settings.timezone or self.reading.snapshot.time_zone)

    @property
    def period(self) -> str:
        """The month that was asked for, else the last whole month before `as_of`."""
        return self.options.period or add_months(month_of(self.as_of), -1)

    @cached_property
    def tables(self) -> Tables:
        """People's tabs with all findings, those of the rules included.

        Raises:
            ShrunkTabError: a tab lost most of its rows since the last good run.
            SettingsError: a setting cannot be used.
        """
        self._refuse_bad_settings()
        self._refuse_shrunk_tabs()
        self.options.progress("checking the tabs")
        tables = self.reading.tables
        return tables.with_findings(validate(tables, self.as_of))

    @cached_property
    def payables(self) -> Payables:
        """Invoices and packs with their status on `as_of`."""
        self.options.progress("ageing the invoices")
        return payables(self.tables, self.as_of)

    def require(self, *codes: str) -> None:
        """Stop unless these tabs can be used.

        Raises:
            MissingTabError: the workbook lacks one of them.
            UnusableTabError: headers are missing or doubled, or too many rows are bad.
        """
        for code in codes:
            if code not in self.tables.tables:
                title = BY_CODE[code].title(self.lang)
                raise MissingTabError(
                    f"The workbook has no tab {title!r}; nothing was written",
                    cure="run sheetsync init --repair, or give the tab its name back",
                )
        bad = unusable_tabs(self.tables, self.config.safety.bad_rows_percent)
        for code in codes:
            if code in bad:
                raise UnusableTabError(
                    f"Tab {self.tables.tables[code].title!r}: {bad[code]}; nothing was written",
                    cure="run sheetsync run validate: the Validation tab names each cell",
                )

    def publish(self, tab: ToolTab, rows: pd.DataFrame) -> None:
        """Have a tool tab hold these rows once the run ends; unchanged ones cost nothing."""
        self._staged[tab.code] = tab_cells(tab, rows, self.lang)

    def append(self, tab: ToolTab, rows: pd.DataFrame) -> None:
        """Have these rows appended to a log, in the same request as the published tabs."""
        self._logs.append(tab_cells(tab, rows, self.lang))

    def run(self, story: Callable[["Workspace"], Outcome]) -> Outcome:
        """Run a job, publish what it staged, and note it in the Run log."""
        started_at = self.started_at
        outcome = story(self)
        if self.options.dry_run:
            return self._dry(outcome)
        self.append(RUN_LOG, self._run_row(outcome, started_at))
        self.flush()
        self.journal.memory.remember_row_counts(self._row_counts())
        return outcome

    def flush(self) -> None:
        """Write what is staged now: one request, or none when nothing changed."""
        self.options.progress("writing the tool tabs")
        publish(
            self.session,
            self.reading.snapshot,
            self.reading.titles,
            list(self._staged.values()),
            self._logs,
        )
        self._staged.clear()
        self._logs.clear()

    def _dry(self, outcome: Outcome) -> Outcome:
        changed = changed_tabs(
            self.reading.snapshot, self.reading.titles, list(self._staged.values())
        )
        titles = [cells.tab.title(self.lang) for cells in changed]
        return Outcome(
            outcome.job,
            outcome.exit_code,
            f"{outcome.headline} (dry run: would change {', '.join(titles) or 'nothing'})",
            outcome.sections,
            {**outcome.payload, "dry_run": True, "would_change": [c.tab.code for c in changed]},
            outcome.counts,
        )

    def _run_row(self, outcome: Outcome, started_at: datetime) -> pd.DataFrame:
        errors = sum(finding.severity == "error" for finding in self.tables.findings)
        stamp = "%Y-%m-%d %H:%M:%S"
        row: Mapping[str, object] = {
            "run_id": self.run_id,
            "job": self.job,
            "started": started_at.astimezone(self.zone).strftime(stamp),
            "finished": self.clock.now().astimezone(self.zone).strftime(stamp),
            "as_of": pd.Timestamp(self.as_of),
            "status": "ok" if outcome.exit_code == 0 else "attention",
            "rows_read": self.reading.snapshot.row_count,
            "errors": errors,
            "warnings": len(self.tables.findings) - errors,
            "sent": outcome.counts.get("sent", 0),
            "held": outcome.counts.get("held", 0),
            "version": __version__,
            "rules_hash": outcome.counts.get("rules_hash", ""),
        }
        return pd.DataFrame([row])

    def _refuse_bad_settings(self) -> None:
        for finding in self.reading.tables.findings:
            if finding.code == "V-SET-01":
                text = worded(finding, self.reading.tables, "en")
                raise SettingsError(text.message, cure=text.cure)

    def _refuse_shrunk_tabs(self) -> None:
        if self.options.force:
            return
        percent = self.config.safety.lost_rows_percent
        for code, before in self.journal.memory.row_counts().items():
            now = self._row_counts().get(code, 0)
            if before and (before - now) * 100 > before * percent:
                title = self.reading.titles.get(code, BY_CODE[code].title(self.lang))
                raise ShrunkTabError(
                    f"Tab {title!r} had {before} rows at the last good run and has {now} now; "
                    "nothing was written",
                    cure="bring the rows back (File, Version history), or add --force if right",
                )

    def _row_counts(self) -> dict[str, int]:
        return {code: len(table.frame) for code, table in self.reading.tables.tables.items()}

    def findings(self, *, severity: str = "") -> tuple[Finding, ...]:
        """All findings, or those of one severity."""
        return tuple(
            finding
            for finding in self.tables.findings
            if not severity or finding.severity == severity
        )
