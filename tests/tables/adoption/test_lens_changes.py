"""What people do to a mapped workbook: what changes nothing, and what is told."""

import random
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from sheetsync.rules.validation.wording import worded
from sheetsync.tables.adoption.lens import Lens, wanted_titles
from sheetsync.tables.table import Tables
from tests.tables.adoption.lenses import (
    column,
    lens_of,
    mapping_named,
    tables_of,
    told,
    workbook_lens,
)

MONTHS = """
version: 1
locale: ru_RU
tabs:
  - from: Студии
    is: {partners: {name: Студия}, entities: {inn: ИНН}}
    own: [Телефон]
  - titles_like: "* 2026"
    is:
      invoices:
        entity_id: {from: Студия, find: name}
        number: "Счёт №"
        invoice_date: Дата
        amount: Начислено
        month: {title: month}
  - {from: Отпуска, answer: no}
"""
STUDIOS = [["Студия", "ИНН", "Телефон"], ["Вектор", "7701234567", "1"], ["Заря", "7707083893", "2"]]


def month(number: int, *amounts: int) -> list[list[object]]:
    rows: list[list[object]] = [["Студия", "Счёт №", "Дата", "Начислено"]]
    for at, amount in enumerate(amounts):
        rows.append([("Вектор", "Заря")[at % 2], f"{number}-{at}", date(2026, number, 20), amount])
    return rows


def sheets() -> dict[str, list[Any]]:
    return {
        "Студии": [list(row) for row in STUDIOS],
        "Январь 2026": month(1, 100, 200, 300),
        "Февраль 2026": month(2, 400, 500),
        "Отпуска": [["Кто"], ["Анна"]],
    }


def facts(lens: Lens) -> dict[str, object]:
    """Every invoice by its number, codes included."""
    frame = tables_of(lens).frame("invoices")
    kept = frame[["entity_id", "amount_minor", "month", "invoice_date"]].astype("str")
    return dict(zip(frame["number"], kept.to_dict("records"), strict=True))


def test_sorting_inserting_and_renaming_other_columns_changes_no_code_and_no_figure() -> None:
    first = lens_of(MONTHS, sheets())
    before = facts(first)
    for seed in range(20):
        rng = random.Random(seed)
        changed = sheets()
        for title, rows in changed.items():
            header, *data = rows
            rng.shuffle(data)
            for _ in range(rng.randrange(3)):
                data.insert(rng.randrange(len(data) + 1), [])
            above = [["обновлено Ирой"] for _ in range(rng.randrange(3))]
            wide = rng.random() < 0.5
            changed[title] = [
                *above,
                *([["", *row] for row in (header, *data)] if wide else (header, *data)),
            ]
        studios = changed["Студии"]
        for row in studios:
            if "Телефон" in row:
                row[row.index("Телефон")] = "Контакт"
        again = lens_of(MONTHS, changed, first.new_codes)
        assert facts(again) == before
        assert not again.new_codes


def messages(lens: Lens, *codes: str) -> list[str]:
    tables = tables_of(lens)
    return [worded(one, tables, "ru").sentence for one in tables.findings if one.code in codes]


def unusable(lens: Lens) -> list[str]:
    return [code for code, table in tables_of(lens).tables.items() if not table.ok]


def test_a_renamed_header_stops_the_tab_and_names_the_nearest() -> None:
    changed = sheets()
    changed["Февраль 2026"][0][3] = "Начислено, р"
    lens = lens_of(MONTHS, changed)
    assert messages(lens, "MISSING_COLUMN") == [
        "Февраль 2026!D1: нет столбца «Начислено» из mapping.yaml. Верните заголовок (похож "
        "«Начислено, р» в D1) «Начислено» или запустите `sheetsync adopt --again`."
    ]
    assert unusable(lens) == ["invoices"]
    assert tables_of(lens).sound("invoices").empty
    assert not lens.new_codes


def test_a_deleted_column_stops_the_tab() -> None:
    changed = sheets()
    for row in changed["Январь 2026"]:
        del row[1]
    lens = lens_of(MONTHS, changed)
    assert unusable(lens) == ["invoices"]
    assert [place for _, place, _ in told(tables_of(lens), "MISSING_COLUMN")] == ["Январь 2026!A1"]


def test_two_equal_headers_stop_the_tab_and_name_both() -> None:
    changed = sheets()
    for row in changed["Январь 2026"]:
        row.append(row[3])
    lens = lens_of(MONTHS, changed)
    assert messages(lens, "DUPLICATE_HEADER") == [
        "Январь 2026!D1: столбец «Начислено» есть ещё в E1. Переименуйте лишний или назовите в "
        "mapping.yaml букву нужного вместо «Начислено»."
    ]


def test_a_new_month_joins_by_itself_with_headers_of_its_own() -> None:
    """The columns of a new tab are its own: what stands in D elsewhere may stand in A here."""
    changed = sheets()
    changed["Март 2026"] = [row[::-1] for row in month(3, 700)]
    lens = lens_of(MONTHS, changed)
    tables = tables_of(lens)
    assert column(tables, "invoices", "month")[-1] == "2026-03"
    assert column(tables, "invoices", "amount_minor")[-1] == 70000
    assert tables.tables["invoices"].place("E7").title == "Март 2026"
    assert not told(tables, "ADOPT_NEW")


