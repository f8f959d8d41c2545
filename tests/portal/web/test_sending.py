"""What a partner sends by the form: taken, refused, warned about, replaced, withdrawn, answered."""

import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest

from sheetsync.errors import SendingRefusedError
from sheetsync.portal.limits import Limits
from sheetsync.portal.web.receiving import not_received
from sheetsync.portal.web.upload_form import Typed
from sheetsync.rules.portal.page_parts import PageInvoice
from tests.portal.web.conftest import (
    FIELDS,
    Browser,
    Portal,
    hidden_of,
    partner_page_of,
    pdf,
    words_of,
)


def kept_of(page: str) -> list[str]:
    return re.findall(r'name="kept" value="([^"]+)"', page)


def test_a_sent_invoice_is_received_and_told_at_once(portal: Portal, browser: Browser) -> None:
    answer = browser.send(portal.link(), text="Спасибо")
    assert answer.status_code == 303
    page = words_of(browser.get(answer.headers["Location"]).text)
    assert "Получили: S-1001" in page
    assert "Счёт № 31 от 2 апреля, 285 000,00 ₽. Получили 3 апреля, 10:42." in page
    assert "Ответим в течение 2 рабочих дней." in page
    assert "Уже прислано: S-1001" in page
    (one,) = portal.sent()
    sent = one.submission
    assert (sent.kind, sent.number, sent.number_key) == ("invoice", "31", "31")
    assert (sent.doc_date, sent.amount_minor) == (date(2026, 4, 2), 28_500_000)
    assert (sent.currency, sent.text, sent.entity_id) == ("RUB", "Спасибо", "E-1")
    assert [event.by for event in one.events] == ["partner"]
    assert [file.name_shown for file in one.files] == ["Счёт 31.pdf"]
    assert portal.web.vault.holds(one.files[0].place)


def test_a_sent_document_is_received(portal: Portal, browser: Browser) -> None:
    answer = browser.send(portal.link("closing"), doc_kind="act", number="", amount="")
    page = words_of(browser.get(answer.headers["Location"]).text)
    assert "Акт от 2 апреля. Получили" in page
    (one,) = portal.sent()
    assert (one.submission.kind, one.submission.doc_kind) == ("document", "act")
    assert (one.submission.number, one.submission.amount_minor) == ("", None)


def test_the_next_document_of_a_pack_is_offered_at_once(portal: Portal, browser: Browser) -> None:
    answer = browser.send(portal.link("closing"), doc_kind="act", number="5", amount="")
    page = browser.get(answer.headers["Location"]).text
    assert '<details class="more" open>' in page
    assert '<option value="sf" selected>' in page
    answer = browser.send(portal.link("closing"), ("b.pdf", pdf("b")), doc_kind="sf")
    page = browser.get(answer.headers["Location"]).text
    assert '<details class="more">' in page
    assert " selected" not in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"number": ""}, "Впишите номер счёта"),
        ({"number": "б/н"}, "Впишите номер счёта: без номера мы не сможем его оплатить"),
        ({"number": "9" * 65}, "Номер длиннее 64 знаков"),
        ({"doc_date": ""}, "Укажите дату документа"),
        ({"doc_date": "31.02.2026"}, "Такой даты нет. Впишите, например, 02.04.2026"),
        ({"amount": ""}, "Впишите сумму счёта"),
        ({"amount": "много"}, "Сумма не читается. Впишите, например, 285 000,00"),
        ({"amount": "1,234"}, "Непонятно, 1 234,00 это или 1,234."),
        ({"amount": "100 USD"}, "Сумма нужна в RUB."),
        ({"amount": "-5"}, "Сумма должна быть больше нуля"),
        ({"text": "я" * 2001}, "Комментарий длиннее 2000 знаков"),
    ],
)
def test_a_field_that_is_wrong_is_named_and_the_rest_is_kept(
    portal: Portal, browser: Browser, fields: dict[str, str], words: str
) -> None:
    answer = browser.send(portal.link(), **fields)
    assert answer.status_code == 422
    page = words_of(answer.text)
    assert f"Не отправлено. Исправьте: {words}" in page
    (name,) = fields
    assert f'href="#{name}"' in answer.text
    assert f'id="{name}-problem"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    for other, value in FIELDS.items():
        if other not in fields:
            assert f'value="{value}"' in answer.text
    assert len(kept_of(answer.text)) == 1
    assert portal.sent() == ()


