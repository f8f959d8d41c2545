"""A chat that hears the digest too: Telegram, Slack, Mattermost, and whatever apprise knows."""

from typing import Protocol


class Chat(Protocol):
    """A place where texts are said."""

    @property
    def name(self) -> str:
        """Its kind and a mark of its address; no secret."""
        ...

    def say(self, text: str) -> None:
        """Say a plain text; nothing in it is markup or a mention.

        Raises:
            LetterRefusedError: it was surely not said, or only a part of it.
            LetterInDoubtError: it was perhaps said.
        """
        ...
