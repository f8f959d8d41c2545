"""The attack list of portal.md 7.4 for the account's and the desk's pages: 2, 14 and 15."""

import json
import logging
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from sheetsync.portal.store.audit import deeds
from sheetsync.portal.store.letters import letters_due, letters_in
from sheetsync.portal.store.worker import all_submissions, untold_events
from sheetsync.portal.web.request_log import without_tokens
from tests.portal.web.conftest import (
    ANNA,
    BUH,
    FIELDS,
    KEY,
    SEATS,
    Browser,
    Portal,
    new_portal,
    partner_page_of,
    pdf,
    words_of,
)
from tests.portal.web.test_account_link import link as account_link
from tests.portal.web.test_account_link import press
from tests.portal.web.test_desk import at_desk, decide, with_board
from tests.portal.web.test_route_map import ROUTES, Route
from tests.portal.web.test_sign_in_pages import ask, link_and_code, open_link, wrong
from tests.portal.web.worked import worked_page

#: What P-002 sent, S-1002 and S-1004; none of it is P-001's business.
FOREIGN = ("Чужой", "ЧУЖОЙ", "foreign.pdf", "S-1002", "S-1004", "Их вопрос")
NUMBERS = [f"S-{number}" for number in (0, 1, 1000, 1001, 1002, 1003, 1004, 1005, 999_999_999_999)]
ODD = ["s-1002", "S-01002", "S-1002.0", "S-１００２", "S-1002%00", "S-1002%20", "S-1002'--", "1002",
       "S-%2B1002", "S-1002;1001", "S--1002", "O-1002"]  # fmt: skip


@pytest.fixture
def two(portal: Portal) -> Portal:
    """P-001 has sent S-1001 and S-1003, P-002 S-1002 and S-1004, one of which was asked about."""
    with_board(portal)
    portal.fill(worked_page())
    mine, other = portal.browser(), portal.browser()
    act = {"doc_kind": "act", "amount": ""}
    mine.send(portal.link())
    portal.clock.sleep(60)
    theirs = portal.link(partner_id="P-002", entity_id="E-1")
    other.send(theirs, ("foreign.pdf", pdf("x")), number="ЧУЖОЙ-99")
    portal.clock.sleep(60)
    mine.send(portal.link("closing"), ("act.pdf", pdf("act")), number="7", **act)
    portal.clock.sleep(60)
    link = portal.link("closing", partner_id="P-002", entity_id="E-1")
    other.send(link, ("foreign.pdf", pdf("y")), number="ЧУЖОЙ-7", **act)
    portal.decide("S-1002", "asked", "Их вопрос")
    assert [one.submission.partner_id for one in all_submissions(portal.store)] == [
        "P-001", "P-002", "P-001", "P-002",
    ]  # fmt: skip
    return portal


def spoken(page: str, path: str) -> str:
    """A page's text without the address that was asked for, which forms and links repeat."""
    page = unescape(page)
    return page.replace(path, "").replace(path.rpartition("/")[0] or path, "")


def no_word_of_others(answer_text: str, path: str) -> None:
    said = spoken(answer_text, path).replace("\u00a0", " ")
    assert [word for word in FOREIGN if word in said] == [], path


# 2: numbers counted up


@pytest.mark.parametrize("page", ["/sent/{no}", "/sent/{no}/replace", "/f/{no}"])
def test_numbers_counted_up_open_nothing_of_another_partner(two: Portal, page: str) -> None:
    buh = two.seated("full")
    for at, no in enumerate([*NUMBERS, *ODD]):
        buh.address = f"198.51.100.{at}"
        path = page.format(no=no)
        answer = buh.get(path)
        is_mine = no in {"S-1001", "S-1003"}
        # The first was sent again by nobody: replaced it is by none.
        assert (answer.status_code < 400) == is_mine, no
        assert answer.status_code in {200, 303, 404}, no
        if not is_mine:
            no_word_of_others(answer.text, path)


