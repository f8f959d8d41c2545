"""What each rule of a mapping does with a cell, and what is told of cells that nobody can place."""

from datetime import date

import pytest

from sheetsync.tables.adoption.codes import GivenCode
from tests.tables.adoption.lenses import column, lens_of, tables_of, told
from tests.tables.adoption.workbook_grids import grid

PARTNERS = """
  - from: Партнёры
    is: {partners: {name: Название}, entities: {inn: ИНН, legal_name: Юрлицо}}
"""
DIRECTORY = [
    ["Название", "ИНН", "Юрлицо"],
    ["Вектор", "7701234567", "ООО «Вектор»"],
    ["Заря", "7707083893", "ИП Заряов П. С."],
]
INVOICES = """
  - from: Счета
    is:
      invoices:
        number: "№"
        invoice_date: Дата
        entity_id: {from: Кому, find: name}
        amount: Сумма
        month: {of: invoice_date}
"""
HEADERS = ["№", "Дата", "Кому", "Сумма"]
DAY = date(2026, 3, 31)


def mapping(*tabs: str, same: str = "") -> str:
    return "version: 1\nlocale: ru_RU\ntabs:\n" + "".join(tabs) + same


def named(*names: object, same: str = "") -> tuple[list[object], list[tuple[str, str, str]]]:
    """The legal entities that some names mean, and what is told of them."""
    rows = [[str(number), DAY, name, 100] for number, name in enumerate(names, start=1)]
    lens = lens_of(
        mapping(PARTNERS, INVOICES, same=same), {"Партнёры": DIRECTORY, "Счета": [HEADERS, *rows]}
    )
    tables = tables_of(lens)
    return column(tables, "invoices", "entity_id"), told(
        tables, "ADOPT_UNKNOWN_NAME", "ADOPT_TWO_NAMES"
    )


@pytest.mark.parametrize(
    "name", ["Вектор", "вектор ", "ООО «Вектор»", 'ООО "ВЕКТОР"', "Вектор, ООО", "«Вектор»"]
)
def test_a_name_is_found_without_its_form_quotes_and_case(name: str) -> None:
    assert named(name) == (["7701234567"], [])


def test_a_legal_name_leads_to_the_same_as_the_partners_own() -> None:
    assert named("Заря", "ИП Заряов П.С.") == (["7707083893", "7707083893"], [])


def test_a_name_that_nobody_has_is_told_with_the_nearest_and_never_joined() -> None:
    codes, findings = named("Вектр")
    assert codes == ["Вектр"]
    assert findings == [("ADOPT_UNKNOWN_NAME", "Счета!C2", "Вектр")]
    lens = lens_of(
        mapping(PARTNERS, INVOICES),
        {"Партнёры": DIRECTORY, "Счета": [HEADERS, ["1", DAY, 'ООО "Вектр"', 5]]},
    )
    (finding,) = [one for one in tables_of(lens).findings if one.code == "ADOPT_UNKNOWN_NAME"]
    assert finding.severity == "error"
    assert finding.effect == "row"
    assert dict(finding.facts) == {
        "near": "Вектор",
        "line": 'same: {"ООО \\"Вектр\\"": "Вектор"}',
    }


def test_a_strange_name_has_no_nearest() -> None:
    lens = lens_of(
        mapping(PARTNERS, INVOICES),
        {"Партнёры": DIRECTORY, "Счета": [HEADERS, ["1", DAY, "Хлеб", 5]]},
    )
    (finding,) = [one for one in tables_of(lens).findings if one.code == "ADOPT_UNKNOWN_NAME"]
    assert dict(finding.facts) == {}


def test_spellings_of_one_name_are_one() -> None:
    assert named("Вектр", "ооо вектр", same='same: {"Вектр": "Вектор"}\n') == (
        ["7701234567", "7701234567"],
        [],
    )


