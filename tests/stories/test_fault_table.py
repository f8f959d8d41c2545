"""The table of fault scenarios names tests that exist, and leaves no scenario out."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
TABLE = Path(__file__).with_name("faults.md")


def test_every_test_that_the_table_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", TABLE.read_text(encoding="utf-8")))
    written: set[str] = set()
    for file in TESTS.rglob("test_*.py"):
        written.update(
            re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
        )
    assert sorted(named - written) == []


def test_every_scenario_has_a_row_with_a_test() -> None:
    rows = re.findall(r"^\| (S\d\d) .*?`test_", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [f"S{number:02}" for number in range(1, 31)]
