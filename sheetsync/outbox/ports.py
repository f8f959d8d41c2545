"""What the outbox asks of the workbook: an append-only log and a lease."""

from collections.abc import Mapping, Sequence
from typing import Protocol

#: A row of the Send log: values by the codes of its columns.
LogRow = Mapping[str, str | int]


class SendLog(Protocol):
    """The tab that people read, and that other machines and a new disk learn from."""

    def rows(self) -> Sequence[LogRow]:
        """All rows, in the order in which they were appended."""
        ...

    def append(self, rows: Sequence[LogRow]) -> None:
        """Append rows, all or none; a row whose ``row_id`` stands there already is left out.

        Raises:
            WorkbookError: they do not stand there for sure.
        """
        ...


class Lease(Protocol):
    """The right of one machine to send for this spreadsheet; it runs out if not renewed."""

    def acquire(self) -> None:
        """Take the lease; what an earlier run on this machine left is taken over.

        Raises:
            RunActiveError: another machine holds it.
        """
        ...

    def renew(self) -> None:
        """Hold it for another while.

        Raises:
            LeaseLostError: another machine has taken it; nothing more may be sent.
        """
        ...

    def release(self) -> None:
        """Give it back; if it is lost already, that is fine."""
        ...
