"""Each reason that blocks a payment, as a case of its own."""

from dataclasses import replace
from datetime import date
from typing import Literal

import pytest

from sheetsync.dates import WorkCalendar
from sheetsync.rules.payments.doubts import Doubts
from sheetsync.rules.payments.plan_blocks import (
    Changed,
    KnownAccounts,
    changed_account,
    warns_of_change,
)
from sheetsync.rules.payments.planning import plan_rows
from tests.rules.payments.plans import (
    ACCOUNT,
    AGREEMENTS,
    BIC,
    ENTITIES,
    IBAN,
    INVOICES,
    OTHER,
    PLAN,
    SWIFT,
    TODAY,
    drawn_company,
    logs,
    payable,
    plan_of,
)


def blocked(entities: str = ENTITIES, invoices: str = INVOICES, **known: object) -> str:
    tables = drawn_company(invoices, entities, AGREEMENTS)
    plan = plan_of(tables, **known)  # type: ignore[arg-type]  # by name
    (text,) = plan_rows(plan, PLAN, "ru")["blocked"]
    return str(text)


def entity(
    *,
    account: str = f"'{ACCOUNT}",
    bic: str = f"'{BIC}",
    inn: str = "'7707083893",
    kind: str = "company",
    vat: str = "vat",
) -> str:
    return f"""
    entities
    entity_id  | partner_id | legal_name   | kind   | inn   | kpp       | vat   | bic   | account
    7707083893 | P-001      | ООО «Вектор» | {kind} | {inn} | 770701001 | {vat} | {bic} | {account}
"""


def test_nothing_blocks_what_is_right() -> None:
    assert blocked() == "nan"


@pytest.mark.parametrize(
    ("entities", "why"),
    [
        (entity(account=""), "не указан расчётный счёт"),
        (entity(bic=""), "не указан БИК"),
        (entity(account="", bic=""), "не указан расчётный счёт"),
        (entity(account="'40602810700000000026"), "расчётный счёт не соответствует БИК"),
        (entity(bic="'049805747"), "расчётный счёт не соответствует БИК"),
        (entity(account="'4060281070000000002"), "расчётный счёт — не 20 цифр и не IBAN"),
        (entity(account="NL00ABNA0417164300", bic=SWIFT, kind="foreign"), "ошибка в IBAN или БИК"),
        (entity(account=IBAN, bic="ABNA", kind="foreign"), "ошибка в IBAN или БИК"),
        (entity(account=IBAN, bic="", kind="foreign"), "не указан БИК"),
        (entity(inn="'7707083894"), "не указан ИНН"),
        (entity(inn=""), "не указан ИНН"),
    ],
)  # fmt: skip
def test_a_payee_without_sound_requisites_is_blocked(entities: str, why: str) -> None:
    assert blocked(entities, INVOICES.replace("| 8 333,33", "| 0")) == why


def test_a_payee_that_nobody_knows_is_blocked() -> None:
    (one,) = payable(drawn_company())
    stranger = replace(one, payee=None)
    assert (
        stranger.warnings(1)[0].said("ru") == "контрагента с этим кодом нет, или он вписан дважды"
    )
    assert stranger.to.account == ""


def test_a_foreign_entity_needs_no_inn() -> None:
    assert blocked(entity(inn="", kind="foreign")) == "nan"
    assert blocked(entity(inn="", kind="sole")) == "не указан ИНН"


def test_a_vat_payer_without_its_tax_is_blocked() -> None:
    assert blocked(invoices=INVOICES.replace("| 8 333,33", "|")) == "не указан НДС"
    assert blocked(invoices=INVOICES.replace("| 8 333,33", "| 0")) == "nan"
    assert blocked(entity(vat="novat"), INVOICES.replace("| 8 333,33", "|")) == "nan"
    assert blocked(entity(vat="npd"), INVOICES.replace("| 8 333,33", "|")) == "nan"


def test_an_entity_with_a_payment_of_no_invoice_is_blocked() -> None:
    doubts = Doubts(unsettled=frozenset({"7707083893"}))
    assert blocked(doubts=doubts) == "в журнале оплат есть оплата счёта, которого больше нет"
    assert blocked(doubts=Doubts(unsettled=frozenset({"другой"}))) == "nan"


def test_an_invoice_whose_payments_are_in_doubt_is_in_no_plan() -> None:
    plan = plan_of(drawn_company(), doubts=Doubts(undated=frozenset({2})))
    assert plan.taken == ()
    assert len(plan.undated) == 1


@pytest.mark.parametrize("number", ["б/н", "без номера", "—"])
def test_an_invoice_without_a_number_is_blocked(number: str) -> None:
    invoices = INVOICES.replace("invoice | 45 ", f"invoice | {number} ")
    assert blocked(invoices=invoices) == "у счёта нет номера"


def test_a_number_that_no_purpose_holds_is_blocked() -> None:
    invoices = INVOICES.replace("invoice | 45 ", f"invoice | {'Б' * 220} ")
    assert blocked(invoices=invoices) == "номер счёта слишком длинный для назначения платежа"


def test_all_reasons_are_told_at_once() -> None:
    told = blocked(entity(bic=""), INVOICES.replace("| 8 333,33", "|"))
    assert told == "не указан БИК; не указан НДС"


