"""A company with a portal, on either database."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from sheetsync.testing.databases import new_database
from sheetsync.testing.mail_server import MailServer
from tests.workspace.portal.clicks import ENTERS
from tests.workspace.portal.house import CONFIG, SMTP, House, house

#: What a config says besides, of the portal whose files wait for a scanner.
SCANNED = "  scan: {clamd: 127.0.0.1:1}\n"


def opened(stack: ExitStack, folder: Path, kind: str, more: str = "", mail: str = "") -> House:
    """A company with a portal on a kind of database.

    Args:
        stack: closes it.
        folder: where its files are.
        kind: of `sheetsync.testing.databases.KINDS`.
        more: further lines of `portal:`.
        mail: the section `mail:` instead of a folder.
    """
    address = stack.enter_context(new_database(kind, folder)) if kind != "sqlite" else None
    if address is not None:
        url = address.url.render_as_string(hide_password=False)
        patched = stack.enter_context(pytest.MonkeyPatch.context())
        patched.setenv("PORTAL_DATABASE", url)
        more += f"  database_env: PORTAL_DATABASE\n  schema: {address.schema}\n"
    head, _, tail = CONFIG.partition("mail:")
    config = head + mail + tail[tail.index("portal:") :] if mail else CONFIG
    return stack.enter_context(house(folder, config + more))


def _kind(request: pytest.FixtureRequest) -> str:
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture
def portal(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[House]:
    """A company with a portal: in SQLite, or on each database (`databases.on_both`)."""
    with ExitStack() as stack:
        yield opened(stack, tmp_path, _kind(request))


@pytest.fixture
def scanned(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[House]:
    """The same, whose files wait for a scanner."""
    with ExitStack() as stack:
        yield opened(stack, tmp_path, _kind(request), SCANNED)


@pytest.fixture
def entering(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[House]:
    """The same, whose desk enters rows."""
    with ExitStack() as stack:
        yield opened(stack, tmp_path, _kind(request), ENTERS)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as made:
        yield made


@pytest.fixture
def mailed(tmp_path: Path, server: MailServer) -> Iterator[House]:
    """A portal that mails."""
    config = CONFIG.replace("  folder: letters\n", SMTP.format(port=server.port))
    with house(tmp_path, config) as made:
        yield made
