"""The dot and what follows: odd answers, and a server that leaves letters without one."""

from collections.abc import Callable

import pytest

from sheetsync.config import SmtpConfig
from sheetsync.errors import LetterInDoubtError, LetterRefusedError, MailAccountError
from sheetsync.mail.smtp import SmtpDoor
from sheetsync.testing.clock import StillClock
from sheetsync.testing.mail_server import HANG_UP, MUTE, MailServer, Manners, Received

Opened = Callable[..., SmtpDoor]
LETTER = b"Subject: one\r\n\r\nend\r\n"


def deliver(door: SmtpDoor, *recipients: str) -> tuple[str, ...]:
    to = recipients or ("boris@vector.example",)
    return door.deliver(LETTER, "bounce@company.example", to, lambda: None)


@pytest.mark.parametrize("answer", ["200 fine", "220 2.0.0 queued", "251 will forward", "299 ok"])
def test_any_2xx_after_the_dot_is_taken(answer: str, open_door: Opened) -> None:
    with MailServer(manners=Manners(dot=lambda _, __: answer)) as server:
        door = open_door(server)
        assert deliver(door) == deliver(door) == ()
        door.close()
    assert server.counts["dot"] == 2
    assert server.connections == 1


@pytest.mark.parametrize("answer", ["252 cannot verify", "200 fine"])
def test_any_2xx_is_taken_of_a_recipient(answer: str, open_door: Opened) -> None:
    def said(_number: int, _address: str) -> str:
        return answer

    with MailServer(manners=Manners(rcpt=said)) as server:
        door = open_door(server)
        # aiosmtpd itself notes no recipient then; that it is asked for DATA at all is the point.
        with pytest.raises(LetterRefusedError, match="503"):
            deliver(door)
        door.close()
    assert server.counts["rcpt"] == 1


@pytest.mark.parametrize("answer", ["354 go on", "399 hm"])
def test_an_answer_to_something_else_leaves_the_doubt(answer: str, open_door: Opened) -> None:
    with (
        MailServer(manners=Manners(dot=lambda _, __: answer)) as server,
        pytest.raises(LetterInDoubtError, match=answer),
    ):
        deliver(open_door(server))


@pytest.mark.parametrize(
    "manners",
    [
        Manners(mail=lambda number, _: "354 go on" if number < 3 else None),
        Manners(rcpt=lambda number, _: "354 go on" if number < 3 else None),
        Manners(rcpt=lambda number, _: "150 wait" if number < 3 else None),
        Manners(data=lambda number: "250 ok" if number < 3 else None),
        Manners(data=lambda number: "353 go on" if number < 3 else None),
    ],
)
def test_an_answer_to_something_else_before_the_dot_gives_up_the_line_alone(
    manners: Manners, open_door: Opened
) -> None:
    """Neither is the letter refused for good, nor is the next one offered on a line out of step."""
    with MailServer(manners=manners) as server:
        door = open_door(server)
        for _ in range(2):
            with pytest.raises(LetterRefusedError, match="the line broke: an odd answer") as caught:
                deliver(door)
            assert (caught.value.temporary, caught.value.fingerprint) == (True, "")
        assert deliver(door) == ()
        door.close()
    assert (server.counts["dot"], server.connections) == (1, 3)


def test_after_a_doubt_the_next_line_is_tried_with_noop_first(open_door: Opened) -> None:
    def cut(number: int, _letter: Received) -> str | None:
        return HANG_UP if number == 1 else None

    with MailServer(manners=Manners(dot=cut)) as server:
        door = open_door(server)
        with pytest.raises(LetterInDoubtError):
            deliver(door)
        assert deliver(door) == ()
        assert deliver(door) == ()
        door.close()
    assert server.counts["noop"] == 1
    assert (len(server.letters), server.connections) == (2, 2)


@pytest.mark.parametrize("answer", [HANG_UP, "421 4.3.2 closing", "500 what?"])
def test_a_server_that_is_not_well_after_a_doubt_gets_no_letter(
    answer: str, open_door: Opened
) -> None:
    with MailServer(manners=Manners(dot=lambda _, __: HANG_UP, noop=lambda _: answer)) as server:
        door = open_door(server)
        with pytest.raises(LetterInDoubtError):
            deliver(door)
        with pytest.raises(MailAccountError, match="does not answer now"):
            deliver(door)
        door.close()
    assert server.counts["dot"] == 1


def test_a_server_that_hangs_holds_nobody_for_long(clock: StillClock) -> None:
    with MailServer(manners=Manners(dot=lambda _, __: MUTE, noop=lambda _: MUTE)) as server:
        config = SmtpConfig(host="127.0.0.1", port=server.port, security="none", timeout_s=1)
        door = SmtpDoor(config, clock, patience_s=0.2)
        with pytest.raises(LetterInDoubtError):
            deliver(door)
        with pytest.raises(MailAccountError, match="does not answer now"):
            deliver(door)
    assert server.counts["dot"] == 1


@pytest.mark.parametrize("answer", ["451 4.3.0 later", "554 5.7.1 no", "421 4.3.2 closing"])
def test_a_refusal_after_the_dot_is_no_doubt(answer: str, open_door: Opened) -> None:
    with MailServer(manners=Manners(dot=lambda _, __: answer)) as server:
        door = open_door(server)
        for _ in range(2):
            with pytest.raises((LetterRefusedError, MailAccountError)):
                deliver(door)
        door.close()
    assert "noop" not in server.counts


def test_the_size_is_announced_where_the_server_asks_for_it(open_door: Opened) -> None:
    with MailServer() as server:
        door = open_door(server)
        deliver(door)
        door.close()
    assert server.letters[0].options == (f"SIZE={len(LETTER)}",)


def test_a_letter_as_large_as_the_server_takes_goes(open_door: Opened) -> None:
    with MailServer(largest_letter=len(LETTER)) as server:
        door = open_door(server)
        deliver(door)
        door.close()
    assert len(server.letters) == 1
    with (
        MailServer(largest_letter=len(LETTER) - 1) as server,
        pytest.raises(LetterRefusedError, match="the server takes"),
    ):
        deliver(open_door(server))
    assert "mail" not in server.counts


def test_recipients_that_are_all_refused_alike_leave_a_fingerprint(open_door: Opened) -> None:
    def alike(_number: int, address: str) -> str:
        return f"554 5.7.1 <{address}>: not today"

    def one_unknown(_number: int, address: str) -> str:
        return "550 no such user" if address.startswith("vera") else "554 5.7.1 not today"

    to = ("boris@vector.example", "vera@vector.example")
    for rcpt, told in ((alike, "554 5.7.1 not today"), (one_unknown, "")):
        with (
            MailServer(manners=Manners(rcpt=rcpt)) as server,
            pytest.raises(LetterRefusedError) as caught,
        ):
            deliver(open_door(server), *to)
        assert caught.value.fingerprint == told
