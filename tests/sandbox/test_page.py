"""The page as it leaves the server: rows, cells, lists, languages, and who may edit."""

import re
from typing import Any

import gspread
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sheetsync.sandbox.pages.api_reads import SheetView, sheet_view, window
from sheetsync.sandbox.pages.grid import Cell, Grid, Row
from sheetsync.testing.sandbox import Sandbox

ORDERS = [
    ["Order", "Sum", "Due", "Status", "Paid", "Site"],
    ["A-1", "$10.50", "2026-03-01", "new", "TRUE", "https://team.example/a"],
    ["A-2", "7", "2026-03-02", "done", "FALSE", "javascript:alert(1)"],
    ["<b>", "=B2*2", "=1/0", "", "", "two https://team.example/b"],
]


@pytest.fixture
def orders(sandbox: Sandbox) -> gspread.Worksheet:
    team = sandbox.create({"Orders": ORDERS, "Status": [["new"], ["done"], ["new"]]}, title="Team")
    return team.worksheet("Orders")


@pytest.fixture
def browser(sandbox: Sandbox) -> FlaskClient:
    return sandbox.app.test_client()


def address(orders: gspread.Worksheet, rest: str = "") -> str:
    return f"/s/{orders.spreadsheet_id}/{orders.id}{rest}"


def shown(sandbox: Sandbox, orders: gspread.Worksheet) -> list[Row]:
    """The first rows as the template gets them, without conditional formats."""
    world = sandbox.app.extensions["sandbox"]
    view = sheet_view(world, orders.spreadsheet_id, orders.id)
    return _grid(view, window(world, view, 0, 10)).rows(10, {})


def _grid(view: SheetView, sheet: dict[str, Any]) -> Grid:
    return Grid(view, sheet, 0, lambda _rule: None)


def cell(rows: list[Row], name: str) -> Cell:
    column, row = name[0], int(name[1:])
    found = [c for r in rows if r.number == row for c in r.cells if c.column.letters == column]
    return found[0]


def typed(browser: FlaskClient, orders: gspread.Worksheet, name: str, text: str) -> TestResponse:
    page = browser.get(address(orders)).text
    token = re.search(r'name="sandbox-token" content="([^"]+)"', page)
    assert token
    place = gspread.utils.a1_to_rowcol(name)
    return browser.post(
        address(orders, "/cell"),
        json={"row": place[0] - 1, "column": place[1] - 1, "text": text},
        headers={"X-Sandbox-Token": token[1]},
    )


