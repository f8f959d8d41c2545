"""A score of 62.25 is told as 62.3 wherever it is told."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from sheetsync.cli.rating_table import cell_text
from sheetsync.language import Lang
from sheetsync.language.numbers import compact, number, percent
from sheetsync.letters.samples import monthly_samples
from sheetsync.rules.dashboard.lines import no_row
from sheetsync.rules.dashboard.standing import standing_lines
from sheetsync.rules.monthly.figures import figures_of
from sheetsync.rules.rating.figure_words import share_text
from sheetsync.testing.drawing import drawn
from sheetsync.workspace.outcomes.words import amount, figure


@pytest.mark.parametrize(
    ("value", "en", "ru"),
    [
        (62.25, "62.3", "62,3"), (62.35, "62.4", "62,4"), (0.05, "0.1", "0,1"),
        (84.05, "84.1", "84,1"), (99.95, "100.0", "100,0"), (4.25, "4.3", "4,3"),
        (62.2499999, "62.3", "62,3"), (62.24, "62.2", "62,2"),
    ],
)  # fmt: skip
def test_letter_terminal_explain_and_tables_round_alike(value: float, en: str, ru: str) -> None:
    expected: dict[Lang, str] = {"en": en, "ru": ru}
    for lang, text in expected.items():
        assert number(value, lang) == text
        assert figure(value, lang) == text
        assert cell_text("score", value, lang) == text


@pytest.mark.parametrize("share", [0.6225, 0.005, 0.145, 0.999, 0.3335, -0.045])
def test_shares_round_alike_in_letter_and_sheet(share: float) -> None:
    for lang in ("ru", "en"):
        assert percent(share, lang) == share_text(share, lang)


@pytest.mark.parametrize(("lang", "shown"), [("ru", "62,3 · уровень B"), ("en", "62.3 · tier B")])
def test_the_dashboard_rounds_so_too(lang: Lang, shown: str) -> None:
    row: dict[str, Any] = {
        "group": "g", "list": "strongest", "name": "N", "score": 62.25, "tier": "B",
        "partner_id": "P-1",
    }  # fmt: skip
    (line,) = standing_lines(drawn("", lang=lang), pd.DataFrame([row]), "", no_row)
    assert line.note == shown


def test_figures_that_a_correction_compares_round_so_too() -> None:
    busy = monthly_samples("ru")["busy"]
    work = figures_of(_with_score(busy, 4.25))
    assert work["client_score"] == "4.3"


def _with_score(report: Any, score: float) -> Any:
    return replace(report, as_of=date(2026, 4, 2), work=replace(report.work, score=score))


def test_amounts_are_exact_and_the_axis_of_a_picture_rounds_half_up() -> None:
    assert amount(9_007_199_254_740_993, "en") == "90,071,992,547,409.93"
    assert (compact(62_250.0, "en"), compact(62_350.0, "en")) == ("62.3K", "62.4K")
    assert (compact(0.0, "en"), compact(950.0, "en")) == ("0", "950")
