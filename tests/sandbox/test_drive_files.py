"""Drive v3: files, folders, queries, permissions, comments (sheets-api 2.7)."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from sheetsync.sandbox.adapter import mount
from sheetsync.sandbox.hooks import Hooks
from sheetsync.sandbox.identity import OWNER_EMAIL
from sheetsync.sandbox.server import create_app
from sheetsync.sandbox.switches import Switches
from sheetsync.testing.raw_book import RawBook

DRIVE = "https://www.googleapis.com/drive/v3/files"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"

Json = dict[str, Any]


def make(session: requests.Session, name: str | None, **more: Any) -> Json:
    body = {"name": name, "mimeType": SPREADSHEET} | more
    answer = session.post(DRIVE, json=body, params={"supportsAllDrives": "True"})
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def listed(session: requests.Session, **params: object) -> list[str]:
    answer = session.get(DRIVE, params=params)  # type: ignore[arg-type]  # any query
    assert answer.status_code == 200, answer.text
    return [file["name"] for file in answer.json()["files"]]


def error(answer: requests.Response) -> tuple[int, str, str]:
    (entry,) = answer.json()["error"]["errors"]
    return answer.status_code, entry["reason"], entry.get("location", "")


def test_a_new_file_answers_exactly_four_fields(session: requests.Session) -> None:
    found = make(session, "Team")
    assert found == {
        "kind": "drive#file",
        "id": found["id"],
        "name": "Team",
        "mimeType": SPREADSHEET,
    }
    assert make(session, None)["name"] == "Untitled"


def test_fields_choose_what_is_shown(session: requests.Session) -> None:
    file_id = make(session, "Team")["id"]
    params = {
        "fields": "id,name,createdTime,modifiedTime",
        "supportsAllDrives": "True",
        "includeItemsFromAllDrives": "True",
    }
    found = session.get(f"{DRIVE}/{file_id}", params=params).json()
    assert set(found) == {"id", "name", "createdTime", "modifiedTime"}
    assert datetime.fromisoformat(found["createdTime"]).tzinfo == UTC
    whole = session.get(f"{DRIVE}/{file_id}", params={"fields": "*"}).json()
    assert whole["owners"][0]["emailAddress"] == OWNER_EMAIL
    assert whole["capabilities"]["canEdit"] is True
    some = session.get(f"{DRIVE}/{file_id}", params={"fields": "owners(*),version"}).json()
    assert some["version"] == "1"
    assert some["owners"][0]["me"] is True


@pytest.mark.parametrize("fields", ["nope", "id(", "files(id)"])
def test_unknown_fields_are_refused(session: requests.Session, fields: str) -> None:
    file_id = make(session, "Team")["id"]
    answer = session.get(f"{DRIVE}/{file_id}", params={"fields": fields})
    assert error(answer) == (400, "invalidParameter", "fields")


def test_an_edit_moves_the_time_and_the_version(tmp_path: Path) -> None:
    hooks = Hooks()
    hooks.set_time(datetime(2026, 4, 1, 12, tzinfo=UTC))
    session = mount(requests.Session(), create_app(tmp_path / "t.sandbox", hooks=hooks))
    book = RawBook.new(session)
    params = {"fields": "modifiedTime,createdTime,version"}
    before = session.get(f"{DRIVE}/{book.file_id}", params=params).json()
    hooks.advance(60)
    book.write("Sheet1!A1", [["x"]])
    after = session.get(f"{DRIVE}/{book.file_id}", params=params).json()
    assert after["createdTime"] == before["createdTime"] == "2026-04-01T12:00:00.000Z"
    assert after["modifiedTime"] == "2026-04-01T12:01:00.000Z"
    assert int(after["version"]) > int(before["version"])


def test_a_deleted_file_is_gone_everywhere(book: RawBook) -> None:
    answer = book.session.delete(f"{DRIVE}/{book.file_id}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Content-Type"] == "text/html"
    assert book.answer("GET").status_code == 404
    gone = book.session.get(f"{DRIVE}/{book.file_id}")
    assert gone.json() == {
        "error": {
            "errors": [
                {
                    "domain": "global",
                    "reason": "notFound",
                    "message": f"File not found: {book.file_id}.",
                    "locationType": "parameter",
                    "location": "fileId",
                }
            ],
            "code": 404,
            "message": f"File not found: {book.file_id}.",
        }
    }


def test_files_are_listed_newest_first_by_pages(session: requests.Session) -> None:
    for name in "abc":
        make(session, name)
    assert listed(session) == ["c", "b", "a"]
    first = session.get(DRIVE, params={"pageSize": "2", "pageToken": ""}).json()
    assert [file["name"] for file in first["files"]] == ["c", "b"]
    assert set(first) == {"kind", "incompleteSearch", "files", "nextPageToken"}
    last = session.get(DRIVE, params={"pageSize": "2", "pageToken": first["nextPageToken"]}).json()
    assert [file["name"] for file in last["files"]] == ["a"]
    assert "nextPageToken" not in last
    fields = "kind,nextPageToken,files(id)"
    assert set(session.get(DRIVE, params={"fields": fields}).json()) == {"kind", "files"}
    assert session.get(DRIVE, params={"fields": "kind"}).json() == {"kind": "drive#fileList"}


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"pageToken": "x"}, (400, "invalid", "pageToken")),
        ({"pageSize": "0"}, (400, "invalidParameter", "pageSize")),
        ({"pageSize": "1001"}, (400, "invalidParameter", "pageSize")),
        ({"q": "name ~ 'x'"}, (400, "invalid", "q")),
        ({"q": "name"}, (400, "invalid", "q")),
        ({"q": "name = 'x' and"}, (400, "invalid", "q")),
        ({"q": "name = 'x' name = 'y'"}, (400, "invalid", "q")),
        ({"q": "(name = 'x'"}, (400, "invalid", "q")),
        ({"q": "name = x"}, (400, "invalid", "q")),
        ({"q": "name > 'x'"}, (400, "invalid", "q")),
        ({"q": "colour = 'x'"}, (400, "invalid", "q")),
        ({"q": "'x' in name"}, (400, "invalid", "q")),
        ({"q": "modifiedTime contains '2026'"}, (400, "invalid", "q")),
        ({"q": "appProperties has { key='a' }"}, (400, "invalid", "q")),
        ({"q": "appProperties has { key='a' or value='b' }"}, (400, "invalid", "q")),
        ({"orderBy": "colour"}, (400, "invalid", "orderBy")),
        ({"fields": "files(nope)"}, (400, "invalidParameter", "fields")),
    ],
)
def test_wrong_list_parameters_are_refused(
    session: requests.Session, params: dict[str, str], expected: tuple[int, str, str]
) -> None:
    make(session, "x")
    assert error(session.get(DRIVE, params=params)) == expected


@pytest.fixture
def shelf(session: requests.Session) -> dict[str, str]:
    """Ids of two folders, two spreadsheets in the first one, and one outside."""
    first = make(session, "Partners", mimeType=FOLDER)["id"]
    second = make(session, "Old", mimeType=FOLDER)["id"]
    ids = {"Partners": first, "Old": second}
    for name in ("Север", "it's"):
        ids[name] = make(session, name, parents=[first], appProperties={"partner": name})["id"]
    ids["Outside"] = make(session, "Outside", starred=True)["id"]
    return ids


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (f'mimeType="{SPREADSHEET}"', ["Outside", "it's", "Север"]),
        (f"mimeType = '{FOLDER}' and trashed = false", ["Old", "Partners"]),
        ('name = "Север"', ["Север"]),
        ("name = 'север'", ["Север"]),
        (r"name = 'it\'s'", ["it's"]),
        ("name contains 'art'", ["Partners"]),
        ("fullText contains 'old'", ["Old"]),
        ("name != 'Old' and not name contains 'e'", ["it's", "Север"]),
        ("(name = 'Old' or name = 'Outside') and starred = true", ["Outside"]),
        ("starred != true and mimeType != 'x' and title = 'Old'", ["Old"]),
        ("parents in 'PARTNERS'", ["it's", "Север"]),
        ("'PARTNERS' in parents", ["it's", "Север"]),
        ("'root' in parents and name contains 'o'", ["Outside", "Old"]),
        ("'me' in owners and name = 'Old'", ["Old"]),
        ("'nobody@x.example' in writers", []),
        ("'me' in readers and trashed = true", []),
        ("appProperties has { key='partner' and value='Север' }", ["Север"]),
        ("createdTime > '2020-01-01T00:00:00' and name = 'Old'", ["Old"]),
        ("modifiedTime <= '2020-01-01T00:00:00Z'", []),
        ("modifiedTime >= '2020-01-01' and modifiedTime != '2020-01-01' and name='Old'", ["Old"]),
        ("modifiedTime < '2999-01-01T00:00:00+00:00' and name = 'Old'", ["Old"]),
        ("modifiedTime = '2020-01-01'", []),
        ("sharedWithMe = true", []),
    ],
)
def test_queries_find_files(
    session: requests.Session, shelf: dict[str, str], query: str, names: list[str]
) -> None:
    assert listed(session, q=query.replace("PARTNERS", shelf["Partners"])) == names


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("name", ["it's", "Old", "Outside", "Partners", "Север"]),
        ("name desc", ["Север", "Partners", "Outside", "Old", "it's"]),
        ("folder,name_natural", ["Old", "Partners", "it's", "Outside", "Север"]),
        ("createdTime", ["Partners", "Old", "Север", "it's", "Outside"]),
    ],
)
def test_lists_are_ordered(
    session: requests.Session, shelf: dict[str, str], order: str, names: list[str]
) -> None:
    assert len(shelf) == 5
    found = listed(session, orderBy=order)
    if order == "createdTime":
        assert sorted(found) == sorted(names)
    else:
        assert found == names


def test_a_file_is_renamed_moved_and_described(
    session: requests.Session, shelf: dict[str, str]
) -> None:
    address = f"{DRIVE}/{shelf['Outside']}"
    params = {
        "addParents": shelf["Partners"],
        "removeParents": "root",
        "fields": "name,parents,appProperties",
    }
    body = {"name": "Inside", "appProperties": {"a": "1", "b": None}}
    found = session.patch(address, json=body, params=params).json()
    root = session.get(f"{DRIVE}/root").json()["id"]
    assert found["name"] == "Inside"
    assert found["appProperties"] == {"a": "1"}
    assert shelf["Partners"] in found["parents"]
    assert session.patch(address, params={"removeParents": root}).status_code == 200
    found = session.get(address, params={"fields": "parents"}).json()
    assert found["parents"] == [shelf["Partners"]]
    sheet = session.get(f"https://sheets.googleapis.com/v4/spreadsheets/{shelf['Outside']}").json()
    assert sheet["properties"]["title"] == "Inside"
    merged = session.patch(
        address, json={"appProperties": {"b": "2"}}, params={"fields": "appProperties"}
    ).json()
    assert merged == {"appProperties": {"a": "1", "b": "2"}}
    found = session.patch(
        address,
        json={"modifiedTime": "2030-01-01T00:00:00.000Z"},
        params={"fields": "modifiedTime"},
    ).json()
    assert found == {"modifiedTime": "2030-01-01T00:00:00.000Z"}


def test_parents_are_not_written_directly_and_must_exist(
    session: requests.Session, shelf: dict[str, str]
) -> None:
    address = f"{DRIVE}/{shelf['Outside']}"
    assert error(session.patch(address, json={"parents": ["x"]}))[:2] == (403, "fieldNotWritable")
    missing = session.patch(address, params={"addParents": "nowhere"})
    assert error(missing) == (404, "notFound", "fileId")
    body = {"name": "x", "parents": ["nowhere"]}
    assert session.post(DRIVE, json=body).status_code == 404


def test_a_deleted_folder_takes_its_files(session: requests.Session, shelf: dict[str, str]) -> None:
    session.delete(f"{DRIVE}/{shelf['Partners']}")
    assert listed(session) == ["Outside", "Old"]


def test_a_copy_keeps_sheet_ids_and_values(book: RawBook) -> None:
    book.type_in("Sheet1!A1", [["12%", "=A1"]])
    named = {"name": "Rate", "range": {"sheetId": 0, "endRowIndex": 1}}
    book.batch(
        {"addSheet": {"properties": {"title": "Two", "sheetId": 7}}},
        {"addNamedRange": {"namedRange": named}},
    )
    copied = book.session.post(f"{DRIVE}/{book.file_id}/copy", json={"name": None}).json()
    assert copied["name"] == "Copy of Book"
    other = RawBook(book.session, copied["id"])
    assert [one["properties"]["sheetId"] for one in other.get()["sheets"]] == [0, 7]
    assert other.formulas() == [[0.12, "=A1"]]
    assert other.values("Rate") == [["12%", "0.12"]]
    other.write("Sheet1!A1", [[1]])
    assert book.stored() == [[0.12, 0.12]]


PERMISSION = {"role": "writer", "type": "user", "emailAddress": "ann@team.example"}


def test_sharing_lists_addresses_only_on_demand(book: RawBook) -> None:
    address = f"{DRIVE}/{book.file_id}/permissions"
    made = book.session.post(
        address, json=PERMISSION | {"withLink": True}, params={"sendNotificationEmail": "False"}
    ).json()
    assert set(made) == {"kind", "id", "type", "role"}
    plain = book.session.get(address).json()
    assert plain["kind"] == "drive#permissionList"
    assert all("emailAddress" not in one for one in plain["permissions"])
    whole = book.session.get(address, params={"fields": "nextPageToken,permissions"}).json()
    assert [one["emailAddress"] for one in whole["permissions"]] == [
        OWNER_EMAIL,
        "ann@team.example",
    ]
    stars = book.session.get(address, params={"fields": "permissions(*)"}).json()
    assert stars["permissions"][1]["displayName"] == "ann"
    shared = book.session.get(f"{DRIVE}/{book.file_id}", params={"fields": "shared"}).json()
    assert shared == {"shared": True}


def test_a_role_changes_and_a_permission_goes(book: RawBook) -> None:
    address = f"{DRIVE}/{book.file_id}/permissions"
    number = book.session.post(address, json=PERMISSION).json()["id"]
    again = book.session.post(address, json=PERMISSION | {"role": "reader"}).json()
    assert (again["id"], again["role"]) == (number, "reader")
    changed = book.session.patch(f"{address}/{number}", json={"role": "commenter"}).json()
    assert changed["role"] == "commenter"
    found = book.session.get(f"{address}/{number}", params={"fields": "emailAddress"}).json()
    assert found == {"emailAddress": "ann@team.example"}
    assert book.session.delete(f"{address}/{number}").status_code == 204
    assert error(book.session.get(f"{address}/{number}")) == (404, "notFound", "permissionId")


def test_everybody_and_domains_can_be_let_in(book: RawBook) -> None:
    address = f"{DRIVE}/{book.file_id}/permissions"
    anyone = book.session.post(address, json={"role": "reader", "type": "anyone"}).json()
    assert anyone["id"] == "anyoneWithLink"
    public = {"role": "reader", "type": "anyone", "allowFileDiscovery": True}
    assert book.session.post(address, json=public).json()["id"] == "anyone"
    domain = {"role": "reader", "type": "domain", "domain": "team.example"}
    shown = book.session.post(address, json=domain, params={"fields": "domain,type"}).json()
    assert shown == {"domain": "team.example", "type": "domain"}


def test_ownership_is_transferred_only_on_purpose(book: RawBook) -> None:
    address = f"{DRIVE}/{book.file_id}/permissions"
    owner = PERMISSION | {"role": "owner"}
    refused = book.session.post(address, json=owner)
    assert error(refused) == (403, "forbidden", "transferOwnership")
    number = book.session.post(address, json=owner, params={"transferOwnership": "true"}).json()[
        "id"
    ]
    roles = [one["role"] for one in book.session.get(address).json()["permissions"]]
    assert roles == ["writer", "owner"]
    assert error(book.session.delete(f"{address}/{number}"))[:2] == (
        403,
        "insufficientFilePermissions",
    )
    first = book.session.get(address).json()["permissions"][0]["id"]
    book.session.patch(f"{address}/{first}", json={"role": "owner"})
    roles = [one["role"] for one in book.session.get(address).json()["permissions"]]
    assert roles == ["owner", "writer"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"type": "user", "emailAddress": "a@b.example"}, (400, "required", "permission.role")),
        ({"role": "reader"}, (400, "required", "permission.type")),
        (
            {"role": "reader", "type": "user", "emailAddress": "nobody"},
            (400, "invalidSharingRequest", ""),
        ),
        ({"role": "reader", "type": "group"}, (400, "invalidSharingRequest", "")),
        ({"role": "reader", "type": "domain"}, (400, "invalid", "permission.domain")),
    ],
)
def test_wrong_permissions_are_refused(
    book: RawBook, body: Json, expected: tuple[int, str, str]
) -> None:
    address = f"{DRIVE}/{book.file_id}/permissions"
    assert error(book.session.post(address, json=body)) == expected
    number = book.session.get(address).json()["permissions"][0]["id"]
    refused = book.session.patch(f"{address}/{number}", json={"role": "king"})
    assert error(refused) == (400, "required", "permission.role")


def test_comments_need_fields_and_are_kept(book: RawBook) -> None:
    address = f"{DRIVE}/{book.file_id}/comments"
    assert error(book.session.get(address)) == (400, "required", "fields")
    assert error(book.session.post(address, json={})) == (400, "required", "fields")
    params = {"fields": "comments/content,comments/anchor,nextPageToken", "pageToken": ""}
    assert book.session.get(address, params=params).json() == {"comments": []}
    made = book.session.post(
        address, json={"content": "why?", "anchor": "A1"}, params={"fields": "content,anchor"}
    ).json()
    assert made == {"content": "why?", "anchor": "A1"}
    book.session.post(address, json={"content": "so"}, params={"fields": "*"})
    assert book.session.get(address, params=params).json() == {
        "comments": [{"content": "why?", "anchor": "A1"}, {"content": "so"}]
    }


def test_about_tells_who_asks(session: requests.Session) -> None:
    address = "https://www.googleapis.com/drive/v3/about"
    assert error(session.get(address)) == (400, "required", "fields")
    found = session.get(address, params={"fields": "user(emailAddress)"}).json()
    assert found == {"user": {"emailAddress": OWNER_EMAIL}}


def test_a_token_is_given_to_whoever_asks(session: requests.Session) -> None:
    found = session.post("https://oauth2.googleapis.com/token", data={"assertion": "x"}).json()
    assert found == {"access_token": "sandbox", "expires_in": 3599, "token_type": "Bearer"}
    assert session.get("https://oauth2.googleapis.com/token").status_code == 404


def test_a_forbidden_file_belongs_to_somebody_else(tmp_path: Path) -> None:
    file_id = "1jIKzPs8LsiZZdLdeMEP-5ZIHw6RkjiOmj1LrJN706Yc"
    app = create_app(tmp_path / "t.sandbox", forbid=[file_id])
    session = mount(requests.Session(), app)
    answer = session.get(f"https://sheets.googleapis.com/v4/spreadsheets/{file_id}")
    assert (answer.status_code, answer.json()) == (
        403,
        {
            "error": {
                "code": 403,
                "message": "The caller does not have permission",
                "status": "PERMISSION_DENIED",
            }
        },
    )
    assert error(session.get(f"{DRIVE}/{file_id}"))[:2] == (403, "insufficientFilePermissions")


@pytest.mark.parametrize(
    ("who", "sees", "status"),
    [("viewer:bob@team.example", ["Book"], 403), ("none:eve@evil.example", [], 404)],
)
def test_viewers_see_and_strangers_do_not(
    tmp_path: Path, who: str, sees: list[str], status: int
) -> None:
    session = mount(requests.Session(), create_app(tmp_path / "t.sandbox", hooks=Hooks()))
    book = RawBook.new(session)
    session.headers["Authorization"] = f"Bearer {who}"
    assert listed(session) == sees
    assert session.patch(f"{DRIVE}/{book.file_id}", json={"name": "x"}).status_code == status
    assert session.delete(f"{DRIVE}/{book.file_id}").status_code == status
    assert error(session.post(DRIVE, json={"name": "x"}))[:2] == (403, "storageQuotaExceeded")


def test_an_account_without_storage_makes_no_files(tmp_path: Path) -> None:
    app = create_app(tmp_path / "t.sandbox", switches=Switches(own_storage=False))
    answer = mount(requests.Session(), app).post(DRIVE, json={"name": "x"})
    assert error(answer)[:2] == (403, "storageQuotaExceeded")


def test_metadata_that_is_no_object_is_refused(session: requests.Session) -> None:
    assert error(session.post(DRIVE, json=["x"]))[:2] == (400, "parseError")
