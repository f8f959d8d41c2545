"""A large network is written in parts: every row once, where it belongs."""

from datetime import date
from decimal import Decimal

import pytest

from sheetsync.demo import DemoWorkbook, Typed, Value, loading
from sheetsync.demo.loading import _parts, stored_row

TABS: dict[str, list[list[Value]]] = {
    "partners": [[f"P-{number}", Typed("5%"), None] for number in range(7)],
    "entities": [],
    "jobs": [[f"J-{number}", date(2026, 4, 15), Decimal("1.5")] for number in range(4)],
}


def parts_of(rows_a_write: int, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, list[object]]]:
    monkeypatch.setattr(loading, "_ROWS_A_WRITE", rows_a_write)
    book = DemoWorkbook("Demo", "en_US", "Europe/Moscow", "en", TABS)
    parts = _parts({"'Partners'!L1": [["own"]]}, book)
    return [{place: list(rows) for place, rows in part.items()} for part in parts]


def test_a_small_network_is_one_write(monkeypatch: pytest.MonkeyPatch) -> None:
    partners, jobs = (list(map(stored_row, TABS[code])) for code in ("partners", "jobs"))
    (part,) = parts_of(20, monkeypatch)
    assert part == {"'Partners'!L1": [["own"]], "'Partners'!A2": partners, "'Jobs'!A2": jobs}
    assert jobs[0] == ["J-0", 46127, 1.5]
    assert partners[0] == ["P-0", None, None]


@pytest.mark.parametrize("rows_a_write", [1, 3, 7, 11])
def test_every_row_is_written_once_in_its_place(
    rows_a_write: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: dict[str, object] = {}
    for part in parts_of(rows_a_write, monkeypatch):
        rows = {place: found for place, found in part.items() if place != "'Partners'!L1"}
        assert 0 < sum(map(len, rows.values())) <= rows_a_write
        for place, found in rows.items():
            title, _, corner = place.partition("!A")
            for number, row in enumerate(found, start=int(corner)):
                assert written.setdefault(f"{title}{number}", row) is row
    (whole,) = parts_of(20, monkeypatch)
    assert written == {
        f"'{title}'{number}": row
        for title in ("Partners", "Jobs")
        for number, row in enumerate(whole[f"'{title}'!A2"], start=2)
    }
