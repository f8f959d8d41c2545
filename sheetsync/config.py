"""config.yaml as frozen structs; every error names its key and the cure."""

import difflib
import re
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import yaml

from sheetsync.errors import ConfigError

_Positive = Annotated[int, msgspec.Meta(gt=0)]
_Percent = Annotated[int, msgspec.Meta(ge=0, le=100)]
_ID_IN_URL = re.compile(r"/spreadsheets/d/([A-Za-z0-9_-]+)")


class _Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All sections are frozen and refuse keys they do not know."""


class SmtpConfig(_Struct, frozen=True):
    """How to reach the mail server."""

    host: str
    port: _Positive = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    #: File that holds the password, relative to the config file; or the name of a variable.
    password_file: str = ""
    password_env: str = ""
    #: A certificate authority of your own, as a PEM file.
    ca_file: str = ""
    timeout_s: _Positive = 30
    letters_per_connection: _Positive = 100
    letters_per_minute: _Positive = 60
    letters_per_day: _Positive = 400


class MailConfig(_Struct, frozen=True):
    """Where letters go. Without `smtp` they are written to a folder and leave by no means."""

    #: Written as ``Name <address>``.
    sender: str = "sheetsync <reports@company.example>"
    #: Address for bounces; blank: the sender's.
    bounce: str = ""
    folder: str = "letters"
    smtp: SmtpConfig | None = None
    unsubscribe_mailto: str = ""
    unsubscribe_url: str = ""
    #: Everything goes here instead of to partners, marked as a test.
    test_recipient: str = ""


class UploadsConfig(_Struct, frozen=True):
    """Signed upload links."""

    #: Files with signing keys, oldest first; the last one signs, all verify.
    key_files: tuple[str, ...] = ()
    max_age_days: _Positive = 35


class LettersConfig(_Struct, frozen=True):
    """How letters are written."""

    #: Folder with templates of your own; those that are not there come from the package.
    templates: str = ""
    attach_jobs_csv: bool = False
    attach_chart: bool = False
    attach_pdf: bool = False


class ChatConfig(_Struct, frozen=True):
    """A chat that hears the digest too."""

    kind: Literal["telegram", "slack", "mattermost", "apprise"]
    #: Webhook address, or for apprise its URL; blank for telegram.
    url: str = ""
    url_env: str = ""
    token_env: str = ""
    token_file: str = ""
    chat_id: str = ""


class SessionConfig(_Struct, frozen=True):
    """How patient we are with Google."""

    connect_timeout_s: _Positive = 10
    read_timeout_s: _Positive = 190
    reads_per_minute: _Positive = 60
    writes_per_minute: _Positive = 60
    deadline_s: _Positive = 600


class SafetyConfig(_Struct, frozen=True):
    """When a run stops because the workbook looks like an accident."""

    #: A job stops when more than this share of a used column's rows is bad.
    bad_rows_percent: _Percent = 20
    #: A run stops when a people's tab lost more than this share of its rows.
    lost_rows_percent: _Percent = 50


class ScheduleEntry(_Struct, frozen=True):
    """When a job is due, by the clock of Settings.timezone."""

    job: str
    every: Literal["hour", "day", "month"] = "day"
    #: HH:MM; for every hour only the minutes count.
    at: str = "08:00"
    #: Day of the month 1..28, or -1 for the last; for every month only.
    day: int = 1
    #: Days of the week, 1 Monday to 7 Sunday; blank: all.
    weekdays: tuple[int, ...] = ()
    #: How many missed periods are made up for.
    catch_up: int = 1
    timeout_minutes: _Positive = 180


class LogConfig(_Struct, frozen=True):
    """Plain logs: one line an event."""

    file: str = ""
    level: Literal["debug", "info", "warning", "error"] = "info"
    keep_files: _Positive = 10
    max_kb: _Positive = 1024


class FoldersConfig(_Struct, frozen=True):
    """Drive folders for partners."""

    #: Id or URL of the parent folder, in a shared drive.
    parent: str = ""
    years: bool = True


class Config(_Struct, frozen=True):
    """All of config.yaml. Exactly one of `spreadsheet` and `sandbox` is given."""

    #: Id or address of the Google spreadsheet.
    spreadsheet: str = ""
    credentials: str = "credentials/service_account.json"
    #: File of the local sandbox, instead of a Google spreadsheet.
    sandbox: str = ""
    #: Folder for the journal, locks and heartbeat.
    state: str = "state"
    mail: MailConfig = msgspec.field(default_factory=MailConfig)
    uploads: UploadsConfig = msgspec.field(default_factory=UploadsConfig)
    letters: LettersConfig = msgspec.field(default_factory=LettersConfig)
    chats: tuple[ChatConfig, ...] = ()
    session: SessionConfig = msgspec.field(default_factory=SessionConfig)
    safety: SafetyConfig = msgspec.field(default_factory=SafetyConfig)
    schedule: tuple[ScheduleEntry, ...] = ()
    #: Address of a healthchecks.io check.
    healthcheck: str = ""
    log: LogConfig = msgspec.field(default_factory=LogConfig)
    folders: FoldersConfig = msgspec.field(default_factory=FoldersConfig)
    #: Titles of tabs that are named otherwise in your workbook: ``invoices: "Счета 2026"``.
    tabs: dict[str, str] = msgspec.field(default_factory=dict)
    #: Headers that are named otherwise: ``invoices.amount: "Сумма к оплате"``.
    columns: dict[str, str] = msgspec.field(default_factory=dict)
    #: Folder of the config file; paths are relative to it.
    base: Path = Path()

    def path(self, relative: str) -> Path:
        """A path of the config, made absolute from the config file's folder."""
        return (self.base / relative).resolve()

    @property
    def spreadsheet_id(self) -> str:
        """The spreadsheet's id, also when its address was given."""
        match = _ID_IN_URL.search(self.spreadsheet)
        return match.group(1) if match else self.spreadsheet


