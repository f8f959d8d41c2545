"""A Drive folder for every active partner: found again, made once, shared when asked."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sheetsync.errors import AccessDeniedError, ConfigError
from sheetsync.language import Phrase
from sheetsync.language.phrases import as_it_is
from sheetsync.tables.catalogue.partners import PARTNER_LINKS
from sheetsync.tables.writing import Link
from sheetsync.workbook.drive import (
    Folder,
    Shared,
    folder_id_of,
    folders_in,
    is_folder,
    made_folder,
    partner_mark,
    share_folder,
)
from sheetsync.workbook.session import Session
from sheetsync.workspace.options import Outcome
from sheetsync.workspace.workspace import Workspace

_DECEMBER = 12


_MADE = Phrase(ru="папок создано: {made} из {all}", en="{made} of {all} folders made")
_WOULD_MAKE = Phrase(
    ru="папок будет создано: {made} из {all}", en="{made} of {all} folders to be made"
)


@dataclass(frozen=True, slots=True)
class PartnerFolder:
    """A partner's folder as it is after the run.

    Attributes:
        url: "" under dry run when the folder would be made.
        made: made now, or to be made.
        shared: what `--share` did; None when it was not asked for.
    """

    partner_id: str
    name: str
    url: str
    made: bool
    shared: Shared | None = None


def partner_folders(ws: Workspace, *, share: bool) -> Outcome:
    """Make a folder, with a subfolder for the year, for each active partner without one.

    A partner whose own cell Folder holds a link has one. The tab Partner links tells all folders,
    those of partners who are not active any more too, since their letters lead there.

    Args:
        ws: the run.
        share: let the partners' report addresses add files.

    Raises:
        ConfigError: the config names no folder that the account may see.
        AccessDeniedError: the account may not make folders there.
    """
    parent = _parent(ws)
    ws.require("partners")
    partners = ws.tables.sound("partners", "partner_id", "name", "status")
    without = partners[partners["folder_url"].isna()]
    present = {folder.owner: folder for folder in folders_in(ws.session, parent)}
    done = []
    for row in without.to_dict("records"):
        partner_id = str(row["partner_id"])
        folder = present.get(partner_mark(partner_id))
        if row["status"] == "active":
            ws.options.progress(as_it_is(str(row["name"])))
            done.append(_active_partner(ws, parent, row, folder, share=share))
        elif folder is not None:
            done.append(PartnerFolder(partner_id, str(row["name"]), folder.url, made=False))
    ws.publish(PARTNER_LINKS, _link_rows(done, ws))
    refused = sum(len(folder.shared.refused) for folder in done if folder.shared)
    made = sum(folder.made for folder in done)
    words = _WOULD_MAKE if ws.options.dry_run else _MADE
    return Outcome(
        "folders",
        1 if refused else 0,
        words.said(ws.lang, made=made, all=len(done)),
        payload={"folders": [_payload(folder) for folder in done]},
    )


def _parent(ws: Workspace) -> str:
    parent = folder_id_of(ws.config.folders.parent)
    if not parent:
        raise ConfigError(
            Phrase(
                ru="config.yaml: нет folders.parent", en="config.yaml: folders.parent: is missing"
            ),
            cure=Phrase(
                ru="укажите код или адрес папки Google Диска, которую может менять "
                "сервисный аккаунт",
                en="give the id or address of a Drive folder that the service account may edit",
            ),
        )
    if not is_folder(ws.session, parent):
        raise ConfigError(
            Phrase(
                ru="config.yaml: folders.parent: Google не находит папки {parent}",
                en="config.yaml: folders.parent: Google finds no folder {parent}",
            ),
            cure=Phrase(
                ru="проверьте адрес и дайте {account} доступ редактора к папке",
                en="check the address, and share the folder with {account} as editor",
            ),
            parent=parent,
            account=ws.session.account,
        )
    return parent


def _active_partner(
    ws: Workspace,
    parent: str,
    row: Mapping[Hashable, object],
    folder: Folder | None,
    *,
    share: bool,
) -> PartnerFolder:
    partner_id, name, made = str(row["partner_id"]), str(row["name"]), folder is None
    if ws.options.dry_run:
        return PartnerFolder(partner_id, name, folder.url if folder else "", made)
    folder = folder or _made(ws.session, parent, partner_id, name)
    if ws.config.folders.years:
        _with_years(ws.session, folder, _years(ws))
    addresses = row["report_email"] if isinstance(row["report_email"], tuple) else ()
    shared = share_folder(ws.session, folder.folder_id, addresses) if share else None
    return PartnerFolder(partner_id, name, folder.url, made, shared)


def _made(session: Session, parent: str, partner_id: str, name: str) -> Folder:
    try:
        return made_folder(session, parent, f"{partner_id} {name}", partner_id)
    except AccessDeniedError as error:
        raise AccessDeniedError(
            Phrase(
                ru="Папку для {partner_id} создать нельзя: {why}",
                en="No folder can be made for {partner_id}: {why}",
            ),
            cure=Phrase(
                ru="укажите в folders.parent папку на общем диске (у сервисного аккаунта своего "
                "места нет) и дайте {account} права создавать файлы; созданные папки найдутся",
                en="name a folder in a shared drive under folders.parent (a service account has no "
                "storage of its own), and make {account} a contributor there; folders that "
                "were made are found again",
            ),
            partner_id=partner_id,
            why=error.words,
            account=session.account,
        ) from None


def _years(ws: Workspace) -> Iterator[str]:
    """This year; from December on the next one too, so that January finds it."""
    yield str(ws.as_of.year)
    if ws.as_of.month == _DECEMBER:
        yield str(ws.as_of.year + 1)


def _with_years(session: Session, folder: Folder, years: Iterator[str]) -> None:
    names = {inner.name for inner in folders_in(session, folder.folder_id)}
    for year in years:
        if year not in names:
            made_folder(session, folder.folder_id, year)


def _link_rows(done: Sequence[PartnerFolder], ws: Workspace) -> pd.DataFrame:
    before = ws.reading.tool_frame(PARTNER_LINKS)
    shared_before = dict(zip(before["partner_id"], before["shared_with"], strict=True))
    rows = [
        {
            "partner_id": folder.partner_id,
            "name": folder.name,
            "folder": Link(folder.url, folder.url),
            "shared_with": "; ".join(folder.shared.with_access)
            if folder.shared
            else shared_before.get(folder.partner_id),
        }
        for folder in done
    ]
    return pd.DataFrame(rows, columns=[column.name for column in PARTNER_LINKS.columns])


def _payload(folder: PartnerFolder) -> dict[str, object]:
    shared = folder.shared or Shared()
    return {
        "partner_id": folder.partner_id,
        "name": folder.name,
        "url": folder.url,
        "made": folder.made,
        "shared_with": list(shared.added),
        "not_shared_with": list(shared.refused),
    }
