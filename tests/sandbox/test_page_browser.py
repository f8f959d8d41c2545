"""The page in a real browser: keys, typing, lists, scrolling, and what others change meanwhile."""

import shutil
from collections.abc import Iterator

import gspread
import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from sheetsync.testing.sandbox import SandboxServer

pytestmark = pytest.mark.browser
#: Only what hangs takes so long; five seconds are not enough where all cores are busy.
expect.set_options(timeout=30_000)

_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
ORDERS = [
    ["Order", "Sum", "Status", "Total"],
    ["A-1", "10", "new", "=SUM(B:B)"],
    ["A-2", "7", "done"],
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture
def orders(sandbox_server: SandboxServer) -> gspread.Worksheet:
    team = sandbox_server.create({"Orders": ORDERS, "Second": [["here"]]}, title="Team")
    orders = team.worksheet("Orders")
    orders.freeze(rows=1)
    return orders


@pytest.fixture
def page(
    chromium: Browser, sandbox_server: SandboxServer, orders: gspread.Worksheet
) -> Iterator[Page]:
    """The page at the sheet of orders; A2 is active. No script may have failed at the end."""
    context = chromium.new_context(locale="en-US", viewport={"width": 1000, "height": 600})
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(f"{sandbox_server.url}/s/{orders.spreadsheet_id}")
    expect(at(page, "A2")).to_be_focused()
    yield page
    context.close()
    assert failures == []


def at(page: Page, name: str) -> Locator:
    row, column = gspread.utils.a1_to_rowcol(name)
    return page.locator(f'tr[data-r="{row}"] > td[data-c="{column - 1}"]')


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_typing_replaces_and_enter_goes_down(page: Page, orders: gspread.Worksheet) -> None:
    press(page, "ArrowRight")
    page.keyboard.type("1,250.50")
    press(page, "Enter")
    expect(at(page, "B3")).to_be_focused()
    expect(at(page, "B2")).to_have_text("1,250.50")
    expect(at(page, "D2")).to_have_text("1257.5")
    assert orders.acell("B2").value == "1,250.50"


def test_escape_leaves_the_cell_alone(page: Page, orders: gspread.Worksheet) -> None:
    page.keyboard.type("oops")
    expect(page.locator("textarea")).to_have_value("oops")
    press(page, "Escape")
    expect(page.locator("textarea")).to_have_count(0)
    expect(at(page, "A2")).to_be_focused()
    expect(at(page, "A2")).to_have_text("A-1")
    assert orders.acell("A2").value == "A-1"


def test_enter_edits_what_was_typed(page: Page) -> None:
    at(page, "D2").click()
    expect(page.locator("#place")).to_have_text("D2")
    expect(page.locator("#content")).to_have_text("=SUM(B:B)")
    press(page, "Enter")
    expect(page.locator("textarea")).to_have_value("=SUM(B:B)")
    page.keyboard.type("*2")
    press(page, "Tab")
    expect(at(page, "D2")).to_have_text("34")
    expect(at(page, "E2")).to_be_focused()


def test_keys_move_within_the_sheet(page: Page) -> None:
    for key, name in (
        ("ArrowUp", "A1"),
        ("ArrowUp", "A1"),
        ("ArrowRight", "B1"),
        ("ArrowDown", "B2"),
        ("Tab", "C2"),
        ("Shift+Tab", "B2"),
        ("End", "Z2"),
        ("Home", "A2"),
        ("ArrowLeft", "A2"),
        ("Control+End", "Z100"),
        ("ArrowDown", "Z100"),
        ("Control+Home", "A1"),
    ):
        press(page, key)
        expect(at(page, name)).to_be_focused()


def test_delete_clears(page: Page, orders: gspread.Worksheet) -> None:
    press(page, "Delete")
    expect(at(page, "A2")).to_have_text("")
    expect(page.locator("#status")).to_have_text("Saved")
    assert orders.acell("A2").value is None


def test_a_double_click_edits_and_a_click_elsewhere_saves(
    page: Page, orders: gspread.Worksheet
) -> None:
    at(page, "A3").dblclick()
    page.keyboard.type("-b")
    at(page, "C3").click()
    expect(at(page, "A3")).to_have_text("A-2-b")
    expect(at(page, "C3")).to_be_focused()
    assert orders.acell("A3").value == "A-2-b"


def test_a_list_offers_filters_and_refuses(page: Page, orders: gspread.Worksheet) -> None:
    kind = gspread.utils.ValidationConditionType
    orders.add_validation("C2:C9", kind.one_of_list, ["new", "in work", "done"], strict=True)
    expect(at(page, "C2")).to_have_class("o")
    at(page, "C2").click()
    press(page, "Enter")
    options = page.locator(".list li")
    expect(options).to_have_text(["new", "in work", "done"])
    press(page, "ArrowDown", "Enter")
    expect(at(page, "C2")).to_have_text("in work")
    page.keyboard.type("do")
    expect(options).to_have_text(["done"])
    options.first.click()
    expect(at(page, "C3")).to_have_text("done")
    page.keyboard.type("nearly")
    press(page, "Enter")
    expect(page.locator("#status")).to_have_text(
        "The cell takes only a value from its list: new, in work, done."
    )
    expect(page.locator("textarea")).to_have_value("nearly")
    press(page, "Escape")
    assert orders.get_values("C2:C4") == [["in work"], ["done"]]


def test_space_ticks_a_box(page: Page, orders: gspread.Worksheet) -> None:
    orders.add_validation("A5", gspread.utils.ValidationConditionType.boolean, [])
    orders.update_acell("A5", "FALSE")
    expect(at(page, "A5")).to_have_text("☐")
    at(page, "A5").click()
    press(page, "Space")
    expect(at(page, "A5")).to_have_text("☑")
    assert orders.acell("A5").value == "TRUE"


def test_what_others_change_shows_by_itself(page: Page, orders: gspread.Worksheet) -> None:
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": '=$C2="late"'}]}
    colour = {"backgroundColor": {"red": 1, "green": 0.8, "blue": 0.8}}
    rule = {
        "ranges": [{"sheetId": orders.id, "startRowIndex": 1}],
        "booleanRule": {"condition": condition, "format": colour},
    }
    orders.spreadsheet.batch_update(
        {"requests": [{"addConditionalFormatRule": {"rule": rule, "index": 0}}]}
    )
    orders.update_acell("C3", "late")
    orders.update_note("A2", "ask Ann")
    expect(at(page, "A3")).to_have_css("background-color", "rgb(255, 204, 204)")
    expect(page.locator(".note")).to_have_text("ask Ann")
    orders.update_title("Orders 2026")
    expect(page.locator(".tabs a[aria-current]")).to_have_text("Orders 2026")


def test_tabs_are_links(page: Page) -> None:
    page.get_by_role("link", name="Second").click()
    expect(at(page, "A1")).to_have_text("here")


def test_a_link_leads_to_a_cell_of_another_tab(page: Page, orders: gspread.Worksheet) -> None:
    second = orders.spreadsheet.worksheet("Second")
    link = f"#gid={second.id}&range=C40"
    orders.update_acell("B2", f'=HYPERLINK("{link}","there")')
    at(page, "B2").get_by_text("there").click()
    expect(at(page, "C40")).to_be_focused()
    expect(at(page, "C40")).to_be_in_viewport()


def test_ten_thousand_rows_scroll(page: Page, orders: gspread.Worksheet) -> None:
    orders.resize(rows=10_000)
    orders.update_acell("A5000", "halfway")
    expect(page.locator("table")).to_have_attribute("aria-rowcount", "10000")
    expect(at(page, "A2")).to_be_focused()
    page.locator("#grid").evaluate("grid => { grid.scrollTop = 4990 * 24 }")
    expect(at(page, "A5000")).to_have_text("halfway")
    expect(at(page, "A5000")).to_be_in_viewport()
    expect(at(page, "A1")).to_be_in_viewport()
    press(page, "Control+End")
    expect(at(page, "Z10000")).to_be_focused()


def test_a_long_text_that_wraps_is_read_whole(page: Page, orders: gspread.Worksheet) -> None:
    orders.format("A3", {"wrapStrategy": "WRAP"})
    orders.update_acell("A3", "a reason of several words " * 8)
    expect(at(page, "A3")).to_contain_text("several words")
    # Without it, the cell is as high as any other and hides its end.
    hides = "cell => cell.scrollHeight > cell.clientHeight"
    expect(at(page, "A3")).to_have_css("white-space", "pre-wrap")
    assert not at(page, "A3").evaluate(hides)
    tall, usual = (at(page, name).bounding_box() for name in ("A3", "A2"))
    assert tall
    assert usual
    assert tall["height"] > 3 * usual["height"]


def test_the_page_says_when_the_sandbox_does_not_answer(page: Page) -> None:
    page.context.set_offline(offline=True)
    page.keyboard.type("lost")
    press(page, "Enter")
    expect(page.locator("#status")).to_have_text(
        "The sandbox does not answer. Is it still running?"
    )
    expect(page.locator("textarea")).to_have_value("lost")
    page.context.set_offline(offline=False)
    press(page, "Enter")
    expect(at(page, "A2")).to_have_text("lost")


def made_view(orders: gspread.Worksheet, **body: object) -> int:
    """A filter view over the two orders; its number."""
    area = {"sheetId": orders.id, "startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0}
    request = {"addFilterView": {"filter": {"title": "Mine", "range": area, **body}}}
    answer = orders.spreadsheet.batch_update({"requests": [request]})
    return int(answer["replies"][0]["addFilterView"]["filter"]["filterViewId"])


def test_a_view_is_walked_in_its_order_and_edited_at_its_own_rows(
    page: Page, orders: gspread.Worksheet
) -> None:
    number = made_view(orders, sortSpecs=[{"dimensionIndex": 1, "sortOrder": "ASCENDING"}])
    page.reload()
    page.locator(".views a", has_text="Mine").click()
    expect(at(page, "A3")).to_be_focused()
    assert f"fvid={number}" in page.url
    for key, name in (("ArrowDown", "A2"), ("ArrowDown", "A2"), ("ArrowUp", "A3"),
                      ("ArrowUp", "A1"), ("ArrowDown", "A3"), ("Control+End", "Z2")):  # fmt: skip
        press(page, key)
        expect(at(page, name)).to_be_focused()
    press(page, "Control+Home", "ArrowDown")
    page.keyboard.type("A-22")
    press(page, "Enter")
    expect(at(page, "A3")).to_have_text("A-22")
    assert orders.acell("A3").value == "A-22"


def test_a_row_that_leaves_the_view_by_an_edit_goes(page: Page, orders: gspread.Worksheet) -> None:
    number = made_view(
        orders, filterSpecs=[{"columnIndex": 2, "filterCriteria": {"hiddenValues": ["done"]}}]
    )
    page.goto(f"{page.url.partition('#')[0]}?fvid={number}")
    expect(page.locator("tbody tr[data-r]")).to_have_count(1)
    orders.update_acell("C3", "new")
    expect(page.locator("tbody tr[data-r]")).to_have_count(2)


def test_a_link_jumps_to_its_row_in_a_view_and_without_one(
    page: Page, orders: gspread.Worksheet
) -> None:
    number = made_view(
        orders, filterSpecs=[{"columnIndex": 2, "filterCriteria": {"hiddenValues": ["new"]}}]
    )
    second = orders.spreadsheet.worksheet("Second")
    links = (f"#gid={orders.id}&range=C3", f"#gid={orders.id}&fvid={number}&range=B3")
    for row, link in enumerate(links, start=2):
        second.update_acell(f"A{row}", f'=HYPERLINK("{link}","there")')
    for row, name in ((2, "C3"), (3, "B3")):
        page.goto(f"{page.url.partition('/s/')[0]}/s/{orders.spreadsheet_id}/{second.id}")
        at(page, f"A{row}").locator("a").click()
        expect(at(page, name)).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("lang", "word"), [("ru", "Вкладки"), ("en", "Tabs")])
def test_text_is_readable_by_day_and_night(
    chromium: Browser,
    sandbox_server: SandboxServer,
    orders: gspread.Worksheet,
    scheme: str,
    lang: str,
    word: str,
) -> None:
    orders.format("A2", {"backgroundColor": {"red": 1, "green": 0.9, "blue": 0.6}})
    orders.format("A3", {"textFormat": {"foregroundColor": {"red": 0.6}}})
    context = chromium.new_context(locale=lang, color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
    page = context.new_page()
    page.goto(f"{sandbox_server.url}/s/{orders.spreadsheet_id}/{orders.id}?lang={lang}")
    expect(page.locator(f'nav[aria-label="{word}"]')).to_be_visible()
    for name in ("A1", "A2", "A3", "B2"):
        assert contrast(page, name) >= 4.5, name
    context.close()


def contrast(page: Page, name: str) -> float:
    """WCAG's contrast of a cell's text on its background; 4.5 is readable."""
    colours = at(page, name).evaluate(
        """cell => {
          const canvas = document.createElement('canvas').getContext('2d');
          const style = getComputedStyle(cell);
          return [style.color, style.backgroundColor].map(colour => {
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
          });
        }"""
    )
    light, dark = sorted((luminance(colour) for colour in colours), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: list[int]) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
