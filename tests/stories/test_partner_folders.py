"""Folders for partners: made once whatever happens, shared when asked, linked in the letters."""

import email
import json
from collections.abc import Iterator
from email import policy
from pathlib import Path
from typing import Any

import pytest

from jobs import monthly_reports
from sheetsync.errors import AccessDeniedError, ConfigError, SheetsyncError
from sheetsync.sandbox.hooks.faults import Fault
from sheetsync.testing.office import Office
from sheetsync.workspace import Outcome
from sheetsync.workspace.folders import partner_folders

DRIVE = "https://www.googleapis.com/drive/v3/files"
FOLDER = "application/vnd.google-apps.folder"
CONFIG = """\
sandbox: workbook.sqlite
state: state
mail:
  sender: "Organizer <reports@organizer.example>"
  folder: letters
folders:
  parent: https://drive.google.com/drive/folders/{parent}
  years: {years}
"""


def new_folder(office: Office, name: str, **more: object) -> str:
    answer = office.http.post(DRIVE, json={"name": name, "mimeType": FOLDER, **more})
    return str(answer.json()["id"])


def listed(office: Office, parent: str) -> list[dict[str, Any]]:
    query = f"'{parent}' in parents and trashed = false"
    params = {"q": query, "fields": "files(id,name,appProperties,permissions)"}
    found: list[dict[str, Any]] = office.http.get(DRIVE, params=params).json()["files"]
    return sorted(found, key=lambda file: str(file["name"]))


def names(office: Office, parent: str) -> list[str]:
    return [file["name"] for file in listed(office, parent)]


def run(office: Office, *, share: bool = False, **options: Any) -> Outcome:
    with office.open("folders", **options) as workspace:
        return workspace.run(lambda ws: partner_folders(ws, share=share))


@pytest.fixture
def parent(office: Office) -> str:
    """A folder for the folders, named in the office's config."""
    made = new_folder(office, "Партнёры")
    office.path.write_text(CONFIG.format(parent=made, years="true"), encoding="utf-8")
    return made


ALL = ["P-001 Вектор", "P-002 Север", "P-003 Юг"]


def test_every_active_partner_gets_a_folder_with_the_year_in_it(
    office: Office, parent: str
) -> None:
    office.people.type("Партнёры", "D3", "пауза")
    office.people.type("Партнёры", "J4", "https://own.example/yug")
    outcome = run(office)
    assert outcome.headline == "папок создано: 1 из 1"
    (folder,) = listed(office, parent)
    assert folder["name"] == "P-001 Вектор"
    assert folder["appProperties"] == {"sheetsyncPartner": "P-001"}
    assert names(office, folder["id"]) == ["2026"]
    links = office.tab("partner_links")
    assert list(links["partner_id"]) == ["P-001"]
    assert links["folder"].iloc[0] == outcome.payload["folders"][0]["url"]
    assert folder["id"] in links["folder"].iloc[0]


def test_the_second_run_makes_nothing_and_writes_only_its_row(office: Office, parent: str) -> None:
    run(office)
    before = (listed(office, parent), office.stored())
    outcome = run(office)
    assert outcome.headline == "папок создано: 0 из 3"
    after = (listed(office, parent), office.stored())
    assert after[0] == before[0]
    changed = {title for title, cells in after[1].items() if cells != before[1][title]}
    assert changed == {"Журнал запусков"}


def test_a_folder_is_known_by_its_property_whatever_people_call_it(
    office: Office, parent: str
) -> None:
    property_ = {"appProperties": {"sheetsyncPartner": "P-002"}}
    made = new_folder(office, "Наш любимый Север", parents=[parent], **property_)
    new_folder(office, "P-003 Юг", parents=[parent])
    outcome = run(office)
    assert [folder["made"] for folder in outcome.payload["folders"]] == [True, False, True]
    assert made in outcome.payload["folders"][1]["url"]
    assert names(office, parent) == ["P-001 Вектор", "P-003 Юг", "P-003 Юг", "Наш любимый Север"]


