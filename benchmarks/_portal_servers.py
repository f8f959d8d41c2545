"""The two web processes that benchmarks/portal.py asks: the portal, and a bare Flask page."""

import json
import sqlite3
import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import waitress
from flask import Flask

from sheetsync.config import PortalConfig
from sheetsync.portal.store.opening import Store, open_store
from sheetsync.portal.store.shelf import fill_shelf
from sheetsync.portal.vault.folder import Vault
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.serving import quieten, serve
from sheetsync.rules.portal.page_parts import (
    AskedDocuments,
    AskedInvoice,
    DeskPage,
    PageEntity,
    PageInvoice,
    PartnerPage,
)
from sheetsync.sql import database_address
from sheetsync.tables.signed_links import UploadClaim, token

KEY = "a key that signs links of letters"
BOOK, MONTH = "book-1", "2026-03"
PARTNERS, INVOICES, THREADS = 500, 40, 8
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


def store_in(folder: Path) -> Store:
    """The store in a folder."""
    return open_store(database_address(f"sqlite:///{folder / 'portal.sqlite'}"), BOOK)


def fill(folder: Path) -> list[str]:
    """Put partners on the shelf; the paths of their links."""
    now = Clock().now()
    names = [f"P-{at:03}" for at in range(1, PARTNERS + 1)]
    desk = DeskPage(company="Company", lang="en")
    with store_in(folder) as store:
        fill_shelf(store, {name: page(name, now) for name in names}, desk, now)
    claims = [UploadClaim(name, f"E-{name}", MONTH, "invoice") for name in names]
    signed_at = now - timedelta(hours=1)
    return [f"/u/{token(claim, [KEY], signed_at, version=1)}" for claim in claims]


def page(name: str, now: datetime) -> PartnerPage:
    """A partner that owes an invoice and two papers, with forty invoices of before."""
    entity_id = f"E-{name}"
    until = date(2026, 4, 30)
    invoices = tuple(
        PageInvoice(
            entity_id=entity_id,
            month="2026-02",
            number=f"{at}",
            dated=date(2026, 2, 27),
            amount_minor=100_000 + at,
            currency="RUB",
            status="paid",
            number_key=f"{at}",
        )
        for at in range(INVOICES)
    )
    asked = AskedInvoice(
        entity_id=entity_id, month=MONTH, until=until, amount_minor=28_500_000, currency="RUB"
    )
    papers = AskedDocuments(entity_id=entity_id, month=MONTH, kinds=("act", "sf"), until=until)
    return PartnerPage(
        partner_id=name,
        name="Vector Ltd",
        lang="en",
        company="Company",
        time_zone="Europe/Moscow",
        as_of=now.date(),
        computed_at=now,
        contact="anna@company.example",
        entities=(PageEntity(entity_id=entity_id, name="Vector Ltd", doc_kinds=("act", "sf")),),
        invoices_asked=(asked,),
        documents_asked=(papers,),
        invoices=invoices,
    )


def serve_portal(folder: Path, port: int) -> None:
    """Serve the portal until the process ends."""
    address = f"127.0.0.1:{port}"
    config = PortalConfig(
        url=f"http://{address}",
        listen=address,
        threads=THREADS,
        files_per_month=1_000,
        proxy_hops=1,
    )
    with store_in(folder) as store:
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
