"""What a job costs of Google's quota: README and docs/operations.md say these numbers."""

import json
from pathlib import Path

import pytest

from jobs import digest, monthly_reports, overdue, ratings, validate
from sheetsync.testing.mail_server import MailServer
from sheetsync.testing.office import Office
from sheetsync.workspace import Outcome, Workspace

#: With Russian titles the address of the first reading of values would pass 2,000 characters.
READING = ["spreadsheet", "values:batchGetByDataFilter", "values:batchGet"]
#: The headers of the logs are read right before they get their rows, and once more after.
PUBLICATION = ["values:batchGetByDataFilter", "batchUpdate", "values:batchGetByDataFilter"]

CONFIG = """\
sandbox: workbook.sqlite
state: state
mail:
  sender: "Organizer <reports@organizer.su>"
  smtp: {{host: 127.0.0.1, port: {port}, security: none, letters_per_minute: 60000}}
"""
PARTNERS = """
Партнёры
Код | Название | Группа | Статус | Партнёр с | Куратор | Почта для отчётов | Отчёт
"""


def requests_of(office: Office, log: Path) -> list[str]:
    """The logged requests about the workbook, by their method of the API.

    The first of a run, which lists spreadsheets, only a sandbox sees: a real one is named by its
    id.
    """
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert lines[0]["url"].startswith("/drive/v3/files")
    address = f"/v4/spreadsheets/{office.session.spreadsheet_id}"
    urls = [line["url"].partition("?")[0] for line in lines[1:]]
    assert all(url.startswith(address) for url in urls)
    return [url.removeprefix(address).lstrip("/:") or "spreadsheet" for url in urls]


@pytest.mark.parametrize("job", [validate, ratings, overdue])
@pytest.mark.parametrize("has_changed", [True, False])
def test_a_job_without_letters_takes_six_requests_one_of_them_a_write(
    office: Office, tmp_path: Path, job: object, *, has_changed: bool
) -> None:
    story = job.run  # type: ignore[attr-defined]  # a job's module
    if not has_changed:
        office.run(story)
    office.hooks.log_to(tmp_path / "log")
    office.run(story)
    assert requests_of(office, tmp_path / "log") == READING + PUBLICATION


def test_a_digest_with_nothing_new_takes_no_more(office: Office, tmp_path: Path) -> None:
    office.run(digest.run)
    office.hooks.log_to(tmp_path / "log")
    office.run(digest.run)
    assert requests_of(office, tmp_path / "log") == READING + PUBLICATION


def test_a_run_that_writes_nothing_takes_three(office: Office, tmp_path: Path) -> None:
    def story(ws: Workspace) -> Outcome:
        return Outcome("own", int(ws.reading.snapshot.tabs == {}), "")

    office.hooks.log_to(tmp_path / "log")
    assert office.run(story, dry_run=True).exit_code == 0
    assert requests_of(office, tmp_path / "log") == READING


@pytest.mark.parametrize(("letters", "requests", "writes"), [(3, 24, 6), (26, 24 + 5, 6 + 2)])
def test_letters_cost_a_lease_and_two_requests_a_batch_that_tell(
    office: Office, tmp_path: Path, letters: int, requests: int, writes: int
) -> None:
    with MailServer() as server:
        office.path.write_text(CONFIG.format(port=server.port), encoding="utf-8")
        rows = "\n".join(
            f"P-{n:03} | № {n} | g | активен | 2025-01-10 | Анна | buh@p{n}.example | да"
            for n in range(1, letters + 1)
        )
        office.type_in(PARTNERS + rows)
        office.hooks.log_to(tmp_path / "log")
        assert office.run(monthly_reports.run).exit_code == 0
        assert len(server.letters) == letters
    made = requests_of(office, tmp_path / "log")
    assert (len(made), made.count("batchUpdate")) == (requests, writes)


def test_reports_with_nothing_due_take_ten(office: Office, tmp_path: Path) -> None:
    office.run(monthly_reports.run)
    office.hooks.log_to(tmp_path / "log")
    office.run(monthly_reports.run)
    made = requests_of(office, tmp_path / "log")
    assert (len(made), made.count("batchUpdate")) == (10, 1)
