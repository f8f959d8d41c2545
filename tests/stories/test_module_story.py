"""A module of a workbook is switched on, filled, switched off and on again."""

import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from jobs import overdue, validate
from sheetsync.errors import ModuleError, SettingsError
from sheetsync.tables.catalogue.modules import registered
from sheetsync.tables.frames import typed_frame
from sheetsync.testing.office import Office
from sheetsync.workbook.marks import mark_request
from sheetsync.workbook.setup import SetupOptions, set_up, switch_off
from sheetsync.workbook.snapshot import TabState
from sheetsync.workspace import Outcome, Workspace
from tests.made_up_module import (
    GIFT_LOG,
    GIFT_SUMS,
    GIFTS_MODULE,
    RAFFLES_MODULE,
)

ON = SetupOptions(lang="ru", examples=False, modules=("gifts_desk",), names=False)
GIFTS = """
    Подарки
    Код подарка | Код партнёра | Подарен    | Цена | Комментарий
    G-1         | P-001        | 2026-04-01 | 500  | мёд
    G-2         | P-002        | 2026-04-02 | 700  | чай
"""
TITLES = ("Подарки", "Пожелания", "Суммы подарков", "Журнал подарков")


def count_gifts(ws: Workspace) -> Outcome:
    """A job of the module: it reads its people's tab, writes its tool tab, appends to its log."""
    ws.require("partners", "gifts")
    gifts = ws.tables.sound("gifts")
    counts = gifts.groupby("partner_id").size()
    rows = [{"partner_id": code, "count": count} for code, count in counts.items()]
    ws.publish(GIFT_SUMS, typed_frame(GIFT_SUMS.columns, rows))
    ws.append(GIFT_LOG, pd.DataFrame([{"row_id": ws.run_id, "at": ws.as_of.isoformat()}]))
    return Outcome("gifts", 0, f"{len(gifts)} gifts")


@pytest.fixture(autouse=True)
def made_up() -> Iterator[None]:
    with registered(GIFTS_MODULE), registered(RAFFLES_MODULE):
        yield


@pytest.fixture
def filled(office: Office) -> Office:
    """The module is on, and a run has written its tabs."""
    set_up(office.session, ON)
    office.type_in(GIFTS)
    office.run(count_gifts)
    return office


def whole(office: Office) -> dict[str, list[list[object]]]:
    titles = list(states(office))
    return dict(zip(titles, office.session.columns(titles, "UNFORMATTED_VALUE"), strict=True))


def states(office: Office) -> dict[str, TabState]:
    with office.open() as workspace:
        return dict(workspace.reading.snapshot.tabs)


def values_asked(log: Path) -> tuple[int, set[str]]:
    """How many requests there were, and the titles whose values they asked for."""
    every = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    # The list of spreadsheets is asked of a sandbox alone.
    lines = [line for line in every if line["url"].startswith("/v4/")]
    asked = {
        data_filter["a1Range"].strip("'")
        for line in lines
        if line["body"]
        for data_filter in line["body"].get("dataFilters", [])
        if "a1Range" in data_filter
    }
    return len(lines), asked


def logged_reading(office: Office, log: Path) -> tuple[int, set[str]]:
    office.hooks.log_to(log)
    try:
        with office.open() as workspace:
            assert workspace.reading.tables.tables
    finally:
        office.hooks.log_to(None)
    return values_asked(log)


def test_on_filled_off_and_on_again_loses_nothing(filled: Office) -> None:
    assert filled.tab("gift_sums")["count"].tolist() == [1, 1]
    assert len(filled.tab("gift_log")) == 1
    before = {title: whole(filled)[title] for title in TITLES}
    switch_off(filled.session, "gifts_desk", SetupOptions(lang="ru"))
    assert {title: whole(filled)[title] for title in TITLES} == before
    with filled.open() as workspace:
        assert "gifts" not in workspace.tables.tables
        assert workspace.settings.modules == ("core",)
    set_up(filled.session, ON)
    assert {title: whole(filled)[title] for title in TITLES} == before
    filled.run(count_gifts)
    assert filled.tab("gift_sums")["count"].tolist() == [1, 1]
    assert len(filled.tab("gift_log")) == 2


def test_a_module_s_tabs_are_validated_and_refer_to_others_while_it_is_on(filled: Office) -> None:
    filled.people.type("Подарки", "B2", "P-999")
    filled.people.type("Подарки", "D3", "много")
    filled.run(validate.run)
    found = filled.tab("validation")
    assert set(found.loc[found["tab"] == "Подарки", "code"]) == {"V-GEN-11", "V-GEN-05"}


def test_what_is_off_costs_no_request_no_finding_and_no_row(office: Office, tmp_path: Path) -> None:
    requests, asked = logged_reading(office, tmp_path / "core")
    assert requests == 3
    assert asked.isdisjoint(TITLES)
    set_up(office.session, ON)
    office.type_in(GIFTS)
    office.people.type("Подарки", "B2", "P-999")
    requests, asked = logged_reading(office, tmp_path / "on")
    assert requests == 3
    assert asked >= set(TITLES)
    with office.open() as workspace:
        on_rows = workspace.reading.snapshot.row_count
    switch_off(office.session, "gifts_desk", SetupOptions(lang="ru"))
    requests, _ = logged_reading(office, tmp_path / "off")
    assert requests == 3
    with office.open() as workspace:
        assert workspace.reading.snapshot.row_count == on_rows - 3 - 1
        assert not set(TITLES) & workspace.reading.snapshot.stored.keys()
        found = [
            (one.code, one.tab) for one in workspace.tables.findings if one.severity == "error"
        ]
    assert found == [("V-SET-05", "settings")]