def test_a_name_that_two_bear_is_told_unless_its_form_tells_them_apart() -> None:
    directory = [*DIRECTORY, ["Вектор плюс", "7736050003", "ИП Вектор"]]
    rows = [["1", DAY, "Вектор", 1], ["2", DAY, "ИП «Вектор»", 2], ["3", DAY, "ООО Вектор", 3]]
    lens = lens_of(mapping(PARTNERS, INVOICES), {"Партнёры": directory, "Счета": [HEADERS, *rows]})
    tables = tables_of(lens)
    assert column(tables, "invoices", "entity_id") == ["Вектор", "7736050003", "7701234567"]
    (finding,) = [one for one in tables.findings if one.code == "ADOPT_TWO_NAMES"]
    assert finding.facts["several"] == "ООО «Вектор» (7701234567), ИП Вектор (7736050003)"
    assert finding.facts["line"] == 'same: {"Вектор": "7701234567"}'
    meant = lens_of(
        mapping(PARTNERS, INVOICES, same='same: {"Вектор": "7701234567"}\n'),
        {"Партнёры": directory, "Счета": [HEADERS, rows[0]]},
    )
    assert column(tables_of(meant), "invoices", "entity_id") == ["7701234567"]


def test_a_partner_with_one_entity_or_a_default_one_stands_for_it() -> None:
    text = mapping(
        "  - from: П\n    is: {partners: {name: П}}\n",
        "  - from: Ю\n    is: {entities: {legal_name: Ю, partner_id: {from: П, find: name},"
        " is_default: Осн}}\n",
        INVOICES,
    )
    sheets = {
        "П": [["П"], ["Сеть"], ["Пара"]],
        "Ю": [
            ["Ю", "П", "Осн"],
            ["ООО А", "Сеть", None], ["ООО Б", "Сеть", "да"],
            ["ООО В", "Пара", None], ["ООО Г", "Пара", None],
        ],
        "Счета": [HEADERS, ["1", DAY, "Сеть", 1], ["2", DAY, "Пара", 2]],
    }  # fmt: skip
    tables = tables_of(lens_of(text, sheets))
    assert column(tables, "invoices", "entity_id") == ["Ю-002", "Пара"]
    (finding,) = [one for one in tables.findings if one.code == "ADOPT_TWO_NAMES"]
    assert finding.facts["several"] == "ООО В (Ю-003), ООО Г (Ю-004)"


def test_partners_are_found_by_inn_and_by_a_code_of_the_team() -> None:
    text = mapping(
        "  - from: П\n    is: {partners: {name: П, partner_id: Код}, entities: {inn: ИНН}}\n",
        "  - from: С\n    is: {invoices: {number: Н, entity_id: {from: ИНН, find: inn}}}\n",
        "  - from: Р\n    is: {jobs: {client: К, partner_id: {from: Код, find: code}}}\n",
        "  - from: Д\n    is: {agreements: {number: Н, entity_id: {from: Код, find: code}}}\n",
    )
    sheets = {
        "П": [["П", "Код", "ИНН"], ["Вектор", "К-7", 7701234567]],
        "С": [["Н", "ИНН"], ["1", "7701234567"], ["2", "ИНН 7701234567"], ["3", 123]],
        "Р": [["К", "Код"], ["А", "К-7"], ["Б", "К-8"]],
        "Д": [["Н", "Код"], ["1", "К-7"]],
    }
    tables = tables_of(lens_of(text, sheets))
    assert column(tables, "invoices", "entity_id") == ["7701234567", "7701234567", "123"]
    assert column(tables, "jobs", "partner_id") == ["К-7", "К-8"]
    assert column(tables, "agreements", "entity_id") == ["7701234567"]
    assert told(tables, "ADOPT_UNKNOWN_NAME") == [
        ("ADOPT_UNKNOWN_NAME", "Р!B3", "К-8"),
        ("ADOPT_UNKNOWN_NAME", "С!B4", "123"),
    ]


