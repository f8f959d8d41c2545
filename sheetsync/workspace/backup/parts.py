"""The parts of a backup: ours, and those of stores that come later.

A later store registers its part, and nothing else has to know of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sheetsync.workspace.backup.own_parts import OWN_PARTS
from sheetsync.workspace.backup.part import BackupPart

_PARTS: dict[str, BackupPart] = {part.code: part for part in OWN_PARTS}


def parts() -> tuple[BackupPart, ...]:
    """All parts there are, in the order in which they are saved and put back."""
    return tuple(_PARTS.values())


def register(part: BackupPart) -> BackupPart:
    """Have one more part; those that are there already are put back before it, the config last.

    Raises:
        ValueError: its code is taken.
    """
    if part.code in _PARTS:
        raise ValueError(f"there is a part {part.code!r} already")
    _PARTS[part.code] = part
    return part


@contextmanager
def registered(part: BackupPart) -> Iterator[BackupPart]:
    """Have one more part for a while."""
    register(part)
    try:
        yield part
    finally:
        del _PARTS[part.code]
