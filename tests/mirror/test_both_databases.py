"""Whatever is kept in SQL is tried as often on PostgreSQL as on SQLite: nothing is left to one."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from sheetsync.testing.databases import KINDS

ROOT = Path(__file__).parents[2]
#: Rooms and commands of the mirror: every test of theirs is of one of the kinds.
OF_THE_MIRROR = (
    "tests/mirror",
    "tests/cli/test_mirror_commands.py",
    "tests/jobs/test_changes_tab.py",
    "tests/jobs/test_from_mirror.py",
    "tests/jobs/test_mirror_job.py",
)
#: These look into no database, or read a config that names none.
OF_NEITHER = {
    "test_the_values_of_a_column_are_those_of_its_cells",
    "test_the_cells_that_we_would_write_are_the_same_at_once",
    "test_the_fingerprints_of_rows_are_the_same_at_once",
    "test_the_fingerprints_of_many_rows_are_those_of_each",
    "test_the_cells_below_a_header_are_a_sequence_like_a_list",
    "test_every_error_of_a_formula_begins_with_the_sign_that_is_looked_for",
    "test_places_in_order_are_known_as_all_of_them",
    "test_as_many_tests_run_on_one_database_as_on_the_other",
    "test_a_long_story_ends_with_how_to_read_the_rest",
    "test_without_a_database_the_job_says_what_to_write",
}


@pytest.mark.slow
def test_as_many_tests_run_on_one_database_as_on_the_other() -> None:
    asked = [sys.executable, "-m", "pytest", "--collect-only", "-q", "--thorough", *OF_THE_MIRROR]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    lines = [line for line in told.splitlines() if "::" in line]
    tried: Counter[tuple[str, str]] = Counter()
    for line in lines:
        name, _, values = line.partition("[")
        kinds = [kind for kind in KINDS if kind in values.rstrip("]").split("-")]
        assert len(kinds) <= 1, line
        if kinds:
            rest = values.replace(kinds[0], "", 1)
            tried[f"{name}[{rest}", kinds[0]] += 1
        else:
            assert name.rpartition("::")[2] in OF_NEITHER, line
    counts = Counter({kind: sum(n for (_, of), n in tried.items() if of == kind) for kind in KINDS})
    assert counts["sqlite"] == counts["postgres"] > 100
    for test, kind in tried:
        assert tried[test, kind] == tried[test, "sqlite"] == tried[test, "postgres"], test
