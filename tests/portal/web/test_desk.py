"""The desk: what our own people see and decide, each of them only what is theirs."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from werkzeug.test import TestResponse

from sheetsync.portal.store.audit import deeds
from sheetsync.portal.store.mail_state import MailState, keep_mail_state
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sessions import Opening, new_session
from sheetsync.portal.store.worker import all_submissions, set_values
from sheetsync.portal.stored_round import LAST_ROUND, StoredRound
from sheetsync.rules.portal.page_desk import DeskBoard, DeskPartner, DeskSubmission
from tests.portal.web.conftest import (
    ANNA,
    DESK,
    Browser,
    Portal,
    hidden_of,
    new_portal,
    partner_page_of,
    pdf,
    words_of,
)

IVAN = "ivan@company.example"
BOSS = "boss@company.example"
BOARD = DeskBoard(
    time_zone="Europe/Moscow",
    names={ANNA: "Анна Ким", IVAN: "Иван Ли"},
    see_all=(BOSS,),
    ready={"invoice": "Счета к переносу", "document": "Документы к переносу"},
    partners=(
        DeskPartner(
            partner_id="P-001",
            name="ООО «Вектор»",
            curator="Анна Ким",
            curator_address=ANNA,
            invoices_asked=1,
        ),
        DeskPartner(
            partner_id="P-002", name="ООО «Чужой»", curator="Иван Ли", curator_address=IVAN
        ),
    ),
)


def with_board(portal: Portal, *found: DeskSubmission, after_seq: int = 0) -> None:
    """Have a round put the board on the shelf."""
    board = msgspec.structs.replace(BOARD, submissions=found, after_seq=after_seq)
    portal.desk = msgspec.structs.replace(DESK, addresses=(ANNA, IVAN, BOSS), board=board)
    portal.fill(
        partner_page_of("P-002", name="ООО «Чужой»", report_to=())
    )  # fmt: skip


def at_desk(portal: Portal, person: str = ANNA, **browser: Any) -> Browser:
    """Somebody of ours who has signed in."""
    made = portal.browser(**browser)
    seat, now = Seat("", person, "desk", "full"), portal.clock.now()
    with portal.store.writing() as connection:
        how = Opening(timedelta(hours=12), confirmed_at=now)
        made.hold(new_session(connection, portal.store.layout, seat, now, how))
    return made


def decide(browser: Browser, no: str, name: str, text: str = "", **fields: Any) -> TestResponse:
    """Open the page, fill the form of a decision, send it."""
    page = browser.get(f"/desk/{no}").text
    values = hidden_of(page, f"/desk/{no}/{name}") | {"text": text} | fields
    return browser.post(f"/desk/{no}/{name}", values)


@pytest.fixture
def desk(portal: Portal) -> Portal:
    """P-001 has sent an invoice and a paper, P-002 an invoice; nobody has looked."""
    with_board(portal)
    sender = portal.browser()
    sender.send(portal.link())
    portal.clock.sleep(60)
    act = {"doc_kind": "act", "number": "7", "amount": ""}
    sender.send(portal.link("closing"), ("act.pdf", pdf("act")), **act)
    portal.clock.sleep(60)
    link = portal.link(partner_id="P-002", entity_id="E-1")
    sender.send(link, ("other.pdf", pdf("other")), number="99")
    return portal


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Portal]:
    """The same, where curators see their own partners alone."""
    for portal in new_portal(tmp_path, desk_sees="own"):
        with_board(portal)
        portal.browser().send(portal.link())
        link = portal.link(partner_id="P-002", entity_id="E-1")
        portal.browser().send(link, ("other.pdf", pdf("other")), number="99")
        yield portal


def numbers(page: str) -> list[str]:
    """The submissions of a list, as they stand."""
    return [part.partition('"')[0] for part in page.split('href="/desk/S')[1:]]


def test_the_inbox_has_the_oldest_first(desk: Portal) -> None:
    page = at_desk(desk).get("/desk").text
    assert numbers(page) == ["-1001", "-1002", "-1003"]
    assert "Счёт № 31 от 2 апреля, 285 000,00 ₽" in words_of(page)
    assert "ждёт 0 дней" in words_of(page)
    desk.clock.sleep(3 * 86_400)
    with_board(desk)
    assert "ждёт 3 дня" in words_of(at_desk(desk).get("/desk").text)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("kind=document", ["-1002"]),
        ("partner=P-002", ["-1003"]),
        ("own=yes", ["-1001", "-1002"]),
        ("state=rejected", []),
        ("state=all&kind=invoice", ["-1001", "-1003"]),
        ("state=%27&kind=x&page=0", ["-1001", "-1002", "-1003"]),
        ("page=9", []),
    ],
)
def test_filters_leave_what_fits(desk: Portal, asked: str, expected: list[str]) -> None:
    assert numbers(at_desk(desk).get(f"/desk?{asked}").text) == expected


def test_what_the_last_round_found_stands_on_the_page(desk: Portal) -> None:
    found = DeskSubmission(
        no="S-1001",
        state="waiting",
        after_seq=9,
        entity="ООО «Вектор Юг»",
        expected_minor=28_300_000,
        check={"ru": "на 2 000,00 больше, чем сделано", "en": "2,000.00 more than done"},
    )
    with_board(desk, found, after_seq=9)
    page = words_of(at_desk(desk).get("/desk/S-1001").text)
    for words in (
        "Контрагент ООО «Вектор Юг»",
        "Ожидали 283 000,00 ₽",
        "Сверка на 2 000,00 больше, чем сделано",
        "готова во вкладке «Счета к переносу»",
        "Скачать Счёт 31.pdf (1 КБ)",
        "Ещё от партнёра за март 2026 ",
        "S-1002",
    ):
        assert words in page, page
    assert "2,000.00 more than done" in words_of(at_desk(desk).get("/desk/S-1001?lang=en").text)


def test_a_decision_is_an_event_at_once_by_name(desk: Portal) -> None:
    anna = at_desk(desk)
    done = decide(anna, "S-1001", "reject", "Нет печати")
    assert (done.status_code, done.headers["Location"]) == (303, "/desk/S-1001?done=rejected")
    event = all_submissions(desk.store)[0].events[-1]
    assert (event.kind, event.by, event.text) == ("rejected", "Анна Ким", "Нет печати")
    page = words_of(anna.get("/desk/S-1001?done=rejected").text)
    assert "Партнёру уйдёт письмо с причиной" in page
    assert "возвращён" in words_of(desk.browser().get(desk.link()).text)
    decide(anna, "S-1001", "reopen")
    assert all_submissions(desk.store)[0].events[-1].kind == "reopened"
    told = [(one.action, one.person, one.what) for _, one in deeds(desk.store)][-2:]
    assert told == [
        ("decided", "a…@company.example", "S-1001 rejected"),
        ("decided", "a…@company.example", "S-1001 reopened"),
    ]


def test_a_form_sent_twice_decides_once(desk: Portal) -> None:
    anna = at_desk(desk)
    form = hidden_of(anna.get("/desk/S-1001").text, "/S-1001/ask") | {"text": "Договор?"}
    for _ in range(2):
        assert anna.post("/desk/S-1001/ask", form).status_code == 303
    assert [one.kind for one in all_submissions(desk.store)[0].events] == ["received", "asked"]


def test_of_two_people_at_once_the_second_is_told_what_stands(desk: Portal) -> None:
    anna, ivan = at_desk(desk), at_desk(desk, IVAN)
    form = hidden_of(ivan.get("/desk/S-1001").text, "/S-1001/ask") | {"text": "Какой договор?"}
    decide(anna, "S-1001", "reject", "Нет печати")
    late = ivan.post("/desk/S-1001/ask", form)
    assert late.status_code == 409
    page = words_of(late.text)
    assert "пока вы смотрели, заявка изменилась. Теперь: отклонено" in page
    assert "Анна Ким Нет печати" in page
    assert [one.kind for one in all_submissions(desk.store)[0].events] == ["received", "rejected"]


def test_what_the_partner_takes_back_meanwhile_is_not_decided(desk: Portal) -> None:
    anna, sender = at_desk(desk), desk.browser()
    form = hidden_of(anna.get("/desk/S-1001").text, "/S-1001/reject") | {"text": "Нет печати"}
    back = hidden_of(sender.get(desk.link()).text, "withdraw")
    assert sender.post(f"{desk.link()}/S-1001/withdraw", back).status_code == 303
    assert anna.post("/desk/S-1001/reject", form).status_code == 409
    assert "S-1001/reject" not in anna.get("/desk/S-1001").text


@pytest.mark.parametrize("text", ["", "   ", "\u202e\u200b", "x" * 2_001])
def test_a_decision_without_fit_words_is_mended(desk: Portal, text: str) -> None:
    answer = decide(at_desk(desk), "S-1001", "reject", text)
    assert answer.status_code == 422
    assert 'href="#rejected-text"' in answer.text
    assert len(all_submissions(desk.store)[0].events) == 1


@pytest.mark.parametrize("kind", ["invoice", "document"])
def test_nobody_accepts_by_a_form_what_a_row_accepts(desk: Portal, kind: str) -> None:
    no = "S-1001" if kind == "invoice" else "S-1002"
    anna = at_desk(desk)
    assert f"/desk/{no}/accept" not in anna.get(f"/desk/{no}").text
    form = {"csrf_token": anna.form_token(), "once": "a1", "seen": "99"}
    assert anna.post(f"/desk/{no}/accept", form).status_code in {404, 409}
    assert {one.kind for one in all_submissions(desk.store)[0].events} == {"received"}


def test_own_curators_see_own_partners_however_numbers_are_counted(own: Portal) -> None:
    anna, ivan, boss = (at_desk(own, who) for who in (ANNA, IVAN, BOSS))
    assert numbers(anna.get("/desk?state=all").text) == ["-1001"]
    assert numbers(ivan.get("/desk?state=all").text) == ["-1002"]
    assert numbers(boss.get("/desk?state=all").text) == ["-1001", "-1002"]
    for number in range(1_000, 1_004):
        expected = 200 if number == 1_001 else 404
        assert anna.get(f"/desk/S-{number}").status_code == expected
        assert anna.get(f"/f/S-{number}").status_code == expected
    form = {"csrf_token": anna.form_token(), "once": "a1", "seen": "99", "text": "x"}
    for name in ("reject", "ask", "reopen"):
        assert anna.post(f"/desk/S-1002/{name}", form).status_code == 404
    assert "Чужой" not in anna.get("/desk/partners").text
    assert "Чужой" not in anna.get("/desk?partner=P-002").text
    assert anna.get("/desk/as/P-002").status_code == 404
    assert anna.get("/desk/as/P-002/home").status_code == 404
    led = anna.get("/desk/as/P-001")
    assert (led.status_code, led.headers["Location"]) == (302, "/desk/as/P-001/home")
    assert anna.get(led.headers["Location"]).status_code == 200
    assert len(all_submissions(own.store)[1].events) == 1


def test_a_foreign_page_decides_nothing(desk: Portal) -> None:
    anna = at_desk(desk)
    form = hidden_of(anna.get("/desk/S-1001").text, "/S-1001/reject") | {"text": "x"}
    stale = form | {"csrf_token": "forged"}
    assert anna.post("/desk/S-1001/reject", stale).status_code == 400
    other = at_desk(desk, IVAN)
    assert other.post("/desk/S-1001/reject", form).status_code == 400
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert anna.post("/desk/S-1001/reject", form, headers=headers).status_code == 403
    assert len(all_submissions(desk.store)[0].events) == 1


def test_what_partners_write_is_text(desk: Portal) -> None:
    script = "<script>alert(1)</script>"
    desk.browser().send(
        desk.link(), (f"{script}.pdf", pdf("x")), number='"><img src=x>', text=script, accept="yes",
        accepted="amount_differs",
    )  # fmt: skip
    anna = at_desk(desk)
    for path in ("/desk", "/desk/S-1004"):
        page = anna.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text


def test_partners_stand_by_what_waits(desk: Portal) -> None:
    page = words_of(at_desk(desk).get("/desk/partners").text)
    assert page.index("ООО «Вектор»") < page.index("ООО «Чужой»")
    assert "ждёт нас: 2 не прислал счетов: 1" in page


def test_the_queue_tells_how_the_portal_keeps_up(desk: Portal) -> None:
    desk.clock.sleep(480)
    page = words_of(at_desk(desk).get("/desk/queue").text)
    assert "Ждёт записи в журнал 3, самое старое 10 минут назад" in page
    assert "Последний круг ещё не было" in page


def test_the_queue_tells_how_much_of_the_quota_is_used_and_that_mail_is_down(
    desk: Portal,
) -> None:
    now = desk.clock.now()
    quota = "Доля записей в Google"
    assert f"{quota} 20 в минуту, остальное" in words_of(at_desk(desk).get("/desk/queue").text)
    for writes, is_bad in ((7, False), (20, True)):
        last = StoredRound(at=now, writes=writes)
        set_values(desk.store, {LAST_ROUND: last.encoded()})
        text = at_desk(desk).get("/desk/queue").text
        assert f"{quota} {writes} из 20 в минуту" in words_of(text)
        assert ('class="bad"' in text) is is_bad
    keep_mail_state(desk.store, MailState(failing_since=now))
    desk.clock.sleep(300)
    page = words_of(at_desk(desk).get("/desk/queue").text)
    assert "Письма не уходят с 3 апреля, 10:44" in page


def test_a_page_of_the_desk_is_small(desk: Portal) -> None:
    sender = desk.browser()
    for number in range(100, 145):
        sender.address = f"203.0.{number}.7"
        link = desk.link(partner_id="P-002", entity_id="E-1")
        assert sender.send(
            link, (f"{number}.pdf", pdf(str(number))), number=str(number)
        ).status_code in {303, 422}
        sender.portal.clock.sleep(60)
    page = at_desk(desk).get("/desk").text
    assert len(page.encode()) <= 60_000
