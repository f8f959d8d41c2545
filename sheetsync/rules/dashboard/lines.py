"""One line of the Dashboard."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field

#: The address of a row of a tool tab, by the tab's code and the row's key; "" where the tab has no
#: such row.
RowLink = Callable[[str, tuple[str, ...]], str]


def no_row(_tab: str, _key: tuple[str, ...]) -> str:
    """Nobody knows where rows stand."""
    return ""


@dataclass(frozen=True, slots=True)
class Leads:
    """Where lines lead.

    Attributes:
        lists: addresses of filter views by their names, and of tabs by their codes; a name that is
            missing leaves the link blank.
        row: addresses of single rows.
    """

    lists: Mapping[str, str] = field(default_factory=dict)
    row: RowLink = no_row


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
