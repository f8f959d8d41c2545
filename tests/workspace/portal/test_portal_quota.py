"""How much of its share of Google's quota the portal used is kept with each round."""

from dataclasses import replace

from sheetsync.portal.store.worker import get_value
from sheetsync.portal.stored_round import LAST_ROUND, round_of
from sheetsync.workbook.limiter import Limiter
from sheetsync.workbook.retries import PatientClient
from tests.workspace.portal.house import House


def writes(portal: House) -> int | None:
    last = round_of(get_value(portal.store, LAST_ROUND))
    assert last
    return last.writes


def test_a_round_keeps_the_writes_of_its_minute(portal: House) -> None:
    portal.send()
    portal.well()
    # Nothing limits the sandbox.
    assert writes(portal) is None
    client = portal.worker.session.client.http_client
    assert isinstance(client, PatientClient)
    clock = portal.office.clock
    limiter = Limiter(None, clock, {"read": 60, "write": 20}, writer="portal")
    client.patience = replace(client.patience, limiter=limiter)
    portal.send("13")
    portal.well()
    # The log, and the tabs.
    assert writes(portal) == 2
    clock.sleep(61)
    portal.well()
    assert writes(portal) == 0
    client.patience = replace(client.patience, limiter=None)
    limiter.close()
