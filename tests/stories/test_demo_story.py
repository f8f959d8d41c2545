"""A newcomer's first five minutes: the demo network built, every job run, run again."""

import email
import re
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date
from email import policy
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from sheetsync.cli.main import exit_code_of
from sheetsync.dates import add_months
from sheetsync.demo import PLANTED, Place, Trouble, build
from sheetsync.demo.size import rows_reckoned
from sheetsync.language import Lang
from sheetsync.tables.catalogue import PEOPLE_TABS, TOOL_BY_CODE
from sheetsync.tables.catalogue.logs import RUN_LOG
from sheetsync.tables.catalogue.modules import CORE
from sheetsync.tables.catalogue.rating import RATING_HISTORY, RATINGS
from sheetsync.tables.schema import Choice
from sheetsync.workbook.setup.notes import header_note
from sheetsync.workbook.setup.rows import settings_rows
from sheetsync.workspace import RunOptions, open_workspace
from sheetsync.workspace.workbook_reading import Reading
from tests.stories.mechanical_words import faults

AS_OF = date(2026, 11, 23)


@dataclass
class Company:
    """A folder in which the demo ran once."""

    folder: Path
    lang: Lang
    told: str = ""

    @property
    def config(self) -> Path:
        return self.folder / "config.yaml"

    @cached_property
    def after_first_run(self) -> Reading:
        with open_workspace(self.config, options=RunOptions(as_of=AS_OF)) as workspace:
            return workspace.reading

    @cached_property
    def planted(self) -> Mapping[str, Place]:
        return build(self.lang, 7, 60, as_of=AS_OF).planted

    def stored(self) -> Mapping[str, object]:
        with open_workspace(self.config, options=RunOptions(as_of=AS_OF)) as workspace:
            return workspace.reading.snapshot.stored

    def letters(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in (self.folder / "letters").glob("*.eml")}


@pytest.fixture(scope="module", params=["ru", "en"])
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Company:
    folder = tmp_path_factory.mktemp(f"demo-{request.param}") / "demo"
    arguments = ["demo", "--lang", request.param, "--into", str(folder), "--as-of", str(AS_OF)]
    terminal = StringIO()
    with redirect_stdout(terminal):
        assert exit_code_of(arguments) == 0
    company = Company(folder, request.param, terminal.getvalue())
    assert company.after_first_run.titles
    return company


@pytest.mark.parametrize(
    "trouble", [trouble for trouble in PLANTED if trouble.seen_in], ids=lambda one: one.code
)
def test_every_planted_trouble_is_found(company: Company, trouble: Trouble) -> None:
    place = company.planted[trouble.code]
    rows = company.after_first_run.tool_frame(TOOL_BY_CODE[trouble.seen_in])
    texts = rows.astype("str").map(str)
    named = texts.apply(lambda row: any(place.key in cell for cell in row), axis=1)
    if trouble.seen_in == "validation":
        named = texts["cell"].str.fullmatch(rf"[A-Z]+{place.row}")
    assert trouble.value in set(texts.loc[named, trouble.column])


def test_people_s_own_column_and_blank_row_are_left_alone(company: Company) -> None:
    reading = company.after_first_run
    headers = [column[0] for column in reading.snapshot.shown[reading.titles["partners"]]]
    assert headers[-1] in {"Подарок к Новому году", "New Year present"}
    assert len(reading.tables.frame("partners")) == 60
    assert place_is_blank(company, company.planted["blank_row"])


def place_is_blank(company: Company, place: Place) -> bool:
    jobs = company.after_first_run.tables.frame("jobs")
    return place.row not in jobs.index and place.row + 1 in jobs.index


def test_no_tab_is_larger_than_reckoned_before_anything_was_drawn(company: Company) -> None:
    reckoned, reading = rows_reckoned(60), company.after_first_run
    stored = reading.snapshot.stored
    # A tab that only some workbooks have use for is not there.
    columns = {tab.code: stored.get(tab.title(company.lang), ()) for tab in CORE.tabs}
    rows = {code: max(map(len, held), default=0) for code, held in columns.items()}
    beside = rows_reckoned(0)
    grown = {code: count for code, count in rows.items() if reckoned[code] > beside[code]}
    # Few rows do not grow with the network: its planted troubles, the digests.
    assert {code: n for code, n in grown.items() if n > reckoned[code] - beside[code] + 15} == {}
    assert {code for code, count in rows.items() if count > 150} <= grown.keys()


def test_every_due_partner_has_a_letter_in_text_and_html(company: Company) -> None:
    letters = company.letters()
    monthly = [raw for name, raw in letters.items() if name.startswith("monthly")]
    assert len(monthly) > 40
    for raw in monthly:
        message = email.message_from_bytes(raw, policy=policy.default)
        kinds = {part.get_content_type() for part in message.walk()}
        assert {"text/plain", "text/html"} <= kinds
        assert message["Message-ID"]
        assert message["To"].endswith(".example")


