import textwrap
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sheetsync.rules.monthly import Dispatch, MonthlyPlan, MonthlyReport, ScoreBook, monthly_reports
from sheetsync.rules.payables import payables
from sheetsync.tables.schema import Finding
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn

#: One partner with one entity of each tax kind and one contract; tests draw what happened.
NETWORK = """
    Groups
    Group ID | Name | Payout share | Grace, days
    g        | G    | 80 %         | 1

    Partners
    Partner ID | Name   | Group | Status | Partner since | Curator | Report e-mail
    P-001      | Вектор | g     | active | 2025-01-10    | Анна    | buh@vector.example

    Legal entities
    Entity ID | Partner ID | Legal name   | Kind    | Tax ID (INN) | VAT payer | Default
    E-1       | P-001      | ООО «Вектор» | company | '9900000017  | vat       | yes
    E-2       | P-001      | ИП Векторов  | sole    | '0100000011  | no VAT    |

    Agreements
    Entity ID | Kind     | Number | Status | Signed on  | Valid from | Payment days | Payment day type | Payment from
    E-1       | contract | 14/24  | active | 2024-01-10 | 2024-01-10 | 10           | business         | received_date
"""  # noqa: E501  # a sheet is as wide as it is
AS_OF = date(2026, 4, 2)

Draw = Callable[..., Tables]
Plan = Callable[..., MonthlyPlan]
Report = Callable[..., MonthlyReport]


def drawn_network(text: str = "", findings: Sequence[Finding] = (), **settings: object) -> Tables:
    """The network with further tabs; a tab that is drawn once more stands in the other's place.

    What reading finds is left out: these tests say themselves which cells are wrong.
    """
    tabs: dict[str, str] = {}
    for block in textwrap.dedent(f"{NETWORK}\n{text}").split("\n\n"):
        title = block.strip().split("\n")[0].strip()
        tabs[title] = block
    given: dict[str, Any] = {"month_closed": "2026-03", **settings}
    return replace(drawn("\n\n".join(tabs.values()), **given), findings=tuple(findings))


@pytest.fixture
def draw() -> Draw:
    return drawn_network


@pytest.fixture
def plan() -> Plan:
    def planned(
        text: str = "",
        *,
        as_of: date = AS_OF,
        dispatch: Dispatch | None = None,
        scores: ScoreBook | None = None,
        findings: Sequence[Finding] = (),
        **settings: object,
    ) -> MonthlyPlan:
        tables = drawn_network(text, findings, **settings)
        asked = dispatch or Dispatch()
        return monthly_reports(tables, payables(tables, as_of), scores or ScoreBook(), as_of, asked)

    return planned


@pytest.fixture
def report(plan: Plan) -> Report:
    """The report of the only partner of the network."""

    def reported(text: str = "", **given: object) -> MonthlyReport:
        (only,) = plan(text, **given).due
        return only

    return reported
