"""Cards, pivots, bands, unions, locales, marks: each part of a proposal by itself."""

from collections.abc import Sequence
from datetime import date

import pytest

from sheetsync.tables.adoption.column_values import strange_words
from sheetsync.tables.adoption.locale_guess import guess_locale
from sheetsync.tables.adoption.meanings import meaning_of
from sheetsync.tables.adoption.month_titles import title_month, year_above
from sheetsync.tables.adoption.proposal import (
    ColumnProposal,
    Guess,
    TabProposal,
    catalogue_column,
)
from sheetsync.tables.adoption.proposing import propose
from sheetsync.tables.adoption.table_place import TablePlace
from sheetsync.tables.adoption.team_columns import shown_text, team_columns
from sheetsync.tables.adoption.thresholds import CELLS_READ
from sheetsync.tables.cells import Cell, Grid
from sheetsync.tables.locales import conventions
from tests.tables.adoption.workbook_grids import grid

Row = Sequence[object]
DAY = date(2026, 1, 31)
_HEADERS = ("Номер счёта", "Дата счёта", "Поставщик", "Сумма счёта")
_ROWS: tuple[Row, ...] = (
    _HEADERS,
    ("1", DAY, "Вектор", 100),
    ("2", DAY, "Заря", 200),
)


def _only(*rows: Row, title: str = "Счета") -> TabProposal:
    return propose({title: grid(*rows)}).tabs[0]


def _column(tab: TabProposal, letter: str) -> ColumnProposal:
    return next(one for one in tab.columns if one.letter == letter)


def test_a_tab_of_labels_alone_is_a_card() -> None:
    tab = _only(
        ("Партнёр:", "Вектор"), ("ИНН", "7707083893"), ("Почта", "a@x.example"), ("Куратор", "Ида")
    )
    assert (tab.kind, tab.means) == ("card", ("partners", "entities"))
    assert [one.cell for one in tab.card] == ["B1", "B2", "B3", "B4"]


def test_a_card_above_a_table_that_is_none_of_ours_is_read_all_the_same() -> None:
    tab = _only(
        ("Партнёр:", "Вектор"),
        ("ИНН", "7707083893"),
        ("Юрлицо", "ООО «Вектор»"),
        (),
        ("Код", "Дата", "Ставка НДС", "Скидка"),
        ("a", "b", "c", "d"),
    )
    assert tab.kind == "card"
    assert tab.card[1].meaning == "entities.inn"


def test_two_labels_are_no_card() -> None:
    tab = _only(("Партнёр:", "Вектор"), ("ИНН", "7707083893"), (), *_ROWS)
    assert tab.card == ()
    assert tab.header_rows == (4,)


def test_a_label_stands_once_and_a_cell_behind_a_card_is_no_label() -> None:
    tab = _only(
        ("Партнёр", "Вектор"),
        ("Партнёр", "Заря"),
        ("ИНН", "7707083893"),
        ("Куратор", "Ида"),
        ("Почта", ""),
    )
    assert [one.value for one in tab.card] == ["Вектор", "7707083893", "Ида"]


@pytest.mark.parametrize("header", ["Сумма по полю Сумма счёта", "Названия строк", "Sum of Amount"])
def test_a_pivot_is_another_tab(header: str) -> None:
    tab = _only((header, *_HEADERS), ("Вектор", "1", DAY, "Вектор", 5))
    assert tab.kind == "other"
    assert tab.why.said("en") == "it is a pivot table"


def test_headers_above_nothing_are_another_tab() -> None:
    tab = _only(_HEADERS)
    assert (tab.kind, tab.why.said("ru")) == ("other", "под заголовками ничего нет")


def test_headers_that_any_table_has_are_nothing_when_only_one_fits() -> None:
    tab = _only(("Дата", "Название", "Ставка НДС"), (DAY, "a", "b"), title="x")
    assert (tab.kind, tab.why.said("en")) == ("other", "like nothing that is needed")


def test_bands_that_no_directory_knows_are_asked() -> None:
    rows: list[Row] = [("№ заявки", "Клиент", "Дата заявки", "Стоимость работ")]
    for name in ("Вектор", "Заря"):
        rows += [(name,), *((f"{name}{n}", "Анна", DAY, 5) for n in range(3))]
    tab = _only(*rows, title="Заявки")
    assert tab.band == Guess("jobs.partner_id", "@name", 0.42)
    assert (tab.bands, tab.rows) == ((2, 6), 6)
    assert "jobs.partner_id" not in tab.lacks


