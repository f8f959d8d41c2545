"""A workbook that was adopted before: what is new in it is asked, the rest stands."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from sheetsync.tables.adoption.again import Again, again, merged
from sheetsync.tables.adoption.answers import Answers, all_taken
from sheetsync.tables.adoption.mapped_tabs import mapping_of
from sheetsync.tables.adoption.mapping import ColumnRule, MappedTab, Mapping
from sheetsync.tables.adoption.mapping_checks import check_mapping
from sheetsync.tables.adoption.proposal import Proposal
from sheetsync.tables.adoption.proposing import propose
from tests.tables.adoption.workbook_grids import grid

Row = Sequence[object]
DAY = date(2026, 1, 31)
HEADERS = ("Номер счёта", "Дата счёта", "Поставщик", "Сумма счёта", "Вес")
ROWS: tuple[Row, ...] = (HEADERS, ("1", DAY, "Вектор", 100, 4), ("2", DAY, "Заря", 200, 5))
#: A yes to the tab of most of these workbooks.
YES = Answers(tabs={"Счета": "yes", "Студии": "yes", "Заявки": "yes"})
_NUMBER = {"invoices": {"number": ColumnRule(from_=HEADERS[0])}}


def _proposed(**tabs: Sequence[Row]) -> Proposal:
    return propose({title: grid(*rows) for title, rows in tabs.items()}, "ru_RU")


def _adopted(proposal: Proposal) -> Mapping:
    return mapping_of(proposal, all_taken(proposal))


def _again(old: Mapping, proposal: Proposal, answers: Answers) -> tuple[Again, Mapping]:
    found = again(proposal, old)
    new = merged(old, found, answers)
    check_mapping(new)
    return found, new


def _with(header: str, values: Sequence[object], rows: Sequence[Row] = ROWS) -> list[Row]:
    return [(*row, value) for row, value in zip(rows, (header, *values), strict=True)]


def test_nothing_new_asks_nothing_and_changes_nothing() -> None:
    proposal = _proposed(Счета=ROWS, Заметки=[("позвонить",)])
    old = _adopted(proposal)
    found, new = _again(old, proposal, Answers())
    assert (found.asked, new) == (frozenset(), old)


def test_edits_of_people_stand() -> None:
    proposal = _proposed(Счета=ROWS)
    tab = MappedTab(
        from_="Счета",
        is_={"invoices": {"comment": ColumnRule(from_="Вес"), "number": ColumnRule(column="A")}},
        own=("Дата счёта", "Поставщик", "Сумма счёта", "Когда-то был"),
    )
    old = Mapping(locale="ru_RU", tabs=(tab,), same={"Ветор": "Вектор"})
    found, new = _again(old, proposal, Answers())
    assert (found.asked, new) == (frozenset(), old)
    meant = [(one.letter, one.meaning) for one in found.proposal.tabs[0].columns if one.is_mapped]
    assert meant == [("A", "invoices.number"), ("E", "invoices.comment")]


def test_a_new_column_is_asked_and_only_that() -> None:
    old = _adopted(_proposed(Счета=ROWS))
    proposal = _proposed(Счета=_with("Срок оплаты", [DAY, DAY], _with("Цвет", ["a", "b"])))
    found, new = _again(old, proposal, Answers(tabs={"Счета": "yes"}))
    assert found.asked == {"Счета"}
    assert found.new_columns == {"Счета": {"F", "G"}}
    rules = dict(old.tabs[0].is_["invoices"]) | {"due_date": ColumnRule(from_="Срок оплаты")}
    assert new.tabs == (replace(old.tabs[0], is_={"invoices": rules}, own=("Вес", "Цвет")),)


def test_a_new_column_takes_no_meaning_that_another_has() -> None:
    old = _adopted(_proposed(Счета=ROWS))
    proposal = _proposed(Счета=_with("Invoice amount", [7, 8]))
    found, new = _again(old, proposal, YES)
    assert found.proposal.tabs[0].columns[5].level == "suggested"
    assert new.tabs[0].own == ("Вес", "Invoice amount")


def test_a_renamed_header_is_asked_and_everything_read_from_it_moves_along() -> None:
    both: list[Row] = [
        ("Студия", "ИНН", "Полное наименование", "Почта бухгалтерии"),
        ("Вектор", "7707083893", "ООО «Вектор»", "a@x.example"),
        ("Заря", "7736050003", "ООО «Заря»", "b@x.example"),
    ]
    old = _adopted(_proposed(Студии=both))
    renamed = [("Название студии", *both[0][1:]), *both[1:]]
    found, new = _again(old, _proposed(Студии=renamed), YES)
    assert found.asked == {"Студии"}
    assert new.tabs[0].is_["partners"]["name"] == ColumnRule(from_="Название студии")
    assert new.tabs[0].is_["entities"]["partner_id"] == ColumnRule(
        from_="Название студии", find="name"
    )


def test_words_of_a_new_column_come_with_it() -> None:
    rows: list[Row] = [("№ заявки", "Клиент", "Выдано"), ("1", "Анна", DAY), ("2", "Пётр", DAY)]
    old = _adopted(_proposed(Заявки=rows))
    more = _with("Статус заявки", ["готово", "в работе"], rows)
    _, new = _again(old, _proposed(Заявки=more), YES)
    assert new.tabs[0].values == {"jobs.status": {"готово": "done"}}


def test_a_new_tab_is_asked_and_stands_behind_the_others() -> None:
    old = _adopted(_proposed(Счета=ROWS))
    further = _proposed(Вес=[("x",)], Счета=ROWS, Архив=_with("Прим.", ["a", "b"]))
    found, new = _again(old, further, Answers(tabs={"Архив": "no"}))
    assert found.asked == {"Архив"}
    assert [(tab.named, tab.answer) for tab in new.tabs] == [
        (("Счета",), "yes"),
        (("Вес",), "no"),
        (("Архив",), "no"),
    ]


def test_the_next_month_joins_without_a_question() -> None:
    old = _adopted(_proposed(**{"Январь 2026": ROWS, "Февраль 2026": ROWS}))
    found, new = _again(
        old,
        _proposed(**{"Январь 2026": ROWS, "Февраль 2026": ROWS, "Март 2026": ROWS}),
        Answers(),
    )
    assert found.asked == frozenset()
    assert new.tabs[0].titles == ("Январь 2026", "Февраль 2026", "Март 2026")


def test_the_next_month_of_a_year_that_a_person_told_joins_too() -> None:
    months = _proposed(Январь=ROWS, Февраль=ROWS)
    said = Answers(
        tabs=dict.fromkeys(("Январь", "Февраль"), "yes"), years={"Январь": 2026, "Февраль": 2026}
    )
    old = mapping_of(months, said)
    found, new = _again(old, _proposed(Январь=ROWS, Февраль=ROWS, Март=ROWS), Answers())
    assert found.asked == frozenset()
    assert new.tabs[0].titles == ("Январь", "Февраль", "Март")
    assert found.proposal.tabs[0].union is not None
    assert found.proposal.tabs[0].union.value == "2026-01"


def test_the_next_month_of_a_year_that_nobody_told_is_asked() -> None:
    tab = MappedTab(titles=("Январь",), is_=_NUMBER, own=HEADERS[1:])
    found = again(_proposed(Январь=ROWS, Февраль=ROWS), Mapping(locale="ru_RU", tabs=(tab,)))
    assert found.asked == {"Февраль"}


def test_a_tab_alike_beside_one_that_is_mapped_alone_is_a_tab_of_its_own() -> None:
    old = _adopted(_proposed(**{"Январь 2026": ROWS}))
    both = _proposed(**{"Январь 2026": ROWS, "Февраль 2026": ROWS})
    found, new = _again(old, both, Answers(tabs={"Февраль 2026": "yes"}))
    assert found.asked == {"Февраль 2026"}
    assert [tab.named for tab in new.tabs] == [("Январь 2026",), ("Февраль 2026",)]
    three = _proposed(**{f"{name} 2026": ROWS for name in ("Январь", "Март", "Май")})
    _, more = _again(old, three, Answers(tabs={"Март 2026": "yes", "Май 2026": "yes"}))
    assert [tab.named for tab in more.tabs] == [("Январь 2026",), ("Март 2026", "Май 2026")]


def test_a_tab_that_was_left_out_stays_out_and_an_open_one_is_asked() -> None:
    proposal = _proposed(Счета=ROWS, Архив=_with("Прим.", ["a", "b"]))
    old = Mapping(
        locale="ru_RU",
        tabs=(
            MappedTab(from_="Архив", answer="no"),
            MappedTab(titles_like="счет*", is_=_NUMBER, own=HEADERS[1:], answer="ask"),
        ),
    )
    found, new = _again(old, proposal, Answers(tabs={"Счета": "yes"}))
    assert found.asked == {"Счета"}
    assert [tab.answer for tab in new.tabs] == ["no", "yes"]
    assert [tab.title for tab in found.proposal.read_tabs] == ["Счета"]


def test_a_leaf_in_the_mapping_knows_the_path_in_the_sheet() -> None:
    rows: list[Row] = [
        ("Счёт", "", "", "Оплата", ""),
        ("№", "дата", "сумма", "сумма", "дата"),
        ("1", DAY, 5, 5, DAY),
    ]
    sheet = grid(*rows, merges=((1, 1, 1, 3), (1, 4, 1, 5)))
    proposal = propose({"Реестр": sheet}, "ru_RU")
    tab = MappedTab(
        from_="Реестр",
        is_={
            "invoices": {
                "number": ColumnRule(from_="№"),
                "paid_amount": ColumnRule(from_="Оплата / сумма"),
            }
        },
        own=("Счёт / дата", "Счёт / сумма", "Оплата / дата"),
    )
    assert again(proposal, Mapping(tabs=(tab,))).asked == frozenset()


def test_a_mark_in_the_mapping_stays_a_mark() -> None:
    marked = _with("Оплачено?", ["да", "нет"])
    old = _adopted(_proposed(Счета=marked))
    found, _ = _again(old, _proposed(Счета=marked), Answers())
    assert [one.how for one in found.proposal.tabs[0].columns] == [
        "",
        "",
        "@name",
        "",
        "",
        "@yes_no",
    ]


def test_what_nobody_answered_changes_nothing_and_a_no_leaves_the_tab_out() -> None:
    old = _adopted(_proposed(Счета=ROWS))
    proposal = _proposed(Счета=_with("Срок оплаты", [DAY, DAY]))
    assert _again(old, proposal, Answers())[1] == old
    left = _again(old, proposal, Answers(tabs={"Счета": "no"}))[1]
    assert [tab.answer for tab in left.tabs] == ["no"]
