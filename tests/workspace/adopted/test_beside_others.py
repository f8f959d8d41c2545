"""What else works beside a team's own workbook, and what is refused with the way out."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from jobs import mirror, validate
from sheetsync.cli.main import exit_code_of
from sheetsync.errors import RunRequestError
from sheetsync.language import Phrase
from sheetsync.workspace.adopted_check import source_check
from sheetsync.workspace.doctor import examined
from sheetsync.workspace.mirroring import mirror_of
from sheetsync.workspace.move_first import refuse_adopted
from sheetsync.workspace.restore_asked import RestoreAsked
from sheetsync.workspace.restoring import restore_plan
from tests.workspace.adopted.test_file_source import CONFIG, office_of
from tests.workspace.portal.clicks import ENTERS, TAB, accept, asked_for, rows
from tests.workspace.portal.house import CONFIG as PORTAL
from tests.workspace.portal.house import house

MIRRORED = f"{CONFIG}mirror: {{url: 'sqlite:///mirror.sqlite'}}\n"


def test_the_mirror_keeps_the_rows_as_they_were_read(tmp_path: Path) -> None:
    office = office_of(tmp_path, "own_names", config=MIRRORED)
    office.run(mirror.run)
    book = load_workbook(tmp_path / "team.xlsx")
    book["Подрядчики"]["C4"] = "Олег Сидоров"
    book.save(tmp_path / "team.xlsx")
    office.clock.sleep(3600)
    office.run(validate.run)
    with mirror_of(office.config, read_only=True) as kept, kept.reading() as held:
        assert {"partners", "entities", "invoices"} <= set(held.tabs)
        assert len(held.states) > 20
    changes = office.tab("changes")
    assert changes[changes["column"] == "Куратор"][["key", "was", "now"]].to_dict("records") == [
        {"key": "П-001", "was": "Анна Ким", "now": "Олег Сидоров"}
    ]


def test_restoring_in_place_is_refused_with_the_way_out(tmp_path: Path) -> None:
    office = office_of(tmp_path, "own_names", config=MIRRORED)
    office.run(mirror.run)
    with office.open() as workspace, mirror_of(office.config, read_only=True) as kept:
        with kept.reading() as held, pytest.raises(RunRequestError) as caught:
            restore_plan(
                workspace,
                held,
                RestoreAsked("partners", as_of=office.clock.now(), in_place=True),
            )
        assert caught.value.said("ru") == (
            "восстановление на месте: строки «Подрядчики» стоят в таблице команды, а она только "
            "читается\n  что сделать: сначала переедьте: sheetsync import ТАБЛИЦА --mapping "
            "mapping.yaml"
        )
        # Tabs of the own workbook are as they always were.
        refuse_adopted(workspace.reading.tables, ["touches", "x"], Phrase(ru="", en=""))


def test_doctor_tells_whether_the_source_can_be_read(tmp_path: Path) -> None:
    office = office_of(tmp_path, "own_names")
    check = source_check(office.config, office.clock)
    assert (check.state, check.text) == ("ok", "'team.xlsx' can be read: 2 of 3 tabs")
    mapping = tmp_path / "mapping.yaml"
    text = mapping.read_text(encoding="utf-8")
    mapping.write_text(text.replace("answer: no", "answer: ask"), encoding="utf-8")
    check = source_check(office.config, office.clock)
    assert check.text.endswith("waiting for an answer: 1")
    assert (check.state, check.cure) == ("warning", "sheetsync adopt --again")
    (tmp_path / "team.xlsx").unlink()
    checks = {
        one.name: one
        for one in examined(office.config, office.clock, lambda _config: None, ["validate"])
    }
    assert checks["source"].state == "bad"
    assert "there is no such file" in checks["source"].text


def test_no_names_and_no_marks_are_made_beside_a_source_until_the_rows_have_moved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text("tabs: []", encoding="utf-8")
    init = ["--lang", "en", "init", "--config", str(tmp_path / "config.yaml"), "--no-backup"]
    assert exit_code_of([*init, "--lang", "en"]) == 0
    assert (
        "no names beside codes and no marks on wrong cells: the rows stand in the team's own "
        "workbook, which is only read; move first: sheetsync import SOURCE --mapping mapping.yaml\n"
    ) in capsys.readouterr().out
    assert exit_code_of([*init, "--repair", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["made"] == []
    assert len(told["left_out"]) == 1
    # Once `source:` is gone, the rows are ours and have both.
    (tmp_path / "config.yaml").write_text(CONFIG.partition("source")[0], encoding="utf-8")
    assert exit_code_of([*init, "--repair", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert "left_out" not in told
    assert "+ Jobs: Name, marks" in told["made"]


def test_the_desk_enters_no_row_in_a_tab_that_the_team_keeps(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Счета"
    sheet.append(["№", "Дата", "Кто", "Сумма"])
    sheet.append(["5", "02.03.2026", "E-1", 300])
    book.save(tmp_path / "team.xlsx")
    before = (tmp_path / "team.xlsx").read_bytes()
    (tmp_path / "mapping.yaml").write_text(
        "locale: ru_RU\ntabs:\n  - from: Счета\n    is: {invoices: {number: '№', "
        "invoice_date: Дата, amount: Сумма, "
        "entity_id: {from: Кто, find: code}, month: {of: invoice_date}}}\n",
        encoding="utf-8",
    )
    with house(tmp_path, f"{PORTAL}{ENTERS}source: {{file: team.xlsx}}\n") as portal:
        no = portal.send("12")
        portal.well()
        assert accept(portal, no) == "done"
        portal.well()
        asked = asked_for(portal)[no]
        assert (asked.state, portal.state(no)) == ("failed", "waiting")
        assert asked.reason["ru"] == (
            "внести строку: строки «Счета» стоят в таблице команды, а она только читается. Что "
            "сделать: сначала переедьте: sheetsync import ТАБЛИЦА --mapping mapping.yaml"
        )
        assert "move first: sheetsync import SOURCE --mapping" in asked.reason["en"]
        assert rows(portal, TAB) == []
    assert (tmp_path / "team.xlsx").read_bytes() == before