def test_a_column_that_names_the_partner_is_stronger_than_bands() -> None:
    rows: list[Row] = [_HEADERS, ("январь",), *(_ROWS[1:] * 2), ("февраль",), *_ROWS[1:]]
    tab = _only(*rows)
    assert tab.bands == (2, 7)
    assert tab.band is None


def test_partners_have_no_band() -> None:
    rows: list[Row] = [("Студия", "Почта бухгалтерии", "Куратор"), ("Город",)]
    rows += [(f"Имя {n}", f"a{n}@x.example", "Ида") for n in ("а", "б", "в")]
    assert _only(*rows, title="Студии").band is None


def test_what_the_catalogue_wants_and_no_column_gives_is_told() -> None:
    assert _only(*_ROWS).lacks == ("invoices.month",)


def test_months_in_titles_make_one_table_and_a_missing_year_is_asked() -> None:
    proposal = propose({"Январь": grid(*_ROWS), "Фев": grid(*_ROWS), "План": grid(*_ROWS)})
    first, second, third = proposal.tabs
    assert first.union is not None
    assert second.union is not None
    assert (first.union.value, second.union.value) == ("-01", "-02")
    assert first.union.titles == second.union.titles == ("Январь", "Фев")
    assert third.union is None
    assert first.lacks == ()
    assert [one.tab for one in proposal.questions if one.code == "year"] == ["Январь", "Фев"]


def test_a_month_of_its_own_column_is_stronger_than_the_title() -> None:
    rows = [
        (*row, month) for row, month in zip(_ROWS, ("Период", "01.2026", "01.2026"), strict=True)
    ]
    assert propose({"Январь": grid(*rows)}).tabs[0].union is None


@pytest.mark.parametrize(
    ("title", "month"),
    [
        ("Январь", (1, 0)),
        ("янв.", (1, 0)),
        ("March 2026", (3, 2026)),
        ("Выплаты за май 26", (5, 2026)),
        ("Август 1", (8, 0)),
        ("12-2025", (12, 2025)),
        ("2025_12", (12, 2025)),
        ("13.2026", None),
        ("2026", None),
        ("Лист1", None),
        ("Январь-март 2026", None),
        ("Январь 1 2026", None),
        ("Счета за первый квартал с января", None),
        ("Отчёт 01.2026", None),
    ],
)
def test_a_title_tells_one_month_or_none(title: str, month: tuple[int, int] | None) -> None:
    assert title_month(title) == month


def test_two_years_above_the_headers_tell_none() -> None:
    assert year_above(grid(("за 2025–2026",), _HEADERS), 2) == 0
    assert year_above(grid(("за 2026 год, 31.01.2026",), _HEADERS), 2) == 2026


def test_three_tabs_alike_without_a_partner_are_a_tab_a_partner_and_two_are_not() -> None:
    rows: list[Row] = [("№ заявки", "Клиент", "Выдано", "Сдано"), ("1", "Анна", DAY, DAY)]
    two = propose({"Вектор": grid(*rows), "Заря": grid(*rows)}).tabs
    assert [tab.union for tab in two] == [None, None]
    three = propose({name: grid(*rows) for name in ("Вектор", "Заря", "Уют")}).tabs
    assert [tab.union.value for tab in three if tab.union] == ["Вектор", "Заря", "Уют"]


@pytest.mark.parametrize(
    ("texts", "locale"),
    [
        (["31.01.2026", "1 234,50"], "ru_RU"),
        (["01/31/2026", "$1,234.50"], "en_US"),
        (["31/01/2026", "12/02/2026"], "en_GB"),
        (["01/02/2026"], None),
        (["Вектор", "Заря", "Oak"], "ru_RU"),
        (["31.01.2026", "01/31/2026"], None),
        ([], None),
    ],
)
def test_a_locale_is_seen_where_only_one_fits(texts: list[str], locale: str | None) -> None:
    assert guess_locale([grid(*((text, None, 5) for text in texts))]) == locale


