"""How much partners may send."""

from dataclasses import dataclass

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much partners may send. Source: portal.md 6, sizes.

    Attributes:
        file_bytes: of one file.
        files_at_once: of one submission.
        files_per_month: of one partner, for one month.
        free_bytes: so much room stays on the vault's disk.
    """

    file_bytes: int = 15 * _MB
    files_at_once: int = 5
    files_per_month: int = 30
    free_bytes: int = 2_000 * _MB
