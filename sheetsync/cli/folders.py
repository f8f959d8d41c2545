"""``sheetsync folders``: a Drive folder for every active partner."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import pandas as pd

from sheetsync.cli.options import config_option, json_option
from sheetsync.cli.output import print_json, progress
from sheetsync.errors import ConfigError
from sheetsync.tables.catalogue.tool import PARTNER_LINKS
from sheetsync.tables.writing import Link
from sheetsync.workbook.drive import (
    Folder,
    folder_id_of,
    folders_in,
    made_folder,
    share_folder,
)
from sheetsync.workbook.session import DRIVE_SCOPE, SHEETS_SCOPE, Session
from sheetsync.workspace import Outcome, RunOptions, Workspace, open_workspace


@dataclass(frozen=True, slots=True)
class PartnerFolder:
    """A partner's folder as it is after the run.

    Attributes:
        url: "" under dry run when the folder would be made.
        made: made now, or to be made.
        shared_with: addresses added now.
    """

    partner_id: str
    name: str
    url: str
    made: bool
    shared_with: tuple[str, ...] = ()


@click.command()
@config_option
@click.option("--dry-run", is_flag=True, help="Say which folders would be made; make none.")
@click.option("--share", is_flag=True, help="Let the partners' report addresses add files.")
@json_option
def folders(config: Path, *, dry_run: bool, share: bool, json: bool) -> int:
    """Make a Drive folder, with subfolders by year, for each active partner without one."""
    with progress(quiet=json) as tell:
        options = RunOptions(dry_run=dry_run, progress=tell)
        scopes = (SHEETS_SCOPE, DRIVE_SCOPE)
        with open_workspace(config, options=options, job="folders", scopes=scopes) as workspace:
            outcome = workspace.run(lambda ws: _made(ws, share=share))
    if json:
        print_json(outcome.payload)
    else:
        for folder in outcome.payload["folders"]:
            mark = "+" if folder["made"] else " "
            click.echo(f"{mark} {folder['partner_id']}  {folder['name']}  {folder['url']}")
        click.echo(outcome.headline)
    return outcome.exit_code


def _made(ws: Workspace, *, share: bool) -> Outcome:
    parent = folder_id_of(ws.config.folders.parent)
    if not parent:
        raise ConfigError(
            "config.yaml: folders.parent: is missing",
            cure="give the id or address of a Drive folder that the service account may edit",
        )
    ws.require("partners")
    partners = ws.tables.sound("partners", "partner_id", "name", "status", "report_email")
    active = partners[(partners["status"] == "active") & partners["folder_url"].isna()]
    present = {folder.partner_id: folder for folder in folders_in(ws.session, parent)}
    result = []
    for row in active.to_dict("records"):
        ws.options.progress(str(row["name"]))
        result.append(_partner_folder(ws, parent, row, present, share=share))
    ws.publish(PARTNER_LINKS, _link_rows(result, ws))
    made = sum(folder.made for folder in result)
    return Outcome(
        "folders",
        0,
        f"{made} of {len(result)} folders made",
        payload={"folders": [_payload(folder) for folder in result]},
    )


def _partner_folder(
    ws: Workspace,
    parent: str,
    row: Mapping[Hashable, object],
    present: Mapping[str, Folder],
    *,
    share: bool,
) -> PartnerFolder:
    partner_id, name = str(row["partner_id"]), str(row["name"])
    folder = present.get(partner_id)
    if ws.options.dry_run:
        return PartnerFolder(partner_id, name, folder.url if folder else "", made=folder is None)
    made = folder is None
    folder = folder or made_folder(ws.session, parent, f"{partner_id} {name}", partner_id)
    if ws.config.folders.years:
        _with_years(ws.session, folder, _years(ws))
    addresses = row["report_email"]
    shared: Sequence[str] = ()
    if share and isinstance(addresses, tuple):
        shared = share_folder(ws.session, folder.folder_id, addresses)
    return PartnerFolder(partner_id, name, folder.url, made, tuple(shared))


def _years(ws: Workspace) -> Iterator[str]:
    """This year; from December on the next one too, so that January finds it."""
    yield str(ws.as_of.year)
    if ws.as_of.month == 12:  # noqa: PLR2004  # December
        yield str(ws.as_of.year + 1)


def _with_years(session: Session, folder: Folder, years: Iterator[str]) -> None:
    names = {inner.name for inner in folders_in(session, folder.folder_id)}
    for year in years:
        if year not in names:
            made_folder(session, folder.folder_id, year)


def _link_rows(result: Sequence[PartnerFolder], ws: Workspace) -> pd.DataFrame:
    before = ws.reading.tool_frame(PARTNER_LINKS)
    shared_before = dict(zip(before["partner_id"], before["shared_with"], strict=True))
    columns = [column.name for column in PARTNER_LINKS.columns]
    rows = [
        {
            "partner_id": folder.partner_id,
            "name": folder.name,
            "folder": Link(folder.url, folder.url),
            "shared_with": "; ".join(folder.shared_with) or shared_before.get(folder.partner_id),
        }
        for folder in result
    ]
    return pd.DataFrame(rows, columns=columns)


def _payload(folder: PartnerFolder) -> dict[str, object]:
    return {
        "partner_id": folder.partner_id,
        "name": folder.name,
        "url": folder.url,
        "made": folder.made,
        "shared_with": list(folder.shared_with),
    }
