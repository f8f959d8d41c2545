"""What Google's answers mean: try again, in doubt, or one of our errors with its cure."""

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from google.auth.exceptions import RefreshError

from sheetsync.dates import Clock
from sheetsync.errors import (
    AccessDeniedError,
    ClockSkewError,
    CredentialsError,
    ProtectedRangeError,
    RequestRefusedError,
    SheetsyncError,
    SpreadsheetNotFoundError,
    TabGoneError,
)
from sheetsync.language import Phrase, Sayable
from sheetsync.language.phrases import as_it_is
from sheetsync.workbook.google_reasons import known_refusal, reason_codes

#: Statuses that pass by themselves. Source: sheets-api.md 2.8 and 5; pains.md 26, 27.
PASSING_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
#: Of these only 429 says for sure that nothing was applied.
UNAPPLIED_STATUSES = frozenset({429})
_QUOTA_REASONS = frozenset(
    {"userRateLimitExceeded", "rateLimitExceeded", "quotaExceeded", "RATE_LIMIT_EXCEEDED"}
)
_FULL_DRIVE = re.compile(r"storage quota", re.IGNORECASE)
_BAD_REQUEST, _UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND = 400, 401, 403, 404

_BY_SECONDS = Phrase(ru=" на {apart_s:.0f} с", en=" by {apart_s:.0f} s")


def is_passing(response: requests.Response) -> bool:
    """Whether the same call may succeed a little later."""
    if response.status_code in PASSING_STATUSES:
        return True
    return response.status_code == _FORBIDDEN and _is_quota(_error_body(response))


def is_surely_unapplied(response: requests.Response) -> bool:
    """Whether a write that got this passing answer surely changed nothing."""
    return response.status_code in UNAPPLIED_STATUSES or response.status_code == _FORBIDDEN


def refusal(response: requests.Response, account: str) -> SheetsyncError:
    """The error for an answer that repeating does not mend.

    Args:
        response: what Google answered.
        account: the service account's address, for the cure.
    """
    error = _error_body(response)
    message = str(error.get("message") or f"status {response.status_code}")
    if response.status_code in {_FORBIDDEN, _BAD_REQUEST}:
        # A bad request may quote people's words, a tab's title; only its status is trusted.
        is_quoting = response.status_code == _BAD_REQUEST and not _is_precondition(error)
        known = None if is_quoting else known_refusal(error, account)
        if known is not None:
            return known
    if response.status_code == _NOT_FOUND:
        return SpreadsheetNotFoundError(
            Phrase(
                ru="Google не находит такого файла: {message}",
                en="Google finds no such file: {message}",
            ),
            cure=Phrase(
                ru="проверьте код таблицы в config.yaml и дайте {account} доступ редактора",
                en="check the id in config.yaml and share the spreadsheet with {account} as editor",
            ),
            message=message,
            account=account,
        )
    if response.status_code == _FORBIDDEN:
        if not error:
            return AccessDeniedError(
                Phrase(
                    ru="Ответ 403 пришёл не от Google: запрос остановило что-то по дороге",
                    en="The answer 403 is not one of Google's API: something "
                    "between stopped the request",
                ),
                cure=Phrase(
                    ru="откройте в прокси или межсетевом экране "
                    "sheets.googleapis.com и www.googleapis.com",
                    en="let sheets.googleapis.com and www.googleapis.com through "
                    "the proxy or firewall",
                ),
            )
        return AccessDeniedError(
            Phrase(ru="Google отказывает: {message}", en="Google refuses: {message}"),
            cure=Phrase(
                ru="дайте {account} доступ редактора к таблице и запустите ещё раз",
                en="share the spreadsheet with {account} as editor, then run again",
            ),
            message=message,
            account=account,
        )
    if response.status_code == _UNAUTHORIZED:
        return CredentialsError(
            Phrase(
                ru="Google не принимает ключ: {message}",
                en="Google does not accept the credentials: {message}",
            ),
            cure=Phrase(
                ru="сделайте новый ключ сервисного аккаунта и положите его вместо старого",
                en="make a new key for the service account and put it in place of the old one",
            ),
            message=message,
        )
    return _bad_request(message, account)


