"""Plans and orders in a whole workbook: what is appended, what is written, what is refused."""

import hashlib
import textwrap
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sheetsync.dates import serial_of
from sheetsync.errors import (
    ConfigError,
    MissingTabError,
    ModuleError,
    RunRequestError,
    SheetsyncError,
)
from sheetsync.tables.catalogue.payments import PAYMENT_LOG
from sheetsync.tables.schema import Choice
from sheetsync.testing.office import Office
from sheetsync.workspace import Outcome
from sheetsync.workspace.ordering import OrderRequest, PlanRequest, make_orders, make_plan
from tests.files.orders.test_client_bank import documents
from tests.rules.payments.plans import (
    ACCOUNT,
    AGREEMENTS,
    BIC,
    ENTITIES,
    IBAN,
    INVOICES,
    OTHER,
    PARTNERS,
    SWIFT,
    TODAY,
)

OURS = (
    '{account: "40602810700000000025", bic: "049805746", name: "ООО Организатор", '
    'inn: "7707083893"}'
)
ABROAD = (
    '{account: "DE89 3704 0044 0532 0130 00", bic: COBADEFFXXX, name: Organizer GmbH, '
    "currency: EUR}"
)
CONFIG = """\
sandbox: workbook.sqlite
state: state
mail: {{folder: letters}}
payments: {{accounts: [{accounts}]}}
"""
PLAN = "20260415-1-0025"
SECOND = "in | 7707083893 | invoice | 46 | 2026-03-13 | 2026-03 | 7 000,00 | 2026-03-21 | 0"
TWO = f"{INVOICES}    {SECOND}\n"


def office_of(
    folder: Path,
    *drawings: str,
    accounts: Sequence[str] = (OURS, ABROAD),
    modules: tuple[str, ...] = ("payments",),
) -> Office:
    config = CONFIG.format(accounts=", ".join(accounts))
    office = Office(folder, TODAY, config=config, modules=modules)
    for drawing in drawings or (PARTNERS, ENTITIES, AGREEMENTS, TWO):
        office.type_in(textwrap.dedent(drawing))
    return office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_of(tmp_path)


def plan(office: Office, until: date = TODAY, *, dry_run: bool = False, **asked: Any) -> Outcome:
    with office.open("payments-plan", dry_run=dry_run) as workspace:
        return make_plan(workspace, PlanRequest(until=until, **asked))


def order(
    office: Office, name: str = "pay.txt", plan_id: str = PLAN, first_no: int = 101, **asked: Any
) -> Outcome:
    path = office.folder / name
    with office.open("payments-order") as workspace:
        return make_orders(
            workspace, OrderRequest(plan_id=plan_id, first_no=first_no, path=path, **asked)
        )


def tick(office: Office, *rows: int) -> None:
    column = office.tab("payment_plan").columns.get_loc("pay")
    assert isinstance(column, int)
    for row in rows:
        office.people.type("План оплат", f"{chr(ord('A') + column)}{row}", "TRUE")


def written(office: Office) -> dict[str, bytes]:
    """The files with orders, and what is left of any."""
    found = (path for path in office.folder.iterdir() if path.is_file())
    return {
        path.name: path.read_bytes()
        for path in found
        if not path.name.startswith(("workbook.", "config."))
    }


def stopped(office: Office, **asked: Any) -> str:
    before = written(office)
    orders = office.tab("payment_orders")
    with pytest.raises(SheetsyncError) as error:
        order(office, **asked)
    assert written(office) == before
    pd.testing.assert_frame_equal(office.tab("payment_orders"), orders)
    return error.value.said("ru").replace("\u00a0", " ")


def test_a_plan_is_appended_with_what_people_fill_blank(office: Office) -> None:
    told = plan(office)
    rows = office.tab("payment_plan")
    assert rows["plan_id"].tolist() == [PLAN, PLAN]
    assert rows["number"].tolist() == ["45", "46"]
    assert rows[["pay", "note", "blocked"]].isna().all(axis=None)
    assert told.exit_code == 0
    assert told.payload["sum"] == "57000.00"
    assert PLAN in told.headline


def test_a_second_plan_of_the_day_has_the_next_number_and_leaves_the_first(office: Office) -> None:
    plan(office)
    tick(office, 2)
    first = office.tab("payment_plan")
    plan(office, limit_minor=5_000_000)
    rows = office.tab("payment_plan")
    pd.testing.assert_frame_equal(rows.iloc[:2], first)
    assert rows["plan_id"].tolist()[2:] == ["20260415-2-0025"]


def test_a_rehearsed_plan_appends_nothing(office: Office) -> None:
    assert plan(office, dry_run=True).payload["rows"]
    assert office.tab("payment_plan").empty


