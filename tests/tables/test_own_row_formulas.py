"""What a formula says of its own row, beside what only looks so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetsync.sandbox.formulas.references import pieces
from sheetsync.tables.own_row_formulas import OWN_ROW, anywhere, in_row


@pytest.mark.parametrize(
    ("formula", "in_seven"),
    [
        ("=B5*2", "=B7*2"),
        ("=sum(b5:$D5)", "=sum(b7:$D7)"),
        ("=SUM(A$1:A5)", "=SUM(A$1:A7)"),
        ("=B$5+$B$5", "=B$5+$B$5"),
        ("=B4+B15+B50", "=B4+B15+B50"),
        ('="B5"&B5', '="B5"&B7'),
        ('="он сказал ""B5"""&B5', '="он сказал ""B5"""&B7'),
        ("=Курсы!A5:B5+A5", "=Курсы!A5:B5+A7"),
        ("='Наш лист'!$A5:B5", "='Наш лист'!$A5:B5"),
        ("='it''s B5'!A5+B5", "='it''s B5'!A5+B7"),
        ("=Q1.B5!A5+B5", "=Q1.B5!A5+B7"),
        ("=LOG5(B5)", "=LOG5(B7)"),
        ("=Итог_B5+B5", "=Итог_B5+B7"),
        ("=ставкаB5*B5", "=ставкаB5*B7"),
        ("=B5_rate+B5.1+B5", "=B5_rate+B5.1+B7"),
    ],
)
def test_only_the_own_row_of_the_own_tab_moves(formula: str, in_seven: str) -> None:
    assert in_row(anywhere(formula, 5), 7) == in_seven


_PARTS = st.sampled_from(
    ["B5", "$C5", "D$5", "A5:C5", "B6", '"B5"', "Rates!A5", "'My tab'!A5:B5", "LOG(B5)", "5", "X"]
)


@given(st.lists(_PARTS, min_size=1, max_size=6), st.sampled_from("+&;"))
def test_the_same_cells_are_meant_as_the_sandbox_reads(parts: list[str], sign: str) -> None:
    formula = "=" + sign.join(parts)
    assert in_row(anywhere(formula, 5), 5) == formula
    moved = in_row(anywhere(formula, 5), 7)
    for (text, was), (after, now) in zip(pieces(formula), pieces(moved), strict=True):
        if was is None or was.title:
            assert after == text
            continue
        assert now is not None
        corners = [(was.first, now.first), (was.last, now.last)]
        for before, behind in corners:
            if before is not None and behind is not None:
                moves = before.row == 4 and not before.row_fixed
                assert behind.row == (6 if moves else before.row)
    assert OWN_ROW not in moved
