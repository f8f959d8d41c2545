"""Which partners' letters are held back: those whose figures stand on a cell with an error.

Source: workbook-and-rules.md 4.4.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from sheetsync.rules.monthly.recipients import partner_rows
from sheetsync.rules.references import matched
from sheetsync.tables.catalogue.people import (
    DOCUMENTS,
    ENTITIES,
    FEEDBACK,
    INVOICES,
    JOBS,
    PARTNERS,
)
from sheetsync.tables.schema import Finding
from sheetsync.tables.table import Tables

#: Tabs without which no report can be right.
_FEEDING = (PARTNERS.code, ENTITIES.code, JOBS.code, INVOICES.code, DOCUMENTS.code)
#: Of a partner's and an entity's row only what the letter uses holds it.
_PARTNER_COLUMNS = ("partner_id", "name", "status", "report_email", "gets_report", "lang")
_ENTITY_COLUMNS = ("entity_id", "partner_id", "legal_name", "kind", "inn", "vat", "doc_set")
Held = Mapping[str, tuple[Finding, ...]]


def findings_that_hold(tables: Tables, entities: pd.DataFrame, period: str) -> Held:
    """The error findings in rows that feed each partner's report of a month.

    These are: what the letter uses of the partner's and its entities' own rows; jobs done or due
    in the month, and feedback of it; invoices of the month or not paid off before it; closing
    documents of the month. A row whose month cannot be read is taken for one of the month. A fault
    of a whole tab holds everybody.

    Args:
        tables: with the findings of validation.
        entities: what `legal_entities` returns.
        period: the month.

    Returns:
        Findings by partner_id, in the order they were found; partners that are not held are not in
        it. Rows whose partner nobody can tell hold nobody.
    """
    errors = [finding for finding in tables.findings if finding.severity == "error"]
    partner_ids = partner_rows(tables)["partner_id"]
    held: dict[str, list[Finding]] = {}
    for finding in errors:
        if finding.effect == "tab" and finding.tab in _FEEDING:
            for partner_id in partner_ids:
                held.setdefault(str(partner_id), []).append(finding)
    owners = _Owners(tables, entities, period)
    for finding in errors:
        owner = owners.owner(finding)
        if owner:
            held.setdefault(owner, []).append(finding)
    return {partner_id: tuple(findings) for partner_id, findings in held.items()}


class _Owners:
    """Whose report a row feeds."""

    def __init__(self, tables: Tables, entities: pd.DataFrame, period: str) -> None:
        self._tables = tables
        self._period = period
        self._partner_of_entity = {
            str(entity_id): str(partner_id)
            for entity_id, partner_id in entities["partner_id"].dropna().items()
        }
        self._entity_ids = entities.index.to_series()
        self._partner_ids = partner_rows(tables)["partner_id"]
        self._feeds: Mapping[str, Callable[[Any, Finding], bool]] = {
            PARTNERS.code: _uses(_PARTNER_COLUMNS),
            ENTITIES.code: _uses(_ENTITY_COLUMNS),
            JOBS.code: lambda row, _finding: self._is_now(row.done_date, row.due_date),
            FEEDBACK.code: lambda row, _finding: self._is_now(row.date),
            INVOICES.code: lambda row, _finding: self._invoice_feeds(row),
            DOCUMENTS.code: lambda row, _finding: self._month_feeds(row.month),
        }

    def owner(self, finding: Finding) -> str:
        """The partner whose report the finding's row feeds, "" for nobody's."""
        feeds = self._feeds.get(finding.tab)
        frame = self._tables.frame(finding.tab)
        if feeds is None or finding.row is None or finding.row not in frame.index:
            return ""
        row = frame.loc[[finding.row]]
        return self._partner(row) if feeds(next(row.itertuples(index=False)), finding) else ""

    def _partner(self, row: pd.DataFrame) -> str:
        """The row's partner, by its own code or by its entity's."""
        if "partner_id" in row and row["partner_id"].notna().all():
            return str(matched(row["partner_id"], self._partner_ids).iloc[0])
        if "entity_id" in row and row["entity_id"].notna().all():
            entity_id = str(matched(row["entity_id"], self._entity_ids).iloc[0])
            return self._partner_of_entity.get(entity_id, "")
        return ""

    def _is_now(self, *days: Any) -> bool:  # noqa: ANN401  # date cells
        """Whether any of the days is in the month, or none can be read."""
        known = [f"{day:%Y-%m}" for day in days if not pd.isna(day)]
        return self._period in known or not known

    def _month_feeds(self, month: object) -> bool:
        return bool(pd.isna(month)) or str(month) == self._period  # type: ignore[call-overload]  # one cell

    def _invoice_feeds(self, row: Any) -> bool:  # noqa: ANN401  # a row of invoices
        paid_off = not pd.isna(row.paid_date) and f"{row.paid_date:%Y-%m}" < self._period
        return self._month_feeds(row.month) or (not paid_off and not _is_dead(row))


def _is_dead(row: Any) -> bool:  # noqa: ANN401  # a row of invoices
    return not pd.isna(row.state) and row.state in ("void", "draft")


def _uses(columns: Iterable[str]) -> Callable[[Any, Finding], bool]:
    used = frozenset(columns)
    return lambda _row, finding: finding.effect == "row" or finding.column in used
