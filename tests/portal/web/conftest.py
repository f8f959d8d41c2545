"""A portal with one partner on its shelf, asked through WSGI or served by waitress."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from waitress import wasyncore
from werkzeug.test import Client, EnvironBuilder, TestResponse
from werkzeug.wrappers import Request

from sheetsync.config import PortalConfig
from sheetsync.portal.store.opening import Store, open_store
from sheetsync.portal.store.own import own_submissions
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sessions import Opening, new_session
from sheetsync.portal.store.shelf import fill_shelf
from sheetsync.portal.store.worker import record_events
from sheetsync.portal.vault.folder import Vault
from sheetsync.portal.web.app import create_app
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.serving import web_server
from sheetsync.rules.portal.page_contacts import PageContact
from sheetsync.rules.portal.page_parts import (
    AskedDocuments,
    AskedInvoice,
    DeskPage,
    PageEntity,
    PartnerPage,
)
from sheetsync.rules.portal.submissions import Event, EventKind, StoredSubmission
from sheetsync.sql import database_address
from sheetsync.tables.signed_links import UploadClaim, UploadKind, token

KEY = "a key that signs links of letters"
NOW = datetime(2026, 4, 3, 7, 42, tzinfo=UTC)
HOST = "portal.company.example"
URL = f"https://{HOST}"
ADDRESS = "203.0.113.77"
ANNA = "anna@company.example"
#: Of P-001: one may send, one only looks; both at once of P-002 as well.
BUH, READER, BOTH = "buh@firm.example", "reader@firm.example", "both@firm.example"
CONTACTS = (
    PageContact(address=BUH, partner_id="P-001", curator="kim@company.example"),
    PageContact(address=READER, partner_id="P-001", role="read"),
    PageContact(address=BOTH, partner_id="P-001"),
    PageContact(address=BOTH, partner_id="P-002"),
    PageContact(address="alien@other.example", partner_id="P-002"),
)
OWNER = Seat("P-001", "b…@firm.example", role="full", level="full")
FIELDS = {"number": "31", "doc_date": "2026-04-02", "amount": "285 000,00"}


def pdf(text: str = "invoice 31") -> bytes:
    """The smallest file that is a PDF to whoever looks at its structure."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n% "
        + text.encode()
        + b"\nxref\n0 4\n0000000000 65535 f \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
    )


def partner_page_of(partner_id: str = "P-001", **fields: Any) -> PartnerPage:
    """What the shelf holds of a partner that owes an invoice and two papers for March."""
    values: dict[str, Any] = {
        "partner_id": partner_id,
        "name": "ООО «Вектор»",
        "lang": "ru",
        "company": "Северный порт",
        "time_zone": "Europe/Moscow",
        "as_of": NOW.date(),
        "computed_at": NOW - timedelta(minutes=8),
        "contact": "Анна Ким, anna@company.example, +7 900 000-00-00",
        "report_to": ("secret@firm.example",),
        "entities": (
            PageEntity(
                entity_id="E-1",
                name="ООО «Вектор Юг»",
                inn="7707083893",
                pays_vat=True,
                doc_kinds=("act", "sf", "upd1"),
            ),
        ),
        "invoices_asked": (
            AskedInvoice(
                entity_id="E-1",
                month="2026-03",
                until=date(2026, 4, 7),
                amount_minor=28_500_000,
                currency="RUB",
                pay_by=date(2026, 5, 14),
                contract="14/24",
            ),
        ),
        "documents_asked": (
            AskedDocuments(
                entity_id="E-1",
                month="2026-03",
                kinds=("act", "sf"),
                until=date(2026, 4, 10),
                instead=(("upd1",),),
            ),
        ),
    }
    return PartnerPage(**(values | fields))


DESK = DeskPage(
    company="Северный порт", lang="ru", addresses=(ANNA,), entry_owner="acc@company.example"
)


