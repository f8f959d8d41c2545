"""The mirror beside runs: no further request, no run stopped by it, what is held told."""

import json
from datetime import date
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from jobs import digest, mirror, monthly_reports, overdue, ratings, validate
from sheetsync.errors import ConfigError, DatabaseError
from sheetsync.mirror.upkeep import check, status
from sheetsync.sandbox.hooks import Fault
from sheetsync.sql import DatabaseAddress
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.cells import column_letters
from sheetsync.tables.reading.people_tabs import TablesTerms, read_people_tabs
from sheetsync.testing.colleagues import Colleagues
from sheetsync.testing.databases import KINDS, mirror_section
from sheetsync.testing.office import Office
from sheetsync.workspace.mirroring import mirror_of, seen_workbook

CONFIG = """\
sandbox: workbook.sqlite
state: state
mail:
  sender: "Organizer <reports@organizer.example>"
  folder: letters
"""
ROWS = """
    Партнёры
    Код   | Название | Группа  | Статус  | Партнёр с  | Куратор | Почта для отчётов
    P-001 | Север    | dealers | активен | 01.02.2026 | Анна    | a@north.example
    P-002 | Вектор   | dealers | активен | 01.02.2026 | Анна    | b@vector.example

    Группы
    group_id | name
    dealers  | Дилеры
"""
JOBS = (validate, ratings, overdue, monthly_reports, digest)


def office_of(folder: Path, config: str) -> Office:
    made = Office(folder, date(2026, 4, 15), config=config)
    made.type_in(ROWS)
    return made


@pytest.fixture
def office(tmp_path: Path, database: DatabaseAddress) -> Office:
    return office_of(tmp_path, CONFIG + mirror_section(database))


def kept_tabs_of(office: Office) -> set[str]:
    """The tabs of which the mirror keeps anything."""
    with mirror_of(office.config) as one:
        return set(one.known_sheets())


def requests(log: Path) -> list[str]:
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    # The title of a tab stands in addresses; what is asked for is told by the method.
    return [f"{line['method']} {line['url'].partition('?')[0]}" for line in lines]


def test_alone_it_reads_thrice_and_the_second_time_writes_nothing(
    office: Office, tmp_path: Path
) -> None:
    first = office.run(mirror.run)
    assert first.payload["tabs"]["partners"]["inserted"] == 2
    office.hooks.log_to(tmp_path / "log")
    second = office.run(mirror.run)
    assert (second.exit_code, second.payload["sync"], second.payload["tabs"]) == (0, None, {})
    asked = requests(tmp_path / "log")
    assert len(asked) == 1 + 3
    assert not any("batchUpdate" in one for one in asked)


def test_beside_a_job_it_adds_no_request(tmp_path: Path, database: DatabaseAddress) -> None:
    def asked_for(folder: Path, config: str) -> int:
        folder.mkdir()
        office = office_of(folder, config)
        office.run(validate.run)
        office.hooks.log_to(folder / "log")
        assert office.run(validate.run).left_out == ()
        assert kept_tabs_of(office) if "mirror:" in config else not office.config.mirror.is_on
        return len(requests(folder / "log"))

    mirrored = asked_for(tmp_path / "with", CONFIG + mirror_section(database))
    assert mirrored == asked_for(tmp_path / "without", CONFIG)


def test_without_runs_jobs_leave_it_to_the_job_of_its_own(
    tmp_path: Path, database: DatabaseAddress
) -> None:
    office = office_of(tmp_path, f"{CONFIG}{mirror_section(database)}  with_runs: false\n")
    office.run(validate.run)
    assert kept_tabs_of(office) == set()
    office.run(mirror.run)
    assert "partners" in kept_tabs_of(office)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("sqlite:///state/mirror.sqlite", "not a database"),
        ("postgresql://nobody@127.0.0.1:1/gone", "onnection"),
    ],
    ids=KINDS,
)
def test_a_database_that_is_gone_stops_no_job_and_each_says_so(
    tmp_path: Path, url: str, why: str
) -> None:
    office = office_of(tmp_path, f"{CONFIG}mirror:\n  url: {url}\n")
    (tmp_path / "state").mkdir(exist_ok=True)
    (tmp_path / "state" / "mirror.sqlite").write_text("this is no database " * 200)
    for job in JOBS:
        outcome = office.run(job.run)
        assert outcome.exit_code == 1, job
        assert any("не записано" in line and why in line for line in outcome.left_out)
    assert len(office.tab("run_log")) == len(JOBS)
    with pytest.raises(DatabaseError, match=why):
        office.run(mirror.run)


