"""From the drafted letter to the paid invoice's place in the register: the portal in a browser.

Each step is a person's: the partner opens the letter's link, a colleague copies and pastes, types a
decision; between them only the worker and the daily jobs.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from jobs import monthly_reports, overdue
from sheetsync.tables.catalogue.documents import REGISTER
from sheetsync.tables.catalogue.people_desk import DECISIONS
from sheetsync.tables.catalogue.portal import INBOX, INVOICES_TO_ENTER
from sheetsync.tables.cells import a1
from sheetsync.workspace.portal_letters import queue_letters
from sheetsync.workspace.portal_mailing import open_post
from tests.portal.web.conftest import free_port, pdf, serving
from tests.workspace.portal.house import CONFIG, House, house_web

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)
_FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync"
PHONE, DESKTOP = 360, 1100
ADDRESS = "north@north.example"
WORDS = {
    "en": {
        "send": "Send the invoice",
        "received": "Received: {no}",
        "pay": "we pay by",
        "paid": "paid 15 April",
        "returned": "sent back",
        "withdrawn": "withdrawn by you",
    },
    "ru": {
        "send": "Отправить счёт",
        "received": "Получили: {no}",
        "pay": "оплатим до",
        "paid": "оплачен 15 апреля",
        "returned": "возвращён",
        "withdrawn": "отозван вами",
    },
}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS.split())
        yield browser
        browser.close()


@dataclass
class Company:
    """A company with a portal that is served, and one browser of a partner."""

    house: House
    page: Page
    folder: Path
    lang: str

    @property
    def words(self) -> dict[str, str]:
        return WORDS[self.lang]

    def link(self) -> str:
        """The link of the letter that this month's report has for the partner."""
        for content in self.house.office.letters().values():
            letter = message_from_bytes(content, policy=policy.default)
            body = letter.get_body(("plain",))
            if letter["To"] == ADDRESS and body is not None:
                found = re.search(r"http://127\.0\.0\.1:\d+/u/\S+", body.get_content())
                assert found, body.get_content()
                return unquote(found[0])
        raise AssertionError(f"no letter to {ADDRESS}")

    def send(self, number: str, amount: str = "") -> None:
        """Fill the form and send it, past what may be odd about it."""
        file = self.folder / f"{number}.pdf"
        file.write_bytes(pdf(f"invoice {number}"))
        self.page.fill("#number", number)
        self.page.fill("#doc_date", "2026-04-14")
        if amount:
            self.page.fill("#amount", amount)
        self.page.set_input_files("#file", file)
        self.page.get_by_role("button", name=self.words["send"]).click()

    def letters_about(self, no: str) -> list[str]:
        """Texts of the portal's letters that name a submission."""
        found = []
        for content in self.house.office.letters().values():
            letter = message_from_bytes(content, policy=policy.default)
            body = letter.get_body(("plain",))
            text = f"{letter['Subject']}\n{body.get_content() if body else ''}"
            found += [text] if no in text else []
        return found

    def post(self) -> None:
        """Have the worker write and send its letters."""
        queue_letters(self.house.worker)
        post = open_post(self.house.office.config, self.house.worker)
        try:
            post.send_due()
        finally:
            post.close()

    def decide(self, no: str, decision: str, text: str) -> None:
        """A colleague types a row into Decisions."""
        title = DECISIONS.title("en")
        below = len(self.house.cells(title)) + 1
        for letter, cell in zip("ABC", (no, decision, text), strict=True):
            self.house.office.people.type(title, f"{letter}{below}", cell)

    def states(self) -> dict[str, str]:
        return dict(self.house.inbox()["state"])


@pytest.fixture(
    params=[
        ("en", PHONE, False),
        ("ru", DESKTOP, True),
        pytest.param(("ru", PHONE, True), marks=pytest.mark.long),
        pytest.param(("en", DESKTOP, False), marks=pytest.mark.long),
    ],
    ids=str,
)
def company(chromium: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Company]:
    lang, width, scripts = request.param
    listen = f"127.0.0.1:{free_port()}"
    config = CONFIG.replace("127.0.0.1:8795", listen) + f"  listen: {listen}\n"
    house = House(tmp_path, config)
    headers = [column[0] for column in house.office.stored()["Partners"]]
    house.office.people.type("Partners", a1(2, headers.index("Language") + 1), lang)
    with serving(house_web(house)):
        context = chromium.new_context(
            viewport={"width": width, "height": 740}, java_script_enabled=scripts, locale="en-GB"
        )
        yield Company(house, context.new_page(), tmp_path, lang)
        context.close()
    house.close()


