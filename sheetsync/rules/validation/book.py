"""The workbook as validation rules see it: every row, with what could not be read told apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, cached_property

import pandas as pd

from sheetsync.rules.payables.booked import BankTabs, Booked, booked_payments
from sheetsync.rules.payables.credits import credited_minor, credits_of
from sheetsync.rules.payables.duplicates import has_wrong_sign
from sheetsync.rules.payables.entities import legal_entities
from sheetsync.rules.payables.invoice_rows import InvoiceRows, invoice_rows
from sheetsync.rules.payables.ledger import first_told
from sheetsync.rules.payables.paid import paid_of, with_paid
from sheetsync.rules.payables.terms import readable_agreements
from sheetsync.rules.portal.deciders import BY_ENTITIES
from sheetsync.rules.validation.references import with_meant_keys
from sheetsync.tables.catalogue.modules import people_by_code, tool_by_code
from sheetsync.tables.catalogue.payments import BANK, PAYMENT_LOG
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.schema import Finding
from sheetsync.tables.table import Tables

_MONEY = "_minor"
_KEYS = ("number_key", "ref_key", "paper_day")


@cache
def _no_rows(tab: str) -> pd.DataFrame:
    return typed_frame(people_by_code()[tab].columns)


class Book:
    """People's tabs on one day.

    Codes that only look like another tab's code already stand for it (see `with_meant_keys`), so
    that rules join on codes.

    Attributes:
        as_read: what was read.
        tables: the same with look-alike codes put right.
        settings: what the Settings tab says.
        as_of: the day of calculation.
        today: the same day as frames hold it.
        sent: what partners sent, a row each: submission, kind, entity_id, number, amount_minor,
            currency; None without a portal.
        seen: row_ids of the Portal log.
        entered: wishes for other requisites that Legal entities has accepted.
        bank: the bank's tabs; None where the workbook has none.
        ours: rows of the tool tabs that rules look at, by the tab's code.

    Args:
        tables: what was read, with the findings of reading.
        as_of: the day of calculation.
        found: what other rules have found already: rows that are out by them count nowhere.
        portal_log: rows of the tab Portal log by code; None without a portal.
        bank: the bank's tabs; None where the workbook has none.
    """

    def __init__(
        self,
        tables: Tables,
        as_of: date,
        found: Iterable[Finding] = (),
        *,
        portal_log: pd.DataFrame | None = None,
        bank: BankTabs | None = None,
    ) -> None:
        self.as_read = tables
        self.tables = with_meant_keys(tables.with_findings(found))
        self.settings = tables.settings
        self.as_of = as_of
        self.today = pd.Timestamp(as_of)
        self.sent = None if portal_log is None else portal_log[portal_log["event"] == "received"]
        self.entered = frozenset(_entered_numbers(portal_log))
        self.bank = bank
        self.ours = {} if bank is None else {BANK.code: bank.bank, PAYMENT_LOG.code: bank.log}
        self.seen = frozenset(() if portal_log is None else portal_log["row_id"].dropna())

    def has(self, *tabs: str) -> bool:
        """Whether all the tabs are there and could be read."""
        return all(tab in self.tables.tables and self.tables.tables[tab].ok for tab in tabs)

    def frame(self, tab: str) -> pd.DataFrame:
        """All rows of a tab; none, but the columns, when it is missing."""
        if tab in tool_by_code():
            return self.ours.get(tab, pd.DataFrame())
        return self.tables.tables[tab].frame if self.has(tab) else _no_rows(tab)

    def readable(self, tab: str, *columns: str) -> pd.DataFrame:
        """The rows whose cells in the columns are blank or could be read.

        What could not be read has its finding already, and is not "missing" besides.

        Args:
            tab: code of the tab.
            columns: names as in the frame.
        """
        return self._without_unreadable(self.frame(tab), tab, columns)

    def counted_invoices(self, *columns: str) -> pd.DataFrame:
        """Live invoices and credit notes that repeat no earlier one, readable in the columns.

        Rows that lack a number, a date, an amount or a legal entity are not among them. What was
        paid is what the bank and Payments tell, where they do.

        Returns:
            The columns of the tab, and those of `with_number_keys`.
        """
        rows = self.invoice_rows
        return self._without_unreadable(self._paid_invoices[rows.counts], "invoices", columns)

    @cached_property
    def booked(self) -> tuple[Booked, ...]:
        """The payments that the Payment log and the tab Payments tell of."""
        log = self.bank.log if self.bank is not None else None
        return booked_payments(self.invoice_rows, self.tables, log)

    @cached_property
    def bills(self) -> pd.DataFrame:
        """The invoices as `Bills` wants them: what is paid of each, and what is left."""
        rows = self._paid_invoices
        counts = self.invoice_rows.counts & ~has_wrong_sign(rows)
        paid = rows["paid_amount_minor"].fillna(0)
        inn = self.entities["inn"].to_dict()
        return rows.assign(
            status=pd.Series(counts, rows.index).map({True: "open", False: "void"}),
            paid_minor=paid,
            outstanding_minor=rows["amount_minor"] - self._credits_minor - paid,
            inn=rows["entity_id"].map(inn),
        )

    @property
    def _credits_minor(self) -> pd.Series:
        rows = self.keyed_invoices
        return credited_minor(rows, credits_of(rows, self.invoice_rows.counts))

    @cached_property
    def _paid_invoices(self) -> pd.DataFrame:
        """The invoices with what the bank and Payments say was paid."""
        if not self.booked:
            return self.keyed_invoices
        rows = self.keyed_invoices.assign(credits_minor=self._credits_minor)
        paid = paid_of(rows, self.booked, first_told(self.settings, self.bank))
        return with_paid(rows.drop(columns="credits_minor"), paid, self.as_of)

    @cached_property
    def keyed_invoices(self) -> pd.DataFrame:
        """The rows of `invoice_rows` with the columns of `with_number_keys`."""
        rows = self.invoice_rows
        return rows.typed.assign(**{name: rows.compared[name] for name in _KEYS})

    @cached_property
    def invoice_rows(self) -> InvoiceRows:
        """The invoices that every other tab shows too, and which of them count."""
        return invoice_rows(self.tables, self.entities, self.as_of)

    @cached_property
    def entities(self) -> pd.DataFrame:
        """The legal entities that count; see `legal_entities`."""
        return legal_entities(self.tables)

    @property
    def agreements(self) -> pd.DataFrame:
        """Agreements whose payment terms can be read; see `readable_agreements`."""
        return readable_agreements(self.tables, self.entities)

    def position(self, tab: str, column: str) -> int:
        """The sheet column, 1-based, of a tab's column; 1 where it has no header."""
        table = self.tables.tables.get(tab)
        return table.positions.get(column, 1) if table is not None else 1

    def _without_unreadable(
        self, frame: pd.DataFrame, tab: str, columns: tuple[str, ...]
    ) -> pd.DataFrame:
        bad: set[int] = set()
        for name in columns:
            bad |= self._unreadable[tab].get(name.removesuffix(_MONEY), set())
        return frame[~frame.index.isin(bad)] if bad else frame

    @cached_property
    def _unreadable(self) -> Mapping[str, Mapping[str, set[int]]]:
        """Sheet rows of cells with an error, by tab and column."""
        rows: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for finding in self.as_read.findings:
            if finding.severity == "error" and finding.row is not None and finding.column:
                rows[finding.tab][finding.column].add(finding.row)
        return rows


def _entered_numbers(portal_log: pd.DataFrame | None) -> Iterable[str]:
    """What Legal entities accepted, as the Portal log tells."""
    if portal_log is None:
        return ()
    by_tab = portal_log["by"] == BY_ENTITIES
    return portal_log.loc[by_tab & (portal_log["event"] == "accepted"), "submission"].dropna()
