"""Our own people come in by a one-time letter, and open files."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from sheetsync.portal.letter_content import LetterContent
from sheetsync.portal.store.audit import deeds
from sheetsync.portal.store.letters import QueuedLetter, letters_due
from sheetsync.portal.vault.folder import Vault
from sheetsync.rules.portal.page_parts import DeskPage
from tests.portal.web.conftest import (
    ANNA,
    HOST,
    URL,
    Browser,
    Portal,
    hidden_of,
    new_portal,
    pdf,
    words_of,
)


def letters(portal: Portal) -> list[QueuedLetter]:
    return list(letters_due(portal.store, portal.clock.now()))


def link_and_code(portal: Portal) -> tuple[str, str]:
    content = LetterContent.decoded(letters(portal)[-1].content)
    link = re.search(rf"^{URL}(/in/\S+)$", content.text, re.MULTILINE)
    code = re.search(r"\d{6}", content.subject)
    assert link
    assert code
    return link[1], code[0]


def ask(browser: Browser, email: str = ANNA, then: str = "") -> TestResponse:
    # Letters are told apart by when they are due.
    browser.portal.clock.sleep(1)
    path = f"/in?next={then}" if then else "/in"
    first = browser.get(path)
    page = browser.get(first.headers["Location"]) if first.status_code == 302 else first
    return browser.post("/in", hidden_of(page.text, "/in") | {"email": email})


def open_link(browser: Browser, link: str, code: str | None = None) -> TestResponse:
    hidden = hidden_of(browser.get(link).text, "/in/")
    return browser.post(link, hidden | ({} if code is None else {"code": code}))


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


@pytest.fixture
def anna(portal: Portal) -> Browser:
    """Signed in."""
    browser = portal.browser()
    ask(browser)
    assert open_link(browser, link_and_code(portal)[0]).status_code == 303
    return browser


def test_the_asking_browser_comes_in_by_a_button(portal: Portal, browser: Browser) -> None:
    page = words_of(ask(browser).text)
    assert "Проверьте почту Если адрес anna@company.example нам известен" in page
    (letter,) = letters(portal)
    assert (letter.recipients, letter.kind) == ((ANNA,), "sign-in")
    assert letter.ends_at
    assert (letter.ends_at - letter.due_at).total_seconds() == 15 * 60
    link, _ = link_and_code(portal)
    assert "Нажмите кнопку" in words_of(browser.get(link).text)
    done = open_link(browser, link)
    assert (done.status_code, done.headers["Location"]) == (303, "/desk")
    home = words_of(browser.get("/in").text)
    assert "Вы вошли как a…@company.example" in home
    assert [deed.action for _, deed in deeds(portal.store)] == ["letter_asked", "signed_in"]


def test_another_browser_types_the_code(portal: Portal, browser: Browser) -> None:
    ask(browser)
    link, code = link_and_code(portal)
    phone = portal.browser()
    assert "Впишите код из письма" in words_of(phone.get(link).text)
    missed = open_link(phone, link, wrong(code))
    assert missed.status_code == 422
    assert "Код не подошёл." in words_of(missed.text)
    assert open_link(phone, link, f" {code[:3]} {code[3:]} ").status_code == 303
    assert "Вы вошли" in phone.get("/in").text


def test_a_browser_without_cookies_gets_the_form_all_the_same(portal: Portal) -> None:
    browser = portal.browser()
    browser.client._cookies = None
    page = browser.get("/in?c=1")
    answer = browser.post("/in", hidden_of(page.text, "/in") | {"email": ANNA})
    assert "Проверьте почту" in words_of(answer.text)
    assert len(letters(portal)) == 1


def test_where_one_wanted_to_go_is_where_one_comes(portal: Portal, browser: Browser) -> None:
    browser.send(portal.link())
    first = browser.get("/f/S-1001")
    assert (first.status_code, first.headers["Location"]) == (302, "/in?next=/f/S-1001")
    ask(browser, then="/f/S-1001")
    done = open_link(browser, link_and_code(portal)[0])
    assert done.headers["Location"] == "/f/S-1001"
    assert browser.get("/f/S-1001").data == pdf()


@pytest.mark.parametrize(
    "then",
    ["//evil.example", "https://evil.example", "/f/S-1/../../x", "/f/S-1?x=//e", "\\\\evil", "/in"],
)
def test_nobody_is_led_elsewhere(portal: Portal, browser: Browser, then: str) -> None:
    ask(browser, then=then)
    link, _ = link_and_code(portal)
    assert "next" not in link
    hidden = hidden_of(browser.get(link).text, "/in/") | {"next": then}
    assert browser.post(link, hidden).headers["Location"] == "/desk"


def test_what_is_no_address_is_said_so(portal: Portal, browser: Browser) -> None:
    for text in ("", "anna", "@", "a b@c", "x" * 250 + "@c.example"):
        answer = ask(browser, text)
        assert answer.status_code == 422
        assert "Впишите адрес почты" in words_of(answer.text)
    assert letters(portal) == []


def test_whoever_is_not_ours_gets_the_same_answer_and_no_letter(portal: Portal) -> None:
    ours, other = portal.browser(), portal.browser()
    known, unknown = ask(ours), ask(other, "eve@evil.example")
    same = known.text.replace(ANNA, "eve@evil.example")
    assert (known.status_code, same) == (unknown.status_code, unknown.text)
    assert [letter.recipients for letter in letters(portal)] == [(ANNA,)]
    with portal.store.reading() as connection:
        rows = connection.execute(portal.store.layout.letter.select()).mappings().all()
        asked = connection.execute(portal.store.layout.sign_in.select()).mappings().all()
    # As many rows for both: who is known shows in nothing that takes time.
    assert sorted(row["state"] for row in rows) == ["failed", "pending"]
    assert [row["content"] for row in rows if row["state"] == "failed"] == [""]
    assert sorted(row["address"] for row in asked) == ["", ANNA]


def test_an_address_in_large_letters_is_the_same(portal: Portal, browser: Browser) -> None:
    ask(browser, " Anna@Company.Example ")
    assert len(letters(portal)) == 1


def test_five_letters_an_hour_go_to_one_address(portal: Portal) -> None:
    for at in range(7):
        answer = ask(portal.browser(address=f"203.0.113.{at}"))
        assert answer.status_code == 200
    assert len(letters(portal)) == 5


def test_twenty_letters_an_hour_are_asked_for_from_one_place(portal: Portal) -> None:
    browser = portal.browser()
    statuses = [ask(browser, f"nobody{at}@evil.example").status_code for at in range(21)]
    assert statuses == [200] * 20 + [429]


def test_an_address_that_is_guessed_at_rests_and_people_are_told(portal: Portal) -> None:
    for at in range(10):
        browser = portal.browser(address=f"203.0.{at}.1")
        portal.clock.sleep(3600)
        ask(browser)
        link, code = link_and_code(portal)
        last = [open_link(browser, link, wrong(code)) for _ in range(5)][-1]
        assert last.status_code == 410
        assert "Запросите новое письмо" in words_of(last.text)
    told = [one for one in letters(portal) if one.kind == "sign-in-locked"]
    assert [one.recipients for one in told] == [("acc@company.example",)]
    assert ANNA in LetterContent.decoded(told[0].content).text
    before = len(letters(portal))
    ask(portal.browser())
    assert len(letters(portal)) == before
    portal.clock.sleep(3700)
    ask(portal.browser())
    assert len(letters(portal)) == before + 1


def test_nobody_is_told_where_nobody_is_named(portal: Portal) -> None:
    portal.desk = DeskPage(company="Порт", lang="ru", addresses=(ANNA,))
    portal.fill()
    for at in range(10):
        browser = portal.browser(address=f"203.0.{at}.1")
        portal.clock.sleep(3600)
        ask(browser)
        link, code = link_and_code(portal)
        for _ in range(5):
            open_link(browser, link, wrong(code))
    assert {one.kind for one in letters(portal)} == {"sign-in"}


def test_a_letter_is_used_once_and_not_late(portal: Portal, browser: Browser) -> None:
    ask(browser)
    link, _ = link_and_code(portal)
    hidden = hidden_of(browser.get(link).text, "/in/")
    assert browser.post(link, hidden).status_code == 303
    replay = browser.post(link, hidden)
    assert replay.status_code == 410
    assert 'href="/in"' in replay.text
    assert browser.get(link).status_code == 410
    late = portal.browser()
    ask(late)
    link, _ = link_and_code(portal)
    portal.clock.sleep(15 * 60)
    assert late.get(link).status_code == 410


def test_a_session_ends_after_twelve_hours(portal: Portal, anna: Browser) -> None:
    portal.clock.sleep(12 * 3600)
    assert anna.get("/f/S-1001").status_code == 302


def test_whoever_leaves_us_is_out_at_the_next_round(portal: Portal, anna: Browser) -> None:
    portal.desk = DeskPage(company="Порт", lang="ru", addresses=("other@company.example",))
    portal.fill()
    assert anna.get("/f/S-1001").status_code == 302


def test_signing_out_is_for_good(portal: Portal, anna: Browser) -> None:
    stolen = dict(anna.client._cookies or {})
    hidden = hidden_of(anna.get("/in").text, "/out")
    assert anna.post("/out", hidden).status_code == 303
    assert "Вход на портал" in anna.get("/in?c=1").text
    anna.client._cookies = stolen
    assert anna.get("/f/S-1001").status_code == 302
    assert [deed.action for _, deed in deeds(portal.store)][-1] == "signed_out"


def test_leaving_twice_leaves(portal: Portal, anna: Browser) -> None:
    hidden = hidden_of(anna.get("/in").text, "/out")
    with portal.store.writing() as connection:
        connection.execute(portal.store.layout.session.delete())
    assert anna.post("/out", hidden).status_code == 303


def test_cookies_are_for_this_host_alone_and_hidden_from_scripts(
    portal: Portal, browser: Browser
) -> None:
    first = browser.get("/in")
    ask(browser)
    done = open_link(browser, link_and_code(portal)[0])
    cookies = first.headers.getlist("Set-Cookie") + done.headers.getlist("Set-Cookie")
    kept = [one for one in cookies if "=;" not in one.partition(" ")[0]]
    assert len(kept) == 2
    for cookie in kept:
        assert cookie.startswith("__Host-sheetsync")
        for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
            assert part in cookie
        assert "Domain" not in cookie


def test_signing_in_makes_a_new_session(portal: Portal, anna: Browser) -> None:
    name = "__Host-sheetsync"
    before = anna.client.get_cookie(name, domain=HOST)
    assert before
    fixed = portal.browser()
    fixed.client.set_cookie(name, "f" * 64, domain=HOST)
    ask(fixed)
    open_link(fixed, link_and_code(portal)[0])
    after = fixed.client.get_cookie(name, domain=HOST)
    assert after
    assert after.value not in {"f" * 64, before.value}


def test_a_file_is_given_and_never_shown(portal: Portal, anna: Browser) -> None:
    anna.send(portal.link())
    answer = anna.get("/f/S-1001")
    assert answer.data == pdf()
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "no-store"
    deed = deeds(portal.store)[-1][1]
    assert (deed.action, deed.person, deed.what) == ("download", "a…@company.example", "S-1001")
    assert deed.from_address == "203.0.113.0/24"


def test_several_files_are_offered_one_by_one(portal: Portal, anna: Browser) -> None:
    anna.send(portal.link(), ("a.pdf", pdf("a")), ("<b>.pdf", pdf("b")))
    page = anna.get("/f/S-1001")
    assert "Скачать a.pdf (1 КБ)" in words_of(page.text)
    assert "<b>" not in page.text
    links = re.findall(r'href="(/f/S-1001\?file=[0-9a-f]+)"', page.text)
    assert [anna.get(link).data for link in links] == [pdf("a"), pdf("b")]


@pytest.mark.parametrize(
    "no", ["S-1002", "S-1", "S-", "x", "S-1001x", "..%2f..%2fetc", "S-１００１"]
)
def test_what_is_not_there_is_said_so(portal: Portal, anna: Browser, no: str) -> None:
    anna.send(portal.link())
    answer = anna.get(f"/f/{no}")
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
    assert anna.get("/f/S-1001?file=00").status_code == 404


def test_a_file_that_left_the_vault_is_not_there(portal: Portal, anna: Browser) -> None:
    anna.send(portal.link())
    portal.web.vault.path(next(iter(portal.web.vault.places()))).unlink()
    assert anna.get("/f/S-1001").status_code == 404
    assert deeds(portal.store)[-1][1].action == "download_refused"


def test_nobody_opens_what_no_scanner_has_seen(portal: Portal, anna: Browser) -> None:
    scanning = Vault(portal.web.vault.root, scans=True)
    object.__setattr__(portal.web, "vault", scanning)
    anna.send(portal.link())
    assert "проверяем файл" in words_of(anna.get(portal.link()).text)
    answer = anna.get("/f/S-1001")
    assert answer.status_code == 409
    assert "Файл ещё проверяется" in words_of(answer.text)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Portal]:
    yield from new_portal(tmp_path, url="http://127.0.0.1:8795")


def test_on_this_machine_alone_cookies_go_without_https(demo: Portal) -> None:
    answer = demo.app.test_client().get("/in", base_url="http://127.0.0.1:8795")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("sheetsync-in=")
    assert "Secure" not in cookie
    assert "Strict-Transport-Security" not in answer.headers
