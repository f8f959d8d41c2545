"""Whole workbooks come back as they were: the demo's, and one that colleagues edit on and on."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from random import Random

import pandas as pd

from jobs import mirror
from sheetsync.cli.demo import build_demo
from sheetsync.config import load_config
from sheetsync.mirror.mirror import Kept
from sheetsync.mirror.upkeep import check
from sheetsync.sql import DatabaseAddress
from sheetsync.tables.catalogue import PEOPLE_TABS
from sheetsync.tables.reading.people_tabs import TablesTerms, read_sourced_tabs
from sheetsync.tables.table import Tables
from sheetsync.testing.colleagues import Colleagues
from sheetsync.testing.office import Office
from sheetsync.workspace import open_workspace
from sheetsync.workspace.mirroring import mirror_of, seen_workbook
from sheetsync.workspace.workbook_reading import Reading
from tests.stories.conftest import COMPANY, DAY

CONFIG = """\
sandbox: workbook.sqlite
state: state
mirror:
  url: {url}
  schema: {schema}
"""
SIGHTS, EDITS = 10, 20

Rows = Counter[tuple[str, ...]]


def rows_of(tables: Tables, code: str) -> Rows:
    """The typed rows of a tab, whatever their order."""
    frame = tables.frame(code).astype("object")
    return Counter(tuple(map(repr, row)) for row in frame.itertuples(index=False, name=None))


def read_back(held: Kept, reading: Reading, at: datetime | None) -> Tables:
    """People's tabs out of the mirror, read as the workbook was."""
    tabs = {code: held.grid(code, at) for code in held.tabs if code in reading.tables.tables}
    terms = TablesTerms(reading.tables.locale, settings=reading.tables.settings)
    return read_sourced_tabs(tabs, terms)


def check_now(held: Kept, reading: Reading, codes: set[str]) -> None:
    """Frames and findings of cells are those of the sheet, in its very rows."""
    tables = reading.tables
    again = read_back(held, reading, None)
    for code in codes:
        pd.testing.assert_frame_equal(again.frame(code), tables.frame(code))
        rows = set(tables.frame(code).index)
        told = [
            sorted(
                (one.code, one.row, one.column or "") for one in table.findings if one.row in rows
            )
            for table in (again.tables[code], tables.tables[code])
        ]
        assert told[0] == told[1], code


Sight = tuple[datetime, Reading, set[str]]


def sight(office: Office) -> Sight:
    """Have the mirror see the workbook, and compare; when, what was read, and the usable tabs."""
    office.clock.sleep(3600)
    with office.open("mirror", force=True) as ws:
        ws.run(mirror.run)
        assert ws.mirroring is not None
        assert ws.mirrored is not None
        report = ws.mirrored.report
        assert report is not None
        held_tabs = {notice.tab for notice in report.notices}
        kept = ws.mirroring.mirror
        seen = seen_workbook(ws.reading, office.config, ws.mirroring.known)
        assert [one for one in check(kept, seen) if one.tab not in held_tabs] == []
        codes = {code for code, one in ws.reading.tables.tables.items() if one.ok} - held_tabs
        with kept.reading() as held:
            check_now(held, ws.reading, codes)
        return report.at, ws.reading, codes


def test_all_tabs_of_the_demo_come_back_and_a_second_look_writes_nothing(
    tmp_path: Path, database: DatabaseAddress
) -> None:
    build_demo(tmp_path, "ru", date(2026, 4, 15), 48)
    path = tmp_path / "config.yaml"
    url = database.url.render_as_string(hide_password=False)
    text, _, _ = path.read_text(encoding="utf-8").partition("mirror:")
    named = f"mirror: {{url: '{url}', schema: {database.schema or 'sheetsync'}}}\n"
    path.write_text(text + named, encoding="utf-8")
    numbers = []
    for _ in range(2):
        with open_workspace(path, job="mirror") as ws:
            ws.run(mirror.run)
            assert ws.mirroring is not None
            assert ws.mirrored is not None
            assert ws.mirrored.report is not None
            numbers.append(ws.mirrored.report.sync_id)
            kept, reading = ws.mirroring.mirror, ws.reading
            seen = seen_workbook(reading, load_config(path), ws.mirroring.known)
            assert check(kept, seen) == []
            with kept.reading() as held:
                check_now(held, reading, {tab.code for tab in PEOPLE_TABS})
    assert numbers == [1, None]


def test_every_sight_is_as_it_was_after_two_hundred_edits(
    tmp_path: Path, database: DatabaseAddress
) -> None:
    url = database.url.render_as_string(hide_password=False)
    config = CONFIG.format(url=url, schema=database.schema or "sheetsync")
    office = Office(tmp_path, DAY, config=config)
    office.type_in(COMPANY)
    colleagues = Colleagues(office.people, Random(11))
    sights: list[Sight] = []
    for _ in range(SIGHTS):
        for _ in range(EDITS):
            colleagues.edit()
        colleagues.rename_back()
        sights.append(sight(office))
    with mirror_of(office.config) as one, one.reading() as held:
        for at, reading, codes in sights:
            then = read_back(held, reading, at)
            for code in codes:
                assert rows_of(then, code) == rows_of(reading.tables, code), (at, code)
