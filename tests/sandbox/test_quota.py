"""Google's quota a minute and user, and the bodies it answers over it."""

from datetime import UTC, datetime, timedelta

import gspread
import pytest

from sheetsync.sandbox.hooks.quota import Quota, quota_kind
from sheetsync.testing.sandbox import Sandbox

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
ANN, BOB = "ann@team.example", "bob@team.example"


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("GET", "/v4/spreadsheets/1", "read"),
        ("GET", "/v4/spreadsheets/1/values:batchGet", "read"),
        ("POST", "/v4/spreadsheets/1:getByDataFilter", "read"),
        ("POST", "/v4/spreadsheets/1/values:batchGetByDataFilter", "read"),
        ("POST", "/v4/spreadsheets/1/developerMetadata:search", "read"),
        ("POST", "/v4/spreadsheets/1:batchUpdate", "write"),
        ("POST", "/v4/spreadsheets/1/values/A1:append", "write"),
        ("PUT", "/v4/spreadsheets/1/values/A1", "write"),
        ("POST", "/drive/v3/files", None),
        ("POST", "/token", None),
    ],
)
def test_reads_and_writes_are_counted_apart(method: str, path: str, kind: str | None) -> None:
    assert quota_kind(method, path) == kind


def test_a_minute_holds_so_many_requests_of_a_user_and_kind() -> None:
    quota = Quota({"read": 2})
    assert [quota.spend("read", ANN, NOON) for _ in range(3)] == [True, True, False]
    assert quota.spend("read", BOB, NOON)
    assert quota.spend("write", ANN, NOON)
    assert quota.spend(None, ANN, NOON)


@pytest.mark.parametrize(("seconds", "passes"), [(59.9, False), (60, True)])
def test_a_minute_begins_with_its_first_request(seconds: float, *, passes: bool) -> None:
    quota = Quota({"read": 1})
    quota.spend("read", ANN, NOON)
    assert quota.spend("read", ANN, NOON + timedelta(seconds=seconds)) == passes


@pytest.mark.parametrize(
    ("kind", "name", "message"),
    [
        (
            "read",
            "Read",
            "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute "
            "per user' of service 'sheets.googleapis.com' for consumer "
            "'project_number:000000000000'.",
        ),
        (
            "write",
            "Write",
            "Quota exceeded for quota metric 'Write requests' and limit 'Write requests per "
            "minute per user' of service 'sheets.googleapis.com' for consumer "
            "'project_number:000000000000'.",
        ),
    ],
)
def test_over_the_limit_answers_as_google_words_it(
    sandbox: Sandbox, kind: str, name: str, message: str
) -> None:
    tab = sandbox.create().sheet1
    sandbox.hooks.set_time(NOON)
    sandbox.hooks.limit(reads=1, writes=1)
    tab.update_acell("A1", "one")
    tab.acell("A1")
    with pytest.raises(gspread.exceptions.APIError) as refused:
        tab.acell("A1") if kind == "read" else tab.update_acell("A1", "two")
    error = refused.value.response.json()["error"]
    assert (error["code"], error["status"]) == (429, "RESOURCE_EXHAUSTED")
    assert error["message"] == message
    info, help_ = error["details"]
    assert info["reason"] == "RATE_LIMIT_EXCEEDED"
    assert info["metadata"]["quota_metric"] == f"sheets.googleapis.com/{kind}_requests"
    assert info["metadata"]["quota_limit"] == f"{name}RequestsPerMinutePerUser"
    assert info["metadata"]["quota_limit_value"] == "1"
    assert help_["@type"] == "type.googleapis.com/google.rpc.Help"
    sandbox.hooks.advance(60)
    assert tab.acell("A1").value == "one"
