"""Whatever cells are spoilt, every job ends with 0, 1 or 2, and nobody else's figures change."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest

from jobs import digest, monthly_reports, overdue, ratings, validate
from sheetsync.errors import SheetsyncError
from sheetsync.rules.monthly import MonthlyReport
from sheetsync.rules.monthly.report_parts import Chart
from sheetsync.tables.catalogue import PEOPLE_BY_CODE, PEOPLE_TABS
from sheetsync.tables.cells import a1
from sheetsync.testing.office import Office
from sheetsync.testing.spoiling import (
    ERRORS,
    OF_ALL,
    OF_PARTNERS,
    PARTNERS,
    Spot,
    drawing,
    spoilt_values,
)
from sheetsync.workbook.session import quoted
from sheetsync.workspace import Workspace
from sheetsync.workspace.monthly import planned_reports

JOBS = (validate, ratings, overdue, monthly_reports, digest)
#: Rounds are shared out, so that two workers try them at once.
SHARES = 8
#: What an exit of 2 names: a tab and a cell of it.
_PLACE = re.compile(
    "(?:" + "|".join(re.escape(tab.ru) for tab in PEOPLE_TABS) + r")'?!\$?[A-Z]+\d+"
)
#: Figures that depend on other partners: who is first of how many, and what the group does.
_OF_OTHERS = ["rank", "of", "list", "list_place", "vs_group", "prior", "place", "why", "next"]

Cells = Mapping[str, Sequence[Sequence[object]]]
Figures = dict[str, dict[str, list[dict[str, Any]]]]


@dataclass
class Company:
    """One office in which cells are spoilt and put right again."""

    office: Office
    cells: Cells
    figures: Figures

    def put(self, values: Mapping[Spot, object]) -> None:
        """Type values as people do: error values come from formulas."""
        raw: dict[str, list[list[object]]] = {}
        typed: dict[str, list[list[object]]] = {}
        for spot, value in values.items():
            place = f"{quoted(PEOPLE_BY_CODE[spot.tab].ru)}!{a1(spot.row, spot.column)}"
            (typed if value in ERRORS else raw)[place] = [[value]]
        if raw:
            self.office.session.write_values(raw, "RAW")
        if typed:
            self.office.session.write_values(typed, "USER_ENTERED")

    def held(self, spot: Spot) -> object:
        """What the cell holds in the sound company."""
        column = self.cells[spot.tab][spot.column - 1]
        return column[spot.row - 1] if spot.row <= len(column) else ""

    def owners(self, spoilt: Mapping[Spot, object]) -> set[str]:
        """The partners whose rows these cells are in, or whose code was typed into one.

        All of them for a header.
        """
        entities = dict(zip(self.cells["entities"][0], self.cells["entities"][1], strict=False))
        jobs = dict(zip(self.cells["jobs"][0], self.cells["jobs"][1], strict=False))
        # A dash of another kind is the same code; amendments.md 1.
        owners = {str(value).replace("\u2011", "-") for value in spoilt.values()} & set(PARTNERS)
        for spot in spoilt:
            if spot.row == 1:
                return set(PARTNERS)
            row = {
                self.held(Spot(spot.tab, spot.row, n + 1)) for n in range(len(self.cells[spot.tab]))
            }
            named = [*row, *(entities.get(key) for key in row), *(jobs.get(key) for key in row)]
            owners |= {str(name) for name in named if name in PARTNERS}
        return owners


def figures_of(ws: Workspace) -> Figures:
    """Everything computed for each partner that does not depend on the others."""
    plan = planned_reports(ws)
    frames = {
        "summary": ws.rated.shown.summary,
        "details": ws.rated.shown.details,
        "invoices": ws.payables.invoices,
        "packs": ws.payables.packs,
        "attention": ws.attention,
    }
    found: Figures = {}
    for name, frame in frames.items():
        shown = frame.drop(columns=[column for column in _OF_OTHERS if column in frame.columns])
        for partner, rows in shown.groupby("partner_id", observed=True):
            records = rows.astype("object").where(rows.notna(), None).to_dict("records")
            found.setdefault(str(partner), {})[name] = [
                {str(key): value for key, value in record.items()} for record in records
            ]
    for report in plan.to_send:
        found.setdefault(report.partner_id, {})["report"] = [_report(report)]
    return found


def _report(report: MonthlyReport) -> dict[str, Any]:
    """All but the rating, which has ranks, and the history drawn from it."""
    return {"whole": repr(replace(report, rating=None, chart=Chart()))}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    office = Office(tmp_path_factory.mktemp("spoilt"), date(2026, 4, 15))
    office.type_in(drawing())
    stored = office.stored()
    cells = {tab.code: stored[tab.ru] for tab in PEOPLE_TABS}
    with office.open(dry_run=True) as ws:
        figures = figures_of(ws)
    assert set(figures) == set(PARTNERS)
    told = {"summary", "details", "invoices", "packs", "report"}
    assert [partner for partner, parts in figures.items() if not told <= set(parts)] == []
    return Company(office, cells, figures)


def rounds_of(share: int, config: pytest.Config) -> Iterator[int]:
    first = int(config.getoption("--spoilt-seed"))
    yield from range(first + share, first + int(config.getoption("--spoilt-rounds")), SHARES)


@pytest.mark.parametrize("share", range(SHARES))
def test_spoilt_cells_end_no_job_with_a_bug_and_change_no_figure_of_others(
    company: Company, share: int, pytestconfig: pytest.Config
) -> None:
    compared = went_on = 0
    for seed in rounds_of(share, pytestconfig):
        rng = Random(seed)
        # Two of three leave the rules for all alone, so that figures can be compared.
        partners_only = seed % 3 != 0
        codes = OF_PARTNERS if partners_only else (*OF_PARTNERS, *OF_ALL, *OF_ALL)
        spoilt = dict(spoilt_values(rng, company.cells, codes))
        company.put(spoilt)
        try:
            with company.office.open(dry_run=True) as ws:
                stopped = [job for job in JOBS if not _ends_well(ws, job.run, seed, spoilt)]
                went_on += not stopped
                if partners_only and not stopped:
                    touched = company.owners(spoilt)
                    _compare(
                        figures_of(ws), company.figures, set(PARTNERS) - touched, (seed, spoilt)
                    )
                    compared += touched != set(PARTNERS)
        finally:
            company.put({spot: company.held(spot) for spot in spoilt})
    rounds = len(list(rounds_of(share, pytestconfig)))
    # A property that stops every job, or compares nobody, would hold for any code.
    assert went_on >= rounds // 4
    assert compared >= rounds // 10


def _ends_well(ws: Workspace, story: Any, seed: int, spoilt: Mapping[Spot, object]) -> bool:
    """Whether the job went on; when it stopped, that it said where."""
    told = f"--spoilt-seed {seed}: {story.__module__}: {dict(spoilt)}"
    stop: SheetsyncError | None = None
    code = 0
    try:
        code = ws.run(story).exit_code
    except SheetsyncError as error:
        stop = error
    except Exception as error:
        error.add_note(told)
        raise
    assert code in {0, 1}, told
    if stop is not None:
        assert _names_a_cell(stop), f"{told}: {stop}"
    return stop is None


def _names_a_cell(stop: SheetsyncError) -> bool:
    return stop.exit_code == 2 and bool(stop.cure) and bool(_PLACE.search(stop.message))


def _compare(now: Figures, before: Figures, partners: set[str], told: object) -> None:
    for partner in sorted(partners):
        present = now.get(partner, {})
        # What is told now and was not before is a change too: a line of attention, a letter.
        for name in {**before[partner], **present}:
            changed = _changed(present.get(name, []), before[partner].get(name, []))
            assert not changed, (partner, name, changed, told)


def _changed(
    now: Sequence[Mapping[str, Any]], before: Sequence[Mapping[str, Any]]
) -> Mapping[str, object]:
    """Which figures are others than before."""
    if len(now) != len(before):
        return {"rows": (len(now), len(before))}
    return {
        name: (new.get(name), old[name])
        for new, old in zip(now, before, strict=True)
        for name in old
        if new.get(name) != old[name]
    }


def test_a_spoilt_workbook_is_written_and_mailed_from_too(company: Company, tmp_path: Path) -> None:
    """The dry runs above write nothing; some rounds for real, every job by itself."""
    office = Office(tmp_path, date(2026, 4, 15))
    office.type_in(drawing())
    real = Company(office, company.cells, company.figures)
    stops: list[SheetsyncError] = []
    for seed in (1, 3, 4):
        spoilt = dict(spoilt_values(Random(seed), company.cells, (*OF_PARTNERS, *OF_ALL)))
        real.put(spoilt)
        for job in JOBS:
            try:
                assert office.run(job.run).exit_code in {0, 1}
            except SheetsyncError as error:
                stops.append(error)
        real.put({spot: real.held(spot) for spot in spoilt})
    assert [str(stop) for stop in stops if not _names_a_cell(stop)] == []


def test_every_optional_column_may_be_half_filled(company: Company) -> None:
    """§ 1.1: rows that lack a column beside rows that have it, a tab's columns at once."""
    for tab in PEOPLE_TABS[:8]:
        optional = [n for n, column in enumerate(tab.columns, start=1) if not column.required]
        height = max(map(len, company.cells[tab.code]))
        for start in (2, 3):
            emptied = {
                Spot(tab.code, row, n): ""
                for row in range(start, height + 1, 2)
                for n in optional
                if n <= len(company.cells[tab.code])
            }
            company.put(emptied)
            with company.office.open(dry_run=True) as ws:
                for job in JOBS:
                    _ends_well(ws, job.run, 0, emptied)
            company.put({spot: company.held(spot) for spot in emptied})


def test_the_company_is_whole(company: Company) -> None:
    with company.office.open(dry_run=True) as ws:
        errors = [finding for finding in ws.tables.findings if finding.severity == "error"]
        assert errors == []
        assert ws.rated.shown.summary["score"].notna().all()
        assert len(planned_reports(ws).to_send) == len(PARTNERS)
        assert isinstance(ws.payables.invoices, pd.DataFrame)
