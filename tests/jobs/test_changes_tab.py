"""The tab Changes: what managers see of what became of their rows, without any command."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from jobs import mirror, validate
from sheetsync.sql import DatabaseAddress
from sheetsync.tables.catalogue.changes import CHANGES
from sheetsync.testing.databases import mirror_section
from sheetsync.testing.office import Office

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
    P-003 | Юг       | dealers | активен | 01.02.2026 | Анна    | c@south.example

    Отзывы
    date       | partner_id | score | source
    03.03.2026 | P-001   | 5      | клиент

    Группы
    group_id | name
    dealers  | Дилеры
"""
SHOWN = ["tab", "key", "what", "column", "was", "now", "how"]


def office_of(folder: Path, config: str) -> Office:
    made = Office(folder, date(2026, 4, 15), config=config)
    made.type_in(ROWS)
    return made


@pytest.fixture
def config(database: DatabaseAddress) -> str:
    return CONFIG + mirror_section(database)


@pytest.fixture
def office(tmp_path: Path, config: str) -> Office:
    made = office_of(tmp_path, config)
    made.run(mirror.run)
    made.clock.sleep(24 * 3600)
    return made


def shown(office: Office) -> Sequence[Sequence[object]]:
    frame = office.tab(CHANGES.code)
    return frame[SHOWN].astype("object").where(frame[SHOWN].notna(), None).to_numpy().tolist()


def test_the_first_sight_is_no_change(office: Office) -> None:
    assert shown(office) == []


def test_one_changed_cell_is_one_line_with_both_moments(office: Office) -> None:
    office.people.type("Партнёры", "B3", "Вектор плюс")
    office.run(mirror.run)
    assert shown(office) == [
        ["Партнёры", "P-002", "cell", "Название", "Вектор", "Вектор плюс", "typed"]
    ]
    line = office.tab(CHANGES.code).iloc[0]
    assert line["seen_at"] - line["not_before"] == pd.Timedelta(days=1)


def test_rows_that_come_go_and_return_say_what_they_held_the_newest_on_top(office: Office) -> None:
    office.people.delete_rows("Партнёры", 4)
    office.run(mirror.run)
    office.clock.sleep(3600)
    office.people.type("Партнёры", "A4", "P-003")
    office.people.type("Партнёры", "B4", "Юг")
    office.people.type("Отзывы", "D2", "4")
    office.run(mirror.run)
    whole = "P-003 · Юг · dealers · активен · 01.02.2026 · Анна"
    changes = shown(office)
    assert ["Партнёры", "P-003", "returned", None, None, "P-003 · Юг", "typed"] in changes
    assert changes[-1] == ["Партнёры", "P-003", "removed", None, whole, None, "typed"]
    # A row without a key is known by what it says, never by a sum of its signs.
    [feedback] = [line for line in changes if line[0] == "Отзывы"]
    assert feedback[1:] == [
        "03.03.2026 · P-001 · 4 · клиент", "cell", "Оценка", "5", "4", "typed",
    ]  # fmt: skip


def test_a_row_is_named_by_its_key_as_people_write_it(tmp_path: Path, config: str) -> None:
    """Not by the codes that the database keeps, nor by a number without its signs."""
    office = office_of(tmp_path, config)
    office.type_in("""
        Счета
        direction | entity_id | kind | number | invoice_date | amount
        от партнёра | 990000001 | счёт | № А-7  | 01.03.2026   | 700
    """)
    office.run(mirror.run)
    office.people.type("Счета", "G2", "800")
    office.clock.sleep(3600)
    office.run(mirror.run)
    [line] = shown(office)
    assert line[:2] == ["Счета", "от партнёра · 990000001 · счёт · № А-7 · 01.03.2026"]


def test_any_job_tells_it_and_an_unchanged_day_writes_it_no_more(office: Office) -> None:
    office.people.type("Партнёры", "B3", "Вектор плюс")
    office.run(validate.run)
    assert [line[5] for line in shown(office)] == ["Вектор плюс"]
    before = office.tab(CHANGES.code)
    office.clock.sleep(24 * 3600)
    office.run(mirror.run)
    pd.testing.assert_frame_equal(office.tab(CHANGES.code), before)


def test_only_so_many_lines_are_told(tmp_path: Path, config: str) -> None:
    office = office_of(tmp_path, f"{config}  changes_tab: 2\n")
    office.run(mirror.run)
    for name in ("Один", "Два", "Три"):
        office.clock.sleep(3600)
        office.people.type("Партнёры", "B3", name)
        office.run(mirror.run)
    assert [line[5] for line in shown(office)] == ["Три", "Два"]


@pytest.mark.parametrize("has_mirror", [False, True])
def test_a_workbook_without_use_for_the_tab_does_not_get_it(
    tmp_path: Path, config: str, *, has_mirror: bool
) -> None:
    office = office_of(tmp_path, f"{config}  changes_tab: 0\n" if has_mirror else CONFIG)
    for _ in range(2):
        assert office.run(validate.run).exit_code in {0, 1}
        office.people.type("Партнёры", "B3", "Вектор плюс")
    with office.open(dry_run=True) as ws:
        titles = list(ws.reading.snapshot.tabs)
    assert "Обзор" in titles
    assert CHANGES.title("ru") not in titles


def test_a_long_text_and_a_formula_of_somebody_are_text(office: Office) -> None:
    office.people.type("Партнёры", "B3", "я" * 5_000)
    office.people.type("Партнёры", "B2", "'=1+1")
    office.run(mirror.run)
    news = {line[1]: str(line[5]) for line in shown(office)}
    assert news["P-002"] == "я" * 299 + "…"
    assert news["P-001"] == "=1+1"


def test_the_database_that_fails_leaves_the_tab_as_it_was(
    office: Office, database: DatabaseAddress
) -> None:
    office.people.type("Партнёры", "B3", "Вектор плюс")
    office.run(mirror.run)
    before = shown(office)
    text = office.path.read_text(encoding="utf-8")
    url = database.url.render_as_string(hide_password=False)
    gone = (
        "sqlite:///nowhere/there/mirror.sqlite" if database.path else "postgresql://127.0.0.1:1/x"
    )
    (office.folder / "nowhere").write_text("no folder")
    office.path.write_text(text.replace(url, gone), encoding="utf-8")
    office.people.type("Партнёры", "B3", "Вектор")
    assert office.run(validate.run).exit_code == 1
    assert shown(office) == before
