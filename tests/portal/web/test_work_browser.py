"""Rating, jobs and documents in Chromium: axe, phone and desktop, a question by the keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.portal.web.conftest import Portal, served_portal
from tests.portal.web.test_pages_browser import (
    DESKTOP,
    NARROWEST,
    at,
    check,
    chromium,
    opened,
)
from tests.portal.web.worked import worked_page

pytestmark = pytest.mark.browser
__all__ = ["chromium"]


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    for made in served_portal(tmp_path):
        made.fill(worked_page())
        yield made


def sign_in(page: Page, portal: Portal, who: str = "full") -> None:
    held = portal.seated(who, host=portal.web.host).held
    page.context.add_cookies([{"name": "sheetsync", "value": held, "url": portal.web.config.url}])


@pytest.mark.parametrize(
    ("width", "dark", "lang"), [(NARROWEST, False, "ru"), (DESKTOP, True, "en")], ids=str
)
def test_axe_finds_nothing_on_the_pages_of_work(
    chromium: Browser,  # a fixture of the other module
    portal: Portal,
    width: int,
    lang: str,
    *,
    dark: bool,
) -> None:
    for page in opened(chromium, width=width, dark=dark):
        sign_in(page, portal)
        for path in ("/rating", "/jobs?month=2026-03", "/jobs?job=J-1", "/documents"):
            page.goto(at(portal, path, lang))
            for closed in page.locator("main summary").all():
                closed.click()
            check(page)


def test_a_question_is_asked_by_the_keyboard_without_scripts(
    chromium: Browser,  # a fixture of the other module
    portal: Portal,
) -> None:
    for page in opened(chromium, scripts=False):
        sign_in(page, portal)
        page.goto(at(portal, "/jobs?month=2026-03"))
        page.get_by_label("Задать вопрос о работе J-1").press("Enter")
        page.get_by_label("Ваш вопрос").fill("Почему опоздание?")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#told h2")).to_have_text("Вопрос получен: S-1001")
        expect(page.locator("#job-J-1 .said")).to_contain_text("ждёт нашего ответа")
