"""Damaged, foreign and hostile files end with code 2, each with its own cure, within bounds."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.files.hostile_files import CURES, HOSTILE

#: The bound of amendments.md 1, for all of them in one process.
MOST_MB = 500
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def outcomes() -> dict[str, dict[str, object]]:
    """What the command said of each file; the child dies when one takes more than 20 s."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.files.hostile_child"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=900,
        check=False,
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, (told[-1:], done.stderr[-2000:])
    return {one["name"]: one for one in told}


def cure_of(outcome: dict[str, object]) -> str:
    return str(outcome["told"]).partition("  cure: ")[2].strip()


def test_there_are_many_and_each_is_tried(outcomes: dict[str, dict[str, object]]) -> None:
    assert len(HOSTILE) >= 80
    assert list(outcomes) == [hostile.name for hostile in HOSTILE]


def test_each_ends_with_code_2_and_one_message(outcomes: dict[str, dict[str, object]]) -> None:
    for name, outcome in outcomes.items():
        assert outcome["code"] == 2, (name, outcome["told"])
        assert str(outcome["told"]).count("  cure: ") == 1, name
        assert "Traceback" not in str(outcome["told"]), name


def test_each_is_told_by_the_cure_of_its_kind_alone(
    outcomes: dict[str, dict[str, object]],
) -> None:
    for hostile in HOSTILE:
        cure = cure_of(outcomes[hostile.name])
        fitting = [kind for kind, pattern in CURES.items() if re.search(pattern, cure)]
        assert fitting == [hostile.kind], (hostile.name, outcomes[hostile.name]["told"])


def test_every_kind_is_tried() -> None:
    assert {hostile.kind for hostile in HOSTILE} == set(CURES)


def test_all_of_them_stay_within_the_memory(outcomes: dict[str, dict[str, object]]) -> None:
    peak_mb = max(int(str(outcome["peak_mb"])) for outcome in outcomes.values())
    assert peak_mb <= MOST_MB


def test_nothing_was_made_for_a_file_that_cannot_be_read(
    outcomes: dict[str, dict[str, object]],
) -> None:
    made = [name for name, outcome in outcomes.items() if outcome["written"]]
    # A doubled header is found when the workbook is looked at already.
    assert made == ["doubled header"]
