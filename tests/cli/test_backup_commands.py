"""A backup is made while runs may go on, and brought back into another folder or not at all."""

import json
import sqlite3
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from jobs import mirror
from sheetsync.archive import new_archive
from sheetsync.cli.main import exit_code_of
from sheetsync.errors import BackupError, JournalError, RunActiveError
from sheetsync.journal import Journal, host_lock
from sheetsync.language import Phrase
from sheetsync.testing.office import Office
from sheetsync.testing.postgres import new_schema
from sheetsync.workspace.backup.part import BackupPart
from sheetsync.workspace.backup.parts import parts, register, registered
from sheetsync.workspace.backup.restoring import RestoreOptions, restore_state
from sheetsync.workspace.backup.saving import back_up

CONFIG = """\
sandbox: workbook.sqlite
state: state
mirror:
  url: {url}
  schema: {schema}
uploads:
  key_files: [secrets/old.key, secrets/new.key]
letters:
  templates: templates
mail:
  smtp: {{host: mail.example, user: robot, password_file: secrets/smtp}}
chats:
  - {{kind: telegram, token_env: BOT_TOKEN, chat_id: "1"}}
tabs:
  invoices: "Счета 2026"
"""
NEVER = RestoreOptions()


class SavedOffice(NamedTuple):
    """An office whose mirror is on one of the databases, and its archive."""

    office: Office
    archive: Path
    told: str
    is_file: bool


def run(*words: object) -> int:
    return exit_code_of(["--lang", "en", *map(str, words)])


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def saved(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SavedOffice]:
    folder = tmp_path_factory.mktemp("office")
    with ExitStack() as stack:
        url, schema = "sqlite:///state/mirror.sqlite", "sheetsync"
        if request.param == "postgres":
            address = stack.enter_context(new_schema())
            url, schema = address.url.render_as_string(hide_password=False), address.schema
        for name, text in (("secrets/old.key", "old"), ("secrets/new.key", "new"),
                           ("templates/notice.ru.j2", "{# ours #}")):  # fmt: skip
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
            (folder / name).chmod(0o600)
        office = Office(folder, date(2026, 4, 15), config=CONFIG.format(url=url, schema=schema))
        office.type_in("Партнёры\npartner_id | name\nP-001 | Север\nP-002 | Вектор")
        office.run(mirror.run)
        told = back_up(office.path, office.clock, folder / "out")
        yield SavedOffice(office, told.path, str(told), request.param == "sqlite")


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_an_archive_holds_every_store_and_no_secret_of_others(saved: SavedOffice) -> None:
    with zipfile.ZipFile(saved.archive) as packed:
        held = packed.namelist()
    assert held == [
        "journal/journal.sqlite", "mirror/mirror.sqlite", "sandbox/workbook.sqlite", "keys/1",
        "keys/2", "templates/notice.ru.j2", "config/config.yaml", "manifest.json",
    ]  # fmt: skip
    assert stat.S_IMODE(saved.archive.stat().st_mode) == 0o600
    assert "mail.smtp.password_file: secrets/smtp" in saved.told
    assert "chats.token_env: BOT_TOKEN" in saved.told


