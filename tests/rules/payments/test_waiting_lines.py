"""Lines of the bank that wait for a decision: on the Dashboard, and in the accountant's digest."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from sheetsync.language import Lang
from sheetsync.rules.dashboard import dashboard
from sheetsync.rules.dashboard.lines import Leads
from sheetsync.rules.digests import Digest, digests, with_bank_lines
from sheetsync.rules.payables import payables
from sheetsync.rules.payables.booked import BankTabs
from sheetsync.rules.payments.waiting_lines import WaitingLine, waiting_lines
from sheetsync.tables.catalogue.care import ATTENTION
from sheetsync.tables.catalogue.modules import with_needs
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn
from tests.rules.payments.bank_rows import bank_tabs, entry, line, match

AS_OF = date(2026, 4, 15)
ON = with_needs(["payments"])
BOOKS, LEAD = "books@team.example", "lead@team.example"
BILLS = """
    Legal entities
    Entity ID | Partner ID | Legal name  | Kind    | VAT
    E-1       | P-1        | ООО «Север» | company | no VAT

    Invoices
    Entity ID | Number | Date | Month | Amount | Due
    E-1       | 12     | 2026-03-16 | '2026-03 | 50000 | 2026-05-20
    """


def workbook(**settings: Any) -> Tables:
    return drawn(BILLS, modules=ON, **{"accountant_email": BOOKS, **settings})


def two_lines(**more: Any) -> BankTabs:
    lines = [
        line("L-2", 20_000, on="2026-04-03", counterparty="ООО «Юг»", **more),
        line("L-1", 50_000, on="2026-04-02", flow="in"),
    ]
    return bank_tabs(lines, (), [match("L-2", "№ 12 20 000,00", level="likely")])


def ids(tabs: BankTabs) -> list[str]:
    return [one.line_id for one in waiting_lines(tabs)]


def test_the_oldest_comes_first() -> None:
    assert ids(two_lines()) == ["L-1", "L-2"]


@pytest.mark.parametrize("decision", ["yes", "no", "advance", "fee", "refund", "other"])
def test_what_is_decided_waits_no_more(decision: str) -> None:
    assert ids(two_lines(decision=decision)) == ["L-1"]


@pytest.mark.parametrize(
    ("mark", "waits"),
    [("budget", False), ("charge", False), ("own", False), ("reversal", True), (None, True)],
)
def test_what_the_bank_marks_as_no_payment_waits_for_nobody(
    mark: str | None, *, waits: bool
) -> None:
    assert ("L-2" in ids(two_lines(mark=mark))) == waits


def test_what_was_entered_by_itself_waits_for_nobody() -> None:
    tabs = two_lines()
    log = bank_tabs((), [entry("L-2", "12", 20_000, "2026-04-03", said="auto")]).log
    assert ids(BankTabs(tabs.bank, tabs.matches, log)) == ["L-1"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "ru",
            [
                "02.04.2026, приход 50 000,00 ₽: предложения нет",
                "03.04.2026, расход 20 000,00 ₽, ООО «Юг»: № 12 20 000,00 (вероятно)",
            ],
        ),
        (
            "en",
            [
                "2 April 2026, in 50,000.00 RUB: nothing is proposed",
                "3 April 2026, out 20,000.00 RUB, ООО «Юг»: № 12 20 000,00 (likely)",
            ],
        ),
    ],
)
def test_a_line_is_said_in_one_line(lang: Lang, said: list[str]) -> None:
    found = [one.said(lang).replace("\xa0", " ") for one in waiting_lines(two_lines())]
    assert found == said


def test_a_line_without_a_day_is_said_without_it() -> None:
    (one,) = waiting_lines(bank_tabs([{**line("L-1", 1), "booked_on": None}]))
    assert one.said("ru").startswith(", расход")


def shown(bank: BankTabs | None, **settings: Any) -> dict[str, tuple[Any, ...]]:
    """Lines of the Dashboard by what they count: number, note, link."""
    tables = workbook(**settings)
    rows = dashboard(
        tables,
        payables(tables, AS_OF, bank),
        None,
        typed_frame(ATTENTION.columns),
        Leads({"bank": "#bank"}),
        bank_lines=None if bank is None else waiting_lines(bank),
    )
    cells = rows.set_index("item")[["count", "note", "link"]]
    return {
        str(row[0]): tuple(None if pd.isna(cell) else cell for cell in row[1:])
        for row in cells.itertuples()
    }


def test_the_dashboard_counts_them_with_the_oldest() -> None:
    told = shown(two_lines())
    assert told["Строки выписки без решения"] == (2, "самая старая — с 02.04.2026", "#bank")
    decided = bank_tabs([line("L-1", decision="no")])
    assert shown(decided)["Строки выписки без решения"] == (0, None, "#bank")
    assert "Строки выписки без решения" not in shown(None)


def test_the_dashboard_says_how_far_the_bank_reaches() -> None:
    """In place of the last payment's day: the bank knows that there was none."""
    fresh = bank_tabs([line("L-1", on="2026-04-14")])
    told = shown(fresh)
    assert told["Выписка загружена по"][1] == "14.04.2026"
    assert "Оплаты внесены по" not in told
    assert shown(two_lines())["Выписка загружена по"][1] == (
        "03.04.2026: пора загрузить новую выписку"
    )
    assert shown(None)["Оплаты внесены по"][1] == "оплат ещё не вносили"


