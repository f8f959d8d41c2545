"""How tokens are fetched: google-auth's own request, which also notes what time Google has."""

from typing import Any

import requests
from google.auth.transport import Response
from google.auth.transport.requests import Request


class TokenRequest(Request):
    """Asks for tokens, in a session of its own.

    google-auth hands an error's text on, but not the answer that it stood in. Whoever was refused
    for a wrong clock wants to know how wrong it is (faults.md S18 b).

    Attributes:
        google_date: Date header of the last answer, None before there was one.
    """

    def __init__(self) -> None:
        super().__init__(requests.Session())
        self.google_date: str | None = None

    def __call__(self, *args: Any, **options: Any) -> Response:  # noqa: ANN401  # google-auth's
        """Make one request; see google-auth."""
        answer: Response = super().__call__(*args, **options)  # type: ignore[no-untyped-call]  # tells no types
        self.google_date = answer.headers.get("Date")
        return answer
