"""Rules of Decisions, and of rows that people entered from what partners sent (portal.md 5.3)."""

from collections.abc import Iterable, Iterator

import pandas as pd

from sheetsync.language import Phrase
from sheetsync.rules.portal.decisions import undecided_rows
from sheetsync.rules.validation.book import Book
from sheetsync.rules.validation.nearest import nearest
from sheetsync.rules.validation.rule import (
    NOTHING,
    Hits,
    ValidationRule,
    Wording,
    at,
    together,
)
from sheetsync.tables.catalogue.finding_codes import (
    V_BOX_01,
    V_BOX_02,
    V_BOX_03,
    V_BOX_04,
    V_BOX_05,
    V_BOX_07,
)
from sheetsync.tables.catalogue.partners import ENTITIES
from sheetsync.tables.catalogue.people_desk import NEEDS_TEXT
from sheetsync.tables.catalogue.portal import PAPER_KINDS, SUBMISSION_KIND
from sheetsync.tables.document_numbers import folded_number

#: People's tabs whose rows may say which submission they came from.
_ENTERED = tuple(dict.fromkeys(one.enters for one in SUBMISSION_KIND if one.is_paper))
_UNSEEN = Phrase(ru="решение не действует", en="the decision does not count")


def unknown_submission(book: Book) -> Hits:
    """A decision about a submission that nobody sent."""
    if book.sent is None:
        return pd.DataFrame()
    rows = book.readable("decisions", "submission").dropna(subset=["submission"])
    known = set(book.sent["submission"].dropna())
    strange = rows[~rows["submission"].str.upper().isin(known)]
    near = strange["submission"].map(lambda text: nearest(str(text).upper(), sorted(known)) or "")
    return at(strange, near=near.where(near != ""))


def another_amount(book: Book) -> Hits:
    """An invoice that was entered with another amount than the partner sent."""
    if book.sent is None:
        return pd.DataFrame()
    rows = book.readable("invoices", "submission", "amount").dropna(
        subset=["submission", "amount_minor"]
    )
    # Of no rows, pandas makes texts.
    if rows.empty:
        return pd.DataFrame()
    sent = book.sent.drop_duplicates("submission").set_index("submission")
    was = rows["submission"].str.upper().map(sent["amount_minor"]).astype("Int64")
    currency = rows["submission"].str.upper().map(sent["currency"])
    differs = (was - rows["amount_minor"]).abs() > book.settings.amount_tolerance_minor
    wrong = rows[differs.fillna(False).astype(bool)]
    return at(wrong, sent_minor=was[wrong.index], currency=currency[wrong.index])


def entered_nowhere(book: Book) -> Hits:
    """What is accepted in Decisions alone, while no row says it."""
    if book.sent is None:
        return pd.DataFrame()
    rows = book.readable("decisions", "submission", "decision")
    rows = rows[(rows["decision"] == "accept") & rows["submission"].notna()]
    sent = book.sent[book.sent["kind"].isin(PAPER_KINDS)]
    lacking = set(sent["submission"]) - _entered(book, sent)
    wishes = set(book.sent.loc[book.sent["kind"] == "requisites", "submission"])
    numbers = rows["submission"].str.upper()
    found = rows[numbers.isin(lacking | (wishes - book.entered))]
    table = book.tables.tables.get(ENTITIES.code)
    title = pd.Series(table.title if table else ENTITIES.en, found.index)
    entities = title.where(numbers[found.index].isin(wishes))
    return at(found, entities=entities)


def entered_twice(book: Book) -> Hits:
    """One submission that two rows came from."""
    numbers = {tab: book.readable(tab, "submission")["submission"].dropna() for tab in _ENTERED}
    if not any(map(len, numbers.values())):
        return pd.DataFrame()
    named = pd.concat(
        [
            pd.DataFrame({"tab": tab, "number": rows.str.upper(), "row": rows.index}, rows.index)
            for tab, rows in numbers.items()
        ]
    )
    doubled = named[named.duplicated("number")]
    first = named.groupby("number")["row"].transform("first")
    return together(
        at(rows, tab=tab, row=first[named.duplicated("number")][rows.index])
        for tab, rows in doubled.groupby("tab")
    )


