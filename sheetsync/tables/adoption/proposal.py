"""What a stranger's workbook is thought to mean, tab by tab, before a person has said yes.

Source: adoption.md A2. `sheetsync.tables.adoption.proposing.propose` makes it; the dialogue, the
mapping, the report and ``adopt --json`` are made of it.
"""

from dataclasses import dataclass, field
from typing import Literal

from sheetsync.language import Sayable
from sheetsync.language.phrases import as_it_is
from sheetsync.tables.catalogue.modules import people_by_code
from sheetsync.tables.schema import Column, PeopleTab

#: How sure a meaning is: shown and taken; asked; written as a comment; a column of the team's own.
Level = Literal["sure", "proposed", "suggested", "own"]
#: What a column keeps where the catalogue wants a code or a sum: the name or the INN of whom the
#: code stands for, a mark (yes, no); "" where it keeps what the catalogue wants.
How = Literal["", "@name", "@inn", "@yes_no"]
#: What stands in a tab: a table, only labels with values beside them, neither.
TabKind = Literal["table", "card", "other"]


@dataclass(frozen=True, slots=True)
class Guess:
    """A meaning that a column may have.

    Attributes:
        meaning: ``tab.column`` of the catalogue, as ``invoices.number``.
        how: what the column keeps instead of it.
        score: 0 to 1.
    """

    meaning: str
    how: How = ""
    score: float = 0.0

    @property
    def tab(self) -> str:
        """The code of the catalogue's tab."""
        return self.meaning.partition(".")[0]

    @property
    def column(self) -> str:
        """The name of the catalogue's column."""
        return self.meaning.partition(".")[2]


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """One column of a team's table.

    Attributes:
        position: 1-based.
        letter: of the sheet, as ``C``.
        header: as it stands; of two storeys the path, as ``Оплата / дата``; "" without one.
        meaning: "" for a column of the team's own.
        how: what it keeps instead of what the catalogue wants.
        level: of the meaning; "suggested" ones are not in the mapping, only beside it.
        score: 0 to 1, of the meaning; of an own column that of its likest one.
        why: in a line, for a person.
        filled: cells with something in them.
        samples: the first different ones as they are shown, ten at most.
        others: the next-best meanings, two at most.
        is_repeated: whether another column of the table has the same header, so that only the
            letter tells which one is meant.
        words: what people write there that only others write so, and the code of each.
        has_words: whether its sums are written with words that our reader does not take off.
        currencies: that its sums name, each once.
    """

    position: int
    letter: str
    header: str
    meaning: str = ""
    how: How = ""
    level: Level = "own"
    score: float = 0.0
    why: Sayable = field(default_factory=lambda: as_it_is(""))
    filled: int = 0
    samples: tuple[str, ...] = ()
    others: tuple[Guess, ...] = ()
    is_repeated: bool = False
    words: tuple[tuple[str, str], ...] = ()
    has_words: bool = False
    currencies: tuple[str, ...] = ()

    @property
    def is_mapped(self) -> bool:
        """Whether it goes into the mapping once a person says yes."""
        return self.level in {"sure", "proposed"}


@dataclass(frozen=True, slots=True)
class CardField:
    """A value beside its label, above a table or in place of one.

    Attributes:
        row, column: 1-based, of the value.
        cell: its address, as ``B2``.
        label: as it stands.
        meaning: ``tab.column`` of the catalogue.
        value: as it is shown.
    """

    row: int
    column: int
    cell: str
    label: str
    meaning: str
    value: str


@dataclass(frozen=True, slots=True)
class Union:
    """Tabs with the same headers that are one table, each with a fact in its title.

    Attributes:
        kind: what the titles tell.
        value: what this tab's title tells: ``2026-01`` (``-01`` while the year is not known), or
            the partner's name.
        titles: of all its tabs, in the order of the workbook.
        said_year: the year that a person told; 0 where titles or the rows above headers tell it.
    """

    kind: Literal["month", "partner"]
    value: str
    titles: tuple[str, ...]
    said_year: int = 0

    @property
    def lacks_year(self) -> bool:
        """Whether somebody has to say which year the month is of."""
        return self.kind == "month" and self.value.startswith("-")


@dataclass(frozen=True, slots=True)
class TabProposal:
    """One tab of a team's workbook.

    Attributes:
        title: as it stands.
        kind: "other" where nothing is to be read; then `why` says why.
        means: codes of the catalogue's tabs, the one that fits best first.
        level: how sure it is that the tab means these; no column is sure while it is not. A
            suggested one has only headers that stand in any table.
        header_rows: 1-based, one or two.
        first_row, last_row: of what stands below, without totals.
        rows: rows with something in them that are neither totals nor bands.
        totals: rows that sum up others.
        bands: rows with one text, which names what the rows below belong to.
        other_table: the row in which another table begins below; it is not read. 0 for none.
        band: what a band names, None where bands are not understood.
        card: values beside their labels.
        columns: from left to right, each that has a header or values.
        union: None for a tab of its own.
        lacks: codes as ``invoices.number`` that the catalogue requires and no column gives.
        why: of another tab the reason, of a table what speaks for it.
    """

    title: str
    kind: TabKind
    means: tuple[str, ...] = ()
    level: Level = "own"
    header_rows: tuple[int, ...] = ()
    first_row: int = 0
    last_row: int = 0
    rows: int = 0
    totals: tuple[int, ...] = ()
    bands: tuple[int, ...] = ()
    band: Guess | None = None
    card: tuple[CardField, ...] = ()
    columns: tuple[ColumnProposal, ...] = ()
    union: Union | None = None
    lacks: tuple[str, ...] = ()
    why: Sayable = field(default_factory=lambda: as_it_is(""))
    other_table: int = 0

    def column_of(self, meaning: str) -> ColumnProposal | None:
        """The mapped column with that meaning; None when there is none."""
        return next((one for one in self.columns if one.is_mapped and one.meaning == meaning), None)


@dataclass(frozen=True, slots=True)
class Question:
    """What only a person can say.

    Attributes:
        tab: title; "" for what concerns the whole workbook.
        letter: of the column; "" for the tab.
        code: what is asked: "meaning" (is that right?), "year" (of a month in a title), "tab" (is
            it read at all?), "locale" (how days and sums are written).
        words: the question.
    """

    tab: str
    letter: str
    code: Literal["meaning", "year", "tab", "locale"]
    words: Sayable


@dataclass(frozen=True, slots=True)
class Proposal:
    """A whole workbook.

    Attributes:
        tabs: all of them, in the order of the workbook.
        locale: how days and sums are written, as ``ru_RU``; None when neither told nor seen.
        questions: what is asked where nobody has answered yet.
        currency: the only one that its sums name, as ``USD``; "" where they name none, or several.
    """

    tabs: tuple[TabProposal, ...]
    locale: str | None = None
    questions: tuple[Question, ...] = ()
    currency: str = ""

    @property
    def read_tabs(self) -> tuple[TabProposal, ...]:
        """Those of which something is read."""
        return tuple(tab for tab in self.tabs if tab.kind != "other")


def catalogue_column(meaning: str) -> tuple[PeopleTab, Column]:
    """The tab and the column that a meaning names.

    >>> catalogue_column("invoices.number")[1].kind
    'id'

    Raises:
        KeyError: the catalogue has none.
    """
    code, _, name = meaning.partition(".")
    tab = people_by_code()[code]
    for column in tab.columns:
        if column.name == name:
            return tab, column
    raise KeyError(meaning)
