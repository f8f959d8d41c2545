"""The catalogue of tabs as one page: what a column is never changes unseen.

After a change that is meant, run this file: ``python tests/tables/test_catalogue_table.py``.
"""

from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from sheetsync.language import Phrase
from sheetsync.tables.catalogue.modules import all_tabs
from sheetsync.tables.schema import Choice

PAGE = Path(__file__).parent / "cases" / "catalogue.txt"


def said(value: object) -> str:
    """A value of the catalogue in one line, choices by code and labels."""
    if isinstance(value, Choice):
        return "/".join((f"{value.code}={value.en}", value.ru, *value.formerly))
    if isinstance(value, Phrase):
        return f"({value.en}, {value.ru})".replace("\n", " / ")
    if isinstance(value, tuple):
        return f"({', '.join(map(said, value))})"
    return str(value)


def differing(thing: Any, *without: str) -> str:
    """What of a dataclass is not as by default."""
    told = []
    for field in fields(thing):
        value = getattr(thing, field.name)
        default = field.default if field.default is not MISSING else None
        if field.name not in without and value != default:
            told.append(f"{field.name}: {said(value)}")
    return " · ".join(told)


def catalogue() -> Iterator[str]:
    """All tabs, a line each and one for each of their columns."""
    for tab in all_tabs():
        yield f"{type(tab).__name__} {tab.code} · {differing(tab, 'code', 'columns')}"
        for column in tab.columns:
            yield f"    {column.name} · {differing(column, 'name')}"


def test_the_catalogue_is_that_of_the_page() -> None:
    assert list(catalogue()) == PAGE.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    PAGE.write_text("\n".join(catalogue()) + "\n", encoding="utf-8")
