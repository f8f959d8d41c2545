"""Partners' people come in by a one-time letter, choose where they sit, confirm who they are."""

import re
from datetime import timedelta

import pytest

from sheetsync.portal.letter_content import LetterContent
from sheetsync.portal.store.letters import letters_in
from sheetsync.portal.store.sessions import session_of
from sheetsync.rules.portal.page_contacts import PageContact
from tests.portal.web.conftest import (
    ANNA,
    BOTH,
    BUH,
    CONTACTS,
    Browser,
    Portal,
    hidden_of,
    partner_page_of,
    words_of,
)
from tests.portal.web.test_account_link import link as account_link
from tests.portal.web.test_account_link import press, sees
from tests.portal.web.test_sign_in_pages import ask, letters, link_and_code, open_link, wrong


def sign_in(browser: Browser, email: str) -> str:
    """Ask for a letter, use it; where one comes."""
    ask(browser, email)
    return open_link(browser, link_and_code(browser.portal)[0]).headers["Location"]


def seat(browser: Browser) -> tuple[str, str, str]:
    portal = browser.portal
    session = session_of(portal.store, browser.held, portal.clock.now())
    assert session
    return session.partner_id, session.role, session.level


@pytest.fixture
def two(portal: Portal) -> Portal:
    portal.fill(partner_page_of("P-002", name="ООО «Второй»"))
    return portal


def test_a_partners_person_comes_in(browser: Browser) -> None:
    sign_in(browser, " Buh@Firm.Example ")
    assert sees(browser) == 404
    assert seat(browser)[::2] == ("P-001", "full")


def test_whoever_is_known_gets_the_answer_that_nobody_gets(portal: Portal) -> None:
    texts = set()
    for email in (BUH, BOTH, ANNA, "eve@evil.example"):
        answer = ask(portal.browser(), email)
        texts.add((answer.status_code, answer.text.replace(email, "?")))
    assert len(texts) == 1
    with portal.store.reading() as connection:
        rows = connection.execute(portal.store.layout.letter.select()).all()
        asked = connection.execute(portal.store.layout.sign_in.select()).all()
        told = connection.execute(portal.store.layout.audit.select()).all()
    # As much is written for nobody: nothing that takes time tells.
    assert (len(rows), len(asked), len(told)) == (4, 4, 4)


def test_addresses_that_nobody_knows_are_no_letters_that_failed(
    portal: Portal, browser: Browser
) -> None:
    ask(browser, "eve@evil.example")
    assert letters_in(portal.store, ("pending", "sending", "sent", "failed", "unknown")) == ()
    ask(browser, BUH)
    assert [one.state for one in letters_in(portal.store, ("pending", "failed"))] == ["pending"]


def test_a_letter_speaks_its_readers_language(portal: Portal, browser: Browser) -> None:
    portal.contacts = (PageContact(address=BUH, partner_id="P-001", lang="en"),)
    portal.fill()
    ask(browser, BUH)
    assert LetterContent.decoded(letters(portal)[-1].content).subject.startswith("Portal sign-in")


def test_several_partners_are_chosen_among(two: Portal, browser: Browser) -> None:
    browser.send(two.link())
    ask(browser, BOTH, then="/f/S-1001")
    led = open_link(browser, link_and_code(two)[0]).headers["Location"]
    assert led == "/choose?next=/f/S-1001"
    assert sees(browser) == 302
    page = browser.get(led)
    assert "ООО «Вектор» ООО «Второй»" in words_of(page.text)
    before = browser.held
    hidden = hidden_of(page.text, "/choose")
    chosen = browser.post("/choose", hidden | {"partner": "P-001"})
    assert chosen.headers["Location"] == "/f/S-1001"
    assert browser.get("/f/S-1001").status_code == 200
    assert browser.held != before
    hidden = hidden_of(browser.get("/choose").text, "/choose")
    browser.post("/choose", hidden | {"partner": "P-002"})
    assert browser.get("/f/S-1001").status_code == 404
    assert browser.post("/choose", hidden | {"partner": "P-003"}).status_code in {400, 404}


def test_choosing_makes_no_session_longer_and_no_code_fresher(two: Portal) -> None:
    browser = two.browser()
    sign_in(browser, BOTH)
    first = session_of(two.store, browser.held, two.clock.now())
    two.clock.sleep(timedelta(days=3).total_seconds())
    hidden = hidden_of(browser.get("/choose").text, "/choose")
    browser.post("/choose", hidden | {"partner": "P-002"})
    second = session_of(two.store, browser.held, two.clock.now())
    assert first
    assert second
    assert (second.ends_at, second.confirmed_at) == (first.ends_at, first.confirmed_at)


def test_one_of_ours_who_is_a_partners_person_too_chooses(two: Portal, browser: Browser) -> None:
    two.contacts = (*CONTACTS, PageContact(address=ANNA, partner_id="P-002"))
    two.fill()
    assert sign_in(browser, ANNA).startswith("/choose")
    assert "Наши сотрудники" in words_of(browser.get("/choose").text)
    hidden = hidden_of(browser.get("/choose").text, "/choose")
    browser.post("/choose", hidden | {"partner": ""})
    assert seat(browser) == ("", "desk", "full")


