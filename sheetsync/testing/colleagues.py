"""People at random: they sort, insert, delete, copy, rename, and type what should not be typed."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any
from urllib.parse import quote

from sheetsync.sandbox.hooks.people import People
from sheetsync.tables.catalogue import PEOPLE_TABS, TOOL_TABS
from sheetsync.tables.catalogue.modules import CORE
from sheetsync.tables.cells import a1
from sheetsync.tables.reading.headers import find_tab
from sheetsync.workbook.session import quoted

#: What should not be typed, and sometimes is.
RUBBISH = (
    "",
    "-",
    "сто",
    "n/a",
    "#REF!",
    "Loading...",
    "=1/0",
    "=A1",
    '=IMPORTXML("http://x","//a")',
    "'=1+1",
    "+7 900",
    "32.13.2026",
    "01.01.1900",
    "-5",
    "1e300",
    "ИСТИНА",
    "P-001",
    "buh@@vector",
    "../../etc/passwd",
    "<b>жирно</b>",
    "два\nряда",
    "\u200bневидимо",
    "я" * 3000,
)


class Colleagues:
    """They change anything but the rows of logs, which only sheetsync may lose.

    Args:
        people: in front of the spreadsheet.
        rng: decides; the same seed makes the same edits.

    Attributes:
        own: ids of people's tabs.
        tool: ids of tool tabs that are replaced whole.
        logs: ids of the logs.
        titles: the catalogue's titles of all of them, by id.
    """

    def __init__(self, people: People, rng: Random) -> None:
        self._people = people
        self._rng = rng
        self.look_again()
        self._edits: Mapping[Callable[[], None], int] = {
            self._type_rubbish: 6,
            self._sort: 4,
            self._insert_row: 3,
            self._copy_row: 2,
            self._move_row: 2,
            self._delete_row: 2,
            self._insert_column: 1,
            self._rename: 1,
            self._clear: 1,
            self._type_into_tool_tab: 3,
            self._sort_tool_tab: 2,
            self._cut_tool_tab: 1,
            self._delete_tool_tab: 1,
            self._type_into_log: 2,
            self._widen_log: 1,
        }

    def look_again(self) -> None:
        """Learn which tab is which, from the titles of the catalogue."""
        present = {title: number for number, title in self.present().items()}
        found = {
            tab: present[title]
            for tab in CORE.tabs
            if (title := find_tab(tab, list(present))) is not None
        }
        self.own = [found[tab] for tab in PEOPLE_TABS if tab in found]
        self.tool = [found[tab] for tab in TOOL_TABS if tab in found and not tab.log]
        # Not every workbook has every log.
        self._log_tabs = {found[tab]: tab for tab in TOOL_TABS if tab in found and tab.log}
        self.logs = list(self._log_tabs)
        self.titles = {number: title for title, number in present.items()}

    def present(self) -> dict[int, str]:
        """Titles of all tabs as they are now, by id."""
        answer = self._get("?fields=sheets.properties(sheetId,title)")
        return {
            sheet["properties"]["sheetId"]: sheet["properties"]["title"]
            for sheet in answer["sheets"]
        }

    def edit(self) -> str:
        """Do one thing at random; say what. What Google does not allow is not done."""
        edits = list(self._edits)
        edit = self._rng.choices(edits, [self._edits[each] for each in edits])[0]
        try:
            edit()
        except ValueError:
            return f"could not {edit.__name__.strip('_')}"
        return edit.__name__.strip("_")

    def rename_back(self) -> None:
        """Give every tab the title of the catalogue again."""
        for number, title in self.present().items():
            if self.titles.get(number, title) != title:
                self._people.rename_tab(title, self.titles[number])

    def delete_added_columns(self) -> None:
        """Delete columns without a header from people's tabs."""
        for number in self.own:
            tab = self._title(number)
            header = (self._rows(tab) or [[]])[0]
            for position in reversed(range(len(header))):
                if header[position] == "":
                    self._people.delete_columns(tab, _letters(position + 1))

    def _type_rubbish(self) -> None:
        tab = self._own_tab()
        row, column = self._data_row(tab), self._rng.randint(1, self._width(tab))
        self._people.type(tab, a1(row, column), self._rng.choice(RUBBISH))

    def _sort(self) -> None:
        tab = self._own_tab()
        column = _letters(self._rng.randint(1, self._width(tab)))
        self._people.sort(tab, column, descending=self._rng.random() < 1 / 2)

    def _insert_row(self) -> None:
        tab = self._own_tab()
        self._people.insert_rows(tab, self._data_row(tab))

    def _copy_row(self) -> None:
        tab = self._own_tab()
        self._people.copy_row(tab, self._data_row(tab), len(self._rows(tab)) + 1)

    def _move_row(self) -> None:
        tab = self._own_tab()
        self._people.move_row(tab, self._data_row(tab), self._data_row(tab))

    def _delete_row(self) -> None:
        tab = self._own_tab()
        self._people.delete_rows(tab, self._data_row(tab))

    def _insert_column(self) -> None:
        tab = self._own_tab()
        self._people.insert_columns(tab, _letters(self._rng.randint(1, self._width(tab))))

    def _rename(self) -> None:
        tab = self._title(self._rng.choice(self.own + self.tool + self.logs))
        self._people.rename_tab(tab, f"{tab} (копия)")

    def _clear(self) -> None:
        tab = self._own_tab()
        self._people.clear(tab, f"A2:Z{len(self._rows(tab)) + 1}")

    def _type_into_tool_tab(self) -> None:
        tab = self._title(self._rng.choice(self.tool))
        row, column = self._data_row(tab), self._rng.randint(1, self._width(tab))
        self._people.type(tab, a1(row, column), self._rng.choice(RUBBISH))

    def _sort_tool_tab(self) -> None:
        tab = self._title(self._rng.choice(self.tool + self.logs))
        column = _letters(self._rng.randint(1, self._width(tab)))
        self._people.sort(tab, column, descending=self._rng.random() < 1 / 2)

    def _cut_tool_tab(self) -> None:
        tab = self._title(self._rng.choice(self.tool))
        self._people.delete_rows(tab, self._data_row(tab), self._rng.choice((1, 3, 900)))

    def _delete_tool_tab(self) -> None:
        self._people.delete_tab(self._title(self._rng.choice(self.tool)))

    def _widen_log(self) -> None:
        tab = self._title(self._rng.choice(self.logs))
        self._people.insert_columns(tab, _letters(self._rng.randint(1, self._width(tab))))

    def _type_into_log(self) -> None:
        """Beside the keys: whoever overwrites a key has lost the row himself."""
        log = self._rng.choice(self.logs)
        tab = self._title(log)
        header = self._rows(tab)[0]
        free = [column for column in self._log_tabs[log].columns if not column.key]
        places = [
            header.index(name) for column in free for name in column.every_header if name in header
        ]
        row = self._data_row(tab)
        self._people.type(tab, a1(row, self._rng.choice(places) + 1), self._rng.choice(RUBBISH))

    def _own_tab(self) -> str:
        return self._title(self._rng.choice(self.own))

    def _title(self, number: int) -> str:
        """The tab's title now.

        Raises:
            ValueError: it was deleted.
        """
        present = self.present()
        if number not in present:
            raise ValueError("somebody deleted that tab")
        return present[number]

    def _rows(self, tab: str) -> list[list[Any]]:
        rows: list[list[Any]] = self._get(f"/values/{quote(quoted(tab), safe='')}").get(
            "values", []
        )
        return rows

    def _data_row(self, tab: str) -> int:
        """A row below the header, the first blank one included."""
        return self._rng.randint(2, max(2, len(self._rows(tab)) + 1))

    def _width(self, tab: str) -> int:
        return max(map(len, self._rows(tab)), default=1) or 1

    def _get(self, what: str) -> dict[str, Any]:
        return self._people.request("GET", f"/v4/spreadsheets/{self._people.file_id}{what}")


def _letters(column: int) -> str:
    """The letters of a column from 1.

    >>> _letters(1), _letters(28)
    ('A', 'AB')
    """
    return a1(1, column).rstrip("1")
