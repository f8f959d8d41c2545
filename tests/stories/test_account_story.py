"""From the letter's account to the day on which we pay: a partner and our own people in browsers.

The partner opens the account by the monthly letter, finds the invoice that is asked for and sends
it; somebody of ours signs in at the desk on another device, by the code alone, and accepts it there
with one click. Between them only the worker works. Source: portal.md 14, A 1 and A 5.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from jobs import monthly_reports, overdue
from sheetsync.tables.catalogue.documents import REGISTER
from sheetsync.tables.catalogue.modules import people_tabs
from sheetsync.tables.cells import a1
from sheetsync.workspace.portal_letters import queue_letters
from sheetsync.workspace.portal_mailing import open_post
from tests.portal.web.conftest import free_port, pdf, serving
from tests.stories.test_portal_story import ADDRESS, DESKTOP, PHONE, chromium
from tests.workspace.portal.clicks import ENTERS
from tests.workspace.portal.house import CONFIG, House, house_web

pytestmark = pytest.mark.browser
__all__ = ["chromium"]
expect.set_options(timeout=30_000)
ACCOUNTANT = "accountant@organizer.example"
WORDS = {
    "en": {
        "todo": "Issue an invoice for 500.00 RUB",
        "here": "Received: S-1001",
        "desk": "Accept and enter the row",
        "coming": "The row is being entered",
        "stands": "Stands in Invoices, row 2",
        "pay": "we pay by",
    },
    "ru": {
        "todo": "счёт на 500,00 ₽",
        "here": "Получили: S-1001",
        "desk": "Принять и внести строку",
        "coming": "Вносим строку",
        "stands": "Стоит во вкладке «Invoices», строка 2",
        "pay": "оплатим до",
    },
}


@dataclass
class Served:
    """A company whose portal is served, and browsers on whatever device."""

    house: House
    chromium: Browser
    folder: Path
    lang: str
    width: int
    scripts: bool
    contexts: list[object] = field(default_factory=list)

    @property
    def words(self) -> dict[str, str]:
        return WORDS[self.lang]

    @property
    def url(self) -> str:
        return self.house.worker.section.url

    def device(self) -> Page:
        """A browser that nobody has signed in with."""
        context = self.chromium.new_context(
            viewport={"width": self.width, "height": 740},
            java_script_enabled=self.scripts,
            locale="en-GB" if self.lang == "en" else "ru-RU",
        )
        self.contexts.append(context)
        return context.new_page()

    def letter(self, to: str, holds: str) -> EmailMessage:
        """The one letter to an address that holds something."""
        found = []
        for content in self.house.office.letters().values():
            letter = message_from_bytes(content, policy=policy.default)
            if letter["To"] == to and re.search(holds, _text(letter)):
                found.append(letter)
        assert found, (to, holds)
        return found[-1]

    def post(self) -> None:
        """Have the worker write and send its letters."""
        queue_letters(self.house.worker)
        post = open_post(self.house.office.config, self.house.worker)
        try:
            post.send_due()
        finally:
            post.close()

    def peoples_cells(self) -> dict[str, list[list[object]]]:
        """All that stands in people's tabs."""
        return {tab.en: self.house.cells(tab.en) for tab in people_tabs(("core", "people_desk"))}


