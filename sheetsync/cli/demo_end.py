"""How ``sheetsync demo`` ends: files and commands to try, and pages that open with one click."""

import shutil
import sys
from datetime import date
from pathlib import Path

import click

from sheetsync.cli.speech import speech
from sheetsync.language import Phrase

#: Of the workbook's page.
_PORT = 8790
_WHERE = Phrase(ru="Где смотреть", en="Where to look")
_WORKBOOK = Phrase(ru="Таблица", en="Spreadsheet")
_LETTERS = Phrase(ru="Письма", en="Letters")
_NEXT = Phrase(ru="Что попробовать дальше", en="What to try next")
_PAGE = Phrase(
    ru="посмотреть и поправить таблицу в браузере",
    en="look at the workbook in a browser and edit it",
)
_PORTAL = Phrase(
    ru="открыть страницы партнёров и рабочее место", en="serve the partners' pages and the desk"
)
_EXPLAIN = Phrase(ru="почему у партнёра такой балл", en="why a partner has its score")
_FINDINGS = Phrase(ru="все замечания проверки", en="everything that validation found")
_JSON = Phrase(ru="то же для машин", en="the same for machines")
_LINK = Phrase(ru="ссылка из письма", en="a letter's link")
_LATER = Phrase(
    ru="Страницы, пока работают две первые команды (письмо для входа не нужно)",
    en="Pages, while the first two commands run (no sign-in letter is needed)",
)
_SERVING = Phrase(
    ru="Открываю таблицу и страницы партнёров; закончить — Ctrl-C.",
    en="Serving the workbook and the partners' pages; Ctrl-C ends it.",
)


def end_demo(into: Path, day: date, *, serves: bool) -> int:
    """Say where to look and what to try, and serve the pages if that is wanted; the exit code.

    Args:
        into: the demo's folder.
        day: that the network is at.
        serves: whether the pages are served, until SIGTERM or Ctrl-C.

    Raises:
        SheetsyncError: the pages cannot be served.
    """
    from sheetsync.config import load_config  # noqa: PLC0415  # the database takes a while

    _say_where(into)
    if load_config(into / "config.yaml").portal is None:
        # A demo of an earlier version.
        return 0
    if not serves:
        _say_pages(into, day)
        return 0
    from sheetsync.cli.demo_serving import serve_demo  # noqa: PLC0415  # likewise

    click.echo(f"\n{speech().say(_SERVING)}\n")
    return serve_demo(into, _PORT, _letter_link(into, day))


def _say_where(into: Path) -> None:
    say, config, sheetsync = speech().say, into / "config.yaml", _called_here()
    book = into / "workbook.sqlite"
    click.echo(f"\n{say(_WHERE)}:")
    click.echo(f"  {say(_WORKBOOK)}: {book}")
    click.echo(f"  {say(_LETTERS)}: {into / 'letters'}")
    click.echo(f"\n{say(_NEXT)}:")
    for command, what in (
        (f"{sheetsync} sandbox serve --path {book} --port {_PORT}", _PAGE),
        (f"{sheetsync} portal --config {config}", _PORTAL),
        (f"{sheetsync} explain P-001 --config {config}", _EXPLAIN),
        (f"{sheetsync} run validate --config {config}", _FINDINGS),
        (f"{sheetsync} run overdue --config {config} --json", _JSON),
    ):
        click.echo(f"  {command}\n      {say(what)}")


def _say_pages(into: Path, day: date) -> None:
    """The addresses of pages that a later command serves."""
    from sheetsync.cli.demo_addresses import (  # noqa: PLC0415  # the database takes a while
        WORKBOOK,
        addresses_aligned,
        demo_addresses,
    )
    from sheetsync.config import load_config  # noqa: PLC0415
    from sheetsync.workspace.portal_config import made_store  # noqa: PLC0415

    config = load_config(into / "config.yaml")
    with made_store(config) as store:
        pages = list(demo_addresses(config, store, speech()))
    workbook = (speech().say(WORKBOOK), f"http://127.0.0.1:{_PORT}/")
    click.echo(f"\n{speech().say(_LATER)}:")
    for line in addresses_aligned([*pages, workbook, *_letter_link(into, day)]):
        click.echo(line)


def _letter_link(into: Path, day: date) -> tuple[tuple[str, str], ...]:
    """The page behind a letter's link, as the partner sees it; nothing where nobody owes."""
    from sheetsync.config import load_config  # noqa: PLC0415  # pandas and gspread take a while
    from sheetsync.demo.submissions import DemoClock, upload_link  # noqa: PLC0415
    from sheetsync.workspace.opening import open_company  # noqa: PLC0415
    from sheetsync.workspace.secret_files import portal_keys  # noqa: PLC0415

    config = load_config(into / "config.yaml")
    with open_company(config, clock=DemoClock(day)) as company:
        link = upload_link(company, portal_keys(config))
    return ((speech().say(_LINK), link),) if link else ()


def _called_here() -> str:
    """What to type: the path it was started by, where a shell would not find the bare name."""
    return "sheetsync" if shutil.which("sheetsync") else sys.argv[0]
