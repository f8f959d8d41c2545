"""The report on an adopted workbook: one HTML file that opens anywhere and asks for nothing.

Source: adoption.md A5.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import count, groupby
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from sheetsync.drawing.bars import Bar, bar_chart
from sheetsync.drawing.charts import Caption
from sheetsync.language import Lang
from sheetsync.language.days import day
from sheetsync.language.money import money
from sheetsync.language.plurals import DAY, counted
from sheetsync.pages.adoption_facts import (
    AdoptionFacts,
    Ageing,
    ColumnRead,
    TabRead,
    UnpaidInvoice,
)
from sheetsync.pages.adoption_words import say
from sheetsync.tables.catalogue.modules import people_by_code
from sheetsync.tables.catalogue.payables import BUCKET

#: The template's file, and the styles beside it.
LAYOUT, STYLES = "adoption.html.j2", "page.css"
_PATHS = ("http://", "https://")


def adoption_report(facts: AdoptionFacts, lang: Lang, texts: Mapping[str, str]) -> str:
    """The page.

    Args:
        facts: what it tells.
        lang: of the reader.
        texts: of the templates by file name: `LAYOUT` and `STYLES`.
    """
    page = Environment(
        loader=DictLoader(dict(texts)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page.globals["say"] = partial(_said, lang)
    page.filters |= {
        "told": lambda one: one.said(lang),
        "money": lambda minor, currency: money(minor, currency, lang),
        "means": lambda codes: _means(codes, lang),
        "meaning": lambda column: _meaning(column, lang),
        "due": lambda one: _due(one, lang),
        "link": _link,
    }
    marks = (f"ageing-{number}" for number in count(1))
    return page.get_template(LAYOUT).render(
        facts=facts,
        lang=lang,
        styles=Markup(texts[STYLES]),  # noqa: S704  # our own file
        buckets=BUCKET,
        day=day(facts.as_of, lang),
        sides=[(side, list(_drawn(ageings, marks, lang))) for side, ageings in _sides(facts)],
        tabs=[one for one in facts.tabs if one.why_not is None],
        other_tabs=[one for one in facts.tabs if one.why_not is not None],
        columns_read=_columns_read(facts.tabs),
    )


def _said(lang: Lang, name: str, /, **given: object) -> str:
    return say(name, lang, **given)


def _sides(facts: AdoptionFacts) -> Iterator[tuple[str, list[Ageing]]]:
    for direction, ageings in groupby(facts.ageing, key=lambda one: one.direction):
        yield direction, list(ageings)


def _drawn(
    ageings: Sequence[Ageing], marks: Iterator[str], lang: Lang
) -> Iterator[tuple[Ageing, Markup]]:
    """Each currency with its picture: every bucket in which there is something."""
    labels = {bucket.code: bucket.label(lang) for bucket in BUCKET}
    for one in ageings:
        bars = [
            Bar(labels[code], minor, money(minor, one.currency, lang), f"bucket-{place}")
            for place, code in enumerate(labels)
            for name, _, minor in one.buckets
            if name == code
        ]
        told = "; ".join(say("told_bar", lang, name=bar.name, sum=bar.words) for bar in bars)
        title = say(f"owed_{one.direction}", lang)
        svg = bar_chart(bars, Caption(title, told, next(marks)))
        yield one, Markup(svg)  # noqa: S704  # `drawing` escapes what it says


def _means(codes: Sequence[str], lang: Lang) -> str:
    tabs = people_by_code()
    return ", ".join(tabs[code].title(lang) for code in codes)


def _meaning(column: ColumnRead, lang: Lang) -> str:
    """What a column holds, by the header that a workbook of ours has for it."""
    tab, _, name = column.meaning.partition(".")
    found: Any = next((one for one in people_by_code()[tab].columns if one.name == name), None)
    return str(found.header(lang)) if found is not None else name


def _due(one: UnpaidInvoice, lang: Lang) -> str:
    if one.due_on is None or one.days is None:
        return say("no_due", lang)
    if one.days <= 0:
        return day(one.due_on, lang)
    late = say("late", lang, days=counted(one.days, DAY, lang))
    return f"{day(one.due_on, lang)}, {late}"


def _columns_read(tabs: Sequence[TabRead]) -> Mapping[str, int]:
    columns = [column for tab in tabs if tab.why_not is None for column in tab.columns]
    return {"read": sum(_is_read(one) for one in columns), "all": len(columns)}


def _is_read(column: ColumnRead) -> bool:
    return bool(column.meaning) and column.level != "suggested"


def _link(url: str) -> str:
    """An address that may be followed; what is none of the web is not."""
    return url if url.startswith(_PATHS) else ""
