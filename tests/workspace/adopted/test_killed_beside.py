"""A run over a team's Google spreadsheet that dies in the middle has sent it reads, no more.

Each run is a process of its own, which ends right after its n-th request was answered, whichever
spreadsheet that went to; the next one goes on with what is left. Source: adoption.md, Accept 2.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from jobs import digest, monthly_reports, overdue, ratings, validate
from sheetsync.sandbox.adapter import mount
from sheetsync.tables.adoption.answers import Answers
from sheetsync.testing.clock import StillClock
from sheetsync.testing.sandbox import Sandbox
from sheetsync.workspace import open_company, open_workspace
from sheetsync.workspace.adopted_look import look_at
from sheetsync.workspace.adopting import AdoptOptions, begin, finish
from sheetsync.workspace.doors import sandbox_http
from sheetsync.workspace.options import RunOptions
from tests.workspace.adopted.test_google_source import VIEWER, Team
from tests.workspace.portal.deaths import DEAD, Death

LONG = [pytest.mark.slow, pytest.mark.long]
JOBS = [
    pytest.param(validate, marks=pytest.mark.slow),
    *(pytest.param(job, marks=LONG) for job in (overdue, ratings, monthly_reports, digest)),
]
#: No job asks so often; one that never ends would.
_MOST = 80


@dataclass(frozen=True, slots=True)
class Child:
    """What a process that may die has: its own sight of both spreadsheets."""

    team: Team
    death: Death

    @property
    def source(self) -> AuthorizedSession:
        sandbox = Sandbox(self.team.office.folder / "google.sqlite")
        sandbox.hooks.log_to(self.team.office.folder / "google.log")
        http = AuthorizedSession(Credentials(token=VIEWER))
        mount(http, sandbox.app)
        return self._dying(http)

    @property
    def own(self) -> AuthorizedSession:
        return self._dying(sandbox_http(self.team.office.folder / "workbook.sqlite"))

    def _dying(self, http: AuthorizedSession) -> AuthorizedSession:
        http.request = self.death.around(http.request)  # type: ignore[method-assign]
        return http


def deaths(team: Team, work: Callable[[Child], None]) -> int:
    """How often the work died, at one request after the other, until it was done."""
    for number in range(1, _MOST):
        child = os.fork()
        if child == 0:
            try:
                work(Child(team, Death("after request", number)))
                os._exit(0)
            finally:
                os._exit(1)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code != DEAD:
            assert code == 0
            return number - 1
    raise AssertionError("it never ends")


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.__name__)
def test_a_job_that_dies_at_any_request_has_only_read(tmp_path: Path, job: object) -> None:
    team = Team(tmp_path)
    before = {tab.title: tab.get_all_values() for tab in team.book.worksheets()}
    team.listen()

    def work(child: Child) -> None:
        name = job.__name__.rpartition(".")[2].replace("_", "-")  # type: ignore[attr-defined]
        with open_workspace(
            team.office.path,
            clock=team.office.clock,
            job=name,
            http=child.own,
            source_http=child.source,
        ) as workspace:
            workspace.run(job.run)  # type: ignore[attr-defined]

    died = deaths(team, work)
    # Three requests to the source, three to our own workbook before anything is written there.
    assert died >= 7
    assert {method for method, _ in team.asked} == {"GET"}
    # One that died at each of them, and those that came further.
    assert len(team.asked) >= 1 + 2 + 3 + 3
    assert {tab.title: tab.get_all_values() for tab in team.book.worksheets()} == before
    assert len(team.office.tab("codes")) == 4


@pytest.mark.slow
def test_adopting_again_dies_at_any_request_and_has_only_read(tmp_path: Path) -> None:
    team = Team(tmp_path)
    team.book.add_worksheet("Май 2026", 9, 9).update([["что-то новое"]])
    mapping = (tmp_path / "mapping.yaml").read_bytes().splitlines()
    before = {tab.title: tab.get_all_values() for tab in team.book.worksheets()}
    team.listen()

    def work(child: Child) -> None:
        clock = StillClock(team.office.clock.now())
        adoption = begin(
            team.book.id, AdoptOptions(tmp_path, "ru", is_again=True), clock, child.source
        )
        finish(adoption, Answers(), clock.now())
        with open_company(
            team.office.path,
            clock=clock,
            options=RunOptions(),
            http=child.own,
            source_http=child.source,
        ) as company:
            look_at(company, adoption.source, adoption.proposal, "ru")

    # Three to look at it, three to read it through the mapping, three of our own workbook.
    assert deaths(team, work) >= 9
    assert {method for method, _ in team.asked} == {"GET"}
    assert {tab.title: tab.get_all_values() for tab in team.book.worksheets()} == before
    # What people wrote is there, whatever died.
    assert set(mapping) <= set((tmp_path / "mapping.yaml").read_bytes().splitlines())
