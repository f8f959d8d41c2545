"""A store copied for a backup and back, between both databases."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from sheetsync.errors import DatabaseError, WrongStoreError
from sheetsync.portal.store.copying import copy_store, prepare_copy
from sheetsync.portal.store.letters import claim_letter, letters_in, queue_together
from sheetsync.portal.store.opening import Store, open_found, open_store
from sheetsync.portal.store.worker import all_submissions, mark_told, set_values, untold_events
from sheetsync.sql import DatabaseAddress, database_address, open_database
from tests.portal.store.conftest import BOOK, NOW, Sending, invoice, paper
from tests.portal.store.test_worker_store import letter


def file_in(folder: Path, name: str = "copy.sqlite") -> DatabaseAddress:
    return database_address(f"sqlite:///{folder / name}")


def rows_of(store: Store) -> dict[str, set[tuple[object, ...]]]:
    with store.reading() as connection:
        return {
            table.name: {tuple(row) for row in connection.execute(sa.select(table))}
            for table in store.layout.tables
        }


@pytest.fixture
def full(store: Store, send: Sending) -> Store:
    for at in range(3):
        send(invoice(f"{at}", amount_minor=at), paper(f"{at}"))
    mark_told(store, [untold_events(store)[0][0].row_id], NOW)
    queue_together(store, "a", [letter("a")])
    queue_together(store, "b", [letter("b")])
    claim_letter(store, "b", NOW)
    set_values(store, {"header": "a"})
    with store.writing() as connection:
        connection.execute(sa.insert(store.layout.rate).values(bucket="page", window_at=1, hits=5))
    return store


def test_a_copy_holds_every_row_and_comes_back(full: Store, tmp_path: Path) -> None:
    counts = copy_store(full, file_in(tmp_path))
    assert (counts["submission"], counts["event"], counts["file"]) == (3, 3, 3)
    with open_store(file_in(tmp_path), BOOK) as copied:
        assert rows_of(copied) == rows_of(full)
        # Back into what it was copied from, once that is empty.
        with full.writing() as connection:
            for table in full.layout.tables[1:]:
                connection.execute(sa.delete(table))
        copy_store(copied, full.database.address)
        assert rows_of(copied) == rows_of(full)
        assert Sending(full)(invoice("9"), paper("9")).no == "S-1004"


def test_a_store_with_submissions_is_not_copied_over(full: Store, tmp_path: Path) -> None:
    with open_store(file_in(tmp_path), BOOK) as other:
        Sending(other)(invoice(), paper())
    with pytest.raises(DatabaseError, match="holds submissions"):
        copy_store(full, file_in(tmp_path))
    with open_store(file_in(tmp_path, "another"), "book-2"), pytest.raises(WrongStoreError):
        copy_store(full, file_in(tmp_path, "another"))


def test_a_copy_knows_that_it_is_one(full: Store, tmp_path: Path) -> None:
    copy_store(full, file_in(tmp_path))
    prepare_copy(tmp_path / "copy.sqlite")
    with open_store(file_in(tmp_path), BOOK) as copied:
        assert {one.key for one in letters_in(copied, ["unknown"])} == {"a", "b"}
        assert all(not one.content for one in letters_in(copied, ["unknown"]))
        assert rows_of(copied)["rate"] == set()
        assert all_submissions(copied) == all_submissions(full)
    assert {path.name for path in tmp_path.iterdir()} == {"copy.sqlite"}


def test_what_is_no_store_is_no_copy(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="empty"):
        open_found(file_in(tmp_path))
    with open_database(file_in(tmp_path)) as other, other.transaction() as connection:
        connection.exec_driver_sql("CREATE TABLE ss_meta (layout integer)")
    with pytest.raises(WrongStoreError):
        prepare_copy(tmp_path / "copy.sqlite")
