"""Numbers of Groups and Rating rules that lie outside of what makes sense."""

from collections.abc import Mapping

import pandas as pd

from sheetsync.language import Phrase
from sheetsync.rules.payables.document_sets import alternatives_of
from sheetsync.rules.validation.book import Book
from sheetsync.rules.validation.rule import (
    GROUP_UNRATED,
    Hits,
    ValidationRule,
    Wording,
    at,
    together,
)
from sheetsync.tables.catalogue.finding_codes import V_GRP_01, V_RUL_02, V_SET_01
from sheetsync.tables.catalogue.ranges import (
    GROUP_RANGES,
    MONEY_GROUP_COLUMNS,
    RULE_RANGES,
    Range,
)
from sheetsync.tables.catalogue.rating import GROUPS

#: How often a group's partners are called; the one figure of it that no rating uses.
_TOUCHES = "touch_days"
_RATING = tuple(column for column in GROUP_RANGES if column not in {*MONEY_GROUP_COLUMNS, _TOUCHES})


def group_out_of_range(book: Book) -> Hits:
    """A figure of a group's rating that is too small or too large."""
    return _outside(book, "groups", {column: GROUP_RANGES[column] for column in _RATING})


def touches_out_of_range(book: Book) -> Hits:
    """A number of days between two touches that is too small or too large."""
    return _outside(book, "groups", {_TOUCHES: GROUP_RANGES[_TOUCHES]})


def fewer_jobs_for_a(book: Book) -> Hits:
    """Tier A that asks for fewer jobs than a rating does; a blank cell asks for no more."""
    rows = book.readable("groups", "min_jobs", "min_jobs_a")
    table = book.tables.tables.get("groups")
    said = [table is not None and bool(table.cell(row, "min_jobs_a").shown) for row in rows.index]
    fewer = (rows["min_jobs_a"] < rows["min_jobs"]).fillna(value=False).astype(bool)
    wrong = rows[fewer & pd.Series(said, index=rows.index, dtype=bool)]
    return at(wrong, range="≥ " + wrong["min_jobs"].astype("str"))


def money_out_of_range(book: Book) -> Hits:
    """A payout share, a document set or a deadline of a group that cannot be used."""
    numbers = {c: GROUP_RANGES[c] for c in MONEY_GROUP_COLUMNS if c in GROUP_RANGES}
    rows = book.readable("groups", "doc_set")
    named = book.settings.document_sets
    known = rows["doc_set"].map(lambda name: alternatives_of(str(name), named) is not None)
    unknown = rows[rows["doc_set"].notna() & ~known.astype(bool)]
    return together([_outside(book, "groups", numbers), at(unknown, column="doc_set")])


def weight_out_of_range(book: Book) -> Hits:
    """A weight below zero or beyond all measure."""
    return _outside(book, "rules", {"weight": RULE_RANGES["weight"]})


def mix_out_of_range(book: Book) -> Hits:
    """A number of records of the norm that is too small or too large."""
    return _outside(book, "rules", {"prior_weight": RULE_RANGES["prior_weight"]})


def stop_out_of_range(book: Book) -> Hits:
    """A stop factor that points, from 0 to 100, can never meet."""
    return _outside(book, "rules", {"stop_below": RULE_RANGES["stop_below"]})


def _outside(book: Book, tab: str, ranges: Mapping[str, Range]) -> Hits:
    """Cells that hold a number outside of their column's range."""
    found = []
    for column, limits in ranges.items():
        rows = book.readable(tab, column)
        filled = rows[rows[column].notna()]
        wrong = filled[[not limits.holds(number) for number in filled[column].tolist()]]
        percent = tab == GROUPS.code and GROUPS.column(column).kind == "percent"
        found.append(at(wrong, column=column, range=limits.text(percent=percent)))
    return together(found)


_OUTSIDE = Phrase(
    ru="«{column}» {value}: нужно {range}.",
    en="“{column}” {value}: it must be {range}.",
)
_ENTER = Phrase(ru="Впишите число: {range}.", en="Enter a number: {range}.")
_RATED = Wording(_OUTSIDE, _ENTER, GROUP_UNRATED)

RULES = (
    ValidationRule(V_GRP_01, "error", "groups", "", "cell", group_out_of_range, _RATED),
    ValidationRule(V_GRP_01, "error", "groups", "min_jobs_a", "cell", fewer_jobs_for_a, _RATED),
    ValidationRule(
        V_GRP_01, "error", "groups", "touch_days", "cell", touches_out_of_range,
        Wording(_OUTSIDE, _ENTER, Phrase(ru="взята норма в 30 дней", en="30 days are used")),
    ),
    ValidationRule(
        V_SET_01, "error", "groups", "", "none", money_out_of_range,
        Wording(
            Phrase(
                ru="«{column}»: [{value} не годится, нужно {range}.|набора «{value}» нет.]",
                en="“{column}”: [{value} cannot be used, it must be {range}.|"
                "there is no set “{value}”.]",
            ),
            Phrase(
                ru="[Впишите число: {range}.|Назовите набор из настроек (docset_…) или перечислите "
                "документы через +.]",
                en="[Enter a number: {range}.|Name a set of Settings (docset_…) or list the "
                "documents, joined by +.]",
            ),
            Phrase(
                ru="задания с деньгами остановлены, значение по умолчанию не берётся",
                en="jobs with money stop, no default is assumed",
            ),
        ),
    ),
    ValidationRule(V_RUL_02, "error", "rules", "weight", "cell", weight_out_of_range, _RATED),
    ValidationRule(V_RUL_02, "error", "rules", "prior_weight", "cell", mix_out_of_range, _RATED),
    ValidationRule(V_RUL_02, "error", "rules", "stop_below", "cell", stop_out_of_range, _RATED),
)  # fmt: skip
