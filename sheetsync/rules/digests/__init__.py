"""What our own people hear: curators, the accountant, the manager."""

from sheetsync.rules.digests.bank import with_advances, with_bank_lines
from sheetsync.rules.digests.digests import digests
from sheetsync.rules.digests.facts import (
    AttentionItem,
    Digest,
    InvoiceItem,
    Occasion,
    Role,
    Total,
)
from sheetsync.rules.digests.held import with_held
from sheetsync.rules.digests.inbox import with_inbox

__all__ = [
    "AttentionItem",
    "Digest",
    "InvoiceItem",
    "Occasion",
    "Role",
    "Total",
    "digests",
    "with_advances",
    "with_bank_lines",
    "with_held",
    "with_inbox",
]
