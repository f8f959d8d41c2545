"""What a person types into the dialogue of adopt, and what is understood by it."""

from collections.abc import Sequence
from datetime import date

import click
import pytest
from click.testing import CliRunner, Result

from sheetsync.cli.adopt_choices import typed_meaning
from sheetsync.cli.adopt_dialogue import ask, ask_locale
from sheetsync.cli.adopt_screen import clean
from sheetsync.language import Lang
from sheetsync.tables.adoption.answers import Answers
from sheetsync.tables.adoption.mapped_tabs import mapping_of
from sheetsync.tables.adoption.mapping import ColumnRule
from sheetsync.tables.adoption.proposal import Guess, Proposal
from sheetsync.tables.adoption.proposing import propose
from tests.tables.adoption.workbook_grids import grid

Row = Sequence[object]
DAY = date(2026, 1, 31)
_ROWS: tuple[Row, ...] = (
    ("Номер счёта", "Дата счёта", "Поставщик", "Сумма счёта", "Вес", "Вид оплаты"),
    ("1", DAY, "Вектор", 100, 4, "нал"),
    ("2", DAY, "Заря", 200, 5, "карта"),
)
_PAY: tuple[Row, ...] = (("Дата", "Сумма", "Месяц"), (DAY, 5, "01.2026"), (DAY, 6, "02.2026"))


def _proposal(**tabs: Sequence[Row]) -> Proposal:
    return propose({title: grid(*rows) for title, rows in tabs.items()}, "ru_RU")


def _dialogue(proposal: Proposal, typed: str, lang: Lang = "en") -> tuple[Answers, Result]:
    """The answers to lines that are typed, parted by spaces; "." is a bare Enter."""
    found: list[Answers] = []

    @click.command()
    def dialogue() -> None:
        titles = frozenset(tab.title for tab in proposal.read_tabs)
        found.append(ask(proposal, titles, lang, 2026))

    lines = [line.removesuffix(".") for line in typed.split(" ")] if typed else []
    result = CliRunner().invoke(dialogue, input="".join(f"{line}\n" for line in lines))
    assert result.exception is None, result.output
    return found[0], result


def test_a_screen_shows_what_is_sure_and_asks_what_is_not() -> None:
    answers, result = _dialogue(_proposal(Счета=_ROWS), ". .")
    lines = [line for line in result.output.splitlines() if line]
    assert lines[0] == "Tab 1 of 1  'Счета'  headers in row 1, 2 rows"
    assert lines[1].split() == ["is:", "Invoices", "sure"]
    assert lines[2].split("  ")[1:4] == ["A", "Номер счёта", "Number"]
    assert lines[4].endswith("right?")
    assert "left as your own" in lines[6]
    asked = "  C  Поставщик → Entity ID, by name: right? [Enter yes / n no / e other / ? values]"
    assert lines[8].startswith(asked)
    assert answers.tabs == {"Счета": "yes"}
    assert answers.columns == {("Счета", "C"): Guess("invoices.entity_id", "@name")}


def test_the_same_screen_in_russian() -> None:
    _, result = _dialogue(_proposal(Счета=_ROWS), ". .", "ru")
    assert "Вкладка 1 из 1  «Счета»  заголовки в строке 1, 2 строки" in result.output
    assert "это: Счета" in result.output
    assert "Код контрагента, по названию: верно?" in result.output


def test_a_no_leaves_the_column_to_the_team() -> None:
    answers, _ = _dialogue(_proposal(Счета=_ROWS), "н .")
    assert answers.columns == {("Счета", "C"): None}


def test_a_question_mark_shows_values_why_and_what_is_next_best() -> None:
    answers, result = _dialogue(_proposal(Счета=_ROWS), "? . .")
    assert "     values: Вектор · Заря\n" in result.output
    assert "     why: the name is like Entity ID, no directory knows the names\n" in result.output
    assert answers.columns[("Счета", "C")] == Guess("invoices.entity_id", "@name")


