"""Open a spreadsheet: the session, and the service account that it speaks as."""

import json
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gspread
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.service_account import Credentials

from sheetsync.errors import CredentialsError, reason_of
from sheetsync.language import Phrase
from sheetsync.workbook.retries import PatientClient, RetryPolicy
from sheetsync.workbook.session import Session
from sheetsync.workbook.tokens import TokenRequest

#: Google compresses its answers only for a client whose name contains "gzip".
_USER_AGENT = "sheetsync (gzip)"
_OTHERS_MAY_READ = stat.S_IRWXG | stat.S_IRWXO


def open_session(http: AuthorizedSession, spreadsheet_id: str, patience: RetryPolicy) -> Session:
    """A session on an authorized HTTP session, Google's or the sandbox's."""
    http.headers["User-Agent"] = _USER_AGENT
    http.headers["Accept-Encoding"] = "gzip"
    # gspread wants no credentials beside a session; its types say otherwise.
    client = gspread.Client(auth=None, session=http, http_client=PatientClient)  # type: ignore[arg-type]
    http_client = client.http_client
    if not isinstance(http_client, PatientClient):
        raise TypeError("gspread did not keep our HTTP client")
    http_client.patience = patience
    return Session(client, spreadsheet_id, patience.account)


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """Who we are to Google.

    Attributes:
        http: speaks as the account.
        address: the account's, for messages.
        tokens: fetches its tokens.
    """

    http: AuthorizedSession
    address: str
    tokens: TokenRequest


def service_account(path: Path, scopes: Sequence[str]) -> ServiceAccount:
    """The service account of a key file.

    Raises:
        CredentialsError: the key file is missing, readable by others, or not such a file.
    """
    info = _key_file(path)
    try:
        credentials = Credentials.from_service_account_info(info, scopes=scopes)
    except ValueError as error:
        raise CredentialsError(
            Phrase(
                ru="{name}: это не ключ сервисного аккаунта ({error})",
                en="{name}: is not a service account's key ({error})",
            ),
            cure=Phrase(
                ru="скачайте ключ ещё раз: Google Cloud, IAM, Service accounts, Keys, JSON",
                en="download the key again: Google Cloud, IAM, Service accounts, Keys, JSON",
            ),
            name=path.name,
            error=error,
        ) from None
    tokens = TokenRequest()
    http = AuthorizedSession(credentials, auth_request=tokens)
    return ServiceAccount(http, str(info["client_email"]), tokens)


def _key_file(path: Path) -> dict[str, Any]:
    cure = Phrase(
        ru="положите туда ключ сервисного аккаунта (JSON); как его сделать, сказано в "
        "credentials/README.md",
        en="put the service account's JSON key there; credentials/README.md tells how to make one",
    )
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CredentialsError(
            Phrase(ru="{name}: не читается ({reason})", en="{name}: cannot be read ({reason})"),
            cure=cure,
            name=path.name,
            reason=reason_of(error),
        ) from None
    if mode & _OTHERS_MAY_READ:
        raise CredentialsError(
            Phrase(
                ru="{name}: ключ могут прочесть другие на этой машине",
                en="{name}: others on this machine may read the key",
            ),
            cure=Phrase(ru="chmod 600 {name}", en="chmod 600 {name}"),
            name=path.name,
        )
    try:
        info = json.loads(text)
    except json.JSONDecodeError:
        raise CredentialsError(
            Phrase(ru="{name}: это не JSON", en="{name}: is not JSON"),
            cure=cure,
            name=path.name,
        ) from None
    if not isinstance(info, dict) or info.get("type") != "service_account":
        raise CredentialsError(
            Phrase(
                ru="{name}: это не ключ сервисного аккаунта",
                en="{name}: is not a service account's key",
            ),
            cure=cure,
            name=path.name,
        )
    return info
