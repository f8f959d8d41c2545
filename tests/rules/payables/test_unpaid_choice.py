"""Some of the unpaid invoices, asked for by code or name."""

from collections.abc import Mapping

import pandas as pd
import pytest

from sheetsync.rules.payables.unpaid_choice import chosen, known

ROWS = pd.DataFrame(
    {
        "entity_id": ["E-1", "E-2", "E-2"],
        "legal_name": ["ООО «Вектор»", "ООО «Юг»", "ООО «Юг»"],
        "partner": ["Вектор", None, None],
        "month": ["2026-03", "2026-03", "2026-02"],
        "direction": pd.Categorical(["in", "out", "in"]),
        "curator": ["Анна", "Борис", None],
    }
)


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ({}, [0, 1, 2]),
        ({"entity": "", "month": ""}, [0, 1, 2]),
        ({"entity": "e-2"}, [1, 2]),
        ({"entity": "ооо «вектор»"}, [0]),
        ({"entity": "Вектор"}, [0]),
        ({"month": "2026-03"}, [0, 1]),
        ({"month": "2026-03", "direction": "in"}, [0]),
        ({"curator": "БОРИС"}, [1]),
        ({"curator": "nan"}, []),
    ],
)
def test_rows_hold_all_that_was_asked_for(asked: Mapping[str, str], rows: list[int]) -> None:
    assert chosen(ROWS, asked).index.tolist() == rows


def test_what_may_be_asked_for_is_what_is_unpaid() -> None:
    assert known(ROWS, "entity") == ["E-1", "E-2", "Вектор", "ООО «Вектор»", "ООО «Юг»"]
    assert known(ROWS, "curator") == ["Анна", "Борис"]
