from collections.abc import Callable
from pathlib import Path

import pytest

from sheetsync.config import SmtpConfig
from sheetsync.errors import (
    ConfigError,
    LetterInDoubtError,
    LetterRefusedError,
    MailAccountError,
)
from sheetsync.mail.smtp import SmtpDoor
from sheetsync.testing.clock import StillClock
from sheetsync.testing.mail_server import (
    HANG_UP,
    KEEP_AND_HANG_UP,
    MUTE,
    Certificates,
    MailServer,
    Manners,
    made_certificates,
)

Opened = Callable[..., SmtpDoor]
LETTER = b"Subject: one\r\n\r\n.dot\r\n..dots\r\nend\r\n"
SENDER = "bounce@company.example"
BORIS, VERA, IVAN = "boris@vector.example", "vera@vector.example", "ivan@vector.example"


def nothing() -> None:
    """Before the dot."""


def deliver(door: SmtpDoor, *recipients: str) -> tuple[str, ...]:
    return door.deliver(LETTER, SENDER, recipients or (BORIS,), nothing)


def test_the_bytes_arrive_as_they_were_composed(open_door: Opened) -> None:
    with MailServer() as server:
        door = open_door(server)
        assert deliver(door, BORIS, VERA) == ()
        door.close()
    [received] = server.letters
    assert received.raw == LETTER
    assert received.sender == SENDER
    assert received.recipients == (BORIS, VERA)


def test_a_letter_without_a_last_line_break_gets_one(open_door: Opened) -> None:
    with MailServer() as server:
        door = open_door(server)
        door.deliver(b"Subject: one\r\n\r\nend", SENDER, (BORIS,), nothing)
        door.close()
    assert server.letters[0].raw == b"Subject: one\r\n\r\nend\r\n"


def test_many_letters_take_one_connection_one_login_and_one_good_bye(
    open_door: Opened, certificates: Certificates
) -> None:
    with MailServer(certificates, login=("reports", "secret")) as server:
        door = open_door(server, "secret", security="starttls", user="reports")
        for _ in range(5):
            deliver(door)
        door.close()
        door.close()
    assert len(server.letters) == 5
    assert (server.connections, server.logins, server.goodbyes) == (1, 1, 1)


def test_tls_from_the_first_byte_works_too(open_door: Opened, certificates: Certificates) -> None:
    with MailServer(certificates, is_implicit_tls=True, login=("apikey", "secret")) as server:
        door = open_door(server, "secret", security="tls", user="apikey")
        deliver(door)
        door.close()
    assert len(server.letters) == 1


def test_login_can_be_tried_alone(open_door: Opened) -> None:
    with MailServer() as server:
        door = open_door(server)
        door.login()
        door.close()
    assert (server.connections, server.letters) == (1, [])


def test_the_connection_is_renewed_in_time(open_door: Opened) -> None:
    with MailServer() as server:
        door = open_door(server, letters_per_connection=2)
        for _ in range(5):
            deliver(door)
        door.close()
    assert (server.connections, server.goodbyes, len(server.letters)) == (3, 3, 5)


def test_letters_keep_to_the_pace(clock: StillClock) -> None:
    with MailServer() as server:
        config = SmtpConfig(
            host="127.0.0.1", port=server.port, security="none", letters_per_minute=20
        )
        door = SmtpDoor(config, clock)
        for _ in range(4):
            deliver(door)
        door.close()
    assert clock.slept_s == 9.0


def test_a_slow_letter_is_not_made_up_for(clock: StillClock) -> None:
    with MailServer() as server:
        config = SmtpConfig(
            host="127.0.0.1", port=server.port, security="none", letters_per_minute=20
        )
        door = SmtpDoor(config, clock)
        for _ in range(3):
            deliver(door)
            clock.sleep(10)
        door.close()
    assert clock.slept_s == 30.0


def test_a_door_to_a_server_sends(open_door: Opened) -> None:
    with MailServer() as server:
        door = open_door(server)
        assert door.outcome == "sent"
        assert door.place == f"127.0.0.1:{server.port}"


