"""Files that nobody else reads, whatever the umask; links that somebody laid are not followed."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetsync.private_files import (
    make_private_file,
    make_private_folder,
    others_may_read,
    write_named,
    write_private,
)


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct, autouse=True)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_made_is_its_owner_s_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    make_private_folder(folder)
    write_private(folder / "letter", b"1")
    write_private(folder / "letter", b"2")
    write_named(folder / "table.csv", b"3")
    make_private_file(folder / "journal")
    assert {mode(path) for path in folder.iterdir()} == {0o600}
    assert {mode(folder), mode(folder.parent)} == {0o700}
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "letter": b"2", "table.csv": b"3", "journal": b"",
    }  # fmt: skip


def test_what_is_there_keeps_its_rights_and_its_content(tmp_path: Path) -> None:
    folder, file = tmp_path / "shared", tmp_path / "journal"
    folder.mkdir()
    folder.chmod(0o755)
    file.write_bytes(b"old")
    file.chmod(0o640)
    make_private_folder(folder)
    make_private_file(file)
    assert (mode(folder), mode(file), file.read_bytes()) == (0o755, 0o640, b"old")
    write_named(file, b"new")
    assert (mode(file), file.read_bytes()) == (0o640, b"new")
    assert others_may_read(file)


def test_a_link_that_lies_where_we_write_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"whole")
    (tmp_path / ".letter.new").symlink_to(victim)
    (tmp_path / "letter").symlink_to(victim)
    write_private(tmp_path / "letter", b"text")
    assert victim.read_bytes() == b"whole"
    assert not (tmp_path / "letter").is_symlink()
    assert (tmp_path / "letter").read_bytes() == b"text"
    assert not others_may_read(tmp_path / "letter")
    assert not (tmp_path / ".letter.new").exists()


def test_a_link_that_hangs_in_the_air_is_not_made_a_file(tmp_path: Path) -> None:
    (tmp_path / "journal").symlink_to(tmp_path / "elsewhere")
    make_private_file(tmp_path / "journal")
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_s_name_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "state").write_bytes(b"")
    with pytest.raises(FileExistsError):
        make_private_folder(tmp_path / "state")
    with pytest.raises(FileExistsError):
        make_private_folder(tmp_path / "state" / "deeper")


def test_a_pipe_that_a_person_named_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_named(pipe, b"rows")
    assert os.read(reader, 10) == b"rows"
    os.close(reader)
