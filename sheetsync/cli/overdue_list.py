"""``sheetsync overdue list``: unpaid invoices, without running a job; nothing is written."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import pandas as pd

from sheetsync.cli.options import config_option, json_option
from sheetsync.cli.output import print_json, print_outcome, progress
from sheetsync.cli.row_files import write_rows
from sheetsync.cli.speech import speech
from sheetsync.language import Lang, Phrase, languages
from sheetsync.rules.payables import overdue_rows
from sheetsync.rules.payables.unpaid_choice import chosen, known
from sheetsync.rules.validation.nearest import nearest
from sheetsync.tables.catalogue.payables import WHO_OWES
from sheetsync.tables.cleaning import comparable
from sheetsync.tables.schema import codes
from sheetsync.workspace import RunOptions, open_company
from sheetsync.workspace.options import Outcome
from sheetsync.workspace.outcomes.payables import side_sections, sides_headline
from sheetsync.workspace.outcomes.words import word
from sheetsync.workspace.records import records

_ONE_FORM = Phrase(
    ru="Выберите --csv или --json, не оба сразу.", en="Choose --csv or --json, not both."
)


@click.command("list")
@config_option
@click.option("--entity", default="", help="A legal entity, by code or name, or a partner's name.")
@click.option("--month", default="", metavar="YYYY-MM", help="The service month.")
@click.option(
    "--direction", type=click.Choice(codes(WHO_OWES)), help="in: we owe; out: owed to us."
)
@click.option("--curator", default="", help="An account manager, by name.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV on stdout; headers are codes.")
@json_option
@click.option(
    "--lang", type=click.Choice(languages()), help="Language; the workbook's if not given."
)
def list_(config: Path, as_csv: bool, lang: Lang | None, **asked: Any) -> int:  # noqa: ANN401, FBT001  # click's options
    """List unpaid invoices, the worst first, what we owe apart from what is owed to us."""
    as_json = asked.pop("json")
    if as_csv and as_json:
        raise click.UsageError(speech().say(_ONE_FORM))
    wanted = {name: text or "" for name, text in asked.items()}
    with (
        progress() as tell,
        open_company(
            config, options=RunOptions(progress=tell, on_language=speech().hear)
        ) as company,
    ):
        unpaid = overdue_rows(company.payables)
        spoken, as_of = lang or company.lang, company.as_of.isoformat()
    _refuse_unknown(unpaid, wanted)
    rows = chosen(unpaid, wanted)
    if as_csv:
        write_rows(_major(rows), "overdue", "csv", None, {})
    elif as_json:
        print_json({"as_of": as_of, "overdue": records(rows)})
    else:
        headline = sides_headline(rows, spoken) or word("nothing_unpaid", spoken)
        print_outcome(Outcome("overdue", 0, headline, sections=side_sections(rows, spoken)))
    return 0


def _refuse_unknown(unpaid: pd.DataFrame, asked: Mapping[str, str]) -> None:
    """Stop on a name that no unpaid invoice bears: it is mistyped, or nothing is unpaid there."""
    for name in ("entity", "curator"):
        names = known(unpaid, name)
        text = asked[name]
        if text and comparable(text) not in map(comparable, names):
            near = nearest(text, names)
            hint = f"; did you mean {near!r}?" if near else ""
            raise click.BadParameter(
                f"nothing is unpaid for {text!r}{hint}", param_hint=f"--{name}"
            )


def _major(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with money in major units under its code."""
    return pd.DataFrame(records(rows), columns=[str(name).removesuffix("_minor") for name in rows])