def test_the_hook_is_called_when_all_is_agreed_and_nothing_was_sent(open_door: Opened) -> None:
    with MailServer() as server:
        seen: list[tuple[int, int]] = []
        door = open_door(server)
        door.deliver(
            LETTER,
            SENDER,
            (BORIS,),
            lambda: seen.append((server.counts["data"], server.counts.get("dot", 0))),
        )
        door.close()
    assert seen == [(1, 0)]


def test_what_the_hook_raises_goes_through_and_nothing_is_sent(open_door: Opened) -> None:
    def refuse() -> None:
        raise RuntimeError("the journal's disk is full")

    with MailServer() as server:
        door = open_door(server)
        with pytest.raises(RuntimeError, match="disk is full"):
            door.deliver(LETTER, SENDER, (BORIS,), refuse)
        deliver(door)
        door.close()
    assert len(server.letters) == 1
    assert server.connections == 2


@pytest.mark.parametrize(
    ("reply", "how_long"),
    [("550 5.1.1 no such user", "for good"), ("450 4.2.1 mailbox busy", "for now")],
)
@pytest.mark.parametrize("command", ["rcpt", "data", "dot"])
def test_a_refused_letter_does_not_stop_the_next(
    command: str, reply: str, how_long: str, open_door: Opened
) -> None:
    manners = {
        "rcpt": Manners(rcpt=lambda number, _: reply if number == 1 else None),
        "data": Manners(data=lambda number: reply if number == 1 else None),
        "dot": Manners(dot=lambda number, _: reply if number == 1 else None),
    }
    with MailServer(manners=manners[command]) as server:
        door = open_door(server)
        with pytest.raises(LetterRefusedError) as caught:
            deliver(door)
        deliver(door)
        door.close()
    assert caught.value.message == reply
    assert caught.value.temporary == (how_long == "for now")
    assert (len(server.letters), server.connections) == (1, 1)


def test_one_refused_recipient_is_told_and_the_others_get_the_letter(open_door: Opened) -> None:
    manners = Manners(rcpt=lambda _, address: "550 5.1.1 no such user" if address == VERA else None)
    with MailServer(manners=manners) as server:
        door = open_door(server)
        assert deliver(door, BORIS, VERA, IVAN) == ("550 5.1.1 no such user",)
        door.close()
    assert server.letters[0].recipients == (BORIS, IVAN)


def test_when_all_recipients_are_refused_one_that_passes_makes_it_worth_another_try(
    open_door: Opened,
) -> None:
    manners = Manners(rcpt=lambda number, _: "550 5.1.1 no" if number == 1 else "451 4.7.1 later")
    with MailServer(manners=manners) as server:
        door = open_door(server)
        with pytest.raises(LetterRefusedError) as caught:
            deliver(door, BORIS, VERA)
        door.close()
    assert caught.value.message == "550 5.1.1 no; 451 4.7.1 later"
    assert caught.value.temporary


@pytest.mark.parametrize(
    ("manners", "message"),
    [
        (
            Manners(mail=lambda _, __: "550 5.7.60 not permitted as this sender"),
            "the server refuses the sender: 550 5.7.60 not permitted as this sender",
        ),
        (
            Manners(rcpt=lambda _, __: "550 5.4.5 daily quota exceeded"),
            "the server takes no letters now: 550 5.4.5 daily quota exceeded",
        ),
        (
            Manners(data=lambda _: "454 4.7.0 slow down"),
            "the server takes no letters now: 454 4.7.0 slow down",
        ),
        (
            Manners(data=lambda _: "421 4.7.0 closing"),
            "the server takes no letters now: 421 4.7.0 closing",
        ),
        (
            Manners(dot=lambda _, __: "421 4.3.2 shutting down"),
            "the server takes no letters now: 421 4.3.2 shutting down",
        ),
        (
            Manners(dot=lambda _, __: "550 5.4.5 daily quota exceeded"),
            "the server takes no letters now: 550 5.4.5 daily quota exceeded",
        ),
    ],
)
def test_what_is_about_the_account_is_told_so(
    manners: Manners, message: str, open_door: Opened
) -> None:
    with MailServer(manners=manners) as server:
        door = open_door(server)
        with pytest.raises(MailAccountError) as caught:
            deliver(door)
        door.close()
    assert caught.value.message == message
    assert server.letters == []


