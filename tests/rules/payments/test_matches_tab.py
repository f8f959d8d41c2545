"""The tab Matches: its rows, and which lines stand there."""

import pandas as pd
import pytest

from sheetsync.rules.payments.matches_tab import (
    NOTHING_PROPOSED,
    level_counts,
    match_rows,
    undecided,
)
from sheetsync.tables.catalogue.payments import BANK, MATCHES, PAYMENT_LOG
from sheetsync.tables.frames import typed_frame
from tests.rules.payments.bank_frames import invoice, line, matched, paid

A12, A13 = invoice("12", 50_000), invoice("13", 20_000)
NOTHING = typed_frame(MATCHES.columns)


def _rows(previous: pd.DataFrame = NOTHING, lang: str = "ru") -> pd.DataFrame:
    lines = [
        line("счета 12, 13", 70_000, line_id="L-1"),
        line("услуги", 1, line_id="L-2"),
        line("услуги", 1, "", line_id="L-3", currency=None),
        line("счет 12", 60_000, "B", line_id="L-4"),
    ]
    found = matched(lines, [A12, A13, invoice("12", 50_000, "B")])
    return match_rows(found, {"A": "Альфа"}, previous, lang)


def test_rows_have_the_columns_and_dtypes_of_the_tab() -> None:
    assert _rows().dtypes.equals(NOTHING.dtypes)


def test_a_row_says_what_is_proposed_and_why() -> None:
    rows = _rows().replace("\u00a0", " ", regex=True)
    first = rows.astype("object").where(rows.notna(), None)
    assert first.to_dict("records")[0] == {
        "line_id": "L-1",
        "proposal": "№ 12 50 000,00; № 13 20 000,00",
        "level": "exact",
        "why": "номера и суммы сходятся",
        "entity_id": "A",
        "partner": "Альфа",
        "left_over_minor": None,
        "currency": "RUB",
        "also": None,
        "was": None,
    }
    assert rows["level"].tolist() == ["exact", "none", "none", "possible"]
    assert rows["proposal"].isna().tolist() == [False, True, True, False]
    assert rows["entity_id"].fillna("").tolist() == ["A", "A", "", "B"]
    assert rows["partner"].fillna("").tolist() == ["Альфа", "Альфа", "", ""]
    assert rows["currency"].fillna("").tolist() == ["RUB", "RUB", "", "RUB"]
    assert rows["left_over_minor"].fillna(0).tolist() == [0, 0, 0, 1_000_000]


def test_other_possibilities_stand_beside() -> None:
    found = matched([line("услуги", 50_000)], [A12, invoice("14", 50_000)])
    (also,) = match_rows(found, {}, NOTHING, "en")["also"]
    assert also.replace("\u00a0", " ") == "№ 12 50,000.00 / № 14 50,000.00"


def test_what_was_proposed_until_now_is_kept_beside() -> None:
    previous = typed_frame(
        MATCHES.columns,
        [
            {"line_id": "L-1", "proposal": "№ 12 1,00", "level": "likely"},
            {"line_id": "L-2", "level": "none"},
            {"line_id": "L-9", "proposal": "№ 9 1,00"},
        ],
    )
    was = _rows(previous)["was"].fillna("").tolist()
    assert was == ["№ 12 1,00", NOTHING_PROPOSED, "", ""]


def test_no_lines_are_no_rows() -> None:
    rows = match_rows([], {}, NOTHING, "ru")
    assert rows.empty
    assert rows.dtypes.equals(NOTHING.dtypes)


def test_levels_are_counted_with_those_that_none_has() -> None:
    found = matched([line("счет 12", 50_000), line("услуги", 1, line_id="L-2")], [A12])
    assert level_counts(found) == {"exact": 1, "likely": 0, "possible": 0, "none": 1}


@pytest.mark.parametrize(
    ("log", "open_lines"),
    [
        ([], ["L-1", "L-3"]),
        # What was entered by itself is settled, until it is reversed.
        ([paid("12", 1, line_id="L-1", said="auto")], ["L-3"]),
        ([paid("12", 1, line_id="L-1", said="yes")], ["L-1", "L-3"]),
        (
            [
                paid("12", 1, line_id="L-1", said="auto", revision=2, state="reversed"),
                paid("12", 1, line_id="L-1", said="auto", revision=1),
            ],
            ["L-1", "L-3"],
        ),
    ],
)
def test_lines_that_nobody_decided_on_are_matched(
    log: list[dict[str, object]], open_lines: list[str]
) -> None:
    lines = [
        line("", 1, line_id="L-1"),
        line("", 1, line_id="L-2", decision="no"),
        line("", 1, line_id="L-3"),
        line("", 1, line_id=None),
    ]
    bank = typed_frame(BANK.columns, lines)
    found = undecided(bank, typed_frame(PAYMENT_LOG.columns, log))
    assert found["line_id"].tolist() == open_lines