class TestCells:
    def test_a_cell_shows_its_text_and_keeps_what_was_typed(
        self, sandbox: Sandbox, orders: gspread.Worksheet
    ) -> None:
        rows = shown(sandbox, orders)
        places = ("A2", "B2", "B3", "C2", "E2", "B4", "C4")
        found = {name: (cell(rows, name).text, cell(rows, name).entry) for name in places}
        assert found == {
            "A2": ("A-1", None),
            "B2": ("$10.50", None),
            "B3": ("7", None),
            "C2": ("2026-03-01", None),
            "E2": ("TRUE", None),
            "B4": ("21", "=B2*2"),
            "C4": ("#DIV/0!", "=1/0"),
        }
        classes = [cell(rows, name).classes for name in ("A2", "B2", "E2", "C4", "A9")]
        assert classes == ["", "n", "b", "x", ""]

    def test_a_cell_that_wraps_says_so(self, sandbox: Sandbox, orders: gspread.Worksheet) -> None:
        orders.format("A2", {"wrapStrategy": "WRAP"})
        orders.format("A3", {"wrapStrategy": "CLIP"})
        rows = shown(sandbox, orders)
        assert [cell(rows, name).classes for name in ("A2", "A3")] == ["w", ""]

    def test_a_formatted_number_is_edited_as_the_plain_one(
        self, sandbox: Sandbox, orders: gspread.Worksheet
    ) -> None:
        orders.update_acell("B3", "1,234.50")
        orders.format("A3", {"numberFormat": {"type": "TEXT", "pattern": '"№ "@'}})
        rows = shown(sandbox, orders)
        assert (cell(rows, "B3").text, cell(rows, "B3").entry) == ("1,234.50", "1234.5")
        assert (cell(rows, "A3").text, cell(rows, "A3").entry) == ("№ A-2", "A-2")

    def test_only_pages_and_mail_are_links(
        self, sandbox: Sandbox, orders: gspread.Worksheet
    ) -> None:
        orders.update_acell("A5", '=HYPERLINK("mailto:ann@team.example","Ann")')
        orders.update_acell("A6", '=HYPERLINK("javascript:alert(1)","Bob")')
        rows = shown(sandbox, orders)
        links = [cell(rows, name).link for name in ("F2", "F3", "F4", "A5", "A6")]
        assert links == ["https://team.example/a", "", "", "mailto:ann@team.example", ""]

    @pytest.mark.parametrize(
        ("link", "leads_to"),
        [
            ("#gid={gid}", "/s/{id}/{gid}#"),
            ("#gid={gid}&range=D42", "/s/{id}/{gid}#D42"),
            ("#gid={gid}&range=A5:C9", "/s/{id}/{gid}#A5"),
            ("https://docs.google.com/spreadsheets/d/{id}/edit#gid={gid}", "/s/{id}/{gid}#"),
            ("https://docs.google.com/spreadsheets/d/other/edit#gid=7", "{link}"),
            ("#gid={gid}&fvid=99", "/s/{id}/{gid}?fvid=99#"),
            ("#gid={gid}&fvid=99&range=D4", "/s/{id}/{gid}?fvid=99#D4"),
            ("#anything", ""),
        ],
    )
    def test_a_link_into_the_spreadsheet_stays_here(
        self, sandbox: Sandbox, orders: gspread.Worksheet, link: str, leads_to: str
    ) -> None:
        names = {"id": orders.spreadsheet_id, "gid": orders.id}
        link = link.format(**names)
        orders.update_acell("A5", f'=HYPERLINK("{link}","there")')
        assert cell(shown(sandbox, orders), "A5").link == leads_to.format(**names, link=link)

    def test_hidden_rows_and_columns_do_not_show(
        self, sandbox: Sandbox, orders: gspread.Worksheet
    ) -> None:
        orders.hide_rows(1, 2)
        orders.hide_columns(1, 3)
        rows = shown(sandbox, orders)
        assert [row.number for row in rows[:3]] == [1, 3, 4]
        assert [found.column.letters for found in rows[0].cells[:2]] == ["A", "D"]

    def test_a_merge_is_one_cell(self, sandbox: Sandbox, orders: gspread.Worksheet) -> None:
        orders.merge_cells("B2:D3")
        orders.merge_cells("A6:A20")
        orders.hide_columns(25, 26)
        orders.merge_cells("Z1:Z2")
        rows = shown(sandbox, orders)
        merged = cell(rows, "B2")
        assert (merged.text, merged.rowspan, merged.colspan) == ("$10.50", 2, 3)
        assert [found.column.letters for found in rows[1].cells[:3]] == ["A", "B", "E"]
        assert [found.column.letters for found in rows[2].cells[:2]] == ["A", "E"]
        assert cell(rows, "A6").rowspan == 5  # as far as the window reaches

    def test_frozen_columns_know_their_place(
        self, sandbox: Sandbox, orders: gspread.Worksheet
    ) -> None:
        orders.freeze(rows=1, cols=2)
        lefts = [found.column.left for found in shown(sandbox, orders)[0].cells[:3]]
        assert lefts == [46, 146, None]

    def test_a_condition_colours_over_the_cells_own_format(
        self, browser: FlaskClient, orders: gspread.Worksheet
    ) -> None:
        grey = {"red": 0.8, "green": 0.8, "blue": 0.8}
        orders.format("A2:B3", {"backgroundColor": grey, "textFormat": {"bold": True}})
        condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": "A-1"}]}
        rule = {
            "ranges": [{"sheetId": orders.id}],
            "booleanRule": {"condition": condition, "format": {"backgroundColor": {"red": 1.0}}},
        }
        orders.spreadsheet.batch_update(
            {"requests": [{"addConditionalFormatRule": {"rule": rule, "index": 0}}]}
        )
        rows = browser.get(address(orders, "/rows/0")).text
        styles = re.findall(r'<td data-c="0"(?: class="([^"]*)")? style="([^"]+)"', rows)
        assert styles == [
            ("r", "background:#ff0000;color:#ffffff;font-weight:bold"),
            ("", "background:#cccccc;color:#1f1f1f;font-weight:bold"),
        ]


