"""What an archive says of itself: who made it, when, and the checksum of every file in it."""

from datetime import datetime

import msgspec

#: The number of the newest form of archives.
FORM = 1
APPLICATION = "sheetsync"
MANIFEST = "manifest.json"


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of an archive.

    Attributes:
        name: ``part/file``; no path, it names no place on a disk.
        bytes: its size, unpacked.
        sha256: of its content, as hex digits.
    """

    name: str
    bytes: int
    sha256: str

    @property
    def part(self) -> str:
        """Code of the part that knows where it belongs."""
        return self.name.partition("/")[0]

    @property
    def file(self) -> str:
        """Its name within the part."""
        return self.name.partition("/")[2]


class Manifest(msgspec.Struct, frozen=True):
    """The manifest of an archive.

    Attributes:
        form: of the archive; a higher one than `FORM` was made by a newer version.
        tool_version: of the program that made it.
        made_at: when.
        members: all files, in the order in which they were copied.
        application: whose archive it is.
    """

    form: int
    tool_version: str
    made_at: datetime
    members: tuple[Member, ...]
    application: str = ""
