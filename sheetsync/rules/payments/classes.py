"""Lines of the bank that pay no invoice: own transfers, budget, fees, salaries; and refunds.

Source: adoption.md P4, "Classes before that".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from sheetsync.rules.payments.counterparty import account_key, account_keys
from sheetsync.tables.adoption.firm_names import firm_key

#: Accounts of the treasury: taxes and duties go there.
_TREASURY = ("40101", "40102", "03100")
_FEE = re.compile(
    r"(?<!\w)(?:комисси[яиюей]+(?!\w)|(?:расчетно-)?кассов\w+ обслуживани|рко(?!\w)"
    r"|ведение (?:\w+ )?счет|обслуживание (?:\w+ )?счет"
    r"|(?:bank|account|wire|transfer) (?:fee|charge)|komissiya|commission(?!\w)"
    r"|kontofuhrung|kontoführung|bankgebuhr|bankgebühr)"
)
_SALARY = re.compile(
    r"(?<!\w)(?:заработн\w+ плат|зарплат|з/п(?!\w)|отпускн\w+(?!\w)|больничн\w+ лист"
    r"|аванс сотрудник|salary|salaries|payroll|wages|zarplat|zarabotn|lohn(?!\w)|gehalt)"
)
_REFUND = re.compile(
    r"(?<!\w)(?:возврат(?:а|у|ом|е|ы|ов)?(?!\w)|сторно(?!\w)|refund\w*|chargeback|storno(?!\w)"
    r"|ruckzahlung|rückzahlung|ruckerstattung|rückerstattung|vozvrat[auy]?(?!\w)|қайтару)"
)
#: What says that nothing comes back, or that something else does.
_NO_REFUND = re.compile(
    r"(?<!\w)(?:без (?:права )?возврата|возврат\w* (?:за[йи]м|кредит|долг|тар)\w*|non-?refundable"
    r"|vozvrat\w* (?:zajma|zaima|kredit))"
)


class LineClass(Enum):
    """What a line is that pays no invoice."""

    OWN = "own"
    BUDGET = "budget"
    FEE = "fee"
    SALARY = "salary"
    REFUND = "refund"


#: What a reader saw in the file tells it, by code of `BANK_MARK`.
_OF_MARK = {
    "own": LineClass.OWN,
    "budget": LineClass.BUDGET,
    "charge": LineClass.FEE,
    "reversal": LineClass.REFUND,
}


@dataclass(frozen=True)
class OurSide:
    """Our own accounts and the banks that keep them.

    Attributes:
        accounts: digits or IBANs.
        bank_names: as config.yaml names them.
        bank_inns: tax ids of those banks, as far as they are known.
    """

    accounts: tuple[str, ...] = ()
    bank_names: tuple[str, ...] = ()
    bank_inns: tuple[str, ...] = ()

    @cached_property
    def account_keys(self) -> frozenset[str]:
        """Our accounts as they are compared."""
        return account_keys(self.accounts)

    @cached_property
    def bank_keys(self) -> frozenset[str]:
        """Names of our banks as they are compared."""
        return _firm_keys(self.bank_names)


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What tells the class of a line.

    Attributes:
        mark: code of `BANK_MARK`, "" without one.
        purpose: as `folded_purpose` leaves it.
        is_partner: whether the other side is a legal entity of ours by account or INN.
        names_unpaid: whether the purpose names an unpaid invoice of that entity.
    """

    mark: str
    counterparty: str
    inn: str
    their_account: str
    purpose: str
    is_partner: bool
    names_unpaid: bool


def class_of(line: LineFacts, ours: OurSide) -> LineClass | None:
    """What a line is that pays no invoice; None for one that may pay some.

    Words alone never speak against a partner whose unpaid invoice is named: «по счету 12 за расчёт
    зарплаты» pays the accountants.
    """
    own = account_key(line.their_account) in ours.account_keys
    marked = LineClass.OWN if own else _OF_MARK.get(line.mark)
    if marked is not None and not (marked is LineClass.BUDGET and line.is_partner):
        return marked
    if line.names_unpaid and not is_refund(line.purpose):
        return None
    if is_refund(line.purpose):
        return LineClass.REFUND
    return None if line.is_partner else _of_strangers(line, ours)


def is_refund(purpose: str) -> bool:
    """Whether a folded purpose says that money comes back.

    >>> is_refund("возврат оплаты по счету 12"), is_refund("возвратная тара по счету 12")
    (True, False)
    """
    return bool(_REFUND.search(purpose)) and not _NO_REFUND.search(purpose)


def _of_strangers(line: LineFacts, ours: OurSide) -> LineClass | None:
    if line.their_account.startswith(_TREASURY):
        return LineClass.BUDGET
    is_our_bank = line.inn in ours.bank_inns or firm_key(line.counterparty) in ours.bank_keys
    if is_our_bank or _FEE.search(line.purpose):
        return LineClass.FEE
    return LineClass.SALARY if _SALARY.search(line.purpose) else None


def _firm_keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(firm_key(name) for name in names) - {""}
