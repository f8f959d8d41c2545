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
def serve(path: Path, port: int, forbid: tuple[str, ...], hooks: bool) -> None:  # noqa: FBT001  (click passes it by name)
    """Serve the sandbox on 127.0.0.1 until Ctrl-C; prints its address."""
    from sheetsync.sandbox.serving import serve_forever  # noqa: PLC0415  (Flask loads slowly)

    serve_forever(path, port, forbid=forbid, announce=click.echo)
