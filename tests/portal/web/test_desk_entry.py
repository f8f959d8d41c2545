"""Accepting at the desk where it enters rows: what is asked for, and what the page says of it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from sheetsync.portal.store.audit import deeds
from sheetsync.portal.store.entering import (
    all_acceptances,
    begin_writing,
    note_failed,
    note_written,
    take_back,
)
from sheetsync.portal.store.worker import all_submissions
from sheetsync.rules.portal.page_desk import DeskSubmission
from tests.portal.web import test_desk
from tests.portal.web.conftest import ANNA, Portal, hidden_of, new_portal, pdf, words_of
from tests.portal.web.test_desk import IVAN, at_desk, with_board

NO = "S-1001"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    """P-001 has sent an invoice and an act; a round has read the workbook."""
    titles = {"invoice": "Счета", "document": "Закрывающие документы"}
    board = msgspec.structs.replace(test_desk.BOARD, entered_in=titles)
    monkeypatch.setattr(test_desk, "BOARD", board)
    for portal in new_portal(tmp_path, accept_appends=True):
        with_board(portal)
        sender = portal.browser()
        sender.send(portal.link())
        act = {"doc_kind": "act", "number": "7", "amount": ""}
        sender.send(portal.link("closing"), ("act.pdf", pdf("act")), **act)
        yield portal


def accept(portal: Portal, person: str = ANNA, no: str = NO) -> int:
    browser = at_desk(portal, person)
    form = hidden_of(browser.get(f"/desk/{no}").text, f"/desk/{no}/accept")
    return browser.post(f"/desk/{no}/accept", form).status_code


def page(portal: Portal, no: str = NO, lang: str = "ru") -> str:
    return words_of(at_desk(portal).get(f"/desk/{no}?lang={lang}").text)


def test_the_page_says_what_accepting_does_and_where_the_row_waits_besides(desk: Portal) -> None:
    words = page(desk)
    assert "допишем её под последней строкой вкладки «Счета»" in words
    assert "Принять и внести строку" in words
    assert "Или скопируйте её из вкладки «Счета к переносу» сами." in words
    assert "вкладки «Закрывающие документы»" in page(desk, "S-1002")
    assert "We add it below the last one of Счета" in page(desk, lang="en")


def test_a_click_asks_for_the_row_and_the_page_says_so(desk: Portal) -> None:
    assert accept(desk) == 303
    (asked,) = all_acceptances(desk.store)
    assert (asked.no, asked.state, asked.by) == (NO, "asked", "Анна Ким")
    words = page(desk)
    assert "Вносим строку Во вкладку «Счета», по решению: Анна Ким." in words
    assert "Посмотреть, готово ли" in words
    shown = at_desk(desk).get(f"/desk/{NO}").text
    for name in ("accept", "reject", "ask"):
        assert f"/desk/{NO}/{name}" not in shown
    assert "Счета к переносу" not in shown
    assert "вносим строку" in words_of(at_desk(desk).get("/desk").text)
    assert "Строк вносится 1" in words_of(at_desk(desk).get("/desk/queue").text)
    told = [(one.person, one.what) for _, one in deeds(desk.store)][-1]
    assert told == ("a…@company.example", f"{NO} accepted")
    # Nothing is accepted yet: the row does that.
    assert [event.kind for event in all_submissions(desk.store)[0].events] == ["received"]


def test_a_second_person_who_clicks_sees_the_same(desk: Portal) -> None:
    ivan = at_desk(desk, IVAN)
    form = hidden_of(ivan.get(f"/desk/{NO}").text, f"/desk/{NO}/accept")
    other = hidden_of(ivan.get(f"/desk/{NO}").text, f"/desk/{NO}/reject") | {"text": "Нет печати"}
    accept(desk)
    assert ivan.post(f"/desk/{NO}/accept", form).status_code == 303
    assert len(all_acceptances(desk.store)) == 1
    late = ivan.post(f"/desk/{NO}/reject", other)
    assert late.status_code == 409
    assert "Теперь: вносим строку" in words_of(late.text)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_page_follows_the_row(desk: Portal, lang: str) -> None:
    accept(desk)
    store, now = desk.store, desk.clock.now()
    take_back(store, [NO], {"ru": "Google не ответил", "en": "Google did not answer"})
    waits = page(desk, lang=lang)
    assert {"ru": "Пока не вышло: Google не ответил.", "en": "Not yet: Google did not answer."}[
        lang
    ] in waits
    begin_writing(store, [NO], now)
    doubt = page(desk, lang=lang)
    # Of the company's clock, three minutes after the row was on its way.
    assert (now + timedelta(hours=3, minutes=3)).strftime("%H:%M") in doubt
    note_written(store, {NO: 12})
    assert {"ru": "Вкладка «Счета», строка 12.", "en": "Счета, row 12."}[lang] in page(
        desk, lang=lang
    )
    note_written(store, {NO: 0})
    assert {"ru": "Вкладка «Счета». Через", "en": "Счета. In a few"}[lang] in page(desk, lang=lang)


def test_a_failure_is_told_with_its_cure_and_everything_is_open_again(desk: Portal) -> None:
    accept(desk)
    note_failed(desk.store, {NO: {"ru": "вкладка защищена. Что сделать: снимите", "en": "x"}})
    shown = at_desk(desk).get(f"/desk/{NO}").text
    assert "Строка не внесена Вкладка защищена. Что сделать: снимите." in words_of(shown)
    for name in ("accept", "reject", "ask"):
        assert f"/desk/{NO}/{name}" in shown
    assert "ждёт решения" in words_of(at_desk(desk).get("/desk").text)
    assert accept(desk) == 303
    assert [one.state for one in all_acceptances(desk.store)] == ["asked"]


def test_once_the_row_was_found_the_page_says_where_it_stands(desk: Portal) -> None:
    accept(desk)
    note_written(desk.store, {NO: 12})
    found = DeskSubmission(no=NO, state="accepted", after_seq=9, tab="Счета", row=12)
    desk.decide(NO, "accepted")
    # The round has told of the row, and its shelf comes in a moment.
    assert "Стоит во вкладке «Счета», строка 12" in page(desk)
    with_board(desk, found, after_seq=9)
    words = page(desk)
    assert "Стоит во вкладке «Счета», строка 12" in words
    assert "Вносим" not in words


def test_a_row_that_waits_in_the_sheet_is_mended_there_and_not_entered(desk: Portal) -> None:
    held = DeskSubmission(
        no=NO, state="waiting", after_seq=1, is_held=True, check={"ru": "Счета!N12 — черновик"}
    )
    with_board(desk, held, after_seq=1)
    shown = at_desk(desk).get(f"/desk/{NO}").text
    assert f"/desk/{NO}/accept" not in shown
    assert "Строка для неё в таблице уже есть: Счета!N12 — черновик" in words_of(shown)


def test_without_the_tab_the_row_is_not_offered(
    desk: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = msgspec.structs.replace(test_desk.BOARD, entered_in={})
    monkeypatch.setattr(test_desk, "BOARD", bare)
    with_board(desk)
    shown = at_desk(desk).get(f"/desk/{NO}").text
    assert f"/desk/{NO}/accept" not in shown
    assert "готова во вкладке «Счета к переносу»" in words_of(shown)


def test_a_row_asked_for_by_a_form_of_before_is_overtaken(desk: Portal) -> None:
    anna = at_desk(desk)
    form = hidden_of(anna.get(f"/desk/{NO}").text, f"/desk/{NO}/accept")
    test_desk.decide(at_desk(desk, IVAN), NO, "reject", "Нет печати")
    late = anna.post(f"/desk/{NO}/accept", form)
    assert late.status_code == 409
    assert all_acceptances(desk.store) == ()
    assert anna.post("/desk/S-9999/accept", form).status_code == 404
