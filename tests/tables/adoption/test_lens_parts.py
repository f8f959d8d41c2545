"""Single parts of the lens: codes, places, groups, sole traders."""

import pytest

from sheetsync.tables.adoption.codes import GivenCode, Named, code_book
from sheetsync.tables.adoption.derived_groups import with_derived_groups
from sheetsync.tables.adoption.firm_names import firm_key
from sheetsync.tables.adoption.lookups import Hit, Lookups
from sheetsync.tables.adoption.taken import NOTHING
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.cells import Cell, Grid
from sheetsync.tables.origins import Origins
from sheetsync.tables.tab_source import TabGrid
from tests.tables.adoption.lenses import column, lens_of, tables_of, told
from tests.tables.adoption.workbook_grids import grid


def named(name: str, inn: str = "", kpp: str = "") -> Named:
    return Named(name, firm_key(name), inn, kpp, "Лист!A1")


def test_an_inn_is_the_code_and_another_branch_adds_its_kpp() -> None:
    book = code_book("entities", [], {}, [], lang="ru")
    people = [named("Дом", "77", "1"), named("Дом Юг", "77", "2"), named("Без ИНН"), named("Дом")]
    assert book.codes_of(people) == ["77", "77-2", "Ю-001", "77"]
    again = code_book("entities", book.new, {}, [], lang="ru")
    assert again.codes_of(people[::-1]) == ["77", "Ю-001", "77-2", "77"]
    assert not again.new


def test_a_third_of_one_inn_and_no_kpp_gets_a_number() -> None:
    book = code_book("entities", [], {}, ["77"], lang="en")
    assert book.codes_of([named("Other", "77")]) == ["E-001"]


def test_two_codes_of_one_name_are_told_apart_by_inn_alone() -> None:
    given = [GivenCode("partners", "П-001", "Дом", "1"), GivenCode("partners", "П-002", "Дом", "2")]
    book = code_book("partners", given, {}, [], lang="ru")
    assert book.codes_of([named("Дом", "2"), named("Дом", "1")]) == ["П-002", "П-001"]
    assert book.codes_of([named("Дом")]) == ["П-003"]


def test_who_has_no_name_is_told_by_the_inn() -> None:
    book = code_book("partners", [], {}, [], lang="ru")
    assert book.codes_of([named("", "1"), named(""), named("", "1")]) == ["П-001", "", "П-001"]


def test_codes_of_another_tab_are_nobodys_here() -> None:
    given = [GivenCode("entities", "П-001", "Дом")]
    book = code_book("partners", given, {}, [], lang="ru")
    assert book.codes_of([named("Дом")]) == ["П-001"]
    assert [one.code for one in book.new] == ["П-001"]


def test_a_spelling_finds_the_code_of_the_name_it_stands_for() -> None:
    given = [GivenCode("partners", "П-007", "Ветор")]
    book = code_book("partners", given, {"ветор": "вектор"}, [], lang="ru")
    assert book.codes_of([named("Вектор")]) == ["П-007"]


def test_nobody_is_meant_by_nothing() -> None:
    lookups = Lookups()
    lookups.add_partner("П-1", "—")
    lookups.add_entity("Ю-1", "", "«»", "77")
    lookups.add_entity("Ю-1", "П-1", "Другое", "78")
    assert lookups.partner("", "name") == Hit()
    assert lookups.partner("77", "inn") == Hit()
    assert lookups.entity("Ю-1", "code") == Hit("Ю-1")
    assert lookups.entity("П-1", "code").sole == ""
    assert lookups.partner("П-1", "name") == Hit("П-1")
    assert lookups.partner("п-1", "").sole == ""
    assert lookups.partner_of("x") == ""
    assert lookups.entity("78", "inn") == Hit()


def test_a_code_that_only_looks_right_is_found() -> None:
    lookups = Lookups()
    lookups.add_partner("P-001", "A")
    assert lookups.partner("Р-001", "code") == Hit("P-001")
    lookups.add_partner("Р-001", "B")
    assert lookups.partner("Р-001", "code") == Hit("Р-001")


def test_places_beyond_the_rows_are_the_tab() -> None:
    origins = Origins(["А", "Б"], ["", ""], [(0, 4), (1, 9)], [{1: 3}, {}], {(2, 2): (0, 1, 2)})
    assert origins.place(1, 1).named == "А!C4"
    assert origins.place(1, 5).named == "А!C4"
    assert origins.place(2, 1).named == "Б!A9"
    assert origins.place(2, 2).named == "А!B1"
    assert origins.place(3, 1).named == origins.at("").named == "А"


def test_nothing_is_blank() -> None:
    assert NOTHING.is_blank
    assert NOTHING.text == ""


OWN = TabGrid("Группы", Grid([["group_id", "a"], ["name", "A"], ["min_jobs", 3, 4]],
                             [["group_id", "a"], ["name", "A"]], columns_major=True))  # fmt: skip


def test_groups_of_partners_stand_below_those_of_the_own_workbook() -> None:
    found = with_derived_groups(OWN, ["a", "Монтаж"], "ru_RU")
    assert found is not None
    assert [found.grid.cell(row, 1).stored for row in (2, 3, 4)] == ["a", "", "Монтаж"]
    assert found.grid.cell(4, 2) == Cell("Монтаж", "Монтаж")
    assert found.grid.cell(4, 3).stored == ""
    assert with_derived_groups(OWN, ["a"], "ru_RU") is OWN
    assert with_derived_groups(None, ["a"], "ru_RU") is None
    broken = TabGrid("Группы", grid(["x"], ["y"]))
    assert with_derived_groups(broken, ["a"], "ru_RU") is broken


