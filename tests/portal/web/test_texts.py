"""The words of the pages: each is used, each is said in every language, and none besides."""

import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import sheetsync.portal.web
from sheetsync.language.languages import registered
from sheetsync.portal.web import texts
from sheetsync.portal.web.texts import PHRASES
from sheetsync.rules.portal import checks
from sheetsync.rules.portal.page_parts import AskedAgreement, DeskPage, PageEntity, PageWork
from tests.language.child_pseudo import PSEUDO
from tests.portal.web.conftest import ANNA, Browser, Portal, partner_page_of, pdf, words_of
from tests.portal.web.test_account_pages import issued
from tests.portal.web.test_sign_in_pages import ask, link_and_code, open_link
from tests.portal.web.worked import worked_page

WEB = Path(sheetsync.portal.web.__file__).parent
_WORD = re.compile(r"[A-Za-zА-Яа-яЁё]{2,}")
#: What was typed or named, and the languages by their own names.
_OWN = {
    "RUB", "INN", "Wexolur", "Gmbx", "Company", "Anna", "pdf", "Question", "Reason", "русский",
    "English", "Pseudo",
}  # fmt: skip


@pytest.fixture
def made_up() -> Iterator[None]:
    with registered(PSEUDO):
        yield


def unmarked(page: str) -> set[str]:
    """Words that no language said: the made-up one speaks in Armenian letters."""
    return set(_WORD.findall(words_of(page))) - _OWN


@pytest.mark.usefixtures("made_up")
def test_every_word_of_every_page_is_said_in_the_readers_language(portal: Portal) -> None:
    browser = portal.browser()
    page = partner_page_of(
        lang="xx", name="Wexolur", company="Company", contact="Anna",
        entities=(PageEntity(entity_id="E-1", name="Gmbx"),),
    )  # fmt: skip
    portal.fill(page)
    link = portal.link()
    wrong = browser.send(link, ("x.pdf", pdf()), number="", amount="1,234", doc_date="x")
    odd = browser.send(link, ("x.pdf", pdf()), amount="300000", doc_date="2026-12-02")
    sent = browser.send(link, ("x.pdf", pdf()))
    told = browser.get(sent.headers["Location"])
    portal.decide("S-1001", "asked", "Question")
    asked = browser.get(portal.link("closing"))
    portal.decide("S-1001", "rejected", "Reason")
    answers = [wrong, odd, told, asked, browser.get(link), browser.get("/u/x?lang=xx")]
    for answer in answers:
        assert unmarked(answer.text) == set()


@pytest.mark.usefixtures("made_up")
def test_the_pages_of_work_too(portal: Portal) -> None:
    entity = PageEntity(entity_id="E-1", name="Gmbx")
    portal.fill(worked_page(lang="xx", name="Wexolur", company="Company", contact="Anna",
                            entities=(entity,)))  # fmt: skip
    owner = portal.seated("full")
    fields = {"csrf_token": owner.form_token(), "job": "J-1", "text": "Question", "once": "0a"}
    assert owner.post("/jobs", fields).status_code == 303
    portal.decide("S-1001", "accepted", "Reason")
    wrong = owner.post("/jobs", fields | {"text": ""})
    paths = ("/rating", "/jobs?month=2026-03&asked=S-1001", "/jobs?job=J-2", "/documents")
    # Clients and comments are people's own.
    own = {"Школа", "Кафе", "Лето", "нет", "печати", "buh", "firm", "example"}
    for page in (wrong, *(owner.get(path) for path in paths)):
        assert unmarked(page.text) <= own


@pytest.mark.usefixtures("made_up")
def test_the_accounts_pages_too(portal: Portal) -> None:
    page = worked_page(
        lang="xx", name="Wexolur", company="Company", contact="Anna",
        entities=(PageEntity(entity_id="E-1", name="Gmbx"),),
        invoices=(issued("12"), issued("13", status="overdue", days_late=3, paid_minor=100),
                  issued("14", status="disputed", due_on=None)),
        agreements=(AskedAgreement(entity_id="E-1", kind="contract", number="1", state="unsigned"),
                    AskedAgreement(entity_id="E-1", kind="nda", number="", state="expired")),
        work=PageWork(month="2026-03", done=2, with_due=2, in_time=1),
    )  # fmt: skip
    portal.desk = DeskPage(company="Company", lang="xx", addresses=(ANNA,))
    portal.fill(page)
    owner = portal.seated("fresh")
    form = "/invoices/new?entity=E-1&month=2026-03"
    wrong = owner.send(form, number="", amount="1,234")
    told = owner.get(owner.send(form, ("x.pdf", pdf()), number="31").headers["Location"])
    portal.decide("S-1001", "asked", "Question")
    paths = ("/home", "/invoices", "/invoices?show=overdue", "/sent", "/sent/S-1001", "/settings",
             "/documents/new", "/choose", "/confirm", "/sent/S-9")  # fmt: skip
    for answer in (wrong, told, *map(owner.get, paths)):
        shown = answer.text.replace("Счёт 31.pdf", "")
        assert unmarked(shown) <= {"buh", "firm", "example"}, answer.request.path


