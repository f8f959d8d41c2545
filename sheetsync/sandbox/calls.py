"""A request and an answer, free of any web framework."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote

import msgspec

from sheetsync.sandbox import fields
from sheetsync.sandbox.errors import ApiError
from sheetsync.sandbox.identity import Identity

Json = dict[str, Any]

JSON = "application/json; charset=UTF-8"
_PACKAGE = "type.googleapis.com/google.apps.sheets.v4."
#: Parameters that every method of Google's takes.
_COMMON = frozenset(
    (
        "access_token",
        "alt",
        "callback",
        "fields",
        "key",
        "oauth_token",
        "prettyPrint",
        "quotaUser",
        "uploadType",
        "upload_protocol",
        "$.xgafv",
    )
)


@dataclass(frozen=True)
class Call:
    """A request.

    Attributes:
        method: GET, POST, PUT, PATCH or DELETE.
        path: as sent, still percent-encoded: titles may hold `/` and `:`.
        query: decoded pairs in order.
        body: the raw bytes.
        content_type: the header, b"" bodies may lack it.
        identity: who asks.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    content_type: str = ""
    identity: Identity = field(default_factory=Identity)

    @classmethod
    def parsed(cls, method: str, target: str, **rest: Any) -> "Call":  # noqa: ANN401  (fields of this class)
        """From a request target such as `/v4/spreadsheets/ID?fields=sheets`."""
        path, _, query = target.partition("?")
        pairs = tuple(parse_qsl(query, keep_blank_values=True)) if query else ()
        return cls(method, path, pairs, **rest)

    def parameter(self, name: str) -> str | None:
        """The last value of a query parameter; None when absent."""
        found = None
        for key, value in self.query:
            if key == name:
                found = value
        return found

    def json(self) -> Any:  # noqa: ANN401  (whatever was sent)
        """The decoded body; None for an empty one.

        Raises:
            ApiError: it is no JSON.
        """
        if not self.body.strip():
            return None
        try:
            return msgspec.json.decode(self.body)
        except msgspec.DecodeError as error:
            text = f"Invalid JSON payload received. {error}."
            raise ApiError(400, text, violations=(("", text),)) from None


@dataclass(frozen=True)
class Answer:
    """What goes back.

    Attributes:
        content: a JSON value, or bytes to be sent as they are.
        status: the HTTP status.
        content_type: of bytes; JSON has its own.
        headers: further headers.
    """

    content: Any = None
    status: int = 200
    content_type: str = JSON
    headers: tuple[tuple[str, str], ...] = ()

    def encoded(self, *, pretty: bool = False) -> bytes:
        """The bytes of the body."""
        if isinstance(self.content, bytes):
            return self.content
        text = msgspec.json.encode(self.content)
        return msgspec.json.format(text, indent=2) + b"\n" if pretty else text


def no_such_path() -> Answer:
    """Google's page for an address that no method has."""
    page = b"<!DOCTYPE html>\n<html lang=en>\n  <title>Error 404 (Not Found)!!1</title>\n"
    return Answer(page, 404, "text/html; charset=UTF-8")


def options_of(call: Call, method: str) -> Json:
    """The query parameters of a Sheets method, typed.

    Raises:
        ApiError: a parameter is unknown or its value is none of its enum.
    """
    known: dict[str, str] = fields.table()["queries"][method]
    found: Json = {}
    for given, text in call.query:
        if given in _COMMON:
            continue
        name = fields.camel(given)
        code = known.get(name)
        if code is None:
            message = (
                f'Invalid JSON payload received. Unknown name "{given}": Cannot bind query '
                f"parameter. Field '{given}' could not be found in request message."
            )
            raise ApiError(400, message, violations=(("", message),))
        _bind(found, name, code, text)
    return found


def _bind(found: Json, name: str, code: str, text: str) -> None:
    if code.startswith("[]"):
        found.setdefault(name, []).append(text)
    elif code == "bool":
        found[name] = text.lower() in ("true", "1")
    elif code.startswith("enum ") and text:
        enum = code.removeprefix("enum ")
        if text not in fields.table()["enums"].get(enum, ()):
            message = f"Invalid value at '{fields.snake(name)}' ({_PACKAGE}{enum}), \"{text}\""
            raise ApiError(400, message, violations=((fields.snake(name), message),))
        found[name] = text
    elif text:
        found[name] = text


def decoded(segment: str) -> str:
    """A path segment without its percent signs."""
    return unquote(segment)
