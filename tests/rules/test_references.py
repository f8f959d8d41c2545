import pandas as pd
import pytest

from sheetsync.rules.references import matched

KEYS = pd.Series(["P-001", "P-002", "СОВА", "COBA"], dtype="str")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("P-001", "P-001"),
        ("Р-001", "P-001"),  # Cyrillic Р
        ("P\u2013001", "P-001"),
        ("P\u2212002", "P-002"),
        ("Р\uff0d001", "P-001"),  # both
        ("P-009", "P-009"),
        ("CОВА", "CОВА"),  # looks like two keys
        ("p-001", "p-001"),  # a small letter does not look like a capital one
    ],
)
@pytest.mark.parametrize("keys", [KEYS, pd.Index(KEYS)], ids=["column", "index"])
def test_a_code_means_the_one_key_it_looks_like(
    typed: str, meant: str, keys: "pd.Series[str] | pd.Index[str]"
) -> None:
    codes = pd.Series(["P-002", typed, None], index=[2, 3, 5], dtype="str")
    found = matched(codes, keys)
    assert found.index.tolist() == [2, 3, 5]
    assert found.tolist()[:2] == ["P-002", meant]
    assert found.isna().tolist() == [False, False, True]


def test_no_codes_mean_no_keys() -> None:
    assert matched(pd.Series([], dtype="str"), KEYS).empty
