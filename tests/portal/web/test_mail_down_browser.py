"""While mail is down the page of the sign-in says so by itself, and without scripts at a click."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sheetsync.portal.store.mail_state import MailState, keep_mail_state
from tests.portal.web.conftest import ANNA, Portal, served_portal
from tests.portal.web.test_pages_browser import DESKTOP, NARROWEST, at, check, chromium, opened

pytestmark = pytest.mark.browser
__all__ = ["chromium"]


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    yield from served_portal(tmp_path)


def ask(page: Page, portal: Portal, lang: str = "ru") -> None:
    page.goto(at(portal, "/in", lang))
    page.fill("#email", ANNA)
    page.get_by_role("button").first.press("Enter")
    expect(page.locator("#mail")).to_be_attached()


def note_down(portal: Portal, *, is_down: bool = True) -> None:
    now = portal.clock.now()
    keep_mail_state(portal.store, MailState(now, now, now if is_down else None))


def test_the_page_says_it_by_itself_and_takes_it_back(
    chromium: Browser,  # a fixture of the other module
    portal: Portal,
) -> None:
    for page in opened(chromium):
        page.clock.install()
        ask(page, portal)
        expect(page.locator("[data-mail-down]")).to_have_count(0)
        note_down(portal)
        page.clock.fast_forward(21_000)
        expect(page.locator("[data-mail-down]")).to_contain_text("письма не уходят")
        note_down(portal, is_down=False)
        page.clock.fast_forward(21_000)
        expect(page.locator("[data-mail-down]")).to_have_count(0)


@pytest.mark.parametrize(
    ("width", "dark", "lang"), [(NARROWEST, False, "ru"), (DESKTOP, True, "en")], ids=str
)
def test_without_scripts_a_click_tells_and_axe_finds_nothing(
    chromium: Browser,  # likewise
    portal: Portal,
    width: int,
    lang: str,
    *,
    dark: bool,
) -> None:
    for page in opened(chromium, width=width, dark=dark, scripts=False):
        ask(page, portal, lang)
        expect(page.locator("[data-mail-down]")).to_have_count(0)
        note_down(portal)
        page.locator(".deeds a").first.press("Enter")
        expect(page.locator("[data-mail-down]")).to_be_visible()
        # Whoever asked for a language keeps it on the way.
        expect(page.locator("html")).to_have_attribute("lang", lang)
    for page in opened(chromium, width=width, dark=dark):
        page.goto(at(portal, "/in?c=1", lang))
        check(page)
        ask(page, portal, lang)
        check(page)
