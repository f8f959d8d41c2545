"""A workbook's bank, day by day: people decide, a run notes, and what it noted is read again."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from sheetsync.rules.payables import Payables, payables
from sheetsync.rules.payables.booked import BankTabs
from sheetsync.rules.payments.deciding import new_entries
from sheetsync.tables.catalogue.modules import with_needs
from sheetsync.tables.catalogue.payments import PAYMENT_LOG
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.locales import conventions
from sheetsync.tables.table import Tables
from sheetsync.testing.drawing import drawn
from tests.rules.payments.bank_rows import bank_tabs, line, match

AS_OF = date(2026, 4, 15)
NETWORK = """
    Legal entities
    Entity ID | Partner ID | Legal name  | Kind    | Tax ID (INN) | VAT
    E-1       | P-1        | ООО «Север» | company | 9900000017   | no VAT
    E-2       | P-1        | ООО «Юг»    | company | 9900000024   | no VAT
    """
INVOICES = """
    Invoices
    Entity ID | Direction    | Number | Date       | Month    | Amount | Currency | Due
    E-1       | from partner | 12     | 2026-03-16 | '2026-03 | 50000  | RUB      | 2026-04-20
    E-1       | from partner | 13     | 2026-03-16 | '2026-03 | 20000  | RUB      | 2026-04-20
    E-2       | from partner | УТ-15  | 2026-03-16 | '2026-03 | 30000  | RUB      | 2026-04-20
    E-1       | to partner   | 7      | 2026-03-16 | '2026-03 | 40000  | RUB      | 2026-04-20
    """


@cache
def _tables(invoices: str, settings: tuple[tuple[str, Any], ...]) -> Tables:
    return drawn(NETWORK + invoices, modules=with_needs(["payments"]), **dict(settings))


class Desk:
    """What the tabs hold; people change it, `run` is a run of the job.

    Attributes:
        lines: of the tab Bank, by line_id.
        matches: of the tab Matches, by line_id.
        log: of the Payment log.
    """

    def __init__(self, invoices: str = INVOICES, **settings: Any) -> None:
        self.tables = _tables(invoices, tuple(settings.items()))
        self.lines: dict[str, dict[str, Any]] = {}
        self.matches: dict[str, dict[str, Any]] = {}
        self.log: pd.DataFrame = typed_frame(PAYMENT_LOG.columns)
        self.unread: set[str] = set()

    def bank_tells(self, line_id: str, amount: float, proposal: str = "", **more: Any) -> None:
        """A line comes, and what it may pay is published beside it."""
        facts = {name: more.pop(name) for name in ("on", "flow", "inn") if name in more}
        self.lines[line_id] = line(line_id, amount, proposal=proposal or None, **facts)
        self.matches[line_id] = match(line_id, proposal, **more)

    def say(self, line_id: str, decision: str | None, instead: str | None = None) -> None:
        """People fill their two columns."""
        self.lines[line_id] |= {"decision": decision, "instead": instead}

    def tabs(self) -> BankTabs:
        tabs = bank_tabs(self.lines.values(), (), self.matches.values())
        numbers = dict(zip(self.lines, tabs.bank.index, strict=True))
        unread = frozenset(int(numbers[line_id]) for line_id in self.unread)
        return BankTabs(tabs.bank, tabs.matches, self.log, unread=unread)

    def owed(self) -> Payables:
        return payables(self.tables, AS_OF, self.tabs())

    def run(self) -> list[tuple[Any, ...]]:
        """What a run notes, as (line, revision, number, sum, state, said)."""
        tabs = self.tabs()
        new = new_entries(tabs, self.owed().invoices, self.tables.settings, conventions("ru_RU"))
        self.log = pd.concat([self.log, new], ignore_index=True)
        for line_id, one in self.lines.items():
            is_open = one.get("decision") is None and line_id in self.matches
            shown = self.matches[line_id]["proposal"] if is_open else None
            one["proposal"] = shown
        return [
            (row.line_id, row.revision, row.number, _major(row.amount_minor), row.state, row.said)
            for row in new.itertuples()
        ]

    def paid(self) -> Mapping[str, float]:
        """What is paid of each invoice, by number; those that nothing is paid of are left out."""
        rows = self.owed().invoices
        sums = zip(rows["number"], rows["paid_minor"], strict=True)
        return {str(number): minor / 100 for number, minor in sums if minor}


def _major(minor: Any) -> float | None:
    return None if pd.isna(minor) else minor / 100
