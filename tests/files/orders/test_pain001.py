"""The pain.001 file: against its schema, and what broke in others' files.

In our words: sums of two digits lost their zero (raphaelm/python-sepaxml 23), a control sum of
floats (digitick/php-sepa-xml 28, Project60 432), names over 70 signs (j-lawyer 3599), ids over 35
(erpnextswiss 58), Cyrillic names came out empty (php-sepa-xml 154), letters with marks were lost
(odoo 32569), signs outside of the basic set refused a whole file (OpenOlitor 67, Dolibarr 19558),
an empty FinInstnId (python-sepaxml 61), a declaration in single quotes (OCA/bank-payment 170),
empty remittance (php-sepa-xml PR 41), two batches in one file (phpFinTS 500).
"""

import re
import sys
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sepaxml.validation import ValidationError, try_valid_xml

from sheetsync.errors import MissingExtraError
from sheetsync.files.orders.order import Order, OrderBatch
from sheetsync.files.orders.pain001 import SCHEMA, pain001_file, refused_by_sepa, sepa_name
from sheetsync.files.orders.sepa_texts import sepa_text
from sheetsync.rules.payments.requisites import Requisites
from tests.files.orders.batches import (
    ABROAD,
    PURPOSE_ABROAD,
    VEKTOR,
    batch_abroad,
    order_abroad,
)
from tests.files.orders.test_client_bank import HOSTILE

SPACE = {"p": f"urn:iso:std:iso:20022:tech:xsd:{SCHEMA}"}
BASIC_SET = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]*")


def tree_of(content: bytes) -> Element:
    return fromstring(content)  # noqa: S314  # what we have just made


def checked(batch: OrderBatch) -> Element:
    """The file as a tree, once it was checked against the schema by the library itself."""
    content = pain001_file(batch)
    try_valid_xml(content, SCHEMA)
    return tree_of(content)


def texts(tree: Element, path: str) -> list[str]:
    return [found.text or "" for found in tree.iterfind(f".//{path}", SPACE)]


def test_the_schema_refuses_what_is_wrong() -> None:
    """Else no test below would show anything."""
    wrong = pain001_file(batch_abroad(order_abroad())).replace(b"<IBAN>NL", b"<IBAN>n-")
    with pytest.raises(ValidationError):
        try_valid_xml(wrong, SCHEMA)


def test_the_file_holds_what_was_ordered() -> None:
    tree = checked(batch_abroad(order_abroad(), order_abroad(102, 24)))
    assert texts(tree, "p:MsgId") == ["20260415-1-0025"]
    assert texts(tree, "p:CreDtTm") == ["2026-04-15T12:30:05"]
    assert texts(tree, "p:PmtInfId") == ["20260415-1-0025"]
    assert texts(tree, "p:ReqdExctnDt") == ["2026-04-15"]
    assert texts(tree, "p:InstdAmt") == ["50000.00", "0.24"]
    assert texts(tree, "p:CtrlSum") == ["50000.24", "50000.24"]
    assert texts(tree, "p:NbOfTxs") == ["2", "2"]
    assert texts(tree, "p:CdtrAcct/p:Id/p:IBAN") == ["NL91ABNA0417164300"] * 2
    assert texts(tree, "p:CdtrAgt/p:FinInstnId/p:BIC") == ["ABNANL2A"] * 2
    assert texts(tree, "p:DbtrAgt/p:FinInstnId/p:BIC") == ["COBADEFFXXX"]
    assert texts(tree, "p:Cdtr/p:Nm") == ["Wurth + Sohne"] * 2
    assert texts(tree, "p:Ustrd") == [PURPOSE_ABROAD] * 2
    assert texts(tree, "p:EndToEndId") == ["20260415-1-0025-101", "20260415-1-0025-102"]


def test_the_same_orders_at_the_same_moment_are_the_same_file() -> None:
    batch = batch_abroad(order_abroad())
    assert pain001_file(batch) == pain001_file(batch)
    later = replace(batch, made_at=batch.made_at + timedelta(seconds=1))
    assert pain001_file(batch) != pain001_file(later)


def test_the_declaration_is_the_one_that_every_bank_reads() -> None:
    content = pain001_file(batch_abroad(order_abroad()))
    assert content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:')
    assert b"FinInstnId/>" not in content
    assert b"FinInstnId />" not in content


