"""An import of the bank's file that is killed with SIGKILL after any of its requests.

Each one is `sheetsync payments import` in a process of its own, over a workbook of its own: it is
killed once its n-th request to Sheets was answered, and the same command is given again.
"""

import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
import requests

from sheetsync.cli.main import exit_code_of
from sheetsync.tables.catalogue.payments import BANK, MATCHES, PAYMENT_LOG
from sheetsync.workspace import open_workspace
from sheetsync.workspace.doors import sandbox_http
from tests.bank_desk import MONTH, Bank

#: No import asks so often; one that never ends would.
_MOST = 60
_LINE = ["line_id", "booked_on", "amount_minor", "purpose", "decision", "instead"]
_ENTRY = ["line_id", "revision", "number", "amount_minor", "state", "said"]
_PROPOSED = ["line_id", "proposal", "level"]


def imported(folder: Path, dies_after: int = 0) -> int:
    """Import the month in another process: its exit code, or the signal below 0."""
    child = os.fork()
    if child == 0:
        try:
            requests.Session.send = _deadly(requests.Session.send, dies_after)  # type: ignore[method-assign]
            file = str(folder / "statements" / "march.txt")
            os._exit(
                exit_code_of(["payments", "import", file, "--config", str(folder / "config.yaml")])
            )
        finally:
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _deadly(
    plain: Callable[..., requests.Response], dies_after: int
) -> Callable[..., requests.Response]:
    """Requests of which one is the last; 0 for none."""
    count = 0

    def send(*asked: object, **named: object) -> requests.Response:
        nonlocal count
        answer = plain(*asked, **named)
        count += 1
        if count == dies_after:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    return send


@dataclass(frozen=True, slots=True)
class Left:
    """What the tabs of a workbook hold, whatever the order of their rows."""

    lines: list[list[object]]
    entries: list[list[object]]
    proposed: list[list[object]]


def left(desk: Bank, folder: Path) -> Left:
    """Look at a workbook after the processes that worked on it."""
    http = sandbox_http(folder / "workbook.sqlite")
    with open_workspace(folder / "config.yaml", clock=desk.office.clock, http=http) as ws:
        frame = ws.reading.tool_frame
        return Left(
            _rows(frame(BANK), _LINE),
            _rows(frame(PAYMENT_LOG), _ENTRY),
            _rows(frame(MATCHES), _PROPOSED),
        )


def _rows(frame: pd.DataFrame, columns: list[str]) -> list[list[object]]:
    texts = frame[columns].astype("object").where(frame[columns].notna(), None)
    return sorted(texts.to_numpy().tolist(), key=str)


@pytest.fixture
def desk(tmp_path: Path) -> Bank:
    """Two lines are there: the accountant said yes to one, no to the other."""
    (tmp_path / "desk").mkdir()
    desk = Bank(tmp_path / "desk")
    desk.take(desk.write("early.txt", MONTH, 1, 11))
    desk.decide(desk.id_of("№ 11"), "да")
    desk.decide(desk.id_of("№ 12"), "нет", "позже")
    desk.write("march.txt", MONTH)
    return desk


@pytest.mark.slow
def test_an_import_killed_after_any_request_and_given_again_is_as_one_that_lived(
    desk: Bank, tmp_path: Path
) -> None:
    """No line twice, none lost, answers as they were given, each yes noted once."""

    def copied(name: str) -> Path:
        return Path(shutil.copytree(desk.office.folder, tmp_path / name))

    lived = copied("lived")
    assert imported(lived) == 0
    whole, before = left(desk, lived), left(desk, desk.office.folder)
    assert len(whole.lines) == len(MONTH)
    assert [one[2:] for one in whole.entries] == [["11", 100_000, "applied", "yes"]]
    answers = {str(purpose): answer for _, _, _, purpose, *answer in whole.lines}
    assert answers[MONTH[0].purpose] == ["yes", None]
    assert answers[MONTH[1].purpose] == ["no", "позже"]

    wrote = 0
    for number in range(1, _MOST):
        folder = copied(str(number))
        code = imported(folder, number)
        if code == 0:
            break
        assert code == -signal.SIGKILL
        dead = left(desk, folder)
        # All of it or nothing: never a line without its neighbours, never an answer touched.
        assert dead in (before, whole)
        wrote += dead == whole
        assert imported(folder) == 0
        assert left(desk, folder) == whole
        shutil.rmtree(folder)
    # It died while it only read, and after it had written.
    assert number > 5
    assert 0 < wrote < number - 1
