"""Who asks: nothing of the store is given to anybody without a seat."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["full", "read", "desk"]
Level = Literal["link", "letter", "full"]


@dataclass(frozen=True, slots=True)
class Seat:
    """Who asks.

    Attributes:
        partner_id: whose things are seen; "" for our own people.
        person: who sits here, as events name them: a masked address, or "partner" for whoever
            holds a link.
        role: `read` sends nothing; `desk` sees the files of all partners.
        level: how it was opened.
        entity_id, month: of a link: it sees what was sent for these alone.
    """

    partner_id: str
    person: str
    role: Role
    level: Level
    entity_id: str = ""
    month: str = ""

    @property
    def is_link(self) -> bool:
        """Whether it was opened by the link of a letter: one entity and month are all it sees."""
        return self.level == "link"
