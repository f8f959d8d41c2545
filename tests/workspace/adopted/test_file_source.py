"""Jobs over a team's .xlsx file that is only read: codes, findings, links, what stops them."""

import shutil
from datetime import date
from pathlib import Path

import msgspec
import pytest
from openpyxl import load_workbook

from jobs import digest, monthly_reports, overdue, ratings, validate
from sheetsync.errors import ConfigError, MissingTabError, SourceFileError, UnusableTabError
from sheetsync.language import Lang
from sheetsync.testing.office import Office

FILES = Path(__file__).parents[2] / "tables" / "adoption"
DAY = date(2026, 5, 20)
CONFIG = """\
sandbox: workbook.sqlite
state: state
mail: {folder: letters}
source: {file: team.xlsx}
"""


def office_of(folder: Path, name: str, lang: Lang = "ru", config: str = CONFIG) -> Office:
    """An own workbook beside one of the given workbooks with its mapping."""
    shutil.copy(FILES / "workbooks" / f"{name}.xlsx", folder / "team.xlsx")
    shutil.copy(FILES / "mappings" / f"{name}.yaml", folder / "mapping.yaml")
    office = Office(folder, DAY, lang=lang, config=config)
    office.type_in(
        "Settings\nKey | Value\ncurrency | USD\nlang | en"
        if lang == "en"
        else "Настройки\nКлюч | Значение\ncompany | ООО «Мы»"
    )
    return office


@pytest.mark.parametrize(
    ("name", "unpaid", "overdue_count"),
    [("own_names", 6, 6), ("two_storeys", 8, 0), ("by_month", 7, 0), ("by_partner", 0, 0)],
)
def test_all_jobs_run_through_the_mapping(
    tmp_path: Path, name: str, unpaid: int, overdue_count: int
) -> None:
    office = office_of(tmp_path, name)
    for job in (validate, ratings, overdue, monthly_reports, digest):
        outcome = office.run(job.run)
        assert outcome.exit_code in {0, 1}
    with office.open() as workspace:
        found = workspace.payables.unpaid
    assert len(found) == unpaid
    assert (found["status"] == "overdue").sum() == overdue_count


def test_english_workbooks_with_dollars_and_codes_of_their_own(tmp_path: Path) -> None:
    office = office_of(tmp_path, "dealers_en", "en")
    office.run(overdue.run)
    shown = office.tab("overdue")
    assert set(shown["currency"]) == {"USD"}
    assert "Iron Works Gym" in set(shown["partner"])
    assert set(office.tab("codes")["code"]) == {f"E-00{number}" for number in range(1, 10)}


def test_codes_are_kept_once_in_the_request_that_uses_them(tmp_path: Path) -> None:
    office = office_of(tmp_path, "own_names")
    log = tmp_path / "log"
    office.hooks.log_to(log)
    office.run(validate.run)
    bodies = [msgspec.json.decode(line)["body"] for line in log.read_bytes().splitlines()]
    writes = [str(body) for body in bodies if body and "requests" in body and "П-010" in str(body)]
    assert len(writes) == 1
    assert "ADOPT_NO_COLUMN" in writes[0]
    kept = office.tab("codes")
    assert list(kept["tab"]) == ["partners"] * 10 + ["entities"] * 10
    assert kept.iloc[0][["code", "name", "source"]].tolist() == ["П-001", "Вектор", "Подрядчики!B4"]
    assert (kept["first_seen"].dt.date == DAY).all()
    office.run(overdue.run)
    assert len(office.tab("codes")) == 20


def test_a_run_that_writes_nothing_keeps_no_codes(tmp_path: Path) -> None:
    office = office_of(tmp_path, "own_names")
    office.run(validate.run, dry_run=True)
    assert office.tab("codes").empty


def test_codes_live_through_sorting_and_new_rows(tmp_path: Path) -> None:
    office = office_of(tmp_path, "own_names")
    office.run(overdue.run)
    before = office.tab("overdue")[["number", "partner", "outstanding_minor", "entity_id"]]
    book = load_workbook(tmp_path / "team.xlsx")
    sheet = book["Подрядчики"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=13)]
    for number, values in enumerate(reversed(rows), start=4):
        for at, value in enumerate(values, start=1):
            sheet.cell(number, at, value)
    sheet.insert_rows(4)
    book["Счета 2026"].insert_rows(2, 3)
    book.save(tmp_path / "team.xlsx")
    office.run(overdue.run)
    after = office.tab("overdue")[["number", "partner", "outstanding_minor", "entity_id"]]
    assert after.to_dict("records") == before.to_dict("records")
    assert len(office.tab("codes")) == 20


