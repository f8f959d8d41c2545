"""``sheetsync mirror …``: how the mirror stands, whether it is right, and its upkeep."""

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from sheetsync.cli.mirror_tables import FORMATS, NO_TAB, tell_rows
from sheetsync.cli.moments import end_of
from sheetsync.cli.options import config_option, json_option
from sheetsync.cli.output import print_json, print_table, progress
from sheetsync.cli.speech import speech
from sheetsync.language import Phrase

_BYTES_A_MEGABYTE = 1_000_000
_SIZE = Phrase(
    ru="{megabytes:.1f} МБ, устройство {layout}", en="{megabytes:.1f} MB, layout {layout}"
)
_STATUS = {
    "title": Phrase(ru="Вкладка", en="Tab"),
    "rows": Phrase(ru="Строк", en="Rows"),
    "versions": Phrase(ru="Версий", en="Versions"),
    "held": Phrase(ru="Ждёт человека", en="Waits for somebody"),
    "checked_at": Phrase(ru="Проверено", en="Checked"),
}
_PENDING = Phrase(ru="следующий запуск добавит: {line}", en="the next run adds: {line}")
_EQUAL = Phrase(ru="всё совпадает", en="equal")
_NO_DAYS = Phrase(
    ru="Сколько дней хранить? --keep-days или mirror.keep_days.",
    en="Say how many days are kept: --keep-days, or mirror.keep_days.",
)
_TO_DELETE = Phrase(ru="удалится версий: {count}", en="versions to delete: {count}")
_DELETED = Phrase(ru="удалено версий: {count}", en="versions deleted: {count}")
_BLANKED = Phrase(ru="стёрто в версиях: {count}", en="versions blanked: {count}")
_COPIED = Phrase(
    ru="скопировано строк: {rows}, таблиц базы: {tables}; всё совпадает",
    en="rows copied: {rows}, tables: {tables}; all are equal",
)

_NO_FOLDER = Phrase(ru="назовите папку для выгрузки", en="name a folder for the export")
_EXPORTED = Phrase(
    ru="{folder}: файлов записано: {written}, осталось как есть: {kept}, удалено: {removed}",
    en="{folder}: files written: {written}, left as they are: {kept}, removed: {removed}",
)
_SNAPSHOTS = Phrase(
    ru="таблиц Iceberg с новым снимком: {count}",
    en="tables of Iceberg with a new snapshot: {count}",
)
_DATASETTE = Phrase(
    ru="откройте: datasette {file} --metadata {metadata}",
    en="open it: datasette {file} --metadata {metadata}",
)
_NO_URL = Phrase(
    ru="назовите базу, например postgresql://USER@HOST/DATABASE, или файл: --from ФАЙЛ",
    en="name a database, for example postgresql://USER@HOST/DATABASE, or a file with --from",
)


@click.group()
def mirror() -> None:
    """Look after the database that keeps every change of every tab."""


@mirror.command()
@config_option
@json_option
def status(config: Path, *, json: bool) -> int:
    """Tell tabs, rows, versions, size, the last check, and what is held and why."""
    from sheetsync.cli.mirror_opening import opened_mirror  # noqa: PLC0415  # the database is slow
    from sheetsync.mirror import upkeep  # noqa: PLC0415  # likewise

    with opened_mirror(config) as (one, _):
        found = upkeep.status(one)
    tabs = [
        asdict(tab) | {"checked_at": _iso(tab.checked_at), "held_since": _iso(tab.held_since)}
        for tab in found.tabs
    ]
    if json:
        print_json(asdict(found) | {"tabs": tabs})
        return _code(tabs)
    headings = [speech().say(heading) for heading in _STATUS.values()]
    cells = [[_text(tab[name]) for name in _STATUS] for tab in tabs]
    print_table(found.workbook, headings, cells)
    megabytes = found.bytes / _BYTES_A_MEGABYTE
    click.echo(speech().say(_SIZE, megabytes=megabytes, layout=found.layout))
    for line in found.pending:
        click.echo(speech().say(_PENDING, line=line))
    return _code(tabs)


@mirror.command()
@config_option
@json_option
def check(config: Path, *, json: bool) -> int:
    """Read the workbook again and compare every row by its values."""
    from sheetsync.cli.mirror_opening import opened_mirror  # noqa: PLC0415  # likewise
    from sheetsync.mirror import upkeep  # noqa: PLC0415
    from sheetsync.workspace import RunOptions, open_workspace  # noqa: PLC0415
    from sheetsync.workspace.mirroring import seen_workbook  # noqa: PLC0415

    with (
        progress(quiet=json) as tell,
        opened_mirror(config) as (one, checked),
        open_workspace(config, options=RunOptions(dry_run=True, progress=tell)) as ws,
    ):
        seen = seen_workbook(ws.reading, checked, one.known_sheets())
        found = [asdict(difference) for difference in upkeep.check(one, seen)]
    if json:
        print_json({"equal": not found, "differences": found})
    elif found:
        tell_rows(found, "differences", "table")
    else:
        click.echo(speech().say(_EQUAL))
    return int(bool(found))