def _text(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    return f"{letter['Subject']}\n{body.get_content() if body else ''}"


@pytest.fixture(
    params=[
        ("ru", PHONE, False),
        ("en", DESKTOP, True),
        pytest.param(("en", PHONE, True), marks=(pytest.mark.slow, pytest.mark.long)),
        pytest.param(("ru", DESKTOP, False), marks=(pytest.mark.slow, pytest.mark.long)),
    ],
    ids=str,
)
def served(
    chromium: Browser,  # a fixture of the other module
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Iterator[Served]:
    lang, width, scripts = request.param
    listen = f"127.0.0.1:{free_port()}"
    config = CONFIG.replace("127.0.0.1:8795", listen) + f"  listen: {listen}\n" + ENTERS
    house = House(tmp_path, config)
    headers = [column[0] for column in house.office.stored()["Partners"]]
    house.office.people.type("Partners", a1(2, headers.index("Language") + 1), lang)
    with serving(house_web(house)):
        made = Served(house, chromium, tmp_path, lang, width, scripts)
        yield made
        for context in made.contexts:
            context.close()  # type: ignore[attr-defined]
    house.close()


def test_from_the_account_to_the_day_we_pay(served: Served) -> None:
    house, words = served.house, served.words
    house.office.run(monthly_reports.run)
    house.well()
    before = served.peoples_cells()

    partner = open_account(served)
    send_what_is_asked_for(served, partner)
    house.well()
    desk = sign_in_at_the_desk(served)
    accept_by_a_click(served, desk)

    partner.goto(f"{served.url}/home")
    expect(partner.locator(".needed")).to_be_visible()
    expect(partner.locator(".needed")).not_to_contain_text(words["todo"])
    assert house.page().invoices_asked == ()
    partner.goto(f"{served.url}/sent")
    expect(partner.locator("main")).to_contain_text(words["pay"])
    partner.goto(f"{served.url}/invoices")
    expect(partner.locator("main")).to_contain_text(words["pay"])

    house.office.run(overdue.run)
    register = house.office.tab(REGISTER.code)
    assert (register["number"] == "31").sum() == 1
    # No cell of people's tabs is another one; one row is there more.
    after = served.peoples_cells()
    entered = after["Invoices"].pop()
    assert after == before
    assert "S-1001" in entered


def open_account(served: Served) -> Page:
    """The partner opens the account by the monthly letter's link, and home says what is asked."""
    letter = served.letter(ADDRESS, "/p/")
    found = re.search(r"http://127\.0\.0\.1:\d+/p/\S+", _text(letter))
    assert found
    page = served.device()
    page.goto(found[0])
    page.locator("main form button").click()
    expect(page).to_have_url(re.compile("/home"))
    expect(page.locator(".needed")).to_contain_text(served.words["todo"])
    return page


def send_what_is_asked_for(served: Served, page: Page) -> None:
    """From home to the form, and the number is there at once."""
    page.locator('.needed a[href^="/invoices/new"]').first.click()
    file = served.folder / "31.pdf"
    file.write_bytes(pdf("invoice 31"))
    page.fill("#number", "31")
    page.fill("#doc_date", "2026-04-14")
    page.fill("#amount", "500")
    page.set_input_files("#file", file)
    page.locator("#upload button[type=submit]").first.click()
    expect(page.locator("body")).to_contain_text(served.words["here"])
    # What has come is asked for no more, before any round.
    page.goto(f"{served.url}/home")
    expect(page.locator('.needed a[href^="/invoices/new"]')).to_have_count(0)


def sign_in_at_the_desk(served: Served) -> Page:
    """Asked for in one browser, opened on another device: by the code alone."""
    asking = served.device()
    asking.goto(f"{served.url}/desk")
    asking.fill("#email", ACCOUNTANT)
    asking.locator("main form button").click()
    expect(asking.locator("h1")).to_be_visible()
    served.post()
    text = _text(served.letter(ACCOUNTANT, "/in/"))
    link = re.search(r"http://127\.0\.0\.1:\d+/in/\S+", text)
    code = re.search(r"\b\d{6}\b", text)
    assert link
    assert code
    page = served.device()
    page.goto(link[0])
    page.fill("#code", code[0])
    page.locator("main form button").click()
    expect(page).to_have_url(re.compile("/desk|/in|/choose"))
    page.goto(f"{served.url}/desk?lang={served.lang}")
    return page


def accept_by_a_click(served: Served, page: Page) -> None:
    """One click; the page says that the row comes, and then where it stands."""
    words, lang = served.words, served.lang
    page.get_by_role("link", name="S-1001").click()
    page.goto(f"{served.url}/desk/S-1001?lang={lang}")
    expect(page.locator("#decide")).to_be_visible()
    page.get_by_role("button", name=words["desk"]).click()
    page.goto(f"{served.url}/desk/S-1001?lang={lang}")
    expect(page.locator("#entry")).to_contain_text(words["coming"])
    expect(page.locator("form[action*='/S-1001/']")).to_have_count(0)
    served.house.well()
    if not served.scripts:
        page.locator("#entry a").click()
        page.goto(f"{served.url}/desk/S-1001?lang={lang}")
    # With scripts the page comes anew by itself.
    expect(page.locator("main")).to_contain_text(words["stands"])
