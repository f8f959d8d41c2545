"""What an order says: the invoice first, the tax as typed, never more than the bank takes."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.rules.payments.order_purpose import (
    RUSSIAN_SIGNS,
    SEPA_SIGNS,
    PaidInvoice,
    fits,
    order_purpose,
    plain,
)
from sheetsync.tables.document_numbers import number_key

RUSSIAN, IBAN = "40602810700000000025", "NL91ABNA0417164300"
INVOICE = PaidInvoice(
    number="45",
    invoice_date=date(2026, 3, 12),
    month="2026-03",
    contract="14/24",
    amount_minor=5_000_000,
    vat_minor=833_333,
    pays_vat=True,
)


def test_it_says_what_the_specification_shows() -> None:
    assert order_purpose(INVOICE, 5_000_000, RUSSIAN) == (
        "Оплата по счету № 45 от 12.03.2026 за март 2026, договор № 14/24. В т.ч. НДС 8 333,33"
    )


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"pays_vat": False}, "НДС не облагается"),
        ({"vat_minor": 0}, "НДС не облагается"),
        ({"vat_minor": 1}, "В т.ч. НДС 0,01"),
        ({"vat_minor": 123_456_789, "amount_minor": 5_000_000}, "В т.ч. НДС 1 234 567,89"),
    ],
)
def test_the_tax_is_said_as_it_was_typed(changes: dict[str, object], text: str) -> None:
    told = order_purpose(replace(INVOICE, **changes), 5_000_000, RUSSIAN)  # type: ignore[arg-type]  # by name
    assert told.endswith(f". {text}")


@pytest.mark.parametrize(
    ("ordered", "share"), [(5_000_000, "8 333,33"), (2_500_000, "4 166,67"), (1, "0,00")]
)
def test_a_part_of_the_invoice_has_its_part_of_the_tax(ordered: int, share: str) -> None:
    assert order_purpose(INVOICE, ordered, RUSSIAN).endswith(f"НДС {share}")


@pytest.mark.parametrize(
    ("pays_vat", "vat_minor", "lacks"),
    [(True, None, True), (True, 0, False), (False, None, False), (True, 5, False)],
)
def test_a_tax_that_nobody_typed_is_lacking(
    *, pays_vat: bool, vat_minor: int | None, lacks: bool
) -> None:
    assert replace(INVOICE, pays_vat=pays_vat, vat_minor=vat_minor).lacks_vat is lacks


@pytest.mark.parametrize("number", ["№ 45", "№45", "# 45", "№ № 45"])
def test_a_number_has_one_sign(number: str) -> None:
    told = order_purpose(replace(INVOICE, number=number), 5_000_000, RUSSIAN)
    assert told.startswith("Оплата по счету № 45 от")


def test_without_month_and_contract_it_says_neither() -> None:
    bare = replace(INVOICE, month="", contract="")
    assert order_purpose(bare, 5_000_000, RUSSIAN) == (
        "Оплата по счету № 45 от 12.03.2026. В т.ч. НДС 8 333,33"
    )
    assert order_purpose(bare, 5_000_000, IBAN) == "Payment of invoice 45 dated 12.03.2026"


def test_what_gets_too_long_loses_the_contract_first_then_the_month() -> None:
    long = replace(INVOICE, contract="Д" * 150)
    assert order_purpose(long, 5_000_000, RUSSIAN) == (
        "Оплата по счету № 45 от 12.03.2026 за март 2026. В т.ч. НДС 8 333,33"
    )
    longer = replace(INVOICE, number="9" * 148)
    told = order_purpose(longer, 5_000_000, RUSSIAN)
    assert "9" * 148 in told
    assert "март" not in told
    assert told.endswith("В т.ч. НДС 8 333,33")
    assert fits(told, RUSSIAN)


def test_a_number_is_never_cut() -> None:
    told = order_purpose(replace(INVOICE, number="9" * 200), 5_000_000, RUSSIAN)
    assert "9" * 200 in told
    assert not fits(told, RUSSIAN)


@pytest.mark.parametrize(("account", "most"), [(RUSSIAN, RUSSIAN_SIGNS), (IBAN, SEPA_SIGNS)])
def test_the_last_sign_that_fits_fits(account: str, most: int) -> None:
    assert fits("x" * most, account)
    assert not fits("x" * (most + 1), account)


@pytest.mark.parametrize(
    ("number", "written"),
    [("УТ-15", "YT-15"), ("сч-1", "сч-1"), ("Д-7", "Д-7"), ("AB/7", "AB/7"), ("а–1", "A-1")],
)
def test_abroad_a_number_is_latin_where_its_key_stays(number: str, written: str) -> None:
    told = order_purpose(replace(INVOICE, number=number), 5_000_000, IBAN)
    assert told.startswith(f"Payment of invoice {written} dated")
    assert number_key(written) == number_key(number)


@given(st.text(max_size=80), st.text(max_size=80), st.integers(1, 10**11))
def test_it_is_one_line_of_plain_signs(number: str, contract: str, minor: int) -> None:
    drawn = replace(INVOICE, number=number, contract=contract, amount_minor=minor)
    for account in (RUSSIAN, IBAN):
        told = order_purpose(drawn, minor, account)
        assert told == plain(told)
        assert told.isprintable()
        assert "  " not in told
