"""The log of requests and answers, a JSON object a line, as fidelity's conform.py reads it."""

import threading
from pathlib import Path
from typing import Any

import msgspec


class RequestLog:
    """Appends to a file; nothing is written while it has none."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self._lock = threading.Lock()

    def write(self, method: str, url: str, body: bytes, answer: tuple[int, bytes] | None) -> None:
        """Append one exchange; tokens are no part of the API and are left out.

        Args:
            method: of the request.
            url: its path and query as sent.
            body: of the request; JSON is written as JSON, empty as null, all else as text.
            answer: status and body, None when it broke off.
        """
        if self.path is None or url.startswith("/token"):
            return
        status, response = answer or (None, b"")
        line = msgspec.json.encode(
            {
                "method": method,
                "url": url,
                "body": _content(body),
                "status": status,
                "response": _content(response),
            }
        )
        with self._lock, self.path.open("ab") as file:
            file.write(line + b"\n")


def _content(body: bytes) -> Any:  # noqa: ANN401  (whatever was sent)
    if not body:
        return None
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return body.decode(errors="replace")
