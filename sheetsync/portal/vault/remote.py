"""A place beyond this machine where partners' files are kept: Drive, or S3.

What it answers is held against what we know of the content; a wrong checksum is never believed, and
nothing is removed here before a right one was seen. Source: portal.md 6, vault.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

_STEP = 65_536


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file that is to be kept elsewhere.

    Attributes:
        place: where it lies in the folder of this machine.
        sha256: of its content.
        size: in bytes.
        ext: as in the folder.
        name: as people shall see it.
        partner_id: whose it is.
        partner: the name of the partner, "" where it is not known.
        year: of the month that it is for.
    """

    place: str
    sha256: str
    size: int
    ext: str
    name: str
    partner_id: str
    partner: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the other place says of a file that it keeps.

    Attributes:
        ref: by which it is asked for.
        size: in bytes; None: it did not say.
        sha256, md5: of the content, in hexadecimal digits; "": it did not say.
        address: where people open it; "" for nowhere.
    """

    ref: str
    size: int | None
    sha256: str = ""
    md5: str = ""
    address: str = ""


class RemoteVault(Protocol):
    """Keeps files by their `ref`, which is known before anything is sent.

    Each method raises a SheetsyncError where the place does not answer, or refuses.
    """

    def check(self) -> None:
        """See that files may be kept there, as far as reading tells."""
        ...

    def reserve(self, parcel: Parcel) -> str:
        """A ref for a file that is sent next; asking uses nothing up."""
        ...

    def put(self, ref: str, parcel: Parcel, path: Path) -> Kept:
        """Send a file; one that is there already under this ref is left as it is."""
        ...

    def look(self, ref: str) -> Kept | None:
        """What is kept under a ref; None: nothing, or somebody threw it away."""
        ...

    def find(self, parcel: Parcel) -> Kept | None:
        """A file of this content, where the ref is not known any more."""
        ...

    def all_kept(self) -> Iterator[Kept]:
        """Everything that we keep there; what came within the last minutes may be missing."""
        ...

    def fetch(self, ref: str, into: BinaryIO) -> bool:
        """Write a file's content; False: it is not there."""
        ...

    def discard(self, ref: str) -> None:
        """Throw away what we sent ourselves; what is gone already is well."""
        ...


def is_right(kept: Kept, parcel: Parcel, path: Path | None) -> bool:
    """Whether what is kept is what we sent.

    Args:
        kept: as the other place says.
        parcel: as we know it.
        path: the file here, to compute what else the other place tells; None: it is not here.

    Without a checksum nothing is believed.
    """
    if kept.size is not None and kept.size != parcel.size:
        return False
    if kept.sha256:
        return kept.sha256.lower() == parcel.sha256
    return bool(kept.md5) and path is not None and kept.md5.lower() == _md5(path)


def is_telling(kept: Kept) -> bool:
    """Whether there is a checksum: a place may still be computing it."""
    return bool(kept.sha256 or kept.md5)


def _md5(path: Path) -> str:
    # What Drive offers; ours is sha256.
    digest = hashlib.md5(usedforsecurity=False)
    with path.open("rb") as file:
        while part := file.read(_STEP):
            digest.update(part)
    return digest.hexdigest()
