"""Answers in Bank that nobody can read are told with their cell, and touched by nobody."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from sheetsync.rules.validation import worded
from sheetsync.tables.catalogue.payments import BANK, MATCHES
from sheetsync.testing.office import Office
from sheetsync.workspace import Outcome, Workspace


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path, date(2026, 4, 15), modules=("payments",))


def two_lines(ws: Workspace) -> Outcome:
    ws.publish(MATCHES, pd.DataFrame({"line_id": ["b1"], "proposal": ["№ 1 5,00"]}))
    ws.append(BANK, pd.DataFrame({"line_id": ["b1", "b2"]}))
    return Outcome("payments", 0, "")


@pytest.fixture
def filled(office: Office) -> Office:
    office.run(two_lines)
    return office


def told(office: Office, lang: str = "ru") -> list[str]:
    with office.open() as workspace:
        found = [one for one in workspace.tables.findings if one.tab == "bank"]
        return [worded(one, workspace.tables, lang).sentence for one in found]


def test_a_choice_in_any_language_is_read_and_nothing_is_told(filled: Office) -> None:
    filled.people.type("Выписка", "Q2", "Да")
    filled.people.type("Выписка", "Q3", "advance")
    assert told(filled) == []
    assert list(filled.tab("bank")["decision"]) == ["yes", "advance"]


def test_a_word_of_their_own_is_told_with_its_cell(filled: Office) -> None:
    filled.people.type("Выписка", "Q3", "авнс")
    assert told(filled) == ["Выписка!Q3: «авнс» нет в списке «Решение». Выберите «аванс»."]
    (english,) = told(filled, "en")
    assert english == "Выписка!Q3: “авнс” is not in the list of “Decision”. Choose “advance”."


def test_a_word_like_no_other_names_all_of_them(filled: Office) -> None:
    filled.people.type("Выписка", "Q2", "спросить Олега")
    (sentence,) = told(filled)
    assert sentence.endswith("Выберите из списка: да, нет, аванс, комиссия, возврат, прочее.")


def test_the_tab_may_be_renamed_and_its_columns_moved(filled: Office) -> None:
    filled.people.type("Выписка", "Q2", "ага")
    filled.people.insert_columns("Выписка", "A")
    filled.people.rename_tab("Выписка", "Bank")
    assert [one.partition(":")[0] for one in told(filled)] == ["Bank!R2"]


def test_a_run_leaves_it_as_it_stands(filled: Office) -> None:
    filled.people.type("Выписка", "Q2", "ага")
    filled.run(two_lines)
    columns = filled.stored()["Выписка"]
    decisions = next(column for column in columns if column[0] == "Решение")
    assert decisions[1] == "ага"
