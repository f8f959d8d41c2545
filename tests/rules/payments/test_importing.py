"""Lines of statements as rows of Bank: once, however often imported; balances, gaps, refusals.

Inputs after public reports, in our own words: OCA/bank-statement-import PR 475 (lines of a batch
with one id), #65 and #83 (ids that are used again), #77 (overlapping files), #711 (one reference
for all taxes), securo #886 and #911, firefly-iii #1208 and #2353, actual #5627 (equal lines that
are two), buckets #894 (ids of two accounts).
"""

import hashlib
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetsync.errors import SourceFileError
from sheetsync.rules.payments.importing import OwnAccount, new_lines
from sheetsync.rules.payments.line_ids import content_hash
from sheetsync.rules.payments.trouble_words import trouble_sentence
from sheetsync.tables.bank_lines import BankLine, StatementFile, Trouble
from sheetsync.tables.catalogue.payments import BANK
from sheetsync.tables.frames import frame_name
from tests.rules.payments.bank_makers import (
    ACCOUNT,
    NO_ROWS,
    OTHER,
    OURS,
    after,
    file,
    ids,
    imported,
    line,
    statement,
)


def test_a_line_becomes_a_row_with_all_that_is_known_of_it() -> None:
    tax = line(mark="budget", kpp="773601001", place="line 7")
    new = new_lines(NO_ROWS, [file(tax, name="march.txt")], OURS)
    assert list(new.rows.columns) == [frame_name(column) for column in BANK.columns]
    (row,) = new.rows.to_dict("records")
    told = {name: value for name, value in row.items() if not pd.isna(value)}
    assert told == {
        "line_id": content_hash(tax),
        "booked_on": pd.Timestamp(2026, 3, 3),
        "account": ACCOUNT,
        "flow": "in",
        "amount_minor": 5_000,
        "currency": "RUB",
        "counterparty": "Ромашка",
        "inn": "7707083893",
        "kpp": "773601001",
        "their_account": "40702810900000000033",
        "purpose": "Оплата по счету № 12",
        "doc_no": "45",
        "mark": "budget",
        "file": "march.txt · 1c · 2026-03-03…2026-03-03",
    }
    assert (new.known_count, new.pending_count, new.troubles) == (0, 0, ())
    assert new.until == {ACCOUNT: date(2026, 3, 3)}


def test_an_id_is_the_hash_of_what_the_specification_names() -> None:
    parts = (
        ACCOUNT, "in", "2026-03-03", "45", "5000", "7707083893", "40702810900000000033",
        "Оплата по счету № 12",
    )  # fmt: skip
    expected = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
    assert content_hash(line()) == content_hash(line(purpose="Оплата по  счету № 12")) == expected
    assert content_hash(line(counterparty="Другое имя", kpp="1", place="line 9")) == expected


@pytest.mark.parametrize(
    "changed",
    [
        {"day": 4}, {"minor": 5_001}, {"flow": "out"}, {"account": OTHER}, {"inn": ""},
        {"their_account": "1"}, {"purpose": "x"}, {"doc_no": "46"},
    ],
)  # fmt: skip
def test_every_part_tells_lines_apart(changed: dict[str, Any]) -> None:
    assert content_hash(line(**changed)) != content_hash(line())
    assert len(imported(file(line()), file(line(**changed)))) == 2


def test_the_same_file_twice_is_the_same_tab() -> None:
    one = file(line(3), line(4), line(4))
    once = imported(one)
    again = new_lines(once, [one], OURS)
    assert (len(again.rows), again.known_count) == (0, 3)
    assert ids(imported(one, one, one)) == ids(once)


def test_two_equal_lines_stay_two_and_three_are_three() -> None:
    base = content_hash(line())
    assert ids(imported(file(line(), line()))) == [base, f"{base}-2"]
    assert ids(imported(file(line(), line()), file(line(), line(), line()))) == [
        base,
        f"{base}-2",
        f"{base}-3",
    ]


def test_overlapping_files_have_the_most_of_any_never_the_sum() -> None:
    one, other = file(line(3), line(3), line(4)), file(line(3), line(4), line(5), name="b.txt")
    together = new_lines(NO_ROWS, [one, other], OURS)
    assert (len(together.rows), together.known_count) == (4, 2)
    assert (
        ids(imported(one, other)) == ids(imported(other, one)) == sorted(together.rows["line_id"])
    )


