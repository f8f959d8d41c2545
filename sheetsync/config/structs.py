"""What config.yaml may hold; `reference` makes docs/configuration.md of these docstrings."""

from pathlib import Path
from typing import Literal

import msgspec

from sheetsync.config.payments import PaymentsConfig
from sheetsync.config.portal import PortalConfig
from sheetsync.config.section import NotNegative, Percent, Positive, Section
from sheetsync.config.spreadsheet_address import spreadsheet_id_of


class SmtpConfig(Section, frozen=True):
    """How to reach the mail server.

    Attributes:
        host: The server's name.
        port: 587 goes with starttls, 465 with tls.
        security: How the line is encrypted; `none` only for a server on this machine.
        user: Blank: no login.
        password_file: A file with the password, readable by its owner alone.
        password_env: Instead of a file, the name of an environment variable with the password.
        ca_file: A certificate authority of your own, as a PEM file.
        timeout_s: Seconds until a silent server counts as gone.
        letters_per_connection: So many letters, then a new connection.
        letters_per_minute: The pace; a faster one is slowed down.
        letters_per_day: So many in 24 hours; the rest waits for the next run.
    """

    host: str
    port: Positive = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password_file: str = ""
    password_env: str = ""
    ca_file: str = ""
    timeout_s: Positive = 30
    letters_per_connection: Positive = 100
    letters_per_minute: Positive = 60
    letters_per_day: Positive = 400


class MailConfig(Section, frozen=True):
    """Where letters go. Without `smtp` they are written to a folder and leave by no means.

    Attributes:
        sender: Who writes, as ``Name <address>``.
        bounce: Where the mail server returns letters to; blank: to the sender.
        folder: Where letters are written as files while there is no `smtp`.
        smtp: The mail server; without this section nothing leaves.
        unsubscribe_mailto: Address for those who want no more reports.
        unsubscribe_url: Page for those who want no more reports.
        test_recipient: Every letter goes to this address instead, marked as a test.
    """

    sender: str = "sheetsync <reports@company.example>"
    bounce: str = ""
    folder: str = "letters"
    smtp: SmtpConfig | None = None
    unsubscribe_mailto: str = ""
    unsubscribe_url: str = ""
    test_recipient: str = ""


class UploadsConfig(Section, frozen=True):
    """Signed upload links; the link itself stands in the tab Settings, `upload_url`.

    Attributes:
        key_files: Files with signing keys, oldest first; the last one signs, all verify.
        max_age_days: So long a link is good.
    """

    key_files: tuple[str, ...] = ()
    max_age_days: Positive = 35


class LettersConfig(Section, frozen=True):
    """What letters hold.

    Attributes:
        templates: Folder with templates of your own; those not there come from the package.
        attach_jobs_csv: Attach the month's jobs as a CSV file.
        attach_chart: Show the six months as a picture instead of bars; needs ``pip install
            "sheetsync[charts]"``.
        attach_pdf: Attach the report as a PDF too; needs ``pip install "sheetsync[pdf]"``.
    """

    templates: str = ""
    attach_jobs_csv: bool = False
    attach_chart: bool = False
    attach_pdf: bool = False


class ChatConfig(Section, frozen=True):
    """A chat that hears the digest too.

    Attributes:
        kind: Which service; `apprise` speaks to a hundred others.
        url: Address of the webhook, or for apprise its URL; blank for telegram.
        url_env: Instead of `url`, the name of an environment variable that holds it.
        token_env: For telegram, the name of an environment variable with the bot's token.
        token_file: Instead of a variable, a file with the token.
        chat_id: For telegram, the chat's number.
    """

    kind: Literal["telegram", "slack", "mattermost", "apprise"]
    url: str = ""
    url_env: str = ""
    token_env: str = ""
    token_file: str = ""
    chat_id: str = ""


