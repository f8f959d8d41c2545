"""``sheetsync payments list``: the bank's lines on the terminal and as JSON; it only looks."""

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.tables.catalogue.payments import BANK, MATCHES, PAYMENT_LOG
from sheetsync.testing.office import Office
from sheetsync.workspace import Outcome, Workspace
from tests.bank_desk import PEOPLE, Bank, line


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def lines(ws: Workspace) -> Outcome:
    told = {"line_id": ["b1"], "proposal": ["№ 12 500,00"], "level": ["exact"]}
    ws.publish(MATCHES, pd.DataFrame(told))
    rows = {
        "line_id": ["b2", "b1"],
        "booked_on": pd.to_datetime(["2026-04-04", "2026-04-03"]),
        "flow": ["in", "out"],
        "amount_minor": pd.array([1_234_567, 50_000], dtype="Int64"),
        "currency": ["RUB", "RUB"],
        "counterparty": ["ООО «Альфа»", None],
    }
    ws.append(BANK, pd.DataFrame(rows))
    return Outcome("payments", 0, "")


def office(folder: Path, *modules: str) -> Office:
    return Office(folder, date(2026, 4, 15), modules=modules)


@pytest.fixture
def filled(tmp_path: Path) -> Office:
    made = office(tmp_path, "payments")
    made.run(lines)
    made.people.type("Выписка", "Q2", "аванс")
    return made


def called(capsys: pytest.CaptureFixture[str], where: Office, *words: str) -> tuple[int, str]:
    code = exit_code_of(["payments", "list", "--config", str(where.path), *words])
    out = capsys.readouterr()
    return code, (out.out or out.err).replace("\xa0", " ")


def test_lines_stand_by_day_with_what_is_proposed_and_decided(
    filled: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = called(capsys, filled, "--lang", "ru")
    assert code == 0
    assert told.index("03.04.2026") < told.index("04.04.2026")
    for text in ("500,00 RUB", "12 345,67 RUB", "№ 12 500,00", "точно", "аванс", "приход"):
        assert text in told
    assert told.strip().endswith("строк: 2, без решения: 1")


def test_open_lines_are_those_without_a_decision(
    filled: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    _, told = called(capsys, filled, "--open", "--json")
    document = json.loads(told)
    (line,) = document["lines"]
    assert (document["job"], line["line_id"], line["decision"]) == ("payments", "b1", None)
    assert (line["amount"], line["booked_on"], line["level"]) == ("500.00", "2026-04-03", "exact")


def test_without_lines_it_says_how_to_get_some(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = called(capsys, office(tmp_path, "payments"))
    assert (code, "sheetsync payments import" in told) == (0, True)


def test_where_the_module_is_off_it_says_how_to_switch_it_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = called(capsys, office(tmp_path))
    assert (code, "sheetsync modules on payments" in told) == (2, True)


def test_looking_writes_nothing(filled: Office, capsys: pytest.CaptureFixture[str]) -> None:
    before = (filled.folder / "workbook.sqlite").read_bytes()
    called(capsys, filled)
    assert (filled.folder / "workbook.sqlite").read_bytes() == before


def test_a_line_that_was_noted_by_itself_is_not_open(
    filled: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    noted = {"line_id": ["b1"], "revision": [1], "number": ["12"], "said": ["auto"]}

    def by_itself(ws: Workspace) -> Outcome:
        ws.append(PAYMENT_LOG, pd.DataFrame(noted | {"state": ["applied"]}))
        return Outcome("payments", 0, "")

    filled.run(by_itself)
    assert json.loads(called(capsys, filled, "--open", "--json")[1])["lines"] == []


COME = "    in        | E-1       | invoice | 45     | 2026-03-20   | 2026-03 | 900.00  | RUB\n"


@pytest.fixture
def advanced(tmp_path: Path) -> Bank:
    """A payment in advance, said so by the accountant; its invoice has come."""
    bank = Bank(tmp_path)
    bank.take(bank.write("march.txt", [line(12, 900, "Предоплата")]))
    bank.decide(bank.id_of("Предоплата"), "аванс")
    bank.office.type_in(PEOPLE + COME)
    return bank


def test_an_advance_whose_invoice_has_come_is_listed_until_it_is_used(
    advanced: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Аванс E-1 900,00 ₽ от 12.03.2026: пришёл счёт № 45"
    code, told = called(capsys, advanced.office, "--lang", "ru")
    assert code == 0
    assert text in told
    assert "«Выписка» ответьте «да» и впишите номер в «Вместо этого»" in told
    assert text in called(capsys, advanced.office, "--open", "--lang", "ru")[1]
    advanced.decide(advanced.id_of("Предоплата"), "да", "45")
    advanced.match()
    assert text not in called(capsys, advanced.office, "--lang", "ru")[1]
    assert advanced.log() == [(advanced.id_of("Предоплата"), "45", 90_000, "applied")]


def test_machines_get_the_advances_too(advanced: Bank, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(called(capsys, advanced.office, "--json")[1])
    assert document["advances"] == [
        {
            "line_id": advanced.id_of("Предоплата"),
            "booked_on": "2026-03-12",
            "entity_id": "E-1",
            "amount": "900.00",
            "currency": "RUB",
            "left_over": False,
            "invoices": ["45"],
        }
    ]


def test_where_money_cannot_be_worked_out_no_advance_is_listed(
    advanced: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    hotels = "group_id | name  | doc_set\nhotels | Отели | unknown"
    advanced.office.type_in(f"Группы\n{hotels}")
    with advanced.office.open() as ws:
        assert not ws.is_money_sound
    code, told = called(capsys, advanced.office, "--json")
    assert (code, json.loads(told)["advances"]) == (0, [])


def test_without_advances_there_are_none(
    filled: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Авансы" not in called(capsys, filled, "--lang", "ru")[1]
    assert json.loads(called(capsys, filled, "--json")[1])["advances"] == []
