"""Open the place beyond this machine that `portal.vault` names, if it names one."""

from google.auth.transport.requests import AuthorizedSession

from sheetsync.config import Config
from sheetsync.config.vault import DRIVE
from sheetsync.dates import Clock
from sheetsync.portal.store.opening import Store
from sheetsync.portal.vault.folder import Vault
from sheetsync.portal.vault.remote import RemoteVault
from sheetsync.portal.vault.s3 import S3Vault
from sheetsync.workbook.drive import folder_id_of
from sheetsync.workbook.session import DRIVE_SCOPE, SHEETS_SCOPE
from sheetsync.workspace.portal_config import portal_section
from sheetsync.workspace.portal_drive import DriveVault
from sheetsync.workspace.portal_files import FileKeeper
from sheetsync.workspace.portal_worker import PortalWorker, open_portal_workbook


def open_remote(config: Config, clock: Clock, http: AuthorizedSession | None = None) -> RemoteVault:
    """The place that a config names beside the folder; nothing is asked of S3 yet.

    Args:
        config: with a portal whose files are kept elsewhere.
        clock: tells the time and sleeps.
        http: a session of your own in front of the sandbox, for tests.

    Raises:
        MissingExtraError: obstore is not installed.
        CredentialsError: the key for Google cannot be used.
        RemoteVaultError: the environment says something of S3 that cannot be used.
    """
    vault = portal_section(config).vault
    if vault != DRIVE:
        return S3Vault.at(vault)
    scopes = (SHEETS_SCOPE, DRIVE_SCOPE)
    session = open_portal_workbook(config, clock, http, scopes=scopes)
    return DriveVault(session, folder_id_of(config.folders.parent), years=config.folders.years)


def file_keeper(worker: PortalWorker, http: AuthorizedSession | None = None) -> FileKeeper | None:
    """Who keeps a portal's files elsewhere; None where they stay in their folder."""
    if not worker.section.is_vault_away:
        return None
    return keeper_of(worker.config, worker.store, worker.vault, worker.clock, http)


def keeper_of(
    config: Config,
    store: Store,
    vault: Vault,
    clock: Clock,
    http: AuthorizedSession | None = None,
) -> FileKeeper:
    """The same of an open store."""
    return FileKeeper(store, vault, clock, opened=lambda: open_remote(config, clock, http))