def test_all_comes_back_in_another_folder_and_the_mirror_is_equal(
    saved: SavedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "new" / "config.yaml"
    assert run("restore-state", saved.archive.parent, "--config", config) == 0
    told = capsys.readouterr().out
    assert f"brought back: {config}" in told
    assert "bring it yourself: mail.smtp.password_file: secrets/smtp" in told
    rows = "state/mirror.sqlite" if saved.is_file else "state/mirror-from-backup.sqlite"
    assert names(config.parent) == sorted([
        "config.yaml", "secrets/new.key", "secrets/old.key", "state/journal.sqlite", rows,
        "templates/notice.ru.j2", "workbook.sqlite",
    ])  # fmt: skip
    assert (config.parent / "secrets/new.key").read_text() == "new"
    assert stat.S_IMODE((config.parent / "secrets/new.key").stat().st_mode) == 0o600
    assert config.read_bytes() == saved.office.path.read_bytes()
    with ExitStack() as stack:
        if not saved.is_file:
            assert f"sheetsync mirror copy --from {config.parent / rows}" in told
            into = stack.enter_context(new_schema())
            schema = saved.office.config.mirror.schema
            config.write_text(config.read_text().replace(schema, into.schema))
            assert run("mirror", "copy", "--from", config.parent / rows, "-c", config) == 0
        assert run("mirror", "check", "-c", config) == 0
    assert "equal" in capsys.readouterr().out


def test_the_journal_that_came_back_is_one_of_its_own(saved: SavedOffice, tmp_path: Path) -> None:
    """The old machine may be at work still: its lease is not this one's."""
    restore_state(saved.archive, tmp_path / "config.yaml", saved.office.clock, NEVER)
    book = saved.office.session.spreadsheet_id
    with (
        Journal(saved.office.folder / "state/journal.sqlite", book, saved.office.clock) as old,
        Journal(tmp_path / "state/journal.sqlite", book, saved.office.clock) as new,
    ):
        assert new.owner != old.owner
        assert new.secret == old.secret  # of Message-IDs
        assert new.memory.row_counts() == old.memory.row_counts() != {}


def test_what_stands_there_is_never_overwritten(
    saved: SavedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.yaml"
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "journal.sqlite-wal").write_bytes(b"log of another journal")
    before = names(tmp_path)
    assert run("restore-state", saved.archive, "-c", config) == 2
    told = capsys.readouterr().err
    assert "journal.sqlite-wal; nothing was written" in told
    assert "--force" in told
    assert names(tmp_path) == before
    assert run("restore-state", saved.archive, "-c", config, "--force") == 0
    kept = [path for path in (tmp_path / "state").iterdir() if ".before-" in path.name]
    assert [path.read_bytes() for path in kept] == [b"log of another journal"]
    assert f"is kept: {kept[0]}" in capsys.readouterr().out


def test_a_run_that_is_at_work_is_not_disturbed(saved: SavedOffice, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    with host_lock(tmp_path / "state"), pytest.raises(RunActiveError):
        restore_state(saved.archive, config, saved.office.clock, RestoreOptions(force=True))
    assert names(tmp_path) == ["state/run.lock"]


def _written(content: bytes, copy: Path) -> None:
    copy.write_bytes(content)


def packed(folder: Path, contents: dict[str, bytes]) -> Path:
    """An archive that somebody made by hand, sound as an archive."""
    with new_archive(folder, datetime(2026, 4, 15, tzinfo=UTC), "0.9") as archive:
        for name, content in contents.items():
            archive.add(name, partial(_written, content))

    return archive.path


EVIL = {
    "state": b"sandbox: book.sqlite\nstate: ../outside\n",
    "root": b"sandbox: book.sqlite\nstate: /tmp/sheetsync-outside\n",
    "key": b"sandbox: book.sqlite\nuploads: {key_files: [../../.ssh/authorized_keys]}\n",
    "doubled": b"sandbox: book.sqlite\nuploads: {key_files: [config.yaml]}\n",
    "no key": b"sandbox: book.sqlite\n",
    "no yaml": b"sandbox: [",
    "unknown key": b"sandbox: book.sqlite\nsurprise: 1\n",
    "no text": b"\xff\xfe",
}


@pytest.mark.parametrize(
    ("contents", "why"),
    [
        ({"journal/journal.sqlite": b"x", "config/config.yaml": EVIL["state"]}, "outside"),
        ({"journal/journal.sqlite": b"x", "config/config.yaml": EVIL["root"]}, "outside"),
        ({"keys/1": b"x", "config/config.yaml": EVIL["key"]}, "outside"),
        ({"keys/1": b"x", "config/config.yaml": EVIL["doubled"]}, "belong to one place"),
        ({"keys/1": b"x", "config/config.yaml": EVIL["no key"]}, "no place for 'keys/1'"),
        ({"vault/vault.sqlite": b"x", "config/config.yaml": EVIL["no key"]}, "part 'vault'"),
        ({"journal/other.sqlite": b"x", "config/config.yaml": EVIL["no key"]}, "no place for"),
        ({"config/config.yaml": EVIL["no yaml"]}, "is not YAML"),
        ({"config/config.yaml": EVIL["unknown key"]}, "unknown key"),
        ({"config/config.yaml": EVIL["no text"]}, "damaged"),
        ({"journal/journal.sqlite": b"x"}, "holds no config.yaml"),
        ({"journal/journal.sqlite": b"x", "config/config.yaml": EVIL["no key"]}, "is broken"),
        ({"journal/journal.sqlite": b"", "config/config.yaml": EVIL["no key"]}, "is broken"),
        ({"sandbox/workbook.sqlite": b"x", "config/config.yaml": EVIL["no key"]}, "is broken"),
    ],
)  # fmt: skip
def test_a_hostile_archive_writes_nothing(
    contents: dict[str, bytes], why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = packed(tmp_path / "archives", contents)
    config = tmp_path / "new" / "config.yaml"
    assert run("restore-state", archive, "-c", config) == 2
    told = capsys.readouterr().err
    assert why in told
    assert "cure: " in told
    assert not (tmp_path / "new").exists()
    assert not Path("/tmp/sheetsync-outside").exists()  # noqa: S108  # what the archive names
    assert not (tmp_path / "outside").exists()


def test_a_place_outside_is_allowed_by_a_person_only(saved: SavedOffice, tmp_path: Path) -> None:
    archive = packed(
        tmp_path / "archives",
        {"config/config.yaml": EVIL["state"], "journal/journal.sqlite": _journal(saved)},
    )
    config = tmp_path / "new" / "config.yaml"
    assert run("restore-state", archive, "-c", config, "--outside") == 0
    assert (tmp_path / "outside" / "journal.sqlite").exists()


def _journal(saved: SavedOffice) -> bytes:
    with zipfile.ZipFile(saved.archive) as held:
        return held.read("journal/journal.sqlite")


def test_the_newest_of_a_folder_is_taken(saved: SavedOffice, tmp_path: Path) -> None:
    folder = tmp_path / "archives"
    folder.mkdir()
    with pytest.raises(BackupError, match="there is no archive"):
        restore_state(folder, tmp_path / "config.yaml", saved.office.clock, NEVER)
    older = folder / "sheetsync-backup-20260101T000000Z.zip"
    older.write_bytes(b"older")
    newest = folder / saved.archive.name
    newest.write_bytes(saved.archive.read_bytes())
    found = restore_state(folder, tmp_path / "new/config.yaml", saved.office.clock, NEVER)
    assert found.archive == newest
    assert found.made_at == saved.office.clock.now()


def test_parts_may_be_left_out_and_come_later(saved: SavedOffice, tmp_path: Path) -> None:
    later = BackupPart(
        code="portal",
        says=Phrase(ru="портал", en="portal"),
        found=lambda _ours: {"sessions": lambda copy: copy.write_text("open") and None},
        place=lambda ours, name: ours.state(name) if name == "sessions" else None,
    )
    clock, office = saved.office.clock, saved.office
    with registered(later):
        assert parts()[-1] is later
        with pytest.raises(ValueError, match="already"):
            register(later)
        made = back_up(office.path, clock, tmp_path / "out", ("mirror", "sandbox"))
        assert "mirror" not in {one.part for one in made.members}
        found = restore_state(made.path, tmp_path / "new/config.yaml", clock, NEVER)
        assert (tmp_path / "new/state/sessions").read_text() == "open"
        assert found.files[-1].name == "config.yaml"  # the last to come: nothing is used before
    with pytest.raises(BackupError, match="part 'portal'"):
        restore_state(made.path, tmp_path / "newer/config.yaml", clock, NEVER)


def test_the_command_tells_what_it_saved(
    saved: SavedOffice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("backup", "--to", tmp_path / "out", "-c", saved.office.path)
    assert run(*words, "--without", "mirror") == 0
    told = capsys.readouterr().out
    assert "it holds: journal, the sandbox's workbook, signing keys, letter templates" in told
    assert "chats.token_env: BOT_TOKEN" in told
    assert run(*words, "--without", "mirror", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert Path(found["path"]).stat().st_size == found["bytes"]
    assert next(one["name"] for one in found["files"]) == "journal/journal.sqlite"
    assert run(*words, "--without", "everything") == 2
    assert "everything: journal, mirror" in capsys.readouterr().err


def changed(office: Office, before: str, after: str) -> Callable[[], int]:
    text = office.path.read_text(encoding="utf-8")
    office.path.write_text(text.replace(before, after), encoding="utf-8")
    return lambda: office.path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("secrets/new.key", "secrets/gone.key", "gone.key: cannot be read"),
        ("state: state", "state: nowhere", ""),
        ("templates: templates", "templates: none", ""),
    ],
)
def test_what_the_config_names_and_is_not_there(
    saved: SavedOffice, tmp_path: Path, before: str, after: str, why: str
) -> None:
    back = changed(saved.office, before, after)
    try:
        if why:
            with pytest.raises(BackupError, match=why):
                back_up(saved.office.path, saved.office.clock, tmp_path)
            assert list(tmp_path.iterdir()) == []
        else:
            made = back_up(saved.office.path, saved.office.clock, tmp_path)
            assert made.path.exists()
    finally:
        back()


def test_a_newer_journal_is_not_brought_to_an_older_program(
    saved: SavedOffice, tmp_path: Path
) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_bytes(_journal(saved))
    with sqlite3.connect(path) as journal:
        journal.execute("PRAGMA user_version = 99")
    journal.close()
    archive = packed(
        tmp_path / "archives",
        {"journal/journal.sqlite": path.read_bytes(), "config/config.yaml": EVIL["no key"]},
    )
    with pytest.raises(JournalError, match="newer"):
        restore_state(archive, tmp_path / "new/config.yaml", saved.office.clock, NEVER)
    assert not (tmp_path / "new").exists()
