"""Every error sheetsync raises on purpose, on one page: what happened, and the cure.

SheetsyncError                     2   anything below; the exit code stands here
├── ConfigError                    2   config.yaml needs a hand
├── CredentialsError               2   the service account cannot be used
├── CloudProjectError              2   the key's Google Cloud project needs a hand: API off, billing
├── ClockSkewError                 2   this machine's clock differs from Google's
├── WorkbookError                  2   the spreadsheet stopped us
│   ├── SpreadsheetNotFoundError   2   no such spreadsheet, or not shared with us
│   ├── AccessDeniedError          2   Google says 403
│   ├── ProtectedRangeError        2   a protected range refuses us
│   ├── TabGoneError               2   a tab vanished while we worked
│   ├── RequestRefusedError        2   Google says 400: a bug of ours or a limit
│   ├── UnsettledSnapshotError     2   people kept editing while we read
│   ├── ModuleError                2   a module is not there, is off, or is needed
│   ├── ShrunkTabError             2   a people's tab lost most of its rows
│   ├── TabInUseError              2   a tab that was to be filled holds values
│   ├── DeadlineError              2   Google did not answer in time
│   └── WriteInDoubtError          2   a write was perhaps applied
├── TableError                     2   a tab is not what it promised to be
│   ├── MissingTabError            2   a tab is missing
│   └── UnusableTabError           2   headers are missing or doubled, or too many rows are bad
├── SettingsError                  2   a value in the Settings tab cannot be used
├── TemplateError                  2   a letter template is broken
├── JournalError                   2   the journal cannot be used
├── DatabaseError                  2   a database cannot be opened, read or written
├── BackupError                    2   an archive cannot be made, or must not be restored
├── DanglingLinkError              2   a file of ours is a link to nothing
├── LeaseLostError                 2   another machine took the spreadsheet over
├── RunRequestError                2   what was asked of a run cannot be done
├── RunActiveError                 3   another run is active
├── MailError                      2   a letter or the mail account
│   ├── MailAccountError           2   the account cannot send now; the run stops
│   ├── MailBrakeError             2   too many letters in doubt; none of the kind goes
│   ├── LetterRefusedError         1   surely not sent
│   ├── LetterInDoubtError         1   perhaps sent
│   └── LetterStateError           2   the letter is in another state
├── SandboxError                   2   the sandbox file cannot be used
├── SourceFileError                2   a file that was to be imported cannot be used
├── AdoptionError                  2   a workbook cannot be adopted, or the folder is there
├── FactsError                     2   Parquet or SQL facts cannot be used
├── PortalError                    2   the partner portal's store or its files
│   ├── WrongStoreError            2   the store is another workbook's
│   ├── NoRoomError                2   the disk is full
│   ├── RemoteVaultError           2   where files are kept does not answer, or refuses
│   ├── ScannerAwayError           2   the virus scanner gave no clear answer
│   ├── SendingRefusedError        1   what a partner asks for cannot be done
│   └── FileRefusedError           1   a partner's file is not kept
└── MissingExtraError              2   an optional package is not installed
"""

import errno
from collections.abc import Mapping
from typing import ClassVar

from sheetsync.language import DEFAULT, Lang, Phrase, Sayable
from sheetsync.language.phrases import as_it_is

_WITH_CURE = Phrase(
    ru="{message}\n  что сделать: {cure}",
    en="{message}\n  cure: {cure}",
)
#: What the operating system says most often; it says it in English, whoever reads.
_REASONS: Mapping[int, Phrase] = {
    errno.ENOENT: Phrase(ru="нет такого файла или папки", en="No such file or directory"),
    errno.EACCES: Phrase(ru="нет прав", en="Permission denied"),
    errno.EPERM: Phrase(ru="действие не разрешено", en="Operation not permitted"),
    errno.EISDIR: Phrase(ru="это папка", en="Is a directory"),
    errno.ENOTDIR: Phrase(ru="это не папка", en="Not a directory"),
    errno.EEXIST: Phrase(ru="такой файл уже есть", en="File exists"),
    errno.ENOSPC: Phrase(ru="на диске нет места", en="No space left on device"),
    errno.EROFS: Phrase(ru="диск только для чтения", en="Read-only file system"),
    errno.EADDRINUSE: Phrase(ru="адрес уже занят", en="Address already in use"),
}


