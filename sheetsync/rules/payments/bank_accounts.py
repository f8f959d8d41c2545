"""Bank accounts of both sides: Russian ones with a BIC, and IBANs; which of them can be used."""

import re

from stdnum import bic as swift
from stdnum import iban

from sheetsync.tables.kinds.check_digits import account_fits

_RUSSIAN = re.compile(r"[0-9]{20}")
_BIC = re.compile(r"[0-9]{9}")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}")


def plain_account(account: str) -> str:
    """An account as keys and files have it: no spaces, upper case.

    >>> plain_account("de89 3704 0044 0532 0130 00")
    'DE89370400440532013000'
    """
    return "".join(account.split()).upper()


def is_russian(account: str) -> bool:
    """Whether it is an account of 20 digits, as banks in Russia number them.

    >>> is_russian("40702810900000000001"), is_russian("DE89370400440532013000")
    (True, False)
    """
    return _RUSSIAN.fullmatch(plain_account(account)) is not None


def is_iban(account: str) -> bool:
    """Whether it is written as an IBAN; its check digits may be wrong all the same.

    >>> is_iban("DE00370400440532013000"), is_iban("40702810900000000001")
    (True, False)
    """
    return _IBAN.fullmatch(plain_account(account)) is not None


def account_is_right(account: str, bic: str) -> bool:
    """Whether money can be sent there: form, control key and the bank's code are all right.

    >>> account_is_right("40602810700000000025", "049805746")
    True
    >>> account_is_right("40602810700000000026", "049805746")
    False
    >>> account_is_right("DE89370400440532013000", "COBADEFFXXX")
    True

    Source: adoption.md P3 (python-stdnum), P5; workbook-and-rules.md 5, check digits.
    """
    plain, code = plain_account(account), plain_account(bic)
    if is_russian(plain):
        return _BIC.fullmatch(code) is not None and account_fits(plain, code)
    return is_iban(plain) and iban.is_valid(plain) and swift.is_valid(code)
