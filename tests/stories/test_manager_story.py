"""A manager breaks the demo workbook in thirty ways, reads thirty findings, cures them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import gspread
import pytest

from jobs import validate
from sheetsync.cli.demo import build_demo
from sheetsync.tables.cells import a1
from sheetsync.tables.table import Tables
from sheetsync.workspace import Outcome, RunOptions, open_workspace

AS_OF = date(2026, 11, 23)


@dataclass(frozen=True)
class Slip:
    """What a manager types wrongly, and what validation must say of it.

    Attributes:
        what: happened, in words.
        tab, column: codes of the cell's tab and column.
        rows: fits the cell's row, a pandas query by column codes; "" is the header row. The first
            row that fits and that no earlier slip of the tab took is the one.
        typed: into the cell, as a person types it.
        code: of the finding.
    """

    what: str
    tab: str
    column: str
    rows: str
    typed: str
    code: str


_ACTIVE = "status == 'active' and gets_report"
_COMPANY = "kind == 'company' and inn == entity_id"
_CONTRACT = "kind == 'contract' and status == 'active' and valid_to.notna()"
#: Dealers invoice nothing, so that a slip in their jobs has no second finding among the invoices.
_DONE = "status == 'done' and partner_id.between('P-025', 'P-040')"
_TO_US = "direction == 'out' and kind == 'invoice' and paid_date.notna()"
SLIPS = (
    Slip("name wiped out", "partners", "name", _ACTIVE, "", "V-GEN-04"),
    Slip("comma in an address", "partners", "report_email", _ACTIVE, "buh@vector,ru", "V-PAR-01"),
    Slip("address wiped out", "partners", "report_email", _ACTIVE, "", "V-PAR-02"),
    Slip("curator wiped out", "partners", "curator", _ACTIVE, "", "V-PAR-03"),
    Slip("a stranger as curator", "partners", "curator", _ACTIVE, "Семён Новый", "V-PAR-04"),
    Slip("INN one digit short", "entities", "inn", _COMPANY, "990000002", "V-ENT-01"),
    Slip("INN with a wrong digit", "entities", "inn", _COMPANY, "9900000032", "V-ENT-02"),
    Slip("KPP wiped out", "entities", "kpp", _COMPANY, "", "V-ENT-04"),
    Slip("OGRN with a wrong digit", "entities", "ogrn", _COMPANY, "1259900000017", "V-ENT-05"),
    Slip(
        "account of another bank", "entities", "account", _COMPANY,
        "40702810500000000001", "V-ENT-06",
    ),
    Slip("contract ends first", "agreements", "valid_to", _CONTRACT, "01.01.2001", "V-AGR-02"),
    Slip("signing day wiped out", "agreements", "signed_on", _CONTRACT, "", "V-AGR-01"),
    Slip("letter O for a zero", "jobs", "amount", _DONE, "12О00", "V-GEN-05"),
    Slip("31 February", "jobs", "due_date", _DONE, "31.02.2026", "V-GEN-06"),
    Slip("date as text", "jobs", "due_date", _DONE, "'01.04.2026", "V-GEN-07"),
    Slip("word of their own", "jobs", "status", _DONE, "готово", "V-GEN-09"),
    Slip("broken formula", "jobs", "amount", _DONE, "=1/0", "V-GEN-12"),
    Slip("year 2062", "jobs", "due_date", _DONE, "01.04.2062", "V-GEN-14"),
    Slip("done, but when?", "jobs", "done_date", _DONE, "", "V-JOB-01"),
    Slip("done next month", "jobs", "done_date", _DONE, "24.12.2026", "V-JOB-02"),
    Slip("negative amount", "jobs", "amount", _DONE, "-5000", "V-JOB-06"),
    Slip("month without a year", "invoices", "month", _TO_US, "март", "V-INV-01"),
    Slip("unknown legal entity", "invoices", "entity_id", _TO_US, "770123", "V-GEN-11"),
    Slip("amount of nothing", "invoices", "amount", _TO_US, "0", "V-INV-05"),
    Slip("paid amount wiped out", "invoices", "paid_amount", _TO_US, "", "V-INV-07"),
    Slip("payment in the future", "invoices", "paid_date", _TO_US, "24.12.2026", "V-INV-10"),
    Slip("scan without a day", "documents", "received_on", "status == 'received'", "", "V-DOC-01"),
    Slip("score above the best", "feedback", "score", "source == 'client'", "7", "V-FBK-01"),
    Slip("touch of next month", "touches", "date", "kind == 'checkin'", "24.12.2026", "V-TCH-01"),
    Slip("best is worst", "rules", "target", "kpi == 'feedback'", "3", "V-RUL-02"),
)  # fmt: skip
#: Cures of what the demo itself plants, by code of the finding: what is typed into its cell.
_PLANTED_CURES = {
    "V-ENT-09": "0100000420",
    "V-GEN-07": "27.08.2026",
    "V-GEN-12": "10000",
    "V-GEN-13": "P-028",
}
#: After how many cures the manager looks again.
_LOOKS = (11, 22)


@dataclass(frozen=True)
class Place:
    """Where a slip stands: title of the tab, A1 address, what the cell showed before."""

    title: str
    cell: str
    former: str


class Manager:
    """Somebody with the demo workbook open, who types and asks for validation."""

    def __init__(self, folder: Path) -> None:
        build_demo(folder, "ru", AS_OF, 60)
        self._config = folder / "config.yaml"
        with open_workspace(self._config, options=RunOptions(as_of=AS_OF)) as workspace:
            session = workspace.session
            self._titles = dict(workspace.reading.titles)
        spreadsheet = session.client.open_by_key(session.spreadsheet_id)
        self._tabs = {tab.title: tab for tab in spreadsheet.worksheets()}

    def tables(self) -> Tables:
        with open_workspace(self._config, options=RunOptions(as_of=AS_OF)) as workspace:
            return workspace.reading.tables

    def stored(self) -> dict[str, object]:
        """The stored cells of people's tabs."""
        values = gspread.utils.ValueRenderOption.formula
        return {
            code: self._tabs[title].get_all_values(value_render_option=values)
            for code, title in self._titles.items()
            if code in {slip.tab for slip in SLIPS}
        }

    def validated(self) -> Outcome:
        options = RunOptions(as_of=AS_OF, publish=True)
        with open_workspace(self._config, options=options, job="validate") as workspace:
            return workspace.run(validate.run)

    def type(self, title: str, cell: str, text: str) -> None:
        self._tabs[title].update([[text]], cell, raw=False)

    def place(self, slip: Slip, tables: Tables, taken: set[tuple[str, int]]) -> Place:
        """The cell of a slip; its row is taken from then on."""
        table = tables.tables[slip.tab]
        fit = table.frame.query(slip.rows, engine="python").index if slip.rows else [1]
        row = next(int(row) for row in fit if (slip.tab, int(row)) not in taken)
        taken.add((slip.tab, row))
        title, cell = self._titles[slip.tab], a1(row, table.positions[slip.column])
        return Place(title, cell, self._tabs[title].acell(cell).value or "")

    def cure_planted(self, findings: Iterable[Mapping[str, Any]]) -> None:
        """Put right what the demo plants; rows that ought not to be there are wiped out."""
        for finding in findings:
            if finding["code"] in _PLANTED_CURES:
                self.type(finding["tab"], finding["cell"], _PLANTED_CURES[finding["code"]])
            else:
                row = gspread.utils.a1_to_rowcol(finding["cell"])[0]
                self._tabs[finding["tab"]].batch_clear([f"{row}:{row}"])


