"""Archives of state: one file that holds copies of stores, made and read with distrust.

It knows files and checksums; which stores there are, and where they belong, is handed in.
"""

from sheetsync.archive.manifest import Manifest, Member
from sheetsync.archive.placing import Placed, place_all
from sheetsync.archive.reading import Archive, open_archive
from sheetsync.archive.sqlite_copy import check_sqlite, copy_sqlite
from sheetsync.archive.writing import ArchiveWriter, new_archive

__all__ = [
    "Archive",
    "ArchiveWriter",
    "Manifest",
    "Member",
    "Placed",
    "check_sqlite",
    "copy_sqlite",
    "new_archive",
    "open_archive",
    "place_all",
]
