"""What mapping.yaml says of a proposal and of a person's answers."""

from collections.abc import Sequence
from datetime import date

from sheetsync.tables.adoption.answers import Answers, all_taken, why_not
from sheetsync.tables.adoption.mapped_tabs import column_rule, mapping_of
from sheetsync.tables.adoption.mapping import ColumnRule, MappedTab, Mapping
from sheetsync.tables.adoption.mapping_checks import check_mapping
from sheetsync.tables.adoption.proposal import ColumnProposal, Guess, Proposal
from sheetsync.tables.adoption.proposing import propose
from tests.tables.adoption.workbook_grids import NAMES, WORKBOOKS, grid, grids_of

Row = Sequence[object]
DAY = date(2026, 1, 31)
_INVOICES: tuple[Row, ...] = (
    ("Номер счёта", "Дата счёта", "Поставщик", "Сумма счёта", "Оплачено?", "Вес, кг"),
    ("1", DAY, "Вектор", "12 000 у.е. и копейки", "да", 4),
    ("2", DAY, "Заря", 200, "нет", 5),
)


def _workbook(**tabs: Sequence[Row]) -> Proposal:
    return propose({title: grid(*rows) for title, rows in tabs.items()}, "ru_RU")


def _mapped(proposal: Proposal, answers: Answers | None = None) -> tuple[MappedTab, ...]:
    mapping = mapping_of(proposal, all_taken(proposal) if answers is None else answers)
    check_mapping(mapping)
    return mapping.tabs


def test_the_given_workbooks_are_mapped_so_that_they_can_be_used() -> None:
    for name in NAMES:
        proposal = propose(grids_of(WORKBOOKS / f"{name}.xlsx"))
        mapping = mapping_of(proposal, all_taken(proposal))
        check_mapping(mapping)
        assert mapping.is_complete
        titles = {title for tab in mapping.tabs for title in tab.named}
        assert titles == {tab.title for tab in proposal.tabs}


def test_a_column_is_named_by_its_header_or_letter_and_says_what_it_keeps() -> None:
    found = _mapped(_workbook(Счета=_INVOICES))[0]
    assert found.is_["invoices"] == {
        "number": ColumnRule(from_="Номер счёта"),
        "invoice_date": ColumnRule(from_="Дата счёта"),
        "entity_id": ColumnRule(from_="Поставщик", find="name"),
        "amount": ColumnRule(from_="Сумма счёта"),
        "paid_amount": ColumnRule(from_="Оплачено?", yes="amount"),
        "month": ColumnRule(of="invoice_date"),
    }
    assert (found.own, found.words_off, found.header_rows) == (("Вес, кг",), ("amount",), (1,))
    repeated = ColumnProposal(3, "C", "Сумма", "invoices.amount", is_repeated=True)
    assert column_rule(repeated) == ColumnRule(column="C")


def test_a_mark_without_a_sum_beside_it_says_nothing() -> None:
    rows = [(*row[:3], row[4], "x") for row in _INVOICES]
    rows[0] = (*rows[0][:4], "Период")
    found = _mapped(_workbook(Счета=rows))[0]
    assert "paid_amount" not in found.is_["invoices"]
    assert "Оплачено?" in found.own


def test_an_open_question_leaves_the_tab_open_and_a_no_leaves_it_out() -> None:
    proposal = _workbook(Счета=_INVOICES, Заметки=[("позвонить",)])
    opened = _mapped(proposal, Answers())
    assert [tab.answer for tab in opened] == ["ask", "no"]
    assert [tab.answer for tab in _mapped(proposal, Answers(tabs={"Счета": "no"}))] == ["no", "no"]
    assert opened[1].is_ == {}


def test_what_a_person_says_of_a_column_stands() -> None:
    said = {
        ("Счета", "C"): None,
        ("Счета", "E"): Guess("invoices.comment"),
        ("Счета", "F"): Guess("invoices.paid_amount"),
        ("Счета", "A"): Guess("invoices.number"),
    }
    found = _mapped(_workbook(Счета=_INVOICES), Answers(tabs={"Счета": "yes"}, columns=said))[0]
    rules = found.is_["invoices"]
    assert "entity_id" not in rules
    assert rules["comment"] == ColumnRule(from_="Оплачено?")
    assert rules["paid_amount"] == ColumnRule(from_="Вес, кг")
    assert found.own == ("Поставщик",)


def test_yes_to_all_takes_no_tab_that_is_only_suggested() -> None:
    pay: list[Row] = [("Дата", "Сумма", "Месяц"), (DAY, 5, "01.2026"), (DAY, 6, "01.2026")]
    assert _mapped(_workbook(Оклады=pay))[0].answer == "ask"


def test_a_month_of_a_title_gets_the_year_that_a_person_says() -> None:
    months = [(*row[:4], "x", "y") for row in _INVOICES]
    proposal = _workbook(Январь=months, Февраль=months, Заря=months)
    first, alone = _mapped(proposal)
    assert (first.titles, first.answer, alone.from_) == (("Январь", "Февраль"), "ask", "Заря")
    said = Answers(
        tabs={"Январь": "yes", "Февраль": "yes"}, years={"Январь": 2025, "Февраль": 2025}
    )
    told = _mapped(proposal, said)[0]
    assert told.is_["invoices"]["month"] == ColumnRule(title="month", year=2025)
    assert told.answer == "yes"
    apart = _mapped(proposal, Answers(years={"Январь": 2025, "Февраль": 2026}))
    assert [tab.named for tab in apart] == [("Январь",), ("Февраль",), ("Заря",)]


