"""Rows of Invoices that are out because of errors are money all the same, and shown."""

from datetime import date

import pandas as pd
import pytest

from sheetsync.language import Lang
from sheetsync.rules.attention import attention
from sheetsync.rules.dashboard import dashboard
from sheetsync.rules.dashboard.lines import Leads
from sheetsync.rules.left_out_words import left_out_sentence, left_out_sentences, unread_sentences
from sheetsync.rules.payables import Payables, overdue_rows, payables, with_last_lines
from sheetsync.rules.payables.left_out import LeftOut, left_out
from sheetsync.rules.validation import validate
from sheetsync.tables.catalogue.payables import OVERDUE
from sheetsync.tables.frames import frame_name
from sheetsync.tables.table import Tables
from sheetsync.tables.writing import Link
from sheetsync.testing.drawing import drawn
from sheetsync.workspace.outcomes.payables import overdue_outcome
from tests.rules.payments.bank_rows import bank_tabs, entry

AS_OF = date(2026, 4, 15)
HEAD = "Direction | Entity ID | Number | Date | Month | Amount | Currency | State | Paid"
SOUND = "in | E-1 | 1 | 2026-03-01 | 2026-03 | 100 | | | "
LOST = """
    in  | E-1 | 2 | 2026-03-01 | март    | 100 000 | | |
    in  | E-1 | 3 | 31.02.2026 | 2026-03 | 210 000 | | |
    in  | E-1 | 4 | 2026-03-01 | 2026-03 | 12О00   | | |
    in  | E-1 | 5 | 2026-03-01 | 2026-13 | 500     | USD | |
    in  | E-1 | 6 | 2026-03-01 | 2026-03 | -7      | | |
    """


def told(*rows: str, lang: Lang = "ru") -> tuple[Tables, Payables]:
    tables = drawn(
        "\n".join(("Invoices", HEAD, *rows)),
        lang=lang,
        due_soon_days=3,
    )
    tables = tables.with_findings(validate(tables, AS_OF))
    return tables, payables(tables, AS_OF)


def said(found: Payables, lang: Lang = "ru") -> list[str]:
    return [line.replace("\xa0", " ") for line in left_out_sentences(found.left_out, lang)]


def test_sums_are_told_where_they_can_be_read() -> None:
    _, found = told(SOUND, LOST)
    assert said(found) == ["Не прочитано: 5 счетов, ≈ 310 000,00 ₽; 500,00 $"]
    assert said(found, "en") == ["Left out: 5 invoices, ≈ 310,000.00 RUB; 500.00 USD"]
    assert found.left_out.index.tolist() == [3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("row", "lines"),
    [
        ("in | E-1 | 1 | 2026-03-09 | 2026-03 | 100 | | |", []),  # a repeat is no debt
        ("in | E-1 | 9 | 2026-03-01 | март | 100 | | void |", []),
        ("in | E-1 | 9 | 2026-03-01 | март | 100 | | draft |", []),
        ("in | E-1 | 9 | 2026-03-01 | март | 5 | | disputed |", ["Не прочитано: 1 счёт, ≈ 5,00 ₽"]),
        ("out | E-1 | 9 | 2026-03-01 | март | 5 | | |",
         ["Не прочитано, нам должны: 1 счёт, ≈ 5,00 ₽"]),
        ("тот | E-1 | 9 | 2026-03-01 | 2026-03 | 100 | | |", ["Не прочитано: 1 счёт, ≈ 100,00 ₽"]),
        ("in | E-1 | 1 | 2026-03-01 | 2026-03 | 30 | | |", ["Не прочитано: 1 счёт, ≈ 30,00 ₽"]),
        ("in | E-1 | 9 | 2026-03-01 | 2026-03 | 30 | | | -1", ["Не прочитано: 1 счёт, ≈ 30,00 ₽"]),
        ("in | E-1 | 9 | 2026-06-01 | 2026-03 | 30 | | |", ["Не прочитано: 1 счёт, ≈ 30,00 ₽"]),
        ("in | E-1 | 9 | 2026-03-01 | 2026-03 | нет | | |", ["Не прочитано: 1 счёт"]),
    ],
)  # fmt: skip
def test_every_row_that_is_no_dead_one_is_told(row: str, lines: list[str]) -> None:
    _, found = told(SOUND, row)
    assert said(found) == lines


