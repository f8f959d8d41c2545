"""The pages of rating, jobs and documents: what they say, what they take, what they refuse."""

import re
from datetime import date
from html import unescape

import pytest

from sheetsync.config import PortalConfig
from sheetsync.portal.web.file_links import linked_file
from sheetsync.rules.portal.page_jobs import PageJob
from sheetsync.rules.portal.page_packs import PagePack, PagePaper
from sheetsync.rules.portal.page_rating import PageRating
from sheetsync.rules.portal.rating_words import score_text
from sheetsync.rules.rating.steps import Step, WayUp
from sheetsync.rules.rating.why import WhyFacts
from tests.portal.web.conftest import Browser, Portal, words_of
from tests.portal.web.worked import DRIVE, RATING, worked_page

XSS = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture
def account(portal: Portal) -> Portal:
    portal.fill(worked_page())
    return portal


@pytest.fixture
def owner(account: Portal) -> Browser:
    return account.seated("full")


def ask(browser: Browser, job: str = "J-1", text: str = "Почему опоздание?", **more: str) -> int:
    fields = {"csrf_token": browser.form_token(), "job": job, "text": text, "once": "0a1b"} | more
    return browser.post("/jobs", fields).status_code


def test_the_rating_says_what_explain_says(owner: Browser) -> None:
    page = owner.get("/rating")
    told = words_of(page.text)
    assert " ".join(score_text(RATING, "ru").split()) in told
    for said in ("71,3 балла", "Уровень B", "−4,5 за месяц", "Место 3 из 12", "окончательный",
                 "До понижения: 14,3 балла.", "не хватает 8,8 балла", "97 %"):  # fmt: skip
        assert said in told, said
    assert "4,8 нет" in told  # a KPI without records has its target and takes nothing
    assert "18 работ; с поправкой на малое число записей 2 %" in told


def test_home_tells_the_rating_in_a_line(owner: Browser) -> None:
    told = words_of(owner.get("/home").text)
    assert "Март 2026: 71,3 балла · Уровень B · −4,5 за месяц" in told


def test_the_rating_draws_its_months_and_has_them_as_a_table(owner: Browser) -> None:
    page = owner.get("/rating").text
    assert page.count("<circle") == 3
    assert "style=" not in page
    table = words_of(page[page.index('class="figures"') :].partition("</table>")[0])
    assert "январь 2026 без оценки —" in table.lower()


def test_jobs_behind_a_loss_are_named_within_the_window(account: Portal) -> None:
    april = PageJob(job_id="J-9", month="2026-04", status="done", due_on=date(2026, 4, 1),
                    done_on=date(2026, 4, 2), faults=("late",))  # fmt: skip
    account.fill(worked_page(jobs=(*worked_page().jobs, april)))
    page = account.seated("full").get("/rating").text
    behind = words_of(page[page.index('id="behind"') :])
    assert "J-1 Школа № 5" in behind
    assert "J-2" in behind
    assert "J-9" not in behind


def test_who_is_not_rated_reads_what_is_missing(account: Portal) -> None:
    few = PageRating(
        period="2026-03",
        why=WhyFacts("few_jobs", jobs=2, min_jobs=3, unit="job"),
        way=WayUp("", (Step("jobs", count=1),)),
        unit="job",
    )
    account.fill(worked_page(rating=few))
    told = words_of(account.seated("full").get("/rating").text)
    assert "Не оценён, мало работ: 2 работы из 3." in told
    assert "Чего не хватает до оценки ещё 1 работа" in told
    account.fill(worked_page(rating=PageRating(period="2026-03")))
    assert "Рейтинга пока нет" in words_of(account.seated("full").get("/rating").text)


def test_without_a_rating_there_is_neither_page_nor_link(account: Portal) -> None:
    account.fill(worked_page(rating=None))
    browser = account.seated("full")
    assert browser.get("/rating").status_code == 404
    assert 'href="/rating"' not in browser.get("/documents").text


def test_jobs_of_a_month_have_promise_and_fact(owner: Browser) -> None:
    told = words_of(owner.get("/jobs?month=2026-03").text)
    assert "Всего: 2, выполнено: 1, из них с опозданием: 1" in told
    assert "опоздание 3 дня" in told
    assert "К выплате 15 500,00 ₽" in told
    assert "не сделано к сроку" in told
    assert "J-0" not in told


@pytest.mark.parametrize("month", ["2019-01", "2026-13", "../x", "%00", "2026-03'--", ""])
def test_a_foreign_month_shows_the_newest_that_has_begun(owner: Browser, month: str) -> None:
    page = owner.get("/jobs", query_string={"month": month})
    assert page.status_code == 200
    # April has begun on the 3rd.
    assert "Работы за апрель 2026" in words_of(page.text)


def test_a_question_is_kept_with_the_job_and_answered(account: Portal, owner: Browser) -> None:
    assert ask(owner) == 303
    (kept,) = account.sent()
    sent = kept.submission
    assert (sent.kind, sent.number, sent.month, sent.entity_id, sent.text) == (
        "question", "J-1", "2026-03", "E-1", "Почему опоздание?",
    )  # fmt: skip
    page = words_of(owner.get(f"/jobs?month=2026-03&asked={sent.no}").text)
    assert f"Вопрос получен: {sent.no}" in page
    assert "ждёт нашего ответа Вы спросили: Почему опоздание?" in page
    account.decide(sent.no, "accepted", "Клиент перенёс день, опоздания нет")
    page = words_of(owner.get("/jobs?month=2026-03").text)
    assert "ответили" in page
    assert "Наш ответ: Клиент перенёс день, опоздания нет" in page
    listed = words_of(owner.get("/sent").text)
    assert "Вопрос о работе J-1" in listed
    assert "ответили" in listed
    told = words_of(owner.get(f"/sent/{sent.no}").text)
    assert "Мы ответили" in told
    assert "Приняли" not in told


