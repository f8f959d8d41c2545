from collections.abc import Callable

import pytest

from sheetsync.rules.monthly import Dispatch, MonthlyPlan
from sheetsync.rules.monthly.holding import findings_that_hold
from sheetsync.rules.payables.entities import legal_entities
from sheetsync.tables.schema import Effect, Finding, Severity
from sheetsync.tables.table import Tables

Plan = Callable[..., MonthlyPlan]
Draw = Callable[..., Tables]

#: Row 2 is of March, row 3 of January.
TABS = """
    Partners
    Partner ID | Name   | Group | Status | Report e-mail
    P-001      | Вектор | g     | active | buh@vector.example
    P-002      | Север  | g     | active | n@north.example

    Jobs
    Job ID | Partner ID | Due        | Done       | Status | Amount
    J-1    | P-001      | 2026-03-13 | 2026-03-13 | done   | 100 000
    J-2    | P-001      | 2026-01-13 | 2026-01-13 | done   | 100 000
    J-3    | P-001      |            |            | done   | 100 000
    J-4    | P-001      | 2026-03-13 | 2026-04-13 | done   | 100 000
    J-5    |            | 2026-03-13 | 2026-03-13 | done   | 100 000
    J-6    | Р-001      | 2026-03-13 | 2026-03-13 | done   | 100 000

    Invoices
    Entity ID | Number | Date       | Month    | Amount | Paid | Paid on    | State
    E-1       | 1      | 2026-03-20 | '2026-03 | 500    | 500  | 2026-02-25 |
    E-1       | 2      | 2026-01-20 | '2026-01 | 500    | 500  | 2026-01-25 |
    E-1       | 3      | 2026-01-20 | '2026-01 | 500    |      |            |
    E-1       | 4      | 2026-01-20 |          | 500    | 500  | 2026-01-25 |
    E-1       | 5      | 2026-01-20 | '2026-01 | 500    |      |            | void
    E-1       | 6      | 2026-01-20 | '2026-01 | 500    | 500  | 2026-03-25 |
    E-9       | 7      | 2026-03-20 | '2026-03 | 500    |      |            |
              | 8      | 2026-03-20 | '2026-03 | 500    |      |            |

    Closing documents
    Entity ID | Month    | Kind | Status
    E-2       | '2026-03 | upd1 | received
    E-2       | '2026-01 | upd1 | received
    E-2       |          | upd1 | received

    Feedback
    Date       | Partner ID | Score
    2026-03-20 | P-001      |
    2026-01-20 | P-001      |
"""


def finding(
    tab: str,
    row: int | None,
    column: str | None = None,
    *,
    severity: Severity = "error",
    effect: Effect = "row",
) -> Finding:
    return Finding("V-X", severity, tab=tab, row=row, column=column, effect=effect)


@pytest.mark.parametrize(
    ("found", "held"),
    [
        (finding("jobs", 2), True),
        (finding("jobs", 2, severity="warning"), False),
        (finding("jobs", 2, "amount", effect="cell"), True),
        (finding("jobs", 2, effect="none"), True),
        (finding("jobs", 3), False),  # January
        (finding("jobs", 4), True),  # nobody can tell its month
        (finding("jobs", 5), True),  # due in March
        (finding("jobs", 6), False),  # nobody can tell its partner
        (finding("jobs", 7), True),  # the code only looks the same
        (finding("jobs", 99), False),
        (finding("invoices", 2), True),
        (finding("invoices", 3), False),  # paid off before March
        (finding("invoices", 4), True),  # not paid
        (finding("invoices", 5), True),  # nobody can tell its month
        (finding("invoices", 6), False),  # void
        (finding("invoices", 7), True),  # paid in March
        (finding("invoices", 8), False),  # no such entity
        (finding("invoices", 9), False),  # no entity at all
        (finding("documents", 2), True),
        (finding("documents", 3), False),
        (finding("documents", 4), True),
        (finding("feedback", 2), True),
        (finding("feedback", 3), False),
        (finding("partners", 2, "report_email", effect="cell"), True),
        (finding("partners", 2, "curator", effect="none"), False),
        (finding("partners", 2, "comment", effect="row"), True),
        (finding("entities", 2, "inn", effect="cell"), True),
        (finding("entities", 2, "account", effect="cell"), False),
        (finding("agreements", 2), False),
        (finding("jobs", None, effect="cell"), False),
        (finding("jobs", None, effect="tab"), True),
        (finding("touches", None, effect="tab"), False),
    ],
)
def test_errors_in_rows_that_feed_a_report_hold_it(
    found: Finding, *, held: bool, draw: Draw
) -> None:
    tables = draw(TABS, [found])
    holding = findings_that_hold(tables, legal_entities(tables), "2026-03")
    assert holding.get("P-001", ()) == ((found,) if held else ())


def test_a_fault_of_a_whole_tab_holds_everybody(draw: Draw) -> None:
    tables = draw(TABS, [finding("jobs", None, effect="tab")])
    holding = findings_that_hold(tables, legal_entities(tables), "2026-03")
    assert set(holding) == {"P-001", "P-002"}


def test_a_missing_partners_tab_holds_nobody(draw: Draw) -> None:
    tables = draw(TABS, [finding("partners", None, effect="tab")])
    rest = {code: table for code, table in tables.tables.items() if code != "partners"}
    bare = Tables(rest, tables.settings, findings=tables.findings)
    assert findings_that_hold(bare, legal_entities(bare), "2026-03") == {}


def test_the_others_go(plan: Plan) -> None:
    found = finding("jobs", 2)
    made = plan(TABS, findings=[found], no_activity_report="full")
    assert [(one.partner_id, one.reason, one.findings) for one in made.held] == [
        ("P-001", "findings", (found,))
    ]
    assert [report.partner_id for report in made.due] == ["P-002"]


def test_a_held_letter_names_its_findings_although_the_month_is_open(plan: Plan) -> None:
    made = plan(TABS, findings=[finding("jobs", 2)], month_closed=None, no_activity_report="full")
    assert [(one.partner_id, one.reason) for one in made.held] == [
        ("P-001", "findings"),
        ("P-002", "month_open"),
    ]


def test_a_report_that_is_forced_stays_held_while_its_rows_have_errors(plan: Plan) -> None:
    made = plan(TABS, findings=[finding("jobs", 2)], dispatch=Dispatch(forced=["P-001"]))
    assert "P-001" in [one.partner_id for one in made.held]


def test_a_partner_who_left_with_nothing_open_is_not_held(plan: Plan) -> None:
    text = """
    Partners
    Partner ID | Name   | Group | Status | Report e-mail
    P-001      | Вектор | g     | ended  | buh@vector.example
    """
    assert plan(text, findings=[finding("partners", 2)]).held == ()


def test_a_silent_partner_with_a_bad_address_is_held(plan: Plan) -> None:
    made = plan("", findings=[finding("partners", 2, "report_email", effect="cell")],
                no_activity_report="skip")  # fmt: skip
    assert [one.partner_id for one in made.held] == ["P-001"]
