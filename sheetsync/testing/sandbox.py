"""A local Google for tests: in this process without a port, or over HTTP on 127.0.0.1."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import gspread
import requests
from flask import Flask
from google.oauth2.credentials import Credentials
from requests.adapters import HTTPAdapter
from waitress import wasyncore

from sheetsync.sandbox.adapter import GOOGLE, mount
from sheetsync.sandbox.hooks import Hooks
from sheetsync.sandbox.server import create_app
from sheetsync.sandbox.serving import bound

_ROWS_AT_LEAST = 100
_COLUMNS_AT_LEAST = 26
_TURN_S = 0.05


class Sandbox:
    """A local Google over one file, empty when the file is new.

    Attributes:
        hooks: clock, quota, faults, people and the log.
        app: the WSGI app.
        session: a requests session that finds the app where Google would be.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     sandbox = Sandbox(Path(folder) / "sandbox.sqlite")
    ...     team = sandbox.create({"Orders": [["Order", "Sum"], ["A-1", "12.50"]]})
    ...     team.worksheet("Orders").acell("B2").numeric_value
    12.5
    """

    def __init__(self, path: Path) -> None:
        self.hooks = Hooks()
        self.app: Flask = create_app(path, hooks=self.hooks)
        self.session = mount(requests.Session(), self.app)

    def client(self, token: str = "owner") -> gspread.Client:  # noqa: S107  (no secret: it names a role)
        """gspread, unmodified, in front of the sandbox.

        Args:
            token: who asks, such as ``viewer:ann@team.example``; anything else is the owner.
        """
        self.session.headers["Authorization"] = f"Bearer {token}"
        credentials = Credentials(token=token)
        return gspread.authorize(credentials, session=self.session)

    def create(
        self,
        tabs: Mapping[str, Sequence[Sequence[object]]] | None = None,
        *,
        title: str = "Sandbox",
        locale: str = "en_US",
    ) -> gspread.Spreadsheet:
        """A new spreadsheet; its cells are typed as a person types them.

        Args:
            tabs: rows of cells by tab title; without any there is the usual empty Sheet1.
            title: of the spreadsheet.
            locale: how numbers and dates are typed and shown.
        """
        spreadsheet = self.client().create(title)
        spreadsheet.update_locale(locale)
        first = spreadsheet.sheet1
        for name, rows in (tabs or {}).items():
            columns = max((len(row) for row in rows), default=0)
            tab = spreadsheet.add_worksheet(
                name,
                rows=max(len(rows), _ROWS_AT_LEAST),
                cols=max(columns, _COLUMNS_AT_LEAST),
            )
            tab.update([list(row) for row in rows], raw=False)
        if tabs:
            spreadsheet.del_worksheet(first)
        return spreadsheet


class SandboxServer(Sandbox):
    """A local Google that listens on 127.0.0.1.

    Attributes:
        url: its address, such as ``http://127.0.0.1:8790``; its page is at ``/``.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._channels: dict[int, wasyncore.dispatcher] = {}
        self._server = bound(self.app, port=0, channels=self._channels)
        self.url = f"http://127.0.0.1:{self._server.effective_port}"
        self.session = requests.Session()
        for origin in GOOGLE:
            self.session.mount(origin, _Redirected(self.url))

    @contextmanager
    def running(self) -> Iterator["SandboxServer"]:
        """Serve from a thread until the block ends."""
        stopping = threading.Event()
        thread = threading.Thread(target=self._serve, args=[stopping], name="sandbox", daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.session.close()
            stopping.set()
            thread.join()

    def _serve(self, stopping: threading.Event) -> None:
        """The server's own loop ends only with the process, so it is turned here."""
        while not stopping.is_set():
            wasyncore.loop(timeout=_TURN_S, map=self._channels, count=1)
        self._server.task_dispatcher.shutdown()
        wasyncore.close_all(self._channels)


class _Redirected(HTTPAdapter):
    """Sends what is meant for Google to another origin."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def send(self, request: requests.PreparedRequest, **options: object) -> requests.Response:  # type: ignore[override]  # options are handed on as they come
        target = request.path_url
        request.url = f"{self._url}{target}"
        return super().send(request, **options)  # type: ignore[arg-type]  # likewise