class SessionConfig(Section, frozen=True):
    """Patience with Google.

    Attributes:
        connect_timeout_s: Seconds for a connection to be made.
        read_timeout_s: Seconds for an answer to come.
        reads_per_minute: The pace of reading; Google allows 60 a minute and user.
        writes_per_minute: The pace of writing; likewise.
        deadline_s: A run that waited so many seconds for one answer gives up.
    """

    connect_timeout_s: Positive = 10
    read_timeout_s: Positive = 190
    reads_per_minute: Positive = 60
    writes_per_minute: Positive = 60
    deadline_s: Positive = 600


class SafetyConfig(Section, frozen=True):
    """When a run stops because the workbook looks like an accident.

    Attributes:
        bad_rows_percent: A job stops when more of a used column, and at least 5 rows, is bad.
        lost_rows_percent: A run stops when a people's tab lost more than so much, at least 3 rows.
    """

    bad_rows_percent: Percent = 20
    lost_rows_percent: Percent = 50


class ScheduleEntry(Section, frozen=True):
    """When a job is due, by the clock of the tab Settings, `timezone`.

    Attributes:
        job: Name of a job, as `sheetsync run` takes it; at two times, two entries.
        every: How often.
        at: HH:MM in quotes; for every hour only the minutes count.
        day: Day of the month 1…28, or -1 for the last; for every month only.
        weekdays: Days of the week, 1 Monday to 7 Sunday; none: all.
        catch_up: How many missed times are made up for.
        timeout_minutes: A job that runs longer is ended.
    """

    job: str
    every: Literal["hour", "day", "month"] = "day"
    at: str = "08:00"
    day: int = 1
    weekdays: tuple[int, ...] = ()
    catch_up: int = 1
    timeout_minutes: Positive = 180


class LogConfig(Section, frozen=True):
    """Plain logs: one line an event, addresses masked.

    Attributes:
        file: The file; blank: no log is kept, errors are told on stderr.
        level: How much.
        keep_files: So many full files are kept.
        max_kb: Size at which a new file begins.
    """

    file: str = ""
    level: Literal["debug", "info", "warning", "error"] = "info"
    keep_files: Positive = 10
    max_kb: Positive = 1024


class FoldersConfig(Section, frozen=True):
    """Drive folders for partners.

    Attributes:
        parent: Id or address of the folder to make them in, in a shared drive.
        years: Make a subfolder for the year in each.
    """

    parent: str = ""
    years: bool = True


class OwnTabConfig(Section, frozen=True):
    """A tab that sheetsync does not know, to be mirrored as well.

    Attributes:
        title: As it stands in the workbook.
        key: Headers of the columns that tell its rows apart; none: all cells do.
    """

    title: str
    key: tuple[str, ...] = ()


class MirrorConfig(Section, frozen=True):
    """Every change of every tab in a database, read by the jobs anyway.

    Attributes:
        url: ``sqlite:///FILE``, or ``postgresql://USER@HOST/DATABASE`` without a password; blank:
            no mirror.
        url_env: Instead of `url`, the name of an environment variable that holds it, a password
            perhaps included.
        password_file: A file with the password of PostgreSQL, readable by its owner alone.
        schema: Of PostgreSQL; one workbook a schema.
        with_runs: Every job also mirrors what it has read; otherwise the job `mirror` alone does.
        leave_out: Tabs, or columns as ``tab.column``, that are not kept.
        own_tabs: Tabs of your own to be kept too, each under a short name in small Latin letters.
        lost_rows_percent: When more of a tab, and more than 5 rows, is gone at once, its history
            waits for a person.
        formulas: One more read: formulas of people's tabs, for `sheetsync restore` to bring back.
        changes_tab: So many lines of the tab Changes; 0: no such tab.
        keep_days: What `sheetsync mirror prune` keeps of ended versions, in days; 0: all.
    """

    url: str = ""
    url_env: str = ""
    password_file: str = ""
    schema: str = "sheetsync"
    with_runs: bool = True
    leave_out: tuple[str, ...] = ()
    own_tabs: dict[str, OwnTabConfig] = msgspec.field(default_factory=dict)
    lost_rows_percent: Percent = 20
    formulas: bool = False
    changes_tab: NotNegative = 500
    keep_days: NotNegative = 0

    @property
    def is_on(self) -> bool:
        """Whether there is a mirror."""
        return bool(self.url or self.url_env)


