"""Names of partners and legal entities with their legal form: who is a sole trader."""

import re

from sheetsync.tables.cleaning import cleaned, comparable, plain_dashes

_WORD = re.compile(r"\w+(?:-\w+)*")
_SOLE = re.compile(
    r"^(?:ип|индивидуальный предприниматель)(?!\w)|(?<!\w)ип$|\(?sole trader\)?$", re.IGNORECASE
)


def whole_key(name: str) -> str:
    """A name as it is compared with its legal form, without quotes and signs.

    >>> whole_key("ООО «Вектор»") == whole_key('ооо "Вектор"'), whole_key("ИП Вектор")
    (True, 'ип вектор')
    """
    return " ".join(_WORD.findall(plain_dashes(comparable(cleaned(name).text))))


def is_sole_trader(name: str) -> bool:
    """Whether a name's legal form is that of a sole trader.

    >>> is_sole_trader("ИП Иванов П. С."), is_sole_trader("ООО «ИПК»")
    (True, False)
    """
    return _SOLE.search(whole_key(name)) is not None
