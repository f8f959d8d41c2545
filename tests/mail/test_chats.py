import json
from collections.abc import Iterator
from html import unescape

import pytest
import requests
import responses

from sheetsync.config import ChatConfig
from sheetsync.errors import ConfigError, LetterInDoubtError, LetterRefusedError
from sheetsync.mail.apprise_chat import AppriseChat
from sheetsync.mail.chat import Chat
from sheetsync.mail.open_chat import open_chat
from sheetsync.mail.telegram import LONGEST_MESSAGE, parts
from sheetsync.testing.clock import StillClock

#: apprise itself still imports it on Python 3.11 and 3.12.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

TOKEN = "123:secret"
SEND = f"https://api.telegram.org/bot{TOKEN}/sendMessage"
HOOK = "https://hooks.slack.example/services/secret"


@pytest.fixture
def wire() -> Iterator[responses.RequestsMock]:
    registry = responses.registries.OrderedRegistry
    with responses.RequestsMock(registry=registry) as wire:
        yield wire


@pytest.fixture
def telegram(clock: StillClock) -> Chat:
    config = ChatConfig(kind="telegram", chat_id="-100123")
    return open_chat(config, TOKEN, requests.Session(), clock)


def webhook(kind: str, clock: StillClock) -> Chat:
    config = ChatConfig(kind=kind, url=HOOK)  # type: ignore[arg-type]  # one of the kinds
    return open_chat(config, "", requests.Session(), clock)


def bodies(wire: responses.RequestsMock) -> list[dict[str, object]]:
    return [json.loads(call.request.body or b"") for call in wire.calls]


def test_telegram_is_told_text_and_nothing_as_markup(
    telegram: Chat, wire: responses.RequestsMock
) -> None:
    wire.post(SEND, json={"ok": True})
    telegram.say('<ООО "Ромашка"> & Co')
    assert bodies(wire) == [
        {
            "chat_id": "-100123",
            "text": '&lt;ООО "Ромашка"&gt; &amp; Co',
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
    ]


def test_a_long_text_goes_in_parts_at_telegrams_pace(
    telegram: Chat, wire: responses.RequestsMock, clock: StillClock
) -> None:
    text = "".join(f"<{number}> строка о партнёре\n" for number in range(400))
    for _ in range(3):
        wire.post(SEND, json={"ok": True})
    telegram.say(text)
    said = [unescape(str(body["text"])) for body in bodies(wire)]
    assert "".join(said) == text
    assert all(part.endswith("\n") and len(part) <= LONGEST_MESSAGE for part in said)
    assert clock.slept_s == 2.0


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("", []),
        (" \n", []),
        ("abcd", ["abcd"]),
        ("abcde", ["abcd", "e"]),
        ("ab\ncd", ["ab\n", "cd"]),
        ("abcdefghij", ["abcd", "efgh", "ij"]),
        ("a\nbcdefg", ["a\n", "bcde", "fg"]),
        ("😀😀😀", ["😀😀", "😀"]),
        ("abc😀", ["abc", "😀"]),
    ],
)
def test_a_text_is_cut_at_lines_else_between_signs(text: str, cut: list[str]) -> None:
    assert list(parts(text, longest=4)) == cut


def test_the_wait_that_telegram_asks_for_is_kept(
    telegram: Chat, wire: responses.RequestsMock, clock: StillClock
) -> None:
    wire.post(SEND, status=429, json={"ok": False, "parameters": {"retry_after": 7}})
    wire.post(SEND, status=429, headers={"Retry-After": "3"})
    wire.post(SEND, json={"ok": True})
    telegram.say("Обзор")
    assert clock.slept_s == 10.0


@pytest.mark.parametrize(
    ("asked_s", "tries", "slept_s"), [(2, 3, 4.0), (60, 3, 120.0), (61, 1, 0.0), (3600, 1, 0.0)]
)
def test_no_chat_is_waited_for_for_long(
    asked_s: int,
    tries: int,
    slept_s: float,
    telegram: Chat,
    wire: responses.RequestsMock,
    clock: StillClock,
) -> None:
    told = {"description": "Too Many Requests", "parameters": {"retry_after": asked_s}}
    for _ in range(tries):
        wire.post(SEND, status=429, json=told)
    with pytest.raises(LetterRefusedError) as caught:
        telegram.say("Обзор")
    assert caught.value.message == "the chat answers 429: Too Many Requests"
    assert caught.value.temporary
    assert clock.slept_s == slept_s


