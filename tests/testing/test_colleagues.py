from datetime import date
from pathlib import Path
from random import Random

import pytest

from sheetsync.tables.catalogue import PEOPLE_TABS
from sheetsync.tables.catalogue.logs import RUN_LOG
from sheetsync.testing.colleagues import Colleagues
from sheetsync.testing.office import Office

GROUPS = """
    Группы
    Код группы | Название | Мин. работ
    g          | Все      | 1
    h          | Другие   | 2
"""
EDITS = 150


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path, date(2026, 4, 15))
    office.type_in(GROUPS)
    office.session.write_values({"'Журнал запусков'!A2:B2": [["r1", "validate"]]}, "RAW")
    return office


def test_the_same_seed_makes_the_same_edits_and_another_one_others(tmp_path: Path) -> None:
    told = []
    for number, seed in enumerate((7, 7, 8)):
        folder = tmp_path / str(number)
        folder.mkdir()
        colleagues = Colleagues(Office(folder, date(2026, 4, 15)).people, Random(seed))
        told.append([colleagues.edit() for _ in range(20)])
    assert told[0] == told[1]
    assert told[0] != told[2]


def test_they_do_everything_but_lose_the_rows_of_logs(office: Office) -> None:
    colleagues = Colleagues(office.people, Random(1))
    log = colleagues.logs[-1]
    assert colleagues.titles[log] == RUN_LOG.ru
    done = {colleagues.edit().removeprefix("could not ") for _ in range(EDITS)}
    assert len(done) == 15
    title = colleagues.present()[log]
    columns = office.session.columns([title], "UNFORMATTED_VALUE")[0]
    named = {str(column[0]): column[1:] for column in columns if column}
    assert [value for value in named["Запуск"] if value != ""] == ["r1"]


def test_titles_and_columns_can_be_given_back(office: Office) -> None:
    colleagues = Colleagues(office.people, Random(2))
    office.people.rename_tab("Счета", "Счета 2026")
    office.people.insert_columns("Группы", "B", 2)
    colleagues.rename_back()
    colleagues.delete_added_columns()
    stored = office.stored()
    assert {tab.ru for tab in PEOPLE_TABS} <= set(stored)
    assert [column[0] for column in stored["Группы"][:2]] == ["Код группы", "Название"]


def test_what_was_deleted_is_learned_by_looking_again(office: Office) -> None:
    colleagues = Colleagues(office.people, Random(3))
    before = list(colleagues.tool)
    office.people.delete_tab("Комплекты")
    colleagues.look_again()
    assert len(colleagues.tool) == len(before) - 1