class SheetsyncError(Exception):
    """Anything that stops a run on purpose.

    Args:
        message: what happened and where (tab, cell, key). Ours are phrases; a plain text, as a
            job of somebody else's may raise it, is said alike in every language.
        cure: what a person does about it, or "" when nothing is needed.
        facts: for the places of both.

    Attributes:
        exit_code: what the process ends with (design.md 4).
    """

    exit_code: ClassVar[int] = 2

    def __init__(
        self, message: Sayable | str, /, *, cure: Sayable | str = "", **facts: object
    ) -> None:
        self._message = _with_facts(message, facts)
        self._cure = _with_facts(cure, facts)
        super().__init__(self.message)

    @property
    def words(self) -> Sayable:
        """What happened, for an error that is told within another one."""
        return self._message

    @property
    def cure_words(self) -> Sayable:
        """What a person does about it, likewise."""
        return self._cure

    @property
    def message(self) -> str:
        """What happened, for logs and machines."""
        return self.message_in(DEFAULT)

    @property
    def cure(self) -> str:
        """What a person does about it, for logs and machines; "" when nothing is needed."""
        return self.cure_in(DEFAULT)

    def message_in(self, lang: Lang) -> str:
        """What happened, in a language."""
        return self._message.said(lang)

    def cure_in(self, lang: Lang) -> str:
        """What a person does about it, in a language; "" when nothing is needed."""
        return self._cure.said(lang)

    def said(self, lang: Lang) -> str:
        """What happened and the cure, in a language."""
        message, cure = self.message_in(lang), self.cure_in(lang)
        return _WITH_CURE.said(lang, message=message, cure=cure) if cure else message

    def __str__(self) -> str:
        return self.said(DEFAULT)


def _with_facts(words: Sayable | str, facts: Mapping[str, object]) -> Sayable:
    if isinstance(words, Phrase):
        return words.given(**facts)
    return as_it_is(words) if isinstance(words, str) else words


def reason_of(error: OSError) -> Sayable:
    """Why the operating system refused, without the path that stands beside it anyway."""
    known = _REASONS.get(error.errno or 0)
    return known or as_it_is(error.strerror or type(error).__name__)


class ConfigError(SheetsyncError):
    """config.yaml is missing, unreadable or holds a wrong key or value."""


class CredentialsError(SheetsyncError):
    """The key file is missing, broken, revoked or readable by others."""


class CloudProjectError(SheetsyncError):
    """The Google Cloud project of the key cannot serve us: an API is off, billing, suspended."""


class ClockSkewError(SheetsyncError):
    """Google refuses tokens because this machine's clock is wrong."""


class WorkbookError(SheetsyncError):
    """The spreadsheet, or Google in front of it, stopped the run."""


class SpreadsheetNotFoundError(WorkbookError):
    """There is no such spreadsheet, or it is not shared with the service account."""


class AccessDeniedError(WorkbookError):
    """Google answers 403: the account may not do this."""


class ProtectedRangeError(WorkbookError):
    """A protected range refuses the service account."""


class TabGoneError(WorkbookError):
    """A tab was deleted while the run was under way."""


class RequestRefusedError(WorkbookError):
    """Google answers 400; nothing of that request was applied."""


class UnsettledSnapshotError(WorkbookError):
    """The readings of one run do not agree: somebody is sorting or typing."""


class ModuleError(WorkbookError):
    """A module that is not there, is off, or is needed by another one."""


class ShrunkTabError(WorkbookError):
    """A people's tab is empty or lost more than half of its rows since the last good run."""


class TabInUseError(WorkbookError):
    """A tab that an import was to fill holds values already; nothing was written."""


class DeadlineError(WorkbookError):
    """Google did not answer within the run's deadline."""


class WriteInDoubtError(WorkbookError):
    """A write was perhaps applied and reading back could not tell."""


class TableError(SheetsyncError):
    """A tab is not what it promised to be."""


class MissingTabError(TableError):
    """The workbook lacks a tab that the job needs."""


