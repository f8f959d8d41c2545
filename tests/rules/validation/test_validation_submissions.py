"""Decisions, and rows that people entered from what partners sent: V-BOX."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pytest

from sheetsync.language import Lang
from sheetsync.rules.portal.decisions import new_decisions
from sheetsync.rules.validation import validate, worded
from sheetsync.tables.catalogue.modules import with_needs
from sheetsync.tables.catalogue.portal import PORTAL_LOG
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn

AS_OF = date(2026, 4, 15)
ON = with_needs(["portal"])


def log(*more: dict[str, object]) -> pd.DataFrame:
    """The Portal log: two invoices and a document that came, and events besides."""
    came: list[dict[str, object]] = [
        {"submission": "S-1042", "kind": "invoice", "entity_id": "E-1", "number": "31"},
        {"submission": "S-1043", "kind": "document", "entity_id": "E-1", "number": "7"},
        {"submission": "S-1044", "kind": "question"},
    ]
    received = [
        {"event": "received", "row_id": f"r{at}", "amount_minor": 28_500_000, "currency": "RUB"}
        | one
        for at, one in enumerate(came)
    ]
    return typed_frame(PORTAL_LOG.columns, [*received, *more])


Said = Callable[..., list[str]]


@pytest.fixture
def said() -> Said:
    """The sentences of one code: ``said(code, drawing, lang)``."""

    def sentences(
        code: str, drawing: str, lang: Lang = "en", portal_log: pd.DataFrame | None = None
    ) -> list[str]:
        tables = opened(drawing)
        known = log() if portal_log is None else portal_log
        found = validate(tables, AS_OF, portal_log=known)
        words = [worded(finding, tables, lang) for finding in found if finding.code == code]
        return [word.sentence.replace("\xa0", " ") for word in words]

    return sentences


def opened(drawing: str, **settings: Any) -> Tables:
    return drawn(drawing, modules=ON, **settings)


def test_another_log_another_day_and_another_finding_are_judged_anew() -> None:
    tables = opened("""
    Decisions
    Date       | Submission | Decision
    2026-04-01 | S-1042     | accepted
    """)

    def codes(tables: Tables, *asked: Any, **log: Any) -> list[str]:
        return [finding.code for finding in validate(tables, *asked, **log)]

    assert codes(tables, AS_OF) == []
    assert "V-BOX-01" not in codes(tables, AS_OF, portal_log=log())
    assert "V-BOX-01" in codes(tables, AS_OF, portal_log=log().iloc[:0])
    assert codes(tables, date(2020, 1, 1)) == ["V-GEN-14"]
    wrong = [replace(tables.findings[0], tab="decisions", row=2, column="date", severity="error")]
    assert codes(replace(tables, findings=tuple(wrong)), date(2020, 1, 1)) == []


@pytest.mark.parametrize("came", [log(), log().iloc[:0]])
def test_a_workbook_that_nobody_has_used_yet_is_in_order(came: pd.DataFrame) -> None:
    for tab in (
        "Decisions\n    Submission | Decision",
        "Invoices\n    Number | Amount | Submission",
    ):
        empty = opened(f"""
    {tab}
    """)
        found = validate(empty, AS_OF, portal_log=came)
        assert [one.code for one in found if one.code.startswith("V-BOX")] == []


DECISIONS = """
    Decisions
    Submission | Decision | Text for the partner | Date       | By
"""


def test_a_submission_that_nobody_sent_is_named_with_the_nearest(said: Said) -> None:
    drawing = f"""{DECISIONS}
    S-1024     | reopen   |                      | 2026-04-14 |
    s-1042     | reopen   |                      | 2026-04-14 |
    привет     | reopen   |                      | 2026-04-14 |
    """
    assert said("V-BOX-01", drawing) == [
        "Decisions!A2: there is no submission S-1024. S-1042 is similar.",
        "Decisions!A4: there is no submission привет. Take the number from the tab Inbox.",
    ]


def test_without_a_portal_nothing_is_said_of_submissions() -> None:
    tables = opened(f"""{DECISIONS}
    S-1024     | accept   |                      | 2026-04-14 |
    S-1024     | reject   | нет                  | 2026-04-14 |
    """)
    assert [one.code for one in validate(tables, AS_OF) if one.code.startswith("V-BOX")] == []


INVOICES = """
    Invoices
    Direction | Entity ID | Kind    | Number | Date       | Month   | Amount     | Submission