def test_the_second_run_drafts_no_letter_and_writes_only_its_run_log_rows(
    company: Company,
) -> None:
    before, letters = company.after_first_run.snapshot.stored, company.letters()
    arguments = ["demo", "--into", str(company.folder), "--as-of", str(AS_OF)]
    assert exit_code_of(arguments) == 0
    after = company.stored()
    changed = {title for title in after if after[title] != before[title]}
    assert changed == {RUN_LOG.title(company.lang)}
    assert company.letters() == letters
    (title,) = changed
    columns = [header for header, *_ in after[title]]  # type: ignore[attr-defined]  # columns of cells
    at = [column.name for column in RUN_LOG.columns].index("job")
    jobs = ["validate", "ratings", "overdue", "payments", "monthly-reports", "digest"]
    # Before its first run its bank is read, and the network is rated for the months before.
    first = ["payments", "payments", "ratings"]
    assert list(after[title][at][1:]) == [*first, *jobs, *jobs]  # type: ignore[index]  # likewise
    assert len(columns) == len(RUN_LOG.columns)


def test_half_a_year_of_ratings_is_there_to_compare_with(company: Company) -> None:
    reading = company.after_first_run
    history = reading.tool_frame(RATING_HISTORY)
    assert history["period"].unique().tolist() == [
        add_months("2026-10", -back) for back in range(5, -1, -1)
    ]
    ratings = reading.tool_frame(RATINGS)
    assert ratings["trend"].notna().mean() > 0.8


def test_a_switch_to_smtp_still_owes_the_letters(company: Company) -> None:
    """A draft stops a second draft, never a mail."""
    with open_workspace(company.config, options=RunOptions(as_of=AS_OF)) as workspace:
        assert not [
            letter for letter in workspace.outbox.states().values() if letter.state == "sent"
        ]


#: Columns of tool tabs that hold people's own words, or are read by machines.
_NOT_OURS = {
    "name", "legal_name", "partner", "curator", "comment", "value", "row_key", "column", "number",
    "file", "to", "folder", "shared_with", "inn", "code", "cell", "link",
}  # fmt: skip


def _tool_texts(company: Company) -> Iterator[tuple[str, str]]:
    """What the tool tabs say in our words: title and text, headers included."""
    stored = company.stored()
    for code, title in company.after_first_run.titles.items():
        tab = TOOL_BY_CODE.get(code)
        if tab is None or tab.log:
            continue
        columns: Any = stored[title]
        for at, cells in enumerate(columns):
            yield title, str(cells[0]) if cells else ""
            column = next((one for one in tab.columns if one.header("ru") == cells[0]), None)
            if column is None or column.name in _NOT_OURS or column.kind == "id":
                continue
            yield from ((f"{title}, {at}", str(cell)) for cell in cells[1:])


def _people_texts() -> Iterator[tuple[str, str]]:
    """Titles, headers, notes and lists of people's tabs."""
    for tab in PEOPLE_TABS:
        yield tab.code, tab.title("ru")
        for column in tab.columns:
            place = f"{tab.code}.{column.name}"
            yield place, column.header("ru")
            note = header_note(column, "ru")
            # The example is what people type; where it is a code of theirs, it is one.
            yield place, note.split("\n")[0]
            for choice in column.allowed:
                yield place, choice.label("ru") if isinstance(choice, Choice) else choice


def _letter_texts(company: Company) -> Iterator[tuple[str, str]]:
    for name, content in company.letters().items():
        message = email.message_from_bytes(content, policy=policy.default)
        body = message.get_body(("plain",))
        assert body is not None
        yield from ((name, line) for line in body.get_content().splitlines())


def test_the_demo_keeps_the_mechanical_rules_of_russian_texts(company: Company) -> None:
    if company.lang != "ru":
        return
    settings = [("settings", row[2]) for row in settings_rows("ru")]
    terminal = [("terminal", line) for line in company.told.splitlines()]
    # What people typed is theirs, also where a finding quotes it.
    rows = company.after_first_run.tool_frame(TOOL_BY_CODE["validation"])
    typed = {str(value) for value in rows["value"].dropna()}
    found = [
        f"{place}: {fault}"
        for place, text in (
            *_tool_texts(company),
            *_people_texts(),
            *((place, str(text)) for place, text in settings),
            *_letter_texts(company),
            *terminal,
        )
        for fault in faults(
            re.sub(r"«[^»]*»", lambda one: "" if one[0][1:-1] in typed else one[0], text)
        )
    ]
    assert found == []
