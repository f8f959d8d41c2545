"""What doctor says of the portal's parts, by what the store remembers."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sheetsync.config import ClamdConfig
from sheetsync.portal.store.opening import open_store
from sheetsync.portal.store.owner import owner_of
from sheetsync.portal.store.telling import tell_again, told_before
from sheetsync.portal.store.worker import mark_told, queue_of, set_values, untold_events
from sheetsync.portal.stored_round import LAST_ROUND, StoredRound
from sheetsync.testing.databases import KINDS, new_database
from sheetsync.workspace.portal_check import portal_checks
from tests.portal.vault.test_scanning import clamd, listening
from tests.workspace.portal.house import House


def told(portal: House, **section: Any) -> dict[str, tuple[str, str]]:
    config = portal.office.config
    assert config.portal is not None
    changed = msgspec.structs.replace(config.portal, **section)
    config = msgspec.structs.replace(config, portal=changed)
    return {one.name: (one.state, one.text) for one in portal_checks(config, portal.office.clock)}


def remember(portal: House, minutes_ago: int = 0, **what: Any) -> None:
    at = portal.office.clock.now() - timedelta(minutes=minutes_ago)
    set_values(portal.store, {LAST_ROUND: StoredRound(at=at, **what).encoded()})


def test_each_part_says_how_it_stands(portal: House) -> None:
    portal.send()
    found = told(portal)
    assert found["portal store"] == ("ok", "the store can be read, events waiting for the log: 1")
    assert found["portal worker"] == ("warning", "the worker has not run yet")
    assert found["portal files"][0] == "ok"
    assert found["portal keys"] == ("ok", "signing keys: 1")
    assert found["portal scanner"] == ("warning", "nobody scans partners' files")


def test_a_worker_is_silent_lacks_tabs_met_trouble_or_is_well(portal: House) -> None:
    remember(portal, minutes_ago=16)
    assert told(portal)["portal worker"] == (
        "bad",
        "the worker has been silent since 2026-04-15 08:44 UTC",
    )
    remember(portal, missing=("Inbox",))
    assert told(portal)["portal worker"] == ("bad", "the workbook lacks the tabs Inbox")
    remember(portal, trouble=("Google is away",))
    assert told(portal)["portal worker"] == ("warning", "the last round met: Google is away")
    remember(portal, waiting=3)
    assert told(portal)["portal worker"][0] == "ok"


def test_a_store_that_nobody_made_a_key_that_is_gone_a_scanner_that_is_away(
    portal: House,
) -> None:
    found = told(
        portal,
        database="other.sqlite",
        key_files=("gone.key",),
        scan=ClamdConfig(clamd="127.0.0.1:1"),
    )
    assert found["portal store"] == ("ok", "comes with the portal's first start")
    assert found["portal keys"][0] == found["portal scanner"][0] == "bad"
    with listening(clamd()) as there:
        scan = ClamdConfig(clamd=f"127.0.0.1:{there.port}")
        assert told(portal, scan=scan)["portal scanner"] == ("ok", "clamd answers")


@pytest.mark.parametrize("kind", KINDS)
def test_whose_store_it_is_can_be_asked_before_it_is_opened(kind: str, tmp_path: Path) -> None:
    with new_database(kind, tmp_path) as address:
        assert owner_of(address) == ""
        open_store(address, "book-7").close()
        assert owner_of(address) == "book-7"


def test_what_the_log_lost_is_told_again(portal: House) -> None:
    portal.send()
    (row,) = untold_events(portal.store)
    now = portal.office.clock.now()
    mark_told(portal.store, [row[0].row_id], now)
    later = now + timedelta(seconds=1)
    assert told_before(portal.store, later) == {row[0].row_id}
    assert told_before(portal.store, now) == set()
    tell_again(portal.store, [row[0].row_id])
    assert queue_of(portal.store).untold == 1