class TestPages:
    def test_home_lists_the_spreadsheets(
        self, sandbox: Sandbox, orders: gspread.Worksheet, browser: FlaskClient
    ) -> None:
        sandbox.create(title="Second <one>")
        page = browser.get("/").text
        assert page.index("Second &lt;one&gt;") < page.index("Team")
        assert f'href="/s/{orders.spreadsheet_id}"' in page

    def test_home_of_an_empty_sandbox_says_what_to_do(self, browser: FlaskClient) -> None:
        assert "No spreadsheet yet. Run “sheetsync demo”" in browser.get("/?lang=en").text

    def test_a_spreadsheet_opens_at_its_first_visible_sheet(
        self, orders: gspread.Worksheet, browser: FlaskClient
    ) -> None:
        answer = browser.get(f"/s/{orders.spreadsheet_id}")
        assert (answer.status_code, answer.headers["Location"]) == (302, address(orders))
        orders.hide()
        status = orders.spreadsheet.worksheet("Status")
        assert browser.get(f"/s/{orders.spreadsheet_id}").headers["Location"] == address(status)

    @pytest.mark.parametrize("path", ["/s/none", "/s/none/0", "/s/{}/12345", "/s/{}/12345/rows/0"])
    def test_what_is_gone_says_so(
        self, orders: gspread.Worksheet, browser: FlaskClient, path: str
    ) -> None:
        answer = browser.get(path.format(orders.spreadsheet_id), query_string={"lang": "en"})
        assert answer.status_code == 404
        assert "There is no such spreadsheet or tab any more." in answer.text

    def test_a_sheet_shows_tabs_letters_and_escaped_cells(
        self, orders: gspread.Worksheet, browser: FlaskClient
    ) -> None:
        orders.update_tab_color("#ff0000")
        orders.update_note("A2", 'say "hi"')
        page = browser.get(address(orders)).text
        assert "<title>Orders · Team</title>" in page
        assert re.search(r'aria-current="page" style="--tab:#ff0000">Orders</a>', page)
        assert ">Status</a>" in page
        assert '<th scope="col" data-c="25">Z</th>' in page
        assert '<td data-c="0">&lt;b&gt;</td>' in page
        assert '<td data-c="0" class="t" data-note="say &#34;hi&#34;">A-1</td>' in page
        assert 'rel="noopener noreferrer" tabindex="-1">https://team.example/a</a>' in page

    def test_long_sheets_come_in_chunks(
        self, orders: gspread.Worksheet, browser: FlaskClient
    ) -> None:
        orders.resize(rows=10_000)
        orders.update_acell("A9999", "deep down")
        orders.freeze(rows=1)
        page = browser.get(address(orders)).text
        sizes = [int(size) for size in re.findall(r'data-size="(\d+)"', page)]
        assert (len(sizes), sizes[0], sizes[-1], sum(sizes)) == (100, 99, 100, 9_999)
        assert "deep down" not in page
        assert "deep down" in browser.get(address(orders, "/rows/99")).text
        assert browser.get(address(orders, "/rows/100")).text == ""
        head = browser.get(address(orders, "/head")).text
        assert re.findall(r'data-r="(\d+)"', head) == ["1"]

    def test_lists_come_from_the_rule_or_from_a_range(
        self, orders: gspread.Worksheet, browser: FlaskClient
    ) -> None:
        kind = gspread.utils.ValidationConditionType
        orders.add_validation("D2", kind.one_of_list, ["new", 'it\'s "done"'])
        orders.add_validation("D3", kind.one_of_range, ["=Status!A1:A"])
        orders.add_validation("D4", kind.one_of_range, ["=A2:A3"])
        orders.add_validation("D5", kind.number_greater, ["5"])
        orders.add_validation("E2", kind.boolean, [])
        orders.add_validation("E3", kind.boolean, [])
        orders.spreadsheet.worksheet("Status").update_title("States")
        page = browser.get(address(orders, "/rows/0")).text
        lists = re.findall(r'data-o="([^"]*)"', page)
        unescaped = [found.replace("&#34;", '"') for found in lists]
        assert unescaped[0] == '["new", "it\\u0027s \\"done\\""]'
        assert unescaped[2] == '["A-1", "A-2"]'
        assert page.count("☑") == 1
        assert page.count("☐") == 1

    @pytest.mark.parametrize(
        ("query", "header", "word"),
        [
            ("", "ru-RU,ru;q=0.9,en;q=0.8", "Таблицы"),
            ("", "en-GB", "Spreadsheets"),
            ("", "de", "Spreadsheets"),
            ("?lang=ru", "en", "Таблицы"),
            ("?lang=xx", "ru", "Таблицы"),
        ],
    )
    def test_the_page_speaks_the_readers_language(
        self, browser: FlaskClient, query: str, header: str, word: str
    ) -> None:
        assert word in browser.get(f"/{query}", headers={"Accept-Language": header}).text

    def test_a_chosen_language_is_remembered(
        self, orders: gspread.Worksheet, browser: FlaskClient
    ) -> None:
        browser.get("/?lang=ru")
        assert "Все таблицы" in browser.get(address(orders)).text

    def test_the_state_changes_with_cells_and_with_tabs(
        self, orders: gspread.Worksheet, browser: FlaskClient
    ) -> None:
        first = browser.get(address(orders, "/state")).json
        orders.update_acell("A9", "new")
        second = browser.get(address(orders, "/state")).json
        orders.spreadsheet.add_worksheet("More", 10, 10)
        third = browser.get(address(orders, "/state")).json
        assert first
        assert second
        assert third
        assert (first["version"], first["shape"]) != (second["version"], first["shape"])
        assert first["shape"] == second["shape"] != third["shape"]


