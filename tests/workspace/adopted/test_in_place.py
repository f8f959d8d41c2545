"""A typed yes makes the team's own spreadsheet the workbook; without it nothing changes."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.credentials import Credentials
from openpyxl import Workbook

from jobs import overdue, validate
from sheetsync.cli.adopt_in_place import works_in_place
from sheetsync.cli.adopt_told import lines
from sheetsync.config import load_config
from sheetsync.errors import AccessDeniedError, AdoptionError
from sheetsync.language import Lang, Phrase
from sheetsync.sandbox.adapter import mount
from sheetsync.tables.adoption.answers import all_taken, answered
from sheetsync.tables.adoption.plain_form import plain_names
from sheetsync.testing.clock import StillClock
from sheetsync.testing.sandbox import Sandbox
from sheetsync.workbook.setup import SetupOptions
from sheetsync.workspace import open_company, open_workspace
from sheetsync.workspace.adopted_look import Look, look_at
from sheetsync.workspace.adopting import Adoption, AdoptOptions, begin, finish
from sheetsync.workspace.adopting_in_place import names_in_place, settle_in_place
from sheetsync.workspace.making import make_workbook
from sheetsync.workspace.options import RunOptions
from tests.tables.adoption.test_plain_form import TABS, Tabs

DAY = date(2026, 5, 20)
NOW = datetime(2026, 5, 20, 9, tzinfo=UTC)
CLOCK = StillClock(NOW)
VIEWER, EDITOR = "viewer:robot@project.example", "editor:robot@project.example"
#: What rows of ours want besides; the first rows of a tab may be no headers.
MORE: Tabs = {
    "Студии": [["Партнёр с", "Куратор"], *[["10.01.2025", "Анна Ким"]] * 2],
    "Контрагенты": [["КПП"], ["770801001"], [""]],
    "Счета 2026": [
        [], ["Оплатить до", "Оплачено", "Дата оплаты"], ["30.04.2026", 40, "01.04.2026"],
        ["30.04.2026", "", ""],
    ],
}  # fmt: skip
WHOLE: Tabs = {
    title: [[*row, *more] for row, more in zip(rows, MORE[title], strict=True)]
    for title, rows in TABS.items()
}


class Team:
    """A team's spreadsheet at a local Google that is laid out as ours, adopted as a viewer."""

    def __init__(self, folder: Path, tabs: Tabs = WHOLE) -> None:
        self.sandbox = Sandbox(folder / "google.sqlite")
        self.book = self.sandbox.create(tabs, title="Счета студий", locale="ru_RU")
        self.into = folder / "adopted"
        self.adoption = self.begin()
        self.answers = all_taken(self.adoption.proposal)
        finish(self.adoption, self.answers, NOW)

    def http(self, token: str) -> AuthorizedSession:
        http = AuthorizedSession(Credentials(token=token))
        mount(http, self.sandbox.app)
        return http

    def begin(self, *, is_again: bool = False) -> Adoption:
        where = f"https://docs.google.com/spreadsheets/d/{self.book.id}/edit"
        options = AdoptOptions(self.into, "ru", as_of=DAY, is_again=is_again)
        return begin(where, options, CLOCK, self.http(VIEWER))

    def asked(self, typed: str | None, look: Look | None = None, lang: Lang = "ru") -> str:
        """What a person sees who types a line, or ends the input; said: whether it was a yes."""

        @click.command()
        def question() -> None:
            said = works_in_place(self.adoption, self.answers, look or Look(rows=1), lang)
            click.echo(f"said: {said}")

        result = CliRunner().invoke(question, input=None if typed is None else f"{typed}\n")
        assert result.exception is None, result.output
        return result.output

    def look(self) -> Look:
        """What comes of it through the mapping."""
        with open_company(
            self.into / "config.yaml",
            clock=CLOCK,
            options=RunOptions(as_of=DAY),
            source_http=self.http(VIEWER),
        ) as company:
            return look_at(company, self.adoption.source, self.adoption.proposal, "ru")

    @property
    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.into.iterdir() if path.is_file()}

    def cells(self) -> dict[str, list[list[str]]]:
        return {tab.title: tab.get_all_values() for tab in self.book.worksheets()}

    def as_sandbox(self) -> Path:
        """The config, its spreadsheet at the local Google."""
        path = self.into / "config.yaml"
        text = path.read_text(encoding="utf-8").splitlines(keepends=True)
        local = "sandbox: ../google.sqlite\n"
        kept = [local if line.startswith("spreadsheet:") else line for line in text]
        path.write_text("".join(kept), encoding="utf-8")
        return path


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def test_a_typed_yes_names_the_spreadsheet_and_writes_nothing_into_it(team: Team) -> None:
    before = team.cells()
    shown = team.asked("Да")
    assert shown.endswith("said: True\n")
    assert "Вкладки sheetsync в этот файл? [напишите «да»" in shown
    assert "нужно право редактора" in shown
    assert team.cells() == before
    config = load_config(team.into / "config.yaml")
    assert (config.spreadsheet_id, config.source) == (team.book.id, None)
    assert config.tabs == {"partners": "Студии", "invoices": "Счета 2026"}
    assert config.columns["invoices.amount"] == "Начислено"
    assert config.path(config.mail.folder) == team.into / "letters"
    assert set(team.files) == {"config.yaml"}


