"""Who is blocked by a rate, as the store said within the second.

Every page behind a link asks, and hardly anybody is: asked each time it was a twentieth of a page.
A block that another web process made is seen within a second, one of this process at once.
"""

from collections.abc import Mapping
from datetime import datetime
from threading import Lock

from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.rates import Rate, blocked_now


class BlockedNow:
    """Who is blocked by one rate.

    Args:
        store: where it is counted.
        rate: that blocks.
    """

    def __init__(self, store: Store, rate: Rate) -> None:
        self._store = store
        self._rate = rate
        self._lock = Lock()
        self._second: int | None = None
        self._until: Mapping[str, int] = {}

    def wait_s(self, who: str, now: datetime) -> int:
        """How many seconds somebody still waits; 0 for whoever is not blocked.

        Raises:
            DatabaseError: the store cannot be read.
        """
        second = int(now.timestamp())
        with self._lock:
            if self._second != second:
                self._until = blocked_now(self._store, self._rate, now)
                self._second = second
            return max(0, self._until.get(who, 0) - second)

    def look_again(self) -> None:
        """Ask the store at the next page: somebody was blocked just now."""
        with self._lock:
            self._second = None
