"""``sheetsync adopt``: start with the workbook that a team has."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheetsync.cli.adopt_dialogue import ask, ask_locale
from sheetsync.cli.adopt_in_place import works_in_place
from sheetsync.cli.options import headers_lang_option, json_option
from sheetsync.cli.output import is_terminal, print_json, progress
from sheetsync.cli.speech import speech
from sheetsync.errors import SheetsyncError
from sheetsync.language import Sayable
from sheetsync.tables.adoption.answers import Answers, all_taken
from sheetsync.workspace import open_company
from sheetsync.workspace.options import RunOptions

if TYPE_CHECKING:
    from sheetsync.pages.adoption_facts import AdoptionFacts
    from sheetsync.workspace.adopted_look import Look
    from sheetsync.workspace.adopting import Adoption


@click.command()
@click.argument("source")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("adopted"),
    show_default=True,
    help="Folder for the config, the mapping and the own workbook.",
)
@headers_lang_option("Of the own workbook, and of the terminal.")
@click.option(
    "--locale",
    type=click.Choice(["ru_RU", "en_US", "en_GB"]),
    help="How the team writes days and sums; seen from the file, else asked, if not given.",
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day of the first picture.")
@click.option("--yes", is_flag=True, help="Take what is proposed; never what is only suggested.")
@click.option(
    "--again", is_flag=True, help="Keep the earlier answers; ask only what is new or changed."
)
@click.option(
    "--credentials",
    default="",
    metavar="FILE",
    help="The service account's key; a viewer's rights are enough.",
)
@json_option
def adopt(source: str, into: Path, as_of: datetime | None, **asked: Any) -> int:  # noqa: ANN401  # click's options
    """Say what the tabs and columns of SOURCE mean, and look at what comes of it.

    SOURCE is the address or the id of a spreadsheet, an .xlsx file, or a folder with one .csv file
    a tab. It is only read: the answers, the own workbook and the config are written into a folder,
    and all jobs run on that folder's config.
    """
    from sheetsync.cli.adopt_told import document, is_whole, lines  # noqa: PLC0415  # pandas takes a second
    from sheetsync.workspace.adopting import MAKING, AdoptOptions, begin, finish  # noqa: PLC0415
    from sheetsync.workspace.clock import SystemClock  # noqa: PLC0415

    clock = SystemClock()
    speech().hear(str(asked["lang"]))
    with progress(quiet=bool(asked["json"])) as tell:
        options = AdoptOptions(
            into,
            str(asked["lang"]),
            asked["locale"] or "",
            asked["credentials"],
            is_again=bool(asked["again"]),
            as_of=as_of.date() if as_of else None,
            tell=tell,
        )
        adoption = begin(source, options, clock)
    answers = _answers(adoption, asked, clock.now().year)
    with progress(quiet=bool(asked["json"])) as tell:
        tell(MAKING)
        finish(adoption, answers, clock.now())
        look, facts = _look(adoption, answers, tell)
    is_asked = not (asked["yes"] or asked["json"]) and is_terminal()
    in_place = is_asked and works_in_place(adoption, answers, look, speech().lang)
    if in_place and facts is not None:
        _tell_in_place(adoption, answers, facts)
    if asked["json"]:
        print_json(document(adoption, answers, look))
    else:
        for line in lines(adoption, answers, look, speech().lang, in_place=in_place):
            click.echo(line)
    return 0 if is_whole(adoption, answers, look) else 1


def _answers(adoption: "Adoption", asked: Mapping[str, Any], year: int) -> Answers:
    """What is said of the tabs that are new: by --yes, by a person, or by nobody yet."""
    if asked["yes"]:
        said = all_taken(adoption.proposal)
        return replace(
            said, tabs={key: said.tabs[key] for key in said.tabs.keys() & adoption.asked}
        )
    if asked["json"] or not adoption.asked or not is_terminal():
        return Answers(locale=adoption.proposal.locale or "")
    proposal = adoption.proposal
    if not proposal.locale:
        proposal = replace(proposal, locale=ask_locale(speech().lang))
    return ask(proposal, adoption.asked, speech().lang, year)


def _look(
    adoption: "Adoption", answers: Answers, tell: Callable[[Sayable], None]
) -> tuple["Look", "AdoptionFacts | None"]:
    """What comes of it, with its report; nothing as long as no tab is agreed to."""
    from sheetsync.workspace.adopted_look import Look, look_at  # noqa: PLC0415  # likewise
    from sheetsync.workspace.adopted_report import report_facts, report_page  # noqa: PLC0415
    from sheetsync.workspace.adopting import CONFIG, write_report  # noqa: PLC0415

    if not adoption.mapping(answers).used:
        return Look(), None
    options = RunOptions(as_of=adoption.options.as_of, progress=tell)
    try:
        with open_company(adoption.options.into / CONFIG, options=options) as company:
            look = look_at(company, adoption.source, adoption.proposal, speech().lang)
            facts = report_facts(company, adoption, answers, look)
            write_report(adoption, report_page(facts, adoption.options.lang))
            return look, facts
    except SheetsyncError as error:
        return Look(stopped=error.words), None


def _tell_in_place(adoption: "Adoption", answers: Answers, facts: "AdoptionFacts") -> None:
    """Have the report say what comes next where the team's spreadsheet is the workbook."""
    from sheetsync.workspace.adopted_report import report_in_place  # noqa: PLC0415  # likewise
    from sheetsync.workspace.adopting import write_report  # noqa: PLC0415

    write_report(adoption, report_in_place(adoption, answers, facts))
