"""Ratings and details as people read them: names for codes, figures in their units."""

import pandas as pd
import pytest

from sheetsync.rules.rating.shown_rows import detail_rows, group_names, pattern_of, rating_rows
from sheetsync.tables.catalogue.rating import KPI, RATING_DETAILS
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.writing import Dressed, cell_data, tab_cells
from sheetsync.testing.drawing import drawn


def test_groups_are_called_by_their_names() -> None:
    names = group_names(
        drawn("""
        Groups
        Group ID | Name
        studios  | Студии
        dealers  |
        """)
    )
    rows = rating_rows(pd.DataFrame({"group": ["studios", "dealers", None]}), names)
    assert rows["group"].fillna("").tolist() == ["Студии", "dealers", ""]


def test_figures_stay_numbers_and_show_their_unit() -> None:
    details = typed_frame(
        RATING_DETAILS.columns,
        [
            {"partner_id": "P-1", "kpi": "on_time", "raw": 0.97, "prior": 0.9, "value": None},
            {"partner_id": "P-2", "kpi": "volume", "raw": 478_899.4, "partner": "Ушёл"},
            {"partner_id": "P-1", "kpi": "feedback", "raw": 4.8},
        ],
    )
    summary = pd.DataFrame({"partner_id": ["P-1"], "name": ["Север"]})
    rows = detail_rows(details, summary, "RUB", "ru")
    assert rows["partner"].tolist() == ["Север", "Ушёл", "Север"]
    assert rows["raw"].tolist() == [
        Dressed(0.97, pattern='0"\u00a0"%'),
        Dressed(478_899.4, pattern='#,##0"\u00a0₽"'),
        Dressed(4.8, pattern="0.0"),
    ]
    assert rows["value"].tolist() == [None] * 3
    at = [column.name for column in RATING_DETAILS.columns].index("raw")
    cell = cell_data(tab_cells(RATING_DETAILS, rows, "ru").rows[0][at])
    assert cell == {
        "userEnteredValue": {"numberValue": 0.97},
        "userEnteredFormat": {"numberFormat": {"type": "PERCENT", "pattern": '0"\u00a0"%'}},
    }


@pytest.mark.parametrize("kpi", [choice.code for choice in KPI])
def test_every_kpi_has_a_unit(kpi: str) -> None:
    share = {choice.code for choice in KPI if choice.share} | {"growth"}
    assert pattern_of(kpi, "USD", "en").endswith("%") == (kpi in share)
    assert (pattern_of(kpi, "USD", "en") == '#,##0"\u00a0USD"') == (kpi == "volume")


def test_growth_has_a_sign() -> None:
    assert pattern_of("growth", "RUB", "en") == "+0%;-0%;0%"
