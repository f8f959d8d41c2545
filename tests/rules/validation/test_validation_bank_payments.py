"""Payments of the bank and of the tab Payments against what people typed: V-PAY."""

from datetime import date
from typing import Any

import pytest

from sheetsync.language import Lang
from sheetsync.rules.payables.booked import BankTabs
from sheetsync.rules.validation import validate, worded
from sheetsync.tables.catalogue.modules import with_needs
from sheetsync.testing.drawing import drawn
from tests.rules.payments.bank_rows import bank_tabs, entry, line, match

AS_OF = date(2026, 4, 15)
ON = with_needs(["payments"])
ENTITIES = """
    Legal entities
    Entity ID | Partner ID | Legal name | Kind | Tax ID (INN) | VAT | Bank account
    E-1 | P-1 | ООО «Север» | company | 9900000017 | no VAT | '40702810000000000001
    E-2 | P-1 | ООО «Юг»    | company | 9900000024 | no VAT | '40702810000000000002
    """
BILLS = "Entity ID | Number | Date | Month | Amount | Due | Paid | Paid on"
CASH = "Entity ID | Number | Invoice date | Direction | Date | Amount | Currency"
TWELVE = "E-1 | 12 | 2026-03-16 | '2026-03 | 50000 | 2026-04-20 | |"


def said(
    code: str,
    bank: BankTabs | None,
    *bills: str,
    cash: tuple[str, ...] = (),
    lang: Lang = "en",
    **settings: Any,
) -> list[str]:
    """The sentences of one code about invoices and rows of Payments."""
    rows = "\n".join(["Invoices", BILLS, *bills, "Payments", CASH, *cash])
    tables = drawn(f"{ENTITIES}\n{rows}\n", modules=ON, **settings)
    words = [worded(one, tables, lang) for one in validate(tables, AS_OF, bank=bank)]
    return [word.sentence.replace("\xa0", " ") for word in words if word.code == code]


def from_bank(*log: dict[str, Any], lines: tuple[dict[str, Any], ...] = ()) -> BankTabs:
    return bank_tabs(lines or [line("L-1", 50_000, on="2026-03-20")], log)


PAID = entry("L-1", "12", 20_000, "2026-04-02")


@pytest.mark.parametrize(
    ("typed", "settings", "is_told"),
    [
        ("20000 | 2026-04-02", {}, False),
        ("20001 | 2026-04-02", {}, True),
        ("20000 | 2026-04-03", {}, True),
        (" | 2026-04-02", {}, False),
        (" | 2026-04-01", {}, True),
        ("500 | 2026-03-19", {}, False),
        ("500 | 2026-03-20", {}, True),
        ("500 | 2026-03-20", {"payments_from": date(2026, 3, 21)}, False),
        (" | ", {}, False),
    ],
    ids=[
        "the same", "another sum", "another day", "a day alone", "another day alone",
        "before the bank", "on its first day", "before people's day", "nothing",
    ],
)  # fmt: skip
def test_a_typed_pair_that_differs_from_the_log(
    typed: str, settings: dict[str, Any], *, is_told: bool
) -> None:
    bill = TWELVE.removesuffix("|") + typed
    assert bool(said("V-PAY-01", from_bank(PAID), bill, **settings)) == is_told
    assert said("V-PAY-01", None, bill, **settings) == []


def test_what_differs_is_told_with_both() -> None:
    bill = TWELVE.removesuffix("|") + "30000 | 2026-04-03"
    assert said("V-PAY-01", from_bank(PAID), bill) == [
        "Invoices!G2: a payment of 30,000.00 RUB on 2026-04-03 is typed here, but the bank and the "
        "tab Payments tell of 20,000.00 RUB, last on 2026-04-02. Clear what is typed. A payment "
        "that no statement brings goes into Payments."
    ]
    assert said("V-PAY-01", from_bank(PAID), bill, lang="ru") == [
        "Invoices!G2: вписана оплата 30 000,00 ₽ от 03.04.2026, а по выписке и вкладке «Платежи» "
        "оплачено 20 000,00 ₽, последний раз 02.04.2026. Сотрите вписанное. Если этой оплаты в "
        "выписке нет, внесите её во вкладку «Платежи»."
    ]


def test_a_sum_without_a_day_beside_bank_rows() -> None:
    bill = TWELVE.removesuffix("|") + "30000 |"
    assert said("V-PAY-11", from_bank(PAID), bill) == [
        "Invoices!G2: the payment 30000 has no date, and payments of this invoice already come "
        "from the bank or from Payments. Enter the day of payment, or clear the sum."
    ]
    assert said("V-PAY-11", from_bank(), bill) == []


