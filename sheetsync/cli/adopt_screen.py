"""One screen of ``sheetsync adopt``: a tab of the team's and what it is thought to mean."""

from collections.abc import Iterator, Sequence

import click

from sheetsync.cli.aligned import terminal_width
from sheetsync.language import Lang, Phrase
from sheetsync.language.plurals import Noun
from sheetsync.tables.adoption.proposal import (
    ColumnProposal,
    Guess,
    How,
    Level,
    TabProposal,
    catalogue_column,
)
from sheetsync.tables.adoption.questions import catalogue_title

_LEVELS: dict[Level, Phrase] = {
    "sure": Phrase(ru="точно", en="sure"),
    "proposed": Phrase(ru="верно?", en="right?"),
    "suggested": Phrase(ru="возможно", en="perhaps"),
    "own": Phrase(ru="", en=""),
}
_HOWS: dict[How, Phrase] = {
    "": Phrase(ru="{name}", en="{name}"),
    "@name": Phrase(ru="{name}, по названию", en="{name}, by name"),
    "@inn": Phrase(ru="{name}, по ИНН", en="{name}, by tax ID"),
    "@yes_no": Phrase(ru="{name}, отметкой", en="{name}, by a mark"),
}
_TITLE = Phrase(ru="Вкладка {at} из {of}  «{title}»", en="Tab {at} of {of}  {title!r}")
_SEVERAL = Phrase(
    ru="Вкладки {at}–{to} из {of}  «{title}» … «{last}»",
    en="Tabs {at}–{to} of {of}  {title!r} … {last!r}",
)
_IS = Phrase(ru="это: {tabs}", en="is: {tabs}")
_OWN = Phrase(ru="остаётся вашим", en="left as your own")
_PERHAPS = Phrase(
    ru="остаётся вашим; возможно, {meaning}", en="left as your own; perhaps {meaning}"
)
_HEADERS = Phrase(ru="заголовки в строке {rows}", en="headers in row {rows}")
_HEADERS_TWO = Phrase(ru="заголовки в строках {rows}", en="headers in rows {rows}")
_OTHER_TABLE = Phrase(
    ru="другая таблица со строки {row} не читается",
    en="another table from row {row} is not read",
)
_TOTALS = Phrase(ru="итоги в строке {rows}", en="totals in row {rows}")
_BANDS = Phrase(
    ru="строки-разделы ({rows}): {meaning}", en="rows that head others ({rows}): {meaning}"
)
_CARD = Phrase(ru="карточка {cells}: {names}", en="a card {cells}: {names}")
_MONTHS = Phrase(ru="месяц — из названия вкладки", en="the month is in the tab's title")
_PARTNERS = Phrase(ru="вкладка на каждого партнёра", en="a tab for each partner")
_UNNAMED = Phrase(ru="(без заголовка)", en="(no header)")
_QUALIFIED = Phrase(ru="{tab}: {name}", en="{tab}: {name}")
_ROW = Noun(ru=("строка", "строки", "строк"), en=("row", "rows"))
_GAP = "  "
_WIDEST_HEADER, _WIDEST_MEANING = 26, 34
_SHOWN_SAMPLES = 3
_SHOWN_ROWS = 5


def meaning_words(guess: Guess, means: Sequence[str], lang: Lang) -> str:
    """A meaning as people read it; of a further tab in one, with the tab's name."""
    tab, column = catalogue_column(guess.meaning)
    name = column.header(lang)
    if guess.tab not in means[:1]:
        name = _QUALIFIED.said(lang, tab=tab.title(lang), name=name)
    return _HOWS[guess.how].said(lang, name=name)


def screen(
    group: Sequence[TabProposal], at: int, of: int, lang: Lang, asked: frozenset[str] = frozenset()
) -> Iterator[str]:
    """The lines of a screen.

    Args:
        group: a tab, or several that are one table.
        at: its number among those that are read.
        of: how many are read.
        lang: to speak.
        asked: letters of columns that are asked about after the screen, marked.
    """
    tab = group[0]
    yield _styled(_headline(group, at, of, lang), bold=True)
    titles = " + ".join(catalogue_title(code).said(lang) for code in tab.means)
    level = _LEVELS[tab.level].said(lang)
    yield _line([f"  {_IS.said(lang, tabs=titles)}"], right=level)
    yield from (f"  {line}" for line in _remarks(group, lang))
    rows = [_cells(one, tab, lang) for one in tab.columns]
    widths = [
        min(max((_len(row[column]) for row in rows), default=0), limit)
        for column, limit in enumerate((3, _WIDEST_HEADER, _WIDEST_MEANING))
    ]
    for one, row in zip(tab.columns, rows, strict=True):
        fixed = [_sized(cell, width) for cell, width in zip(row, widths, strict=False)]
        text = _line(["", *fixed, row[3]], right=_LEVELS[one.level].said(lang))
        yield _styled(text, fg="yellow") if one.letter in asked else text


