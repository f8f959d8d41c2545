"""A team's own tab under a tool tab's title survives everything; our own is written over."""

from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from jobs import digest, monthly_reports, overdue, ratings, validate
from sheetsync.errors import UnusableTabError
from sheetsync.language import Lang
from sheetsync.tables.catalogue import TOOL_BY_CODE, TOOL_TABS
from sheetsync.tables.catalogue.logs import SEND_LOG
from sheetsync.tables.schema import ToolTab
from sheetsync.testing.office import Office
from sheetsync.workbook.marks import MARK_KEY, is_ours, strange_headers
from sheetsync.workbook.session import quoted
from sheetsync.workbook.setup import SetupOptions, set_up

JOBS = (validate, ratings, overdue, monthly_reports, digest)
DAY = date(2026, 4, 15)
#: A table of the team's own; some of its words are words of ours.
THEIRS: list[list[object]] = [
    ["Комплект", "Партнёр", "Штук", "Цена"],
    ["Кресло", "Север", 3, 1000],
    ["", "", "", "x"],
]
#: All at once, each with others of ours beside it in one request, and the one that stops mail.
SOME = {
    "all": [tab for tab in TOOL_TABS if tab is not SEND_LOG],
    "even": [tab for tab in TOOL_TABS[::2] if tab is not SEND_LOG],
    "odd": [tab for tab in TOOL_TABS[1::2] if tab is not SEND_LOG],
    "send log": [SEND_LOG],
}


def their_tab(office: Office, tab: ToolTab) -> None:
    """The team made the tab itself: there is no mark on it."""
    title = tab.title(office.lang)
    if not tab.on_demand:
        office.people.delete_tab(title)
    office.people.add_tab(title)
    office.session.write_values({f"{quoted(title)}!A1": THEIRS}, "RAW")


def cells_of(office: Office, title: str) -> list[list[object]]:
    columns = office.session.columns([title], "FORMULA")[0]
    return [list(column) for column in columns]


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("chosen", SOME, ids=SOME)
def test_a_team_s_own_tabs_survive_every_job(
    request: pytest.FixtureRequest, tmp_path: Path, chosen: str, lang: Lang
) -> None:
    office: Office = (
        request.getfixturevalue("office") if lang == "ru" else Office(tmp_path, DAY, lang=lang)
    )
    theirs = {tab.title(lang): tab for tab in SOME[chosen]}
    for tab in theirs.values():
        their_tab(office, tab)
    before = {title: cells_of(office, title) for title in theirs}
    codes = [code_of(office, job) for job in JOBS]
    set_up(office.session, SetupOptions(lang=lang, names=False))
    assert {title: cells_of(office, title) for title in theirs} == before
    # Whoever would have written one says so; the Run log is written by all.
    assert min(codes) >= 1 or "run_log" not in {tab.code for tab in theirs.values()}
    assert max(codes) >= 1


def code_of(office: Office, job: ModuleType) -> int:
    """The exit code; nothing is mailed without the Send log."""
    try:
        return office.run(job.run).exit_code
    except UnusableTabError as error:
        assert SEND_LOG.title(office.lang) in str(error)  # noqa: PT017  # one of two good ends
        return 2


def test_it_is_named_with_the_cure_and_the_others_are_written(office: Office) -> None:
    their_tab(office, TOOL_BY_CODE["packs"])
    outcome = office.run(overdue.run)
    (line,) = [line for line in outcome.left_out if "Комплекты" in line]
    assert "Комплекты!A1: во вкладке чужая таблица, не записано" in line
    assert "tabs: packs:" in line
    assert (outcome.exit_code, outcome.payload["not_written"]) == (1, ["packs"])
    assert len(office.tab("overdue")) == 3
    validation = office.run(validate.run).payload["findings"]
    (found,) = [row for row in validation if row["code"] == "V-GEN-16"]
    assert (found["tab"], found["cell"], found["severity"]) == ("Комплекты", "A1", "error")


def test_a_title_of_its_own_lets_both_stand(office: Office) -> None:
    office.people.rename_tab("Комплекты", "Комплекты документов")
    office.people.add_tab("Комплекты")
    office.session.write_values({"'Комплекты'!A1": THEIRS}, "RAW")
    text = office.path.read_text(encoding="utf-8")
    office.path.write_text(text + "tabs: {packs: Комплекты документов}\n", encoding="utf-8")
    outcome = office.run(overdue.run)
    assert "not_written" not in outcome.payload
    assert cells_of(office, "Комплекты")[0][0] == "Комплект"


