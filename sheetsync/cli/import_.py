"""``sheetsync import``: tables that lie in files, into an empty workbook."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from sheetsync.cli.options import config_option, json_option, lang_option
from sheetsync.cli.output import print_json, progress
from sheetsync.config import load_config

_REASONS = {
    "unknown": "no tab of the workbook is called so; tabs: in config.yaml can say which one it is",
    "headers": "no row is known as headers; columns: in config.yaml can say what they mean",
    "empty": "nothing stands below the headers",
    "tool": "sheetsync writes them itself",
    "off": "their module is off in this workbook; sheetsync modules on NAME switches one on",
}
#: Of these nobody misses anything.
_HARMLESS = frozenset({"tool", "empty"})
_SHOWN_CELLS = 5


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@config_option
@lang_option
@click.option("--no-backup", is_flag=True, help="Make no backup copy before tabs are added.")
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
@json_option
def import_(path: Path, config: Path, **asked: Any) -> int:  # noqa: ANN401  # click's options
    """Fill empty people's tabs from PATH: an .xlsx file, or a folder with one .csv a tab.

    Tabs and headers are found by their English or Russian names, or by those that config.yaml tells
    under tabs: and columns:. Tabs that the workbook lacks are made. A tab with values stops the
    import before anything is written.
    """
    from sheetsync.workspace.clock import SystemClock  # noqa: PLC0415  # pandas takes a second
    from sheetsync.workspace.importing import ImportOptions, import_files  # noqa: PLC0415

    with progress(quiet=bool(asked["json"])) as tell:
        done = import_files(
            load_config(config),
            path,
            ImportOptions(
                lang=str(asked["lang"]),
                now=SystemClock().now(),
                dry_run=bool(asked["dry_run"]),
                backup=not asked["no_backup"],
                tell=tell,
            ),
        )
    if asked["json"]:
        print_json({"dry_run": bool(asked["dry_run"]), **_document(done)})
    else:
        for line in _lines(done):
            click.echo(line)
        click.echo("nothing was written" if asked["dry_run"] else "next: sheetsync run validate")
    return 0 if all(left.reason in _HARMLESS for left in done.left_out) else 1


def _document(done: Any) -> dict[str, object]:  # noqa: ANN401  # an Imported; it is imported lazily
    return {
        "made": list(done.made),
        "tabs": [
            {
                "code": one.target.tab.code,
                "title": one.target.title,
                "source": one.source,
                "rows": one.rows,
                "columns": list(one.matched),
                "missing": list(one.missing),
                "nearest": list(one.nearest),
                "extra": list(one.extra),
                "doubtful": list(one.doubtful),
                "left_above": one.left_above,
                "valueless": list(done.valueless.get(one.source, ())),
                "read_as": done.read_as.get(one.source, ""),
            }
            for one in done.transfers
        ],
        "left_out": [
            {"source": left.source, "reason": left.reason, "detail": left.detail}
            for left in done.left_out
        ],
    }


def _lines(done: Any) -> Iterator[str]:  # noqa: ANN401  # likewise
    yield from done.made
    for one in done.transfers:
        yield f"{one.target.title}: {one.rows} rows, {len(one.matched)} columns from {one.source!r}"
        yield from _with_words(_remarks(one, done))
    for reason, words in _REASONS.items():
        names = [repr(left.source) for left in done.left_out if left.reason == reason]
        if names:
            yield f"left out: {', '.join(names)}: {words}"
    for left in done.left_out:
        yield from _with_words([(repr(left.source), left.detail)])


def _with_words(remarks: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The remarks that say anything, indented."""
    return (f"  {what}: {said}" for what, said in remarks if said)


def _remarks(one: Any, done: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  # a Transfer, an Imported
    """What a person should know of a tab besides; "" where there is nothing to say."""
    yield "the file says nothing of its encoding; read as", done.read_as.get(one.source, "")
    yield "columns of your own, kept", ", ".join(map(repr, one.extra))
    yield "required, and not in the file", ", ".join(one.missing)
    yield "headers that look wrong", "; ".join(one.nearest)
    yield "rows above the headers, left out", str(one.left_above or "")
    yield "kept as they were, validation will name them", _cells(one.doubtful)
    yield (
        "formulas whose value the file does not keep, written as text",
        _cells(done.valueless.get(one.source, ())),
    )


def _cells(addresses: Sequence[str]) -> str:
    """So many cells, the first ones named."""
    rest = len(addresses) - _SHOWN_CELLS
    named = ", ".join(addresses[:_SHOWN_CELLS])
    return f"{named} and {rest} more" if rest > 0 else named
