"""Whose line it is, what it is, and what comes back: lines against invoices, entities, the log."""

from datetime import date
from typing import Any

import pytest

from sheetsync.rules.payables import payables
from sheetsync.rules.payments.matching import Against, matched_lines
from sheetsync.tables.catalogue.payments import BANK, PAYMENT_LOG
from sheetsync.tables.frames import typed_frame
from sheetsync.testing import drawn
from tests.rules.payments.bank_frames import (
    ACCOUNTS,
    OUR_ACCOUNT,
    OURS,
    TWO_ENTITIES,
    Record,
    invoice,
    line,
    matched,
    one,
    paid,
    said,
)

A12, A13, B12 = invoice("12", 50_000), invoice("13", 20_000), invoice("12", 50_000, "B")


class TestCounterparty:
    """By account, else INN with KPP, else the cleaned name, which is never above possible."""

    @pytest.mark.parametrize(
        ("told", "level", "entity"),
        [
            ({"their_account": ACCOUNTS["A"]}, "exact", "A"),
            ({"their_account": " 40702 810 9 0000 0000 011"}, "exact", "A"),
            ({"inn": "7701000001"}, "exact", "A"),
            ({"inn": "7701000001", "kpp": "999999999"}, "exact", "A"),
            ({"their_account": "40702810900000000099", "inn": "7701000001"}, "exact", "A"),
            ({"counterparty": "Альфа ООО"}, "possible", "A"),
            ({"counterparty": "ООО «АЛЬФА» р/с 4070 в АО БАНК"}, "possible", "A"),
            ({"counterparty": "ИНН 7701000001 ООО Альфа"}, "possible", "A"),
            (
                {"counterparty": "ООО Альфа", "their_account": "40702810900000000099"},
                "possible",
                "A",
            ),
            # The tax id is another one's: this Альфа is not ours.
            ({"counterparty": "ООО Альфа", "inn": "7709999999"}, "none", ""),
            ({"counterparty": "ООО Альфа плюс"}, "none", ""),
            ({"counterparty": "  "}, "none", ""),
            ({}, "none", ""),
            # The account is one entity's, the tax id another's: nobody knows which is right.
            ({"their_account": ACCOUNTS["A"], "inn": "7701000002"}, "possible", "A"),
        ],
    )
    def test_it_is_known_by(self, told: dict[str, Any], level: str, entity: str) -> None:
        (found,) = matched([line("счет 12", 50_000, "", **told)], [A12])
        assert (found.match.level.code, found.entity_id) == (level, entity)

    @pytest.mark.parametrize(
        ("told", "level", "entity"),
        [
            ({"kpp": "770101002"}, "exact", "A2"),
            ({"kpp": "770101001"}, "exact", "A"),
            ({"kpp": "770101009"}, "none", ""),
            ({}, "none", ""),
            ({"counterparty": "ООО «Альфа», филиал"}, "possible", "A2"),
            ({"counterparty": "ООО «Бета»"}, "none", ""),
        ],
    )
    def test_kpp_tells_branches_of_one_inn_apart(
        self, told: dict[str, Any], level: str, entity: str
    ) -> None:
        branch = {**TWO_ENTITIES[0], "entity_id": "A2", "kpp": "770101002", "account": None,
                  "legal_name": "ООО «Альфа», филиал"}  # fmt: skip
        (found,) = matched(
            [line("счет 12", 50_000, "", inn="7701000001", **told)],
            [A12, invoice("12", 50_000, "A2")],
            entities=[*TWO_ENTITIES, branch],
        )
        assert (found.match.level.code, found.entity_id) == (level, entity)

    def test_an_account_of_two_is_nobodys_unless_the_inn_tells(self) -> None:
        other = {**TWO_ENTITIES[1], "account": ACCOUNTS["A"]}
        entities = [TWO_ENTITIES[0], other]
        lines = [
            line("счет 12", 50_000, line_id="L-1"),
            line("счет 12", 50_000, line_id="L-2", inn="7701000002"),
        ]
        found = matched(lines, [A12, B12], entities=entities)
        assert [one.entity_id for one in found] == ["", "B"]

    def test_two_of_one_name_are_nobody(self) -> None:
        twin = {**TWO_ENTITIES[1], "legal_name": "ООО Альфа"}
        told = line("счет 12", 50_000, "", counterparty="ООО Альфа")
        (found,) = matched([told], [A12, B12], entities=[TWO_ENTITIES[0], twin])
        assert (found.entity_id, said(found)[2]) == ("", "контрагент не найден")

    def test_an_entity_entered_twice_under_one_code_is_one(self) -> None:
        (found,) = matched(
            [line("счет 12", 50_000)], [A12], entities=[TWO_ENTITIES[0], TWO_ENTITIES[0]]
        )
        assert found.entity_id == "A"

    @pytest.mark.parametrize(
        ("told", "why"),
        [
            ({"counterparty": "ООО Альфа"}, "контрагент узнан только по названию"),
            ({"their_account": ACCOUNTS["A"], "inn": "7701000002"},
             "счёт в банке одного контрагента, а ИНН другой"),
        ],
    )  # fmt: skip
    def test_why_says_that_it_is_not_sure(self, told: dict[str, Any], why: str) -> None:
        (found,) = matched([line("счет 12", 50_000, "", **told)], [A12])
        assert said(found)[1:] == ("№ 12 50 000,00", f"номера и суммы сходятся; {why}")


