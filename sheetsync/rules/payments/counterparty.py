"""Whose money a line of the bank is: by their account, else by INN, else by name.

Source: adoption.md P4, Counterparty.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum

import pandas as pd

from sheetsync.tables.adoption.firm_names import firm_key

_SPACES = re.compile(r"\s+")
#: Banks write the tax id in front of a name, and an account and a city behind it.
_AROUND_NAME = re.compile(
    r"^\s*(?:ИНН|INN)\s*[0-9/\\]+\s+|\s+(?:р/с|р/сч|r/s)\b.*$|\s*//.*$", re.IGNORECASE
)


class KnownBy(Enum):
    """What tells the legal entity of a line.

    The account and the INN may tell two different ones: nobody knows then which is right.
    """

    ACCOUNT = "account"
    INN = "inn"
    NAME = "name"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class Counterparty:
    """The legal entity on the other side of a line.

    Attributes:
        entity_id: as the tab Legal entities spells it.
    """

    entity_id: str
    known_by: KnownBy

    @property
    def is_sure(self) -> bool:
        """Whether a proposal may be more than possible."""
        return self.known_by in {KnownBy.ACCOUNT, KnownBy.INN}


class Directory:
    """The legal entities as lines of the bank name them."""

    def __init__(self, entities: pd.DataFrame) -> None:
        """Index them.

        Args:
            entities: rows of the tab Legal entities: entity_id, legal_name, inn, kpp, account.
        """
        self._by_account: defaultdict[str, list[str]] = defaultdict(list)
        self._by_inn: defaultdict[str, list[str]] = defaultdict(list)
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        self._kpp: dict[str, str] = {}
        self._inn: dict[str, str] = {}
        self._found: dict[tuple[str, str, str, str], Counterparty | None] = {}
        columns = (_texts(entities, name) for name in _USED)
        for entity_id, name, inn, kpp, account in zip(*columns, strict=True):
            if not entity_id or entity_id in self._inn:
                continue
            self._inn[entity_id], self._kpp[entity_id] = inn, kpp
            for index, key in (
                (self._by_account, account_key(account)),
                (self._by_inn, inn),
                (self._by_name, firm_key(name)),
            ):
                if key:
                    index[key].append(entity_id)

    def find(self, account: str, inn: str, kpp: str, name: str) -> Counterparty | None:
        """The legal entity of a line with these; None where nobody or several could be meant.

        Args:
            account: theirs.
            inn: theirs.
            kpp: theirs; it decides where several have the INN.
            name: theirs, as the bank writes it.
        """
        asked = (account, inn, kpp, name)
        if asked not in self._found:
            self._found[asked] = self._look_up(*asked)
        return self._found[asked]

    def _look_up(self, account: str, inn: str, kpp: str, name: str) -> Counterparty | None:
        of_account = self._by_account.get(account_key(account), [])
        of_inn = self._of_inn(inn, kpp)
        both = [one for one in of_account if one in of_inn]
        # An account is one of its bank; two banks may give the same one away.
        if len(both or of_account) == 1:
            one = (both or of_account)[0]
            known_inn = self._inn[one]
            agrees = not inn or not known_inn or known_inn == inn
            return Counterparty(one, KnownBy.ACCOUNT if agrees else KnownBy.CONTRADICTION)
        if len(of_inn) == 1:
            return Counterparty(of_inn[0], KnownBy.INN)
        return self._of_name(name, inn, among=of_inn)

    def _of_inn(self, inn: str, kpp: str) -> list[str]:
        """The entities of that INN; those of that KPP where it tells some of them."""
        found = self._by_inn.get(inn, []) if inn else []
        if len(found) > 1 and kpp:
            return [one for one in found if self._kpp[one] == kpp] or found
        return found

    def _of_name(self, name: str, inn: str, *, among: Collection[str]) -> Counterparty | None:
        key = firm_key(_AROUND_NAME.sub("", name)) if name else ""
        found = [
            one
            for one in self._by_name.get(key, [])
            # Of two with one name the tax id tells who it is not.
            if (not among or one in among) and (not inn or self._inn[one] in {"", inn})
        ]
        return Counterparty(found[0], KnownBy.NAME) if len(found) == 1 else None


_USED = ("entity_id", "legal_name", "inn", "kpp", "account")


def account_key(account: str) -> str:
    """An account as it is compared: without spaces, in capitals.

    >>> account_key("DE89 3704 0044 0532 0130 00") == account_key("de89370400440532013000")
    True
    """
    return _SPACES.sub("", account).upper()


def account_keys(accounts: Iterable[str]) -> frozenset[str]:
    """Accounts as they are compared; blank ones are none."""
    return frozenset(account_key(account) for account in accounts) - {""}


def _texts(frame: pd.DataFrame, column: str) -> list[str]:
    return [str(text) for text in frame[column].astype("str").fillna("")]
