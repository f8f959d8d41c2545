"""What we order is what the reader of statements reads, and what the matcher finds exactly.

Acceptance: adoption.md P5, 1 and 5.
"""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheetsync.files.orders.client_bank import client_bank_file, refused_by_client_bank
from sheetsync.files.orders.order import Order, OrderBatch
from sheetsync.files.statements import read_statements
from sheetsync.rules.payables import payables
from sheetsync.rules.payments.classes import OurSide
from sheetsync.rules.payments.importing import OwnAccount, new_lines
from sheetsync.rules.payments.levels import Level
from sheetsync.rules.payments.matching import Against, matched_lines
from sheetsync.rules.payments.ordering import checked
from sheetsync.rules.payments.planning import Wish, plan_rows, planned
from sheetsync.tables.bank_lines import BankLine
from sheetsync.tables.catalogue.payments import BANK, PAYMENT_LOG
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.table import Tables
from tests.files.orders.batches import DAY, OURS, VEKTOR, batch, order
from tests.files.orders.test_client_bank import GOLDEN, HOSTILE
from tests.rules.payments.plans import AGREEMENTS, OTHER, PLAN, drawn_company, payable

ENTITIES = f"""
    entities
    entity_id  | partner_id | legal_name   | kind    | inn         | kpp       | vat | bic        | account
    7707083893 | P-001      | ООО «Вектор» | company | '7707083893 | 770701001 | vat | '049805746 | '{OTHER}
    7736207543 | P-001      | АО «Заря»    | company | '7736207543 | 773601001 | vat | '049805746 | '{OTHER}
"""  # noqa: E501  # a drawing


def lines_of(path: Path) -> tuple[BankLine, ...]:
    told = read_statements(path, accounts=[OURS.account])
    assert told.troubles == ()
    assert told.format == "1c"
    (statement,) = told.statements
    return statement.lines


def test_the_golden_file_reads_as_it_was_ordered() -> None:
    first, second = lines_of(GOLDEN)
    assert first == BankLine(
        booked_on=DAY,
        account=OURS.account,
        flow="out",
        amount_minor=5_000_000,
        currency=first.currency,
        counterparty=VEKTOR.legal_name,
        inn=VEKTOR.inn,
        kpp=VEKTOR.kpp,
        their_account=VEKTOR.account,
        their_bic=VEKTOR.bic,
        purpose="Оплата по счету № 45 от 12.03.2026 за март 2026, договор № 14/24. "
        "В т.ч. НДС 8 333,33",
        doc_no="101",
        place=first.place,
    )
    assert (second.doc_no, second.amount_minor, second.counterparty) == ("102", 5, "ИП Ёлкин")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_reads_as_one_of_signs(name: str, tmp_path: Path) -> None:
    path = tmp_path / "pay.txt"
    payee = replace(VEKTOR, legal_name=name)
    path.write_bytes(client_bank_file(batch(order(payee=payee), order(102))))
    first, second = lines_of(path)
    assert (first.amount_minor, second.doc_no) == (5_000_000, "102")
    assert first.their_account == VEKTOR.account


HEAD = (
    "direction | entity_id | kind | number | invoice_date | month | amount | due_date | vat_amount"
)
NUMBERS = st.one_of(
    st.integers(1, 99_999).map(str),
    st.from_regex(r"(УТ|СЧ|A|INV|Б|РТ)-[0-9]{1,6}", fullmatch=True),
    st.from_regex(r"[0-9]{1,4}/[0-9]{2}", fullmatch=True),
    st.from_regex(r"00[1-9][0-9]{0,3}", fullmatch=True),
    st.from_regex(r"[1-9][0-9]{0,3}(А|к|-п)", fullmatch=True),
)
CONTRACTS = st.from_regex(r"([1-9][0-9]{0,3}|Д-[0-9]{1,4}/26|[0-9]{1,3}/24)", fullmatch=True)


@st.composite
def companies(draw: st.DrawFn) -> Tables:
    """A company that owes several invoices to two legal entities, under a contract or none."""
    numbers = draw(st.lists(NUMBERS, min_size=1, max_size=8, unique_by=lambda one: one.lstrip("0")))
    rows = []
    for place, number in enumerate(numbers):
        day = date(2026, 1, 1) + timedelta(days=draw(st.integers(0, 80)))
        minor = draw(st.integers(1_000, 99_999_999))
        vat = draw(st.sampled_from(["0", f"{minor // 6 / 100:.2f}".replace(".", ",")]))
        entity = ("7707083893", "7736207543")[place % 2]
        amount = f"{minor // 100},{minor % 100:02}"
        months = f"{day} | {day:%Y-%m} | {amount} | {day} | {vat}"
        rows.append(f"    in | {entity} | invoice | '{number} | {months}")
    contract = draw(st.none() | CONTRACTS)
    agreements = AGREEMENTS.replace("14/24", f"'{contract}") if contract else ""
    drawing = "\n".join(["", "    invoices", f"    {HEAD}", *rows, ""])
    return drawn_company(drawing, ENTITIES, agreements)


def ordered(tables: Tables) -> tuple[OrderBatch, list[str]]:
    """Everything that is due, planned, ticked and ordered; and which invoice each order pays."""
    invoices = payable(tables)
    plan = planned(invoices, Wish(until=DAY, currency="RUB"))
    rows = plan_rows(plan, PLAN, "ru")
    looked = checked(rows.assign(pay=True), invoices)
    assert looked.refused == ()
    orders = tuple(
        Order(
            order_no=place,
            ordered_on=DAY,
            amount_minor=one.amount_minor,
            payee=one.payee,
            purpose=one.purpose,
        )
        for place, one in enumerate(looked.ready, start=1)
    )
    assert not any(refused_by_client_bank(one.payee, one.purpose) for one in orders)
    return batch(*orders), [one.number for one in looked.ready]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(companies())
def test_an_ordered_payment_is_found_exactly_in_the_statement(
    tmp_path: Path, tables: Tables
) -> None:
    orders, numbers = ordered(tables)
    path = tmp_path / "statement.txt"
    path.write_bytes(client_bank_file(orders))
    told = read_statements(path, accounts=[OURS.account])
    ours = [OwnAccount(OURS.account, "RUB")]
    lines = new_lines(typed_frame(BANK.columns), [told], ours).rows
    against = Against(
        invoices=payables(tables, DAY).invoices,
        entities=tables.frame("entities"),
        log=typed_frame(PAYMENT_LOG.columns),
        ours=OurSide(accounts=(OURS.account,)),
    )
    found = matched_lines(lines, against)
    assert len(found) == len(numbers)
    by_order = dict(zip(lines["doc_no"], found, strict=True))
    for order_no, number in enumerate(numbers, start=1):
        match = by_order[str(order_no)].match
        sum_minor = orders.orders[order_no - 1].amount_minor
        told_why = [why.said("ru") for why in match.why]
        assert match.level is Level.EXACT, (number, orders.orders[order_no - 1].purpose, told_why)
        assert [(part.number, part.amount_minor) for part in match.parts] == [(number, sum_minor)]
