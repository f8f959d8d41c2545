"""Whether a PDF is whole and open. It is never drawn here, and served as a download only."""

import mmap
import re

from sheetsync.portal.vault.refusals import refused

_VERSION = re.compile(rb"%PDF-[0-9]\.[0-9]")
#: The end stands in the last part of a file, but for padding of whole blocks.
_END_WINDOW = 2048
_PADDING = b"\0 \t\r\n"
_PADDING_STEP = 65536
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:[0-9]+\s+[0-9]+\s+R|<<)")
#: A name may hide its letters: /#45ncrypt.
_HIDDEN_NAME = re.compile(rb"/(?=[A-Za-z]*#)((?:[A-Za-z]|#[0-9A-Fa-f]{2}){7})\s*(?:[0-9]+\s|<<)")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


def check_pdf(data: mmap.mmap) -> None:
    """See that a PDF has its head, its objects and its end, and opens without a password.

    Raises:
        FileRefusedError: broken or locked.
    """
    if not _VERSION.match(data):
        raise refused("broken")
    end = _end(data)
    if data.find(b"%%EOF", max(0, end - _END_WINDOW), end) < 0:
        raise refused("broken")
    if data.rfind(b"startxref") < 0 or data.find(b" obj") < 0:
        raise refused("broken")
    if _ENCRYPTED.search(data) or any(_unhidden(one) for one in _HIDDEN_NAME.finditer(data)):
        raise refused("locked")


def _end(data: mmap.mmap) -> int:
    """Where the content ends: some programs pad it by tens of thousands of zero bytes."""
    end = len(data)
    while end:
        start = max(0, end - _PADDING_STEP)
        kept = len(data[start:end].rstrip(_PADDING))
        if kept:
            return start + kept
        end = start
    return 0


def _unhidden(name: re.Match[bytes]) -> bool:
    plain = _ESCAPE.sub(lambda sign: bytes([int(sign[1], 16)]), name[1])
    return plain == b"Encrypt"