@pytest.mark.parametrize(
    ("typed", "minor", "errors"),
    [
        ("12 000 руб.", 1200000, 0),
        ("12000р", 1200000, 0),
        ("руб. 12 000,50", 1200050, 0),
        ("около 500", 50000, 0),
        ("$500", None, 1),
        ("500 USD", None, 1),
        ("3 шт по 500", None, 1),
        ("по договору", None, 1),
        (12000, 1200000, 0),
    ],
)
def test_words_around_a_sum_are_taken_off_but_never_another_currency(
    typed: object, minor: int | None, errors: int
) -> None:
    text = mapping(PARTNERS, INVOICES + "    words_off: [amount]\n")
    rows = [HEADERS, ["1", DAY, "Вектор", typed]]
    tables = tables_of(lens_of(text, {"Партнёры": DIRECTORY, "Счета": rows}))
    assert column(tables, "invoices", "amount_minor") == [minor]
    assert sum(one.severity == "error" and one.column == "amount" for one in tables.findings) == (
        errors
    )


@pytest.mark.parametrize(
    ("mark", "paid"),
    [
        ("да", 50000), ("+", 50000), ("Оплачено", 50000), (True, 50000), ("v", 50000),
        ("нет", None), ("-", None), (None, None), (False, None), ("частично", None),
        (200, 20000),
    ],
)  # fmt: skip
def test_a_mark_is_the_whole_sum_a_typed_sum_is_itself(mark: object, paid: int | None) -> None:
    text = mapping(
        PARTNERS,
        INVOICES + "        paid_amount: {from: Опл, yes: amount}\n"
        "    values: {invoices.paid_amount: {частично: нет}}\n",
    )
    rows = [[*HEADERS, "Опл"], ["1", DAY, "Вектор", 500, mark]]
    tables = tables_of(lens_of(text, {"Партнёры": DIRECTORY, "Счета": rows}))
    assert column(tables, "invoices", "paid_amount_minor") == [paid]


def test_a_mark_that_is_none_is_told_where_it_stands() -> None:
    text = mapping(PARTNERS, INVOICES + "        paid_amount: {from: Опл, yes: amount}\n")
    rows = [[*HEADERS, "Опл"], ["1", DAY, "Вектор", 500, "на днях"]]
    tables = tables_of(lens_of(text, {"Партнёры": DIRECTORY, "Счета": rows}))
    assert told(tables, "BAD_NUMBER") == [("BAD_NUMBER", "Счета!E2", "на днях")]


def test_words_of_theirs_stand_for_ours() -> None:
    text = mapping(
        "  - from: П\n    is: {partners: {name: П, status: С}}\n"
        "    values: {partners.status: {'работает ': active, 'НЕТ': ended}}\n"
    )
    rows = [["П", "С"], ["А", " Работает"], ["Б", "нет"], ["В", "думает"], ["Г", None]]
    tables = tables_of(lens_of(text, {"П": rows}))
    assert column(tables, "partners", "status") == ["active", "ended", None, None]
    assert told(tables, "BAD_ENUM") == [("BAD_ENUM", "П!B4", "думает")]


def test_the_month_of_a_day_that_cannot_be_read_is_missed_at_that_cell() -> None:
    rows = [HEADERS, ["1", "31 февраля 2026", "Вектор", 5], ["2", DAY, "Вектор", 6]]
    tables = tables_of(lens_of(mapping(PARTNERS, INVOICES), {"Партнёры": DIRECTORY, "Счета": rows}))
    assert column(tables, "invoices", "month") == [None, "2026-03"]
    assert told(tables, "REQUIRED") == [("REQUIRED", "Счета!B2", "")]


