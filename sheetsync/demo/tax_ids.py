"""Invented tax numbers and accounts with valid check digits, of tax offices that do not exist."""

from random import Random

#: Offices of fixtures (workbook-and-rules.md 5); numbers of the second begin with zero.
OFFICE = "9900"
ZERO_OFFICE = "0100"

_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12 = (3, *_INN_11)
_ACCOUNT = (7, 1, 3)


def company_inn(serial: int, office: str = OFFICE) -> str:
    """The INN of a company.

    >>> company_inn(1), company_inn(1, ZERO_OFFICE)
    ('9900000017', '0100000011')
    """
    body = f"{office}{serial:05d}"
    return body + _inn_digit(body, _INN_10)


def person_inn(serial: int, office: str = OFFICE) -> str:
    """The INN of a person or a sole trader.

    >>> person_inn(1), person_inn(1, ZERO_OFFICE)
    ('990000000115', '010000000102')
    """
    body = f"{office}{serial:06d}"
    body += _inn_digit(body, _INN_11)
    return body + _inn_digit(body, _INN_12)


def _inn_digit(body: str, weights: tuple[int, ...]) -> str:
    return str(sum(map(int.__mul__, map(int, body), weights)) % 11 % 10)


def company_kpp(office: str = OFFICE) -> str:
    """The KPP of a company at its own office."""
    return f"{office}01001"


def company_ogrn(serial: int, year: int) -> str:
    """The OGRN of a company.

    >>> company_ogrn(1, 2026)
    '1269900000017'
    """
    body = f"1{year % 100:02d}99{serial:07d}"
    return body + str(int(body) % 11 % 10)


def sole_ogrn(serial: int, year: int) -> str:
    """The OGRNIP of a sole trader.

    >>> sole_ogrn(1, 2026)
    '326990000000010'
    """
    body = f"3{year % 100:02d}99{serial:09d}"
    return body + str(int(body) % 13 % 10)


def bank_bic(chance: Random) -> str:
    """The BIC of a bank that does not exist."""
    return f"0499007{chance.randrange(10, 40):02d}"


def account(balance: str, bic: str, serial: int) -> str:
    """An account of 20 digits whose control digit fits the BIC.

    Args:
        balance: its first five digits, 40702 for companies, 40802 for sole traders.
        bic: the bank's.
        serial: tells the bank's accounts apart.

    >>> account("40702", "049805746", 25)
    '40702810600000000025'
    """
    numbers = (f"{balance}810{digit}{serial:011d}" for digit in "0123456789")
    return next(number for number in numbers if _fits(bic, number))


def _fits(bic: str, number: str) -> bool:
    products = (int(sign) * _ACCOUNT[place % 3] for place, sign in enumerate(bic[-3:] + number))
    return sum(product % 10 for product in products) % 10 == 0
