"""What is to be paid, until when, and which documents are awaited."""

from sheetsync.rules.payables.ledger import Payables, payables

__all__ = ["Payables", "payables"]