@pytest.mark.parametrize("code", ["overdue", "ratings", "dashboard", "letters"])
def test_a_spoilt_header_of_ours_is_told_and_written_over(office: Office, code: str) -> None:
    tab = TOOL_BY_CODE[code]
    for job in JOBS:
        office.run(job.run)
    before = cells_of(office, tab.ru)
    width = len(tab.columns)
    spoilt = [[f"моё {number}" for number in range(width)]]
    office.session.write_values({f"{quoted(tab.ru)}!A1": spoilt}, "RAW")
    findings = office.run(validate.run).payload["findings"]
    told = [row for row in findings if (row["code"], row["tab"]) == ("V-GEN-15", tab.ru)]
    assert told
    for job in JOBS:
        office.run(job.run)
    assert [column[0] for column in cells_of(office, tab.ru)] == [column[0] for column in before]


def marks(office: Office) -> dict[str, int]:
    fields = "sheets(properties(title),developerMetadata(metadataKey))"
    return {
        sheet["properties"]["title"]: sum(
            mark["metadataKey"] == MARK_KEY for mark in sheet.get("developerMetadata", [])
        )
        for sheet in office.session.metadata(fields)["sheets"]
    }


def test_tool_tabs_get_one_mark_when_made_and_people_s_tabs_none(office: Office) -> None:
    for job in (*JOBS, overdue):
        office.run(job.run)
    ours = {tab.ru for tab in TOOL_TABS if not tab.on_demand}
    assert {title: count for title, count in marks(office).items() if count} == dict.fromkeys(
        ours, 1
    )


def test_tabs_of_an_earlier_version_are_marked_when_they_are_written(office: Office) -> None:
    office.session.batch_update(
        [
            {
                "deleteDeveloperMetadata": {
                    "dataFilter": {"developerMetadataLookup": {"metadataKey": MARK_KEY}}
                }
            }
        ]
    )
    office.run(overdue.run)
    marked = {title for title, count in marks(office).items() if count}
    assert {"Ждут оплаты", "Реестр документов", "Журнал запусков"} <= marked
    requests = office.hooks.requests
    office.run(overdue.run)
    # The file found, three reads, the log's headers before and after, one write: no mark again.
    assert office.hooks.requests - requests == 7


@pytest.mark.parametrize(
    ("code", "headers", "ours"),
    [
        ("packs", [], True),
        ("packs", ["Комплект", "Партнёр", "Месяц"], False),
        ("packs", ["entity_id", "ЮРЛИЦО", "Partner", "month", "Комплект", "state"], True),
        ("packs", ["entity_id", "ЮРЛИЦО", "Partner", "month", "Комплект"], False),
        ("dashboard", ["Раздел", "Показатель", "x"], True),
        ("dashboard", ["Section", "item"], True),
        ("dashboard", ["Показатель", "Раздел", "Число", "Сумма", "Валюта"], False),
        ("dashboard", ["Раздел"], False),
    ],
)
def test_a_tab_without_a_mark_is_known_by_its_headers(
    code: str, headers: list[str], *, ours: bool
) -> None:
    columns = [[header, "1"] for header in headers]
    assert is_ours(TOOL_BY_CODE[code], columns, marked=False) is ours
    assert is_ours(TOOL_BY_CODE[code], columns, marked=True)


def test_a_header_below_an_empty_first_row_is_nobody_s() -> None:
    packs = TOOL_BY_CODE["packs"]
    columns = [["", column.header("ru")] for column in packs.columns]
    assert not is_ours(packs, columns, marked=False)
    assert is_ours(packs, [["", None], []], marked=False)


def test_headers_of_either_language_are_not_strange() -> None:
    tab = TOOL_BY_CODE["packs"]
    assert strange_headers(tab, [column.header("en") for column in tab.columns]) == []
    assert strange_headers(tab, [column.name for column in tab.columns]) == []
    assert strange_headers(tab, [column.header("ru").upper() for column in tab.columns]) == []
    row: list[object] = [column.header("ru") for column in tab.columns]
    assert strange_headers(tab, ["x", *row[1:]]) == [0]
    assert strange_headers(tab, row[:-1]) == [len(row) - 1]