@settings(max_examples=8)  # the library reads its schema each time
@given(st.lists(st.integers(1, 10**11), min_size=1, max_size=30))
def test_the_control_sum_is_the_sum_of_the_orders(sums: list[int]) -> None:
    orders = [order_abroad(101 + place, minor) for place, minor in enumerate(sums)]
    tree = tree_of(pain001_file(batch_abroad(*orders)))
    written = [Decimal(text) for text in texts(tree, "p:InstdAmt")]
    assert [int(amount * 100) for amount in written] == sums
    assert {Decimal(text) for text in texts(tree, "p:CtrlSum")} == {sum(written)}
    assert len(texts(tree, "p:PmtInf")) == 1


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_harms_nothing(name: str) -> None:
    payee = replace(ABROAD, legal_name=name)
    tree = checked(batch_abroad(order_abroad(payee=payee), order_abroad(102)))
    (first, second) = texts(tree, "p:Cdtr/p:Nm")
    assert BASIC_SET.fullmatch(first)
    assert second == "Wurth + Sohne"
    assert len(texts(tree, "p:CdtTrfTxInf")) == 2


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("ЮРИЙ", "IuRII"),
        ("Aktsiaselts Würth", "Aktsiaselts Wurth"),
        ("Aimée Example", "Aimee Example"),
        ('Ç & <Co> "X" _y_; @', "C + Co 'X' -y-, (at)"),
        ("Объём, подъезд, соль", "Obiom, podezd, sol"),
        ("/Slash/", "Slash"),
    ],
)
def test_a_name_is_spelt(name: str, spelt: str) -> None:
    assert sepa_name(name) == spelt


def test_a_long_name_is_cut_where_the_schema_says() -> None:
    name = "Amtsgericht Mayen - Mahngericht der Laender Rheinland-Pfalz und Saarland"
    payee = replace(ABROAD, legal_name=name)
    tree = checked(batch_abroad(order_abroad(payee=payee)))
    assert texts(tree, "p:Cdtr/p:Nm") == [name[:70].rstrip()]


def test_ids_are_as_long_as_the_schema_allows() -> None:
    batch = replace(batch_abroad(order_abroad(999_999)), batch_id="20260415-12-DE8937040044053")
    (written,) = texts(checked(batch), "p:EndToEndId")
    assert written.endswith("-999999")
    assert len(written) <= 35


ANYTHING = st.tuples(
    st.text(max_size=90) | st.text(st.characters(max_codepoint=0x4FF), min_size=1, max_size=90),
    st.text(max_size=160) | st.text(st.characters(max_codepoint=0x4FF), min_size=1, max_size=140),
)


@settings(max_examples=8)
@given(st.lists(ANYTHING, min_size=10, max_size=60))
def test_whatever_is_not_refused_passes_the_schema(drawn: list[tuple[str, str]]) -> None:
    orders = [
        order_abroad(1 + place, 100, replace(ABROAD, legal_name=name), purpose)
        for place, (name, purpose) in enumerate(drawn)
        if refused_by_sepa(replace(ABROAD, legal_name=name), purpose) is None
    ]
    tree = tree_of(pain001_file(batch_abroad(order_abroad(), *orders)))
    names, purposes = texts(tree, "p:Cdtr/p:Nm"), texts(tree, "p:Ustrd")
    assert len(names) == len(purposes) == len(orders) + 1
    assert all(text and BASIC_SET.fullmatch(text) for text in (*names, *purposes))


def said(payee: Requisites, purpose: str = PURPOSE_ABROAD) -> str | None:
    refused = refused_by_sepa(payee, purpose)
    return refused.said("en") if refused is not None else None


@pytest.mark.parametrize(
    ("payee", "purpose", "why"),
    [
        (VEKTOR, PURPOSE_ABROAD, "use --format 1c"),
        (replace(ABROAD, account="NL00ABNA0417164300"), PURPOSE_ABROAD, "IBAN"),
        (replace(ABROAD, bic="ABNA"), PURPOSE_ABROAD, "BIC"),
        (replace(ABROAD, legal_name="🙂"), PURPOSE_ABROAD, "🙂"),
        (replace(ABROAD, legal_name="𝒜cme"), PURPOSE_ABROAD, "𝒜cme"),
        (ABROAD, "", "purpose"),
        (ABROAD, "1" * 141, "140"),
        (ABROAD, "щ" * 50, "140"),
    ],
)
def test_what_the_format_cannot_hold_is_refused_by_name(
    payee: Requisites, purpose: str, why: str
) -> None:
    told = said(payee, purpose)
    assert told is not None
    assert why in told


def test_what_the_format_holds_is_not_refused() -> None:
    assert said(ABROAD) is None


@given(st.text(max_size=60))
def test_no_letter_is_lost_without_a_word(text: str) -> None:
    spelt = sepa_text(text, 1000)
    plain = [sign for sign in text if sign.isascii() and sign.isalnum()]
    if spelt is not None:
        assert [sign for sign in spelt if sign in plain] or not plain


def test_an_order_of_one_cent_has_its_zeros() -> None:
    one: Order = order_abroad(amount_minor=1)
    assert texts(checked(batch_abroad(one)), "p:InstdAmt") == ["0.01"]


def test_without_the_package_the_line_for_pip_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sepaxml", None)
    with pytest.raises(MissingExtraError) as error:
        refused_by_sepa(ABROAD, PURPOSE_ABROAD)
    assert "pip install 'sheetsync[sepa]'" in error.value.said("ru")
    with pytest.raises(MissingExtraError):
        pain001_file(batch_abroad(order_abroad()))
