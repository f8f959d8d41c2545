"""Money, numbers, days, months and plurals as people of a language write them.

Source: workbook-and-rules.md 4.3; mail.md 5.2. Babel knows the languages; what stands here is only
our choice among its patterns.
"""

import math
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_symbol

from sheetsync.dates import first_day
from sheetsync.language import Lang
from sheetsync.language.numbers import rounded
from sheetsync.rules.rating.way_up import Step, step_texts

NBSP = "\u00a0"
MINUS = "\u2212"
_LOCALES: dict[Lang, Locale] = {"ru": Locale.parse("ru"), "en": Locale.parse("en_GB")}
_MONEY: dict[Lang, str | None] = {"ru": None, "en": f"#,##0.00{NBSP}¤¤"}
_SPARKS = "▁▂▃▄▅▆▇█"
_MINOR = Decimal(100)
_MONTH_LETTERS = 3
_AMOUNT = re.compile(r"(-?\d+)\.(\d\d) ([A-Z]{3})")
_DECIMAL = re.compile(r"-?\d+\.\d+")
#: A figure and its unit stand on one line.
_AFTER_A_FIGURE = re.compile(r"(?<=\d) (?=[^\W\d]|[%₽$€])")


def _signed(text: str) -> str:
    """A true minus sign: it lines up with the digits and never ends a line."""
    return text.replace("-", MINUS)


@lru_cache(maxsize=20_000)
def money(minor: int, currency: str, lang: Lang) -> str:
    """An amount with its currency; two decimals whatever the currency.

    >>> money(28500000, "RUB", "ru").replace(NBSP, "_")
    '285_000,00_₽'
    >>> money(28500000, "RUB", "en").replace(NBSP, "_")
    '285,000.00_RUB'
    """
    text = format_currency(
        minor / _MINOR, currency, _MONEY[lang], locale=_LOCALES[lang], currency_digits=False
    )
    return _signed(text)


@lru_cache(maxsize=5_000)
def whole_money(amount: float, currency: str, lang: Lang) -> str:
    """An amount in major units without its fraction, for averages.

    >>> whole_money(267657.2299, "RUB", "ru").replace(NBSP, "_")
    '267_657_₽'
    """
    return f"{number(amount, lang, 0)}{NBSP}{symbol(currency, lang)}"


def symbol(currency: str, lang: Lang) -> str:
    """How a currency is written behind an amount: its sign in Russian, its code in English.

    >>> symbol("RUB", "ru"), symbol("RUB", "en")
    ('₽', 'RUB')
    """
    return currency if lang == "en" else get_currency_symbol(currency, locale=_LOCALES[lang])


@lru_cache(maxsize=20_000)
def number(value: float, lang: Lang, digits: int = 1) -> str:
    """A number with so many decimals, half rounded up as people do.

    >>> number(84.45, "ru"), number(-7, "en"), number(4, "en", 0)
    ('84,5', '−7.0', '4')
    """
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    text = format_decimal(rounded(value, digits), pattern, locale=_LOCALES[lang])
    return _signed(text)


def quantity(value: float, lang: Lang) -> str:
    """A count that may have a fraction.

    >>> quantity(120.0, "ru"), quantity(2.5, "ru")
    ('120', '2,5')
    """
    return number(value, lang, 0 if value == int(value) else 1)


@lru_cache(maxsize=2_000)
def percent(share: float, lang: Lang, digits: int = 0) -> str:
    """A share as per cent; of at most so many decimals those that say something.

    >>> percent(0.0364, "ru").replace(NBSP, "_"), percent(0.0364, "en")
    ('4_%', '4%')
    >>> percent(0.192, "en", 1), percent(0.19, "en", 1)
    ('19.2%', '19%')
    """
    hundredths = rounded(share * 100, digits)
    pattern = f"0.{'#' * digits}{NBSP}%" if lang == "ru" else f"0.{'#' * digits}%"
    text = format_percent(hundredths / 100, pattern, locale=_LOCALES[lang])
    return _signed(text)


@lru_cache(maxsize=5_000)
def day(when: date, lang: Lang) -> str:
    """A day in words.

    >>> day(date(2026, 4, 7), "ru"), day(date(2026, 4, 7), "en")
    ('7 апреля 2026', '7 April 2026')
    """
    return format_date(when, "d MMMM y", locale=_LOCALES[lang])


@lru_cache(maxsize=5_000)
def day_month(when: date, lang: Lang) -> str:
    """A day of a year that goes without saying; the parts never part.

    >>> day_month(date(2026, 4, 7), "ru").replace(NBSP, "_")
    '7_апреля'
    """
    return format_date(when, f"d{NBSP}MMMM", locale=_LOCALES[lang])


@lru_cache(maxsize=5_000)
def short_day(when: date, lang: Lang) -> str:
    """A day for tables; every one is equally wide in Russian.

    >>> short_day(date(2026, 3, 2), "ru"), short_day(date(2026, 3, 2), "en")
    ('02.03.2026', '2 Mar 2026')
    """
    return format_date(when, "dd.MM.y" if lang == "ru" else "d MMM y", locale=_LOCALES[lang])


@lru_cache(maxsize=500)
def month(period: str, lang: Lang) -> str:
    """A month's name by itself: "for March".

    >>> month("2026-03", "ru"), month("2026-03", "en")
    ('март', 'March')
    """
    return format_date(first_day(period), "LLLL", locale=_LOCALES[lang])


