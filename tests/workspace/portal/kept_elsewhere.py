"""Portals whose files are kept beyond the machine: in the sandbox's Drive, or in a local S3."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sheetsync.portal.store.away import Away, away_of
from sheetsync.portal.vault.remote import RemoteVault
from sheetsync.workspace.portal_files import FileKeeper
from sheetsync.workspace.portal_remote import keeper_of, open_remote
from tests.portal.vault.s3_server import BUCKET, S3Server, s3_server
from tests.workspace.portal.house import CONFIG, House, house

DRIVE_CONFIG = CONFIG.replace("portal:\n", "folders:\n  parent: root\nportal:\n  vault: drive\n")
S3_CONFIG = CONFIG.replace("portal:\n", f"portal:\n  vault: s3://{BUCKET}/files\n")


class DiedError(BaseException):
    """The worker was killed here."""


@dataclass
class Mortal:
    """A place beyond this machine whose caller dies right before or after one call of it.

    Attributes:
        inner: the place itself.
        dies_at: the number of the call, from 1; 0: never.
        after: it is applied first.
    """

    inner: RemoteVault
    dies_at: int = 0
    after: bool = False
    calls: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*given: object) -> Any:
            self.calls.append(name)
            is_now = len(self.calls) == self.dies_at
            if is_now and not self.after:
                raise DiedError(name)
            answer = getattr(self.inner, name)(*given)
            if is_now:
                raise DiedError(name)
            return answer

        return call


@contextmanager
def kept_in(kind: str, folder: Path) -> Iterator[tuple[House, S3Server | None]]:
    """A portal whose files are kept in "drive" or "s3"."""
    with ExitStack() as stack:
        server = stack.enter_context(s3_server()) if kind == "s3" else None
        made = stack.enter_context(house(folder, S3_CONFIG if server else DRIVE_CONFIG))
        made.office.hooks.set_time(made.office.clock.now())
        yield made, server


def keeper(portal: House) -> FileKeeper:
    """Whoever keeps the files of a portal, just started."""
    office = portal.office
    return keeper_of(office.config, portal.store, portal.worker.vault, office.clock, office.http)


def remote_of(portal: House) -> RemoteVault:
    """The place itself."""
    return open_remote(portal.office.config, portal.office.clock, portal.office.http)


def place_of(portal: House, no: str) -> str:
    """Where the file of a submission lies."""
    (file,) = portal.stored(no).files
    return file.place


def away(portal: House, no: str) -> Away:
    """What is known of it elsewhere."""
    found = away_of(portal.store, place_of(portal, no))
    assert found is not None
    return found
