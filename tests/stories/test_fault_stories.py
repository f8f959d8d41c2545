"""Scenarios of faults.md: people, networks, quotas and clocks between our requests."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest

from jobs import digest, monthly_reports, overdue, ratings, validate
from sheetsync.errors import (
    AccessDeniedError,
    DeadlineError,
    ProtectedRangeError,
    RequestRefusedError,
    ShrunkTabError,
    TabGoneError,
)
from sheetsync.sandbox.hooks import Fault
from sheetsync.sandbox.hooks.people import People
from sheetsync.tables.catalogue import PEOPLE_TABS
from sheetsync.testing.office import Office

INVOICES = "Счета"
Edit = Callable[[People], object]


def people_s_cells(office: Office) -> dict[str, Sequence[Sequence[object]]]:
    titles = {tab.ru for tab in PEOPLE_TABS}
    return {title: cells for title, cells in office.stored().items() if title in titles}


def waiting(office: Office) -> dict[str, tuple[str, str]]:
    """Numbers in the tab of unpaid invoices, with their entity and status colour.

    Below them stands what was left out, without a number.
    """
    rows = office.tab("overdue")
    rows = rows[rows["number"].notna()]
    colours = rows["highlight"].astype("object").fillna("")
    return {
        number: (entity, colour)
        for number, entity, colour in zip(rows["number"], rows["entity_id"], colours, strict=True)
    }


def meanwhile(office: Office, edit: Edit, *, path: str = "/v4/", skip: int = 0) -> None:
    """Somebody edits before the matching request of the next run."""

    def somebody(_people: People) -> None:
        edit(office.people)

    office.hooks.meanwhile(somebody, path=path, skip=skip)


@pytest.mark.parametrize("before_request", range(4))
def test_a_sort_while_the_job_reads_hurts_no_row(office: Office, before_request: int) -> None:
    """S01, S02: every published row still belongs to its key, whenever people sort."""
    meanwhile(
        office, lambda people: people.sort(INVOICES, "G", descending=True), skip=before_request
    )
    office.run(overdue.run)
    assert waiting(office) == {"11": ("E-1", "red"), "22": ("E-2", "yellow"), "33": ("E-3", "red")}


def test_no_run_ever_writes_into_a_people_s_tab(office: Office, tmp_path: Path) -> None:
    """S05: told by the requests themselves."""
    with office.open() as workspace:
        tabs = workspace.reading.snapshot.tabs
    own = {tabs[tab.ru].sheet_id for tab in PEOPLE_TABS}
    before = people_s_cells(office)
    log = tmp_path / "requests.jsonl"
    office.hooks.log_to(log)
    for job in (validate, ratings, overdue, monthly_reports, digest):
        office.run(job.run)
    office.hooks.log_to(None)
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    writes = [line for line in lines if line["method"] != "GET" and ":batchUpdate" in line["url"]]
    assert writes
    assert [line["url"] for line in writes if "/values" in line["url"]] == []
    for line in writes:
        for request in _body(line)["requests"]:
            assert own.isdisjoint(_sheet_ids(request)), request
    assert people_s_cells(office) == before


def _body(line: dict[str, object]) -> dict[str, list[object]]:
    body = line["body"]
    return json.loads(body) if isinstance(body, str) else body  # type: ignore[return-value]  # JSON


def _sheet_ids(tree: object) -> set[int]:
    if isinstance(tree, dict):
        own = {tree["sheetId"]} if isinstance(tree.get("sheetId"), int) else set()
        return own.union(*map(_sheet_ids, tree.values()))
    return set().union(*map(_sheet_ids, tree)) if isinstance(tree, list) else set()


def test_a_row_deleted_while_the_job_works_is_gone_from_what_it_says(office: Office) -> None:
    """S03: deleted before the reading; after it the next run tells."""
    meanwhile(office, lambda people: people.delete_rows(INVOICES, 2))
    office.run(overdue.run)
    assert set(waiting(office)) == {"22", "33"}


def test_an_invoice_paid_meanwhile_is_dropped_by_the_next_run(office: Office) -> None:
    """S04."""
    office.run(overdue.run)
    office.people.type(INVOICES, "K2", "50000")
    office.people.type(INVOICES, "L2", "15.04.2026")
    office.run(overdue.run)
    assert set(waiting(office)) == {"22", "33"}


def test_a_row_copied_by_a_person_counts_once_and_is_named(office: Office) -> None:
    """S06."""
    office.people.copy_row(INVOICES, 4, 5)
    outcome = office.run(overdue.run)
    assert outcome.exit_code == 1
    assert list(office.tab("overdue")["number"]).count("33") == 1
    office.run(validate.run)
    found = office.tab("validation")
    assert "V-INV-03" in set(found["code"])


def test_a_column_inserted_by_a_person_is_found_by_its_header(office: Office) -> None:
    """S07."""
    office.people.insert_columns(INVOICES, "A", 2)
    office.run(overdue.run)
    assert set(waiting(office)) == {"11", "22", "33"}


def test_a_tool_tab_renamed_while_the_job_works_is_still_the_one_written(office: Office) -> None:
    """S08: tabs are addressed by sheetId."""
    meanwhile(office, lambda people: people.rename_tab("Ждут оплаты", "Ждут!"), path=":batchUpdate")
    office.run(overdue.run)
    office.people.rename_tab("Ждут!", "Ждут оплаты")
    assert set(waiting(office)) == {"11", "22", "33"}


def test_two_tabs_that_swap_names_meanwhile_get_nothing_of_each_other(office: Office) -> None:
    """S09."""

    def swap(people: People) -> None:
        people.rename_tab("Ждут оплаты", "между")
        people.rename_tab("Комплекты", "Ждут оплаты")
        people.rename_tab("между", "Комплекты")

    meanwhile(office, swap, path=":batchUpdate")
    office.run(overdue.run)
    swap(office.people)
    assert set(waiting(office)) == {"11", "22", "33"}


def test_a_tool_tab_deleted_meanwhile_stops_the_run_and_nothing_is_written(office: Office) -> None:
    """S10."""
    meanwhile(office, lambda people: people.delete_tab("Ждут оплаты"), path=":batchUpdate")
    with pytest.raises(TabGoneError, match="nothing was written"):
        office.run(overdue.run)
    assert len(office.tab("register")) == 0


def test_access_withdrawn_meanwhile_is_final_and_names_the_account(office: Office) -> None:
    """S11: no retries; the next run does the remaining work."""
    office.hooks.fail(Fault(status=403, path=":batchUpdate"))
    with pytest.raises(AccessDeniedError) as caught:
        office.run(overdue.run)
    assert "share the spreadsheet with sheetsync@sandbox.example" in caught.value.cure
    assert office.clock.slept_s == 0
    office.run(overdue.run)
    assert set(waiting(office)) == {"11", "22", "33"}


def test_an_emptied_tab_stops_the_run_before_anything_is_written(office: Office) -> None:
    """S13."""
    office.run(overdue.run)
    office.people.clear(INVOICES, "A2:Q100")
    with pytest.raises(ShrunkTabError) as caught:
        office.run(overdue.run)
    assert caught.value.message == (
        "Tab 'Счета' had 3 rows at the last good run and has 0 now, see Счета!A2; "
        "nothing was written"
    )
    assert set(waiting(office)) == {"11", "22", "33"}
    office.run(overdue.run, force=True)
    assert waiting(office) == {}


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=503),
        Fault(status=502),
        Fault(status=500),
        Fault(kind="timeout"),
        Fault(kind="reset"),
    ],
    ids=["503", "502 as HTML", "500", "time-out", "reset"],
)
def test_a_lost_answer_leaves_one_row_in_the_run_log(
    office: Office, fault: Fault, *, after: bool
) -> None:
    """S14, S15, S17: applied or not, exactly once."""
    office.hooks.fail(msgspec.structs.replace(fault, after=after, path=":batchUpdate"))
    office.run(overdue.run)
    assert set(waiting(office)) == {"11", "22", "33"}
    assert len(office.tab("run_log")) == 1


@pytest.mark.parametrize("kind", ["timeout", "reset", "truncated"])
def test_a_read_that_breaks_off_is_repeated(office: Office, kind: str) -> None:
    """S17."""
    office.hooks.fail(Fault(kind=kind, path="values:batchGet"))  # type: ignore[arg-type]  # one of three
    office.run(overdue.run)
    assert set(waiting(office)) == {"11", "22", "33"}


def test_an_hour_with_little_quota_is_waited_out(office: Office) -> None:
    """S16: every fifth call of the run gets through."""
    office.hooks.fail(Fault(status=429, times=4))
    office.run(overdue.run)
    assert office.clock.slept_s > 0
    assert set(waiting(office)) == {"11", "22", "33"}
    assert len(office.tab("run_log")) == 1


def test_half_an_hour_without_quota_ends_at_the_deadline_with_everything_as_it_was(
    office: Office,
) -> None:
    """S16, the long drought."""
    before = office.stored()
    office.hooks.fail(Fault(status=429, times=500))
    with pytest.raises(DeadlineError, match="within 600 s"):
        office.run(overdue.run)
    assert office.clock.slept_s <= 600
    office.hooks.reset()
    assert office.stored() == before


def test_text_that_is_a_formula_comes_back_as_text(office: Office) -> None:
    """S25."""
    nasty = '=IMPORTXML("http://x","//a")'
    office.session.write_values(
        {"'Контрагенты'!C2": [[nasty]], "'Партнёры'!B2": [["+7 900"]]}, "RAW"
    )
    office.run(overdue.run)
    rows = office.tab("overdue").set_index("number")
    assert rows.loc["11", "legal_name"] == nasty
    assert rows.loc["11", "partner"] == "+7 900"


def test_one_bad_row_is_named_and_the_others_go_on(office: Office) -> None:
    """S27."""
    office.people.type(INVOICES, "G3", "сто")
    outcome = office.run(overdue.run)
    assert outcome.exit_code == 1
    assert set(waiting(office)) == {"11", "33"}


def test_the_day_is_the_company_s_not_the_machine_s(office: Office) -> None:
    """S28: 14:30 UTC on 14 April is the 15th in Vladivostok."""
    with office.open() as workspace:
        keys = [*workspace.tables.frame("settings")["key"]]
    office.session.write_values(
        {f"'Настройки'!A{len(keys) + 2}": [["timezone", "Asia/Vladivostok"]]}, "RAW"
    )
    office.clock.sleep(-(18.5 * 3600))
    with office.open() as workspace:
        assert workspace.clock.now().isoformat() == "2026-04-14T14:30:00+00:00"
        assert workspace.as_of.isoformat() == "2026-04-15"
    office.clock.sleep(-3600)
    with office.open() as workspace:
        assert workspace.as_of.isoformat() == "2026-04-14"


def test_nothing_changed_writes_nothing_but_the_run_log_and_sends_nothing(office: Office) -> None:
    """S30."""
    jobs = (validate, ratings, overdue, monthly_reports, digest)
    for job in jobs:
        office.run(job.run)
    before, letters = office.stored(), office.letters()
    assert letters
    for job in jobs:
        office.run(job.run)
    after = office.stored()
    assert {title for title in after if after[title] != before[title]} == {"Журнал запусков"}
    assert office.letters() == letters


def test_a_protected_tool_tab_is_named(office: Office) -> None:
    """S12."""
    message = "You are trying to edit a protected cell or object."
    body = {"error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}}
    office.hooks.fail(Fault(status=400, path=":batchUpdate", body=body))
    with pytest.raises(ProtectedRangeError, match="A protected range refuses"):
        office.run(overdue.run)


def test_a_tool_tab_cut_meanwhile_gets_room_and_everything_is_written_once(
    office: Office,
) -> None:
    """S19: one part does not fit, nothing is applied; room is made and all is sent once more."""
    office.run(overdue.run)
    with office.open() as workspace:
        height = workspace.reading.snapshot.tabs["Ждут оплаты"].row_count
    office.people.type(INVOICES, "G4", "71000")
    meanwhile(
        office,
        lambda people: people.delete_rows("Ждут оплаты", 3, height - 2),
        path=":batchUpdate",
    )
    office.run(overdue.run)
    assert set(waiting(office)) == {"11", "22", "33"}
    assert len(office.tab("run_log")) == 2


def test_a_request_that_google_refuses_for_good_is_not_hammered(office: Office) -> None:
    """S12, S19: where a second look shows nothing new, the first refusal stands."""
    message = "This action would increase the number of cells above the limit of 10000000 cells."
    body = {"error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}}
    office.hooks.fail(Fault(status=400, path=":batchUpdate", body=body))
    with pytest.raises(RequestRefusedError, match="nothing was written: This action would"):
        office.run(overdue.run)
    assert office.hooks.waiting == 0
    assert len(office.tab("register")) == 0


def test_cells_that_still_calculate_are_waited_for(office: Office) -> None:
    """S20: numbers 20 s later are read as numbers."""
    office.people.type(INVOICES, "G2", "Loading...")
    for skip in (6, 7):
        meanwhile(office, lambda people: people.type(INVOICES, "G2", "50000"), skip=skip)
    outcome = office.run(overdue.run)
    assert outcome.exit_code == 0
    assert office.clock.slept_s == 20
    assert set(waiting(office)) == {"11", "22", "33"}


def test_cells_that_never_finish_are_named_and_never_read_as_text_or_nothing(
    office: Office,
) -> None:
    """S20: after two minutes the row is out, with its cell named."""
    office.people.type(INVOICES, "G2", "Loading...")
    assert office.run(overdue.run).exit_code == 1
    assert office.clock.slept_s == 120
    assert set(waiting(office)) == {"22", "33"}
    office.run(validate.run)
    found = office.tab("validation").set_index("cell")
    assert found.loc["G2", "message"] == "Формула ещё считается."