class TestOnlyTheirInvoices:
    """Of this entity, the direction that the money pays, the currency."""

    @pytest.mark.parametrize(
        "other",
        [
            B12,
            {**A12, "direction": "out"},
            {**A12, "currency": "USD"},
            {**A12, "status": "paid", "outstanding_minor": 0},
            # Cancelled ones were offered elsewhere (invoiceninja#11903, odoo PR 40601).
            {**A12, "status": "void"},
            {**A12, "status": "duplicate"},
            {**A12, "kind": "credit_note", "status": "unapplied_credit"},
        ],
    )
    def test_another_one_is_not_looked_at(self, other: Record) -> None:
        (found,) = matched([line("счет 12", 50_000)], [other])
        assert said(found) == ("none", "", "№ 12 среди неоплаченных нет")

    @pytest.mark.parametrize("status", ["open", "overdue", "disputed", "waiting_docs", "due_today"])
    def test_whatever_is_unpaid_may_be_paid(self, status: str) -> None:
        assert one("счет 12", 50_000, {**A12, "status": status})[0] == "exact"

    def test_what_comes_in_pays_invoices_to_partners(self) -> None:
        ours = {**A12, "direction": "out"}
        assert one("счет 12", 50_000, ours, A12, flow="in") == ("exact", "№ 12 50 000,00")

    def test_credit_notes_are_taken_off(self) -> None:
        tables = drawn(
            """
            Groups
            group_id | name
            g | Группа
            Partners
            partner_id | name | group_id | status
            P | Альфа | g | active
            Legal entities
            entity_id | partner_id | legal_name | kind | vat | inn
            A | P | Альфа | company | vat | 7707083893
            Invoices
            Entity ID | Number | Date | Month | Kind | Amount | Corrects
            A | 12 | 01.02.2026 | 2026-02 | invoice | 100,00 |
            A | К-1 | 05.02.2026 | 2026-02 | credit note | 10,00 | 12
            """
        )
        against = Against(
            invoices=payables(tables, date(2026, 3, 1)).invoices,
            entities=tables.frame("entities"),
            log=typed_frame(PAYMENT_LOG.columns),
            ours=OURS,
        )
        lines = typed_frame(BANK.columns, [line("счет 12", 90, "", inn="7707083893")])
        assert [said(found)[:2] for found in matched_lines(lines, against)] == [
            ("exact", "№ 12 90,00")
        ]


