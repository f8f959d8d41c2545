"""What a person said to a proposal, and the proposal with it. Source: adoption.md A1."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sheetsync.language import Phrase, Sayable
from sheetsync.tables.adoption.mapping import Answer
from sheetsync.tables.adoption.proposal import ColumnProposal, Guess, Proposal, TabProposal

_YOUR_NO = Phrase(ru="вы ответили «нет»", en="you said no")
_OPEN = Phrase(ru="ответа ещё нет", en="there is no answer yet")


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that was said; what is not in it was not asked or not answered.

    Attributes:
        tabs: by title: read it, leave it out, ask later.
        columns: by title and letter: what the column means; None for a column of the team's own.
        years: by title, of a month in a title.
        locale: how days and sums are written.
    """

    tabs: Mapping[str, Answer] = field(default_factory=dict)
    columns: Mapping[tuple[str, str], Guess | None] = field(default_factory=dict)
    years: Mapping[str, int] = field(default_factory=dict)
    locale: str = ""


def all_taken(proposal: Proposal) -> Answers:
    """``--yes``: what is proposed is taken, what is suggested never.

    A tab that is only suggested, and a month without a year, stay open.
    """
    return Answers(
        tabs={
            tab.title: "yes"
            for tab in proposal.read_tabs
            if tab.level != "suggested" and not (tab.union and tab.union.lacks_year)
        },
        locale=proposal.locale or "",
    )


def answered(proposal: Proposal, answers: Answers) -> Proposal:
    """The proposal as a person left it: what was agreed to is sure, what was refused is own."""
    return replace(
        proposal,
        tabs=tuple(_tab(tab, answers) for tab in proposal.tabs),
        locale=answers.locale or proposal.locale,
    )


def _tab(tab: TabProposal, answers: Answers) -> TabProposal:
    columns = tuple(_column(tab.title, column, answers) for column in tab.columns)
    year = answers.years.get(tab.title)
    union = tab.union
    if union is not None and union.lacks_year and year:
        union = replace(union, value=f"{year}{union.value}", said_year=year)
    return replace(tab, columns=columns, union=union)


def _column(title: str, column: ColumnProposal, answers: Answers) -> ColumnProposal:
    if (title, column.letter) not in answers.columns:
        return column
    said = answers.columns[title, column.letter]
    if said is None:
        return replace(column, meaning="", how="", level="own")
    if said.meaning == column.meaning:
        return replace(column, how=said.how, level="sure")
    return replace(column, meaning=said.meaning, how=said.how, level="sure", words=())


def why_not(tab: TabProposal, answer: Answer) -> Sayable:
    """Why a tab is not read."""
    if tab.kind == "other":
        return tab.why
    return _OPEN if answer == "ask" else _YOUR_NO
