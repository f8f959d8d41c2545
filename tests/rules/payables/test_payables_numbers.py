import time
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.rules.payables.grouping import day_number
from sheetsync.rules.payables.numbering import number_codes, with_number_keys
from sheetsync.tables.document_numbers import folded_number, number_key, strict_numbers
from sheetsync.tables.number_words import without_words

#: Numbers of every making: heads and digits, digits within, none at the end, too many of them,
#: and heads with digits that many share.
NUMBERS = (
    st.text(st.sampled_from("01579N№# УТ-Nnx/\0\u00a0٣ŉßА"), max_size=6)
    | st.sampled_from(["1" * 18, "1" * 19, "0" * 18 + "1", "0" * 20 + "1", "A" + "1" * 19])
    | st.builds(
        "{}{}{}".format,
        st.sampled_from(["2026/", "26-", "УТ-2", "1/", "Счёт № ", "счет ", "inv. 2/", "№ 2026/"]),
        st.integers(0, 2200),
        st.sampled_from(["", "", " от 01.02.2026", " от 5.3", "/2", " г"]),
    )
)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("12", "12"),
        ("№ 12", "12"),
        ("0012", "12"),
        ("#12", "12"),
        ("N12", "12"),
        ("n 12", "12"),
        ("N УТ-15", "YT-15"),
        ("УТ-15", "YT-15"),
        ("ут 15", "YT15"),
        (" 1 2\u00a03 ", "123"),
        ("1\u200b2", "12"),
        ("000", "0"),
        ("0", "0"),
        ("№ N 5", "5"),
        ("№№ 7", "7"),
        ("NX-1", "NX-1"),  # not a number sign, else it would be X-1
        ("00-12", "00-12"),  # zeros are dropped from pure digits only
        ("", ""),
        ("1\x002", "12"),
    ],
)
def test_a_number_is_compared_by_its_key(typed: str, key: str) -> None:
    assert number_key(typed) == key


def test_numbers_and_references_share_their_codes() -> None:
    invoices = pd.DataFrame(
        {"number": ["12", None, "K-1"], "ref_number": [None, "7", "Счёт № 012"]}, dtype="str"
    )
    codes = number_codes(invoices)
    assert codes.number[0] == codes.ref[2] >= 0
    assert (codes.number >= 0).tolist() == [True, False, True]
    assert (codes.ref >= 0).tolist() == [False, True, True]
    assert codes.written == {}


def test_numbers_that_share_a_head_with_digits_stay_apart() -> None:
    numbers = ["2026/15", "2026/215", "2026/25", "2026/ 15", "26/2015", "15"]
    codes = number_codes(pd.DataFrame({"number": numbers, "ref_number": None}, dtype="str"))
    assert codes.number[0] == codes.number[3]
    assert len(set(codes.number.tolist())) == len(numbers) - 1


@given(st.lists(st.tuples(st.none() | NUMBERS, st.none() | NUMBERS), max_size=12))
def test_codes_are_equal_where_folds_are(rows: list[tuple[str | None, str | None]]) -> None:
    invoices = pd.DataFrame(rows, columns=["number", "ref_number"], dtype="str")
    found = number_codes(invoices)
    codes = [*found.number.tolist(), *found.ref.tolist()]
    numbers = [*(row[0] for row in rows), *(row[1] for row in rows)]
    folds = [None if number is None else folded_number(number) for number in numbers]
    assert [code == -1 for code in codes] == [fold is None for fold in folds]
    assert len(set(zip(codes, folds, strict=True))) == len(set(codes)) == len(set(folds))


@given(st.lists(NUMBERS, max_size=8))
def test_a_column_has_the_days_of_its_numbers(numbers: list[str]) -> None:
    invoices = pd.DataFrame({"number": numbers, "ref_number": "1 от 05.05.2026"}, dtype="str")
    days = {place: without_words(number)[1] for place, number in enumerate(numbers)}
    assert number_codes(invoices).written == {place: day for place, day in days.items() if day}


@pytest.mark.parametrize(
    "typed",
    [
        "12",
        "№ 12",
        "Счёт № 12",
        "счет 12",
        "Счет на оплату №12 от 1 февраля 2026 г.",
        "12 от 01.02.2026",
        "12 от 01.02.26 г",
        "№12 от 01.02.2026 года",
        "0012 от 2026-02-01",
        "12, от 1.2.2026",
        "12от01.02.2026",
        "Invoice #12 dated 2026-02-01",
        "INVOICE No. 12 dated February 1, 2026",
        "inv. 12",
        "inv.№12",
        "Bill 12",
        "No 12",
        "Nº 12",
        "N° 12",
        "invoice number 12",
        "1\u200e2",
        "Счет на оплату покупателю 12 от 01.02.2026 12:03:14",  # as 1C names a document
        "Счет покупателю № 12 от 01.02.2026 0:00:00",
        "счет клиенту 12 от 1 февраля 2026 г. 9:05",
        "Счёт: 12",
        "Invoice No: 12",
        "Сч. № 12",
        "сч.№12",
        "Cчeт № 12",  # noqa: RUF100  # Latin c and e
        "12 oт 01.02.2026",
        "12 (от 01.02.2026)",
        "12 от «01» февраля 2026 г.",
        '12 от "01" февраля 2026 года',
        "12 от 02/03/2026",  # a day that two people read in two ways is no part of the number
    ],
)
def test_words_and_days_copied_with_a_number_are_no_part_of_it(typed: str) -> None:
    assert folded_number(typed) == "12"


