"""Whom the directory tabs of a source know: names, codes and INNs of partners and entities.

Source: adoption.md A2, "second pass".
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sheetsync.tables.adoption.firm_names import firm_key
from sheetsync.tables.adoption.proposal import How
from sheetsync.tables.cleaning import comparable

#: How somebody is named, by the columns of a directory that name them so.
NAMING_COLUMNS: Mapping[str, How] = {
    "partners.name": "@name",
    "entities.legal_name": "@name",
    "entities.inn": "@inn",
    "partners.partner_id": "",
    "entities.entity_id": "",
}


@dataclass(frozen=True, slots=True)
class Known:
    """How many values of a column a directory knows.

    Attributes:
        how: as names, INNs or codes.
        known: so many different values.
        of: of so many.
        title: of the directory's tab that knows most.
    """

    how: How
    known: int
    of: int
    title: str

    @property
    def share(self) -> float:
        """The part that is known, 0 to 1."""
        return self.known / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Directory:
    """What the tabs of a source say of who there is.

    Attributes:
        entries: by title of a tab and way of naming, the keys that it knows.
    """

    entries: Mapping[tuple[str, How], frozenset[str]] = field(default_factory=dict)

    def without(self, title: str) -> "Directory":
        """What the other tabs know: a tab is no proof of itself."""
        return Directory({key: found for key, found in self.entries.items() if key[0] != title})

    def best(self, values: Iterable[str]) -> Known | None:
        """The way of naming by which most of some values are known; None without a directory."""
        different = set(values)
        found = [
            Known(
                how,
                len({key_of(value, how) for value in different} & keys),
                _count(different, how),
                title,
            )
            for (title, how), keys in self.entries.items()
        ]
        together = self._together(different)
        return max(
            (*found, *together), key=lambda one: (one.known, one.how == "@inn"), default=None
        )

    def _together(self, values: Collection[str]) -> list[Known]:
        """What cards of many tabs know together: each of them one name."""
        hows = dict.fromkeys(how for _, how in self.entries)
        return [
            Known(
                how,
                len({key_of(value, how) for value in values} & self._all(how)),
                _count(values, how),
                self._first(how),
            )
            for how in hows
        ]

    def _all(self, how: How) -> frozenset[str]:
        return frozenset().union(*(keys for (_, way), keys in self.entries.items() if way == how))

    def _first(self, how: How) -> str:
        return next(title for title, way in self.entries if way == how)


def key_of(value: str, how: How) -> str:
    """A value as it is compared: names without legal form, codes and INNs as they are.

    >>> key_of("ООО «Вектор»", "@name"), key_of(" D-001 ", "")
    ('вектор', 'd-001')
    """
    return firm_key(value) if how == "@name" else comparable(value.strip())


def _count(values: Collection[str], how: How) -> int:
    return len({key_of(value, how) for value in values})
