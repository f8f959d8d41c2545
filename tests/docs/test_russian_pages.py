"""Pages in Russian call tabs, columns and values as the spreadsheet does."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetsync.tables.catalogue.modules import all_tabs
from sheetsync.tables.schema import Choice

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.ru.md", *sorted((ROOT / "docs" / "ru").glob("*.md"))]
#: Made from the rules, whose words have tests of their own.
WRITTEN = [page for page in PAGES if page.name != "validation.md"]
#: What is quoted and is no name of anything: words that partners and managers write or say.
SAID = {"стоп", "12", "Счёт № 12", "12 от 01.02.2026", "нет", "Подрядчики", "в срок"}


def names() -> Iterator[str]:
    """Everything in the spreadsheet that has a Russian name."""
    for tab in all_tabs():
        yield tab.title("ru")
        for column in tab.columns:
            yield column.header("ru")
            yield from (one.ru for one in column.allowed if isinstance(one, Choice))


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_what_a_page_quotes_stands_in_the_spreadsheet(page: Path) -> None:
    known = {*names(), *SAID}
    quoted = re.findall(r"«([^»]+)»", page.read_text(encoding="utf-8"))
    assert [one for one in quoted if " ".join(one.split()) not in known] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_russian_pages_keep_the_rules_of_type(page: Path) -> None:
    text = re.sub(
        r"```.*?```|`[^`]*`|\]\([^)]*\)", "", page.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    assert re.findall(r'"[^"]+"', text) == []
    assert re.findall(r" - |\w -\w", text) == []
