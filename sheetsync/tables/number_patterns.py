"""The number format that shows a stored number as a text shows it."""

import re

from sheetsync.language import Lang, language
from sheetsync.tables.cleaning import cleaned_code
from sheetsync.tables.formats import inferred_format
from sheetsync.tables.locales import conventions

_GROUPED = re.compile(r"[0-9][^0-9][0-9]{3}(?![0-9])")


def number_pattern(stored: object, shown: str, locale: str, lang: Lang) -> dict[str, str]:
    """Type and pattern as Google takes them; {} of a text, and where the pair cannot tell.

    >>> number_pattern(46082, "01.03.2026", "ru_RU", "ru")
    {'type': 'DATE', 'pattern': 'dd.mm.yyyy'}
    >>> number_pattern(1234.5, "1 234,50", "ru_RU", "ru")
    {'type': 'NUMBER', 'pattern': '#,##0.00'}
    >>> number_pattern(0.125, "12,5%", "ru_RU", "ru"), number_pattern("12", "12", "ru_RU", "ru")
    ({'type': 'PERCENT', 'pattern': '0.0%'}, {})
    """
    if isinstance(stored, bool) or not isinstance(stored, int | float):
        return {}
    written = conventions(locale)
    kind = inferred_format(stored, shown, written)
    day = language(lang).cell_day_pattern
    text = cleaned_code(shown).text
    whole, _, places = text.rstrip("% ").partition(written.decimal or ".")
    decimals = "." + "0" * len(places) if places else ""
    patterns = {
        "DATE": day,
        "DATE_TIME": f"{day} hh:mm",
        "PERCENT": f"0{decimals}%",
        "NUMBER": ("#,##0" if _GROUPED.search(whole) else "0") + decimals,
    }
    return {"type": kind, "pattern": patterns[kind]} if kind in patterns else {}
