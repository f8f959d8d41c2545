"""The worker killed at every point of a round: nothing answered is lost, nothing doubled (P03).

Every request to Google, both sides, and a spread of the statements and commits of the store;
`PORTAL_DEATHS=1` tries all of these, too.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetsync.testing.mail_server import MailServer
from tests.workspace.portal.deaths import DEAD, WHERE, Left, after, copied, lived
from tests.workspace.portal.house import CONFIG, SMTP, House

_EVERY = ("before request", "after request")
_POINTS = 8


@pytest.fixture(scope="module")
def server() -> Iterator[MailServer]:
    with MailServer() as made:
        yield made


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory, server: MailServer) -> House:
    """A busy morning that no worker has seen: sent, withdrawn, replaced, entered, asked."""
    folder = tmp_path_factory.mktemp("source")
    portal = House(folder, CONFIG.replace("  folder: letters\n", SMTP.format(port=server.port)))
    first, second = portal.send("1"), portal.send("2")
    portal.well()
    portal.send("3", partner_id="P-002", entity_id="E-2")
    portal.send("2", "corrected")
    portal.withdraw(first)
    portal.paste("Invoices to enter", "Invoices")
    portal.office.type_in(f"""
    Decisions
    Submission | Decision | Text for the partner
    {second} | ask | Which contract?
    """)
    portal.close()
    return portal


@pytest.mark.parametrize("where", WHERE)
def test_a_worker_that_dies_loses_and_doubles_nothing(
    where: str, source: House, server: MailServer, tmp_path: Path
) -> None:
    now, folder = source.office.clock.now(), source.office.folder
    code, moments = lived(copied(folder, tmp_path / "whole"), now, where, 0)
    assert code == 0
    server.letters.clear()
    expected = after(copied(folder, tmp_path / "expected"), now)
    assert len(server.letters) == len(expected.letters) > 0
    points = range(1, moments + 1, _step(where, moments))
    doubts = 0
    for last in points:
        server.letters.clear()
        here = copied(folder, tmp_path / f"{last}")
        assert lived(here, now, where, last)[0] == DEAD
        left = after(here, now)
        told = (left.untold, left.log, left.states, left.people)
        once = dict.fromkeys(left.events, 1)
        assert told == (0, once, expected.states, expected.people), (where, last)
        doubts += _in_doubt(left, expected, [letter.key for letter in server.letters])
    # The table of portal.md 14 A 2.
    print(f"\n{where:16} died {len(points):4}  lost 0  doubled 0  letters in doubt {doubts}")  # noqa: T201


def _step(where: str, moments: int) -> int:
    if os.environ.get("PORTAL_DEATHS") or where in _EVERY:
        return 1
    return max(moments // _POINTS, 1)


def _in_doubt(left: Left, expected: Left, keys: list[str]) -> int:
    """How many letters are in doubt; one that was claimed and not settled is never repeated."""
    assert set(left.letters) == set(expected.letters)
    assert set(left.letters.values()) <= {"sent", "unknown"}
    assert len(keys) == len(set(keys))
    doubted = sum(state == "unknown" for state in left.letters.values())
    assert doubted <= 1
    assert len(left.letters) - doubted <= len(keys) <= len(left.letters)
    return doubted
