"""The layout is only added to; databases of others and of other workbooks are refused."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from sheetsync.errors import DatabaseError
from sheetsync.mirror import steps
from sheetsync.mirror.layout import LAYOUT
from sheetsync.mirror.report import SyncTerms
from sheetsync.mirror.steps import pending
from sheetsync.sql.steps import Step
from sheetsync.tables.schema import Choice
from sheetsync.testing import drawn_tabs
from tests.mirror.conftest import Shelf

PARTNERS = (
    "Partners\npartner_id | name | group_id | status | comment\nP-1 | Север | d | active | ёж"
)

HISTORY = "partners__hist"


def without(shelf: Shelf, *names: str) -> None:
    """An earlier version of the program, whose catalogue lacked columns."""
    kept = shelf.mirror.kept["partners"]
    columns = tuple(column for column in kept.columns if column.name not in names)
    shelf.mirror.kept = {**shelf.mirror.kept, "partners": replace(kept, columns=columns)}


def test_new_columns_of_the_catalogue_are_added_without_versions(shelf: Shelf) -> None:
    newer = dict(shelf.mirror.kept)
    without(shelf, "curator", "comment", "onboarded_on")
    shelf.see(PARTNERS)
    shelf.mirror.kept = newer
    with shelf.mirror.database.reading() as connection:
        told = pending(connection, shelf.mirror.layout, shelf.mirror.database, [newer["partners"]])
    assert told == [
        "column partners__hist.onboarded_on",
        "column partners__hist.curator",
        "column partners__hist.comment",
    ]
    with shelf.mirror.reading() as kept:
        # Somebody who only looks reads what there is.
        assert len(kept.tabs["partners"].as_of(None)) == 1
    blank = PARTNERS.replace("| comment", "|").replace("| ёж", "|")
    assert shelf.see(blank).versions == 0
    [row] = shelf.rows()
    assert (row["curator"], row["comment"], len(shelf.versions())) == (None, None, 1)
    assert shelf.see(blank).versions == 0


def test_a_column_that_left_the_catalogue_stays_in_the_database(shelf: Shelf) -> None:
    shelf.see(PARTNERS)
    without(shelf, "comment")
    shelf.see(PARTNERS)
    with shelf.mirror.database.reading() as connection:
        table = sa.table(
            "partners__hist", sa.column("comment"), schema=shelf.mirror.database.schema
        )
        assert "ёж" in connection.scalars(sa.select(table.c.comment)).all()


def test_a_numbered_step_is_taken_once_and_keeps_every_version(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.see(PARTNERS)
    taken: list[int] = []

    def run(number: int) -> Callable[[sa.Connection], None]:
        return lambda _connection: taken.append(number)

    more = tuple(Step(LAYOUT + at, f"step {at}", run(at)) for at in (1, 2))
    monkeypatch.setattr(steps, "STEPS", more)
    monkeypatch.setattr(steps, "LAYOUT", LAYOUT + 2)
    with shelf.mirror.database.reading() as connection:
        assert pending(connection, shelf.mirror.layout, shelf.mirror.database, []) == [
            "step 1",
            "step 2",
        ]
    for _ in range(2):
        assert shelf.see(PARTNERS).versions == 0
    assert taken == [1, 2]
    assert len(shelf.versions()) == 1


def test_a_newer_mirror_is_refused(shelf: Shelf) -> None:
    shelf.see(PARTNERS)
    with shelf.mirror.database.transaction() as connection:
        connection.execute(sa.update(shelf.mirror.layout.meta).values(layout=LAYOUT + 1))
    with pytest.raises(DatabaseError, match="newer sheetsync"):
        shelf.see(PARTNERS)
    with pytest.raises(DatabaseError, match="newer sheetsync"):
        shelf.mirror.known_sheets()


def test_somebody_elses_database_is_refused(shelf: Shelf) -> None:
    schema = shelf.mirror.database.schema
    with shelf.mirror.database.transaction() as connection:
        if schema:
            connection.execute(sa.schema.CreateSchema(schema))
        connection.execute(
            sa.schema.CreateTable(sa.Table("t", sa.MetaData(schema), sa.Column("x", sa.Integer)))
        )
    with pytest.raises(DatabaseError, match="somebody else"):
        shelf.see(PARTNERS)


def test_a_file_of_another_application_is_refused(shelf: Shelf) -> None:
    shelf.see(PARTNERS)
    with shelf.mirror.database.transaction() as connection:
        connection.execute(sa.update(shelf.mirror.layout.meta).values(application="other"))
    with pytest.raises(DatabaseError, match="is no mirror"):
        shelf.see(PARTNERS)


def test_another_workbook_is_refused_by_the_name_of_the_first(shelf: Shelf) -> None:
    shelf.see(PARTNERS)
    seen = replace(shelf.seen(drawn_tabs(PARTNERS), shelf.now), spreadsheet_id="a copy")
    with pytest.raises(DatabaseError) as caught:
        shelf.mirror.sync(seen, SyncTerms())
    assert caught.value.message == "This database belongs to the workbook «Office»"
    assert caught.value.cure == "give this one a `mirror.schema` or file of its own"


def test_a_workbook_that_got_another_title_goes_on(shelf: Shelf) -> None:
    shelf.see(PARTNERS)
    seen = replace(shelf.seen(drawn_tabs(PARTNERS), shelf.now), title="New title")
    shelf.mirror.sync(seen, SyncTerms())
    with shelf.mirror.reading() as kept:
        assert kept.workbook["title"] == "New title"


def test_a_mirror_without_anything_says_so(shelf: Shelf) -> None:
    assert shelf.mirror.known_sheets() == {}
    with pytest.raises(DatabaseError) as caught, shelf.mirror.reading():
        pass
    assert caught.value.cure == "run sheetsync run mirror"


def test_a_new_rule_of_keys_writes_no_version(shelf: Shelf) -> None:
    groups = "Groups\ngroup_id | name\nd | Dealers\ne | Dealers\nf | Others"
    shelf.see(groups)
    shelf.see(groups.replace("Others", "Rest"))
    kept = shelf.mirror.kept["groups"]
    by_name = tuple(replace(one, key=one.name == "name") for one in kept.columns)
    shelf.mirror.kept = {**shelf.mirror.kept, "groups": replace(kept, columns=by_name)}
    assert shelf.see(groups.replace("Others", "Rest")).versions == 0
    assert sorted(str(row["_key"]) for row in shelf.rows("groups")) == [
        "Dealers",
        "Dealers#2",
        "Rest",
    ]
    assert {str(row["_key"]) for row in shelf.versions("groups")} >= {"Others", "Rest"}
    assert shelf.see(groups.replace("Others", "Rest")).versions == 0


def killed_at(shelf: Shelf, step: int, drawing: str) -> bool:
    """See a drawing, and die at the statement of that number; whether it came so far."""
    done = 0

    def stop(*_args: object) -> None:
        nonlocal done
        done += 1
        if done > step:
            raise KeyboardInterrupt

    engine = shelf.mirror.database.engine
    sa.event.listen(engine, "before_cursor_execute", stop)
    try:
        shelf.see(drawing, force=True)
    except KeyboardInterrupt:
        return True
    finally:
        sa.event.remove(engine, "before_cursor_execute", stop)
    return False


GROUPS = "\n\nGroups\ngroup_id | name\nd | Dealers"
ALL_KINDS = [
    (PARTNERS + "\nP-2 | Второй | d | active | ", 2),
    (PARTNERS + GROUPS, 3),
    # One changed, one back, one new.
    (
        PARTNERS.replace("Север", "Юг")
        + "\nP-2 | Второй | d | paused | \nP-3 | Третий | d | active | "
        + GROUPS,
        6,
    ),
]


def test_a_sight_killed_at_any_statement_leaves_nothing_and_the_next_ends_the_same(
    shelf: Shelf,
) -> None:
    before: list[dict[str, object]] = []
    for drawing, count in ALL_KINDS:
        step = 0
        while killed_at(shelf, step, drawing):
            assert every_version(shelf) == before, step
            step += 1
        # Statements of every table were met.
        assert step > 10
        before = every_version(shelf)
        assert len(before) == count
        assert shelf.see(drawing).versions == 0
    names = sorted(str(row["name"]) for row in shelf.rows())
    assert names == ["Второй", "Третий", "Юг"]
    [back] = [row for row in shelf.rows() if row["_key"] == "P-2"]
    assert back["_prev"] is not None


def every_version(shelf: Shelf) -> list[dict[str, object]]:
    """All versions of the two tabs; [] of a mirror that holds nothing."""
    if not shelf.mirror.known_sheets():
        return []
    with shelf.mirror.reading() as kept:
        codes = list(kept.tabs)
    return [row for code in ("partners", "groups") if code in codes for row in shelf.versions(code)]


def test_a_value_that_a_later_version_calls_otherwise_reads_back_as_it_was(shelf: Shelf) -> None:
    column = next(one for one in shelf.mirror.kept["partners"].columns if one.name == "status")
    first, *rest = column.allowed
    assert isinstance(first, Choice)
    drawing = PARTNERS.replace("active", first.ru)
    shelf.see(drawing)
    later = replace(column, allowed=(replace(first, ru="по-новому"), *rest))
    kept = shelf.mirror.kept["partners"]
    columns = tuple(later if one.name == "status" else one for one in kept.columns)
    shelf.mirror.kept = {**shelf.mirror.kept, "partners": replace(kept, columns=columns)}
    assert shelf.see(drawing).versions == 0
    with shelf.mirror.reading() as held:
        grid = held.grid("partners").grid
    assert any(first.ru in column for column in grid.stored)


def test_changes_since_a_day_look_at_the_versions_of_that_time_alone(shelf: Shelf) -> None:
    shelf.see(PARTNERS)
    shelf.see(PARTNERS.replace("Север", "Юг"))
    database = shelf.mirror.database
    place = f"{database.schema}." if database.schema else ""
    query = f"select * from {place}partners__changes where at > '2026-03-01 12:00:00+00:00'"  # noqa: S608
    with database.reading() as connection:
        if database.is_sqlite:
            plan = connection.exec_driver_sql(f"explain query plan {query}").all()
            looked_up = [row[3] for row in plan if row[3].startswith("SEARCH n")]
            walked = [row[3] for row in plan if row[3].startswith("SCAN n")]
        else:
            # So few rows are read as fast without an index.
            connection.exec_driver_sql("set local enable_seqscan = off")
            lines = connection.exec_driver_sql(f"explain {query}").scalars().all()
            looked_up = [line for line in lines if f"{HISTORY}_from" in line]
            looked_up += [line for line in lines if f"{HISTORY}_to" in line]
            walked = [line for line in lines if f"Seq Scan on {HISTORY} n" in line]
    assert len(looked_up) >= 4
    assert all(f"{HISTORY}_from" in one or f"{HISTORY}_to" in one for one in looked_up)
    assert not walked
