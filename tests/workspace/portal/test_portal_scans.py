"""Files wait for the scanner: away, back, and what it finds (portal.md 12.2, P13)."""

from datetime import timedelta

from sheetsync.portal.store.letters import letters_in
from sheetsync.portal.vault.scanning import Clamd
from sheetsync.workspace.portal_letters import queue_letters
from sheetsync.workspace.portal_scans import away_since, scan_pending
from tests.portal.vault.test_scanning import EICAR, clamd, listening
from tests.workspace.portal.databases import on_both
from tests.workspace.portal.house import House

NOWHERE = Clamd("127.0.0.1", 1, timeout_s=1)


def letters(portal: House) -> list[tuple[str, tuple[str, ...]]]:
    queue_letters(portal.worker)
    return [(one.kind, one.recipients) for one in letters_in(portal.store, ("pending",))]


@on_both("scanned")
def test_a_clean_file_is_let_through_and_linked(scanned: House) -> None:
    no = scanned.send()
    scanned.well()
    assert scanned.state(no) == "checking"
    assert str(scanned.inbox().loc[no, "file"]) in {"<NA>", "nan"}
    assert len(scanned.cells("Invoices to enter")) == 1
    with listening(clamd()) as there:
        assert scan_pending(scanned.worker, there) == 1
    scanned.well()
    assert scanned.state(no) == "waiting"
    assert str(scanned.inbox().loc[no, "file"]).endswith(f"/f/{no}")
    assert scanned.log() == [(no, "received"), (no, "scanned")]


@on_both("scanned")
def test_an_infected_file_is_moved_aside_and_both_sides_are_told(scanned: House) -> None:
    no = scanned.send(content=EICAR.decode())
    with listening(clamd()) as there:
        scan_pending(scanned.worker, there)
        scan_pending(scanned.worker, there)
    scanned.well()
    assert scanned.state(no) == "infected"
    (file,) = scanned.stored(no).files
    assert (file.scan, file.place.partition("/")[0]) == ("infected", "infected")
    assert scanned.worker.vault.holds(file.place)
    assert scanned.inbox().loc[no, "state"] == "infected"
    assert f"/f/{no}" not in str(scanned.cells("Inbox"))
    assert sorted(letters(scanned)) == [
        ("infected", ("north@north.example",)),
        ("receipt", ("north@north.example",)),
        ("virus", ("accountant@organizer.example",)),
    ]


@on_both("scanned")
def test_a_scanner_that_is_away_is_told_once_after_half_an_hour(scanned: House) -> None:
    no = scanned.send()
    scanned.well()
    scan_pending(scanned.worker, NOWHERE)
    assert away_since(scanned.worker) == scanned.office.clock.now()
    scanned.office.clock.sleep(29 * 60)
    scan_pending(scanned.worker, NOWHERE)
    assert "scanner" not in dict(letters(scanned))
    scanned.office.clock.sleep(60)
    for _ in range(3):
        scan_pending(scanned.worker, NOWHERE)
        scanned.office.clock.sleep(600)
        assert dict(letters(scanned))["scanner"] == ("accountant@organizer.example",)
    assert [kind for kind, _ in letters(scanned)].count("scanner") == 1
    # It comes back, and is away another time.
    with listening(clamd()) as there:
        scan_pending(scanned.worker, there)
    assert (scanned.state(no), away_since(scanned.worker)) == ("waiting", None)
    scanned.office.clock.sleep(3600)
    scanned.send("13")
    scan_pending(scanned.worker, NOWHERE)
    scanned.office.clock.sleep(timedelta(minutes=30).total_seconds())
    assert [kind for kind, _ in letters(scanned)].count("scanner") == 2


@on_both("scanned")
def test_a_file_that_two_submissions_hold_is_looked_at_once(scanned: House) -> None:
    first = scanned.send("1", content="same")
    second = scanned.send("2", content="same", kind="document", doc_kind="act")
    with listening(clamd()) as there:
        scan_pending(scanned.worker, there)
    scanned.well()
    assert {scanned.state(no) for no in (first, second)} == {"waiting"}


@on_both("scanned")
def test_without_a_scanner_what_waited_for_one_is_let_through(scanned: House) -> None:
    no = scanned.send()
    scan_pending(scanned.worker, None)
    scanned.well()
    assert scanned.state(no) == "waiting"
