"""A worker that dies while it enters rows: none is lost, none stands twice (P03).

Around the write itself on both databases; every request to Google and a spread of the statements
and commits of the store, in a process of its own, where all tests run.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.workspace.portal.clicks import ENTERS, accept, asked_for, column, events, settled
from tests.workspace.portal.databases import on_both
from tests.workspace.portal.deaths import DEAD, WHERE, after, copied, lived
from tests.workspace.portal.house import CONFIG, House

_POINTS = 12


class KilledError(BaseException):
    """Nothing of ours catches it, as nothing hears of a kill."""


def dying(portal: House, moment: str) -> None:
    """Have the worker die around the request that writes the row."""
    client = portal.worker.session.client.http_client
    send, past = client.request, set[str]()

    def reach(point: str) -> None:
        """The worker dies once; whoever cleans up after it is another one."""
        if point == moment and "dead" not in past:
            past.add("dead")
            raise KilledError

    def request(method: str, endpoint: str, *args: Any, **named: Any) -> Any:
        asked = (named.get("json") or {}).get("requests", ())
        is_write = any("insertDimension" in one for one in asked)
        reach("before it" if is_write else "before it is read back" if "write" in past else "")
        answer = send(method, endpoint, *args, **named)
        if is_write:
            past.add("write")
            reach("after it")
        return answer

    client.request = request  # type: ignore[method-assign]  # of this one client


@on_both("entering")
@pytest.mark.parametrize("moment", ["before it", "after it", "before it is read back"])
def test_a_worker_that_dies_around_the_write(entering: House, moment: str) -> None:
    nos = [entering.send("12"), entering.send("13")]
    entering.well()
    for no in nos:
        accept(entering, no)
    dying(entering, moment)
    with pytest.raises(KilledError):
        entering.round()
    state = "written" if moment == "before it is read back" else "writing"
    assert {one.state for one in asked_for(entering).values()} == {state}
    entering.reopened()
    # A row that stands is found at once; one that does not waits until Google is surely done.
    entering.well()
    assert column(entering) == ([] if moment == "before it" else ["12", "13"])
    entering.office.clock.sleep(181)
    entering.well()
    settled(entering, *nos)
    assert events(entering, nos[0])[1:] == [("accepted", "Anna")]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Two rows are asked for, and no worker has looked."""
    portal = House(tmp_path_factory.mktemp("source"), CONFIG + ENTERS)
    nos = [portal.send("12"), portal.send("7", kind="document", doc_kind="act")]
    portal.well()
    for no in nos:
        accept(portal, no)
    portal.close()
    return portal


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize("where", WHERE)
def test_a_worker_that_dies_anywhere_enters_each_row_once(
    where: str, source: House, tmp_path: Path
) -> None:
    now, folder = source.office.clock.now(), source.office.folder
    code, moments = lived(copied(folder, tmp_path / "whole"), now, where, 0)
    assert code == 0
    later = now + timedelta(minutes=4)
    expected = after(copied(folder, tmp_path / "expected"), later)
    assert set(expected.states.values()) == {"accepted"}
    step = 1 if where.endswith("request") else max(moments // _POINTS, 1)
    for last in range(1, moments + 1, step):
        here = copied(folder, tmp_path / f"{last}")
        assert lived(here, now, where, last)[0] == DEAD
        left = after(here, later)
        once = dict.fromkeys(left.events, 1)
        told = (left.untold, left.log, left.states, left.people)
        assert told == (0, once, expected.states, expected.people), (where, last)
    # The table of portal.md 14 A 2.
    print(f"\n{where:16} died {moments // step:4}  rows lost 0  doubled 0")  # noqa: T201
