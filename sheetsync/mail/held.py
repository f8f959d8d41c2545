"""A door in front of a door: from the last byte to the answer nobody may end the process."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Literal

from sheetsync.mail.door import MailDoor


class HeldDoor:
    """Hands letters to another door; a letter that may have been taken is settled first.

    Args:
        door: the real one.
        hold: a block in which the process is not ended, see `sheetsync.cli.termination`.
    """

    def __init__(self, door: MailDoor, hold: Callable[[], AbstractContextManager[None]]) -> None:
        self._door = door
        self._hold = hold

    @property
    def outcome(self) -> Literal["sent", "drafted"]:
        """As the door behind."""
        return self._door.outcome

    @property
    def place(self) -> str:
        """As the door behind."""
        return self._door.place

    def deliver(
        self,
        raw: bytes,
        sender: str,
        recipients: tuple[str, ...],
        before_dot: Callable[[], None],
    ) -> tuple[str, ...]:
        """As the door behind; held from before the last byte on, not while it waits its turn."""
        with ExitStack() as held:

            def hold_then() -> None:
                held.enter_context(self._hold())
                before_dot()

            return self._door.deliver(raw, sender, recipients, hold_then)

    def check(self, sender: str) -> None:
        """As the door behind."""
        self._door.check(sender)

    def close(self) -> None:
        """As the door behind."""
        self._door.close()