def test_payments_of_no_invoice_stand_on_the_dashboard() -> None:
    bank = bank_tabs([line("L-1", decision="yes")], [entry("L-1", "99", 50_000, "2026-04-02")])
    assert "Оплаты без счёта: 1, 50\xa0000,00\xa0₽" in shown(bank)


def due(
    lines: tuple[WaitingLine, ...],
    previous: dict[str, tuple[int, date]] | None = None,
    others: tuple[Digest, ...] = (),
    **settings: Any,
) -> tuple[Digest, ...]:
    return with_bank_lines(others, workbook(**settings), AS_OF, lines, previous or {})


def test_new_lines_are_told_to_the_accountant_once() -> None:
    lines = waiting_lines(two_lines())
    (digest,) = due(lines)
    assert (digest.to, digest.roles, digest.bank_lines_count) == (BOOKS, ("accountant",), 2)
    assert [one.split(",")[0] for one in digest.bank_lines] == ["02.04.2026", "03.04.2026"]
    told = {key: (level, AS_OF) for key, level in digest.marks}
    assert due(lines, told) == ()


def test_a_day_with_one_new_line_tells_that_one_and_how_many_wait() -> None:
    lines = waiting_lines(two_lines())
    (first,) = due(lines[:1])
    told = {key: (level, AS_OF) for key, level in first.marks}
    (digest,) = due(lines, told)
    assert digest.bank_lines_count == 1
    assert [one.replace("\xa0", " ") for one in digest.bank_lines] == [
        "03.04.2026, расход 20 000,00 ₽, ООО «Юг»: № 12 20 000,00 (вероятно)",
        "Всего без решения: 2, самая старая — от 02.04.2026",
    ]


def test_of_many_new_lines_twenty_are_named() -> None:
    lines = waiting_lines(bank_tabs([line(f"L-{at}", 1) for at in range(25)]))
    (digest,) = due(lines)
    assert digest.bank_lines_count == 25
    assert digest.bank_lines[20:] == ("и ещё 5, все — во вкладке «Выписка»",)


def test_they_stand_in_the_digest_that_the_accountant_gets_anyway() -> None:
    own = Digest("Books@Team.example", "", ("curator",), "ru", AS_OF, marks=(("x", 1),))
    other = Digest(LEAD, "", ("manager",), "ru", AS_OF)
    found = due(waiting_lines(two_lines()), others=(other, own))
    assert [digest.to for digest in found] == ["Books@Team.example", LEAD]
    assert found[0].roles == ("curator", "accountant")
    assert found[0].marks[0] == ("x", 1)
    assert found[1] == other


def test_without_an_accountant_nobody_is_told() -> None:
    assert due(waiting_lines(two_lines()), accountant_email="") == ()


def test_a_digest_says_how_far_the_bank_reaches() -> None:
    tables = drawn(BILLS.replace("2026-05-20", "2026-04-10"), modules=ON, accountant_email=BOOKS)
    owed = payables(tables, AS_OF, two_lines())
    (digest,) = digests(tables, owed, typed_frame(ATTENTION.columns), {})
    assert (digest.bank_until, digest.payments_stale) == (date(2026, 4, 3), True)
    (digest,) = digests(tables, payables(tables, AS_OF), typed_frame(ATTENTION.columns), {})
    assert digest.bank_until is None
