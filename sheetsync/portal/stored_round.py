"""What is remembered of the worker's last round: for status, queue and doctor, free of frames."""

from datetime import datetime

import msgspec

#: The key under which the store keeps it.
LAST_ROUND = "round"


class StoredRound(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the last round brought.

    Attributes:
        at: when it began.
        read_at: when the workbook was last read whole.
        waiting: submissions that wait for our people, and since when the oldest does.
        missing: titles of the portal's tabs that the workbook lacks.
        trouble: what stopped a part of it, in English.
        writes: to Google, of the minute in which it ended, out of the portal's share; None: nothing
            limits them, as in the sandbox.
    """

    at: datetime
    read_at: datetime | None = None
    waiting: int = 0
    oldest_at: datetime | None = None
    missing: tuple[str, ...] = ()
    trouble: tuple[str, ...] = ()
    writes: int | None = None

    def encoded(self) -> str:
        """As the store keeps it."""
        return msgspec.json.encode(self).decode()


#: Made before any thread asks; see `portal.store.pages`.
_DECODER = msgspec.json.Decoder(StoredRound)


def round_of(text: str) -> StoredRound | None:
    """What `StoredRound.encoded` wrote; None for nothing, and for what another version wrote."""
    try:
        return _DECODER.decode(text) if text else None
    except msgspec.MsgspecError:
        return None
