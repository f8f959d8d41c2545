"""Yes and no, enumerations, codes, texts and links."""

from collections.abc import Callable

import pytest

from sheetsync.tables import CellResult
from sheetsync.tables.catalogue.payables import DIRECTION
from sheetsync.tables.schema import Choice

Reading = Callable[..., CellResult]
STATUSES = ("в работе", "завершён", "оплачен")
CHOICES = (
    Choice("done", en="done", ru="выполнено"),
    Choice("company", en="company", ru="ООО·АО"),
    Choice("nda", en="NDA", ru="соглашение"),
)


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        (True, True),
        (False, False),
        (1, True),
        (0.0, False),
        ("TRUE", True),
        ("Yes", True),
        ("ДА", True),
        ("истина", True),
        ("1", True),
        ("false", False),
        ("No", False),
        ("нет", False),
        ("ложь", False),
        ("0", False),
        ("", None),
        (None, None),
    ],
)
def test_yes_and_no_have_few_words(read: Reading, stored: object, *, value: bool | None) -> None:
    assert read(stored, kind="bool") == CellResult(value)


@pytest.mark.parametrize("stored", ["+", "-", "y", "д", "дa", "10", 2, -1, 0.5, "да нет"])
def test_other_words_are_neither_yes_nor_no(read: Reading, stored: object) -> None:
    assert read(stored, kind="bool").error == "BAD_BOOL"


@pytest.mark.parametrize(
    ("stored", "shown", "value", "warnings"),
    [
        ("ЗАВЕРШЕН", None, "завершён", ()),
        ("в\u00a0 работе", None, "в работе", ()),
        ("зав\u200bершён", None, "завершён", ("INVISIBLE_CHARS",)),
        ("зaвepшён", None, "завершён", ("MIXED_SCRIPT",)),
        ("", None, None, ()),
    ],
)
def test_an_allowed_value_is_answered_as_configured(
    read: Reading, stored: object, shown: str, value: str | None, warnings: tuple[str, ...]
) -> None:
    assert read(stored, shown, kind="enum", allowed=STATUSES) == CellResult(
        value, warnings=warnings
    )


@pytest.mark.parametrize("text", ["Done", "ВЫПОЛНЕНО", "done"])
def test_a_choice_is_accepted_by_code_and_either_label(read: Reading, text: str) -> None:
    assert read(text, kind="enum", allowed=CHOICES).value == "done"


@pytest.mark.parametrize("text", ["ООО·АО", "ооо", "АО"])
def test_a_label_of_two_spellings_is_accepted_by_each(read: Reading, text: str) -> None:
    assert read(text, kind="enum", allowed=CHOICES).value == "company"


def test_a_number_cell_compares_by_what_it_shows(read: Reading) -> None:
    assert read(1, "1", kind="enum", allowed=("1", "2")).value == "1"
    assert read(1, "", kind="enum", allowed=("1", "2")).value == "1"
    assert read(True, "ИСТИНА", kind="enum", allowed=("истина",)).value == "истина"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("оплачено", {"near": "оплачен"}),
        ("оплачен, завершён", {"near": "завершён"}),
        ("xyz", {}),
    ],
)
def test_a_value_off_the_list_is_refused_with_the_nearest(
    read: Reading, text: str, facts: dict[str, str]
) -> None:
    assert read(text, kind="enum", allowed=STATUSES) == CellResult(error="BAD_ENUM", facts=facts)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("партнера", "out / in"),  # «от партнёра» holds it, «партнёру» is as near
        ("партнёр", "out / in"),
        ("партнеров", "out / in"),
        ("от партнеров", "in"),
        ("партнёруу", "out"),
    ],
)
def test_values_that_are_equally_near_are_all_named(read: Reading, text: str, near: str) -> None:
    found = read(text, kind="enum", allowed=DIRECTION)
    assert (found.error, found.facts) == ("BAD_ENUM", {"near": near})


def test_a_look_alike_of_two_values_is_refused(read: Reading) -> None:
    found = read("аb", kind="enum", allowed=("ab ", "ab", "аb2"))
    assert found.error is None
    assert read("cо", kind="enum", allowed=("со", "co")).error == "BAD_ENUM"


@pytest.mark.parametrize(
    ("stored", "shown", "value", "warnings"),
    [
        ("007", None, "007", ()),
        ("P-001", None, "P-001", ()),
        ("1E5", None, "1E5", ()),
        ("'007", None, "007", ("CLEANED",)),
        ("'", None, None, ("CLEANED",)),
        ("АB-1", None, "АB-1", ("MIXED_SCRIPT",)),
        ("a b", None, "a b", ()),
        (12, "12", "12", ()),
        (12.0, "12", "12", ()),
        (-5, "-5", "-5", ()),
        (12, "0012", "0012", ("ID_STORED_AS_NUMBER",)),
        (0, "000", "000", ("ID_STORED_AS_NUMBER",)),
        (12, "P-012", "12", ("ID_STORED_AS_NUMBER",)),
        (1234, "1 234", "1234", ("ID_STORED_AS_NUMBER",)),
        (12, "", "12", ("ID_STORED_AS_NUMBER",)),
        (79161234567, "7,91612E+10", "79161234567", ("ID_STORED_AS_NUMBER",)),
    ],
)
def test_a_code_keeps_its_letters_and_zeros(
    read: Reading, stored: object, shown: str, value: str | None, warnings: tuple[str, ...]
) -> None:
    assert read(stored, shown, kind="id") == CellResult(value, warnings=warnings)


