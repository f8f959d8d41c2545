"""The page behind a letter's link: what it asks for, how old it is, in whose language."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from sheetsync.rules.portal.page_parts import (
    AskedDocuments,
    AskedInvoice,
    PageEntity,
    PageInvoice,
    PageSubmission,
    PartnerPage,
    RejectedPaper,
)
from tests.portal.web.conftest import NOW, Browser, Portal, partner_page_of, words_of

MARCH = ("E-1", "2026-03")


def shown(portal: Portal, page: PartnerPage | None = None, path: str = "", **how: str) -> str:
    if page is not None:
        portal.fill(page)
    answer = portal.browser(**how).get(path or portal.link())
    assert answer.status_code == 200
    return words_of(answer.text)


def asked(**fields: object) -> AskedInvoice:
    values = {"entity_id": MARCH[0], "month": MARCH[1], "until": date(2026, 4, 7)}
    return AskedInvoice(**(values | fields))  # type: ignore[arg-type]


def test_the_form_asks_as_the_letter_does(portal: Portal) -> None:
    page = shown(portal)
    assert "Счёт за март 2026 ООО «Вектор Юг» ИНН 7707083893" in page
    assert "Выставьте до 7 апреля счёт на 285 000,00 ₽ Договор № 14/24" in page
    assert "Пришлёте до 7 апреля — оплатим до 14 мая." in page
    assert "Пришлите до 10 апреля: акт и счёт-фактура или УПД (статус 1)" in page
    assert "Мы ожидаем 285 000,00 ₽." in page
    assert "secret@firm.example" not in page


def test_the_amount_we_expect_is_filled_in(portal: Portal) -> None:
    page = portal.browser().get(portal.link()).text.replace("\u00a0", " ")
    assert 'name="amount" type="text" value="285 000,00"' in page
    two = partner_page_of(
        invoices_asked=(asked(amount_minor=100, currency="RUB"), asked(amount_minor=5))
    )
    portal.fill(two)
    assert 'name="amount" type="text" value=""' in portal.browser().get(portal.link()).text


def test_a_link_for_documents_opens_their_form(portal: Portal) -> None:
    page = shown(portal, path=portal.link("closing"))
    assert "Закрывающие документы за март 2026" in page
    assert "Вид документа — акт счёт-фактура УПД (статус 1) УПД (статус 2)" in page
    other = shown(portal, path=portal.link("closing") + "?kind=invoice")
    assert "Счёт за март 2026" in other


def test_the_only_document_that_is_missing_is_chosen(portal: Portal) -> None:
    one = AskedDocuments(entity_id="E-1", month="2026-03", kinds=("sf",), until=date(2026, 4, 10))
    portal.fill(partner_page_of(documents_asked=(one,)))
    page = portal.browser().get(portal.link("closing")).text
    assert '<option value="sf" selected>' in page


def test_a_day_that_has_passed_is_said_so(portal: Portal) -> None:
    late = partner_page_of(
        invoices_asked=(asked(until=date(2026, 4, 1), amount_minor=100, currency="RUB"),),
        documents_asked=(
            AskedDocuments(
                entity_id="E-1", month="2026-03", kinds=("act",), until=date(2026, 4, 2)
            ),
        ),
    )
    page = shown(portal, late)
    assert "Выставьте счёт на 1,00 ₽: срок был 1 апреля" in page
    assert "Пришлите: акт (срок был 2 апреля)" in page
    unknown = partner_page_of(invoices_asked=(asked(until=date(2026, 4, 1)), asked()))
    page = shown(portal, unknown)
    assert "Выставьте счёт: срок был 1 апреля" in page
    assert "Выставьте счёт до 7 апреля" in page
    assert "К оплате, вместе с НДС" in page


def test_what_was_sent_back_is_asked_for_again(portal: Portal) -> None:
    papers = (
        RejectedPaper(
            entity_id="E-1", month="2026-03", kind="act", number="5", comment="нет печати"
        ),
        RejectedPaper(entity_id="E-1", month="2026-03", kind="sf"),
    )
    page = shown(portal, partner_page_of(rejected=papers))
    assert "Пришлите замену: акт № 5 — нет печати" in page
    assert "Пришлите замену: счёт-фактура — мы не смогли его принять" in page


def test_nothing_to_do_is_said(portal: Portal) -> None:
    page = shown(portal, partner_page_of(invoices_asked=(), documents_asked=()))
    assert "За март мы от вас больше ничего не ждём." in page


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(minutes=8), "Данные на 10:34 (8 минут назад)"),
        (timedelta(seconds=5), "Данные на 10:41 (1 минуту назад)"),
        (timedelta(hours=3), "Данные на 07:42 (3 часа назад)"),
        (timedelta(hours=30), "Данные на 2 апреля, 04:42 (1 день назад)"),
    ],
)
def test_how_old_the_figures_are_is_said(portal: Portal, age: timedelta, words: str) -> None:
    portal.fill(at=NOW - age)
    page = shown(portal)
    assert words in page
    assert ("больше часа назад" in page) == (timedelta(hours=1) < age <= timedelta(days=1))
    assert ("больше суток" in page) == (age > timedelta(days=1))


def test_a_partner_reads_its_own_language_and_may_choose_another(portal: Portal) -> None:
    assert "Invoice for March 2026" in shown(portal, partner_page_of(lang="en"), lang="ru")
    assert "Счёт за март 2026" in shown(portal, path=portal.link() + "?lang=ru", lang="en")
    assert "Invoice for" in shown(portal, path=portal.link() + "?lang=xx")
    assert "Счёт за" in shown(portal, partner_page_of(lang="xx"), lang="ru")


def test_an_entity_that_went_takes_nothing_and_keeps_what_was_sent(portal: Portal) -> None:
    portal.browser().send(portal.link())
    page = shown(portal, partner_page_of(entities=()))
    assert "больше не числится за вами" in page
    assert "S-1001" in page
    assert "Номер счёта" not in page
    answer = portal.browser().get(portal.link())
    assert "data-upload" not in answer.text


def test_a_month_that_has_not_begun_takes_nothing(portal: Portal) -> None:
    page = shown(portal, path=portal.link(month="2026-05"))
    assert "документы за него можно отправить с 1 мая" in page


def test_a_closed_portal_shows_and_takes_nothing(portal: Portal, browser: Browser) -> None:
    fields = browser.hidden(portal.link())
    portal.fill(partner_page_of(is_open=False))
    answer = browser.get(portal.link())
    assert answer.status_code == 403
    assert "Портал для вас закрыт" in words_of(answer.text)
    assert "Анна Ким" in words_of(answer.text)
    assert "285" not in answer.text
    assert browser.post(portal.link(), fields).status_code == 403
    assert portal.sent() == ()


def test_before_the_first_round_the_page_is_not_ready(portal: Portal) -> None:
    path = portal.link(partner_id="P-404")
    assert portal.browser().get(path).status_code == 410
    with portal.store.writing() as connection:
        connection.execute(
            portal.store.layout.meta.delete().where(
                portal.store.layout.meta.c["key"] == "shelf_filled_at"
            )
        )
    answer = portal.browser().get(path)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "120"


def invoice(**fields: object) -> PageInvoice:
    values = {
        "entity_id": "E-1", "month": "2026-03", "number": "31", "number_key": "31",
        "dated": date(2026, 4, 2), "amount_minor": 28_500_000, "currency": "RUB",
        "status": "open",
    }  # fmt: skip
    return PageInvoice(**(values | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "entered", "words"),
    [
        ({"status": "open", "due_on": date(2026, 5, 14)}, {}, "принят, оплатим до 14 мая"),
        ({"status": "no_due_date"}, {}, "принят"),
        ({"status": "overdue", "days_late": 3}, {}, "мы задерживаем оплату на 3 дня, просим"),
        ({"status": "disputed"}, {}, "оплата остановлена: спор"),
        ({"status": "paid", "paid_on": date(2026, 5, 13)}, {}, "оплачен 13 мая"),
        ({"status": "overpaid"}, {}, "оплачен"),
        ({"status": "waiting_docs"}, {}, "оплатим после закрывающих документов"),
        (
            {"status": "waiting_docs"},
            {"docs_missing": ("act", "sf")},
            "оплатим после документов: акт и счёт-фактура",
        ),
        (
            {"status": "open", "due_on": date(2026, 5, 14)},
            {"paid_minor": 10_000_000, "outstanding_minor": 18_500_000},
            "оплачено 100 000,00 ₽, осталось 185 000,00 ₽",
        ),
    ],
)
def test_an_accepted_invoice_says_when_it_is_paid(
    portal: Portal, found: dict[str, object], entered: dict[str, object], words: str
) -> None:
    portal.browser().send(portal.link())
    seen = PageSubmission(no="S-1001", state="accepted", after_seq=9, **found)  # type: ignore[arg-type]
    for number in ({"submission": "S-1001", "number_key": ""}, {}):
        line = invoice(**(entered | number))
        page = shown(portal, partner_page_of(submissions=(seen,), invoices=(line,)))
        assert words in page


def test_states_are_said_in_words(portal: Portal) -> None:
    portal.browser().send(portal.link())
    assert "получили, смотрим" in shown(portal)
    portal.decide("S-1001", "asked", "По какому договору?")
    page = shown(portal)
    assert "есть вопрос Наш вопрос: По какому договору?" in page
    assert "Ваш ответ по S-1001" in page
    portal.decide("S-1001", "rejected", "Старое название")
    assert "возвращён Причина: Старое название" in shown(portal)
    portal.decide("S-1001", "accepted")
    assert "принят" in shown(portal)
    portal.decide("S-1001", "infected")
    assert "в файле нашли вирус" in shown(portal)


def test_in_english_too(portal: Portal) -> None:
    english = portal.link() + "?lang=en"
    portal.browser().send(english)
    page = shown(portal, path=english)
    assert "Invoice no. 31 of 2 April, 285,000.00 RUB" in page
    assert "Data as of 10:42" in page
    assert "Already sent: S-1001" in page


def test_documents_of_another_version_show_their_code(portal: Portal) -> None:
    entity = PageEntity(entity_id="E-1", name="Вектор", doc_kinds=("new_kind", "act"))
    asks = AskedDocuments(
        entity_id="E-1", month="2026-03", kinds=("new_kind",), until=date(2026, 4, 10)
    )
    page = shown(portal, partner_page_of(entities=(entity,), documents_asked=(asks,)))
    assert "Пришлите до 10 апреля: new_kind" in page


def test_a_page_is_read_in_one_transaction(portal: Portal, browser: Browser) -> None:
    path = portal.link()
    browser.get(path)
    begun: list[object] = []
    sa.event.listen(portal.store.database.engine, "begin", begun.append)
    assert browser.get(path).status_code == 200
    assert len(begun) == 1