class _Compiled(BytecodeCache):
    """Templates are compiled once for all tests."""

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._codes:
            bucket.bytecode_from_string(self._codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class StandingClock:
    """A clock that tests set."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Portal:
    """The portal and what tests ask it by."""

    web: PortalWeb
    clock: StandingClock
    app: Flask
    pages: dict[str, PartnerPage] = field(default_factory=dict)
    desk: DeskPage = DESK
    contacts: tuple[PageContact, ...] = CONTACTS

    @property
    def store(self) -> Store:
        return self.web.store

    def fill(self, *pages: PartnerPage, at: datetime | None = None) -> None:
        """Have the worker put pages on the shelf."""
        self.pages |= {page.partner_id: page for page in pages}
        moment = at or self.clock.now()
        fill_shelf(self.store, self.pages, self.desk, moment, self.contacts)

    def link(self, kind: UploadKind = "invoice", **claim: Any) -> str:
        """A letter's link, as a path."""
        values = {"partner_id": "P-001", "entity_id": "E-1", "month": "2026-03"} | claim
        version = values.pop("version", 1)
        made = UploadClaim(kind=kind, **values)
        return f"/u/{token(made, [KEY], NOW - timedelta(days=1), version=version)}"

    def browser(self, **how: Any) -> "Browser":
        """Somebody with an empty cookie jar."""
        return Browser(self, **how)

    def seated(self, who: str, **browser: Any) -> "Browser":
        """Somebody who has signed in already: one of `SEATS`, or "nobody"."""
        made = self.browser(**browser)
        if who != "nobody":
            person, seat_of, lasts = SEATS[who]
            seat = replace(seat_of, person=person)
            confirmed_at = self.clock.now() if who in {"fresh", "desk"} else None
            how = Opening(lasts, confirmed_at=confirmed_at)
            with self.store.writing() as connection:
                held = new_session(connection, self.store.layout, seat, self.clock.now(), how)
            made.hold(held)
        return made

    def decide(self, no: str, kind: EventKind, text: str = "") -> None:
        """Have one of our people decide on something."""
        event = Event(
            row_id=f"{no} {kind} {text}",
            submission_no=no,
            kind=kind,
            at=self.clock.now(),
            by="Anna",
            text=text,
        )
        record_events(self.store, [event])

    def sent(self) -> tuple[StoredSubmission, ...]:
        """All that P-001 sent."""
        return own_submissions(self.store, OWNER)


#: By role: the person, the seat, how long the session lasts.
SEATS = {
    "letter": ("partner", Seat("P-001", "", "full", "letter"), timedelta(hours=12)),
    "read": (READER, Seat("P-001", "", "read", "full"), timedelta(days=30)),
    "full": (BUH, OWNER, timedelta(days=30)),
    "fresh": (BUH, OWNER, timedelta(days=30)),
    "unchosen": (BOTH, Seat("", "", "read", "full"), timedelta(days=30)),
    "other": ("alien@other.example", Seat("P-002", "", "full", "full"), timedelta(days=30)),
    "desk": (ANNA, Seat("", "", "desk", "full"), timedelta(hours=12)),
}


class Browser:
    """Asks as a browser does: its host, its origin, its cookies, the form's hidden fields."""

    def __init__(
        self, portal: Portal, address: str = ADDRESS, lang: str = "ru", host: str = HOST
    ) -> None:
        self.portal = portal
        self.client = Client(portal.app, TestResponse)
        self.host = host
        self.address = address
        self.lang = lang

    def get(self, path: str, **how: Any) -> TestResponse:
        return self.ask("GET", path, **how)

    def post(self, path: str, data: Any = None, **how: Any) -> TestResponse:
        headers = {"Origin": self.portal.web.origin, "Sec-Fetch-Site": "same-origin"} | how.pop(
            "headers", {}
        )
        return self.ask("POST", path, data=data, headers=headers, **how)

    def ask(self, method: str, path: str, **how: Any) -> TestResponse:
        headers = {"Host": self.host, "Accept-Language": self.lang} | how.pop("headers", {})
        headers = {name: value for name, value in headers.items() if value is not None}
        with closing(EnvironBuilder(path, URL, method=method, headers=headers, **how)) as builder:
            environ = builder.get_environ()
            environ["REMOTE_ADDR"] = self.address
            with closing(environ["wsgi.input"]):
                return self.client.open(Request(environ), buffered=True)

    def hold(self, session: str) -> None:
        """Have a session's cookie."""
        name = "__Host-sheetsync" if self.portal.web.is_secure else "sheetsync"
        self.client.set_cookie(name, session, domain=self.host.partition(":")[0])

    @property
    def held(self) -> str:
        """What the session's cookie holds; "" for none."""
        name = "__Host-sheetsync" if self.portal.web.is_secure else "sheetsync"
        cookie = self.client.get_cookie(name, domain=self.host.partition(":")[0])
        return cookie.value if cookie else ""

    def form_token(self) -> str:
        """What forms of this session, or of who asks for a letter, carry."""
        self.get("/in")
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get("/in?c=1").text)
        assert found
        return found[1]

    def hidden(self, path: str) -> dict[str, str]:
        """The hidden fields of the form that sends files, as the page has them."""
        return hidden_of(self.get(path).text)

    def send(self, path: str, *files: tuple[str, bytes], **fields: Any) -> TestResponse:
        """Open the page, fill the form, send it."""
        values: dict[str, Any] = self.hidden(path) | FIELDS | fields
        values = {name: value for name, value in values.items() if value is not None}
        given = files or (("Счёт 31.pdf", pdf()),)
        values["file"] = [(BytesIO(content), name) for name, content in given]
        return self.post(path, values)


