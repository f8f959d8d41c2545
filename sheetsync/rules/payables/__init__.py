"""What is to be paid, until when, and which documents are awaited."""

from sheetsync.rules.payables.balance import balance
from sheetsync.rules.payables.booked import BankTabs
from sheetsync.rules.payables.ledger import Payables, packs_alone, payables
from sheetsync.rules.payables.overdue_tab import overdue_rows, with_last_lines
from sheetsync.rules.payables.packs_tab import pack_rows
from sheetsync.rules.payables.register_tab import register_rows

__all__ = [
    "BankTabs",
    "Payables",
    "balance",
    "overdue_rows",
    "pack_rows",
    "packs_alone",
    "payables",
    "register_rows",
    "with_last_lines",
]