def test_with_nothing_due_nothing_is_appended(office: Office) -> None:
    told = plan(office, date(2026, 3, 1))
    assert (told.exit_code, told.payload["plan_id"], told.payload["rows"]) == (0, None, [])
    assert told.headline.startswith("до 01.03.2026 платить нечего")
    assert office.tab("payment_plan").empty


def test_what_a_plan_leaves_is_told(office: Office) -> None:
    told = plan(office, limit_minor=700_000)
    assert told.left_out == ("не хватило лимита: 45",)
    assert told.payload["beyond_limit"] == ["45"]


def test_what_is_blocked_is_planned_and_told(tmp_path: Path) -> None:
    entities = ENTITIES.replace(f"'{ACCOUNT}", "")
    told = plan(office_of(tmp_path, PARTNERS, entities, TWO))
    assert (told.exit_code, told.payload["blocked"]) == (1, 2)


def test_the_ticked_rows_go_into_a_file_and_into_the_log(office: Office) -> None:
    plan(office)
    tick(office, 2)
    told = order(office)
    content = (office.folder / "pay.txt").read_bytes()
    (document,) = documents(content)
    assert (document["Номер"], document["Сумма"]) == ("101", "50000.00")
    assert document["ПолучательСчет"] == ACCOUNT
    (row,) = office.tab("payment_orders").to_dict("records")
    assert (row["plan_id"], row["number"], row["order_no"]) == (PLAN, "45", "101")
    assert (row["amount_minor"], row["currency"], row["file"]) == (5_000_000, "RUB", "pay.txt")
    assert row["file_hash"] == hashlib.sha256(content).hexdigest()
    assert row["at"] == pd.Timestamp(2026, 4, 15, 12)
    assert told.exit_code == 0
    assert told.payload["orders"][0]["purpose"] == document["НазначениеПлатежа"]


def test_the_same_plan_ordered_twice_is_refused(office: Office) -> None:
    plan(office)
    tick(office, 2)
    order(office)
    told = stopped(office, name="second.txt", first_no=102)
    assert "уже в поручении № 101 от 15.04.2026 (файл pay.txt)" in told
    again = order(office, "second.txt", first_no=102, again=True)
    assert again.exit_code == 0
    assert office.tab("payment_orders")["order_no"].tolist() == ["101", "102"]


def test_a_row_that_fails_is_named_and_the_others_are_written(office: Office) -> None:
    plan(office)
    tick(office, 2, 3)
    office.type_in("invoices\nnumber | amount\n45 | 40 000,00\n46 | 7 000,00")
    told = order(office)
    assert told.exit_code == 1
    (line,) = told.left_out
    assert line.replace("\u00a0", " ").startswith("№ 45, ООО «Вектор»: осталось 40 000,00 ₽")
    assert told.payload["refused"][0]["number"] == "45"
    (document,) = documents((office.folder / "pay.txt").read_bytes())
    assert document["Сумма"] == "7000.00"


def test_a_sign_that_the_file_lacks_stops_its_row_alone(tmp_path: Path) -> None:
    office = office_of(tmp_path, PARTNERS, ENTITIES.replace("ООО «Вектор»", "ООО «Żubr»"), TWO)
    plan(office)
    tick(office, 2)
    assert "знака «Ż» нет в кодировке файла" in stopped(office)


def test_nothing_ticked_is_nothing_to_write(office: Office) -> None:
    plan(office)
    assert "В плане ничего не отмечено" in stopped(office)


def test_a_plan_that_is_not_there_is_told_with_those_that_are(office: Office) -> None:
    assert "последние: —" in stopped(office, plan_id="P")
    plan(office)
    assert f"последние: {PLAN}" in stopped(office, plan_id="20260415-7-0025")


@pytest.mark.parametrize("first_no", [101, 100, 999_999])
def test_a_number_that_was_given_is_not_given_again(office: Office, first_no: int) -> None:
    plan(office)
    tick(office, 2, 3)
    order(office)
    told = stopped(office, name="second.txt", first_no=first_no, again=True)
    assert "возьмите --first-number 103" in told


def test_a_file_that_is_there_is_not_overwritten(office: Office) -> None:
    plan(office)
    tick(office, 2)
    (office.folder / "pay.txt").write_bytes(b"theirs")
    told = stopped(office)
    assert "такой файл уже есть" in told
    assert (office.folder / "pay.txt").read_bytes() == b"theirs"


def test_a_folder_that_is_not_there_is_told_before_anything_is_done(office: Office) -> None:
    assert "нет такого файла или папки" in stopped(office, name="nowhere/pay.txt")


