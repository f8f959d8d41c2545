"""What earlier versions stored is read as before, and no letter of theirs goes out again."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from jobs import digest, monthly_reports, overdue, ratings, validate
from sheetsync.letters.letter import LetterKey
from sheetsync.sandbox.adapter import mount
from sheetsync.sandbox.server import create_app
from sheetsync.tables.catalogue.payables import OVERDUE
from sheetsync.tables.catalogue.unpaid import UNPAID_BY_MONTH
from sheetsync.tables.sheet_order import sheet_order
from sheetsync.testing.clock import StillClock
from sheetsync.testing.mail_server import MailServer
from sheetsync.workbook.setup import SetupOptions, set_up
from sheetsync.workspace import RunOptions, Workspace, open_workspace

STORED = Path(__file__).parents[1] / "stored"
JOBS = {
    "validate": validate.run,
    "overdue": overdue.run,
    "ratings": ratings.run,
    "monthly-reports": monthly_reports.run,
    "digest": digest.run,
}
ENDS = {
    "monthly/P-001/2026-03/1": "sent",
    "monthly/P-002/2026-03/1": "failed",
    "monthly/P-003/2026-03/1": "unknown",
    "monthly/P-004/2026-03/1": "sent",
    "monthly/P-005/2026-03/1": "sent",
}


class StoredOffice:
    """A copy of what a version left, before a mail server of today."""

    def __init__(self, folder: Path, server: MailServer) -> None:
        self.folder = folder
        self.clock = StillClock(datetime(2026, 4, 15, 9, tzinfo=UTC))
        self.http = AuthorizedSession(Credentials(token="owner"))
        mount(self.http, create_app(folder / "workbook.sqlite"))
        config = folder / "config.yaml"
        text = config.read_text(encoding="utf-8").replace("port: 2525", f"port: {server.port}")
        # From an example's address nothing is mailed at all, which would prove nothing.
        config.write_text(text.replace("@organizer.example>", "@organizer.su>"), encoding="utf-8")

    def open(self, job: str = "", **options: Any) -> Workspace:
        """The workspace; close it."""
        return open_workspace(
            self.folder / "config.yaml",
            clock=self.clock,
            options=RunOptions(**options),
            job=job,
            http=self.http,
        )

    def run_all_jobs(self) -> set[int]:
        """Run them; how they ended."""
        ends = set()
        for name, story in JOBS.items():
            with self.open(name) as workspace:
                ends.add(workspace.run(story).exit_code)
        return ends

    def ends(self) -> dict[str, str]:
        """State by key, as somebody who only looks sees it."""
        with self.open() as workspace:
            return {str(key): each.state for key, each in workspace.outbox.states().items()}


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


#: Of three corrections the process died in the second, after the claim, before the answer.
KILLED = {
    "monthly/P-001/2026-03/2": "sent",
    "monthly/P-004/2026-03/2": "unknown",
    "monthly/P-005/2026-03/2": "pending",
}


@pytest.fixture
def killed(tmp_path: Path, server: MailServer) -> StoredOffice:
    shutil.copytree(STORED / "v1-killed", tmp_path / "v1-killed")
    office = StoredOffice(tmp_path / "v1-killed", server)
    # The dead run's lease has run out by then.
    office.clock.sleep(2 * 86_400)
    return office


@pytest.fixture
def stored(tmp_path: Path, server: MailServer) -> StoredOffice:
    shutil.copytree(STORED / "v1", tmp_path / "v1")
    return StoredOffice(tmp_path / "v1", server)


def test_no_letter_of_an_earlier_version_goes_out_again(
    stored: StoredOffice, server: MailServer
) -> None:
    assert stored.run_all_jobs() <= {0, 1}
    stored.clock.sleep(86_400)
    assert stored.run_all_jobs() <= {0, 1}
    assert [letter.key for letter in server.letters] == []
    assert stored.ends().items() >= ENDS.items()
    # Not for want of a way to send: what a person asks for goes.
    with stored.open("monthly-reports", revise=("P-001",)) as workspace:
        workspace.run(monthly_reports.run)
    assert [letter.key for letter in server.letters] == ["monthly/P-001/2026-03/2"]


def test_with_the_journal_lost_its_send_log_is_enough(
    stored: StoredOffice, server: MailServer
) -> None:
    shutil.rmtree(stored.folder / "state")
    assert stored.run_all_jobs() <= {0, 1}
    assert [letter.key for letter in server.letters] == []
    assert stored.ends().items() >= ENDS.items()


def test_tool_tabs_keep_their_order_of_columns_and_a_new_tab_comes_by_repair(
    stored: StoredOffice,
) -> None:
    def header(title: str) -> list[object]:
        with stored.open() as workspace:
            columns = workspace.reading.snapshot.stored[title]
        return [column[0] for column in columns if column]

    def edits() -> int:
        with stored.open() as workspace:
            return [one.code for one in workspace.tables.findings].count("V-GEN-15")

    places = [OVERDUE.columns[at or 0].name for at in sheet_order(OVERDUE, header("Ждут оплаты"))]
    assert places[:4] == ["level", "highlight", "direction", "entity_id"]
    assert edits() == 0
    with stored.open("overdue") as workspace:
        workspace.run(overdue.run)
    # Colours, filter views and widths of that version look at columns by their places.
    names = {column.name: column.header("ru") for column in OVERDUE.columns}
    assert header("Ждут оплаты") == [names[name] for name in places]
    assert header("Реестр документов")[-1] == "Кто должен"
    assert edits() == 0
    with stored.open("init") as workspace:
        assert UNPAID_BY_MONTH.code not in workspace.reading.titles
        set_up(workspace.session, SetupOptions(lang="ru"))
    with stored.open("overdue") as workspace:
        workspace.run(overdue.run)
    assert len(header("Неоплачено по месяцам")) == len(UNPAID_BY_MONTH.columns)


def test_somebody_who_only_looks_reads_an_earlier_journal(stored: StoredOffice) -> None:
    before = (stored.folder / "state" / "journal.sqlite").read_bytes()
    assert stored.ends().items() >= ENDS.items()
    assert (stored.folder / "state" / "journal.sqlite").read_bytes() == before


@pytest.mark.parametrize("lost", [False, True], ids=["journal kept", "journal lost"])
def test_a_letter_that_an_earlier_version_was_sending_when_it_died_is_in_doubt(
    killed: StoredOffice, server: MailServer, *, lost: bool
) -> None:
    """``sending`` in its journal, ``reserved`` and no more in its Send log."""
    expected = KILLED
    if lost:
        shutil.rmtree(killed.folder / "state")
        # Nobody knows which of the reserved ones were handed over.
        expected = dict.fromkeys(KILLED, "unknown")
    assert killed.ends().items() >= (ENDS | expected).items()
    assert killed.run_all_jobs() <= {0, 1}
    asked = ("P-001", "P-004")
    with killed.open("monthly-reports", revise=asked) as workspace:
        workspace.run(monthly_reports.run)
    assert not [letter.key for letter in server.letters if letter.key in expected]
    assert killed.ends().items() >= expected.items()
    # A person looks it up: it goes once more when they say so, and not before.
    key = LetterKey.parsed("monthly/P-004/2026-03/2")
    with killed.open("outbox") as workspace:
        assert key in workspace.outbox.in_doubt("2026-03")
        workspace.outbox.resolve(key, "sent")
    assert killed.ends()[str(key)] == "sent"
