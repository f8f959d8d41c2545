"""``sheetsync folders``: a Drive folder for every active partner."""

from pathlib import Path

import click

from sheetsync.cli.options import config_option, json_option, speech_option
from sheetsync.cli.output import print_json, progress
from sheetsync.cli.speech import speech
from sheetsync.language import Phrase

_NOT_SHARED = Phrase(
    ru="доступ не дан: {address}, Google не принимает этот адрес",
    en="not shared with {address}: Google refuses the address",
)


@click.command()
@config_option
@speech_option
@click.option("--dry-run", is_flag=True, help="Say which folders would be made; make none.")
@click.option("--share", is_flag=True, help="Let the partners' report addresses add files.")
@json_option
def folders(config: Path, *, dry_run: bool, share: bool, json: bool) -> int:
    """Make a Drive folder, with subfolders by year, for each active partner without one."""
    from sheetsync.workbook.session import DRIVE_SCOPE, SHEETS_SCOPE  # noqa: PLC0415  # see below
    from sheetsync.workspace import RunOptions, open_workspace  # noqa: PLC0415  # pandas: a second
    from sheetsync.workspace.folders import partner_folders  # noqa: PLC0415  # likewise

    with progress(quiet=json) as tell:
        options = RunOptions(dry_run=dry_run, progress=tell, on_language=speech().hear)
        scopes = (SHEETS_SCOPE, DRIVE_SCOPE)
        with open_workspace(config, options=options, job="folders", scopes=scopes) as workspace:
            outcome = workspace.run(lambda ws: partner_folders(ws, share=share))
    if json:
        print_json(outcome.payload)
        return outcome.exit_code
    for folder in outcome.payload["folders"]:
        mark = "+" if folder["made"] else " "
        click.echo(f"{mark} {folder['partner_id']}  {folder['name']}  {folder['url']}")
        for address in folder["not_shared_with"]:
            click.echo(f"    {speech().say(_NOT_SHARED, address=address)}")
    click.echo(outcome.headline)
    return outcome.exit_code
