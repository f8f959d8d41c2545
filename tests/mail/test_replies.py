import pytest

from sheetsync.errors import LetterRefusedError, MailAccountError
from sheetsync.mail.replies import Reply

LOGIN = "check mail.smtp.user and its password; Google wants an app password"
WAIT = "wait, then run again: the rest is pending; mail.smtp.letters_per_day may be lower"
SENDER = "check that the account may send as mail.sender (or mail.bounce)"


@pytest.mark.parametrize(
    ("code", "said", "how_long"),
    [
        (550, "5.1.1 no such user", "for good"),
        (554, "5.7.1 rejected as spam", "for good"),
        (552, "5.3.4 too large", "for good"),
        (450, "4.2.1 receiving mail too quickly", "for now"),
        (451, "4.3.0 try again", "for now"),
        (452, "4.2.2 over quota", "for now"),
    ],
)
def test_a_refusal_of_the_letter_says_whether_to_try_again(
    code: int, said: str, how_long: str
) -> None:
    refusal = Reply.of(code, said.encode()).refusal()
    assert isinstance(refusal, LetterRefusedError)
    assert refusal.message == f"{code} {said}"
    assert refusal.temporary == (how_long == "for now")


@pytest.mark.parametrize(
    ("code", "said", "cure"),
    [
        (421, "4.7.0 closing connection", WAIT),
        (454, "4.7.0 too many login attempts", WAIT),
        (550, "5.4.5 daily sending quota exceeded", WAIT),
        (450, "4.4.5 daily limit", WAIT),
        (530, "5.7.0 authentication required", LOGIN),
        (535, "5.7.8 not accepted", LOGIN),
    ],
)
def test_a_refusal_of_the_account_stops_the_run(code: int, said: str, cure: str) -> None:
    refusal = Reply.of(code, said.encode()).refusal()
    assert isinstance(refusal, MailAccountError)
    assert str(refusal) == f"the server takes no letters now: {code} {said}\n  cure: {cure}"


def test_a_sender_refused_for_good_stops_the_run() -> None:
    refusal = Reply.of(550, b"5.7.60 not permitted to send as this sender").refused_sender()
    assert isinstance(refusal, MailAccountError)
    assert str(refusal) == (
        "the server refuses the sender: 550 5.7.60 not permitted to send as this sender\n"
        f"  cure: {SENDER}"
    )


@pytest.mark.parametrize("code", [451, 552])
def test_at_mail_a_passing_trouble_or_a_size_is_about_the_letter(code: int) -> None:
    assert isinstance(Reply.of(code, b"no").refused_sender(), LetterRefusedError)


def test_a_reply_is_one_short_line_without_addresses() -> None:
    reply = Reply.of(550, b"5.1.1 <boris@vector.example>\n unknown \xff" + b"x" * 1000)
    assert str(reply).startswith("550 5.1.1 <b***@vector.example> unknown \ufffdxxx")
    assert len(reply.said) == 300