@pytest.mark.parametrize("deed", ["withdraw", "answer", "replace"])
def test_numbers_counted_up_change_nothing_of_another_partner(two: Portal, deed: str) -> None:
    buh = two.seated("full")
    before = {one.submission.no: len(one.events) for one in all_submissions(two.store)}
    token = buh.form_token()
    for at, no in enumerate([*NUMBERS, *ODD]):
        if no in {"S-1001", "S-1003"}:
            continue
        buh.address = f"198.51.100.{at}"
        path = f"/sent/{no}/{deed}"
        form = {"csrf_token": token, "once": f"o{at}", "text": "x", **FIELDS}
        answer = buh.post(path, form)
        assert answer.status_code in {400, 404}, (no, answer.status_code)
        no_word_of_others(answer.text, path)
    assert {one.submission.no: len(one.events) for one in all_submissions(two.store)} == before


def test_files_counted_by_their_digests_are_own_ones(two: Portal) -> None:
    buh = two.seated("full")
    digests = {
        one.submission.no: one.files[0].sha256 for one in all_submissions(two.store) if one.files
    }
    for no in ("S-1001", "S-1003"):
        for theirs in (digests["S-1002"], digests["S-1004"], "", "0" * 64, "../../portal.sqlite"):
            answer = buh.get(f"/f/{no}?file={theirs}")
            assert answer.status_code == 404
            assert b"%PDF" not in answer.data
    assert buh.get(f"/f/S-1001?file={digests['S-1001']}").status_code == 200


def test_pages_and_questions_about_others_numbers_say_nothing(two: Portal) -> None:
    buh = two.seated("full")
    paths = [
        "/home", "/invoices", "/invoices.csv", "/sent", "/documents", "/jobs", "/rating",
        "/sent?partner=P-002", "/sent?page=999", "/sent?page=-1", "/jobs?job=J-999",
        "/invoices?entity=E-2", "/invoices/new?entity=E-2&month=2026-03",
        "/invoices/new?entity=E-1&month=2026-03&replace=S-1002",
    ]  # fmt: skip
    for path in paths:
        answer = buh.get(path)
        assert answer.status_code in {200, 302, 404}, path
        no_word_of_others(answer.text, path)


@pytest.mark.parametrize("no", ["S-0", "S-1005", "S-999999999999", *ODD])
def test_numbers_counted_up_at_the_desk_are_no_failure(two: Portal, no: str) -> None:
    anna = at_desk(two)
    assert anna.get(f"/desk/{no}").status_code == 404
    form = {"csrf_token": anna.form_token(), "once": "a1", "seen": "99", "text": "x"}
    for name in ("reject", "ask", "reopen", "accept"):
        assert anna.post(f"/desk/{no}/{name}", form).status_code == 404
    for partner in ("P-000", "P-003", "P-0001", "%00", "..", "P-002%00"):
        assert anna.get(f"/desk/as/{partner}").status_code in {302, 404}


def test_an_account_seen_by_ours_shows_one_partner_alone(two: Portal) -> None:
    anna = at_desk(two)
    for no in ("S-1002", "S-1004"):
        path = f"/desk/as/P-001/sent/{no}"
        answer = anna.get(path)
        assert answer.status_code == 404
        no_word_of_others(answer.text, path)
    for page in ("home", "sent", "invoices", "documents"):
        path = f"/desk/as/P-001/{page}"
        no_word_of_others(anna.get(path).text, path)


# 14: what lets people in stands nowhere


class Secrets:
    """All that lets somebody in, as a test meets it."""

    def __init__(self, portal: Portal) -> None:
        self.found: set[str] = {KEY, portal.link()[3:], account_link()[3:]}

    def add(self, *words: str) -> None:
        self.found |= {word for word in words if word}

    def in_text(self, text: str) -> list[str]:
        return [word for word in self.found if word in text]