@pytest.mark.parametrize("code", ["Ё" * 64, "a'b \\\\ \"c/d"])
def test_a_folder_of_any_code_is_found_again(office: Office, parent: str, code: str) -> None:
    """Google keeps 124 bytes of a property with its name."""
    office.people.type("Партнёры", "A2", code)
    assert run(office).headline == "папок создано: 3 из 3"
    assert run(office).headline == "папок создано: 0 из 3"
    owners = [str(folder["appProperties"]["sheetsyncPartner"]) for folder in listed(office, parent)]
    assert all(len(owner.encode()) <= 124 - len("sheetsyncPartner") for owner in owners)
    assert code in office.tab("partner_links")["partner_id"].tolist()


@pytest.mark.parametrize("lost", range(3))
def test_a_lost_answer_makes_no_second_folder(office: Office, parent: str, lost: int) -> None:
    office.hooks.fail(Fault(kind="reset", after=True, method="POST", path="/drive/", skip=lost))
    assert run(office).headline == "папок создано: 3 из 3"
    assert names(office, parent) == ALL
    for folder in listed(office, parent):
        assert names(office, folder["id"]) == ["2026"]


@pytest.mark.parametrize("made", [1, 2, 3, 4])
def test_a_run_that_died_after_making_a_folder_is_repeated_without_a_double(
    office: Office, parent: str, made: int
) -> None:
    # The folder is made, its answer lost, and nothing of Drive answers any more.
    fault = Fault(kind="reset", after=True, method="POST", path="/drive/", skip=made - 1)
    office.hooks.fail(fault)
    office.hooks.fail(Fault(status=404, method="GET", path="in parents", skip=made, times=99))
    with pytest.raises(SheetsyncError):
        run(office)
    office.hooks.reset()
    assert list(office.tab("partner_links")["partner_id"]) == []
    run(office)
    assert names(office, parent) == ALL
    for folder in listed(office, parent):
        assert names(office, folder["id"]) == ["2026"]
    assert list(office.tab("partner_links")["partner_id"]) == ["P-001", "P-002", "P-003"]


@pytest.mark.usefixtures("parent")
def test_shared_drives_are_asked_for_in_every_request(office: Office, tmp_path: Path) -> None:
    office.hooks.log_to(tmp_path / "requests.jsonl")
    run(office, share=True)
    office.hooks.log_to(None)
    lines = (tmp_path / "requests.jsonl").read_text(encoding="utf-8").splitlines()
    drive = [line["url"] for line in map(json.loads, lines) if "/drive/" in line["url"]]
    # The spreadsheet itself is looked for by the sandbox's own door.
    asked = [url for url in drive if "spreadsheet" not in url]
    assert len(asked) > 10
    assert [url for url in asked if "supportsAllDrives=true" not in url] == []
    lists = [url for url in asked if "q=" in url]
    assert [url for url in lists if "includeItemsFromAllDrives=true" not in url] == []


def shared_with(folder: dict[str, Any]) -> list[str]:
    return [one["emailAddress"] for one in folder["permissions"] if one["role"] == "writer"]


def test_folders_are_shared_only_when_asked_and_only_with_report_addresses(
    office: Office, parent: str
) -> None:
    run(office)
    assert [shared_with(folder) for folder in listed(office, parent)] == [[], [], []]
    office.people.type("Партнёры", "G2", "buh@vector.example; dir@vector.example")
    office.people.type("Партнёры", "G3", "не адрес")
    outcome = run(office, share=True)
    assert [shared_with(folder) for folder in listed(office, parent)] == [
        ["buh@vector.example", "dir@vector.example"], [], ["buh@yug.example"],
    ]  # fmt: skip
    assert outcome.payload["folders"][0]["shared_with"] == [
        "buh@vector.example", "dir@vector.example",
    ]  # fmt: skip
    office.people.type("Партнёры", "G2", "buh@vector.example; new@vector.example")
    again = run(office, share=True)
    assert again.payload["folders"][0]["shared_with"] == ["new@vector.example"]
    told = list(office.tab("partner_links")["shared_with"].fillna(""))
    assert told == ["buh@vector.example; new@vector.example", "", "buh@yug.example"]
    run(office)
    assert list(office.tab("partner_links")["shared_with"].fillna("")) == told