def test_the_banks_own_id_is_the_rows() -> None:
    rows = imported(file(line(bank_ref="REF-2026/1"), line(bank_ref="REF-2026/2")))
    assert ids(rows) == ["REF-2026/1", "REF-2026/2"]
    reworded = file(line(bank_ref="REF-2026/1", purpose="Оплата (исправлено)"))
    assert len(new_lines(rows, [reworded], OURS).rows) == 0


@pytest.mark.parametrize(
    "other", [{"minor": 7_000}, {"day": 9}, {"flow": "out"}, {"account": OTHER}]
)
def test_an_id_that_the_bank_uses_again_hides_no_line(other: dict[str, Any]) -> None:
    one, again = line(bank_ref="TAX-1"), line(bank_ref="TAX-1", **other)
    forth, back = imported(file(one), file(again)), imported(file(again), file(one))
    assert len(forth) == len(back) == 2
    for rows in (forth, back):
        assert len(new_lines(rows, [file(one), file(again), file(one, again)], OURS).rows) == 0


def test_one_id_for_several_lines_of_a_file_is_no_id() -> None:
    both = file(line(bank_ref="TAX-1", purpose="НДФЛ"), line(bank_ref="TAX-1", purpose="взносы"))
    rows = imported(both)
    assert len(rows) == 2
    assert "TAX-1" not in ids(rows)
    first = file(line(bank_ref="TAX-1", purpose="НДФЛ"))
    assert len(new_lines(rows, [first], OURS).rows) == 0
    assert len(imported(first, both)) == len(imported(first, both, first, both)) == 2


def test_two_equal_lines_with_one_id_stay_two_where_one_was_known_by_it() -> None:
    rows = imported(file(line(bank_ref="TAX-1")))
    twice = file(line(bank_ref="TAX-1"), line(bank_ref="TAX-1"))
    assert ids(imported(twice, twice, known=rows)) == sorted(["TAX-1", content_hash(line())])


def test_equal_lines_with_ids_of_their_own_are_two_though_known_by_content() -> None:
    bare = imported(file(line()))
    both = file(line(bank_ref="R-1"), line(bank_ref="R-2"))
    new = new_lines(bare, [both], OURS)
    assert list(new.rows["line_id"]) == ["R-2"]
    assert len(imported(both, known=after(bare, new))) == 2


def test_rows_that_people_spoilt_count_by_their_ids() -> None:
    rows = imported(file(line()))
    rows.loc[0, ["booked_on", "amount_minor", "purpose"]] = None
    assert len(new_lines(rows, [file(line())], OURS).rows) == 0


def test_a_line_without_a_currency_has_its_accounts() -> None:
    (euros,) = new_lines(NO_ROWS, [file(line(currency=""))], [OwnAccount(ACCOUNT, "EUR")]).rows[
        "currency"
    ]
    assert euros == "EUR"
    (nothing,) = new_lines(NO_ROWS, [file(line(currency=""))], [OwnAccount(ACCOUNT)]).rows[
        "currency"
    ]
    assert pd.isna(nothing)


def test_what_goes_from_one_account_of_ours_to_another_is_marked() -> None:
    to_us = file(line(their_account=OTHER), line(4, their_account=OTHER, mark="reversal"), line(5))
    marks = new_lines(NO_ROWS, [to_us], OURS).rows["mark"]
    assert [None if pd.isna(mark) else mark for mark in marks] == ["own", "reversal", None]


def test_pending_entries_are_told_and_not_appended() -> None:
    waiting = file(statements=(statement(line(), pending_count=2), statement(pending_count=1)))
    new = new_lines(NO_ROWS, [waiting], OURS)
    assert (len(new.rows), new.pending_count) == (1, 3)


# What does not add up


def whole(
    *lines: BankLine, opening: int = 100, closing: int | None = None, **more: object
) -> object:
    moved = sum(one.amount_minor if one.flow == "in" else -one.amount_minor for one in lines)
    ends = opening + moved if closing is None else closing
    return statement(*lines, opening_minor=opening, closing_minor=ends, **more)


def troubles_of(*files: StatementFile, known: pd.DataFrame = NO_ROWS) -> list[Trouble]:
    return list(new_lines(known, files, OURS).troubles)


def test_balances_that_add_up_say_nothing() -> None:
    sound = whole(line(3, 5_000), line(4, 700, flow="out"))
    assert troubles_of(file(statements=(sound,))) == []
    for told in ({"opening_minor": 5}, {"closing_minor": 5}):
        assert troubles_of(file(statements=(statement(line(), **told),))) == []


