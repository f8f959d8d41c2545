"""Where files lie beyond this machine, as the store knows it; on both databases."""

from datetime import timedelta

import pytest

from sheetsync.portal.store.away import (
    Away,
    addresses,
    all_away,
    away_of,
    forget_away,
    infected_away,
    note_brought,
    note_failed,
    note_gone,
    note_sending,
    note_there,
    to_send,
    want,
    wanted,
)
from sheetsync.portal.store.files_told import FilesTold, files_told, note_files_trouble
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.worker import settle_scan
from sheetsync.portal.vault.remote import Kept, Parcel
from tests.portal.store.conftest import NOW, Sending, invoice, paper

HOUR = timedelta(hours=1)


@pytest.fixture
def sending(store: Store) -> Sending:
    """Three files are sent, one of them by two submissions; a fourth waits for a scanner."""
    send = Sending(store)
    send(invoice("1"), paper("a"), paper("b"))
    send(invoice("2", partner_id="P-002", month=""), paper("c"))
    send(invoice("3"), paper("d", scan="pending"))
    return send


def parcel(store: Store, name: str) -> Parcel:
    return next(
        one.parcel
        for one in to_send(store, NOW + 24 * HOUR, None)
        if one.parcel.name.endswith(name)
    )


def names(store: Store, after: timedelta = timedelta()) -> list[str]:
    return [one.parcel.name for one in to_send(store, NOW + after, None)]


@pytest.mark.usefixtures("sending")
def test_clean_files_are_sent_the_oldest_first(store: Store) -> None:
    assert names(store) == ["S-1001 a.pdf", "S-1001 b.pdf", "S-1002 c.pdf"]
    assert [one.no for one in to_send(store, NOW, 2)] == ["S-1001", "S-1001"]
    found = parcel(store, "c.pdf")
    assert (found.partner_id, found.year, found.size, found.ext) == ("P-002", "2026", 1000, "pdf")
    assert found.sha256 == b"c".hex().ljust(64, "0")


@pytest.mark.usefixtures("sending")
def test_what_is_noted_is_known_until_it_is_there(store: Store) -> None:
    first = parcel(store, "a.pdf")
    note_sending(store, first, "1abc", NOW)
    assert away_of(store, first.place) == Away(first.place, "1abc", "sending", due_at=NOW)
    assert names(store) == ["S-1001 a.pdf", "S-1001 b.pdf", "S-1002 c.pdf"]
    known = Away(first.place, "", "sending", tries=2)
    note_failed(store, known, NOW + HOUR, "no room")
    assert names(store) == ["S-1001 b.pdf", "S-1002 c.pdf"]
    assert names(store, HOUR)[0] == "S-1001 a.pdf"
    failed = away_of(store, first.place)
    assert failed == Away(first.place, "", "sending", tries=2, due_at=NOW + HOUR, trouble="no room")
    note_there(store, first, Kept("1xyz", 1000, address="https://drive.example/1xyz"), NOW)
    assert names(store, HOUR) == ["S-1001 b.pdf", "S-1002 c.pdf"]
    assert addresses(store) == {"S-1001": "https://drive.example/1xyz"}
    assert [one.away for one in all_away(store, "there")] == [
        Away(first.place, "1xyz", "there", address="https://drive.example/1xyz", due_at=NOW)
    ]
    forget_away(store, first.place)
    assert away_of(store, first.place) is None


@pytest.mark.usefixtures("sending")
def test_who_asks_first_counts_until_it_came_or_is_gone(store: Store) -> None:
    first, second = parcel(store, "a.pdf"), parcel(store, "b.pdf")
    for one in (first, second):
        note_there(store, one, Kept(f"ref {one.name}", 1000), NOW)
    want(store, first.place, NOW)
    want(store, first.place, NOW + HOUR)
    want(store, "nowhere", NOW)
    want(store, second.place, NOW)
    assert [one.parcel.name for one in wanted(store, 10)] == ["S-1001 a.pdf", "S-1001 b.pdf"]
    assert [one.away and one.away.wanted_at for one in wanted(store, 1)] == [NOW]
    note_brought(store, first.place)
    note_gone(store, second.place, "removed there", NOW)
    assert wanted(store, 10) == ()
    assert [one.parcel.name for one in all_away(store, "there")] == ["S-1001 a.pdf"]
    assert [one.parcel.name for one in all_away(store, "gone")] == ["S-1001 b.pdf"]
    assert len(all_away(store, "there", "gone")) == 2
    assert names(store) == ["S-1002 c.pdf"]
    assert addresses(store) == {}
    assert files_told(store) == FilesTold(1, 0, 1, "", None)


@pytest.mark.usefixtures("sending")
def test_an_infected_file_is_found_where_it_was_sent(store: Store) -> None:
    first = parcel(store, "a.pdf")
    note_there(store, first, Kept("1abc", 1000), NOW)
    assert infected_away(store) == ()
    infected = paper("a")
    settle_scan(store, infected, "infected", f"infected/{first.place}", [])
    assert [one.ref for one in infected_away(store)] == ["1abc"]
    assert all_away(store, "there") == ()


@pytest.mark.usefixtures("sending")
def test_trouble_is_kept_with_its_beginning(store: Store) -> None:
    note_files_trouble(store, "no room", NOW)
    note_files_trouble(store, "still no room", NOW + HOUR)
    assert files_told(store) == FilesTold(3, 0, 0, "still no room", NOW)
    note_files_trouble(store, "", NOW + HOUR)
    assert files_told(store) == FilesTold(3, 0, 0, "", None)
