"""The web processes that benchmarks/portal.py asks, the portal and a bare Flask page; and whose."""

import itertools
import json
import sqlite3
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import waitress
from flask import Flask

from sheetsync.config import load_config
from sheetsync.portal.store.opening import Store, open_found, store_address
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sessions import Opening, new_session
from sheetsync.portal.vault.folder import Vault
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.serving import quieten, serve
from sheetsync.tables.signed_links import UploadClaim, token

KEY = "a key that signs links of letters"
PARTNERS, INVOICES, THREADS = 500, 40, 8
#: Of the pages that are asked for one in so many is of a letter's link; the others are of accounts.
PAGES = ("/u", "/home", "/invoices", "/documents", "/sent")
ROW_BYTES = 8_000
_TABLE = """<!doctype html><title>Page</title><table>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell | e }}</td>{% endfor %}</tr>
{% endfor %}</table>
"""


@dataclass
class Clock:
    """The time of this machine."""

    def now(self) -> datetime:
        """An aware moment, UTC."""
        return datetime.now(UTC)  # noqa: TID251  # links and pages of today

    def sleep(self, seconds: float) -> None:
        """Wait."""
        threading.Event().wait(seconds)


@dataclass(frozen=True)
class Page:
    """A page that somebody asks for.

    Attributes:
        kind: one of `PAGES`.
        path: of it.
        cookie: of whoever asks; "" for nobody who has signed in.
    """

    kind: str
    path: str
    cookie: str = ""


def company_store(folder: Path) -> Store:
    """The store of the company."""
    return open_found(store_address(load_config(folder / "config.yaml")))


def address_of(number: int) -> str:
    """Of a partner's own person."""
    return f"p{number:03}@partner.example"


def pages_of(folder: Path) -> list[Page]:
    """Pages of all partners, one kind after the other: everybody is signed in."""
    now = datetime.now(UTC)  # noqa: TID251  # links and sessions of today
    month = f"{now.replace(day=1) - timedelta(days=1):%Y-%m}"
    links, cookies = [], []
    with company_store(folder) as store, store.writing() as connection:
        for number in range(1, PARTNERS + 1):
            name = f"P-{number:03}"
            claim = UploadClaim(name, f"E-{number:03}", month, "invoice")
            links.append(f"/u/{token(claim, [KEY], now - timedelta(hours=1), version=1)}")
            seat = Seat(name, address_of(number), "full", "full")
            how = Opening(timedelta(days=1), confirmed_at=now)
            held = new_session(connection, store.layout, seat, now, how)
            cookies.append(f"sheetsync={held}")
    every = itertools.product(range(PARTNERS), PAGES)
    return [
        Page(kind, links[at]) if kind == "/u" else Page(kind, kind, cookies[at])
        for at, kind in every
    ]


def serve_portal(folder: Path, _port: int) -> None:
    """Serve the portal, at the port of its config, until the process ends."""
    config = load_config(folder / "config.yaml").portal
    assert config is not None
    with company_store(folder) as store:
        serve(PortalWeb(store, Vault(folder / "vault"), config, [KEY], Clock()), lambda _url: None)


def serve_bare(folder: Path, port: int) -> None:
    """Serve bare pages of one SELECT until the process ends, a connection a thread.

    At `/text/` the row of eight thousand bytes as it is; at `/table/` the page that portal.md 3
    measured frameworks with, a table of forty rows made of it.
    """
    path = folder / "bare.sqlite"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE pages (name TEXT PRIMARY KEY, page TEXT)")
        cells = [[f"{at}", "2026-02-27", "paid", "x" * (ROW_BYTES // INVOICES - 40)] for at in
                 range(INVOICES)]  # fmt: skip
        rows = [(f"P-{at:03}", json.dumps(cells)) for at in range(1, PARTNERS + 1)]
        made.executemany("INSERT INTO pages VALUES (?, ?)", rows)
    app, held = Flask("bare"), threading.local()
    table = app.jinja_env.from_string(_TABLE)

    def row(name: str) -> str:
        if not hasattr(held, "connection"):
            held.connection = sqlite3.connect(path)
        query = "SELECT page FROM pages WHERE name = ?"
        return str(held.connection.execute(query, (name,)).fetchone()[0])

    app.add_url_rule("/text/<name>", "text", row)
    app.add_url_rule(
        "/table/<name>", "table", lambda name: table.render(rows=json.loads(row(name)))
    )
    quieten()
    waitress.serve(app, host="127.0.0.1", port=port, threads=THREADS, connection_limit=1_000)
