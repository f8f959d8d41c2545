"""``sheetsync restore``: the plan, the yes, what is written and what stays, in each language."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from jobs import mirror
from sheetsync.cli.main import exit_code_of
from sheetsync.mirror.layout import RETURNED
from sheetsync.mirror.versions import Change
from sheetsync.sql import DatabaseAddress, database_address
from sheetsync.tables.catalogue.care import TOUCHES
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.cells import a1
from sheetsync.tables.schema import PeopleTab
from sheetsync.testing.office import Office
from sheetsync.testing.postgres import new_schema
from sheetsync.workspace.mirroring import mirror_of
from tests.command_line import called_on

CONFIG = """\
sandbox: workbook.sqlite
state: state
mirror:
  url: {url}
  schema: {schema}
"""
TAB = PARTNERS.title("ru")
TOUCHED = TOUCHES.title("ru")
NAMES = [f"P-{number:03d}" for number in range(1, 13)]
ROWS = "\n".join(
    [
        "Партнёры",
        "partner_id | name | status | onboarded_on | curator | comment",
        *(f"{key} | Имя {key} | активен | 01.02.2026 | Анна | о {key}" for key in NAMES),
        "",
        "Звонки и встречи",
        "date | partner_id | curator | note",
        "01.02.2026 | P-001 | Анна | звонила",
        "02.02.2026 | P-002 | Олег | писал",
    ]
)
DAY = "2026-04-15"
Say = Callable[..., str]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """An office whose mirror saw it on `DAY`; it is a day later. Each test has rows of its own."""
    folder = tmp_path_factory.mktemp("office")
    if request.param == "sqlite":
        yield office_on(folder, database_address(f"sqlite:///{folder}/mirror.sqlite"))
        return
    with new_schema() as address:
        yield office_on(folder, address)


def office_on(folder: Path, address: DatabaseAddress) -> Office:
    url = address.url.render_as_string(hide_password=False)
    config = CONFIG.format(url=url, schema=address.schema or "sheetsync")
    office = Office(folder, date(2026, 4, 15), config=config)
    office.type_in(ROWS)
    office.run(mirror.run)
    office.clock.sleep(24 * 3600)
    return office


@pytest.fixture
def say(office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """Call the command on the office; what it printed."""
    call = called_on(office, capsys, monkeypatch)

    def told(*words: str, code: int = 0, lang: str = "en") -> str:
        return call("--lang", lang, "restore", *words, code=code)

    return told


def see(office: Office) -> int:
    """Have the mirror see the workbook; the number under which it keeps what changed."""
    office.clock.sleep(60)
    return int(office.run(mirror.run).payload["sync"])


def titles_of(office: Office) -> list[str]:
    sheets = office.session.metadata("sheets.properties(title)")["sheets"]
    return [sheet["properties"]["title"] for sheet in sheets]


def columns_of(tab: PeopleTab) -> list[str]:
    return [column.name for column in tab.columns]


def rows(office: Office, tab: PeopleTab = PARTNERS, title: str = "") -> list[dict[str, object]]:
    """The stored rows of a tab below its header, without blank cells."""
    columns = office.stored()[title or tab.title("ru")]
    height = max(map(len, columns))
    told = [
        {
            name: column[at]
            for name, column in zip(columns_of(tab), columns, strict=False)
            if at < len(column) and column[at] not in ("", None)
        }
        for at in range(1, height)
    ]
    return [row for row in told if row]


def row(office: Office, key: str) -> dict[str, object]:
    [found] = [row for row in rows(office) if row.get("partner_id") == key]
    return found


def kind(office: Office, key: str, name: str, text: str) -> None:
    """Type into a partner's cell, wherever the row stands."""
    number = [row.get("partner_id") for row in rows(office)].index(key) + 2
    office.people.type(TAB, a1(number, columns_of(PARTNERS).index(name) + 1), text)


def changes(office: Office, key: str) -> list[Change]:
    with mirror_of(office.config) as one, one.reading() as kept:
        return [change for change in kept.changes() if change.key == key]


def lines(text: str) -> list[tuple[str, str, str]]:
    """Key, column and state of each line of a JSON document."""
    return [(one["key"], one["column"], one["state"]) for one in json.loads(text)["lines"]]


