"""Partners' files go into Drive, each once; none is believed before its checksum is right.

What broke elsewhere is tried here: a second file after a lost answer (google/skicka#14, rclone#28,
#360, ios-legacy#141), a new file that a search does not find yet (kopia#90, auto-archiver#191), an
id that is known before (cloud-drive-extension#55), checksums of damaged content (acd_cli#236,
pub-dev#8728), a full Drive (PyDrive2#142, n8n#26050, kopia#2656), a file that Drive calls evil
(rclone#2338, goindex#188).
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from hashlib import md5, sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sheetsync.config.structs import FoldersConfig
from sheetsync.errors import (
    AccessDeniedError,
    CredentialsError,
    DeadlineError,
    RemoteVaultError,
    SheetsyncError,
    WriteInDoubtError,
)
from sheetsync.portal.limits import Limits
from sheetsync.portal.store.away import away_of, forget_away, want
from sheetsync.portal.store.files_told import FilesTold, files_told
from sheetsync.portal.store.worker import all_submissions
from sheetsync.sandbox.hooks import Fault
from sheetsync.workspace.backup.restoring import RestoreOptions, restore_state
from sheetsync.workspace.backup.saving import back_up
from sheetsync.workspace.portal_check import portal_checks
from sheetsync.workspace.portal_export import exported
from sheetsync.workspace.portal_files import lost_files
from sheetsync.workspace.portal_recovery import recovered_store
from sheetsync.workspace.portal_remote import file_keeper
from tests.workspace.portal.house import PDF, House, house
from tests.workspace.portal.kept_elsewhere import (
    DRIVE_CONFIG,
    away,
    keeper,
    kept_in,
    place_of,
    remote_of,
)

CONTENT = r"upload_id="
BEGIN = r"uploadType=resumable$|uploadType=resumable&fields"


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[House]:
    """A portal whose files are kept in the sandbox's Drive."""
    with kept_in("drive", tmp_path) as (made, _):
        yield made


def in_drive(portal: House, *, trashed: bool = False) -> list[dict[str, Any]]:
    """The files with content that are in Drive, or in its bin, oldest first."""
    fields = "files(id,name,mimeType,parents,sha256Checksum,appProperties,trashed)"
    query = f"trashed = {str(trashed).lower()}"
    found = portal.office.people.request("GET", f"/drive/v3/files?q={query}&fields={fields}")
    files = [one for one in found["files"] if "google-apps" not in one["mimeType"]]
    return files[::-1]


def sha256_of(portal: House, no: str) -> str:
    (file,) = portal.stored(no).files
    return file.sha256


def days_later(portal: House, days: float, *numbers: str) -> None:
    """Days go by; files of these submissions came here before."""
    came = portal.office.clock.now().timestamp()
    for no in numbers:
        os.utime(portal.worker.vault.path(place_of(portal, no)), (came, came))
    portal.office.clock.sleep(days * 24 * 3600)


def is_here(portal: House, no: str) -> bool:
    return portal.worker.vault.holds(place_of(portal, no))


def released(portal: House, no: str) -> None:
    """A file that only Drive has any more."""
    keeper(portal).turn()
    days_later(portal, 40, no)
    keeper(portal).turn()
    assert not is_here(portal, no)


def test_a_file_lies_in_its_partners_folder_by_year(kept: House) -> None:
    no = kept.send("12")
    kept.well()
    assert keeper(kept).turn() == 1
    (file,) = in_drive(kept)
    assert (file["name"], file["sha256Checksum"]) == (f"{no} invoice.pdf", sha256_of(kept, no))
    year = kept.office.people.request("GET", f"/drive/v3/files/{file['parents'][0]}?fields=*")
    folder = kept.office.people.request("GET", f"/drive/v3/files/{year['parents'][0]}?fields=*")
    assert (year["name"], folder["name"]) == ("2026", "P-001 Север")
    assert folder["appProperties"] == {"sheetsyncPartner": "P-001"}
    state = away(kept, no)
    assert (state.state, state.ref) == ("there", file["id"])
    assert state.address == f"https://drive.google.com/file/d/{file['id']}/view?usp=drivesdk"
    # It is opened here for a month still.
    assert is_here(kept, no)
    assert keeper(kept).turn() == 0
    assert len(in_drive(kept)) == 1


