"""What the job `payments` tells, and the commands that import and match."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sheetsync.language import Lang, Phrase
from sheetsync.language.days import short_day, typed_day
from sheetsync.rules.payments.importing import NewLines
from sheetsync.rules.payments.matches_tab import level_counts
from sheetsync.rules.payments.matching import MatchedLine
from sheetsync.rules.payments.trouble_words import trouble_sentence
from sheetsync.tables.bank_lines import Trouble
from sheetsync.tables.catalogue.payments import MATCH_LEVEL
from sheetsync.workspace.options import Outcome, Section
from sheetsync.workspace.outcomes.bank_lines import PAYMENTS_JOB

GAP = "GAP"
_FILES = Phrase(
    ru="файлов: {files}; новых строк: {new}, известных: {known}",
    en="files: {files}; lines new: {new}, known: {known}",
)
_PENDING = Phrase(ru="ещё не проведено банком: {count}", en="not booked by the bank yet: {count}")
_NOTED = Phrase(ru="решений записано: {count}", en="decisions noted: {count}")
_WAITING = Phrase(ru="ждут уточнения: {count}", en="decisions that wait: {count}")
_UNTIL = Phrase(ru="выписка по {day}", en="bank until {day}")
_ACCOUNT_UNTIL = Phrase(ru="{day} (…{end})", en="{day} (…{end})")
_GAPS = Phrase(ru="нет выписки за {days}", en="no statement for {days}")
_NOTHING = Phrase(ru="строк без решения нет", en="no line is without a decision")
_DOUBTFUL = Phrase(ru="Что сомнительно", en="What is doubtful")
_HEADERS = (
    Phrase(ru="Файл", en="File"),
    Phrase(ru="Место", en="Place"),
    Phrase(ru="Что не так", en="What is wrong"),
)
_BETWEEN = " · "
_END_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did about the bank.

    Attributes:
        new: what files brought; None where none were asked for.
        files_count: how many were read.
        entries: new rows of the Payment log.
        matched: every undecided line with what it may pay.
    """

    new: NewLines | None
    files_count: int
    entries: pd.DataFrame
    matched: Sequence[MatchedLine]


def payments_outcome(done: Done, lang: Lang) -> Outcome:
    """One line for people: ``files: 3; lines new: 180, known: 34 · exact 121, …``.

    The exit code is 1 where something is doubtful: a balance, a gap, a line that cannot be read.
    """
    new = done.new
    troubles = new.troubles if new else ()
    levels = level_counts(done.matched)
    noted = done.entries["state"].astype("str")
    parts = [
        *(_read(done.files_count, new, lang) if new else ()),
        *_decisions(done.entries, noted, lang),
        _levels(levels, lang) if done.matched else _NOTHING.said(lang),
        *(_covered(new, lang) if new else ()),
    ]
    return Outcome(
        PAYMENTS_JOB,
        1 if troubles else 0,
        _BETWEEN.join(parts),
        sections=tuple(_doubtful(troubles, lang)),
        payload={
            **(_payload(done.files_count, new, lang) if new else {}),
            "levels": levels,
            "noted": int((noted != "waiting").sum()),
            "waiting": int((noted == "waiting").sum()),
        },
        counts={"warnings": len(troubles)} if troubles else {},
    )


def _read(files_count: int, new: NewLines, lang: Lang) -> Iterator[str]:
    yield _FILES.said(lang, files=files_count, new=len(new.rows), known=new.known_count)
    if new.pending_count:
        yield _PENDING.said(lang, count=new.pending_count)


def _decisions(entries: pd.DataFrame, states: "pd.Series[str]", lang: Lang) -> Iterator[str]:
    """How many lines got entries, and how many wait."""
    for words, some in (
        (_NOTED, entries[states != "waiting"]),
        (_WAITING, entries[states == "waiting"]),
    ):
        if len(some):
            yield words.said(lang, count=some["line_id"].nunique())


def _levels(levels: Mapping[str, int], lang: Lang) -> str:
    return ", ".join(f"{one.label(lang)} {levels[one.code]}" for one in MATCH_LEVEL)


def _covered(new: NewLines, lang: Lang) -> Iterator[str]:
    """Until which day statements tell, and which days are missing."""
    days = set(new.until.values())
    if len(days) == 1:
        yield _UNTIL.said(lang, day=typed_day(days.pop(), lang))
    elif days:
        each = [
            _ACCOUNT_UNTIL.said(lang, day=typed_day(day, lang), end=account[-_END_DIGITS:])
            for account, day in sorted(new.until.items())
        ]
        yield _UNTIL.said(lang, day=", ".join(each))
    gaps = [_gap(one, lang) for one in new.troubles if one.code == GAP]
    if gaps:
        yield _GAPS.said(lang, days=", ".join(dict.fromkeys(gaps)))


def _gap(trouble: Trouble, lang: Lang) -> str:
    first, last = (date.fromisoformat(trouble.facts[name]) for name in ("first", "last"))
    if first == last:
        return short_day(first, lang)
    return f"{short_day(first, lang)}–{short_day(last, lang)}"


def _doubtful(troubles: Sequence[Trouble], lang: Lang) -> Iterator[Section]:
    if troubles:
        rows = tuple(
            (one.facts.get("file", ""), one.place, trouble_sentence(one).said(lang))
            for one in troubles
        )
        headers = tuple(header.said(lang) for header in _HEADERS)
        yield Section(_DOUBTFUL.said(lang), headers, rows, spare=(1,))


def _payload(files_count: int, new: NewLines, lang: Lang) -> dict[str, object]:
    return {
        "files": files_count,
        "new": len(new.rows),
        "known": new.known_count,
        "pending": new.pending_count,
        "until": {account: day.isoformat() for account, day in sorted(new.until.items())},
        "troubles": [
            {
                "code": one.code,
                "place": one.place,
                "facts": dict(one.facts),
                "message": trouble_sentence(one).said(lang),
            }
            for one in new.troubles
        ],
    }