def test_jobs_with_money_stop_while_a_money_module_s_tab_stands_and_it_is_off(
    filled: Office,
) -> None:
    switch_off(filled.session, "gifts_desk", SetupOptions(lang="ru"))
    with pytest.raises(SettingsError) as stop:
        filled.run(overdue.run)
    assert stop.value.exit_code == 2
    assert "the module gifts_desk is off, but its tab" in stop.value.message
    assert "sheetsync modules on gifts_desk" in stop.value.cure
    before = filled.tab("dashboard")
    filled.run(validate.run)
    assert "V-SET-05" in set(filled.tab("validation")["code"])
    assert filled.tab("dashboard").equals(before)
    # A tab that was renamed is known by its mark all the same.
    gone = [states(filled)[title].sheet_id for title in TITLES[1:]]
    filled.session.batch_update([{"deleteSheet": {"sheetId": sheet_id}} for sheet_id in gone])
    filled.people.rename_tab("Подарки", "Старое")
    with pytest.raises(SettingsError, match="Старое"):
        filled.run(overdue.run)
    last = states(filled)["Старое"].sheet_id
    filled.session.batch_update([{"deleteSheet": {"sheetId": last}}])
    assert filled.run(overdue.run).exit_code in {0, 1}


def test_a_team_s_own_tab_of_such_a_title_is_no_business_of_ours(
    office: Office, tmp_path: Path
) -> None:
    add = [{"addSheet": {"properties": {"title": title}}} for title in ("Подарки", "Gifts")]
    office.session.batch_update(add)
    office.session.write_values({"'Подарки'!A1": [["Код подарка", "#REF!"], ["G-1", 5]]}, "RAW")
    office.run(overdue.run)
    requests, asked = logged_reading(office, tmp_path / "log")
    assert requests == 3
    assert asked.isdisjoint({"Подарки", "Gifts"})
    with office.open() as workspace:
        assert [one for one in workspace.tables.findings if one.severity == "error"] == []


def test_a_job_of_a_module_that_is_off_says_how_to_switch_it_on(office: Office) -> None:
    with pytest.raises(ModuleError, match="The module gifts_desk is off") as stop:
        office.run(count_gifts)
    assert stop.value.cure == "switch it on: sheetsync modules on gifts_desk"
    assert stop.value.exit_code == 2


def test_what_a_module_needs_is_on_with_it_though_settings_name_it_alone(office: Office) -> None:
    office.people.type("Настройки", "A20", "modules")
    office.people.type("Настройки", "B20", "Розыгрыши")
    with office.open() as workspace:
        assert workspace.settings.modules == ("core", "gifts_desk", "raffles_desk")
        missing = {one.tab for one in workspace.tables.findings if one.code == "MISSING_TAB"}
    assert missing == {"gifts", "wishes", "raffles"}
    set_up(office.session, SetupOptions(lang="ru", examples=False, names=False))
    with office.open() as workspace:
        assert [one for one in workspace.tables.findings if one.severity == "error"] == []


def test_an_unknown_module_is_a_warning_with_the_nearest_name(office: Office) -> None:
    office.people.type("Настройки", "A20", "modules")
    office.people.type("Настройки", "B20", "core, gift_desk")
    office.run(validate.run)
    found = office.tab("validation").set_index("code").loc["V-SET-04"]
    assert found["message"] == "Ключ modules: модуля «gift_desk» нет."
    assert found["cure"] == "Похож «gifts_desk»."
    with office.open() as workspace:
        assert workspace.settings.modules == ("core",)


def test_contents_follows_a_tab_that_was_renamed_and_costs_no_request(
    office: Office, tmp_path: Path
) -> None:
    office.run(overdue.run)
    office.hooks.log_to(tmp_path / "unchanged")
    office.run(overdue.run)
    office.hooks.log_to(None)
    unchanged, _ = values_asked(tmp_path / "unchanged")
    office.people.rename_tab("Задачи", "attention")
    office.hooks.log_to(tmp_path / "renamed")
    office.run(overdue.run)
    office.hooks.log_to(None)
    assert values_asked(tmp_path / "renamed")[0] == unchanged
    assert "attention" in office.tab("contents")["tab"].tolist()


def test_without_contents_or_with_a_team_s_own_runs_go_on_as_before(office: Office) -> None:
    gone = states(office)["Оглавление"].sheet_id
    office.session.batch_update([{"deleteSheet": {"sheetId": gone}}])
    assert office.run(overdue.run).exit_code in {0, 1}
    for title in ("Оглавление", "Contents"):
        office.session.batch_update([{"addSheet": {"properties": {"title": title}}}])
    rows: list[list[object]] = [["Раздел", "Вкладка", "Для чего", "Чья"], ["мой", "а", "б", "в"]]
    office.session.write_values({"'Оглавление'!A1": rows}, "RAW")
    assert office.run(overdue.run).exit_code in {0, 1}
    columns = office.session.columns(["Оглавление"], "UNFORMATTED_VALUE")[0]
    assert [list(row) for row in zip(*columns, strict=True)] == rows
    with office.open() as workspace:
        assert workspace.reading.foreign == {}
        assert [one for one in workspace.tables.findings if one.severity == "error"] == []


def test_two_tabs_of_a_name_matter_only_while_their_module_is_on(filled: Office) -> None:
    copy = {"properties": {"title": "Gifts", "sheetId": 77}}
    filled.session.batch_update([{"addSheet": copy}, mark_request(77, "gifts")])
    with pytest.raises(Exception, match="both are the tab 'gifts'"):
        whole(filled)
    office = filled
    office.session.batch_update([{"deleteSheet": {"sheetId": 77}}])
    switch_off(office.session, "gifts_desk", SetupOptions(lang="ru"))
    office.session.batch_update([{"addSheet": copy}, mark_request(77, "gifts")])
    assert "Gifts" in whole(office)
