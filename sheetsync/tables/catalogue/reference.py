"""docs/tabs.json and docs/tabs.md: every tab of every module as data and as a page."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sheetsync.language import Lang, Phrase
from sheetsync.language.languages import languages
from sheetsync.tables.catalogue.modules import Module, modules
from sheetsync.tables.schema import Choice, Column, PeopleTab, ToolTab

_OWNERS = {
    "people": Phrase(ru="ведут люди", en="people's"),
    "tool": Phrase(ru="ведёт sheetsync", en="sheetsync's"),
    "log": Phrase(ru="журнал sheetsync", en="sheetsync's log"),
}
_INTRODUCTION = """# The tabs of the workbook

Every tab of every module: whose it is, what it is for, its columns with the headers that `init`
writes in English and in Russian. Other headers that are accepted, and how each type of cell is
read, stand in [validation](validation.md). The same as data, for programs:
[tabs.json](tabs.json).

In people's tabs with codes of partners or legal entities `init` puts one column more behind the
codes, “Name” / «Кто» («Партнёр» where the tab has a «Кто» of its own): a formula in each row says
whose code it is. Nothing is read from it.

This page is made from the catalogue (`sheetsync.tables.catalogue.reference`); a test holds it
current.
"""
#: A bar that does not end a cell of a Markdown table.
_BAR = r"\|"
_HEADS = ("Column", "Столбец", "Code", "Type", "Required", "Values, key, default")


def tabs_as_data() -> list[dict[str, Any]]:
    """A record for each tab, modules in their order: what other programs need to read it."""
    return [_tab(module, tab) for module in modules() for tab in module.tabs]


def document() -> str:
    """The page docs/tabs.md."""
    return "\n".join((_INTRODUCTION, *(_section(tab) for tab in tabs_as_data())))


def _tab(module: Module, tab: PeopleTab | ToolTab) -> dict[str, Any]:
    return {
        "module": module.code,
        "tab": tab.code,
        **_in_each_language(tab.title),
        "kind": _owner(tab),
        "about": _in_each_language(tab.about.said),
        "columns": [_column(column) for column in tab.columns],
    }


def _owner(tab: PeopleTab | ToolTab) -> str:
    if isinstance(tab, PeopleTab):
        return "people"
    return "log" if tab.log else "tool"


def _column(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {
        "code": column.name,
        **_in_each_language(column.header),
        "type": column.kind,
        "key": column.key,
        "required": column.required,
        "required_when": column.required_when,
        "allowed": [_choice(value) for value in column.allowed],
        "several": column.multiple,
        "refers_to": column.refers_to,
        "default": column.default,
        "currency": column.currency or column.currency_column,
    }
    return {name: value for name, value in told.items() if value}


def _in_each_language(said: Callable[[Lang], str]) -> dict[str, str]:
    """What is said, by language."""
    return {lang: said(lang) for lang in languages()}


def _choice(value: str | Choice) -> list[str]:
    """Code, English, Russian."""
    return [value] * 3 if isinstance(value, str) else [value.code, value.en, value.ru]


def _section(tab: Mapping[str, Any]) -> str:
    owner = _OWNERS[tab["kind"]]
    about = tab["about"]
    lead = f"`{tab['tab']}`, module {tab['module']}, {owner.said('en')} / {owner.said('ru')}."
    lines = [
        f"## {tab['en']} / {tab['ru']}",
        "",
        f"{lead} {about['en']} / {about['ru']}",
        "",
        _line(_HEADS),
        _line("---" for _ in _HEADS),
    ]
    return "\n".join((*lines, *(_line(_cells(column)) for column in tab["columns"]), ""))


def _cells(column: Mapping[str, Any]) -> Iterator[str]:
    yield from (column["en"], column["ru"], f"`{column['code']}`", column["type"])
    yield "yes" if column.get("required") else column.get("required_when", "")
    yield "; ".join(_facts(column))


def _facts(column: Mapping[str, Any]) -> Iterator[str]:
    if column.get("key"):
        yield "key"
    if "refers_to" in column:
        yield f"one of `{column['refers_to']}`"
    if "allowed" in column:
        yield ", ".join(en if en == ru else f"{en} / {ru}" for _, en, ru in column["allowed"])
    if column.get("several"):
        yield "several allowed"
    if "default" in column:
        yield f"blank means {column['default']}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', _BAR) for cell in cells)} |"
