"""The portal's letters over a real server: who hears what, once, and what becomes of a refusal."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sheetsync.portal.letter_content import LetterContent
from sheetsync.portal.store.contacts import Preference, keep_preference
from sheetsync.portal.store.letters import (
    LetterState,
    QueuedLetter,
    claim_letter,
    letters_in,
    queue_together,
)
from sheetsync.portal.store.worker import set_values
from sheetsync.sandbox.hooks import Fault
from sheetsync.tables.signed_links import UploadClaim, verified
from sheetsync.testing.mail_server import HANG_UP, KEEP_AND_HANG_UP, MailServer, Received
from sheetsync.workspace.portal_letters import queue_letters
from sheetsync.workspace.portal_mailing import open_post
from sheetsync.workspace.portal_post import PortalPost
from tests.workspace.portal.house import CONFIG, SMTP, House, house


@pytest.fixture
def post(mailed: House) -> Iterator[PortalPost]:
    made = open_post(mailed.office.config, mailed.worker)
    yield made
    made.close()


def said(letter: Received) -> str:
    body = letter.message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def states(portal: House) -> dict[str, LetterState]:
    every: tuple[LetterState, ...] = ("pending", "sending", "sent", "failed", "unknown")
    return {one.key: one.state for one in letters_in(portal.store, every)}


def sign_in(portal: House, key: str = "sign-in/1", **told: object) -> None:
    """A one-time letter, as the web process queues it."""
    now = portal.office.clock.now()
    content = LetterContent(subject="Sign in", text="Code 123456\n\nhttps://p/in/x", lang="en")
    letter = QueuedLetter(
        key=key,
        kind="sign-in",
        recipients=("anna@organizer.example",),
        content=content.encoded(),
        message_id="",
        queued_at=now,
        due_at=now,
        **told,  # type: ignore[arg-type]  # fields
    )
    queue_together(portal.store, letter.key, [letter])


def test_a_receipt_goes_once_to_whom_reports_go(
    mailed: House, server: MailServer, post: PortalPost
) -> None:
    no = mailed.send()
    mailed.well()
    for _ in range(3):
        queue_letters(mailed.worker)
        post.send_due()
    (letter,) = server.letters
    assert letter.recipients == ("north@north.example",)
    assert letter.message["Subject"] == f"Received: invoice 12 for March 2026 ({no})"
    text = said(letter)
    assert "15 April 2026 at 12:00" in text
    assert "within 2\u00a0working days" in text
    assert letter.message["X-Sheetsync-Key"].startswith(f"receipt/{no}/")
    assert letter.message["Auto-Submitted"] == "auto-generated"
    assert states(mailed) == {f"receipt/{no}": "sent"}


def test_people_hear_in_their_language_and_of_receipts_only_if_they_want(
    mailed: House, server: MailServer, post: PortalPost
) -> None:
    mailed.well()
    north = "north@north.example"
    keep_preference(mailed.store, "P-001", north, Preference("ru"))
    no = mailed.send("1")
    queue_letters(mailed.worker)
    assert list(states(mailed)) == [f"receipt/{no}/ru"]
    keep_preference(mailed.store, "P-001", north, Preference("", frozenset({"receipt"})))
    mailed.send("2")
    queue_letters(mailed.worker)
    post.send_due()
    assert [one.message["Subject"].partition(":")[0] for one in server.letters] == ["Получено"]


@pytest.mark.parametrize("before", ["", "ru"])
def test_whoever_changes_their_language_while_the_worker_dies_is_told_once(
    mailed: House, before: str
) -> None:
    mailed.well()
    north = "north@north.example"
    keep_preference(mailed.store, "P-001", north, Preference(before))
    mailed.send("1")
    queue_letters(mailed.worker)
    told = states(mailed)
    assert len(told) == 1
    # It died before it noted how far it came.
    set_values(mailed.store, {"letters_after": "0", "answers_after": "0"})
    keep_preference(mailed.store, "P-001", north, Preference("" if before else "ru"))
    assert queue_letters(mailed.worker) == 0
    assert states(mailed) == told


def test_a_question_and_a_reason_reach_the_partner_with_a_link_that_opens(
    mailed: House, server: MailServer, post: PortalPost
) -> None:
    first, second = mailed.send("1"), mailed.send("2", partner_id="P-002", entity_id="E-2")
    mailed.well()
    mailed.office.type_in(f"""
    Decisions
    Submission | Decision | Text for the partner
    {first} | ask | Whose <b>act</b>?
    {second} | reject | Нет печати
    """)
    mailed.well()
    for _ in range(2):
        queue_letters(mailed.worker)
        post.send_due()
    told = {
        letter.recipients[0]: letter for letter in server.letters if "receipt" not in letter.key
    }
    asked, rejected = told["north@north.example"], told["south@south.example"]
    assert asked.message["Subject"] == f"A question: invoice 1 for March 2026 ({first})"
    assert rejected.message["Subject"] == f"Возвращено: счёт № 2 за март 2026 ({second})"
    assert "Нет печати" in said(rejected)
    html = str(asked.message.get_body(("html",)).get_content())  # type: ignore[union-attr]
    assert "&lt;b&gt;act" in html
    (token,) = re.findall(r"/u/(\S+)", said(asked))
    claim = verified(token, ["k" * 32], mailed.office.clock.now(), max_age_days=35)
    assert claim == UploadClaim("P-001", "E-1", "2026-03", "invoice")
    assert len(server.letters) == 4


def test_a_question_about_a_job_waits_in_the_inbox_and_is_answered_by_letter(
    mailed: House, server: MailServer, post: PortalPost
) -> None:
    silent, no, unclear = (
        mailed.send(job, kind="question", text=f"Why is {job} late?", amount_minor=None,
                    currency="", doc_date=None)
        for job in ("J-7", "J-8", "J-9")
    )  # fmt: skip
    mailed.well()
    waiting = mailed.inbox().loc[no]
    assert (waiting["number"], waiting["text"], waiting["state"]) == (
        "J-8", "Why is J-8 late?", "waiting",
    )  # fmt: skip
    mailed.office.type_in(f"""
    Decisions
    Submission | Decision | Text for the partner
    {silent} | accept |
    {no} | accept | It is not: corrected
    {unclear} | ask | Which day?
    """)
    mailed.well()
    for _ in range(2):
        queue_letters(mailed.worker)
        post.send_due()
    answers = [one for one in server.letters if "answer" in one.message["Subject"]]
    (letter,) = answers
    assert letter.message["Subject"] == f"Our answer: question about job J-8 for March 2026 ({no})"
    text = said(letter)
    assert "You asked: Why is J-8 late?" in text
    assert "Our answer: It is not: corrected" in text
    assert "/jobs?month=2026-03" in text
    (asked,) = (said(one) for one in server.letters if "Which day?" in said(one))
    assert f"/sent/{unclear}\r\n" in asked
    assert "/u/" not in asked


def test_a_rejection_of_what_was_entered_meanwhile_is_not_said(
    mailed: House, server: MailServer, post: PortalPost
) -> None:
    no = mailed.send()
    mailed.well()
    mailed.paste("Invoices to enter", "Invoices")
    mailed.office.type_in(f"""
    Decisions
    Submission | Decision | Text for the partner
    {no} | reject | Too late
    """)
    mailed.well()
    queue_letters(mailed.worker)
    post.send_due()
    assert [letter.key.partition("/")[0] for letter in server.letters] == ["receipt"]


def test_letters_do_not_wait_for_google(
    mailed: House, server: MailServer, post: PortalPost
) -> None:
    mailed.well()
    mailed.office.hooks.fail(Fault(status=503, times=100_000))
    no = mailed.send()
    sign_in(mailed)
    queue_letters(mailed.worker)
    post.send_due()
    assert {letter.key.partition("/")[0] for letter in server.letters} == {"receipt", "sign-in"}
    assert states(mailed) == {f"receipt/{no}": "sent", "sign-in/1": "sent"}


def test_what_a_letter_said_is_kept_no_longer_than_it_takes(
    mailed: House, post: PortalPost
) -> None:
    mailed.well()
    sign_in(mailed)
    post.send_due()
    assert [one.content for one in letters_in(mailed.store, ("sent",))] == [""]


def test_a_mail_server_that_is_down_keeps_letters_pending(tmp_path: Path) -> None:
    dead = SMTP.format(port=1)
    with house(tmp_path, CONFIG.replace("  folder: letters\n", dead)) as portal:
        post = open_post(portal.office.config, portal.worker)
        portal.well()
        sign_in(portal)
        sign_in(portal, "sign-in/2")
        report = post.send_due()
        assert report.stopped_by is not None
        assert set(states(portal).values()) == {"pending"}
        assert all(one.tries == 0 for one in letters_in(portal.store, ("pending",)))


@pytest.mark.parametrize(
    ("reply", "state", "letters"),
    [
        ("451 4.3.0 try later", "pending", 0),
        ("550 5.7.1 no", "failed", 0),
        (HANG_UP, "unknown", 0),
        (KEEP_AND_HANG_UP, "unknown", 1),
    ],
)
def test_what_the_server_says_decides(  # fixtures
    reply: str, state: str, letters: int, mailed: House, server: MailServer, post: PortalPost
) -> None:
    mailed.well()
    sign_in(mailed)
    server.manners.dot = lambda _number, _letter: reply
    post.send_due()
    assert states(mailed) == {"sign-in/1": state}
    server.manners.dot = lambda _number, _letter: None
    mailed.office.clock.sleep(600)
    post.send_due()
    # What was surely not sent is tried again; what was perhaps sent never is.
    assert len(server.letters) == letters + (state == "pending")


def test_a_letter_whose_time_is_over_is_not_sent(
    mailed: House, server: MailServer, post: PortalPost
) -> None:
    mailed.well()
    sign_in(mailed, ends_at=mailed.office.clock.now() + timedelta(minutes=15))
    mailed.office.clock.sleep(900)
    post.send_due()
    assert (states(mailed), server.letters) == ({"sign-in/1": "failed"}, [])


def test_a_letter_that_a_dead_worker_claimed_is_in_doubt(
    mailed: House, server: MailServer, post: PortalPost
) -> None:
    mailed.well()
    sign_in(mailed)
    assert claim_letter(mailed.store, "sign-in/1", mailed.office.clock.now())
    assert post.begin() == 1
    post.send_due()
    assert (states(mailed), server.letters) == ({"sign-in/1": "unknown"}, [])


def test_a_test_recipient_of_the_settings_gets_everything(
    mailed: House, server: MailServer, post: PortalPost
) -> None:
    # Before Settings were read once nobody knows, and nothing goes.
    sign_in(mailed)
    post.send_due()
    assert server.letters == []
    mailed.office.people.type("Settings", "A40", "test_recipient")
    mailed.office.people.type("Settings", "B40", "me@organizer.example")
    mailed.send()
    mailed.well()
    queue_letters(mailed.worker)
    post.send_due()
    assert {letter.recipients for letter in server.letters} == {("me@organizer.example",)}
    assert all("[TEST]" in str(letter.message["Subject"]) for letter in server.letters)


def test_without_a_server_letters_go_to_the_folder(portal: House) -> None:
    portal.send()
    portal.well()
    queue_letters(portal.worker)
    post = open_post(portal.office.config, portal.worker)
    post.send_due()
    post.close()
    (letter,) = portal.office.letters().values()
    assert b"Received" in letter
