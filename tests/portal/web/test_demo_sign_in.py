"""The demo's pages open without a letter; nobody else's do. Source: portal.md 13."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetsync.config import Config, PortalConfig
from sheetsync.errors import ConfigError
from sheetsync.portal.store.audit import deeds
from sheetsync.portal.store.sessions import session_of
from sheetsync.rules.portal.page_contacts import PageContact
from sheetsync.workspace.portal_config import is_demo
from tests.portal.web.conftest import ANNA, BUH, Browser, Portal, hidden_of, new_portal, words_of

LOCAL = "127.0.0.1:8795"
Shown = list[tuple[str, str, str]]


@pytest.fixture
def shown() -> Shown:
    """What the terminal is told."""
    return []


@pytest.fixture
def demo(tmp_path: Path, shown: Shown) -> Iterator[Portal]:
    yield from new_portal(tmp_path, shown, url=f"http://{LOCAL}", listen=LOCAL)


@pytest.fixture
def visitor(demo: Portal) -> Browser:
    return demo.browser(host=LOCAL, address="127.0.0.1")


def sits(browser: Browser) -> tuple[str, str, str, str]:
    portal = browser.portal
    session = session_of(portal.store, browser.held, portal.clock.now())
    assert session
    return session.partner_id, session.person, session.role, session.level


def test_a_partners_pages_open_with_one_click(demo: Portal, visitor: Browser) -> None:
    led = visitor.get("/demo/P-001")
    assert (led.status_code, led.headers["Location"]) == (303, "/home")
    # Of three people the first who may send.
    assert sits(visitor) == ("P-001", "both@firm.example", "read", "full")
    assert "ООО «Вектор»" in words_of(visitor.get("/home").text)
    assert visitor.get("/settings").status_code == 200
    assert visitor.get("/invoices/new?entity=E-1&month=2026-03").status_code == 200
    assert [deed.action for _, deed in deeds(demo.store)] == ["signed_in"]


def test_the_desk_opens_with_one_click_and_ends_the_session_of_before(
    demo: Portal, visitor: Browser
) -> None:
    visitor.get("/demo/P-001")
    before = visitor.held
    led = visitor.get("/demo/desk")
    assert (led.status_code, led.headers["Location"]) == (303, "/desk")
    assert sits(visitor) == ("", ANNA, "desk", "full")
    assert visitor.get("/desk").status_code == 200
    assert session_of(demo.store, before, demo.clock.now()) is None


def test_a_partner_whose_people_only_look_opens_as_one_of_them(
    demo: Portal, visitor: Browser
) -> None:
    demo.contacts = (PageContact(address=BUH, partner_id="P-001", role="read"),)
    demo.fill()
    assert visitor.get("/demo/P-001").status_code == 303
    assert visitor.get("/invoices/new?entity=E-1&month=2026-03").status_code == 403


@pytest.mark.parametrize("path", ["/demo/P-009", "/demo/", "/demo/P-001/x", "/demo"])
def test_nobody_opens_what_is_not_there(visitor: Browser, path: str) -> None:
    assert visitor.get(path).status_code == 404
    assert not visitor.held


def test_before_the_first_round_it_says_so(demo: Portal, visitor: Browser) -> None:
    with demo.store.writing() as connection:
        connection.execute(demo.store.layout.shelf.delete())
    for path in ("/demo/P-001", "/demo/desk"):
        assert visitor.get(path).status_code == 503


def test_a_company_without_people_has_no_desk_to_sit_at(demo: Portal, visitor: Browser) -> None:
    demo.desk = type(demo.desk)(company="x", lang="en")
    demo.fill()
    assert visitor.get("/demo/desk").status_code == 404


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("path", ["/demo/P-001", "/demo/desk"])
def test_another_sites_page_signs_nobody_in(visitor: Browser, path: str, site: str) -> None:
    assert visitor.get(path, headers={"Sec-Fetch-Site": site}).status_code == 403
    assert not visitor.held


def test_a_foreign_name_of_this_machine_opens_nothing(demo: Portal) -> None:
    """What a page does whose name somebody else points at this machine."""
    stranger = demo.browser(host="evil.example", address="127.0.0.1")
    assert stranger.get("/demo/P-001").status_code == 421


def test_the_way_leads_on_within_the_portal_alone(visitor: Browser) -> None:
    assert visitor.get("/demo/P-001?next=/rating").headers["Location"] == "/rating"
    assert visitor.get("/demo/P-001?next=//evil.example").headers["Location"] == "/home"


@pytest.mark.parametrize("path", ["/demo/P-001", "/demo/desk"])
def test_a_portal_that_is_no_demo_knows_no_such_page(portal: Portal, path: str) -> None:
    browser = portal.browser()
    assert browser.get(path).status_code == 404
    assert not browser.held


def test_one_time_letters_show_on_the_terminal(
    demo: Portal, visitor: Browser, shown: Shown
) -> None:
    for email in (BUH, "eve@evil.example"):
        page = visitor.get("/in?c=1")
        visitor.post("/in", hidden_of(page.text, "/in") | {"email": email})
    ((address, link, code),) = shown
    assert address == BUH
    # It opens as the letter does, in a browser that did not ask by its code.
    path = link.removeprefix(f"http://{LOCAL}")
    other = demo.browser(host=LOCAL)
    hidden = hidden_of(other.get(path).text, "/in/")
    assert other.post(path, hidden).status_code == 422
    assert other.post(path, hidden | {"code": code}).status_code == 303


SANDBOX = {"sandbox": "workbook.sqlite"}


@pytest.mark.parametrize(
    ("config", "portal", "is_one"),
    [
        (SANDBOX, {}, True),
        (SANDBOX, {"url": "http://localhost:8795", "listen": "[::1]:8795"}, True),
        ({"spreadsheet": "1abc"}, {}, False),
        (SANDBOX, {"url": "https://partners.company.example"}, False),
        (SANDBOX, {"listen": "0.0.0.0:8795"}, False),
        (SANDBOX, {"proxy_hops": 1}, False),
    ],
)
def test_only_a_sandbox_that_this_machine_alone_reaches_is_a_demo(
    config: dict[str, str], portal: dict[str, object], *, is_one: bool
) -> None:
    section = PortalConfig(**({"url": f"http://{LOCAL}", "listen": LOCAL} | portal))  # type: ignore[arg-type]  # of each its own
    assert is_demo(Config(portal=section, **config)) is is_one  # type: ignore[arg-type]  # likewise


def test_no_portal_is_no_demo() -> None:
    with pytest.raises(ConfigError):
        is_demo(Config(sandbox="workbook.sqlite"))
