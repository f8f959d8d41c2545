"""Archives are written whole or not at all, and read with distrust.

What broke in others' backups, in small: a copy of the file without its log, a log of before that is
replayed over what was restored, a success that was told of half a restore, names that lead out of
the folder, links, cut files.
"""

import json
import sqlite3
import stat
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from sheetsync.archive import Placed, check_sqlite, copy_sqlite, new_archive, open_archive
from sheetsync.archive.placing import in_the_way, place_all
from sheetsync.errors import BackupError, DanglingLinkError

NOON = datetime(2026, 4, 15, 9, tzinfo=UTC)
CONTENTS = {"journal/journal.sqlite": b"one" * 1000, "config/config.yaml": "ключ: да".encode()}


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """An archive of two files."""
    with new_archive(tmp_path / "archives", NOON, "1.2.3") as archive:
        for name, content in CONTENTS.items():
            archive.add(name, partial(Path.write_bytes, data=content))
    return archive.path


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Pack an archive anew, with something changed."""
    with zipfile.ZipFile(path) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    change(held)
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in held.items():
            packed.writestr(name, content)


def refusal(path: Path) -> BackupError:
    with pytest.raises(BackupError) as caught, open_archive(path) as archive:
        archive.check()
    assert caught.value.cure
    return caught.value


def test_an_archive_is_dated_its_owner_s_alone_and_read_back(whole: Path) -> None:
    assert whole.name == "sheetsync-backup-20260415T090000Z.zip"
    assert stat.S_IMODE(whole.stat().st_mode) == 0o600
    assert stat.S_IMODE(whole.parent.stat().st_mode) == 0o700
    assert [path.name for path in whole.parent.iterdir()] == [whole.name]
    with open_archive(whole) as archive:
        archive.check()
        held = {one.name: b"".join(archive.content(one)) for one in archive.manifest.members}
        assert archive.manifest.tool_version == "1.2.3"
        assert archive.manifest.made_at == NOON
    assert held == CONTENTS


def test_two_archives_of_one_second_are_two(whole: Path) -> None:
    with new_archive(whole.parent, NOON, "1") as second:
        pass
    assert second.path.name == "sheetsync-backup-20260415T090000Z-2.zip"


def test_what_goes_wrong_while_it_is_made_leaves_no_archive(tmp_path: Path) -> None:
    folder = tmp_path / "archives"
    with pytest.raises(BackupError, match="No such file"), new_archive(folder, NOON, "1") as one:
        one.add("keys/1", lambda copy: copy.write_bytes((tmp_path / "gone").read_bytes()))
    assert list(folder.iterdir()) == []
    (tmp_path / "file").touch()
    with pytest.raises(BackupError, match="no archive was made"):
        new_archive(tmp_path / "file", NOON, "1").__enter__()


@pytest.mark.parametrize("length", [0, 1, 40, -1, -30, -400])
def test_an_archive_that_was_cut_off_is_damaged(whole: Path, length: int) -> None:
    content = whole.read_bytes()
    whole.write_bytes(content[:length])
    assert "damaged or cut off" in refusal(whole).message


def test_every_flipped_byte_of_the_content_is_seen(whole: Path) -> None:
    content = whole.read_bytes()
    start = content.index(b"config/config.yaml")
    for at in range(start - 30, start + 60):
        whole.write_bytes(content[:at] + bytes([content[at] ^ 0x20]) + content[at + 1 :])
        try:
            with open_archive(whole) as archive:
                archive.check()
                held = {
                    one.name: b"".join(archive.content(one)) for one in archive.manifest.members
                }
        except BackupError:
            continue
        # Bytes that mean nothing, as the hour of a file, may be anything.
        assert held == CONTENTS


@pytest.mark.parametrize("content", [b"", b"name;amount\n1;2\n", b"PK\x03\x04" + b"x" * 100])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "archive.zip"
    path.write_bytes(content)
    assert "damaged or cut off" in refusal(path).message


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "archive.zip").message


@pytest.mark.parametrize(
    "name",
    ["../evil", "/etc/passwd", "journal/../../evil", "journal/..", "journal\\evil", "C:/evil",
     "journal/C:evil", "journal/", "journal", "journal/a/b", "Journal/x", "журнал/x",
     "journal/x\n"],
)  # fmt: skip
def test_a_name_that_is_none_of_ours_is_refused(whole: Path, name: str) -> None:
    rewritten(whole, lambda held: held.update({name: b"x"}))
    told = refusal(whole).message
    assert "never puts there" in told
    assert "\n" not in told


@pytest.mark.parametrize(
    ("kind", "is_link"),
    [(stat.S_IFLNK | 0o777, True), (stat.S_IFIFO | 0o600, True), (stat.S_IFDIR | 0o700, True),
     (stat.S_IFREG | 0o600, False)],
)  # fmt: skip
def test_links_pipes_and_folders_are_refused(whole: Path, kind: int, *, is_link: bool) -> None:
    with zipfile.ZipFile(whole) as packed:
        held = {entry.filename: packed.read(entry) for entry in packed.infolist()}
    with zipfile.ZipFile(whole, "w") as packed:
        for name, content in held.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = kind << 16 if name.startswith("journal") else 0
            packed.writestr(entry, content)
    if is_link:
        assert "never puts there: 'journal/journal.sqlite'" in refusal(whole).message
    else:
        with open_archive(whole) as archive:
            archive.check()


def manifest(**changes: object) -> Callable[[dict[str, bytes]], None]:
    def change(held: dict[str, bytes]) -> None:
        told = json.loads(held["manifest.json"]) | changes
        held["manifest.json"] = json.dumps(told).encode()

    return change


def first_member(**changes: object) -> Callable[[dict[str, bytes]], None]:
    def change(held: dict[str, bytes]) -> None:
        told = json.loads(held["manifest.json"])
        told["members"][0] |= changes
        held["manifest.json"] = json.dumps(told).encode()

    return change


def member_twice(held: dict[str, bytes]) -> None:
    told = json.loads(held["manifest.json"])
    told["members"] *= 2
    held["manifest.json"] = json.dumps(told).encode()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda held: held.pop("manifest.json"), "never puts there: 'manifest.json'"),
        (lambda held: held.update({"manifest.json": b"{"}), "damaged"),
        (lambda held: held.update({"manifest.json": b"{}"}), "damaged"),
        (lambda held: held.update({"manifest.json": b" " * 40_000_000}), "never puts there"),
        (lambda held: held.update({"keys/1": b"x"}), "never puts there: 'keys/1'"),
        (lambda held: held.pop("config/config.yaml"), "damaged"),
        (lambda held: held.update({"config/config.yaml": b"sandbox: x"}), "damaged"),
        (manifest(application="other"), "never puts there"),
        (manifest(form=2, tool_version="9.0"), "a newer sheetsync, 9.0"),
        (first_member(bytes=10), "damaged"),
        (first_member(bytes=10_000), "damaged"),
        (first_member(sha256="0" * 64), "damaged"),
        (member_twice, "never puts there"),
    ],
)
def test_a_changed_archive_is_refused(
    whole: Path, change: Callable[[dict[str, bytes]], None], why: str
) -> None:
    rewritten(whole, change)
    assert why in refusal(whole).message


def test_a_member_that_grows_without_end_is_left_off_in_time(whole: Path) -> None:
    rewritten(whole, lambda held: held.update({"journal/journal.sqlite": b"\0" * 50_000_000}))
    with open_archive(whole) as archive:
        member = archive.manifest.members[0]
        got: list[int] = []
        with pytest.raises(BackupError):
            got.extend(map(len, archive.content(member)))
    assert sum(got) == member.bytes + 1


def test_a_name_that_stands_twice_is_refused(whole: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(whole, "a") as packed:
        packed.writestr("journal/journal.sqlite", b"other")
    assert "never puts there" in refusal(whole).message


# Copies of databases.


def database(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("CREATE TABLE one (number)")
    connection.execute("CREATE TABLE two (number)")
    return connection


def test_a_copy_has_what_stands_in_the_log_only_and_is_one_file(tmp_path: Path) -> None:
    with closing(database(tmp_path / "a.sqlite")) as source:
        source.execute("INSERT INTO one VALUES (1)")
        source.execute("BEGIN")
        source.execute("INSERT INTO one VALUES (2)")
        copy_sqlite(tmp_path / "a.sqlite", tmp_path / "copy.sqlite")
    with closing(sqlite3.connect(tmp_path / "copy.sqlite")) as copy:
        assert copy.execute("SELECT number FROM one").fetchall() == [(1,)]
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert stat.S_IMODE((tmp_path / "copy.sqlite").stat().st_mode) == 0o600
    assert not list(tmp_path.glob("copy.sqlite-*"))


def test_copies_beside_a_writer_are_of_one_moment_each(tmp_path: Path) -> None:
    stop = threading.Event()
    with closing(database(tmp_path / "a.sqlite")) as source:

        def write() -> None:
            number = 0
            while not stop.is_set():
                number += 1
                source.execute("BEGIN IMMEDIATE")
                source.execute("INSERT INTO one VALUES (?)", (number,))
                source.execute("INSERT INTO two VALUES (?)", (number,))
                source.execute("COMMIT")

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for at in range(5):
                copy_sqlite(tmp_path / "a.sqlite", tmp_path / f"{at}.sqlite")
        finally:
            stop.set()
            writer.join()
    for at in range(5):
        with closing(sqlite3.connect(tmp_path / f"{at}.sqlite")) as copy:
            one = copy.execute("SELECT count(*) FROM one").fetchone()
            two = copy.execute("SELECT count(*) FROM two").fetchone()
            assert one == two


def test_a_broken_database_is_no_copy(tmp_path: Path) -> None:
    source = tmp_path / "a.sqlite"
    source.write_text("not a database, but long enough to be taken for one" * 10)
    with pytest.raises(BackupError, match="cannot be copied"):
        copy_sqlite(source, tmp_path / "copy.sqlite")
    with pytest.raises(BackupError, match="broken"):
        check_sqlite(source, "journal.sqlite")
    with closing(database(tmp_path / "b.sqlite")) as connection:
        connection.executemany("INSERT INTO one VALUES (?)", ((f"{n}" * 50,) for n in range(999)))
    content = bytearray((tmp_path / "b.sqlite").read_bytes())
    content[4096 * 3 : 4096 * 4] = b"\xff" * 4096
    (tmp_path / "b.sqlite").write_bytes(content)
    with pytest.raises(BackupError, match="broken"):
        copy_sqlite(tmp_path / "b.sqlite", tmp_path / "copy2.sqlite")


def test_a_link_to_a_disk_that_is_not_there_is_no_empty_database(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").symlink_to(tmp_path / "gone")
    with pytest.raises(DanglingLinkError):
        copy_sqlite(tmp_path / "a.sqlite", tmp_path / "copy.sqlite")


# Files in their places.


def placed(archive_path: Path, *places: Path, aside: str = "before") -> list[Path]:
    with open_archive(archive_path) as archive:
        files = [
            Placed(member, place, lambda _copy: None)
            for member, place in zip(archive.manifest.members, places, strict=True)
        ]
        return place_all(archive, files, aside)


def test_files_come_to_their_places_and_nothing_else_is_left(whole: Path, tmp_path: Path) -> None:
    root = tmp_path / "new"
    assert placed(whole, root / "state" / "journal.sqlite", root / "config.yaml") == []
    assert (root / "state" / "journal.sqlite").read_bytes() == CONTENTS["journal/journal.sqlite"]
    assert sorted(path.name for path in root.rglob("*")) == [
        "config.yaml", "journal.sqlite", "state",
    ]  # fmt: skip
    assert stat.S_IMODE((root / "config.yaml").stat().st_mode) == 0o600


def test_what_stood_there_is_kept_with_its_log(whole: Path, tmp_path: Path) -> None:
    root = tmp_path / "new"
    root.mkdir()
    old = {"j": b"old", "j-wal": b"log", "j-shm": b"index", "c": b"config"}
    for name, content in old.items():
        (root / name).write_bytes(content)
    aside = placed(whole, root / "j", root / "c")
    assert {path.name: path.read_bytes() for path in aside} == {
        "j.before": b"old", "j.before-wal": b"log", "j.before-shm": b"index", "c.before": b"config",
    }  # fmt: skip
    assert not (root / "j-wal").exists()
    assert (root / "c").read_bytes() == CONTENTS["config/config.yaml"]


def test_a_log_without_its_database_stands_in_the_way(whole: Path, tmp_path: Path) -> None:
    (tmp_path / "j-wal").touch()
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    with open_archive(whole) as archive:
        first, second = archive.manifest.members
        found = in_the_way(
            [
                Placed(first, tmp_path / "j", lambda _copy: None),
                Placed(second, tmp_path / "link", lambda _copy: None),
            ]
        )
    assert [path.name for path in found] == ["j-wal", "link"]


def test_what_cannot_be_placed_changes_nothing(whole: Path, tmp_path: Path) -> None:
    root = tmp_path / "new"
    (tmp_path / "file").touch()
    with pytest.raises(BackupError, match="all stayed as it was"):
        placed(whole, root / "state" / "journal.sqlite", tmp_path / "file" / "config.yaml")
    assert not root.exists()


def test_a_move_that_fails_half_way_is_taken_back(whole: Path, tmp_path: Path) -> None:
    root = tmp_path / "new"
    root.mkdir()
    (root / "c").write_bytes(b"c")
    with pytest.raises(BackupError, match="all stayed as it was"):
        # Longer than a name may be.
        placed(whole, root / "j", root / "c", aside="x" * 254)
    assert [path.name for path in root.iterdir()] == ["c"]
    assert (root / "c").read_bytes() == b"c"


def test_a_copy_that_is_refused_changes_nothing(whole: Path, tmp_path: Path) -> None:
    def refuse(copy: Path) -> None:
        copy.with_name(f"{copy.name}-wal").touch()
        raise BackupError("broken")

    root = tmp_path / "new"
    with open_archive(whole) as archive:
        first, second = archive.manifest.members
        files = [
            Placed(first, root / "a" / "j", lambda _copy: None),
            Placed(second, root / "c", refuse),
        ]
        with pytest.raises(BackupError, match="broken"):
            place_all(archive, files, "before")
    assert not root.exists()
