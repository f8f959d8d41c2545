"""Incoming webhooks of Slack and Mattermost: a JSON object with a text.

Source: https://api.slack.com/messaging/webhooks, https://developers.mattermost.com/integrate/webhooks/incoming/.
"""

import re
from typing import Literal

import requests

from sheetsync.dates import Clock
from sheetsync.mail.chat_requests import post

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|~>-])")
#: Put behind an @ so that nobody is called: ``@channel`` in a partner's name is only a name.
_NOBODY = "\u200b"


class WebhookChat:
    """A channel behind a webhook.

    Args:
        name: as `Chat.name`.
        url: the webhook's address; whoever has it may post.
        kind: which markup has to be told from text.
        http: what requests are made with.
        clock: for waits.
    """

    def __init__(
        self,
        name: str,
        url: str,
        kind: Literal["slack", "mattermost"],
        http: requests.Session,
        clock: Clock,
    ) -> None:
        self.name = name
        self._url = url
        self._kind = kind
        self._http = http
        self._clock = clock

    def say(self, text: str) -> None:
        """Say a text; see `Chat.say`."""
        if self._kind == "slack":
            body: dict[str, object] = {"text": slack_text(text), "unfurl_links": False}
        else:
            body = {"text": mattermost_text(text)}
        post(self._http, self._url, body, self._clock)


def slack_text(text: str) -> str:
    """The text with Slack's control characters told apart; ``<!channel>`` calls nobody.

    >>> slack_text("A & B <!channel>")
    'A &amp; B &lt;!channel&gt;'

    Source: https://api.slack.com/reference/surfaces/formatting#escaping.
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mattermost_text(text: str) -> str:
    r"""The text with Markdown told apart and nobody called.

    >>> mattermost_text("*A*")
    '\\*A\\*'
    """
    return _MARKUP.sub(r"\\\1", text).replace("@", f"@{_NOBODY}")
