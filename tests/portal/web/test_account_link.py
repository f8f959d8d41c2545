"""The link of the monthly letter opens a letter's session by its button, and only by that."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sheetsync.portal.letter_content import LetterContent
from sheetsync.portal.store.audit import deeds
from sheetsync.portal.store.letters import QueuedLetter, letters_due
from sheetsync.tables.signed_links import AccountClaim, account_token, address_mark
from tests.portal.web.conftest import (
    BUH,
    KEY,
    NOW,
    Browser,
    Portal,
    hidden_of,
    new_portal,
    partner_page_of,
    words_of,
)

SECRET = "secret@firm.example"
_CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"


def link(addresses: Sequence[str] = (SECRET, BUH), **claim: Any) -> str:
    """A link of the letter that went to these addresses the day before, as a path."""
    marks = tuple(address_mark(one) for one in addresses)
    made = AccountClaim(**({"partner_id": "P-001", "marks": marks} | claim))
    return f"/p/{account_token(made, [KEY], NOW - timedelta(days=1))}"


def press(browser: Browser, path: str, **how: Any) -> Any:
    hidden = hidden_of(browser.get(path).text, "/p/")
    return browser.post(path, hidden | how.pop("data", {}), **how)


def letters(portal: Portal, kind: str = "new-browser") -> list[QueuedLetter]:
    return [one for one in letters_due(portal.store, portal.clock.now()) if one.kind == kind]


def sees(browser: Browser) -> int:
    """Whether an account is open: nobody is led to the sign-in, whoever sees it finds no file."""
    return browser.get("/f/S-9").status_code


def test_the_button_opens_a_letters_session(portal: Portal, browser: Browser) -> None:
    page = browser.get(link())
    assert "ООО «Вектор»: счета, документы, рейтинг" in words_of(page.text)
    assert sees(browser) == 302
    assert press(browser, link()).status_code == 303
    assert sees(browser) == 404
    assert len(browser.held) == 64
    portal.clock.sleep(12 * 3600)
    assert sees(browser) == 302
    # The link itself is good for weeks, in any browser.
    portal.clock.sleep(30 * 86_400)
    assert press(portal.browser(), link()).status_code == 303


def test_a_new_browser_is_told_to_all_of_the_letter_once(portal: Portal, browser: Browser) -> None:
    agent = {"headers": {"User-Agent": _CHROME}}
    press(browser, link(), **agent)
    (told,) = letters(portal)
    content = LetterContent.decoded(told.content)
    assert set(told.recipients) == {SECRET, BUH}
    assert "Браузер: Chrome, Windows" in content.text
    assert "3\N{NO-BREAK SPACE}апреля" in content.text
    # What scanners follow would tell of itself again and again.
    assert "http" not in content.text
    press(browser, link(), **agent)
    assert len(letters(portal)) == 1
    press(portal.browser(), link(), **agent)
    assert len(letters(portal)) == 2


def test_only_addresses_of_that_letter_are_told(portal: Portal, browser: Browser) -> None:
    press(browser, link([BUH, "gone@firm.example"]))
    assert [one.recipients for one in letters(portal)] == [(BUH,)]


def test_scanners_use_nothing_up_and_open_nothing_by_looking(portal: Portal) -> None:
    scanner = portal.browser(address="198.51.100.1")
    for method in ("GET", "HEAD", "GET", "OPTIONS"):
        scanner.ask(method, link())
    # The empty form, and the whole one from another page.
    assert scanner.post(link(), {}).status_code == 400
    hidden = hidden_of(scanner.get(link()).text, "/p/")
    foreign = {"Origin": "https://scan.example", "Sec-Fetch-Site": "cross-site"}
    assert scanner.post(link(), hidden, headers=foreign).status_code == 403
    assert sees(scanner) == 302
    assert letters(portal) == []
    # One that submits the whole form is told of, and the partner comes in all the same.
    assert press(scanner, link()).status_code == 303
    assert len(letters(portal)) == 1
    assert press(portal.browser(), link()).status_code == 303


def test_a_scanner_that_submits_each_time_does_not_flood_the_mailbox(portal: Portal) -> None:
    for at in range(8):
        press(portal.browser(address=f"198.51.100.{at}"), link())
    assert len(letters(portal)) == 5


def test_a_changed_sign_and_a_link_of_another_use_open_nothing(
    portal: Portal, browser: Browser
) -> None:
    token = link().removeprefix("/p/")
    swapped = str.maketrans("abcdefgABCDEFG0123456789._-", "bcdefgaBCDEFGA1234567890-._")
    places = [*range(0, len(token) - 1, 7), token.index("."), token.rindex(".")]
    for place in places:
        changed = token[:place] + token[place].translate(swapped) + token[place + 1 :]
        if changed != token:
            other = portal.browser(address=f"198.51.100.{place}")
            assert other.get(f"/p/{changed}").status_code == 404
    upload = portal.link().removeprefix("/u/")
    assert browser.get(f"/p/{upload}").status_code == 404
    assert browser.get(f"/u/{token}").status_code == 404


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        (link(version=0), 410, "Ссылка больше не действует"),
        (link(["gone@firm.example"]), 410, "Ссылка больше не действует"),
        (link(partner_id="P-404"), 410, "Ссылка больше не действует"),
        (link()[:-1] + "~", 404, "Такой страницы нет"),
    ],
)
def test_revoked_and_forged_links_say_so(
    browser: Browser, path: str, status: int, words: str
) -> None:
    answer = browser.get(path)
    assert (answer.status_code, words in words_of(answer.text)) == (status, True)
    assert "Вектор" not in answer.text


def test_an_old_link_says_so(portal: Portal, browser: Browser) -> None:
    portal.clock.sleep(35 * 86_400)
    assert browser.get(link()).status_code == 410


def test_raising_the_version_stops_the_open_page_and_the_open_session(
    portal: Portal, browser: Browser
) -> None:
    late = portal.browser()
    hidden = hidden_of(late.get(link()).text, "/p/")
    press(browser, link())
    portal.fill(partner_page_of(link_version=2))
    assert late.post(link(), hidden).status_code == 410
    assert sees(browser) == 302
    assert press(portal.browser(), link(version=2)).status_code == 303


def test_a_closed_page_opens_nothing(portal: Portal, browser: Browser) -> None:
    portal.fill(partner_page_of(is_open=False))
    assert browser.get(link()).status_code == 403


def test_whoever_is_fully_signed_in_stays_so(portal: Portal) -> None:
    full, other = portal.seated("full"), portal.seated("other")
    held = full.held
    press(full, link())
    assert full.held == held
    # Of another partner: the letter's partner is opened, with a new id.
    before = other.held
    press(other, link())
    assert other.held != before
    assert sees(other) == 404


def test_each_opening_has_its_own_id_and_ends_the_one_before(
    portal: Portal, browser: Browser
) -> None:
    press(browser, link())
    first = browser.held
    press(browser, link())
    thief = portal.browser()
    thief.hold(first)
    assert browser.held != first
    assert (sees(browser), sees(thief)) == (404, 302)


def test_openings_are_kept(portal: Portal, browser: Browser) -> None:
    press(browser, link(), headers={"User-Agent": _CHROME})
    (deed,) = [one for _, one in deeds(portal.store) if one.action == "letter_opened"]
    assert (deed.partner_id, deed.person, deed.what) == ("P-001", "partner", "Chrome, Windows")


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[Portal]:
    yield from new_portal(tmp_path, letter_session=False)


def test_where_letters_open_nothing_the_link_is_a_filled_sign_in(strict: Portal) -> None:
    browser = strict.browser()
    page = browser.get(link([BUH])).text
    assert re.search(rf'name="email"[^>]* value="{BUH}"', page)
    answer = press(browser, link([BUH]), data={"email": BUH})
    assert "Проверьте почту" in words_of(answer.text)
    assert (sees(browser), browser.held) == (302, "")
    (letter,) = letters(strict, "sign-in")
    assert letter.recipients == (BUH,)
    # The browser that asked needs the button alone.
    found = re.search(r"https://\S+(/in/\S+)", LetterContent.decoded(letter.content).text)
    assert found
    assert "Нажмите кнопку" in words_of(browser.get(found[1]).text)
    # Nobody learns by it who is known.
    other = press(browser, link([BUH]), data={"email": "eve@evil.example"})
    assert other.text.replace("eve@evil.example", BUH) == answer.text
