"""Formulas computed again when a request changed cells."""

from sheetsync.sandbox.workbook import Workbook


def recalculate(workbook: Workbook) -> None:
    """Compute every formula of a workbook; a workbook without formulas costs nothing."""
