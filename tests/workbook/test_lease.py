import json
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

import pytest
import requests
import responses
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from sheetsync.errors import DeadlineError, LeaseLostError, RunActiveError, WriteInDoubtError
from sheetsync.testing.clock import StillClock
from sheetsync.workbook.lease import METADATA_KEY, PORTAL_LEASE, SpreadsheetLease
from sheetsync.workbook.open_session import open_session
from sheetsync.workbook.retries import RetryPolicy
from sheetsync.workbook.session import Session

SPREADSHEET = "https://sheets.googleapis.com/v4/spreadsheets/S1"
ACTIVE = (
    "another machine is running for this spreadsheet until 08:15 UTC; nothing was done\n"
    "  cure: wait until that run ends; if its machine is gone, the lease runs out by itself"
)


class Meddled(Protocol):
    before: dict[int, Callable[[], object]]
    lost: set[int]
    refused: set[int]
    seen: list[str]


@pytest.fixture
def first(book: Session, clock: StillClock) -> SpreadsheetLease:
    return SpreadsheetLease(book, clock, run_id="R-1", owner="host one")


@pytest.fixture
def second(people: Session, clock: StillClock) -> SpreadsheetLease:
    return SpreadsheetLease(people, clock, run_id="R-2", owner="host two")


def test_one_machine_holds_the_lease(first: SpreadsheetLease, second: SpreadsheetLease) -> None:
    first.acquire()
    with pytest.raises(RunActiveError) as caught:
        second.acquire()
    assert str(caught.value) == ACTIVE
    first.renew()


def test_a_lease_given_back_is_free(first: SpreadsheetLease, second: SpreadsheetLease) -> None:
    first.acquire()
    first.release()
    second.acquire()


def test_a_lease_runs_out_a_quarter_of_an_hour_after_its_last_renewal(
    first: SpreadsheetLease, second: SpreadsheetLease, clock: StillClock
) -> None:
    first.acquire()
    clock.sleep(600)
    first.renew()
    clock.sleep(timedelta(minutes=15).total_seconds() - 1)
    with pytest.raises(RunActiveError):
        second.acquire()
    clock.sleep(1)
    second.acquire()


def test_who_lost_the_lease_is_told_at_its_renewal(
    first: SpreadsheetLease, second: SpreadsheetLease, clock: StillClock
) -> None:
    first.acquire()
    clock.sleep(3600)
    second.acquire()
    with pytest.raises(LeaseLostError) as caught:
        first.renew()
    assert str(caught.value) == (
        "another machine has taken the spreadsheet over; the rest stays pending\n"
        "  cure: run sheetsync on one machine only, or wait until the other run ends"
    )
    second.renew()


def test_giving_back_a_lost_lease_leaves_the_other_machine_its_own(
    first: SpreadsheetLease, second: SpreadsheetLease, clock: StillClock
) -> None:
    first.acquire()
    clock.sleep(3600)
    second.acquire()
    first.release()
    second.renew()


def test_a_machine_takes_over_what_its_own_dead_run_left(
    first: SpreadsheetLease, book: Session, clock: StillClock
) -> None:
    first.acquire()
    next_run = SpreadsheetLease(book, clock, run_id="R-3", owner="host one")
    next_run.acquire()
    with pytest.raises(LeaseLostError):
        first.renew()


def test_somebody_without_a_journal_takes_over_nothing(book: Session, clock: StillClock) -> None:
    SpreadsheetLease(book, clock, run_id="R-1").acquire()
    with pytest.raises(RunActiveError):
        SpreadsheetLease(book, clock, run_id="R-2").acquire()


def test_a_value_that_nobody_can_read_is_replaced(first: SpreadsheetLease, book: Session) -> None:
    metadata = {
        "metadataKey": METADATA_KEY,
        "metadataValue": "mine!",
        "location": {"spreadsheet": True},
        "visibility": "DOCUMENT",
    }
    book.batch_update([{"createDeveloperMetadata": {"developerMetadata": metadata}}])
    first.acquire()
    first.renew()


