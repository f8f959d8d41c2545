"""A manager's day without Google: type a slip on the page, run validate, see it in colour."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from jobs import validate
from sheetsync.testing.office import Office
from sheetsync.testing.sandbox import SandboxServer

pytestmark = pytest.mark.browser

_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)


@pytest.fixture
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS.split())
        yield browser
        browser.close()


def test_a_slip_typed_on_the_page_shows_in_colour_after_validate(
    office: Office, chromium: Browser
) -> None:
    office.run(validate.run)
    with office.open() as workspace:
        tabs = workspace.reading.snapshot.tabs
    spreadsheet = office.session.spreadsheet_id
    with SandboxServer(office.folder / "workbook.sqlite").running() as server:
        page = chromium.new_page(locale="ru-RU")
        page.goto(f"{server.url}/s/{spreadsheet}/{tabs['Счета'].sheet_id}?lang=ru")
        page.locator('tr[data-r="2"] > td[data-c="6"]').click()
        page.keyboard.type("abc")
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.keyboard.press("Enter")
        office.run(validate.run)
        page.goto(f"{server.url}/s/{spreadsheet}/{tabs['Проверка'].sheet_id}?lang=ru")
        rows = page.locator("tr[data-r]", has_text="abc")
        severity = rows.first.locator('td[data-c="0"]')
        assert severity.inner_text() == "ошибка"
        colour = severity.evaluate("cell => getComputedStyle(cell).backgroundColor")
        assert colour == "rgb(244, 204, 204)"
