"""What `init` makes of tabs in which sheetsync adds rows and people answer."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from sheetsync.errors import WorkbookError
from sheetsync.sandbox.adapter import mount
from sheetsync.sandbox.hooks import Hooks
from sheetsync.sandbox.server import create_app
from sheetsync.tables.catalogue.modules import BANK_PAYMENTS
from sheetsync.tables.catalogue.payments import BANK, PAYMENT_PLAN
from sheetsync.testing.clock import StillClock
from sheetsync.workbook.open_session import open_session
from sheetsync.workbook.retries import RetryPolicy
from sheetsync.workbook.session import Session
from sheetsync.workbook.setup import SetupOptions, set_up

REPAIR = SetupOptions(lang="ru", examples=False)
WITH_PAYMENTS = replace(REPAIR, modules=("payments",))
ANNA, BORIS = "anna@organizer.example", "boris@organizer.example"
_LOOKS = (
    "sheets(properties,protectedRanges,conditionalFormats,"
    "data(rowData(values(userEnteredValue,userEnteredFormat,dataValidation,note))))"
)


def sheet(session: Session, title: str) -> dict[str, Any]:
    answer = session.metadata(_LOOKS, ranges=[title])
    found: dict[str, Any] = answer["sheets"][0]
    return found


def cell(found: dict[str, Any], row: int, header: str) -> dict[str, Any]:
    rows = found["data"][0]["rowData"]
    texts = [one.get("userEnteredValue", {}).get("stringValue") for one in rows[0]["values"]]
    values = rows[row]["values"] if len(rows) > row else []
    at = texts.index(header)
    return dict(values[at]) if at < len(values) else {}


def test_a_workbook_without_payments_has_nothing_of_them(made: Session) -> None:
    titles = {one["properties"]["title"] for one in made.metadata("sheets.properties")["sheets"]}
    assert titles.isdisjoint(tab.ru for tab in BANK_PAYMENTS.tabs)
    assert set_up(made, REPAIR).lines == ()


def test_they_join_a_workbook_that_was_made_before_them(made: Session) -> None:
    before = made.columns(["Партнёры", "Счета"], "FORMULA")
    report = set_up(made, WITH_PAYMENTS)
    assert {f"+ {tab.ru}" for tab in BANK_PAYMENTS.tabs} <= set(report.lines)
    assert made.columns(["Партнёры"], "FORMULA")[0] == before[0]
    assert set_up(made, REPAIR).lines == ()


def test_rows_are_ours_and_coloured_answers_are_people_s(made: Session) -> None:
    set_up(made, WITH_PAYMENTS)
    found = sheet(made, BANK.ru)
    ours, theirs = (cell(found, 0, header) for header in ("Сумма", "Решение"))
    assert ours["userEnteredFormat"]["backgroundColor"] != theirs["userEnteredFormat"].get(
        "backgroundColor"
    )
    assert theirs["note"].startswith("Ваш ответ")
    answer = cell(found, 150, "Решение")
    offered = [one["userEnteredValue"] for one in answer["dataValidation"]["condition"]["values"]]
    assert offered == ["да", "нет", "аванс", "комиссия", "возврат", "прочее"]
    assert "backgroundColor" in answer["userEnteredFormat"]
    # An invoice number that is typed there is neither a day nor a sum.
    assert cell(found, 150, "Вместо этого")["userEnteredFormat"]["numberFormat"]["type"] == "TEXT"
    assert "dataValidation" not in cell(found, 150, "Назначение")


def test_nobody_is_warned_where_people_answer(made: Session) -> None:
    set_up(made, WITH_PAYMENTS)
    (warning,) = sheet(made, BANK.ru)["protectedRanges"]
    places = [one.name for one in BANK.columns]
    free = [one["startColumnIndex"] for one in warning["unprotectedRanges"]]
    assert warning["warningOnly"]
    assert free == [places.index("decision"), places.index("instead")]


def test_a_level_colours_a_row_and_leaves_the_answers_their_colour(made: Session) -> None:
    set_up(made, WITH_PAYMENTS)
    rules = sheet(made, BANK.ru)["conditionalFormats"]
    decision = [one.name for one in BANK.columns].index("decision")
    assert [rule["ranges"][0]["endColumnIndex"] for rule in rules] == [decision] * 3
    formulas = [rule["booleanRule"]["condition"]["values"][0] for rule in rules]
    assert {one["userEnteredValue"].partition("=")[2].partition("=")[2] for one in formulas} == {
        '"точно"',
        '"вероятно"',
        '"возможно"',
    }


def test_logs_are_hidden_and_what_people_answer_in_is_not(made: Session) -> None:
    set_up(made, WITH_PAYMENTS)
    hidden = {
        one["properties"]["title"]
        for one in made.metadata("sheets.properties")["sheets"]
        if one["properties"].get("hidden")
    }
    assert {"Журнал оплат", "Поручения"} <= hidden
    assert hidden.isdisjoint({"Выписка", "План оплат", "Разнесение", "Платежи"})


def test_a_list_that_somebody_deleted_comes_back(made: Session) -> None:
    set_up(made, WITH_PAYMENTS)
    found = sheet(made, BANK.ru)
    blank = {"range": {"sheetId": found["properties"]["sheetId"], "startRowIndex": 1}}
    made.batch_update([{"setDataValidation": blank}])
    assert set_up(made, REPAIR).lines == (f"+ {BANK.ru}: dropdowns",)
    assert "dataValidation" in cell(sheet(made, BANK.ru), 5, "Решение")
    assert set_up(made, REPAIR).lines == ()


def approval(session: Session) -> dict[str, Any]:
    (found,) = (one for one in sheet(session, PAYMENT_PLAN.ru)["protectedRanges"]
                if not one.get("warningOnly"))  # fmt: skip
    return dict(found)


@pytest.fixture
def approved(made: Session) -> Session:
    set_up(made, replace(WITH_PAYMENTS, approvers=(ANNA,)))
    return made


def test_the_column_pay_is_protected_for_the_approvers_by_name(approved: Session) -> None:
    found = approval(approved)
    pay = [one.name for one in PAYMENT_PLAN.columns].index("pay")
    assert (found["range"]["startColumnIndex"], found["range"]["endColumnIndex"]) == (pay, pay + 1)
    # Ours appends the rows.
    assert {ANNA, approved.account} <= set(found["editors"]["users"])
    assert BORIS not in found["editors"]["users"]
    assert ANNA in found["description"]
    assert set_up(approved, replace(REPAIR, approvers=(ANNA,))).lines == ()


def test_other_approvers_take_the_place_of_the_first(approved: Session) -> None:
    number = approval(approved)["protectedRangeId"]
    lines = set_up(approved, replace(REPAIR, approvers=(BORIS,))).lines
    assert lines == (f"+ План оплат: Платить ({BORIS})",)
    found = approval(approved)
    assert found["protectedRangeId"] == number
    assert ANNA not in found["editors"]["users"]
    assert BORIS in found["editors"]["users"]


def test_a_workbook_in_use_gets_the_protection_once_approvers_are_named(made: Session) -> None:
    set_up(made, WITH_PAYMENTS)
    lines = set_up(made, replace(REPAIR, approvers=(ANNA, BORIS))).lines
    assert lines == (f"+ План оплат: Платить ({ANNA}, {BORIS})",)


@pytest.mark.parametrize(("who", "is_refused"), [(ANNA, False), (BORIS, True)])
def test_whoever_is_no_approver_is_refused_by_the_spreadsheet_itself(
    approved: Session, tmp_path: Path, clock: StillClock, who: str, *, is_refused: bool
) -> None:
    http = AuthorizedSession(Credentials(token=f"editor:{who}"))
    mount(http, create_app(tmp_path / "made.sqlite", hooks=Hooks()))
    theirs = open_session(http, approved.spreadsheet_id, RetryPolicy(clock, None, account=who))
    tick, note = "План оплат!O2", "План оплат!P2"
    theirs.write_values({note: [["проверено"]]}, "RAW")
    if not is_refused:
        theirs.write_values({tick: [[True]]}, "RAW")
        return
    with pytest.raises(WorkbookError):
        theirs.write_values({tick: [[True]]}, "RAW")
