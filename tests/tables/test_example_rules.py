"""The rules that `init` writes are those of workbook-and-rules.md 2.4, figure by figure."""

from decimal import Decimal

import pytest

from sheetsync.tables.catalogue.examples import EXAMPLE_GROUPS, ExampleGroup

#: KPI, then weight, worst, target and the stop of contractors, dealers, studios.
TABLE = """
on_time   | 30 0.60 0.95       |                 |
defect    | 25 0.25 0.02 <25 D | 10 0.15 0.01    |
cancel    |                    |                 | 20 0.10 0
feedback  | 20 3.0 4.8         | 5 3.0 4.8       | 35 3.5 4.9 <20 C
attention | 10 0.50 0.95       | 10 0.50 0.95    | 15 0.60 0.98
documents | 10 0.50 1          | 10 0.50 1       | 15 0.50 1
payment   |                    | 20 0.50 1 <20 C |
volume    | 5 0 300000         | 30 0 300000     | 10 0 300000
growth    | 0 -0.50 0.20       | 15 -0.30 0.20   | 5 -0.30 0.20
"""


def told(group: ExampleGroup) -> list[tuple[object, ...]]:
    return [
        (rule.kpi, rule.weight, rule.worst, rule.target, rule.stop_below, rule.stop_tier)
        for rule in group.rules
    ]


@pytest.mark.parametrize("place", range(3), ids=["contractors", "dealers", "studios"])
def test_an_example_group_has_the_rules_of_the_page(place: int) -> None:
    wanted: list[tuple[object, ...]] = []
    for line in TABLE.strip().splitlines():
        kpi, *cells = (cell.strip() for cell in line.split("|"))
        if not cells[place]:
            continue
        weight, worst, target, *stop = cells[place].split()
        below, tier = (int(stop[0].removeprefix("<")), stop[1]) if stop else (None, "")
        wanted.append((kpi, int(weight), Decimal(worst), Decimal(target), below, tier))
    assert told(EXAMPLE_GROUPS[place]) == wanted


@pytest.mark.parametrize("group", EXAMPLE_GROUPS, ids=lambda group: group.group_id)
def test_the_weights_of_a_group_make_a_hundred(group: ExampleGroup) -> None:
    assert sum(rule.weight for rule in group.rules) == 100
