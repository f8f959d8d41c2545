"""The worked example of workbook-and-rules.md 2.5, and small worlds made by hand."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sheetsync.rules.rating import Facts, Ratings, rate

_GOLDEN = Path(__file__).parent / "golden"
_TABLES = ("jobs", "feedback", "doc_packs", "partners", "groups")


class World:
    """Frames of a small company, and its rating."""

    def __init__(
        self, frames: Mapping[str, pd.DataFrame], rules: pd.DataFrame, history: pd.DataFrame
    ) -> None:
        self.frames = dict(frames)
        self.rules = rules
        self.history = history
        self.currency = "RUB"
        self.month_closed: str | None = None

    def rated(self, period: str = "2026-03", as_of: str = "2026-04-02") -> Ratings:
        """The rating of a month."""
        facts = Facts.from_frames(
            self.frames, currency=self.currency, month_closed=self.month_closed
        )
        return rate(facts, self.rules, self.history, period, as_of)

    def partner(self, partner_id: str = "P-001", **when: str) -> dict[str, Any]:
        """One partner's row of the summary."""
        summary = self.rated(**when).summary
        rows = summary[summary["partner_id"] == partner_id]
        return {str(name): value for name, value in rows.iloc[0].to_dict().items()}

    def kpi(self, kpi: str, partner_id: str = "P-001", **when: str) -> dict[str, Any]:
        """One KPI of one partner."""
        details = self.rated(**when).details
        rows = details[(details["partner_id"] == partner_id) & (details["kpi"] == kpi)]
        return {str(name): value for name, value in rows.iloc[0].to_dict().items()}

    def without(self, table: str) -> "World":
        """The same world without a table's rows."""
        self.frames[table] = self.frames[table].iloc[:0]
        return self

    def with_jobs(self, *jobs: Mapping[str, object]) -> "World":
        """The same world with these jobs of P-001, done on their due date unless they say more."""
        blank = {
            "partner_id": "P-001", "assigned_at": None, "responded_at": None, "status": "done",
            "amount": 1000, "defects": 0,
        }  # fmt: skip
        rows = [
            {"job_id": f"W-{place}", "done_date": job.get("due_date"), **blank, **job}
            for place, job in enumerate(jobs)
        ]
        self.frames["jobs"] = pd.concat(
            [self.frames["jobs"].astype("object"), pd.DataFrame(rows, dtype="object")],
            ignore_index=True,
        )
        return self

    def with_rules(self, *rules: Mapping[str, object]) -> "World":
        """The same world with these rules of contractors instead of its own."""
        blank = {"group_id": "contractors", "weight": 10, "worst": 0, "target": 1}
        columns = list(self.rules.columns)
        self.rules = pd.DataFrame([{**blank, **rule} for rule in rules]).reindex(columns=columns)
        return self

    def with_group(self, **terms: Any) -> "World":
        """The same world with other numbers of contractors."""
        groups = self.frames["groups"].astype("object")
        for name, value in terms.items():
            groups[name] = value
        self.frames["groups"] = groups
        return self


@pytest.fixture
def golden() -> World:
    """The worked example as its CSV files give it."""
    frames = {name: pd.read_csv(_GOLDEN / f"{name}.csv") for name in _TABLES}
    rules = pd.read_csv(_GOLDEN / "rating_rules.csv")
    return World(frames, rules, pd.read_csv(_GOLDEN / "history.csv"))


@pytest.fixture
def empty(golden: World) -> World:
    """The partners, groups and rules of the worked example, and nothing that they did."""
    for table in ("jobs", "feedback", "doc_packs"):
        golden.without(table)
    golden.history = golden.history.iloc[:0]
    return golden


@pytest.fixture(scope="session")
def expected() -> dict[str, Any]:
    """What the worked example comes to."""
    answers: dict[str, Any] = json.loads((_GOLDEN / "expected.json").read_text(encoding="utf-8"))
    return answers
