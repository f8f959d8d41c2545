"""Google's reasons, each with its own cure; answers worded after public reports."""

import json
from typing import Any

import pytest
import requests

from sheetsync.errors import (
    AccessDeniedError,
    CloudProjectError,
    CredentialsError,
    RequestRefusedError,
    SheetsyncError,
    SpreadsheetNotFoundError,
)
from sheetsync.workbook.refusals import is_passing, refusal

ACCOUNT = "bot@project.iam.gserviceaccount.com"


def answer(status: int, body: object) -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response._content = json.dumps(body).encode() if body is not None else b"<html>Blocked</html>"
    return response


def error(code: int, message: str, **more: Any) -> requests.Response:
    return answer(code, {"error": {"code": code, "message": message, **more}})


def info(reason: str, **metadata: str) -> dict[str, Any]:
    return {"details": [{"reason": reason, "domain": "googleapis.com", "metadata": metadata}]}


def drive(reason: str) -> dict[str, Any]:
    return {"errors": [{"domain": "global", "reason": reason, "message": "…"}]}


@pytest.mark.parametrize(
    ("found", "expected", "cure"),
    [
        (
            error(403, "It is off.", **info("SERVICE_DISABLED", service="drive.googleapis.com")),
            CloudProjectError,
            "enable the Google Drive API",
        ),
        (
            error(403, "Access Not Configured.", **drive("accessNotConfigured")),
            CloudProjectError,
            "enable",
        ),
        (
            error(
                403, "Google Sheets API has not been used in project 1 before or it is disabled."
            ),
            CloudProjectError,
            "enable the Google Sheets API",
        ),
        (error(403, "Not now", **info("BILLING_DISABLED")), CloudProjectError, "switch billing on"),
        (
            error(403, "Permission denied: Consumer 'projects/7' has been suspended."),
            CloudProjectError,
            "another project",
        ),
        (
            error(403, "Project 7 is not found and cannot be used for API calls."),
            CloudProjectError,
            "another project",
        ),
        (
            error(403, "Request had insufficient authentication scopes."),
            CredentialsError,
            f"allowed for {ACCOUNT}",
        ),
        (
            error(403, "Insufficient Permission", **drive("insufficientPermissions")),
            CredentialsError,
            "scope",
        ),
        (
            error(
                403,
                "The user's Drive storage quota has been exceeded.",
                **drive("storageQuotaExceeded"),
            ),
            AccessDeniedError,
            "shared drive",
        ),
        (error(403, "Full", **drive("teamDriveFileLimitExceeded")), AccessDeniedError, "is full"),
        (
            error(403, "Daily Limit Exceeded", **drive("dailyLimitExceeded")),
            AccessDeniedError,
            "tomorrow",
        ),
        (error(403, "No", **drive("domainPolicy")), AccessDeniedError, "ask its administrator"),
        (
            error(403, "This file cannot be copied by the user."),
            AccessDeniedError,
            "forbids copies",
        ),
        (
            error(400, "The document must not be an Office file.", status="FAILED_PRECONDITION"),
            SpreadsheetNotFoundError,
            "Save as Google Sheets",
        ),
        (
            error(
                400,
                "This operation is not supported for this document",
                status="FAILED_PRECONDITION",
            ),
            SpreadsheetNotFoundError,
            "Save as Google Sheets",
        ),
        (
            error(
                400,
                "This operation is not supported for this document",
                **drive("failedPrecondition"),
            ),
            SpreadsheetNotFoundError,
            "Save as Google Sheets",
        ),
        (
            error(403, "Export only supports Docs Editors files.", **drive("fileNotExportable")),
            SpreadsheetNotFoundError,
            "Save as Google Sheets",
        ),
        (answer(403, None), AccessDeniedError, "through the proxy"),
        (
            error(403, "The caller does not have permission"),
            AccessDeniedError,
            f"share the spreadsheet with {ACCOUNT}",
        ),
    ],
)
def test_each_reason_has_its_own_cure(
    found: requests.Response, expected: type[SheetsyncError], cure: str
) -> None:
    told = refusal(found, ACCOUNT)
    assert type(told) is expected
    assert cure in told.cure
    assert not is_passing(found)


def test_words_that_people_wrote_are_no_reason() -> None:
    told = refusal(error(400, "Unable to parse range: 'billing, storage quota'!A1"), ACCOUNT)
    assert type(told) is RequestRefusedError


def test_a_rate_limit_that_comes_as_403_passes_by_itself() -> None:
    assert is_passing(error(403, "Quota exceeded", **info("RATE_LIMIT_EXCEEDED")))


def test_a_body_of_another_shape_is_told_all_the_same() -> None:
    odd = error(403, "No", details=["text", {"metadata": "text"}], errors=None)
    assert "share the spreadsheet" in refusal(odd, ACCOUNT).cure
