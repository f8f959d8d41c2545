"""``sheetsync restore`` with ``mirror.formulas``: a formula comes back, and only then."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from jobs import mirror
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.cells import a1
from sheetsync.testing.databases import KINDS, mirror_section, new_database
from sheetsync.testing.office import Office
from tests.command_line import called_on

CONFIG = "sandbox: workbook.sqlite\nstate: state\n"
TAB, DAY = PARTNERS.title("ru"), "2026-04-15"
COLUMN = [column.name for column in PARTNERS.columns].index("comment") + 1
ROWS = "\n".join(
    ["Партнёры", "partner_id | name | comment", *(f"P-{n} | Имя {n} | о {n}" for n in range(1, 7))]
)
Say = Callable[..., str]


@pytest.fixture(params=KINDS)
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """Every comment is a formula of its row's name; the mirror saw them on `DAY`."""
    folder = tmp_path / "office"
    folder.mkdir()
    with new_database(request.param, folder) as address:
        config = CONFIG + mirror_section(address) + "  formulas: true\n"
        made = Office(folder, date(2026, 4, 15), config=config)
        made.type_in(ROWS)
        for number in range(2, 8):
            made.people.type(TAB, a1(number, COLUMN), f'="о "&B{number}')
        made.run(mirror.run)
        made.clock.sleep(24 * 3600)
        yield made


@pytest.fixture
def say(office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    call = called_on(office, capsys, monkeypatch)

    def told(*words: str, code: int = 0) -> str:
        asked = ("--lang", "en", "restore", "--tab", "partners", "--as-of", DAY, *words)
        return call(*asked, code=code)

    return told


def place(office: Office, key: str) -> int:
    return list(office.stored()[TAB][0]).index(key) + 1


def behind(office: Office, key: str) -> object:
    """What was typed into the row's comment."""
    [[[text]]] = office.session.ranges([f"'{TAB}'!{a1(place(office, key), COLUMN)}"], "FORMULA")
    return text


def spoil(office: Office, key: str) -> None:
    office.people.type(TAB, a1(place(office, key), COLUMN), "поверх")
    office.clock.sleep(60)
    office.run(mirror.run)


def test_a_formula_comes_back_for_the_row_where_it_is_now(office: Office, say: Say) -> None:
    spoil(office, "P-1")
    office.people.sort(TAB, "A", descending=True)
    number = place(office, "P-1")
    asked = ("--key", "P-1", "--column", "comment")
    assert f'="о "&B{number}' in say(*asked, "--dry-run")
    assert "Brought back: cells 1" in say(*asked, "--yes")
    assert behind(office, "P-1") == f'="о "&B{number}'
    assert "nothing to bring back" in say(*asked, "--yes")


def test_a_sort_between_look_and_write_harms_no_row(office: Office, say: Say) -> None:
    spoil(office, "P-2")
    office.hooks.meanwhile(lambda people: people.sort(TAB, "A"), path=":batchUpdate")
    say("--key", "P-2", "--yes")
    office.hooks.reset()
    for number in range(1, 7):
        key = f"P-{number}"
        assert behind(office, key) == f'="о "&B{place(office, key)}', key


def test_a_deleted_row_comes_back_with_its_formulas(office: Office, say: Say) -> None:
    office.people.delete_rows(TAB, place(office, "P-3"))
    office.clock.sleep(60)
    office.run(mirror.run)
    assert "rows 1" in say("--key", "P-3", "--yes")
    assert behind(office, "P-3") == f'="о "&B{place(office, "P-3")}'


def test_without_the_key_values_come_back_and_nothing_more_is_read(
    office: Office, say: Say, tmp_path: Path
) -> None:
    spoil(office, "P-4")
    config = office.path.read_text(encoding="utf-8")
    counts: list[int] = []
    for text in (config, config.replace("formulas: true", "formulas: false")):
        office.path.write_text(text, encoding="utf-8")
        log = tmp_path / f"log{len(counts)}"
        office.hooks.log_to(log)
        office.run(mirror.run)
        office.hooks.log_to(None)
        counts.append(log.read_text(encoding="utf-8").count('"url"'))
    assert counts[0] == counts[1] + 1
    assert "Brought back: cells 1" in say("--key", "P-4", "--yes")
    assert behind(office, "P-4") == "о Имя 4"
    office.path.write_text(config, encoding="utf-8")
