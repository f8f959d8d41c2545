"""Why Google refuses, when it is not the sharing: each reason with its own cure.

A refusal names its reason in up to three places: ``details[].reason`` (ErrorInfo),
``errors[].reason`` (Drive, and the older form), and in the words of its message.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sheetsync.errors import (
    AccessDeniedError,
    CloudProjectError,
    CredentialsError,
    SheetsyncError,
    SpreadsheetNotFoundError,
)
from sheetsync.language import Phrase


@dataclass(frozen=True, slots=True)
class _Reason:
    """One kind of refusal.

    Attributes:
        codes: as ErrorInfo or Drive name it.
        words: in the message, where no code is given.
        error: what it is for us.
        cure: with ``{service}`` and ``{account}`` to fill in.
    """

    codes: frozenset[str]
    words: re.Pattern[str]
    error: type[SheetsyncError]
    cure: Phrase


def _reason(codes: str, words: str, error: type[SheetsyncError], cure: Phrase) -> _Reason:
    return _Reason(frozenset(codes.split()), re.compile(words, re.IGNORECASE), error, cure)


#: The first that fits is told. Sources: Drive API, "Resolve errors"; Google API design guide,
#: "Errors" (google.rpc.ErrorInfo).
_REASONS = (
    _reason(
        "SERVICE_DISABLED accessNotConfigured",
        r"has not been used in project|api .*is (?:not enabled|disabled)|enable it by visiting",
        CloudProjectError,
        Phrase(
            ru="включите {service} в проекте Google Cloud, которому принадлежит ключ (APIs & "
            "Services, Library), подождите пять минут и запустите ещё раз; Sheets API "
            "нужен всегда, Drive API — для папок и резервных копий",
            en="enable the {service} in the Google Cloud project of the key (APIs & Services, "
            "Library), wait five minutes, run again; the Sheets API is always needed, the "
            "Drive API for folders and backup copies",
        ),
    ),
    _reason(
        "BILLING_DISABLED billingNotEnabled BILLING_NOT_ENABLED",
        r"\bbilling\b",
        CloudProjectError,
        Phrase(
            ru="включите оплату в проекте Google Cloud, которому принадлежит ключ, или "
            "сделайте ключ в другом проекте: сам Sheets API бесплатный",
            en="switch billing on for the Google Cloud project of the key, or make a key in "
            "another project: the Sheets API itself costs nothing",
        ),
    ),
    _reason(
        "CONSUMER_SUSPENDED CONSUMER_INVALID USER_PROJECT_DENIED projectNotFound",
        r"\bproject\b.*\b(?:suspended|deleted|not found)|consumer .*(?:suspended|invalid)",
        CloudProjectError,
        Phrase(
            ru="проект Google Cloud, которому принадлежит ключ, приостановлен или удалён: "
            "сделайте ключ в другом проекте и дайте его аккаунту доступ к таблице",
            en="the Google Cloud project of the key is suspended or deleted: make a key in "
            "another project and share the spreadsheet with its account",
        ),
    ),
    _reason(
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT insufficientPermissions insufficientScopes",
        r"insufficient (?:authentication )?(?:scope|permission)",
        CredentialsError,
        Phrase(
            ru="ключу не хватает прав: возьмите JSON-ключ сервисного аккаунта таким, как он "
            "скачан; если права ограничивает администратор, попросите разрешить {account} "
            "таблицы и Диск",
            en="the token lacks a scope: use the JSON key of a service account as it was "
            "downloaded; where an administrator limits scopes, have spreadsheets and drive "
            "allowed for {account}",
        ),
    ),
    _reason(
        "appNotAuthorizedToFile appNotAuthorizedToChild",
        r"not granted the app",
        CredentialsError,
        Phrase(
            ru="ключ видит только файлы, которые создал сам: возьмите JSON-ключ сервисного "
            "аккаунта таким, как он скачан, и дайте {account} доступ к папке",
            en="the token sees only files that it made itself: use the JSON key of a service "
            "account as it was downloaded, and share the folder with {account}",
        ),
    ),
    _reason(
        "storageQuotaExceeded",
        r"storage quota",
        AccessDeniedError,
        Phrase(
            ru="у {account} нет места на Диске: у сервисного аккаунта своего места не бывает, "
            "поэтому держите файлы на общем диске, где он может создавать файлы, или "
            "сделайте копию вручную",
            en="the account {account} has no room in Drive: a service account has none of its "
            "own, so keep the files in a shared drive where it is a contributor, or make "
            "the copy by hand",
        ),
    ),
    _reason(
        "numChildrenInNonRootLimitExceeded teamDriveFileLimitExceeded "
        "activeItemCreationLimitExceeded",
        r"limit .*\b(?:files|items|children)\b",
        AccessDeniedError,
        Phrase(
            ru="папка или общий диск полны: удалите из них файлы или укажите другие",
            en="the folder or shared drive is full: remove files from it, or name another one",
        ),
    ),
    _reason(
        "dailyLimitExceeded dailyLimitExceededUnreg sharingRateLimitExceeded",
        r"daily limit|sharing quota",
        AccessDeniedError,
        Phrase(
            ru="дневной предел исчерпан: запустите завтра или попросите увеличить квоту в "
            "Google Cloud",
            en="a limit of the day is used up: run again tomorrow, or have the quota raised "
            "in Google Cloud",
        ),
    ),
    _reason(
        "domainPolicy SECURITY_POLICY_VIOLATED VPC_SERVICE_CONTROLS ORG_RESTRICTION_VIOLATION",
        r"domain (?:policy|administrators?)|organization.?s policy",
        AccessDeniedError,
        Phrase(
            ru="это запрещают правила домена Google Workspace: попросите администратора "
            "разрешить {account}",
            en="a policy of the Google Workspace domain forbids it: ask its administrator to "
            "allow {account}",
        ),
    ),
    _reason(
        "cannotCopyFile copyRequiresWriterPermission",
        r"cannot be copied",
        AccessDeniedError,
        Phrase(
            ru="владелец таблицы запретил копии: разрешите их («Настройки доступа» → значок "
            "шестерёнки) или сделайте копию вручную",
            en="the spreadsheet's owner forbids copies: allow them in Share, Settings, or "
            "make the copy by hand",
        ),
    ),
    _reason(
        "fileNotExportable",
        r"not supported for this document|be an office file|only supports docs editors files",
        SpreadsheetNotFoundError,
        Phrase(
            ru="это файл Excel, Диск его только показывает: откройте его, «Файл» → «Сохранить "
            "как таблицу Google» и впишите код новой таблицы в config.yaml",
            en="the file is an Excel file that Drive only shows: open it, File, Save as "
            "Google Sheets, and put the new spreadsheet's id into config.yaml",
        ),
    ),
)
_SERVICES = {
    "sheets.googleapis.com": "Google Sheets API",
    "drive.googleapis.com": "Google Drive API",
}
_NAMED_SERVICE = re.compile(r"\b((?:Google )?\w+ API)\b")


def reason_codes(error: Mapping[str, Any]) -> frozenset[str]:
    """All codes by which an error's body names its reason."""
    found = (item.get("reason") for item in _items(error))
    return frozenset(str(code) for code in found if code)


