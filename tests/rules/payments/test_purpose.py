"""Which invoices a purpose names: every trap of the rules as a text."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.rules.payments.purpose import read_purpose, read_purposes
from sheetsync.tables.document_numbers import number_key
from sheetsync.tables.number_words import WrittenDay

#: A hundred times what it takes.
_LONGEST_SECONDS = 5
TEXTS = [
    # Words of invoices, with and without №, glued, in lists.
    ("Оплата по счету № 12", "12"),
    ("Оплата по счёту 12", "12"),
    ("оплата счета12", "12"),
    ("сч.12", "12"),
    ("сч12", "СЧ12"),
    ("Сч№12", "12"),
    ("ОПЛАТА СЧЕТА N12", "12"),
    ("Cчет № 12", "12"),
    ("счет на оплату покупателю № 0000-000012", "0000-000012"),
    ("Счет-договор № 5", "5"),
    ("счет номер 12", "12"),
    ("инвойс 12", "12"),
    ("Оплата по сч. №12,13 и УТ-15 от 01.02.26", "12 13 УТ-15"),
    ("по счетам №№ 12, 13, а также № 14", "12 13 14"),
    ("сч. №12 №13; 14+15 & 16", "12 13 14 15 16"),
    ("счета 12,13", "12 13"),
    ("счет 12 и счет 13", "12 13"),
    ("счет № 12 и акт № 7, счет № 13", "12 13"),
    ("счет № 12, сч. № 12, с/ф 12", "12"),
    ("по счету 12/1 и 12/2", "12/1 12/2"),
    ("счет 2026-15", "2026-15"),
    ("счет А-12/3", "А-12/3"),
    ("счет № УТ 15", "УТ 15"),
    ("счет № и 15", ""),
    ("счет № 12.Без НДС", "12"),
    ("счет № 12.5", "12.5"),
    ("счет за услуги связи № 12", "12"),
    ("счет, выставленный за март, № 12", "12"),
    # A number behind no word of an invoice.
    ("Оплата № 12", "12"),
    ("За аренду #12, #13", "12 13"),
    ("Оплата 12", ""),
    ("12", "12"),
    ("12, 13 и УТ-15.", "12 13 УТ-15"),
    ("№ 12 по счету 13", "13"),
    ("", ""),
    ("без договора", ""),
    # Ranges are no numbers: which ones are meant is not said.
    ("по счетам №№ 12-15", "12-15"),
    ("по счетам 12 – 15", "12 - 15"),
    ("счета с № 12 по № 15", "12 ПО № 15"),
    ("invoices 12 to 15", "12 TO 15"),
    ("счета 12…15", "12…15"),
    # Days and periods.
    ("счет от 01.02.2026 № 12", "12"),
    ("счет № 12 от 1 февраля 2026 г., № 13 от 5 марта", "12 13"),
    ("счет 12 за март 2026, 2 кв. 2026, 2026 год", "12"),
    ("счета 12, март-апрель 2026 г., 03.2026", "12 03.2026"),
    ("счет 12 за 03.2026 и за 2026 г.", "12"),
    ("Оплата 2026 год № 12", "12"),
    ("счет № 12/2026 г. Москва", "12/2026"),
    ("счет №12/02/2026", "12/02/2026"),
    ("счет № 12от 01.02.2026", "12"),
    ('счет №А-12 от "01" февраля 2026 г.', "А-12"),
    # Taxes.
    ("сч. 12. В т.ч. НДС 20% - 8333-33", "12"),
    ("сч. 12 в т.ч. НДС (20 %) 8 333,33 руб.", "12"),
    ("НДС 20% 8333.33, сч. 12", "12"),
    ("счет 12, без налога (НДС), 13", "12 13"),
    ("счет 12 НДС не облагается, счет 13", "12 13"),
    ("счета 12, в том числе НДС 10 % 909.09, № 13", "12 13"),
    ("сумма НДС 8333.33 № 12", "12"),
    ("inv. 12 incl. VAT 20% 8,333.33", "12"),
    ("Rechnung 12 inkl. 19% MwSt 159,66 EUR", "12"),
    ("№ 12 шот бойынша төлем, ҚҚС 12% 5357.14", "12"),
    # Sums.
    ("сумма 50000-00 сч 12", "12"),
    ("счет № 12 на сумму 50 000,00 руб., № 13 на сумму 1000", "12 13"),
    ("счет 12 50 000 руб.", "12"),
    ("счета 12, 13, 50 000,00", "12 13"),
    ("счет 12, 500 руб., 3 шт., 20 %", "12"),
    ("счет 12 amount EUR 5000.00", "12"),
    # Other papers, with words between, in lists.
    ("По акту № 7, счёт-фактура 12", ""),
    ("сч.ф. 12, сч-ф 13, с/ф 14, СФ 15, счет фактура №16, э/с", ""),
    ("Оплата по счет-фактуре № 77", ""),
    ("счетом-фактурой № 77 и счетом № 12", "12"),
    ("счет-фактура и счет № 12", "12"),
    ("по дог. 14/24 счет 12", "12"),
    ("договор поставки от 01.02.2026 № 14/24, № 15", ""),
    ("по договору оплата счета № 12", "12"),
    ("доп.соглашение № 3 к договору № 5, приложение №2: счет №12", "12"),
    ("УПД 15, 16, накладная № 17 и № 18, ТОРГ-12 № 19; счет 12", "12"),
    ("акты № 7, 8 по счетам № 12, 13", "12 13"),
    ("платежное поручение № 45, п/п 46, плат.пор. 47", ""),
    ("заказ 4711, заявка № 4712, счет №12", "12"),
    ("Purchase order 4711, PO 4712, invoice no. 12", "12"),
    ("Contract 14/24, act 7: INV 12", "12"),
    # Accounts and people.
    ("перевод на счет 40702810900000000001", ""),
    ("на р/с 40702810900000000001 по счету 12", "12"),
    ("расчетный счет № 123, л/с 456, лицевой счет 789", ""),
    ("тел. +7 (916) 123-45-67, моб. 89161234567 счет №12", "12"),
    ("ИНН 7701234567 КПП 770101001 счет 12", "12"),
    ("счет DE89370400440532013000", ""),
    ("счет DE89370400440532013001", "DE89370400440532013001"),
    ("За счет средств бюджета 12", ""),
    ("кв. № 5, д. № 7", ""),
    ("Аренда помещения №12, а/м № 5, room # 305", ""),
    # English, German, Kazakh, Russian in Latin letters.
    ("Payment for invoice INV-2026-001 dated 1 Feb 2026", "INV-2026-001"),
    ("inv#12, inv 13 and 14", "12 13 14"),
    ("Invoices 12, 13 and 14", "12 13 14"),
    ("bill no. 12", "12"),
    ("INV-12, INV-13", "INV-12 INV-13"),
    ("счет 12 сч13, inv14", "12 СЧ13 INV14"),
    ("№ 12 n13", "12 N13"),
    ("Rechnung Nr. 12 vom 01.02.2026, Kunden-Nr. 4711", "12"),
    ("Bestellung 4711 Rechnungsnummer: 12", "12"),
    ("Rg. 12 und 13", "12 13"),
    ("Re.-Nr. 2026/12 Kd.-Nr. 55", "2026/12"),
    ("по сч-ту № 12, сч-у 13", "12 13"),
    ("(VO80150)Оплата по инвойсу 12.Сумма 120000-00В т.ч. НДС(20%)20000-00", "12"),
    ("За мат-лы по сч№ 45,46 от 1.02.26,47 от 2.02.26г.", "45 46 47"),
    ("по счету б/н от 01.02.2026", ""),
    ("RE 12, Vertrag 5", "12"),
    ("RE-2026-001", "RE-2026-001"),
    ("шот № 12, шот-фактура № 99, келісімшарт № 5", "12"),
    ("OPLATA PO SCHETU 12 OT 01.02.2026 DOG. 14/24 V T.CH. NDS 20% 8333-33", "12"),
    ("OPLATA PO SCHETAM N 12, 13 I 14. NDS NE OBLAGAETSYA", "12 13 14"),
    ("PO ScETU n 12 OT 01.02.2026, AKT 7", "12"),
    ("SCHET-FAKTURA 77", ""),
    ("PO SCH.105, PRILOZHENIE N 26 K KONTRAKTU 299/25, ZAYAVKA N 129, LICEVOY SCHET 5", "105"),
    ("INVOICE 301/PO 99812", "301"),
    ("R/S 40702810900000000001, SCHET 12", "12"),
    ("Arve: 134408 RKID:3456345634563456", "134408"),
    # Creditor references.
    ("RF18539007547034", "RF18539007547034"),
    ("RF18 5390 0754 7034 danke", "RF18539007547034"),
    ("ref rf18539007547034, invoice 12", "RF18539007547034 12"),
    # A wrong check digit: it names no invoice of the reference.
    ("RF19539007547034", "RF19539007547034"),
    # What others stumbled on: one group of digits of a long reference; digits within digits.
    ("45 RE34Y U0000 00000 02019 00014", ""),
    ("Levbet Tele2 (1814)", ""),
    ("invoices 2018/0002 and 2018/0003", "2018/0002 2018/0003"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "numbers"), TEXTS)
def test_a_purpose_names_these_invoices_and_no_others(text: str, numbers: str) -> None:
    found = [named.text for named in read_purpose(text)]
    # Numbers with spaces stand alone in their case.
    assert " ".join(found) == numbers


def test_many_purposes_are_read_as_one_by_one() -> None:
    texts = [text for text, _ in TEXTS]
    assert read_purposes(texts) == [read_purpose(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("сч. № 0012", ("12",)),
        ("сч. ут–15", ("YT-15",)),
        # The book may know the number with the word or without it.
        ("INV-001", ("INV-001", "1")),
        ("invoice INV-001", ("INV-001", "1")),
        ("RF18539007547034", ("539007547034", "RF18539007547034")),
        ("счет № УТ 15", ("YT15",)),
        ("сч12", ("CЧ12", "12")),
        ("INV2", ("INV2", "2")),
        # A number with a space, or something else behind it: the book decides.
        ("счет № 814 3 от 01.02.2026", ("8143", "814")),
        ("счет № 65У//2", ("65Y//2", "65Y")),
        ("счет № 5837У6 8-А, акт 7", ("5837Y68-A", "5837Y6")),
        ("счет № 12 50000-00 НДС 20%", ("1250000-00", "12")),
        ("счет № 12 3 шт.", ("12",)),
    ],
)
def test_numbers_are_compared_by_key(text: str, keys: tuple[str, ...]) -> None:
    assert [named.keys for named in read_purpose(text)] == [keys]


_FEBRUARY = WrittenDay(date(2026, 2, 1))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("счет № 12 от 01.02.26", [_FEBRUARY]),
        ("счет № 12 (01.02.2026)", [_FEBRUARY]),
        ("счет от 01.02.2026 № 12", [_FEBRUARY]),
        ("счет от 01.02.2026 №№ 12, 13", [None, None]),
        ("счет № 12 от 1 февраля", [WrittenDay(date(2024, 2, 1), has_year=False)]),
        ("счет № 12 от 01.02", [WrittenDay(date(2024, 2, 1), has_year=False)]),
        ("счет № 12 от 2026-02-01", [_FEBRUARY]),
        ("invoice 12 dated 1 Feb 2026", [_FEBRUARY]),
        ("счет № 12 от 31.02.2026", [None]),
        ("счет № 12 от 01/02/2026", [None]),
        ("счет № 12 от 01.02.26, № 13", [_FEBRUARY, None]),
        ("счет № 12 и счет № 12 от 01.02.2026", [_FEBRUARY]),
        ("счет № 12 от 01.02.2026 и № 12 от 02.02.2026", [_FEBRUARY, WrittenDay(date(2026, 2, 2))]),
        ("счет № 12 от 01.02.2026 12:00:00", [_FEBRUARY]),
    ],
)
def test_the_day_behind_a_number_is_kept(text: str, days: list[WrittenDay | None]) -> None:
    assert [named.day for named in read_purpose(text)] == days


def test_a_purpose_with_more_days_than_anybody_writes_is_read() -> None:
    text = "счет № 12 " + "01.02.2026, " * 5000
    assert [named.text for named in read_purpose(text)][:1] == ["12"]


def test_signs_that_stand_for_days_inside_mean_nothing_outside() -> None:
    assert [named.text for named in read_purpose("счет № 12 \ue000 \ue001")] == ["12"]


@given(st.text(st.sampled_from("счет№ от 12.0-/(),;рндсrfиinv"), max_size=60))
def test_any_text_is_read_and_numbers_stand_in_it(text: str) -> None:
    for named in read_purpose(text):
        assert named.keys == tuple(dict.fromkeys(named.keys))
        assert number_key(named.text) in named.keys


@pytest.mark.parametrize("head", ["", "счет ", "договор ", "№"])
@pytest.mark.parametrize(
    "unit",
    ["а", "счет", "руб", "слово ", "1", "а1", "1-", "№1", "1 ", "1,", "12 и ", "от 1.1.11 ",
     "ндс 1 ", "счет ", "март ", "0 000", "12 по "],
)  # fmt: skip
def test_a_long_text_is_read_in_little_time(head: str, unit: str) -> None:
    started = time.process_time()
    # What is parted in all ways, or looked for at each place, takes minutes.
    read_purpose(f"{head}{unit * 400} 1")
    assert time.process_time() - started < _LONGEST_SECONDS
