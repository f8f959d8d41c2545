"""What people choose for themselves, where they are signed in, how they sign out everywhere."""

from sheetsync.portal.store.audit import deeds
from sheetsync.portal.store.contacts import Preference, preference_of
from tests.portal.web.conftest import ANNA, BUH, Browser, Portal, hidden_of, words_of
from tests.portal.web.test_account_link import link as account_link
from tests.portal.web.test_account_link import press, sees

SETTINGS = "/settings"


def save(browser: Browser, **fields: str) -> str:
    hidden = hidden_of(browser.get(SETTINGS).text, 'action="/settings"')
    return browser.get(browser.post(SETTINGS, hidden | fields).headers["Location"]).text


def out_everywhere(browser: Browser, path: str = SETTINGS) -> None:
    hidden = hidden_of(browser.get(path).text, "/out/everywhere")
    assert browser.post("/out/everywhere", hidden).headers["Location"] == "/in"


def test_a_chosen_language_is_kept_for_pages(portal: Portal) -> None:
    browser = portal.seated("full")
    assert "Настройки" in words_of(browser.get(SETTINGS).text)
    assert "Saved" in words_of(save(browser, lang="en", letters="receipt"))
    again = portal.seated("full").get(SETTINGS).text
    assert '<html lang="en">' in again
    # Another person of the partner goes on as before.
    assert '<html lang="ru">' in portal.seated("read").get(SETTINGS).text
    assert '<html lang="ru">' in save(browser, lang="", letters="receipt")


def test_receipts_are_off_for_whoever_wants_none(portal: Portal) -> None:
    browser = portal.seated("full")
    save(browser, lang="xx")
    assert preference_of(portal.store, "P-001", BUH) == Preference("", frozenset({"receipt"}))
    assert 'value="receipt">' in browser.get(SETTINGS).text
    save(browser, letters="receipt")
    assert 'value="receipt" checked>' in browser.get(SETTINGS).text


def test_sessions_are_listed_and_end_everywhere(portal: Portal) -> None:
    here, there = portal.seated("full"), portal.seated("full")
    letter, colleague = portal.browser(), portal.seated("read")
    press(letter, account_link([BUH]))
    listed = words_of(here.get(SETTINGS).text)
    assert listed.count("b…@firm.example Последний раз") == 2
    assert "по ссылке из письма Последний раз" in listed
    assert "r…@firm.example Последний" not in listed
    stolen = portal.browser()
    stolen.hold(there.held)
    out_everywhere(here)
    assert [sees(one) for one in (here, there, letter, stolen)] == [302] * 4
    assert sees(colleague) == 404
    (deed,) = [one for _, one in deeds(portal.store) if one.action == "signed_out_everywhere"]
    assert (deed.partner_id, deed.person) == ("P-001", "b…@firm.example")


def test_our_people_sign_out_everywhere_too(portal: Portal) -> None:
    here, there = portal.seated("desk"), portal.seated("desk")
    out_everywhere(here, "/in")
    assert there.get("/f/S-9").status_code == 302


def test_partners_see_what_was_done_about_their_things_alone(portal: Portal) -> None:
    browser = portal.seated("full")
    browser.send(portal.link())
    browser.get("/f/S-1001")
    portal.seated("desk").get("/desk/as/P-001/settings")
    press(portal.browser(), account_link([BUH]))
    page = words_of(browser.get(SETTINGS).text)
    assert "Скачали файл S-1001 b…@firm.example" in page
    assert "Открыли по ссылке из письма" in page
    assert (
        ANNA[:1] + "…@company" not in page.partition("Что происходило")[2].partition("Вопросы")[0]
    )
    portal.fill(*(one for one in portal.pages.values()))
    other = portal.seated("other").get(SETTINGS)
    assert "S-1001" not in other.text


def test_our_people_see_nothing_to_press(portal: Portal) -> None:
    page = portal.seated("desk").get("/desk/as/P-001/settings").text
    main = page.partition("<main")[2].partition("</main")[0]
    assert "<form" not in main