def test_a_mapping_of_nothing_gives_nothing() -> None:
    lens = lens_of("tabs: [{from: А, answer: no}]", {"А": [["x"]], "Б": [["y"]]})
    assert not lens.grids


def test_a_tab_that_two_parts_of_a_mapping_mean_is_read_once() -> None:
    one = "{from: А, is: {partners: {name: Имя}}}"
    text = f"tabs: [{one}, {{titles_like: '*', is: {{partners: {{name: Имя}}}}}}]"
    lens = lens_of(text, {"А": [["Имя"], ["Вектор"]], "Б": [["Имя"], ["Заря"]]})
    assert column(tables_of(lens), "partners", "name") == ["Вектор", "Заря"]


def test_an_owner_that_nobody_knows_is_told_in_its_cell() -> None:
    text = (
        "tabs: [{from: П, is: {partners: {name: П}}}, {from: Ю, is: {entities: {legal_name: Ю, "
        "partner_id: {from: Чьё, find: name}}}}]"
    )
    sheets = {
        "П": [["П"], ["Вектор"]],
        "Ю": [["Ю", "Чьё"], ["А", "Вектор"], ["Б", "Луна"], ["В", None]],
    }
    tables = tables_of(lens_of(text, sheets))
    assert column(tables, "entities", "partner_id") == ["П-001", "Луна", None]
    assert told(tables, "ADOPT_UNKNOWN_NAME") == [("ADOPT_UNKNOWN_NAME", "Ю!B3", "Луна")]


def test_codes_of_the_team_pass_as_they_are() -> None:
    text = (
        "tabs: [{from: П, is: {partners: {name: П, partner_id: К}}}, {from: Р, is: {jobs: "
        "{job_id: '№', partner_id: К}}}]"
    )
    sheets = {"П": [["П", "К"], ["Вектор", "К-1"]], "Р": [["№", "К"], ["1", "К-1"], ["2", "К-9"]]}
    tables = tables_of(lens_of(text, sheets))
    assert column(tables, "jobs", "partner_id") == ["К-1", "К-9"]
    assert not told(tables, "ADOPT_UNKNOWN_NAME")


def test_a_tab_of_cards_alone_has_a_row_a_tab() -> None:
    text = "tabs: [{titles_like: '*', is: {partners: {name: {card: Имя}, curator: {card: Кто}}}}]"
    sheets = {
        "А": [["Имя:", "Вектор"], ["Кто", None, "Анна"]],
        "Б": [["Имя", "Заря"]],
        "В": [["x", "y"]],
    }
    tables = tables_of(lens_of(text, sheets))
    assert column(tables, "partners", "name") == ["Вектор", "Заря"]
    assert tables.tables["partners"].place("A3").title == "Б"


def test_a_title_may_be_the_partners_name() -> None:
    text = (
        "tabs: [{titles_like: '*', is: {partners: {name: {title: partner}}, "
        "jobs: {client: К, partner_id: {title: partner}}}}]"
    )
    sheets = {"Вектор": [["К"], ["А"], ["Б"]], "Заря": [["К"], ["В"]]}
    tables = tables_of(lens_of(text, sheets))
    assert column(tables, "partners", "name") == ["Вектор", "Заря"]
    assert column(tables, "jobs", "partner_id") == ["П-001", "П-001", "П-002"]


@pytest.mark.parametrize("rows", [[], [["x"]], [[1, 2], [3, 4]]])
def test_a_tab_without_the_headers_that_are_named_by_letters_is_told(
    rows: list[list[object]],
) -> None:
    text = "tabs: [{from: А, is: {partners: {name: {column: B}}}}]"
    tables = tables_of(lens_of(text, {"А": rows}))
    assert not tables.tables["partners"].ok
    assert told(tables, "NO_HEADER") == [("NO_HEADER", "А", "")]


def test_one_row_tells_whose_its_work_and_papers_are_in_either_way() -> None:
    text = (
        "tabs: [{from: П, is: {partners: {name: П}, entities: {legal_name: Ю, kind: Вид}}}, "
        "{from: Р, is: {jobs: {client: К}, agreements: {number: Д, entity_id: {from: Ю, "
        "find: name}}}}, {from: С, is: {jobs: {client: К, partner_id: {from: П, find: name}}, "
        "documents: {number: Акт}, invoices: {number: Сч}}}, "
        "{from: Т, is: {jobs: {client: К, entity_id: {from: Ю, find: name}}}}]"
    )
    sheets = {
        "П": [["П", "Ю", "Вид"], ["Вектор", "ООО А", "ип"], ["Заря", None, None]],
        "Р": [["К", "Д", "Ю"], ["кв. 1", "7", "А"], [None, None, "А"]],
        "С": [["К", "П", "Акт", "Сч"], ["кв. 2", "Заря", "8", "9"], ["кв. 3", None, "1", None]],
        "Т": [["К", "Ю"], ["кв. 4", "А"]],
    }
    lens = lens_of(text, sheets)
    tables = tables_of(lens)
    assert lens.tab(PARTNERS) is lens.grids["partners"]
    assert column(tables, "entities", "legal_name") == ["ООО А", "Заря"]
    assert column(tables, "jobs", "partner_id") == ["П-001", "П-002", None, "П-001"]
    assert column(tables, "documents", "entity_id") == ["Ю-002", None]
    assert column(tables, "invoices", "entity_id") == ["Ю-002"]