"""


def test_an_amount_that_differs_from_what_was_sent_is_a_warning(said: Said) -> None:
    drawing = f"""{INVOICES}
    in        | E-1       | invoice | 31     | 2026-04-02 | 2026-03 | 258 000,00 | s-1042
    in        | E-1       | invoice | 32     | 2026-04-02 | 2026-03 | 1,00       |
    in        | E-1       | invoice | 33     | 2026-04-02 | 2026-03 | 285 000,50 | S-1043
    """
    assert said("V-BOX-02", drawing) == [
        "Invoices!G2: 258 000,00 was entered, but the partner sent 285,000.00 RUB. "
        "Compare it with the file of the invoice."
    ]


def test_accepting_alone_enters_nothing(said: Said) -> None:
    drawing = f"""{DECISIONS}
    S-1042     | accept   |                      | 2026-04-14 |
    S-1043     | accept   |                      | 2026-04-14 |
    S-1044     | accept   |                      | 2026-04-14 |
    """
    told = said("V-BOX-03", drawing)
    assert [line.partition(":")[0] for line in told] == ["Decisions!B2", "Decisions!B3"]
    by_number = f"""{drawing}
    {INVOICES}
    in        | E-1       | invoice | № 0031 | 2026-04-02 | 2026-03 | 285 000,00 |
    """
    assert [line.partition(":")[0] for line in said("V-BOX-03", by_number)] == ["Decisions!B3"]
    by_submission = f"""{drawing}
    Closing documents
    Entity ID | Month   | Kind | Number | Status   | Submission
    E-9       | 2026-03 | act  | 99     | received | s-1043
    """
    assert [line.partition(":")[0] for line in said("V-BOX-03", by_submission)] == ["Decisions!B2"]


def test_one_submission_in_two_rows_is_told_where_it_stands_again(said: Said) -> None:
    drawing = f"""{INVOICES}
    in        | E-1       | invoice | 31     | 2026-04-02 | 2026-03 | 285 000,00 | S-1042
    in        | E-1       | invoice | 32     | 2026-04-02 | 2026-03 | 285 000,00 | s-1042
    in        | E-1       | invoice | 33     | 2026-04-02 | 2026-03 | 285 000,00 |
    in        | E-1       | invoice | 34     | 2026-04-02 | 2026-03 | 285 000,00 |
    """
    assert said("V-BOX-04", drawing) == [
        "Invoices!H3: submission s-1042 stands in row 2 as well. "
        "Clear the number where it does not belong."
    ]


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "Decisions!C2: the partner would not hear why: there is no text. "
         "Enter what the partner is to read."),
        ("ru", "Decisions!C2: партнёр не узнает почему: текста нет. Впишите, что ему прочесть."),
    ],
)  # fmt: skip
def test_the_partner_hears_why(said: Said, lang: Lang, sentence: str) -> None:
    drawing = f"""{DECISIONS}
    S-1042     | reject   |                      | 2026-04-14 |
    S-1043     | ask      | какой акт?           | 2026-04-14 |
    S-1044     | accept   |                      | 2026-04-14 |
    """
    assert said("V-BOX-05", drawing, lang) == [sentence]
    tables = opened(drawing)
    known = tables.with_findings(validate(tables, AS_OF, portal_log=log()))
    events = new_decisions(known, {"S-1042", "S-1043"}, (), datetime(2026, 4, 15, tzinfo=UTC))
    assert [event.submission_no for event in events.events] == ["S-1043"]


OPPOSED = f"""{DECISIONS}
    S-1042     | reject   | не тот договор       | 2026-04-14 | Анна
    S-1043     | ask      | какой акт?           | 2026-04-14 | Анна
    S-1042     | accept   |                      | 2026-04-14 | Борис
"""


def test_two_different_answers_at_once_count_for_nothing(said: Said) -> None:
    told = said("V-BOX-07", OPPOSED)
    assert [line.partition(":")[0] for line in told] == ["Decisions!B2", "Decisions!B4"]


def test_an_answer_after_one_that_was_seen_is_no_contradiction(said: Said) -> None:
    first = opened("\n".join(OPPOSED.splitlines()[:-1]))
    moment = datetime(2026, 4, 15, tzinfo=UTC)
    seen = new_decisions(first, {"S-1042", "S-1043"}, (), moment).events
    rows: list[dict[str, object]] = [
        {"event": event.kind, "row_id": event.row_id, "submission": event.submission_no}
        for event in seen
    ]
    assert len(rows) == 2
    assert said("V-BOX-07", OPPOSED, portal_log=log(*rows)) == []