def test_balances_that_do_not_add_up_are_told_with_all_their_sums() -> None:
    wrong = whole(
        line(3, 5_000), line(4, 700, flow="out"), closing=9_999,
        first_on=date(2026, 3, 1), last_on=date(2026, 3, 31),
    )  # fmt: skip
    (trouble,) = troubles_of(file(statements=(wrong,)))
    assert (trouble.code, trouble.place) == ("V-PAY-05", "2026-03-01–2026-03-31")
    assert trouble.facts == {
        "account": ACCOUNT, "currency": "RUB", "opening": "100", "incoming": "5000",
        "outgoing": "700", "closing": "9999", "off": "5599", "file": "a.txt",
    }  # fmt: skip


def test_a_statement_that_begins_elsewhere_than_the_last_one_ended_is_told() -> None:
    first = whole(first_on=date(2026, 3, 1), last_on=date(2026, 3, 1), opening=100)
    second = whole(first_on=date(2026, 3, 2), last_on=date(2026, 3, 2), opening=150)
    silent = statement(first_on=date(2026, 3, 3), last_on=date(2026, 3, 3))
    (trouble,) = troubles_of(file(statements=(second, first, silent)))
    assert trouble.code == "BALANCE_JUMP"
    assert trouble.facts == {
        "account": ACCOUNT, "currency": "RUB", "closing": "100", "opening": "150",
        "day": "2026-03-02", "file": "a.txt",
    }  # fmt: skip
    other = whole(account=OTHER, first_on=date(2026, 3, 2), last_on=date(2026, 3, 2), opening=7)
    assert troubles_of(file(statements=(first, other))) == []


def days(first: int, last: int, **more: object) -> object:
    return statement(first_on=date(2026, 3, first), last_on=date(2026, 3, last), **more)


def gaps_of(*files: StatementFile, known: pd.DataFrame = NO_ROWS) -> list[tuple[str, str]]:
    return [
        (one.facts["first"], one.facts["last"])
        for one in troubles_of(*files, known=known)
        if one.code == "GAP"
    ]


def test_days_between_statements_are_named() -> None:
    one, two = file(statements=(days(1, 10),)), file(statements=(days(14, 20),), name="b.txt")
    assert gaps_of(one, two) == gaps_of(two, one) == [("2026-03-11", "2026-03-13")]
    assert gaps_of(one, file(statements=(days(11, 20),))) == []
    assert gaps_of(one, file(statements=(days(5, 6),)), file(statements=(days(11, 12),))) == []
    other = file(statements=(days(14, 20, account=OTHER),))
    assert gaps_of(one, other) == []


def test_a_gap_where_nothing_moved_is_none() -> None:
    one = file(statements=(days(1, 10, closing_minor=700),))
    same = file(statements=(days(14, 20, opening_minor=700),))
    other = file(statements=(days(14, 20, opening_minor=800),))
    assert gaps_of(one, same) == []
    assert gaps_of(one, other) == [("2026-03-11", "2026-03-13")]


def test_days_of_earlier_imports_are_known_from_the_tab() -> None:
    known = imported(
        file(statements=(statement(line(3), first_on=date(2026, 3, 1), last_on=date(2026, 3, 10)),))
    )
    later = file(statements=(days(12, 20),))
    assert gaps_of(later, known=known) == [("2026-03-11", "2026-03-11")]
    new = new_lines(known, [file(statements=(days(5, 6),))], OURS)
    assert new.until == {ACCOUNT: date(2026, 3, 10)}


def test_without_its_label_a_row_tells_of_its_own_day() -> None:
    known = imported(file(line(3), line(8)))
    known["file"] = ["typed by hand", None]
    later = file(statements=(days(12, 20),))
    assert gaps_of(later, known=known) == [("2026-03-09", "2026-03-11")]


def test_gaps_among_earlier_imports_are_not_told_again() -> None:
    known = imported(file(line(3)), file(line(8), name="b.txt"))
    assert gaps_of(file(line(9)), known=known) == []
    assert gaps_of(file(line(8)), known=known) == []


def test_a_statement_of_no_days_covers_none() -> None:
    new = new_lines(NO_ROWS, [file(statements=(statement(),))], OURS)
    assert (new.until, new.troubles) == ({}, ())


# Whose accounts


