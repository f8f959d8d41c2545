"""A company with a portal on either database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetsync.testing.databases import KINDS, new_database
from tests.workspace.portal.house import CONFIG, House, house


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[House]:
    """A company with a portal in SQLite."""
    with house(tmp_path) as made:
        yield made


@pytest.fixture(params=KINDS)
def each_portal(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    """The same on each database."""
    if request.param == "sqlite":
        with house(tmp_path) as made:
            yield made
        return
    with new_database(request.param, tmp_path) as address:
        url = address.url.render_as_string(hide_password=False)
        monkeypatch.setenv("PORTAL_DATABASE", url)
        more = f"  database_env: PORTAL_DATABASE\n  schema: {address.schema}\n"
        with house(tmp_path, CONFIG + more) as made:
            yield made
