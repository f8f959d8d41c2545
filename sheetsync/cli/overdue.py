"""``sheetsync overdue``: unpaid invoices as a list or a picture, without running a job."""

from pathlib import Path

import click

from sheetsync.cli.ageing_chart import save_ageing_chart
from sheetsync.cli.options import config_option
from sheetsync.cli.output import progress
from sheetsync.cli.overdue_list import list_
from sheetsync.cli.pictures import refuse_other_pictures
from sheetsync.cli.speech import speech
from sheetsync.language import Lang, languages
from sheetsync.rules.attention.actions import day_text
from sheetsync.rules.payables.balance import ageing_by_month
from sheetsync.workspace import RunOptions, open_company


@click.group()
def overdue() -> None:
    """What is unpaid, as a list or a picture; nothing is written anywhere."""


overdue.add_command(list_)


@overdue.command()
@config_option
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The picture to write: .png, .svg or .pdf.",
)
@click.option(
    "--lang", type=click.Choice(languages()), help="Language; the workbook's if not given."
)
def chart(config: Path, output: Path, lang: Lang | None) -> int:
    """Draw the unpaid sums by month and age, one plot for each currency."""
    refuse_other_pictures(output)
    with (
        progress() as tell,
        open_company(
            config, options=RunOptions(progress=tell, on_language=speech().hear)
        ) as company,
    ):
        ageing = ageing_by_month(company.payables.invoices)
        words = lang or company.lang
        save_ageing_chart(ageing, output, day_text(company.as_of, words), words)
    click.echo(output)
    return 0
