"""The registry of modules, and what must hold of the tabs of all of them together."""

from collections import Counter
from collections.abc import Iterator

import pytest

from sheetsync.tables.catalogue import PEOPLE_TABS, TOOL_TABS
from sheetsync.tables.catalogue.modules import (
    CORE,
    Module,
    all_tabs,
    in_workbook_order,
    module_of,
    modules,
    people_by_code,
    register,
    registered,
    tool_by_code,
    with_needs,
)
from sheetsync.tables.cleaning import comparable, header_key
from tests.made_up_module import GIFTS_MODULE, RAFFLES_MODULE


@pytest.fixture(autouse=True)
def made_up() -> Iterator[None]:
    with registered(GIFTS_MODULE), registered(RAFFLES_MODULE):
        yield


def test_titles_and_codes_of_all_modules_never_clash_in_any_language() -> None:
    named = Counter(
        name
        for tab in all_tabs()
        for name in {comparable(spelt) for spelt in (tab.code, *tab.titles)}
    )
    assert {name: count for name, count in named.items() if count > 1} == {}


def test_headers_of_a_tab_never_clash_in_any_language() -> None:
    for tab in all_tabs():
        names = [name for column in tab.columns for name in {header_key(n) for n in column.names}]
        assert [name for name, count in Counter(names).items() if count > 1] == [], tab.code


def test_every_tab_says_what_it_is_for_in_both_languages() -> None:
    for tab in all_tabs():
        assert tab.about.ru, tab.code
        assert tab.about.en, tab.code
        assert tab.about.ru != tab.about.en, tab.code


def test_keys_refer_to_tabs_of_the_module_or_of_those_it_needs() -> None:
    for one in modules():
        near = with_needs([one.code])
        for tab in one.people_tabs:
            for column in tab.columns:
                if column.refers_to:
                    code = column.refers_to.partition(".")[0]
                    assert module_of(code).code in near, f"{tab.code}.{column.name}"


def test_core_has_the_tabs_of_every_workbook() -> None:
    assert (CORE.people_tabs, CORE.tool_tabs) == (PEOPLE_TABS, TOOL_TABS)
    assert "gifts" in people_by_code()
    assert "gift_log" in tool_by_code()
    assert "gifts" not in {tab.code for tab in all_tabs(["core"])}


def test_what_is_needed_is_on_with_it_and_nothing_strange_is() -> None:
    assert with_needs(["raffles_desk"]) == ("core", "gifts_desk", "raffles_desk")
    assert with_needs(["gifts_desk", "strange"]) == ("core", "gifts_desk")


def test_shelves_stand_from_the_dashboard_to_the_logs() -> None:
    shelves = [tab.shelf for tab in in_workbook_order(all_tabs())]
    assert list(dict.fromkeys(shelves)) == ["first", "daily", "results", "reference", "logs"]
    assert shelves == sorted(shelves, key=list(dict.fromkeys(shelves)).index)


def test_a_code_is_taken_once_and_needs_are_there_first() -> None:
    with pytest.raises(ValueError, match="there is a module 'core' already"):
        register(Module(code="core", ru="", en=""))
    with pytest.raises(ValueError, match="needs modules that are not there: nobody"):
        register(Module(code="late", ru="", en="", needs=("nobody",)))
    assert "late" not in {one.code for one in modules()}
