"""The bank's tabs come with the workbook, and what they say was paid is what every figure holds."""

import json
from datetime import date
from pathlib import Path

import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.dates import serial_of
from sheetsync.tables.catalogue.payments import BANK, PAYMENT_LOG
from sheetsync.tables.schema import ToolTab
from sheetsync.testing.office import Office
from sheetsync.workbook.session import quoted
from sheetsync.workspace import open_company

DAY = date(2026, 4, 15)
PEOPLE = """
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


def office_with(folder: Path, *modules: str) -> Office:
    office = Office(folder, DAY, modules=modules)
    office.type_in(PEOPLE)
    return office


def write(office: Office, tab: ToolTab, **cells: object) -> None:
    """One row of a tool tab, as a run would append it."""
    row = [[cells.get(column.name, "")] for column in tab.columns]
    updates = {
        f"{quoted(tab.title(office.lang))}!R2C{at}": [cell] for at, cell in enumerate(row, start=1)
    }
    office.session.write_values(updates, "RAW")


def test_an_entry_of_the_payment_log_pays_an_invoice_of_the_workbook(tmp_path: Path) -> None:
    office = office_with(tmp_path, "payments")
    write(office, BANK, line_id="L-1", booked_on=serial_of(DAY), flow="расход", amount=100.5)
    entry = {
        "line_id": "L-1", "revision": 1, "number": "31", "entity_id": "E-1",
        "direction": "от партнёра", "invoice_date": serial_of(date(2026, 4, 1)), "amount": 100.5,
        "currency": "RUB", "paid_on": serial_of(DAY), "state": "проведено", "said": "да",
    }  # fmt: skip
    write(office, PAYMENT_LOG, **entry)
    with office.open() as workspace:
        assert workspace.payables.invoices["status"].tolist() == ["paid"]
        assert workspace.payables.bank is not None
        assert workspace.payables.bank.until == DAY
        assert workspace.bank is not None
        assert workspace.bank.titles[BANK.code] == BANK.ru
        assert workspace.bank.headers[BANK.code][0] == "line_id"


def test_a_workbook_without_the_tabs_has_no_bank(tmp_path: Path) -> None:
    with office_with(tmp_path).open() as workspace:
        assert workspace.bank is None
        assert workspace.payables.invoices["status"].tolist() == ["overdue"]


def test_the_tabs_cost_no_request(tmp_path: Path) -> None:
    asked = []
    for modules in ((), ("payments",)):
        folder = tmp_path / "-".join(modules or ("none",))
        folder.mkdir()
        office = office_with(folder, *modules)
        log = folder / "requests.jsonl"
        office.hooks.log_to(log)
        with open_company(office.path, clock=office.clock, http=office.http) as company:
            assert company.payables is not None
        office.hooks.log_to(None)
        asked.append(len(log.read_text("utf-8").splitlines()))
    assert asked[0] == asked[1] > 0


def test_a_decision_of_nobodys_list_is_told_apart_from_none(tmp_path: Path) -> None:
    """It is no word to take a payment back on."""
    for said, unread in (("ага", {2}), ("да", set()), ("", set())):
        folder = tmp_path / f"said-{said}"
        folder.mkdir()
        office = office_with(folder, "payments")
        write(office, BANK, line_id="L-1", booked_on=serial_of(DAY), decision=said)
        with office.open() as workspace:
            assert workspace.bank is not None
            assert workspace.bank.unread == unread


def test_status_says_how_far_the_bank_reaches(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = office_with(tmp_path, "payments")
    asked = ["--lang", "ru", "status", "--config", str(office.path)]
    assert exit_code_of(asked) == 0
    assert "Оплаты внесены по: нет" in capsys.readouterr().out
    write(office, BANK, line_id="L-1", booked_on=serial_of(DAY))
    assert exit_code_of(asked) == 0
    said = capsys.readouterr().out
    assert "Выписка загружена по: 15.04.2026" in said
    assert "Оплаты внесены по" not in said
    assert exit_code_of([*asked, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["bank_until"] == "2026-04-15"
