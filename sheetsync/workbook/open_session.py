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

from sheetsync.errors import CredentialsError
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
            f"{path.name}: is not a service account's key ({error})",
            cure="download the key again: Google Cloud, IAM, Service accounts, Keys, JSON",
        ) from None
    tokens = TokenRequest()
    http = AuthorizedSession(credentials, auth_request=tokens)
    return ServiceAccount(http, str(info["client_email"]), tokens)


def _key_file(path: Path) -> dict[str, Any]:
    cure = "put the service account's JSON key there; credentials/README.md tells how to make one"
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CredentialsError(
            f"{path.name}: cannot be read ({error.strerror})", cure=cure
        ) from None
    if mode & _OTHERS_MAY_READ:
        raise CredentialsError(
            f"{path.name}: others on this machine may read the key", cure=f"chmod 600 {path.name}"
        )
    try:
        info = json.loads(text)
    except json.JSONDecodeError:
        raise CredentialsError(f"{path.name}: is not JSON", cure=cure) from None
    if not isinstance(info, dict) or info.get("type") != "service_account":
        raise CredentialsError(f"{path.name}: is not a service account's key", cure=cure)
    return info