def test_the_year_of_a_month_comes_from_title_mapping_or_the_rows_above() -> None:
    def months(title: str, more: str, above: str) -> list[object]:
        text = mapping(
            f"  - from: {title}\n    is: {{invoices: {{number: Н, "
            f"month: {{title: month{more}}}}}}}\n"
        )
        rows = [[above], ["Н", "x"], ["1", 2]]
        return column(tables_of(lens_of(text, {title: rows})), "invoices", "month")

    assert months("Март 2025", ", year: 2024", "за 2023 год") == ["2025-03"]
    assert months("Март", ", year: 2024", "за 2023 год") == ["2024-03"]
    assert months("Март", "", "за 2023 год") == ["2023-03"]
    assert months("Март", "", "") == [None]
    assert months("Прочее", "", "за 2023 год") == [None]


def test_a_name_that_is_merged_over_rows_is_that_of_all_of_them_a_sum_is_not() -> None:
    merged = grid(HEADERS, ["1", DAY, "Вектор", 5], ["2", DAY, None, None], ["3", DAY, None, 7])
    merged = type(merged)(
        merged.stored, merged.shown, ((2, 3, 3, 3), (2, 4, 3, 4)), merged.number_formats
    )
    tables = tables_of(
        lens_of(mapping(PARTNERS, INVOICES), {"Партнёры": DIRECTORY, "Счета": merged})
    )
    assert column(tables, "invoices", "entity_id") == ["7701234567", "7701234567", None]
    assert column(tables, "invoices", "amount_minor") == [500, None, 700]
    assert told(tables, "REQUIRED") == [("REQUIRED", "Счета!D3", ""), ("REQUIRED", "Счета!C4", "")]


def test_a_column_may_be_named_by_its_letter() -> None:
    text = mapping("  - from: П\n    header_rows: [1]\n    is: {partners: {name: {column: b}}}\n")
    tables = tables_of(lens_of(text, {"П": [["П", "П"], ["раз", "Вектор"]]}))
    assert column(tables, "partners", "name") == ["Вектор"]
    assert tables.tables["partners"].place("B2").named == "П!B2"


def test_headers_are_found_where_they_stand_now() -> None:
    """Rows that were inserted above move nothing; those that the mapping names come first."""
    text = mapping("  - from: П\n    header_rows: [2]\n    is: {partners: {name: Имя}}\n")
    for above in range(5):
        rows = [["Наши"] for _ in range(above)]
        tables = tables_of(lens_of(text, {"П": [*rows, ["Имя", "Тел"], ["Вектор", "1"]]}))
        assert column(tables, "partners", "name") == ["Вектор"]
    again = [["Имя"], ["Имя"], ["Вектор"]]
    tables = tables_of(lens_of(text, {"П": again}))
    assert column(tables, "partners", "name") == ["Вектор"]


def test_headers_of_two_storeys_may_be_named_by_their_last_part() -> None:
    text = mapping("  - from: П\n    is: {partners: {name: Имя, curator: 'Кто / Ведёт'}}\n")
    rows = grid(["Кто", None, "Где"], ["Имя", "Ведёт", "Город"], ["Вектор", "Анна", "Омск"])
    sheet = type(rows)(rows.stored, rows.shown, ((1, 1, 1, 2),), rows.number_formats)
    tables = tables_of(lens_of(text, {"П": sheet}))
    assert column(tables, "partners", "name") == ["Вектор"]
    assert column(tables, "partners", "curator") == ["Анна"]


def test_totals_repeated_headers_and_blank_rows_are_no_data() -> None:
    rows = [
        HEADERS, ["1", DAY, "Вектор", 5], [None], HEADERS, ["2", DAY, "Заря", 6],
        ["Итого", None, None, 11], ["Всего за март", None, None, 11],
    ]  # fmt: skip
    tables = tables_of(lens_of(mapping(PARTNERS, INVOICES), {"Партнёры": DIRECTORY, "Счета": rows}))
    assert column(tables, "invoices", "number") == ["1", "2"]
    assert told(tables, "TOTALS_ROW") == [("TOTALS_ROW", "Счета!A7", "")]


