"""What a run does with decisions. Source: adoption.md P1; Accept P4 5 and 6."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.payments.desk import INVOICES, Desk

TWELVE = "№ 12 50 000,00"
BOTH = "№ 12 50 000,00; № 13 20 000,00"


def decided(amount: float, proposal: str, decision: str, **more: Any) -> Desk:
    """A desk with one line, its proposal, and what people say of it."""
    desk = Desk()
    desk.bank_tells("L-1", amount, proposal, on="2026-04-02", **more)
    desk.say("L-1", decision)
    return desk


def test_a_yes_freezes_the_proposal() -> None:
    desk = decided(70_000, BOTH, "yes")
    assert desk.run() == [
        ("L-1", 1, "12", 50_000, "applied", "yes"),
        ("L-1", 1, "13", 20_000, "applied", "yes"),
    ]
    entry = desk.log.iloc[0]
    assert entry[["entity_id", "direction", "currency"]].tolist() == ["E-1", "in", "RUB"]
    assert str(entry["invoice_date"].date()) == "2026-03-16"
    assert str(entry["paid_on"].date()) == "2026-04-02"
    assert entry[["run_id", "at"]].isna().all()
    assert desk.paid() == {"12": 50_000, "13": 20_000}


def test_a_second_run_adds_nothing() -> None:
    desk = decided(70_000, BOTH, "yes")
    desk.run()
    assert desk.run() == []


def test_a_number_is_noted_as_invoices_spell_it() -> None:
    desk = decided(30_000, "№ YT-15 30,000.00", "yes", entity_id="E-2")
    assert desk.run()[0][2] == "УТ-15"


def test_what_comes_in_pays_our_invoice() -> None:
    desk = decided(40_000, "№ 7 40 000,00", "yes", flow="in")
    desk.run()
    assert desk.log["direction"].tolist() == ["out"]
    assert desk.paid() == {"7": 40_000}


def test_what_is_frozen_stays_however_the_proposal_moves() -> None:
    desk = decided(50_000, TWELVE, "yes")
    desk.run()
    desk.matches["L-1"] |= {"proposal": "№ 13 20 000,00"}
    desk.lines["L-1"] |= {"proposal": "№ 13 20 000,00"}
    assert desk.run() == []


def test_languages_write_one_proposal_in_two_ways() -> None:
    desk = decided(50_000, TWELVE, "yes")
    desk.lines["L-1"]["proposal"] = "№ 12 50,000.00"
    assert desk.run()[0][4] == "applied"


def _shown(desk: Desk, text: str | None) -> None:
    desk.lines["L-1"]["proposal"] = text


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: _shown(desk, None),
        lambda desk: _shown(desk, "#N/A"),
        lambda desk: _shown(desk, "№ 13 20 000,00"),
        lambda desk: _shown(desk, "№ 12 49 999,00"),
        lambda desk: desk.matches["L-1"].update(was="№ 13 20 000,00"),
        lambda desk: desk.matches["L-1"].update(was="–"),
        lambda desk: desk.matches["L-1"].update(proposal=None),
        lambda desk: desk.matches.pop("L-1"),
        lambda desk: desk.matches["L-1"].update(entity_id="E-2"),
        lambda desk: desk.lines["L-1"].update(amount_minor=4_000_000),
        lambda desk: desk.lines["L-1"].update(flow="in"),
        lambda desk: desk.lines["L-1"].update(currency="USD"),
    ],
    ids=[
        "blank", "formula's error", "another one", "another sum", "was another", "was none",
        "none any more", "no row", "another's", "more than the line", "other way", "other money",
    ],
)  # fmt: skip
def test_a_yes_about_another_proposal_waits(change: Any) -> None:
    desk = decided(50_000, TWELVE, "yes")
    change(desk)
    assert desk.run() == [("L-1", 1, "–", None, "waiting", "yes")]
    assert desk.paid() == {}
    assert desk.run() == []


def test_a_yes_about_the_proposal_of_twice_is_no_doubt() -> None:
    desk = decided(50_000, TWELVE, "yes")
    desk.matches["L-1"]["was"] = "№ 12 50,000.00"
    assert desk.run()[0][4] == "applied"


def waiting() -> Desk:
    desk = decided(50_000, TWELVE, "yes")
    _shown(desk, None)
    desk.run()
    return desk


def test_what_waits_stays_so_although_the_proposal_fits_again() -> None:
    desk = waiting()
    _shown(desk, TWELVE)
    assert desk.run() == []


def test_what_waits_ends_when_the_decision_is_cleared() -> None:
    desk = waiting()
    desk.say("L-1", None)
    assert desk.run() == [("L-1", 2, "–", None, "reversed", "yes")]
    assert desk.run() == []
    desk.say("L-1", "yes")
    _shown(desk, TWELVE)
    assert desk.run() == [("L-1", 3, "12", 50_000, "applied", "yes")]


def test_what_waits_ends_when_the_numbers_are_written() -> None:
    desk = waiting()
    desk.say("L-1", "yes", "12")
    assert desk.run() == [("L-1", 2, "12", 50_000, "applied", "instead")]


@pytest.mark.parametrize("decision", [None, "no", "advance", "fee", "other"])
def test_a_yes_taken_back_is_reversed(decision: str | None) -> None:
    desk = decided(70_000, BOTH, "yes")
    desk.run()
    desk.say("L-1", decision)
    assert desk.run() == [
        ("L-1", 2, "12", 50_000, "reversed", "yes"),
        ("L-1", 2, "13", 20_000, "reversed", "yes"),
    ]
    assert desk.paid() == {}
    assert desk.run() == []
    assert desk.log["paid_on"].nunique() == 1


@pytest.mark.parametrize("decision", ["no", "advance", "fee", "other", None])
def test_other_decisions_note_nothing(decision: str) -> None:
    assert decided(50_000, TWELVE, decision).run() == []


def test_another_decision_is_reversed_and_entered_anew() -> None:
    desk = decided(50_000, TWELVE, "yes")
    desk.run()
    desk.say("L-1", "yes", "13")
    assert desk.run() == [
        ("L-1", 2, "12", 50_000, "reversed", "yes"),
        ("L-1", 3, "13", 20_000, "applied", "instead"),
    ]
    assert desk.paid() == {"13": 20_000}
    desk.say("L-1", "yes", "13=5000")
    assert [one[1:5] for one in desk.run()] == [
        (4, "13", 20_000, "reversed"), (5, "13", 5_000, "applied"),
    ]  # fmt: skip
    desk.say("L-1", "yes")
    assert [one[1:5] for one in desk.run()] == [
        (6, "13", 5_000, "reversed"), (7, "–", None, "waiting"),
    ]  # fmt: skip


def test_what_was_written_is_frozen_too() -> None:
    """The part that a number gets is counted once, not whenever another payment comes."""
    desk = decided(60_000, "", "yes")
    desk.say("L-1", "yes", "12; 13")
    assert [one[2:4] for one in desk.run()] == [("12", 50_000), ("13", 10_000)]
    desk.bank_tells("L-2", 10_000, "№ 13 10 000,00", on="2026-04-03")
    desk.say("L-2", "yes")
    assert [one[0] for one in desk.run()] == ["L-2"]
    assert desk.run() == []


@pytest.mark.parametrize(
    ("instead", "shares"),
    [
        ("12", {"12": 50_000}),
        ("12; 13", {"12": 50_000, "13": 10_000}),
        ("13; 12", {"13": 20_000, "12": 40_000}),
        ("12; 13=20000", {"12": 40_000, "13": 20_000}),
        ("13=20000; 12", {"13": 20_000, "12": 40_000}),
        ("счёт № 12 от 16.03.2026", {"12": 50_000}),
        ("13 от 16.03 = 1,50", {"13": 1.5}),
        ("12=50000,00; 13=10000", {"12": 50_000, "13": 10_000}),
    ],
)
def test_the_line_is_shared_as_people_wrote(instead: str, shares: dict[str, float]) -> None:
    desk = decided(60_000, "", "yes")
    desk.say("L-1", "yes", instead)
    desk.run()
    assert desk.paid() == shares
    assert desk.run() == []


@pytest.mark.parametrize(
    "instead",
    [
        "12=да",
        "99",
        "УТ-15",
        "7",
        "12 от 17.03.2026",
        "12=50000; 13=10001",
        "12; 12",
        "12; 12 от 16.03.2026",
        ";",
    ],
)
def test_what_cannot_be_paid_as_written_changes_nothing(instead: str) -> None:
    desk = decided(60_000, TWELVE, "yes")
    desk.run()
    desk.say("L-1", "yes", instead)
    assert desk.run() == []
    assert desk.paid() == {"12": 50_000}


def test_a_number_that_lacks_nothing_needs_its_part() -> None:
    desk = decided(50_000, TWELVE, "yes")
    desk.run()
    desk.bank_tells("L-2", 1_000, on="2026-04-03")
    desk.say("L-2", "yes", "12")
    assert desk.run() == []
    desk.say("L-2", "yes", "12=1000")
    assert len(desk.run()) == 1
    assert desk.paid() == {"12": 51_000}


def test_two_lines_of_one_run_do_not_pay_the_same_rest() -> None:
    desk = Desk()
    for line_id, day in (("L-2", "2026-04-03"), ("L-1", "2026-04-04")):
        desk.bank_tells(line_id, 30_000, on=day)
        desk.say(line_id, "yes", "12")
    assert [one[:4] for one in desk.run()] == [("L-2", 1, "12", 30_000), ("L-1", 1, "12", 20_000)]
    desk.say("L-2", "no")
    desk.say("L-1", "yes", "13=10000; 12")
    assert [(one[0], one[2], one[3], one[4]) for one in desk.run()] == [
        ("L-2", "12", 30_000, "reversed"),
        ("L-1", "12", 20_000, "reversed"),
        ("L-1", "13", 10_000, "applied"),
        ("L-1", "12", 20_000, "applied"),
    ]


@pytest.mark.parametrize(
    ("entity_id", "inn", "instead", "number"),
    [
        (None, None, "УТ-15", "УТ-15"),
        (None, "9900000024", "УТ-15", "УТ-15"),
        (None, "9900000017", "УТ-15", None),
        (None, "7700000000", "УТ-15", "УТ-15"),
        ("E-1", "9900000024", "УТ-15", None),
    ],
    ids=["anybody's", "by tax number", "another's", "a stranger's", "as matched"],
)
def test_a_number_is_looked_for_where_the_line_leads(
    entity_id: str | None, inn: str | None, instead: str, number: str | None
) -> None:
    """Who pays for another one is nobody we know: then the number must be one in the workbook."""
    desk = Desk()
    desk.bank_tells("L-1", 30_000, inn=inn, entity_id=entity_id)
    desk.say("L-1", "yes", instead)
    assert [one[2] for one in desk.run()] == ([number] if number else [])


TWINS = INVOICES + (
    "E-1       | from partner | 12     | 2025-03-17 | '2025-03 | 9000   | RUB      | 2025-04-20\n"
    "    E-2       | from partner | 13     | 2026-03-16 | '2026-03 | 8000   | RUB      | 2026-04-20"
)


def test_a_number_of_several_years_is_told_by_its_day_or_by_what_is_unpaid() -> None:
    desk = Desk(TWINS)
    desk.bank_tells("L-1", 60_000)
    desk.say("L-1", "yes", "12")
    assert desk.run() == []
    desk.say("L-1", "yes", "12 от 17.03.2025")
    assert desk.run()[0][3] == 9_000
    desk.bank_tells("L-2", 50_000)
    desk.say("L-2", "yes", "12")
    assert desk.run()[0][3] == 50_000


def test_two_invoices_of_one_number_stand_in_revisions_of_their_own() -> None:
    """Line, revision and number are the key of the log."""
    desk = Desk(TWINS)
    desk.bank_tells("L-1", 59_000, "№ 12 (16.03.2026) 50 000,00; № 12 (17.03.2025) 9 000,00")
    desk.say("L-1", "yes")
    assert [one[1:4] for one in desk.run()] == [(1, "12", 50_000), (2, "12", 9_000)]
    assert desk.run() == []
    desk.say("L-1", None)
    assert [one[1:5] for one in desk.run()] == [
        (3, "12", 9_000, "reversed"), (4, "12", 50_000, "reversed"),
    ]  # fmt: skip


def test_a_proposal_that_names_one_invoice_twice_waits() -> None:
    desk = decided(50_000, "№ 12 10 000,00; № 012 20 000,00", "yes")
    assert desk.run()[0][4] == "waiting"


def refunded() -> Desk:
    desk = decided(50_000, TWELVE, "yes")
    desk.run()
    desk.bank_tells("L-2", 50_000, "№ 12 -50 000,00", flow="in", on="2026-04-10")
    return desk


@pytest.mark.parametrize("decision", ["refund", "yes"])
def test_a_refund_takes_the_payment_back(decision: str) -> None:
    desk = refunded()
    desk.say("L-2", decision)
    assert desk.run() == [("L-2", 1, "12", 50_000, "reversed", decision)]
    assert desk.log["direction"].tolist() == ["in", "in"]
    assert desk.paid() == {}
    assert desk.run() == []
    desk.say("L-2", None)
    assert desk.run() == [("L-2", 2, "12", 50_000, "applied", decision)]
    assert desk.paid() == {"12": 50_000}


def test_a_refund_of_nothing_known_is_only_said() -> None:
    desk = decided(50_000, TWELVE, "refund")
    assert desk.run() == []
    desk.say("L-1", "yes")
    assert desk.paid() == {}


def test_a_payment_called_a_refund_is_taken_back() -> None:
    desk = decided(50_000, TWELVE, "yes")
    desk.run()
    desk.say("L-1", "refund")
    assert [one[4] for one in desk.run()] == ["reversed"]


def test_a_refund_about_another_proposal_waits() -> None:
    desk = refunded()
    desk.say("L-2", "refund")
    desk.lines["L-2"]["proposal"] = None
    assert desk.run() == [("L-2", 1, "–", None, "waiting", "yes")]


def test_a_refund_may_be_written_out() -> None:
    desk = refunded()
    desk.say("L-2", "refund", "12=20000")
    assert desk.run() == [("L-2", 1, "12", 20_000, "reversed", "instead")]
    assert desk.paid() == {"12": 30_000}
    assert desk.run() == []
    desk.say("L-2", "refund", "12")
    assert desk.run() == []
    desk.say("L-2", "refund", "12=50000")
    assert [one[3:5] for one in desk.run()] == [(20_000, "applied"), (50_000, "reversed")]
    assert desk.run() == []
    desk.say("L-2", "refund", "13")
    assert desk.run() == []


def test_a_yes_written_out_and_then_called_a_refund_is_another_decision() -> None:
    desk = refunded()
    desk.say("L-2", "refund", "12=20000")
    desk.run()
    desk.say("L-2", "yes", "7=20000")
    assert [one[2:5] for one in desk.run()] == [
        ("12", 20_000, "applied"), ("7", 20_000, "applied"),
    ]  # fmt: skip
    desk.say("L-2", "refund", "7=20000")
    assert desk.run() == []


def automatic(**more: Any) -> Desk:
    desk = Desk(payments_auto="exact")
    desk.bank_tells("L-1", 50_000, TWELVE, **more)
    return desk


def test_exact_proposals_are_entered_by_themselves_where_people_want_it() -> None:
    desk = automatic()
    assert desk.run() == [("L-1", 1, "12", 50_000, "applied", "auto")]
    assert desk.run() == []
    desk.say("L-1", "yes")
    assert desk.run() == []
    desk.say("L-1", "no")
    assert [one[4] for one in desk.run()] == ["reversed"]
    desk.say("L-1", None)
    assert desk.run() == []
    assert desk.paid() == {}


@pytest.mark.parametrize("level", ["likely", "possible", "none"])
def test_nothing_but_the_exact_is_entered_by_itself(level: str) -> None:
    assert automatic(level=level).run() == []


def test_what_is_in_doubt_is_not_entered_by_itself() -> None:
    assert automatic(was="№ 13 20 000,00").run() == []


def test_nothing_is_entered_by_itself_unless_people_want_it() -> None:
    desk = Desk()
    desk.bank_tells("L-1", 50_000, TWELVE)
    assert desk.run() == []


def test_a_decision_that_cannot_be_read_is_none_to_take_back() -> None:
    desk = decided(50_000, TWELVE, "yes")
    desk.run()
    desk.lines["L-1"]["decision"] = None
    desk.unread.add("L-1")
    assert desk.run() == []


@pytest.mark.parametrize("gone", ["amount_minor", "flow", "currency"])
def test_a_line_that_cannot_be_read_pays_nothing(gone: str) -> None:
    desk = decided(50_000, TWELVE, "yes")
    desk.lines["L-1"][gone] = None
    assert desk.run() == []


def test_of_two_rows_with_one_id_the_first_counts() -> None:
    desk = decided(50_000, TWELVE, "yes")
    desk.lines["copy"] = {**desk.lines["L-1"], "decision": "no"}
    assert len(desk.run()) == 1
    assert desk.run() == []


def test_a_number_corrected_later_is_said_anew_in_numbers() -> None:
    """V-PAY-10: what was applied names no invoice any more; the cure is to write the number."""
    desk = decided(50_000, TWELVE, "yes")
    desk.run()
    corrected = Desk(INVOICES.replace("| 12  ", "| 12а "))
    corrected.lines, corrected.matches, corrected.log = desk.lines, {}, desk.log
    assert len(corrected.owed().astray) == 1
    assert corrected.run() == []
    corrected.say("L-1", "yes", "12а")
    assert [one[2:5] for one in corrected.run()] == [
        ("12", 50_000, "reversed"), ("12а", 50_000, "applied"),
    ]  # fmt: skip
    assert (corrected.owed().astray, corrected.run()) == ((), [])


SAID = st.sampled_from(
    [(None, None), ("yes", None), ("no", None), ("yes", "12"), ("yes", "13=700"), ("yes", "99")]
)


@settings(max_examples=15)
@given(st.lists(SAID, max_size=4), st.randoms(use_true_random=False))
def test_whatever_was_said_before_the_last_word_alone_counts(
    said: list[tuple[str | None, str | None]], shuffle: random.Random
) -> None:
    """Yes, taken back, yes again is as once; and the order of the log's rows says nothing."""
    desk = decided(50_000, TWELVE, "yes")
    for decision, instead in said:
        desk.say("L-1", decision, instead)
        desk.run()
        order = list(range(len(desk.log)))
        shuffle.shuffle(order)
        desk.log = desk.log.iloc[order].reset_index(drop=True)
        assert desk.run() == []
    desk.say("L-1", None)
    desk.run()
    assert desk.paid() == {}
    desk.lines["L-1"]["proposal"] = TWELVE
    desk.say("L-1", "yes")
    desk.run()
    assert desk.paid() == {"12": 50_000}
    keys = desk.log[["line_id", "revision", "number"]]
    assert not keys.duplicated().any()
