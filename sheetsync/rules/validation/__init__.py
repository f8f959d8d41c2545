"""The rules of workbook-and-rules.md 5: what is wrong in people's tabs, and what to do about it."""

from sheetsync.rules.validation.listing import findings_frame
from sheetsync.rules.validation.running import told_once, validate
from sheetsync.rules.validation.tool_tabs import PublishedTab
from sheetsync.rules.validation.trust import unusable_tabs
from sheetsync.rules.validation.wording import Worded, worded

__all__ = [
    "PublishedTab",
    "Worded",
    "findings_frame",
    "told_once",
    "unusable_tabs",
    "validate",
    "worded",
]
