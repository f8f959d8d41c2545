"""What people look for in a tool tab is seen without scrolling: within 1,300 px."""

import pytest

from sheetsync.language import Lang
from sheetsync.tables.catalogue.documents import PACKS
from sheetsync.tables.catalogue.overview import DASHBOARD
from sheetsync.tables.catalogue.payables import OVERDUE
from sheetsync.tables.catalogue.rating import RATINGS
from sheetsync.tables.catalogue.unpaid import UNPAID_BY_MONTH
from sheetsync.tables.schema import ToolTab
from sheetsync.workbook.setup.columns import fitting_width_px

SCREEN_PX = 1300
#: Numbers of rows stand left of the first column.
GUTTER_PX = 46
SEEN = {
    "overdue": (
        OVERDUE,
        (
            "partner",
            "number",
            "outstanding",
            "currency",
            "due",
            "days_overdue",
            "level",
            "direction",
        ),
    ),
    "packs": (PACKS, ("state", "missing", "partner", "month", "deadline")),
    "unpaid_by_month": (
        UNPAID_BY_MONTH,
        ("direction", "partner", "legal_name", "currency", "number", "month_0", "month_5", "total"),
    ),
    "dashboard": (DASHBOARD, ("section", "item", "amount", "note", "link")),
    "ratings": (RATINGS, ("name", "group", "score", "tier", "why")),
}


def right_edge_px(tab: ToolTab, name: str, lang: Lang) -> int:
    names = [column.name for column in tab.columns]
    shown = tab.columns[: names.index(name) + 1]
    return GUTTER_PX + sum(column.width_px or fitting_width_px(column, lang) for column in shown)


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("code", SEEN)
def test_what_matters_is_on_the_first_screen(code: str, lang: Lang) -> None:
    tab, names = SEEN[code]
    edges = {name: right_edge_px(tab, name, lang) for name in names}
    assert {name: edge for name, edge in edges.items() if edge > SCREEN_PX} == {}
