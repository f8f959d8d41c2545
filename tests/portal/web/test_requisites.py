"""A partner asks for other requisites: only with a fresh code, of own entities, and masked."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from sheetsync.portal.store.audit import deeds
from sheetsync.rules.portal.page_desk import DeskSubmission
from sheetsync.rules.portal.page_parts import PageEntity
from sheetsync.tables.wanted_requisites import wanted_of
from tests.portal.web.conftest import (
    Browser,
    Portal,
    hidden_of,
    new_portal,
    partner_page_of,
    words_of,
)
from tests.portal.web.test_desk import at_desk, with_board

PAGE = "/settings/requisites"
BIC, ACCOUNT = "049805746", "40602810700000000025"
NEW = {"bic": BIC, "account": ACCOUNT}
ENTITIES = (
    PageEntity(
        entity_id="E-1", name="ООО «Вектор Юг»", inn="7707083893", kind="company",
        kpp="770701001", bic="044525974", account_end="0117",
    ),
    PageEntity(entity_id="E-2", name="ИП Вектор", inn="500100732259", kind="sole"),
)  # fmt: skip


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    # Where accepting enters rows of invoices, it enters no account all the same.
    for made in new_portal(tmp_path, accept_appends=True):
        made.fill(partner_page_of(entities=ENTITIES))
        made.fill(
            partner_page_of(
                "P-002", name="ООО «Чужой»",
                entities=(PageEntity(entity_id="E-9", name="ООО «Чужой»"),),
            )
        )  # fmt: skip
        yield made


@pytest.fixture
def fresh(portal: Portal) -> Browser:
    return portal.seated("fresh")


def hidden(browser: Browser, entity: str = "E-1") -> dict[str, str]:
    return hidden_of(browser.get(f"{PAGE}?entity={entity}").text, PAGE)


def wish(browser: Browser, entity: str = "E-1", **fields: str) -> str:
    """Ask for it; the words of the page that comes."""
    answer = browser.post(PAGE, hidden(browser, entity) | (fields or NEW))
    assert answer.status_code == 303, words_of(answer.text)
    return words_of(browser.get(answer.headers["Location"]).text)


def test_a_wish_waits_and_shows_the_account_by_its_end_alone(
    portal: Portal, fresh: Browser
) -> None:
    form = words_of(fresh.get(PAGE).text)
    assert "Сейчас: •••• 0117" in form
    assert "Сейчас: 044525974" in form
    told = wish(fresh, **NEW, comment="Банк закрылся")
    assert "Получили: S-1001" in told
    assert "Изменение реквизитов" in told
    assert "Расчётный счёт •••• 0025" in told
    assert "БИК 049805746" in told
    assert "Банк закрылся" in told
    (one,) = portal.sent()
    sent = one.submission
    assert (sent.kind, sent.entity_id, sent.month, one.files) == (
        "requisites", "E-1", "2026-04", ()
    )  # fmt: skip
    assert dict(wanted_of(sent.text).fields) == NEW
    listed = fresh.get("/sent").text + fresh.get("/home").text + fresh.get("/settings").text
    assert ACCOUNT not in listed
    assert ACCOUNT not in fresh.get("/sent/S-1001").text
    assert "Попросили изменить реквизиты: S-1001" in words_of(fresh.get("/settings").text)
    (deed,) = [one for _, one in deeds(portal.store) if one.action == "requisites_asked"]
    assert (deed.what, deed.partner_id, deed.person) == ("S-1001", "P-001", "b…@firm.example")


def test_the_latest_wish_stands_and_may_be_taken_back(portal: Portal, fresh: Browser) -> None:
    wish(fresh)
    # Of another legal entity it is another wish.
    wish(fresh, "E-2", legal_name="ИП Новый")
    assert "Просьба S-1001 ещё ждёт" in words_of(fresh.get(PAGE).text)
    assert "Получили: S-1003" in wish(fresh, kpp="770701002")
    states = {one.submission.no: [event.kind for event in one.events] for one in portal.sent()}
    assert states == {
        "S-1001": ["received", "replaced"],
        "S-1002": ["received"],
        "S-1003": ["received"],
    }
    page = fresh.get("/sent/S-1003").text
    # There is no file to send instead.
    assert "/documents/new" not in page
    assert fresh.get("/sent/S-1003/replace").status_code == 404
    form = hidden_of(page, "/sent/S-1003/withdraw")
    assert fresh.post("/sent/S-1003/withdraw", form).status_code == 303
    assert "отозван" in words_of(fresh.get("/sent/S-1003").text)


def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_kept(
    portal: Portal, fresh: Browser
) -> None:
    bad = {"inn": "7707083894", "bic": "1", "account": "2", "comment": "x" * 501}
    answer = fresh.post(PAGE, hidden(fresh) | bad)
    said = words_of(answer.text)
    assert answer.status_code == 422
    for words in ("Проверьте ИНН", "Проверьте БИК", "Проверьте расчётный счёт", "не больше 500"):
        assert said.count(words) == 2, words
    # Nothing that was typed is lost.
    assert 'value="7707083894"' in answer.text
    blank = fresh.post(PAGE, hidden(fresh))
    assert "впишите хотя бы одно" in words_of(blank.text)
    same = fresh.post(PAGE, hidden(fresh) | {"legal_name": 'ООО "ВЕКТОР ЮГ"', "bic": "044525974"})
    assert "впишите хотя бы одно" in words_of(same.text)
    wrong = fresh.post(PAGE, hidden(fresh) | {"bic": "049805747", "account": ACCOUNT})
    assert "Счёт не подходит к БИК" in words_of(wrong.text)
    assert portal.sent() == ()


def test_a_form_that_is_sent_twice_makes_one_wish(portal: Portal, fresh: Browser) -> None:
    form = hidden(fresh)
    first = fresh.post(PAGE, form | NEW)
    again = fresh.post(PAGE, form | NEW)
    assert first.headers["Location"] == again.headers["Location"]
    other = fresh.post(PAGE, form | {"kpp": "770701002"})
    assert (other.status_code, "S-1001" in words_of(other.text)) == (422, True)
    assert len(portal.sent()) == 1


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("letter", "Нужен вход по коду"),
        ("full", "Подтвердите, что это вы"),
        ("read", "Подтвердите, что это вы"),
        ("other", "Подтвердите, что это вы"),
    ],
)
def test_nobody_without_a_fresh_code_asks_or_sees_the_form(
    portal: Portal, fresh: Browser, who: str, words: str
) -> None:
    form = hidden(fresh)
    browser = portal.seated(who)
    seen = browser.get(PAGE)
    assert (seen.status_code, words in words_of(seen.text)) == (403, True)
    assert "0117" not in seen.text
    sent = browser.post(PAGE, form | NEW | {"csrf_token": browser.form_token()})
    assert sent.status_code == 403
    assert portal.sent() == ()


def test_a_code_is_fresh_for_a_quarter_of_an_hour(portal: Portal, fresh: Browser) -> None:
    form = hidden(fresh)
    portal.clock.sleep(timedelta(minutes=15, seconds=1).total_seconds())
    assert fresh.post(PAGE, form | NEW).status_code == 403
    assert portal.sent() == ()


def test_a_reader_asks_for_nothing_however_fresh(portal: Portal) -> None:
    portal.contacts = tuple(msgspec.structs.replace(one, role="read") for one in portal.contacts)
    portal.fill()
    browser = portal.seated("fresh")
    assert browser.get(PAGE).status_code == 403
    answer = browser.post(PAGE, NEW | {"entity": "E-1", "csrf_token": browser.form_token()})
    assert answer.status_code == 403
    assert "settings/requisites" not in browser.get("/settings").text
    assert portal.sent() == ()


@pytest.mark.parametrize("entity", ["E-9", "E-404", "../E-1", "e-1"])
def test_a_foreign_entity_is_none(portal: Portal, fresh: Browser, entity: str) -> None:
    answer = fresh.get(f"{PAGE}?entity={entity}")
    assert answer.status_code == 404
    assert "Чужой" not in answer.text
    sent = fresh.post(PAGE, hidden(fresh) | NEW | {"entity": entity})
    assert sent.status_code == 404
    assert portal.sent() == ()


def test_our_people_look_and_never_ask(portal: Portal) -> None:
    desk = portal.seated("desk")
    assert desk.get(f"/desk/as/P-001{PAGE}").status_code == 404
    assert desk.get(PAGE).status_code == 302
    assert "settings/requisites" not in desk.get("/desk/as/P-001/settings").text


def test_a_partner_without_entities_is_told_so(portal: Portal) -> None:
    portal.fill(partner_page_of(entities=()))
    fresh = portal.seated("fresh")
    assert "Контрагентов у вас пока нет" in words_of(fresh.get(PAGE).text)
    answer = fresh.post(PAGE, NEW | {"entity": "", "csrf_token": fresh.form_token()})
    assert answer.status_code == 404


def test_what_is_typed_is_kept_as_text_and_escaped(portal: Portal, fresh: Browser) -> None:
    name = '=HYPERLINK("//evil")<script>\u202e\x00'
    wish(fresh, legal_name=name, comment="<b>\r\n" + '"' * 490)
    (one,) = portal.sent()
    wanted = wanted_of(one.submission.text)
    assert wanted.fields["legal_name"] == '=HYPERLINK("//evil")<script>'
    assert len(wanted.comment) == 494
    page = fresh.get("/sent/S-1001").text
    assert "<script>" not in page.replace('<script type="module"', "")
    assert "<b>" not in page
    with_board(portal, DeskSubmission(no="S-1001", state="waiting", after_seq=1))
    assert "<b>" not in at_desk(portal).get("/desk/S-1001").text


def test_the_desk_shows_old_beside_new_and_accepts_nothing_itself(
    portal: Portal, fresh: Browser
) -> None:
    wish(fresh, **NEW, comment="Банк закрылся")
    found = DeskSubmission(
        no="S-1001", state="waiting", after_seq=1, entity="ООО «Вектор Юг»",
        requisites={"bic": "044525974", "account": "40702810100000000117"},
    )  # fmt: skip
    with_board(portal, found, after_seq=1)
    desk = at_desk(portal)
    said = words_of(desk.get("/desk/S-1001").text)
    assert f"Расчётный счёт 40702810100000000117 {ACCOUNT}" in said
    assert f"БИК 044525974 {BIC}" in said
    assert "Банк закрылся" in said
    assert "позвоните партнёру по номеру, который знаете сами" in said
    page = desk.get("/desk/S-1001").text
    assert "/desk/S-1001/accept" not in page
    form = hidden_of(page, "/reject")
    assert desk.post("/desk/S-1001/accept", form).status_code == 409
    with portal.store.reading() as connection:
        assert connection.execute(portal.store.layout.acceptance.select()).all() == []
    assert "Изменение реквизитов" in words_of(desk.get("/desk?kind=requisites").text)
    assert desk.post("/desk/S-1001/reject", form | {"text": "Не вы"}).status_code == 303
    back = words_of(fresh.get("/sent/S-1001").text)
    assert "Не вы" in back