def test_new_columns_and_tabs_are_told_and_not_read() -> None:
    changed = sheets()
    changed["Студии"][0] += ["Город", "Метро"]
    changed["Прочее"] = [["что"], ["нибудь"]]
    lens = lens_of(MONTHS, changed)
    assert messages(lens, "ADOPT_NEW") == [
        "Студии!D1: новые столбцы: Город, Метро. `sheetsync adopt --again` спросит, что это.",
        "Прочее: новая вкладка. `sheetsync adopt --again` спросит, что это.",
    ]
    assert unusable(lens) == []


def test_a_tab_that_is_gone_stops_what_it_is_part_of() -> None:
    changed = sheets()
    del changed["Студии"]
    lens = lens_of(MONTHS, changed)
    assert (
        "Студии: нет вкладки. Верните вкладке название «Студии» или запустите "
        "`sheetsync adopt --again`."
    ) in messages(lens, "MISSING_TAB")
    assert set(unusable(lens)) == {"partners", "entities"}
    # Whose names are not known is not told of each of them besides.
    assert not told(tables_of(lens), "ADOPT_UNKNOWN_NAME")
    none = sheets()
    del none["Январь 2026"], none["Февраль 2026"]
    assert unusable(lens_of(MONTHS, none)) == ["invoices"]


def test_a_tab_that_was_emptied_has_no_headers() -> None:
    changed = sheets()
    changed["Январь 2026"] = []
    lens = lens_of(MONTHS, changed)
    assert messages(lens, "NO_HEADER") == [
        "Январь 2026: нет строки заголовков. Верните заголовки вкладке «Январь 2026» или "
        "запустите `sheetsync adopt --again`."
    ]
    assert unusable(lens) == ["invoices"]


def test_a_tab_whose_rows_were_emptied_has_none() -> None:
    changed = sheets()
    changed["Студии"] = changed["Студии"][:1]
    tables = tables_of(lens_of(MONTHS, changed))
    assert column(tables, "partners", "name") == []
    assert tables.tables["partners"].ok


def test_only_mapped_tabs_are_wanted() -> None:
    mapping = mapping_named("own_names")
    titles = ["Счета 2026", "Прочее", "Как заполнять", "подрядчики "]
    assert wanted_titles(mapping, titles) == ["Счета 2026"]
    assert wanted_titles(mapping, ["ПОДРЯДЧИКИ", "x"]) == ["ПОДРЯДЧИКИ"]


def test_words_of_findings_name_the_line_to_write() -> None:
    tables = tables_of(
        lens_of(
            MONTHS,
            {**sheets(), "Январь 2026": [*month(1, 100), ["Ветор", "9", date(2026, 1, 2), 5]]},
        )
    )
    said = [worded(one, tables, "en").sentence for one in tables.findings if "NAME" in one.code]
    assert said == [
        "Январь 2026!A3: “Ветор” is neither a partner nor a legal entity. “Вектор” is similar; if "
        'that is meant, add to mapping.yaml same: {"Ветор": "Вектор"}.'
    ]


def test_a_similar_name_of_a_new_partner_is_told_in_words() -> None:
    more = {**sheets(), "Студии": [*STUDIOS, ["Ветор", "500100732259", "3"]]}
    tables = tables_of(lens_of(MONTHS, more))
    (finding,) = [one for one in tables.findings if one.code == "ADOPT_SIMILAR_NAME"]
    assert worded(finding, tables, "ru").sentence == (
        "Студии!A4: «Ветор» похоже на «Вектор» (П-001). Одно и то же: добавьте в mapping.yaml "
        'same: {"Ветор": "Вектор"}. Разные: same: {"Ветор": "Ветор"}.'
    )


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ([["Иван", "x"]], ["Студии"]),
        ([[0, 1, 2, 3], ["=1+1"]], ["Студии"]),
    ],
)
def test_tabs_of_another_kind_end_in_a_message(rows: Sequence[Any], left: list[str]) -> None:
    broken: Mapping[str, Any] = {**sheets(), "Студии": rows}
    lens = lens_of(MONTHS, broken)
    assert {one.facts["title"] for one in tables_of(lens).findings if one.effect == "tab"} >= set(
        left
    )


def test_the_words_of_a_repeated_finding_name_cells_of_the_source() -> None:
    """A code that stands twice names the other cell where it stands, with its tab."""
    tables: Tables = tables_of(workbook_lens("dealers_en"))
    assert tables.tables["partners"].place("A3").named == "Dealer list!A3"
    text = "tabs: [{titles: [А, Б], is: {partners: {partner_id: Код, name: Имя}}}]"
    rows = {"А": [["Код", "Имя"], ["1", "Вектор"]], "Б": [["Имя", "Код"], ["Заря", "1"]]}
    doubled = tables_of(lens_of(text, rows))
    said = [worded(one, doubled, "en").sentence for one in doubled.findings if one.row]
    assert said == [
        "А!A2: the code “1” is there already, in Б!B2. Give it another code.",
        "Б!B2: the code “1” is there already, in А!A2. Give it another code.",
    ]
