"""``sheetsync payments plan`` and ``order``, as somebody types them."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from sheetsync.cli import payment_orders
from sheetsync.cli.main import exit_code_of
from sheetsync.testing.office import Office
from tests.files.orders.test_client_bank import documents
from tests.workspace.test_ordering import office_of, tick

Told = pytest.CaptureFixture[str]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_of(tmp_path)


def planned(office: Office, capsys: Told, *more: str) -> str:
    command = ["payments", "plan", "--until", "2026-04-15", "-c", str(office.path), "--json", *more]
    assert exit_code_of(command) == 0
    return str(json.loads(capsys.readouterr().out)["plan_id"])


def order(office: Office, plan_id: str, name: str = "pay.txt", *more: str) -> int:
    command = ["payments", "order", plan_id, "--first-number", "101", "-c", str(office.path)]
    return exit_code_of([*command, "-o", str(office.folder / name), *more])


def test_a_plan_is_made_ticked_and_ordered(office: Office, capsys: Told) -> None:
    plan_id = planned(office, capsys)
    tick(office, 2)
    assert order(office, plan_id) == 0
    told = capsys.readouterr().out.replace("\u00a0", " ")
    assert "payments-order: 1 поручение на 50 000,00 ₽: pay.txt" in told
    (document,) = documents((office.folder / "pay.txt").read_bytes())
    assert document["Номер"] == "101"


def test_a_plan_is_shown_with_what_it_leaves(office: Office, capsys: Told) -> None:
    command = ["payments", "plan", "--until", "2026-04-15", "--limit", "50 000,00"]
    assert exit_code_of([*command, "--account", "0025", "-c", str(office.path)]) == 0
    told = capsys.readouterr()
    assert "не хватило лимита: 46" in told.err
    assert "План оплат" in told.out
    assert "ООО «Вектор»" in told.out


def test_a_rehearsed_plan_changes_nothing(office: Office, capsys: Told) -> None:
    planned(office, capsys, "--dry-run")
    assert office.tab("payment_plan").empty


def test_json_is_one_document_with_the_exit_code(office: Office, capsys: Told) -> None:
    plan_id = planned(office, capsys)
    tick(office, 2, 3)
    office.type_in("invoices\nnumber | amount\n45 | 40 000,00\n46 | 7 000,00")
    assert order(office, plan_id, "pay.txt", "--json") == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["job"], document["exit_code"]) == ("payments-order", 1)
    assert document["orders"][0] == {
        "order_no": 101,
        "entity_id": "7707083893",
        "number": "46",
        "amount": "7000.00",
        "account": "40602810700000000025",
        "bic": "049805746",
        "purpose": "Оплата по счету № 46 от 13.03.2026 за март 2026, договор № 14/24. "
        "НДС не облагается",
    }
    assert document["refused"][0]["number"] == "45"


def test_nothing_to_write_ends_with_two_and_no_file(office: Office, capsys: Told) -> None:
    plan_id = planned(office, capsys)
    assert order(office, plan_id) == 2
    assert "ничего не отмечено" in capsys.readouterr().err
    tick(office, 2)
    assert order(office, plan_id) == 0
    assert order(office, plan_id, "second.txt") == 2
    assert "уже в поручении № 101" in capsys.readouterr().err.replace("\u00a0", " ")
    assert not (office.folder / "second.txt").exists()


@pytest.mark.parametrize("limit", ["много", "1,234,5", "-5", "1e9", "0x10", "1.234"])
def test_a_limit_that_is_no_sum_is_refused(office: Office, limit: str, capsys: Told) -> None:
    command = ["payments", "plan", "--until", "2026-04-15", f"--limit={limit}"]
    assert exit_code_of([*command, "-c", str(office.path)]) == 2
    assert limit in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "minor"), [("500000", 50_000_000), ("0,5", 50), ("1 234.56", 123_456), ("0", 0)]
)
def test_a_limit_is_read_as_it_is_typed(typed: str, minor: int) -> None:
    assert payment_orders.minor_units(typed) == minor


@pytest.mark.parametrize("number", ["0", "1000000", "x"])
def test_a_first_number_that_no_bank_takes_is_refused(office: Office, number: str) -> None:
    command = ["payments", "order", "P", "--first-number", number, "-o", "x", "-c"]
    assert exit_code_of([*command, str(office.path)]) == 2


def test_names_are_shown_where_nobody_is_asked(capsys: Told) -> None:
    payment_orders._shown([("Würth", "Wurth")])
    assert "  Würth → Wurth\n" in capsys.readouterr().err
    payment_orders._shown([])
    assert not capsys.readouterr().err


@pytest.mark.parametrize("answer", ["y", "n"])
def test_on_a_terminal_a_person_may_stop(answer: str) -> None:
    @click.command()
    def shows() -> None:
        payment_orders._shown([("Würth", "Wurth")])

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(payment_orders, "is_terminal", lambda: True)
        result = CliRunner().invoke(shows, input=f"{answer}\n")
    assert "Würth → Wurth" in result.output
    assert result.exit_code == (0 if answer == "y" else 1)
