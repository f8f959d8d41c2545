"""The account's pages in Chromium: axe on each of them, an invoice sent by the keyboard alone."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sheetsync.rules.portal.page_parts import AskedAgreement, PageSum, PageWork
from tests.portal.web.conftest import Portal, pdf, served_portal
from tests.portal.web.test_account_pages import issued
from tests.portal.web.test_pages_browser import (
    DESKTOP,
    NARROWEST,
    PHONE,
    at,
    check,
    chromium,
    fill,
    opened,
)
from tests.portal.web.test_work_browser import sign_in
from tests.portal.web.worked import worked_page

pytestmark = pytest.mark.browser
__all__ = ["chromium"]

FORM = "/invoices/new?entity=E-1&month=2026-03"


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    for made in served_portal(tmp_path):
        made.fill(
            worked_page(
                invoices=(
                    issued("12"),
                    issued("УТ-2026/0000000113", status="overdue", days_late=3),
                    issued(
                        "9",
                        status="paid",
                        paid_minor=28_500_000,
                        outstanding_minor=0,
                        paid_on=date(2026, 4, 5),
                    ),
                ),
                agreements=(
                    AskedAgreement(
                        entity_id="E-1", kind="contract", number="14/25", state="unsigned"
                    ),
                ),
                work=PageWork(
                    month="2026-03",
                    done=18,
                    with_due=18,
                    in_time=17,
                    turnover=(PageSum(minor=28_500_000, currency="RUB"),),
                ),
            )
        )
        yield made


@pytest.mark.parametrize(
    ("width", "dark", "lang"), [(NARROWEST, False, "ru"), (DESKTOP, True, "en")], ids=str
)
def test_axe_finds_nothing_on_the_accounts_pages(
    chromium: Browser,  # a fixture of the other module
    portal: Portal,
    width: int,
    lang: str,
    *,
    dark: bool,
) -> None:
    paths = ("/home", "/invoices", FORM, "/documents/new?entity=E-1&month=2026-03", "/sent",
             "/sent/S-1001", "/settings", "/settings/requisites", "/choose",
             "/confirm")  # fmt: skip
    portal.seated("full", host=portal.web.host).send(FORM, number="31")
    for page in opened(chromium, width=width, dark=dark):
        sign_in(page, portal, "fresh")
        for path in paths:
            page.goto(at(portal, path, lang))
            for closed in page.locator("main summary").all():
                closed.click()
            check(page)
    for page in opened(chromium, width=width, dark=dark):
        sign_in(page, portal, "desk")
        page.goto(at(portal, "/desk/as/P-001/home", lang))
        check(page)


def test_an_invoice_is_sent_from_the_first_page_by_the_keyboard_without_scripts(
    chromium: Browser,  # a fixture of the other module
    portal: Portal,
    tmp_path: Path,
) -> None:
    path = tmp_path / "32.pdf"
    path.write_bytes(pdf())
    for page in opened(chromium, width=PHONE, scripts=False):
        sign_in(page, portal)
        _send(page, portal, path)


def _send(page: Page, portal: Portal, path: Path) -> None:
    page.goto(at(portal, "/home"))
    page.locator(f'a[href^="{FORM.partition("?")[0]}"]').first.press("Enter")
    expect(page).to_have_url(re.compile("/invoices/new"))
    fill(page, path, number="32")
    page.get_by_role("button", name="Отправить счёт").press("Enter")
    expect(page).to_have_url(re.compile(r"/sent/S-1001\?"))
    page.locator("details.menu summary").press("Enter")
    page.locator("details.menu a", has_text="Отправленное").press("Enter")
    expect(page.get_by_text("S-1001").first).to_be_visible()