def test_an_idle_line_that_the_server_closes_is_opened_once_more(open_door: Opened) -> None:
    manners = Manners(mail=lambda number, _: "421 4.4.2 idle too long" if number == 2 else None)
    with MailServer(manners=manners) as server:
        door = open_door(server)
        deliver(door)
        deliver(door)
        door.close()
    assert (len(server.letters), server.connections) == (2, 2)


@pytest.mark.parametrize(
    "manners",
    [
        Manners(mail=lambda number, _: HANG_UP if number == 2 else None),
        Manners(rcpt=lambda number, _: HANG_UP if number == 2 else None),
        Manners(data=lambda number: HANG_UP if number == 2 else None),
    ],
)
def test_a_line_that_breaks_before_the_letter_is_opened_once_more(
    manners: Manners, open_door: Opened
) -> None:
    with MailServer(manners=manners) as server:
        door = open_door(server)
        deliver(door)
        deliver(door)
        door.close()
    assert (len(server.letters), server.connections) == (2, 2)


def test_a_fresh_line_that_breaks_refuses_the_letter_for_now(open_door: Opened) -> None:
    manners = Manners(rcpt=lambda number, _: HANG_UP if number < 3 else None)
    with MailServer(manners=manners) as server:
        door = open_door(server)
        for _ in range(2):
            with pytest.raises(LetterRefusedError, match="the line broke: ") as caught:
                deliver(door)
            assert caught.value.temporary
        deliver(door)
        door.close()
    assert len(server.letters) == 1


@pytest.mark.parametrize(("answer", "kept"), [(HANG_UP, 0), (KEEP_AND_HANG_UP, 1)])
def test_no_answer_after_the_dot_is_doubt_and_never_repeated(
    answer: str, kept: int, open_door: Opened
) -> None:
    manners = Manners(dot=lambda number, _: answer if number == 1 else None)
    with MailServer(manners=manners) as server:
        door = open_door(server)
        with pytest.raises(LetterInDoubtError, match="no answer after the letter was handed over"):
            deliver(door)
        assert len(server.letters) == kept
        deliver(door)
        door.close()
    assert len(server.letters) == kept + 1


def test_a_server_that_never_answers_the_dot_leaves_doubt(clock: StillClock) -> None:
    manners = Manners(dot=lambda _, __: MUTE)
    with MailServer(manners=manners) as server:
        config = SmtpConfig(host="127.0.0.1", port=server.port, security="none")
        door = SmtpDoor(config, clock, patience_s=0.2)
        with pytest.raises(LetterInDoubtError, match="timed out"):
            deliver(door)
        door.close()


def test_a_reply_that_is_none_is_doubt_after_the_dot(open_door: Opened) -> None:
    with MailServer(manners=Manners(dot=lambda _, __: "what?")) as server:
        door = open_door(server)
        with pytest.raises(LetterInDoubtError, match="not a reply"):
            deliver(door)
        door.close()


def test_a_letter_too_large_for_the_server_is_refused_before_it_is_offered(
    open_door: Opened,
) -> None:
    with MailServer(largest_letter=20) as server:
        door = open_door(server)
        with pytest.raises(LetterRefusedError) as caught:
            deliver(door)
        door.close()
    assert str(caught.value) == (
        "the letter has 35 bytes, the server takes 20\n"
        "  cure: attach less (letters.attach_pdf, letters.attach_chart)"
    )
    assert not caught.value.temporary
    assert "mail" not in server.counts


