"""Texts, days, sums and accounts as banks write them. Source: adoption.md P3, Formats: facts."""

import re
from datetime import date

from stdnum import iban

from sheetsync.tables.cleaning import cleaned
from sheetsync.tables.kinds.check_digits import inn_fits

#: A longer text of a bank is no purpose that anybody reads; a cell holds 50,000 signs.
LONGEST_TEXT = 2_000
#: A larger amount does not fit its column of minor units.
_MOST_DIGITS = 14
_MINOR_PER_MAJOR = 100
_SPACES = re.compile(r"\s+")
_INSIDE_ACCOUNT = re.compile(r"[\s.\-\u00a0]+")
_RUSSIAN_ACCOUNT = re.compile(r"[0-9]{20}")
_WITH_CURRENCY = re.compile(r"(.*[0-9])([A-Z]{3})")
#: A sum as programs for people write it: in threes, one or two digits behind the last mark.
_SUM = re.compile(
    r"(?P<sign>[-+\u2212\u2013]?) ?"
    r"(?P<whole>[0-9]{1,3}(?:(?P<mark>[ .,'])[0-9]{3})(?:(?P=mark)[0-9]{3})*|[0-9]+)"
    r"(?:(?P<point>[.,])(?P<part>[0-9]{1,2}))?"
)
#: A sum as machines write it: a point, and zeros in front or behind as they please.
_DECIMAL = re.compile(r"0*(?P<whole>[0-9]{1,15})(?:\.(?P<part>[0-9]{1,2})0*)?")
_DAY = re.compile(r"(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>[0-9]{4})(?: .*)?")
_ISO_DAY = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})(?:[T ].*|Z|[+-][0-9:]{5})?")
_INN = re.compile(r"(?<![0-9])[0-9]{10}(?:[0-9]{2})?(?![0-9])")
_NAMED_INN = re.compile(r"(?:ИНН|INN)\W{0,3}([0-9]{12}|[0-9]{10})(?![0-9])", re.IGNORECASE)
_REQUISITES_IN_FRONT = re.compile(
    r"(?:ИНН\W{0,3}(?:[0-9]{12}|[0-9]{10}|0)(?![0-9])\W{0,3})(?:КПП\W{0,3}(?:[0-9]{9}|0)(?![0-9])\W{0,3})?(?P<rest>.*)",
    re.IGNORECASE,
)
#: What stands in an account's sixth to eighth digit. Source: the central bank's chart of accounts;
#: the ruble of before 1998 is today's there.
_CURRENCY_DIGITS = {
    "810": "RUB", "643": "RUB", "840": "USD", "978": "EUR", "156": "CNY", "398": "KZT",
    "933": "BYN", "826": "GBP", "756": "CHF", "392": "JPY", "949": "TRY", "784": "AED",
    "944": "AZN", "051": "AMD", "417": "KGS", "860": "UZS", "981": "GEL", "356": "INR",
    "344": "HKD", "972": "TJS", "985": "PLN", "203": "CZK", "702": "SGD", "764": "THB",
}  # fmt: skip


def bank_text(text: str) -> str:
    r"""A text of a statement as tabs hold it: no control signs, single spaces, at most 2,000 signs.

    >>> bank_text("Оплата\tпо  счёту\u00a0№ 12\x00 ")
    'Оплата по счёту № 12'
    """
    return _SPACES.sub(" ", cleaned(text).text).strip()[:LONGEST_TEXT].rstrip()


def account_number(text: str) -> str:
    """An account as it is compared: digits or an IBAN, in capitals, without a currency behind.

    >>> account_number("40702.810.5.00000000001"), account_number("DE89 3704 0044 0532 0130 00EUR")
    ('40702810500000000001', 'DE89370400440532013000')
    """
    plain = _INSIDE_ACCOUNT.sub("", text).upper()
    found = _WITH_CURRENCY.fullmatch(plain)
    if found and (iban.is_valid(found[1]) or found[1].isdigit()):
        return found[1]
    return plain


def currency_of_account(account: str) -> str:
    """The currency that a Russian account's digits tell; "" for any other account.

    >>> currency_of_account("40702840500000000001"), currency_of_account("DE89370400440532013000")
    ('USD', '')
    """
    if _RUSSIAN_ACCOUNT.fullmatch(account) is None:
        return ""
    return _CURRENCY_DIGITS.get(account[5:8], "")


def signed_minor(text: str) -> int | None:
    """A sum as people's programs write it, in minor units; None for anything else.

    One mark with three digits behind it may be thousands or a fraction: None as well.

    >>> signed_minor("1 234,5"), signed_minor("1,234.56"), signed_minor("-840")
    (123450, 123456, -84000)
    >>> signed_minor("1.234")
    """
    found = _SUM.fullmatch(_SPACES.sub(" ", cleaned(text).text).strip())
    if found is None:
        return None
    mark, point, whole = found["mark"], found["point"], found["whole"]
    is_undecided = mark in {".", ","} and point is None and whole.count(mark) == 1
    if is_undecided or (mark is not None and mark == point):
        return None
    minor = _minor(re.sub(r"\D", "", whole), found["part"] or "")
    return -minor if minor is not None and found["sign"] not in {"", "+"} else minor


def decimal_minor(text: str) -> int | None:
    """A sum as ISO 20022 writes it, in minor units; None for anything else, or finer than a cent.

    >>> decimal_minor("000149.870"), decimal_minor("5"), decimal_minor("0.005"), decimal_minor("-1")
    (14987, 500, None, None)
    """
    found = _DECIMAL.fullmatch(text.strip())
    return None if found is None else _minor(found["whole"], found["part"] or "")


def _minor(whole: str, part: str) -> int | None:
    if len(whole) > _MOST_DIGITS:
        return None
    return int(whole) * _MINOR_PER_MAJOR + int(part.ljust(2, "0"))


def bank_day(text: str) -> date | None:
    """A day as ``31.01.2026`` or ``2026-01-31``, a time behind it or not; None for anything else.

    >>> bank_day("31.01.2026"), bank_day("2026-01-31T10:00:00+03:00"), bank_day("31.02.2026")
    (datetime.date(2026, 1, 31), datetime.date(2026, 1, 31), None)
    """
    plain = text.strip()
    found = _DAY.fullmatch(plain) or _ISO_DAY.fullmatch(plain)
    if found is None:
        return None
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def inn_in(text: str, *own: str) -> str:
    """The one tax number that a text names, by its check digits; "" for none or several.

    Those behind the word INN count first, our own ones never.

    >>> inn_in("Оплата, ИНН 7707083893, договор 1234567890"), inn_in("счёт 12")
    ('7707083893', '')
    """
    for pattern in (_NAMED_INN, _INN):
        found = {digits for digits in pattern.findall(text) if inn_fits(digits)} - set(own)
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def name_without_requisites(text: str) -> str:
    r"""A party's name without the tax numbers that banks write in front of it.

    >>> name_without_requisites('ИНН 7707083893\\КПП 773601001 ООО "Ромашка"')
    'ООО "Ромашка"'
    """
    found = _REQUISITES_IN_FRONT.fullmatch(text)
    return found["rest"] if found else text
