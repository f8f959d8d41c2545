"""The words that tabs are described in: Column, TableSchema, PeopleTab, ToolTab, Finding."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from sheetsync.language import Lang, Phrase
from sheetsync.language.phrases import in_each_language, in_language

Kind = Literal[
    "text", "integer", "decimal", "money", "percent", "date", "datetime", "month", "bool",
    "email", "inn", "foreign_tax_id", "foreign_number", "kpp", "ogrn", "bic", "account", "enum",
    "id", "url", "currency",
]  # fmt: skip
Severity = Literal["error", "warning"]
#: What an error takes out of the computations: the row from everything, only the cell's column
#: from rules that use it, the whole tab, or nothing (workbook-and-rules.md 5, "effect").
Effect = Literal["none", "cell", "row", "tab"]
#: Where a tab stands in a new workbook, and what its colour says.
Shelf = Literal["first", "daily", "results", "reference", "logs"]
_UNSAID = Phrase(ru="", en="")


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value of an enumeration: accepted by code or either label, kept as the code.

    What a value means for the rules stands on it too: enumerations whose values mean something are
    of a class of their own (`catalogue.payables.InvoiceStatus`), and rules, views, colours and
    letters ask it.

    Attributes:
        colour: background of its rows where a tool tab is coloured by it, as ``#rrggbb``; soft, so
            that the text stays readable.
        formerly: its labels of earlier versions; workbooks of theirs hold them.
    """

    code: str
    en: str
    ru: str
    colour: str = field(default="", kw_only=True)
    formerly: tuple[str, ...] = field(default=(), kw_only=True)

    def label(self, lang: Lang) -> str:
        """How people read it."""
        return in_language(lang, ru=self.ru, en=self.en)

    @property
    def labels(self) -> tuple[str, ...]:
        """How people read and type it, in whatever language, now and formerly."""
        return (*in_each_language(ru=self.ru, en=self.en), *self.formerly)


def codes(choices: Iterable[Choice]) -> tuple[str, ...]:
    """The codes of some values, in their order.

    >>> codes([Choice("in", en="from partner", ru="от партнёра")])
    ('in',)
    """
    return tuple(choice.code for choice in choices)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a tab.

    Attributes:
        name: the column's name in the frame; for the catalogue's tabs, its code.
        kind: how its cells are read (cells-and-tables.md).
        required: a row without it is an error.
        blank_drops_row: of a required column: a row without it is left out whole; else only what
            uses the column does without the row.
        currency: the currency of a money column; None when `currency_column` tells, or any.
        allowed: the values of an enum; plain texts stand for themselves.
        multiple: an e-mail cell may hold several addresses; the value is a tuple.
        heading: the header that `init` writes; accepted in every language.
        headers: further headers that are accepted.
        formerly: headers that earlier versions wrote; workbooks of theirs keep them.
        key: part of the unique key.
        refers_to: foreign key as ``tab.column``.
        default: what a blank cell means, as a code or text; "" for none.
        required_when: in words, when the column is required ("" for never or always).
        currency_column: name of the column that holds the row's currency.
        bic_column: for accounts, the column with the BIC that the control key is checked against.
        kind_column: for tax, register and bank numbers, the column with the kind of the legal
            entity: one of the kind `foreign` has those of its own country, which no Russian rule
            fits.
        fill_merged: blank cells inside a merge take the merge's value.
        unit: what plain numbers of a percent column are: "percent" (12.5) or "fraction" (0.125);
            "" refuses them as ambiguous.
        earliest, latest: the window of a date column; days outside it are refused.
        never_blank: of a date column that says no (refusal, consent): what stands for an empty
            day elsewhere is a day that cannot be read here.
        open_ended: of a date column: a day in the far future, 9999-12-31, means no end.
        width_px: width that `init` gives it; 0 leaves Google's default.
        wraps: its texts wrap although it is narrow; those of wide columns do anyway.
        coloured: of a tool tab: its value colours the row, as its `Choice` says.
        varies: of a tool tab: each run says its header itself, as a month.
        newer: of a tool tab: workbooks of earlier versions lack it, so that a header that is
            missing tells of no edit.
        note: what stands on its header: what it is for, then an example.
        daily: of a tool tab: it follows from other columns and the day of the run; no history of
            it is kept.
        module: code of the module that brings it into a tab of core; `init` makes it only where
            that module is on. "" for columns that are always there.
        people: of a shared log: people fill it; a new row has it blank, and no run writes it.
        formula: of a shared log: a formula is written with the row, and what it shows is no edit.
        approval: of a shared log: where config.yaml names approvers, only they may fill it.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    currency: str | None = None
    allowed: tuple[str | Choice, ...] = ()
    multiple: bool = False
    heading: Phrase | None = None
    headers: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    key: bool = False
    refers_to: str = ""
    default: str = ""
    required_when: str = ""
    currency_column: str = ""
    bic_column: str = ""
    kind_column: str = ""
    fill_merged: bool = False
    unit: Literal["", "percent", "fraction"] = ""
    earliest: date = date(1990, 1, 1)
    latest: date = date(2100, 12, 31)
    never_blank: bool = False
    open_ended: bool = False
    width_px: int = 0
    coloured: bool = False
    varies: bool = False
    newer: bool = False
    note: Phrase | None = None
    daily: bool = False
    blank_drops_row: bool = True
    wraps: bool = False
    module: str = ""
    people: bool = False
    formula: bool = False
    approval: bool = False

    def header(self, lang: Lang) -> str:
        """The header that `init` writes, else the name."""
        return self.heading.said(lang) if self.heading else self.name

    @property
    def every_header(self) -> tuple[str, ...]:
        """The headers that `init` may have written, in whatever language, and those accepted."""
        return (*self.formerly, *(self.heading.each if self.heading else ()), *self.headers)

    @property
    def names(self) -> tuple[str, ...]:
        """What the column may be called: its code, or one of its headers."""
        return (self.name, *self.every_header)


