"""A manager pastes over forty rows: it is seen, looked at as of yesterday, and taken back."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest

from jobs import mirror
from sheetsync.sandbox.hooks.people import People
from sheetsync.sql import DatabaseAddress
from sheetsync.tables.catalogue.changes import CHANGES
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.cells import a1
from sheetsync.testing.office import Office
from tests.command_line import called_on

TAB = PARTNERS.title("ru")
NAMES = [column.name for column in PARTNERS.columns]
KEYS = [f"P-{number:03d}" for number in range(1, 61)]
PASTED = KEYS[9:49]
ROWS = "\n".join(
    [
        "Партнёры",
        "partner_id | name | status | onboarded_on | curator | comment",
        *(f"{key} | Имя {key} | активен | 01.02.2026 | Анна | о {key}" for key in KEYS),
    ]
)
CONFIG = """\
sandbox: workbook.sqlite
state: state
mirror:
  url: {url}
  schema: {schema}
"""
READ, WRITE = "getByDataFilter", ":batchUpdate"
Tell = Callable[..., str]


@pytest.fixture
def office(tmp_path: Path, database: DatabaseAddress) -> Office:
    """Sixty partners, seen yesterday."""
    url = database.url.render_as_string(hide_password=False)
    config = CONFIG.format(url=url, schema=database.schema or "sheetsync")
    office = Office(tmp_path, date(2026, 4, 15), config=config)
    office.type_in(ROWS)
    office.run(mirror.run)
    office.clock.sleep(24 * 3600)
    return office


@pytest.fixture
def tell(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Tell:
    """Call the command line on the office; what it printed."""
    return called_on(office, capsys, monkeypatch)


def rows(people: People) -> list[list[object]]:
    """The rows of the tab as they stand."""
    place = quote(f"'{TAB}'", safe="")
    found: list[list[object]] = people.request(
        "GET", f"/v4/spreadsheets/{people.file_id}/values/{place}"
    )["values"]
    return found


def by_key(people: People) -> dict[object, list[object]]:
    return {row[0]: row for row in rows(people)[1:]}


def type_into(people: People, key: str, column: str, text: str) -> None:
    """Type into a partner's cell, wherever the row stands now."""
    row = [row[0] for row in rows(people)].index(key) + 1
    people.type(TAB, a1(row, NAMES.index(column) + 1), text)


def paste(office: Office) -> int:
    """Paste over two columns of forty rows; the number of the sight that saw it."""
    for column in ("curator", "comment"):
        place = f"'{TAB}'!{a1(11, NAMES.index(column) + 1)}"
        office.session.write_values({place: [["Вставка"]] * len(PASTED)}, "USER_ENTERED")
    return int(office.run(mirror.run).payload["sync"])


def sort(people: People) -> None:
    people.sort(TAB, "A", descending=rows(people)[1][0] == KEYS[0])


def meddle(office: Office) -> None:
    """Colleagues sort between requests, and two go on typing: before the write, and right after."""
    hooks = office.hooks
    hooks.meanwhile(sort, path=READ)
    hooks.meanwhile(lambda people: type_into(people, "P-020", "curator", "Олег"), path=READ, skip=1)
    hooks.meanwhile(sort, path=WRITE)
    hooks.meanwhile(lambda people: type_into(people, "P-030", "comment", "моё"), path=READ, skip=2)
    hooks.meanwhile(sort, path=READ, skip=2)


def test_a_bad_paste_is_seen_looked_behind_and_taken_back(office: Office, tell: Tell) -> None:
    before = by_key(office.people)
    number = paste(office)
    see_it(office)
    look_behind_it(tell)
    meddle(office)
    done = json.loads(tell("restore", "--sync", str(number), "--yes", "--json", code=1))
    assert office.hooks.waiting == 0
    states = {(one["key"], one["column"]): one["state"] for one in done["lines"]}
    left = {place: state for place, state in states.items() if state != "written"}
    assert left == dict.fromkeys([("P-020", "curator"), ("P-030", "comment")], "changed")
    assert done["wrong"] == []
    assert done["put_right"] > 0
    # Every cell is what it was, but for those that colleagues typed.
    before["P-020"][NAMES.index("curator")] = "Олег"
    before["P-030"][NAMES.index("comment")] = "моё"
    assert by_key(office.people) == before
    tell_it(office)


def see_it(office: Office) -> None:
    """Every changed cell is a line of Changes."""
    changes = office.tab(CHANGES.code)
    assert len(changes) == 2 * len(PASTED)
    assert set(changes["now"]) == {"Вставка"}
    assert set(changes["key"]) == set(PASTED)
    assert set(changes["how"]) == {"typed"}


def look_behind_it(tell: Tell) -> None:
    """As of yesterday it was otherwise."""
    asked = ("mirror", "show", "partners", "--as-of", "2026-04-15", "--format", "json")
    yesterday = json.loads(tell(*asked))["rows"]
    curator = PARTNERS.column("curator").header("ru")
    assert [row[curator] for row in yesterday] == ["Анна"] * len(KEYS)


def tell_it(office: Office) -> None:
    """What came back says so, and one changed cell is one line."""
    office.clock.sleep(60)
    type_into(office.people, "P-001", "comment", "одна ячейка")
    office.run(mirror.run)
    changes = office.tab(CHANGES.code)
    newest = changes.iloc[0]
    assert (newest["key"], newest["was"], newest["now"]) == ("P-001", "о P-001", "одна ячейка")
    assert newest["how"] == "typed"
    assert (changes["now"] == "одна ячейка").sum() == 1
    assert (changes["how"] == "restored").sum() >= 2 * len(PASTED) - 2
