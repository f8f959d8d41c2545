"""Lines with the truth known: nothing exact is wrong, most are proposed rightly."""

from tests.rules.payments.made_lines import made_bank
from tests.rules.payments.outcomes import outcomes_of

#: Source: issue 19, "Done when".
LINES = 3000
RIGHT_SHARE = 0.75


def test_nothing_exact_is_wrong_and_most_is_proposed_rightly() -> None:
    outcomes = outcomes_of(made_bank(19, LINES))
    assert len(outcomes) >= LINES
    assert [one for one in outcomes if one.level == "exact" and not one.is_right] == []
    assert [one for one in outcomes if one.level == "likely" and not one.is_right] == []
    right = sum(one.is_right for one in outcomes if one.level in {"exact", "likely"})
    assert right >= RIGHT_SHARE * len(outcomes)


def test_what_is_not_to_be_paid_is_never_more_than_possible() -> None:
    outcomes = outcomes_of(made_bank(20, LINES))
    traps = {"class", "stranger", "for_another", "unknown_number", "last_year", "range", "mistyped"}
    assert {one.level for one in outcomes if one.kind in traps} <= {"possible", "none"}
    assert traps <= {one.kind for one in outcomes}
