"""config.yaml as frozen structs; every error names its key and the cure."""

from sheetsync.config.loading import load_config, parse_config
from sheetsync.config.payments import BankAccountConfig, PaymentsConfig, StatementTableConfig
from sheetsync.config.portal import ClamdConfig, PortalConfig
from sheetsync.config.schedule_entries import known_job, unknown_jobs
from sheetsync.config.structs import (
    ChatConfig,
    Config,
    FoldersConfig,
    LettersConfig,
    LogConfig,
    MailConfig,
    MirrorConfig,
    OwnTabConfig,
    SafetyConfig,
    ScheduleEntry,
    SessionConfig,
    SmtpConfig,
    SourceConfig,
    UploadsConfig,
)

__all__ = [
    "BankAccountConfig",
    "ChatConfig",
    "ClamdConfig",
    "Config",
    "FoldersConfig",
    "LettersConfig",
    "LogConfig",
    "MailConfig",
    "MirrorConfig",
    "OwnTabConfig",
    "PaymentsConfig",
    "PortalConfig",
    "SafetyConfig",
    "ScheduleEntry",
    "SessionConfig",
    "SmtpConfig",
    "SourceConfig",
    "StatementTableConfig",
    "UploadsConfig",
    "known_job",
    "load_config",
    "parse_config",
    "unknown_jobs",
]
