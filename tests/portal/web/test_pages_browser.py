"""The pages in Chromium: with and without scripts, on phone and desktop, in both languages; axe."""

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from sheetsync.portal.letter_content import LetterContent
from sheetsync.portal.store.letters import letters_due
from tests.portal.web import test_sign_in_pages as sign_in
from tests.portal.web.conftest import ANNA, FIELDS, Portal, partner_page_of, pdf, served_portal

pytestmark = pytest.mark.browser
#: Only what hangs takes so long.
expect.set_options(timeout=30_000)

_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
PHONE, DESKTOP, NARROWEST = 360, 1100, 320
_LEAST_TARGET = 44
WORDS = {
    "ru": {
        "send": "Отправить счёт",
        "received": "Получили: S-1001",
        "mend": "Не отправлено. Исправьте:",
        "number": "Впишите номер счёта",
        "check": "Ещё не отправлено. Проверьте:",
        "pass": "Всё верно, отправить как есть",
        "withdraw": "Отозвать S-1001",
        "sure": "Да, отозвать S-1001",
        "withdrawn": "отозван вами",
    },
    "en": {
        "send": "Send the invoice",
        "received": "Received: S-1001",
        "mend": "Not sent. Please fix:",
        "number": "Write the invoice number",
        "check": "Not sent yet. Please check:",
        "pass": "All is right, send it as it is",
        "withdraw": "Withdraw S-1001",
        "sure": "Yes, withdraw S-1001",
        "withdrawn": "withdrawn by you",
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


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    yield from served_portal(tmp_path)


@pytest.fixture
def invoice(tmp_path: Path) -> Path:
    path = tmp_path / "Счёт 31.pdf"
    path.write_bytes(pdf())
    return path


def opened(
    chromium: Browser, *, width: int = PHONE, scripts: bool = True, dark: bool = False
) -> Iterator[Page]:
    """A page whose scripts must not fail, and whose policy nothing breaks."""
    context: BrowserContext = chromium.new_context(
        viewport={"width": width, "height": 740},
        java_script_enabled=scripts,
        color_scheme="dark" if dark else "light",
        locale="en-GB",
    )
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on(
        "console",
        lambda said: failures.append(said.text) if "Content Security" in said.text else None,
    )
    yield page
    context.close()
    assert failures == []


@pytest.fixture(params=[(PHONE, True), (PHONE, False), (DESKTOP, True), (DESKTOP, False)], ids=str)
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scripts = request.param
    yield from opened(chromium, width=width, scripts=scripts)


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    yield from opened(chromium)


def at(portal: Portal, path: str, lang: str = "ru") -> str:
    mark = "&" if "?" in path else "?"
    return f"{portal.web.config.url}{path}{mark}lang={lang}"


def fill(page: Page, file: Path, **fields: str) -> None:
    for name, value in (FIELDS | fields).items():
        page.fill(f"#{name}", value)
    page.set_input_files("#file", file)


def no_sideways_scrolling(page: Page) -> None:
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]


def check(page: Page) -> None:
    """WCAG 2.2 AA as far as axe sees it, targets as large as we promise, nothing cut off."""
    found = Axe().run(
        page,
        options={
            "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        },
    )
    assert found.violations_count == 0, found.generate_report()
    no_sideways_scrolling(page)
    small = page.evaluate(
        """least => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
        .filter(one => one.checkVisibility() && !one.matches('.skip, [type=hidden]'))
        .map(one => [one, (one.closest('.tick') ?? one).getBoundingClientRect()])
        .filter(([one, box]) => box.height < least)
        .map(([one]) => one.outerHTML.slice(0, 80))""",
        _LEAST_TARGET,
    )
    assert small == []


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_an_invoice_is_sent_and_withdrawn(
    portal: Portal, page: Page, invoice: Path, lang: str
) -> None:
    words = WORDS[lang]
    page.goto(at(portal, portal.link(), lang))
    fill(page, invoice)
    page.get_by_role("button", name=words["send"]).click()
    told = page.locator(".told h2")
    expect(told).to_have_text(words["received"])
    assert "sent=S-1001" in page.url
    no_sideways_scrolling(page)
    page.reload()
    expect(told).to_have_text(words["received"])
    assert len(portal.sent()) == 1
    page.get_by_label(words["withdraw"]).click()
    page.get_by_role("button", name=words["sure"]).click()
    expect(page.locator(".state")).to_have_text(words["withdrawn"])


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_what_is_wrong_is_mended_without_choosing_the_file_again(
    portal: Portal, page: Page, invoice: Path, lang: str
) -> None:
    words = WORDS[lang]
    page.goto(at(portal, portal.link(), lang))
    fill(page, invoice, number="", amount="300000")
    page.get_by_role("button", name=words["send"]).click()
    expect(page.locator("#problems h2")).to_have_text(words["mend"])
    page.get_by_role("link", name=words["number"]).click()
    expect(page.locator("#number")).to_be_focused()
    assert page.input_value("#amount") == "300000"
    page.fill("#number", "31")
    page.get_by_role("button", name=words["send"]).click()
    expect(page.locator("#problems h2")).to_have_text(words["check"])
    no_sideways_scrolling(page)
    page.get_by_role("button", name=words["pass"]).click()
    expect(page.locator(".told h2")).to_have_text(words["received"])
    (one,) = portal.sent()
    assert one.files[0].name_shown == "Счёт 31.pdf"
    assert one.submission.amount_minor == 30_000_000


def test_a_question_is_answered_and_a_paper_replaced(
    portal: Portal, page: Page, tmp_path: Path
) -> None:
    portal.browser(host=portal.web.host).send(portal.link())
    portal.decide("S-1001", "asked", "По какому договору?")
    page.goto(at(portal, portal.link()))
    page.get_by_label("Ваш ответ по S-1001").fill("По 14/24")
    page.get_by_role("button", name="Ответить").click()
    expect(page.locator(".told h2")).to_have_text("Ответ по S-1001 получили")
    page.get_by_role("link", name="Заменить S-1001").click()
    assert page.input_value("#number") == "31"
    corrected = tmp_path / "corrected.pdf"
    corrected.write_bytes(pdf("corrected"))
    page.set_input_files("#file", corrected)
    page.get_by_role("button", name="Отправить счёт").click()
    expect(page.locator(".told")).to_contain_text("Заменили S-1001")
    assert [one.events[-1].kind for one in portal.sent()] == ["replaced", "received"]


def test_by_keyboard_alone(portal: Portal, phone: Page, invoice: Path) -> None:
    phone.goto(at(portal, portal.link(), "en"))
    phone.keyboard.press("Tab")
    expect(phone.locator(".skip")).to_be_focused()
    phone.keyboard.press("Enter")
    seen: list[str] = []
    for _ in range(20):
        phone.keyboard.press("Tab")
        name = phone.evaluate("document.activeElement.id || document.activeElement.className")
        seen.append(name)
        if name == "number":
            phone.keyboard.type("31")
        elif name == "file":
            phone.set_input_files("#file", invoice)
        elif phone.evaluate("document.activeElement.type") == "submit":
            break
    phone.fill("#doc_date", "2026-04-02")
    phone.locator("#upload > button").focus()
    phone.keyboard.press("Enter")
    expect(phone.locator(".told h2")).to_have_text("Received: S-1001")
    expect(phone.locator("#told")).to_be_focused()
    assert [name for name in seen if name in {"number", "amount", "file", "text"}] == [
        "number", "amount", "file", "text",
    ]  # fmt: skip


def test_the_upload_says_how_far_it_is_and_is_sent_once(
    portal: Portal, phone: Page, invoice: Path
) -> None:
    phone.goto(at(portal, portal.link()))
    fill(phone, invoice)
    sending = phone.locator("#upload > button")
    # Two clicks before the first answer.
    phone.evaluate("button => { button.click(); button.click(); }", sending.element_handle())
    expect(phone.locator(".told h2")).to_have_text("Получили: S-1001")
    assert len(portal.sent()) == 1


def test_a_file_that_is_too_large_is_not_even_sent(
    portal: Portal, phone: Page, tmp_path: Path
) -> None:
    large = tmp_path / "large.pdf"
    large.write_bytes(b"%PDF" + b"x" * 15_100_000)
    phone.goto(at(portal, portal.link()))
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.method))
    fill(phone, large)
    phone.locator("#upload > button").click()
    expect(phone.locator("[data-progress]")).to_have_text(re.compile("large.pdf: файл больше 15"))
    assert "POST" not in asked