def test_a_firm_that_is_called_like_totals_is_a_firm() -> None:
    text = mapping("  - from: П\n    is: {partners: {name: Имя, curator: Ведёт}}\n")
    rows = [["Имя", "Ведёт"], ["Total Fitness", "Анна"], ["Итого", None]]
    assert column(tables_of(lens_of(text, {"П": rows})), "partners", "name") == ["Total Fitness"]


def test_a_band_without_a_rule_is_a_row_that_is_told() -> None:
    rows = [HEADERS, ["Вектор"], ["1", DAY, "Вектор", 5], ["2", DAY, "Заря", 6]]
    tables = tables_of(lens_of(mapping(PARTNERS, INVOICES), {"Партнёры": DIRECTORY, "Счета": rows}))
    assert column(tables, "invoices", "number") == ["Вектор", "1", "2"]


def test_rows_before_the_first_band_belong_to_nobody() -> None:
    text = mapping(
        PARTNERS,
        "  - from: Счета\n    is: {invoices: {number: '№', invoice_date: Дата, amount: Сумма,"
        " entity_id: {band: yes, find: name}}}\n",
    )
    headers = ["№", "Дата", "Сумма"]
    rows = [
        headers,
        ["1", DAY, 5],
        ["Вектор"],
        ["2", DAY, 6],
        ["3", DAY, 7],
        ["Заря"],
        ["4", DAY, 8],
    ]
    tables = tables_of(lens_of(text, {"Партнёры": DIRECTORY, "Счета": rows}))
    assert column(tables, "invoices", "entity_id") == [
        None, "7701234567", "7701234567", "7707083893"
    ]  # fmt: skip


def test_names_alone_make_partners_where_no_tab_lists_them() -> None:
    rows = [HEADERS, ["1", DAY, "Вектор", 5], ["2", DAY, "ООО «Вектор»", 6], ["3", DAY, "Ветор", 7]]
    lens = lens_of(mapping(INVOICES), {"Счета": rows})
    tables = tables_of(lens)
    assert column(tables, "partners", "partner_id") == ["П-001", "П-002"]
    assert column(tables, "invoices", "entity_id") == ["Ю-001", "Ю-001", "Ю-002"]
    assert told(tables, "ADOPT_SIMILAR_NAME") == [("ADOPT_SIMILAR_NAME", "Счета!C4", "Ветор")]
    (finding,) = [one for one in tables.findings if one.code == "ADOPT_SIMILAR_NAME"]
    assert dict(finding.facts) == {
        "near": "Вектор",
        "code": "П-001",
        "line": 'same: {"Ветор": "Вектор"}',
        "apart": 'same: {"Ветор": "Ветор"}',
    }
    one = lens_of(mapping(INVOICES, same="same: {Ветор: Вектор}\n"), {"Счета": rows})
    assert column(tables_of(one), "partners", "partner_id") == ["П-001"]
    two = tables_of(lens_of(mapping(INVOICES, same="same: {Ветор: Ветор}\n"), {"Счета": rows}))
    assert column(two, "partners", "partner_id") == ["П-001", "П-002"]
    assert not told(two, "ADOPT_SIMILAR_NAME")


def test_legal_entities_alone_make_a_partner_each() -> None:
    text = mapping("  - from: Ю\n    is: {entities: {legal_name: Ю, inn: ИНН}}\n")
    rows = [
        ["Ю", "ИНН"],
        ["ООО «Вектор»", "7701234567"],
        ["ИП Заряов", None],
        ["Дом", "500100732259"],
    ]
    tables = tables_of(lens_of(text, {"Ю": rows}, lang="en"))
    assert column(tables, "partners", "partner_id") == ["P-001", "P-002", "P-003"]
    assert column(tables, "entities", "partner_id") == ["P-001", "P-002", "P-003"]
    assert column(tables, "entities", "entity_id") == ["7701234567", "E-001", "500100732259"]
    assert column(tables, "entities", "kind") == ["company", "sole", "sole"]