def test_another_meaning_is_named_by_its_header_code_or_number() -> None:
    proposal = _proposal(Счета=_ROWS)
    for typed, meaning in (
        ("e Комментарий .", "invoices.comment"),
        ("e invoices.file_url .", "invoices.file_url"),
        (". e b invoices.due_date .", "invoices.due_date"),
    ):
        answers, _ = _dialogue(proposal, typed)
        assert meaning in {guess.meaning for guess in answers.columns.values() if guess}, typed
    answers, result = _dialogue(proposal, "e щщщ . .")
    assert answers.columns == {("Счета", "C"): None}
    assert "  no column is called so; write 'Number', for example" in result.output


def test_a_meaning_has_one_column() -> None:
    answers, _ = _dialogue(_proposal(Счета=_ROWS), ". e F Сумма e f . e E Сумма .")
    assert answers.columns == {
        ("Счета", "C"): Guess("invoices.entity_id", "@name"),
        ("Счета", "D"): None,
        ("Счета", "E"): Guess("invoices.amount"),
        ("Счета", "F"): None,
    }


def test_a_line_that_is_not_there_is_asked_again() -> None:
    answers, result = _dialogue(_proposal(Счета=_ROWS), ". e Z .")
    assert "  there is no such column here\n" in result.output
    assert answers.tabs == {"Счета": "yes"}


def test_values_are_shown_where_another_meaning_is_chosen() -> None:
    _, result = _dialogue(_proposal(Счета=_ROWS), ". e F ? . .")
    assert "     values: нал · карта\n" in result.output


def test_a_tab_may_be_left_out_at_its_end_and_at_its_start() -> None:
    answers, _ = _dialogue(_proposal(Счета=_ROWS), ". n")
    assert answers.tabs == {"Счета": "no"}
    answers, result = _dialogue(_proposal(Оклады=_PAY), "x n")
    assert answers.tabs == {"Оклады": "no"}
    assert result.output.count("is it 'Invoices'? [Enter yes / n leave out / s save and stop]") == 2


def test_a_tab_that_is_only_suggested_is_read_after_a_yes() -> None:
    answers, _ = _dialogue(_proposal(Оклады=_PAY), ". . . . .")
    assert answers.tabs == {"Оклады": "yes"}


@pytest.mark.parametrize("typed", ["s", "ы", ". s", ""])
def test_a_stop_keeps_what_was_said_and_leaves_the_rest_open(typed: str) -> None:
    proposal = _proposal(Счета=_ROWS, Оклады=_PAY)
    answers, _ = _dialogue(proposal, typed)
    assert answers.tabs == {}
    assert [tab.answer for tab in mapping_of(proposal, answers).tabs] == ["ask", "ask"]


def test_what_is_no_answer_is_asked_again() -> None:
    answers, result = _dialogue(_proposal(Счета=_ROWS), "что . что .")
    assert answers.tabs == {"Счета": "yes"}
    assert result.output.count("right? [") == 2
    assert result.output.count("[Enter] all right") == 2


def test_months_are_one_screen_and_one_answer_with_the_year() -> None:
    proposal = _proposal(Январь=_ROWS, Февраль=_ROWS)
    answers, result = _dialogue(proposal, ". 26 2025 .")
    assert "Tabs 1–2 of 2  'Январь' … 'Февраль'  headers in row 1, 4 rows" in result.output
    assert "  the month is in the tab's title\n" in result.output
    assert "  a year has four digits\n" in result.output
    assert answers.years == {"Январь": 2025, "Февраль": 2025}
    assert set(answers.tabs.values()) == {"yes"}
    (tab,) = mapping_of(proposal, answers).tabs
    assert tab.is_["invoices"]["month"] == ColumnRule(title="month", year=2025)
    assert _dialogue(proposal, ". . .")[0].years == {"Январь": 2026, "Февраль": 2026}


