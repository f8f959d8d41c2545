"""Files in the vault: where they lie, who may read them, and what a full disk or a death leaves."""

import errno
import hashlib
import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sheetsync.errors import FileRefusedError, NoRoomError, PortalError
from sheetsync.portal.limits import Limits
from sheetsync.portal.vault.folder import Vault
from sheetsync.rules.portal.submissions import FileFacts
from tests.portal.vault.samples import office, pdf, png

LIMITS = Limits(free_bytes=0)
NOW = datetime(2026, 4, 2, 8, tzinfo=UTC)
SYSTEM_CALLS = ("write", "fsync", "replace", "mkdir", "open")


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault")


def keep(vault: Vault, content: bytes | None = None, name: str = "act.pdf") -> FileFacts:
    stream = io.BytesIO(pdf() if content is None else content)
    return vault.store(stream, "P-001", "2026-03", name, LIMITS)


def files_of(vault: Vault) -> list[str]:
    return sorted(
        path.relative_to(vault.root).as_posix() for path in vault.root.rglob("*") if path.is_file()
    )


def test_a_file_lies_under_its_digest(vault: Vault) -> None:
    file = keep(vault, name="Акт за март.PDF")
    digest = hashlib.sha256(pdf()).hexdigest()
    assert (file.sha256, file.ext, file.size) == (digest, "pdf", len(pdf()))
    assert (file.name_shown, file.scan) == ("Акт за март.PDF", "clean")
    assert file.place.endswith(f"/{digest}.pdf")
    assert "P-001" not in file.place
    assert "2026" not in file.place
    assert files_of(vault) == [file.place]
    assert vault.holds(file.place)
    with vault.open(file.place) as kept:
        assert kept.read() == pdf()


def test_only_its_owner_reads_the_vault(vault: Vault) -> None:
    old = os.umask(0)
    try:
        file = keep(vault)
    finally:
        os.umask(old)
    path = vault.path(file.place)
    assert path.stat().st_mode & 0o777 == 0o600
    for folder in (vault.root, path.parent, path.parent.parent):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_the_same_file_again_is_the_same_place(vault: Vault) -> None:
    assert keep(vault).place == keep(vault, name="other.pdf").place
    assert len(files_of(vault)) == 1
    other = vault.store(io.BytesIO(pdf()), "P-002", "2026-03", "act.pdf", LIMITS)
    april = vault.store(io.BytesIO(pdf()), "P-001", "2026-04", "act.pdf", LIMITS)
    assert files_of(vault) == sorted({keep(vault).place, other.place, april.place})
    assert len(files_of(vault)) == 3


def test_files_wait_where_there_is_a_scanner(tmp_path: Path) -> None:
    assert keep(Vault(tmp_path, scans=True)).scan == "pending"


#: As Django's tests of uploads name them, and what formulas and old systems make of names.
ODD_NAMES = {
    "../act.pdf": "act.pdf",
    "..\\act.pdf": "act.pdf",
    "/etc/passwd/act.pdf": "act.pdf",
    "C:\\Windows\\act.pdf": "act.pdf",
    "\\\\server\\share\\act.pdf": "act.pdf",
    "C:act.pdf": "act.pdf",
    "....//....//act.pdf": "act.pdf",
    "..%2fact.pdf": "%2fact.pdf",
    "&#x2F;act.pdf": "&#x2F;act.pdf",
    ".act.pdf": "act.pdf",
    "=cmd|' C!A0.pdf": "cmd|' C!A0.pdf",
    "+1.pdf": "1.pdf",
    "-1.pdf": "1.pdf",
    "@act.pdf": "act.pdf",
    "=+-@.act.pdf": "act.pdf",
    "act\u202efdp.pdf": "actfdp.pdf",
    "act\0.pdf": "act.pdf",
    "act\r\nSet-Cookie: a.pdf": "a.pdf",
    "a" * 300 + ".pdf": "a" * 116 + ".pdf",
    "  act \u00a0 1 .pdf": "act 1 .pdf",
    "акт\ud800.pdf": "акт\ufffd.pdf",
    "<script>.pdf": "<script>.pdf",
}


@pytest.mark.parametrize("name", ODD_NAMES)
def test_no_name_is_in_a_path(vault: Vault, name: str) -> None:
    file = keep(vault, name=name)
    assert file.name_shown == ODD_NAMES[name]
    assert files_of(vault) == [keep(vault).place]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("act.exe", pdf(), "type"),
        ("act.heic", pdf(), "heic"),
        ("act.pdf", b"", "empty"),
        ("act.pdf", png(), "mismatch"),
        ("act.png", png(10_000, 6_000), "picture"),
        ("act.xlsx", office("xlsx", {"xl/vbaProject.bin": "x"}), "unsafe"),
    ],
)
def test_what_is_refused_leaves_nothing(vault: Vault, name: str, content: bytes, code: str) -> None:
    with pytest.raises(FileRefusedError) as error:
        keep(vault, content, name)
    assert error.value.code == code
    assert files_of(vault) == []