@dataclass(frozen=True, slots=True)
class TableSchema:
    """What a table must look like.

    Attributes:
        key: name of the key column, or a tuple of names; () for a table without a key.
        columns: the columns that are read; others are ignored.
        header_row: 1-based row, or "auto": the first of 20 rows that holds all required columns.
    """

    key: str | tuple[str, ...]
    columns: tuple[Column, ...]
    header_row: int | Literal["auto"] = "auto"

    @property
    def key_names(self) -> tuple[str, ...]:
        """The key as a tuple of column names."""
        return (self.key,) if isinstance(self.key, str) else self.key


@dataclass(frozen=True, slots=True)
class PeopleTab:
    """A tab that people edit; a run only ever reads it.

    Attributes:
        about: what it is for, a line of the tab Contents.
        reference: whether people look things up there and change them seldom.
        decides: whether people answer there what somebody asked: requests and decisions.
        formerly: its titles of earlier versions; workbooks of theirs keep them.
    """

    code: str
    en: str
    ru: str
    columns: tuple[Column, ...]
    about: Phrase = field(default=_UNSAID, kw_only=True)
    reference: bool = field(default=False, kw_only=True)
    decides: bool = field(default=False, kw_only=True)
    formerly: tuple[str, ...] = field(default=(), kw_only=True)

    @property
    def shelf(self) -> Shelf:
        """Where `init` puts it."""
        return "reference" if self.reference else "daily"

    def title(self, lang: Lang) -> str:
        """The title that `init` gives it."""
        return in_language(lang, ru=self.ru, en=self.en)

    @property
    def titles(self) -> tuple[str, ...]:
        """What `init` may have called it, in whatever language, now and formerly."""
        return (*in_each_language(ru=self.ru, en=self.en), *self.formerly)

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the key columns; () for logs such as Feedback."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def schema(self) -> TableSchema:
        """The tab as `read_table` wants it."""
        return TableSchema(key=self.key, columns=self.columns)

    def column(self, name: str) -> Column:
        """The column of that code.

        Raises:
            KeyError: there is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class ToolTab:
    """A tab that sheetsync owns: replaced whole, or, as a log, only appended to.

    Attributes:
        about: what it is for, a line of the tab Contents.
        first: whether it stands before all others.
        optional: a workbook without it lacks nothing; only one that carries our mark is ours.
        formerly: its titles of earlier versions; workbooks of theirs keep them.
        on_demand: whether only a workbook that has use for it gets it.
        mirrored: whether its history is kept; one that is told from other tabs and the day is not.
        is_laid_out: its columns stand as the run gives them, wherever they stood before: people
            copy from it into a tab of theirs.
        shows: code of the tool tab whose columns its formulas show, under the key they share.
    """

    code: str
    en: str
    ru: str
    columns: tuple[Column, ...]
    log: bool = False
    about: Phrase = field(default=_UNSAID, kw_only=True)
    first: bool = field(default=False, kw_only=True)
    optional: bool = field(default=False, kw_only=True)
    formerly: tuple[str, ...] = field(default=(), kw_only=True)
    on_demand: bool = field(default=False, kw_only=True)
    mirrored: bool = field(default=True, kw_only=True)
    is_laid_out: bool = field(default=False, kw_only=True)
    shows: str = field(default="", kw_only=True)

    @property
    def shelf(self) -> Shelf:
        """Where `init` puts it."""
        if self.first:
            return "first"
        if self.is_shared:
            return "daily"
        return "logs" if self.log else "results"

    @property
    def is_shared(self) -> bool:
        """Whether people fill columns of it: rows are ours, answers theirs (adoption.md P1)."""
        return any(column.people for column in self.columns)

    def title(self, lang: Lang) -> str:
        """The title that `init` gives it."""
        return in_language(lang, ru=self.ru, en=self.en)

    @property
    def titles(self) -> tuple[str, ...]:
        """What `init` may have called it, in whatever language, now and formerly."""
        return (*in_each_language(ru=self.ru, en=self.en), *self.formerly)

    @property
    def codes(self) -> tuple[str, ...]:
        """Names of its columns for machines: the key first, whatever people see first."""
        others = (column.name for column in self.columns if not column.key)
        return (*self.key, *others)

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the key columns."""
        return tuple(column.name for column in self.columns if column.key)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in one place of a tab; worded for people by `rules.validation.wording`.

    Attributes:
        code: `V-…` of workbook-and-rules.md 5, or a cell code of cells-and-tables.md.
        severity: errors drop what `effect` says; warnings drop nothing.
        tab: code of the tab in the catalogue; "" for a bare grid.
        row: sheet row, 1-based; None for a finding about a column or the tab.
        column: name (code) of the column; None for a finding about a row or the tab.
        cell: A1 address without the tab, "" when there is none.
        value: the cell as shown.
        row_key: the row's key as text, parts joined by " · "; "" when unknown.
        effect: what the error takes out of the computations.
        facts: what the message names besides (nearest value, other cell, expected form …).
    """

    code: str
    severity: Severity
    tab: str = ""
    row: int | None = None
    column: str | None = None
    cell: str = ""
    value: str = ""
    row_key: str = ""
    effect: Effect = "none"
    facts: Mapping[str, str] = field(default_factory=dict)
