"""What is done in one run: tabs staged and published, letters sent, the run noted in its log."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self

import pandas as pd

from sheetsync.journal import Journal
from sheetsync.language import Phrase
from sheetsync.letters.letter import Letter
from sheetsync.outbox import Outbox, Progress, SendReport
from sheetsync.rules.contents import contents
from sheetsync.rules.help import help_lines
from sheetsync.rules.validation.trust import LeftOut, left_out
from sheetsync.tables.catalogue.changes import CHANGES
from sheetsync.tables.catalogue.logs import CODES, RUN_LOG
from sheetsync.tables.catalogue.overview import CONTENTS, HELP
from sheetsync.tables.schema import ToolTab
from sheetsync.tables.tab_frame import NO_HEADINGS
from sheetsync.workbook.publish import SpreadsheetPublisher
from sheetsync.workbook.session import Session
from sheetsync.workspace.adopted_codes import code_rows, no_codes_tab
from sheetsync.workspace.asked import for_its_day, with_partners_meant
from sheetsync.workspace.company import Company
from sheetsync.workspace.doors import checked_templates
from sheetsync.workspace.guards import refuse_bad_settings, refuse_off, require_tabs
from sheetsync.workspace.logs import log_end, log_letters, log_start, log_tabs
from sheetsync.workspace.options import Outcome, RunOptions
from sheetsync.workspace.outbox_opening import Post, open_outbox, preview_door, preview_folder
from sheetsync.workspace.outcomes.dry_run import rehearsal_notes, rehearsed
from sheetsync.workspace.outcomes.emptiness import told_as_begun
from sheetsync.workspace.outcomes.left_out import with_left_out, with_untouched
from sheetsync.workspace.run_log import RunFacts, run_row
from sheetsync.workspace.staged import Staged

if TYPE_CHECKING:
    from sheetsync.workspace.mirroring import Mirrored, Mirroring  # the database takes a while

_MIRRORING = Phrase(ru="записываем прочитанное в зеркало", en="mirroring what was read")
_WRITING = Phrase(ru="записываем служебные вкладки", en="writing the tool tabs")
_LETTERS = Phrase(
    ru="писем: {done}, в минуту {pace:.0f}", en="letters: {done}, {pace:.0f} a minute"
)
_LETTERS_OF = Phrase(
    ru="писем: {done} из {total}, в минуту {pace:.0f}, осталось {left_s:.0f} с",
    en="letters: {done} of {total}, {pace:.0f} a minute, {left_s:.0f} s left",
)


@dataclass(kw_only=True)
class Run:
    """One run of a job in a company.

    Attributes:
        company: what is so.
        session, journal: the doors through which is written, opened by `open_workspace`.
        options: what was asked.
        job: the job's name; "" for somebody who only looks.
        run_id: of the Run log.
        closing: what is closed with the run.
        mirroring: keeps what was read in a database; None: there is none.
    """

    company: Company
    session: Session
    journal: Journal
    options: RunOptions
    job: str
    run_id: str
    closing: ExitStack
    mirroring: "Mirroring | None" = None
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

    @property
    def test_recipient(self) -> str:
        """Who gets every letter instead of the partners, "" for none."""
        return (
            self.options.test_recipient
            or self.company.config.mail.test_recipient
            or self.company.settings.test_recipient
        )

    @cached_property
    def outbox(self) -> Outbox:
        """Where letters go: claimed, sent, settled."""
        return open_outbox(
            self.company.config,
            Post(
                session=self.session,
                journal=self.journal,
                clock=self.company.clock,
                run_id=self.run_id,
                lang=self.company.lang,
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
        return checked_templates(self.company.config)

    @cached_property
    def mirrored(self) -> "Mirrored | None":
        """What keeping the workbook in the database brought; None without one."""
        if self.mirroring is None:
            return None
        reading = self.company.reading
        self.options.progress(_MIRRORING)
        mirrored = self.mirroring.keep(reading)
        if mirrored.report is not None and not self.options.dry_run:
            from sheetsync.workspace.held_tabs import note_held  # noqa: PLC0415  # likewise

            note_held(self.journal.memory, mirrored.report)
        return mirrored

    def stamped(self, history_rows: pd.DataFrame) -> pd.DataFrame:
        """Rows for the Rating history with the run and the moment they were published."""
        at = pd.Timestamp(
            self.company.clock.now()
            .astimezone(self.company.zone)
            .replace(tzinfo=None, microsecond=0)
        )
        return history_rows.assign(run_id=self.run_id, published_at=at)

    def send(self, letters: Iterable[Letter]) -> SendReport:
        """Send what is due, once; under dry run write it to a folder to look at."""
        limit = self.options.limit or self.company.settings.max_sends_per_run
        if self.options.dry_run:
            door = preview_door(self.company.config, self.company.lang)
            report = self.outbox.rehearse(letters, door, limit=limit)
            if report.drafted:
                self._previews = str(preview_folder(self.company.config))
            return report
        with self.options.gently():
            report = self.outbox.send(
                letters, limit=limit, watch=self._watch, stop=self.options.stop
            )
        log_letters(self.run_id, report)
        return report

    def _watch(self, progress: Progress) -> None:
        known = progress.total is not None and progress.left_s is not None
        self.options.progress(
            (_LETTERS_OF if known else _LETTERS).given(
                done=progress.done,
                total=progress.total,
                pace=progress.letters_per_minute,
                left_s=progress.left_s,
            )
        )

    def require(self, *codes: str) -> None:
        """Stop unless these tabs can be used.

        Raises:
            MissingTabError: the workbook lacks one of them.
            UnusableTabError: headers are missing or doubled, or too many rows are bad.
            SettingsError: a setting that decides money cannot be used.
        """
        refuse_bad_settings(self.company.tables)
        require_tabs(self.company.tables, codes, self.company.config.safety.bad_rows_percent)
        self._left_out = tuple(left_out(self.company.tables, codes))

    def publish(
        self, tab: ToolTab, rows: pd.DataFrame, headings: Mapping[str, str] = NO_HEADINGS
    ) -> None:
        """Have a tool tab hold these rows once the run ends; unchanged ones cost nothing.

        A team's own tab under its title is left as it is, and told (V-GEN-16). A tab that a
        workbook may do without, as one that earlier versions did not have, is written where it is.

        Args:
            tab: the tool tab.
            rows: what it shall hold.
            headings: headers that the run says itself, by the column's name.

        Raises:
            ModuleError: the tab's module is off.
        """
        is_there = not tab.optional or tab.code in self.company.reading.titles
        if is_there and not self._is_foreign(tab):
            self.staged.replace(tab, rows, headings)

    @property
    def dashboard_rows(self) -> pd.DataFrame:
        """The rows of the Dashboard; its links know the tabs that are published with it."""
        staged = self.staged.frames
        return self.company.dashboard_beside(staged) if staged else self.company.dashboard_rows

    def append(self, tab: ToolTab, rows: pd.DataFrame) -> None:
        """Have these rows appended to a log, in the same request as the published tabs.

        A team's own tab under its title is left as it is, and told (V-GEN-16).

        Raises:
            ModuleError: the tab's module is off.
        """
        if not self._is_foreign(tab):
            self.staged.append(tab, rows)

    def _is_foreign(self, tab: ToolTab) -> bool:
        refuse_off(tab.code, self.company.settings)
        title = self.company.reading.foreign.get(tab.code)
        if title is not None:
            self._untouched[tab.code] = title
        return title is not None

    def run(self, story: Callable[[Self], Outcome]) -> Outcome:
        """Run a job, publish what it staged, and note it in the Run log."""
        company, asked = self.company, self.options
        started_at = company.started_at
        log_start(self.job, self.run_id)
        if asked.as_of is not None:
            self.options = for_its_day(asked, started_at.astimezone(company.zone).date())
        if asked.only or asked.revise:
            self.options = with_partners_meant(company.tables, self.options)
        outcome = self._told(story)
        self._stage_codes()
        self._stage_guides()
        self._stage_changes()
        if self.options.dry_run:
            outcome = with_untouched(outcome, self._untouched, company.lang)
            notes = rehearsal_notes(asked, self._previews, company.lang)
            return rehearsed(outcome, self.staged.changed(self._publisher), notes, company.lang)
        self._is_foreign(RUN_LOG)
        outcome = with_untouched(outcome, self._untouched, company.lang)
        if outcome.is_logged:
            self.append(RUN_LOG, self._run_row(outcome, started_at))
        self.options.progress(_WRITING)
        done = self.staged.write(self._publisher, self.journal.memory)
        counts = {code: len(table.frame) for code, table in company.tables.tables.items()}
        self.journal.memory.remember_row_counts(counts)
        log_tabs(self.run_id, done.changed, done.appended)
        log_end(self.run_id, outcome)
        return outcome

    def _stage_codes(self) -> None:
        """Codes that partners and legal entities of the team's workbook got in this run.

        Raises:
            MissingTabError: the own workbook has no tab to remember them.
        """
        adopted = self.company.reading.adopted
        if adopted is None or not adopted.lens.new_codes:
            return
        if CODES.code not in self.company.reading.titles and not self.options.dry_run:
            raise no_codes_tab(self.company.lang)
        self.append(CODES, code_rows(adopted.lens.new_codes, self.company.as_of))

    def _stage_guides(self) -> None:
        """Contents and Help, where the workbook has them: they follow its titles."""
        reading, lang = self.company.reading, self.company.lang
        self.publish(CONTENTS, contents(reading.places, lang))
        self.publish(HELP, help_lines(reading.titles, lang))

    def _stage_changes(self) -> None:
        """Changes, where a mirror tells of them; a rehearsal has kept none."""
        if self.mirroring is None or self.options.dry_run or self.mirrored is None:
            return
        rows = None if self.mirrored.error else self.mirroring.changes(self.company.lang)
        if rows is not None:
            self.publish(CHANGES, rows)

    def _told(self, story: Callable[[Self], Outcome]) -> Outcome:
        """What the job did, and what was left out and not kept: first what it read is kept."""
        mirrored, lang = self.mirrored, self.company.lang
        outcome = with_left_out(story(self), self._left_out, lang)
        if mirrored is not None:
            outcome = mirrored.told(outcome, lang)
        return told_as_begun(outcome, self.company.tables)

    @property
    def _publisher(self) -> SpreadsheetPublisher:
        reading = self.company.reading
        return SpreadsheetPublisher(
            self.session, reading.snapshot, reading.titles, self.company.lang
        )

    def _run_row(self, outcome: Outcome, started_at: datetime) -> pd.DataFrame:
        return run_row(
            outcome,
            RunFacts(
                run_id=self.run_id,
                job=self.job,
                started_at=started_at,
                finished_at=self.company.clock.now(),
                zone=self.company.zone,
                as_of=self.company.as_of,
                rows_read=self.company.reading.snapshot.row_count,
                findings=self.company.tables.findings,
                rules_hashes=self.company.rules_hashes,
            ),
        )
