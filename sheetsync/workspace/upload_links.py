"""Where the links of letters lead: to the portal of the config, else where Settings say.

Links to the portal are built from the config alone: whoever edits the sheet must not be able to
point hundreds of links with tokens at a foreign host. Source: portal.md 5.2.
"""

from datetime import UTC, datetime, time
from urllib.parse import urlsplit

from sheetsync.config import PortalConfig
from sheetsync.errors import SettingsError
from sheetsync.language import Phrase
from sheetsync.letters.upload_links import UploadLinks
from sheetsync.rules.portal.page import closed_pages, link_versions
from sheetsync.workspace.secret_files import portal_keys, signing_keys
from sheetsync.workspace.workspace import Workspace


def upload_links(ws: Workspace) -> UploadLinks:
    """What makes the upload links of this run's letters.

    Raises:
        SettingsError: Settings.upload_url leads elsewhere than the portal; no letter is written.
        ConfigError: a signing key cannot be read.
    """
    portal = ws.config.portal
    if portal is not None:
        _refuse_another_host(ws.settings.upload_url, portal)
    return UploadLinks(
        # The start of the day, so that a second run writes the same letters.
        signed_at=datetime.combine(ws.as_of, time(), tzinfo=ws.zone).astimezone(UTC),
        template=portal.upload_url if portal else ws.settings.upload_url,
        keys=portal_keys(ws.config) if portal else signing_keys(ws.config),
        versions=link_versions(ws.tables),
        closed=closed_pages(ws.tables) if portal else (),
        account=portal.account_url if portal else "",
    )


def _refuse_another_host(upload_url: str, portal: PortalConfig) -> None:
    if not upload_url or urlsplit(upload_url).netloc == urlsplit(portal.url).netloc:
        return
    raise SettingsError(
        Phrase(
            ru="«Настройки»: upload_url ведёт на {host}, а письма ведут на портал {url}; "
            "письма не написаны",
            en="Settings: upload_url leads to {host}, but letters lead to the portal {url}; "
            "no letter was written",
        ),
        cure=Phrase(
            ru="очистите upload_url: адрес портала стоит в config.yaml",
            en="clear upload_url: the portal's address stands in config.yaml",
        ),
        host=urlsplit(upload_url).netloc or upload_url,
        url=portal.url,
    )