def test_lines_of_an_unknown_account_are_told_and_left_out() -> None:
    mixed = file(line(), line(account="4070281010", minor=1), line(account="4070281010", minor=2))
    new = new_lines(NO_ROWS, [mixed], OURS)
    assert len(new.rows) == 1
    assert [(one.code, one.facts) for one in new.troubles] == [
        ("V-PAY-07", {"accounts": "4070281010", "count": "2", "file": "a.txt"})
    ]


def test_what_the_reader_could_not_use_is_told_with_its_file() -> None:
    told = Trouble(code="UNREADABLE_LINE", place="line 3", facts={"what": "Сумма", "value": "x"})
    (trouble,) = troubles_of(file(line(), troubles=(told,)))
    assert trouble == Trouble(
        code="UNREADABLE_LINE",
        place="line 3",
        facts={"what": "Сумма", "value": "x", "file": "a.txt"},
    )


UNKNOWN = Trouble(code="V-PAY-07", facts={"accounts": "407, 408"})
CUT = Trouble(code="V-PAY-06", facts={"missing": "КонецФайла"})


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([file(line(), troubles=(UNKNOWN, CUT))], "cut off: КонецФайла is missing .V-PAY-06"),
        ([file(line(account="4070281010"))], "no account of ours; it has 4070281010"),
        ([file(troubles=(UNKNOWN,))], "no account of ours; it has 407, 408"),
        ([file()], "no account of ours; it has none"),
        (
            [file(line(), owner_inn="7736050003"), file(line(), owner_inn="5008069780")],
            "another company's: INN 5008069780, and ours is 7736050003",
        ),
        ([file(line()), file(line(), name="b.xml", format="camt053")], "came as 1c so far"),
    ],
)
def test_files_that_may_not_be_imported_are_refused(files: list[StatementFile], why: str) -> None:
    with pytest.raises(SourceFileError, match=why) as refused:
        new_lines(NO_ROWS, files, OURS)
    assert refused.value.cure


def test_an_account_of_another_owner_than_config_says_is_refused() -> None:
    ours = [OwnAccount(ACCOUNT, owner_inn="7736050003")]
    with pytest.raises(SourceFileError, match="INN 5008069780, and ours is 7736050003"):
        new_lines(NO_ROWS, [file(line(), owner_inn="5008069780")], ours)
    for told in ("", "7736050003"):
        assert len(new_lines(NO_ROWS, [file(line(), owner_inn=told)], ours).rows) == 1


def test_an_account_in_another_format_than_before_is_refused() -> None:
    known = imported(file(line()))
    with pytest.raises(SourceFileError, match="came as 1c so far, and this is mt940"):
        new_lines(known, [file(line(), format="mt940")], OURS)
    assert len(new_lines(known, [file(line(account=OTHER), format="mt940")], OURS).rows) == 1


def test_accounts_are_the_same_however_they_are_written() -> None:
    spaced = [OwnAccount(f"{ACCOUNT[:5]} {ACCOUNT[5:]}")]
    assert len(new_lines(NO_ROWS, [file(line())], spaced).rows) == 1


@pytest.mark.parametrize(
    ("trouble", "ru", "en"),
    [
        (
            Trouble(
                code="V-PAY-05",
                facts={
                    "account": "407", "currency": "RUB", "opening": "100", "incoming": "5000",
                    "outgoing": "700", "closing": "9999", "off": "5599",
                },
            ),
            "счёт 407: остаток 1,00 ₽ + приход 50,00 ₽ − расход 7,00 ₽ ≠ 99,99 ₽, расходится на "
            "55,99 ₽",
            "account 407: balance 1.00 RUB + in 50.00 RUB − out 7.00 RUB ≠ 99.99 RUB, off by "
            "55.99 RUB",
        ),
        (CUT, "выписка обрезана: нет КонецФайла", "cut off: КонецФайла is missing"),
        (
            UNKNOWN,
            "строки счёта, которого нет в payments.accounts: 407, 408; они не взяты",
            "lines of an account that is not in payments.accounts: 407, 408; they are left out",
        ),
        (
            Trouble(code="UNREADABLE_LINE", facts={"what": "Сумма", "value": "x"}),
            "не читается Сумма: «x»; строка не взята",
            "Сумма cannot be read: 'x'; the line is left out",
        ),
        (
            Trouble(code="BATCH", facts={"amount": "100.00", "count": "2"}),
            "пачка на 100.00: её платежи (2) не складываются в сумму, взята одной строкой",
            "a batch of 100.00: its 2 payments do not add up, it is taken as one line",
        ),
        (
            Trouble(
                code="BALANCE_JUMP",
                facts={"account": "407", "closing": "100", "opening": "150", "day": "2026-03-02"},
            ),
            "счёт 407: 02.03.2026 начинается с остатка 1,50, а до того было 1,00",
            "account 407: 2 Mar 2026 begins with 1.50, and the balance before was 1.00",
        ),
    ],
)  # fmt: skip
def test_troubles_are_said_in_each_language(trouble: Trouble, ru: str, en: str) -> None:
    said = trouble_sentence(trouble)
    assert said.said("ru").replace("\xa0", " ") == ru
    assert said.said("en").replace("\xa0", " ") == en


