"""Drive: files with content under ids that were generated before, and their checksums."""

import hashlib
from typing import Any

import pytest
import requests

FILES = "https://www.googleapis.com/drive/v3/files"
UPLOAD = "https://www.googleapis.com/upload/drive/v3/files"
PDF = "application/pdf"
CONTENT = b"%PDF-1.4 an invoice"
FIELDS = "id,name,size,md5Checksum,sha1Checksum,sha256Checksum,webViewLink,trashed"

Json = dict[str, Any]


def generated(session: requests.Session, **params: str) -> list[str]:
    answer = session.get(f"{FILES}/generateIds", params=params)
    assert answer.status_code == 200
    assert answer.json()["kind"] == "drive#generatedIds"
    ids: list[str] = answer.json()["ids"]
    return ids


def sent(session: requests.Session, metadata: Json, content: bytes = CONTENT) -> requests.Response:
    begun = session.post(
        UPLOAD, params={"uploadType": "resumable", "fields": FIELDS}, json=metadata
    )
    assert begun.status_code == 200
    assert begun.content == b""
    place = begun.headers["Location"]
    assert place.startswith(UPLOAD)
    return session.put(place, data=content, headers={"Content-Type": PDF})


def test_a_resumable_upload_tells_what_came(session: requests.Session) -> None:
    (file_id,) = generated(session, count="1")
    answer = sent(session, {"id": file_id, "name": "a.pdf"})
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "id": file_id,
            "name": "a.pdf",
            "size": str(len(CONTENT)),
            "md5Checksum": hashlib.md5(CONTENT, usedforsecurity=False).hexdigest(),
            "sha1Checksum": hashlib.sha1(CONTENT, usedforsecurity=False).hexdigest(),
            "sha256Checksum": hashlib.sha256(CONTENT).hexdigest(),
            "webViewLink": f"https://drive.google.com/file/d/{file_id}/view?usp=drivesdk",
            "trashed": False,
        },
    )
    found = session.get(f"{FILES}/{file_id}", params={"fields": "mimeType"})
    assert found.json() == {"mimeType": PDF}
    assert session.get(f"{FILES}/{file_id}", params={"alt": "media"}).content == CONTENT


def test_one_id_is_one_file(session: requests.Session) -> None:
    ids = generated(session)
    assert len(set(ids)) == 10
    assert sent(session, {"id": ids[0], "name": "a.pdf"}).status_code == 200
    again = sent(session, {"id": ids[0], "name": "b.pdf"}, b"another")
    assert (again.status_code, again.json()["error"]["errors"][0]["reason"]) == (409, "fileIdInUse")
    assert session.get(f"{FILES}/{ids[0]}", params={"alt": "media"}).content == CONTENT
    # The bin holds it still: its id stays taken.
    session.patch(f"{FILES}/{ids[0]}", json={"trashed": True})
    assert sent(session, {"id": ids[0], "name": "c.pdf"}).status_code == 409


@pytest.mark.parametrize(
    "metadata",
    [{"id": "mine"}, {"id": "1" + "a" * 43, "mimeType": "application/vnd.google-apps.folder"}],
    ids=["made up", "of a folder"],
)
def test_an_id_that_cannot_be_used_is_refused(session: requests.Session, metadata: Json) -> None:
    answer = session.post(FILES, json=metadata)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == "The provided file ID is not usable."


def test_generated_ids_are_counted(session: requests.Session) -> None:
    assert len(generated(session, count="3", space="drive", type="files")) == 3
    assert session.get(f"{FILES}/generateIds", params={"count": "0"}).status_code == 400


def test_an_upload_that_nobody_began_is_not_found(session: requests.Session) -> None:
    place = f"{UPLOAD}?uploadType=resumable&upload_id=nix"
    assert session.put(place, data=CONTENT).status_code == 404
    # An upload ends with its content.
    begun = session.post(UPLOAD, params={"uploadType": "resumable"}, json={"name": "a.pdf"})
    assert session.put(begun.headers["Location"], data=CONTENT).status_code == 200
    assert session.put(begun.headers["Location"], data=CONTENT).status_code == 404


def test_a_new_version_has_the_checksums_of_its_content(session: requests.Session) -> None:
    (file_id,) = generated(session, count="1")
    sent(session, {"id": file_id, "name": "a.pdf"})
    changed = session.patch(
        f"{UPLOAD}/{file_id}",
        params={"uploadType": "media", "fields": "sha256Checksum,size"},
        data=b"changed",
        headers={"Content-Type": PDF},
    )
    assert changed.json() == {
        "sha256Checksum": hashlib.sha256(b"changed").hexdigest(),
        "size": "7",
    }
