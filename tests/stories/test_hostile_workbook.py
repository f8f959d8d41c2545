"""A workbook that wants to do harm: formulas, paths, HTML and sheer size in every name."""

import email
from collections.abc import Callable
from datetime import date
from email import policy
from pathlib import Path
from tempfile import gettempdir
from typing import NamedTuple
from uuid import uuid4

import pytest

from jobs import digest, monthly_reports, overdue, ratings, validate
from sheetsync.tables.catalogue import TOOL_TABS
from sheetsync.tables.cells import a1
from sheetsync.testing.office import Office
from sheetsync.workspace import Outcome

JOBS = (validate, ratings, overdue, monthly_reports, digest)
FORMULA = '=IMPORTXML("http://evil.example","//a")'
HTML = "<script>alert(1)</script><img src=x onerror=alert(2)>"
PATH = "../../etc/passwd"
TEMPLATE = "{{ 7 * 191 }}{% set x = 1 %}"
#: Made nowhere, since nobody may make it.
ABSOLUTE = str(Path(gettempdir()) / f"sheetsync-{uuid4().hex}")
HUGE = "я" * 50_000
CODES = ("P-1", "../../etc", ABSOLUTE, "<b>x</b>", "=P", "P 6", "CON", "..", "P-9", "{{7*7}}")
NAMES = (FORMULA, PATH, HTML, TEMPLATE, ABSOLUTE, "+7 900", "@home", "'-1", HUGE, "Вектор")
FAR_COLUMN = 10_000
#: Google's widest tab has so many columns.
WIDEST = 18_278
PEOPLE = """
    Партнёры
    Код | Название | Группа | Статус | Партнёр с | Куратор | Почта для отчётов | Отчёт
    {partners}

    Контрагенты
    Код контрагента | Код партнёра | Наименование | Форма | НДС
    {entities}

    Работы
    № работы | Код партнёра | Клиент | Передано | Срок | Выполнено | Статус | Сумма | Валюта
    {jobs}

    Счета
    Код контрагента | Номер | Дата | Месяц | Сумма | Оплатить до | Файл | Комментарий
    {invoices}

    Группы
    Код группы | Название | Мин. работ
    g | {html} | 1

    Правила рейтинга
    Группа | Показатель | Вес | 0 баллов при | 100 баллов при
    g | сроки | 60 | 0,5 | 1

    Настройки
    Ключ | Значение
    company | {html}
    curators | Анна <anna@organizer.example>
    accountant_email | buh@organizer.example
    manager_email | boss@organizer.example
    month_closed | '2026-03
    docset_none | invoice
"""


class Harm(NamedTuple):
    """What became of the office.

    Attributes:
        root: a folder in which there is nothing but the office, some levels below.
    """

    office: Office
    root: Path
    outcomes: list[Outcome]
    before: set[Path]


def drawing() -> str:
    numbered = list(enumerate(zip(CODES, NAMES, strict=True)))
    lines: dict[str, Callable[[int, str, str], str]] = {
        "partners": lambda n, code, name: (
            f"{code} | {name} | g | активен | 2025-01-10 | Анна | p{n}@vector.example | да"
        ),
        "entities": lambda n, code, name: f"E/../{n} | {code} | {name} | иностранное | без НДС",
        "jobs": lambda n, code, name: (
            f"{code}/{n} | {code} | {name} | 2026-03-02 | 2026-03-10 | 2026-03-09 | выполнено "
            "| 50000 | RUB"
        ),
        "invoices": lambda n, _code, name: (
            f"E/../{n} | ..{n} | 2026-04-01 | '2026-03 | 50000 | 2026-04-10 "
            f"| javascript:alert({n}) | {name}"
        ),
    }
    return PEOPLE.format(
        html=HTML,
        **{
            tab: "\n    ".join(line(n, code, name) for n, (code, name) in numbered)
            for tab, line in lines.items()
        },
    )