def everything_done(portal: Portal) -> Secrets:
    """Everybody signs in, by each way, looks at each page, is refused, fails; what let them in."""
    secrets = Secrets(portal)
    for person, goes in ((BUH, "/home"), (ANNA, "/desk")):
        browser = portal.browser()
        ask(browser, person)
        link, code = link_and_code(portal)
        secrets.add(link[4:], code)
        stranger = portal.browser(address="198.51.100.9")
        assert open_link(stranger, link, wrong(code)).status_code == 422
        assert open_link(browser, link).status_code == 303
        # Used twice, and by a cookie that is over.
        assert browser.get(link).status_code in {200, 302, 410}
        secrets.add(browser.held, *cookies_of(browser), browser.form_token())
        assert browser.get(goes).status_code == 200
        visited(browser)
        browser.post("/out", {"csrf_token": browser.form_token()})
        secrets.add(*cookies_of(browser))
    letter = portal.browser()
    assert press(letter, account_link()).status_code == 303
    secrets.add(letter.held, *cookies_of(letter))
    visited(letter)
    letter.get(account_link()[:-4] + "AAAA")
    return secrets


def cookies_of(browser: Browser) -> list[str]:
    return [cookie.value for cookie in (browser.client._cookies or {}).values()]


def visited(browser: Browser) -> None:
    for at, route in enumerate(ROUTES):
        browser.address = f"203.0.113.{at % 200}"
        if route.method == "GET":
            browser.get(route.path)
        elif not route.rule.startswith(("/out", "/in", "/choose")):
            browser.post(route.path, {"csrf_token": browser.form_token(), **(route.data or {})})


