"""What a round does about each submission whose row somebody asked for at the desk.

A row is written once: before it is written, and whenever nobody knows whether it was, it is looked
up; and one whose writing was perhaps begun is left alone for as long as Google may still be at it.

Source: portal.md 1 (decision 4), 5.5.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sheetsync.language import Lang, Phrase, Sayable
from sheetsync.rules.portal.acceptances import Acceptance
from sheetsync.rules.portal.inbox import held_words
from sheetsync.rules.portal.standing import Standing
from sheetsync.rules.portal.submissions import StoredSubmission
from sheetsync.tables.catalogue.portal import SUBMISSION_STATE
from sheetsync.tables.schema import Choice

#: A submission is entered while nothing else became of it.
ENTERED_IN = frozenset({"waiting", "asked"})

SWITCHED_OFF = Phrase(
    ru="на столе больше не вносят строки: accept_appends в config.yaml выключен; скопируйте "
    "строку из готовой вкладки",
    en="the desk enters no rows any more: accept_appends in config.yaml is off; copy the row "
    "from the ready tab",
)
_OTHERWISE = Phrase(
    ru="пока мы вносили, решили иначе: {state}", en="it was decided otherwise meanwhile: {state}"
)
_TAKEN_OUT = Phrase(
    ru="строку уже вносили, и её удалили; если нужна, примите ещё раз",
    en="its row was entered before and deleted; accept it again if it is wanted",
)


@dataclass(frozen=True, slots=True)
class EntryPlan:
    """What is to be done about acceptances.

    Attributes:
        write: numbers of submissions whose row is to be written.
        stand: the row by number of those whose row stands.
        fail: why not, by number.
    """

    write: tuple[str, ...] = ()
    stand: dict[str, int] = field(default_factory=dict)
    fail: dict[str, Sayable] = field(default_factory=dict)


def entry_plan(
    acceptances: Iterable[Acceptance],
    stored: Iterable[StoredSubmission],
    standing: Mapping[str, Standing],
    now: datetime,
) -> EntryPlan:
    """What is to be done about acceptances, by what stands in the sheet and was decided.

    Args:
        acceptances: those that are asked for, or perhaps on their way.
        stored: all submissions.
        standing: how each stands, by its number, by what stands in its tab right now.
        now: an aware moment.
    """
    events = {one.submission.no: one.events for one in stored}
    write: list[str] = []
    stand: dict[str, int] = {}
    fail: dict[str, Sayable] = {}
    for one in acceptances:
        found = standing[one.no]
        accepted = [event.at for event in events[one.no] if event.kind == "accepted"]
        if found.entered is not None:
            stand[one.no] = found.entered.row
        elif found.held_by is not None:
            fail[one.no] = held_words(found.held_by)
        elif found.state not in ENTERED_IN:
            fail[one.no] = _OTHERWISE.given(state=_StateWords(found.state))
        elif any(at >= one.asked_at for at in accepted):
            fail[one.no] = _TAKEN_OUT
        elif one.is_due(now):
            write.append(one.no)
    return EntryPlan(tuple(write), stand, fail)


@dataclass(frozen=True, slots=True)
class _StateWords:
    """A state in the language of whoever reads."""

    code: str

    def said(self, lang: Lang) -> str:
        choices: Iterable[Choice] = SUBMISSION_STATE
        return next(one.label(lang) for one in choices if one.code == self.code)