def test_a_file_that_comes_in_between_leaves_the_orders_in_the_log(office: Office) -> None:
    plan(office)
    tick(office, 2)
    path = office.folder / "pay.txt"

    def somebody(_names: object) -> None:
        path.write_bytes(b"theirs")

    asked = OrderRequest(plan_id=PLAN, first_no=101, path=path, show=somebody)
    with (
        office.open("payments-order") as workspace,
        pytest.raises(RunRequestError, match="the orders stand in the tab"),
    ):
        make_orders(workspace, asked)
    assert path.read_bytes() == b"theirs"
    assert office.tab("payment_orders")["order_no"].tolist() == ["101"]
    assert "уже в поручении № 101" in stopped(office, name="other.txt", first_no=102)


def test_an_iban_is_ordered_in_the_other_format(tmp_path: Path) -> None:
    entities = f"""
    entities
    entity_id  | partner_id | legal_name    | kind    | vat   | bic     | account
    7707083893 | P-001      | Würth & Söhne | foreign | novat | {SWIFT} | {IBAN}
"""
    invoices = """
    invoices
    direction | entity_id  | kind    | number | invoice_date | month   | amount   | currency | due_date
    in        | 7707083893 | invoice | 45     | 2026-03-12   | 2026-03 | 1 999,99 | EUR      | 2026-03-20
"""  # noqa: E501  # a drawing
    office = office_of(tmp_path, PARTNERS, entities, invoices)
    plan(office, currency="EUR")
    tick(office, 2)
    shown: list[tuple[str, str]] = []
    plan_id = "20260415-1-3000"
    assert "нужен --format pain001" in stopped(office, plan_id=plan_id, format="1c")
    order(office, "pay.xml", plan_id, show=shown.extend)
    content = (office.folder / "pay.xml").read_text(encoding="utf-8")
    assert "<MsgId>20260415-1-3000</MsgId>" in content
    assert "<CreDtTm>2026-04-15T12:00:00</CreDtTm>" in content
    assert '<InstdAmt Ccy="EUR">1999.99</InstdAmt>' in content
    assert shown == [("Würth & Söhne", "Wurth + Sohne")]
    order(office, "more.xml", plan_id, first_no=102, again=True)
    more = (office.folder / "more.xml").read_text(encoding="utf-8")
    assert "<MsgId>20260415-1-3000-2</MsgId>" in more


def test_a_russian_account_is_no_sepa_account(office: Office) -> None:
    plan(office)
    tick(office, 2)
    assert "нужен --format 1c" in stopped(office, format="pain001")


@pytest.mark.parametrize(
    ("accounts", "asked", "error"),
    [
        ((), {}, ConfigError),
        ((ABROAD,), {}, RunRequestError),
        ((OURS,), {"currency": "EUR"}, RunRequestError),
        ((OURS,), {"account": "9999"}, RunRequestError),
        ((OURS, ABROAD), {"account": "3000", "currency": "RUB"}, RunRequestError),
        ((OURS, OURS.replace("0000025", "1000025")), {"account": "25"}, RunRequestError),
    ],
)
def test_a_plan_needs_one_account_of_ours(
    tmp_path: Path, accounts: tuple[str, ...], asked: dict[str, str], error: type[SheetsyncError]
) -> None:
    office = office_of(tmp_path, accounts=accounts)
    with pytest.raises(error):
        plan(office, TODAY, dry_run=False, **asked)
    assert office.tab("payment_plan").empty


def test_the_account_that_is_asked_for_tells_the_currency(office: Office) -> None:
    assert plan(office, account="3000").payload["currency"] == "EUR"
    assert plan(office, account="DE89 3704 0044 0532 0130 00").payload["currency"] == "EUR"
    assert plan(office, account="0025").payload["plan_id"] == PLAN


@pytest.mark.parametrize(
    ("account", "why"),
    [
        (OURS.replace('name: "ООО Организатор", ', ""), "не указано, чей он"),
        (OURS.replace("049805746", "049805747"), "не соответствует БИК"),
        (OURS.replace(', inn: "7707083893"', ""), "не указан ИНН"),
        (OURS.replace("ООО Организатор", "Żubr"), "знака «Ż» нет"),
    ],
)
def test_an_account_of_ours_that_is_wrong_pays_nothing(
    tmp_path: Path, account: str, why: str
) -> None:
    office = office_of(tmp_path, accounts=(account,))
    plan(office)
    tick(office, 2)
    assert why in stopped(office)


def test_a_euro_account_alone_pays_by_pain001(tmp_path: Path) -> None:
    dollars = ABROAD.replace("EUR", "USD")
    invoices = """
    invoices
    entity_id  | kind    | number | invoice_date | month   | amount   | currency | due_date   | vat_amount
    7707083893 | invoice | 45     | 2026-03-12   | 2026-03 | 1 999,99 | USD      | 2026-03-20 | 0
"""  # noqa: E501  # a drawing
    office = office_of(tmp_path, PARTNERS, ENTITIES, invoices, accounts=(dollars,))
    plan(office, currency="USD")
    tick(office, 2)
    assert "pain.001 — только для EUR" in stopped(office, plan_id="20260415-1-3000")


