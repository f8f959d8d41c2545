"""``sheetsync ratings``, ``sheetsync ratings chart`` and ``sheetsync explain``."""

import difflib
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
import pandas as pd

from sheetsync.cli.options import config_option
from sheetsync.cli.output import print_json, progress
from sheetsync.cli.pictures import refuse_other_pictures
from sheetsync.cli.rating_chart import save_score_chart
from sheetsync.cli.rating_explain import plain_text, print_explanation
from sheetsync.cli.rating_rules_file import rules_of_file
from sheetsync.cli.rating_table import print_details, print_summary, print_what_if
from sheetsync.cli.row_files import write_rows
from sheetsync.cli.speech import speech
from sheetsync.facts import ENGINES
from sheetsync.language import Lang, Phrase, languages
from sheetsync.rules.rating import Ratings
from sheetsync.rules.rating.explanation import Explanation, explanation
from sheetsync.rules.rating.score_history import group_scores, partner_scores
from sheetsync.rules.rating.what_if import what_if
from sheetsync.tables.catalogue.rating import RATING_DETAILS, RATING_HISTORY, RATINGS
from sheetsync.tables.schema import ToolTab
from sheetsync.workspace import Company, RunOptions, open_company
from sheetsync.workspace.asked import partner_meant
from sheetsync.workspace.rating import FactsSource
from sheetsync.workspace.records import records

_FACTS_TOO = Phrase(
    ru="--engine складывает данные из --facts DIR_OR_URL: назовите и их",
    en="--engine sums the facts of --facts DIR_OR_URL: name them too",
)
_NAME_ONE = Phrase(
    ru="Назовите партнёра или --group GROUP.", en="Name a partner, or --group GROUP."
)
_NEAREST = Phrase(
    ru="{name!r}: такого нет; может быть, {near!r}?",
    en="{name!r} is not there; did you mean {near!r}?",
)
_ONE_OF = Phrase(
    ru="{name!r}: такого нет; есть: {names}", en="{name!r} is not there; there are {names}"
)
period_option = click.option("--period", metavar="YYYY-MM", help="The month; else the last whole.")
lang_option = click.option(
    "--lang", type=click.Choice(languages()), help="Language; the workbook's if not given."
)


def _looking(config: Path, period: str | None, stack: ExitStack) -> Company:
    """The company for somebody who only looks: nothing is written anywhere."""
    tell = stack.enter_context(progress())
    options = RunOptions(period=period, progress=tell, on_language=speech().hear)
    return stack.enter_context(open_company(config, options=options))