@pytest.mark.parametrize(
    ("count", "noun"), [(1, "счёт"), (2, "счёта"), (5, "счетов"), (11, "счетов"), (21, "счёт")]
)
def test_the_noun_fits_the_number(count: int, noun: str) -> None:
    assert left_out_sentence(LeftOut("in", count, ()), "ru") == f"Не прочитано: {count} {noun}"


def test_the_sides_that_pay_are_never_added() -> None:
    _, found = told(LOST, "out | E-1 | 9 | 2026-03-01 | март | 100 | | |")
    assert [(side.direction, side.count) for side in left_out(found.left_out)] == [
        ("in", 5),
        ("out", 1),
    ]
    assert dict(left_out(found.left_out)[1].sums_minor) == {"RUB": 10_000}


def test_the_overdue_tab_ends_with_it() -> None:
    _, found = told(SOUND, LOST)
    unpaid = overdue_rows(found)
    assert with_last_lines(unpaid, (), None) is unpaid
    link = Link("open", "#gid=7")
    rows = with_last_lines(unpaid, said(found), link)
    assert rows.columns.tolist() == [frame_name(column) for column in OVERDUE.columns]
    assert rows["legal_name"].tolist()[1:] == said(found)
    assert rows["file"].tolist()[1:] == [link]
    assert rows.iloc[-1].drop(["legal_name", "file"]).isna().all()
    assert int(rows["outstanding_minor"].sum()) == 10_000


def test_the_dashboard_ends_with_it() -> None:
    tables, found = told(SOUND, LOST)
    rows = dashboard(tables, found, None, attention(tables, found), Leads({"validation": "#gid=7"}))
    last = rows.iloc[-1]
    assert last["item"].replace("\xa0", " ") == said(found)[0]
    assert (last["section"], last["link"]) == ("Проверка", "#gid=7")
    _, clean = told(SOUND)
    rows = dashboard(tables, clean, None, attention(tables, clean), Leads())
    assert not rows["item"].str.contains("Не прочитано").any()


def test_the_terminal_and_json_tell_it() -> None:
    _, found = told(SOUND, LOST, "out | E-1 | 9 | 2026-03-01 | март | 100 | | |")
    outcome = overdue_outcome(found, overdue_rows(found), pd.DataFrame(), lang="en", errors=6)
    assert "Left out: 5 invoices, ≈ 310,000.00\xa0RUB; 500.00\xa0USD" in outcome.headline
    left = outcome.payload["left_out"]
    assert {name: left[name] for name in ("count", "currencies", "receivable")} == {
        "count": 6,
        "currencies": {"RUB": "310000.00", "USD": "500.00"},
        "receivable": {"RUB": "100.00"},
    }
    assert left["rows"][0] == {
        "row": 3, "direction": "in", "entity_id": "E-1", "number": "2", "month": None,
        "amount": "100000.00", "currency": "RUB",
    }  # fmt: skip
    _, clean = told(SOUND)
    outcome = overdue_outcome(clean, overdue_rows(clean), pd.DataFrame(), lang="en", errors=0)
    assert "Left out" not in outcome.headline
    assert outcome.payload["left_out"] == {
        "count": 0, "currencies": {}, "receivable": {}, "rows": [],
    }  # fmt: skip


def test_payments_of_no_invoice_stand_with_what_is_left_out() -> None:
    """V-PAY-10: applied money that names no invoice any more is in no figure, and is told."""
    log = [
        entry("L-1", "99", 50_000, "2026-04-02"),
        entry("L-2", "98", 20_000, "2026-04-02"),
        entry("L-3", "97", 10, "2026-04-02", currency="USD"),
        entry("L-4", "96", 7, "2026-04-02", direction="out"),
    ]
    found = payables(drawn(""), AS_OF, bank_tabs((), log))
    assert [line.replace("\xa0", " ") for line in unread_sentences(found, "ru")] == [
        "Оплаты без счёта: 3, 70 000,00 ₽; 10,00 $",
        "Оплаты нам без счёта: 1, 7,00 ₽",
    ]
    assert unread_sentences(found, "en")[1].startswith("Payments to us without an invoice: 1, ")
    assert unread_sentences(payables(drawn(""), AS_OF), "en") == ()
