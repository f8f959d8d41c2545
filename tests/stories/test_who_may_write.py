"""Who may write what: a watch stands over all jobs of all stories; here it is seen to be awake."""

from pathlib import Path

import pytest

from jobs import digest, monthly_reports, overdue, ratings, validate
from sheetsync.tables.catalogue import PEOPLE_TABS
from sheetsync.testing.office import Office
from sheetsync.testing.ownership import OwnershipWatch, WrongOwnerError
from sheetsync.workbook.session import quoted
from sheetsync.workspace import Outcome, Workspace

JOBS = (validate, ratings, overdue, monthly_reports, digest)


def test_every_job_is_watched_while_it_writes(
    office: Office, ownership_watch: OwnershipWatch
) -> None:
    before = ownership_watch.writes.copy()
    for job in JOBS:
        office.run(job.run)
    seen = ownership_watch.writes - before
    assert set(seen) == {"validate", "ratings", "overdue", "monthly-reports", "digest"}


@pytest.mark.parametrize("kind", ["updateCells", "appendCells", "repeatCell", "copyPaste", "sort"])
@pytest.mark.parametrize("tab", [PEOPLE_TABS[0], PEOPLE_TABS[4], PEOPLE_TABS[-1]])
def test_a_job_that_writes_into_a_people_s_tab_is_caught_by_name(
    office: Office, kind: str, tab: object
) -> None:
    title = tab.ru  # type: ignore[attr-defined]  # a tab of the catalogue

    def story(ws: Workspace) -> Outcome:
        sheet_id = ws.reading.snapshot.tabs[title].sheet_id
        area = {"sheetId": sheet_id, "startRowIndex": 900, "endRowIndex": 901}
        cell = {"userEnteredValue": {"stringValue": "x"}}
        fields = "userEnteredValue"
        request = {
            "updateCells": {"range": area, "rows": [{"values": [cell]}], "fields": fields},
            "appendCells": {"sheetId": sheet_id, "rows": [{"values": [cell]}], "fields": fields},
            "repeatCell": {"range": area, "cell": cell, "fields": fields},
            "copyPaste": {"source": area, "destination": area, "pasteType": "PASTE_VALUES"},
            "sort": {"range": area, "sortSpecs": [{"dimensionIndex": 0}]},
        }[kind]
        name = "sortRange" if kind == "sort" else kind
        ws.session.batch_update([{name: request}])
        return Outcome("own", 0, "")

    with pytest.raises(WrongOwnerError, match=title):
        office.run(story)


def test_a_job_that_writes_values_by_address_is_caught(office: Office) -> None:
    def story(ws: Workspace) -> Outcome:
        ws.session.write_values({f"{quoted('Счета')}!A900": [["x"]]}, "RAW")
        return Outcome("own", 0, "")

    with pytest.raises(WrongOwnerError, match="values"):
        office.run(story)


def test_at_a_person_s_command_people_s_tabs_are_written(office: Office, tmp_path: Path) -> None:
    """`init`, `import` and whoever types are no jobs: the watch looks away."""
    office.type_in("Звонки и встречи\nДата | Код партнёра | Куратор\n2026-04-01 | P-001 | Анна")
    assert office.run(overdue.run).exit_code in {0, 1}
    assert tmp_path.exists()
