"""A lost row comes back below the last one, where formulas of names stand far below it."""

from datetime import date
from pathlib import Path

import pytest

from jobs import mirror
from sheetsync.cli.main import exit_code_of
from sheetsync.tables.catalogue.jobs import JOBS
from sheetsync.testing.office import Office
from sheetsync.workbook.setup import SetupOptions, set_up

CONFIG = """\
sandbox: workbook.sqlite
state: state
mirror:
  url: sqlite:///state/mirror.sqlite
"""
ROWS = """
    Партнёры
    partner_id | name
    P-001      | Север
    P-002      | Юг

    Работы
    job_id | partner_id | due_date   | status | client
    J-1    | P-001      | 10.03.2026 | в работе | Аня
    J-2    | P-002      | 11.03.2026 | в работе | Боря
    J-3    | P-001      | 12.03.2026 | в работе | Вася
"""


def test_a_lost_row_comes_back_below_the_last_and_formulas_stay_beside_their_codes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = Office(tmp_path, date(2026, 4, 15), config=CONFIG)
    office.type_in(ROWS)
    set_up(office.session, SetupOptions("ru", examples=False))
    office.run(mirror.run)
    office.clock.sleep(24 * 3600)
    office.people.delete_rows(JOBS.title("ru"), 3)
    office.run(mirror.run)
    office.clock.sleep(60)
    asked = ["restore", "--tab", "jobs", "--key", "J-2", "--as-of", "2026-04-15", "--yes"]
    assert exit_code_of([*asked, "--config", str(office.path)]) == 0, capsys.readouterr()
    [codes] = office.session.columns([JOBS.title("ru")], "FORMULA")
    header = [column[0] if column else "" for column in codes]
    names = codes[header.index("Кто")]
    assert codes[0][:4] == ["№\u00a0работы", "J-1", "J-3", "J-2"]
    assert [cell for cell in codes[0][4:] if cell] == []
    assert codes[header.index("Клиент")][1:4] == ["Аня", "Вася", "Боря"]
    assert "$B2" in str(names[1])
    assert all(f"$B{row}" in str(names[row - 1]) for row in (2, 3, 5, 6))
    assert set_up(office.session, SetupOptions("ru", examples=False)).lines
    [again] = office.session.columns([JOBS.title("ru")], "FORMULA")
    assert "$B4" in str(again[header.index("Кто")][3])