class SourceConfig(Section, frozen=True):
    """A workbook that a team keeps in its own way; it is only read. One of the first two names it.

    Attributes:
        spreadsheet: Id or address of a Google spreadsheet; a viewer's rights are enough.
        file: Instead of it, an .xlsx file or a folder of .csv files, read anew by every run.
        credentials: The service account's key for it; blank: the same as above.
        mapping: What its tabs and columns mean; `sheetsync adopt` makes it.
    """

    spreadsheet: str = ""
    file: str = ""
    credentials: str = ""
    mapping: str = "mapping.yaml"

    @property
    def is_on(self) -> bool:
        """Whether a workbook is named."""
        return bool(self.spreadsheet or self.file)

    @property
    def spreadsheet_id(self) -> str:
        """The spreadsheet's id, also when its address was given."""
        return spreadsheet_id_of(self.spreadsheet)


class Config(Section, frozen=True):
    """All of config.yaml. Exactly one of `spreadsheet` and `sandbox` is given.

    Attributes:
        spreadsheet: Id or address of the Google spreadsheet.
        credentials: The service account's key; only for Google.
        sandbox: File of the local sandbox, instead of a Google spreadsheet.
        state: Folder for the journal, locks and heartbeat.
        mail: Where letters go.
        uploads: Signed upload links.
        letters: What letters hold.
        chats: Chats that hear the digest too.
        session: Patience with Google.
        safety: When a run stops.
        schedule: What `sheetsync run --due` and `sheetsync schedule` start.
        healthcheck: Address of a healthchecks.io check.
        log: Plain logs.
        folders: Drive folders for partners.
        mirror: Every change of every tab in a database.
        payments: Bank statements; without this section none are read.
        portal: The partners' pages; without this section there is no portal.
        source: A workbook of the team's own form that is read through a mapping.
        tabs: Titles of tabs that are named otherwise in your workbook, by the tab's code:
            ``invoices: "Счета 2026"``.
        columns: Headers that are named otherwise, by tab and column code:
            ``invoices.amount: "Сумма к оплате"``.
        base: Folder of the config file; paths are relative to it.
    """

    spreadsheet: str = ""
    credentials: str = "credentials/service_account.json"
    sandbox: str = ""
    state: str = "state"
    mail: MailConfig = msgspec.field(default_factory=MailConfig)
    uploads: UploadsConfig = msgspec.field(default_factory=UploadsConfig)
    letters: LettersConfig = msgspec.field(default_factory=LettersConfig)
    chats: tuple[ChatConfig, ...] = ()
    session: SessionConfig = msgspec.field(default_factory=SessionConfig)
    safety: SafetyConfig = msgspec.field(default_factory=SafetyConfig)
    schedule: tuple[ScheduleEntry, ...] = ()
    healthcheck: str = ""
    log: LogConfig = msgspec.field(default_factory=LogConfig)
    folders: FoldersConfig = msgspec.field(default_factory=FoldersConfig)
    mirror: MirrorConfig = msgspec.field(default_factory=MirrorConfig)
    payments: PaymentsConfig | None = None
    portal: PortalConfig | None = None
    source: SourceConfig | None = None
    tabs: dict[str, str] = msgspec.field(default_factory=dict)
    columns: dict[str, str] = msgspec.field(default_factory=dict)
    base: Path = Path()

    def path(self, relative: str) -> Path:
        """A path of the config, made absolute from the config file's folder."""
        return (self.base / relative).resolve()

    @property
    def spreadsheet_id(self) -> str:
        """The spreadsheet's id, also when its address was given."""
        return spreadsheet_id_of(self.spreadsheet)

    @property
    def has_source(self) -> bool:
        """Whether a team's own workbook is read through a mapping."""
        return self.source is not None and self.source.is_on

    @property
    def desk_url(self) -> str:
        """Where our own people answer what partners sent; "" without a portal."""
        return self.portal.desk_url if self.portal else ""