def test_a_cell_comes_back_and_who_wrote_it_is_kept(office: Office, say: Say) -> None:
    kind(office, "P-001", "name", "Ошибка")
    see(office)
    kind(office, "P-002", "curator", "Павел")
    asked = ("--tab", "Партнёры", "--key", "P-001", "--column", "Название", "--as-of", DAY)
    plan = say(*asked, "--dry-run", lang="ru")
    assert "Ошибка" in plan
    assert "Имя P-001" in plan
    assert "К записи: ячеек 1, строк 0; останется как есть: 0" in plan
    assert "ничего не записано" in plan
    assert row(office, "P-001")["name"] == "Ошибка"
    done = say(*asked, "--yes")
    assert "Brought back: cells 1, rows 0; left as they are: 0" in done
    assert row(office, "P-001")["name"] == "Имя P-001"
    *_, last = changes(office, "P-001")
    assert (last.column, last.was, last.now) == ("name", "Ошибка", "Имя P-001")
    assert last.by.startswith("restore:")
    # What a colleague did meanwhile is kept as what it is.
    *_, theirs = changes(office, "P-002")
    assert (theirs.column, theirs.now, theirs.by) == ("curator", "Павел", "sheet")
    assert "There is nothing to bring back" in say(*asked, "--yes")


def test_what_was_changed_since_stays_unless_forced(office: Office, say: Say) -> None:
    kind(office, "P-003", "name", "Раз")
    kind(office, "P-003", "comment", "=1+1")
    see(office)
    kind(office, "P-003", "name", "Два")
    asked = ("--tab", "partners", "--key", "P-003", "--as-of", DAY)
    assert "changed since: stays" in say(*asked, "--yes", code=1)
    assert lines(say(*asked, "--yes", "--json", code=1)) == [
        ("P-003", "name", "changed"),
        ("P-003", "comment", "formula"),
    ]
    assert row(office, "P-003")["name"] == "Два"
    assert lines(say(*asked, "--yes", "--json", "--force", code=1)) == [
        ("P-003", "name", "written"),
        ("P-003", "comment", "formula"),
    ]
    assert lines(say(*asked, "--yes", "--json", "--values")) == [("P-003", "comment", "written")]
    found = row(office, "P-003")
    assert (found["name"], found["comment"]) == ("Имя P-003", "о P-003")


