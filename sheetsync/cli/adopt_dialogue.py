"""The dialogue of ``sheetsync adopt``: one screen a tab, what is sure shown, the rest asked.

Source: adoption.md A1, "Dialogue". Keys are read as lines, so that any terminal, screen reader and
keyboard layout will do: the letters of the Russian layout on the same keys are taken too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import click

from sheetsync.cli.adopt_choices import typed_meaning
from sheetsync.cli.adopt_screen import clean, meaning_words, screen
from sheetsync.cli.termination import TERMINATION
from sheetsync.cli.typed_answers import NO, YES
from sheetsync.language import Lang, Phrase, language
from sheetsync.tables.adoption.answers import Answers
from sheetsync.tables.adoption.mapped_tabs import tables_of
from sheetsync.tables.adoption.mapping import Answer
from sheetsync.tables.adoption.proposal import (
    ColumnProposal,
    Guess,
    Proposal,
    TabProposal,
)
from sheetsync.tables.adoption.questions import catalogue_title

_YES = YES | {""}
_EDIT = frozenset({"e", "у", "и"})
_STOP = frozenset({"s", "ы", "с"})
_HELP = frozenset({"?", "7", "&"})

_RIGHT = Phrase(
    ru="  {letter}  {header} → {meaning}: верно? [Enter да / n нет / e другое / ? значения]",
    en="  {letter}  {header} → {meaning}: right? [Enter yes / n no / e other / ? values]",
)
_RIGHT_TAB = Phrase(
    ru="  это «{tab}»? [Enter да / n не читать / s сохранить и выйти]",
    en="  is it {tab!r}? [Enter yes / n leave out / s save and stop]",
)
_ALL_RIGHT = Phrase(
    ru="  [Enter] всё верно  [e] исправить строку  [n] вкладку не читать  [s] сохранить и выйти",
    en="  [Enter] all right  [e] edit a line  [n] leave the tab out  [s] save and stop",
)
_WHICH_LINE = Phrase(ru="  какой столбец? (буква)", en="  which column? (its letter)")
_NO_LINE = Phrase(ru="  такого столбца здесь нет", en="  there is no such column here")
_WHAT = Phrase(
    ru="  что это? номер из списка или название столбца; Enter — остаётся вашим",
    en="  what is it? a number of the list or a column's name; Enter leaves it your own",
)
_NOT_KNOWN = Phrase(
    ru="  такого названия нет; напишите, например, «{name}»",
    en="  no column is called so; write {name!r}, for example",
)
_VALUES = Phrase(ru="     значения: {values}", en="     values: {values}")
_NO_VALUES = Phrase(ru="     столбец пуст", en="     the column is empty")
_WHY = Phrase(ru="     почему: {why}", en="     why: {why}")
_OTHERS = Phrase(ru="     {at}  {meaning}, {score:.2f}", en="     {at}  {meaning}, {score:.2f}")
_YEAR = Phrase(ru="  «{title}» — какого года?", en="  of which year is {title!r}?")
_NO_YEAR = Phrase(ru="  год — четыре цифры", en="  a year has four digits")
_LOCALE = Phrase(
    ru="Как в файле пишут дни и суммы? [{choices}; Enter — {first}]",
    en="How does the file write days and sums? [{choices}; Enter for {first}]",
)
_SAMPLES = {
    "ru_RU": "31.12.2026 · 1 234,50",
    "en_US": "12/31/2026 · 1,234.50",
    "en_GB": "31/12/2026 · 1,234.50",
}
_FOUR_DIGITS = re.compile(r"(?:19|20|21)\d\d")


class StoppedError(Exception):
    """A person has had enough; what was said so far stands."""


@dataclass(slots=True)
class _Said:
    """What was said so far; what nobody answered is asked another time."""

    tabs: dict[str, Answer] = field(default_factory=dict)
    columns: dict[tuple[str, str], Guess | None] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)
    locale: str = ""

    @property
    def answers(self) -> Answers:
        return Answers(dict(self.tabs), dict(self.columns), dict(self.years), self.locale)


def ask_locale(lang: Lang) -> str:
    """How days and sums are written, of a file that does not tell."""
    own = language(lang).spreadsheet
    offered = sorted(_SAMPLES, key=lambda locale: locale != own)
    named = enumerate((_SAMPLES[locale] for locale in offered), start=1)
    choices = ", ".join(f"{at}: {sample}" for at, sample in named)
    while True:
        typed = _typed(_LOCALE.said(lang, choices=choices, first=1)) or "1"
        if typed.isdigit() and 1 <= int(typed) <= len(offered):
            return offered[int(typed) - 1]


def ask(proposal: Proposal, asked: frozenset[str], lang: Lang, year: int) -> Answers:
    """Everything that a person says, tab by tab; as much as was said when it is stopped.

    Args:
        proposal: with what was said earlier.
        asked: titles of the tabs that are gone through.
        lang: to speak.
        year: offered where a month in a title has none.
    """
    said = _Said(locale=proposal.locale or "")
    read = proposal.read_tabs
    try:
        for group in tables_of(read):
            if any(tab.title in asked for tab in group):
                at = read.index(group[0]) + 1
                _Asking(group, said, lang, year).ask(at, len(read))
    except (StoppedError, click.Abort, KeyboardInterrupt):
        if TERMINATION.asked():
            raise
        click.echo()
    return said.answers


@dataclass(slots=True)
class _Asking:
    """Goes through one table."""

    group: Sequence[TabProposal]
    said: _Said
    lang: Lang
    year: int

    def ask(self, at: int, of: int) -> None:
        """Show it, ask what is not sure, and whether all is right."""
        click.echo()
        for line in screen(self.group, at, of, self.lang, self._asked_letters()):
            click.echo(line)
        if self._tab.level != "sure" and not self._is_meant():
            return
        for column in self._tab.columns:
            if column.level == "proposed":
                self._column(column)
        self._years()
        self._whole()

    @property
    def _tab(self) -> TabProposal:
        return self.group[0]

    def _asked_letters(self) -> frozenset[str]:
        return frozenset(one.letter for one in self._tab.columns if one.level == "proposed")

    def _is_meant(self) -> bool:
        title = catalogue_title(self._tab.means[0]).said(self.lang)
        while True:
            typed = self._typed(_RIGHT_TAB, tab=title)
            if typed in _YES:
                return True
            if typed in NO:
                self._answer("no")
                return False

    def _column(self, column: ColumnProposal) -> None:
        guess = Guess(column.meaning, column.how)
        meaning = meaning_words(guess, self._tab.means, self.lang)
        while True:
            typed = self._typed(
                _RIGHT, letter=column.letter, header=clean(column.header), meaning=meaning
            )
            if typed in _HELP:
                self._explain(column)
            elif typed in _EDIT:
                self._choose(column)
                return
            elif typed in _YES | NO:
                self._put(column, guess if typed in _YES else None)
                return

    def _explain(self, column: ColumnProposal) -> None:
        """Ten values, why, and the two next-best meanings."""
        values = " · ".join(map(clean, column.samples))
        click.echo(_VALUES.said(self.lang, values=values) if values else _NO_VALUES.said(self.lang))
        click.echo(_WHY.said(self.lang, why=column.why.said(self.lang)))
        for line in self._others(column):
            click.echo(line)

    def _others(self, column: ColumnProposal) -> Iterator[str]:
        for at, guess in enumerate(column.others, start=1):
            meaning = meaning_words(guess, self._tab.means, self.lang)
            yield _OTHERS.said(self.lang, at=at, meaning=meaning, score=guess.score)

    def _choose(self, column: ColumnProposal) -> None:
        """Another meaning, or none."""
        for line in self._others(column):
            click.echo(line)
        while True:
            typed = _typed(_WHAT.said(self.lang))
            if typed in _HELP:
                self._explain(column)
                continue
            guess = typed_meaning(typed, column, self._tab) if typed else None
            if guess is not None or not typed:
                self._put(column, guess)
                return
            example = meaning_words(Guess(self._some_meaning()), self._tab.means, self.lang)
            click.echo(_NOT_KNOWN.said(self.lang, name=example))

    def _some_meaning(self) -> str:
        return next((one.meaning for one in self._tab.columns if one.meaning), "invoices.number")

    def _put(self, column: ColumnProposal, guess: Guess | None) -> None:
        """Keep what was said, for every tab of the table; a meaning has one column."""
        for tab in self.group:
            if guess is not None:
                for other in tab.columns:
                    if other.letter != column.letter and self._meaning(tab, other) == guess.meaning:
                        self.said.columns[tab.title, other.letter] = None
            self.said.columns[tab.title, column.letter] = guess

    def _meaning(self, tab: TabProposal, column: ColumnProposal) -> str:
        key = (tab.title, column.letter)
        if key in self.said.columns:
            said = self.said.columns[key]
            return said.meaning if said else ""
        return column.meaning if column.is_mapped else ""

    def _years(self) -> None:
        if not any(tab.union and tab.union.lacks_year for tab in self.group):
            return
        while True:
            prompt = _YEAR.said(self.lang, title=clean(self._tab.title))
            typed = _typed(f"{prompt} [{self.year}]") or str(self.year)
            if _FOUR_DIGITS.fullmatch(typed):
                self.said.years.update(dict.fromkeys((tab.title for tab in self.group), int(typed)))
                return
            click.echo(_NO_YEAR.said(self.lang))

    def _whole(self) -> None:
        while True:
            typed = self._typed(_ALL_RIGHT)
            if typed in _EDIT:
                self._edit()
            elif typed in _YES | NO:
                self._answer("yes" if typed in _YES else "no")
                return

    def _edit(self) -> None:
        letter = _typed(_WHICH_LINE.said(self.lang)).upper()
        column = next((one for one in self._tab.columns if one.letter == letter), None)
        if column is None:
            click.echo(_NO_LINE.said(self.lang))
            return
        self._choose(column)

    def _answer(self, answer: Answer) -> None:
        self.said.tabs.update(dict.fromkeys((tab.title for tab in self.group), answer))

    def _typed(self, words: Phrase, **facts: object) -> str:
        typed = _typed(words.said(self.lang, **facts)).lower()
        if typed in _STOP:
            raise StoppedError
        return typed


def _typed(prompt: str) -> str:
    """A line that a person types."""
    return str(click.prompt(prompt, default="", show_default=False, prompt_suffix=" ")).strip()
