"""The file for 1C's exchange with banks: byte by byte, read again, and with hostile texts.

What broke in others' files, in our words: line breaks and tabs in a purpose (Contabilizare/c5 438),
a long purpose cut at a wrong place (Contabilizare/c5 319), a value too long for the bank's field
(1C-Company/DirectBank 95), sums without kopecks (kilylabs/client-bank-exchange-php 4), a file in
another encoding than it declares (VSydorenko/SMP_BankExchange 12).
"""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.files.orders.client_bank import (
    NAME_SIGNS,
    client_bank_file,
    lacking_sign,
    refused_by_client_bank,
)
from sheetsync.rules.payments.requisites import Requisites
from tests.files.orders.batches import ABROAD, DAY, OURS, PURPOSE, VEKTOR, batch, order

GOLDEN = Path(__file__).with_name("golden") / "orders_1c.txt"


def documents(content: bytes) -> list[dict[str, str]]:
    """The payment orders of a file: a reader of its own, by the published table alone."""
    text = content.decode("cp1251")
    assert text.endswith("\r\n")
    lines = text.split("\r\n")[:-1]
    assert not any("\r" in line or "\n" in line for line in lines)
    assert (lines[0], lines[-1]) == ("1CClientBankExchange", "КонецФайла")
    found: list[dict[str, str]] = []
    for line in lines[1:-1]:
        key, _, value = line.partition("=")
        if key == "СекцияДокумент":
            found.append({})
        elif key == "КонецДокумента":
            assert found
        elif found:
            assert key not in found[-1]
            found[-1][key] = value
    return found


def test_the_file_is_this_one_byte_by_byte() -> None:
    content = client_bank_file(
        batch(
            order(),
            order(102, 5, replace(VEKTOR, legal_name="ИП Ёлкин", kpp="", inn="500100732259"),
                  "Оплата по счету № УТ-2 от 01.04.2026. НДС не облагается"),
        )
    )  # fmt: skip
    assert content == GOLDEN.read_bytes()


def test_its_documents_hold_what_was_ordered() -> None:
    first, second = documents(client_bank_file(batch(order(), order(102, 1_234_567_890))))
    assert first["Номер"] == "101"
    assert first["Дата"] == "15.04.2026"
    assert first["Сумма"] == "50000.00"
    assert first["НазначениеПлатежа"] == PURPOSE
    assert [first[f"Плательщик{key}"] for key in ("Счет", "ИНН", "КПП", "БИК", "Корсчет")] == [
        OURS.account, OURS.inn, OURS.kpp, OURS.bic, OURS.corr_account,
    ]  # fmt: skip
    assert [first[f"Получатель{key}"] for key in ("Счет", "ИНН", "КПП", "БИК")] == [
        VEKTOR.account, VEKTOR.inn, VEKTOR.kpp, VEKTOR.bic,
    ]  # fmt: skip
    assert (first["ВидОплаты"], first["Очередность"]) == ("01", "5")
    assert (second["Номер"], second["Сумма"]) == ("102", "12345678.90")


@pytest.mark.parametrize(
    ("minor", "written"), [(1, "0.01"), (24, "0.24"), (100, "1.00"), (1999, "19.99")]
)
def test_a_small_sum_has_its_kopecks(minor: int, written: str) -> None:
    (document,) = documents(client_bank_file(batch(order(amount_minor=minor))))
    assert document["Сумма"] == written


def test_what_is_not_known_has_no_line() -> None:
    payer = replace(OURS, kpp="", bank="", city="", corr_account="")
    (document,) = documents(client_bank_file(batch(order(), payer=payer)))
    assert "" not in document.values()
    assert "ПлательщикКПП" not in document
    assert "ПлательщикКорсчет" not in document


HOSTILE = (
    '=HYPERLINK("http://evil.example";"ООО")',
    'ООО "Вектор", "Сын" и \'Ко\'',
    "ООО «Век\nтор»",
    "ООО\r\nКонецДокумента\r\nСекцияДокумент=Платежное поручение\r\nСумма=1.00",
    "ООО\tВектор\x00\x0b\x1f",
    "КонецФайла",
    "ООО=Вектор=",
    "+7 (495) 000",
    "-ООО-",
    "@cmd",
    "ООО\u2028Вектор\u0085",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_in_its_line(name: str) -> None:
    payee = replace(VEKTOR, legal_name=name)
    told = documents(
        client_bank_file(batch(order(payee=payee, purpose=f"Счет {name}"), order(102)))
    )
    assert [document["Номер"] for document in told] == ["101", "102"]
    assert told[0]["Сумма"] == "50000.00"
    whole = "".join(name.split()).translate(dict.fromkeys((0, 11, 31)))
    assert "".join(told[0]["Получатель"].split()) == whole
    assert "".join(told[0]["НазначениеПлатежа"].split()) == f"Счет{whole}"


@given(
    st.text(st.characters(codec="cp1251"), max_size=200),
    st.text(st.characters(codec="cp1251"), max_size=200),
    st.integers(1, 10**12),
)
def test_whatever_the_texts_every_document_is_read_again(
    name: str, purpose: str, minor: int
) -> None:
    payee = replace(VEKTOR, legal_name=name)
    told = documents(client_bank_file(batch(order(101, minor, payee, purpose), order(102))))
    assert len(told) == 2
    assert int(told[0]["Сумма"].replace(".", "")) == minor
    assert told[0].get("НазначениеПлатежа", "") == " ".join(
        "".join(sign if sign.isprintable() else " " for sign in purpose).split()
    )


def said(payee: Requisites, purpose: str = PURPOSE) -> str | None:
    refused = refused_by_client_bank(payee, purpose)
    return refused.said("ru") if refused is not None else None


def test_what_the_format_holds_is_not_refused() -> None:
    assert said(VEKTOR) is None


@pytest.mark.parametrize(
    ("payee", "purpose", "why"),
    [
        (replace(VEKTOR, legal_name="ООО «Żubr»"), PURPOSE, "Ż"),
        (VEKTOR, "Оплата по счету № 45 🙂", "🙂"),
        (replace(VEKTOR, legal_name="ООО\u2011Вектор"), PURPOSE, "\u2011"),
        (replace(VEKTOR, legal_name="О" * (NAME_SIGNS + 1)), PURPOSE, "160"),
        (VEKTOR, "№" * 211, "210"),
        (ABROAD, PURPOSE, "--format pain001"),
    ],
)
def test_what_the_format_cannot_hold_is_refused_by_name(
    payee: Requisites, purpose: str, why: str
) -> None:
    told = said(payee, purpose)
    assert told is not None
    assert why in told


@pytest.mark.parametrize("sign", ["Ё", "ё", "№", "«", "»", "—", "–", "…", "€", "’"])
def test_signs_of_cp1251_are_no_foreign_ones(sign: str) -> None:
    assert lacking_sign([f"ООО {sign}"]) is None


def test_the_days_of_the_header_are_those_of_the_orders() -> None:
    early = replace(order(), ordered_on=DAY.replace(day=13))
    text = client_bank_file(batch(order(102), early)).decode("cp1251")
    assert "ДатаНачала=13.04.2026\r\nДатаКонца=15.04.2026\r\n" in text