class TestEdits:
    @pytest.mark.parametrize(
        ("text", "value"),
        [("1,250.50", "1,250.50"), ("2026-05-01", "2026-05-01"), ("=B2+1", "11.5"), ("", None)],
    )
    def test_an_edit_is_understood_as_typing(
        self, orders: gspread.Worksheet, browser: FlaskClient, text: str, value: str | None
    ) -> None:
        assert typed(browser, orders, "A2", text).status_code == 200
        assert orders.acell("A2").value == value

    @pytest.mark.parametrize(
        ("text", "status", "error"),
        [
            ("done", 200, None),
            (" new ", 200, None),
            ("", 200, None),
            ("=B2", 200, None),
            ("nearly", 409, "The cell takes only a value from its list: new, done."),
        ],
    )
    def test_a_strict_list_takes_only_its_values(
        self,
        orders: gspread.Worksheet,
        browser: FlaskClient,
        text: str,
        status: int,
        error: str | None,
    ) -> None:
        kind = gspread.utils.ValidationConditionType
        orders.add_validation("D2:D3", kind.one_of_range, ["=Status!A1:A"], strict=True)
        orders.add_validation("D4", kind.one_of_list, ["new", "done"], strict=False)
        answer = typed(browser, orders, "D3", text)
        assert answer.json
        assert (answer.status_code, answer.json.get("error")) == (status, error)
        assert typed(browser, orders, "D4", text).status_code == 200

    def test_a_list_whose_range_is_gone_takes_nothing(
        self, orders: gspread.Worksheet, browser: FlaskClient
    ) -> None:
        kind = gspread.utils.ValidationConditionType
        orders.add_validation("D3", kind.one_of_range, ["=Nowhere!A1:A"], strict=True)
        answer = typed(browser, orders, "D3", "new")
        assert answer.json == {"error": "The cell takes only a value from its list: ."}

    def test_an_edit_beyond_the_grid_is_refused_in_googles_words(
        self, orders: gspread.Worksheet, browser: FlaskClient
    ) -> None:
        answer = typed(browser, orders, "AA2", "x")
        assert answer.status_code == 400
        assert answer.json == {
            "error": "Range (Orders!AA2) exceeds grid limits. Max rows: 100, max columns: 26"
        }

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"X-Sandbox-Token": "wrong"},
            {"X-Sandbox-Token": "ключ".encode().decode("latin-1")},
        ],
    )
    def test_only_the_page_itself_may_edit(
        self, orders: gspread.Worksheet, browser: FlaskClient, headers: dict[str, str]
    ) -> None:
        answer = browser.post(
            address(orders, "/cell"), json={"row": 1, "column": 0, "text": "x"}, headers=headers
        )
        assert answer.status_code == 403
        assert answer.json == {
            "error": "The sandbox was started again. Reload the page and repeat the edit."
        }
        assert orders.acell("A2").value == "A-1"

    def test_a_foreign_origin_with_the_token_may_not_edit(
        self, orders: gspread.Worksheet, browser: FlaskClient
    ) -> None:
        browser.environ_base["HTTP_ORIGIN"] = "https://evil.example"
        assert typed(browser, orders, "A2", "x").status_code == 403
        browser.environ_base["HTTP_ORIGIN"] = "http://localhost"
        assert typed(browser, orders, "A2", "x").status_code == 200

    def test_an_edit_that_is_none_says_why(
        self, orders: gspread.Worksheet, browser: FlaskClient
    ) -> None:
        page = browser.get(address(orders)).text
        token = re.search(r'name="sandbox-token" content="([^"]+)"', page)
        assert token
        answer = browser.post(
            address(orders, "/cell"), json={"row": 1}, headers={"X-Sandbox-Token": token[1]}
        )
        assert (answer.status_code, answer.json) == (
            400,
            {"error": "Object missing required field `column`"},
        )


