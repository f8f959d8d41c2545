"""Texts in files for other programs."""

import pytest

from sheetsync.tables.export_texts import csv_text, neutralised, printable


@pytest.mark.parametrize(
    "text", ["=1+1", "+7 900", "-5", "@SUM(1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x"]
)
def test_a_text_for_a_file_is_no_formula(text: str) -> None:
    assert neutralised(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ромашка", "5-7", " =1", "'=1"])
def test_a_plain_text_for_a_file_stays(text: str) -> None:
    assert neutralised(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Ве\x00ктор", "Вектор"),
        ("a\x01\x08\x0b\x1f\x7fb", "ab"),
        ("a\tb\r\nc", "a\tb\r\nc"),
        ("a\ud83d", "a\ufffd"),
        ("😀⚠️", "😀⚠️"),
        ("a\uffffb", "ab"),
    ],
)
def test_nothing_that_breaks_a_file_is_written(text: str, written: str) -> None:
    assert printable(text) == written


def test_a_formula_behind_a_control_sign_is_neutralised_too() -> None:
    assert csv_text("\x00=1+1") == "'=1+1"
    assert csv_text("Ёлка") == "Ёлка"