def test_it_is_written_once_somebody_types_yes(
    office: Office, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind(office, "P-004", "name", "Ошибка")
    see(office)
    asked = ("--tab", "partners", "--key", "P-004", "--as-of", DAY)
    for typed, name in (("", "Ошибка"), ("нет\n", "Ошибка"), ("да\n", "Имя P-004")):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        said = say(*asked, lang="ru")
        assert "Записать? Введите «да»" in said
        assert ("ничего не записано" in said) is (name == "Ошибка")
        assert row(office, "P-004")["name"] == name
    assert json.loads(say(*asked, "--json"))["written"] is False


def test_a_deleted_row_comes_back_below_the_last_one(office: Office, say: Say) -> None:
    before = row(office, "P-005")
    office.people.delete_rows(
        TAB, [one.get("partner_id") for one in rows(office)].index("P-005") + 2
    )
    see(office)
    office.people.sort(TAB, "A", descending=True)
    asked = ("--tab", "partners", "--key", "P-005", "--as-of", DAY, "--yes")
    assert "Brought back: cells 0, rows 1" in say(*asked)
    assert rows(office)[-1] == before
    office.people.sort(TAB, "A")
    *_, last = changes(office, "P-005")
    assert (last.now, last.by[:8]) == (RETURNED, "restore:")
    assert "There is nothing to bring back" in say(*asked)


def test_a_tab_comes_as_a_new_one_and_nothing_else_is_touched(office: Office, say: Say) -> None:
    kind(office, "P-006", "name", "Ошибка")
    see(office)
    before = office.stored()
    asked = ("--tab", "partners", "--as-of", DAY, "--yes")
    assert f"Сделана вкладка «{TAB} (15.04.2026)»" in say(*asked, lang="ru")
    assert json.loads(say(*asked, "--json"))["new_tab"] == {
        "title": f"{TAB} (15.04.2026) 2",
        "rows": len(NAMES),
    }
    titles = [f"{TAB} (15.04.2026)", f"{TAB} (15.04.2026) 2"]
    assert titles_of(office)[-2:] == titles
    made = office.session.columns(titles, "FORMATTED_VALUE")
    assert made[0] == made[1]
    assert made[0][1][:3] == [PARTNERS.column("name").header("ru"), "Имя P-001", "Имя P-002"]
    day = columns_of(PARTNERS).index("onboarded_on")
    assert set(made[0][day][1:]) == {"01.02.2026"}
    assert {k: v for k, v in office.stored().items() if k in before} == before
    kind(office, "P-006", "name", "Имя P-006")
    see(office)


def test_a_tab_in_place_deletes_nothing_and_names_what_came_since(office: Office, say: Say) -> None:
    kind(office, "P-007", "name", "Ошибка")
    kind(office, "P-008", "partner_id", "P-888")
    office.people.type(TAB, a1(len(rows(office)) + 2, 1), "P-777")
    see(office)
    kind(office, "P-009", "comment", "свежее")
    kind(office, "P-002", "curator", "Анна")
    told = say("--tab", "partners", "--as-of", DAY, "--in-place", "--yes", "--json", code=1)
    assert set(lines(told)) == {
        ("P-007", "name", "written"),
        ("P-888", "partner_id", "written"),
        ("P-009", "comment", "changed"),
        ("P-777", "*", "since"),
    }
    assert row(office, "P-007")["name"] == "Имя P-007"
    assert row(office, "P-008")["name"] == "Имя P-008"
    assert row(office, "P-009")["comment"] == "свежее"
    assert row(office, "P-777")
    assert len(rows(office)) == len(NAMES) + 1


def test_what_one_number_saw_is_taken_back(office: Office, say: Say) -> None:
    kind(office, "P-010", "name", "Вставка")
    kind(office, "P-011", "name", "Вставка")
    office.people.delete_rows(TOUCHED, 2)
    office.people.type(TOUCHED, a1(2, columns_of(TOUCHES).index("note") + 1), "иначе")
    number = see(office)
    kind(office, "P-011", "name", "Позже")
    see(office)
    told = say("--sync", str(number), "--yes", "--json", code=1)
    states = {line[1:] for line in lines(told)}
    assert states == {
        ("name", "written"),
        ("name", "changed"),
        ("note", "written"),
        ("*", "written"),
    }
    assert row(office, "P-010")["name"] == "Имя P-010"
    assert row(office, "P-011")["name"] == "Позже"
    notes = [one["note"] for one in rows(office, TOUCHES)]
    assert sorted(map(str, notes)) == ["звонила", "писал"]
    with mirror_of(office.config) as one, one.reading() as kept:
        by = {change.by[:8] for change in kept.changes(tabs=["touches"])[-2:]}
    assert by == {"restore:"}
    only = say("--sync", str(number), "--tab", "partners", "--key", "P-011", "--force", "--yes",
               "--json")  # fmt: skip
    assert lines(only) == [("P-011", "name", "written")]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--tab", "partners"), "Name --tab and --as-of"),
        (("--sync", "1", "--as-of", DAY), "takes no --as-of"),
        (("--tab", "partners", "--as-of", DAY, "--column", "name"), "--column needs a --key"),
        (("--tab", "nowhere", "--as-of", DAY), "no tab 'nowhere' that people fill"),
        (("--tab", "dashboard", "--as-of", DAY), "no tab 'dashboard' that people fill"),
        (("--tab", "partners", "--key", "P-999", "--as-of", DAY), "had no row 'P-999'"),
        (("--tab", "partners", "--key", "P-001", "--as-of", DAY, "--column", "x"), "no column 'x'"),
        (("--tab", "partners", "--as-of", "2026-03-01"), "had not seen the tab"),
        (("--sync", "999"), "no sight 999"),
    ],
)
def test_what_cannot_be_brought_back_is_said(say: Say, words: tuple[str, ...], why: str) -> None:
    told = say(*words, code=2)
    assert why in told


class DeletesATabFirst(io.StringIO):
    """Somebody who has a tab deleted before they type yes."""

    def __init__(self, office: Office, title: str) -> None:
        super().__init__("yes\n")
        self._office, self._title = office, title

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # as StringIO has it
        if self._title in titles_of(self._office):
            self._office.people.delete_tab(self._title)
        return super().readline(size)


def test_a_tab_that_is_gone_leaves_what_came_back_before_it_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mirror knows who wrote it, although the command stopped."""
    office = office_on(tmp_path, database_address(f"sqlite:///{tmp_path}/mirror.sqlite"))
    office.people.type(TAB, "B2", "Ошибка")
    office.people.type(TOUCHED, "D2", "Ошибка")
    number = see(office)
    monkeypatch.setattr("sys.stdin", DeletesATabFirst(office, TOUCHED))
    call = ["--lang", "en", "restore", "--sync", str(number), "--config", str(office.path)]
    assert exit_code_of(call) == 2
    told = "".join(capsys.readouterr())
    assert f"is back in the tabs before it: {TAB}" in told
    assert row(office, "P-001")["name"] == "Имя P-001"
    [*_, last] = changes(office, "P-001")
    assert last.by.startswith("restore:")
