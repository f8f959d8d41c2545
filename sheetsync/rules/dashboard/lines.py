"""One line of the Dashboard."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class DashboardLine:
    """One line of the Dashboard, named as the columns of the tab are.

    Attributes:
        section: what the line belongs to.
        item: what is counted.
        count: how many; None for a line that counts nothing.
        amount_minor: their sum in minor units of `currency`; None for none.
        note: what explains it.
        link: where one click leads; "" for nowhere.
    """

    section: str
    item: str
    count: int | None = None
    amount_minor: int | None = None
    currency: str = ""
    note: str = ""
    link: str = ""

    def record(self) -> Mapping[str, object]:
        """The line as a row of the tab; blank texts are missing."""
        return {name: None if value == "" else value for name, value in asdict(self).items()}