class Endless(io.RawIOBase):
    """A body that never ends; it counts what was read of it."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        self.given += size
        return b"x" * size


def test_an_endless_file_is_read_to_the_limit(vault: Vault) -> None:
    body = Endless()
    limits = Limits(file_bytes=1_000_000, free_bytes=0)
    with pytest.raises(FileRefusedError) as error:
        vault.store(body, "P-001", "2026-03", "act.pdf", limits)  # type: ignore[arg-type]
    assert error.value.code == "too_large"
    assert body.given < 1_100_000
    assert files_of(vault) == []


def test_the_largest_file_is_taken(vault: Vault) -> None:
    size = len(pdf())
    limits = Limits(file_bytes=size, free_bytes=0)
    assert vault.store(io.BytesIO(pdf()), "P", "2026-03", "a.pdf", limits).size == size
    with pytest.raises(FileRefusedError):
        vault.store(io.BytesIO(pdf() + b"\n"), "P", "2026-03", "a.pdf", limits)


def test_room_stays_free_on_the_disk(vault: Vault) -> None:
    with pytest.raises(NoRoomError):
        vault.store(io.BytesIO(pdf()), "P", "2026-03", "a.pdf", Limits(free_bytes=2**60))
    assert files_of(vault) == []
    assert vault.free_bytes() > 0
    assert Vault(Path("/nowhere/at/all")).free_bytes() > 0


def fault(patch: pytest.MonkeyPatch, name: str, at: int, number: int) -> list[str]:
    """Have the n-th of one call of the system fail; gives the calls that were made."""
    made: list[str] = []
    real = getattr(os, name)

    def call(*args: object, **how: object) -> object:
        made.append(name)
        if len(made) == at:
            raise OSError(number, os.strerror(number))
        return real(*args, **how)

    patch.setattr(os, name, call)
    return made


@pytest.mark.parametrize("call", SYSTEM_CALLS)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
def test_a_full_disk_at_each_call_leaves_no_half_file(
    tmp_path: Path, call: str, number: int
) -> None:
    content = office("xlsx", {f"xl/media/{at}.png": os.urandom(9_000) for at in range(20)})
    made: list[str] = []
    at = 0
    while len(made) >= at:
        at += 1
        vault = Vault(tmp_path / f"{at}")
        with pytest.MonkeyPatch.context() as patch:
            made = fault(patch, call, at, number)
            try:
                keep(vault, content, "a.xlsx")
            except (NoRoomError, PortalError) as error:
                is_full = number in {errno.ENOSPC, errno.EDQUOT}
                if isinstance(error, NoRoomError) != is_full:
                    raise
        # What has its name is whole; a file that was never answered for may lie there.
        for place in files_of(vault):
            assert vault.holds(place)
            assert hashlib.sha256(vault.path(place).read_bytes()).hexdigest() in place
        assert vault.holds(keep(vault, content, "a.xlsx").place)
    assert at > 1


def test_a_place_is_never_a_path_of_somebody_else(vault: Vault) -> None:
    keep(vault)
    for place in ("../etc/passwd", "/etc/passwd", "incoming/x", "", "infected/../x", "a/b/c.pdf"):
        assert not vault.holds(place)
        with pytest.raises(PortalError):
            vault.open(place)
    gone = f"{'0' * 16}/{'0' * 16}/{'0' * 64}.pdf"
    assert not vault.holds(gone)
    with pytest.raises(PortalError):
        vault.open(gone)


def test_an_infected_file_is_set_aside_once(vault: Vault) -> None:
    file = keep(vault)
    aside = vault.set_aside(file.place)
    assert files_of(vault) == [aside] == [f"infected/{file.place}"]
    assert vault.set_aside(file.place) == aside
    assert vault.set_aside(aside) == aside
    assert not vault.holds(file.place)
    keep(vault)
    assert vault.set_aside(file.place) == aside
    assert files_of(vault) == [aside]
    with pytest.raises(PortalError):
        vault.set_aside(f"{'0' * 16}/{'0' * 16}/{'0' * 64}.pdf")


def grow_old(path: Path, age: timedelta) -> None:
    at = (NOW - age).timestamp()
    os.utime(path, (at, at))


def test_half_files_of_dead_writers_are_swept_after_a_day(vault: Vault) -> None:
    file = keep(vault)
    incoming = vault.root / "incoming"
    for name, age in (("old", timedelta(days=1, minutes=1)), ("new", timedelta(hours=23))):
        (incoming / name).write_bytes(b"half")
        grow_old(incoming / name, age)
    grow_old(vault.path(file.place), timedelta(days=400))
    assert vault.sweep(NOW) == 1
    assert files_of(vault) == sorted([file.place, "incoming/new"])
    assert Vault(vault.root / "none").sweep(NOW) == 0


def test_files_that_no_submission_holds_are_swept_after_a_week(vault: Vault) -> None:
    held, old, new = (keep(vault, pdf(inside=f"% {at}\n".encode())).place for at in range(3))
    infected = vault.set_aside(keep(vault, pdf(inside=b"% evil\n")).place)
    for place, days in ((held, 99), (old, 8), (new, 6), (infected, 99)):
        grow_old(vault.path(place), timedelta(days=days))
    assert set(vault.places()) == {held, old, new}
    assert vault.sweep_unheld((), NOW) == 0
    assert vault.sweep_unheld({held}, NOW) == 1
    assert files_of(vault) == sorted([held, new, infected])


def test_a_file_that_comes_again_while_it_is_swept_stays(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = keep(vault).place
    grow_old(vault.path(place), timedelta(days=8))
    real = Path.replace
    came: list[str] = []

    def replace(source: Path, target: Path) -> Path:
        if not came:
            came.append(place)
            keep(vault)
        return real(source, target)

    monkeypatch.setattr(Path, "replace", replace)
    now = datetime.now(UTC)  # noqa: TID251  # of the disk's clock
    assert vault.sweep_unheld({"another"}, now) == 0
    assert files_of(vault) == [place]
