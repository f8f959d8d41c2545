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
        role: `read` sends nothing; `desk` sees what all of `partners` sent.
        level: how it was opened.
        entity_id, month: of a link: it sees what was sent for these alone.
        partners: of our own people: whose things are seen; None: everybody's.
    """

    partner_id: str
    person: str
    role: Role
    level: Level
    entity_id: str = ""
    month: str = ""
    partners: frozenset[str] | None = None

    @property
    def is_link(self) -> bool:
        """Whether it was opened by the link of a letter: one entity and month are all it sees."""
        return self.level == "link"
