"""``sheetsync portal``: partners' pages and the worker behind them, and what is asked of either."""

from pathlib import Path

import click

from sheetsync.cli.options import config_option, json_option, speech_option
from sheetsync.cli.output import print_json
from sheetsync.cli.speech import speech
from sheetsync.language import Phrase

_ADOPTED = Phrase(
    ru="из журнала взято: {count}; номера продолжатся с {number}",
    en="taken from the log: {count}; numbers go on from {number}",
)
_NO_FILE = Phrase(ru="нет файла: {no} {name}", en="the file is gone: {no} {name}")
_EXPORTED = Phrase(
    ru="{folder}: заявок: {submissions}, файлов: {files}",
    en="{folder}: submissions: {submissions}, files: {files}",
)


@click.group(invoke_without_command=True)
@config_option
@speech_option
@click.option("--no-worker", is_flag=True, help="Serve the pages only; a worker runs elsewhere.")
@click.pass_context
def portal(context: click.Context, config: Path, *, no_worker: bool) -> int:
    """Serve the partners' pages and keep the workbook told, until SIGTERM."""
    if context.invoked_subcommand is not None:
        return 0
    from sheetsync.cli.portal_serving import served  # noqa: PLC0415  # help need not wait for it

    return served(config, with_worker=not no_worker)


@portal.command()
@config_option
@speech_option
@click.option("--once", is_flag=True, help="One round, the letters that are due, then end.")
def worker(config: Path, *, once: bool) -> int:
    """Keep the workbook told of what partners send, and their pages of the workbook."""
    from sheetsync.cli.portal_working import worked  # noqa: PLC0415  # pandas: a second

    return worked(config, once=once)


@portal.command()
@config_option
@speech_option
@json_option
def queue(config: Path, *, json: bool) -> int:
    """Tell what waits: events for the log, letters, files; the last round, quota, mail."""
    from sheetsync.cli.portal_told import queue_told, queue_words  # noqa: PLC0415  # the database
    from sheetsync.config import load_config  # noqa: PLC0415
    from sheetsync.workspace.clock import SystemClock  # noqa: PLC0415
    from sheetsync.workspace.portal_config import made_store  # noqa: PLC0415  # likewise

    checked = load_config(config)
    with made_store(checked) as store:
        assert checked.portal is not None  # noqa: S101  # `made_store` says so
        found = queue_told(store, SystemClock().now(), checked.portal)
    if json:
        print_json(found)
    else:
        for line in queue_words(found, speech()):
            click.echo(line)
    troubles = (
        "trouble", "unknown", "failed", "files_trouble", "files_gone", "mail_failing_since"
    )  # fmt: skip
    return int(any(found.get(name) for name in troubles))


@portal.command()
@config_option
@speech_option
@json_option
@click.option(
    "--from",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Begin with this file of a backup; the config's database is to be empty.",
)
def recover(config: Path, file: Path | None, *, json: bool) -> int:
    """Make the store again of the Portal log; name files that the vault lacks."""
    from sheetsync.config import load_config  # noqa: PLC0415  # pandas: a second
    from sheetsync.portal.store.copying import copy_from_file  # noqa: PLC0415
    from sheetsync.workspace.clock import SystemClock  # noqa: PLC0415
    from sheetsync.workspace.portal_recovery import recovered_store  # noqa: PLC0415

    checked = load_config(config)
    if file is not None:
        copy_from_file(checked, file)
    found = recovered_store(checked, SystemClock())
    speech().hear(found.lang)
    if json:
        print_json(
            {
                "adopted": found.adopted,
                "next_number": found.next_number,
                "missing_files": [
                    {"submission": no, "name": name} for no, name in found.missing_files
                ],
            }
        )
    else:
        click.echo(speech().say(_ADOPTED, count=found.adopted, number=f"S-{found.next_number}"))
        for no, name in found.missing_files:
            click.echo(speech().say(_NO_FILE, no=no, name=name))
    return int(bool(found.missing_files))


@portal.command()
@click.argument("folder", type=click.Path(path_type=Path))
@config_option
@speech_option
@click.option("--partner", default="", metavar="PARTNER", help="Only what this partner sent.")
def export(folder: Path, config: Path, partner: str) -> int:
    """Write submissions, their events and files into FOLDER."""
    from sheetsync.config import load_config  # noqa: PLC0415  # the database is slow
    from sheetsync.workspace.clock import SystemClock  # noqa: PLC0415
    from sheetsync.workspace.portal_config import made_store, portal_vault  # noqa: PLC0415
    from sheetsync.workspace.portal_export import exported  # noqa: PLC0415

    checked, remote = load_config(config), None
    if checked.portal is not None and checked.portal.is_vault_away:
        from sheetsync.workspace.portal_remote import open_remote  # noqa: PLC0415  # frames

        remote = open_remote(checked, SystemClock())
    with made_store(checked) as store:
        found = exported(store, portal_vault(checked), folder, partner, remote)
    click.echo(
        speech().say(_EXPORTED, folder=folder, submissions=found.submissions, files=found.files)
    )
    for no, name in found.missing:
        click.echo(speech().say(_NO_FILE, no=no, name=name), err=True)
    return int(bool(found.missing))