def test_a_connection_that_breaks_is_said_and_nothing_typed_is_lost(
    portal: Portal, phone: Page, invoice: Path
) -> None:
    phone.goto(at(portal, portal.link()))
    fill(phone, invoice)
    phone.route("**/u/**", lambda route: route.abort())
    phone.locator("#upload > button").click()
    expect(phone.locator("[data-progress]")).to_have_text(re.compile("Связь прервалась"))
    assert phone.input_value("#number") == "31"
    phone.unroute("**/u/**")
    phone.locator("#upload > button").click()
    expect(phone.locator(".told h2")).to_have_text("Получили: S-1001")


def test_a_refusal_of_the_server_leaves_the_form(
    portal: Portal, phone: Page, invoice: Path
) -> None:
    phone.goto(at(portal, portal.link()))
    fill(phone, invoice)
    portal.fill(partner_page_of(link_version=2))
    phone.locator("#upload > button").click()
    expect(phone.locator("[data-progress]")).to_have_text(re.compile("Ссылка больше не действует"))
    assert phone.input_value("#number") == "31"


LOOKS = [
    (NARROWEST, False, "ru"),
    (PHONE, True, "en"),
    (DESKTOP, False, "en"),
    (DESKTOP, True, "ru"),
]


@pytest.fixture(params=LOOKS, ids=str)
def looked_at(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[tuple[Page, str]]:
    """A page and the language to see it in."""
    width, dark, lang = request.param
    for page in opened(chromium, width=width, dark=dark):
        yield page, lang


def test_axe_finds_nothing_on_the_form(
    portal: Portal, looked_at: tuple[Page, str], invoice: Path
) -> None:
    page, lang = looked_at
    words = WORDS[lang]
    page.goto(at(portal, portal.link(), lang))
    check(page)
    fill(page, invoice, number="", amount="1,234")
    page.locator("#upload > button").click()
    expect(page.locator("#problems h2")).to_have_text(words["mend"])
    check(page)
    page.fill("#number", "31")
    page.fill("#amount", "300000")
    page.locator("#upload > button").click()
    expect(page.locator("#problems h2")).to_have_text(words["check"])
    check(page)
    page.check("#accept")
    page.locator("#upload > button").click()
    expect(page.locator(".told h2")).to_have_text(words["received"])
    check(page)


def test_axe_finds_nothing_on_the_list(portal: Portal, looked_at: tuple[Page, str]) -> None:
    page, lang = looked_at
    for number in range(31, 34):
        portal.browser(host=portal.web.host).send(
            portal.link(), ("a.pdf", pdf(str(number))), number=str(number)
        )
    portal.decide("S-1002", "asked", "Q" * 300)
    portal.decide("S-1003", "rejected", "R" * 300)
    page.goto(at(portal, portal.link("closing"), lang))
    page.get_by_label(WORDS[lang]["withdraw"]).click()
    check(page)
    old = portal.clock.at - timedelta(days=2)
    portal.fill(partner_page_of(lang=lang, entities=()), at=old)
    page.goto(at(portal, portal.link(), lang))
    check(page)
    page.goto(at(portal, "/u/nothing", lang))
    check(page)


def test_axe_finds_nothing_on_what_is_refused(portal: Portal, looked_at: tuple[Page, str]) -> None:
    page, lang = looked_at
    link = at(portal, portal.link(), lang)
    for status, told in ((403, {"is_open": False}), (410, {"link_version": 2})):
        portal.fill(partner_page_of(lang=lang, **told))
        answer = page.goto(link)
        assert answer is not None
        assert answer.status == status
        check(page)
    while page.request.get(link).status != 429:
        pass
    page.goto(link)
    check(page)


def test_axe_finds_nothing_where_one_signs_in(portal: Portal, looked_at: tuple[Page, str]) -> None:
    page, lang = looked_at
    two = (("a.pdf", pdf("a")), ("b.pdf", pdf("b")))
    portal.browser(host=portal.web.host).send(portal.link(), *two)
    page.goto(at(portal, "/f/S-1001", lang))
    check(page)
    page.locator("main button").click()
    check(page)
    page.fill("#email", ANNA)
    page.locator("main button").click()
    check(page)
    page.goto(at(portal, letter_link(portal), lang))
    check(page)
    page.locator("main button").click()
    # It leads to where one wanted to go.
    expect(page.locator(".files a")).to_have_count(2)
    page.goto(at(portal, "/f/S-1001", lang))
    check(page)
    page.goto(at(portal, "/in", lang))
    check(page)
    page.goto(at(portal, "/f/S-9", lang))
    check(page)


def test_axe_finds_nothing_where_a_code_is_typed(
    portal: Portal, looked_at: tuple[Page, str]
) -> None:
    page, lang = looked_at
    sign_in.ask(portal.browser(host=portal.web.host))
    page.goto(at(portal, letter_link(portal), lang))
    check(page)
    page.fill("#code", "12")
    page.locator("main button").click()
    expect(page.locator("#code-problem")).to_be_visible()
    check(page)


def letter_link(portal: Portal) -> str:
    """The link of the last letter, as a path."""
    letter = letters_due(portal.store, portal.clock.now())[-1]
    found = re.search(r"http://[^/]+(\S+)", LetterContent.decoded(letter.content).text)
    assert found
    return found[1]


def test_a_page_is_printed_without_its_form(portal: Portal, phone: Page) -> None:
    portal.browser(host=portal.web.host).send(portal.link())
    phone.goto(at(portal, portal.link()))
    phone.emulate_media(media="print")
    expect(phone.locator("#upload")).to_be_hidden()
    expect(phone.locator(".deeds").first).to_be_hidden()
    expect(phone.locator(".state")).to_be_visible()
