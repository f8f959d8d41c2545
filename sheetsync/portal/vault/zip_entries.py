"""A ZIP archive before anything of it is unpacked: its directory, its names, its sizes.

The directory at the end and the heads before each entry tell the same, or some program will read
something else than we looked at.
"""

import mmap
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from sheetsync.portal.vault.kinds import ZIP
from sheetsync.portal.vault.refusals import refused

MOST_ENTRIES = 2_000
MOST_UNPACKED = 200_000_000
MOST_RATIO = 200
#: A sheet of blank cells packs well; below this size nobody minds.
_RATIO_FROM = 100_000
_LONGEST_NAME = 1_000
_END_SIGN = b"PK\x05\x06"
_END_LENGTH = 22
_LONGEST_COMMENT = 65_535
_DIRECTORY_ENTRY = 46
_LOCAL_LENGTH = 30
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_SIZES_BEHIND = 0x8
_IN_EXTRA = 0xFFFFFFFF
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_STEP = 65_536


def checked_entries(file: BinaryIO, data: mmap.mmap) -> Sequence[zipfile.ZipInfo]:
    """The entries of an archive that is sound and of a size.

    Args:
        file: the archive.
        data: the same, in memory.

    Raises:
        FileRefusedError: broken, locked or unsafe.
    """
    _check_end(data)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            start = archive.start_dir
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise refused("broken") from error
    for entry in entries:
        _check_entry(entry)
        _check_name(entry)
    _check_sizes(entries)
    _check_places(data, entries, start)
    return entries


def unpacked(data: mmap.mmap, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of an entry in pieces, to its end: it is as long as the directory says.

    Raises:
        FileRefusedError: broken: it is not, or its checksum differs.
    """
    start = _content_start(data, entry)
    packed = memoryview(data)[start : start + entry.compress_size]
    size = checksum = 0
    try:
        for piece in _pieces(packed, entry.compress_type):
            size += len(piece)
            if size > entry.file_size:
                raise refused("unsafe")
            checksum = zlib.crc32(piece, checksum)
            yield piece
    except zlib.error as error:
        raise refused("broken") from error
    finally:
        packed.release()
    if size != entry.file_size or checksum != entry.CRC:
        raise refused("broken")


def _pieces(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        for at in range(0, len(packed), _STEP):
            yield bytes(packed[at : at + _STEP])
        return
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(0, len(packed), _STEP):
        rest = bytes(packed[at : at + _STEP])
        while rest:
            yield unpacker.decompress(rest, _STEP)
            rest = unpacker.unconsumed_tail
    while not unpacker.eof:
        piece = unpacker.decompress(b"", _STEP)
        if not piece:
            raise refused("broken")
        yield piece
    if unpacker.unused_data:
        raise refused("unsafe")


def _check_end(data: mmap.mmap) -> None:
    """See that the archive ends where the file does, with a directory of a size."""
    size = len(data)
    at = data.rfind(_END_SIGN, max(0, size - _END_LENGTH - _LONGEST_COMMENT))
    if at < 0 or at + _END_LENGTH > size:
        raise refused("broken")
    count, length, _, comment = struct.unpack("<HIIH", data[at + 10 : at + _END_LENGTH])
    if at + _END_LENGTH + comment != size:
        raise refused("broken")
    if count > MOST_ENTRIES or length > MOST_ENTRIES * (_DIRECTORY_ENTRY + _LONGEST_NAME):
        raise refused("unsafe")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise refused("locked")
    if entry.compress_type not in _METHODS:
        raise refused("broken")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise refused("unsafe")


def _check_name(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename
    parts = name.replace("\\", "/").split("/")
    if not name or len(name) > _LONGEST_NAME or any(ord(sign) < ord(" ") for sign in name):
        raise refused("unsafe")
    if not parts[0] or ":" in parts[0] or ".." in parts:
        raise refused("unsafe")


def part_name(entry: zipfile.ZipInfo) -> str:
    r"""The name of an entry as it is compared: some programs write the other slash.

    >>> part_name(zipfile.ZipInfo("XL\\Workbook.xml"))
    'xl/workbook.xml'
    """
    return entry.orig_filename.replace("\\", "/").casefold()


def _check_sizes(entries: Sequence[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES or len({part_name(one) for one in entries}) != len(entries):
        raise refused("unsafe")
    size = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    pairs = [(size, packed), *((entry.file_size, entry.compress_size) for entry in entries)]
    is_bomb = any(whole > _RATIO_FROM and whole > MOST_RATIO * part for whole, part in pairs)
    if size > MOST_UNPACKED or is_bomb:
        raise refused("unsafe")


def _check_places(data: mmap.mmap, entries: Sequence[zipfile.ZipInfo], end: int) -> None:
    """See that entries lie one behind the other, each with a head that says what the end says."""
    free = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < free:
            raise refused("unsafe")
        _check_head(data, entry)
        free = _content_start(data, entry) + entry.compress_size
    if free > end:
        raise refused("broken")


def _check_head(data: mmap.mmap, entry: zipfile.ZipInfo) -> None:
    at = entry.header_offset
    head = data[at : at + _LOCAL_LENGTH]
    if len(head) < _LOCAL_LENGTH or not head.startswith(ZIP):
        raise refused("broken")
    flags, method = struct.unpack("<HH", head[6:10])
    packed, size, name_length = struct.unpack("<IIH", head[18:28])
    name = data[at + _LOCAL_LENGTH : at + _LOCAL_LENGTH + name_length]
    told = entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")
    is_same = method == entry.compress_type and name == told and not flags & _ENCRYPTED
    sizes_follow = flags & _SIZES_BEHIND or _IN_EXTRA in {packed, size}
    if not sizes_follow:
        is_same = is_same and (packed, size) == (entry.compress_size, entry.file_size)
    if not is_same:
        raise refused("unsafe")


def _content_start(data: mmap.mmap, entry: zipfile.ZipInfo) -> int:
    at = entry.header_offset
    name_length, extra_length = struct.unpack("<HH", data[at + 26 : at + _LOCAL_LENGTH])
    return int(at + _LOCAL_LENGTH + name_length + extra_length)
