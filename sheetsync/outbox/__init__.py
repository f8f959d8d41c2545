"""Claim, send, settle: every letter once, whatever happens to the run.

Joins the journal, the door to people and the Send log, each handed in.
Source: mail.md 3.3, workbook-and-rules.md 4.6.
"""

from sheetsync.outbox.outbox import Outbox
from sheetsync.outbox.ports import Lease, SendLog
from sheetsync.outbox.report import LetterOutcome, Progress, SendReport

__all__ = ["Lease", "LetterOutcome", "Outbox", "Progress", "SendLog", "SendReport"]