def test_a_partner_with_two_entities_in_one_tab_is_one_partner() -> None:
    rows = [*DIRECTORY, ["Вектор", "7736050003", "ООО «Вектор Юг»"]]
    tables = tables_of(lens_of(mapping(PARTNERS), {"Партнёры": rows}))
    assert column(tables, "partners", "name") == ["Вектор", "Заря"]
    assert column(tables, "entities", "partner_id") == ["П-001", "П-002", "П-001"]
    assert not told(tables, "DUPLICATE_KEY")


def test_two_rows_with_one_name_in_a_tab_of_partners_are_told() -> None:
    text = mapping("  - from: П\n    is: {partners: {name: Имя}}\n")
    tables = tables_of(lens_of(text, {"П": [["Имя"], ["Вектор"], ["Заря"], ["ООО Вектор"]]}))
    assert told(tables, "DUPLICATE_KEY") == [
        ("DUPLICATE_KEY", "П!A2", "П-001"),
        ("DUPLICATE_KEY", "П!A4", "П-001"),
    ]


def test_jobs_without_a_number_get_a_key_that_tells_them_apart() -> None:
    text = mapping(
        "  - from: П\n    is: {partners: {name: Имя}}\n",
        "  - from: Работы\n    is: {jobs: {client: Клиент, assigned_at: Выдано,"
        " partner_id: {from: Кому, find: name}}}\n",
    )
    rows = [
        ["Клиент", "Выдано", "Кому"],
        ["кв. 1", "01.03.2026", "Вектор"], ["кв. 1", "01.03.2026", "Вектор"], ["кв. 2", None, None],
    ]  # fmt: skip
    tables = tables_of(lens_of(text, {"П": [["Имя"], ["Вектор"]], "Работы": rows}))
    assert column(tables, "jobs", "job_id") == [
        "Работы · П-001 · 01.03.2026 · кв. 1",
        "Работы · П-001 · 01.03.2026 · кв. 1 · 2",
        "Работы · кв. 2",
    ]


def test_what_one_row_tells_of_one_table_it_tells_of_the_others() -> None:
    text = mapping(
        PARTNERS,
        "  - from: Март 2026\n    is:\n      invoices: {number: '№', entity_id: {from: Кому,"
        " find: name}, month: {title: month}}\n      documents: {received_on: Акт}\n"
        "      touches: {note: Звонок}\n      feedback: {score: Балл}\n",
    )
    rows = [
        ["№", "Кому", "Акт", "Звонок", "Балл"],
        ["1", "Вектор", DAY, "да", 5], ["2", "Заря", None, None, None],
    ]  # fmt: skip
    tables = tables_of(lens_of(text, {"Партнёры": DIRECTORY, "Март 2026": rows}))
    assert column(tables, "documents", "entity_id") == ["7701234567"]
    assert column(tables, "documents", "month") == ["2026-03"]
    assert column(tables, "touches", "partner_id") == ["П-001"]
    assert column(tables, "feedback", "partner_id") == ["П-001"]
    assert tables.tables["documents"].place("A2").named == "Март 2026!B2"


def test_own_codes_are_never_made_again() -> None:
    text = mapping("  - from: П\n    is: {partners: {name: Имя, partner_id: Код}}\n")
    rows = [["Имя", "Код"], ["А", "П-001"], ["Б", None], ["В", "П-002"]]
    given = [GivenCode("partners", "П-003", "Давно")]
    tables = tables_of(lens_of(text, {"П": rows}, given))
    assert column(tables, "partners", "partner_id") == ["П-001", "П-004", "П-002"]


def test_a_firm_with_a_new_name_keeps_its_code_by_its_inn() -> None:
    given = [GivenCode("partners", "П-007", "Старое имя", "7701234567")]
    lens = lens_of(mapping(PARTNERS), {"Партнёры": DIRECTORY[:2]}, given)
    assert column(tables_of(lens), "partners", "partner_id") == ["П-007"]
    assert [one.tab for one in lens.new_codes] == ["entities"]