@pytest.mark.parametrize(
    "amount", ["285000", "285 000,00", "285\u00a0000", "285,000.00", "285000-00", "285 000 руб."]
)
def test_amounts_are_read_as_people_write_them(
    portal: Portal, browser: Browser, amount: str
) -> None:
    assert browser.send(portal.link(), amount=amount).status_code == 303
    assert portal.sent()[0].submission.amount_minor == 28_500_000


def test_a_date_is_read_as_typed_where_no_calendar_offers_it(
    portal: Portal, browser: Browser
) -> None:
    assert browser.send(portal.link(), doc_date="02.04.2026").status_code == 303
    assert portal.sent()[0].submission.doc_date == date(2026, 4, 2)


def test_the_kind_of_a_document_has_to_be_chosen(portal: Portal, browser: Browser) -> None:
    for kind in ("", "nonsense"):
        answer = browser.send(portal.link("closing"), doc_kind=kind)
        assert "Выберите вид документа" in words_of(answer.text)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.exe", b"MZ", "a.exe: такие файлы мы не принимаем."),
        ("a.pdf", b"", "a.pdf: файл пустой."),
        ("a.pdf", b"<html>", "a.pdf: содержимое файла не соответствует"),
        ("IMG_1.HEIC", b"ftypheic", "IMG_1.HEIC: фотографии HEIC мы не открываем."),
        ("=1+1\u202e.svg", b"<svg/>", "1+1.svg: такие файлы мы не принимаем."),
    ],
)
def test_a_file_that_is_refused_is_named_with_its_cure(
    portal: Portal, browser: Browser, name: str, content: bytes, words: str
) -> None:
    answer = browser.send(portal.link(), (name, content))
    assert answer.status_code == 422
    assert words in words_of(answer.text)
    assert portal.sent() == ()


def test_no_file_is_asked_for(portal: Portal, browser: Browser) -> None:
    fields = browser.hidden(portal.link()) | FIELDS
    answer = browser.post(portal.link(), fields)
    assert "Приложите файл" in words_of(answer.text)


def test_a_file_that_came_need_not_come_again(portal: Portal, browser: Browser) -> None:
    answer = browser.send(portal.link(), ("Счёт.pdf", pdf()), ("b.exe", b"MZ"), number="")
    assert "Эти файлы уже у нас" in words_of(answer.text)
    fields = hidden_of(answer.text) | FIELDS | {"kept": kept_of(answer.text)}
    assert browser.post(portal.link(), fields).status_code == 303
    (one,) = portal.sent()
    assert [file.name_shown for file in one.files] == ["Счёт.pdf"]


def test_a_kept_file_that_is_gone_is_asked_for_again(portal: Portal, browser: Browser) -> None:
    answer = browser.send(portal.link(), number="")
    kept = kept_of(answer.text)
    for spoiled in (f"x{kept[0]}", ""):
        fields = browser.hidden(portal.link()) | FIELDS | {"kept": spoiled}
        assert "выберите файл ещё раз" in words_of(browser.post(portal.link(), fields).text)
    place = next(iter(portal.web.vault.places()))
    portal.web.vault.path(place).unlink()
    fields = browser.hidden(portal.link()) | FIELDS | {"kept": kept[0]}
    assert "выберите файл ещё раз" in words_of(browser.post(portal.link(), fields).text)


def test_a_kept_file_is_of_its_own_link(portal: Portal, browser: Browser) -> None:
    kept = kept_of(browser.send(portal.link(), number="").text)
    other = portal.link(month="2026-02")
    fields = browser.hidden(other) | FIELDS | {"kept": kept}
    answer = browser.post(other, fields)
    assert answer.status_code == 422
    assert "выберите файл ещё раз" in words_of(answer.text)


