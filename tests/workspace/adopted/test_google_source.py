"""A team's Google spreadsheet that is shared for viewing only: nothing but reads goes there."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from jobs import digest, monthly_reports, overdue, ratings, validate
from sheetsync.errors import AccessDeniedError, SheetsyncError, UnusableTabError
from sheetsync.sandbox.adapter import mount
from sheetsync.tables.adoption.source import Looks, Source, SourceSheet
from sheetsync.tables.cells import Grid
from sheetsync.testing.clock import StillClock
from sheetsync.testing.office import Office
from sheetsync.testing.sandbox import Sandbox
from sheetsync.workbook.session import LONGEST_ADDRESS, READ_ONLY_SCOPE
from sheetsync.workbook.source_tabs import read_source_spreadsheet, with_looks
from sheetsync.workspace.doors import open_source

DAY = date(2026, 5, 20)
VIEWER = "viewer:robot@project.example"
TABS: dict[str, Sequence[Sequence[object]]] = {
    "Студии": [["Студия", "ИНН"], ["Вектор", "'7707083893"], ["Заря", "'500100732259"]],
    "Март 2026": [
        ["за март"], ["Студия", "Счёт №", "Дата", "Сумма"],
        ["ООО «Вектор»", "'7", "20.03.2026", "12 000,50"], ["Заря", "'8", "21.03.2026", 300],
        ["Ветор", "'9", "22.03.2026", 500], ["Итого", "", "", "=D3+D4"],
    ],
    "Апрель 2026": [["Студия", "Счёт №", "Дата", "Сумма"], ["Заря", "'10", "20.04.2026", 700]],
    "Прочее": [["что-то"]],
}  # fmt: skip
MAPPING = """
tabs:
  - from: Студии
    is: {partners: {name: Студия}, entities: {inn: ИНН}}
  - titles_like: "* 2026"
    is:
      invoices:
        entity_id: {from: Студия, find: name}
        number: "Счёт №"
        invoice_date: Дата
        amount: Сумма
        month: {title: month}
  - {from: Прочее, answer: no}
"""


class Team:
    """A team's spreadsheet at a local Google, and an office beside it."""

    def __init__(self, folder: Path, tabs: dict[str, Any] = TABS, mapping: str = MAPPING) -> None:
        self.sandbox = Sandbox(folder / "google.sqlite")
        self.book = self.sandbox.create(tabs, title="Счета студий", locale="ru_RU")
        (folder / "mapping.yaml").write_text(mapping, encoding="utf-8")
        config = (
            "sandbox: workbook.sqlite\nstate: state\nmail: {folder: letters}\n"
            f'source: {{spreadsheet: "https://docs.google.com/spreadsheets/d/{self.book.id}/edit"}}\n'
        )
        self.office = Office(folder, DAY, config=config)
        self.office.source_http = self.http(VIEWER)
        self._log = folder / "google.log"

    def http(self, token: str) -> AuthorizedSession:
        http = AuthorizedSession(Credentials(token=token))
        mount(http, self.sandbox.app)
        return http

    def listen(self) -> None:
        self._log.unlink(missing_ok=True)
        self.sandbox.hooks.log_to(self._log)

    @property
    def asked(self) -> list[tuple[str, str]]:
        """Method and path of everything that went to the team's spreadsheet."""
        lines = self._log.read_bytes().splitlines() if self._log.exists() else []
        found = [msgspec.json.decode(line) for line in lines]
        return [(one["method"], one["url"].partition("?")[0].rpartition("/")[2]) for one in found]


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def test_all_jobs_ask_the_source_for_nothing_but_reads_three_a_run(team: Team) -> None:
    jobs = (validate, overdue, ratings, monthly_reports, digest)
    before = {tab.title: tab.get_all_values() for tab in team.book.worksheets()}
    team.listen()
    for job in jobs:
        team.office.run(job.run)
    assert {method for method, _ in team.asked} == {"GET"}
    assert len(team.asked) == 3 * len(jobs)
    assert {tab.title: tab.get_all_values() for tab in team.book.worksheets()} == before


def test_an_error_in_the_source_is_met_by_reads_alone(team: Team) -> None:
    team.book.worksheet("Студии").update_acell("A1", "Кто")
    team.listen()
    with pytest.raises(UnusableTabError):
        team.office.run(overdue.run)
    assert {method for method, _ in team.asked} == {"GET"}


def test_a_stranger_is_told_that_it_is_not_shared(team: Team) -> None:
    team.office.source_http = team.http("none:robot@project.example")
    with pytest.raises(SheetsyncError) as caught:
        team.office.run(validate.run)
    assert isinstance(caught.value, AccessDeniedError | SheetsyncError)
    assert "share" in caught.value.cure


