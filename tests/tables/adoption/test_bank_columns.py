"""What the columns of a bank's table mean, by headers and values."""

import pytest

from sheetsync.tables.adoption.bank_columns import (
    BANK_COLUMNS,
    BankTable,
    is_dash,
    propose_bank_table,
    table_with,
)
from sheetsync.tables.adoption.likeness import likeness, name_words
from sheetsync.tables.catalogue.bank_synonyms import (
    BANK_NAMES,
    BANK_NOT_KEPT,
    CLOSING_LABELS,
    FLOW_WORDS,
    OPENING_LABELS,
)
from sheetsync.tables.cells import Grid
from sheetsync.tables.cleaning import comparable, header_key
from sheetsync.tables.locales import conventions

ACCOUNT = "40702810900000000033"
WRITTEN = conventions("ru_RU")


def grid(*rows: list[object], merges: tuple[tuple[int, int, int, int], ...] = ()) -> Grid:
    return Grid(rows, rows, merges=merges)


def proposed(*rows: list[object]) -> BankTable:
    found = propose_bank_table(grid(*rows), WRITTEN)
    assert found is not None
    return found


HEAD: list[object] = ["Дата", "Сумма", "Назначение платежа"]
ROW: list[object] = ["03.03.2026", "-5,00", "оплата"]


def test_every_column_has_names_and_every_name_one_meaning() -> None:
    assert list(BANK_NAMES) != []
    assert set(BANK_NAMES) == set(BANK_COLUMNS)
    keys = [header_key(name) for names in BANK_NAMES.values() for name in set(names)]
    assert sorted(keys) == sorted(set(keys))
    assert not set(keys) & {header_key(name) for name in BANK_NOT_KEPT}


@pytest.mark.parametrize("name", BANK_NAMES)
def test_every_name_of_a_column_is_likest_to_its_own(name: str) -> None:
    for called in BANK_NAMES[name]:
        others = [
            other
            for meaning, names in BANK_NAMES.items()
            for other in names
            if meaning != name and name_words(other) == name_words(called)
        ]
        assert others == [], called
        assert max(likeness(called, other) for other in BANK_NAMES[name]) == 1.0


def test_words_and_labels_are_as_they_are_compared() -> None:
    assert [word for word in FLOW_WORDS if word != comparable(word)] == []
    labels = (*OPENING_LABELS, *CLOSING_LABELS)
    assert [label for label in labels if label != header_key(label)] == []
    assert not {*OPENING_LABELS} & {*CLOSING_LABELS}


def test_headers_and_values_together_tell_the_columns() -> None:
    found = proposed(
        ["Выписка"],
        ["Дата", "№ документа", "Дебет", "Кредит", "Контрагент", "ИНН", "КПП", "Счёт контрагента",
         "Основание платежа", "Валюта", "Номер счёта", "Остаток"],
        ["03.03.2026", "45", "", "50,00", "ООО", "7707083893", "773601001", ACCOUNT, "за услуги",
         "RUB", ACCOUNT, "1,00"],
    )  # fmt: skip
    assert found.unclear == ()
    assert found.place.header_rows == (2,)
    assert dict(found.columns) == {
        "booked_on": "Дата", "doc_no": "№ документа", "amount_out": "Дебет", "amount_in": "Кредит",
        "counterparty": "Контрагент", "inn": "ИНН", "kpp": "КПП",
        "their_account": "Счёт контрагента", "purpose": "Основание платежа", "currency": "Валюта",
        "account": "Номер счёта",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("header", "values", "meaning"),
    [
        ("ИНН", ["нет", "нет", "нет"], "inn"),
        ("Счёт", ["12", "13", "14"], "account"),
        ("Тип операции", ["Дебет", "Кредит", "Перевод"], "flow"),
        ("Валюта", ["штуки", "штуки", "штуки"], "currency"),
        ("Контрагент", [1, 2, 3], "counterparty"),
    ],
)
def test_values_that_do_not_fit_refute_a_header(
    header: str, values: list[object], meaning: str
) -> None:
    rows = [[*ROW, value] for value in values]
    assert meaning not in proposed([*HEAD, header], *rows).columns
    blank = proposed([*HEAD, header], *[[*ROW, ""] for _ in values]).columns
    # A column of ways that is blank tells none.
    assert (meaning in blank) is (meaning != "flow")


