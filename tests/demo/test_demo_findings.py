"""What the tool says of the demo network: its planted troubles, and nothing else."""

from collections.abc import Callable
from datetime import date

import pytest

from sheetsync.dates import add_months, month_of
from sheetsync.demo import PLANTED, DemoWorkbook, build
from sheetsync.language import Lang
from sheetsync.rules.payables import payables
from sheetsync.rules.rating import facts_from_tables, rate, rules_from_tables
from sheetsync.rules.validation import told_once, validate, worded
from sheetsync.tables.cells import Grid
from sheetsync.tables.reading.people_tabs import read_tables
from sheetsync.tables.table import Tables

GridsOf = Callable[[DemoWorkbook], dict[str, Grid]]
DAYS = [date(2026, 11, 23), date(2026, 1, 1)]


def read(workbook: DemoWorkbook, grids: dict[str, Grid], as_of: date) -> Tables:
    tables = read_tables(grids, locale=workbook.locale)
    return tables.with_findings(validate(tables, as_of))


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_validation_finds_the_planted_slips_and_nothing_else(
    grids_of: GridsOf, lang: Lang, as_of: date
) -> None:
    workbook = build(lang, 3, as_of=as_of)
    tables = read(workbook, grids_of(workbook), as_of)
    found = {
        (worded(finding, tables, lang).code, finding.tab, finding.row)
        for finding in told_once(tables.findings)
    }
    expected = {
        (
            trouble.value,
            workbook.planted[trouble.code].tab,
            workbook.planted[trouble.code].row,
        )
        for trouble in PLANTED
        if trouble.seen_in == "validation"
    }
    assert found == expected


@pytest.mark.parametrize("as_of", DAYS)
def test_planted_invoices_and_packs_stand_out(grids_of: GridsOf, as_of: date) -> None:
    workbook = build("en", 1, as_of=as_of)
    known = payables(read(workbook, grids_of(workbook), as_of), as_of)
    unpaid = known.unpaid
    place = workbook.planted
    assert unpaid.loc[place["due_yesterday"].row, "level"] == 2
    assert unpaid.loc[place["waiting_nine_days"].row, "highlight"] == "yellow"
    assert unpaid.loc[place["overdue_dealer"].row, "level"] == 4
    assert unpaid.loc[place["disputed_invoice"].row, "blocked_by"] == "dispute"
    missing = known.packs[known.packs["state"] == "missing"]
    assert place["missing_upd"].key in set(missing["entity_id"])
    assert len(missing) < 12
    assert not (known.packs["state"] == "mismatch").any()


@pytest.mark.parametrize(("seed", "as_of"), list(enumerate(DAYS, start=1)))
def test_tiers_are_spread_as_in_a_real_network(grids_of: GridsOf, seed: int, as_of: date) -> None:
    workbook = build("en", seed, as_of=as_of)
    tables = read(workbook, grids_of(workbook), as_of)
    known = payables(tables, as_of)
    facts = facts_from_tables(tables, known.packs, known.invoices)
    period = add_months(month_of(as_of), -1)
    summary = rate(facts, rules_from_tables(tables), None, period, as_of).summary
    rated = summary[summary["status"] == "rated"]
    shares = rated["tier"].value_counts(normalize=True)
    assert len(rated) >= 54
    assert 0.2 <= shares["A"] <= 0.4
    assert 0.3 <= shares["B"] <= 0.55
    assert 0.12 <= shares["C"] <= 0.32
    assert 0.05 <= shares["D"] <= 0.16
    by_partner = summary.set_index("partner_id")
    for trouble in ("drag_down_contractor", "drag_down_studio"):
        assert by_partner.loc[workbook.planted[trouble].key, "list"] == "drag_down"
        assert by_partner.loc[workbook.planted[trouble].key, "tier"] == "D"
    newcomer = by_partner.loc[workbook.planted["newcomer"].key]
    assert (newcomer["tier"], newcomer["jobs"]) == ("B", 4)
