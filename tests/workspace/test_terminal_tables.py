"""What the terminal tells first: errors before warnings, what is alike counted, ten partners."""

from datetime import date

import pandas as pd

from sheetsync.cli.demo import summary
from sheetsync.letters.overview import LetterState
from sheetsync.rules.payables import payables
from sheetsync.rules.rating import Ratings, facts_from_tables, rate, rules_from_tables
from sheetsync.tables.catalogue.overview import VALIDATION
from sheetsync.testing.drawing import drawn
from sheetsync.workspace.options import Outcome
from sheetsync.workspace.outcomes.letters import _sections
from sheetsync.workspace.outcomes.ratings import _listed, ratings_outcome
from sheetsync.workspace.outcomes.validation import validation_outcome


def findings(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """Severity, code, tab and cell of each; the rest is said of the code."""
    names = [column.name for column in VALIDATION.columns]
    filled = [
        {"severity": severity, "code": code, "tab": tab, "cell": cell,
         "message": f"{code} is wrong in {cell}", "cure": f"mend {code}"}
        for severity, code, tab, cell in rows
    ]  # fmt: skip
    blank = dict.fromkeys(names, "")
    return pd.DataFrame([{**blank, **row} for row in filled])


def test_errors_come_before_warnings_and_what_is_alike_stands_once() -> None:
    rows = findings(
        ("warning", "V-1", "Jobs", "A2"),
        ("error", "V-2", "Jobs", "B9"),
        *(("error", "V-3", "Jobs", f"C{row}") for row in range(2, 7)),
        ("error", "V-3", "Invoices", "C2"),
    )
    told = validation_outcome(rows, as_of="2026-04-15", lang="en")
    errors, warnings = told.sections
    assert (errors.title, warnings.title) == ("Errors: 7", "Warnings: 1")
    assert [row[:2] for row in errors.rows] == [
        ("Jobs!C2, C3, C4 and 2 more", "5"),
        ("Jobs!B9", "1"),
        ("Invoices!C2", "1"),
    ]
    assert errors.rows[0][2:] == ("V-3 is wrong in C2", "mend V-3")
    assert errors.note == ""
    assert warnings.note == "Each cell by itself: the tab 'Validation', or --json"
    assert told.headline == "7 errors, 1 warnings"
    assert len(told.payload["findings"]) == 8


def test_twenty_lines_are_told_and_warnings_give_way() -> None:
    many = [("error", f"V-{number}", "Jobs", "A2") for number in range(18)]
    few = [("warning", f"W-{number}", "Jobs", "A2") for number in range(5)]
    errors, warnings = validation_outcome(
        findings(*few, *many), as_of="2026-04-15", lang="ru"
    ).sections
    assert (len(errors.rows), len(warnings.rows)) == (18, 2)
    assert (errors.title, warnings.title) == ("Ошибки: 18", "Замечания: 5")


def test_a_finding_without_a_cell_names_its_tab() -> None:
    told = validation_outcome(findings(("error", "V-1", "Jobs", "")), as_of="x", lang="en")
    assert told.sections[0].rows[0][0] == "Jobs"


def ratings(count: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "list": ["strongest"] * count + ["drag_down"] * count,
            "name": [f"P{number}" for number in range(2 * count)],
            "score": [float(number) for number in range(2 * count)],
            "tier": "A", "why": "because", "group": "g",
        }
    )  # fmt: skip


def test_the_five_highest_and_the_five_lowest_matter() -> None:
    best = _listed(ratings(8), "strongest", "en")
    worst = _listed(ratings(8), "drag_down", "en")
    assert [row[0] for row in best.rows] == ["P7", "P6", "P5", "P4", "P3"]
    assert [row[0] for row in worst.rows] == ["P8", "P9", "P10", "P11", "P12"]


def rated(rule: str) -> Ratings:
    tables = drawn(
        f"""
        Partners
        Partner ID | Name  | Group   | Status | Partner since
        P-001      | Север | crew  | active | 2024-01-10

        Groups
        Group ID | Name    | Min jobs | Min coverage
        crew     | Бригады | 1        | 0%

        Rating rules
        Group | KPI     | Weight | worst | target
        crew  | {rule}

        Jobs
        Job ID | Partner ID | Due        | Done       | Status
        1      | P-001      | 2026-03-10 | 2026-03-09 | done
        """
    )
    day = date(2026, 4, 15)
    owed = payables(tables, day)
    facts = facts_from_tables(tables, owed.packs, owed.invoices)
    return rate(facts, rules_from_tables(tables), None, "2026-03", day)


NAMES = {"crew": "Бригады"}


def test_groups_are_called_by_their_names_and_by_codes_for_machines() -> None:
    told = ratings_outcome(rated("on_time | 1 | 0% | 100%"), NAMES, errors=0)
    assert [row[-1] for row in told.sections[0].rows] == ["Бригады"]
    assert [row["group"] for row in told.payload["ratings"]] == ["crew"]
    outcomes = [told, Outcome("overdue", 0, "")]
    demo = summary(outcomes, "ru").sections[1]
    assert {row[-1] for row in demo.rows} == {"Бригады"}


def test_a_group_that_is_not_rated_is_called_by_its_name() -> None:
    told = ratings_outcome(rated("on_time | 1 | | 100%"), NAMES, errors=0)
    assert [row[0] for row in told.sections[-1].rows] == ["Бригады"]
    assert list(told.payload["refused"]) == ["crew"]


def held(partner_id: str, reason: str) -> LetterState:
    return LetterState(
        partner_id=partner_id, name="N", period="2026-03", state="held", when=None,
        reason=reason, cure="wait", to=(),
    )  # fmt: skip


def test_letters_are_counted_by_their_reason() -> None:
    states = [held("P-9", "other"), *(held(f"P-{number}", "month open") for number in range(5))]
    (section,) = _sections(states, "en")
    assert [row[1:4] for row in section.rows] == [
        ("5", "P-0, P-1, P-2 and 2 more", "month open"),
        ("1", "P-9", "other"),
    ]
    assert "outbox list" in section.note
    assert _sections([], "en") == ()