# Cut at random, in any order

LINES = st.builds(
    line,
    st.integers(1, 28),
    st.sampled_from([100, 200]),
    flow=st.sampled_from(["in", "out"]),
    account=st.sampled_from([ACCOUNT, OTHER]),
    purpose=st.sampled_from(["счет 1", "счет 2"]),
    doc_no=st.sampled_from(["1", "2"]),
)
CUTS = st.lists(st.tuples(st.integers(1, 28), st.integers(0, 27)), max_size=3)


def cut_files(lines: list[BankLine], cuts: list[tuple[int, int]]) -> list[StatementFile]:
    """The whole in overlapping stretches of days: a bank's export holds its days whole."""
    stretches = [set(range(first, min(28, first + length) + 1)) for first, length in cuts]
    stretches.append(set(range(1, 29)).difference(*stretches))
    return [
        file(*found, name=f"{at}.txt")
        for at, stretch in enumerate(stretches)
        if (found := [one for one in lines if one.booked_on.day in stretch])
    ]


def contents(rows: pd.DataFrame) -> Counter[tuple[object, ...]]:
    names = ["line_id", "booked_on", "account", "flow", "amount_minor", "purpose", "doc_no"]
    return Counter(map(tuple, rows[names].itertuples(index=False)))


@settings(deadline=None)
@given(st.data(), st.lists(LINES, min_size=1, max_size=12), CUTS)
def test_files_cut_at_random_and_in_any_order_are_the_same_rows(
    data: st.DataObject, lines: list[BankLine], cuts: list[tuple[int, int]]
) -> None:
    files = data.draw(st.permutations(cut_files(lines, cuts)))
    expected = contents(imported(file(*lines)))
    assert sum(expected.values()) == len(lines)
    assert contents(imported(*files)) == expected
    assert contents(imported(*files, known=imported(*files))) == expected
    assert contents(new_lines(NO_ROWS, files, OURS).rows) == expected


@pytest.mark.slow
@settings(deadline=None)
@given(
    st.data(),
    st.lists(st.tuples(LINES, st.sampled_from(["", "R-1", "R-2", "R-3"])), max_size=12),
    CUTS,
)
def test_whatever_ids_a_bank_gives_no_line_is_lost_or_twice(
    data: st.DataObject, told: list[tuple[BankLine, str]], cuts: list[tuple[int, int]]
) -> None:
    lines = [line(**fields(one), bank_ref=ref) for one, ref in told]
    files = data.draw(st.permutations(cut_files(lines, cuts)))
    rows = imported(*files)
    assert len(rows) == len(lines)
    assert rows["line_id"].is_unique
    assert len(new_lines(rows, files, OURS).rows) == 0


def fields(one: BankLine) -> dict[str, Any]:
    return {
        "day": one.booked_on.day, "minor": one.amount_minor, "flow": one.flow,
        "account": one.account, "purpose": one.purpose, "doc_no": one.doc_no,
    }  # fmt: skip


@given(st.integers(1, 6), st.integers(1, 6))
def test_of_equal_lines_there_are_as_many_as_the_fullest_file_has(one: int, other: int) -> None:
    files = file(*[line()] * one), file(*[line()] * other, name="b.txt")
    assert len(imported(*files)) == max(one, other)
    assert len(new_lines(NO_ROWS, files, OURS).rows) == max(one, other)


def test_a_large_import_takes_seconds() -> None:
    start = date(2024, 1, 1)
    many = [
        BankLine(
            booked_on=start + timedelta(days=at // 200),
            account=ACCOUNT,
            flow="in",
            amount_minor=100 + at % 7,
            currency="RUB",
            purpose=f"счет {at % 50}",
        )
        for at in range(20_000)
    ]
    known = imported(file(*many))
    assert len(known) == 20_000
    assert len(new_lines(known, [file(*many)], OURS).rows) == 0
