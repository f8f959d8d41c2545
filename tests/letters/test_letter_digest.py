import re
from dataclasses import replace

from sheetsync.letters.digest import MAX_ITEMS, write_digest
from sheetsync.letters.house_links import HouseLinks
from sheetsync.letters.house_samples import SAMPLE_LINKS, digest_samples, notice_samples
from sheetsync.letters.letter import LetterKey
from sheetsync.letters.notice import write_notice
from sheetsync.letters.rendering import Templates

DIGEST = digest_samples("ru")["stale"]


def test_a_digest_is_one_letter_a_recipient_and_day(templates: Templates) -> None:
    letter = write_digest(DIGEST, templates)
    assert letter.key == LetterKey("digest", "anna@company.example", "2026-04-15")
    assert letter.to == ("anna@company.example",)


def test_the_subject_counts_and_sums(templates: Templates) -> None:
    one = digest_samples("ru")["invoices"]
    subject = write_digest(one, templates).subject.replace("\u00a0", " ")
    assert subject == "Мы должны 825 000,00 ₽: 3 счёта — 15 апреля"


def test_stale_payments_are_said_first(templates: Templates) -> None:
    text = write_digest(DIGEST, templates).text
    assert text.index("Оплаты не вносились с 31 марта 2026") < text.index("Мы должны")


def test_invoices_stand_by_level_the_worst_first(templates: Templates) -> None:
    shuffled = replace(DIGEST, invoices=DIGEST.invoices[::-1])
    text = write_digest(shuffled, templates).text
    places = [text.index(f"№\u00a0{number}") for number in (31, 32, 33, 34)]
    assert places == sorted(places)


def test_a_long_digest_is_cut_and_says_so(templates: Templates) -> None:
    many = replace(
        DIGEST,
        invoices=DIGEST.invoices[:1] * (MAX_ITEMS + 7),
        attention=DIGEST.attention[:1] * (MAX_ITEMS + 8),
    )
    letter = write_digest(many, templates)
    for side in (letter.text, letter.html):
        assert "и ещё 7; все строки" in side
        assert "и ещё 8; все строки" in side
    assert len(letter.html.encode()) < 100_000


def test_a_link_leads_only_to_the_web(templates: Templates) -> None:
    odd = replace(DIGEST.invoices[0], file_url="javascript:alert(1)")
    html = write_digest(replace(DIGEST, invoices=(odd,)), templates).html
    assert 'href="#"' in html
    assert "javascript" not in html


def test_a_notice_is_one_letter_a_day(templates: Templates) -> None:
    letter = write_notice(notice_samples("en")["after"], templates)
    assert letter.key == LetterKey("notice", "boss@company.example", "2026-04-02")
    assert letter.subject == "March reports: 1\u00a0on hold, 1\u00a0not sent, 1\u00a0unclear"


def test_what_no_list_shows_is_said_with_its_cure(templates: Templates) -> None:
    letter = write_digest(replace(DIGEST, left_out=("Не прочитано: 5 счетов",)), templates)
    for side in (letter.text, letter.html):
        assert "Не прочитано: 5 счетов: строки с ошибками" in side
    english = replace(digest_samples("en")["stale"], left_out=("Left out: 5 invoices",))
    assert "Left out: 5 invoices: rows with errors" in write_digest(english, templates).text
    assert "строки с ошибками" not in write_digest(DIGEST, templates).html


def test_a_held_tab_is_said_whole_in_text_html_and_before_the_letter_is_opened(
    templates: Templates,
) -> None:
    sample = digest_samples("ru")["held"]
    letter = write_digest(sample, templates)
    assert letter.subject == "Вкладки, история которых ждёт: 2 — 15\u00a0апреля"
    for side in (letter.text, letter.html):
        assert all(sentence in side for sentence in sample.held)
    assert letter.html.index(sample.held[0]) < letter.html.index("<h1")  # the preheader
    english = write_digest(digest_samples("en")["held"], templates)
    assert english.subject == "Tabs whose history waits: 2 — 15\u00a0April"
    beside = replace(DIGEST, held=sample.held)
    assert write_digest(beside, templates).subject == write_digest(DIGEST, templates).subject
    assert sample.held[1] in write_digest(beside, templates).text


def hrefs(html: str) -> list[str]:
    return [
        href.replace("&amp;", "&") for href in re.findall(r'<a class="leads" href="([^"]*)"', html)
    ]


def test_each_invoice_and_partner_leads_to_its_row(templates: Templates) -> None:
    book, first = SAMPLE_LINKS.workbook, DIGEST.invoices[0]
    digest = replace(DIGEST, invoices=(first, replace(first, sheet_row=0)))
    letter = write_digest(digest, templates, SAMPLE_LINKS)
    # The second invoice has no known row, the second partner none in the tab Partners.
    assert hrefs(letter.html) == [f"{book}#gid=7&range=A12:P12", f"{book}#gid=1&range=A2:N2"]
    assert letter.text.rstrip().endswith(f"\n{book}")


def test_a_notice_leads_to_the_cell_that_holds_a_letter_and_to_the_partner(
    templates: Templates,
) -> None:
    html = write_notice(notice_samples("ru")["after"], templates, SAMPLE_LINKS).html
    book = SAMPLE_LINKS.workbook
    assert hrefs(html) == [f"{book}#gid=1&range=A2:N2", f"{book}#gid=5&range=C5"]


def test_without_an_address_letters_lead_nowhere(templates: Templates) -> None:
    for letter in (
        write_digest(DIGEST, templates),
        write_notice(notice_samples("ru")["after"], templates),
        write_notice(notice_samples("ru")["after"], templates, HouseLinks("", SAMPLE_LINKS.tabs)),
    ):
        assert hrefs(letter.html) == []
        assert "docs.google.com" not in letter.text