def test_not_every_text_of_a_long_file_is_looked_at_for_the_locale() -> None:
    rows = [["x"]] * 20_000 + [["31/01/2026"]] * 3
    assert guess_locale([Grid(rows, rows)]) is None


def test_a_locale_that_nothing_tells_is_asked() -> None:
    assert [one.code for one in propose({"A": grid(("x",))}).questions] == ["locale"]


def test_what_is_proposed_is_asked_with_our_name_for_it() -> None:
    asked = [one.words.said("ru") for one in propose({"Счета": grid(*_ROWS)}, "ru_RU").questions]
    assert asked == ["столбец C «Поставщик» — это «Код контрагента» (Счета)?"]


def test_a_suggested_tab_is_asked_as_a_whole() -> None:
    rows: list[Row] = [("Дата", "Сумма", "Месяц"), (DAY, 5, "01.2026"), (DAY, 6, "01.2026")]
    asked = propose({"Оклады": grid(*rows)}, "ru_RU").questions
    assert asked[0].words.said("en") == "is this the tab 'Invoices'?"


def test_paid_or_not_stands_for_a_sum_and_is_asked() -> None:
    rows = [(*row, mark) for row, mark in zip(_ROWS, ("Оплачено?", "да", "нет"), strict=True)]
    found = _column(_only(*rows), "E")
    assert (found.meaning, found.how, found.level) == (
        "invoices.paid_amount",
        "@yes_no",
        "proposed",
    )
    assert found.why.said("en") == "a mark, yes or no"


def test_ticks_are_marks_too() -> None:
    rows = [(*row, tick) for row, tick in zip(_ROWS, ("Оплачено", True, False), strict=True)]
    assert _column(_only(*rows), "E").how == "@yes_no"


def test_an_inn_names_the_entity_and_wins_over_the_name() -> None:
    rows = [
        (*row, inn)
        for row, inn in zip(_ROWS, ("ИНН поставщика", "7707083893", "7736050003"), strict=True)
    ]
    tab = _only(*rows)
    assert (_column(tab, "E").meaning, _column(tab, "E").how) == ("invoices.entity_id", "@inn")
    assert _column(tab, "C").level == "own"


def test_a_sharp_kind_speaks_without_a_name() -> None:
    rows: list[Row] = [
        ("Студия", "Куда писать", "Реквизит", "Куратор"),
        ("Вектор", "a@x.example", "7707083893", "Ида"),
        ("Заря", "b@x.example", "7736050003", "Ида"),
        ("Уют", "нет", "7736050003", "Ида"),
    ]
    tab = _only(*rows, title="Студии")
    mail = _column(tab, "B")
    assert (mail.meaning, mail.level) == ("partners.report_email", "proposed")
    assert mail.why.said("en") == "by its values: 67% fit"


def test_a_name_over_sums_is_no_partner() -> None:
    rows = [_HEADERS, *((row[0], row[1], 100.5, 5) for row in _ROWS[1:])]
    assert _column(_only(*rows), "C").level == "own"


def test_an_empty_column_is_told_as_empty() -> None:
    rows = [(*row, note) for row, note in zip(_ROWS, ("Дата оплаты", None, None), strict=True)]
    found = _column(_only(*rows), "E")
    assert found.why.said("en") == "the name is like Paid on, the column is empty"
    assert (found.filled, found.samples) == (0, ())


def test_a_column_without_a_header_is_shown_and_one_without_anything_is_not() -> None:
    rows = [(*row, "", extra) for row, extra in zip(_ROWS, ("", "x", "y"), strict=True)]
    assert [one.letter for one in _only(*rows).columns] == ["A", "B", "C", "D", "F"]


def test_a_code_that_repeats_is_no_key() -> None:
    rows: list[Row] = [("№ заявки", "Клиент", "Выдано")]
    rows += [("1", f"Анна {n}", DAY) for n in range(9)]
    assert _column(_only(*rows, title="Заявки"), "A").level != "sure"


@pytest.mark.parametrize("value", ["a@x.example", "https://x.example/1", "5" * 41, "31.01.2026"])
def test_what_is_something_else_is_no_number_of_an_invoice(value: str) -> None:
    rows = [_HEADERS, *((value, DAY, "Вектор", 5) for _ in range(3))]
    assert not _column(_only(*rows), "A").is_mapped


