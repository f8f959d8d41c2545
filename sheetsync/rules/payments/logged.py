"""What the Payment log says of each line of the bank. Source: adoption.md P1, Payment log."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from sheetsync.rules.payables.booked import LogSum, log_sums

_WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Logged:
    """What the log says of one line.

    Attributes:
        revision: the last one; 0 for none.
        said: whose word the last one stands on; "" for none.
        is_waiting: the decision waits (V-PAY-04).
        sums: what is in force, an invoice each.
    """

    revision: int = 0
    said: str = ""
    is_waiting: bool = False
    sums: tuple[LogSum, ...] = field(default=())

    @property
    def entity_id(self) -> str:
        """Whose invoices the line pays; "" for nobody's."""
        return self.sums[0].named.entity_id if self.sums else ""


NEVER = Logged()


def logged_lines(log: pd.DataFrame) -> Mapping[str, Logged]:
    """What the log says, by line_id.

    Args:
        log: rows of the Payment log by code, in whatever order: people sort it.
    """
    sums: defaultdict[str, list[LogSum]] = defaultdict(list)
    for one in sorted(log_sums(log), key=_order):
        sums[one.line_id].append(one)
    told = log.dropna(subset=["line_id", "revision"]).sort_values("revision", kind="stable")
    last = told.drop_duplicates("line_id", keep="last")
    columns = (last[name].astype("str") for name in ("line_id", "said", "state"))
    return {
        line_id: Logged(int(revision), said, state == _WAITING, tuple(sums[line_id]))
        for revision, line_id, said, state in zip(last["revision"], *columns, strict=True)
    }


def _order(one: LogSum) -> tuple[str, str, str]:
    return one.line_id, one.named.number, str(one.named.day)