def test_what_google_does_meanwhile_loses_no_version(office: Office) -> None:
    """Quota, faults that pass, a tab renamed between two readings: as `faults.md` says."""
    office.run(mirror.run)
    office.clock.sleep(60)
    hooks, title = office.hooks, PARTNERS.title("ru")
    office.people.type(title, "B2", "Юг")
    hooks.fail(Fault(status=503, path="values:batchGet"))
    hooks.fail(Fault(status=429, path="values:batchGet", skip=1))
    hooks.fail(Fault(kind="reset", method="GET"))
    # Renamed after its title was read, so that the values are asked for in vain.
    hooks.meanwhile(lambda people: people.rename_tab(title, "Наши"), path="values:batchGet")
    hooks.meanwhile(lambda people: people.rename_tab("Наши", title), path="values:batchGet", skip=3)
    outcome = office.run(mirror.run)
    assert outcome.payload["tabs"]["partners"] == {
        "inserted": 0, "updated": 1, "deleted": 0, "returned": 0,
    }  # fmt: skip
    hooks.reset()
    office.clock.sleep(60)
    again = office.run(mirror.run)
    assert (again.exit_code, again.payload["sync"]) == (0, None)


def test_a_dry_run_writes_nothing(office: Office, database: DatabaseAddress) -> None:
    office.run(validate.run, dry_run=True)
    if database.path is not None:
        assert not database.path.exists()
    assert kept_tabs_of(office) == set()
    office.run(mirror.run)
    with mirror_of(office.config) as one:
        before = status(one)
    office.people.type(PARTNERS.title("ru"), "B2", "Юг")
    outcome = office.run(mirror.run, dry_run=True)
    assert outcome.payload["tabs"]["partners"]["updated"] == 1
    with mirror_of(office.config) as one:
        assert status(one).tabs == before.tabs


def test_without_a_database_the_job_says_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        office_of(tmp_path, CONFIG).run(mirror.run)
    assert "mirror.url" in caught.value.message


def test_a_renamed_tab_goes_on_under_its_number(office: Office) -> None:
    office.run(mirror.run)
    office.people.rename_tab(PARTNERS.title("ru"), "Наши партнёры")
    office.people.type("Наши партнёры", "B2", "Юг")
    office.clock.sleep(60)
    outcome = office.run(mirror.run)
    assert outcome.exit_code == 1
    assert outcome.payload["tabs"]["partners"]["updated"] == 1
    [line] = [line for line in outcome.left_out if "Наши партнёры" in line]
    assert PARTNERS.title("ru") in line
    with mirror_of(office.config) as one, one.reading() as kept:
        assert kept.states["partners"]["title"] == "Наши партнёры"
        assert kept.states["partners"]["renamed"]


def test_another_workbook_is_refused(office: Office, tmp_path: Path) -> None:
    office.run(mirror.run)
    (tmp_path / "other").mkdir()
    config = office.path.read_text(encoding="utf-8")
    # Offices of one language are copies of one workbook.
    other = Office(tmp_path / "other", date(2026, 4, 15), lang="en", config=config)
    with pytest.raises(DatabaseError, match="belongs to the workbook"):
        other.run(mirror.run)
    outcome = other.run(validate.run)
    assert outcome.exit_code == 1
    assert "mirror.schema" in " ".join(outcome.left_out)


def test_after_many_edits_of_colleagues_everything_is_equal(office: Office) -> None:
    colleagues = Colleagues(office.people, Random(7))
    for step in range(6):
        for _ in range(8):
            colleagues.edit()
        colleagues.rename_back()
        office.clock.sleep(3600)
        with office.open("mirror", force=True) as ws:
            ws.run(mirror.run)
            assert ws.mirroring is not None
            held = {notice.tab for notice in ws.mirrored.report.notices}  # type: ignore[union-attr]
            seen = seen_workbook(ws.reading, office.config, ws.mirroring.known)
            differing = check(ws.mirroring.mirror, seen)
            assert [one for one in differing if one.tab not in held] == [], step
            with ws.mirroring.mirror.reading() as kept:
                grids = {
                    kept.grid(code).title: kept.grid(code).grid
                    for code in kept.tabs
                    if code in ws.reading.titles
                }
            tables = ws.reading.tables
            again = read_people_tabs(grids, TablesTerms(tables.locale, settings=tables.settings))
            for code, table in tables.tables.items():
                if table.ok and code not in held:
                    pd.testing.assert_frame_equal(again.frame(code), tables.frame(code))


def test_a_tab_left_out_since_its_column_was_lost_stops_no_run(office: Office) -> None:
    """What the database still notes of it is not spoken of."""
    title = PARTNERS.column("comment").header("ru")
    header = office.stored()[PARTNERS.title("ru")]
    place = [column[0] for column in header].index(title)
    office.people.type(PARTNERS.title("ru"), f"{column_letters(place + 1)}2", "ёж")
    office.run(mirror.run)
    office.people.type(PARTNERS.title("ru"), f"{column_letters(place + 1)}1", "")
    assert title in " ".join(office.run(validate.run).left_out)
    text = office.path.read_text(encoding="utf-8")
    office.path.write_text(f"{text}  leave_out: [partners]\n", encoding="utf-8")
    assert title not in " ".join(office.run(validate.run).left_out)
