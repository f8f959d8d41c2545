"""What is so in a company: its tables, read once, and what the rules make of them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from sheetsync.config import Config
from sheetsync.dates import Clock, add_months, month_of, zone_of
from sheetsync.errors import SettingsError
from sheetsync.language import Lang, Phrase
from sheetsync.rules.attention import attention
from sheetsync.rules.dashboard import dashboard
from sheetsync.rules.dashboard.lines import Leads
from sheetsync.rules.left_out_words import unread_sentences
from sheetsync.rules.payables import BankTabs, Payables, payables, with_last_lines
from sheetsync.rules.payables.unpaid_by_month import UnpaidByMonth, unpaid_by_month
from sheetsync.rules.payments.advances import CalledAdvance, called_advances, kept_money
from sheetsync.rules.payments.waiting_lines import WaitingLine, waiting_lines
from sheetsync.rules.portal.waiting import Waiting, waiting_submissions
from sheetsync.rules.rating import Ratings
from sheetsync.rules.rating.shown_rows import detail_rows, group_names, rating_rows
from sheetsync.rules.validation import findings_frame, validate
from sheetsync.rules.validation.left_behind import left_behind
from sheetsync.rules.validation.tool_tabs import foreign
from sheetsync.tables.catalogue.logs import LETTERS
from sheetsync.tables.catalogue.overview import VALIDATION
from sheetsync.tables.catalogue.portal import INBOX, PORTAL_LOG
from sheetsync.tables.catalogue.rating import RATING_DETAILS, RATING_HISTORY
from sheetsync.tables.catalogue.unpaid import UNPAID_BY_MONTH
from sheetsync.tables.schema import ToolTab
from sheetsync.tables.settings.keys import Settings
from sheetsync.tables.table import Tables
from sheetsync.workspace.bank_reading import bank_tabs
from sheetsync.workspace.dashboard_links import link_to, row_links
from sheetsync.workspace.guards import (
    LastRun,
    bad_setting,
    published_tabs,
    refuse_bad_settings,
    refuse_shrunk_tabs,
)
from sheetsync.workspace.options import RunOptions
from sheetsync.workspace.rating import (
    FactsSource,
    RatedMonth,
    analysts_frame,
    rated_from,
    rated_month,
)
from sheetsync.workspace.shared_answers import answers_in_doubt
from sheetsync.workspace.workbook_reading import Reading

if TYPE_CHECKING:
    from sheetsync.workspace.mirror_frames import MirrorFrames  # the database takes a while

_DOING = {
    "reading": Phrase(ru="читаем таблицу", en="reading the workbook"),
    "checking": Phrase(ru="проверяем вкладки", en="checking the tabs"),
    "ageing": Phrase(ru="считаем просрочку", en="ageing the invoices"),
}
RATING_MONTH = Phrase(ru="оцениваем партнёров за {period}", en="rating the partners for {period}")


@dataclass(kw_only=True)
class Company:
    """A company as its workbook tells it, for whoever only looks.

    It holds no door: neither to the spreadsheet, nor to the journal, nor to mail.

    Attributes:
        config: as it was read.
        options: what was asked: the day, the month, whether to go on although a tab shrank.
        clock: tells the time.
        last_run: what is remembered of it.
        read: reads the workbook, and what else keeps rows of tabs.
    """

    config: Config
    options: RunOptions
    clock: Clock
    last_run: LastRun
    read: Callable[[], Reading]

    @cached_property
    def reading(self) -> Reading:
        """The workbook, read once."""
        self.options.progress(_DOING["reading"])
        reading = self.read()
        self.options.on_language(reading.tables.settings.lang)
        return reading

    @property
    def mirror(self) -> "MirrorFrames":
        """The database that keeps every change of every tab, to be asked."""
        from sheetsync.workspace.mirror_frames import MirrorFrames  # noqa: PLC0415  # SQLAlchemy

        return MirrorFrames(self.config, self.clock)

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
                Phrase(
                    ru="Часового пояса таблицы «{name}» здесь не знают; ничего не записано",
                    en="The spreadsheet's time zone {name!r} is not known here; "
                    "nothing was written",
                ),
                cure=Phrase(
                    ru="впишите timezone во вкладку «Настройки», например "
                    "Europe/Moscow, или выберите другой пояс: «Файл» → "
                    "«Настройки»",
                    en="write timezone into the tab Settings, for example "
                    "Europe/Moscow, or choose another zone in File, Settings",
                ),
                name=name,
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
            before = self.last_run.row_counts()
            refuse_shrunk_tabs(tables, before, self.config.safety.lost_rows_percent)
        self.options.progress(_DOING["checking"])
        published = published_tabs(self.last_run, self.reading)
        found = validate(
            tables,
            self.as_of,
            published=published,
            portal_log=self._tool_rows(PORTAL_LOG),
            bank=self.bank,
        )
        strange = (*foreign(self.reading.foreign), *left_behind(self.reading.left))
        return tables.with_findings((*found, *strange, *answers_in_doubt(self.reading)))

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
        self.options.progress(_DOING["ageing"])
        return payables(self.tables, self.as_of, self.bank)

    @cached_property
    def bank(self) -> BankTabs | None:
        """What the bank's tabs hold; None where the workbook has them not."""
        return bank_tabs(self.reading)

    @cached_property
    def bank_lines(self) -> tuple[WaitingLine, ...] | None:
        """The lines of the bank that wait for a decision; None where the workbook has none."""
        return None if self.bank is None else waiting_lines(self.bank)

    @cached_property
    def called_advances(self) -> tuple[CalledAdvance, ...]:
        """Advances and rests in the bank for which an invoice has come; none without sound sums."""
        tolerance_minor = self.settings.bank_tolerance_minor
        kept = kept_money(self.bank, tolerance_minor) if self.bank else ()
        # Without any nothing else is worked out.
        if not kept or not self.is_money_sound:
            return ()
        entities = self.tables.sound("entities", "partner_id")
        return called_advances(kept, entities, self.payables.invoices)

    def with_left_out(self, unpaid: pd.DataFrame) -> pd.DataFrame:
        """The rows of the Overdue tab, and below them what no figure holds because of errors."""
        url = self.reading.dashboard_links().get(VALIDATION.code)
        link = link_to(url, self.lang) if url else None
        return with_last_lines(unpaid, unread_sentences(self.payables, self.lang), link)

    @cached_property
    def unpaid_by_month(self) -> UnpaidByMonth:
        """The rows of the tab Unpaid by month, and the names of its months."""
        place = self.reading.place_of(UNPAID_BY_MONTH)
        return unpaid_by_month(self.payables, place, self.lang)

    @cached_property
    def rated(self) -> RatedMonth:
        """The rating of `period`, computed and as it is shown."""
        return self.rated_for(self.period)

    def rated_for(self, period: str) -> RatedMonth:
        """The rating of a month, computed once: letters and tabs of a run ask for the same one."""
        if period not in self._rated_months:
            self._rated_months[period] = self._rated_now(period)
        return self._rated_months[period]

    @cached_property
    def _rated_months(self) -> dict[str, RatedMonth]:
        return {}

    def _rated_now(self, period: str) -> RatedMonth:
        self.options.progress(RATING_MONTH.given(period=period))
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

    @property
    def rules_hashes(self) -> Collection[str]:
        """Hashes of the rules that `rated` was computed by; none as long as nobody asked for it."""
        return self.rated.ratings.rules_hash.values() if "rated" in self.__dict__ else ()

    @cached_property
    def attention(self) -> pd.DataFrame:
        """The rows of the Attention tab."""
        return attention(
            self.tables,
            self.payables,
            self.rated.shown.summary,
            self.reading.tool_frame(RATING_HISTORY),
            self.reading.tool_frame(LETTERS),
            waiting=self.waiting or (),
            desk=self.config.desk_url,
        )

    @cached_property
    def waiting(self) -> tuple[Waiting, ...] | None:
        """What partners sent and waits for our people; None without a portal."""
        inbox = self._tool_rows(INBOX)
        if inbox is None:
            return None
        days = self.settings.entry_alarm_days
        return waiting_submissions(inbox, self.tables.calendar, days, self.as_of)

    def _tool_rows(self, tab: ToolTab) -> pd.DataFrame | None:
        """What a tool tab holds; None where the workbook has it not."""
        return self.reading.tool_frame(tab) if tab.code in self.reading.titles else None

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
    def rating_rows(self) -> pd.DataFrame:
        """The rows of the tab Ratings."""
        return rating_rows(self.rated.shown.summary, group_names(self.tables))

    @cached_property
    def rating_detail_rows(self) -> pd.DataFrame:
        """The rows of the tab Rating details."""
        shown = self.rated.shown
        return detail_rows(shown.details, shown.summary, self.settings.currency, self.lang)

    @cached_property
    def dashboard_rows(self) -> pd.DataFrame:
        """The rows of the Dashboard; the same whichever job writes it."""
        return self.dashboard_beside({})

    def dashboard_beside(self, staged: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
        """The rows of the Dashboard when other tabs are published with it.

        Args:
            staged: their rows by their codes: links lead to rows of these, and else to rows as the
                workbook holds them.
        """
        rows = dashboard(
            self.tables,
            self.payables,
            self.rated.shown.summary,
            self.attention,
            Leads(self._lists(), row_links(self.reading, staged)),
            waiting=self.waiting,
            bank_lines=self.bank_lines,
        )
        links = [link_to(str(url), self.lang) if pd.notna(url) else None for url in rows["link"]]
        return rows.assign(link=pd.Series(links, index=rows.index, dtype="object"))

    def _lists(self) -> Mapping[str, str]:
        """Where the Dashboard's lines lead; what partners sent is answered at the desk."""
        desk = self.config.desk_url
        return {**self.reading.dashboard_links(), **({"inbox": desk} if desk else {})}

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
