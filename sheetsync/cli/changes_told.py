"""Changes on a terminal: under each sight and tab the rows and what became of them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import click

from sheetsync.cli.speech import speech
from sheetsync.language import Phrase
from sheetsync.language.marks import clipped
from sheetsync.tables.export_texts import printable

_NOTHING = Phrase(ru="ничего не нашлось", en="nothing was found")
_SIGHT = Phrase(ru="{at}  {title}  (просмотр {sync})", en="{at}  {title}  (sight {sync})")
_BETWEEN = Phrase(
    ru="{at}  {title}  (просмотр {sync}; ещё не было {not_before})",
    en="{at}  {title}  (sight {sync}; not yet there {not_before})",
)
_CELL = Phrase(ru="  {row}  {column}: {was} → {now}", en="  {row}  {column}: {was} → {now}")
_ROWS: Mapping[str, Phrase] = {
    "added": Phrase(ru="  {row}  строка добавлена", en="  {row}  row added"),
    "removed": Phrase(ru="  {row}  строка удалена: {cells}", en="  {row}  row removed: {cells}"),
    "returned": Phrase(ru="  {row}  строка вернулась", en="  {row}  row is back"),
}
_RENAMED = Phrase(ru="{line} (была {before})", en="{line} (was {before})")
_BY = Phrase(ru="{line} [{by}]", en="{line} [{by}]")
_BLANK = Phrase(ru="пусто", en="blank")
_MORE = Phrase(
    ru="… и ещё {count}: --since, --tab или --format csv",
    en="… and {count} more: --since, --tab or --format csv",
)
#: A comment of a page would hide what else changed.
_LONGEST = 80
#: More lines than that scroll away; a file holds them all.
_MOST = 200
_SHEET = "sheet"


def print_changes(rows: Sequence[Mapping[str, Any]]) -> None:
    """Tell changes in the order given, those of one sight of one tab together.

    Args:
        rows: as `workspace.history.Past.change` gives them.
    """
    if not rows:
        click.echo(speech().say(_NOTHING))
    for _, group in groupby(rows[:_MOST], key=lambda row: (row["sync"], row["tab"])):
        sight = list(group)
        click.echo(_head(sight[0]))
        for line in _lines(sight):
            click.echo(line)
    if len(rows) > _MOST:
        click.echo(speech().say(_MORE, count=len(rows) - _MOST))


def _head(row: Mapping[str, Any]) -> str:
    named = {"at": _minute(row["at"]), "title": printable(row["title"]), "sync": row["sync"]}
    if row["not_before"] is None:
        return speech().say(_SIGHT, **named)
    return speech().say(_BETWEEN, not_before=_minute(row["not_before"]), **named)


def _lines(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows:
        told = {name: _short(row[name]) for name in ("was", "now")}
        words = _ROWS.get(row["what"], _CELL)
        line = speech().say(
            words,
            row=_short(row["named"]),
            column=printable(row["header"]),
            cells=_short(row["row"]),
            **told,
        )
        if row["renamed_from"]:
            line = speech().say(_RENAMED, line=line, before=_short(row["renamed_from"]))
        yield line if row["by"] == _SHEET else speech().say(_BY, line=line, by=row["by"])


def _short(text: str) -> str:
    return clipped(printable(text), _LONGEST) if text else speech().say(_BLANK)


def _minute(moment: str) -> str:
    """A moment without its seconds: nobody waits for a second change within a minute."""
    return moment[: len("2026-03-01 12:00")]
