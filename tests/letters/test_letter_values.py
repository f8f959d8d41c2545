from dataclasses import replace

import pytest

from sheetsync.language import Lang
from sheetsync.language.money import money
from sheetsync.language.numbers import number, percent
from sheetsync.language.plurals import plural
from sheetsync.letters.chart_bars import chart_view
from sheetsync.letters.formatting import aligned, sparkline
from sheetsync.letters.letter import Attachment, Letter, LetterKey
from sheetsync.rules.monthly.report_parts import Chart, MonthPoint

LETTER = Letter(LetterKey("monthly", "P-001", "2026-03"), ("a@b.example",), "S", "T", "<p>T</p>")


def test_a_key_reads_as_a_path() -> None:
    assert str(LETTER.key) == "monthly/P-001/2026-03/1"


@pytest.mark.parametrize("partner_id", ["P-001", "P/001", "a/b/c"])
def test_a_key_is_read_again(partner_id: str) -> None:
    key = LetterKey("notice", partner_id, "2026-03", 12)
    assert LetterKey.parsed(str(key)) == key


@pytest.mark.parametrize("text", ["", "monthly", "monthly/P-001/2026-03", "a/b/c/x"])
def test_a_text_that_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a letter's key KIND/PARTNER/PERIOD/REVISION"):
        LetterKey.parsed(text)


@pytest.mark.parametrize(
    "changed",
    [
        replace(LETTER, subject="S2"),
        replace(LETTER, text="T2"),
        replace(LETTER, html="<p>T2</p>"),
        replace(LETTER, to=("c@d.example",)),
        replace(LETTER, attachments=(Attachment("a.csv", b"1", "text/csv"),)),
    ],
)
def test_the_content_hash_changes_with_what_is_read(changed: Letter) -> None:
    assert changed.content_hash != LETTER.content_hash
    assert len(changed.content_hash) == 16


def test_the_content_hash_is_that_of_the_content() -> None:
    assert replace(LETTER, reply_to="x@y.example").content_hash == LETTER.content_hash


@pytest.mark.parametrize(
    ("minor", "currency", "lang", "text"),
    [
        (0, "RUB", "ru", "0,00_₽"),
        (-550, "RUB", "ru", "−5,50_₽"),
        (123_456_789, "USD", "ru", "1_234_567,89_$"),
        (100, "JPY", "ru", "1,00_¥"),
        (1, "EUR", "en", "0.01_EUR"),
        (-123_456, "RUB", "en", "−1,234.56_RUB"),
    ],
)
def test_money_has_two_decimals_a_true_minus_and_never_parts(
    minor: int, currency: str, lang: Lang, text: str
) -> None:
    assert money(minor, currency, lang).replace("\u00a0", "_") == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.05, 1, "0.1"),
        (0.25, 1, "0.3"),
        (2.675, 2, "2.68"),
        (-0.05, 1, "0.1"),
        (-0.04, 1, "0.0"),
        (1234.5, 0, "1,235"),
    ],
)
def test_halves_are_rounded_up(value: float, digits: int, text: str) -> None:
    assert number(value, "en", digits).removeprefix("−") == text


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0%"), (1, "100%"), (0.005, "1%"), (-0.12, "−12%")]
)
def test_shares_are_told_in_whole_per_cent(share: float, text: str) -> None:
    assert percent(share, "en") == text


def test_a_negative_count_is_declined_as_its_size() -> None:
    assert plural(-2, "ru", "день", "дня", "дней") == "дня"


def test_ragged_lines_are_aligned_as_far_as_they_go() -> None:
    assert aligned("a\tb\n\nccc\n", "rl") == "    a  b\n  ccc"
    assert aligned("", "lr") == ""


def test_bars_stand_between_the_smallest_and_the_largest() -> None:
    assert sparkline([0, 50, 100]) == "▁▅█"


def chart(*minor: int) -> Chart:
    return Chart(tuple(MonthPoint("2026-03", each) for each in minor), "RUB")


@pytest.mark.parametrize(
    ("minor", "thousands", "values", "widths"),
    [
        ((0, 999_900), False, ["0", "9 999"], [0, 100]),
        ((500_000, 1_000_000), True, ["5", "10"], [50, 100]),
        ((1, 1_000_000), True, ["0", "10"], [1, 100]),
        ((0, 0), False, [], []),
        ((), False, [], []),
    ],
)
def test_a_chart_is_scaled_to_its_longest_bar(
    minor: tuple[int, ...], *, thousands: bool, values: list[str], widths: list[int]
) -> None:
    view = chart_view(chart(*minor), "ru")
    assert view.thousands == thousands
    assert [bar.value.replace("\u00a0", " ") for bar in view.bars] == values
    assert [bar.width for bar in view.bars] == widths
    assert not view.has_scores