def test_from_the_letters_link_to_the_register(company: Company) -> None:
    house, page, words = company.house, company.page, company.words
    office = house.office
    office.run(monthly_reports.run)
    house.well()
    page.goto(company.link())
    company.send("31")
    expect(page.locator("body")).to_contain_text(words["received"].format(no="S-1001"))

    house.well()
    assert company.states() == {"S-1001": "waiting"}
    ready = house.cells(INVOICES_TO_ENTER.title("en"))
    assert any("31" in map(str, row) for row in ready[1:])

    house.paste(INVOICES_TO_ENTER.title("en"), "Invoices")
    house.well()
    assert company.states() == {"S-1001": "accepted"}
    page.goto(company.link())
    expect(page.locator("body")).to_contain_text(words["pay"])
    assert len(house.cells(INVOICES_TO_ENTER.title("en"))) == 1

    office.run(overdue.run)
    register = office.tab(REGISTER.code)
    assert set(register.loc[register["number"] == "31", "status"]) <= {"open", "no_due_date"}
    assert (register["number"] == "31").sum() == 1
    # The letter's own list no longer asks for it.
    assert house.page().invoices_asked == ()

    check_paid(company)


def check_paid(company: Company) -> None:
    """A colleague enters the payment: page and register say so."""
    house, office, page = company.house, company.house.office, company.page
    headers = [column[0] for column in office.stored()["Invoices"]]
    row = len(house.cells("Invoices"))
    for header, cell in (("Paid", "500"), ("Paid on", "2026-04-15")):
        office.people.type("Invoices", a1(row, headers.index(header) + 1), cell)
    house.well()
    page.goto(company.link())
    expect(page.locator("body")).to_contain_text(company.words["paid"])
    office.run(overdue.run)
    register = office.tab(REGISTER.code)
    assert register.loc[register["number"] == "31", "status"].tolist() == ["paid"]


def test_sent_back_and_sent_again(company: Company) -> None:
    house, page, words = company.house, company.page, company.words
    house.office.run(monthly_reports.run)
    house.well()
    page.goto(company.link())
    company.send("31")
    house.well()
    company.decide("S-1001", "reject", "Not this contract, please.")
    house.well()
    company.post()
    (letter,) = [text for text in company.letters_about("S-1001") if "Not this contract" in text]
    assert "/u/" in letter
    page.goto(company.link())
    expect(page.locator("body")).to_contain_text(words["returned"])
    expect(page.locator("body")).to_contain_text("Not this contract, please.")

    company.send("32")
    expect(page.locator("body")).to_contain_text(words["received"].format(no="S-1002"))
    house.well()
    assert company.states() == {"S-1001": "rejected", "S-1002": "waiting"}


def test_asked_answered_and_withdrawn(company: Company) -> None:
    house, page, words = company.house, company.page, company.words
    house.office.run(monthly_reports.run)
    house.well()
    page.goto(company.link())
    company.send("31")
    house.well()
    company.decide("S-1001", "ask", "Is the stamp on the paper?")
    house.well()
    page.goto(company.link())
    expect(page.locator("body")).to_contain_text("Is the stamp on the paper?")
    assert company.states() == {"S-1001": "asked"}
    page.locator("#answer-S-1001").fill("Yes, it is.")
    page.locator("form.answer button").click()
    house.well()
    assert company.states() == {"S-1001": "waiting"}

    page.goto(company.link())
    page.locator(".deeds summary").click()
    page.locator(".deeds form button").click()
    expect(page.locator("body")).to_contain_text(words["withdrawn"])
    house.well()
    assert company.states() == {"S-1001": "withdrawn"}


def test_no_cell_of_a_peoples_tab_is_changed_by_us(company: Company) -> None:
    house, page = company.house, company.page
    house.office.run(monthly_reports.run)
    house.well()
    before = {title: house.cells(title) for title in ("Partners", "Invoices", "Settings", "Jobs")}
    page.goto(company.link())
    company.send("31")
    house.well()
    company.post()
    house.office.run(overdue.run)
    assert {title: house.cells(title) for title in before} == before
    assert INBOX.title("en") not in before
