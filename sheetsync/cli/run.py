"""``sheetsync run JOB …``: run jobs, or what is due."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from sheetsync.cli.options import config_option, json_option, speech_option
from sheetsync.cli.output import print_error, print_json, print_outcome, progress
from sheetsync.cli.speech import speech
from sheetsync.cli.termination import TERMINATION
from sheetsync.language import Phrase
from sheetsync.workspace.offered_jobs import job_names
from sheetsync.workspace.options import MIRROR_JOB, Outcome, RunOptions, worst
from sheetsync.workspace.running import run_jobs

_NAME_A_JOB = Phrase(ru="Назовите задание: {jobs}.", en="Name a job: {jobs}.")
_DUE_IS_NOW = Phrase(
    ru="--due — это то, что пора запускать сейчас: --as-of с ним не бывает",
    en="--due asks what is due now: it takes no --as-of",
)

_WHICH_DAY = Phrase(
    ru="--from-mirror: назовите задание и день: --as-of 2026-03-31",
    en="--from-mirror: name a job and a day: --as-of 2026-03-31",
)
_ONLY_SHOWS = Phrase(
    ru="--from-mirror только показывает, и mirror с ним не бывает: без --publish",
    en="--from-mirror only shows, and mirror is no job for it: leave --publish out",
)


@click.command()
@click.argument("jobs", nargs=-1)
@config_option
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day of calculation; another only shows."
)
@click.option("--publish", is_flag=True, help="Publish and mail although --as-of is a day past.")
@click.option(
    "--from-mirror",
    is_flag=True,
    help="On the workbook as the mirror kept it at the end of --as-of; only shows.",
)
@click.option("--period", metavar="YYYY-MM", help="Month of ratings and reports.")
@click.option("--dry-run", is_flag=True, help="Show what would be published and sent.")
@speech_option
@json_option
@click.option(
    "--force",
    is_flag=True,
    help="Go on although a tab shrank or a month is open.",
)
@click.option("--restate", is_flag=True, help="ratings: publish a final rating again.")
@click.option("--only", multiple=True, metavar="PARTNER", help="monthly-reports: only these.")
@click.option("--revise", multiple=True, metavar="PARTNER", help="monthly-reports: correct these.")
@click.option("--test-recipient", default="", metavar="ADDRESS", help="All letters go here.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many letters.")
@click.option("--due", is_flag=True, help="Run whatever the schedule says is due.")
@click.option("--verbose", "-v", is_flag=True, help="Every event and request, on stderr.")
def run(jobs: tuple[str, ...], config: Path, **asked: Any) -> int:  # noqa: ANN401  # click's options
    """Run JOBS in order: validate, ratings, overdue, payments, monthly-reports, digest, mirror."""
    as_json, only_due, verbose = (bool(asked.pop(name)) for name in ("json", "due", "verbose"))
    if not jobs and not only_due:
        raise click.UsageError(speech().say(_NAME_A_JOB, jobs=", ".join(job_names())))
    if only_due and asked["as_of"]:
        raise click.UsageError(speech().say(_DUE_IS_NOW))
    if asked["from_mirror"]:
        _refuse_with_mirror(jobs, asked)
    from sheetsync.config import load_config  # noqa: PLC0415  # help need not wait for these
    from sheetsync.workspace.agenda import run_due  # noqa: PLC0415
    from sheetsync.workspace.healthcheck import Healthcheck  # noqa: PLC0415
    from sheetsync.workspace.logs import told_on_terminal  # noqa: PLC0415

    watched = load_config(config).healthcheck
    # What is only tried on the past tells nothing about the schedule.
    check = Healthcheck("" if asked["from_mirror"] else watched)
    check.start()
    with told_on_terminal() if verbose else nullcontext(), progress(quiet=as_json) as tell:
        options = _options(asked, tell)
        outcomes = run_due(config, options) if only_due else run_jobs(config, jobs, options)
    if as_json:
        print_json(_documents(outcomes))
    else:
        for outcome in outcomes:
            if not outcome.payload.get("error"):
                print_outcome(outcome)
    code = worst([outcome.exit_code for outcome in outcomes])
    check.end(code, "\n".join(f"{outcome.job}: {outcome.headline}" for outcome in outcomes))
    return code


def _refuse_with_mirror(jobs: Sequence[str], asked: Mapping[str, Any]) -> None:
    """Stop where a run on the past cannot be.

    Raises:
        click.UsageError: no day, publishing, or the mirror's own job.
    """
    if asked["as_of"] is None or not jobs:
        raise click.UsageError(speech().say(_WHICH_DAY))
    if asked["publish"] or MIRROR_JOB in jobs:
        raise click.UsageError(speech().say(_ONLY_SHOWS))


def _options(asked: dict[str, Any], tell: Any) -> RunOptions:  # noqa: ANN401  # click's options
    moment: datetime | None = asked.pop("as_of")
    as_of: date | None = moment.date() if moment else None
    return RunOptions(
        as_of=as_of,
        progress=tell,
        on_language=speech().hear,
        on_error=print_error,
        **_ending(),
        **asked,
    )


def _ending() -> dict[str, Any]:
    """How a run ends on SIGTERM: after the letter at hand."""
    return {
        "stop": TERMINATION.asked,
        "gently": TERMINATION.gently,
        "hold": TERMINATION.held,
    }


def _documents(outcomes: Sequence[Outcome]) -> object:
    """One job: its own document; several: a list of them."""
    documents = [
        {"job": outcome.job, "exit_code": outcome.exit_code, **outcome.payload}
        for outcome in outcomes
    ]
    return documents[0] if len(documents) == 1 else documents
