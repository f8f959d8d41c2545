import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from sheetsync.language import Lang
from sheetsync.letters.letter import LetterKey
from sheetsync.letters.monthly import MAX_ASKS, MAX_ROWS, Sender, write_monthly
from sheetsync.letters.rating_samples import FEW_DATA, FEW_JOBS
from sheetsync.letters.rendering import Templates
from sheetsync.letters.samples import monthly_samples, rub
from sheetsync.letters.upload_links import UploadLinks
from sheetsync.rules.monthly.report import MonthlyReport
from sheetsync.rules.monthly.report_parts import Amount, Work
from sheetsync.tables.signed_links import UploadClaim, verified

BUSY = monthly_samples("ru")["busy"]
NBSP = "\u00a0"


def subject(report: MonthlyReport, templates: Templates, links: UploadLinks) -> str:
    letter = write_monthly(report, templates, links, Sender())
    return letter.subject.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("lang", "name", "expected"),
    [
        ("ru", "busy", "Отчёт за март 2026 — Вектор: выставьте счёт на 285 000,00 ₽ до 7 апреля"),
        ("ru", "not_rated", "Отчёт за март 2026 — Вектор: пришлите 1 документ"),
        ("ru", "fine", "Отчёт за март 2026 — Вектор: от вас ничего не нужно"),
        ("ru", "silent", "Отчёт за март 2026 — Вектор: работ не было"),
        ("ru", "late", "Отчёт за март 2026 — Вектор: мы задержали оплату"),
        ("ru", "foreign", "Отчёт за март 2026 — Вектор: выставьте 2 счёта до 7 апреля"),
        (
            "ru",
            "corrected",
            "Отчёт за март 2026 (уточнённый) — Вектор: выставьте счёт на 285 000,00 ₽ до 7 апреля",
        ),
        ("en", "busy", "March 2026 report — Vector: please invoice 285,000.00 RUB by 7 April"),
        ("en", "not_rated", "March 2026 report — Vector: please send 1 document"),
        ("en", "fine", "March 2026 report — Vector: nothing needed from you"),
        ("en", "silent", "March 2026 report — Vector: no jobs this month"),
        ("en", "late", "March 2026 report — Vector: our payment is late"),
        ("en", "foreign", "March 2026 report — Vector: please send 2 invoices by 7 April"),
    ],
)
def test_the_subject_says_what_to_do(
    lang: Lang, name: str, expected: str, templates: Templates, links: UploadLinks
) -> None:
    assert subject(monthly_samples(lang)[name], templates, links) == expected


def ending(report: MonthlyReport, templates: Templates, links: UploadLinks) -> str:
    return subject(report, templates, links).partition(": ")[2]


@pytest.mark.parametrize(
    ("tier", "before", "ru", "en"),
    [
        ("A", "A", "от вас ничего не нужно", "nothing needed from you"),
        ("A", "C", "от вас ничего не нужно", "nothing needed from you"),
        ("B", "", "от вас ничего не нужно", "nothing needed from you"),
        ("B", "A", "уровень упал с A до B", "tier fell from A to B"),
        ("C", "B", "уровень упал с B до C", "tier fell from B to C"),
        ("D", "C", "уровень упал с C до D", "tier fell from C to D"),
        ("C", "C", "уровень C: что исправить", "tier C: what to improve"),
        ("C", "D", "уровень C: что исправить", "tier C: what to improve"),
        ("D", "", "уровень D: что исправить", "tier D: what to improve"),
    ],
)
def test_all_is_in_order_only_for_a_good_tier_that_did_not_fall(
    tier: str, before: str, ru: str, en: str, templates: Templates, links: UploadLinks
) -> None:
    expectations: dict[Lang, str] = {"ru": ru, "en": en}
    for lang, expected in expectations.items():
        fine = monthly_samples(lang)["fine"]
        assert fine.rating is not None
        rating = replace(fine.rating, tier=tier, previous_tier=before)
        assert ending(replace(fine, rating=rating), templates, links) == expected


def test_who_is_not_rated_may_be_in_order(templates: Templates, links: UploadLinks) -> None:
    fine = monthly_samples("ru")["fine"]
    for rating in (None, FEW_JOBS, FEW_DATA):
        assert ending(replace(fine, rating=rating), templates, links) == "от вас ничего не нужно"


@pytest.mark.parametrize(
    ("state", "ru"),
    [("unsigned", "ждём подписанный договор"), ("expired", "пора продлить договор"),
     ("expiring", "пора продлить договор")],
)  # fmt: skip
def test_a_paper_that_is_asked_for_is_not_in_order(
    state: str, ru: str, templates: Templates, links: UploadLinks
) -> None:
    fine, full = monthly_samples("ru")["fine"], monthly_samples("ru")["full"]
    note = next(one for one in full.agreements if one.state == state)
    assert ending(replace(fine, agreements=(note,)), templates, links) == ru


