"""What a door for letters promises, whichever way they leave."""

from collections.abc import Callable
from typing import Literal, Protocol


class MailDoor(Protocol):
    """A way out for letters; used by one thread."""

    @property
    def outcome(self) -> Literal["sent", "drafted"]:
        """What a delivery amounts to: only mail to the partner's own address is ``sent``."""
        ...

    @property
    def place(self) -> str:
        """Where letters go, for people: a server, a folder."""
        ...

    def deliver(
        self,
        raw: bytes,
        sender: str,
        recipients: tuple[str, ...],
        before_dot: Callable[[], None],
    ) -> tuple[str, ...]:
        """Hand one letter over.

        Args:
            raw: as `composed` returns it.
            sender: the address for bounces, in ASCII.
            recipients: plain addresses.
            before_dot: called when all was agreed and before the last byte that could make the
                other side take the letter; what it raises goes through, and nothing is sent.

        Returns:
            What was said of recipients that alone were refused; () when all took it.

        Raises:
            LetterRefusedError: surely not taken.
            MailAccountError: surely not taken, nor would the next one be.
            LetterInDoubtError: perhaps taken; only after `before_dot`.
        """
        ...

    def check(self, sender: str) -> None:
        """Ask whether letters of a sender would be taken, as far as that is not the letter's.

        Raises:
            MailAccountError: none would be.
        """
        ...

    def close(self) -> None:
        """Say good-bye; closing twice is fine."""
        ...