def test_the_same_form_makes_one_question(account: Portal, owner: Browser) -> None:
    assert [ask(owner), ask(owner)] == [303, 303]
    assert len(account.sent()) == 1
    # The browser's page of before, with another text: nothing is lost, and nothing changed.
    assert ask(owner, text="Другое") == 422
    assert len(account.sent()) == 1


def test_a_question_without_words_or_with_too_many_comes_back(
    account: Portal, owner: Browser
) -> None:
    for text in ("", "  \u202e\u200b ", "я" * 2_001):
        assert ask(owner, text=text) == 422
    fields = {"csrf_token": owner.form_token(), "job": "J-1", "text": "я" * 2_001}
    page = owner.post("/jobs", fields).text
    assert "Вопрос длиннее 2000 знаков" in words_of(page)
    assert "я" * 2_001 in page
    assert account.sent() == ()


def test_a_question_about_a_foreign_job_is_refused(account: Portal) -> None:
    account.fill(
        worked_page("P-002", jobs=(PageJob(job_id="J-77", month="2026-03", status="done"),))
    )
    owner = account.seated("full")
    assert ask(owner, job="J-77") == 404
    assert owner.get("/jobs?job=J-77").status_code == 404
    assert account.sent() == ()


def test_a_megabyte_is_refused_and_hidden_signs_go(account: Portal, owner: Browser) -> None:
    fields = {"csrf_token": owner.form_token(), "job": "J-1", "text": "я" * 500_000}
    refused = owner.post("/jobs", fields)
    assert refused.status_code == 422
    assert len(refused.text.encode()) < 60_000
    assert ask(owner, text="=1+1 \u202eгот\u202c\x00ово") == 303
    assert account.sent()[0].submission.text == "=1+1 готово"


def test_what_people_wrote_into_the_sheet_is_text_on_every_page(account: Portal) -> None:
    job = PageJob(job_id=XSS, month="2026-03", status=XSS, client=XSS, due_on=date(2026, 3, 2),
                  faults=("late",))  # fmt: skip
    paper = PagePaper(kind=XSS, status=XSS, number=XSS, comment=XSS, url="javascript:alert(1)")
    pack = PagePack(entity_id=XSS, month="2026-03", state=XSS, papers=(paper,))
    account.fill(worked_page(jobs=(job,), packs=(pack,), name=XSS, contact=XSS))
    owner = account.seated("full")
    assert ask(owner, job=XSS, text=XSS) == 303
    for path in ("/rating", "/jobs", "/documents"):
        page = owner.get(path).text
        assert "<script>alert" not in page, path
        assert "<img" not in page, path
        assert "javascript:" not in page, path
    asked = owner.get("/jobs", query_string={"job": XSS}).text
    assert "<img" not in asked


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "http://drive.google.com/x",
        "https://drive.google.com.evil.example/x", "https://evil.example/?drive.google.com",
        "https://drive.google.com@evil.example/x", "https://u:p@drive.google.com/x",
        "https://drive.google.com:8443/x", "https://evil.example\\@drive.google.com/",
        "//drive.google.com/x", "/f/S-1", "https://drive.google.com/a b", "https://[drive",
        "https://portal.company.example/f/../out", "https://portal.company.example/out",
        "java\tscript:alert(1)", "https://drive.google.com/\u202egpj.exe", "файл на диске", "",
    ],
)  # fmt: skip
def test_nothing_but_named_hosts_is_linked(written: str) -> None:
    config = PortalConfig(url="https://portal.company.example")
    assert linked_file(written, config) == ""


def test_documents_show_what_came_what_lacks_and_what_to_sign(owner: Browser) -> None:
    page = owner.get("/documents").text
    told = words_of(page)
    for said in ("Ждут вашей подписи", "Доп. соглашение № 2", "ждёт подписи с 28.03.2026",
                 "ждём до 10 апреля", "Не хватает счёта",
                 "Не хватает: акт и счёт-фактура или УПД (статус 1)", "возвращён", "нет печати",
                 "есть скан", "Договор № 14/24", "действует"):  # fmt: skip
        assert said in told, said
    links = [unescape(one) for one in re.findall(r'<a class="go" href="([^"]+)"', page)]
    assert links == ["https://docs.google.com/document/d/2", DRIVE, DRIVE, "/f/S-1001", DRIVE]


def test_empty_pages_say_so(portal: Portal) -> None:
    owner = portal.seated("full")
    assert "Документов пока нет" in words_of(owner.get("/documents").text)
    assert "Работ за последние полгода нет" in words_of(owner.get("/jobs").text)


def test_a_long_month_comes_in_pieces_and_stays_light(account: Portal) -> None:
    jobs = tuple(
        PageJob(job_id=f"J-{no}", month="2026-03", status="done", client="Клиент " * 5,
                due_on=date(2026, 3, 2), done_on=date(2026, 3, 2), payout_minor=1, currency="RUB")
        for no in range(600)
    )  # fmt: skip
    account.fill(worked_page(jobs=jobs))
    page = account.seated("full").get("/jobs?month=2026-03").text
    assert len(page.encode()) <= 60_000
    assert "1–50 из 600" in words_of(page)


def test_ours_see_the_pages_as_the_partner_and_ask_nothing(account: Portal) -> None:
    desk = account.seated("desk")
    page = desk.get("/desk/as/P-001/jobs?month=2026-03").text
    assert "Задать вопрос" not in page
    assert 'href="/desk/as/P-001/rating"' in page
    assert ask(desk) == 302
