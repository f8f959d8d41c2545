"""Hooks in process: clock, quota, faults, people and identities, seen by unmodified gspread."""

from datetime import UTC, datetime

import gspread
import pytest
import requests

from sheetsync.sandbox.hooks import Fault, Hooks, People
from sheetsync.testing.sandbox import Sandbox

ORDERS = {"Orders": [["Order", "Sum"], ["A-1", "10"], ["A-2", "5"], ["A-3", "7"]]}


@pytest.fixture
def orders(sandbox: Sandbox) -> gspread.Worksheet:
    return sandbox.create(ORDERS).worksheet("Orders")


def applied(orders: gspread.Worksheet) -> bool:
    return orders.acell("A9").value == "new"


def write(orders: gspread.Worksheet) -> None:
    orders.update_acell("A9", "new")


class TestFaults:
    @pytest.mark.parametrize("after", [False, True])
    @pytest.mark.parametrize(
        ("status", "code", "message"),
        [
            (401, 401, "Request had invalid authentication credentials."),
            (403, 403, "The caller does not have permission"),
            (429, 429, "Resource has been exhausted (e.g. check quota)."),
            (500, 500, "Internal error encountered."),
            (503, 503, "The service is currently unavailable."),
        ],
    )
    def test_a_request_fails_before_or_after_it_is_applied(
        self,
        sandbox: Sandbox,
        orders: gspread.Worksheet,
        status: int,
        code: int,
        message: str,
        *,
        after: bool,
    ) -> None:
        sandbox.hooks.fail(Fault(status=status, method="PUT", after=after))
        with pytest.raises(gspread.exceptions.APIError) as refused:
            write(orders)
        assert refused.value.code == code
        assert refused.value.error["message"].startswith(message)
        assert applied(orders) == after

    def test_a_bad_gateway_answers_a_page(
        self, sandbox: Sandbox, orders: gspread.Worksheet
    ) -> None:
        sandbox.hooks.fail(Fault(status=502))
        with pytest.raises(gspread.exceptions.APIError) as refused:
            orders.get_all_values()
        assert refused.value.response.headers["Content-Type"] == "text/html; charset=UTF-8"
        assert "<title>Error 502 (Server Error)!!1</title>" in refused.value.response.text

    @pytest.mark.parametrize("after", [False, True])
    def test_a_timeout_is_a_read_timeout(
        self, sandbox: Sandbox, orders: gspread.Worksheet, *, after: bool
    ) -> None:
        sandbox.hooks.fail(Fault(kind="timeout", method="PUT", after=after))
        with pytest.raises(requests.exceptions.ReadTimeout):
            write(orders)
        assert applied(orders) == after

    @pytest.mark.parametrize("after", [False, True])
    def test_a_reset_is_a_connection_error(
        self, sandbox: Sandbox, orders: gspread.Worksheet, *, after: bool
    ) -> None:
        sandbox.hooks.fail(Fault(kind="reset", method="PUT", after=after))
        with pytest.raises(requests.exceptions.ConnectionError, match="Connection reset by peer"):
            write(orders)
        assert applied(orders) == after

    def test_an_answer_may_be_torn_off(self, sandbox: Sandbox, orders: gspread.Worksheet) -> None:
        sandbox.hooks.fail(Fault(kind="truncated", method="PUT"))
        with pytest.raises(requests.exceptions.JSONDecodeError):
            write(orders)
        assert applied(orders)

    def test_a_fault_may_bring_its_own_body_and_headers(
        self, sandbox: Sandbox, orders: gspread.Worksheet
    ) -> None:
        body = {"error": "invalid_grant", "error_description": "Invalid JWT"}
        sandbox.hooks.fail(Fault(status=400, path="^/token", body=body, headers={"Date": "then"}))
        sandbox.hooks.fail(Fault(status=418, path="^/drive", body="I am a teapot."))
        token = sandbox.session.post("https://oauth2.googleapis.com/token")
        assert (token.status_code, token.json(), token.headers["Date"]) == (400, body, "then")
        assert orders.acell("A1").value == "Order"
        drive = sandbox.session.get("https://www.googleapis.com/drive/v3/files")
        assert (drive.status_code, drive.text) == (418, "I am a teapot.")

    def test_a_fault_waits_for_its_request_and_is_then_over(
        self, sandbox: Sandbox, orders: gspread.Worksheet
    ) -> None:
        sandbox.hooks.fail(Fault(method="PUT", path=r"/values/'?Orders'?!A9", skip=1, times=2))
        orders.update_acell("B9", "other")
        write(orders)
        for _ in range(2):
            with pytest.raises(gspread.exceptions.APIError):
                write(orders)
        assert sandbox.hooks.waiting == 0
        write(orders)

    def test_each_fault_counts_only_what_reaches_it(
        self, sandbox: Sandbox, orders: gspread.Worksheet
    ) -> None:
        sandbox.hooks.fail(Fault(status=500))
        sandbox.hooks.fail(Fault(status=503))
        assert sandbox.hooks.waiting == 2
        codes = []
        for _ in range(2):
            with pytest.raises(gspread.exceptions.APIError) as refused:
                orders.acell("A1")
            codes.append(refused.value.code)
        assert codes == [500, 503]
        assert orders.acell("A1").value == "Order"