def test_what_lets_people_in_stands_in_no_log_and_no_representation(
    two: Portal, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = everything_done(two)
    said = caplog.text + "".join(record.getMessage() for record in caplog.records)
    assert "GET /home 200" in said
    assert "GET /desk 200" in said
    assert secrets.in_text(said) == []
    for address in (BUH, ANNA, "secret@firm.example"):
        assert address not in said
    told = repr(two.web) + repr(two.app) + repr(two.web.config) + repr(deeds(two.store))
    assert secrets.in_text(told) == []


def test_what_lets_people_in_stands_in_no_event_and_no_row_of_the_store(two: Portal) -> None:
    secrets = everything_done(two)
    events = json.dumps([str(one) for one in untold_events(two.store)], ensure_ascii=False)
    assert secrets.in_text(events) == []
    # A letter that was not sent yet holds its link: the worker needs it, and wipes it after.
    kept = {"letter"}
    for table in two.store.layout.tables:
        if table.name in kept:
            continue
        with two.store.reading() as connection:
            rows = repr(connection.execute(table.select()).all())
        # One-time codes are six digits: as such they may stand in a sum or a digest.
        found = [word for word in secrets.in_text(rows) if not re.fullmatch(r"\d{6}", word)]
        assert found == [], table.name
    assert [repr(one) for one in letters_due(two.store, two.clock.now())]
    letters = repr(letters_in(two.store, ("pending",)))
    assert [word for word in secrets.in_text(letters) if len(word) > 6] == []


def test_what_lets_people_in_stands_on_no_page_of_refusal(two: Portal) -> None:
    browser = two.browser()
    ask(browser, BUH)
    link, code = link_and_code(two)
    assert open_link(browser, link).status_code == 303
    secrets = Secrets(two)
    secrets.add(link[4:], code, browser.held, *cookies_of(browser))
    odd = two.browser()
    pages = [
        browser.get(link),
        browser.get("/nothing"),
        browser.get("/sent/S-1002"),
        browser.post("/settings", {"lang": "en"}),
        browser.post("/jobs", {"csrf_token": "made up", "job": "J-1", "text": "x"}),
        odd.get(account_link()[:-4] + "AAAA"),
        odd.post(account_link(), {}),
        browser.ask("DELETE", "/home"),
        browser.get("/home", headers={"Host": "evil.example"}),
    ]
    for answer in pages:
        assert answer.status_code >= 400 or answer.status_code == 302, answer.request.path
        # The page of a link that is over leads to a new one: its own address is no secret to it.
        text = answer.text.replace(answer.request.path, "")
        assert secrets.in_text(text) == [], answer.request.path


@pytest.mark.parametrize("at", ["/u/", "/in/", "/p/"])
def test_a_token_is_taken_out_of_every_text_of_the_server(at: str) -> None:
    for text in (
        f"GET {at}abc.def-1_2 HTTP/1.1",
        f"Exception while serving '{at}abc.def'",
        f"https://p.example{at}abc.def?next=/home",
        f"{at}abc.def/S-1001/withdraw and {at}xyz.abc",
    ):
        said = without_tokens(text)
        assert "abc.def" not in said
        assert "xyz.abc" not in said


# 15: an error page without a trace


PAGES = [route for route in ROUTES if not route.rule.startswith("/static")]


def role_of(route: Route) -> str:
    """Who gets furthest on a route."""
    if route.rule.startswith("/desk"):
        return "desk"
    return "fresh"


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal all of whose pages fail with words that nobody is to read."""
    for made in new_portal(tmp_path_factory.mktemp("broken")):
        made.fill(partner_page_of("P-002"), worked_page())
        made.browser().send(made.link())
        for name in made.app.view_functions:
            made.app.view_functions[name] = _fail
        yield made


def _fail(**_given: object) -> str:
    raise RuntimeError("inner words")


@pytest.mark.parametrize("route", PAGES, ids=lambda one: f"{one.method} {one.rule}")
def test_a_failure_of_any_page_is_told_without_a_trace(
    broken: Portal, route: Route, caplog: pytest.LogCaptureFixture
) -> None:
    browser = broken.seated(role_of(route))
    ask_it = browser.get if route.method == "GET" else browser.post
    answer = ask_it(route.path)
    # A form without its token is refused before anything can fail.
    assert answer.status_code in ({500} if route.method == "GET" else {400, 500})
    assert "У нас ошибка" in words_of(answer.text) or answer.status_code == 400
    for word in ("inner words", "Traceback", "RuntimeError", "werkzeug", "SELECT", ".py", "/work/"):
        assert word not in answer.text, word
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Server" not in answer.headers
    if answer.status_code == 500:
        assert f"Failed: {route.method} {route.rule}" in caplog.text
        assert route.path in caplog.text or "forged" not in caplog.text


@pytest.mark.parametrize("who", ["full", "desk", "letter", "read"])
def test_a_store_that_is_gone_is_said_in_words_on_every_page(tmp_path: Path, who: str) -> None:
    for portal in new_portal(tmp_path):
        portal.fill(worked_page())
        browser = portal.seated(who)
        assert who in SEATS
        path = portal.store.database.address.path
        assert path
        other = path.with_name("other")
        other.write_bytes(b"no database at all, but long enough to be looked at as one" * 100)
        other.replace(path)
        for companion in path.parent.glob(f"{path.name}-*"):
            companion.unlink()
        for page in ("/home", "/sent", "/f/S-1001", "/desk", "/desk/queue", "/settings", "/in?c=1"):
            answer = browser.get(page)
            assert answer.status_code == 503, page
            assert "У нас ошибка" in words_of(answer.text)
            for word in (str(path), "sqlite", "Traceback", "SELECT"):
                assert word not in answer.text, page


def test_a_decision_that_fails_is_told_without_a_trace(
    two: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_given: object, **_named: object) -> None:
        raise RuntimeError("inner words")

    monkeypatch.setitem(two.app.view_functions, "desk_reject", failing)
    answer = decide(at_desk(two), "S-1001", "reject", "нет подписи")
    assert answer.status_code == 500
    assert "inner words" not in answer.text
    assert "У нас ошибка" in words_of(answer.text)
