"""Files that nobody else reads, whatever the umask; links that somebody laid are not followed."""

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sheetsync.errors import DanglingLinkError
from sheetsync.journal import Journal
from sheetsync.private_files import (
    make_private_file,
    make_private_folder,
    others_may_read,
    write_named,
    write_private,
    written_new,
)
from sheetsync.sandbox.sqlite_file import opened
from sheetsync.testing.clock import StillClock
from sheetsync.workbook.limiter import Limiter


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


def test_a_link_that_hangs_in_the_air_is_refused(tmp_path: Path) -> None:
    link, elsewhere = tmp_path / "journal", tmp_path / "elsewhere"
    link.symlink_to(elsewhere)
    with pytest.raises(DanglingLinkError) as caught:
        make_private_file(link)
    assert str(caught.value) == (
        f"{link} is a link to {elsewhere}, which is not there\n"
        "  cure: mount or bring back what it points to, or remove the link; then run again"
    )
    assert not elsewhere.exists()
    elsewhere.write_bytes(b"whole")
    make_private_file(link)
    assert (link.is_symlink(), elsewhere.read_bytes()) == (True, b"whole")


@pytest.mark.parametrize("target", ["elsewhere", "gone/deeper", "journal"])
def test_no_database_is_made_through_a_link(tmp_path: Path, target: str) -> None:
    """SQLite alone would follow it; the last is a link to itself."""
    link, clock = tmp_path / "journal", StillClock(datetime(2026, 4, 15, tzinfo=UTC))
    link.symlink_to(tmp_path / target)
    for opens in (
        lambda: Journal(link, "S1", clock),
        lambda: Journal(link, "S1", clock, read_only=True),
        lambda: Limiter(link, clock, {"read": 1}),
        lambda: opened(link),
    ):
        with pytest.raises(DanglingLinkError, match="is a link to"):
            opens()
    assert [path.name for path in tmp_path.iterdir()] == ["journal"]


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


def test_a_new_file_stands_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "orders.txt"
    with written_new(path) as file:
        file.write(b"whole")
        assert not path.exists()
    assert (path.read_bytes(), mode(path)) == (b"whole", 0o600)
    with pytest.raises(ZeroDivisionError), written_new(tmp_path / "other.txt") as file:
        file.write(bytes([len(b"half") // 0]))
    assert [each.name for each in tmp_path.iterdir()] == ["orders.txt"]


@pytest.mark.parametrize("kind", ["file", "link to nothing", "folder"])
def test_a_new_file_overwrites_nothing(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "orders.txt"
    if kind == "file":
        path.write_bytes(b"theirs")
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError), written_new(path) as file:
        file.write(b"ours")
    assert not (tmp_path / "elsewhere").exists()
    assert [each.name for each in tmp_path.iterdir()] == ["orders.txt"]
    assert kind != "file" or path.read_bytes() == b"theirs"


def test_a_name_that_is_taken_meanwhile_is_left(tmp_path: Path) -> None:
    path = tmp_path / "orders.txt"
    with pytest.raises(FileExistsError), written_new(path) as file:
        file.write(bytes(path.write_bytes(b"theirs")))
    assert path.read_bytes() == b"theirs"
    assert [each.name for each in tmp_path.iterdir()] == ["orders.txt"]


def _no_links(_self: Path, _target: Path) -> None:
    raise PermissionError(1, "Operation not permitted")


def test_a_disk_without_links_gets_the_file_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "hardlink_to", _no_links)
    path = tmp_path / "orders.txt"
    with written_new(path) as file:
        file.write(b"whole")
    assert (path.read_bytes(), mode(path)) == (b"whole", 0o600)
    with pytest.raises(FileExistsError), written_new(path) as file:
        file.write(b"ours")
    assert [each.name for each in tmp_path.iterdir()] == ["orders.txt"]


def test_a_full_disk_without_links_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: Path) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "hardlink_to", _no_links)
    monkeypatch.setattr(Path, "read_bytes", full)
    with pytest.raises(OSError, match="No space"), written_new(tmp_path / "orders.txt") as file:
        file.write(b"whole")
    assert list(tmp_path.iterdir()) == []