def month_beside(period: str, other: str, lang: Lang) -> str:
    """A month's name, with its year where that is not the year of the other month.

    >>> month_beside("2026-02", "2026-03", "ru"), month_beside("2025-12", "2026-01", "ru")
    ('февраль', 'декабрь 2025')
    """
    return (month if period[:4] == other[:4] else month_year)(period, lang)


@lru_cache(maxsize=500)
def month_genitive(period: str, lang: Lang) -> str:
    """A month's name in "more than in …".

    >>> month_genitive("2026-02", "ru"), month_genitive("2026-02", "en")
    ('февраля', 'February')
    """
    return format_date(first_day(period), "MMMM", locale=_LOCALES[lang])


@lru_cache(maxsize=500)
def month_year(period: str, lang: Lang) -> str:
    """A month with its year, for titles.

    >>> month_year("2026-03", "ru"), month_year("2026-03", "en")
    ('март 2026', 'March 2026')
    """
    return format_date(first_day(period), "LLLL y", locale=_LOCALES[lang])


def month_short(period: str, lang: Lang) -> str:
    """Three letters of a month, for charts.

    >>> month_short("2026-09", "ru"), month_short("2026-09", "en")
    ('сен', 'Sep')
    """
    return month(period, lang)[:_MONTH_LETTERS]


def plural(count: int, lang: Lang, *forms: str) -> str:
    """The form of a word that goes with a count: one, few, many in Russian; one, other in English.

    >>> [plural(n, "ru", "работа", "работы", "работ") for n in (1, 2, 5, 11, 21)]
    ['работа', 'работы', 'работ', 'работ', 'работа']
    >>> [plural(n, "en", "job", "jobs") for n in (1, 2, 21)]
    ['job', 'jobs', 'jobs']
    """
    form = _LOCALES[lang].plural_form(abs(count))
    order = ("one", "few", "many") if lang == "ru" else ("one", "other")
    return forms[order.index(form)]


def sparkline(values: Sequence[float]) -> str:
    """Values as bars of text between their smallest and largest.

    >>> sparkline([250, 250, 275, 245, 275, 285])
    '▂▂▆▁▆█'
    >>> sparkline([7, 7]), sparkline([0, 0]), sparkline([])
    ('▄▄', '▁▁', '')
    """
    if not values:
        return ""
    low, high = min(values), max(values)
    if low == high:
        return ("▄" if high else "▁") * len(values)
    step = (len(_SPARKS) - 1) / (high - low)
    return "".join(_SPARKS[math.floor((value - low) * step + 0.5)] for value in values)


def web_address(text: str) -> str:
    """An address that a link may lead to; anything but the web leads nowhere.

    >>> web_address("https://disk.example/1"), web_address("javascript:alert(1)")
    ('https://disk.example/1', '#')
    """
    return text if text.lower().startswith(("https://", "http://")) else "#"


def steps(parts: Sequence[Step], currency: str, lang: Lang) -> str:
    """What stands between a partner and the next tier, as the sheet and `explain` say it.

    >>> steps([Step("points", points=13.2), Step("jobs", count=4)], "RUB", "ru").replace(NBSP, "_")
    'не хватает 13,2_балла; ещё 4_работы'
    """
    return _AFTER_A_FIGURE.sub(NBSP, "; ".join(step_texts(parts, currency, lang)))


def figure(text: str, lang: Lang) -> str:
    """A figure kept in no language, as people of one write it.

    >>> figure("285000.00 RUB; 10.50 USD", "ru").replace(NBSP, "_"), figure("84.5", "ru")
    ('285_000,00_₽; 10,50_$', '84,5')
    >>> figure("A", "ru"), figure("12", "en")
    ('A', '12')
    """
    if _DECIMAL.fullmatch(text):
        return number(float(text), lang)
    return _AMOUNT.sub(lambda found: money(int(found[1] + found[2]), found[3], lang), text)


def sentence(text: str) -> str:
    """A phrase with its first letter large; the rest stays.

    >>> sentence("НДС-счёт"), sentence("договор")
    ('НДС-счёт', 'Договор')
    """
    return text[:1].upper() + text[1:]


def clipped(text: str, length: int) -> str:
    """A text of at most so many signs; what was cut is marked.

    >>> clipped("Вектор", 6), clipped("Вектор и партнёры", 9)
    ('Вектор', 'Вектор и…')
    """
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def aligned(lines: str, sides: str) -> str:
    r"""Lines of tab-separated cells as columns of text.

    Args:
        lines: one row a line; empty lines are dropped.
        sides: one letter a column, ``l`` or ``r``; the last column is never padded.

    >>> print(aligned("a\t1\tpaid\nbbb\t22\topen", "lrl"))
      a     1  paid
      bbb  22  open
    """
    rows = [line.strip("\r\n").split("\t") for line in lines.splitlines() if line.strip()]
    widths = [
        max((len(row[place].strip()) for row in rows if place < len(row)), default=0)
        for place in range(len(sides))
    ]
    return "\n".join(_padded(row, sides, widths) for row in rows)


def _padded(row: Sequence[str], sides: str, widths: Sequence[int]) -> str:
    cells = [
        cell.strip().rjust(width) if side == "r" else cell.strip().ljust(width)
        for cell, side, width in zip(row, sides, widths, strict=False)
    ]
    return "  " + "  ".join(cells).rstrip()