def known_refusal(error: Mapping[str, Any], account: str) -> SheetsyncError | None:
    """The error for a refusal whose reason is known; None for any other.

    Args:
        error: the body's ``error``.
        account: the service account's address, for the cure.
    """
    message, codes = str(error.get("message", "")), reason_codes(error)
    for reason in _REASONS:
        if codes & reason.codes:
            return _told(reason, error, message, account)
    for reason in _REASONS:
        if reason.words.search(message):
            return _told(reason, error, message, account)
    return None


def _told(reason: _Reason, error: Mapping[str, Any], message: str, account: str) -> SheetsyncError:
    return reason.error(
        Phrase(ru="Google отказывает: {message}", en="Google refuses: {message}"),
        cure=reason.cure,
        message=message or Phrase(ru="без объяснений", en="without a word"),
        service=_service(error, message),
        account=account,
    )


def _service(error: Mapping[str, Any], message: str) -> str:
    """The API in question, as Google Cloud lists it."""
    for item in _items(error):
        metadata = item.get("metadata")
        name = metadata.get("service") if isinstance(metadata, dict) else None
        if name in _SERVICES:
            return _SERVICES[name]
    named = _NAMED_SERVICE.search(message)
    return named[1] if named else "Google Sheets API"


def _items(error: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for place in ("details", "errors"):
        items = error.get(place)
        yield from (item for item in items or () if isinstance(item, dict))
