"""What partners write is kept without signs that nobody sees, and no longer than it may be."""

import pytest

from sheetsync.portal.partner_texts import (
    cleaned_number,
    cleaned_text,
    shown_name,
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("№ 31", "№ 31"),
        (" 31\u00a0", "31"),
        ("3\n1\t2", "3 1 2"),
        ("31\u202e\u200b\x00", "31"),
        ("=1+1", "=1+1"),
        ("0031", "0031"),
        ("9" * 70, "9" * 64),
        ("\ud800", "\ufffd"),
    ],
)
def test_a_number_is_one_line_as_typed(text: str, kept: str) -> None:
    assert cleaned_number(text) == kept


def test_a_text_keeps_its_lines() -> None:
    assert cleaned_text("a\r\nb\rc\x07\u2066d") == "a\nb\ncd"
    assert len(cleaned_text("ж" * 1_000_000)) == 2000
    # A letter of two signs that is cut stays a text.
    assert cleaned_text("x" * 1999 + "👍👍") == "x" * 1999 + "👍"


def test_a_name_keeps_its_end_when_it_is_cut() -> None:
    assert shown_name("ж" * 500 + ".pdf") == "ж" * 116 + ".pdf"
    assert shown_name("ж" * 500) == "ж" * 120
    assert shown_name("x." + "y" * 500) == ("x." + "y" * 500)[:120]
    assert shown_name("") == "file"
    assert shown_name("\u202e") == "file"
