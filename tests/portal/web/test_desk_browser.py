"""The desk in Chromium: by keys alone, without scripts, and as axe sees it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sheetsync.portal.store.worker import all_submissions
from sheetsync.rules.portal.page_desk import DeskSubmission
from tests.portal.web.conftest import Portal, pdf, served_portal
from tests.portal.web.test_desk import at_desk, with_board
from tests.portal.web.test_pages_browser import LOOKS, check, chromium

__all__ = ["chromium"]
pytestmark = pytest.mark.browser


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    """Two invoices wait, of which a round has seen the first."""
    for made in served_portal(tmp_path):
        sender = made.browser(host=made.web.host)
        sender.send(made.link())
        made.clock.sleep(60)
        sender.send(made.link(), ("other.pdf", pdf("other")), number="32")
        check_words = {"ru": "на 2 000,00 больше, чем сделано", "en": "2,000.00 more than done"}
        found = DeskSubmission(
            no="S-1001",
            state="waiting",
            after_seq=1,
            expected_minor=28_300_000,
            check=check_words,
        )
        with_board(made, found, after_seq=1)
        yield made


def opened(
    chromium: Browser,
    portal: Portal,
    *,
    scripts: bool = True,
    width: int = 1100,
    dark: bool = False,
) -> tuple[BrowserContext, Page]:
    """A page of somebody of ours who has signed in."""
    context = chromium.new_context(
        java_script_enabled=scripts,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
    )
    held = at_desk(portal, host=portal.web.host).held
    context.add_cookies([{"name": "sheetsync", "value": held, "url": portal.web.config.url}])
    return context, context.new_page()


def kinds(portal: Portal) -> list[list[str]]:
    """What happened to each submission."""
    return [[event.kind for event in one.events] for one in all_submissions(portal.store)]


def arrived(page: Page, no: str) -> None:
    """Wait until a submission's page is there, and its keys are."""
    expect(page.locator("h1")).to_contain_text(no)
    expect(page.locator("[data-keys]")).to_be_visible()


def test_by_keys_alone_also_on_a_russian_keyboard(chromium: Browser, portal: Portal) -> None:
    context, page = opened(chromium, portal)
    page.goto(f"{portal.web.config.url}/desk")
    press = page.keyboard.press
    press("j")
    expect(page.get_by_role("link", name="S-1001")).to_be_focused()
    press("j")
    press("k")
    expect(page.get_by_role("link", name="S-1001")).to_be_focused()
    press("Enter")
    arrived(page, "S-1001")
    press("j")
    arrived(page, "S-1002")
    # The key of the Latin r says another letter there.
    page.evaluate(
        """document.body.dispatchEvent(new KeyboardEvent(
            "keydown", {key: "к", code: "KeyR", bubbles: true}))"""
    )
    expect(page.locator("#rejected-text")).to_be_focused()
    # What is typed is text, and goes nowhere.
    page.keyboard.type("jkar")
    press("Tab")
    press("Enter")
    expect(page.locator("#told")).to_be_focused()
    expect(page.locator("#told")).to_contain_text("Отклонили S-1002")
    assert kinds(portal) == [["received"], ["received", "rejected"]]
    assert all_submissions(portal.store)[1].events[-1].text == "jkar"
    context.close()


def test_keys_can_be_turned_off(chromium: Browser, portal: Portal) -> None:
    context, page = opened(chromium, portal)
    page.goto(f"{portal.web.config.url}/desk")
    page.get_by_role("button", name="Выключить клавиши").click()
    page.reload()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="S-1001")).not_to_be_focused()
    context.close()


def test_without_scripts_all_is_done(chromium: Browser, portal: Portal) -> None:
    context, page = opened(chromium, portal, scripts=False, width=360)
    page.goto(f"{portal.web.config.url}/desk")
    page.get_by_role("link", name="S-1001").click()
    page.locator("summary", has_text="Спросить партнёра").click()
    page.fill("#asked-text", "Какой договор?")
    page.get_by_role("button", name="Отправить вопрос").click()
    expect(page.locator("#told")).to_contain_text("Спросили по S-1001")
    page.get_by_role("button", name="Вернуть в работу").click()
    expect(page.locator("#told")).to_contain_text("Вернули S-1001 в работу")
    assert kinds(portal)[0] == ["received", "asked", "reopened"]
    context.close()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_axe_finds_nothing_at_the_desk(
    chromium: Browser, portal: Portal, look: tuple[int, bool, str]
) -> None:
    width, dark, lang = look
    context, page = opened(chromium, portal, width=width, dark=dark)
    for path in ("", "/S-1001", "/partners", "/queue", "/S-9"):
        page.goto(f"{portal.web.config.url}/desk{path}?lang={lang}")
        check(page)
    page.goto(f"{portal.web.config.url}/desk/S-1002?lang={lang}")
    page.locator("[data-key=r]").click()
    page.locator("button.grave").click()
    expect(page.locator("#problems")).to_be_visible()
    check(page)
    context.close()