PAID_THERE = {
    "line_id": "a", "booked_on": "2026-03-01", "flow": "out", "inn": "7707083893",
    "their_account": OTHER, "amount_minor": 100,
}  # fmt: skip
ORDERED_THERE = {
    "plan_id": "20260301-1-0025", "entity_id": "7707083893", "number": "1", "order_no": "7",
    "invoice_date": "2026-02-01", "amount_minor": 100, "account": OTHER, "at": "2026-03-01 12:00",
}  # fmt: skip
CHANGED = "реквизиты изменились 15.04.2026"


def test_an_account_that_differs_from_the_one_last_seen_or_ordered_is_blocked() -> None:
    assert blocked(known=logs(bank=[PAID_THERE])) == CHANGED
    assert blocked(known=logs(orders=[ORDERED_THERE])) == CHANGED
    assert warns_of_change(CHANGED)


@pytest.mark.parametrize(
    "lines",
    [
        [{**PAID_THERE, "their_account": ACCOUNT}],
        [{**PAID_THERE, "their_account": f"{ACCOUNT[:4]} {ACCOUNT[4:]}"}],
        [PAID_THERE, {**PAID_THERE, "booked_on": "2026-03-02", "their_account": ACCOUNT}],
        [{**PAID_THERE, "booked_on": "2026-03-02", "their_account": ACCOUNT}, PAID_THERE],
        [{**PAID_THERE, "flow": "in"}],
        [{**PAID_THERE, "inn": "500100732259"}],
        [{**PAID_THERE, "inn": None}],
        [{**PAID_THERE, "their_account": None}],
    ],
)
def test_an_account_that_we_know_is_none_that_changed(lines: list[dict[str, object]]) -> None:
    assert blocked(known=logs(bank=lines)) == "nan"


def test_of_the_bank_and_our_orders_each_makes_an_account_known() -> None:
    ordered = {**ORDERED_THERE, "account": ACCOUNT}
    assert blocked(known=logs(bank=[PAID_THERE], orders=[ordered])) == "nan"
    again = {**ORDERED_THERE, "at": "2026-04-01 12:00"}
    assert blocked(known=logs(orders=[again, ordered])) == CHANGED


def test_several_entities_of_one_inn_are_told_apart_by_their_kpp() -> None:
    theirs = {**PAID_THERE, "kpp": "770701001", "their_account": ACCOUNT}
    branch = {**PAID_THERE, "kpp": "500101001", "booked_on": "2026-03-05"}
    assert blocked(known=logs(bank=[theirs, branch])) == "nan"
    assert blocked(known=logs(bank=[branch])) == CHANGED


HOLIDAYS: dict[date, Literal["holiday", "workday"]] = {date(2026, 4, 16): "holiday"}


@pytest.mark.parametrize(
    ("as_of", "named", "is_blocked"),
    [
        (date(2026, 4, 15), {}, True),
        (date(2026, 4, 22), {}, True),  # Thu, Fri, Mon, Tue, Wed: the fifth working day
        (date(2026, 4, 23), {}, False),
        (date(2026, 4, 23), HOLIDAYS, True),
        (date(2026, 4, 24), HOLIDAYS, False),
    ],
)
def test_a_change_is_watched_for_five_working_days(
    as_of: date, named: dict[date, Literal["holiday", "workday"]], *, is_blocked: bool
) -> None:
    known = KnownAccounts(used=frozenset({OTHER}), noticed={ACCOUNT: date(2026, 4, 15)})
    changed = changed_account(ACCOUNT, known, as_of, WorkCalendar(named))
    assert (changed is not None) is is_blocked
    assert changed in {None, Changed(noticed_on=date(2026, 4, 15), is_confirmed=False)}


def test_a_new_payee_has_nothing_that_could_have_changed() -> None:
    assert changed_account(ACCOUNT, KnownAccounts(), TODAY, WorkCalendar()) is None


def plan_row(plan_id: str, account: str = ACCOUNT, **more: object) -> dict[str, object]:
    return {"plan_id": plan_id, "entity_id": "7707083893", "number": "45",
            "invoice_date": "2026-03-12", "account": account, **more}  # fmt: skip


@pytest.mark.parametrize(
    ("plans", "day"),
    [
        ([], "15.04.2026"),
        ([plan_row("20260413-1-0025")], "13.04.2026"),
        ([plan_row("20260414-1-0025"), plan_row("20260413-1-0025")], "13.04.2026"),
        # It was another one in between: what was noticed long ago is no more than a memory.
        ([plan_row("20260301-1-0025"), plan_row("20260410-1-0025", OTHER),
          plan_row("20260414-2-0025")], "14.04.2026"),
        ([plan_row("20260414-10-0025", OTHER), plan_row("20260414-9-0025")], "15.04.2026"),
        ([plan_row("чужой план"), plan_row("")], "15.04.2026"),
        ([plan_row("20260416-1-0025")], "15.04.2026"),
    ],
)  # fmt: skip
def test_a_change_is_dated_by_the_first_plan_that_met_it(
    plans: list[dict[str, object]], day: str
) -> None:
    known = logs(plans=plans, bank=[PAID_THERE])
    assert blocked(known=known) == f"реквизиты изменились {day}"


def test_a_change_that_was_noticed_long_ago_blocks_no_more() -> None:
    assert blocked(known=logs(plans=[plan_row("20260401-1-0025")], bank=[PAID_THERE])) == "nan"
