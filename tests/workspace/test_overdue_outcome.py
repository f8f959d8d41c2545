from datetime import date

import pandas as pd

from sheetsync.language import Lang
from sheetsync.rules.payables import overdue_rows, payables
from sheetsync.testing.drawing import drawn
from sheetsync.workspace.options import Outcome
from sheetsync.workspace.outcomes.payables import overdue_outcome

HEADERS = "Direction | Entity ID | Number | Date | Month | Amount | Currency | Due"
WE_PAY = """
    in  | E-1 | 1 | 2026-04-01 | '2026-03 | 100 | RUB | 2026-04-14
    in  | E-1 | 2 | 2026-04-01 | '2026-03 | 20  | RUB | 2026-05-01
    in  | E-1 | 3 | 2026-04-01 | '2026-03 | 5   | USD | 2026-05-01
    """
THEY_PAY = "out | E-1 | 4 | 2026-04-01 | '2026-03 | 70 | RUB | 2026-04-14"
NOTHING = dict.fromkeys(
    ("not_due", "1-30", "31-60", "61-90", "90+", "no_due_date", "credit"), "0.00"
)


def outcome(rows: str, lang: Lang = "en") -> Outcome:
    told = payables(drawn(f"Invoices\n{HEADERS}\n{rows}"), date(2026, 4, 15))
    unpaid = overdue_rows(told)
    return overdue_outcome(told, unpaid, pd.DataFrame(), lang=lang, errors=0)


def test_what_we_owe_is_told_by_currency_and_age() -> None:
    assert outcome(WE_PAY).payload["currencies"] == {
        "RUB": {**NOTHING, "not_due": "20.00", "1-30": "100.00", "balance": "120.00"},
        "USD": {**NOTHING, "not_due": "5.00", "balance": "5.00"},
    }


def test_what_partners_owe_us_stands_apart() -> None:
    ours, both = outcome(WE_PAY), outcome(WE_PAY + THEY_PAY)
    assert ours.payload["receivable"] == {}
    assert both.payload["currencies"] == ours.payload["currencies"]
    assert both.payload["receivable"] == {
        "RUB": {**NOTHING, "1-30": "70.00", "balance": "70.00"},
    }


def test_the_terminal_shows_each_side_that_pays() -> None:
    sections = {
        section.title: section.rows for section in outcome(WE_PAY + THEY_PAY, "ru").sections
    }
    assert sections["Нам должны"] == (("RUB", "1–30 дней", "1", "70,00"),)
    assert [row[-1] for row in sections["Мы должны"]] == ["20,00", "100,00", "5,00"]
    assert "Нам должны" not in [one.title for one in outcome(WE_PAY, "ru").sections]


def test_the_summary_never_adds_both_sides() -> None:
    assert outcome(WE_PAY + THEY_PAY, "ru").headline.startswith(
        "мы должны по счетам: 3, просрочено: 1; нам должны по счетам: 1, просрочено: 1; "
    )
    assert "нам должны" not in outcome(WE_PAY, "ru").headline
    assert outcome("", "en").headline.startswith("no unpaid invoices; ")


def test_the_most_urgent_of_each_side_stand_apart() -> None:
    sections = {one.title: one.rows for one in outcome(WE_PAY + THEY_PAY, "en").sections}
    assert [row[2] for row in sections["Most urgent: we owe"]] == ["1", "2", "3"]
    assert sections["Most urgent: owed to us"] == (
        ("urgent (2)", "", "4", "70.00", "RUB", "2026-04-14"),
    )


def test_a_side_without_unpaid_invoices_has_no_table() -> None:
    assert outcome("").sections == ()
    titles = [section.title for section in outcome(THEY_PAY, "ru").sections]
    assert "Мы должны" not in titles
    assert "Нам должны" in titles
