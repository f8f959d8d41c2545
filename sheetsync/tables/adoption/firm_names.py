"""Names of firms as they are compared: without legal form and quotes.

Source: adoption.md A3, ``find: name``.
"""

import re
from functools import lru_cache

from sheetsync.tables.cleaning import cleaned, comparable, plain_dashes

_FORMS = (
    "общество с ограниченной ответственностью", "индивидуальный предприниматель",
    "публичное акционерное общество", "закрытое акционерное общество",
    "открытое акционерное общество", "акционерное общество",
    "товарищество с ограниченной ответственностью",
    "ооо", "оао", "зао", "пао", "нао", "ао", "ип", "тоо", "чп", "llc", "llp", "ltd", "inc", "gmbh",
    "ag", "plc", "corp", "sarl", "s.a", "oü", "bv", "kg",
)  # fmt: skip
_FORM = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(form) for form in _FORMS)})(?:\.|(?!\w))")
_QUOTES = re.compile("[\"'«»„“”‚‘’`]")
_SIGNS = re.compile(r"\s*[,;.]\s*|\s+")


@lru_cache(maxsize=16384)
def firm_key(name: str) -> str:
    """A firm's name as it is compared; of a name that is all legal form, the whole name.

    >>> firm_key("ООО «Вектор»") == firm_key("вектор,  ООО") == firm_key('"Вектор"')
    True
    >>> firm_key("ИП Ли П. С.") == firm_key("ИП Ли П.С.")
    True
    >>> firm_key("ИП")
    'ип'
    """
    whole = plain_dashes(comparable(_QUOTES.sub(" ", cleaned(name).text)))
    bare = _SIGNS.sub(" ", _FORM.sub(" ", whole)).strip()
    return bare or whole.strip()