@pytest.mark.parametrize("status", ["open", "due_today"])
def test_a_payment_that_is_asked_for_is_not_in_order(
    status: str, templates: Templates, links: UploadLinks
) -> None:
    fine = monthly_samples("ru")["fine"]
    due = replace(fine.payments[0], status=status, due_on=date(2026, 4, 17))
    later = replace(due, due_on=date(2026, 5, 1))
    unknown = replace(due, due_on=None)
    report = replace(fine, receivables=(later, unknown, due))
    assert ending(report, templates, links) == "ждём вашу оплату до 17 апреля"


def test_the_subject_counts_all_documents(templates: Templates, links: UploadLinks) -> None:
    full = replace(monthly_samples("ru")["full"], invoices=(), correction=None)
    assert subject(full, templates, links).endswith("пришлите 6 документов")


def test_a_partner_who_owes_us_reads_so_in_the_subject(
    templates: Templates, links: UploadLinks
) -> None:
    late = monthly_samples("ru")["late"]
    owing = replace(late, payments=(), receivables=late.payments)
    assert subject(owing, templates, links).endswith(": ждём вашу оплату")


def test_an_invoice_of_unknown_sum_is_asked_for_without_one(
    templates: Templates, links: UploadLinks
) -> None:
    unknown = replace(BUSY, invoices=(replace(BUSY.invoices[0], amount=None),))
    letter = write_monthly(unknown, templates, links, Sender())
    assert letter.subject.replace(NBSP, " ").endswith(": выставьте счёт до 7 апреля")
    assert "1. Выставьте до 7 апреля счёт за март, ООО" in letter.text.replace(NBSP, " ")


@pytest.mark.parametrize("length", [1, 60, 61, 62, 300])
def test_a_subject_has_120_signs_at_most_and_keeps_what_to_do(
    length: int, templates: Templates, links: UploadLinks
) -> None:
    named = subject(replace(BUSY, name="Я" * length), templates, links)
    assert len(named) <= 120
    assert named.endswith("выставьте счёт на 285 000,00 ₽ до 7 апреля")


@pytest.mark.parametrize(
    "name",
    [
        '=IMPORTXML("http://x","//a")',
        "<script>alert(1)</script>",
        "Ромашка 🌼",
        "/etc/hostname",
        "{{ 7 * 7 }}",
        "+7 900",
        "O'Neil & Sons",
        "а" * 300,
    ],
)
def test_any_name_arrives_as_text(name: str, templates: Templates, links: UploadLinks) -> None:
    entity = replace(BUSY.invoices[0].entity, name=name)
    odd = replace(BUSY, name=name, invoices=(replace(BUSY.invoices[0], entity=entity),))
    letter = write_monthly(odd, templates, links, Sender(company="C"))
    assert name in letter.text
    assert "<script>" not in letter.html
    assert "\n" not in letter.subject
    assert letter.attachments == ()


def test_the_key_is_kind_partner_month_and_revision(
    templates: Templates, links: UploadLinks
) -> None:
    first = write_monthly(BUSY, templates, links, Sender())
    second = write_monthly(monthly_samples("ru")["corrected"], templates, links, Sender())
    assert first.key == LetterKey("monthly", "P-001", "2026-03", 1)
    assert second.key == LetterKey("monthly", "P-001", "2026-03", 2)


def test_a_letter_goes_to_the_partner_and_replies_go_to_the_curator(
    templates: Templates, links: UploadLinks
) -> None:
    sender = Sender(unsubscribe_mailto="stop@company.example", unsubscribe_url="https://x.example")
    letter = write_monthly(BUSY, templates, links, sender)
    assert (letter.to, letter.reply_to) == (("buh@vector.example",), "anna@company.example")
    assert letter.unsubscribe_mailto == "stop@company.example"
    assert letter.unsubscribe_url == "https://x.example"


def test_every_ask_has_its_own_signed_link(templates: Templates, links: UploadLinks) -> None:
    text = write_monthly(BUSY, templates, links, Sender()).text
    claims = [
        verified(found, links.keys, links.signed_at, max_age_days=35)
        for found in re.findall(r"&t=(\S+)", text)
    ]
    assert claims == [
        UploadClaim("P-001", "9900000017", "2026-03", "invoice"),
        UploadClaim("P-001", "9900000017", "2026-03", "closing"),
    ]


def test_both_sides_lead_to_the_same_places(
    templates: Templates, links: UploadLinks, sender: Callable[[Lang], Sender]
) -> None:
    letter = write_monthly(BUSY, templates, links, sender("ru"))
    in_html = {url.replace("&amp;", "&") for url in re.findall(r'href="([^"]+)"', letter.html)}
    assert in_html == set(re.findall(r"https://\S+", letter.text))