@pytest.mark.usefixtures("made_up")
def test_our_own_pages_and_their_letter_too(portal: Portal, browser: Browser) -> None:
    portal.desk = DeskPage(company="x", lang="xx", addresses=(ANNA,))
    portal.fill()
    pages = [browser.get("/in?c=1"), ask(browser, "no"), ask(browser)]
    link, code = link_and_code(portal)
    phone = portal.browser()
    pages += [browser.get(link), phone.get(link), open_link(phone, link, "12")]
    open_link(browser, link, code)
    pages += [browser.get("/in"), browser.get(link), browser.get("/f/S-9")]
    for page in pages:
        assert unmarked(page.text.replace(ANNA, "")) <= {"company", "example"}


@pytest.mark.usefixtures("made_up")
def test_the_desk_too(portal: Portal) -> None:
    page = partner_page_of(name="Wexolur", company="Company", lang="xx")
    portal.fill(page)
    portal.browser().send(f"{portal.link()}?lang=xx", ("x.pdf", pdf()))
    portal.decide("S-1001", "asked", "Question")
    portal.desk = DeskPage(company="Company", lang="xx", addresses=(ANNA,))
    portal.fill()
    anna = portal.seated("desk")
    paths = ("/desk", "/desk?state=all", "/desk/S-1001", "/desk/partners", "/desk/queue")
    for answer in [*map(anna.get, paths), anna.get("/desk/S-9")]:
        shown = answer.text.replace(ANNA, "").replace("a…@company.example", "")
        assert unmarked(shown) - {"UTC"} == set()


def test_every_phrase_is_asked_for_and_none_is_named_twice() -> None:
    parts = [import_module(f"{texts.__name__}.{one.name}") for one in iter_modules(texts.__path__)]
    assert len(PHRASES) == sum(len(part.PHRASES) for part in parts)
    files = [*WEB.glob("*.py"), *WEB.glob("templates/*.html"), Path(checks.__file__)]
    told = "\n".join(path.read_text("utf-8") for path in files)
    made = {
        f"{stem}{end}"
        for stem, ends in (
            ("title_", ("invoice", "closing")),
            ("form_", ("invoice", "closing")),
            ("kind_", ("invoice", "closing")),
            ("choose_", ("invoice", "closing")),
            ("theirs_", ("open", "due_today", "overdue", "disputed", "undated")),
            ("show_", ("all", "unpaid", "overdue")),
            ("none_", ("all", "unpaid", "overdue")),
            ("agreement_", ("unsigned", "expired", "expiring")),
            ("step_", ("received", "withdrawn", "replaced", "asked", "answered", "accepted",
                       "rejected", "reopened", "infected")),
            ("number_", ("invoice", "closing")),
            ("date_", ("invoice", "closing")),
            ("amount_", ("invoice", "closing")),
            ("send_", ("invoice", "closing")),
            ("ask_invoice", ("", "_any", "_late", "_any_late")),
            ("received", ("", "_again", "_title", "_again_title")),
            ("state_", ("checking", "waiting", "asked", "rejected", "accepted", "withdrawn",
                        "infected")),
            ("deed_", ("signed_in", "letter_opened", "download", "locked", "signed_out_everywhere",
                       "settings_changed", "requisites_asked")),
            ("req_", ("legal_name_wrong", "inn_wrong", "kpp_wrong", "bic_wrong", "account_wrong",
                      "account_key", "account_missing", "bic_missing")),
            ("file_", ("empty", "too_large", "type", "heic", "mismatch", "broken", "locked",
                       "unsafe", "picture")),
            *((f"file_{state}", ("", "_until"))
              for state in ("unsigned", "expiring", "expired", "active")),
            ("job_", ("late", "undelivered", "cancelled", "unanswered")),
            ("paper_", ("signed", "received", "rejected")),
            ("question_", ("waiting", "checking", "asked", "accepted", "rejected", "withdrawn",
                           "replaced", "infected")),
        )
        for end in ends
    }  # fmt: skip
    made |= {f"desk_{kind}" for kind in ("ask", "reject", "accept")}
    made |= {f"desk_done_{kind}" for kind in ("asked", "rejected", "accepted", "reopened")}
    made |= {f"desk_nav_{page}" for page in ("inbox", "partners", "queue")}
    made |= {f"desk_file_{scan}" for scan in ("pending", "infected")}
    made |= {f"desk_entry_{state}" for state in ("asked", "writing", "written", "failed")}
    made |= {"withdrawn_title", "answered_title"}
    names = {name for name in PHRASES if not re.search(rf"[\"']{name}[\"']", told)}
    pages = {
        name for name in names if name.endswith("_title") and name.removesuffix("_title") in PHRASES
    }
    assert names - made - pages == set()


def test_russian_is_written_as_it_should_be() -> None:
    for name, phrase in PHRASES.items():
        text = phrase.text("ru")
        assert not re.search(r"№ |\d-\d|\s[₽%]| - |\"", text), name
        assert "юрлиц" not in text, name
        places = re.compile(r"\{(\w+)\}")
        assert set(places.findall(text)) == set(places.findall(phrase.text("en"))), name


def test_no_two_rules_of_the_style_sheet_mean_different_things_by_one_name() -> None:
    """Two lists of one class, written apart, had undone each other's layout."""
    sheet = re.sub(
        r"/\*.*?\*/", "", (WEB / "static" / "portal.css").read_text("utf-8"), flags=re.DOTALL
    )
    # Rules for some screens, and for print, are there to undo.
    plain = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet)
    layouts = Counter(
        name.strip()
        for names, body in re.findall(r"([^{}]+)\{([^{}]*)\}", plain)
        for name in names.split(",")
        if re.search(r"(?:^|;)\s*display:", body)
    )
    assert [name for name, count in layouts.items() if count > 1] == []