def test_what_looks_odd_is_sent_once_it_is_ticked(portal: Portal, browser: Browser) -> None:
    answer = browser.send(portal.link(), amount="300000", doc_date="2026-11-02")
    assert answer.status_code == 422
    page = words_of(answer.text)
    assert "Ещё не отправлено. Проверьте:" in page
    assert "Вы вписали 300 000,00 ₽, а мы ожидаем 285 000,00 ₽." in page
    assert "Дата документа — 2 ноября 2026, а он за март 2026." in page
    odd = {"amount": "300000", "doc_date": "2026-11-02", "kept": kept_of(answer.text)}
    fields = hidden_of(answer.text) | FIELDS | odd
    again = browser.post(portal.link(), fields)
    assert "Поставьте галочку, если всё верно" in words_of(again.text)
    assert portal.sent() == ()
    assert browser.post(portal.link(), fields | {"accept": "yes"}).status_code == 303
    assert portal.sent()[0].submission.amount_minor == 30_000_000


def test_a_tick_is_for_what_was_shown_beside_it(portal: Portal, browser: Browser) -> None:
    answer = browser.send(portal.link(), amount="300000")
    odd = {"amount": "300000", "doc_date": "2026-11-02", "kept": kept_of(answer.text)}
    fields = hidden_of(answer.text) | FIELDS | odd | {"accept": "yes"}
    again = browser.post(portal.link(), fields)
    assert again.status_code == 422
    assert "Дата документа — 2 ноября 2026" in words_of(again.text)


def test_what_nobody_asked_for_is_warned_of(portal: Portal, browser: Browser) -> None:
    answer = browser.send(portal.link("closing"), doc_kind="upd2")
    page = words_of(answer.text)
    assert "Такого документа за март мы не ждём." in page
    assert "УПД со статусом 2 не заменяет счёт-фактуру" in page
    portal.fill(partner_page_of(invoices_asked=()))
    assert "Счёта за март мы не ждём." in words_of(browser.send(portal.link()).text)


def test_a_number_that_stands_in_the_sheet_is_refused(portal: Portal, browser: Browser) -> None:
    line = PageInvoice(
        entity_id="E-1", month="2026-03", number="31", number_key="31", status="open",
        dated=date(2026, 4, 2), amount_minor=1, currency="RUB",
    )  # fmt: skip
    portal.fill(partner_page_of(invoices=(line,)))
    answer = browser.send(portal.link(), number="№ 0031")
    assert "Этот номер уже принят: 31 от 2 апреля." in words_of(answer.text)
    assert 'href="#number"' in answer.text
    other = browser.send(portal.link(), doc_date="2026-04-01")
    assert "Документ с таким номером уже есть: 31 от 2 апреля." in words_of(other.text)


def test_the_same_number_with_another_file_replaces(portal: Portal, browser: Browser) -> None:
    browser.send(portal.link())
    answer = browser.send(portal.link(), ("b.pdf", pdf("corrected")))
    assert "уже ждёт решения: S-1001 . Этот заменит его." in words_of(answer.text)
    fields = hidden_of(answer.text) | FIELDS | {"kept": kept_of(answer.text), "accept": "yes"}
    done = browser.post(portal.link(), fields)
    page = words_of(browser.get(done.headers["Location"]).text)
    assert "Получили: S-1002" in page
    assert "Заменили S-1001" in page
    assert "заменён: S-1002" in page


def test_the_replace_link_fills_the_form_and_asks_no_more(portal: Portal, browser: Browser) -> None:
    browser.send(portal.link(), text="x")
    path = f"{portal.link()}?kind=invoice&replace=S-1001"
    page = browser.get(path).text
    assert "Заменить S-1001" in words_of(page)
    assert 'name="number" type="text" value="31"' in page
    assert 'value="2026-04-02"' in page
    answer = browser.send(path, ("b.pdf", pdf("corrected")))
    assert answer.status_code == 303
    assert [one.events[-1].kind for one in portal.sent()] == ["replaced", "received"]


def test_a_replacement_with_another_number_takes_the_first_back(
    portal: Portal, browser: Browser
) -> None:
    browser.send(portal.link(), number="13")
    path = f"{portal.link()}?kind=invoice&replace=S-1001"
    assert browser.send(path, ("b.pdf", pdf("b")), number="31").status_code == 303
    assert [one.events[-1].kind for one in portal.sent()] == ["withdrawn", "received"]


