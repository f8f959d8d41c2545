"""Check digits of Russian tax numbers and bank accounts.

Source: workbook-and-rules.md 5, "Check digits". python-stdnum refuses three OGRNIP of thirteen.
"""

from collections.abc import Sequence

from stdnum.ru import inn

_OGRN_DIVISORS = {13: 11, 15: 13}
_ACCOUNT_WEIGHTS = (7, 1, 3)
#: Correspondent accounts, kept at the central bank, and the single treasury account.
_CENTRAL = ("301", "40102")
#: Accounts that the treasury keeps for state bodies: their key is none that we know.
_TREASURY = "0"
#: Settlement centres of the central bank, by the end of their BIC.
_SETTLEMENT_CENTRES = frozenset({"000", "001", "002"})


def inn_fits(digits: str) -> bool:
    """Whether the check digits of an INN of 10 or 12 digits fit.

    >>> inn_fits("7707083893"), inn_fits("7707083894")
    (True, False)
    """
    return bool(inn.is_valid(digits))


def ogrn_fits(digits: str) -> bool:
    """Whether the check digit of an OGRN (13 digits) or OGRNIP (15) fits.

    >>> ogrn_fits("1027700132195"), ogrn_fits("326990000000010")
    (True, True)
    """
    return int(digits[:-1]) % _OGRN_DIVISORS[len(digits)] % 10 == int(digits[-1])


def account_fits(account: str, bic: str) -> bool:
    """Whether the control key of an account of 20 digits fits the bank's BIC.

    >>> account_fits("40602810700000000025", "049805746")
    True
    >>> account_fits("40102810445370000059", "017003983"), account_fits("0" * 20, "017003983")
    (True, True)

    Source: workbook-and-rules.md 5, check digits; amendments.md 2, accounts.
    """
    if account.startswith(_TREASURY):
        return True
    central = account.startswith(_CENTRAL) or bic[-3:] in _SETTLEMENT_CENTRES
    bank = f"0{bic[4:6]}" if central else bic[-3:]
    return _weighted(bank + account, _ACCOUNT_WEIGHTS) % 10 == 0


def _weighted(digits: str, weights: Sequence[int]) -> int:
    """The sum of the last digits of the products of digits and repeated weights."""
    return sum(
        int(digit) * weights[place % len(weights)] % 10 for place, digit in enumerate(digits)
    )
