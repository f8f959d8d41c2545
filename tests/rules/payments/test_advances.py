"""Advances and rests of the bank: listed once an invoice has come, until they are used."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from sheetsync.language import Lang
from sheetsync.rules.digests import Digest, with_advances
from sheetsync.rules.payables import payables
from sheetsync.rules.payables.booked import BankTabs
from sheetsync.rules.payments.advances import CalledAdvance, called_advances, kept_money
from sheetsync.tables.catalogue.modules import with_needs
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn
from tests.rules.payments.bank_rows import bank_tabs, entry, line, match

AS_OF = date(2026, 4, 15)
ON = with_needs(["payments"])
BOOKS, LEAD = "books@team.example", "lead@team.example"
ENTITIES = """
    Legal entities
    Entity ID | Partner ID | Legal name  | Kind    | Tax ID (INN) | VAT
    E-001     | P-1        | ООО «Север» | company | 9900000017   | no VAT
    E-002     | P-1        | ООО «Юг»    | company | 9900000024   | no VAT
    """
INVOICES = """
    Invoices
    Entity ID | Direction | Number | Date | Month | Amount | Currency | Due | Kind
"""
CAME = "E-001 | from partner | 45 | 2026-03-20 | '2026-03 | 20000 | RUB | 2026-04-20 | invoice"


def workbook(*invoices: str, **settings: Any) -> Tables:
    rows = "".join(f"    {row}\n" for row in invoices)
    return drawn(ENTITIES + INVOICES + rows, modules=ON, **{"accountant_email": BOOKS, **settings})


def advance(line_id: str = "L-1", amount: float = 20_000, **more: Any) -> dict[str, Any]:
    told = {"on": "2026-03-12", "inn": "9900000017", "decision": "advance", **more}
    return line(line_id, amount, **told)


def listed(
    bank: BankTabs, *invoices: str, tolerance_minor: int = 0, **settings: Any
) -> tuple[CalledAdvance, ...]:
    tables = workbook(*invoices, **settings)
    owed = payables(tables, AS_OF, bank)
    kept = kept_money(bank, tolerance_minor)
    return called_advances(kept, tables.frame("entities"), owed.invoices)


def said(found: tuple[CalledAdvance, ...], lang: Lang = "ru") -> list[str]:
    return [one.said(lang).replace("\xa0", " ") for one in found]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Аванс E-001 20 000,00 ₽ от 12.03.2026: пришёл счёт № 45"),
        ("en", "Advance E-001 20,000.00 RUB of 12 March 2026: invoice no. 45 has come"),
    ],
)
def test_an_advance_is_listed_once_an_invoice_has_come(lang: Lang, text: str) -> None:
    bank = bank_tabs([advance()])
    assert said(listed(bank), lang) == []
    assert said(listed(bank, CAME), lang) == [text]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Переплата E-001 5 000,00 ₽ от 12.03.2026: пришли счета № 45, № 46"),
        ("en", "Overpaid E-001 5,000.00 RUB of 12 March 2026: invoices no. 45, no. 46 have come"),
    ],
)
def test_what_a_decided_line_leaves_over_is_listed_too(lang: Lang, text: str) -> None:
    first = CAME.replace("45", "11").replace("2026-03-20", "2026-03-01")
    later = CAME.replace("45", "46").replace("2026-03-20", "2026-03-21")
    paid = entry("L-1", "11", 20_000, "2026-03-12", dated="2026-03-01", entity_id="E-001")
    bank = bank_tabs([advance(amount=25_000, decision="yes")], [paid])
    assert said(listed(bank, first), lang) == []
    assert said(listed(bank, first, later, CAME), lang) == [text]


def test_of_many_invoices_three_are_named_the_oldest_first() -> None:
    rows = [
        CAME.replace("45", str(number)).replace("03-20", f"03-{number - 20}")
        for number in (45, 44, 43, 42, 41)
    ]
    found = listed(bank_tabs([advance()]), *rows)
    assert said(found)[0].endswith(": пришли счета № 41, № 42, № 43 и ещё 2")
    assert said(found, "en")[0].endswith(": invoices no. 41, no. 42, no. 43 and 2 more have come")


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("E-001", "E-002"),
        ("from partner", "to partner"),
        ("RUB", "EUR"),
        ("2026-03-20", "2026-03-11"),
        ("2026-03-20", ""),
        ("| invoice", "| credit_note"),
    ],
)
def test_an_invoice_that_the_money_cannot_pay_calls_nothing(was: str, now: str) -> None:
    assert listed(bank_tabs([advance()]), CAME.replace(was, now)) == ()


def test_an_invoice_of_the_same_day_may_have_come_after_it() -> None:
    assert len(listed(bank_tabs([advance()]), CAME.replace("2026-03-20", "2026-03-12"))) == 1


def test_money_that_came_in_waits_for_an_invoice_of_ours() -> None:
    bank = bank_tabs([advance(flow="in")])
    assert listed(bank, CAME) == ()
    assert len(listed(bank, CAME.replace("from partner", "to partner"))) == 1


def test_an_invoice_that_is_paid_calls_nothing() -> None:
    paid = entry("L-2", "45", 20_000, "2026-03-21", dated="2026-03-20", entity_id="E-001")
    other = line("L-2", 20_000, on="2026-03-21", decision="yes")
    assert listed(bank_tabs([advance(), other], [paid]), CAME) == ()


@pytest.mark.parametrize("said_by", ["yes", "instead"])
def test_an_advance_that_was_used_is_listed_no_more(said_by: str) -> None:
    """Another invoice is unpaid still; the line has nothing left for it."""
    other = CAME.replace("45", "46")
    decided = advance(decision="yes", instead="45")
    assert listed(bank_tabs([decided]), CAME, other) == ()
    used = {"dated": "2026-03-20", "entity_id": "E-001", "said": said_by}
    paid = entry("L-1", "45", 20_000, "2026-03-12", **used)
    assert listed(bank_tabs([decided], [paid]), CAME, other) == ()


@pytest.mark.parametrize("decision", [None, "yes", "no", "fee", "refund", "other"])
def test_other_answers_keep_nothing(decision: str | None) -> None:
    assert listed(bank_tabs([advance(decision=decision)]), CAME) == ()


def rest_of(decision: str | None, word: str, state: str = "applied") -> tuple[CalledAdvance, ...]:
    noted = {"dated": "2026-03-01", "entity_id": "E-001", "said": word}
    paid = entry("L-1", "11", 15_000, "2026-03-12", state, **noted)
    return listed(bank_tabs([advance(decision=decision)], [paid]), CAME)


def test_what_was_noted_by_itself_may_leave_a_rest() -> None:
    assert [one.amount_minor for one in rest_of(None, "auto")] == [500_000]


def test_an_answer_that_was_taken_away_leaves_none() -> None:
    assert rest_of(None, "yes") == ()
    assert rest_of("no", "yes") == ()


def test_a_refund_leaves_none() -> None:
    assert rest_of("yes", "refund", "reversed") == ()


def test_of_an_advance_only_what_pays_nothing_counts() -> None:
    """Until the run takes back what was noted before, it pays."""
    (one,) = rest_of("advance", "yes")
    assert (one.amount_minor, one.is_rest) == (500_000, False)


def test_pennies_within_the_tolerance_are_no_rest() -> None:
    bank = bank_tabs([advance(amount=1)])
    assert listed(bank, CAME, tolerance_minor=100) == ()
    assert len(listed(bank, CAME, tolerance_minor=99)) == 1


def test_an_answer_that_nobody_can_read_and_a_line_without_a_day_keep_nothing() -> None:
    bank = bank_tabs([advance()])
    assert listed(replace(bank, unread=frozenset(bank.bank.index)), CAME) == ()
    assert listed(bank_tabs([{**advance(), "booked_on": pd.NaT}]), CAME) == ()


def test_whose_it_is_tell_matches_while_they_do_else_the_bank() -> None:
    unknown = advance(inn="7700000000", counterparty="ООО «Ветер»")
    assert listed(bank_tabs([unknown]), CAME) == ()
    told = bank_tabs([unknown], (), [match("L-1", "", entity_id="E-001")])
    assert [one.entity_id for one in listed(told, CAME)] == ["E-001"]
    named = advance(inn="", counterparty="ООО «СЕВЕР»")
    assert [one.entity_id for one in listed(bank_tabs([named]), CAME)] == ["E-001"]


def test_the_oldest_comes_first_and_each_line_stands_once() -> None:
    lines = [advance("L-2", on="2026-03-13"), advance("L-1"), advance("L-1", 1)]
    found = listed(bank_tabs(lines), CAME)
    assert [(one.line_id, one.amount_minor) for one in found] == [
        ("L-1", 2_000_000),
        ("L-2", 2_000_000),
    ]


def due(
    advances: tuple[CalledAdvance, ...],
    previous: dict[str, tuple[int, date]] | None = None,
    others: tuple[Digest, ...] = (),
    **settings: Any,
) -> tuple[Digest, ...]:
    return with_advances(others, workbook(**settings), AS_OF, advances, previous or {})


def test_the_accountant_hears_of_each_invoice_once() -> None:
    bank = bank_tabs([advance()])
    (first,) = due(listed(bank, CAME))
    assert (first.to, first.roles, len(first.advances)) == (BOOKS, ("accountant",), 1)
    told = {key: (level, AS_OF) for key, level in first.marks}
    assert due(listed(bank, CAME), told) == ()
    (second,) = due(listed(bank, CAME, CAME.replace("45", "46")), told)
    assert second.advances[0].replace("\xa0", " ").endswith(": пришли счета № 45, № 46")
    assert len(second.marks) == 1


def test_of_many_twenty_are_named() -> None:
    bank = bank_tabs([advance(f"L-{at}") for at in range(22)])
    (digest,) = due(listed(bank, CAME))
    assert len(digest.advances) == 21
    assert digest.advances[20] == "и ещё 2, все — во вкладке «Выписка»"
    assert len(digest.marks) == 22


def test_they_stand_in_the_digest_that_the_accountant_gets_anyway() -> None:
    own = Digest(BOOKS.title(), "", ("curator",), "ru", AS_OF, marks=(("x", 1),))
    other = Digest(LEAD, "", ("manager",), "ru", AS_OF)
    found = due(listed(bank_tabs([advance()]), CAME), others=(other, own))
    assert [one.to for one in found] == [BOOKS.title(), LEAD]
    assert found[0].roles == ("curator", "accountant")
    assert found[0].marks[0] == ("x", 1)
    assert found[1] == other


def test_nobody_hears_where_there_is_nothing_or_no_accountant() -> None:
    other = (Digest(LEAD, "", ("manager",), "ru", AS_OF),)
    assert due((), others=other) == other
    assert due(listed(bank_tabs([advance()]), CAME), accountant_email="") == ()
