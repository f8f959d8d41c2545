"""Whatever dies on the way of a file to Drive or S3, and back: nothing is lost, nothing doubled."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import cast

import msgspec
import pytest

from sheetsync.errors import RemoteVaultError, SheetsyncError
from sheetsync.portal.store import away as store_away
from sheetsync.portal.store.away import note_sending, want
from sheetsync.portal.store.files_told import FilesTold, files_told
from sheetsync.portal.vault.remote import RemoteVault
from sheetsync.workspace import portal_files
from sheetsync.workspace.backup.saving import brought_by_hand
from sheetsync.workspace.portal_files import FileKeeper, lost_files
from tests.portal.vault.s3_server import BUCKET, S3Server
from tests.workspace.portal.house import House
from tests.workspace.portal.kept_elsewhere import (
    DiedError,
    Mortal,
    away,
    keeper,
    kept_in,
    place_of,
    remote_of,
)

BOTH = ["drive", "s3"]
DAY_S = 24 * 3600
#: More calls than any turn makes.
MOST = 7


@pytest.fixture
def s3(tmp_path: Path) -> Iterator[tuple[House, S3Server]]:
    with kept_in("s3", tmp_path) as (portal, server):
        assert server is not None
        yield portal, server


def mortal(portal: House, dies_at: int, *, after: bool) -> tuple[FileKeeper, Mortal]:
    place = Mortal(remote_of(portal), dies_at, after)
    office = portal.office
    return FileKeeper(
        portal.store, portal.worker.vault, office.clock, lambda: cast("RemoteVault", place)
    ), place


def contents(portal: House) -> list[str]:
    """Digests of all that is kept elsewhere."""
    remote = remote_of(portal)
    found = []
    for kept in remote.all_kept():
        seen = remote.look(kept.ref)
        assert seen is not None
        found.append(seen.sha256)
    return sorted(found)


def sent_contents(portal: House) -> list[str]:
    return sorted(file.sha256 for one in portal.every() for file in one.files)


def is_here(portal: House, no: str) -> bool:
    return portal.worker.vault.holds(place_of(portal, no))


def came_long_ago(portal: House, *numbers: str) -> None:
    came = portal.office.clock.now().timestamp()
    for no in numbers:
        os.utime(portal.worker.vault.path(place_of(portal, no)), (came, came))
    portal.office.clock.sleep(40 * DAY_S)


def lived_on(portal: House) -> None:
    """Workers after the one that died: a day of them, with time in between."""
    for _ in range(4):
        portal.reopened()
        with suppress(SheetsyncError):
            keeper(portal).turn()
        portal.office.clock.sleep(600)
    keeper(portal).turn()


@pytest.mark.slow
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("kind", BOTH)
def test_killed_at_each_call_while_files_are_sent(
    kind: str, tmp_path: Path, *, after: bool
) -> None:
    died = []
    for dies_at in range(1, MOST):
        folder = tmp_path / f"{dies_at}"
        folder.mkdir()
        with kept_in(kind, folder) as (portal, _):
            numbers = [portal.send("12"), portal.send("13", partner_id="P-002", entity_id="E-2")]
            worker, place = mortal(portal, dies_at, after=after)
            try:
                worker.turn()
            except DiedError:
                died.append(place.calls[-1])
            lived_on(portal)
            assert contents(portal) == sent_contents(portal), (dies_at, place.calls)
            assert [away(portal, no).state for no in numbers] == ["there", "there"]
            assert all(is_here(portal, no) for no in numbers)
    assert set(died) >= {"reserve", "put", "all_kept"}


NOTES = ["note_sending", "note_there"]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("kind", BOTH)
def test_killed_around_what_is_noted(
    kind: str,
    note: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    after: bool,
) -> None:
    with kept_in(kind, tmp_path) as (portal, _):
        no = portal.send("12")
        real = getattr(store_away, note)

        def dying(*given: object) -> None:
            if after:
                real(*given)
            raise DiedError(note)

        with monkeypatch.context() as patched:
            patched.setattr(portal_files, note, dying)
            with pytest.raises(DiedError):
                keeper(portal).turn()
        lived_on(portal)
        assert contents(portal) == sent_contents(portal)
        assert (away(portal, no).state, is_here(portal, no)) == ("there", True)


@pytest.mark.slow
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("kind", BOTH)
def test_killed_at_each_call_while_files_are_let_go_and_brought_back(
    kind: str, tmp_path: Path, *, after: bool
) -> None:
    died = []
    for dies_at in range(1, 6):
        folder = tmp_path / f"{dies_at}"
        folder.mkdir()
        with kept_in(kind, folder) as (portal, _):
            no, wanted = portal.send("12"), portal.send("13")
            keeper(portal).turn()
            came_long_ago(portal, wanted)
            keeper(portal).turn()
            assert not is_here(portal, wanted)
            came_long_ago(portal, no)
            want(portal.store, place_of(portal, wanted), portal.office.clock.now())
            worker, place = mortal(portal, dies_at, after=after)
            try:
                worker.turn()
            except DiedError:
                died.append(place.calls[-1])
            keeper(portal).turn()
            assert is_here(portal, wanted)
            assert contents(portal) == sent_contents(portal)
            assert away(portal, no).state == "there"
            assert lost_files(portal.store, remote_of(portal)) == ()
    assert set(died) >= {"fetch", "all_kept", "look"}


def test_a_file_goes_to_s3_and_comes_back(s3: tuple[House, S3Server]) -> None:
    portal, server = s3
    no = portal.send("12")
    place = place_of(portal, no)
    content = portal.worker.vault.path(place).read_bytes()
    assert keeper(portal).turn() == 1
    assert ("PUT", f"/{BUCKET}/files/{place}") in server.asked
    assert (away(portal, no).state, away(portal, no).address) == ("there", "")
    came_long_ago(portal, no)
    keeper(portal).turn()
    assert not is_here(portal, no)
    want(portal.store, place, portal.office.clock.now())
    keeper(portal).turn()
    assert portal.worker.vault.path(place).read_bytes() == content


def test_damaged_content_in_s3_is_not_believed(s3: tuple[House, S3Server]) -> None:
    portal, server = s3
    no = portal.send("12")
    server.damage("PUT")
    with pytest.raises(RemoteVaultError, match="the checksum is not ours"):
        keeper(portal).turn()
    assert contents(portal) == []
    assert is_here(portal, no)
    portal.office.clock.sleep(120)
    keeper(portal).turn()
    assert contents(portal) == sent_contents(portal)


def test_s3_that_took_a_file_and_lost_the_answer(s3: tuple[House, S3Server]) -> None:
    portal, server = s3
    portal.send("12")
    # All tries of one call: the file is there after the first.
    for _ in range(3):
        server.fail("PUT", 500, after=True)
    with pytest.raises(RemoteVaultError):
        keeper(portal).turn()
    portal.office.clock.sleep(120)
    before = len([one for one in server.asked if one[0] == "PUT"])
    keeper(portal).turn()
    # It was looked up, and not sent again.
    assert len([one for one in server.asked if one[0] == "PUT"]) == before
    assert contents(portal) == sent_contents(portal)


def test_a_bucket_that_was_taken_away_loses_nothing(s3: tuple[House, S3Server]) -> None:
    portal, server = s3
    no = portal.send("12")
    keeper(portal).turn()
    came_long_ago(portal, no)
    for _ in range(50):
        server.fail(".*", 404, "<Error><Code>NoSuchBucket</Code></Error>")
    with pytest.raises(RemoteVaultError, match="NoSuchBucket"):
        keeper(portal).turn()
    assert (away(portal, no).state, is_here(portal, no)) == ("there", True)
    assert "NoSuchBucket" in files_told(portal.store).trouble
    server.back()
    keeper(portal).turn()
    assert files_told(portal.store) == FilesTold(0, 0, 0, "", None)


def test_noted_twice_is_known_once(s3: tuple[House, S3Server]) -> None:
    portal, _ = s3
    no = portal.send("12")
    (moving,) = store_away.to_send(portal.store, portal.office.clock.now(), None)
    for ref in ("one", "two"):
        note_sending(portal.store, moving.parcel, ref, portal.office.clock.now())
    assert away(portal, no).ref == "two"


def test_a_backup_says_which_keys_are_brought_by_hand(s3: tuple[House, S3Server]) -> None:
    portal, _ = s3
    keys = "portal.vault: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY"
    assert keys in brought_by_hand(portal.office.config)
    section = msgspec.structs.replace(portal.worker.section, vault="drive")
    config = msgspec.structs.replace(portal.office.config, portal=section)
    assert keys not in brought_by_hand(config)


def test_content_of_the_same_size_lets_no_file_go(
    s3: tuple[House, S3Server], tmp_path: Path
) -> None:
    portal, _ = s3
    no = portal.send("12")
    keeper(portal).turn()
    place = place_of(portal, no)
    another = tmp_path / "another"
    another.write_bytes(b"x" * portal.worker.vault.path(place).stat().st_size)
    (moving,) = store_away.all_away(portal.store, "there")
    remote_of(portal).put(place, moving.parcel, another)
    came_long_ago(portal, no)
    keeper(portal).turn()
    assert is_here(portal, no)
    portal.office.clock.sleep(120)
    # Another content lies under its key: it goes, and the right one is sent.
    with suppress(RemoteVaultError):
        keeper(portal).turn()
    portal.office.clock.sleep(120)
    keeper(portal).turn()
    assert contents(portal) == sent_contents(portal)


@pytest.mark.parametrize("kind", BOTH)
def test_a_list_that_leaves_files_out_loses_none(kind: str, tmp_path: Path) -> None:
    with kept_in(kind, tmp_path) as (portal, _):
        portal.send("12")
        portal.send("13")
        keeper(portal).turn()
        remote = remote_of(portal)
        listed = list(remote.all_kept())
        for leaves_out in (listed[:1], [], listed):
            short = Mortal(remote)
            short.all_kept = lambda found=leaves_out: iter(found)  # type: ignore[attr-defined]
            assert lost_files(portal.store, cast("RemoteVault", short)) == ()