def test_words_of_ways_count_in_any_case_with_a_dot() -> None:
    rows: list[list[object]] = [["03.03.2026", "5", "а", "Дт."], ["03.03.2026", "6", "б", "КТ"]]
    assert proposed([*HEAD, "Тип операции"], *rows).columns["flow"] == "Тип операции"


def test_one_column_for_each_way_needs_the_other() -> None:
    found = proposed(["Дата", "Списание", "Назначение"], ["03.03.2026", "5", "а"])
    assert "amount_out" not in found.columns
    assert found.unclear == ("amount",)


def test_columns_for_each_way_go_before_a_sum_with_a_sign() -> None:
    found = proposed(
        ["Дата", "Сумма", "Тип", "Списание", "Зачисление"],
        ["03.03.2026", "5", "дебет", "5", "-"],
    )
    assert set(found.columns) == {"booked_on", "amount_in", "amount_out"}
    assert found.unclear == ()


@pytest.mark.parametrize(
    ("sums", "unclear"),
    [
        (["5,00", "6,00"], ("flow",)),
        (["5,00", "-6,00"], ()),
        (["5,00", "−6,00"], ()),
        (["5,00", "(6,00)"], ()),
        ([5, -6.5], ()),
        ([5, 6], ("flow",)),
        (["5,00", "-"], ("flow",)),
    ],
)
def test_sums_without_a_minus_may_have_gone_either_way(
    sums: list[object], unclear: tuple[str, ...]
) -> None:
    rows: list[list[object]] = [["03.03.2026", one, "а"] for one in sums]
    assert proposed(HEAD, *rows).unclear == unclear


@pytest.mark.parametrize(
    ("numbers", "unclear"),
    [
        (["1", "2", "3"], ("doc_no",)),
        ([1.0, 2.0], ("doc_no",)),
        (["1"], ("doc_no",)),
        (["2", "3"], ()),
        (["1", "3"], ()),
        (["", ""], ()),
    ],
)
def test_what_may_number_the_rows_is_no_documents_number(
    numbers: list[object], unclear: tuple[str, ...]
) -> None:
    rows = [[*ROW, one] for one in numbers]
    assert proposed([*HEAD, "Номер"], *rows).unclear == unclear


def test_two_columns_as_good_are_asked_about() -> None:
    days = proposed(["Дата операции", "Дата проводки", "Сумма"], ["03.03.2026", "04.03.2026", "-5"])
    assert days.unclear == ("booked_on",)
    worse = proposed(["Дата", "Дата документа", "Сумма"], ["03.03.2026", "04.03.2026", "-5"])
    assert worse.unclear == ()


def test_a_header_that_stands_twice_means_nothing() -> None:
    found = proposed(["Дата", "Сумма", "Сумма", "Назначение"], ["03.03.2026", "5", "-6", "а"])
    assert "amount" not in found.columns


def test_without_headers_of_a_bank_there_is_no_table() -> None:
    assert propose_bank_table(grid(["Заметки"], ["позвонить"]), WRITTEN) is None


@pytest.mark.parametrize(
    ("stored", "dash"),
    [
        ("-", True),
        (" — ", True),
        ("–", True),
        ("−", True),
        ("-5", False),
        ("", False),
        (None, False),
        (5, False),
    ],
)
def test_a_dash_says_that_nothing_is_there(stored: object, *, dash: bool) -> None:
    assert is_dash(stored) is dash


def test_a_table_is_found_by_all_of_its_headers() -> None:
    rows: tuple[list[object], ...] = (
        ["Сумма"],
        ["Дата", "Обороты", ""],
        ["", "Дебет", "Кредит"],
        ["03.03.2026", "5", ""],
    )
    two = grid(*rows, merges=((2, 2, 2, 3),))
    found = table_with(two, ["дата", "Обороты / Дебет", "Обороты / Кредит:"])
    assert found is not None
    assert (found.header_rows, found.first_row) == ((2, 3), 4)
    one = table_with(two, ["Дебет"])
    assert one is not None
    assert one.header_rows == (3,)
    assert table_with(two, ["Дата", "Нет такой"]) is None
    assert table_with(grid(), ["Дата"]) is None
    blank: list[list[object]] = [["", ""]] * 30
    far = grid(*blank, ["Дата", "Сумма"])
    assert table_with(far, ["Дата"]) is None