@pytest.mark.parametrize("typed", ["", "y", "д", "no", "+", None])
def test_whatever_is_no_typed_yes_leaves_the_mapping(team: Team, typed: str | None) -> None:
    before = team.files
    assert team.asked(typed, lang="en").endswith("said: False\n")
    assert team.files == before
    assert "mapping.yaml" in before


def test_it_is_not_asked_where_it_cannot_be(team: Team, tmp_path: Path) -> None:
    stopped = Look(stopped=Phrase(ru="x", en="x").given())
    assert team.asked("да", stopped) == "said: False\n"
    again = team.begin(is_again=True)
    assert names_in_place(again, team.answers, Look()) is None
    team.book.add_worksheet("Прочее", 9, 9).update([["что-то"]])
    options = AdoptOptions(tmp_path / "other", "ru")
    with_more = begin(team.book.id, options, CLOCK, team.http(VIEWER))
    assert names_in_place(with_more, all_taken(with_more.proposal), Look()) is None


def test_the_last_lines_tell_what_comes_next_and_the_right_that_is_missing(team: Team) -> None:
    told = list(lines(team.adoption, team.answers, Look(), "en", in_place=True))
    assert told[-1] == "then list the partners' groups in the tab 'Группы': A"
    assert told[-2] == (
        "next: make the service account an editor, then sheetsync init --repair --lang ru "
        f"--config {team.into / 'config.yaml'}"
    )
    assert "wrote nothing to the source" in told


def test_the_jobs_run_on_the_teams_own_spreadsheet(team: Team) -> None:
    team.asked("да")
    before = team.cells()
    config = load_config(team.as_sandbox())
    options = SetupOptions(lang="ru", examples=False)
    with pytest.raises(AccessDeniedError) as caught:
        make_workbook(config, options, backup=False, now=NOW, http=team.http(VIEWER))
    assert "as editor" in caught.value.cure
    assert team.cells() == before
    made = make_workbook(config, options, backup=False, now=NOW, http=team.http(EDITOR))
    assert "+ Ждут оплаты" in made
    assert not [line for line in made if line in {"+ Студии", "+ Счета 2026", "+ Партнёры"}]
    # The group that all partners name is listed in a tab of ours, which is theirs to fill.
    groups = team.book.worksheet("Группы")
    groups.update([["A", "Все"]], "A2")
    for job, name in ((validate, "validate"), (overdue, "overdue")):
        with open_workspace(
            team.into / "config.yaml",
            clock=CLOCK,
            options=RunOptions(),
            job=name,
            http=team.http(EDITOR),
        ) as workspace:
            assert workspace.run(job.run).exit_code in {0, 1}
    shown = team.book.worksheet("Ждут оплаты").get_all_values()
    numbers = [row[shown[0].index("Номер")] for row in shown[1:] if any(row)]
    assert {"7", "8"} <= set(numbers)
    # Every cell that the team filled stands under its header as it was.
    for title, rows in before.items():
        at = next(
            at for at, row in enumerate(rows) if "Код партнёра" in row or "Номер счёта" in row
        )
        after = team.book.worksheet(title).get_all_values()
        for header in filter(None, rows[at]):
            was, now = rows[at].index(header), after[at].index(header)
            assert [row[now] for row in after[: len(rows)]] == [row[was] for row in rows]


def test_it_is_not_adopted_again(team: Team) -> None:
    team.asked("да")
    with pytest.raises(AdoptionError) as caught:
        team.begin(is_again=True)
    assert caught.value.cure == (
        "if sheetsync works in the file itself, change tabs: and columns: of config.yaml"
    )


def test_a_config_that_cannot_be_written_is_told_and_the_mapping_stands(team: Team) -> None:
    names = names_in_place(team.adoption, team.answers, Look())
    assert names is not None
    (team.into / "config.yaml").unlink()
    (team.into / "config.yaml").mkdir()
    with pytest.raises(AdoptionError, match="cannot be written"):
        settle_in_place(team.adoption, names)
    assert (team.into / "mapping.yaml").is_file()


def test_columns_that_people_would_have_to_fill_in_are_told_before(tmp_path: Path) -> None:
    team = Team(tmp_path, TABS)
    shown = team.asked("", team.look())
    assert "в самом файле их придётся заполнить:\n  Студии: нет столбцов: Партнёр с" in shown
    (tmp_path / "whole").mkdir()
    whole = Team(tmp_path / "whole")
    assert "заполнить" not in whole.asked("", whole.look())


def test_a_file_keeps_its_mapping(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in WHOLE.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(tmp_path / "team.xlsx")
    options = AdoptOptions(tmp_path / "adopted", "ru", locale="ru_RU")
    adoption = begin(str(tmp_path / "team.xlsx"), options, CLOCK)
    taken = all_taken(adoption.proposal)
    assert names_in_place(adoption, taken, Look()) is None
    # Its layout is not why: a spreadsheet with the same tabs is asked about.
    source = replace(adoption.source, locale="ru_RU")
    assert plain_names(adoption.mapping(taken), answered(adoption.proposal, taken), source)
