"""What a team's whole workbook means, proposed from its cells alone. Source: adoption.md A2."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from sheetsync.language import Phrase
from sheetsync.tables.adoption.cards import find_card
from sheetsync.tables.adoption.column_values import has_words, named_currencies, strange_words
from sheetsync.tables.adoption.directory import NAMING_COLUMNS, Directory, key_of
from sheetsync.tables.adoption.locale_guess import guess_locale
from sheetsync.tables.adoption.meanings import ADOPTED, meanings
from sheetsync.tables.adoption.proposal import (
    ColumnProposal,
    Guess,
    How,
    Proposal,
    TabProposal,
)
from sheetsync.tables.adoption.questions import open_questions
from sheetsync.tables.adoption.scoring import Scored
from sheetsync.tables.adoption.tab_choice import TabChoice, choose_tab
from sheetsync.tables.adoption.table_place import TablePlace, find_table
from sheetsync.tables.adoption.team_columns import (
    TeamColumn,
    record_rows,
    shown_text,
    team_columns,
)
from sheetsync.tables.adoption.thresholds import (
    KNOWN_NAMES,
    OTHERS_SHOWN,
    SUGGESTED,
    SURE,
)
from sheetsync.tables.adoption.unions import find_unions, united
from sheetsync.tables.catalogue.synonyms import PIVOT_HEADERS, PIVOTS
from sheetsync.tables.cells import Grid
from sheetsync.tables.cleaning import header_key
from sheetsync.tables.locales import Conventions, conventions

_NO_TABLE = Phrase(ru="таблицы в ней нет", en="no table in it")
_PIVOT = Phrase(ru="это сводная таблица", en="it is a pivot table")
_NOT_OURS = Phrase(ru="ни на что из нужного не похоже", en="like nothing that is needed")
_NO_ROWS = Phrase(ru="под заголовками ничего нет", en="nothing stands below the headers")
_OWN = Phrase(ru="ваш собственный столбец", en="a column of your own")
_EXPLAINS = Phrase(ru="понятно столбцов: {count} из {of}", en="{count} of {of} columns understood")


def propose(
    grids: Mapping[str, Grid],
    locale: str | None = None,
    tell: Callable[[str], None] = lambda _title: None,
) -> Proposal:
    """What each tab and each column of a workbook means.

    Args:
        grids: by title, in the order of the workbook, with merges where they are known.
        locale: how days and numbers are written; None: seen from the cells.
        tell: told each tab's title before it is looked at.
    """
    locale = locale or guess_locale(grids.values())
    written = conventions(locale)
    seen = {title: _Seen(title, grid, written) for title, grid in grids.items()}
    first = [_looked(one, Directory(), written, tell) for one in seen.values()]
    directory = _directory(first, seen, written)
    tabs = [_again(tab, seen[tab.title], directory, written) for tab in first]
    together = united(tabs, find_unions(tabs, grids))
    whole = tuple(replace(tab, lacks=_lacks(tab)) for tab in together)
    return Proposal(whole, locale, open_questions(whole, locale), _currency(whole))


def _currency(tabs: Iterable[TabProposal]) -> str:
    """The only currency that the sums of a workbook name; "" for none, or several."""
    named = {code for tab in tabs for column in tab.columns for code in column.currencies}
    return named.pop() if len(named) == 1 else ""


class _Seen:
    """A tab, its table and its columns, looked for once."""

    def __init__(self, title: str, grid: Grid, written: Conventions) -> None:
        self.title = title
        self.grid = grid
        self.place: TablePlace | None = find_table(grid)
        self.columns: tuple[TeamColumn, ...] = team_columns(grid, self.place) if self.place else ()
        above = self.place.header_rows[0] if self.place else len(grid.stored) + 1
        self.card = find_card(grid, above, written)


def _looked(
    seen: _Seen, directory: Directory, written: Conventions, tell: Callable[[str], None]
) -> TabProposal:
    tell(seen.title)
    return _tab(seen, directory, written)


def _again(
    tab: TabProposal, seen: _Seen, directory: Directory, written: Conventions
) -> TabProposal:
    """The second pass: with everybody whom the other tabs know."""
    known = directory.without(tab.title)
    return _tab(seen, known, written) if known.entries and seen.place else tab


def _tab(seen: _Seen, directory: Directory, written: Conventions) -> TabProposal:
    place = seen.place
    if place is None:
        return _without_table(seen)
    if _is_pivot(place.headers):
        return TabProposal(seen.title, "other", why=_PIVOT)
    choice = choose_tab(seen.title, seen.columns, written, directory)
    if not choice.means:
        return TabProposal(seen.title, "other", why=_NOT_OURS) if not seen.card else _card_tab(seen)
    rows = sum(1 for _ in record_rows(seen.grid, place))
    if not rows:
        return TabProposal(seen.title, "other", why=_NO_ROWS)
    columns = tuple(_column(one, choice, written) for one in seen.columns)
    return TabProposal(
        seen.title,
        "table",
        choice.means,
        choice.level,
        place.header_rows,
        place.first_row,
        place.last_row,
        rows,
        place.totals,
        place.bands,
        _band(seen, choice, directory, written),
        seen.card,
        columns,
        why=_EXPLAINS.given(count=sum(one.is_mapped for one in columns), of=len(columns)),
        other_table=place.other_table,
    )


def _without_table(seen: _Seen) -> TabProposal:
    if seen.card:
        return _card_tab(seen)
    return TabProposal(seen.title, "other", why=_NO_TABLE)


def _card_tab(seen: _Seen) -> TabProposal:
    codes = {one.meaning.partition(".")[0] for one in seen.card}
    means = tuple(tab.code for tab in ADOPTED if tab.code in codes)
    return TabProposal(seen.title, "card", means, "proposed", card=seen.card)


def _is_pivot(headers: Iterable[str]) -> bool:
    keys = [header_key(header) for header in headers]
    return any(key.startswith(PIVOTS) or key in PIVOT_HEADERS for key in keys)


def _column(column: TeamColumn, choice: TabChoice, written: Conventions) -> ColumnProposal:
    found = choice.assigned.get(column.position)
    others = choice.others(column, found.meaning.code if found else "")
    guesses = tuple(one.guess for one in others[:OTHERS_SHOWN])
    bare = ColumnProposal(
        column.position,
        column.letter,
        column.header,
        score=guesses[0].score if guesses else 0.0,
        why=_OWN,
        filled=column.filled,
        samples=column.samples(written),
        others=guesses,
        is_repeated=column.is_repeated,
    )
    if found is None or found.score < SUGGESTED:
        return bare
    return replace(
        bare,
        meaning=found.meaning.code,
        how=found.how,
        level=choice.level_of(found),
        score=found.guess.score,
        why=found.why,
        words=tuple(strange_words(column, found.meaning, written)),
        has_words=has_words(column, found.meaning, written),
        currencies=named_currencies(column, found.meaning),
    )


def _band(
    seen: _Seen, choice: TabChoice, directory: Directory, written: Conventions
) -> Guess | None:
    """What a lone text above rows names: whom the rows are of, where no column says it."""
    if seen.place is None or not seen.place.bands:
        return None
    reference = next(
        (one for one in meanings() if one.reference and one.tab == choice.means[0]), None
    )
    if reference is None or _is_assigned(reference.code, choice.assigned):
        return None
    texts = [shown_text(seen.grid.cell(row, 1), written) for row in seen.place.bands]
    known = directory.best(texts)
    if known is not None and known.share >= KNOWN_NAMES:
        return Guess(reference.code, known.how, SURE)
    return Guess(reference.code, "@name", SUGGESTED)


def _is_assigned(code: str, assigned: Mapping[int, Scored]) -> bool:
    return any(one.meaning.code == code for one in assigned.values())


def _directory(
    tabs: Sequence[TabProposal], seen: Mapping[str, _Seen], written: Conventions
) -> Directory:
    """Everybody whom the tabs of partners and entities, and the cards, name."""
    entries: dict[tuple[str, How], frozenset[str]] = {}
    for tab in (one for one in tabs if one.level != "suggested"):
        for code, how in NAMING_COLUMNS.items():
            values = [one.value for one in tab.card if one.meaning == code]
            column = tab.column_of(code)
            if column is not None:
                values += _all_texts(seen[tab.title], column.position, written)
            if values:
                keys = frozenset(key_of(value, how) for value in values) - {""}
                entries[tab.title, how] = entries.get((tab.title, how), frozenset()) | keys
    return Directory(entries)


def _all_texts(seen: _Seen, position: int, written: Conventions) -> list[str]:
    rows = record_rows(seen.grid, seen.place) if seen.place else ()
    cells = (seen.grid.cell(row, position) for row in rows)
    return [shown_text(cell, written) for cell in cells if cell.stored is not None]


def _lacks(tab: TabProposal) -> tuple[str, ...]:
    """Required columns that neither a column, nor the title, nor a band, nor a card gives."""
    given = {one.meaning for one in tab.columns if one.is_mapped}
    given |= {one.meaning for one in tab.card}
    if tab.band:
        given.add(tab.band.meaning)
    if tab.union:
        column = "month" if tab.union.kind == "month" else "partner_id"
        given |= {f"{code}.{column}" for code in tab.means}
    return tuple(
        one.code
        for one in meanings()
        if one.tab in tab.means and one.column.required and one.code not in given
    )
