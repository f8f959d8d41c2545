import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.rules.payables.numbering import normalised_number, number_key, with_number_keys


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
