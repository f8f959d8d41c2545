"""Stores of earlier layouts hold all they held under today's program, on both databases."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from sheetsync.portal.store.away import addresses, wanted
from sheetsync.portal.store.contacts import contact_of, preference_of
from sheetsync.portal.store.copying import copy_store
from sheetsync.portal.store.entering import all_acceptances
from sheetsync.portal.store.files_told import files_told
from sheetsync.portal.store.layout import LAYOUT
from sheetsync.portal.store.letters import letters_due, letters_in
from sheetsync.portal.store.opening import Store, open_found, open_store
from sheetsync.portal.store.own import own_submissions
from sheetsync.portal.store.shelf import desk_page, partner_page, shelf_filled_at
from sheetsync.portal.store.worker import (
    all_submissions,
    get_value,
    pending_files,
    untold_events,
)
from sheetsync.sql import DatabaseAddress, database_address
from tests.portal.store.conftest import BOOK, NOW, Sending, invoice, paper, seat_of

STORED = sorted((Path(__file__).parent / "stored").glob("layout-*.sqlite"))


def test_every_layout_is_stored() -> None:
    assert [path.stem for path in STORED] == [f"layout-{number + 1}" for number in range(LAYOUT)]


@pytest.fixture(params=STORED, ids=lambda path: path.stem)
def stored(
    request: pytest.FixtureRequest, address: DatabaseAddress, tmp_path: Path
) -> Iterator[Store]:
    """A stored one, brought up to date; on a server, its copy there."""
    file = tmp_path / "stored.sqlite"
    shutil.copy(request.param, file)
    if address.path is None:
        with open_found(database_address(f"sqlite:///{file}")) as source:
            copy_store(source, address)
    else:
        address = database_address(f"sqlite:///{file}")
    with open_store(address, BOOK) as store:
        yield store


def _is_since(layout: int, request: pytest.FixtureRequest) -> bool:
    """Whether the stored one is of this layout or a later one."""
    return any(f"layout-{number}" in request.node.name for number in range(layout, LAYOUT + 1))


def test_submissions_and_their_events_are_as_they_were(stored: Store) -> None:
    kept = all_submissions(stored)
    told = {one.submission.no: [event.kind for event in one.events] for one in kept}
    assert told == {
        "S-1001": ["received", "replaced"],
        "S-1002": ["received"],
        "S-1003": ["received", "asked", "answered"],
        "S-1004": ["received", "withdrawn"],
    }
    assert [len(one.files) for one in kept] == [2, 1, 1, 1]
    first, act = kept[0].submission, kept[2].submission
    assert (first.text, first.amount_minor, first.doc_date) == (
        "ёж\nжук",
        28_500_000,
        date(2026, 4, 1),
    )
    assert (act.kind, act.doc_kind, act.number, act.amount_minor) == ("document", "act", "", None)
    assert kept[0].events[1].other_no == "S-1002"
    assert kept[2].events[2].text == "31 March"
    assert [one.submission.no for one in own_submissions(stored, seat_of("P-002"))] == ["S-1004"]
    assert [no for no, _ in pending_files(stored)] == ["S-1002"]


def test_queue_pages_and_letters_are_as_they_were(stored: Store) -> None:
    assert [one.seq for one, _, _ in untold_events(stored)] == [*range(4, 9)]
    assert get_value(stored, "log_sheet") == "77"
    page, desk = partner_page(stored, seat_of()), desk_page(stored)
    assert page is not None
    assert desk is not None
    assert (page.name, page.submissions[0].no, desk.lang) == ("Firm", "S-1003", "ru")
    assert shelf_filled_at(stored) == NOW
    assert [one.key for one in letters_due(stored, NOW)] == ["receipt/S-1002"]
    assert [one.key for one in letters_in(stored, ["sent"])] == ["receipt/S-1001"]
    with stored.reading() as connection:
        for table in (stored.layout.session, stored.layout.sign_in, stored.layout.audit):
            assert connection.scalar(sa.select(sa.func.count()).select_from(table)) == 1


def test_partners_go_on_sending(stored: Store) -> None:
    sent = Sending(stored)(invoice("31", text="newest"), paper("f"))
    assert (sent.no, sent.replaced_no) == ("S-1005", "S-1002")
    assert [one.seq for one, _, _ in untold_events(stored)] == [*range(4, 11)]


def test_who_signs_in_is_as_it_was(stored: Store, request: pytest.FixtureRequest) -> None:
    is_older = "layout-1" in request.node.name
    anna = contact_of(stored, "buh@firm.example", "P-001")
    assert (anna and (anna.name, anna.role, anna.lang)) == (
        None if is_older else ("Anna", "full", "en")
    )
    muted = preference_of(stored, "P-001", "buh@firm.example").muted
    assert muted == (set() if is_older else {"receipt"})
    with stored.reading() as connection:
        (session,) = connection.execute(stored.layout.session.select()).mappings().all()
        browsers = connection.execute(stored.layout.browser.select()).all()
    # A session of before was opened before links had been revoked, and by no code.
    told = (session["link_version"], session["browser"], session["confirmed_at"])
    assert told == ((1, "", None) if is_older else (2, "Firefox, Linux", NOW))
    assert len(browsers) == (0 if is_older else 1)


def test_rows_that_were_asked_for_are_as_they_were(
    stored: Store, request: pytest.FixtureRequest
) -> None:
    kept = all_acceptances(stored)
    if not _is_since(3, request):
        assert kept == ()
        return
    assert [(one.no, one.state, one.by) for one in kept] == [
        ("S-1003", "writing", "Anna"),
        ("S-1004", "failed", "Ivan"),
    ]
    assert kept[0].tried_at == NOW + timedelta(minutes=1)
    assert kept[1].reason == {"ru": "нет вкладки", "en": "no tab"}


def test_where_files_lie_is_as_it_was(stored: Store, request: pytest.FixtureRequest) -> None:
    told = files_told(stored)
    # The file that waits for a scanner is none that could be sent.
    if not _is_since(4, request):
        assert (told.unsent, told.wanted, told.gone) == (4, 0, 0)
        return
    assert (told.unsent, told.wanted, told.gone) == (3, 1, 0)
    (one,) = wanted(stored, 10)
    assert one.away is not None
    assert (one.parcel.name, one.parcel.partner_id) == ("S-1001 a.pdf", "P-001")
    assert (one.away.ref, one.away.state, one.away.wanted_at) == ("1abc", "there", NOW)
    assert addresses(stored) == {"S-1001": "https://drive.google.com/file/d/1abc/view"}
