"""The account's pages: what they say of the shelf, with what was sent laid over it at once."""

import csv
import io
import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest

from sheetsync.rules.portal.page_parts import (
    AskedAgreement,
    AskedDocuments,
    AskedInvoice,
    PageCreditNote,
    PageEntity,
    PageInvoice,
    PageSubmission,
    PageSum,
    PageWork,
    PartnerPage,
    RejectedPaper,
)
from tests.portal.web.conftest import (
    FIELDS,
    NOW,
    Browser,
    Portal,
    hidden_of,
    partner_page_of,
    pdf,
    words_of,
)

FORM = "/invoices/new?entity=E-1&month=2026-03"
_MOST_BYTES = 60_000


def issued(number: str, **fields: Any) -> PageInvoice:
    """An invoice of March that we pay in May."""
    values: dict[str, Any] = {
        "entity_id": "E-1",
        "month": "2026-03",
        "number": number,
        "number_key": number,
        "dated": date(2026, 4, 2),
        "amount_minor": 28_500_000,
        "outstanding_minor": 28_500_000,
        "currency": "RUB",
        "status": "open",
        "due_on": date(2026, 5, 14),
    }
    return PageInvoice(**(values | fields))


@pytest.fixture
def full(portal: Portal) -> Browser:
    """The partner's bookkeeper, signed in."""
    return portal.seated("full")