class UnusableTabError(TableError):
    """A tab's headers are missing or doubled, or too many of its rows are bad."""


class SettingsError(SheetsyncError):
    """A value in the Settings tab cannot be used; no default is assumed for it."""


class TemplateError(SheetsyncError):
    """A letter template cannot be rendered."""


class JournalError(SheetsyncError):
    """The journal's file cannot be opened, read or written."""


class DatabaseError(SheetsyncError):
    """A database cannot be opened, read or written; nothing of its transaction stands."""


class BackupError(SheetsyncError):
    """An archive cannot be made, is damaged or hostile, or would overwrite what is there."""


class DanglingLinkError(SheetsyncError):
    """A file that we keep is a link to a file that is not there; nothing is made in its place."""


class LeaseLostError(SheetsyncError):
    """Another machine holds the spreadsheet's lease."""


class RunRequestError(SheetsyncError):
    """An option asks for what cannot be: a day to come published, a partner nobody knows."""


class RunActiveError(SheetsyncError):
    """Another run is active on this machine or on this spreadsheet."""

    exit_code = 3


class MailError(SheetsyncError):
    """A letter could not be sent, or the account cannot send."""


class MailAccountError(MailError):
    """The account cannot send now (login, quota, throttling); the rest stays pending."""


class MailBrakeError(MailError):
    """Too many letters of a kind are in doubt; none of it is mailed until they are resolved."""


class LetterRefusedError(MailError):
    """The server surely did not take the letter.

    Attributes:
        temporary: a later run may try again (4xx); False means do not (5xx).
        fingerprint: what stays the same when a server says it of another recipient; "" when it is
            surely about this letter alone.
    """

    exit_code = 1

    def __init__(
        self,
        message: Sayable | str,
        /,
        *,
        temporary: bool,
        cure: Sayable | str = "",
        fingerprint: str = "",
        **facts: object,
    ) -> None:
        super().__init__(message, cure=cure, **facts)
        self.temporary = temporary
        self.fingerprint = fingerprint


class LetterInDoubtError(MailError):
    """The line broke after the letter was handed over: perhaps sent. Never repeated by itself."""

    exit_code = 1


class LetterStateError(MailError):
    """What a person asks of a letter does not fit the state it is in."""


class SandboxError(SheetsyncError):
    """The sandbox file cannot be opened or is not one."""


class SourceFileError(SheetsyncError):
    """A file or folder that was to be imported cannot be read, or has nothing for the workbook."""


class AdoptionError(SheetsyncError):
    """A team's workbook cannot be adopted: no table is found, or the folder is in the way."""


class FactsError(SheetsyncError):
    """Facts in Parquet or SQL lack a table or a column."""


class PortalError(SheetsyncError):
    """The partner portal's store or its files."""


class WrongStoreError(PortalError):
    """The portal's store is another workbook's, or no store at all."""


class NoRoomError(PortalError):
    """The disk is full, or nearly so; nothing was kept."""


class ScannerAwayError(PortalError):
    """The virus scanner gave no clear answer; the file waits."""


class RemoteVaultError(PortalError):
    """Where partners' files are kept beyond this machine does not answer, or refuses."""


class SendingRefusedError(PortalError):
    """What a partner sends, withdraws or answers cannot be taken; nothing was kept.

    Attributes:
        code: says why, for programs.
        no: the submission that it is about; "" for none.
    """

    exit_code = 1

    def __init__(
        self,
        message: Sayable | str,
        /,
        *,
        code: str,
        no: str = "",
        cure: Sayable | str = "",
        **facts: object,
    ) -> None:
        super().__init__(message, cure=cure, no=no, **facts)
        self.code = code
        self.no = no


class FileRefusedError(PortalError):
    """A partner's file is not of a kind, size or make that is kept; nothing was kept.

    Attributes:
        code: says why, for programs.
    """

    exit_code = 1

    def __init__(
        self, message: Sayable | str, /, *, code: str, cure: Sayable | str = "", **facts: object
    ) -> None:
        super().__init__(message, cure=cure, **facts)
        self.code = code


class MissingExtraError(SheetsyncError):
    """A command needs an optional package that is not installed."""
