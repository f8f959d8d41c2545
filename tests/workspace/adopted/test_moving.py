"""``sheetsync import --mapping``: a team's own workbook moves into an empty one, once."""

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from sheetsync.errors import ConfigError, TabInUseError, UnusableTabError
from sheetsync.language import Lang
from sheetsync.testing.office import Office
from sheetsync.workspace.importing import ImportOptions, import_files
from tests.workspace.adopted.test_file_source import CONFIG, DAY, FILES, office_of
from tests.workspace.adopted.test_google_source import Team

SHOWN = ["number", "partner", "amount_minor", "due", "paid_minor", "outstanding_minor", "status"]


def moved(office: Office, source: Path, mapping: Path, lang: Lang = "ru", **more: object) -> None:
    options = ImportOptions(
        lang=lang,
        now=office.clock.now(),
        http=office.http,
        mapping=mapping,
        **more,  # type: ignore[arg-type]  # of ImportOptions
    )
    import_files(office.config, source, options)


def ageing(office: Office) -> pd.DataFrame:
    with office.open() as workspace:
        frame = workspace.payables.invoices[SHOWN]
    return frame.astype("str").sort_values("number").reset_index(drop=True)


@pytest.mark.parametrize("name", ["own_names", "two_storeys", "by_month"])
def test_what_moved_is_aged_as_it_was_through_the_lens(tmp_path: Path, name: str) -> None:
    (tmp_path / "lens").mkdir()
    through = office_of(tmp_path / "lens", name)
    (tmp_path / "moved").mkdir()
    office = Office(tmp_path / "moved", DAY, config=CONFIG.partition("source")[0])
    moved(
        office,
        FILES / "workbooks" / f"{name}.xlsx",
        FILES / "mappings" / f"{name}.yaml",
    )
    # A partner whose legal entity lacks its tax mode is not known in a workbook of ours until
    # somebody fills it in; what is owed is.
    shown = SHOWN if name == "by_month" else [one for one in SHOWN if one != "partner"]
    pd.testing.assert_frame_equal(ageing(office)[shown], ageing(through)[shown])
    with office.open() as workspace:
        assert set(workspace.tables.frame("groups")["group_id"]) == set(
            workspace.tables.frame("partners")["group_id"]
        )


def test_tabs_that_hold_rows_stop_it_but_groups_of_ones_own_stay(tmp_path: Path) -> None:
    office = Office(tmp_path, DAY, lang="en", config=CONFIG.partition("source")[0])
    office.type_in("Settings\nKey | Value\ncurrency | USD\nlang | en")
    office.type_in("Groups\nGroup ID | Name\nWest | The West")
    source = FILES / "workbooks" / "dealers_en.xlsx"
    mapping = FILES / "mappings" / "dealers_en.yaml"
    moved(office, source, mapping, "en")
    with office.open() as workspace:
        assert workspace.tables.frame("groups")["name"].tolist() == ["The West"]
        invoices = workspace.tables.frame("invoices")
        assert str(invoices["invoice_date"].iloc[0].date()) == "2026-01-29"
        assert invoices["currency"].unique().tolist() == ["USD"]
    with pytest.raises(TabInUseError):
        moved(office, source, mapping, "en")


def test_a_google_spreadsheet_moves_by_reads_alone(tmp_path: Path) -> None:
    team = Team(tmp_path)
    (tmp_path / "own").mkdir()
    office = Office(tmp_path / "own", DAY, config=CONFIG.partition("source")[0])
    address = Path(f"https://docs.google.com/spreadsheets/d/{team.book.id}/edit")
    team.listen()
    moved(office, address, tmp_path / "mapping.yaml", source_http=team.office.source_http)
    assert {method for method, _ in team.asked} == {"GET"}
    with office.open() as workspace:
        assert workspace.tables.frame("invoices")["number"].tolist() == ["7", "8", "9", "10"]


