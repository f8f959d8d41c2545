"""What the matcher says of whole workbooks, beside what a person says of them.

Acceptance: adoption.md A, 1; the five workbooks in strange words stand beside the given five.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sheetsync.tables.adoption.known_names import known_names
from sheetsync.tables.adoption.likeness import name_words
from sheetsync.tables.adoption.proposal import ColumnProposal, Proposal, TabProposal
from sheetsync.tables.adoption.proposing import propose
from sheetsync.tables.catalogue.modules import people_tabs
from sheetsync.tables.catalogue.synonyms import COLUMN_NAMES
from sheetsync.tables.cleaning import header_key
from tests.tables.adoption.strange_workbooks import STRANGE, write_strange
from tests.tables.adoption.workbook_grids import NAMES, WORKBOOKS, grids_of

#: Of 100 columns so many are right at least.
_RIGHT = 97


@dataclass(frozen=True)
class _Said:
    """One column as the matcher and as a person sees it."""

    tab: str
    letter: str
    column: ColumnProposal | None
    wanted: tuple[str, ...]

    @property
    def proposed(self) -> str:
        if self.column is None or not self.column.is_mapped:
            return ""
        return f"{self.column.meaning}{self.column.how}"

    @property
    def is_right(self) -> bool:
        return self.proposed in self.wanted

    @property
    def is_sure(self) -> bool:
        return self.column is not None and self.column.level == "sure"

    def __str__(self) -> str:
        return f"{self.tab}!{self.letter}: {self.proposed or 'own'}, not {'|'.join(self.wanted)}"


def _tab(proposal: Proposal, title: str) -> TabProposal:
    return next(tab for tab in proposal.tabs if tab.title == title)


def _given(name: str) -> list[tuple[TabProposal, dict[str, object]]]:
    told = json.loads((WORKBOOKS / f"{name}.expected.json").read_text(encoding="utf-8"))
    proposal = propose(grids_of(WORKBOOKS / f"{name}.xlsx"))
    assert proposal.locale == told["locale"]
    return [(_tab(proposal, tab["name"]), tab) for tab in told["tabs"]]


@pytest.fixture(scope="module")
def given() -> list[tuple[TabProposal, dict[str, object]]]:
    return [pair for name in NAMES for pair in _given(name)]


def _said(pairs: list[tuple[TabProposal, dict[str, object]]]) -> Iterator[_Said]:
    for tab, told in pairs:
        columns = told.get("columns", {})
        assert isinstance(columns, dict)
        for letter, wanted in columns.items():
            found = next((one for one in tab.columns if one.letter == letter), None)
            yield _Said(tab.title, letter, found, tuple((wanted or "").split("|")))


def test_every_tab_of_the_given_workbooks_is_what_a_person_says(
    given: list[tuple[TabProposal, dict[str, object]]],
) -> None:
    for tab, told in given:
        if told["kind"] == "other":
            assert tab.kind == "other", tab.title
            continue
        assert set(tab.means) == set(told["means"]), tab.title  # type: ignore[call-overload]
        assert list(tab.header_rows) == told["header"], tab.title
        assert (tab.first_row, tab.last_row) == (told["first"], told["last"]), tab.title
        assert list(tab.totals) == told.get("totals", []), tab.title
        union = {tab.union.kind: tab.union.value} if tab.union else None
        assert union == told.get("union"), tab.title
        card = {one.cell: one.meaning for one in tab.card}
        assert card == told.get("card", {}), tab.title
        band = tab.band.meaning + tab.band.how if tab.band else ""
        bands = told.get("sections", {})
        assert isinstance(bands, dict)
        assert {str(row): band for row in tab.bands} == bands, tab.title


def test_the_columns_of_the_given_workbooks_are_what_a_person_says(
    given: list[tuple[TabProposal, dict[str, object]]],
) -> None:
    said = list(_said(given))
    wrong = [one for one in said if not one.is_right]
    sure = [one for one in said if one.is_sure]
    print(f"{len(said)} columns, {len(said) - len(wrong)} right, {len(sure)} of them sure")  # noqa: T201  # the figures of acceptance A, 1
    assert 100 * len(wrong) <= (100 - _RIGHT) * len(said), "\n".join(map(str, wrong))
    assert not [str(one) for one in sure if not one.is_right]
    assert 10 * len(sure) >= 9 * len(said), "what is sure is not asked: most columns are"


def _strange(name: str, folder: Path) -> Iterator[_Said]:
    proposal = propose(grids_of(write_strange(name, folder)))
    for told in STRANGE[name]():
        tab = _tab(proposal, told.title)
        for position, wanted in enumerate(told.columns, start=1):
            found = next((one for one in tab.columns if one.position == position), None)
            yield _Said(tab.title, str(position), found, tuple((wanted or "").split("|")))


def test_words_that_nobody_told_are_never_wrong_among_sure(tmp_path: Path) -> None:
    said = [one for name in STRANGE for one in _strange(name, tmp_path)]
    sure = [one for one in said if one.is_sure]
    mapped = [one for one in said if one.proposed]
    right = sum(one.is_right for one in mapped)
    print(f"{len(said)} strange columns, {len(mapped)} mapped, {right} right, {len(sure)} sure")  # noqa: T201  # the figures of acceptance A, 1
    assert not [str(one) for one in sure if not one.is_right]
    assert len(sure) >= 25


def test_the_strange_words_are_none_that_we_know() -> None:
    ours = {name for tab in people_tabs() for column in tab.columns for name in column.names}
    known = {header_key(name) for name in ours.union(*COLUMN_NAMES.values())}
    for name in STRANGE:
        for tab in STRANGE[name]():
            told = zip(tab.rows[tab.header_row - 1], tab.columns, strict=False)
            headers = {header_key(header) for header, meaning in told if meaning}
            assert not {header for header in headers & known if "." not in header} - _GENERIC


#: Where a tab only looks like ours, its headers are those that any table has.
_GENERIC = {"имя", "ответственный"}


def test_what_only_looks_like_ours_is_not_read_without_a_persons_yes(tmp_path: Path) -> None:
    levels = {
        tab.title: tab.level
        for name in STRANGE
        for tab in propose(grids_of(write_strange(name, tmp_path))).tabs
        if tab.kind != "other"
    }
    for title in ("Остатки склада", "Зарплата", "Bank feed", "Люди"):
        assert levels[title] == "suggested"


def test_the_same_cells_make_the_same_proposal() -> None:
    grids = grids_of(WORKBOOKS / "by_month.xlsx")
    assert propose(grids) == propose(grids)


def test_every_known_name_has_words() -> None:
    assert all(name_words(name) for name in known_names().by_word)
