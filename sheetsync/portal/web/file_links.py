"""Which addresses of files the pages link to: our own, and those of hosts that config.yaml names.

People write file addresses into the sheet, and whoever may edit it must not be able to send five
hundred partners elsewhere. Source: portal.md 6, last line; 12, `link_hosts`.
"""

import re
from urllib.parse import urlsplit

from sheetsync.config import PortalConfig

_HTTPS_PORT = 443
_OWN_FILE = re.compile(r"/f/S-[0-9]{1,15}")
_PLAIN = re.compile(r"[\x21-\x7e]+")


def linked_file(written: str, config: PortalConfig) -> str:
    """The address that a page links to; "" for one it does not.

    Args:
        written: as it stands in the sheet.
        config: names the portal's own address and the hosts that links may lead to.

    >>> own = PortalConfig(url="https://p.example")
    >>> linked_file("https://p.example/f/S-7", own), linked_file("javascript:alert(1)", own)
    ('/f/S-7', '')
    >>> linked_file("https://drive.google.com/file/d/1", own)
    'https://drive.google.com/file/d/1'
    """
    if not _PLAIN.fullmatch(written) or "\\" in written:
        return ""
    try:
        parts = urlsplit(written)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return ""
    own = urlsplit(config.url)
    if (parts.scheme, parts.netloc.lower()) == (own.scheme, own.netloc.lower()):
        return parts.path if _OWN_FILE.fullmatch(parts.path) else ""
    is_plain = parts.scheme == "https" and "@" not in parts.netloc and port in {None, _HTTPS_PORT}
    return written if is_plain and host in config.link_hosts else ""