def test_nothing_is_loaded_from_elsewhere(
    templates: Templates, links: UploadLinks, sender: Callable[[Lang], Sender]
) -> None:
    html = write_monthly(monthly_samples("en")["full"], templates, links, sender("en")).html
    assert not re.search(r"<(img|script|link|iframe)\b|url\(|data:|@import", html)


def test_a_long_letter_is_cut_and_says_so(
    templates: Templates, links: UploadLinks, sender: Callable[[Lang], Sender]
) -> None:
    full = monthly_samples("ru")["full"]
    late = next(payment for payment in full.payments if payment.status == "overdue")
    many = tuple(replace(late, number=f"N{place}") for place in range(MAX_ROWS + 3))
    report = replace(
        full,
        payments=many,
        receivables=many,
        documents=full.documents * MAX_ASKS,
        work=replace(full.work, named=full.work.named[:1] * (MAX_ROWS + 3)),
    )
    letter = write_monthly(report, templates, links, sender("ru"))
    hidden = len(report.invoices) + len(report.documents) + len(report.rejected) - MAX_ASKS
    assert f"№{NBSP}N{MAX_ROWS - 1} " in letter.text
    assert f"№{NBSP}N{MAX_ROWS} " not in letter.text
    for side in (letter.text, letter.html):
        assert side.count("и ещё 3; полный список у куратора") == 3
        assert side.count(f"и ещё {hidden}; полный список у куратора") == 1
    assert len(letter.html.encode()) < 100_000


@pytest.mark.parametrize(
    ("growth", "words"),
    [
        (0.0364, "2 работы на 285 000,00 ₽, на 4 % больше, чем в феврале."),
        (-0.35, "2 работы на 285 000,00 ₽, на 35 % меньше, чем в феврале."),
        (0.004, "2 работы на 285 000,00 ₽, столько же, сколько в прошлом месяце."),
        (None, "2 работы на 285 000,00 ₽."),
    ],
)
def test_the_summary_compares_with_the_month_before(
    growth: float | None, words: str, templates: Templates, links: UploadLinks
) -> None:
    report = replace(BUSY, work=replace(BUSY.work, growth=growth))
    text = write_monthly(report, templates, links, Sender()).text.replace(NBSP, " ")
    assert text.startswith(f"Здравствуйте! За март: {words}\n")


@pytest.mark.parametrize(
    ("done", "words"),
    [(1, "1 работа на"), (5, "5 работ на"), (11, "11 работ на"), (21, "21 работа на")],
)
def test_russian_counts_are_declined(
    done: int, words: str, templates: Templates, links: UploadLinks
) -> None:
    report = replace(BUSY, work=replace(BUSY.work, done=done))
    text = write_monthly(report, templates, links, Sender()).text.replace(NBSP, " ")
    assert f"За март: {words} 285 000,00 ₽" in text


def test_a_document_of_another_year_names_its_year(
    templates: Templates, links: UploadLinks
) -> None:
    old = replace(BUSY.documents[0], month="2025-12", until=date(2026, 1, 12))
    report = replace(BUSY, invoices=(), documents=(old,))
    text = write_monthly(report, templates, links, Sender()).text.replace(NBSP, " ")
    assert (
        "1. Закрывающие документы за декабрь 2025 — срок был 12 января: "
        "акт и счёт-фактура или УПД (статус 1)." in text
    )


def test_without_jobs_there_is_no_section_of_jobs(templates: Templates, links: UploadLinks) -> None:
    report = replace(BUSY, work=Work(), rating=None)
    letter = write_monthly(report, templates, links, Sender())
    assert letter.text.startswith("Здравствуйте! За март выполненных работ нет.\n")
    assert "РАБОТЫ" not in letter.text
    assert "РЕЙТИНГ" not in letter.text


def test_amounts_of_several_currencies_stand_side_by_side(
    templates: Templates, links: UploadLinks
) -> None:
    work = replace(BUSY.work, turnover=(rub(50_000), Amount(50_000, "USD")), growth=None)
    text = write_monthly(replace(BUSY, work=work), templates, links, Sender()).text
    assert "на 50 000,00 ₽; 500,00 $." in text.replace(NBSP, " ")


def test_a_short_letter_is_short(
    templates: Templates, links: UploadLinks, sender: Callable[[Lang], Sender]
) -> None:
    text = write_monthly(monthly_samples("ru")["silent"], templates, links, sender("ru")).text
    assert "РЕЙТИНГ" not in text
    assert "ОБОРОТ" not in text
    assert len(text.splitlines()) < 14
