"""Whether a PNG or a JPEG is whole, and small enough to be drawn: its size is read, no pixel is."""

import mmap
import struct

from sheetsync.portal.vault.refusals import refused

#: A picture of so many pixels takes 200 MB of whoever draws it.
MOST_PIXELS = 50_000_000
_HEAD = 8
#: Length and name before, a checksum behind.
_CHUNK_FRAME = 12
_IHDR_LENGTH = 13
_MARK = 0xFF
#: Markers without a length: TEM, RST0-7, SOI, EOI.
_BARE = frozenset({0x01, *range(0xD0, 0xDA)})
_SOS = 0xDA
#: Start of frame of every process; C4, C8 and CC are something else.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def check_png(data: mmap.mmap) -> None:
    """See that a PNG has its chunks to the end; what phones append behind it stays.

    Raises:
        FileRefusedError: broken or picture.
    """
    at, names = _HEAD, list[bytes]()
    while not names or names[-1] != b"IEND":
        if at + _CHUNK_FRAME > len(data):
            raise refused("broken")
        length, name = struct.unpack(">I4s", data[at : at + 8])
        if (not names) != (name == b"IHDR") or at + _CHUNK_FRAME + length > len(data):
            raise refused("broken")
        if name == b"IHDR":
            if length != _IHDR_LENGTH:
                raise refused("broken")
            _check_pixels(*struct.unpack(">II", data[at + 8 : at + 16]))
        names.append(name)
        at += _CHUNK_FRAME + length
    if b"IDAT" not in names:
        raise refused("broken")


def check_jpg(data: mmap.mmap) -> None:
    """See that a JPEG has one frame of a size, and a scan; its end is not looked for.

    Phones append films to their photos, and some write no end at all: every program shows these.

    Raises:
        FileRefusedError: broken or picture.
    """
    at, frames = 2, 0
    while True:
        marker, at = _marker(data, at)
        if marker in _BARE:
            # An end or a start before any scan.
            raise refused("broken")
        if at + 2 > len(data):
            raise refused("broken")
        (length,) = struct.unpack(">H", data[at : at + 2])
        if length < 2 or at + length > len(data):  # noqa: PLR2004  # its own two bytes
            raise refused("broken")
        if marker == _SOS:
            break
        if marker in _FRAMES:
            frames += 1
            height, width = struct.unpack(">HH", data[at + 3 : at + 7])
            _check_pixels(width, height)
        at += length
    if frames != 1:
        raise refused("broken")


def _marker(data: mmap.mmap, at: int) -> tuple[int, int]:
    """The marker at a place, and what stands behind it; more than one fill byte may stand before.

    Raises:
        FileRefusedError: there is none.
    """
    if data[at : at + 1] != b"\xff":
        raise refused("broken")
    while at < len(data) and data[at] == _MARK:
        at += 1
    if at >= len(data):
        raise refused("broken")
    return data[at], at + 1


def _check_pixels(width: int, height: int) -> None:
    if not width or not height:
        raise refused("broken")
    if width * height > MOST_PIXELS:
        raise refused("picture")
