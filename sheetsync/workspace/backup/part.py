"""What a store tells so that it is saved and brought back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sheetsync.config import Config
from sheetsync.language import Phrase

#: Writes a copy of one file to a place that nobody else has.
Save = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Installation:
    """A config and the file that it stands in: all else is found from there."""

    config: Config
    file: Path

    def state(self, name: str) -> Path:
        """A file of the state folder."""
        return self.config.path(self.config.state) / name


def _as_it_is(_copy: Path) -> None:
    """A copy that needs nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupPart:
    """One store.

    Attributes:
        code: names its files in an archive; small Latin letters and _.
        says: what it is, for people.
        found: what there is to be saved, by file name, and how a copy of each is written.
        place: where a file of that name belongs; None where the config has no place for it.
        prepare: looks at a copy before it is put in its place, and changes it.
    """

    code: str
    says: Phrase
    found: Callable[[Installation], Mapping[str, Save]]
    place: Callable[[Installation, str], Path | None]
    prepare: Callable[[Path], None] = _as_it_is
