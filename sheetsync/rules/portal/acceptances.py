"""What our people asked to be entered at the desk: a click, and what became of it.

Free of frames. Source: portal.md 1 (decision 4), 5.5.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

import msgspec

#: Somebody clicked; the row is perhaps on its way; it stands; it does not, and why is told.
AcceptanceState = Literal["asked", "writing", "written", "failed"]
#: What Google was told is applied within this time, or never.
DOUBT = timedelta(minutes=3)


class Acceptance(msgspec.Struct, frozen=True, kw_only=True):
    """A submission whose row somebody of ours asked for.

    Attributes:
        by: who, as events name them.
        asked_at: an aware moment.
        once: of the form: sent again, it asks for nothing new.
        tried_at: when the row was last on its way; None: never.
        reason: why it is not there, by language; {} for no reason.
        row: of the people's tab, when it was written; 0 where nobody looked.
    """

    no: str
    state: AcceptanceState
    by: str
    asked_at: datetime
    once: str
    tried_at: datetime | None = None
    reason: Mapping[str, str] = msgspec.field(default_factory=dict)
    row: int = 0

    @property
    def is_under_way(self) -> bool:
        """Whether the row may come, so that nothing else may be decided."""
        return self.state != "failed"

    def is_due(self, now: datetime) -> bool:
        """Whether a round has something to do about it."""
        if self.state == "writing" and self.tried_at is not None:
            # A clock that was set back makes nobody wait for an hour.
            return not timedelta(0) <= now - self.tried_at < DOUBT
        return self.state in {"asked", "writing"}
