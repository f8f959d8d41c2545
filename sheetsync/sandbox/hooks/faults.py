"""Faults put between the wire and the sandbox, each before or after the request was applied."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

_AUTH = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie "
    "or other valid authentication credential. "
    "See https://developers.google.com/identity/sign-in/web/devconsole-project."
)
_MESSAGES = {
    401: ("UNAUTHENTICATED", _AUTH),
    403: ("PERMISSION_DENIED", "The caller does not have permission"),
    404: ("NOT_FOUND", "Requested entity was not found."),
    429: ("RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota)."),
    500: ("INTERNAL", "Internal error encountered."),
    503: ("UNAVAILABLE", "The service is currently unavailable."),
    504: ("DEADLINE_EXCEEDED", "Deadline expired before operation could complete."),
}
_BAD_GATEWAY = (
    "<!DOCTYPE html>\n<html lang=en>\n  <meta charset=utf-8>\n"
    "  <title>Error 502 (Server Error)!!1</title>\n"
    "  <p><b>502.</b> <ins>That’s an error.</ins>\n"
    "  <p>The server encountered a temporary error and could not complete your request.\n"
)


class Fault(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One fault, waiting for its request.

    Attributes:
        kind: ``answer`` gives a status and body instead of the sandbox's own; ``timeout``
            never answers; ``reset`` drops the connection; ``truncated`` breaks off the answer;
            ``damaged`` changes a byte in the middle of what is sent, or ``after`` of the answer.
        status: the status of an ``answer``.
        after: the request is applied first, and only then it goes wrong.
        method: a regular expression the method must match wholly, "" for any.
        path: a regular expression found in the decoded path and query, "" for any.
        skip: so many matching requests pass first.
        times: so many matching requests then fail.
        body: of an ``answer``, None for what Google says with that status (502: a page of HTML).
        headers: of an ``answer``, such as ``{"Retry-After": "3"}``.
        hold_s: over HTTP, seconds after which a ``timeout`` lets the connection go.
    """

    kind: Literal["answer", "timeout", "reset", "truncated", "damaged"] = "answer"
    status: int = 503
    after: bool = False
    method: str = ""
    path: str = ""
    skip: int = 0
    times: int = 1
    body: Any = None
    headers: Mapping[str, str] = {}
    hold_s: float = 300.0

    def answer(self) -> tuple[str, bytes]:
        """The content type and the body of an ``answer``."""
        if isinstance(self.body, str):
            return "text/html; charset=UTF-8", self.body.encode()
        if self.body is None and self.status not in _MESSAGES:
            return "text/html; charset=UTF-8", _BAD_GATEWAY.replace(
                "502", f"{self.status}"
            ).encode()
        content = self.body if self.body is not None else google_error(self.status)
        return "application/json; charset=UTF-8", msgspec.json.encode(content)


def google_error(status: int) -> dict[str, Any]:
    """The body Google's Sheets sends with a status, without details."""
    name, message = _MESSAGES[status]
    return {"error": {"code": status, "message": message, "status": name}}