def test_of_two_machines_at_the_same_moment_one_holds_it(
    app: Meddled, first: SpreadsheetLease, second: SpreadsheetLease
) -> None:
    app.before[1] = second.acquire
    with pytest.raises(RunActiveError) as caught:
        first.acquire()
    assert str(caught.value) == ACTIVE
    second.renew()


def test_where_an_id_could_be_made_twice_who_sees_two_gives_way(clock: StillClock) -> None:
    leases: list[str] = []

    def searched(_request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        matched = [{"developerMetadata": {"metadataValue": value}} for value in leases]
        return 200, {}, json.dumps({"matchedDeveloperMetadata": matched})

    def changed(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        [change] = json.loads(request.body or b"")["requests"]
        if "createDeveloperMetadata" in change:
            made = change["createDeveloperMetadata"]["developerMetadata"]["metadataValue"]
            leases.extend([made.replace("R-1", "R-2").replace("T08:15", "T08:40"), made])
        else:
            lookup = change["deleteDeveloperMetadata"]["dataFilter"]["developerMetadataLookup"]
            leases.remove(lookup["metadataValue"])
        return 200, {}, json.dumps({"replies": [{}]})

    http = AuthorizedSession(Credentials(token="static"))
    session = open_session(http, "S1", RetryPolicy(clock, None))
    with responses.RequestsMock() as google:
        google.add_callback("POST", f"{SPREADSHEET}/developerMetadata:search", searched)
        google.add_callback("POST", f"{SPREADSHEET}:batchUpdate", changed)
        with pytest.raises(RunActiveError) as caught:
            SpreadsheetLease(session, clock, run_id="R-1", owner="host one").acquire()
    # Until when the other one holds it; our own, which was just given up, is no matter.
    assert caught.value.message == (
        "another machine is running for this spreadsheet until 08:40 UTC; nothing was done"
    )
    assert ["R-2" in value for value in leases] == [True]


def test_a_lost_answer_is_read_back(app: Meddled, first: SpreadsheetLease) -> None:
    app.lost = {1}
    first.acquire()
    first.renew()
    app.lost = {len(app.seen)}
    first.renew()


def test_a_lost_answer_to_a_lease_that_was_not_made_is_told(
    app: Meddled, first: SpreadsheetLease, people: Session
) -> None:
    app.lost = {1}
    app.before[2] = lambda: people.batch_update(
        [
            {
                "deleteDeveloperMetadata": {
                    "dataFilter": {"developerMetadataLookup": {"metadataKey": METADATA_KEY}}
                }
            }
        ]
    )
    with pytest.raises(WriteInDoubtError):
        first.acquire()


def test_the_portal_has_a_lease_of_its_own_for_five_minutes(
    first: SpreadsheetLease, book: Session, people: Session, clock: StillClock
) -> None:
    first.acquire()
    one = SpreadsheetLease(book, clock, run_id="W-1", owner="host one", kind=PORTAL_LEASE)
    two = SpreadsheetLease(people, clock, run_id="W-2", owner="host two", kind=PORTAL_LEASE)
    one.acquire()
    with pytest.raises(RunActiveError) as caught:
        two.acquire()
    assert str(caught.value) == (
        "another machine keeps this spreadsheet's portal until 08:05 UTC; nothing was done\n"
        "  cure: stop the portal there; if that machine is gone, the lease runs out by itself"
    )
    clock.sleep(299)
    with pytest.raises(RunActiveError):
        two.acquire()
    clock.sleep(1)
    two.acquire()
    with pytest.raises(LeaseLostError, match="another machine has taken the portal over"):
        one.renew()
    first.renew()


@pytest.mark.parametrize("is_applied", [True, False])
def test_a_renewal_that_nobody_answered_is_made_up_for(
    first: SpreadsheetLease, app: Meddled, *, is_applied: bool
) -> None:
    """Google is away while the lease is renewed, and comes back: it is still ours."""
    first.acquire()
    app.seen.clear()
    lost = set(range(1, 2_000))
    app.lost, app.refused = (lost | {0}, set()) if is_applied else (set(), lost | {0})
    with pytest.raises(DeadlineError):
        first.renew()
    app.lost, app.refused = set(), set()
    first.renew()
    first.renew()
