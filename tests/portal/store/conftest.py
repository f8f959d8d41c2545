"""A store on both databases, and what a partner sends."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from sheetsync.portal.limits import Limits
from sheetsync.portal.store.opening import Store, open_store
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sending import Sent, receive
from sheetsync.rules.portal.submissions import FileFacts, Submission
from sheetsync.sql import DatabaseAddress
from sheetsync.testing.databases import KINDS, new_database

NOW = datetime(2026, 4, 2, 8, tzinfo=UTC)
BOOK = "book-1"
LIMITS = Limits()


def seat_of(partner_id: str = "P-001", **how: object) -> Seat:
    """Whoever may do all for a partner."""
    options = {"person": "b…@firm.example", "role": "full", "level": "full"} | how
    return Seat(partner_id, **options)  # type: ignore[arg-type]


LINK = seat_of(person="partner", level="link", entity_id="E-1", month="2026-03")
DESK = seat_of("", person="Anna", role="desk")


def invoice(number: object = "31", **fields: object) -> Submission:
    """An invoice for March; each has a form of its own."""
    values: dict[str, object] = {
        "no": "",
        "partner_id": "P-001",
        "entity_id": "E-1",
        "month": "2026-03",
        "kind": "invoice",
        "opened_at": NOW,
        "once": f"form of {number} {sorted(fields.items())}",
        "number": number,
        "doc_date": date(2026, 4, 1),
        "amount_minor": 28_500_000,
        "currency": "RUB",
    }
    return Submission(**(values | fields))  # type: ignore[arg-type]


def paper(content: str = "paper", **fields: object) -> FileFacts:
    """A file that lies in the vault."""
    values: dict[str, object] = {
        "sha256": content.encode().hex().ljust(64, "0"),
        "name_shown": f"{content}.pdf",
        "ext": "pdf",
        "size": 1000,
        "place": f"ab/cd/{content}.pdf",
    }
    return FileFacts(**(values | fields))  # type: ignore[arg-type]


class Sending:
    """Sends to a store, a minute later each time."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = NOW

    def __call__(
        self,
        draft: Submission,
        *files: FileFacts,
        seat: Seat | None = None,
        limits: Limits = LIMITS,
    ) -> Sent:
        self.now += timedelta(minutes=1)
        mine = seat or seat_of(draft.partner_id)
        return receive(self.store, mine, draft, files, self.now, limits)


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DatabaseAddress]:
    """Of a database that nobody has used."""
    with new_database(request.param, tmp_path) as found:
        yield found


@pytest.fixture(scope="module", params=KINDS)
def used_address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DatabaseAddress]:
    """Of a database that the tests of a file use one after the other: a schema takes its time."""
    with new_database(request.param, tmp_path_factory.mktemp("store")) as found:
        yield found


@pytest.fixture
def store(used_address: DatabaseAddress) -> Iterator[Store]:
    """A store without a row."""
    with open_store(used_address, BOOK) as found:
        empty(found)
        yield found


def empty(store: Store) -> None:
    """Have a store as it was made."""
    with store.writing() as connection:
        meta = store.layout.meta
        made = ("application", "layout", "spreadsheet_id")
        connection.execute(sa.delete(meta).where(meta.c["key"].not_in(made)))
        for table in store.layout.tables[1:]:
            connection.execute(sa.delete(table))


@pytest.fixture
def send(store: Store) -> Sending:
    return Sending(store)
