"""A watch over all jobs of a test run: none of them writes into a tab that people fill."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from sheetsync.tables.catalogue.modules import people_tabs
from sheetsync.workbook.session import Session
from sheetsync.workspace import Outcome, Workspace

#: A request as it went out: method, address, JSON body.
Sent = tuple[str, str, Any]


class WrongOwnerError(AssertionError):
    """A job wrote into a tab whose record is the sheet and whose owner is people."""


class OwnershipWatch:
    """Reads every request body of every job and raises when one touches a people's tab.

    Attributes:
        writes: how many changing requests each job sent, by its name.
    """

    def __init__(self) -> None:
        self.writes: Counter[str] = Counter()

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Watch `Workspace.run` until the patch is undone."""
        original = Workspace.run

        def run(workspace: Workspace, story: Callable[[Workspace], Outcome]) -> Outcome:
            with _sent_by(workspace.session) as sent:
                try:
                    return original(workspace, story)
                finally:
                    self._check(workspace, sent)

        patch.setattr(Workspace, "run", run)

    def _check(self, workspace: Workspace, sent: list[Sent]) -> None:
        own = _people_s_sheets(workspace)
        for method, address, body in sent:
            if method.lower() == "get" or "Filter" in address or ":search" in address:
                continue
            if "/values" in address:
                raise WrongOwnerError(f"{workspace.job}: values written at {address}")
            for request in (body or {}).get("requests", ()):
                self.writes[workspace.job] += 1
                touched = sorted(own[sheet] for sheet in _sheet_ids(request) & own.keys())
                if touched:
                    kind = next(iter(request))
                    raise WrongOwnerError(f"{workspace.job}: {kind} in {', '.join(touched)}")


@contextmanager
def _sent_by(session: Session) -> Iterator[list[Sent]]:
    """Everything that goes out through a session's client meanwhile."""
    client = session.client.http_client
    sent: list[Sent] = []
    send = client.request

    def request(method: str, endpoint: str, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # gspread's
        sent.append((method, endpoint, kwargs.get("json")))
        return send(method, endpoint, *args, **kwargs)

    client.request = request  # type: ignore[method-assign]  # of this one client
    try:
        yield sent
    finally:
        client.request = send  # type: ignore[method-assign]


def _people_s_sheets(workspace: Workspace) -> Mapping[int, str]:
    """Titles of the people's tabs by sheet id, as the job read them; {} when it read nothing."""
    reading = workspace.company.__dict__.get("reading")
    if reading is None:
        return {}
    titles = (reading.titles.get(tab.code) for tab in people_tabs())
    return {reading.snapshot.tabs[title].sheet_id: title for title in titles if title}


def _sheet_ids(tree: object) -> set[int]:
    if isinstance(tree, Mapping):
        own = {tree["sheetId"]} if isinstance(tree.get("sheetId"), int) else set()
        return own.union(*map(_sheet_ids, tree.values()))
    if isinstance(tree, list | tuple):
        return set().union(*map(_sheet_ids, tree))
    return set()