def test_a_plan_whose_account_is_gone_is_not_ordered(office: Office) -> None:
    plan(office)
    tick(office, 2)
    text = office.path.read_text(encoding="utf-8").replace(OURS, ABROAD).replace(f", {ABROAD}", "")
    office.path.write_text(text, encoding="utf-8")
    assert "с которого платит план 20260415-1-0025, в config.yaml нет" in stopped(office)


def test_a_company_s_name_stands_in_for_the_account_s(tmp_path: Path) -> None:
    office = office_of(tmp_path, accounts=(OURS.replace('name: "ООО Организатор", ', ""),))
    office.type_in("settings\nkey | value\ncompany | ООО «Наше»\nmodules | core; payments")
    plan(office)
    tick(office, 2)
    order(office)
    (document,) = documents((office.folder / "pay.txt").read_bytes())
    assert document["Плательщик"] == "ООО «Наше»"


def test_without_the_module_nothing_is_planned(tmp_path: Path) -> None:
    office = office_of(tmp_path, modules=())
    with pytest.raises(ModuleError):
        plan(office)


@pytest.mark.parametrize("title", ["План оплат", "Поручения"])
def test_a_tab_that_is_missing_is_named(office: Office, title: str) -> None:
    office.people.delete_tab(title)
    with pytest.raises(MissingTabError) as error:
        plan(office)
    assert title in error.value.said("ru")


def test_an_account_that_was_changed_after_the_tick_is_not_paid_to(office: Office) -> None:
    plan(office)
    tick(office, 2)
    office.type_in(f"entities\naccount | bic\n'{OTHER} | '{BIC}")
    assert "реквизиты изменились после плана" in stopped(office)


def test_sorting_the_plan_changes_nothing_of_what_is_ordered(office: Office) -> None:
    plan(office)
    tick(office, 3)
    office.people.sort("План оплат", "C", descending=True)
    order(office)
    assert office.tab("payment_orders")["number"].tolist() == ["46"]


HOSTILE = ("=1+1", '"', "ООО\nВектор", "'", "+7", "@x", "a;b", "<x>&")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_harms_neither_the_tab_nor_the_file(tmp_path: Path, name: str) -> None:
    office = office_of(tmp_path)
    rows = [[name]]
    office.session.write_values({"'Контрагенты'!C2": rows}, "RAW")
    plan(office)
    tick(office, 2)
    told = order(office)
    (document,) = documents((office.folder / "pay.txt").read_bytes())
    plain = " ".join(name.split())
    assert document["Получатель"].strip() == plain
    assert told.exit_code == 0
    stored = [str(cell) for cell in office.stored()["План оплат"][5][1:]]
    assert all(cell.split() == name.split() for cell in stored)


LOGGED = {
    "line_id": "a", "revision": 1, "number": "45", "entity_id": "7707083893", "direction": "in",
    "invoice_date": "2026-03-12", "amount": 1000, "currency": "RUB", "paid_on": "2026-04-01",
    "state": "applied", "said": "yes",
}  # fmt: skip


def logged(office: Office, **more: object) -> None:
    """A row of the Payment log, as a run writes it."""
    told = {**LOGGED, **more}
    cells = []
    for column in PAYMENT_LOG.columns:
        value = told.get(column.name, "")
        labels = {one.code: one.ru for one in column.allowed if isinstance(one, Choice)}
        is_day = column.kind == "date"
        cells.append(
            serial_of(date.fromisoformat(str(value))) if is_day else labels.get(str(value), value)
        )
    office.session.write_values({f"'{PAYMENT_LOG.ru}'!A2": [cells]}, "RAW")


def test_a_sum_without_its_day_beside_the_bank_keeps_an_invoice_out(office: Office) -> None:
    logged(office)
    office.type_in("invoices\nnumber | paid_amount\n45 | 5 000,00")
    told = plan(office)
    assert (told.exit_code, told.payload["undated"]) == (1, ["45"])
    assert office.tab("payment_plan")["number"].tolist() == ["46"]


def test_a_payment_of_an_invoice_that_is_gone_blocks_its_legal_entity(office: Office) -> None:
    logged(office, number="99")
    told = plan(office)
    assert told.payload["blocked"] == 2
    assert set(office.tab("payment_plan")["blocked"]) == {
        "в журнале оплат есть оплата счёта, которого больше нет"
    }


def test_what_the_bank_has_paid_is_ordered_no_more(office: Office) -> None:
    plan(office)
    tick(office, 2)
    order(office)
    logged(office, amount=50_000, paid_on="2026-04-15")
    assert "такого неоплаченного счёта нет" in stopped(office, name="more.txt", first_no=102)
    told = plan(office)
    assert told.payload["ordered"] == []
    assert [row["number"] for row in told.payload["rows"]] == ["46"]