@dataclass(frozen=True)
class Story:
    """What was there before, what validation said, and what is there in the end."""

    sound: Outcome
    places: Sequence[Place]
    broken: Outcome
    looks: Sequence[Outcome]
    cured: Outcome
    before: Mapping[str, object]
    after: Mapping[str, object]

    def finding(self, place: Place) -> list[Mapping[str, Any]]:
        return [
            finding
            for finding in self.broken.payload["findings"]
            if (finding["tab"], finding["cell"]) == (place.title, place.cell)
        ]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    manager = Manager(tmp_path_factory.mktemp("manager") / "demo")
    manager.cure_planted(manager.validated().payload["findings"])
    sound, before = manager.validated(), manager.stored()
    tables = manager.tables()
    taken: set[tuple[str, int]] = set()
    places = [manager.place(slip, tables, taken) for slip in SLIPS]
    for slip, place in zip(SLIPS, places, strict=True):
        manager.type(place.title, place.cell, slip.typed)
    broken, looks = manager.validated(), []
    for count, place in enumerate(places, start=1):
        manager.type(place.title, place.cell, place.former)
        if count in _LOOKS:
            looks.append(manager.validated())
    return Story(sound, places, broken, looks, manager.validated(), before, manager.stored())


def told(outcome: Outcome) -> list[tuple[str, str, str]]:
    """Code, title of the tab and cell of every finding, sorted."""
    findings = outcome.payload["findings"]
    return sorted((found["code"], found["tab"], found["cell"]) for found in findings)


def made(places: Sequence[Place], cured: int = 0) -> list[tuple[str, str, str]]:
    """The same of the slips that stand after so many cures."""
    slips = list(zip(SLIPS, places, strict=True))[cured:]
    return sorted((slip.code, place.title, place.cell) for slip, place in slips)


def test_the_workbook_is_sound_once_what_the_demo_plants_is_cured(story: Story) -> None:
    assert [finding["message"] for finding in story.sound.payload["findings"]] == []
    assert story.sound.exit_code == 0


@pytest.mark.parametrize(
    ("number", "slip"), [pytest.param(n, slip, id=slip.what) for n, slip in enumerate(SLIPS)]
)
def test_every_slip_is_found_in_its_cell_with_a_cure(story: Story, number: int, slip: Slip) -> None:
    (finding,) = story.finding(story.places[number])
    assert finding["code"] == slip.code
    assert finding["column"] == slip.column
    assert finding["message"]
    assert finding["cure"]


def test_thirty_slips_are_thirty_findings_and_nothing_else(story: Story) -> None:
    assert len(SLIPS) == 30
    assert told(story.broken) == made(story.places)
    assert story.broken.exit_code == 1


def test_every_cure_takes_its_finding_away_and_no_other(story: Story) -> None:
    left = [told(outcome) for outcome in story.looks]
    assert left == [made(story.places, cured=count) for count in _LOOKS]


def test_the_cured_workbook_ends_clean(story: Story) -> None:
    assert story.cured.exit_code == 0
    assert story.cured.headline == "Таблица в порядке: замечаний нет."
    assert story.cured.payload["findings"] == []


def test_typing_what_was_shown_brings_back_what_was_stored(story: Story) -> None:
    assert story.after == story.before
