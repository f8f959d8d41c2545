"""IFs parted into what they ask and what they give; rules of formats decided row by row."""

import pytest

from sheetsync.sandbox.formulas.branches import branches_of


@pytest.mark.parametrize(
    ("formula", "parts"),
    [
        ("=IF(A1;B1;C1)", ("=A1", "=B1", "=C1")),
        ("= if( A1 , B1 , C1 )", ("=A1", "=B1", "=C1")),
        ("=IF(A1;B1)", ("=A1", "=B1", "=FALSE")),
        ("=IF(1,5>A1;2;3)", ("=1,5>A1", "=2", "=3")),
        ('=IF(A1=";(";"a,""b""";"")', ('=A1=";("', '="a,""b"""', '=""')),
        ("=IF('a;(b'!A1,SUM(A1,{1,2;3,4}),0)", ("='a;(b'!A1", "=SUM(A1,{1,2;3,4})", "=0")),
        ("=IF(IF(A1;B1;C1);2;3)", ("=IF(A1;B1;C1)", "=2", "=3")),
    ],
)
def test_an_if_is_parted(formula: str, parts: tuple[str, str, str]) -> None:
    assert branches_of(formula) == parts


@pytest.mark.parametrize(
    "formula",
    ["=A1", "=IFERROR(A1;B1)", "=IF(A1;B1)+1", "=IF(A1)", "=IF(A1;;2)", "=IF(A1;B1;C1;D1)",
     "=IF(A1;(B1)", "=NOT(IF(A1;B1;C1))", "=IF(A1;B1"],
)  # fmt: skip
def test_what_is_no_single_whole_if_is_left(formula: str) -> None:
    assert branches_of(formula) is None
