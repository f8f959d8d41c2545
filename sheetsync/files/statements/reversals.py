"""Which way reversals moved: as they say, or as the balances prove."""

from collections.abc import Sequence
from dataclasses import replace

from sheetsync.tables.bank_lines import BankLine, Flow

OTHER_FLOW: dict[Flow, Flow] = {"in": "out", "out": "in"}


def moved_minor(lines: Sequence[BankLine]) -> int:
    """What some lines came to: what came in less what went out."""
    return sum(line.amount_minor if line.flow == "in" else -line.amount_minor for line in lines)


def settled(
    lines: Sequence[BankLine], opening_minor: int | None, closing_minor: int | None
) -> tuple[BankLine, ...]:
    """The lines with their reversals the way that makes the balances add up.

    By ISO 20022 the sign beside a reversal is its own; some banks write that of what it takes back
    (OCA/bank-statement-import#375). The statement's balances are the witness; without them, and
    where neither way adds up, it stays as it stands.
    """
    turned = tuple(
        replace(line, flow=OTHER_FLOW[line.flow]) if line.mark == "reversal" else line
        for line in lines
    )
    if opening_minor is None or closing_minor is None:
        return tuple(lines)
    moved = closing_minor - opening_minor
    return turned if moved_minor(lines) != moved == moved_minor(turned) else tuple(lines)
