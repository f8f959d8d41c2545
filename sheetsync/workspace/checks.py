"""What doctor tells of one part of the chain, and the check of rights on the files we write."""

import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sheetsync.config import Config
from sheetsync.errors import SheetsyncError
from sheetsync.language import DEFAULT, Phrase, Sayable
from sheetsync.language.phrases import as_it_is
from sheetsync.private_files import others_may_read

_NOTHING = as_it_is("")
State = Literal["ok", "warning", "bad"]


@dataclass(frozen=True, slots=True)
class Check:
    """One part of the chain.

    Attributes:
        name: code of the part.
        state: "bad" would stop a run.
        words: what was found.
        cure_words: what to do, "" when nothing is needed.
    """

    name: str
    state: State
    words: Sayable
    cure_words: Sayable = _NOTHING

    @property
    def text(self) -> str:
        """What was found, for machines."""
        return self.words.said(DEFAULT)

    @property
    def cure(self) -> str:
        """What to do, for machines; "" when nothing is needed."""
        return self.cure_words.said(DEFAULT)


def guarded(name: str, check: Callable[[], Check]) -> Check:
    """A check, or the error that it met: a broken part never hides the next."""
    try:
        return check()
    except SheetsyncError as error:
        return Check(name, "bad", error.words, error.cure_words)


def open_files(config: Config) -> Check:
    """Whether others on this machine may read the journal, letters, the log or a sandbox file.

    New ones are always private; those that an earlier version or a person made may not be.
    """
    found = [place for place in _written(config) if any(map(others_may_read, _within(place)))]
    if not found:
        alone = Phrase(
            ru="журнал и письма читает только их владелец",
            en="journal, letters and log are their owner's alone",
        )
        return Check("files", "ok", alone)
    names = [_shown(place, config) for place in found]
    return Check(
        "files",
        "warning",
        Phrase(
            ru="другие на этой машине могут прочесть {names}",
            en="others on this machine may read {names}",
        ).given(names=", ".join(names)),
        as_it_is(f"chmod -R go= {shlex.join(names)}"),
    )


def _written(config: Config) -> Iterator[Path]:
    """The folders and files of ours that are there."""
    names = (config.state, config.mail.folder, config.log.file, config.sandbox)
    yield from filter(Path.exists, (config.path(name) for name in names if name))


def _within(place: Path) -> Iterator[Path]:
    yield place
    if place.is_dir():
        yield from (path for path in place.rglob("*") if path.exists() and not path.is_symlink())


def _shown(place: Path, config: Config) -> str:
    base = config.path("")
    return str(place.relative_to(base)) if place.is_relative_to(base) else str(place)