def hidden_of(page: str, form: str = "data-upload") -> dict[str, str]:
    """The hidden fields of the first form whose tag holds a word."""
    body = next(part for part in page.split("<form")[1:] if form in part.partition(">")[0])
    fields = body.partition("</form>")[0]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', fields))


def words_of(page: str) -> str:
    """What a reader sees of a page, roughly; spaces of every kind are one."""
    text = re.sub(r"<(script|style|head).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(text).split())


def new_portal(
    folder: Path, shown: list[tuple[str, str, str]] | None = None, **config: Any
) -> Iterator[Portal]:
    """A portal; of the demo where `shown` takes what it tells of one-time letters."""
    clock = StandingClock()
    values = {"url": URL} | config
    store = open_store(database_address(f"sqlite:///{folder / 'portal.sqlite'}"), "book-1")
    with store:
        vault = Vault(folder / "vault")
        show = None if shown is None else lambda *letter: shown.append(letter)
        web = PortalWeb(store, vault, PortalConfig(**values), [KEY], clock, show_letter=show)
        made = Portal(web, clock, create_app(web))
        made.app.jinja_env.bytecode_cache = _COMPILED
        made.fill(partner_page_of())
        yield made


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _turn(server: Any, channels: dict[int, Any], stopping: threading.Event) -> None:
    """Turn the server's loop, whose own turning ends only with the process."""
    while not stopping.is_set():
        wasyncore.loop(timeout=0.05, map=channels, count=1)
    server.task_dispatcher.shutdown()
    wasyncore.close_all(channels)


@contextmanager
def serving(web: PortalWeb) -> Iterator[None]:
    """Have waitress serve a portal on this machine."""
    channels: dict[int, Any] = {}
    server, stopping = web_server(web, channels), threading.Event()
    thread = threading.Thread(target=_turn, args=(server, channels, stopping))
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()


def served_portal(folder: Path, **config: Any) -> Iterator[Portal]:
    """A portal that waitress serves on this machine."""
    address = f"127.0.0.1:{free_port()}"
    for portal in new_portal(folder, url=f"http://{address}", listen=address, **config):
        with serving(portal.web):
            yield portal


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    yield from new_portal(tmp_path)


@pytest.fixture
def browser(portal: Portal) -> Browser:
    return portal.browser()
