"""What partners send is kept once, whole, and within limits; on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from sheetsync.errors import SendingRefusedError
from sheetsync.portal.limits import Limits
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.own import own_submission, own_submissions
from sheetsync.portal.store.sending import Sent, answer, files_left, receive, withdraw
from sheetsync.portal.store.worker import all_submissions, record_events, untold_events
from sheetsync.rules.portal.submissions import Event, Submission
from tests.portal.store.conftest import LIMITS, LINK, NOW, Sending, invoice, paper, seat_of

ONE = seat_of()


def refused(send: Sending, draft: Submission, *files: object, **how: object) -> SendingRefusedError:
    with pytest.raises(SendingRefusedError) as error:
        send(draft, *files, **how)  # type: ignore[arg-type]
    return error.value


def of_us(no: str, kind: str, minutes: int = 60) -> Event:
    """An event that our people or the worker bring about."""
    at = NOW + timedelta(minutes=minutes)
    return Event(row_id=f"{no} {kind}", submission_no=no, kind=kind, at=at, by="Anna")  # type: ignore[arg-type]


def test_a_sending_is_kept_with_its_event_and_files(store: Store, send: Sending) -> None:
    sent = send(invoice(), paper("a"), paper("b"))
    assert sent == Sent("S-1001", send.now)
    (kept,) = own_submissions(store, ONE)
    assert kept.submission.no == "S-1001"
    assert kept.submission.opened_at == send.now
    assert [file.name_shown for file in kept.files] == ["a.pdf", "b.pdf"]
    ((event, of, first),) = untold_events(store)
    assert (event.kind, event.by, event.at) == ("received", "b…@firm.example", send.now)
    assert of == kept.submission
    assert first == kept.files[0]


def test_a_form_sent_twice_has_the_first_outcome(store: Store, send: Sending) -> None:
    first = send(invoice(), paper())
    assert send(invoice(), paper()) == first
    assert len(all_submissions(store)) == 1
    assert len(untold_events(store)) == 1


def test_a_form_sent_twice_says_again_what_it_replaced(send: Sending) -> None:
    old = send(invoice(), paper("a"))
    new = send(invoice(text="better"), paper("b"))
    assert new.replaced_no == old.no
    assert send(invoice(text="better"), paper("b")) == new


def test_a_form_sent_again_with_other_content_is_refused(store: Store, send: Sending) -> None:
    sent = send(invoice(once="one form"), paper())
    for draft, file in (
        (invoice(once="one form"), paper("other")),
        (invoice("32", once="one form"), paper()),
        (invoice(once="one form", amount_minor=1), paper()),
    ):
        error = refused(send, draft, file)
        assert (error.code, error.no) == ("form_used", sent.no)
        assert sent.no in error.message
    assert len(all_submissions(store)) == 1


def test_a_form_of_another_partner_is_another_form(send: Sending) -> None:
    send(invoice(once="one form"), paper())
    other = send(invoice(once="one form", partner_id="P-002"), paper())
    assert other.no == "S-1002"


def test_long_and_odd_marks_of_forms_are_told_apart(send: Sending) -> None:
    marks = ["x" * 70 + "a", "x" * 70 + "b", "a\x00", "a", "\ud800"]
    sent = [
        send(invoice(f"{at}", once=one, amount_minor=at), paper(f"{at}"))
        for at, one in enumerate(marks)
    ]
    assert len({one.no for one in sent}) == len(marks)
    assert send(invoice("0", once=marks[0], amount_minor=0), paper("0")) == sent[0]


def test_forms_without_a_mark_are_each_their_own(send: Sending) -> None:
    assert send(invoice(once=""), paper("a")).no == "S-1001"
    assert send(invoice("32", once="", amount_minor=1), paper("b")).no == "S-1002"


def test_twelve_posts_of_one_form_at_once_make_one_submission(store: Store) -> None:
    def post(_: int) -> Sent:
        return receive(store, ONE, invoice(), [paper()], NOW, LIMITS)

    with ThreadPoolExecutor(12) as pool:
        outcomes = set(pool.map(post, range(12)))
    assert outcomes == {Sent("S-1001", NOW)}
    assert len(all_submissions(store)) == len(untold_events(store)) == 1


def test_the_same_file_again_is_a_repeat_without_an_event(store: Store, send: Sending) -> None:
    first = send(invoice(), paper("a"), paper("b"))
    again = send(invoice("32"), paper("b"))
    assert again == Sent(first.no, first.opened_at, is_repeat=True)
    assert len(untold_events(store)) == 1


def test_the_same_file_is_new_for_another_partner_and_as_another_paper(send: Sending) -> None:
    send(invoice(), paper())
    assert not send(invoice(partner_id="P-002"), paper()).is_repeat
    as_act = invoice(kind="document", doc_kind="act")
    assert not send(as_act, paper()).is_repeat
    assert send(invoice("9", kind="document", doc_kind="act"), paper()).is_repeat


@pytest.mark.parametrize("kind", ["rejected", "infected"])
def test_a_file_may_be_sent_again_after_its_submission_is_over(
    store: Store, send: Sending, kind: str
) -> None:
    first = send(invoice(), paper())
    record_events(store, [of_us(first.no, kind)])
    again = send(invoice(text="as agreed"), paper())
    assert (again.is_repeat, again.replaced_no) == (False, first.no)


def test_a_file_may_be_sent_again_after_it_was_withdrawn(store: Store, send: Sending) -> None:
    first = send(invoice(), paper())
    withdraw(store, ONE, first.no, NOW, "w")
    assert send(invoice(text="as agreed"), paper()) == Sent("S-1002", send.now)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"doc_date": date(2026, 4, 2), "amount_minor": 7},
        {"number": "№ 0031"},
        {"number": "31 от 01.04.2026"},
        {"month": "2026-04", "amount_minor": 7},
    ],
)
def test_a_newer_one_of_one_invoice_replaces(
    store: Store, send: Sending, fields: dict[str, object]
) -> None:
    old = send(invoice(), paper("a"))
    new = send(invoice(**({"text": "new"} | fields)), paper("b"))
    assert new.replaced_no == old.no
    event = untold_events(store)[-1][0]
    assert (event.submission_no, event.kind, event.other_no) == (old.no, "replaced", new.no)


@pytest.mark.parametrize(
    "fields",
    [
        {"number": "32"},
        {"entity_id": "E-2"},
        {"kind": "document", "doc_kind": "act"},
        {"doc_date": date(2025, 4, 1)},
        {"number": "31 от 30.04.2026", "doc_date": date(2026, 4, 30), "amount_minor": 7},
        {"month": "2026-04", "doc_date": date(2026, 4, 30), "amount_minor": 7},
        # The same fee every month.
        {"month": "2026-04", "doc_date": date(2026, 4, 30)},
        {"month": "2026-04", "doc_date": date(2026, 4, 30), "number": "№ 0031"},
        {"number": ""},
    ],
)
def test_another_invoice_stands_beside(send: Sending, fields: dict[str, object]) -> None:
    send(invoice(), paper("a"))
    assert not send(invoice(**fields), paper("b")).replaced_no


def test_a_document_without_number_is_known_by_its_day(send: Sending) -> None:
    act = {"kind": "document", "doc_kind": "act", "amount_minor": None}
    old = send(invoice("", **act), paper("a"))
    assert send(invoice("", **act, text="new"), paper("b")).replaced_no == old.no
    assert not send(invoice("", **act, doc_date=date(2026, 4, 2)), paper("c")).replaced_no
    assert not send(invoice("", **(act | {"doc_date": None})), paper("d")).replaced_no


def test_what_was_accepted_is_not_replaced(store: Store, send: Sending) -> None:
    old = send(invoice(), paper("a"))
    record_events(store, [of_us(old.no, "accepted")])
    error = refused(send, invoice(text="new"), paper("b"))
    assert (error.code, error.no) == ("duplicate_number", old.no)
    other = invoice(doc_date=date(2026, 4, 9), amount_minor=7)
    assert send(other, paper("b")) == Sent("S-1002", send.now)


def test_twelve_posts_at_29_of_30_leave_one(store: Store, send: Sending) -> None:
    limits = Limits(files_at_once=30)
    send(invoice("0"), *(paper(f"early {at}") for at in range(29)), limits=limits)
    assert files_left(store, ONE, "2026-03", limits) == 1

    def post(at: int) -> str:
        draft = invoice(f"{at + 1}", amount_minor=at)
        try:
            return receive(store, ONE, draft, [paper(f"late {at}")], NOW, limits).no
        except SendingRefusedError as error:
            return error.code

    with ThreadPoolExecutor(12) as pool:
        outcomes = sorted(pool.map(post, range(12)))
    assert outcomes == ["S-1002", *["too_many_files"] * 11]
    assert sum(len(one.files) for one in all_submissions(store)) == 30
    assert files_left(store, ONE, "2026-03", limits) == 0
    assert send(invoice("99", month="2026-04"), paper("April")).no == "S-1003"


def test_six_files_at_once_are_too_many(send: Sending) -> None:
    files = [paper(f"{at}") for at in range(6)]
    assert refused(send, invoice(), *files).code == "too_many_at_once"
    assert send(invoice(), *files[:5]).no == "S-1001"


def test_numbers_are_not_spent_on_what_is_refused(send: Sending) -> None:
    refused(send, invoice(), *(paper(f"{at}") for at in range(6)))
    assert [send(invoice(f"{at}", amount_minor=at), paper(f"{at}")).no for at in range(3)] == [
        "S-1001",
        "S-1002",
        "S-1003",
    ]


def test_nobody_sends_for_another(send: Sending) -> None:
    for draft, seat, code in (
        (invoice(partner_id="P-002"), ONE, "not_yours"),
        (invoice(entity_id="E-2"), LINK, "not_yours"),
        (invoice(month="2026-04"), LINK, "not_yours"),
        (invoice(partner_id=""), seat_of(""), "not_yours"),
        (invoice(), seat_of(role="read"), "role_read"),
        (invoice(), seat_of(role="desk"), "role_read"),
    ):
        assert refused(send, draft, paper(), seat=seat).code == code
    assert send(invoice(), paper(), seat=LINK).no == "S-1001"


def test_a_text_is_kept_without_signs_that_nobody_sees(store: Store, send: Sending) -> None:
    text = "a\x00b\u202ec\r\nd\ud800" + "x" * 3000
    send(invoice("3\x001\u202e", text=text), paper())
    (kept,) = own_submissions(store, ONE)
    assert kept.submission.number == "31"
    assert kept.submission.text.startswith("abc\nd\ufffdx")
    assert len(kept.submission.text) == 2000


def test_withdrawn_once_and_only_while_nobody_decided(store: Store, send: Sending) -> None:
    sent = send(invoice(), paper())
    withdraw(store, ONE, sent.no, NOW, "w")
    withdraw(store, ONE, sent.no, NOW, "w")
    kept = own_submission(store, ONE, sent.no)
    assert kept is not None
    assert [event.kind for event in kept.events] == ["received", "withdrawn"]
    with pytest.raises(SendingRefusedError) as error:
        withdraw(store, ONE, sent.no, NOW, "another form")
    assert error.value.code == "wrong_state"
    other = send(invoice("32", amount_minor=1), paper("b"))
    record_events(store, [of_us(other.no, "rejected")])
    with pytest.raises(SendingRefusedError) as error:
        withdraw(store, ONE, other.no, NOW, "w")
    assert error.value.code == "wrong_state"


def test_an_answer_wants_a_question(store: Store, send: Sending) -> None:
    sent = send(invoice(), paper())
    with pytest.raises(SendingRefusedError) as error:
        answer(store, ONE, sent.no, "31 March", NOW, "a")
    assert error.value.code == "wrong_state"
    record_events(store, [of_us(sent.no, "asked")])
    answer(store, ONE, sent.no, "31\u202e March", NOW, "a")
    answer(store, ONE, sent.no, "31 March", NOW, "a")
    kept = own_submission(store, ONE, sent.no)
    assert kept is not None
    assert [event.kind for event in kept.events] == ["received", "asked", "answered"]
    assert kept.events[-1].text == "31 March"


def test_nobody_changes_what_is_not_theirs(store: Store, send: Sending) -> None:
    sent = send(invoice(), paper())
    april = seat_of(level="link", entity_id="E-1", month="2026-04")
    for seat in (seat_of("P-002"), april, seat_of("", role="full")):
        with pytest.raises(SendingRefusedError) as error:
            withdraw(store, seat, sent.no, NOW, "w")
        assert error.value.code == "not_found"
        with pytest.raises(SendingRefusedError) as error:
            answer(store, seat, sent.no, "!", NOW, "a")
        assert error.value.code == "not_found"
    with pytest.raises(SendingRefusedError) as error:
        withdraw(store, seat_of(role="read"), sent.no, NOW, "w")
    assert error.value.code == "role_read"
    assert len(untold_events(store)) == 1


def test_a_question_needs_no_file_and_stands_beside_others(send: Sending) -> None:
    question = {"kind": "question", "amount_minor": None, "text": "When?"}
    first = send(invoice("", **question))
    again = send(invoice("", **(question | {"once": "another form"})))
    assert (first.no, again.no, again.replaced_no) == ("S-1001", "S-1002", "")
