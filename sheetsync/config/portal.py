"""The section `portal:` of config.yaml (portal.md 12)."""

import re
from typing import Literal
from urllib.parse import SplitResult, urlsplit

from sheetsync.config.section import NotNegative, Positive, Section
from sheetsync.config.vault import is_away
from sheetsync.errors import ConfigError
from sheetsync.language import Phrase

#: Names of this machine: pages there may go without a certificate.
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_MOST_PORTS = 65535
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


class ClamdConfig(Section, frozen=True):
    """The virus scanner that looks at every file before people see it.

    Attributes:
        clamd: Where clamd listens, as ``host:port``.
    """

    clamd: str


class PortalConfig(Section, frozen=True):
    """The partners' pages: links in letters lead there, and what partners send comes from there.

    Attributes:
        url: The address partners see, without a path; links in letters begin with it.
        listen: Where the web process listens, as ``host:port``; a proxy stands in front of it.
        threads: So many requests are answered at once.
        database: File of the portal's own store, an SQLite database.
        database_env: Instead of `database`, the name of an environment variable that holds a
            ``postgresql://`` address.
        schema: Of PostgreSQL; one workbook a schema.
        vault: Where partners' files are kept: a folder, ``drive`` or ``s3://bucket/prefix``.
        spool: With ``drive`` and ``s3://``: the folder where they lie before, and while somebody
            opens them.
        key_files: Files with signing keys, oldest first; none: those of `uploads`.
        refresh_s: So often the workbook is read for the partners' pages, in seconds.
        flush_s: So often what partners sent is written into the workbook, in seconds.
        writes_per_minute: The portal's share of what Google allows.
        max_file_mb: The largest file that is taken.
        files_per_month: So many files of one partner are taken for one month.
        scan: ``none``, or a virus scanner.
        proxy_hops: How many proxies of yours stand in front; their word on the sender counts.
        letter_session: Whether the monthly letter's link opens the account; else a code is asked
            for as well.
        accept_appends: Whether accepting an invoice or a document at the desk appends its row to
            the people's tab; else a person copies it there.
        desk_sees: Whose submissions a curator sees at the desk: ``all``, or those of ``own``
            partners.
        link_hosts: Hosts that file addresses of the sheet may lead partners to, by https.
    """

    url: str
    listen: str = "127.0.0.1:8795"
    threads: Positive = 8
    database: str = "portal.sqlite"
    database_env: str = ""
    schema: str = "sheetsync_portal"
    vault: str = "vault"
    spool: str = "vault"
    key_files: tuple[str, ...] = ()
    refresh_s: Positive = 300
    flush_s: Positive = 10
    writes_per_minute: Positive = 20
    max_file_mb: Positive = 15
    files_per_month: Positive = 30
    scan: Literal["none"] | ClamdConfig = "none"
    proxy_hops: NotNegative = 0
    letter_session: bool = True
    accept_appends: bool = False
    desk_sees: Literal["all", "own"] = "all"
    link_hosts: tuple[str, ...] = ("drive.google.com", "docs.google.com")

    @property
    def is_vault_away(self) -> bool:
        """Whether files are kept beyond this machine."""
        return is_away(self.vault)

    @property
    def folder(self) -> str:
        """Where files lie on this machine."""
        return self.spool if self.is_vault_away else self.vault

    @property
    def is_loopback(self) -> bool:
        """Whether partners' pages are seen on this machine alone, as in the demo."""
        return (urlsplit(self.url).hostname or "") in _LOOPBACK

    @property
    def listens_here(self) -> bool:
        """Whether nobody but this machine reaches the web process, by a proxy neither."""
        host = self.listen.rpartition(":")[0].strip("[]")
        return host in _LOOPBACK and not self.proxy_hops

    @property
    def upload_url(self) -> str:
        """The link of letters, its token left open, as Settings.upload_url would say it."""
        return f"{self.url.rstrip('/')}/u/{{token}}"

    @property
    def desk_url(self) -> str:
        """Where our own people look at what partners sent, and answer it."""
        return f"{self.url.rstrip('/')}/desk"

    @property
    def account_url(self) -> str:
        """The link of letters that opens a partner's account, its token left open."""
        return f"{self.url.rstrip('/')}/p/{{token}}"


def check_portal(portal: PortalConfig, name: str) -> None:
    """Refuse addresses that nobody could open, or that would send tokens in the clear.

    Args:
        portal: the section.
        name: of the config file.

    Raises:
        ConfigError: the message names the key.
    """
    if not _is_plain(portal):
        raise ConfigError(
            Phrase(
                ru="{name}: portal.url: «{url}» — не адрес страниц партнёров",
                en="{name}: portal.url: {url!r} is no address of partners' pages",
            ),
            cure=Phrase(
                ru="впишите https:// и имя, без пути, например https://partners.company.example; "
                "http:// — только на этой машине",
                en="write https:// and a name, without a path, as "
                "https://partners.company.example; http:// on this machine only",
            ),
            name=name,
            url=portal.url,
        )
    _check_hosts(portal, name)
    scanner = "" if isinstance(portal.scan, str) else portal.scan.clamd
    for key, value in (("listen", portal.listen), ("scan.clamd", scanner or portal.listen)):
        host, _, port = value.rpartition(":")
        if not host or not port.isdecimal() or not 0 < int(port) <= _MOST_PORTS:
            raise ConfigError(
                Phrase(
                    ru="{name}: portal.{key}: «{value}» — не host:port",
                    en="{name}: portal.{key}: {value!r} is not host:port",
                ),
                cure=Phrase(ru="например 127.0.0.1:8795", en="as 127.0.0.1:8795"),
                name=name,
                key=key,
                value=value,
            )


def _check_hosts(portal: PortalConfig, name: str) -> None:
    odd = next((host for host in portal.link_hosts if not _HOST.fullmatch(host)), None)
    if odd is not None:
        raise ConfigError(
            Phrase(
                ru="{name}: portal.link_hosts: «{host}» — не имя узла",
                en="{name}: portal.link_hosts: {host!r} is no host's name",
            ),
            cure=Phrase(
                ru="впишите имя без https:// и пути, строчными, например drive.google.com",
                en="write the name without https:// and path, in small letters, "
                "as drive.google.com",
            ),
            name=name,
            host=odd,
        )


def _is_plain(portal: PortalConfig) -> bool:
    try:
        parts = urlsplit(portal.url)
        port = parts.port
    except ValueError:
        return False
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and portal.is_loopback)
    return is_safe and bool(parts.hostname) and port != 0 and not _beyond_host(parts)


def _beyond_host(parts: SplitResult) -> bool:
    return bool(parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc)