def _bad_request(message: str, account: str) -> SheetsyncError:
    if "protected cell or object" in message:
        return ProtectedRangeError(
            Phrase(
                ru="Защищённый диапазон не пускает: {message}",
                en="A protected range refuses the change: {message}",
            ),
            cure=Phrase(
                ru="разрешите {account} менять защищённые служебные вкладки; это "
                "может владелец таблицы",
                en="let {account} edit the protected tool tabs; ask the spreadsheet's owner",
            ),
            message=message,
            account=account,
        )
    if "No grid with id" in message:
        return TabGoneError(
            Phrase(
                ru="Пока шёл запуск, вкладку удалили ({message}); ничего не записано",
                en="A tab was deleted while the run was under way ({message}); nothing was written",
            ),
            cure=Phrase(
                ru="верните её («Правка» → «Отменить» или история версий) и запустите ещё раз",
                en="bring the tab back (Edit, Undo, or version history), then run again",
            ),
            message=message,
        )
    return RequestRefusedError(
        Phrase(
            ru="Google отклонил запрос, ничего не записано: {message}",
            en="Google refuses the request, nothing was written: {message}",
        ),
        cure=Phrase(
            ru="если речь о пределе, освободите место; иначе сообщите об ошибке нам",
            en="if the message names a limit, make room; else report this as a bug",
        ),
        message=message,
    )


def broken_credentials(
    error: RefreshError, clock: Clock, date_header: str | None
) -> SheetsyncError:
    """The error for a token that Google would not give.

    Args:
        error: what google-auth raised.
        clock: this machine's clock.
        date_header: Google's own time, as its answer's Date header says.
    """
    text = str(error.args[0]) if error.args else str(error)
    if re.search(r"\biat\b.*\bexp\b|short-lived token", text):
        skew: Sayable = as_it_is("")
        if date_header:
            apart = clock.now() - parsedate_to_datetime(date_header)
            skew = _BY_SECONDS.given(apart_s=abs(apart.total_seconds()))
        return ClockSkewError(
            Phrase(
                ru="Часы этой машины расходятся с часами Google{skew}, поэтому Google не пускает",
                en="This machine's clock differs from Google's{skew}, so Google gives no token",
            ),
            cure=Phrase(
                ru="поставьте часы (например: timedatectl set-ntp true) и запустите ещё раз",
                en="set the clock (for example: timedatectl set-ntp true), then run again",
            ),
            skew=skew,
        )
    return CredentialsError(
        Phrase(
            ru="Google не пускает сервисный аккаунт: {text}",
            en="Google gives no token for the service account: {text}",
        ),
        cure=Phrase(
            ru="ключ отозван или аккаунт удалён: сделайте новый ключ в Google Cloud",
            en="the key was revoked or the account deleted: make a new key in Google Cloud",
        ),
        text=text,
    )


def retry_after_s(response: requests.Response | None) -> float | None:
    """Seconds that the answer asks us to wait, None when it does not say."""
    value = response.headers.get("Retry-After", "") if response is not None else ""
    return float(value) if value.isdigit() else None


def _error_body(response: requests.Response) -> Mapping[str, Any]:
    try:
        body = response.json()
    except requests.exceptions.JSONDecodeError:
        return {}
    error = body.get("error") if isinstance(body, dict) else None
    return error if isinstance(error, dict) else {}


def _is_precondition(error: Mapping[str, Any]) -> bool:
    return error.get("status") == "FAILED_PRECONDITION" or "failedPrecondition" in reason_codes(
        error
    )


def _is_quota(error: Mapping[str, Any]) -> bool:
    # A Drive that is full says quotaExceeded as well, and waiting does not empty it.
    is_full = _FULL_DRIVE.search(str(error.get("message", ""))) is not None
    return bool(reason_codes(error) & _QUOTA_REASONS) and not is_full
