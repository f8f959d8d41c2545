"""What a team's workbook means, tab by tab and column by column: mapping.yaml as frozen structs.

Source: adoption.md A3.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

#: How a partner or a legal entity is named in a cell: spelled out, by its tax id, by its own code.
Find = Literal["", "name", "inn", "code"]
#: What a tab's title says of all its rows.
TitleSays = Literal["", "month", "partner"]
#: Whether a person agreed to what a tab means; "no" leaves it out, "ask" waits for an answer.
Answer = Literal["yes", "no", "ask"]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All parts are frozen and refuse keys they do not know."""


class ColumnRule(Part, frozen=True):
    """Where the values of one column of ours come from. Exactly one place is said.

    Attributes:
        from_: header of the team's column; of two storeys the path ``Оплата / дата``.
        column: the column's letter instead, where two headers are equal or one is blank.
        title: the tab's title says it: the month, or the partner's name.
        of: the month of a day in another column of ours, as ``invoice_date``.
        always: the same value in every row.
        card: label of a cell above the headers; the value stands right of it.
        band: a lone text above the rows it belongs to; ``yes``.
        year: of a title that names the month alone; 0: the rows above the headers tell it.
        find: of a reference: how the partner or legal entity is named.
        yes: the team's cell is a mark; where it says yes, this other column's value is meant.
    """

    from_: str = msgspec.field(default="", name="from")
    column: str = ""
    title: TitleSays = ""
    of: str = ""
    always: str = ""
    card: str = ""
    band: Literal["", "yes"] = ""
    year: int = 0
    find: Find = ""
    yes: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        """The keys that say where the values come from, as they stand in the file."""
        said = {
            "from": self.from_,
            "column": self.column,
            "title": self.title,
            "of": self.of,
            "always": self.always,
            "card": self.card,
            "band": self.band,
        }
        return tuple(key for key, value in said.items() if value)


class MappedTab(Part, frozen=True):
    """One tab of the team's, or several with the same headers that make one table.

    Attributes:
        from_: its title.
        titles: of several, each of them.
        titles_like: a pattern for titles, ``*`` standing for any text; new tabs join by it.
        header_rows: 1-based rows of the headers, one or two; ``auto`` looks for them.
        is_: by code of our tab and column, where its values come from.
        values: by ``tab.column``, what words of theirs stand for: ``{"спорный": disputed}``.
        words_off: columns of ours whose sums are written with words, ``12 000 руб.``.
        own: headers that are known and left alone.
        answer: whether a person agreed.
    """

    from_: str = msgspec.field(default="", name="from")
    titles: tuple[str, ...] = ()
    titles_like: str = ""
    header_rows: tuple[int, ...] | Literal["auto"] = "auto"
    is_: dict[str, dict[str, ColumnRule]] = msgspec.field(default_factory=dict, name="is")
    values: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)
    words_off: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    answer: Answer = "yes"

    @property
    def named(self) -> tuple[str, ...]:
        """The titles that it names one by one."""
        return (self.from_, *self.titles) if self.from_ else self.titles

    def rules(self) -> Iterator[tuple[str, str, ColumnRule]]:
        """Every rule with the codes of our tab and column."""
        for code, columns in self.is_.items():
            for name, rule in columns.items():
                yield code, name, rule


class Mapping(Part, frozen=True):
    """All of mapping.yaml.

    Attributes:
        version: of this form; 1.
        locale: how the team writes numbers and days, as ``ru_RU``; "": the workbook's own.
        tabs: in the order in which they were asked about.
        same: spellings of one name: the other spelling, then the name or the code it stands for.
    """

    version: Literal[1] = 1
    locale: str = ""
    tabs: tuple[MappedTab, ...] = ()
    same: dict[str, str] = msgspec.field(default_factory=dict)

    @property
    def used(self) -> tuple[MappedTab, ...]:
        """The tabs that are read: those that a person agreed to."""
        return tuple(tab for tab in self.tabs if tab.answer == "yes")

    @property
    def is_complete(self) -> bool:
        """Whether no question is open."""
        return all(tab.answer != "ask" for tab in self.tabs)
