"""Rows of the mirror: as a table for people, else as files of rows."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from sheetsync.cli.output import print_table
from sheetsync.cli.speech import speech
from sheetsync.language import Phrase
from sheetsync.tables.export_texts import printable

FORMATS = ("table", "csv", "json")
NO_TAB = Phrase(ru="в зеркале нет вкладки {tab!r}", en="the mirror has no tab {tab!r}")
_NOTHING = Phrase(ru="ничего не нашлось", en="nothing was found")


def tell_rows(
    rows: Sequence[Mapping[str, Any]],
    name: str,
    form: str,
    *,
    shown: Sequence[str] = (),
    output: Path | None = None,
) -> None:
    """Print rows, or write them into a file.

    Args:
        rows: flat.
        name: what they are, and their key in a JSON document.
        form: one of `FORMATS`, or "parquet".
        shown: names of the columns of a table, all when not told; machines get all.
        output: the file; a table goes there as CSV.

    Raises:
        click.UsageError: Parquet is no text for a terminal.
    """
    if form == "table" and output is None:
        names = shown or list(dict.fromkeys(key for row in rows for key in row))
        cells = [[printable(_text(row.get(key))) for key in names] for row in rows]
        if rows:
            print_table("", names, cells)
        else:
            click.echo(speech().say(_NOTHING))
        return
    import pandas as pd  # noqa: PLC0415  # a table needs none

    from sheetsync.cli.row_files import write_rows  # noqa: PLC0415  # likewise

    frame = pd.DataFrame(list(rows), dtype="object")
    write_rows(frame, name, "csv" if form == "table" else form, output, {})


def _text(value: object) -> str:
    return "" if value is None else str(value)