class TestPeople:
    def test_people_sort_between_a_read_and_a_write(
        self, sandbox: Sandbox, orders: gspread.Worksheet
    ) -> None:
        sandbox.hooks.meanwhile(lambda people: people.sort("Orders", "B"), method="PUT")
        assert orders.cell(2, 1).value == "A-1"
        orders.update_acell("C2", "flag")
        assert orders.get_values("A1:C4") == [
            ["Order", "Sum", ""],
            ["A-2", "5", "flag"],
            ["A-3", "7", ""],
            ["A-1", "10", ""],
        ]

    def test_people_edit_once_before_the_nth_request(
        self, sandbox: Sandbox, orders: gspread.Worksheet
    ) -> None:
        seen: list[str] = []
        sandbox.hooks.meanwhile(lambda people: seen.append(people.file_id), path="/values/", skip=1)
        orders.acell("A1")
        assert seen == []
        orders.acell("A1")
        orders.acell("A1")
        assert seen == [orders.spreadsheet_id]

    def test_people_do_what_people_do(self, sandbox: Sandbox, orders: gspread.Worksheet) -> None:
        people = sandbox.hooks.people(orders.spreadsheet_id)
        people.type("Orders", "B3", "$1,250.50")
        people.copy_row("Orders", 3, onto=5)
        people.insert_rows("Orders", before=2)
        people.move_row("Orders", 6, before=2)
        people.insert_columns("Orders", before="A")
        people.type("Orders", "A1", "№")
        people.delete_columns("Orders", "B")
        people.sort("Orders", "B", descending=True)
        people.clear("Orders", "B4:B5")
        people.delete_rows("Orders", 5)
        people.add_tab("Archive")
        people.rename_tab("Orders", "Orders 2026")
        titles = [tab.title for tab in orders.spreadsheet.worksheets()]
        assert titles == ["Orders 2026", "Archive"]
        renamed = orders.spreadsheet.worksheet("Orders 2026")
        assert renamed.get_all_values() == [["№", "Sum"], ["", "$1,250.50"], ["", "$1,250.50"]]
        people.clear("Orders 2026")
        people.delete_tab("Archive")
        assert renamed.get_all_values() == [[]]

    def test_people_meet_no_fault_no_quota_and_leave_no_log(
        self, sandbox: Sandbox, orders: gspread.Worksheet
    ) -> None:
        sandbox.hooks.fail(Fault(method="PUT"))
        sandbox.hooks.limit(writes=0)
        before = sandbox.hooks.requests
        sandbox.hooks.people(orders.spreadsheet_id).type("Orders", "A9", "new")
        assert sandbox.hooks.requests == before
        assert sandbox.hooks.waiting == 1
        assert applied(orders)

    def test_a_tab_that_is_not_there_is_named(
        self, sandbox: Sandbox, orders: gspread.Worksheet
    ) -> None:
        people = sandbox.hooks.people(orders.spreadsheet_id)
        with pytest.raises(ValueError, match=r"^There is no tab 'Order'; there are Orders\.$"):
            people.sort("Order", "A")

    def test_an_edit_that_the_sandbox_refuses_says_so(
        self, sandbox: Sandbox, orders: gspread.Worksheet
    ) -> None:
        people = sandbox.hooks.people(orders.spreadsheet_id)
        with pytest.raises(
            ValueError, match=r"^PUT /v4/spreadsheets/.+: 400 .*exceeds grid limits"
        ):
            people.type("Orders", "A999", "too low")

    def test_there_are_no_people_without_a_sandbox(self) -> None:
        with pytest.raises(
            ValueError, match=r"^Make the sandbox first: create_app\(path, hooks=hooks\)\.$"
        ):
            Hooks().people("1")

    def test_an_edit_outside_a_spreadsheet_names_none(self, sandbox: Sandbox) -> None:
        seen: list[People] = []
        sandbox.hooks.meanwhile(seen.append)
        sandbox.session.get("https://www.googleapis.com/drive/v3/files")
        assert [people.file_id for people in seen] == [""]