def test_what_was_decided_is_not_taken_back_by_a_replacement(
    portal: Portal, browser: Browser
) -> None:
    browser.send(portal.link(), number="13")
    portal.decide("S-1001", "rejected", "Не тот номер")
    path = f"{portal.link()}?kind=invoice&replace=S-1001"
    assert browser.send(path, ("b.pdf", pdf("b")), number="31").status_code == 303
    assert [one.events[-1].kind for one in portal.sent()] == ["rejected", "received"]
    assert "replaces" not in browser.get(f"{portal.link()}?replace=S-9").text


def test_the_same_file_is_received_once(portal: Portal, browser: Browser) -> None:
    browser.send(portal.link())
    portal.clock.sleep(3600)
    answer = browser.send(portal.link(), number="32")
    page = words_of(browser.get(answer.headers["Location"]).text)
    assert "Этот файл уже у нас: S-1001" in page
    assert "Получили 3 апреля, 10:42. Второй раз ничего не записали." in page
    assert len(portal.sent()) == 1


def send_form(browser: Browser, path: str, fields: dict[str, Any], content: bytes = b"") -> Any:
    files = [(BytesIO(content or pdf()), "a.pdf")]
    return browser.post(path, fields | {"file": files})


def test_a_form_that_is_sent_twice_is_one_submission(portal: Portal, browser: Browser) -> None:
    fields = browser.hidden(portal.link()) | FIELDS
    first = send_form(browser, portal.link(), fields)
    second = send_form(browser, portal.link(), fields)
    assert first.headers["Location"] == second.headers["Location"]
    other_device = portal.browser(address="198.51.100.9")
    assert send_form(other_device, portal.link(), fields).status_code == 303
    assert len(portal.sent()) == 1


def test_a_form_that_the_browser_kept_sends_something_else_only_when_asked(
    portal: Portal, browser: Browser
) -> None:
    fields = browser.hidden(portal.link()) | FIELDS
    send_form(browser, portal.link(), fields)
    changed = fields | {"number": "32"}
    answer = send_form(browser, portal.link(), changed, pdf("32"))
    assert answer.status_code == 422
    assert "Этой страницей вы уже отправили S-1001" in words_of(answer.text)
    anew = hidden_of(answer.text) | FIELDS | {"number": "32", "kept": kept_of(answer.text)}
    assert anew["once"] != fields["once"]
    assert browser.post(portal.link(), anew).status_code == 303
    assert [one.submission.number for one in portal.sent()] == ["31", "32"]


def test_five_files_at_once_and_no_more(portal: Portal, browser: Browser) -> None:
    files = [(f"{at}.pdf", pdf(str(at))) for at in range(6)]
    answer = browser.send(portal.link(), *files)
    assert "Файлов больше 5: оставьте не больше 5" in words_of(answer.text)
    assert browser.send(portal.link(), *files[:5]).status_code == 303
    assert len(portal.sent()[0].files) == 5


def test_a_file_chosen_twice_is_one(portal: Portal, browser: Browser) -> None:
    browser.send(portal.link(), ("a.pdf", pdf()), ("b.pdf", pdf()))
    assert [file.name_shown for file in portal.sent()[0].files] == ["a.pdf"]


def test_files_of_a_month_are_limited_in_words(portal: Portal, browser: Browser) -> None:
    object.__setattr__(portal.web, "limits", Limits(files_per_month=1, free_bytes=0))
    fields = browser.hidden(portal.link()) | FIELDS
    send_form(browser, portal.link(), fields)
    answer = browser.send(portal.link(), ("b.pdf", pdf("b")), number="32")
    assert "больше 1 мы не принимаем" in words_of(answer.text)
    # The form that was in time is answered as it was.
    assert send_form(browser, portal.link(), fields).status_code == 303


@pytest.mark.parametrize(
    ("code", "field", "words"),
    [
        ("duplicate_number", "number", "Этот номер уже принят: S-1."),
        ("too_many_files", "file", "больше 30 мы не принимаем"),
        ("too_many_at_once", "file", "оставьте не больше 5"),
    ],
)
def test_what_the_store_refuses_at_the_last_moment_is_said(
    portal: Portal, code: str, field: str, words: str
) -> None:
    """Two forms at once: what was free when the page looked was taken when the store did."""
    error = SendingRefusedError("no", code=code, no="S-1")
    refused = not_received(portal.web, Typed("invoice", "x"), (), error)
    (problem,) = refused.problems
    assert problem.field == field
    assert words in problem.words.said("ru").replace("\u00a0", " ")


