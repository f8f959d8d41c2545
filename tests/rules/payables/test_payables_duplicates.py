import pytest

from sheetsync.rules.payables.credits import credited_minor, credits_of
from sheetsync.rules.payables.duplicates import repeats_of
from sheetsync.rules.payables.numbering import with_number_keys
from sheetsync.testing.drawing import drawn


@pytest.mark.parametrize(
    ("second", "repeated"),
    [
        ("in  | E-1 | invoice     | № 012 | 2026-04-01 | 70 |", [False, True]),
        ("in  | E-1 | invoice     | 12    | 2026-02-01 | 70 |", [True, False]),  # the date decides
        ("in  | E-1 | invoice     | 12    | 2025-12-31 | 70 |", [False, False]),  # another year
        ("out | E-1 | invoice     | 12    | 2026-04-01 | 70 |", [False, False]),
        ("in  | E-2 | invoice     | 12    | 2026-04-01 | 70 |", [False, False]),
        ("in  | E-1 | credit_note | 12    | 2026-04-01 | 70 |", [False, False]),
        ("in  | E-1 | invoice     | 13    | 2026-04-01 | 70 |", [False, False]),
        ("in  | E-1 | invoice     | 12    | 2026-04-01 | 70 | void", [False, False]),
        ("in  | E-1 | invoice     | 12    | 2026-04-01 | 70 | draft", [False, False]),
        ("in  | E-1 | invoice     | 12    | 2026-02-01 | -70 |", [False, False]),  # not sound
        ("in  | E-1 | invoice     | 12    | 2026-04-01 | -70 |", [False, True]),
    ],
)
def test_the_first_of_two_invoices_with_one_number_counts(
    second: str, repeated: list[bool]
) -> None:
    tables = drawn(
        f"""
        Invoices
        Direction | Entity ID | Kind | Number | Date | Amount | State | Month
        in | E-1 | invoice | 12 | 2026-03-01 | 50 | | 2026-03
        {second} | 2026-03
        """
    )
    repeats = repeats_of(with_number_keys(tables.frame("invoices")))
    assert repeats.is_duplicate.tolist() == repeated


@pytest.mark.parametrize(
    ("number", "dated", "corrected_row"),
    [
        ("№ 012", "2026-05-01", 4),  # of the same number the latest that is not later
        ("12", "2026-03-02", 4),
        ("12", "2025-06-01", 3),
        ("12", "2024-01-01", None),  # all of that number are later
        ("20", "2024-01-01", 5),  # the only one may be later
        ("99", "2026-05-01", None),
        ("", "2026-05-01", None),
        ("13", "2026-05-01", None),  # that one has a wrong sign
        ("30", "2026-05-01", None),  # that one is in dollars
    ],
)
def test_a_credit_note_finds_its_invoice(
    number: str, dated: str, corrected_row: int | None
) -> None:
    tables = drawn(
        f"""
        Invoices
        Entity ID | Kind | Number | Date | Amount | Currency | Corrects
        E-1 | credit_note | K-1 | {dated} | -15 | | {number}
        E-1 | invoice | 12 | 2025-02-01 | 50 | |
        E-1 | invoice | 12 | 2026-03-01 | 50 | |
        E-1 | invoice | 20 | 2026-03-01 | 50 | |
        E-1 | invoice | 13 | 2026-03-01 | -50 | |
        E-1 | invoice | 30 | 2026-03-01 | 50 | USD |
        """
    )
    invoices = with_number_keys(tables.frame("invoices"))
    credited = credits_of(invoices)
    assert credited.dropna().to_dict() == ({2: corrected_row} if corrected_row else {})
    sums = credited_minor(invoices, credited)
    assert sums[sums > 0].to_dict() == ({corrected_row: 1500} if corrected_row else {})


def test_credit_notes_of_one_invoice_add_up_whatever_their_sign() -> None:
    tables = drawn(
        """
        Invoices
        Entity ID | Kind | Number | Date | Amount | Corrects
        E-1 | invoice | 12 | 2026-03-01 | 50 |
        E-1 | credit_note | K-1 | 2026-03-02 | -15 | 12
        E-1 | credit_note | K-2 | 2026-03-03 | 5,50 | 12
        """
    )
    invoices = with_number_keys(tables.frame("invoices"))
    assert credited_minor(invoices, credits_of(invoices)).to_dict() == {2: 2050, 3: 0, 4: 0}
