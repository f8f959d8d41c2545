"""Which line of a bank is which row of the tab Bank, however often a file is imported.

Source: adoption.md P2, "Once, however often imported".
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from sheetsync.tables.bank_lines import BankLine

_HASH_SIGNS = 12
#: Parts of what is hashed: no text of a bank holds the sign between them.
_BETWEEN = "\x1f"


@dataclass(frozen=True, slots=True)
class _Content:
    """What makes a line that line and no other."""

    account: str
    flow: str
    booked_on: date
    amount_minor: int
    doc_no: str = ""
    inn: str = ""
    their_account: str = ""
    purpose: str = ""

    @property
    def core(self) -> tuple[str, str, date, int]:
        """What a bank never words anew."""
        return self.account, self.flow, self.booked_on, self.amount_minor


def content_of(line: BankLine) -> _Content:
    """A line as it is compared."""
    return _Content(
        line.account,
        line.flow,
        line.booked_on,
        line.amount_minor,
        line.doc_no,
        line.inn,
        line.their_account,
        " ".join(line.purpose.split()),
    )


def content_hash(line: BankLine) -> str:
    """The id of a line for which the bank has none: 12 signs that tell its content."""
    content = content_of(line)
    parts = (
        content.account,
        content.flow,
        content.booked_on.isoformat(),
        content.doc_no,
        str(content.amount_minor),
        content.inn,
        content.their_account,
        content.purpose,
    )
    return hashlib.sha256(_BETWEEN.join(parts).encode()).hexdigest()[:_HASH_SIGNS]


class Ledger:
    """The rows that there are: those of the tab, and each new one.

    Args:
        known: the frame of Bank.
    """

    def __init__(self, known: pd.DataFrame) -> None:
        self._rows: dict[str, _Content] = dict(_known_rows(known))

    def new_ids(self, lines: Sequence[BankLine]) -> Iterator[tuple[str, BankLine]]:
        """The lines of one file that are no rows yet, each with its id.

        Of equal lines there are as many rows as the file with most of them has: each row stands
        for one line of a file, and only lines beyond the rows become new ones.
        """
        refs = Counter((line.account, line.bank_ref) for line in lines)
        claimed: set[str] = set()
        for line in lines:
            is_own = bool(line.bank_ref) and refs[line.account, line.bank_ref] == 1
            line_id, is_known = self._row_of(line, claimed, by_ref=is_own)
            claimed.add(line_id)
            if not is_known:
                self._rows[line_id] = content_of(line)
                yield line_id, line

    def _row_of(self, line: BankLine, claimed: set[str], *, by_ref: bool) -> tuple[str, bool]:
        """The row that a line is, or the id that it gets; and whether it is one already.

        Args:
            line: of a file.
            claimed: rows that other lines of the file are.
            by_ref: whether the bank's own id stands for this line alone in its file; banks use
                one for several (OCA/bank-statement-import#711, securo#911).
        """
        content, ref = content_of(line), line.bank_ref
        holder = self._rows.get(ref) if ref and ref not in claimed else None
        if holder is not None and (holder == content or (by_ref and holder.core == content.core)):
            return ref, True
        base, number = content_hash(line), 1
        line_id = base
        while line_id in self._rows and line_id in claimed:
            number += 1
            line_id = f"{base}-{number}"
        if line_id in self._rows:
            return line_id, True
        return (ref if by_ref and ref not in self._rows else line_id), False


def _known_rows(known: pd.DataFrame) -> Iterator[tuple[str, _Content]]:
    """The rows of the tab by their ids; those that people spoilt count by their ids alone."""
    texts = [_texts(known[name]) for name in ("line_id", "account", "flow")]
    others = [_texts(known[name]) for name in ("doc_no", "inn", "their_account", "purpose")]
    days = [date.min if pd.isna(day) else day.date() for day in known["booked_on"]]
    sums = [0 if pd.isna(minor) else int(minor) for minor in known["amount_minor"]]
    for row in zip(*texts, days, sums, *others, strict=True):
        line_id, account, flow, day, minor, doc_no, inn, their_account, purpose = row
        yield (
            line_id,
            _Content(
                account, flow, day, minor, doc_no, inn, their_account, " ".join(purpose.split())
            ),
        )


def _texts(values: Iterable[object]) -> list[str]:
    return ["" if pd.isna(value) else str(value) for value in values]  # type: ignore[call-overload]