@mirror.command()
@click.argument("tab")
@config_option
@click.option("--as-of", required=True, metavar="DAY", help="At the end of this day.")
@click.option("--format", "form", type=click.Choice((*FORMATS, "parquet")), default="table")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False))
def show(tab: str, config: Path, as_of: str, form: str, output: Path | None) -> int:
    """Show TAB as it was at the end of a day."""
    from sheetsync.cli.mirror_opening import opened_past  # noqa: PLC0415  # likewise

    with opened_past(config, [tab]) as (past, clock):
        at = end_of(as_of, past.kept.workbook["time_zone"], clock)
        rows = past.rows(past.code(tab) or tab, at)
    tell_rows(rows, "rows", form, output=output)
    return 0


@mirror.command()
@config_option
@click.option("--keep-days", type=click.IntRange(min=1), help="Instead of mirror.keep_days.")
@click.option("--dry-run", is_flag=True, help="Say how many; delete nothing.")
def prune(config: Path, keep_days: int | None, *, dry_run: bool) -> int:
    """Delete versions that ended long ago, never the newest of a row."""
    from sheetsync.cli.mirror_opening import opened_mirror  # noqa: PLC0415  # likewise
    from sheetsync.mirror import upkeep  # noqa: PLC0415
    from sheetsync.workspace.clock import SystemClock  # noqa: PLC0415

    with opened_mirror(config, read_only=dry_run) as (one, checked):
        days = keep_days or checked.mirror.keep_days
        if not days:
            raise click.UsageError(speech().say(_NO_DAYS))
        before = SystemClock().now() - timedelta(days=days)
        count = upkeep.prune(one, before, dry_run=dry_run)
    click.echo(speech().say(_TO_DELETE if dry_run else _DELETED, count=count))
    return 0


@mirror.command()
@click.argument("key")
@click.option("--tab", required=True, metavar="TAB")
@config_option
def forget(key: str, tab: str, config: Path) -> int:
    """Blank words, addresses and accounts of the row KEY in everything that is past."""
    from sheetsync.cli.mirror_opening import opened_mirror  # noqa: PLC0415  # likewise
    from sheetsync.mirror import upkeep  # noqa: PLC0415
    from sheetsync.workspace.clock import SystemClock  # noqa: PLC0415

    with opened_mirror(config, read_only=False) as (one, _):
        if tab not in one.kept:
            raise click.BadParameter(speech().say(NO_TAB, tab=tab))
        count = upkeep.forget(one, tab, key, SystemClock().now())
    click.echo(speech().say(_BLANKED, count=count))
    return 0


@mirror.command()
@click.argument("url", required=False, default="")
@config_option
@click.option(
    "--from",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="From this file, for example of a backup; into the config's database without URL.",
)
def copy(url: str, config: Path, file: Path | None) -> int:
    """Copy everything into the empty database URL, and compare."""
    from sheetsync.cli.mirror_opening import copied  # noqa: PLC0415  # likewise

    if not url and file is None:
        raise click.UsageError(speech().say(_NO_URL))
    counts = copied(config, url, file)
    rows, tables = sum(counts.values()), len(counts)
    click.echo(speech().say(_COPIED, rows=rows, tables=tables))
    return 0


@mirror.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@config_option
@click.option("--since", metavar="DAY", help="Leave months before this day's as they are.")
@click.option("--iceberg", is_flag=True, help="Keep Iceberg tables in DIR/iceberg as well.")
@click.option("--datasette", is_flag=True, help="Write what Datasette shows beside the file.")
def export(
    folder: Path | None, config: Path, since: str | None, *, iceberg: bool, datasette: bool
) -> int:
    """Write the mirror into DIR as Parquet, by months; only what changed is written again."""
    from sheetsync.cli.mirror_files import exported, written_metadata  # noqa: PLC0415  # likewise

    if folder is None and (iceberg or not datasette):
        raise click.UsageError(speech().say(_NO_FOLDER))
    if folder is not None:
        found = exported(config, folder, since, iceberg=iceberg)
        facts = {"written": len(found.written), "kept": found.kept, "removed": len(found.removed)}
        click.echo(speech().say(_EXPORTED, folder=folder, **facts))
        if iceberg:
            click.echo(speech().say(_SNAPSHOTS, count=len(found.snapshots)))
    if datasette:
        file, metadata = written_metadata(config)
        click.echo(speech().say(_DATASETTE, file=file, metadata=metadata))
    return 0


def _code(tabs: list[dict[str, Any]]) -> int:
    return int(any(tab["held"] for tab in tabs))


def _iso(moment: Any) -> str | None:  # noqa: ANN401  # an instant or nothing
    return None if moment is None else moment.isoformat(timespec="seconds")


def _text(value: object) -> str:
    return "" if value is None else str(value)