def load_config(path: Path) -> Config:
    """Read and check a config file.

    Raises:
        ConfigError: it is missing, is not YAML, or holds an unknown key or a wrong value; the
            message names the key.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be read ({error.strerror})",
            cure="copy config.example.yaml to config.yaml, or name yours with --config",
        ) from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not UTF-8 text", cure="save it as UTF-8") from None
    return parse_config(text, base=path.resolve().parent, name=path.name)


def parse_config(text: str, *, base: Path = Path(), name: str = "config.yaml") -> Config:
    """Check the text of a config file; see `load_config`."""
    try:
        tree = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise ConfigError(
            f"{name}{where}: is not YAML", cure="mend the indentation or quotes"
        ) from None
    if not isinstance(tree, dict):
        raise ConfigError(f"{name}: holds no keys", cure="start from config.example.yaml")
    if "base" in tree:
        raise ConfigError(f"{name}: base: unknown key", cure="remove it")
    try:
        config = msgspec.convert(tree, Config)
    except msgspec.ValidationError as error:
        raise _explained(str(error), name) from None
    _check_target(config, name)
    return msgspec.structs.replace(config, base=base)


def _check_target(config: Config, name: str) -> None:
    if bool(config.spreadsheet) == bool(config.sandbox):
        both = "both are" if config.spreadsheet else "neither is"
        raise ConfigError(
            f"{name}: spreadsheet, sandbox: {both} given",
            cure="give exactly one: a Google spreadsheet's id, or the path of a sandbox file",
        )


def _explained(text: str, name: str) -> ConfigError:
    """Msgspec's sentence as ours: the key first, then what is wrong and the cure."""
    match = re.fullmatch(r"(?P<what>.*?)(?: - at `\$?\.?(?P<where>.*)`)?", text, re.DOTALL)
    what, where = (match["what"], match["where"] or "") if match else (text, "")
    unknown = re.search(r"unknown field `(.+)`", what)
    if unknown:
        key = f"{where}.{unknown[1]}" if where else unknown[1]
        near = difflib.get_close_matches(unknown[1], sorted(_known_keys(Config)), n=1)
        cure = (
            f"did you mean {near[0]!r}?"
            if near
            else "remove it; config.example.yaml shows every key"
        )
        return ConfigError(f"{name}: {key}: unknown key", cure=cure)
    missing = re.search(r"missing required field `(.+)`", what)
    if missing:
        key = f"{where}.{missing[1]}" if where else missing[1]
        return ConfigError(f"{name}: {key}: is missing", cure="add it")
    return ConfigError(
        f"{name}: {where or 'top level'}: {what[:1].lower()}{what[1:]}", cure="correct the value"
    )


def _known_keys(struct: Any) -> set[str]:  # noqa: ANN401  # msgspec types its structs so
    keys: set[str] = set()
    for field in msgspec.structs.fields(struct):
        keys.add(field.name)
        for part in (field.type, *getattr(field.type, "__args__", ())):
            if isinstance(part, type) and issubclass(part, msgspec.Struct):
                keys |= _known_keys(part)
    return keys - {"base"}
