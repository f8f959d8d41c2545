"""What a person asked of one run, and what a run tells a person."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sheetsync.language import Lang, Sayable

#: The job that is nothing but the mirror: what stops the mirror stops it.
MIRROR_JOB = "mirror"
#: What `sheetsync restore` is called among runs.
RESTORE_JOB = "restore"


def _silent(_text: Sayable) -> None:
    """Progress for nobody."""


def _unasked(_lang: Lang) -> None:
    """Nobody asks which language the workbook speaks."""


def _unheard(_job: str, _error: Exception) -> None:
    """Nobody is told why a job stopped; its outcome says so."""


def _never() -> bool:
    """Nobody asks us to stop."""
    return False


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What was asked on the command line.

    Attributes:
        as_of: the day of calculation; None: the day the run starts, in Settings.timezone.
        period: the month ``YYYY-MM``; None: the one the job takes by itself.
        dry_run: show what would be published and sent; write nothing anywhere.
        publish: publish and mail although `as_of` is not today; a day to come never.
        from_mirror: on the workbook as the mirror kept it at the end of `as_of`, without Google.
        force: go on although a tab shrank, or, with `only`, although the month is not closed.
        restate: publish a rating again as a further revision.
        only: partners whose monthly report is wanted; () for all.
        revise: partners who get a corrected report.
        test_recipient: every letter goes here instead, marked as a test.
        limit: at most so many letters; None: Settings.max_sends_per_run.
        progress: told what is being done, for a terminal.
        on_language: told the workbook's language as soon as it is read.
        on_error: told the job and the error when one of several jobs stopped, as it happens.
        stop: asked between two letters whether to finish early.
        gently: a block in which a signal is only noted, since `stop` is asked.
        hold: a block in which the process is not ended: a letter is in flight.
    """

    as_of: date | None = None
    period: str | None = None
    dry_run: bool = False
    publish: bool = False
    from_mirror: bool = False
    force: bool = False
    restate: bool = False
    only: tuple[str, ...] = ()
    revise: tuple[str, ...] = ()
    test_recipient: str = ""
    limit: int | None = None
    progress: Callable[[Sayable], None] = field(default=_silent)
    on_language: Callable[[Lang], None] = field(default=_unasked)
    on_error: Callable[[str, Exception], None] = field(default=_unheard)
    stop: Callable[[], bool] = field(default=_never)
    gently: Callable[[], AbstractContextManager[None]] = field(default=nullcontext)
    hold: Callable[[], AbstractContextManager[None]] = field(default=nullcontext)


@dataclass(frozen=True, slots=True)
class Section:
    """A table of an outcome, for the terminal: a title, headers, rows of texts."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    #: Printed below the rows, for example how to see the rest.
    note: str = ""
    #: Columns that are left out where the terminal is too narrow, the first one first.
    spare: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job did.

    Attributes:
        job: its name.
        exit_code: 0 done, 1 done with rejected rows, held or failed letters (design.md 4).
        headline: one sentence for people.
        sections: tables for the terminal.
        payload: the same for machines; JSON values only, the catalogue's codes as keys.
        counts: figures for the Run log (errors, warnings, sent, held).
        left_out: told first, a line a tab: how many of its rows were left out.
        is_logged: whether it is a line of the Run log.
    """

    job: str
    exit_code: int
    headline: str
    sections: tuple[Section, ...] = ()
    payload: Mapping[str, Any] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    is_logged: bool = True


#: A bug of ours.
EXIT_BUG = 70
#: Of several jobs in one call the worst code counts (design.md 4).
_WORST_FIRST = (EXIT_BUG, 2, 3, 1, 0)


def worst(codes: Sequence[int]) -> int:
    """The exit code of several jobs.

    >>> worst([0, 3, 1]), worst([3, 2]), worst([])
    (3, 2, 0)
    """
    return next((code for code in _WORST_FIRST if code in codes), 0)