def test_months_of_one_table_whose_headers_stand_elsewhere_are_looked_for() -> None:
    months = [(*row[:4], "x", "y") for row in _INVOICES]
    lower: list[Row] = [("Счета 2026",), *months]
    tabs: dict[str, Sequence[Row]] = {"Январь 2026": months, "Февраль 2026": lower}
    found = _mapped(_workbook(**tabs))[0]
    assert (found.titles, found.header_rows) == (("Январь 2026", "Февраль 2026"), "auto")
    assert found.is_["invoices"]["month"] == ColumnRule(title="month")


def test_a_tab_a_partner_names_the_partner_and_makes_it_known() -> None:
    rows: list[Row] = [("№ заявки", "Клиент", "Выдано", "Сдано"), ("1", "Анна", DAY, DAY)]
    found = _mapped(_workbook(Вектор=rows, Заря=rows, Уют=rows))[0]
    assert found.is_["jobs"]["partner_id"] == ColumnRule(title="partner", find="name")
    assert found.is_["partners"]["name"] == ColumnRule(title="partner")


def test_a_tab_an_entity_of_invoices_is_named_by_the_title_too() -> None:
    rows = [(row[0], row[1], row[3], row[3]) for row in _INVOICES]
    rows[0] = (*rows[0][:3], "Период")
    found = _mapped(_workbook(Вектор=rows, Заря=rows, Уют=rows), Answers())[0]
    assert found.is_["invoices"]["entity_id"] == ColumnRule(title="partner", find="name")


def test_papers_beside_invoices_are_acts_where_the_header_says_so_else_other_papers() -> None:
    rows: list[Row] = [
        ("Номер счёта", "Дата счёта", "Контрагент", "Сумма счёта", "Документы получены"),
        ("1", DAY, "Вектор", 5, DAY),
        ("2", DAY, "Заря", 6, DAY),
    ]
    found = _mapped(_workbook(Счета=rows))[0]
    assert found.is_["documents"] == {
        "received_on": ColumnRule(from_="Документы получены"),
        "entity_id": ColumnRule(from_="Контрагент", find="name"),
        "kind": ColumnRule(always="other"),
        "doc_date": ColumnRule(from_="Дата счёта"),
        "month": ColumnRule(of="doc_date"),
    }


def test_papers_alone_are_of_the_month_in_which_they_came() -> None:
    rows: list[Row] = [
        ("Номер акта", "Акт получен", "Контрагент", "Сумма акта"),
        ("1", DAY, "Вектор", 5),
        ("2", DAY, "Заря", 6),
    ]
    found = _mapped(_workbook(Акты=rows))[0].is_["documents"]
    assert found["month"] == ColumnRule(of="received_on")
    assert found["kind"] == ColumnRule(always="act")


def test_a_mapping_of_nothing_says_nothing() -> None:
    assert mapping_of(Proposal(()), Answers()) == Mapping()


def test_a_tab_of_which_a_person_left_nothing_is_left_out() -> None:
    said: dict[tuple[str, str], Guess | None] = {("Счета", letter): None for letter in "ABCDEF"}
    found = _mapped(_workbook(Счета=_INVOICES), Answers(tabs={"Счета": "yes"}, columns=said))
    assert found == (MappedTab(from_="Счета", answer="no"),)


def test_why_a_tab_is_not_read_is_told() -> None:
    invoices, notes = _workbook(Счета=_INVOICES, Заметки=[("позвонить",)]).tabs
    said = [why_not(invoices, "ask"), why_not(invoices, "no"), why_not(notes, "no")]
    assert [why.said("en") for why in said] == [
        "there is no answer yet",
        "you said no",
        "no table in it",
    ]


def test_a_partner_that_a_directory_lists_is_no_second_one_by_a_title_or_a_card() -> None:
    listed: list[Row] = [
        ("Код подрядчика", "Название компании", "Почта бухгалтерии", "Ответственный менеджер"),
        ("P1", "Вектор", "a@x.example", "Ида"),
        ("P2", "Заря", "b@x.example", "Ида"),
    ]
    rows: list[Row] = [("№ заявки", "Клиент", "Выдано", "Сдано"), ("1", "Анна", DAY, DAY)]
    titled = _mapped(_workbook(Список=listed, Вектор=rows, Заря=rows, Уют=rows))[1]
    assert set(titled.is_) == {"jobs"}
    assert titled.is_["jobs"]["partner_id"] == ColumnRule(title="partner", find="name")
    card: list[Row] = [("Партнёр:", "Вектор"), ("ИНН", "7707083893"), ("Куратор", "Ида"), ()]
    carded = _mapped(_workbook(Список=listed, Вектор=[*card, *rows]))[1]
    assert set(carded.is_) == {"jobs", "entities"}
    assert carded.is_["jobs"]["partner_id"] == ColumnRule(card="Партнёр:", find="name")
