"""What only a person can say of a proposal."""

from collections.abc import Iterable, Iterator

from sheetsync.language import Phrase
from sheetsync.tables.adoption.proposal import Question, TabProposal, catalogue_column
from sheetsync.tables.catalogue.modules import people_by_code

_IS_MEANT = Phrase(
    ru="столбец {letter} «{header}» — это «{meaning}» ({tab})?",
    en="is column {letter} {header!r} the {meaning!r} ({tab})?",
)
_IS_TAB = Phrase(ru="это вкладка «{tab}»?", en="is this the tab {tab!r}?")
_YEAR = Phrase(ru="какого года этот месяц?", en="of which year is that month?")
_LOCALE = Phrase(
    ru="как в файле пишут дни и суммы: ru_RU или en_US?",
    en="how does the file write days and sums: ru_RU or en_US?",
)


def open_questions(tabs: Iterable[TabProposal], locale: str | None) -> tuple[Question, ...]:
    """Everything that nobody has answered yet, tab by tab."""
    of_all = () if locale else (Question("", "", "locale", _LOCALE),)
    return (*of_all, *(question for tab in tabs for question in _of_tab(tab)))


def _of_tab(tab: TabProposal) -> Iterator[Question]:
    if tab.kind == "other":
        return
    if tab.level != "sure":
        title = catalogue_title(tab.means[0])
        yield Question(tab.title, "", "tab", _IS_TAB.given(tab=title))
    if tab.union and tab.union.lacks_year:
        yield Question(tab.title, "", "year", _YEAR)
    for column in tab.columns:
        if column.level == "proposed":
            ours, meant = catalogue_column(column.meaning)
            words = _IS_MEANT.given(
                letter=column.letter,
                header=column.header,
                meaning=meant.heading or meant.name,
                tab=Phrase(ru=ours.ru, en=ours.en),
            )
            yield Question(tab.title, column.letter, "meaning", words)


def catalogue_title(code: str) -> Phrase:
    """What we call a tab."""
    tab = people_by_code()[code]
    return Phrase(ru=tab.ru, en=tab.en)
