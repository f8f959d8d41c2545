"""Named filter views on the page: rows filtered and sorted, the sheet itself untouched."""

import re
from typing import Any

import gspread
import pytest
from flask.testing import FlaskClient

from sheetsync.testing.sandbox import Sandbox

INVOICES = [
    ["Number", "Sum", "Status", "Due"],
    ["B-2", "7", "paid", "2026-03-02"],
    ["a-3", "30", "overdue", "2026-03-09"],
    ["A-1", "100", "overdue", "2026-02-01"],
    ["C-4", "", "waits", ""],
]


@pytest.fixture
def invoices(sandbox: Sandbox) -> gspread.Worksheet:
    book = sandbox.create({"Invoices": INVOICES, "Other": [["x"]]}, title="Team")
    sheet = book.worksheet("Invoices")
    sheet.freeze(rows=1)
    return sheet


@pytest.fixture
def browser(sandbox: Sandbox) -> FlaskClient:
    return sandbox.app.test_client()


def made(sheet: gspread.Worksheet, title: str, **body: Any) -> int:
    """A filter view over the first four rows below the headers; its number."""
    area = {"sheetId": sheet.id, "startRowIndex": 0, "endRowIndex": 5, "startColumnIndex": 0}
    request = {"addFilterView": {"filter": {"title": title, "range": area, **body}}}
    answer = sheet.spreadsheet.batch_update({"requests": [request]})
    return int(answer["replies"][0]["addFilterView"]["filter"]["filterViewId"])


def spec(column: int, **criteria: Any) -> dict[str, Any]:
    return {"columnIndex": column, "filterCriteria": criteria}


def page(browser: FlaskClient, sheet: gspread.Worksheet, query: str = "") -> str:
    return browser.get(f"/s/{sheet.spreadsheet_id}/{sheet.id}{query}").text


def shown(browser: FlaskClient, sheet: gspread.Worksheet, query: str) -> list[int]:
    """The numbers of the rows below the headers, from the top."""
    _, body = page(browser, sheet, query).split("</thead>")
    return [int(number) for number in re.findall(r'<tr data-r="(\d+)"', body)]


CONDITION = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=$B2>20"}]}


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ({"filterSpecs": [spec(2, hiddenValues=["paid", ""])]}, [3, 4, 5]),
        ({"filterSpecs": [spec(2, hiddenValues=["paid"]), spec(0, hiddenValues=["C-4"])]}, [3, 4]),
        ({"filterSpecs": [spec(1, condition=CONDITION)]}, [3, 4]),
        ({"filterSpecs": [spec(1, condition={"type": "BLANK"})]}, [5]),
        ({"sortSpecs": [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]}, [4, 3, 2, 5]),
        ({"sortSpecs": [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]}, [4, 3, 2, 5]),
        (
            {
                "sortSpecs": [
                    {"dimensionIndex": 2, "sortOrder": "ASCENDING"},
                    {"dimensionIndex": 3, "sortOrder": "ASCENDING"},
                ]
            },
            [4, 3, 2, 5],
        ),
        ({"filterSpecs": [spec(2, hiddenValues=["paid", "overdue", "waits"])]}, []),
    ],
)
def test_a_view_shows_its_rows_in_its_order(
    browser: FlaskClient, invoices: gspread.Worksheet, body: dict[str, Any], rows: list[int]
) -> None:
    number = made(invoices, "Mine", **body)
    assert shown(browser, invoices, f"?fvid={number}") == rows
    assert shown(browser, invoices, "")[:4] == [2, 3, 4, 5]
    assert invoices.col_values(1) == [row[0] for row in INVOICES]


def test_views_are_offered_by_name_and_the_one_in_force_is_marked(
    browser: FlaskClient, invoices: gspread.Worksheet
) -> None:
    number = made(invoices, "Unpaid <b>", filterSpecs=[spec(2, hiddenValues=["paid"])])
    text = page(browser, invoices, f"?fvid={number}")
    assert f'?fvid={number}" aria-current="true">Unpaid &lt;b&gt;</a>' in text
    plain = page(browser, invoices)
    assert re.search(r'aria-current="true">all rows</a>', plain)
    other = invoices.spreadsheet.worksheet("Other")
    assert "fvid" not in page(browser, other)


@pytest.mark.parametrize("query", ["?fvid=999", "?fvid=x", "?fvid="])
def test_a_view_that_is_not_there_shows_all_rows(
    browser: FlaskClient, invoices: gspread.Worksheet, query: str
) -> None:
    assert shown(browser, invoices, query)[:4] == [2, 3, 4, 5]
    assert "data-order" not in page(browser, invoices, query)


def test_a_view_without_rows_says_so(browser: FlaskClient, invoices: gspread.Worksheet) -> None:
    values = [row[2] for row in INVOICES[1:]]
    number = made(invoices, "None", filterSpecs=[spec(2, hiddenValues=values)])
    assert "No row is in this view." in page(browser, invoices, f"?fvid={number}")
    assert "No row is in this view." not in page(browser, invoices)


def test_rows_of_a_long_view_come_a_hundred_at_a_time(
    browser: FlaskClient, sandbox: Sandbox
) -> None:
    rows = [["Key"], *([f"K-{999 - number}"] for number in range(250))]
    sheet = sandbox.create({"Long": rows}).worksheet("Long")
    area = {"sheetId": sheet.id, "startRowIndex": 0, "endRowIndex": 251}
    order = [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]
    view = {"title": "By key", "range": area, "sortSpecs": order}
    answer = sheet.spreadsheet.batch_update({"requests": [{"addFilterView": {"filter": view}}]})
    number = answer["replies"][0]["addFilterView"]["filter"]["filterViewId"]
    base = f"/s/{sheet.spreadsheet_id}/{sheet.id}"
    found = [
        int(row)
        for chunk in range(3)
        for row in re.findall(
            r'data-r="(\d+)"', browser.get(f"{base}/rows/{chunk}?fvid={number}").text
        )
    ]
    assert found == list(range(251, 1, -1))


@pytest.mark.parametrize(
    ("locale", "header", "word"),
    [("ru_RU", "en", "Все таблицы"), ("en_GB", "ru", "All spreadsheets"), ("de_DE", "ru", "Все")],
)
def test_a_spreadsheet_speaks_its_own_language_unless_one_was_chosen(
    sandbox: Sandbox, browser: FlaskClient, locale: str, header: str, word: str
) -> None:
    sheet = sandbox.create({"A": [["x"]]}, locale=locale).worksheet("A")
    place = f"/s/{sheet.spreadsheet_id}/{sheet.id}"
    assert word in browser.get(place, headers={"Accept-Language": header}).text
    assert "All spreadsheets" in browser.get(f"{place}?lang=en").text
    assert "All spreadsheets" in browser.get(place).text
