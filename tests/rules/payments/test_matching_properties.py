"""Properties of matching over many made statements."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsync.rules.payments.levels import Match
from tests.rules.payments.bank_frames import Record, matched
from tests.rules.payments.made_lines import MadeBank, made_bank
from tests.rules.payments.outcomes import invoice_records, outcomes_of


@pytest.mark.parametrize("seed", range(100, 110))
def test_nothing_exact_is_wrong_whatever_the_statement(seed: int) -> None:
    outcomes = outcomes_of(made_bank(seed))
    assert [one for one in outcomes if one.level == "exact" and not one.is_right] == []
    assert sum(one.level == "likely" and not one.is_right for one in outcomes) <= 3
    right = sum(one.is_right for one in outcomes if one.level in {"exact", "likely"})
    assert right >= 0.75 * len(outcomes)


@settings(max_examples=30)
@given(seed=st.integers(0, 10_000), shuffle=st.integers(0, 10_000))
def test_the_order_of_the_sheet_changes_nothing(seed: int, shuffle: int) -> None:
    bank = made_bank(seed, 150)
    lines = [line.shown for line in bank.lines]
    mixed = Random(shuffle).sample(lines, len(lines))
    assert _by_id(bank, mixed) == _by_id(bank, lines)


@settings(max_examples=30)
@given(seed=st.integers(0, 10_000))
def test_nothing_is_proposed_twice_and_no_line_gives_more_than_it_has(seed: int) -> None:
    bank = made_bank(seed, 200)
    found = matched(
        [line.shown for line in bank.lines], invoice_records(bank), entities=bank.entities
    )
    claimed: dict[int, int] = {}
    for line, one in zip(bank.lines, found, strict=True):
        given_away = sum(minor for _, minor in one.match.claims)
        assert given_away + one.match.left_over_minor in {line.shown["amount_minor"], 0}
        for invoice, minor in one.match.claims:
            assert minor > 0
            claimed[id(invoice)] = claimed.get(id(invoice), 0) + minor
            assert claimed[id(invoice)] <= invoice.outstanding_minor


@settings(max_examples=20)
@given(seed=st.integers(0, 10_000), place=st.integers(0, 149))
def test_a_line_of_another_entity_changes_nothing(seed: int, place: int) -> None:
    bank = made_bank(seed, 150)
    lines = [line.shown for line in bank.lines]
    whole = _by_id(bank, lines)
    without = _by_id(bank, [*lines[:place], *lines[place + 1 :]])
    entity_id, *_ = whole[lines[place]["line_id"]]
    assert without == {key: whole[key] for key in without if whole[key][0] != entity_id} | {
        key: told for key, told in without.items() if told[0] == entity_id
    }


def _by_id(bank: MadeBank, lines: Sequence[Record]) -> dict[str, tuple[object, ...]]:
    """What is told of each line: the entity first."""
    found = matched(lines, invoice_records(bank), entities=bank.entities)
    return {one.line_id: (one.entity_id, *_told(one.match)) for one in found}


def _told(match: Match) -> tuple[object, ...]:
    why = tuple(said.said("ru") for said in match.why)
    return match.level, match.parts, match.left_over_minor, why