def without_text(book: Book) -> Hits:
    """A decision that the partner has to hear the reason of, without words."""
    rows = book.readable("decisions", "decision", "text")
    return at(rows[rows["decision"].isin(NEEDS_TEXT) & rows["text"].isna()])


def opposed(book: Book) -> Hits:
    """Different decisions about one submission that nobody has seen one after the other."""
    if book.sent is None:
        return pd.DataFrame()
    known = set(book.sent["submission"].dropna())
    found = undecided_rows(book.tables, known, book.seen)
    return at(book.frame("decisions").loc[found])


def _entered(book: Book, sent: pd.DataFrame) -> set[str]:
    """The submissions whose row stands in its tab: by their number, or as what they are."""
    named: set[str] = set()
    places: set[tuple[str, str]] = set()
    for tab in _ENTERED:
        rows = book.frame(tab)
        named |= set(rows["submission"].dropna().str.upper())
        places |= set(_places(rows.itertuples(index=False)))
    told = zip(sent["submission"], _places(sent.itertuples(index=False)), strict=True)
    return named | {str(no) for no, place in told if place[1] and place in places}


def _places(rows: Iterable[object]) -> Iterator[tuple[str, str]]:
    """Legal entity and folded number of each row; a row without a number has ""."""
    for row in rows:
        number, entity_id = getattr(row, "number", None), getattr(row, "entity_id", None)
        yield str(entity_id), (folded_number(number) or "") if isinstance(number, str) else ""


RULES = (
    ValidationRule(
        V_BOX_01, "error", "decisions", "submission", "row", unknown_submission,
        Wording(
            Phrase(ru="заявки {value} нет.", en="there is no submission {value}."),
            Phrase(
                ru="[Похожа {near}.|Возьмите номер из вкладки «Входящие».]",
                en="[{near} is similar.|Take the number from the tab Inbox.]",
            ),
            _UNSEEN,
        ),
    ),
    ValidationRule(
        V_BOX_02, "warning", "invoices", "amount", "none", another_amount,
        Wording(
            Phrase(
                ru="внесено {value}, а партнёр прислал {sent_minor}.",
                en="{value} was entered, but the partner sent {sent_minor}.",
            ),
            Phrase(
                ru="Сверьте с файлом счёта.", en="Compare it with the file of the invoice."
            ),
            NOTHING,
        ),
    ),
    ValidationRule(
        V_BOX_03, "warning", "decisions", "decision", "none", entered_nowhere,
        Wording(
            Phrase(
                ru="принято, а строки в своей вкладке ещё нет.",
                en="it is accepted, but its row stands in no tab yet.",
            ),
            Phrase(
                ru="[Впишите новые реквизиты во вкладку «{entities}».|"
                "Скопируйте её из «Счета к переносу» или «Документы к переносу».]",
                en="[Enter the new requisites in {entities}.|"
                "Copy it from Invoices to enter or Documents to enter.]",
            ),
            Phrase(ru="заявка ждёт", en="the submission waits"),
        ),
    ),
    ValidationRule(
        V_BOX_04, "warning", "invoices", "submission", "none", entered_twice,
        Wording(
            Phrase(
                ru="заявка {value} стоит ещё в строке {row}.",
                en="submission {value} stands in row {row} as well.",
            ),
            Phrase(
                ru="Сотрите номер там, где его быть не должно.",
                en="Clear the number where it does not belong.",
            ),
            NOTHING,
        ),
    ),
    ValidationRule(
        V_BOX_05, "error", "decisions", "text", "row", without_text,
        Wording(
            Phrase(
                ru="партнёр не узнает почему: текста нет.",
                en="the partner would not hear why: there is no text.",
            ),
            Phrase(ru="Впишите, что ему прочесть.", en="Enter what the partner is to read."),
            _UNSEEN,
        ),
    ),
    ValidationRule(
        V_BOX_07, "error", "decisions", "decision", "none", opposed,
        Wording(
            Phrase(
                ru="об одной заявке два разных решения сразу.",
                en="two different decisions about one submission at once.",
            ),
            Phrase(ru="Оставьте одно.", en="Keep one."),
            _UNSEEN,
        ),
    ),
)  # fmt: skip
