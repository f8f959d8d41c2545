"""Who signs in for a partner: computed by the worker, kept beside the shelf, free of frames."""

from typing import Literal

import msgspec

ContactRole = Literal["full", "read"]


class PageContact(msgspec.Struct, frozen=True, kw_only=True):
    """An address that signs in for a partner.

    Attributes:
        address: in small letters.
        name: of the person; "" for unknown.
        role: "read" sends nothing.
        lang: of their pages and letters; "" for the partner's.
        curator: the address of our person for the partner, who is told when somebody guesses.
    """

    address: str
    partner_id: str
    name: str = ""
    role: ContactRole = "full"
    lang: str = ""
    curator: str = ""

    def row(self) -> dict[str, str]:
        """As a row of the store."""
        return msgspec.structs.asdict(self)
