"""Pages walked by the Tab key, forms with an error, a full disk, and lines that must not part.

Real keys in Chromium: each control is reached, in the order in which it stands, and is seen to have
the focus. Source: portal.md 8 (form), 14 A.4.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sheetsync.portal.limits import Limits
from tests.portal.web.conftest import Portal, pdf, served_portal
from tests.portal.web.test_account_browser import FORM
from tests.portal.web.test_desk import with_board
from tests.portal.web.test_pages_browser import (
    DESKTOP,
    NARROWEST,
    PHONE,
    at,
    check,
    chromium,
    fill,
    opened,
)
from tests.portal.web.test_work_browser import sign_in
from tests.portal.web.worked import worked_page

pytestmark = pytest.mark.browser
__all__ = ["chromium"]

#: Numbers what can be reached by the keyboard, in the order of the page; how many there are.
_NUMBER_CONTROLS = """() => {
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const shown = one => one.checkVisibility({visibilityProperty: true}) && !one.disabled
    && one.tabIndex >= 0;
  const found = [...document.querySelectorAll(all)].filter(shown);
  found.forEach((one, at) => { one.dataset.walk = at; });
  return found.length;
}"""
_FOCUSED = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const isSeen = style.outlineStyle !== "none" || style.boxShadow !== "none";
  return [one.dataset.walk ?? one.tagName, isSeen, one.outerHTML.slice(0, 200)];
}"""


_MORE_PRESSES = 4
#: On how many lines a text stands.
_LINES = """one => {
  const range = document.createRange();
  range.selectNodeContents(one);
  return new Set([...range.getClientRects()].map(line => Math.round(line.top))).size;
}"""


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    for made in served_portal(tmp_path):
        made.fill(worked_page())
        made.seated("full", host=made.web.host).send(FORM, number="31")
        with_board(made)
        made.fill(worked_page())
        yield made


def walked(page: Page, key: str, count: int) -> list[str]:
    """Through which controls a key leads, so many of them, each seen to be there.

    The parts of a field for a day, and its calendar, take presses of their own.
    """
    found: list[str] = []
    for _ in range(count + _MORE_PRESSES):
        page.keyboard.press(key)
        place, is_seen, what = page.evaluate(_FOCUSED)
        assert is_seen or place == "BODY", what
        if found[-1:] != [str(place)]:
            found.append(str(place))
        if len(found) == count:
            break
    return found


@pytest.mark.parametrize(
    ("who", "path", "width", "least"),
    [
        ("full", "/home", PHONE, 6),
        ("full", "/home", DESKTOP, 12),
        ("full", FORM, PHONE, 10),
        ("fresh", "/settings/requisites", PHONE, 10),
        ("full", "/sent/S-1001", PHONE, 6),
        ("desk", "/desk", DESKTOP, 10),
        ("desk", "/desk/S-1001", DESKTOP, 8),
    ],
)
def test_tab_reaches_each_control_in_the_order_of_the_page(  # fixtures
    chromium: Browser,  # a fixture of the other module
    portal: Portal,
    who: str,
    path: str,
    width: int,
    least: int,
) -> None:
    for page in opened(chromium, width=width):
        sign_in(page, portal, who)
        page.goto(at(portal, path))
        count = page.evaluate(_NUMBER_CONTROLS)
        assert count >= least
        there = walked(page, "Tab", count)
        assert there == [str(number) for number in range(count)]
        assert walked(page, "Shift+Tab", count - 1) == there[-2::-1]


def test_a_form_with_an_error_leads_to_its_field_and_axe_finds_nothing(
    chromium: Browser,  # a fixture of the other module
    portal: Portal,
) -> None:
    for scripts in (True, False):
        for lang in ("ru", "en"):
            for page in opened(chromium, width=NARROWEST, scripts=scripts, dark=lang == "en"):
                sign_in(page, portal)
                page.goto(at(portal, FORM, lang))
                page.locator("form[data-upload] button[type=submit]").press("Enter")
                expect(page.locator("#problems")).to_be_visible()
                if scripts:
                    check(page)
                page.locator("#problems a[href='#number']").press("Enter")
                expect(page.locator("#number")).to_be_focused()


def test_a_full_disk_is_said_and_the_form_keeps_what_was_typed(
    chromium: Browser,  # likewise
    portal: Portal,
    tmp_path: Path,
) -> None:
    path = tmp_path / "32.pdf"
    path.write_bytes(pdf())
    object.__setattr__(portal.web, "limits", Limits(free_bytes=10**18))
    for scripts in (True, False):
        for page in opened(chromium, width=PHONE, scripts=scripts):
            sign_in(page, portal)
            page.goto(at(portal, FORM))
            fill(page, path, number="32")
            page.get_by_role("button", name="Отправить счёт").press("Enter")
            expect(page.get_by_text("На нашем сервере кончилось место").first).to_be_visible()
            if scripts:
                assert page.input_value("#number") == "32"
                check(page)
            else:
                expect(page.get_by_role("heading", name="Файл сейчас не принять")).to_be_visible()
    assert len(portal.sent()) == 1


@pytest.mark.parametrize("path", ["/home", "/sent/S-1001", "/settings", FORM])
def test_numbers_addresses_and_telephones_do_not_part_on_the_narrowest_phone(
    chromium: Browser,  # likewise
    portal: Portal,
    path: str,
) -> None:
    for width in range(NARROWEST, NARROWEST + 60, 12):
        for page in opened(chromium, width=width):
            sign_in(page, portal)
            page.goto(at(portal, path))
            found = page.locator(".no").all()
            assert {one.inner_text()[:1] for one in found} >= {"b", "+"}
            for one in found:
                assert one.evaluate(_LINES) <= 1, one.inner_text()