def test_nothing_moves_while_the_mapping_names_what_is_not_there(tmp_path: Path) -> None:
    office = Office(tmp_path, date(2026, 5, 20), config=CONFIG.partition("source")[0])
    text = (FILES / "mappings" / "own_names.yaml").read_text(encoding="utf-8")
    mapping = tmp_path / "m.yaml"
    mapping.write_text(text.replace("Сумма, руб.", "Сколько"), encoding="utf-8")
    shutil.copy(FILES / "workbooks" / "own_names.xlsx", tmp_path / "team.xlsx")
    with pytest.raises(UnusableTabError) as caught:
        moved(office, tmp_path / "team.xlsx", mapping)
    assert "Счета 2026!" in caught.value.said("ru")
    assert "«Сколько»" in caught.value.said("ru")
    with office.open() as workspace:
        assert workspace.tables.frame("partners").empty
    with pytest.raises(ConfigError, match="make it with sheetsync adopt"):
        moved(office, tmp_path / "team.xlsx", tmp_path / "none.yaml")


def cells(office: Office) -> dict[str, list[list[object]]]:
    titles = ["Партнёры", "Контрагенты", "Договоры", "Счета", "Работы", "Группы"]
    with office.open() as workspace:
        there = [title for title in titles if title in workspace.reading.snapshot.tabs]
        columns = workspace.session.columns(there, "FORMULA")
    return dict(zip(there, columns, strict=True))


@pytest.mark.parametrize("name", ["own_names", "two_storeys", "by_month", "by_partner"])
def test_the_same_workbook_appended_again_adds_nothing(tmp_path: Path, name: str) -> None:
    office = Office(tmp_path, DAY, config=CONFIG.partition("source")[0])
    source, mapping = FILES / "workbooks" / f"{name}.xlsx", FILES / "mappings" / f"{name}.yaml"
    moved(office, source, mapping, append=True)
    before = cells(office)
    assert len(before["Партнёры"][0]) > 1
    moved(office, source, mapping, append=True)
    assert cells(office) == before


def test_rows_of_a_month_go_below_those_that_moved_with_the_codes_that_people_have(
    tmp_path: Path,
) -> None:
    office = Office(tmp_path, DAY, config=CONFIG.partition("source")[0])
    mapping = FILES / "mappings" / "own_names.yaml"
    moved(office, FILES / "workbooks" / "own_names.xlsx", mapping)
    before = cells(office)
    book = load_workbook(FILES / "workbooks" / "own_names.xlsx")
    partners, invoices = book["Подрядчики"], book["Счета 2026"]
    # Whoever is new stands first there: codes by order alone would be everybody else's.
    partners.insert_rows(4)
    for at in range(1, partners.max_column + 1):
        partners.cell(4, at, partners.cell(5, at).value)
    partners["B4"] = "Совсем Новые"
    for row in partners.iter_rows(min_row=4, max_row=4):
        for cell in row:
            if str(cell.value).isdigit() and len(str(cell.value)) in {10, 12}:
                cell.value = "7707083893"
    headers = [str(cell.value) for cell in invoices[4]]
    invoices.insert_rows(5)
    for at in range(1, len(headers) + 1):
        invoices.cell(5, at, invoices.cell(6, at).value)
    invoices.cell(5, headers.index("Номер счёта") + 1, "НОВ-1")
    book.save(tmp_path / "team.xlsx")
    moved(office, tmp_path / "team.xlsx", mapping, append=True)
    after = cells(office)
    for title, header in {
        "Партнёры": "Код",
        "Контрагенты": "Код контрагента",
        "Счета": "Номер",
    }.items():
        was, now = (
            next(column for column in each[title] if column[0] == header)
            for each in (before, after)
        )
        assert now[:-1] == was
    numbers = next(column for column in after["Счета"] if column[0] == "Номер")
    assert numbers[-1] == "НОВ-1"
    assert after["Партнёры"][1][-1] == "Совсем Новые"
    assert after["Партнёры"][0][-1] == "П-011"
