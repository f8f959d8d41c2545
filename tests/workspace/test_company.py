"""A company is looked at, a run acts; a job has both at hand."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from sheetsync.testing.office import Office
from sheetsync.workspace import Company, Workspace, open_company
from sheetsync.workspace.run import Run

DAY = date(2026, 4, 15)
#: How a company comes by what it knows, and what only the Run log asks; no job needs them.
ITS_OWN = {"read", "last_run", "rules_hashes"}


def members(kind: type[Company] | type[Run]) -> set[str]:
    named = {*dir(kind), *(field.name for field in fields(kind))}
    return {name for name in named if not name.startswith("_")}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("office"), DAY)
    office.type_in(
        """
        Partners
        Partner ID | Name  | Group   | Status | Curator
        P-001      | Север | studios | active | Анна

        Legal entities
        Entity ID | Partner ID | Legal name | Kind | VAT payer
        E-1       | P-001      | ИП Север   | ИП   | НПД

        Invoices
        Direction | Entity ID | Number | Date       | Month    | Amount | Currency | Due
        in        | E-1       | 31     | 2026-04-01 | '2026-03 | 100.5  | RUB      | 2026-04-10
        """
    )
    return office


def test_a_job_has_every_member_of_the_company_at_hand(office: Office) -> None:
    handed_on = members(Company) - ITS_OWN
    assert handed_on <= members(Workspace)
    with office.open() as workspace:
        for name in sorted(handed_on):
            # The very object, not a second computation of it.
            one, other = getattr(workspace, name), getattr(workspace.company, name)
            assert one is other or one == other, name
        assert workspace.tables is workspace.company.tables
        assert workspace.rated is workspace.company.rated


def test_whoever_looks_sees_all_and_sends_no_change(office: Office, tmp_path: Path) -> None:
    office.hooks.log_to(tmp_path / "requests.jsonl")
    with open_company(office.path, clock=office.clock, http=office.http) as company:
        seen = {name: getattr(company, name) for name in members(Company)}
        assert company.ratings().columns[0] == "partner_id"
        assert company.with_left_out(company.attention) is not None
    office.hooks.log_to(None)
    assert seen["payables"].invoices["number"].tolist() == ["31"]
    assert seen["dashboard_rows"] is not None
    requests = (tmp_path / "requests.jsonl").read_text("utf-8").splitlines()
    assert requests
    # Long addresses are read by POST; that too is a reading.
    assert all(
        '"method":"GET"' in line or "/values:batchGetByDataFilter" in line for line in requests
    )
    assert not members(Company) & {"publish", "append", "send", "outbox", "journal", "session"}