def test_cash_for_an_invoice_that_nobody_has() -> None:
    cash = (
        "E-1 | 12 | | | 2026-04-02 | 100 |",
        "E-1 | 99 | 2026-03-16 | | 2026-04-02 | 100 |",
        "E-2 | 12 | | | 2026-04-02 | 100 |",
    )
    assert said("V-PAY-02", None, TWELVE, cash=cash) == [
        "Payments!B3: this legal entity has no invoice 99 of 2026-03-16. Compare number, date, "
        "direction and currency with Invoices.",
        "Payments!B4: this legal entity has no invoice 12. Compare number, date, direction and "
        "currency with Invoices.",
    ]


def test_cash_for_a_number_of_several_invoices() -> None:
    old = "E-1 | 12 | 2025-03-16 | '2025-03 | 70000 | 2025-04-20 | |"
    cash = ("E-1 | 12 | | | 2026-04-02 | 100 |", "E-1 | 12 | 2026-03-16 | | 2026-04-02 | 100 |")
    assert said("V-PAY-12", None, TWELVE, old, cash=cash) == [
        "Payments!B2: this legal entity has several invoices 12. Enter the invoice date."
    ]
    assert said("V-PAY-02", None, TWELVE, old, cash=cash) == []


def test_an_entry_whose_invoice_is_gone() -> None:
    gone = entry("L-1", "13", 20_000, "2026-04-02")
    back = {**gone, "state": "reversed", "revision": 2}
    assert said("V-PAY-10", from_bank(gone), TWELVE) == [
        "Payment log!C2: 20,000.00 RUB are entered for invoice 13 of 2026-03-16, which is no "
        "longer there. Give the invoice its number and date back, or enter the new number in "
        "Bank, under Instead."
    ]
    assert said("V-PAY-10", from_bank(gone, back), TWELVE) == []
    assert said("V-PAY-10", from_bank(PAID), TWELVE) == []


def test_the_place_is_where_the_workbook_has_the_column() -> None:
    moved = BankTabs(
        log=from_bank(entry("L-1", "13", 20_000, "2026-04-02")).log,
        headers={"payment_log": ("", "number", "line_id")},
        titles={"payment_log": "Журнал"},
    )
    (sentence,) = said("V-PAY-10", moved, TWELVE)
    assert sentence.startswith("Журнал!B2: ")


def decided(decision: str, instead: str | None = None, **more: Any) -> BankTabs:
    lines = [line("L-1", 60_000, decision=decision, instead=instead)]
    return bank_tabs(lines, more.get("log", ()), [match("L-1", "№ 12 50 000,00")])


@pytest.mark.parametrize(
    ("instead", "start"),
    [
        ("12=да", "“12=да” cannot be read. Enter numbers with semicolons"),
        ("99", "this legal entity has no invoice 99. Compare the number 99 with Invoices."),
        ("13", "several invoices have the number 13. Add the date: 13 of 2026-03-16."),
        ("14", "nothing is left to pay of invoice 14. If it is overpaid, enter how much: 14=1000."),
        (
            "12=50000; 14=20000",
            "the parts are more than the line together. Make the parts smaller.",
        ),
    ],
)
def test_numbers_that_cannot_be_paid_as_written(instead: str, start: str) -> None:
    bills = (
        TWELVE,
        "E-1 | 13 | 2026-03-16 | '2026-03 | 100 | 2026-04-20 | |",
        "E-1 | 13 | 2025-03-16 | '2025-03 | 200 | 2026-04-20 | |",
        "E-1 | 14 | 2026-03-16 | '2026-03 | 100 | 2026-04-20 | 100 | 2026-03-20",
    )
    (sentence,) = said("V-PAY-03", decided("yes", instead), *bills)
    assert sentence.startswith(f"Bank!R2: {start}")
    assert said("V-PAY-03", decided("no", instead), *bills) == []


def test_numbers_that_were_entered_are_no_fault_although_nothing_is_left() -> None:
    log = [entry("L-1", "12", 50_000, "2026-04-02", said="instead")]
    assert said("V-PAY-03", decided("yes", "12", log=log), TWELVE) == []
    assert said("V-PAY-03", decided("yes", "12"), TWELVE) == []
    assert said("V-PAY-03", decided("yes"), TWELVE) == []
    # There is nothing to take back.
    assert len(said("V-PAY-03", decided("refund", "12"), TWELVE)) == 1


WAITS = {"line_id": "L-1", "revision": 1, "number": "–", "state": "waiting", "said": "yes"}


@pytest.mark.parametrize(
    ("decision", "instead", "is_told"),
    [("yes", None, True), ("refund", None, True), ("yes", "12", False), ("no", None, False)],
)
def test_a_decision_that_waits(decision: str, instead: str | None, *, is_told: bool) -> None:
    found = said("V-PAY-04", decided(decision, instead, log=[WAITS]), TWELVE)
    assert bool(found) == is_told
    assert said("V-PAY-04", decided(decision, instead), TWELVE) == []


