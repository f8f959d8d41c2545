"""A disk that is really full, under store and vault: nothing half kept, and all goes on (P04)."""

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sheetsync.errors import NoRoomError
from sheetsync.portal.limits import Limits
from sheetsync.portal.store.opening import Store, open_store
from sheetsync.portal.store.sending import receive
from sheetsync.portal.store.worker import all_submissions
from sheetsync.portal.vault.folder import Vault
from sheetsync.sql import database_address
from tests.portal.store.conftest import BOOK, NOW, invoice, seat_of
from tests.portal.vault.samples import pdf

_DISK_BYTES = 3_000_000


def has_disks_of_its_own() -> bool:
    """Whether this machine lets a test mount a small disk that nobody else sees."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return False
    tried = subprocess.run(
        [unshare, "-rm", "mount", "-t", "tmpfs", "none", "/mnt"], check=False, capture_output=True
    )
    return tried.returncode == 0


@pytest.mark.slow
def test_a_full_disk_loses_nothing_that_was_answered(tmp_path: Path) -> None:
    if not has_disks_of_its_own():
        pytest.skip("no disk of its own can be mounted here")
    mount = f'mount -t tmpfs -o size={_DISK_BYTES} none "$1" && exec "$2" -c "$3" "$1"'
    program = "import sys; from tests.portal.test_full_disk import fill; fill(sys.argv[1])"
    command = ["unshare", "-rm", "sh", "-c", mount, "sh", str(tmp_path), sys.executable, program]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("full: vault store, answered: ")


class Sender:
    """Sends to a store and a vault on one disk; notes what was answered and what was full."""

    def __init__(self, base: Path, store: Store) -> None:
        self.vault, self.store = Vault(base / "vault"), store
        self.answered: list[str] = []
        self.full: list[str] = []

    def __call__(self, at: int, size: int) -> None:
        content = io.BytesIO(pdf(inside=b"%" + os.urandom(size // 2).hex().encode() + b"\n"))
        limits = Limits(free_bytes=0, files_per_month=100_000)
        step = "vault"
        try:
            file = self.vault.store(content, "P-001", "2026-03", f"{at}.pdf", limits)
            step = "store"
            draft = invoice(f"{at}", amount_minor=at, once=f"{at}", text="x" * 2_000)
            self.answered.append(receive(self.store, seat_of(), draft, [file], NOW, limits).no)
        except NoRoomError:
            self.full.append(step)

    def check(self) -> None:
        """What was answered is there with its files, and nothing else."""
        kept = all_submissions(self.store)
        assert {one.submission.no for one in kept} == set(self.answered) != set()
        assert all(self.vault.holds(one.files[0].place) for one in kept)
        assert not list((self.vault.root / "incoming").glob("*"))


def fill(folder: str) -> None:
    """Send until the disk is full, for the vault and then for the store; free some; send again."""
    base = Path(folder)
    ballast = base / "ballast"
    ballast.write_bytes(b"x" * 300_000)
    with open_store(database_address(f"sqlite:///{base / 'portal.sqlite'}"), BOOK) as store:
        send = Sender(base, store)
        for at in range(400):
            send(at, 100_000 if at < 100 else 2_000)
        send.check()
        before = len(send.answered)
        ballast.unlink()
        send(1_000, 2_000)
        assert len(send.answered) == before + 1
        send.check()
    sys.stdout.write(f"full: {' '.join(dict.fromkeys(send.full))}, answered: {before}")
