"""What partners sent is saved while they send, and comes back with every file that a row names."""

import io
import shutil
import stat
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from sheetsync.archive import new_archive
from sheetsync.cli.main import exit_code_of
from sheetsync.errors import BackupError
from sheetsync.portal.limits import Limits
from sheetsync.portal.store.copying import copy_from_file
from sheetsync.portal.store.opening import open_store, store_address
from sheetsync.portal.store.worker import all_submissions
from sheetsync.portal.vault.folder import Vault
from sheetsync.rules.portal.submissions import StoredSubmission
from sheetsync.testing.office import Office
from sheetsync.testing.postgres import new_schema
from sheetsync.workspace.backup.restoring import RestoreOptions, restore_state
from sheetsync.workspace.backup.saving import back_up
from tests.portal.store.conftest import Sending, invoice
from tests.portal.vault.samples import pdf

CONFIG = """\
sandbox: workbook.sqlite
state: state
uploads:
  key_files: [secrets/links.key]
portal:
  url: https://partners.example
  database: data/portal.sqlite
  database_env: '{variable}'
  schema: {schema}
  vault: data/vault
  key_files: [secrets/links.key, secrets/portal.key]
"""
VARIABLE = "SHEETSYNC_TEST_PORTAL"
NEVER = RestoreOptions()


class SavedPortal(NamedTuple):
    """An office whose partners sent three files, and its archive."""

    office: Office
    archive: Path
    book: str
    is_file: bool


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def saved(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SavedPortal]:
    folder = tmp_path_factory.mktemp("office")
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        variable, schema = "", "sheetsync_portal"
        if request.param == "postgres":
            address = stack.enter_context(new_schema())
            patch.setenv(VARIABLE, address.url.render_as_string(hide_password=False))
            variable, schema = VARIABLE, address.schema
        (folder / "secrets").mkdir()
        for name in ("links", "portal"):
            (folder / f"secrets/{name}.key").write_text(name, encoding="utf-8")
        text = CONFIG.format(variable=variable, schema=schema)
        office = Office(folder, date(2026, 4, 15), config=text)
        office.type_in("Партнёры\npartner_id | name\nP-001 | Север")
        book = office.session.spreadsheet_id
        fill(office, book)
        made = back_up(office.path, office.clock, folder / "out")
        yield SavedPortal(office, made.path, book, request.param == "sqlite")


def vault_of(office: Office) -> Vault:
    return Vault(office.folder / "data/vault")


def fill(office: Office, book: str) -> None:
    """Three files are sent; the last is set aside, and two more lie there without a row."""
    vault, places = vault_of(office), []
    with open_store(store_address(office.config), book) as store:
        send = Sending(store)
        for at in range(4):
            content = io.BytesIO(pdf(inside=f"% {at}\n".encode()))
            file = vault.store(content, "P-001", "2026-03", f"{at}.pdf", Limits(free_bytes=0))
            places.append(file.place)
            if at < 3:
                send(invoice(f"{at}", amount_minor=at), file)
    vault.set_aside(places[2])
    (vault.root / "incoming" / "half").write_bytes(b"half")


def test_the_store_is_saved_before_the_files_and_both_before_the_workbook(
    saved: SavedPortal,
) -> None:
    with zipfile.ZipFile(saved.archive) as packed:
        held = packed.namelist()
    parts = list(dict.fromkeys(name.partition("/")[0] for name in held))
    assert parts == ["portal_store", "portal_files", "sandbox", "keys", "config", "manifest.json"]
    assert sum(name.startswith("portal_files/") for name in held) == 4
    assert sum(name.startswith("portal_files/infected-") for name in held) == 1
    assert [name for name in held if name.startswith("keys/")] == ["keys/1", "keys/portal-1"]


def test_all_comes_back_in_another_folder(
    saved: SavedPortal,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    config = tmp_path / "new" / "config.yaml"
    assert (
        exit_code_of(["--lang", "en", "restore-state", str(saved.archive), "-c", str(config)]) == 0
    )
    told = capsys.readouterr().out
    with ExitStack() as stack:
        office = reopened(config)
        if not saved.is_file:
            rows = config.parent / "state/portal-from-backup.sqlite"
            assert f"sheetsync portal recover --from {rows}" in told
            assert f"portal.database_env: {VARIABLE}" in told
            into = stack.enter_context(new_schema())
            monkeypatch.setenv(VARIABLE, into.url.render_as_string(hide_password=False))
            office = reopened(config, schema_of(saved.office), into.schema)
            assert copy_from_file(office.config, rows)["submission"] == 3
        with open_store(store_address(office.config), saved.book) as store:
            check(vault_of(office), all_submissions(store))
    assert (config.parent / "secrets/portal.key").read_text() == "portal"


def reopened(config: Path, before: str = "", after: str = "") -> Office:
    """The office that came back, with a text of its config changed."""
    text = config.read_text(encoding="utf-8").replace(before, after)
    return Office(config.parent, date(2026, 4, 15), config=text)


def schema_of(office: Office) -> str:
    assert office.config.portal is not None
    return office.config.portal.schema


def check(vault: Vault, kept: Sequence[StoredSubmission]) -> None:
    """Every file that a row names is there, whole and private; an evil one lies aside."""
    assert [one.submission.no for one in kept] == ["S-1001", "S-1002", "S-1003"]
    assert [vault.holds(one.files[0].place) for one in kept] == [True, True, False]
    assert vault.set_aside(kept[2].files[0].place).startswith("infected/")
    assert len(list(vault.places())) == 3
    path = vault.path(kept[0].files[0].place)
    assert path.read_bytes() == pdf(inside=b"% 0\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_that_cannot_be_read_makes_no_archive(saved: SavedPortal, tmp_path: Path) -> None:
    vault = vault_of(saved.office)
    place = next(iter(vault.places()))
    path = vault.path(place)
    content = path.read_bytes()
    path.unlink()
    path.mkdir()
    try:
        # A folder is no file of ours.
        back_up(saved.office.path, saved.office.clock, tmp_path / "one")
        path.rmdir()
        path.symlink_to(path)
        made = back_up(saved.office.path, saved.office.clock, tmp_path / "two")
        assert len([one for one in made.members if one.part == "portal_files"]) == 3
    finally:
        path.unlink()
        path.write_bytes(content)


def test_a_file_that_is_set_aside_meanwhile_is_saved(
    saved: SavedPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = vault_of(saved.office)
    first = min(vault.places())
    real, moved = shutil.copyfile, list[str]()

    def copyfile(source: Path, target: Path) -> object:
        if not moved and first in str(source):
            moved.append(vault.set_aside(first))
        return real(source, target)

    monkeypatch.setattr(shutil, "copyfile", copyfile)
    made = back_up(saved.office.path, saved.office.clock, tmp_path)
    assert first.replace("/", "-") in {one.file for one in made.members}
    monkeypatch.undo()
    vault.path(moved[0]).rename(vault.path(first))
    with pytest.raises(BackupError, match="no place for"):
        restore_state(_hostile(tmp_path, saved), tmp_path / "c.yaml", saved.office.clock, NEVER)


def _hostile(folder: Path, saved: SavedPortal) -> Path:
    """An archive whose file wants to lie outside the vault."""
    text = saved.office.path.read_bytes()
    with new_archive(folder / "hostile", saved.office.clock.now(), "1") as archive:
        archive.add("portal_files/..-..-evil.pdf", lambda copy: copy.write_bytes(b"x"))
        archive.add("config/config.yaml", lambda copy: copy.write_bytes(text))
    return archive.path
