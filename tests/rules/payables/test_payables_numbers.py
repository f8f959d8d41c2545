import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.rules.payables.numbering import (
    key_codes,
    normalised_number,
    number_key,
    with_number_keys,
)

#: Numbers of every making: heads and digits, digits within, none at the end, too many of them.
NUMBERS = st.text(st.sampled_from("01579N№# УТ-Nnx/\0\u00a0٣ŉßА"), max_size=6) | st.sampled_from(
    ["1" * 18, "1" * 19, "0" * 18 + "1", "0" * 20 + "1", "A" + "1" * 19]
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


def test_a_missing_number_has_no_key() -> None:
    numbers = pd.Series([None, "0012", None, "№ 12"], index=[2, 3, 7, 9], dtype="str")
    keys = normalised_number(numbers)
    assert keys.isna().tolist() == [True, False, True, False]
    assert keys.dropna().to_dict() == {3: "12", 9: "12"}
    assert normalised_number(numbers[:0]).empty


def test_numbers_and_references_share_their_keys() -> None:
    invoices = pd.DataFrame(
        {"number": ["12", None, "K-1"], "ref_number": [None, "7", "№ 012"]}, dtype="str"
    )
    keyed = with_number_keys(invoices)
    assert keyed["number_key"].tolist()[0] == keyed["ref_key"].tolist()[2] == "12"
    assert keyed["number_key"].isna().tolist() == [False, True, False]
    assert keyed["ref_key"].isna().tolist() == [True, False, False]


@given(st.lists(st.text(max_size=8), max_size=6))
def test_a_column_has_the_keys_of_its_numbers(numbers: list[str]) -> None:
    column = pd.Series(numbers, dtype="str")
    assert normalised_number(column).tolist() == [number_key(number) for number in numbers]


@given(st.lists(st.tuples(st.none() | NUMBERS, st.none() | NUMBERS), max_size=12))
def test_codes_are_equal_where_keys_are(rows: list[tuple[str | None, str | None]]) -> None:
    invoices = pd.DataFrame(rows, columns=["number", "ref_number"], dtype="str")
    codes = [code for column in key_codes(invoices) for code in column.tolist()]
    numbers = [*(row[0] for row in rows), *(row[1] for row in rows)]
    keys = [None if number is None else number_key(number) for number in numbers]
    assert [code == -1 for code in codes] == [key is None for key in keys]
    assert len(set(zip(codes, keys, strict=True))) == len(set(codes)) == len(set(keys))