def test_a_full_disk_is_said_and_nothing_is_kept(portal: Portal, browser: Browser) -> None:
    object.__setattr__(portal.web, "limits", Limits(free_bytes=10**18))
    answer = browser.send(portal.link())
    assert answer.status_code == 507
    assert "На нашем сервере кончилось место, ничего не отправлено." in words_of(answer.text)
    assert browser.get(portal.link()).status_code == 200
    assert browser.get("/healthz").status_code == 503
    assert portal.sent() == ()


def deed(browser: Browser, portal: Portal, deed: str, no: str = "S-1001", **fields: str) -> Any:
    hidden = hidden_of(browser.get(portal.link()).text, deed)
    return browser.post(f"{portal.link()}/{no}/{deed}", hidden | fields)


def test_what_nobody_decided_on_is_withdrawn(portal: Portal, browser: Browser) -> None:
    browser.send(portal.link())
    hidden = hidden_of(browser.get(portal.link()).text, "withdraw")
    first = browser.post(f"{portal.link()}/S-1001/withdraw", hidden)
    page = words_of(browser.get(first.headers["Location"]).text)
    assert "Отозвали: S-1001" in page
    assert "отозван вами" in page
    again = browser.post(f"{portal.link()}/S-1001/withdraw", hidden)
    assert again.status_code == 303
    assert [event.kind for event in portal.sent()[0].events] == ["received", "withdrawn"]


def test_what_was_decided_is_not_withdrawn(portal: Portal, browser: Browser) -> None:
    browser.send(portal.link())
    hidden = hidden_of(browser.get(portal.link()).text, "withdraw")
    portal.decide("S-1001", "accepted")
    answer = browser.post(f"{portal.link()}/S-1001/withdraw", hidden)
    assert answer.status_code == 409
    assert "состояние заявки S-1001 уже изменилось" in words_of(answer.text)


def test_our_question_is_answered(portal: Portal, browser: Browser) -> None:
    browser.send(portal.link())
    portal.decide("S-1001", "asked", "По какому договору?")
    blank = deed(browser, portal, "answer", text=" \u200b ")
    assert blank.status_code == 422
    assert "Впишите ответ" in words_of(blank.text)
    assert 'href="#answer-S-1001"' in blank.text
    long = deed(browser, portal, "answer", text="я" * 2001)
    assert "Ответ длиннее 2000 знаков" in words_of(long.text)
    assert "я" * 2001 in long.text
    done = deed(browser, portal, "answer", text="По 14/24")
    page = words_of(browser.get(done.headers["Location"]).text)
    assert "Ответ по S-1001 получили" in page
    event = portal.sent()[0].events[-1]
    assert (event.kind, event.text, event.by) == ("answered", "По 14/24", "partner")


def test_nobody_asked_so_nobody_answers(portal: Portal, browser: Browser) -> None:
    browser.send(portal.link())
    hidden = hidden_of(browser.get(portal.link()).text, "withdraw")
    answer = browser.post(f"{portal.link()}/S-1001/answer", hidden | {"text": "x"})
    assert answer.status_code == 409


def test_the_address_alone_proves_nothing(portal: Portal, browser: Browser) -> None:
    for query in ("sent=S-1001", "withdrawn=S-1001", "again=S-7"):
        assert "S-1001" not in browser.get(f"{portal.link()}?{query}").text
    browser.send(portal.link())
    assert "Отозвали" not in browser.get(f"{portal.link()}?withdrawn=S-1001").text


def test_links_go_on_for_as_long_as_they_are_good(portal: Portal) -> None:
    portal.clock.at += timedelta(days=33)
    browser = portal.browser()
    assert browser.send(portal.link(), doc_date="2026-04-02").status_code == 303


def test_the_choice_of_language_stays(portal: Portal, browser: Browser) -> None:
    answer = browser.send(portal.link() + "?lang=en", number="")
    assert "Write the invoice number" in answer.text
    fields = hidden_of(answer.text) | FIELDS | {"kept": kept_of(answer.text)}
    action = re.search(r'id="upload" method="post" action="([^"]+)"', answer.text)
    assert action
    done = browser.post(action[1].replace("&amp;", "&"), fields)
    assert "Received: S-1001" in words_of(browser.get(done.headers["Location"]).text)