@pytest.mark.parametrize(
    "value", ["слово " * 9, "я" * 121, "a@x.example", "5 000", "31.01.2026", 12]
)
def test_what_is_something_else_is_no_name(value: object) -> None:
    rows: list[Row] = [("№ заявки", "Клиент", "Выдано", "Сдано")]
    rows += [(f"{n}", value, DAY, DAY) for n in range(3)]
    assert _column(_only(*rows, title="Заявки"), "B").level == "own"


def test_values_beyond_a_score_speak_against_it() -> None:
    rows: list[Row] = [("№ заявки", "Клиент", "Выдано", "Оценка клиента", "Замечания")]
    rows += [(f"{n}", f"Анна {n}", DAY, 50 + n, "слова") for n in range(3)]
    tab = _only(*rows, title="Заявки")
    assert tab.means == ("jobs",)
    assert _column(tab, "E").meaning != "jobs.defects"


def test_words_of_others_are_told_with_what_they_stand_for() -> None:
    words = ("на стопе", "paused", "работает", "на стопе", "?")
    rows = grid(("Статус работы",), *((word,) for word in words))
    column = team_columns(rows, TablePlace((1,), ("Статус работы",), 2, 6))[0]
    found = strange_words(column, meaning_of("partners.status"), conventions("ru_RU"))
    assert list(found) == [("на стопе", "paused")]


def test_a_contract_that_renews_itself_says_yes_or_no() -> None:
    rows: list[Row] = [
        ("Номер договора", "Дата договора", "Действует до", "Автопролонгация", "Контрагент"),
        ("1/25", DAY, DAY, "да", "Вектор"),
        (),
        ("2/25", DAY, DAY, "нет", "Заря"),
    ]
    tab = _only(*rows, title="Договоры")
    assert _column(tab, "D").meaning == "agreements.auto_renew"
    assert (tab.rows, tab.last_row) == (2, 4)


def test_so_many_cells_are_read_and_so_many_values_shown() -> None:
    rows: list[Row] = [("Номер счёта", "Дата счёта", "Поставщик", "Сумма счёта")]
    rows += [(f"{n}", DAY, "очень " * 20, n) for n in range(CELLS_READ + 50)]
    found = _only(*rows)
    number, long = _column(found, "A"), _column(found, "C")
    assert number.filled == CELLS_READ + 50
    assert len(number.samples) == 10
    assert long.samples[0].endswith("…")
    assert len(long.samples[0]) == 60


@pytest.mark.parametrize(
    ("locale", "shown"), [("ru_RU", "31.01.2026"), ("en_US", "01/31/2026"), (None, "2026-01-31")]
)
def test_a_day_is_shown_as_the_locale_writes_it(locale: str | None, shown: str) -> None:
    assert shown_text(Cell(46053, "", "DATE"), conventions(locale)) == shown
    assert shown_text(Cell(4e9, "", "DATE"), conventions(locale)) == "4000000000"
    assert shown_text(Cell(46053, "", None), conventions(locale)) == "46053"
    assert shown_text(Cell(True, None, None), conventions(locale)) == "TRUE"
    assert shown_text(Cell([1], None, None), conventions(locale)) == "[1]"


def test_a_meaning_that_there_is_not_is_refused() -> None:
    with pytest.raises(KeyError):
        catalogue_column("invoices.colour")
    with pytest.raises(KeyError):
        meaning_of("settings.key")
    assert (Guess("jobs.amount").tab, Guess("jobs.amount").column) == ("jobs", "amount")


def test_only_tabs_of_which_something_is_read_are_read() -> None:
    proposal = propose({"Счета": grid(*_ROWS), "Заметки": grid(("позвонить",))})
    assert [tab.title for tab in proposal.read_tabs] == ["Счета"]


@pytest.mark.parametrize("header", ["Curator", "Куратор", "Ответственный менеджер"])
def test_a_header_of_ours_is_never_what_we_do_not_keep(header: str) -> None:
    rows: list[Row] = [("Company", "Billing email", header)]
    rows += [(f"Oak {n}", f"a{n}@x.example", "Ann Kim") for n in range(3)]
    assert _column(_only(*rows, title="Dealers"), "C").meaning == "partners.curator"