@pytest.fixture(scope="module")
def harm(tmp_path_factory: pytest.TempPathFactory) -> Harm:
    """All five jobs, run on the workbook."""
    root = tmp_path_factory.mktemp("hostile")
    folder = root / "deep" / "deeper" / "office"
    folder.mkdir(parents=True)
    office = Office(folder, date(2026, 4, 15))
    office.type_in(drawing())
    office.people.add_tab("../../etc")
    with office.open() as workspace:
        tabs = workspace.reading.snapshot.tabs
    office.session.batch_update(
        [
            _sized(tabs["Счета"].sheet_id, 100, FAR_COLUMN),
            _sized(tabs["../../etc"].sheet_id, 3, WIDEST),
        ]
    )
    far = {f"'Счета'!{a1(1, FAR_COLUMN)}": [[PATH]], f"'../../etc'!{a1(2, WIDEST)}": [[HUGE]]}
    office.session.write_values(far, "RAW")
    before = set(root.rglob("*"))
    return Harm(office, root, [office.run(job.run) for job in JOBS], before)


def _sized(sheet_id: int, rows: int, columns: int) -> dict[str, object]:
    """The tab with so many rows and columns; a spreadsheet holds ten million cells in all."""
    grid = {"rowCount": rows, "columnCount": columns}
    properties = {"sheetId": sheet_id, "gridProperties": grid}
    fields = "gridProperties(rowCount,columnCount)"
    return {"updateSheetProperties": {"properties": properties, "fields": fields}}


def test_all_jobs_run_and_end_with_a_defined_code(harm: Harm) -> None:
    assert [outcome.exit_code for outcome in harm.outcomes] == [0, 0, 0, 0, 0]
    assert harm.outcomes[3].payload["drafted"] == len(CODES)


def test_nothing_is_written_outside_the_folders_of_the_config(harm: Harm) -> None:
    assert not Path(ABSOLUTE).exists()
    folder = harm.office.folder
    added = {path for path in harm.root.rglob("*") if path not in harm.before and path.is_file()}
    assert {path.parent for path in added} == {folder / "state", folder / "letters"}
    names = sorted(path.name for path in (folder / "letters").iterdir())
    assert names
    assert [name for name in names if len(name.encode()) > 255 or "/" in name] == []


def test_no_formula_slot_holds_what_a_person_typed(harm: Harm) -> None:
    people = harm.office.people
    fields = "sheets(properties.title,data.rowData.values(userEnteredValue,hyperlink))"
    answer = people.request("GET", f"/v4/spreadsheets/{people.file_id}?fields={fields}")
    ours = {tab.ru for tab in TOOL_TABS}
    cells = [
        cell
        for sheet in answer["sheets"]
        if sheet["properties"]["title"] in ours
        for data in sheet["data"]
        for row in data.get("rowData", [])
        for cell in row.get("values", [])
    ]
    texts = [cell["userEnteredValue"].get("stringValue", "") for cell in cells if cell]
    assert FORMULA in texts
    assert [cell for cell in cells if "formulaValue" in cell.get("userEnteredValue", {})] == []
    assert [cell for cell in cells if "javascript:" in cell.get("hyperlink", "")] == []


def test_letters_escape_what_people_typed(harm: Harm) -> None:
    letters = [
        email.message_from_bytes(raw, policy=policy.default)
        for raw in harm.office.letters().values()
    ]
    htmls = [letter.get_body(("html",)).get_content() for letter in letters]  # type: ignore[union-attr]  # they have one
    pages = [page.read_text() for page in (harm.office.folder / "letters").glob("*.html")]
    assert any("&lt;script&gt;" in html for html in htmls)
    for html in (*htmls, *pages):
        assert "<script>" not in html
        assert "<img src=x" not in html
        assert 'href="javascript:' not in html
        assert "1337" not in html
    for letter in letters:
        assert "\n" not in letter["Subject"]
        assert all("evil" not in name for name in letter)


def test_a_second_round_changes_nothing(harm: Harm) -> None:
    """What is odd is told once; it does not come back as an edit by hand every day."""

    before = harm.office.stored()
    harm.office.run(overdue.run)
    after = harm.office.stored()
    assert {title for title in after if after[title] != before[title]} == {"Журнал запусков"}
