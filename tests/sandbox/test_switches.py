"""Every switch for what is not settled about Google does what it says."""

from pathlib import Path
from typing import Any

import pytest
import requests

from sheetsync.sandbox.adapter import mount
from sheetsync.sandbox.server import create_app
from sheetsync.sandbox.switches import Switches
from sheetsync.testing.raw_book import RawBook

Json = dict[str, Any]


def switched(folder: Path, **switches: Any) -> RawBook:
    app = create_app(folder / "switched.sandbox", switches=Switches(**switches))
    return RawBook.new(mount(requests.Session(), app))


def refusal_of_write(book: RawBook, value: object) -> str:
    answer = book.answer(
        "PUT", "/values/Sheet1!A1", {"values": [[value]]}, valueInputOption="USER_ENTERED"
    )
    message: str = answer.json().get("error", {}).get("message", "")
    return message


def set_rule(book: RawBook, kind: str, *operands: str, strict: bool = True) -> None:
    values = [{"userEnteredValue": operand} for operand in operands]
    rule = {"condition": {"type": kind, "values": values}, "strict": strict}
    where = {"sheetId": 0, "endRowIndex": 1, "endColumnIndex": 1}
    book.batch({"setDataValidation": {"range": where, "rule": rule}})


@pytest.mark.parametrize(
    ("kind", "operands", "good", "bad"),
    [
        ("ONE_OF_LIST", ["yes", "no", "5"], ["yes", "5", ""], ["maybe", "6"]),
        ("BOOLEAN", [], ["TRUE"], ["true enough"]),
        ("BOOLEAN", ["on", "off"], ["on", "FALSE"], ["dim"]),
        ("NUMBER_GREATER", ["3"], ["3.5"], ["3", "text", "TRUE"]),
        ("NUMBER_GREATER_THAN_EQ", ["3"], ["3"], ["2.9"]),
        ("NUMBER_LESS", ["3"], ["-1"], ["3"]),
        ("NUMBER_LESS_THAN_EQ", ["3"], ["3"], ["4"]),
        ("NUMBER_EQ", ["3"], ["3"], ["4"]),
        ("NUMBER_NOT_EQ", ["3"], ["4"], ["3"]),
        ("TEXT_IS_EMAIL", [], ["no e-mail at all"], []),
    ],
)
def test_strict_rules_are_enforced_only_by_switch(
    tmp_path: Path, kind: str, operands: list[str], good: list[str], bad: list[str]
) -> None:
    strict, lax = switched(tmp_path, refuse_invalid_entries=True), switched(tmp_path)
    for book in (strict, lax):
        set_rule(book, kind, *operands)
    for value in good:
        assert refusal_of_write(strict, value) == ""
    for value in bad:
        assert refusal_of_write(strict, value) == (
            "The data you entered in cell A1 violates the data validation rules set on this cell."
        )
        assert refusal_of_write(lax, value) == ""
    set_rule(strict, kind, *operands, strict=False)
    for value in bad:
        assert refusal_of_write(strict, value) == ""


def test_errors_may_be_explained_where_texts_are_shown(tmp_path: Path) -> None:
    explained = switched(tmp_path, errors_explained=True)
    explained.type_in("Sheet1!A1", [["=1/0"]])
    assert explained.values() == [["#DIV/0! (Function DIVIDE parameter 2 cannot be zero.)"]]


@pytest.mark.parametrize(("newest_first", "order"), [(False, ["a", "b"]), (True, ["b", "a"])])
def test_protected_ranges_are_listed_in_either_order(
    tmp_path: Path, order: list[str], *, newest_first: bool
) -> None:
    book = switched(tmp_path, newest_protection_first=newest_first)
    for name in "ab":
        book.batch({"addProtectedRange": {"protectedRange": {"range": {}, "description": name}}})
    assert [one["description"] for one in book.sheet()["protectedRanges"]] == order


def test_the_limit_of_cells_is_a_number(tmp_path: Path) -> None:
    book = switched(tmp_path, most_cells=26_100)
    grid = {"rowCount": 100, "columnCount": 1}
    book.batch({"addSheet": {"properties": {"gridProperties": grid}}})
    assert book.refusal({"addSheet": {"properties": {"gridProperties": grid}}}).endswith(
        "above the limit of 26100 cells."
    )