def test_a_wrong_address_never_reaches_the_dialogue(open_door: Opened) -> None:
    with MailServer() as server:
        door = open_door(server)
        with pytest.raises(LetterRefusedError):
            deliver(door, "boris@vector.example\r\nRCPT TO:<eve@evil.example>")
    assert server.connections == 0


def test_an_address_in_a_russian_domain_is_put_in_ascii(open_door: Opened) -> None:
    with MailServer() as server:
        door = open_door(server)
        deliver(door, "anna@пример.рф")
        door.close()
    assert server.letters[0].recipients == ("anna@xn--e1afmkfd.xn--p1ai",)


def test_a_refused_login_names_its_cure(open_door: Opened, certificates: Certificates) -> None:
    with MailServer(certificates, login=("reports", "secret")) as server:
        door = open_door(server, "wrong", security="starttls", user="reports")
        with pytest.raises(MailAccountError) as caught:
            door.login()
    assert str(caught.value) == (
        f"127.0.0.1:{server.port} refuses us: 535 5.7.8 Authentication credentials invalid\n"
        "  cure: check mail.smtp.user and its password; Google wants an app password"
    )


def test_no_password_goes_to_a_server_that_is_not_who_it_says(
    open_door: Opened, tmp_path: Path
) -> None:
    impostor = made_certificates(tmp_path)
    with MailServer(impostor, login=("reports", "secret")) as server:
        door = open_door(server, "secret", security="starttls", user="reports")
        with pytest.raises(MailAccountError) as caught:
            door.login()
    assert caught.value.message.startswith(
        f"127.0.0.1:{server.port}: the certificate cannot be trusted ("
    )
    assert server.logins == 0


def test_no_password_goes_to_a_server_without_tls(open_door: Opened) -> None:
    with MailServer(login=("reports", "secret")) as server:
        door = open_door(server, "secret", security="starttls", user="reports")
        with pytest.raises(MailAccountError, match="STARTTLS extension not supported by server"):
            door.login()
    assert server.logins == 0


def test_a_server_that_is_not_there_names_the_cure(open_door: Opened) -> None:
    with MailServer() as server:
        pass
    with pytest.raises(MailAccountError) as caught:
        open_door(server).login()
    assert str(caught.value) == (
        f"127.0.0.1:{server.port} cannot be reached: [Errno 111] Connection refused\n"
        "  cure: check mail.smtp.host, port and security, and the network"
    )


def test_a_password_is_never_sent_in_clear_text_over_a_network(clock: StillClock) -> None:
    config = SmtpConfig(host="mail.company.example", security="none", user="reports")
    with pytest.raises(ConfigError) as caught:
        SmtpDoor(config, clock, "secret")
    assert str(caught.value) == (
        "mail.smtp.security: none would send the password in clear text\n"
        "  cure: set it to starttls or tls"
    )


def test_an_authority_that_cannot_be_read_names_the_key(clock: StillClock) -> None:
    config = SmtpConfig(host="mail.company.example", ca_file="/nowhere/ca.pem")
    with pytest.raises(ConfigError) as caught:
        SmtpDoor(config, clock)
    assert str(caught.value) == (
        "mail.smtp.ca_file: /nowhere/ca.pem cannot be used "
        "([Errno 2] No such file or directory)\n"
        "  cure: name a PEM file with the certificate of your authority"
    )


def test_a_line_that_breaks_while_a_letter_is_forgotten_is_opened_again(
    open_door: Opened,
) -> None:
    manners = Manners(rset=HANG_UP, rcpt=lambda number, _: "550 no" if number == 1 else None)
    with MailServer(manners=manners) as server:
        door = open_door(server)
        with pytest.raises(LetterRefusedError):
            deliver(door)
        deliver(door)
        door.close()
    assert (len(server.letters), server.connections) == (1, 2)


def test_a_good_bye_that_nobody_hears_is_no_error(open_door: Opened) -> None:
    with MailServer() as server:
        door = open_door(server)
        deliver(door)
    door.close()
    assert len(server.letters) == 1
