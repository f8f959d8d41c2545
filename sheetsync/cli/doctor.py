"""``sheetsync doctor``: is every part of the chain in order?"""

from pathlib import Path

import click

from sheetsync.cli.options import config_option, json_option
from sheetsync.cli.output import print_json, progress
from sheetsync.config import Config, load_config
from sheetsync.workspace.offered_jobs import job_names

_MARKS = {"ok": "ok  ", "warning": "note", "bad": "BAD "}


@click.command()
@config_option
@json_option
def doctor(config: Path, *, json: bool) -> int:
    """Check config, key, clock, sharing, tabs, protection, zones, templates, mail, journal."""
    from sheetsync.workspace.clock import SystemClock  # noqa: PLC0415  # pandas takes a second
    from sheetsync.workspace.doctor import examined  # noqa: PLC0415

    checked = load_config(config)
    with progress(quiet=json) as tell:
        tell("looking")
        checks = examined(checked, SystemClock(), _check_letters, job_names())
    if json:
        print_json(
            [
                {"name": check.name, "state": check.state, "text": check.text, "cure": check.cure}
                for check in checks
            ]
        )
    else:
        for check in checks:
            click.echo(f"{_MARKS[check.state]} {check.name}: {check.text}")
            if check.cure:
                click.echo(f"       cure: {check.cure}")
    return 2 if any(check.state == "bad" for check in checks) else 0


def _check_letters(config: Config) -> None:
    from sheetsync.workspace.doors import checked_templates  # noqa: PLC0415

    checked_templates(config)