@pytest.mark.parametrize(
    ("stored", "shown", "error"),
    [
        (1.5, "1,5", "BAD_ID"),
        ("1,23457E+15", None, "PRECISION_LOST"),
        ("1.23457e+15", None, "PRECISION_LOST"),
        ("1E+15", None, "PRECISION_LOST"),
        (1000000000000000, "1E+15", "PRECISION_LOST"),
        (46054, "01.02.2026", "WRONG_TYPE"),
        (0.5, "12:00:00", "WRONG_TYPE"),
        (True, "ИСТИНА", "WRONG_TYPE"),
    ],
)
def test_a_code_that_lost_something_is_refused(
    read: Reading, stored: object, shown: str, error: str
) -> None:
    assert read(stored, shown, kind="id").error == error


@pytest.mark.parametrize(
    ("stored", "formula", "warnings"),
    [
        (5, "=ROW()-1", ("KEY_IS_FORMULA",)),
        ("=1+1", "=1+1", ()),
        ("A-1", "A-1", ()),
        ("A-1", None, ()),
        (1.5, "=ROW()/2", ()),
    ],
)
def test_a_code_made_by_a_formula_is_told(
    read: Reading, stored: object, formula: str | None, warnings: tuple[str, ...]
) -> None:
    shown = str(stored)
    assert read(stored, shown, kind="id", locale="en_US", formula=formula).warnings == warnings


@pytest.mark.parametrize(
    ("stored", "shown", "value"),
    [
        ("=1+1", None, "=1+1"),
        ("None", None, "None"),
        ("a\r\nb", None, "a\nb"),
        (46054, "01.02.2026", "01.02.2026"),
        (1234.5, "1\u00a0234,50", "1 234,50"),
        (True, "ИСТИНА", "ИСТИНА"),
        (True, "", "TRUE"),
        (12.5, "", "12.5"),
        ("x" * 50_000, None, "x" * 50_000),
    ],
)
def test_text_stands_as_it_is_seen(read: Reading, stored: object, shown: str, value: str) -> None:
    assert read(stored, shown) == CellResult(value)


@pytest.mark.parametrize(
    "text",
    [
        "https://drive.google.com/file/d/1?x=1#y",
        "http://x",
        "HTTPS://X.RU",
        "https://сайт.рф/путь",
        "https://x.ru:8080/",
    ],
)
def test_a_web_address_stands_as_typed(read: Reading, text: str) -> None:
    assert read(text, kind="url") == CellResult(text)


@pytest.mark.parametrize(
    "stored",
    ["Акт.pdf", "ftp://x.ru", "https://", "https://a b", "http://[", "mailto:a@b.ru", "//x.ru", 5],
)
def test_a_shown_text_is_no_web_address(read: Reading, stored: object) -> None:
    assert read(stored, kind="url").error == "BAD_URL"


@pytest.mark.parametrize("kind", ["text", "decimal", "date", "id", "enum", "bool", "email", "url"])
@pytest.mark.parametrize(
    ("stored", "shown", "error"),
    [
        ("#REF!", "#REF!", "FORMULA_ERROR"),
        ("#DIV/0! (Function DIVIDE parameter 2 cannot be zero.)", "#DIV/0!", "FORMULA_ERROR"),
        ("#N/A", "#Н/Д", "FORMULA_ERROR"),
        ("#ССЫЛКА!", "#ССЫЛКА!", "FORMULA_ERROR"),
        (" #NAME?\u00a0", "#NAME?", "FORMULA_ERROR"),
        ("Loading...", "Loading...", "FORMULA_LOADING"),
        ("#N/A (still running)", "Loading...", "FORMULA_LOADING"),
    ],
)
def test_a_formula_without_a_value_is_an_error_in_every_kind(
    read: Reading, kind: str, stored: str, shown: str, error: str
) -> None:
    assert read(stored, shown, kind=kind).error == error


@pytest.mark.parametrize("text", ["#1", "#REF", "#N/A нет", "Loading", "#DIV/0! (typed by hand)"])
def test_a_text_that_only_resembles_a_formula_error_is_text(read: Reading, text: str) -> None:
    assert read(text) == CellResult(text)


@pytest.mark.parametrize("stored", ["", None, "  ", "\u00a0", "\n"])
@pytest.mark.parametrize(
    "kind",
    ["text", "integer", "decimal", "money", "percent", "date", "datetime", "month", "bool",
     "email", "inn", "kpp", "ogrn", "bic", "account", "enum", "id", "url"],
)  # fmt: skip
def test_nothing_is_missing_in_every_kind(read: Reading, kind: str, stored: object) -> None:
    assert read(stored, kind=kind) == CellResult()


def test_invisible_signs_alone_are_nothing_and_told(read: Reading) -> None:
    assert read("\u200b") == CellResult(warnings=("INVISIBLE_CHARS",))