@pytest.mark.parametrize(
    ("status", "body", "message", "how_long"),
    [
        (400, '{"description": "chat not found"}', "400: chat not found", "for good"),
        (401, '{"description": "Unauthorized"}', "401: Unauthorized", "for good"),
        (404, "no_service", "404: no_service", "for good"),
        (502, "<html>bad\n gateway</html>", "502: <html>bad gateway</html>", "for now"),
        (500, "[]", "500: []", "for now"),
    ],
)
def test_a_refusal_says_why_and_whether_to_try_again(
    status: int,
    body: str,
    message: str,
    how_long: str,
    clock: StillClock,
    wire: responses.RequestsMock,
) -> None:
    wire.post(HOOK, status=status, body=body)
    with pytest.raises(LetterRefusedError) as caught:
        webhook("slack", clock).say("Обзор")
    assert caught.value.message == f"the chat answers {message}"
    assert caught.value.temporary == (how_long == "for now")


def test_a_chat_that_cannot_be_reached_was_surely_not_told(
    telegram: Chat, wire: responses.RequestsMock
) -> None:
    wire.post(SEND, body=requests.ConnectTimeout(f"no way to {SEND}"))
    with pytest.raises(LetterRefusedError) as caught:
        telegram.say("Обзор")
    assert str(caught.value) == "the chat cannot be reached"


@pytest.mark.parametrize("error", [requests.ReadTimeout, requests.ConnectionError])
def test_a_lost_answer_is_doubt_and_gives_no_token_away(
    error: type[Exception], telegram: Chat, wire: responses.RequestsMock
) -> None:
    wire.post(SEND, body=error(f"no answer from {SEND}"))
    with pytest.raises(LetterInDoubtError) as caught:
        telegram.say("Обзор")
    assert str(caught.value) == f"no answer from the chat ({error.__name__})"
    assert caught.value.__suppress_context__


def test_slack_calls_nobody_and_unfolds_no_link(
    wire: responses.RequestsMock, clock: StillClock
) -> None:
    wire.post(HOOK, body="ok")
    webhook("slack", clock).say("<!channel> A & B")
    assert bodies(wire) == [{"text": "&lt;!channel&gt; A &amp; B", "unfurl_links": False}]


def test_mattermost_calls_nobody_and_shows_signs_as_signs(
    wire: responses.RequestsMock, clock: StillClock
) -> None:
    wire.post(HOOK, body="ok")
    webhook("mattermost", clock).say("@all *жирно* [a](b)")
    assert bodies(wire) == [{"text": "@\u200ball \\*жирно\\* \\[a\\]\\(b\\)"}]


def test_an_address_from_the_environment_is_used(
    wire: responses.RequestsMock, clock: StillClock
) -> None:
    wire.post(HOOK, body="ok")
    config = ChatConfig(kind="slack", url_env="SLACK_URL")
    open_chat(config, HOOK, requests.Session(), clock).say("Обзор")


def test_whatever_apprise_knows_is_a_chat_too(clock: StillClock) -> None:
    config = ChatConfig(kind="apprise", url="json://127.0.0.1/hook")
    assert isinstance(open_chat(config, "", requests.Session(), clock), AppriseChat)


def test_a_name_tells_chats_apart_and_gives_nothing_away(clock: StillClock) -> None:
    http = requests.Session()
    names = {
        open_chat(ChatConfig(kind="telegram", chat_id=chat), TOKEN, http, clock).name
        for chat in ("1", "2")
    }
    names.add(webhook("slack", clock).name)
    assert len(names) == 3
    assert not any("secret" in name for name in names)


@pytest.mark.parametrize(
    ("config", "secret", "message"),
    [
        (
            ChatConfig(kind="slack"),
            "",
            "chats: slack: neither address nor token is given\n"
            "  cure: set url, url_env, token_env or token_file",
        ),
        (
            ChatConfig(kind="telegram"),
            TOKEN,
            "chats: telegram: chat_id is missing\n  cure: add it",
        ),
    ],
)
def test_a_chat_without_its_address_names_the_key(
    config: ChatConfig, secret: str, message: str, clock: StillClock
) -> None:
    with pytest.raises(ConfigError) as caught:
        open_chat(config, secret, requests.Session(), clock)
    assert str(caught.value) == message
