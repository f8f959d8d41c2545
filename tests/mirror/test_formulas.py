"""Formulas behind the cells: kept with the version that stands, and no reason for another one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from sheetsync.mirror.formulas import formulas_of
from sheetsync.mirror.report import SyncReport, SyncTerms
from sheetsync.testing import drawn_tabs
from tests.mirror.conftest import START, Shelf

HEAD = ["Partner ID", "Name", "Group", "Status", "Own"]
ROWS = {
    "P-1": ["Север", "A", "active", "10"],
    "P-2": ["Юг", "A", "active", "20"],
}
BEHIND = {"P-1": {1: '="Се"&"вер"'}, "P-2": {4: "=A{row}&$E$2"}}


def look(
    shelf: Shelf,
    keys: Sequence[str] = ("P-1", "P-2"),
    behind: Mapping[str, Mapping[int, str]] | None = BEHIND,
    **cells: str,
) -> SyncReport:
    """Keep the rows in this order, some with another name, with the formulas behind them."""
    rows = [[key, cells.get(key.replace("-", ""), ROWS[key][0]), *ROWS[key][1:]] for key in keys]
    lines = [" | ".join(row) for row in [HEAD, *rows]]
    seen = shelf.seen(drawn_tabs("\n".join(["Partners", *lines])), START + timedelta(shelf.day))
    shelf.day += 1
    if behind is not None:
        texts = [
            [HEAD[at], *(_text(behind, row, number, at) for number, row in enumerate(rows, 2))]
            for at in range(len(HEAD))
        ]
        seen = replace(seen, tabs=[replace(tab, formulas=texts) for tab in seen.tabs])
    return shelf.mirror.sync(seen, SyncTerms())


def _text(behind: Mapping[str, Mapping[int, str]], row: Sequence[str], number: int, at: int) -> str:
    return behind.get(row[0], {}).get(at, row[at]).replace("{row}", str(number))


def kept(shelf: Shelf) -> list[tuple[object, bool, dict[str, str]]]:
    """Key, whether it stands, and formulas of every version."""
    return [(row["_key"], row["_valid_to"] is None, formulas_of(row)) for row in shelf.versions()]


NAME, OWN = {"name": '="Се"&"вер"'}, {"~Own": "=A⟦row⟧&$E$2"}


def test_formulas_stand_with_the_version_as_they_read_in_any_row(shelf: Shelf) -> None:
    look(shelf)
    assert kept(shelf) == [("P-1", True, NAME), ("P-2", True, OWN)]
    report = look(shelf, ["P-2", "P-1"])
    assert (report.sync_id, report.versions) == (None, 0)
    assert kept(shelf) == [("P-1", True, NAME), ("P-2", True, OWN)]


def test_they_come_to_versions_that_stood_before_anybody_asked(shelf: Shelf) -> None:
    look(shelf, behind=None)
    assert kept(shelf) == [("P-1", True, {}), ("P-2", True, {})]
    assert look(shelf).versions == 0
    assert kept(shelf) == [("P-1", True, NAME), ("P-2", True, OWN)]
    look(shelf, behind=None)
    assert kept(shelf) == [("P-1", True, NAME), ("P-2", True, OWN)]


def test_a_formula_written_over_stays_with_the_version_that_ended(shelf: Shelf) -> None:
    look(shelf)
    typed_over = {"P-2": BEHIND["P-2"]}
    assert look(shelf, behind=typed_over, P1="Восток").versions == 1
    assert kept(shelf) == [("P-1", False, NAME), ("P-2", True, OWN), ("P-1", True, {})]
    assert shelf.lines() == [("P-1", "name", "Север", "Восток")]


def test_another_formula_of_the_same_value_is_no_version(shelf: Shelf) -> None:
    look(shelf)
    assert look(shelf, behind={"P-1": {1: '="Север"'}}).versions == 0
    assert kept(shelf) == [("P-1", True, {"name": '="Север"'}), ("P-2", True, {})]


def test_a_text_that_begins_like_a_formula_is_none(shelf: Shelf) -> None:
    look(shelf, behind={}, P1="'=1+1")
    assert kept(shelf) == [("P-1", True, {}), ("P-2", True, {})]