def test_findings_name_the_cell_of_the_file(tmp_path: Path) -> None:
    office = office_of(tmp_path, "by_month")
    office.run(validate.run)
    rows = office.tab("validation")
    blank = rows[(rows["code"] == "V-GEN-04") & (rows["tab"] == "апрель")]
    assert blank["cell"].tolist() == ["D6", "E6"]
    paid = rows[rows["code"] == "ADOPT_NO_COLUMN"]
    assert set(paid["tab"]) == {"Справочник студий", "Январь"}
    # What no tab has is told once, and not in every row.
    assert not set(rows["code"]) & {"V-PAR-03", "V-ENT-04", "V-INV-08"}


def test_a_renamed_header_stops_the_jobs_and_writes_nothing(tmp_path: Path) -> None:
    office = office_of(tmp_path, "own_names")
    book = load_workbook(tmp_path / "team.xlsx")
    book["Счета 2026"]["D4"] = "Сколько"
    book.save(tmp_path / "team.xlsx")
    with pytest.raises(UnusableTabError) as caught:
        office.run(overdue.run)
    assert "Счета 2026!" in caught.value.message_in("ru")
    assert office.tab("overdue").empty
    assert office.tab("codes").empty
    assert office.run(validate.run).exit_code == 1
    rows = office.tab("validation")
    told = rows[rows["code"] == "V-GEN-02"].iloc[0]
    assert told["message"] == "Нет столбца «Сумма, руб.» из mapping.yaml."
    assert told["cure"].endswith("или запустите `sheetsync adopt --again`.")


def test_a_tab_that_was_emptied_stops_the_run(tmp_path: Path) -> None:
    office = office_of(tmp_path, "own_names")
    office.run(validate.run)
    book = load_workbook(tmp_path / "team.xlsx")
    book["Счета 2026"].delete_rows(5, 40)
    book.save(tmp_path / "team.xlsx")
    with pytest.raises(Exception, match="had 24 rows at the last good run and has 0 now"):
        office.run(overdue.run)


def test_a_source_that_is_gone_is_told(tmp_path: Path) -> None:
    office = office_of(tmp_path, "own_names")
    (tmp_path / "team.xlsx").unlink()
    with pytest.raises(SourceFileError, match="there is no such file"):
        office.run(validate.run)
    (tmp_path / "mapping.yaml").unlink()
    with pytest.raises(ConfigError, match="make it with sheetsync adopt"):
        office.run(validate.run)


def test_an_own_workbook_made_before_wants_the_tab_for_codes(tmp_path: Path) -> None:
    office = office_of(tmp_path, "own_names", config=CONFIG.partition("source")[0])
    office.path.write_text(CONFIG, encoding="utf-8")
    with pytest.raises(MissingTabError, match="sheetsync init --repair"):
        office.run(validate.run)
    with office.open() as workspace:
        assert len(workspace.payables.unpaid) == 6


def test_a_folder_of_csv_files_is_a_source_too(tmp_path: Path) -> None:
    folder = tmp_path / "team"
    folder.mkdir()
    (folder / "Студии.csv").write_text("Студия;ИНН\nВектор;7707083893\n", encoding="cp1251")
    (folder / "Счета.csv").write_text(
        "№;Дата;Студия;Сумма, руб.\n7;31.03.2026;ООО «Вектор»;12 000 р.\n", encoding="utf-8"
    )
    (folder / "Мусор.csv").write_bytes(bytes(range(128, 256)) * 40)
    (tmp_path / "mapping.yaml").write_text(
        "locale: ru_RU\ntabs:\n"
        "  - from: Студии\n    is: {partners: {name: Студия}, entities: {inn: ИНН}}\n"
        "  - from: Счета\n    is: {invoices: {number: '№', invoice_date: Дата, amount: "
        "'Сумма, руб.', entity_id: {from: Студия, find: name}, month: {of: invoice_date}}}\n"
        "    words_off: [amount]\n  - {from: Мусор, answer: no}\n",
        encoding="utf-8",
    )
    office = Office(tmp_path, DAY, config=CONFIG.replace("team.xlsx", "team"))
    office.run(overdue.run)
    assert office.tab("overdue")[["number", "outstanding_minor"]].to_dict("records") == [
        {"number": "7", "outstanding_minor": 1200000}
    ]
    text = (tmp_path / "mapping.yaml").read_text(encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text(
        text.replace("{from: Мусор, answer: no}", "{from: Мусор, is: {partners: {name: Имя}}}"),
        encoding="utf-8",
    )
    with pytest.raises(SourceFileError, match=r"UTF-8"):
        office.run(overdue.run)


def test_what_the_mapping_does_not_have_is_typed_into_the_own_workbook(tmp_path: Path) -> None:
    office = office_of(tmp_path, "own_names")
    office.type_in("Звонки и встречи\nДата | Код партнёра | Куратор\n01.05.2026 | П-001 | Анна Ким")
    with office.open() as workspace:
        assert len(workspace.tables.frame("touches")) == 1
        assert not [one for one in workspace.tables.findings if one.tab == "touches"]