def _headline(group: Sequence[TabProposal], at: int, of: int, lang: Lang) -> str:
    tab = group[0]
    facts = {"at": at, "of": of, "title": clean(tab.title)}
    if len(group) == 1:
        title = _TITLE.said(lang, **facts)
    else:
        facts |= {"to": at + len(group) - 1, "last": clean(group[-1].title)}
        title = _SEVERAL.said(lang, **facts)
    count = sum(one.rows for one in group)
    parts = [_headers(tab, lang), f"{count} {_ROW.form(count, lang)}" if count else ""]
    if tab.totals and len(group) == 1:
        parts.append(_TOTALS.said(lang, rows=_numbers(tab.totals)))
    if tab.other_table and len(group) == 1:
        parts.append(_OTHER_TABLE.said(lang, row=tab.other_table))
    return _GAP.join([title, ", ".join(filter(None, parts))]).rstrip()


def _headers(tab: TabProposal, lang: Lang) -> str:
    if not tab.header_rows:
        return ""
    words = _HEADERS if len(tab.header_rows) == 1 else _HEADERS_TWO
    return words.said(lang, rows=_numbers(tab.header_rows))


def _numbers(rows: Sequence[int]) -> str:
    shown = ", ".join(map(str, rows[:_SHOWN_ROWS]))
    return f"{shown}, …" if len(rows) > _SHOWN_ROWS else shown


def _remarks(group: Sequence[TabProposal], lang: Lang) -> Iterator[str]:
    tab = group[0]
    if tab.union is not None:
        yield (_MONTHS if tab.union.kind == "month" else _PARTNERS).said(lang)
    if tab.band is not None:
        meaning = meaning_words(tab.band, tab.means, lang)
        yield _BANDS.said(lang, rows=_numbers(tab.bands), meaning=meaning)
    if tab.card:
        names = ", ".join(clean(one.label).rstrip(": ") for one in tab.card)
        cells = f"{tab.card[0].cell}:{tab.card[-1].cell}"
        yield _CARD.said(lang, cells=cells, names=names)


def _cells(column: ColumnProposal, tab: TabProposal, lang: Lang) -> list[str]:
    """Letter, header, meaning, and what speaks for it."""
    header = clean(column.header) or _UNNAMED.said(lang)
    if not column.meaning:
        return [column.letter, header, _OWN.said(lang), _samples(column)]
    guess = Guess(column.meaning, column.how)
    meaning = meaning_words(guess, tab.means, lang)
    if column.level == "suggested":
        meaning = _PERHAPS.said(lang, meaning=meaning)
    says_who = column.how in {"@name", "@inn"} and column.level == "sure"
    return [column.letter, header, meaning, column.why.said(lang) if says_who else _samples(column)]


def _samples(column: ColumnProposal) -> str:
    return " · ".join(clean(text) for text in column.samples[:_SHOWN_SAMPLES])


def clean(text: str) -> str:
    r"""A text of strangers' that moves no cursor and colours nothing.

    >>> clean("\x1b[31mСчёт\n№")
    '?[31mСчёт №'
    """
    spaced = " ".join(text.split())
    return "".join(sign if sign.isprintable() else "?" for sign in spaced)


def _line(cells: Sequence[str], right: str = "") -> str:
    """Cells side by side, cut at the edge of the terminal, the last word kept whole."""
    left = _GAP.join(cells).rstrip()
    room = terminal_width() - (_len(right) + len(_GAP) if right else 0)
    if _len(left) > room:
        left = _sized(left, room)
    return f"{_sized(left, room)}{_GAP}{right}" if right else left


def _styled(text: str, *, bold: bool = False, fg: str | None = None) -> str:
    return click.style(text, bold=bold or None, fg=fg)


def _len(text: str) -> int:
    from rich.cells import cell_len  # noqa: PLC0415  # only when something is printed

    return cell_len(text)


def _sized(text: str, width: int) -> str:
    from rich.cells import set_cell_size  # noqa: PLC0415  # likewise

    if _len(text) > width:
        return set_cell_size(text, width - 1) + "…"
    return set_cell_size(text, width)
