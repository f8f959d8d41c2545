"""A team's spreadsheet that is shared for viewing only is adopted: read, and nothing else."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials

from sheetsync.config import load_config
from sheetsync.config.mapping_file import load_mapping
from sheetsync.errors import AdoptionError, WorkbookError
from sheetsync.sandbox.adapter import mount
from sheetsync.tables.adoption.answers import all_taken
from sheetsync.testing.clock import StillClock
from sheetsync.testing.sandbox import Sandbox
from sheetsync.workspace import open_company
from sheetsync.workspace.adopted_look import look_at
from sheetsync.workspace.adopted_report import report_facts, report_page
from sheetsync.workspace.adopting import (
    Adoption,
    AdoptOptions,
    begin,
    config_text,
    finish,
    source_section,
    write_report,
)
from sheetsync.workspace.options import RunOptions

DAY = date(2026, 5, 20)
NOW = datetime(2026, 5, 20, 9, tzinfo=UTC)
CLOCK = StillClock(NOW)
TABS: dict[str, Sequence[Sequence[object]]] = {
    "Студии": [
        ["Студия", "ИНН", "Почта бухгалтерии"],
        ["Вектор", "'7707083893", "a@x.example"],
        ["Заря", "'500100732259", "b@x.example"],
    ],
    "Март 2026": [
        ["за март"],
        ["Студия", "Счёт №", "Дата счёта", "Начислено", "Оплачено?"],
        ["ООО «Вектор»", "'7", "20.03.2026", "12 000,50", "да"],
        ["Заря", "'8", "21.03.2026", 300, "нет"],
        ["Ветор", "'9", "22.03.2026", 500, "нет"],
        ["Итого", "", "", "=D3+D4", ""],
    ],
    "Апрель 2026": [
        ["Студия", "Счёт №", "Дата счёта", "Начислено", "Оплачено?"],
        ["Заря", "'10", "20.04.2026", 700, ""],
    ],
    "Прочее": [["что-то"]],
}


class Team:
    """A team's spreadsheet at a local Google, and a folder to adopt it into."""

    def __init__(self, folder: Path, tabs: Mapping[str, Sequence[Sequence[object]]] = TABS) -> None:
        self.sandbox = Sandbox(folder / "google.sqlite")
        self.book = self.sandbox.create(dict(tabs), title="Счета студий", locale="ru_RU")
        self.into = folder / "adopted"
        self._log = folder / "google.log"
        self.sandbox.hooks.log_to(self._log)

    def http(self, token: str = "viewer:robot@project.example") -> AuthorizedSession:  # noqa: S107
        http = AuthorizedSession(Credentials(token=token))
        mount(http, self.sandbox.app)
        return http

    def begin(self, token: str = "viewer:robot@project.example", **more: bool) -> Adoption:  # noqa: S107
        where = f"https://docs.google.com/spreadsheets/d/{self.book.id}/edit"
        options = AdoptOptions(self.into, "en", as_of=DAY, **more)  # type: ignore[arg-type]
        return begin(where, options, CLOCK, self.http(token))

    @property
    def asked(self) -> list[str]:
        """Methods of everything that went to the team's spreadsheet."""
        lines = self._log.read_bytes().splitlines() if self._log.exists() else []
        return [msgspec.json.decode(line)["method"] for line in lines]


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def test_a_viewer_adopts_it_with_four_reads_and_nothing_else(team: Team) -> None:
    before = {tab.title: tab.get_all_values() for tab in team.book.worksheets()}
    asked = len(team.asked)
    adoption = team.begin()
    assert team.asked[asked:] == ["GET"] * 4
    assert finish(adoption, all_taken(adoption.proposal), NOW)
    assert team.asked[asked:] == ["GET"] * 4
    assert {tab.title: tab.get_all_values() for tab in team.book.worksheets()} == before
    mapping = load_mapping(team.into / "mapping.yaml")
    assert [tab.named for tab in mapping.tabs] == [
        ("Студии",),
        ("Март 2026", "Апрель 2026"),
        ("Прочее",),
    ]
    config = load_config(team.into / "config.yaml")
    assert config.source is not None
    assert config.source.spreadsheet_id == team.book.id


def test_a_second_run_asks_nothing_and_writes_nothing(team: Team) -> None:
    first = team.begin()
    answers = all_taken(first.proposal)
    finish(first, answers, NOW)
    again = team.begin(is_again=True)
    assert again.asked == frozenset()
    assert not finish(again, answers, NOW)