def test_the_folder_that_partners_have_already_is_taken(kept: House) -> None:
    made = kept.office.people.request(
        "POST",
        "/drive/v3/files",
        {
            "name": "renamed by us",
            "mimeType": "application/vnd.google-apps.folder",
            "appProperties": {"sheetsyncPartner": "P-001"},
        },
    )
    kept.send("12")
    kept.send("13")
    keeper(kept).turn()
    first, second = in_drive(kept)
    assert first["parents"] == second["parents"]
    year = kept.office.people.request("GET", f"/drive/v3/files/{first['parents'][0]}?fields=*")
    assert year["parents"] == [made["id"]]


def test_a_folder_that_a_person_deleted_is_made_anew(kept: House) -> None:
    kept.send("12")
    worker = keeper(kept)
    worker.turn()
    (file,) = in_drive(kept)
    kept.office.people.request("DELETE", f"/drive/v3/files/{file['parents'][0]}")
    no = kept.send("13")
    with pytest.raises(RemoteVaultError):
        worker.turn()
    kept.office.clock.sleep(120)
    worker.turn()
    assert away(kept, no).state == "there"
    (again,) = in_drive(kept)
    assert again["parents"] != file["parents"]


def test_a_wrong_checksum_is_not_believed(kept: House) -> None:
    no = kept.send("12")
    kept.office.hooks.fail(Fault(kind="damaged", method="PUT", path=CONTENT))
    with pytest.raises(RemoteVaultError, match=f"{no} invoice.pdf: the checksum is not ours"):
        keeper(kept).turn()
    assert in_drive(kept) == []
    (wrong,) = in_drive(kept, trashed=True)
    assert wrong["sha256Checksum"] != sha256_of(kept, no)
    assert (away(kept, no).state, away(kept, no).ref, is_here(kept, no)) == ("sending", "", True)
    assert files_told(kept.store).trouble.endswith("the file stays on this machine")
    # Not at once again, and then as a new file.
    assert keeper(kept).turn() == 0
    kept.office.clock.sleep(120)
    assert keeper(kept).turn() == 1
    (right,) = in_drive(kept)
    assert right["id"] != wrong["id"]
    assert right["sha256Checksum"] == sha256_of(kept, no)
    assert files_told(kept.store) == FilesTold(0, 0, 0, "", None)


def test_a_wrong_copy_that_we_may_not_remove_is_left_and_not_believed(kept: House) -> None:
    no = kept.send("12")
    kept.office.hooks.fail(Fault(kind="damaged", method="PUT", path=CONTENT))
    kept.office.hooks.fail(Fault(status=403, method="PATCH"))
    with pytest.raises(RemoteVaultError, match="the checksum is not ours"):
        keeper(kept).turn()
    kept.office.clock.sleep(120)
    keeper(kept).turn()
    wrong, right = in_drive(kept)
    assert away(kept, no).ref == right["id"] != wrong["id"]
    assert right["sha256Checksum"] == sha256_of(kept, no)


def test_an_md5_is_a_checksum_too(kept: House) -> None:
    first, second = kept.send("12"), kept.send("13")
    for no, content in ((first, None), (second, b"another")):
        path = kept.worker.vault.path(place_of(kept, no))
        told = md5(content or path.read_bytes(), usedforsecurity=False).hexdigest()
        body = {"size": str(path.stat().st_size), "md5Checksum": told}
        kept.office.hooks.fail(Fault(status=200, after=True, body=body, method="PUT", path=CONTENT))
    with pytest.raises(RemoteVaultError, match=f"{second} invoice.pdf: the checksum is not ours"):
        keeper(kept).turn()
    assert [away(kept, no).state for no in (first, second)] == ["there", "sending"]


def test_without_years_files_lie_in_the_partners_folder(tmp_path: Path) -> None:
    config = DRIVE_CONFIG.replace("parent: root\n", "parent: root\n  years: false\n")
    with house(tmp_path, config) as made:
        made.send("12")
        keeper(made).turn()
        (file,) = in_drive(made)
        folder = made.office.people.request("GET", f"/drive/v3/files/{file['parents'][0]}?fields=*")
        assert folder["appProperties"] == {"sheetsyncPartner": "P-001"}


