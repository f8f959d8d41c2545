from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import responses

from sheetsync.workspace.healthcheck import Healthcheck

URL = "https://hc.example/ping/uuid"


@responses.activate
@pytest.mark.parametrize(("code", "path"), [(0, "/0"), (1, "/0"), (2, "/2"), (70, "/70")])
def test_start_and_end_carry_one_run_id(code: int, path: str) -> None:
    responses.post(f"{URL}/start")
    responses.post(f"{URL}{path}")
    check = Healthcheck(URL + "/")
    check.start()
    check.end(code, "overdue: 3 unpaid")
    first, second = (parse_qs(urlsplit(call.request.url or "").query) for call in responses.calls)
    assert first["rid"] == second["rid"]
    assert responses.calls[1].request.body == b"overdue: 3 unpaid"


@responses.activate
def test_a_run_that_found_another_one_says_nothing() -> None:
    Healthcheck(URL).end(3)
    assert len(responses.calls) == 0


@responses.activate
def test_without_an_address_nothing_is_pinged() -> None:
    Healthcheck("").start()
    assert len(responses.calls) == 0


@responses.activate
def test_a_ping_that_fails_never_hurts_the_run() -> None:
    responses.post(f"{URL}/start", body=requests.ConnectionError("down"))
    Healthcheck(URL).start()
    assert len(responses.calls) == 1
