"""The same month of the same company is rated once; whoever gets it has frames of their own."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from sheetsync.rules.rating import Facts, rate
from sheetsync.testing.calls import counted_calls


def times_worked_out(ask: Callable[[], object]) -> int:
    with counted_calls() as calls:
        ask()
    return calls["sheetsync.rules.rating.rating.figures"]


def test_the_same_month_is_worked_out_once_and_any_other_anew(golden: Any) -> None:
    first, again = golden.rated(), golden.rated()
    assert times_worked_out(golden.rated) == 0
    assert times_worked_out(lambda: golden.rated(period="2026-01")) == 1
    assert times_worked_out(lambda: golden.rated(as_of="2026-04-29")) == 1
    pd.testing.assert_frame_equal(first.summary, again.summary)
    pd.testing.assert_frame_equal(first.details, again.details)


def test_what_one_reader_writes_no_other_reads(golden: Any) -> None:
    one, other = golden.rated(), golden.rated()
    said = other.summary["name"].tolist(), other.details["n"].tolist()
    one.summary["name"] = "overwritten"
    one.details.loc[:, "n"] = -1
    for rated in (other, golden.rated()):
        assert (rated.summary["name"].tolist(), rated.details["n"].tolist()) == said


def test_each_thing_that_a_rating_stands_on_makes_another_one(golden: Any) -> None:
    before = golden.rated()
    golden.currency = "EUR"
    assert golden.rated().currency == "EUR"
    golden.month_closed = "2026-03"
    assert (before.state, golden.rated().state) == ("preliminary", "final")
    golden.with_group(min_jobs=1)
    assert set(golden.rated().summary["min_jobs"]) == {1}
    golden.history = golden.history.iloc[:0]
    assert golden.rated().summary["prev_score"].isna().all()
    golden.rules["weight"] = 10
    assert golden.rated().rules_hash != before.rules_hash
    for table in ("feedback", "doc_packs", "jobs"):
        held = golden.rated().details["n"].sum()
        assert golden.without(table).rated().details["n"].sum() < held, table
    golden.frames["partners"]["name"] = "Other"
    assert set(golden.rated().summary["name"]) == {"Other"}


def test_many_rows_and_cells_that_cannot_be_compared_are_rated_all_the_same(golden: Any) -> None:
    before = golden.rated()
    odd = golden.history.assign(stops=[["on_time"]] * len(golden.history))
    many = pd.concat([golden.history] * 1000, ignore_index=True)
    facts = Facts.from_frames(golden.frames)
    for history in (odd, many):
        rated = rate(facts, golden.rules, history, "2026-03", "2026-04-02")
        assert rated.summary["score"].tolist() == before.summary["score"].tolist()
