"""The memory between runs: what was sent and done, on this machine, in one SQLite file."""

from sheetsync.journal.journal import Journal, move_journal
from sheetsync.journal.lock import PORTAL_LOCK, host_lock

__all__ = ["PORTAL_LOCK", "Journal", "host_lock", "move_journal"]
