"""Text as a person meant it."""

import pytest

from sheetsync.tables.cleaning import (
    Cleaned,
    alike,
    cleaned,
    comparable,
    folded,
    has_mixed_script,
    header_key,
)


@pytest.mark.parametrize(
    ("text", "clean", "had_invisible"),
    [
        ("plain", "plain", False),
        ("  both ends \n", "both ends", False),
        ("a\r\nb", "a\nb", False),
        ("Ромашка\u00a0", "Ромашка", False),
        ("1\u202f000\u2007000\u2009000", "1 000 000 000", False),
        ("я\u200bбло\u2060ко\ufeff\u00ad", "яблоко", True),
        ("Андрей\u0306", "Андрей\u0306", False),
        ("Андреи\u0306", "Андрей", False),
        ("👨\u200d👩", "👨\u200d👩", False),
        ("а\ud800б", "а\ufffdб", False),
        ("а\r\nб", "а\nб", False),
        ("\u200b", "", True),
    ],
)
def test_a_text_keeps_what_carries_meaning(text: str, clean: str, *, had_invisible: bool) -> None:
    assert cleaned(text) == Cleaned(clean, had_invisible)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ЗАВЕРШЁН", "завершен"),
        ("в  работе", "в работе"),
        ("two\nlines", "two lines"),
        ("Straße", "strasse"),
    ],
)
def test_texts_compare_in_any_case_with_one_space_and_without_yo(text: str, key: str) -> None:
    assert comparable(text) == key


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Сумма", "сумма"),
        (" Сумма:\u00a0", "сумма"),
        ("Сумма *", "сумма"),
        ("Сумма:*\n", "сумма"),
        ("Срок\nоплаты,  дни", "срок оплаты, дни"),
        (2026, "2026"),
        (None, ""),
        ("  ", ""),
    ],
)
def test_headers_compare_without_colon_and_asterisk(header: object, key: str) -> None:
    assert header_key(header) == key


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Р-001", "P-001", True),
        ("АВСЕНКМОРТХ", "ABCEHKMOPTX", True),
        ("асеорху", "aceopxy", True),
        ("P-001", "p-001", False),
        ("П-001", "P-001", False),
        ("0", "O", False),
    ],
)
def test_codes_that_look_the_same_fold_to_the_same(one: str, other: str, *, same: bool) -> None:
    assert (folded(one) == folded(other)) is same


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("oплачен", ["оплачен"]),
        ("OПЛАЧЕН", ["оплачен"]),
        ("Hовый", ["новый"]),
        ("аctive", ["active"]),
        ("hовый", []),
        ("оплачен!", []),
    ],
)
def test_letters_of_the_other_alphabet_are_seen_through(typed: str, meant: list[str]) -> None:
    assert alike(typed, ("оплачен", "новый", "active")) == meant


@pytest.mark.parametrize(
    ("code", "mixed"),
    [
        ("АB-101", True),
        ("A1Б", True),
        ("Б2C", True),
        ("СЧ-AB", False),
        ("СЧ AB", False),
        ("P-001", False),
        ("Р-001", False),
    ],
)
def test_scripts_mix_only_within_one_run(code: str, *, mixed: bool) -> None:
    assert has_mixed_script(code) is mixed
