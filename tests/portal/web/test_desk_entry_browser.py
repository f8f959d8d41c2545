"""Accepting by a click in Chromium: by the keyboard, as axe sees it, and what comes by itself."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, expect

from sheetsync.portal.store.entering import all_acceptances, begin_writing, note_failed
from sheetsync.rules.portal.page_desk import DeskSubmission
from tests.portal.web import test_desk
from tests.portal.web.conftest import Portal, hidden_of, served_portal
from tests.portal.web.test_desk import at_desk, with_board
from tests.portal.web.test_desk_browser import opened
from tests.portal.web.test_pages_browser import LOOKS, check, chromium

__all__ = ["chromium"]
pytestmark = pytest.mark.browser
NO = "S-1001"


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    """An invoice waits at a desk that enters rows."""
    board = msgspec.structs.replace(test_desk.BOARD, entered_in={"invoice": "Счета"})
    monkeypatch.setattr(test_desk, "BOARD", board)
    for made in served_portal(tmp_path, accept_appends=True):
        made.browser(host=made.web.host).send(made.link())
        with_board(made)
        yield made


def at(portal: Portal, lang: str = "ru") -> str:
    return f"{portal.web.config.url}/desk/{NO}?lang={lang}"


def test_by_keys_alone_and_the_page_follows_by_itself(chromium: Browser, portal: Portal) -> None:
    context, page = opened(chromium, portal)
    page.goto(at(portal))
    expect(page.locator("[data-keys]")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="Принять и внести строку")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#entry")).to_be_focused()
    expect(page.locator("#entry")).to_contain_text("Вносим строку")
    assert [one.no for one in all_acceptances(portal.store)] == [NO]
    # What it waits for changes, and then the row was found: nobody has to reload.
    begin_writing(portal.store, [NO], portal.clock.now())
    expect(page.locator("#entry")).to_contain_text("Ждём, пока Google подтвердит запись")
    portal.decide(NO, "accepted")
    found = DeskSubmission(no=NO, state="accepted", after_seq=9, tab="Счета", row=12)
    with_board(portal, found, after_seq=9)
    expect(page.locator("main")).to_contain_text("Стоит во вкладке «Счета», строка 12")
    expect(page.locator("#entry")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_axe_finds_nothing_whatever_becomes_of_the_row(
    chromium: Browser, portal: Portal, look: tuple[int, bool, str]
) -> None:
    width, dark, lang = look
    context, page = opened(chromium, portal, width=width, dark=dark)
    page.goto(at(portal, lang))
    expect(page.locator("form[action$='/accept']")).to_be_visible()
    check(page)
    anna = at_desk(portal, host=portal.web.host)
    form = hidden_of(anna.get(f"/desk/{NO}").text, f"/desk/{NO}/accept")
    assert anna.post(f"/desk/{NO}/accept", form).status_code == 303
    page.goto(at(portal, lang))
    expect(page.locator("#entry")).to_be_visible()
    check(page)
    note_failed(portal.store, {NO: {"ru": "вкладка защищена", "en": "it is protected"}})
    page.goto(at(portal, lang))
    expect(page.locator("#entry.problems")).to_be_visible()
    check(page)
    context.close()