class TestStrangers:
    @pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8790", "[::1]:8790", "127.1.2.3"])
    def test_this_machine_is_welcome(self, browser: FlaskClient, host: str) -> None:
        assert browser.get("/", headers={"Host": host}).status_code == 200

    @pytest.mark.parametrize(
        "path", ["/", "/_page/grid.js", "/drive/v3/files", "/v4/spreadsheets/1"]
    )
    @pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.5:8790"])
    def test_a_foreign_host_header_is_refused(
        self, browser: FlaskClient, host: str, path: str
    ) -> None:
        answer = browser.get(path, headers={"Host": host})
        assert (answer.status_code, answer.text) == (
            403,
            "The sandbox answers only at 127.0.0.1.\n",
        )

    def test_a_caller_from_elsewhere_sees_no_page(self, browser: FlaskClient) -> None:
        answer = browser.get("/?lang=en", environ_base={"REMOTE_ADDR": "10.0.0.7"})
        assert answer.status_code == 403
        assert answer.text == (
            "This page answers only on this machine, at the address that the sandbox printed.\n"
        )

    def test_other_pages_cannot_frame_or_script_it(
        self, orders: gspread.Worksheet, browser: FlaskClient
    ) -> None:
        headers = browser.get(address(orders)).headers
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'; script-src 'self'; style-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