@pytest.mark.usefixtures("parent")
def test_an_address_that_google_refuses_is_told_and_stops_nobody_else(
    office: Office,
) -> None:
    refusal = {"error": {"code": 400, "message": "no Google account"}}
    fault = Fault(status=400, method="POST", path="/permissions", body=refusal)
    office.hooks.fail(fault)
    outcome = run(office, share=True)
    assert outcome.exit_code == 1
    assert [folder["not_shared_with"] for folder in outcome.payload["folders"]] == [
        ["buh@vector.example"], [], [],
    ]  # fmt: skip
    assert len(office.tab("partner_links")) == 3
    assert run(office, share=True).exit_code == 0


def test_a_dry_run_says_which_and_makes_none(office: Office, parent: str) -> None:
    before = office.stored()
    outcome = run(office, share=True, dry_run=True)
    assert outcome.headline.startswith("папок будет создано: 3 из 3 (")
    assert [folder["url"] for folder in outcome.payload["folders"]] == ["", "", ""]
    assert outcome.payload["would_change"] == ["partner_links"]
    assert listed(office, parent) == []
    assert office.stored() == before


@pytest.mark.usefixtures("parent")
def test_the_folder_of_a_partner_who_pauses_stays_linked(
    office: Office,
) -> None:
    run(office)
    office.people.type("Партнёры", "D2", "пауза")
    outcome = run(office)
    assert outcome.headline == "папок создано: 0 из 3"
    assert list(office.tab("partner_links")["partner_id"]) == ["P-001", "P-002", "P-003"]


def test_in_december_the_next_year_is_made_too(office: Office, parent: str) -> None:
    office.clock.sleep(240 * 24 * 3600)
    run(office)
    assert names(office, listed(office, parent)[0]["id"]) == ["2026", "2027"]


def test_years_can_be_left_out(office: Office, parent: str) -> None:
    office.path.write_text(CONFIG.format(parent=parent, years="false"), encoding="utf-8")
    run(office)
    assert names(office, listed(office, parent)[0]["id"]) == []


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        ("", "config.yaml: folders.parent: is missing"),
        ("1gone", "config.yaml: folders.parent: Google finds no folder 1gone"),
        ("book", "config.yaml: folders.parent: Google finds no folder "),
    ],
)
def test_a_parent_that_is_none_is_told_with_the_cure(
    office: Office, folder: str, message: str
) -> None:
    parent = office.session.spreadsheet_id if folder == "book" else folder
    text = CONFIG.format(parent=parent, years="true")
    if not folder:
        text = text.partition("folders:\n")[0]
    office.path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        run(office)
    assert caught.value.message.startswith(message)
    assert caught.value.cure


@pytest.mark.usefixtures("parent")
def test_an_account_without_storage_is_told_of_shared_drives(
    office: Office,
) -> None:
    refusal = {"error": {"code": 403, "message": "storage quota exceeded"}}
    office.hooks.fail(Fault(status=403, method="POST", path="/drive/", body=refusal))
    with pytest.raises(AccessDeniedError) as caught:
        run(office)
    assert caught.value.message == (
        "No folder can be made for P-001: Google refuses: storage quota exceeded"
    )
    assert "a folder in a shared drive" in caught.value.cure


def letters(office: Office) -> Iterator[tuple[str, str]]:
    """Address and text of each letter."""
    for raw in office.letters().values():
        message = email.message_from_bytes(raw, policy=policy.default)
        body = message.get_body(("plain",))
        assert body is not None
        yield message["To"], body.get_content()


@pytest.mark.usefixtures("parent")
def test_the_letter_leads_to_the_folder_that_was_made(
    office: Office,
) -> None:
    office.people.type("Партнёры", "J4", "https://own.example/yug")
    outcome = run(office)
    urls = {folder["partner_id"]: folder["url"] for folder in outcome.payload["folders"]}
    office.run(monthly_reports.run)
    texts = dict(letters(office))
    assert urls["P-001"] in texts["buh@vector.example"]
    assert urls["P-002"] in texts["buh@sever.example"]
    assert "https://own.example/yug" in texts["buh@yug.example"]
