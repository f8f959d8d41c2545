"""Tell a healthchecks.io check that a run started and how it ended.

Source: https://healthchecks.io/docs/http_api/ ; the same ``rid`` joins start and end.
"""

import uuid

from sheetsync.workspace.options import EXIT_BUG

#: Codes that mean somebody has to look: stopped, or a bug. Held letters and rejected rows do not:
#: people's sheets are never perfect (design.md 4).
_FAILING = frozenset({2, EXIT_BUG})
_BUSY = 3
_TIMEOUT_S = 5


class Healthcheck:
    """One run's pings; a ping that fails never hurts the run."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._run = {"rid": str(uuid.uuid4())}

    def start(self) -> None:
        """The run started."""
        self._ping("/start")

    def end(self, exit_code: int, text: str = "") -> None:
        """The run ended; of a run that found another one active nothing is said."""
        if exit_code != _BUSY:
            self._ping(f"/{exit_code}" if exit_code in _FAILING else "/0", text)

    def _ping(self, path: str, text: str = "") -> None:
        if not self._url:
            return
        import requests  # noqa: PLC0415  # a fifth of a second that `run --help` need not wait

        try:
            requests.post(
                f"{self._url}{path}", params=self._run, data=text.encode(), timeout=_TIMEOUT_S
            )
        except requests.RequestException:
            return
