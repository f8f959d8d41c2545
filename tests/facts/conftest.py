"""A company as Parquet files: the worked example's tables, made twenty times as large by chance."""

import random
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

GOLDEN = Path(__file__).parents[1] / "rules" / "rating" / "golden"
_DAYS = {
    "jobs": ("due_date", "done_date"),
    "feedback": ("date",),
    "doc_packs": ("deadline", "completed_on"),
}


@pytest.fixture(scope="session")
def example() -> dict[str, pd.DataFrame]:
    """The tables of the worked example, days as dates, and invoices that it has none of."""
    frames = {path.stem: pd.read_csv(path) for path in GOLDEN.glob("*.csv")}
    for table, columns in _DAYS.items():
        for column in columns:
            frames[table][column] = pd.to_datetime(frames[table][column]).dt.date
    for column in ("assigned_at", "responded_at"):
        frames["jobs"][column] = pd.to_datetime(frames["jobs"][column])
    frames["invoices"] = pd.DataFrame(
        {
            "partner_id": ["P-001", "P-001", "P-002", "P-002", "P-003"],
            "direction": ["out", "out", "out", "in", "out"],
            "kind": ["invoice", "invoice", "invoice", "invoice", "credit_note"],
            "state": [None, "void", None, None, None],
            "due": pd.to_datetime(["2026-02-10"] * 5).date,
            "paid_date": [date(2026, 2, 9), date(2026, 2, 9), date(2026, 2, 11), None, None],
        }
    )
    frames["jobs"] = pd.concat([frames["jobs"], _jobs(600)], ignore_index=True)
    frames["feedback"] = pd.concat([frames["feedback"], _feedback(300)], ignore_index=True)
    return frames


def _jobs(count: int) -> pd.DataFrame:
    chance = random.Random(5)
    rows = []
    for number in range(count):
        due = date(2026, 4, 20) - timedelta(days=chance.randint(0, 300))
        assigned = datetime(due.year, due.month, due.day, 9, 30) - timedelta(hours=300)  # noqa: DTZ001  # no zones
        status = chance.choice(["done"] * 5 + ["planned", "cancelled_partner", "cancelled_us"])
        answer = assigned + timedelta(seconds=chance.randint(0, 200_000))
        rows.append({
            "job_id": f"X{number}", "partner_id": f"P-00{chance.randint(1, 3)}",
            "assigned_at": assigned, "responded_at": answer if chance.random() < 0.8 else None,
            "due_date": due if chance.random() < 0.9 else None,
            "done_date": due + timedelta(days=chance.randint(-4, 3)) if status == "done" else None,
            "status": status, "amount": chance.randint(1, 9_000_000) / 100,
            "defects": chance.choice([0, 0, 1]),
        })  # fmt: skip
    return pd.DataFrame(rows)


def _feedback(count: int) -> pd.DataFrame:
    chance = random.Random(6)
    rows = [
        {
            "job_id": f"X{chance.randint(0, 700)}" if chance.random() < 0.8 else None,
            "partner_id": f"P-00{chance.randint(1, 3)}",
            "date": date(2026, 4, 1) - timedelta(days=chance.randint(0, 200)),
            "score": float(chance.randint(1, 5)),
        }
        for _ in range(count)
    ]
    return pd.DataFrame(rows)


@pytest.fixture
def folder(example: dict[str, pd.DataFrame], tmp_path: Path) -> Path:
    """The example as Parquet; its jobs are a folder of two files."""
    for table, frame in example.items():
        if table != "jobs":
            frame.to_parquet(tmp_path / f"{table}.parquet")
    (tmp_path / "jobs").mkdir()
    example["jobs"].iloc[:300].to_parquet(tmp_path / "jobs" / "part-0.parquet")
    example["jobs"].iloc[300:].to_parquet(tmp_path / "jobs" / "part-1.parquet")
    return tmp_path
