"""From the tabs to a rating: each unsound cell is out of the KPIs that use it, and no others."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from sheetsync.rules.payables import payables
from sheetsync.rules.rating import Ratings, facts_from_tables, rate, rules_from_tables
from sheetsync.rules.validation import validate
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn

AS_OF = date(2026, 4, 15)
COMPANY = """
    Partners
    Partner ID | Name  | Group | Status | Partner since | Curator
    P-001 | Север | crew  | active | 2024-01-10    | Анна
    P-002 | Юг    | crew  | active | 2024-01-10    | Анна

    Groups
    Group ID | Name    | Half-life, months | Min jobs
    crew     | Бригады |                   | 1

    Rating rules
    Group | KPI | Weight | worst | target | Mix in | Norm | Stop below, points | stop_tier
    crew  | on_time   | 40 | 50% | 100%  | 0 | | |
    crew  | defect    | 20 | 50% | 0%    | 0 | | |
    crew  | cancel    | 10 | 50% | 0%    | 0 | | |
    crew  | attention | 10 | 0%  | 100%  | 0 | | |
    crew  | volume    | 10 | 0   | 10000 | 0 | | |
    *     | feedback  | 10 | 1   | 5     | 0 | | |
"""
HEAD = (
    "Job ID | Partner ID | Assigned | Responded | Due | Done | Status | Amount | Currency | Defects"
)
WHOLE = (
    "J-1 | P-001 | 2026-03-01 10:00 | 2026-03-01 11:00 | 2026-03-10 | 2026-03-10 | done | 600 | | 0"
)


def checked(text: str, **settings: Any) -> Tables:
    tables = drawn(text, **settings)
    return tables.with_findings(validate(tables, AS_OF))


def rated(tables: Tables) -> Ratings:
    owed = payables(tables, AS_OF)
    facts = facts_from_tables(tables, owed.packs, owed.invoices)
    return rate(facts, rules_from_tables(tables), None, "2026-03", AS_OF)


def with_jobs(*rows: str, more: str = "", **settings: Any) -> Ratings:
    lines = "\n".join(f"    {line}" for line in rows)
    return rated(checked(f"{COMPANY}\n    Jobs\n    {HEAD}\n{lines}\n{more}", **settings))


def records(ratings: Ratings, partner_id: str = "P-001") -> dict[str, int]:
    """How many records each KPI of a partner has."""
    kpis = ratings.details[ratings.details["partner_id"] == partner_id]
    return dict(zip(kpis["kpi"], kpis["n"], strict=True))


def test_a_sound_job_counts_everywhere() -> None:
    assert records(with_jobs(WHOLE)) == {
        "on_time": 1, "defect": 1, "cancel": 1, "feedback": 0, "attention": 1, "volume": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "mistyped", "out"),
    [
        ("| 2026-03-10 | 2026-03-10 |", "| скоро | 2026-03-10 |", {"on_time", "cancel"}),
        ("| done | 600 |", "| done | шестьсот |", {"volume"}),
        ("| 600 | | 0", "| 600 | | нет", {"defect"}),
        ("| 2026-03-01 11:00 |", "| сразу |", {"attention"}),
        ("| 2026-03-01 10:00 |", "| утром |", {"attention"}),
        # Answered or done before it was handed over: V-JOB-04.
        ("| 2026-03-01 10:00 |", "| 2026-03-01 11:30 |", {"attention"}),
        ("| 2026-03-01 10:00 | 2026-03-01 11:00 |", "| 2026-03-11 10:00 | 2026-03-11 11:00 |",
         {"attention"}),
    ],
)  # fmt: skip
def test_an_unsound_cell_is_out_of_the_kpis_that_use_it(
    typed: str, mistyped: str, out: set[str]
) -> None:
    counts = records(with_jobs(WHOLE.replace(typed, mistyped)))
    assert {kpi for kpi, count in counts.items() if not count} - {"feedback"} == out


@pytest.mark.parametrize(
    "row",
    [
        WHOLE.replace("| done |", "| готово |"),
        WHOLE.replace("P-001", "P-999"),
        WHOLE.replace("| 2026-03-10 | done", "| | done"),
    ],
    ids=["unknown status", "unknown partner", "done without a date"],
)
def test_an_unsound_row_counts_nowhere(row: str) -> None:
    assert sum(records(with_jobs(row)).values()) == 0


def test_a_done_date_nobody_can_read_is_not_a_late_job() -> None:
    counts = records(with_jobs(WHOLE.replace("| 2026-03-10 | done", "| вчера | done")))
    assert (counts["on_time"], counts["defect"], counts["volume"]) == (0, 0, 0)


def test_a_look_alike_letter_does_not_lose_a_job() -> None:
    """Cyrillic Р in the partner's code."""
    assert records(with_jobs(WHOLE.replace("P-001", "Р-001")))["on_time"] == 1


@pytest.mark.parametrize(
    ("rates", "volume"),
    [({"USD": Decimal("92.5")}, 92.5 * 600 / 6), ({"EUR": Decimal(100)}, None)],
    ids=["converted", "no rate: missing, not understated"],
)
def test_amounts_are_converted_to_the_base_currency(
    rates: dict[str, Decimal], volume: float | None
) -> None:
    dollars = WHOLE.replace("| 600 | |", "| 600 | USD |")
    roubles = WHOLE.replace("J-1", "J-2").replace("| 600 | |", "| 0 | |")
    details = with_jobs(dollars, roubles, rates=rates).details
    raw = details.loc[details["kpi"] == "volume", "raw"].iloc[0]
    assert pd.isna(raw) if volume is None else raw == pytest.approx(volume)