def test_a_card_and_bands_are_shown() -> None:
    rows: list[Row] = [("№ заявки", "Клиент", "Дата заявки", "Стоимость работ")]
    for name in ("Вектор", "Заря"):
        rows += [(name,), *((f"{name}{n}", "Анна", DAY, 5) for n in range(3))]
    rows.append(("Итого", None, None, 30))
    card: list[Row] = [("Партнёр:", "Вектор"), ("ИНН", "7707083893"), ("Куратор", "Ида")]
    _, result = _dialogue(_proposal(Заявки=rows, Вектор=card), ". . .")
    assert "totals in row 10" in result.output
    assert "  rows that head others (2, 6): Partner ID, by name\n" in result.output
    assert "  a card B1:B3: Партнёр, ИНН, Куратор\n" in result.output


def test_another_table_below_is_told() -> None:
    rows = [*_ROWS, (), ("Студия", "Почта бухгалтерии"), ("Вектор", "a@x.example")]
    _, result = _dialogue(_proposal(Счета=rows), ". .")
    headline = result.output.splitlines()[1]
    assert headline.endswith("headers in row 1, 2 rows, another table from row 5 is not read")


def test_tabs_of_several_of_ours_name_theirs() -> None:
    rows: list[Row] = [
        ("№ заявки", "Клиент", "Выдано", "Сдано", "Оценка клиента", ""),
        ("1", "Анна", DAY, DAY, 5, "x"),
        ("2", "Пётр", DAY, DAY, 4, "x"),
    ]
    _, result = _dialogue(_proposal(Заявки=rows), ".")
    assert "is: Jobs + Feedback" in result.output
    assert "Feedback: Score" in result.output
    assert "(no header)" in result.output


def test_a_tab_for_each_partner_is_told() -> None:
    rows: list[Row] = [("№ заявки", "Клиент", "Выдано", "Сдано"), ("1", "Анна", DAY, DAY)]
    _, result = _dialogue(_proposal(Вектор=rows, Заря=rows, Уют=rows), ".")
    assert "  a tab for each partner\n" in result.output


def test_a_name_that_a_directory_knows_says_so() -> None:
    known: list[Row] = [
        ("Студия", "Почта бухгалтерии", "Куратор"),
        ("Вектор", "a@x.example", "Ида"),
        ("Заря", "b@x.example", "Ида"),
    ]
    _, result = _dialogue(_proposal(Студии=known, Счета=_ROWS), ". .")
    assert "2 of 2 known in 'Студии'" in result.output


@pytest.mark.parametrize(
    ("typed", "lang", "locale"), [("", "ru", "ru_RU"), ("9\n3", "ru", "en_GB"), ("", "en", "en_US")]
)
def test_a_locale_is_chosen_by_its_samples(typed: str, lang: Lang, locale: str) -> None:
    found: list[str] = []

    @click.command()
    def dialogue() -> None:
        found.append(ask_locale(lang))

    result = CliRunner().invoke(dialogue, input=f"{typed}\n")
    assert found == [locale]
    assert "31.12.2026 · 1 234,50" in result.output


def test_strangers_texts_move_no_cursor() -> None:
    assert clean("\x1b[2JСчёт\r\n№\x07") == "?[2JСчёт №?"
    rows = [
        ("Номер счёта", "Дата счёта", "Поставщик", "Сумма\x1b[31m"),
        *(row[:4] for row in _ROWS[1:]),
    ]
    _, result = _dialogue(_proposal(**{"Сч\x1bета": rows}), ". .")
    assert "\x1b" not in result.output


def test_a_number_of_the_list_is_one_of_the_list() -> None:
    tab = _proposal(Счета=_ROWS).tabs[0]
    column = tab.columns[1]
    assert column.others
    assert typed_meaning("1", column, tab) == column.others[0]
    assert typed_meaning("0", column, tab) is None
    assert typed_meaning("9", column, tab) is None
    assert typed_meaning("Клиент", column, tab) == Guess("jobs.client")
    assert typed_meaning("Номер счета", column, tab) == Guess("invoices.number")
    assert typed_meaning("Код партнёра", column, tab) == Guess("invoices.entity_id", "@name")
