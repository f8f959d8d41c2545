"""Which partners' letters are held back: those whose figures stand on a cell with an error.

Source: workbook-and-rules.md 4.4.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from sheetsync.rules.monthly.recipients import partner_rows
from sheetsync.rules.references import matched
from sheetsync.tables.catalogue.documents import DOCUMENTS
from sheetsync.tables.catalogue.jobs import FEEDBACK, JOBS
from sheetsync.tables.catalogue.partners import ENTITIES, PARTNERS
from sheetsync.tables.catalogue.payables import INVOICES
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
        Findings by partner_id, tab by tab in the order they were found; partners that are not held
        are not in it. Rows whose partner nobody can tell hold nobody.
    """
    errors = [finding for finding in tables.findings if finding.severity == "error"]
    partner_ids = partner_rows(tables)["partner_id"]
    held: dict[str, list[Finding]] = {}
    for finding in errors:
        if finding.effect == "tab" and finding.tab in _FEEDING:
            for partner_id in partner_ids:
                held.setdefault(str(partner_id), []).append(finding)
    feeding = _Feeding(tables, entities, period)
    for finding, owner in feeding.owners(errors):
        held.setdefault(owner, []).append(finding)
    return {partner_id: tuple(findings) for partner_id, findings in held.items()}


class _Feeding:
    """Which rows feed a report, and whose."""

    def __init__(self, tables: Tables, entities: pd.DataFrame, period: str) -> None:
        self._tables = tables
        self._period = period
        self._entities = entities
        self._partner_ids = partner_rows(tables)["partner_id"]
        self._feeds: Mapping[str, Callable[[Any, Finding], bool]] = {
            PARTNERS.code: _uses(_PARTNER_COLUMNS),
            ENTITIES.code: _uses(_ENTITY_COLUMNS),
            JOBS.code: lambda row, _finding: self._is_now(row.done_date, row.due_date),
            FEEDBACK.code: lambda row, _finding: self._is_now(row.date),
            INVOICES.code: lambda row, _finding: self._invoice_feeds(row),
            DOCUMENTS.code: lambda row, _finding: self._month_feeds(row.month),
        }

    def owners(self, errors: Sequence[Finding]) -> Iterator[tuple[Finding, str]]:
        """The findings in rows that feed a report, each with the partner whose report it is."""
        for tab, feeds in self._feeds.items():
            frame = self._tables.frame(tab)
            found = [finding for finding in errors if finding.tab == tab]
            rows = frame[frame.index.isin([finding.row for finding in found])]
            owner = self._owner(rows)
            row_of = dict(zip(rows.index, rows.itertuples(index=False), strict=True))
            for finding in found:
                partner_id = owner.get(finding.row)
                if partner_id is not None and feeds(row_of[finding.row], finding):
                    yield finding, partner_id

    def _owner(self, rows: pd.DataFrame) -> Mapping[object, str]:
        """Each row's partner, by its own code or by its entity's."""
        blank = pd.Series(pd.NA, index=rows.index, dtype="str")
        partner_id = matched(rows.get("partner_id", blank), self._partner_ids)
        entity_id = matched(rows.get("entity_id", blank), self._entities.index.to_series())
        known = partner_id.fillna(entity_id.map(self._entities["partner_id"])).dropna()
        return {row: str(owner) for row, owner in known.items()}

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
