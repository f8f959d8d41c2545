"""The arithmetic from facts to scores goes by whole columns, however many rows there are."""

from collections import Counter
from datetime import date
from typing import Any

import pandas as pd

from sheetsync.rules.rating import Facts
from sheetsync.rules.rating.rating import figures
from sheetsync.rules.rating.rulebook import group_frame, rule_frame, rulebook
from sheetsync.testing.calls import counted_calls


def grown(frames: dict[str, pd.DataFrame], times: int) -> dict[str, pd.DataFrame]:
    """The same company so many times, each partner and job under a name of its own."""
    found = {}
    for name, frame in frames.items():
        copies = []
        for number in range(times if name != "groups" else 1):
            copy = frame.copy()
            for key in {"partner_id", "job_id", "name"} & set(copy.columns):
                copy[key] = copy[key].astype("str") + f"-{number}"
            copies.append(copy)
        found[name] = pd.concat(copies, ignore_index=True)
    return found


def calls_to_rate(frames: dict[str, pd.DataFrame], rules: pd.DataFrame) -> tuple[Counter[str], int]:
    facts = Facts.from_frames(frames, currency="RUB")
    book = rulebook(facts.groups, rules)
    asked = rule_frame(book.groups), group_frame(book.groups)
    with counted_calls() as calls:
        partners, _ = figures(facts, *asked, "2026-03", date(2026, 4, 2))
    return calls, int(partners["score"].notna().sum())


def test_twenty_times_the_work_takes_not_one_call_more(golden: Any) -> None:
    once, few = calls_to_rate(grown(golden.frames, 1), golden.rules)
    often, many = calls_to_rate(grown(golden.frames, 20), golden.rules)
    assert many == 20 * few > 0
    assert sum(once.values()) > 0
    assert often == once
