"""Titles, headers and labels of version 0.1 are read as they were; `tests/stored/README.md`."""

import json
from pathlib import Path
from typing import Any

import pytest

from sheetsync.rules.payables.document_sets import alternatives_of
from sheetsync.tables.catalogue.modules import all_tabs
from sheetsync.tables.cleaning import comparable
from sheetsync.tables.kinds.enums import spellings_of
from sheetsync.tables.reading.headers import find_headers, find_tab
from sheetsync.tables.schema import TableSchema
from sheetsync.workbook.marks import title_in

FORMER = json.loads((Path(__file__).parents[1] / "stored" / "words-of-0.1.json").read_text("utf-8"))
TABS = {tab.code: tab for tab in all_tabs()}


@pytest.mark.parametrize("former", FORMER, ids=lambda tab: tab["tab"])
def test_a_tab_of_before_is_found_and_read(former: dict[str, Any]) -> None:
    tab = TABS[former["tab"]]
    for place, title in enumerate(former["titles"]):
        assert find_tab(tab, ["Other", title]) == title
        headers = [column["headers"][place] for column in former["columns"]]
        found = find_headers([headers], TableSchema((), tab.columns, header_row=1))
        assert not found.error
        assert {
            column["code"]: found.positions.get(column["code"]) for column in former["columns"]
        } == {column["code"]: at for at, column in enumerate(former["columns"], start=1)}
    columns = {column.name: column for column in tab.columns}
    for column in former["columns"]:
        spellings = spellings_of(columns[column["code"]].allowed)
        for code, *labels in column["values"]:
            assert [spellings[comparable(label)] for label in labels] == [code] * len(labels)


@pytest.mark.parametrize(("dashboard", "wanted"), [("Сводка", "Юрлица"), ("Обзор", "Контрагенты")])
def test_of_two_tabs_that_answer_the_one_of_the_workbooks_version_is_ours(
    dashboard: str, wanted: str
) -> None:
    """A team's own tab under a title of today beside ours of before, and the other way round."""
    marks = {dashboard: "dashboard", "Контрагенты": "", "Юрлица": ""}
    assert title_in(TABS["entities"], marks, {}) == wanted


def test_of_two_tool_tabs_the_marked_one_is_ours() -> None:
    marks = {"Задачи": "", "Внимание": "attention"}
    assert title_in(TABS["attention"], marks, {}) == "Внимание"


def test_document_sets_are_named_by_code_and_by_label() -> None:
    assert alternatives_of("с НДС", {}) == alternatives_of("vat", {})
    assert alternatives_of("счёт + УПД-2", {}) == (("invoice", "upd2"),)
    assert alternatives_of("НПД", {"нпд": "act"}) == (("act",),)
