"""Rows that a team has coloured: how many, and how many of them are paid. Colours are not read.

Source: adoption.md A1, "Messages".
"""

import colorsys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from sheetsync.language import Phrase, Sayable
from sheetsync.tables.adoption.proposal import TabProposal
from sheetsync.tables.adoption.source import SourceSheet

_COLOURED = Phrase(
    ru="во вкладке «{title}» закрашено {colour} строк: {count}; цвета не читаются",
    en="{count} rows of {title!r} are {colour}: colours are not read",
)
_AND_PAID = Phrase(
    ru="во вкладке «{title}» закрашено {colour} строк: {count}, из них оплачено {paid}; цвета не "
    "читаются",
    en="{count} rows of {title!r} are {colour}, {paid} of them paid: colours are not read",
)
_GREY = Phrase(ru="серым", en="grey")
#: Hues from 0 to 1, each up to its end. Source: the colour wheel, sixths of it.
_HUES = (
    (0.06, Phrase(ru="красным", en="red")),
    (0.12, Phrase(ru="оранжевым", en="orange")),
    (0.20, Phrase(ru="жёлтым", en="yellow")),
    (0.45, Phrase(ru="зелёным", en="green")),
    (0.72, Phrase(ru="синим", en="blue")),
    (0.90, Phrase(ru="фиолетовым", en="purple")),
    (1.00, Phrase(ru="красным", en="red")),
)
#: Less of a colour than this is grey.
_PALE = 0.06
#: So light a row is not coloured, and neither is a lone one.
_WHITE = 0.99
_FEWEST_ROWS = 2


def colour_name(colour: str) -> Phrase | None:
    """What people call a colour; None for white.

    >>> colour_name("#c6efce").said("en"), colour_name("#ffffff")
    ('green', None)
    """
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, lightness, _ = colorsys.rgb_to_hls(red, green, blue)
    if lightness > _WHITE:
        return None
    if max(red, green, blue) - min(red, green, blue) < _PALE:
        return _GREY
    return next(name for end, name in _HUES if hue <= end)


def colour_notes(
    sheets: Sequence[SourceSheet],
    tabs: Mapping[str, TabProposal],
    paid: Collection[tuple[str, int]],
) -> Iterator[Sayable]:
    """A line for each colour of each tab in which at least two rows of its table have it.

    Args:
        sheets: with the colours of their rows.
        tabs: what each is, by title.
        paid: title and row of what is paid.
    """
    for sheet in sheets:
        tab = tabs.get(sheet.title)
        if tab is not None and tab.kind == "table":
            yield from _notes(sheet, tab, paid)


def _notes(
    sheet: SourceSheet, tab: TabProposal, paid: Collection[tuple[str, int]]
) -> Iterator[Sayable]:
    rows = {
        row: name
        for row, colour in sheet.looks.row_fills.items()
        if tab.first_row <= row <= tab.last_row and (name := colour_name(colour)) is not None
    }
    for name, count in Counter(rows.values()).most_common():
        if count < _FEWEST_ROWS:
            continue
        settled = sum(1 for row in rows if rows[row] == name and (sheet.title, row) in paid)
        facts = {"title": sheet.title, "colour": name, "count": count}
        if "invoices" in tab.means:
            yield _AND_PAID.given(**facts, paid=settled)
        else:
            yield _COLOURED.given(**facts)
