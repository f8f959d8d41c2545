"""`sheetsync sandbox`: serve a local Google, move Excel files in and out, empty it."""

from pathlib import Path

import click

_PATH = click.option(
    "--path",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("sandbox.sqlite"),
    show_default=True,
    help="The sandbox file; made empty when missing.",
)


@click.group()
def sandbox() -> None:
    """A local Google Sheets and Drive over one file, for trying out and for tests."""


@sandbox.command()
@_PATH
@click.option("--port", type=click.IntRange(0, 65535), default=8790, show_default=True)
@click.option(
    "--forbid",
    multiple=True,
    metavar="FILE_ID",
    help="A file that belongs to somebody else and answers 403; repeatable.",
)
@click.option("--hooks", is_flag=True, help="Offer faults, quotas and identities to tests.")
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
def serve(path: Path, port: int, forbid: tuple[str, ...], *, hooks: bool, opens: bool) -> None:
    """Serve the sandbox on 127.0.0.1 until Ctrl-C; prints its address."""
    from sheetsync.sandbox.hooks import Hooks  # noqa: PLC0415  (Flask and requests load slowly)
    from sheetsync.sandbox.serving import serve_forever  # noqa: PLC0415  (likewise)

    def announce(address: str) -> None:
        click.echo(address)
        if opens:
            # The port listens already: the browser's question waits for the answer.
            click.launch(address)

    serve_forever(path, port, forbid=forbid, hooks=Hooks() if hooks else None, announce=announce)


@sandbox.command("import")
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False))
@_PATH
@click.option("--title", default="", help="The spreadsheet's title; by default the file's name.")
def import_(source: Path, path: Path, title: str) -> None:
    """Make a spreadsheet of an Excel file; prints its id."""
    from sheetsync.sandbox.exchange import import_xlsx  # noqa: PLC0415  (openpyxl loads slowly)

    click.echo(import_xlsx(path, source, title))


@sandbox.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@_PATH
@click.option("--id", "file_id", default="", help="Which spreadsheet, when there are several.")
def export(target: Path, path: Path, file_id: str) -> None:
    """Write a spreadsheet as an Excel file."""
    from sheetsync.sandbox.exchange import export_xlsx  # noqa: PLC0415  (openpyxl loads slowly)

    title = export_xlsx(path, target, file_id)
    click.echo(f"{title} -> {target}")


@sandbox.command()
@_PATH
@click.confirmation_option(prompt="Everything in the sandbox file goes. Continue?")
def reset(path: Path) -> None:
    """Take everything out of a sandbox file."""
    from sheetsync.sandbox.exchange import empty  # noqa: PLC0415  (SQLite and msgspec)

    empty(path)
