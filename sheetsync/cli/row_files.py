"""Rows of a tab as CSV, JSON or Parquet, for whoever goes on working with them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pandas as pd

from sheetsync.cli.output import print_json
from sheetsync.private_files import write_named
from sheetsync.tables.export_texts import csv_text, printable
from sheetsync.workspace.records import records


def write_rows(
    rows: pd.DataFrame, name: str, form: str, output: Path | None, about: dict[str, Any]
) -> None:
    """Write rows for machines: headers and keys are the catalogue's codes.

    Args:
        rows: a frame by codes.
        name: their key in a JSON document.
        form: "csv", "json" or "parquet".
        output: the file; None for stdout.
        about: what the JSON document says besides.

    Raises:
        click.UsageError: Parquet is no text for a terminal.
    """
    rows = _with_texts(rows, csv_text if form == "csv" else printable)
    if form == "parquet":
        if output is None:
            raise click.UsageError("Parquet needs a file: add -o FILE.parquet")
        texts = {name: "str" for name in rows if rows[name].dtype == "object"}
        write_named(output, rows.astype(texts).to_parquet())
        return
    if form == "json":
        document = {**about, name: records(rows)}
        if output is None:
            print_json(document)
        else:
            import json  # noqa: PLC0415  # only when a file is asked for

            text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
            write_named(output, f"{text}\n".encode())
        return
    text = rows.to_csv(index=False, lineterminator="\n")
    if output is None:
        click.echo(text, nl=False)
    else:
        write_named(output, text.encode())


def _with_texts(rows: pd.DataFrame, change: Callable[[str], str]) -> pd.DataFrame:
    """The rows with every text changed; numbers, days and blanks stay what they are."""
    changed: pd.DataFrame = rows.apply(
        lambda column: (
            column.map(
                lambda value: change(value) if isinstance(value, str) else value, na_action="ignore"
            )
            if pd.api.types.is_object_dtype(column) or pd.api.types.is_string_dtype(column)
            else column
        )
    )
    return changed