def test_invoices_of_the_team_are_aged_and_findings_lead_to_its_cells(team: Team) -> None:
    team.office.run(overdue.run)
    shown = team.office.tab("overdue").dropna(subset=["number"])
    assert dict(zip(shown["number"], shown["outstanding_minor"], strict=True)) == {
        "7": 1200050, "8": 30000, "10": 70000
    }  # fmt: skip
    team.office.run(validate.run)
    rows = team.office.tab("validation")
    (unknown,) = rows[rows["code"] == "ADOPT_UNKNOWN_NAME"].to_dict("records")
    assert (unknown["tab"], unknown["cell"]) == ("Март 2026", "A5")
    gid = team.book.worksheet("Март 2026").id
    with team.office.open() as workspace:
        link = workspace.reading.cell_link("Март 2026", "A5")
    assert f"/spreadsheets/d/{team.book.id}/edit#gid={gid}&range=A5" in str(link)


def test_sorting_the_teams_tab_changes_no_code(team: Team) -> None:
    team.office.run(validate.run)
    before = team.office.tab("codes")
    team.book.worksheet("Студии").update(
        [["Заря", "'500100732259"], ["Вектор", "'7707083893"]], "A2", raw=False
    )
    team.office.run(overdue.run)
    assert team.office.tab("codes").equals(before)
    assert set(team.office.tab("overdue")["number"].dropna()) == {"7", "8", "10"}


def test_many_titles_are_asked_for_by_get_in_parts(tmp_path: Path) -> None:
    """Reading by POST wants a right to write, which a viewer's key has not."""
    titles = [f"Очень длинное название вкладки студии номер {number}" for number in range(12)]
    tabs = {title: [["Студия"], [f"Студия {at}"]] for at, title in enumerate(titles)}
    text = "tabs: [{titles_like: '*', is: {partners: {name: Студия}}}]"
    team = Team(tmp_path, tabs, text)
    assert sum(len(title.encode()) * 3 for title in titles) > LONGEST_ADDRESS
    team.listen()
    with team.office.open() as workspace:
        assert len(workspace.tables.frame("partners")) == 12
    assert {method for method, _ in team.asked} == {"GET"}
    assert len(team.asked) > 3


def test_looks_come_by_one_read_more(team: Team) -> None:
    sheet = team.book.worksheet("Март 2026")
    sheet.format("A3", {"backgroundColor": {"red": 1.0, "green": 0.8, "blue": 0.0}})
    sheet.format("A4", {"backgroundColor": {"red": 1.0, "green": 1.0, "blue": 1.0}})
    sheet.insert_note("D2", "без НДС")
    sheet.update_acell("B3", '=HYPERLINK("https://drive.example/7";"7")')
    sheet.hide_rows(4, 5)
    sheet.hide_columns(2, 3)
    sheet.merge_cells("A1:D1")
    config = team.office.config
    assert config.source is not None
    session = open_source(
        config,
        config.source,
        StillClock(team.office.clock.now()),
        lambda _s, _why: None,
        http=team.http(VIEWER),
    )
    assert session.is_read_only
    team.listen()
    source = read_source_spreadsheet(session, list, team.office.clock)
    whole = with_looks(session, source)
    assert len(team.asked) == 4
    assert (source.name, source.locale, list(source.titles)) == (
        "Счета студий",
        "ru_RU",
        list(TABS),
    )
    march = next(one for one in whole.sheets if one.title == "Март 2026")
    assert march.grid.merges == ((1, 1, 1, 4),)
    assert march.looks == Looks(
        {(2, 4): "без НДС"},
        {(3, 2): "https://drive.example/7"},
        {3: "#ffcc00"},
        frozenset({5}),
        frozenset({3}),
    )
    assert READ_ONLY_SCOPE.endswith(".readonly")


def looked(team: Team, source: Source) -> tuple[Source, int]:
    """A source with its looks, and how many requests they took."""
    config = team.office.config
    assert config.source is not None
    clock = StillClock(team.office.clock.now())
    http = team.http(VIEWER)
    session = open_source(config, config.source, clock, lambda _s, _why: None, http=http)
    team.listen()
    whole = with_looks(session, source)
    return whole, len(team.asked)


def test_looks_are_asked_of_no_more_cells_than_one_answer_should_hold(tmp_path: Path) -> None:
    team = Team(tmp_path, {"Первая": [["а"], ["б"]], "Вторая": [["в"]], "Пустая": [[""]]})
    for title in ("Первая", "Вторая"):
        team.book.worksheet(title).format("A1", {"backgroundColor": {"red": 1.0}})
    small, large = Grid([["а"], ["б"]], [["а"], ["б"]]), Grid([["в"]] * 100_000, [])
    sheets = [SourceSheet("Первая", small), SourceSheet("Пустая", Grid())]
    whole, requests = looked(team, Source("", [*sheets, SourceSheet("Вторая", large)], []))
    assert [one.looks.row_fills for one in whole.sheets] == [{1: "#ff0000"}, {}, {}]
    assert requests == 1
    # A long address is as bad; without anything to ask for nothing is asked.
    many = [SourceSheet("Ж" * 300, small)] * 2
    assert looked(team, Source("", many, []))[1] == 0


def test_a_tab_that_is_gone_meanwhile_leaves_all_as_it_was_read(team: Team) -> None:
    source = Source("", [SourceSheet("Май 2026", Grid([["а"]], [["а"]]))], ["Май 2026"])
    assert looked(team, source) == (source, 1)
