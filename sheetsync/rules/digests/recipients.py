"""Which of our own people hears of an invoice or a partner."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sheetsync.rules.digests.facts import Role
from sheetsync.tables.cleaning import cleaned, comparable
from sheetsync.tables.settings.keys import Settings

#: Who hears of an invoice from which level on: who pays must hear before it is late.
#: Source: workbook-and-rules.md 3.4, level; amendments.md 3.
FROM_LEVEL: dict[Role, int] = {"curator": 1, "accountant": 1, "manager": 3}


@dataclass(slots=True)
class Staff:
    """Our people and their addresses, as Settings name them.

    A partner's curator is written as a name of Settings.curators or as an address. When it is
    neither, the manager hears instead, so that nothing waits unseen.
    """

    settings: Settings
    _addresses: dict[str, str] = field(init=False)
    _names: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        listed = [curator for curator in self.settings.curators if curator.email]
        self._addresses = {comparable(cleaned(person.name).text): person.email for person in listed}
        self._names = {person.email.casefold(): person.name for person in listed}

    def curator(self, written: str) -> str:
        """The address of a partner's curator, as the Partners tab writes them; "" when unknown."""
        text = cleaned(written).text
        return self._addresses.get(comparable(text), text if "@" in text else "")

    def invoice_hearers(self, curator: str, level: int) -> Iterator[tuple[str, Role]]:
        """Who hears of an invoice of that level, from 1 on, as address and role."""
        address = self.curator(curator)
        yield from self.partner_hearers(curator)
        if level >= FROM_LEVEL["accountant"] and self.settings.accountant_email:
            yield self.settings.accountant_email, "accountant"
        if level >= FROM_LEVEL["manager"] and address and self.settings.manager_email:
            yield self.settings.manager_email, "manager"

    def partner_hearers(self, curator: str) -> Iterator[tuple[str, Role]]:
        """Who hears of a partner: the curator, else the manager."""
        address = self.curator(curator)
        if address:
            yield address, "curator"
        elif self.settings.manager_email:
            yield self.settings.manager_email, "manager"

    def name(self, address: str) -> str:
        """The name of an address; "" when Settings do not know it."""
        return self._names.get(address.casefold(), "")