@pytest.mark.parametrize(
    ("typed", "fold"),
    [
        ("INV-001", "INV-001"),  # a word counts as copied only before a space or №
        ("Счёт-12", "CЧЁT-12"),
        ("Invoice12", "INVOICE12"),
        ("Billing 7", "BILLING7"),
        ("No-12", "NO-12"),
        ("12/А", "12/A"),
        ("12 от 31.02.2026", "12OT31.02.2026"),  # not a day
        ("12 от 5", "12OT5"),
        ("12 от 12 пентября", "12OT12ПEHTЯБPЯ"),
        ("УТ–15", "YT-15"),
        ("УТ−15", "YT-15"),
        ("01.02.2026", "01.02.2026"),
        ("Ремонт 1 от 31.03", "PEMOHT1"),
        ("Сч-12", "CЧ-12"),
        ("Счётчик 12", "CЧЁTЧИK12"),
        ("Счет-фактура 12", "CЧET-ФAKTYPA12"),
        ("12 от 25:00", "12OT25:00"),
    ],
)
def test_what_is_part_of_a_number_stays(typed: str, fold: str) -> None:
    assert folded_number(typed) == fold


@pytest.mark.parametrize(
    "typed",
    ["б/н", "Б/Н", "б.н.", "без номера", "-", "—", "–", "н/д", "n/a", "N/A", "нет", "№", "Счёт",
     "Счёт б/н", "б/н от 01.02.2026", "Счёт от 01.02.2026", "…", "", "__"],
)  # fmt: skip
def test_what_says_that_there_is_no_number_is_none(typed: str) -> None:
    assert folded_number(typed) is None


@pytest.mark.parametrize(
    ("typed", "dated", "day"),
    [
        ("12 от 01.02.2026", date(2026, 3, 20), date(2026, 2, 1)),
        ("Счёт 1 от 31.03", date(2026, 4, 5), date(2026, 3, 31)),
        ("1 от 28.12", date(2026, 1, 5), date(2025, 12, 28)),  # the nearest year
        ("1 от 3 января", date(2025, 12, 30), date(2026, 1, 3)),
        ("1 от 29.02", date(2025, 3, 1), date(2024, 2, 29)),  # the only one near
        ("12 от 02/03/2026", date(2026, 3, 20), date(2026, 3, 20)),  # two days at once
        ("12", date(2026, 3, 20), date(2026, 3, 20)),
    ],
)
def test_the_day_behind_a_number_counts_as_its_day(typed: str, dated: date, day: date) -> None:
    invoices = pd.DataFrame({"number": [typed], "ref_number": [None]}, dtype="str")
    keyed = with_number_keys(
        invoices.assign(invoice_date=pd.Series([dated], dtype="datetime64[s]"))
    )
    assert keyed["paper_day"].tolist() == [day_number(day)]


@given(NUMBERS, st.sampled_from("‐‑‒–—―−﹘﹣－"))
def test_a_dash_of_any_kind_is_a_hyphen_in_keys(head: str, dash: str) -> None:
    assert number_key(f"{head}{dash}5") == number_key(f"{head}-5")
    typed = [f"А{dash}5", "А-5"]
    assert strict_numbers(typed) == [f"A{dash}5", "A-5"]


def test_zeros_lead_nowhere_but_behind_a_stem() -> None:
    """УТ-15 and УТ-015 are two papers of one register; 15 and 015 are one number."""
    numbers = ["УТ-15", "УТ-015", "УТ-0015", "15", "015", "№ 0015", "ут-015"]
    codes = number_codes(pd.DataFrame({"number": numbers, "ref_number": None}, dtype="str"))
    stems, plain = codes.number[:3].tolist(), set(codes.number[3:6].tolist())
    assert len(set(stems)) == 3
    assert len(plain) == 1
    assert plain.isdisjoint(stems)
    assert codes.number[6] == stems[1]


@pytest.mark.parametrize("run", [" ", "\n", "\u00a0", "№ ", "1 от ", "счет ", ", ", "« "])
def test_a_number_as_long_as_a_cell_is_read_at_once(run: str) -> None:
    # A run of spaces once was searched from each of its places: minutes for one cell.
    text = f"1{run * (49_000 // len(run))}x"
    began = time.perf_counter()
    without_words(text)
    folded_number(text)
    assert time.perf_counter() - began < 2
