"""Addresses of databases, and what of them people may read."""

from pathlib import Path

import pytest

from sheetsync.errors import DatabaseError
from sheetsync.sql import database_address


def test_a_file_is_relative_to_the_folder_that_names_it(tmp_path: Path) -> None:
    address = database_address("sqlite:///state/mirror.sqlite", base=tmp_path)
    assert address.path == tmp_path / "state" / "mirror.sqlite"
    absolute = database_address(f"sqlite:///{tmp_path}/m.sqlite", base=Path("/elsewhere"))
    assert absolute.path == tmp_path / "m.sqlite"


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_server_is_one_however_it_is_written(scheme: str) -> None:
    address = database_address(f"{scheme}://anna@db.example:5433/office", schema="sheetsync")
    assert (address.url.drivername, address.url.port) == ("postgresql+psycopg", 5433)
    assert (address.path, address.schema) == (None, "sheetsync")
    assert address.url.password is None


def test_a_password_is_never_said() -> None:
    url = "postgresql://anna:geheim@db.example/office?passfile=x"
    address = database_address(url, password="s3cret")
    assert address.url.password == "s3cret"
    assert str(address) == "postgresql://db.example/office"
    for text in (repr(address), str(address), f"{address}"):
        assert "s3cret" not in text
        assert "geheim" not in text


@pytest.mark.parametrize(
    "text",
    ["", "mysql://host/db", "sqlite:///", "sqlite:///:memory:", "sqlite:///file::memory:?x",
     "postgresql://anna:geheim@db.example:port/office"],
)  # fmt: skip
def test_what_is_no_address_is_refused_without_repeating_a_password(text: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        database_address(text)
    assert "geheim" not in str(caught.value)
    assert caught.value.cure == "write sqlite:///FILE or postgresql://USER@HOST/DATABASE"