@click.group(invoke_without_command=True)
@config_option
@period_option
@click.option("--group", help="Only this group.")
@click.option("--details", is_flag=True, help="One row a partner and KPI.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "parquet"]),
    default="table",
    show_default=True,
    help="Headers and keys of csv, json and parquet are the catalogue's codes.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="The file.")
@click.option(
    "--what-if",
    "draft",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="RULES.csv",
    help="Rating rules to try: who would change tier.",
)
@click.option(
    "--facts",
    default="",
    metavar="DIR_OR_URL",
    help="Parquet, duckdb:///, sqlite:/// or postgresql://.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="pandas",
    show_default=True,
    help="What sums the facts.",
)
@lang_option
@click.pass_context
def ratings(context: click.Context, /, config: Path, period: str | None, **asked: Any) -> int:  # noqa: ANN401  # click's options
    """Ratings of a month, as published where they are, else computed."""
    if context.invoked_subcommand:
        return 0
    source = FactsSource(asked["facts"], asked["engine"])
    if source.engine != "pandas" and not source.address:
        raise click.UsageError(speech().say(_FACTS_TOO))
    with ExitStack() as stack:
        company = _looking(config, period, stack)
        lang: Lang = asked["lang"] or company.lang
        if asked["draft"]:
            now = company.rated_from(source).worded(lang)
            rules = rules_of_file(asked["draft"], company.tables)
            draft = company.rated_from(source, rules).worded(lang)
            rows = of_group(what_if(now, draft), asked["group"])
            return _tell(rows, _about(draft), "what_if", lang, asked)
        if source.address:
            rated = company.rated_from(source).worded(lang)
            summary, details = rated.summary, rated.details
        else:
            rated = company.rated.ratings
            summary, details = company.rated.shown.summary, company.rated.shown.details
    summary = of_group(summary, asked["group"])
    details = details[
        (details["period"] == rated.period) & details["partner_id"].isin(summary["partner_id"])
    ]
    about = {
        "as_of": rated.as_of.isoformat(),
        "period": rated.period,
        "currency": rated.currency,
        "refused": dict(rated.refused),
    }
    if asked["details"]:
        return _tell(details[_codes(RATING_DETAILS)], about, "details", lang, asked)
    return _tell(summary[_codes(RATINGS)], about, "ratings", lang, asked)


def _about(rated: Ratings) -> dict[str, Any]:
    return {
        "as_of": rated.as_of.isoformat(),
        "period": rated.period,
        "currency": rated.currency,
        "refused": dict(rated.refused),
    }


def _codes(tab: ToolTab) -> list[str]:
    return list(tab.codes)


def _tell(
    rows: pd.DataFrame, about: dict[str, Any], kind: str, lang: Lang, asked: dict[str, Any]
) -> int:
    """Print or write rows; 1 when a group could not be rated."""
    if asked["form"] == "table":
        _show(rows, about, kind, lang)
    else:
        write_rows(rows, kind, asked["form"], asked["output"], about)
    for group, why in about["refused"].items():
        click.echo(f"{group}: {why}", err=True)
    return 1 if about["refused"] else 0


def _show(rows: pd.DataFrame, about: dict[str, Any], kind: str, lang: Lang) -> None:
    title = about["period"]
    if kind == "details":
        print_details(rows, title, lang, about["currency"])
    elif kind == "what_if":
        print_what_if(rows, title, lang)
    else:
        print_summary(rows, title, lang)


def of_group(rows: pd.DataFrame, group: str | None) -> pd.DataFrame:
    """The rows of one group, or all.

    Raises:
        click.BadParameter: there is no such group; the nearest one is named.
    """
    if group is None:
        return rows
    _known(group, rows["group"].dropna(), "--group")
    return rows[rows["group"] == group].reset_index(drop=True)


def _known(name: str, names: Iterable[str], what: str) -> None:
    known = sorted(set(names))
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        facts = {"near": near[0]} if near else {"names": ", ".join(known[:9])}
        told = speech().say(_NEAREST if near else _ONE_OF, name=name, **facts)
        raise click.BadParameter(told, param_hint=what)


@ratings.command()
@click.argument("partner", required=False)
@config_option
@click.option("--group", help="All partners of this group.")
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The picture to write: .png, .svg or .pdf.",
)
@lang_option
def chart(
    partner: str | None, config: Path, group: str | None, output: Path, lang: Lang | None
) -> int:
    """Draw the published scores of PARTNER, or of a group, over time; tiers are bands."""
    if (partner is None) == (group is None):
        raise click.UsageError(speech().say(_NAME_ONE))
    refuse_other_pictures(output)
    with ExitStack() as stack:
        company = _looking(config, None, stack)
        rated = company.rated.ratings
        history = company.reading.tool_frame(RATING_HISTORY)
        if partner is not None:
            partner = partner_meant(company.tables, partner, "PARTNER")
            _known(partner, rated.summary["partner_id"], "PARTNER")
            scores = partner_scores(rated, history, partner)
        else:
            _known(str(group), rated.summary["group"].dropna(), "--group")
            scores = group_scores(rated, history, str(group))
        save_score_chart(scores, output, lang or company.lang)
    click.echo(output)
    return 0


@click.command()
@click.argument("partner")
@config_option
@period_option
@click.option("--plain", is_flag=True, help="Text without bars and colours.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@lang_option
def explain(  # noqa: PLR0913, PLR0917  # click's options
    partner: str,
    config: Path,
    period: str | None,
    plain: bool,  # noqa: FBT001  # click's flag
    as_json: bool,  # noqa: FBT001  # click's flag
    lang: Lang | None,
) -> int:
    """Why PARTNER has its score, and what would lift it."""
    with ExitStack() as stack:
        company = _looking(config, period, stack)
        rated = company.rated.ratings
        rated = rated.worded(lang) if lang else rated
        partner = partner_meant(company.tables, partner, "PARTNER")
        _known(partner, rated.summary["partner_id"], "PARTNER")
        explained = explanation(rated, partner)
        if as_json:
            print_json(document(explained, rated))
        elif plain:
            click.echo(plain_text(explained))
        else:
            print_explanation(explained)
    return 0


def document(explained: Explanation, rated: Ratings) -> dict[str, Any]:
    """The explanation for machines, by the catalogue's codes."""
    partner_id = explained.summary["partner_id"]
    summary = rated.summary[rated.summary["partner_id"] == partner_id]
    kpis = rated.details[rated.details["partner_id"] == partner_id]
    lifts = [{"lift": line.lift} for line in explained.lines]
    rows = records(kpis, [*_codes(RATING_DETAILS), "n_eff", "worst", "target"])
    return {
        **records(summary)[0],
        "as_of": rated.as_of.isoformat(),
        "kpis": [{**row, **lift} for row, lift in zip(rows, lifts, strict=True)],
    }