def test_what_comes_of_it_leads_to_the_cells_of_the_team(team: Team) -> None:
    adoption = team.begin()
    answers = all_taken(adoption.proposal)
    finish(adoption, answers, NOW)
    with open_company(
        team.into / "config.yaml",
        clock=CLOCK,
        options=RunOptions(as_of=DAY),
        source_http=team.http(),
    ) as company:
        look = look_at(company, adoption.source, adoption.proposal, "en")
        facts = report_facts(company, adoption, answers, look)
        page = report_page(facts, "en")
    assert (look.rows, look.left_out, look.stopped) == (6, 1, None)
    (reason,) = look.reasons
    assert [cell.named for cell in reason.cells] == ["Март 2026!A5"]
    assert look.headline == "unpaid invoices that we owe: 2, overdue: 0"
    assert {one.number for one in facts.oldest} == {"8", "10"}
    gid = team.book.worksheet("Март 2026").id
    place = next(one.place for one in facts.oldest if one.number == "8")
    assert place.words == "Март 2026!B4"
    assert place.url.endswith(f"/{team.book.id}/edit#gid={gid}&range=B4")
    months = next(tab for tab in facts.tabs if tab.title == "Март 2026")
    assert (months.others, months.rows, months.left_out) == (["Апрель 2026"], 4, 1)
    assert [tab.title for tab in facts.tabs if tab.why_not is not None] == ["Прочее"]
    assert [step.command.split()[2] for step in facts.steps] == ["validate", "overdue", "ratings"]
    write_report(adoption, page)
    assert "Март 2026!B4" in (team.into / "report.html").read_text("utf-8")


def test_rows_that_are_coloured_are_counted_and_said_not_to_be_read(team: Team) -> None:
    march, green = team.book.worksheet("Март 2026"), {"red": 0.78, "green": 0.94, "blue": 0.8}
    march.format("A3:E4", {"backgroundColor": green})
    adoption = team.begin()
    answers = all_taken(adoption.proposal)
    finish(adoption, answers, NOW)
    with open_company(
        team.into / "config.yaml",
        clock=CLOCK,
        options=RunOptions(as_of=DAY),
        source_http=team.http(),
    ) as company:
        look = look_at(company, adoption.source, adoption.proposal, "en")
    assert [note.said("en") for note in look.notes] == [
        "2 rows of 'Март 2026' are green, 1 of them paid: colours are not read"
    ]


def test_who_may_not_look_is_told_so_and_nothing_is_written(team: Team) -> None:
    with pytest.raises(WorkbookError) as caught:
        team.begin("none:robot@project.example")
    assert "share" in caught.value.cure
    assert not team.into.exists()


def test_an_open_question_comes_first_among_the_steps(team: Team) -> None:
    adoption = team.begin()
    taken = all_taken(adoption.proposal)
    answers = type(taken)(tabs={"Студии": "yes"}, locale="ru_RU")
    finish(adoption, answers, NOW)
    with open_company(
        team.into / "config.yaml",
        clock=CLOCK,
        options=RunOptions(as_of=DAY),
        source_http=team.http(),
    ) as company:
        look = look_at(company, adoption.source, adoption.proposal, "en")
        facts = report_facts(company, adoption, answers, look)
    assert facts.steps[0].command.endswith("--again")
    assert len(facts.steps) == 3
    why = {tab.title: tab.why_not.said("en") for tab in facts.tabs if tab.why_not}
    assert why == {"Март 2026": "there is no answer yet", "Прочее": "no table in it"}
    assert look.headline == ""


def test_the_config_names_a_key_as_it_is_seen_from_the_folder(tmp_path: Path) -> None:
    options = AdoptOptions(tmp_path / "a" / "b", "ru", credentials=str(tmp_path / "key.json"))
    section = source_section("1" * 44, options)
    assert (section.spreadsheet, section.credentials) == ("1" * 44, "../../key.json")
    text = config_text(section, "ru")
    assert '  credentials: "../../key.json"\n' in text
    file = source_section(str(tmp_path / "team.xlsx"), options)
    assert (file.file, file.spreadsheet) == ("../../team.xlsx", "")


def test_a_report_that_cannot_be_written_says_where(team: Team) -> None:
    adoption = team.begin()
    finish(adoption, all_taken(adoption.proposal), NOW)
    (team.into / "report.html").mkdir()
    with pytest.raises(AdoptionError, match="cannot be written"):
        write_report(adoption, "x")


@pytest.mark.slow
def test_a_hostile_spreadsheet_is_read_by_reads_alone_and_adopted(tmp_path: Path) -> None:
    """200 tabs, one of 10,000 columns, a cell of 50,000 letters, a tab called like a formula."""
    head = ["Номер счёта", "Дата счёта", "Сумма счёта"]
    tabs: dict[str, Sequence[Sequence[object]]] = {
        "=1+1" if number == 7 else f"Вкладка {number}": [head, [f"'{number}", "05.01.2026", 5]]
        for number in range(200)
    }
    wide = [f"Столбец {at}" if at % 3 else "Сумма счёта" for at in range(10_000)]
    tabs |= {"Вкладка 3": [wide, ["1"] * 10], "Вкладка 4": [head, ["я" * 50_000, "", 5]]}
    team = Team(tmp_path, tabs)
    asked = len(team.asked)
    adoption = team.begin()
    assert set(team.asked[asked:]) == {"GET"}
    assert len(adoption.proposal.tabs) == 200
    assert finish(adoption, all_taken(adoption.proposal), NOW)
    assert len(load_mapping(team.into / "mapping.yaml").tabs) > 1