def test_a_letters_session_rises_with_a_new_id(two: Portal, browser: Browser) -> None:
    press(browser, account_link([BOTH]))
    low = browser.held
    sign_in(browser, BOTH)
    # They sat at P-001 already: nobody has to choose.
    assert seat(browser)[::2] == ("P-001", "full")
    thief = two.browser()
    thief.hold(low)
    assert (browser.held != low, sees(thief)) == (True, 302)


def test_a_session_that_somebody_planted_does_not_rise_with_its_victim(portal: Portal) -> None:
    attacker, victim = portal.browser(), portal.browser()
    press(attacker, account_link([BUH]))
    victim.hold(attacker.held)
    sign_in(victim, BUH)
    assert seat(victim)[2] == "full"
    assert sees(attacker) == 302


def test_a_code_opens_its_own_letter_alone(portal: Portal) -> None:
    first, second = portal.browser(), portal.browser()
    ask(first, BUH)
    mine = link_and_code(portal)
    ask(second, ANNA)
    other = link_and_code(portal)
    phone = portal.browser()
    assert open_link(phone, mine[0], other[1]).status_code == (303 if mine[1] == other[1] else 422)
    assert open_link(phone, mine[0], mine[1]).status_code == 303
    # Used once is used.
    assert portal.browser().get(mine[0]).status_code == 410
    assert open_link(second, other[0]).status_code == 303


def test_confirming_wants_the_code_also_in_the_browser_that_asks(portal: Portal) -> None:
    browser = portal.browser()
    sign_in(browser, BUH)
    portal.clock.sleep(3600)
    old = browser.held
    page = browser.get("/confirm?next=/f/S-1")
    assert "b…@firm.example" in words_of(page.text)
    led = browser.post("/confirm", hidden_of(page.text, "/confirm"))
    path = led.headers["Location"]
    assert re.fullmatch(r"/in/[^?]+\?next=/f/S-1", path)
    form = browser.get(path)
    assert "Код из письма" in words_of(form.text)
    hidden = hidden_of(form.text, "/in/")
    # Without the code of the mailbox whoever stole the cookie gets no further.
    assert browser.post(path, hidden).status_code == 422
    _, code = link_and_code(portal)
    assert browser.post(path, hidden | {"code": wrong(code)}).status_code == 422
    assert browser.post(path, hidden | {"code": code}).headers["Location"] == "/f/S-1"
    session = session_of(portal.store, browser.held, portal.clock.now())
    assert session
    assert session.confirmed_at == portal.clock.now()
    assert session_of(portal.store, old, portal.clock.now()) is None


def test_guessing_at_a_partners_address_is_told_to_their_curator(portal: Portal) -> None:
    for at in range(10):
        browser = portal.browser(address=f"203.0.{at}.1")
        portal.clock.sleep(3600)
        ask(browser, BUH)
        link, code = link_and_code(portal)
        for _ in range(5):
            open_link(browser, link, wrong(code))
    told = [one for one in letters(portal) if one.kind == "sign-in-locked"]
    assert [one.recipients for one in told] == [("kim@company.example",)]


def test_whoever_is_no_contact_since_they_asked_comes_not_in(portal: Portal) -> None:
    browser = portal.browser()
    ask(browser, BUH)
    portal.contacts = ()
    portal.fill()
    assert open_link(browser, link_and_code(portal)[0]).status_code == 410
    assert browser.held == ""


@pytest.mark.parametrize(
    "then",
    [
        "//evil.example", "/\\evil.example", "https://evil.example/settings", "/settings/../in",
        "/settings//evil", "/settings?x=//e", "/in", "/out", "/choose", "/p/x", "/no-such-page",
        "/settings\r\nX: y", "/%2f%2fevil.example", "settings",
    ],
)  # fmt: skip
def test_a_sign_in_leads_to_pages_of_ours_alone(browser: Browser, then: str) -> None:
    browser.get("/in")
    hidden = hidden_of(browser.get("/in?c=1").text, "/in")
    browser.post("/in", hidden | {"email": BUH, "next": then})
    link, _ = link_and_code(browser.portal)
    assert "next" not in link
    hidden = hidden_of(browser.get(link).text, "/in/") | {"next": then}
    led = browser.post(link, hidden).headers["Location"]
    assert led in {"/home", "/in"}


def test_forms_of_the_account_want_their_own_session_and_page(portal: Portal) -> None:
    """Attack 7: by a form of elsewhere, by an image, with a token of another session."""
    victim, other = portal.seated("full"), portal.seated("read")
    own, strange = victim.form_token(), other.form_token()
    for path in ("/settings", "/out/everywhere", "/out", "/choose", "/confirm"):
        assert victim.post(path, {}).status_code == 400
        assert victim.post(path, {"csrf_token": strange}).status_code == 400
        foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
        assert victim.post(path, {"csrf_token": own}, headers=foreign).status_code == 403
    assert victim.get("/out").status_code == 405
    assert victim.get("/out/everywhere").status_code == 405
    assert sees(victim) == 404
