"""Attack 4 of portal.md 7.4: scanners of mail that run scripts, in Chromium.

They open each link of a letter with scripts on and wait; they submit the forms that they find, as
they stand, without the cookies of who asked (healthchecks#255, next-auth#1840, outline#9227).
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from sheetsync.portal.letter_content import LetterContent
from sheetsync.portal.store.audit import deeds
from sheetsync.portal.store.letters import letters_due
from tests.portal.web.conftest import BUH, Portal, hidden_of, served_portal
from tests.portal.web.test_account_link import link as account_link
from tests.portal.web.test_pages_browser import at, chromium, opened

pytestmark = pytest.mark.browser
__all__ = ["chromium"]

#: What a scanner does with the forms of a page: all of them, as they stand, at once.
SUBMIT = """
() => { const form = document.querySelector("main form"); form.noValidate = true; form.submit(); }
"""


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    yield from served_portal(tmp_path)


def asked_for(portal: Portal) -> tuple[str, str]:
    """A one-time letter: its link as a path, and its code."""
    browser = portal.browser(host=portal.web.host)
    page = browser.get(browser.get("/in").headers["Location"]).text
    assert browser.post("/in", hidden_of(page, "/in") | {"email": BUH}).status_code in {200, 303}
    (letter,) = (
        one for one in letters_due(portal.store, portal.clock.now()) if one.kind == "sign-in"
    )
    content = LetterContent.decoded(letter.content)
    path = "/in/" + content.text.partition("/in/")[2].split()[0]
    code = next(word for word in content.subject.split() if word.strip(".:,").isdecimal())
    return path, code.strip(".:,")


def sessions(portal: Portal) -> int:
    with portal.store.reading() as connection:
        return len(connection.execute(portal.store.layout.session.select()).all())


def looked(page: Page, address: str) -> int:
    """Open a page with scripts on, let them run, scroll, hover: click nothing."""
    answer = page.goto(address)
    page.wait_for_load_state("networkidle")
    page.mouse.move(100, 200)
    page.mouse.wheel(0, 800)
    page.keyboard.press("Tab")
    page.wait_for_timeout(300)
    assert answer is not None
    return answer.status


def submitted(page: Page) -> int:
    """Submit the first form as it stands; the status of what came."""
    with page.expect_response(lambda found: found.request.method == "POST") as waited:
        page.evaluate(SUBMIT)
    page.wait_for_load_state("networkidle")
    return waited.value.status


def test_a_scanner_that_runs_scripts_uses_no_one_time_letter_up(
    chromium: Browser,  # a fixture of the other module
    portal: Portal,
) -> None:
    path, code = asked_for(portal)
    before = sessions(portal)
    for _ in range(2):
        for page in opened(chromium):
            assert looked(page, at(portal, path, "ru")) == 200
            # Without the cookie of the browser that asked there is no button, but a code to type.
            assert submitted(page) == 422
            assert page.context.cookies() == [] or all(
                cookie["name"] != "sheetsync" for cookie in page.context.cookies()
            )
    assert sessions(portal) == before
    assert "signed_in" not in [deed.action for _, deed in deeds(portal.store)]
    # The partner types the code in another browser, and is in.
    partner = portal.browser(host=portal.web.host)
    answer = partner.post(path, hidden_of(partner.get(path).text, "/in/") | {"code": code})
    assert (answer.status_code, sessions(portal)) == (303, before + 1)


def test_a_scanner_that_looks_at_a_letters_link_opens_nothing(
    chromium: Browser,  # a fixture of the other module
    portal: Portal,
) -> None:
    before = sessions(portal)
    for page in opened(chromium):
        assert looked(page, at(portal, account_link(), "ru")) == 200
        assert page.url.partition("?")[0].endswith(account_link())
    assert sessions(portal) == before
    assert [one.kind for one in letters_due(portal.store, portal.clock.now())] == []


def test_one_that_submits_a_letters_form_is_told_of_and_uses_nothing_up(
    chromium: Browser,  # a fixture of the other module
    portal: Portal,
) -> None:
    before = sessions(portal)
    for page in opened(chromium):
        looked(page, at(portal, account_link(), "ru"))
        assert submitted(page) == 303
    # Pressing the button is what opens it; who did is told to the addresses of the letter.
    told = [one.kind for one in letters_due(portal.store, portal.clock.now())]
    assert (sessions(portal), told) == (before + 1, ["new-browser"])
    partner = portal.browser(host=portal.web.host)
    hidden = hidden_of(partner.get(account_link()).text, "/p/")
    assert partner.post(account_link(), hidden).status_code == 303
    assert partner.get("/home").status_code == 200
    # The scanner's own session reads what the letter says, and sends nothing without the partner.
    assert [one.submission.no for one in portal.sent()] == []


def test_where_letters_open_nothing_a_scanner_that_submits_is_asked_for_a_code(
    chromium: Browser,  # a fixture of the other module
    tmp_path: Path,
) -> None:
    for portal in served_portal(tmp_path, letter_session=False):
        before = sessions(portal)
        for page in opened(chromium):
            looked(page, at(portal, account_link(), "ru"))
            submitted(page)
        assert sessions(portal) == before
