"""What a job works with: the tables, the rules' results, and the ways to publish and to write."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import cached_property
from types import TracebackType
from typing import Self

import pandas as pd

from sheetsync.config import Config
from sheetsync.dates import Clock, add_months, month_of, zone_of
from sheetsync.errors import SettingsError
from sheetsync.journal import Journal
from sheetsync.language import Lang
from sheetsync.letters.letter import Letter
from sheetsync.outbox import Outbox, Progress, SendReport
from sheetsync.rules.attention import attention
from sheetsync.rules.dashboard import dashboard
from sheetsync.rules.left_out_words import left_out_sentences
from sheetsync.rules.payables import Payables, payables, with_last_lines
from sheetsync.rules.rating import Ratings
from sheetsync.rules.validation import findings_frame, validate
from sheetsync.rules.validation.tool_tabs import foreign
from sheetsync.rules.validation.trust import LeftOut, left_out
from sheetsync.tables.catalogue.logs import LETTERS, RUN_LOG
from sheetsync.tables.catalogue.overview import VALIDATION
from sheetsync.tables.catalogue.rating import RATING_DETAILS, RATING_HISTORY
from sheetsync.tables.schema import ToolTab
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.table import Tables
from sheetsync.tables.writing import Link
from sheetsync.workbook.publish import SpreadsheetPublisher
from sheetsync.workbook.session import Session
from sheetsync.workspace.asked import for_its_day, refuse_unknown_partners
from sheetsync.workspace.doors import checked_templates
from sheetsync.workspace.guards import (
    bad_setting,
    published_tabs,
    refuse_bad_settings,
    refuse_shrunk_tabs,
    require_tabs,
)
from sheetsync.workspace.logs import log_end, log_letters, log_start, log_tabs
from sheetsync.workspace.options import Outcome, RunOptions
from sheetsync.workspace.outbox_opening import Post, open_outbox, preview_door, preview_folder
from sheetsync.workspace.outcomes.dry_run import rehearsal_notes, rehearsed
from sheetsync.workspace.outcomes.emptiness import told_as_empty
from sheetsync.workspace.outcomes.left_out import with_left_out, with_untouched
from sheetsync.workspace.outcomes.words import word
from sheetsync.workspace.rating import (
    FactsSource,
    RatedMonth,
    analysts_frame,
    rated_from,
    rated_month,
)
from sheetsync.workspace.run_log import RunFacts, run_row
from sheetsync.workspace.staged import Staged
from sheetsync.workspace.workbook_reading import Reading, read_workbook


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
    staged: Staged = field(default_factory=Staged, init=False)
    _left_out: tuple[LeftOut, ...] = field(default=(), init=False)
    _untouched: dict[str, str] = field(default_factory=dict, init=False)
    _previews: str = field(default="", init=False)

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
    def zone(self) -> tzinfo:
        """Settings.timezone; blank means the spreadsheet's own.

        Raises:
            SettingsError: the spreadsheet names a zone that this machine does not know.
        """
        name = self.settings.timezone or self.reading.snapshot.time_zone
        try:
            return zone_of(name)
        except ValueError:
            raise SettingsError(
                f"The spreadsheet's time zone {name!r} is not known here; nothing was written",
                cure="write timezone into the tab Settings, for example Europe/Moscow, or choose "
                "another zone in File, Settings",
            ) from None

    @property
    def period(self) -> str:
        """The month that was asked for, else the last whole month before `as_of`."""
        return self.options.period or add_months(month_of(self.as_of), -1)

    @cached_property
    def tables(self) -> Tables:
        """People's tabs with all findings, those of the rules included.

        Raises:
            ShrunkTabError: a tab lost most of its rows since the last good run.
        """
        tables = self.reading.tables
        if not self.options.force:
            before = self.journal.memory.row_counts()
            refuse_shrunk_tabs(tables, before, self.config.safety.lost_rows_percent)
        self.options.progress("checking the tabs")
        published = published_tabs(self.journal.memory, self.reading)
        found = validate(tables, self.as_of, published=published)
        return tables.with_findings((*found, *foreign(self.reading.foreign)))

    @property
    def errors(self) -> int:
        """How many findings leave something out."""
        return sum(finding.severity == "error" for finding in self.tables.findings)

    @property
    def is_money_sound(self) -> bool:
        """Whether every setting that decides money can be used; else no sum is computed."""
        return bad_setting(self.tables) is None

    @cached_property
    def payables(self) -> Payables:
        """Invoices and packs with their status on `as_of`.

        Raises:
            SettingsError: a setting that decides money cannot be used; nothing is assumed.
        """
        refuse_bad_settings(self.tables)
        self.options.progress("ageing the invoices")
        return payables(self.tables, self.as_of)

    def with_left_out(self, unpaid: pd.DataFrame) -> pd.DataFrame:
        """The rows of the Overdue tab, and below them what no figure holds because of errors."""
        url = self.reading.dashboard_links().get(VALIDATION.code)
        link = Link(word("open", self.lang), url) if url else None
        return with_last_lines(unpaid, left_out_sentences(self.payables.left_out, self.lang), link)

    @cached_property
    def rated(self) -> RatedMonth:
        """The rating of `period`, computed and as it is shown."""
        return self.rated_for(self.period)

    def rated_for(self, period: str) -> RatedMonth:
        """The rating of a month."""
        self.options.progress(f"rating the partners for {period}")
        return rated_month(
            self.tables,
            self.payables,
            self.reading.tool_frame(RATING_HISTORY),
            self.reading.tool_frame(RATING_DETAILS),
            period=period,
            as_of=self.as_of,
            restate=self.options.restate,
        )

    def rated_from(self, source: FactsSource, rules: pd.DataFrame | None = None) -> Ratings:
        """The rating of `period` computed anew, by other facts or rules where there are any.

        Args:
            source: where the facts come from besides the workbook.
            rules: stand in place of the workbook's; None: as they are.
        """
        return rated_from(
            self.tables,
            self.payables,
            self.reading.tool_frame(RATING_HISTORY),
            source,
            rules,
            period=self.period,
            as_of=self.as_of,
        )

    @cached_property
    def attention(self) -> pd.DataFrame:
        """The rows of the Attention tab."""
        return attention(
            self.tables,
            self.payables,
            self.rated.shown.summary,
            self.reading.tool_frame(RATING_HISTORY),
            self.reading.tool_frame(LETTERS),
        )

    @cached_property
    def validation_rows(self) -> pd.DataFrame:
        """The rows of the Validation tab."""
        return findings_frame(
            self.tables,
            self.lang,
            self.reading.tool_frame(VALIDATION),
            self.as_of,
            self.reading.cell_link,
        )

    @cached_property
    def dashboard_rows(self) -> pd.DataFrame:
        """The rows of the Dashboard; the same whichever job writes it."""
        rows = dashboard(
            self.tables,
            self.payables,
            self.rated.shown.summary,
            self.attention,
            self.reading.dashboard_links(),
        )
        label = word("open", self.lang)
        links = [Link(label, str(url)) if pd.notna(url) and url else None for url in rows["link"]]
        return rows.assign(link=pd.Series(links, index=rows.index, dtype="object"))

    @property
    def test_recipient(self) -> str:
        """Who gets every letter instead of the partners, "" for none."""
        return (
            self.options.test_recipient
            or self.config.mail.test_recipient
            or self.settings.test_recipient
        )

    @cached_property
    def outbox(self) -> Outbox:
        """Where letters go: claimed, sent, settled."""
        return open_outbox(
            self.config,
            Post(
                session=self.session,
                journal=self.journal,
                clock=self.clock,
                run_id=self.run_id,
                lang=self.lang,
                test_recipient=self.test_recipient,
                hold=self.options.hold,
            ),
        )

    @cached_property
    def templates(self) -> dict[str, str]:
        """Texts of the letters' templates, all of them tried.

        Raises:
            TemplateError: one of the team's own is broken.
        """
        return checked_templates(self.config)

    def stamped(self, history_rows: pd.DataFrame) -> pd.DataFrame:
        """Rows for the Rating history with the run and the moment they were published."""
        at = pd.Timestamp(
            self.clock.now().astimezone(self.zone).replace(tzinfo=None, microsecond=0)
        )
        return history_rows.assign(run_id=self.run_id, published_at=at)

    def send(self, letters: Iterable[Letter]) -> SendReport:
        """Send what is due, once; under dry run write it to a folder to look at."""
        limit = self.options.limit or self.settings.max_sends_per_run
        if self.options.dry_run:
            door = preview_door(self.config, self.lang)
            report = self.outbox.rehearse(letters, door, limit=limit)
            if report.drafted:
                self._previews = str(preview_folder(self.config))
            return report
        with self.options.gently():
            report = self.outbox.send(
                letters, limit=limit, watch=self._watch, stop=self.options.stop
            )
        log_letters(self.run_id, report)
        return report

    def _watch(self, progress: Progress) -> None:
        left = f", {progress.left_s:.0f} s left" if progress.left_s is not None else ""
        pace = f"{progress.letters_per_minute:.0f} a minute"
        total = f" of {progress.total}" if progress.total is not None else ""
        self.options.progress(f"letters: {progress.done}{total}, {pace}{left}")

    def require(self, *codes: str) -> None:
        """Stop unless these tabs can be used.

        Raises:
            MissingTabError: the workbook lacks one of them.
            UnusableTabError: headers are missing or doubled, or too many rows are bad.
            SettingsError: a setting that decides money cannot be used.
        """
        refuse_bad_settings(self.tables)
        require_tabs(self.tables, codes, self.config.safety.bad_rows_percent)
        self._left_out = tuple(left_out(self.tables, codes))

    def ratings(
        self, period: str | None = None, group: str | None = None, *, details: bool = False
    ) -> pd.DataFrame:
        """Ratings for analysts: the published revision where there is one, else computed.

        Args:
            period: the month ``YYYY-MM``; None: the last whole month.
            group: code of a group; None: all.
            details: one row a partner and KPI instead of one a partner.

        Returns:
            The columns of the tab Ratings, or Rating details, by code. `score`, `points`,
            `contribution`, `loss` in points; `coverage`, `share` 0…1; `raw`, `prior`, `value` in
            the KPI's unit; `state` says whether the month is final.
        """
        rated = self.rated_for(period) if period else self.rated
        return analysts_frame(rated, group, details=details)

    def publish(self, tab: ToolTab, rows: pd.DataFrame) -> None:
        """Have a tool tab hold these rows once the run ends; unchanged ones cost nothing.

        A team's own tab under its title is left as it is, and told (V-GEN-16).
        """
        if not self._is_foreign(tab):
            self.staged.replace(tab, rows)

    def append(self, tab: ToolTab, rows: pd.DataFrame) -> None:
        """Have these rows appended to a log, in the same request as the published tabs.

        A team's own tab under its title is left as it is, and told (V-GEN-16).
        """
        if not self._is_foreign(tab):
            self.staged.append(tab, rows)

    def _is_foreign(self, tab: ToolTab) -> bool:
        title = self.reading.foreign.get(tab.code)
        if title is not None:
            self._untouched[tab.code] = title
        return title is not None

    def run(self, story: Callable[["Workspace"], Outcome]) -> Outcome:
        """Run a job, publish what it staged, and note it in the Run log."""
        started_at = self.started_at
        log_start(self.job, self.run_id)
        asked = self.options
        if asked.as_of is not None:
            self.options = for_its_day(asked, started_at.astimezone(self.zone).date())
        if asked.only or asked.revise:
            refuse_unknown_partners(self.tables, asked)
        outcome = with_left_out(story(self), self._left_out, self.lang)
        outcome = told_as_empty(outcome, self.tables)
        if self.options.dry_run:
            outcome = with_untouched(outcome, self._untouched, self.lang)
            notes = rehearsal_notes(asked, self._previews, self.lang)
            return rehearsed(outcome, self.staged.changed(self._publisher), notes, self.lang)
        self._is_foreign(RUN_LOG)
        outcome = with_untouched(outcome, self._untouched, self.lang)
        self.append(RUN_LOG, self._run_row(outcome, started_at))
        self.options.progress("writing the tool tabs")
        done = self.staged.write(self._publisher, self.journal.memory)
        counts = {code: len(table.frame) for code, table in self.tables.tables.items()}
        self.journal.memory.remember_row_counts(counts)
        log_tabs(self.run_id, done.changed, done.appended)
        log_end(self.run_id, outcome)
        return outcome

    @property
    def _publisher(self) -> SpreadsheetPublisher:
        reading = self.reading
        return SpreadsheetPublisher(self.session, reading.snapshot, reading.titles, self.lang)

    def _run_row(self, outcome: Outcome, started_at: datetime) -> pd.DataFrame:
        rated = "rated" in self.__dict__
        return run_row(
            outcome,
            RunFacts(
                run_id=self.run_id,
                job=self.job,
                started_at=started_at,
                finished_at=self.clock.now(),
                zone=self.zone,
                as_of=self.as_of,
                rows_read=self.reading.snapshot.row_count,
                findings=self.tables.findings,
                rules_hashes=self.rated.ratings.rules_hash.values() if rated else (),
            ),
        )