class TestClock:
    def test_the_clock_stands_still_and_moves_when_told(self, sandbox: Sandbox) -> None:
        sandbox.hooks.set_time(datetime(2026, 3, 31, 23, 59, 30, tzinfo=UTC))
        team = sandbox.create({"Day": [["=TODAY()"]]})
        assert team.worksheet("Day").acell("A1").value == "3/31/2026"
        assert team.creationTime == "2026-03-31T23:59:30.000Z"
        sandbox.hooks.advance(60)
        assert team.worksheet("Day").acell("A1").value == "4/1/2026"

    def test_a_running_clock_is_stopped_by_moving_it(self) -> None:
        hooks = Hooks()
        before = hooks.now()
        hooks.advance(3600)
        stopped = hooks.now()
        assert (stopped - before).total_seconds() >= 3600
        assert hooks.now() == stopped
        hooks.set_time(None)
        assert hooks.now() < stopped

    def test_reset_forgets_everything_but_the_cells(
        self, sandbox: Sandbox, orders: gspread.Worksheet
    ) -> None:
        sandbox.hooks.set_time(datetime(2000, 1, 1, tzinfo=UTC))
        sandbox.hooks.fail(Fault())
        sandbox.hooks.meanwhile(lambda people: people.delete_tab("Orders"))
        sandbox.hooks.limit(reads=0, writes=0)
        sandbox.hooks.reset()
        assert sandbox.hooks.waiting == 0
        assert sandbox.hooks.now().year > 2000
        assert orders.acell("A1").value == "Order"


@pytest.mark.parametrize(
    ("token", "reads", "writes"),
    [
        ("owner:ann@team.example", True, True),
        ("editor:bob@team.example", True, True),
        ("viewer:eve@team.example", True, False),
        ("none:mallory@team.example", False, False),
        ("anything else", True, True),
    ],
)
def test_the_token_tells_who_asks(
    sandbox: Sandbox, orders: gspread.Worksheet, token: str, *, reads: bool, writes: bool
) -> None:
    client = sandbox.client(token)
    answers = []
    for method, target, body in (
        ("get", "Orders!A1", None),
        ("put", "Orders!A9?valueInputOption=RAW", {"values": [["new"]]}),
    ):
        url = (
            f"https://sheets.googleapis.com/v4/spreadsheets/{orders.spreadsheet_id}/values/{target}"
        )
        try:
            answers.append(client.http_client.request(method, url, json=body).status_code)
        except PermissionError:
            answers.append(403)
        except gspread.exceptions.APIError as error:
            answers.append(error.code)
    assert [code == 200 for code in answers] == [reads, writes]
