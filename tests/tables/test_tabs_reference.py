"""docs/tabs.json and docs/tabs.md are what the catalogue says.

After a change that is meant, run this file: ``python tests/tables/test_tabs_reference.py``.
"""

import json
from pathlib import Path

from sheetsync.tables.catalogue.modules import all_tabs
from sheetsync.tables.catalogue.reference import document, tabs_as_data

DOCS = Path(__file__).parents[2] / "docs"


def data() -> str:
    return json.dumps(tabs_as_data(), ensure_ascii=False, indent=1) + "\n"


def test_the_data_is_that_of_the_catalogue() -> None:
    assert (DOCS / "tabs.json").read_text(encoding="utf-8") == data()


def test_the_page_is_that_of_the_catalogue() -> None:
    assert (DOCS / "tabs.md").read_text(encoding="utf-8") == document()


def test_every_tab_and_column_stands_as_data() -> None:
    told = {tab["tab"]: tab for tab in tabs_as_data()}
    assert set(told) == {tab.code for tab in all_tabs()}
    for tab in all_tabs():
        columns = told[tab.code]["columns"]
        assert [column["code"] for column in columns] == [column.name for column in tab.columns]
        assert [column["en"] for column in columns] == [
            column.header("en") for column in tab.columns
        ]


def test_data_says_what_a_program_needs() -> None:
    told = {
        tab["tab"]: {column["code"]: column for column in tab["columns"]} for tab in tabs_as_data()
    }
    assert told["partners"]["partner_id"]["key"]
    assert told["entities"]["partner_id"]["refers_to"] == "partners.partner_id"
    assert ["novat", "no VAT", "без НДС"] in told["entities"]["vat"]["allowed"]
    assert told["partners"]["report_email"]["several"]
    assert "allowed" not in told["partners"]["name"]


if __name__ == "__main__":
    (DOCS / "tabs.json").write_text(data(), encoding="utf-8")
    (DOCS / "tabs.md").write_text(document(), encoding="utf-8")