def said(browser: Browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.status
    return read(answer.text)


def read(page: str) -> str:
    """What a reader sees of a page; what stands behind a number stands close to it."""
    return re.sub(r" (?=[:;.,])", "", words_of(page))


def new(browser: Browser, path: str = FORM, **fields: Any) -> str:
    """Send an invoice from the account; its number."""
    answer = browser.send(path, **fields)
    assert answer.status_code == 303, words_of(answer.text)
    found = re.fullmatch(r"/sent/(S-\d+)\?\w+=\1", answer.headers["Location"])
    assert found, answer.headers["Location"]
    return found[1]


def test_home_says_what_to_do_until_when_and_where(full: Browser) -> None:
    page = full.get("/home").text
    told = words_of(page)
    assert "Выставьте до 7 апреля счёт на 285 000,00 ₽" in told
    assert "ООО «Вектор Юг», март 2026" in told
    assert "Договор № 14/24" in told
    assert "Пришлёте до 7 апреля — оплатим до 14 мая." in told
    assert "Пришлите до 10 апреля: акт и счёт-фактура или УПД (статус 1)" in told
    assert 'href="/invoices/new?entity=E-1&amp;month=2026-03"' in page
    assert 'href="/documents/new?entity=E-1&amp;month=2026-03"' in page
    assert "Данные на 10:42" in told


def test_what_was_sent_is_laid_over_at_once_and_asked_for_no_more_once_it_is_in_the_sheet(
    portal: Portal, full: Browser
) -> None:
    no = new(full)
    told = said(full, "/home")
    assert told.index("Уже у нас") < told.index("Выставьте до 7 апреля")
    assert f"Уже прислано: {no}" in told
    assert f"Заявка {no}" in said(full, "/invoices")
    # Accepted at the desk: no round has seen it, and nobody sends it again.
    portal.decide(no, "accepted")
    assert f"Уже прислано: {no}" in said(full, "/home")
    # The round after it was entered.
    portal.fill(
        partner_page_of(
            invoices_asked=(),
            invoices=(issued("31", submission=no),),
            submissions=(PageSubmission(no=no, state="accepted", after_seq=9, status="open"),),
        )
    )
    told = said(full, "/home")
    assert "Выставьте" not in told
    assert "Мы должны вам 285 000,00 ₽" in told
    assert "оплатим до 14 мая" in told


def test_what_came_back_says_why_and_leads_to_its_replacement(
    portal: Portal, full: Browser
) -> None:
    no = new(full)
    portal.decide(no, "rejected", "Нет подписи")
    page = full.get("/home").text
    assert f"Вернули {no}: Нет подписи" in read(page)
    assert f"month=2026-03&amp;replace={no}" in page
    assert "возвращён" in said(full, "/invoices")
    again = new(full, number="32", replaces=no)
    assert f"Вернули {no}" not in said(full, "/home")
    assert again != no


def test_our_question_stands_first_and_is_answered_on_its_page(
    portal: Portal, full: Browser
) -> None:
    no = new(full)
    portal.decide(no, "asked", "По какому договору?")
    told = said(full, "/home")
    assert told.index("Ответьте на вопрос по S-1001: По какому договору?") < told.index("Пришлите")
    page = full.get(f"/sent/{no}").text
    fields = hidden_of(page, "/answer")
    missing = full.post(f"/sent/{no}/answer", fields | {"text": " "})
    assert missing.status_code == 422
    done = full.post(f"/sent/{no}/answer", fields | {"text": "По 14/24"})
    assert done.headers["Location"] == f"/sent/{no}?answered={no}"
    told = said(full, done.headers["Location"])
    assert f"Ответ по {no} получили" in told
    assert told.index("Спросили") < told.index("По какому договору?") < told.index("Вы ответили")


def test_a_submission_has_its_history_and_is_withdrawn(full: Browser) -> None:
    no = new(full, text="Два акта")
    told = said(full, f"/sent/{no}?sent={no}")
    assert f"Получили: {no}" in told
    assert "Ответим в течение 2 рабочих дней" in told
    assert "Два акта" in told
    assert "Скачать Счёт 31.pdf" in told
    fields = hidden_of(full.get(f"/sent/{no}").text, "/withdraw")
    assert full.post(f"/sent/{no}/withdraw", fields).status_code == 303
    told = said(full, f"/sent/{no}")
    assert "отозван вами" in told
    assert "Вы отозвали" in told
    again = full.post(f"/sent/{no}/withdraw", fields | {"once": "other1"})
    assert again.status_code == 409
    assert "S-1001" not in said(full, "/invoices")


def test_the_replacing_address_takes_what_replaces(portal: Portal, full: Browser) -> None:
    no = new(full)
    lead = full.get(f"/sent/{no}/replace")
    assert lead.headers["Location"].endswith(f"replace={no}#form")
    form = full.get(lead.headers["Location"]).text
    assert f'name="replaces" value="{no}"' in form
    assert 'value="31"' in form
    fields = hidden_of(form) | FIELDS | {"replaces": "", "number": "33"}
    files = {"file": (io.BytesIO(pdf("mended")), "mended.pdf")}
    done = full.post(f"/sent/{no}/replace", fields | files)
    assert done.status_code == 303
    states = {one.submission.no: one.events[-1].kind for one in portal.sent()}
    assert states == {no: "withdrawn", "S-1002": "received"}


def test_the_form_warns_and_refuses_as_behind_the_link(full: Browser) -> None:
    odd = full.send(FORM, amount="300000")
    assert odd.status_code == 422
    assert "Мы ожидаем 285 000,00 ₽" in words_of(odd.text)
    assert hidden_of(odd.text)["accepted"] == "amount_differs"
    wrong = full.send(FORM, number="")
    assert "Впишите номер счёта" in words_of(wrong.text)


@pytest.mark.parametrize(
    "query", ["", "entity=E-9&month=2026-03", "entity=E-1&month=2026-13", "entity=E-1"]
)
def test_a_form_for_nothing_of_theirs_asks_whose_and_when(full: Browser, query: str) -> None:
    told = full.get(f"/documents/new?{query}").text
    assert "Выберите, от кого документ" in told
    assert 'value="2026-03" selected' in told
    assert "data-upload" not in told


def test_whoever_only_reads_is_offered_nothing_to_send(portal: Portal) -> None:
    reader = portal.seated("read")
    page = reader.get("/home").text
    assert "Выставьте до 7 апреля" in read(page)
    assert "/invoices/new" not in page
    assert "/invoices/new" not in reader.get("/invoices").text
    portal.browser().send(portal.link())
    assert "/withdraw" not in reader.get("/sent/S-1001").text


MANY = (
    PageEntity(entity_id="E-1", name="ООО «Вектор Юг»"),
    PageEntity(entity_id="E-2", name="ИП Векторов"),
)


def test_invoices_say_their_status_in_the_partners_words_and_sums_never_cross_currencies(
    portal: Portal, full: Browser
) -> None:
    late = issued("2", status="overdue", days_late=3, due_on=date(2026, 3, 31),
                  paid_minor=500_000, outstanding_minor=28_000_000)  # fmt: skip
    portal.fill(
        partner_page_of(
            entities=MANY,
            invoices=(
                issued("1", month="2026-02", status="paid", paid_on=date(2026, 3, 13), days_late=2,
                       outstanding_minor=0),
                late,
                issued("3", entity_id="E-2", currency="USD", status="waiting_docs",
                       docs_missing=("act",), credits_minor=100),
                issued("4", status="draft"),
                issued("5", status="disputed"),
            ),
            credit_notes=(
                PageCreditNote(entity_id="E-1", month="2026-03", number="К-1", amount_minor=100,
                               dated=date(2026, 4, 1), currency="USD", corrects="3",
                               is_applied=True),
            ),
        )
    )  # fmt: skip
    told = said(full, "/invoices")
    for words in (
        "оплачен 13 марта, на 2 дня позже срока",
        "мы задерживаем оплату на 3 дня",
        "Срок был 31.03.2026",
        "оплачено 5 000,00 ₽, осталось 280 000,00 ₽",
        "оплатим после документов: акт",
        "оплата остановлена: спор",
        "Корректировка № К-1 от 01.04.2026",
        "учтена в счёте № 3",
        "3 счёта на 855 000,00 ₽; осталось оплатить 565 000,00 ₽; просрочено 280 000,00 ₽",
        "1 счёт на 285 000,00 $",
    ):
        assert words in told, words
    assert "№ 4 " not in told
    assert told.index("Март 2026") < told.index("Февраль 2026")
    unpaid = said(full, "/invoices?show=unpaid")
    assert "№ 1 " not in unpaid
    assert "№ 3 " in unpaid
    overdue = said(full, "/invoices?show=overdue")
    assert "№ 2 " in overdue
    assert "№ 3 " not in overdue
    assert "Мы задерживаем оплату и просим прощения" in said(full, "/home")


def test_the_file_has_the_same_rows_numbers_as_numbers_and_no_formulas(
    portal: Portal, full: Browser
) -> None:
    evil = '=HYPERLINK("http://evil.example")'
    portal.fill(
        partner_page_of(
            entities=(PageEntity(entity_id="E-1", name="@Вектор"),),
            invoices=(issued(evil), issued("2", status="paid", outstanding_minor=0)),
            credit_notes=(
                PageCreditNote(entity_id="E-1", month="2026-03", number="-7", amount_minor=12_345,
                               dated=date(2026, 4, 1), currency="RUB"),
            ),
        )
    )  # fmt: skip
    answer = full.get("/invoices.csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert [row["Номер"] for row in rows] == [f"'{evil}", "2", "'-7"]
    assert {row["Контрагент"] for row in rows} == {"'@Вектор"}
    assert [row["Сумма"] for row in rows] == ["285000,00", "285000,00", "-123,45"]
    assert [row["Оплатить до"] for row in rows] == ["2026-05-14", "2026-05-14", ""]
    unpaid = full.get("/invoices.csv?show=unpaid").data.decode("utf-8-sig")
    assert len(unpaid.splitlines()) == 2


def _two_hundred() -> PartnerPage:
    name = "Общество с ограниченной ответственностью «Производственно-коммерческая фирма „Длинное»"
    return partner_page_of(
        name=name,
        entities=tuple(PageEntity(entity_id=f"E-{n}", name=f"{name} {n}") for n in (1, 2)),
        invoices=tuple(
            issued(f"УТ-{n:06d}", entity_id=f"E-{1 + n % 2}", status="overdue", days_late=n,
                   month=f"2025-{1 + n % 12:02d}", paid_minor=100, submission=f"S-{n}")
            for n in range(200)
        ),
    )  # fmt: skip


def test_two_hundred_invoices_come_in_pieces_that_are_not_heavy(
    portal: Portal, full: Browser
) -> None:
    portal.fill(_two_hundred())
    seen: list[str] = []
    address = "/invoices"
    while address:
        page = full.get(address).text
        assert len(page.encode()) <= _MOST_BYTES
        seen += re.findall(r"№\xa0(УТ-\d+)", page)
        found = re.search(r'href="([^"]+)" rel="next"', page)
        address = unescape(found[1]) if found else ""
    assert len(seen) == len(set(seen)) == 200
    assert full.get("/invoices?from=999").status_code == 200
    assert full.get("/invoices?from=²").status_code == 200
    assert len(full.get("/home").text.encode()) <= _MOST_BYTES


def test_a_partner_of_whom_nothing_is_known_yet_reads_so(portal: Portal, full: Browser) -> None:
    portal.fill(partner_page_of(entities=(), invoices_asked=(), documents_asked=(), contact=""))
    home = said(full, "/home")
    assert "Сейчас ничего: мы от вас ничего не ждём." in home
    assert "Неоплаченных счетов от вас нет." in home
    assert "Выполненных работ за прошлый месяц нет." in home
    assert "Счетов пока нет." in said(full, "/invoices")
    assert "Вы ещё ничего не отправляли." in said(full, "/sent")
    assert "отправить ничего нельзя" in said(full, "/invoices/new")


def test_the_month_papers_to_sign_and_what_is_due_to_us_are_on_the_first_page(
    portal: Portal, full: Browser
) -> None:
    portal.fill(
        partner_page_of(
            lang="en",
            work=PageWork(month="2026-03", unit="order", done=12, with_due=12, in_time=11,
                          turnover=(PageSum(minor=35_625_000, currency="RUB"),)),
            agreements=(
                AskedAgreement(entity_id="E-1", kind="contract", number="14/24", state="unsigned",
                               day=date(2026, 3, 1)),
            ),
            rejected=(RejectedPaper(entity_id="E-1", month="2026-03", kind="act",
                                    comment="no stamp"),),
            receivables=(issued("77", status="overdue", days_late=5),),
        )
    )  # fmt: skip
    told = said(full, "/home?lang=en")
    for words in (
        "Results: March 2026",
        "12 orders",
        "92% in time: 11 of 12",
        "356,250.00 RUB turnover",
        "Contract no. 14/24: please send the signed copy, we sent it to you on 1 March 2026",
        "Send a replacement: act — no stamp",
        "Due to us no. 77 of 2 Apr 2026",
        "waiting for your payment, it was due on 14 May 2026",
    ):
        assert words in told, words
    # What the partner owes is said as such, and is no lateness of ours.
    assert "our apologies" not in told


def test_papers_of_one_entity_or_month_do_not_stand_for_anothers(
    portal: Portal, full: Browser
) -> None:
    def asked(entity_id: str, month: str) -> AskedInvoice:
        return AskedInvoice(entity_id=entity_id, month=month, until=date(2026, 4, 7))

    portal.fill(
        partner_page_of(
            entities=MANY,
            invoices_asked=(asked("E-1", "2026-02"), asked("E-1", "2026-03"),
                            asked("E-2", "2026-03")),
            documents_asked=(
                AskedDocuments(entity_id="E-2", month="2026-03", kinds=("act",),
                               until=date(2026, 4, 7)),
            ),
        )
    )  # fmt: skip
    no = new(full)
    told = said(full, "/home")
    done = told[told.index("Уже у нас") : told.index("Мы должны вам")]
    assert done.count("Выставьте") == 1
    assert f"март 2026 Уже прислано: {no}" in done
    assert "ООО «Вектор Юг»" in done


def test_a_page_of_last_week_says_so_and_an_answer_of_long_ago_is_told_no_more(
    portal: Portal, full: Browser
) -> None:
    no = new(full)
    portal.decide(no, "rejected", "Повтор")
    portal.fill(partner_page_of(invoices_asked=(), documents_asked=()), at=NOW)
    assert f"Вернули {no}: Повтор" in said(full, "/home")
    portal.clock.at = NOW + timedelta(days=40)
    later = portal.seated("full")
    told = said(later, "/home")
    assert f"Вернули {no}" not in told
    assert "больше суток" in told