@pytest.mark.parametrize(
    ("best", "typed", "score"), [(Decimal(5), "4", 4.0), (Decimal(10), "7,5", 4.0)]
)
def test_feedback_is_on_the_scale_of_one_to_five(best: Decimal, typed: str, score: float) -> None:
    feedback = f"""
    Feedback
    Date       | Job ID | Partner ID | Score | Source
    2026-03-12 | J-1    |            | {typed} |
    """
    details = with_jobs(WHOLE, more=feedback, feedback_max=best).details
    rows = details[(details["kpi"] == "feedback") & (details["partner_id"] == "P-001")]
    assert (rows["n"].iloc[0], rows["raw"].iloc[0]) == (1, score)


def test_a_rule_with_a_cell_that_cannot_be_read_stops_its_group() -> None:
    tables = checked(COMPANY.replace("| 40 | 50% |", "| 40 | половина |"))
    assert rated(tables).refused == {
        "crew": "правило «сроки» не прочитано: проверьте вес, границы и норму"
    }


def test_a_group_with_a_cell_that_cannot_be_read_is_not_rated() -> None:
    tables = checked(COMPANY.replace("| Бригады |                   | 1", "| Бригады | три | 1"))
    assert rated(tables).refused == {"crew": "в строке группы есть ошибка, см. «Проверка»"}


def test_a_stop_without_a_tier_only_switches_the_stop_off() -> None:
    stop = COMPANY.replace("| 40 | 50% | 100%  | 0 | | |", "| 40 | 50% | 100%  | 0 | | 90 |")
    assert rated(checked(stop)).refused == {}


def test_settings_say_how_lists_and_trends_are_made() -> None:
    settings = {"trend_step": Decimal(1), "drop_alert": Decimal(7), "top_n": 1}
    summary = rated(checked(COMPANY, **settings)).summary
    assert summary[["trend_epsilon", "drop_alert", "top_n"]].iloc[0].tolist() == [1.0, 7.0, 1.0]


def test_month_closed_currency_and_language_come_from_the_workbook() -> None:
    ratings = rated(checked(COMPANY, lang="en", currency="KZT", month_closed="2026-03"))
    assert (ratings.state, ratings.currency, ratings.lang) == ("final", "KZT", "en")


def test_documents_and_payments_come_from_the_ledger() -> None:
    company = COMPANY.replace(
        "    *     | feedback  | 10 | 1   | 5     | 0 | | |",
        "    crew  | documents | 10 | 0%  | 100%  | 0 | | |\n"
        "    crew  | payment   | 10 | 0%  | 100%  | 0 | | |",
    )
    text = f"""{company}
    Legal entities
    Entity ID | Partner ID | Legal name | Kind | Tax ID (INN) | KPP | VAT payer
    E-1       | P-001      | ООО Север  | company | '9900000017 | '990001001 | no VAT

    Invoices
    Direction | Entity ID | Number | Date | Month | Amount | Due | Paid | Paid on
    out | E-1 | 1 | 2026-02-01 | '2026-02 | 500 | 2026-03-05 | 500 | 2026-03-05
    out | E-1 | 2 | 2026-02-01 | '2026-02 | 600 | 2026-03-05 | 900 | 2026-03-01
    out | E-1 | 3 | 2026-02-01 | '2026-02 | 700 | 2026-03-05 |     |
    in  | E-1 | 4 | 2026-02-01 | '2026-02 | 800 | 2026-03-05 |     |
    """
    counts = records(rated(checked(text)))
    assert (counts["payment"], counts["documents"]) == (3, 1)
    details = rated(checked(text)).details
    raw = details[(details["partner_id"] == "P-001")].set_index("kpi")["raw"]
    assert raw["payment"] == pytest.approx(2 / 3)


def test_an_empty_workbook_rates_nobody() -> None:
    ratings = rated(checked(""))
    assert len(ratings.summary) == 0
    assert ratings.refused == {}


def test_without_groups_and_rules_nobody_is_rated_and_that_is_told() -> None:
    whole = checked(COMPANY)
    partners_alone = replace(whole, tables={"partners": whole.tables["partners"]})
    assert rated(partners_alone).refused == {"crew": "такой группы нет во вкладке «Группы»"}
    assert len(rules_from_tables(partners_alone)) == 0


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("600", 600.0), ("600,40", 600.4), ("0", 0.0), ("0,01", 0.01), ("1 250 000", 1_250_000.0)],
)
@pytest.mark.parametrize("currency", ["", "RUB"])
def test_an_amount_in_the_base_currency_counts_as_it_stands(
    typed: str, amount: float, currency: str
) -> None:
    """Whatever rates there are: none of them is that of the base currency."""
    row = WHOLE.replace("| 600 | |", f"| {typed} | {currency} |")
    ratings = with_jobs(row, rates={"USD": Decimal("92.5"), "EUR": Decimal(100)})
    kpis = ratings.details.set_index(["partner_id", "kpi"])
    assert kpis.loc[("P-001", "volume"), "raw"] == pytest.approx(amount / 6)


def test_currencies_are_added_up_in_the_base_currency() -> None:
    dollars = WHOLE.replace("J-1", "J-2").replace("| 600 | |", "| 10 | USD |")
    ratings = with_jobs(WHOLE, dollars, rates={"USD": Decimal(90)})
    kpis = ratings.details.set_index(["partner_id", "kpi"])
    assert kpis.loc[("P-001", "volume"), "raw"] == pytest.approx((600 + 900) / 6)