class TestClasses:
    """Lines that pay no invoice."""

    @pytest.mark.parametrize(
        ("told", "why"),
        [
            ({"mark": "own"}, "между своими счетами"),
            ({"their_account": "40702810000000000002"}, "между своими счетами"),
            ({"mark": "budget"}, "налоги и взносы"),
            ({"their_account": "03100643000000017300"}, "налоги и взносы"),
            ({"mark": "charge"}, "комиссия банка"),
            ({"inn": "7700000001"}, "комиссия банка"),
            ({"counterparty": "НАШ БАНК АО"}, "комиссия банка"),
            ({"purpose": "Комиссия за ведение счета"}, "комиссия банка"),
            ({"purpose": "Bank fee March"}, "комиссия банка"),
            ({"purpose": "Заработная плата за март"}, "зарплата"),
            ({"purpose": "з/п по реестру № 5"}, "зарплата"),
            ({"purpose": "Salary 03/2026"}, "зарплата"),
            ({"purpose": "Комиссионный товар"}, "контрагент не найден"),
            ({"amount_minor": None}, "в строке нет дня, суммы, валюты или направления"),
            ({"booked_on": None}, "в строке нет дня, суммы, валюты или направления"),
            ({"currency": None}, "в строке нет дня, суммы, валюты или направления"),
            ({"flow": None}, "в строке нет дня, суммы, валюты или направления"),
        ],
    )
    def test_a_strangers_line_is_of_a_class(self, told: dict[str, Any], why: str) -> None:
        (found,) = matched([{**line("услуги", 50_000, ""), **told}], [A12])
        assert said(found) == ("none", "", why)

    @pytest.mark.parametrize(
        ("told", "level"),
        [
            # Words speak against nobody whose account or tax id we know.
            ({"purpose": "Комиссия агента по счету 12"}, "exact"),
            ({"purpose": "Расчёт заработной платы, счет № 12"}, "exact"),
            ({"purpose": "Комиссия агента"}, "likely"),
            # State institutions fill in what taxes have.
            ({"purpose": "счет 12", "mark": "budget"}, "exact"),
            ({"purpose": "счет 12", "mark": "charge"}, "none"),
            ({"purpose": "счет 12", "mark": "own"}, "none"),
            # An unsure partner's unpaid invoice is a partner's all the same.
            ({"purpose": "зарплата, счет 12", "their_account": None, "counterparty": "ООО Альфа"},
             "possible"),
            ({"purpose": "зарплата", "their_account": None, "counterparty": "ООО Альфа"}, "none"),
        ],
    )  # fmt: skip
    def test_a_partners_line_is_a_payment(self, told: dict[str, Any], level: str) -> None:
        (found,) = matched([{**line("", 50_000), **told}], [A12])
        assert found.match.level.code == level


