"""What is believed of a copy elsewhere: the right checksum, and nothing else."""

import hashlib
from pathlib import Path

import pytest

from sheetsync.portal.vault.remote import Kept, Parcel, is_right, is_telling

CONTENT = b"an invoice"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
MD5 = hashlib.md5(CONTENT, usedforsecurity=False).hexdigest()
OTHER = hashlib.md5(b"another", usedforsecurity=False).hexdigest()
PARCEL = Parcel(f"a/b/{SHA256}.pdf", SHA256, len(CONTENT), "pdf", "S-1 a.pdf", "P-001")


@pytest.mark.parametrize(
    ("told", "believed"),
    [
        ({"sha256": SHA256}, True),
        ({"sha256": SHA256.upper()}, True),
        ({"sha256": SHA256, "md5": OTHER}, True),
        ({"sha256": "0" * 64}, False),
        ({"sha256": "0" * 64, "md5": MD5}, False),
        ({"sha256": SHA256[:32]}, False),
        ({"md5": MD5}, True),
        ({"md5": MD5.upper()}, True),
        ({"md5": OTHER}, False),
        ({}, False),
    ],
)
@pytest.mark.parametrize("size", [None, len(CONTENT)])
def test_the_right_checksum_is_believed(
    told: dict[str, str], size: int | None, tmp_path: Path, *, believed: bool
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(CONTENT)
    assert is_right(Kept("ref", size, **told), PARCEL, path) is believed
    assert is_telling(Kept("ref", size, **told)) is bool(told)


def test_another_size_is_another_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(CONTENT)
    for size in (0, len(CONTENT) - 1, len(CONTENT) + 1):
        assert not is_right(Kept("ref", size, sha256=SHA256), PARCEL, path)


def test_an_md5_says_nothing_of_a_file_that_is_not_here() -> None:
    assert not is_right(Kept("ref", len(CONTENT), md5=MD5), PARCEL, None)
    assert is_right(Kept("ref", len(CONTENT), sha256=SHA256), PARCEL, None)
