"""One number in several rows: which row counts, and that Validation names the same one."""

from datetime import date

import pytest

from sheetsync.language import Lang
from sheetsync.rules.payables import payables
from sheetsync.rules.validation import validate, worded
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn

AS_OF = date(2026, 4, 15)
HEAD = "Entity ID | Number | Date | Month | Amount | Due"


def told(rows: str, head: str = HEAD, rest: str = "") -> Tables:
    lines = "\n".join(f"    E-1 | {row.strip()}" for row in rows.strip().splitlines())
    tables = drawn(f"    Invoices\n    {head}\n{lines}\n{rest}")
    return tables.with_findings(validate(tables, AS_OF))


def owed(tables: Tables) -> dict[int, int]:
    """What is outstanding by sheet row, in whole rubles."""
    left = payables(tables, AS_OF).invoices["outstanding_minor"]
    return {int(str(row)): int(minor) // 100 for row, minor in left.items() if minor}


def codes(tables: Tables) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for finding in tables.findings:
        if finding.code in {"V-INV-03", "V-INV-04", "V-INV-16", "V-INV-17", "V-INV-18"}:
            found.setdefault(finding.row or 0, set()).add(finding.code)
    return found


@pytest.mark.parametrize(
    ("second", "owed_rows", "found"),
    [
        # Numbers equal as they are: the amount or the month agrees.
        ("'0012 | 2026-03-20 | 2026-03 | 500 |", [2], {"V-INV-03"}),
        ("№ 12 | 2026-03-20 | 2026-02 | 700 |", [2], {"V-INV-03"}),
        ("'12 | 2026-03-20 | 2026-03 | 700 |", [2, 3], {"V-INV-04"}),
        # Equal only after words, days or dashes: the amount or the day agrees.
        ("Счёт № 12 | 2026-03-20 | 2026-03 | 500 |", [2], {"V-INV-03"}),
        ("Счёт № 12 | 2026-03-20 | 2026-02 | 700 |", [2, 3], {"V-INV-04"}),
        ("12 от 01.02.2026 | 2026-03-20 | 2026-03 | 500 |", [2], {"V-INV-03", "V-INV-16"}),
        ("12 от 01.02.2026 | 2026-03-20 | 2026-03 | 700 |", [2], {"V-INV-17", "V-INV-16"}),
        ("inv. 12 dated 1.02.26 | 2026-02-01 | 2026-03 | 700 |", [2], {"V-INV-17"}),
        ("12 от 20.03 | 2026-03-20 | 2026-03 | 700 |", [2, 3], {"V-INV-04"}),
        ("'12 | 2026-02-01 | 2026-02 | 500 |", [2], {"V-INV-03"}),
        ("'12 | 2026-02-01 | 2026-02 | 700 |", [2], {"V-INV-17"}),
        # A month that nobody typed is like no other.
        ("'12 | 2026-03-20 | | 700 |", [2, 3], {"V-INV-04"}),
        ("'12 | 2026-03-20 | | 500 |", [2], {"V-INV-03"}),
        # Another number, or none.
        ("12/А | 2026-03-20 | 2026-02 | 700 |", [2, 3], set()),
        ("б/н | 2026-03-20 | 2026-02 | 700 |", [2, 3], set()),
    ],
)
def test_a_second_row_of_a_number_counts_or_not(
    second: str, owed_rows: list[int], found: set[str]
) -> None:
    tables = told(f"'12 | 2026-02-01 | 2026-02 | 500 |\n{second}")
    assert sorted(owed(tables)) == owed_rows
    assert codes(tables).get(3, set()) == found


@pytest.mark.parametrize("second", ["УТ–15", "УТ—15", "YT−15", "УТ‑15"])
def test_a_dash_of_another_kind_makes_no_second_debt(second: str) -> None:
    same = told(f"УТ-15 | 2026-02-01 | 2026-02 | 500 |\n{second} | 2026-03-20 | 2026-03 | 500 |")
    assert sorted(owed(same)) == [2]
    # Equal only after the dash was folded: another day and amount is another invoice.
    other = told(f"УТ-15 | 2026-02-01 | 2026-02 | 500 |\n{second} | 2026-03-20 | 2026-02 | 700 |")
    assert sorted(owed(other)) == [2, 3]


def test_sole_traders_who_write_one_each_month_are_owed_all() -> None:
    tables = told(
        """
        '1 | 2026-01-31 | 2026-01 | 500 |
        '1 | 2026-02-28 | 2026-02 | 600 |
        Счёт 1 от 31.03 | 2026-04-02 | 2026-03 | 700 |
        """
    )
    assert owed(tables) == {2: 500, 3: 600, 4: 700}
    assert {row: found - {"V-INV-16"} for row, found in codes(tables).items()} == {
        3: {"V-INV-04"},
        4: {"V-INV-04"},
    }
    (words, *_) = [worded(f, tables, "ru") for f in tables.findings if f.code == "V-INV-04"]
    assert words.sentence == (
        "Invoices!B3: похоже на счёт в B2: тот же номер «1», а день, месяц или сумма другие; "
        "учтены оба. Проверьте, чтобы не оплатить дважды."
    )


@pytest.mark.parametrize("none", ["б/н", "Б/Н", "без номера", "—", "н/д", "n/a", "Счёт б/н"])
def test_invoices_without_a_number_are_no_repeats_of_each_other(none: str) -> None:
    tables = told(
        f"""
        {none} | 2026-02-01 | 2026-02 | 500 |
        {none} | 2026-03-20 | 2026-03 | 500 |
        {none} | 2026-03-20 | 2026-03 | 500 |
        -      | 2026-03-21 | 2026-03 | 700 |
        """
    )
    assert owed(tables) == {2: 500, 3: 500, 4: 500, 5: 700}
    # The same day and amount is told; the same "number" and amount is not.
    assert codes(tables) == {4: {"V-INV-04"}}


def test_a_credit_note_is_not_applied_to_an_invoice_without_a_number() -> None:
    tables = told(
        """
        б/н | 2026-02-01 | 2026-02 | 500 | | invoice |
        К-1 | 2026-02-02 | 2026-02 | 100 | | credit_note | б/н
        """,
        f"{HEAD} | Kind | Corrects",
    )
    assert owed(tables) == {2: 500, 3: -100}
    assert [f.code for f in tables.findings if f.severity == "error"] == ["V-INV-09"]


@pytest.mark.parametrize("ref", ["Счёт № 12", "12 от 01.02.2026", "012"])
def test_a_credit_note_finds_its_invoice_by_words_too(ref: str) -> None:
    tables = told(
        f"""
        '12 | 2026-02-01 | 2026-02 | 500 | | invoice |
        К-1 | 2026-02-02 | 2026-02 | 100 | | credit_note | {ref}
        """,
        f"{HEAD} | Kind | Corrects",
    )
    assert owed(tables) == {2: 400}


@pytest.mark.parametrize(
    ("first", "head"),
    [
        ("'12 | 31.02.2026 | 2026-02 | 500 | ", HEAD),
        ("'12 | 2026-02-01 | март | 500 | ", HEAD),
        ("'12 | 2026-02-01 | 2026-02 | -500 | ", HEAD),
        ("'12 | 2026-02-01 | 2026-02 | 500 | | -5", f"{HEAD} | Paid"),
        ("'12 | 2026-02-01 | 2026-02 | 500 | #REF!", HEAD),
        ("'12 | 2026-06-01 | 2026-02 | 500 | ", HEAD),  # dated ahead: the earlier row counts
    ],
)
def test_a_row_that_is_out_pushes_no_other_out(first: str, head: str) -> None:
    tables = told(f"{first}\n'12 | 2026-03-20 | 2026-02 | 700 |{' |' * head.count('Paid')}", head)
    assert owed(tables) == {3: 700}
    assert "V-INV-03" not in codes(tables).get(3, set())


def test_an_entity_that_nobody_knows_pushes_no_other_out() -> None:
    tables = drawn(
        """
        Legal entities
        Entity ID | Partner ID | Legal name
        E-1       | P-1        | Север

        Invoices
        Entity ID | Number | Date       | Month   | Amount
        Е-1       | 12     | 2026-03-20 | 2026-03 | 500
        E-9       | 12     | 2026-02-01 | 2026-02 | 500
        E-1       | 12     | 2026-03-21 | 2026-03 | 500
        """
    )
    tables = tables.with_findings(validate(tables, AS_OF))
    assert owed(tables) == {2: 500}
    assert codes(tables) == {4: {"V-INV-03"}}


def test_the_cure_says_which_row_counts() -> None:
    tables = told("'12 | 2026-03-20 | 2026-03 | 500 |\nСчёт 12 | 2026-03-01 | 2026-03 | 500 |")
    assert owed(tables) == {3: 500}
    (words,) = [worded(f, tables, "en") for f in tables.findings if f.code == "V-INV-03"]
    assert words.sentence == (
        "Invoices!B2: invoice 12 of this legal entity for 2026 is already in B3. The row of B3 "
        "counts. Delete the repeat or correct the number: the repeat is not counted."
    )


@pytest.mark.parametrize(
    ("counted", "repeat", "may_go"),
    [
        ("500 | | ", "500 | | ", True),
        ("500 | 500 | 2026-02-10", "500 | | ", True),
        ("500 | 500 | 2026-02-10", "500 | 500 | 2026-02-10", True),
        # What the counted row does not say would go with the repeat.
        ("500 | | ", "700 | | ", False),
        ("500 | | ", "500 | 500 | 2026-02-10", False),
        ("500 | | ", "500 | | 2026-02-10", False),
        ("500 | 100 | 2026-02-10", "500 | 500 | 2026-02-10", False),
        ("500 | 500 | 2026-02-10", "500 | 500 | 2026-02-12", False),
    ],
)
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_repeat_that_says_more_is_not_to_be_deleted_unseen(
    counted: str, repeat: str, lang: Lang, *, may_go: bool
) -> None:
    head = "Entity ID | Number | Date | Month | Amount | Paid | Paid on"
    tables = told(
        f"'12 | 2026-02-01 | 2026-02 | {counted}\n№ 12 | 2026-02-05 | 2026-02 | {repeat}", head
    )
    (words,) = [worded(f, tables, lang) for f in tables.findings if f.code == "V-INV-03"]
    assert ("Удалите" in words.sentence or "Delete" in words.sentence) is may_go
    assert words.sentence.count("B2") == (2 if may_go else 3)


@pytest.mark.parametrize("paid", ["-5", "-0,01", "-500 000"])
def test_a_negative_payment_takes_the_row_out(paid: str) -> None:
    tables = told(f"'12 | 2026-02-01 | 2026-02 | 500 | | {paid}", f"{HEAD} | Paid")
    assert owed(tables) == {}
    assert codes(tables) == {2: {"V-INV-18"}}
    assert len(payables(tables, AS_OF).left_out) == 1


JOBS = """
    Partners
    Partner ID | Name
    P-1        | Север

    Legal entities
    Entity ID | Partner ID | Legal name | VAT
    E-1       | P-1        | Север      | no VAT

    Jobs
    Job ID | Partner ID | Entity ID | Status | Done       | Amount | Payout
    J-1    | P-1        | E-1       | done   | 2026-02-20 | 900    | {payout}
    """
FULL = f"{HEAD} | Paid | Paid on | State | Currency | Received"


@pytest.mark.parametrize(
    ("rows", "payout", "left"),
    [
        # Within the work of the month: one invoice.
        ("500 | | | | | | \n 300 | | | | | | ", "800", {2: 800}),
        ("500 | | | | | | \n 300 | | | | | | ", "799", {2: 800}),  # the tolerance is 1.00
        ("500 | | | | | | \n 300 | | | | | | ", "798", {2: 500}),
        ("500 | | | | | | \n 300 | | | | | | ", "", {2: 800}),  # the payout is the amount
        # Currency, month and due day have to agree.
        ("500 | | | | | USD | \n 300 | | | | | | ", "800", {2: 500}),
        ("500 | 2026-03-01 | | | | | \n 300 | 2026-03-02 | | | | | ", "800", {2: 500}),
        ("500 | 2026-03-01 | | | | | \n 300 | 2026-03-01 | | | | | ", "800", {2: 800}),
        ("500 | | | | | | 2026-02-05 \n 300 | | | | | | 2026-02-06", "800", {2: 500}),
        # A paid sum that is equal on every line counts once.
        ("500 | | 800 | 2026-02-10 | | | \n 300 | | 800 | 2026-02-10 | | | ", "800", {}),
        ("500 | | 100 | 2026-02-10 | | | \n 300 | | 100 | 2026-02-10 | | | ", "800", {2: 700}),
        ("500 | | 500 | 2026-02-10 | | | \n 300 | | 300 | 2026-02-12 | | | ", "800", {}),
        ("500 | | 500 | 2026-02-10 | | | \n 300 | | | | | | ", "800", {2: 300}),
        # A day alone pays its line in full; one that is to come pays nothing yet.
        ("500 | | | 2026-02-10 | | | \n 300 | | | | | | ", "800", {2: 300}),
        ("500 | | | 2026-02-10 | | | \n 300 | | | 2026-02-12 | | | ", "800", {}),
        ("500 | | | 2026-05-10 | | | \n 300 | | | 2026-05-10 | | | ", "800", {2: 800}),
        ("500 | | 500 | 2026-05-10 | | | \n 300 | | 300 | 2026-02-12 | | | ", "800", {2: 500}),
        ("500 | | | | disputed | | \n 300 | | | | | | ", "800", {2: 800}),
    ],
)
def test_lines_of_one_invoice_are_summed_when_that_is_sure(
    rows: str, payout: str, left: dict[int, int]
) -> None:
    lines = "\n".join(f"'12 | 2026-02-01 | 2026-02 | {row.strip()}" for row in rows.split("\n"))
    tables = told(lines, FULL, JOBS.format(payout=payout))
    assert owed(tables) == left
    (finding,) = [f for f in tables.findings if f.code == "V-INV-17"]
    summed = finding.severity == "warning"
    assert summed is (left != {2: 500} or "2026-05" in rows)
    assert len(payables(tables, AS_OF).left_out) == (0 if summed else 1)
    assert finding.row == 3
    assert "Удалите" not in worded(finding, tables, "ru").sentence


def test_lines_of_one_invoice_are_one_item() -> None:
    rows = "\n".join(f"'12 | 2026-02-01 | 2026-02 | {amount} |" for amount in (500, 200, 100))
    tables = told(rows, rest=JOBS.format(payout="800"))
    found = payables(tables, AS_OF)
    assert found.invoices["status"].tolist() == ["no_due_date", "line", "line"]
    assert found.invoices["amount_minor"].tolist() == [80_000, 20_000, 10_000]
    assert found.packs["invoices_sum_minor"].tolist() == [80_000]
    assert [f.code for f in tables.findings if f.code == "V-INV-14"] == []


@pytest.mark.parametrize("kind", ["credit_note | in", "invoice | out"])
def test_lines_without_work_to_hold_them_against_are_not_summed(kind: str) -> None:
    tables = told(
        f"'12 | 2026-02-01 | 2026-02 | 500 | | {kind}\n'12 | 2026-02-01 | 2026-02 | 300 | | {kind}",
        f"{HEAD} | Kind | Direction",
        JOBS.format(payout="800"),
    )
    assert {row: abs(left) for row, left in owed(tables).items()} == {2: 500}
    assert payables(tables, AS_OF).invoices["status"].tolist()[1] == "error"


def test_a_month_of_unknown_worth_sums_nothing() -> None:
    rest = JOBS.format(payout="8OO рублей")
    tables = told("'12|2026-02-01|2026-02|5|\n'12|2026-02-01|2026-02|3|", rest=rest)
    assert owed(tables) == {2: 5}


def test_a_repeat_of_a_line_is_a_repeat_of_the_invoice() -> None:
    rows = [("2026-02-01", 500), ("2026-02-01", 300), ("2026-02-01", 300), ("2026-03-01", 300)]
    drawing = "\n".join(f"'12 | {day} | {day[:7]} | {amount} |" for day, amount in rows)
    tables = told(drawing, rest=JOBS.format(payout="800"))
    assert owed(tables) == {2: 800}
    assert codes(tables) == {3: {"V-INV-17"}, 4: {"V-INV-03"}, 5: {"V-INV-03"}}


@pytest.mark.parametrize(
    ("number", "dated", "told_rows"),
    [
        ("12 от 01.02.2026", "2026-02-01", []),
        ("12 от 01.02", "2026-02-01", []),
        ("12 от 02.02", "2026-02-01", [2]),
        ("12 от 1 марта 2026 г.", "2026-02-01", [2]),
        ("12 dated 2025-02-01", "2026-02-01", [2]),
        ("12 от 02/03/2026", "2026-02-01", []),
    ],
)
def test_a_day_in_a_number_that_contradicts_the_date_is_told(
    number: str, dated: str, told_rows: list[int]
) -> None:
    tables = told(f"{number} | {dated} | 2026-02 | 500 |")
    assert [f.row for f in tables.findings if f.code == "V-INV-16"] == told_rows
    assert owed(tables) == {2: 500}


def test_two_rows_without_a_month_are_not_of_one_month() -> None:
    tables = told("'12 | 2026-02-01 | | 500 |\n'12 | 2026-03-20 | | 700 |")
    assert owed(tables) == {2: 500, 3: 700}
    assert codes(tables) == {3: {"V-INV-04"}}


def test_a_blank_month_is_an_error_of_its_cell_and_the_debt_counts() -> None:
    tables = told("'12 | 2026-02-01 | | 500 |")
    assert owed(tables) == {2: 500}
    (found,) = (one for one in tables.findings if one.column == "month")
    assert (found.severity, found.effect) == ("error", "cell")
    said = worded(found, tables, "ru")
    assert (said.code, said.message) == ("V-GEN-04", "не заполнено «Month».")
    assert said.effect == (
        "долг учтён без месяца, в комплект счёт не входит, отчёт партнёру отложен"
    )
    assert payables(tables, AS_OF).left_out.empty
