"""A spreadsheet in a sandbox of its own, spoken to in the API's JSON."""

from pathlib import Path

import pytest
import requests

from sheetsync.sandbox.adapter import sandbox_session
from sheetsync.testing.raw_book import RawBook


@pytest.fixture
def session(tmp_path: Path) -> requests.Session:
    return sandbox_session(tmp_path / "team.sandbox")


@pytest.fixture
def book(session: requests.Session) -> RawBook:
    return RawBook.new(session)