class TestRefunds:
    """Money that comes back takes back what the log says was paid."""

    @pytest.mark.parametrize(
        ("purpose", "rubles", "log", "proposal"),
        [
            ("Возврат оплаты по счету 12", 50_000, [paid("12", 50_000)], "№ 12 -50 000,00"),
            ("refund of invoice 12", 50_000, [paid("0012", 50_000)], "№ 0012 -50 000,00"),
            # Two payments: one of them, or both.
            ("возврат, сч. 12", 30_000, [paid("12", 30_000), paid("12", 20_000, line_id="L-9")],
             "№ 12 -30 000,00"),
            ("возврат, сч. 12", 50_000, [paid("12", 30_000), paid("12", 20_000, line_id="L-9")],
             "№ 12 -50 000,00"),
            ("возврат, сч. 12", 40_000, [paid("12", 30_000), paid("12", 20_000, line_id="L-9")],
             ""),
            # Already taken back, only waiting, never paid, another's, another currency, direction.
            ("возврат, сч. 12", 50_000,
             [paid("12", 50_000), paid("12", 50_000, state="reversed", revision=2)], ""),
            ("возврат, сч. 12", 50_000, [paid("12", 50_000, state="waiting")], ""),
            ("возврат, сч. 12", 50_000, [], ""),
            ("возврат, сч. 12", 50_000, [paid("12", 50_000, "B")], ""),
            ("возврат, сч. 12", 50_000, [paid("12", 50_000, currency="USD")], ""),
            ("возврат, сч. 12", 50_000, [paid("12", 50_000, direction="out")], ""),
            ("возврат, сч. 12", 50_000, [{**paid("12", 50_000), "number": None}], ""),
            ("возврат", 50_000, [paid("12", 50_000)], ""),
            ("возврат, сч. 12", 50_000, [paid("12", 50_000, invoice_date=None)], "№ 12 -50 000,00"),
            # Which of two, nobody knows.
            ("возврат, сч. 12", 50_000,
             [paid("12", 50_000), paid("12", 50_000, invoice_date=date(2025, 2, 1))], ""),
            ("возврат, сч. 12", 50_000,
             [paid("12", 50_000), paid("12", 70_000, invoice_date=date(2025, 2, 1))],
             "№ 12 (01.02.2026) -50 000,00"),
        ],
    )  # fmt: skip
    def test_it_is_proposed_against_the_payment_it_takes_back(
        self, purpose: str, rubles: float, log: list[Record], proposal: str
    ) -> None:
        (found,) = matched([line(purpose, rubles, flow="in")], [A12], log=log)
        level, shown, why = said(found)
        assert (level, shown) == (("likely", proposal) if proposal else ("none", ""))
        begin = "возврат оплаты № " if proposal else "возврат: какой оплаты, неясно"
        assert why.startswith(begin)

    def test_a_payment_is_taken_back_once(self) -> None:
        lines = [line("возврат, сч. 12", 50_000, flow="in", line_id=f"L-{n}") for n in (1, 2)]
        found = matched(lines, [A12], log=[paid("12", 50_000)])
        assert [said(one)[0] for one in found] == ["likely", "none"]

    def test_all_of_an_invoice_is_taken_back_once(self) -> None:
        log = [paid("12", 30_000), paid("12", 20_000, line_id="L-9")]
        lines = [line("возврат, сч. 12", 50_000, flow="in", line_id="L-1"),
                 line("возврат, сч. 12", 30_000, flow="in", line_id="L-2")]  # fmt: skip
        found = matched(lines, [A12], log=log)
        assert [said(one)[0] for one in found] == ["likely", "none"]

    def test_we_give_back_too(self) -> None:
        log = [paid("12", 50_000, direction="out")]
        (found,) = matched([line("возврат по сч. 12", 50_000)], [A12], log=log)
        assert said(found)[:2] == ("likely", "№ 12 -50 000,00")

    def test_a_reversal_of_the_bank_is_one(self) -> None:
        told = line("счет 12", 50_000, flow="in", mark="reversal")
        (found,) = matched([told], [A12], log=[paid("12", 50_000)])
        assert said(found)[:2] == ("likely", "№ 12 -50 000,00")

    def test_known_by_name_only_it_is_possible(self) -> None:
        told = line("возврат сч. 12", 50_000, "", flow="in", counterparty="ООО Альфа")
        (found,) = matched([told], [A12], log=[paid("12", 50_000)])
        assert said(found)[:2] == ("possible", "№ 12 -50 000,00")

    def test_a_strangers_refund_is_listed(self) -> None:
        (found,) = matched([line("возврат сч. 12", 50_000, "", flow="in")], [A12])
        assert said(found)[2] == "возврат: какой оплаты, неясно"

    @pytest.mark.parametrize(
        "purpose",
        [
            "Возвратная тара по счету 12",
            "счет 12 без права возврата",
            "счет 12, возврат займа",
            "Невозвратный тариф, счет 12",
        ],
    )
    def test_other_words_give_nothing_back(self, purpose: str) -> None:
        assert one(purpose, 50_000, A12)[0] == "exact"

    def test_money_from_one_whom_we_pay_looks_like_a_refund(self) -> None:
        told = line("по договору", 50_000, flow="in")
        (found,) = matched([told], [A12], log=[paid("12", 50_000)])
        assert said(found) == (
            "none", "", "пришло от того, кому платим мы: похоже на возврат",
        )  # fmt: skip
        named = line("по счету 12", 50_000, flow="in")
        (found,) = matched([named], [A12], log=[paid("12", 50_000)])
        assert said(found)[:2] == ("likely", "№ 12 -50 000,00")
        # One who owes us something pays that.
        ours = invoice("77", 50_000, direction="out")
        (found,) = matched([told], [A12, ours], log=[paid("12", 50_000)])
        assert said(found)[:2] == ("likely", "№ 77 50 000,00")

    def test_nobody_paid_means_nothing_unpaid(self) -> None:
        (found,) = matched([line("по договору", 50_000, flow="in")], [A12])
        assert said(found)[2] == "неоплаченных счетов нет"


def test_our_own_account_is_no_partners_even_where_the_directory_has_it() -> None:
    wrong = {**TWO_ENTITIES[0], "account": OUR_ACCOUNT}
    told = line("счет 12", 50_000, "", their_account=OUR_ACCOUNT)
    (found,) = matched([told], [A12], entities=[wrong])
    assert said(found)[0] == "none"