def test_a_drive_with_many_files_is_looked_through_in_pages(
    kept: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sheetsync.workbook.drive_files._PAGE", "2")
    for number in range(10, 15):
        kept.send(f"{number}")
    keeper(kept).turn()
    assert len(list(remote_of(kept).all_kept())) == 5
    assert lost_files(kept.store, remote_of(kept)) == ()


def test_a_wrong_checksum_holds_up_no_other_file(kept: House) -> None:
    first, second = kept.send("12"), kept.send("13")
    kept.office.hooks.fail(Fault(kind="damaged", method="PUT", path=CONTENT))
    with pytest.raises(RemoteVaultError):
        keeper(kept).turn()
    assert [away(kept, no).state for no in (first, second)] == ["sending", "there"]


def test_no_checksum_is_no_right_one(kept: House) -> None:
    no = kept.send("12")
    kept.office.hooks.fail(
        Fault(status=200, after=True, body={"id": "1" + "x" * 43}, method="PUT", path=CONTENT)
    )
    with pytest.raises(RemoteVaultError, match="there is no checksum yet"):
        keeper(kept).turn()
    assert len(in_drive(kept)) == 1
    kept.office.clock.sleep(120)
    assert keeper(kept).turn() == 1
    assert away(kept, no).state == "there"
    assert len(in_drive(kept)) == 1


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("kind", ["reset", "timeout", "truncated", "answer"])
@pytest.mark.parametrize("path", [BEGIN, CONTENT], ids=["announced", "content"])
def test_a_lost_answer_makes_no_second_file(
    kept: House, path: str, kind: Any, *, after: bool
) -> None:
    no = kept.send("12")
    kept.office.hooks.fail(Fault(kind=kind, status=502, after=after, path=path, method="P.*"))
    for _ in range(3):
        with suppress(WriteInDoubtError, DeadlineError):
            keeper(kept).turn()
        kept.office.clock.sleep(120)
    assert kept.office.hooks.waiting == 0
    assert [one["sha256Checksum"] for one in in_drive(kept)] == [sha256_of(kept, no)]
    assert away(kept, no).state == "there"


FULL = {
    "error": {
        "errors": [
            {
                "domain": "usageLimits",
                "reason": "quotaExceeded",
                "message": "The user has exceeded their Drive storage quota",
            }
        ],
        "code": 403,
        "message": "The user has exceeded their Drive storage quota",
    }
}
ACCOUNT_FULL = {
    "error": {
        "errors": [{"domain": "usageLimits", "reason": "storageQuotaExceeded", "message": "x"}],
        "code": 403,
        "message": "Service Accounts do not have storage quota. Leverage shared drives.",
    }
}
UNKNOWN_APP = {
    "error": {
        "errors": [{"domain": "global", "reason": "appNotAuthorizedToFile", "message": "x"}],
        "code": 403,
        "message": "The user has not granted the app 1 write access to the file 2.",
    }
}


@pytest.mark.parametrize(
    ("body", "kind", "cure"),
    [
        (FULL, AccessDeniedError, "shared drive"),
        (ACCOUNT_FULL, AccessDeniedError, "shared drive"),
        (UNKNOWN_APP, CredentialsError, "files that it made itself"),
    ],
    ids=["full", "no room of its own", "unknown app"],
)
def test_a_drive_that_refuses_is_told_with_its_cure(
    kept: House, body: Any, kind: type[SheetsyncError], cure: str
) -> None:
    no = kept.send("12")
    began = kept.office.clock.now()
    kept.office.hooks.fail(Fault(status=403, body=body, path=BEGIN, times=2))
    with pytest.raises(kind) as caught:
        keeper(kept).turn()
    assert cure in caught.value.cure
    # Nothing is to be waited for.
    assert kept.office.clock.now() - began < timedelta(seconds=5)
    assert is_here(kept, no)
    kept.office.hooks.reset()
    kept.office.clock.sleep(3600)
    assert keeper(kept).turn() == 1
    assert len(in_drive(kept)) == 1


def test_google_away_for_half_an_hour(kept: House) -> None:
    numbers = [kept.send(f"{number}") for number in range(10, 14)]
    clock = kept.office.clock
    kept.office.hooks.fail(Fault(status=503, times=100_000, path="/drive/"))
    began = clock.now()
    while clock.now() - began < timedelta(minutes=30):
        with pytest.raises((DeadlineError, WriteInDoubtError)):
            keeper(kept).turn()
        clock.sleep(15)
    since = files_told(kept.store).since
    assert since is not None
    assert since <= began + timedelta(minutes=5)
    assert all(is_here(kept, no) for no in numbers)
    kept.office.hooks.reset()
    clock.sleep(120)
    keeper(kept).turn()
    assert [away(kept, no).state for no in numbers] == ["there"] * 4
    assert len(in_drive(kept)) == 4


def test_a_file_is_let_go_after_a_month_and_brought_back_when_somebody_wants_it(
    kept: House,
) -> None:
    no = kept.send("12")
    path = kept.worker.vault.path(place_of(kept, no))
    content = path.read_bytes()
    keeper(kept).turn()
    days_later(kept, 29, no)
    keeper(kept).turn()
    assert is_here(kept, no)
    days_later(kept, 2)
    keeper(kept).turn()
    assert not is_here(kept, no)
    want(kept.store, place_of(kept, no), kept.office.clock.now())
    assert keeper(kept).turn() == 1
    assert path.read_bytes() == content
    assert path.stat().st_mode & 0o777 == 0o600
    assert away(kept, no).wanted_at is None


def test_only_a_copy_that_is_still_right_lets_a_file_go(kept: House) -> None:
    no = kept.send("12")
    keeper(kept).turn()
    (file,) = in_drive(kept)
    target = f"/upload/drive/v3/files/{file['id']}?uploadType=media"
    kept.office.people.request("PATCH", target, {"another": "content"})
    days_later(kept, 40, no)
    keeper(kept).turn()
    assert is_here(kept, no)
    keeper(kept).turn()
    assert away(kept, no).state == "there"
    assert away(kept, no).ref != file["id"]
    assert in_drive(kept)[-1]["sha256Checksum"] == sha256_of(kept, no)


def test_what_a_person_deleted_is_sent_again_while_it_is_here(kept: House) -> None:
    no = kept.send("12")
    keeper(kept).turn()
    (file,) = in_drive(kept)
    kept.office.people.request("DELETE", f"/drive/v3/files/{file['id']}")
    days_later(kept, 1.1)
    keeper(kept).turn()
    keeper(kept).turn()
    (again,) = in_drive(kept)
    assert (away(kept, no).state, away(kept, no).ref) == ("there", again["id"])


def test_what_a_person_deleted_later_is_gone(kept: House) -> None:
    no = kept.send("12")
    released(kept, no)
    (file,) = in_drive(kept)
    kept.office.people.request("DELETE", f"/drive/v3/files/{file['id']}")
    want(kept.store, place_of(kept, no), kept.office.clock.now())
    keeper(kept).turn()
    state = away(kept, no)
    assert (state.state, state.trouble, state.wanted_at) == ("gone", "removed there", None)
    # The partner sends it once more: it is kept again.
    kept.worker.vault.store(
        BytesIO(PDF + b"%12 1\n%%EOF\n"), "P-001", "2026-03", "a.pdf", Limits(free_bytes=0)
    )
    assert is_here(kept, no)
    days_later(kept, 1.1, no)
    keeper(kept).turn()
    keeper(kept).turn()
    assert away(kept, no).state == "there"


def test_what_lies_in_the_bin_is_gone_until_it_is_taken_out(kept: House) -> None:
    no = kept.send("12")
    released(kept, no)
    (file,) = in_drive(kept)
    target = f"/drive/v3/files/{file['id']}"
    kept.office.people.request("PATCH", target, {"trashed": True})
    days_later(kept, 1.1)
    keeper(kept).turn()
    assert away(kept, no).state == "gone"
    kept.office.people.request("PATCH", target, {"trashed": False})
    days_later(kept, 1.1)
    keeper(kept).turn()
    assert away(kept, no).state == "there"


def test_what_lies_in_the_bin_and_is_wanted_is_saved(kept: House) -> None:
    no = kept.send("12")
    released(kept, no)
    (file,) = in_drive(kept)
    kept.office.people.request("PATCH", f"/drive/v3/files/{file['id']}", {"trashed": True})
    want(kept.store, place_of(kept, no), kept.office.clock.now())
    keeper(kept).turn()
    assert is_here(kept, no)
    days_later(kept, 1.1, no)
    keeper(kept).turn()
    keeper(kept).turn()
    (again,) = in_drive(kept)
    assert again["id"] == away(kept, no).ref != file["id"]


def test_a_changed_file_is_not_given_to_anybody(kept: House) -> None:
    no = kept.send("12")
    released(kept, no)
    (file,) = in_drive(kept)
    target = f"/upload/drive/v3/files/{file['id']}?uploadType=media"
    kept.office.people.request("PATCH", target, {"another": "content"})
    want(kept.store, place_of(kept, no), kept.office.clock.now())
    keeper(kept).turn()
    assert (away(kept, no).state, away(kept, no).trouble) == ("gone", "changed there")
    assert not is_here(kept, no)


def test_a_store_that_was_lost_adopts_no_changed_file(kept: House) -> None:
    no = kept.send("12")
    released(kept, no)
    (file,) = in_drive(kept)
    target = f"/upload/drive/v3/files/{file['id']}?uploadType=media"
    kept.office.people.request("PATCH", target, {"another": "content"})
    forget_away(kept.store, place_of(kept, no))
    keeper(kept).turn()
    assert (away(kept, no).state, away(kept, no).trouble) == ("gone", "changed there")
    # It may be all that there is: nobody throws it away.
    assert [one["id"] for one in in_drive(kept)] == [file["id"]]


def test_what_is_wanted_and_here_is_brought_already(kept: House) -> None:
    no = kept.send("12")
    keeper(kept).turn()
    want(kept.store, place_of(kept, no), kept.office.clock.now())
    began = kept.office.hooks.requests
    assert keeper(kept).turn() == 1
    assert away(kept, no).wanted_at is None
    # Nobody was asked for it.
    assert kept.office.hooks.requests == began


def test_a_damaged_answer_is_not_given_to_anybody(kept: House) -> None:
    no = kept.send("12")
    released(kept, no)
    kept.office.hooks.fail(Fault(kind="damaged", after=True, path="alt=media"))
    want(kept.store, place_of(kept, no), kept.office.clock.now())
    keeper(kept).turn()
    assert not is_here(kept, no)


def test_a_store_that_was_lost_finds_its_files_by_their_content(kept: House) -> None:
    no = kept.send("12")
    kept.well()
    released(kept, no)
    (file,) = in_drive(kept)
    kept.close()
    for path in kept.office.folder.glob("portal.sqlite*"):
        path.unlink()
    found = recovered_store(kept.office.config, kept.office.clock, http=kept.office.http)
    assert found.missing_files == ()
    kept.reopened()
    assert [one.submission.no for one in all_submissions(kept.store)] == [no]
    assert (away(kept, no).state, away(kept, no).ref) == ("there", file["id"])
    want(kept.store, place_of(kept, no), kept.office.clock.now())
    assert keeper(kept).turn() == 1
    assert is_here(kept, no)
    assert len(in_drive(kept)) == 1


def test_a_recovery_names_what_nobody_has(kept: House) -> None:
    no = kept.send("12")
    kept.well()
    released(kept, no)
    (file,) = in_drive(kept)
    kept.office.people.request("DELETE", f"/drive/v3/files/{file['id']}")
    kept.close()
    for path in kept.office.folder.glob("portal.sqlite*"):
        path.unlink()
    found = recovered_store(kept.office.config, kept.office.clock, http=kept.office.http)
    assert found.missing_files == ((no, "invoice.pdf"),)


def test_an_infected_file_leaves_drive(kept: House) -> None:
    no = kept.send("12")
    keeper(kept).turn()
    place = place_of(kept, no)
    kept.worker.vault.set_aside(place)
    layout = kept.store.layout
    with kept.store.writing() as connection:
        connection.execute(layout.file.update().values(scan="infected", place=f"infected/{place}"))
    keeper(kept).turn()
    assert in_drive(kept) == []
    assert away_of(kept.store, place) is None


def test_a_file_that_waits_for_the_scanner_waits_here(tmp_path: Path) -> None:
    with house(tmp_path, DRIVE_CONFIG + "  scan: {clamd: 127.0.0.1:1}\n") as made:
        made.send("12")
        assert keeper(made).turn() == 0
        assert in_drive(made) == []


def test_our_people_open_it_in_drive_and_what_is_pasted_stays_the_portals(kept: House) -> None:
    no = kept.send("12")
    kept.well()
    assert str(kept.inbox().loc[no, "file"]).endswith(f"/f/{no}")
    keeper(kept).turn()
    kept.well()
    assert kept.inbox().loc[no, "file"] == away(kept, no).address
    (_, row) = kept.cells("Invoices to enter")
    assert f"http://127.0.0.1:8795/f/{no}" in row


def test_doctor_names_what_drive_lacks(kept: House) -> None:
    no = kept.send("12")
    assert archive(kept) == (
        "ok",
        "Drive or S3 answers, all files are there; waiting to be sent: 1",
    )
    keeper(kept).turn()
    assert archive(kept)[1].endswith("waiting to be sent: 0")
    (file,) = in_drive(kept)
    kept.office.people.request("DELETE", f"/drive/v3/files/{file['id']}")
    said = f"files are gone from where they were kept, or changed: {no} invoice.pdf"
    assert archive(kept) == ("bad", said)


def test_doctor_tells_what_stands_in_the_way_and_a_folder_that_is_not_there(kept: House) -> None:
    kept.send("12")
    kept.office.hooks.fail(Fault(kind="damaged", method="PUT", path=CONTENT))
    with pytest.raises(RemoteVaultError):
        keeper(kept).turn()
    state, said = archive(kept)
    assert (state, "the checksum is not ours" in said) == ("warning", True)
    config = msgspec.structs.replace(kept.office.config, folders=FoldersConfig(parent="1nowhere"))
    (found,) = (one for one in portal_checks(config, kept.office.clock) if "archive" in one.name)
    assert (found.state, found.text) == (
        "bad",
        "Google finds no folder 1nowhere, named in folders.parent",
    )


def archive(portal: House) -> tuple[str, str]:
    checks = portal_checks(portal.office.config, portal.office.clock)
    (found,) = (one for one in checks if one.name == "portal archive")
    return found.state, found.text


def test_a_portal_with_a_folder_has_no_archive(portal: House) -> None:
    names = [one.name for one in portal_checks(portal.office.config, portal.office.clock)]
    assert "portal archive" not in names
    assert file_keeper(portal.worker) is None


def test_an_export_brings_what_lies_in_drive(kept: House, tmp_path: Path) -> None:
    here, there, gone = kept.send("11"), kept.send("12"), kept.send("13")
    keeper(kept).turn()
    days_later(kept, 40, there, gone)
    os.utime(kept.worker.vault.path(place_of(kept, here)))
    keeper(kept).turn()
    assert not kept.worker.vault.holds(place_of(kept, there))
    kept.office.people.request("DELETE", f"/drive/v3/files/{away(kept, gone).ref}")
    folder = tmp_path / "out"
    found = exported(kept.store, kept.worker.vault, folder, remote=remote_of(kept))
    assert (found.files, found.missing) == (2, ((gone, "invoice.pdf"),))
    digests = {sha256(one.read_bytes()).hexdigest() for one in (folder / "files").iterdir()}
    assert digests == {sha256_of(kept, here), sha256_of(kept, there)}


def test_a_backup_holds_what_is_nowhere_else(kept: House, tmp_path: Path) -> None:
    there = kept.send("12")
    keeper(kept).turn()
    here = kept.send("13")
    made = back_up(kept.office.path, kept.office.clock, tmp_path / "out")
    names = [one.name for one in made.members if one.name.startswith("portal_files/")]
    assert names == [f"portal_files/{place_of(kept, here).replace('/', '-')}"]
    # On another machine: the store knows where the other one is.
    place = place_of(kept, there)
    kept.close()
    for path in [*kept.office.folder.glob("portal.sqlite*"), *kept.office.folder.glob("vault/*")]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    options = RestoreOptions(force=True)
    restore_state(made.path, kept.office.path, kept.office.clock, options)
    kept.reopened()
    want(kept.store, place, kept.office.clock.now())
    assert keeper(kept).turn() >= 1
    assert kept.worker.vault.holds(place)
    assert away(kept, here).state == "there"
    assert len(in_drive(kept)) == 2