def test_a_decision_that_waits_names_its_cell_and_the_way_out() -> None:
    assert said("V-PAY-04", decided("yes", log=[WAITS]), TWELVE, lang="ru") == [
        "Выписка!Q2: решение ждёт: предложение изменилось, пока вы отвечали. Впишите номера счетов "
        "в столбец «Вместо этого» или сотрите решение, а после запуска ответьте снова."
    ]


@pytest.mark.parametrize(
    ("cash", "applied", "is_told"),
    [
        ("E-1 | 12 | | | 2026-04-05 | 20000 |", "12", True),
        ("E-1 | 12 | | | 2026-04-06 | 20000 |", "12", False),
        ("E-1 | 12 | | | 2026-03-30 | 20000 |", "12", True),
        ("E-1 | 12 | | | 2026-04-02 | 20001 |", "12", False),
        ("E-1 | 12 | | | 2026-04-02 | 20000 |", "15", False),
        ("E-1 | 12 | | | 2026-04-02 | 20000 |", None, True),
        ("E-2 | 16 | | | 2026-04-02 | 20000 |", None, False),
        ("E-1 | 17 | | to partner | 2026-04-02 | 20000 |", None, False),
    ],
    ids=[
        "three days later", "four days later", "three days before", "another sum", "of another",
        "undecided", "another's", "the other way",
    ],
)  # fmt: skip
def test_one_payment_in_payments_and_in_bank(
    cash: str, applied: str | None, *, is_told: bool
) -> None:
    bills = (TWELVE, TWELVE.replace("| 12 |", "| 15 |"), TWELVE.replace("E-1 | 12", "E-2 | 16"))
    log = [entry("L-1", applied, 20_000, "2026-04-02")] if applied else []
    lines = [line("L-0", 20_000, on="2026-01-01"), line("L-1", 20_000, on="2026-04-02")]
    bank = bank_tabs(lines, log, [match("L-1", "")])
    ours = "E-1 | 17 | 2026-03-16 | '2026-03 | 50000 | 2026-04-20 | |"
    tables = [*bills, ours] if "17" not in cash else [*bills]
    assert bool(said("V-PAY-08", bank, *tables, cash=(cash,))) == is_told


def test_a_line_without_a_day_is_no_twin() -> None:
    bank = bank_tabs([{**line("L-1", 20_000), "booked_on": None}], [], [match("L-1", "")])
    cash = ("E-1 | 12 | | | 2026-04-02 | 20000 |",)
    assert said("V-PAY-08", bank, TWELVE, cash=cash) == []
    assert said("V-PAY-08", None, TWELVE, cash=cash) == []


def test_an_account_that_is_not_the_one_we_paid_to_last() -> None:
    to = "their_account"
    lines = (
        line("L-1", 1, on="2026-04-01", inn="9900000017", **{to: "40702810000000000009"}),
        line("L-2", 1, on="2026-04-02", inn="9900000017", **{to: "40702810000000000008"}),
        line(
            "L-3", 1, on="2026-04-03", inn="9900000017", flow="in", **{to: "40702810000000000007"}
        ),
        line("L-4", 1, on="2026-04-04", inn="9900000024", **{to: "4070 2810 0000 0000 0002"}),
        line("L-5", 1, on="2026-04-05", inn="7700000000", **{to: "40702810000000000006"}),
    )
    assert said("V-PAY-09", bank_tabs(lines), TWELVE) == [
        "Legal entities!G2: the last payment on 2026-04-02 went to 40702810000000000008, here is "
        "40702810000000000001. Check the account with them, by a phone number you know, before "
        "the next payment."
    ]
    # What was entered for somebody's invoice went to them, whoever is named in the line.
    log = [entry("L-5", "12", 1, "2026-04-05")]
    (later,) = said("V-PAY-09", bank_tabs(lines, log), TWELVE)
    assert "2026-04-05 went to 40702810000000000006" in later
    assert said("V-PAY-09", bank_tabs(lines[3:4]), TWELVE) == []
    assert said("V-PAY-09", None, TWELVE) == []


def test_what_the_bank_paid_is_paid_for_every_rule() -> None:
    """An invoice that the bank shows paid is not "never due", and one paid twice is overpaid."""
    never = "E-1 | 12 | 2026-03-16 | '2026-03 | 50000 | | |"
    paid = entry("L-1", "12", 50_000, "2026-04-02")
    twice = from_bank(paid, {**paid, "line_id": "L-2"})
    assert said("V-INV-06", None, never)
    assert said("V-INV-06", from_bank(paid), never) == []
    assert said("V-INV-12", from_bank(paid), never) == []
    assert len(said("V-INV-12", twice, never)) == 1


def test_the_answer_follows_what_the_bank_holds() -> None:
    """Asked again about the same people's tabs with another log, it looks again."""
    gone = entry("L-1", "13", 20_000, "2026-04-02")
    assert said("V-PAY-10", from_bank(gone), TWELVE)
    assert said("V-PAY-10", from_bank(), TWELVE) == []
