"""What only letters say: steps to the next tier, figures kept in no language, columns of text.

Source: workbook-and-rules.md 4.3; mail.md 5.2.
"""

import math
import re
from collections.abc import Sequence

from sheetsync.language import Lang
from sheetsync.language.money import NBSP, money
from sheetsync.language.numbers import number
from sheetsync.language.plurals import counted
from sheetsync.rules.rating.steps import Step, step_texts
from sheetsync.tables.catalogue.rating import work_noun

_SPARKS = "▁▂▃▄▅▆▇█"
_AMOUNT = re.compile(r"(-?\d+)\.(\d\d) ([A-Z]{3})")
_DECIMAL = re.compile(r"-?\d+\.\d+")
#: A figure and its unit stand on one line.
_AFTER_A_FIGURE = re.compile(r"(?<=\d) (?=[^\W\d]|[%₽$€])")


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


def jobs(count: int, unit: str, lang: Lang) -> str:
    """So many jobs, by what the group calls them.

    >>> jobs(4, "order", "ru").replace(NBSP, "_"), jobs(1, "class", "en").replace(NBSP, "_")
    ('4_заказа', '1_class')
    """
    return counted(count, work_noun(unit), lang)


def jobs_all(unit: str, lang: Lang) -> str:
    """Jobs as a title, by what the group calls them."""
    return work_noun(unit).every(lang)


def jobs_none(unit: str, lang: Lang) -> str:
    """No jobs, by what the group calls them."""
    return work_noun(unit).none(lang)


def steps(parts: Sequence[Step], currency: str, unit: str = "", *, lang: Lang) -> str:
    r"""What stands between a partner and the next tier, as the sheet and `explain` say it.

    >>> steps([Step("points", points=13.2), Step("jobs", count=4)], "", lang="ru").split("; ")[1]
    'ещё 4\xa0работы'
    """
    return _AFTER_A_FIGURE.sub(NBSP, "; ".join(step_texts(parts, currency, lang, unit)))


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
