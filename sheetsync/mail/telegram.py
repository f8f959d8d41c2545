"""Telegram's sendMessage. Source: https://core.telegram.org/bots/api#sendmessage."""

from collections.abc import Iterator
from html import escape

import requests

from sheetsync.dates import Clock
from sheetsync.mail.chat_requests import post

#: Characters of one message after its entities are read, as UTF-16 counts them.
LONGEST_MESSAGE = 4096
#: One message a second and chat. Source: https://core.telegram.org/bots/faq, limits.
_PAUSE_S = 1.0


class TelegramChat:
    """A chat, group or channel that a bot may write to.

    Args:
        name: as `Chat.name`.
        token: the bot's.
        chat_id: as ``-1001234567890`` or ``@channel``.
        http: what requests are made with.
        clock: for waits.
    """

    def __init__(
        self, name: str, token: str, chat_id: str, http: requests.Session, clock: Clock
    ) -> None:
        self.name = name
        self._url = f"https://api.telegram.org/bot{token}/sendMessage"
        self._chat_id = chat_id
        self._http = http
        self._clock = clock

    def say(self, text: str) -> None:
        """Say a text in as many messages as it takes; see `Chat.say`."""
        for number, part in enumerate(parts(text)):
            if number:
                self._clock.sleep(_PAUSE_S)
            body = {
                "chat_id": self._chat_id,
                "text": escape(part, quote=False),
                "parse_mode": "HTML",
                "link_preview_options": {"is_disabled": True},
            }
            post(self._http, self._url, body, self._clock)


def parts(text: str, longest: int = LONGEST_MESSAGE) -> Iterator[str]:
    r"""The text in parts that are not too long, cut at line ends where that is possible.

    >>> list(parts("one\ntwo\nthree", longest=8))
    ['one\ntwo\n', 'three']
    """
    part = ""
    for line in text.splitlines(keepends=True):
        for piece in _pieces(line, longest):
            if part and _length(part) + _length(piece) > longest:
                yield part
                part = ""
            part += piece
    if part.strip():
        yield part


def _pieces(line: str, longest: int) -> Iterator[str]:
    """A line that is too long by itself, cut between signs."""
    piece = ""
    for sign in line if _length(line) > longest else ():
        if _length(piece) + _length(sign) > longest:
            yield piece
            piece = ""
        piece += sign
    yield piece or line


def _length(text: str) -> int:
    """UTF-16 units: signs beyond the basic plane, such as emoji, count twice."""
    return len(text) + sum(sign > "\uffff" for sign in text)
