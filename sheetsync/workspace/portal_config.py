"""What a config says of the portal, for processes that know neither frames nor the spreadsheet."""

from sheetsync.config import Config, PortalConfig
from sheetsync.errors import ConfigError, PortalError
from sheetsync.language import Phrase
from sheetsync.portal.store.opening import Store, open_store, store_address
from sheetsync.portal.store.owner import owner_of
from sheetsync.portal.vault.folder import Vault


def portal_section(config: Config) -> PortalConfig:
    """The section `portal` of a config.

    Raises:
        ConfigError: there is none.
    """
    if config.portal is None:
        raise ConfigError(
            Phrase(ru="config.yaml: portal: портала нет", en="config.yaml: portal: there is none"),
            cure=Phrase(
                ru="впишите portal с адресом url и запустите sheetsync init --repair --with portal",
                en="write portal with its url, and run sheetsync init --repair --with portal",
            ),
        )
    return config.portal


def is_demo(config: Config) -> bool:
    """Whether pages may open without a letter: a sandbox's, seen and reached by this machine alone.

    Source: portal.md 13.

    Raises:
        ConfigError: there is no portal.
    """
    section = portal_section(config)
    return bool(config.sandbox) and section.is_loopback and section.listens_here


def portal_vault(config: Config) -> Vault:
    """Where partners' files lie on this machine; also those on their way to Drive or S3.

    Raises:
        ConfigError: there is no portal.
    """
    section = portal_section(config)
    return Vault(config.path(section.folder), scans=section.scan != "none")


def made_store(config: Config) -> Store:
    """The store that a worker has made, for whoever does not know the spreadsheet.

    Raises:
        ConfigError: there is no portal.
        PortalError: no worker has made it yet, or it is another workbook's.
        DatabaseError: it cannot be opened.
    """
    portal_section(config)
    address = store_address(config)
    owner = owner_of(address)
    if not owner:
        raise PortalError(
            Phrase(ru="базы портала ещё нет", en="the portal has no store yet"),
            cure=Phrase(
                ru="её делает sheetsync portal или sheetsync portal worker --once",
                en="sheetsync portal makes it, or sheetsync portal worker --once",
            ),
        )
    # A sandbox's spreadsheet has no number in the config; a real one's must be the store's.
    return open_store(address, config.spreadsheet_id or owner)
