"""The monthly report of one partner: facts and numbers, no layout.

Source: workbook-and-rules.md 4.2.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sheetsync.dates import add_months
from sheetsync.language import Lang
from sheetsync.rules.monthly.report_parts import (
    AgreementNote,
    Amount,
    Chart,
    DocumentsToSend,
    InvoiceToIssue,
    MonthJob,
    PartnerRating,
    Payment,
    RejectedDocument,
    Work,
)
from sheetsync.tables.catalogue.payables import IN_TIME
from sheetsync.tables.settings.keys import Curator


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that differs from the letter sent before; texts as `figures.figures_of` has them."""

    name: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Correction:
    """Says that the letter replaces one that was sent.

    Attributes:
        changes: what differs; () when the figures sent are not known any more, or are the same.
    """

    revision: int
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """One partner's month.

    Attributes:
        to: the partner's own addresses.
        folder_url: the partner's folder, "" without one.
        short: the first silent month: one short letter.
        newcomer: the partner's first month; "how this works" is explained.
        contract: number of the active contract, for the footer.
        dispute_by: until when figures can be disputed.
        payments: invoices from the partner; `receivables`: our invoices to the partner.
        correction: given when this letter replaces one.
        unit: what the partner's group calls a job, as a code of UNIT_WORD.
    """

    partner_id: str
    name: str
    lang: Lang
    to: tuple[str, ...]
    period: str
    as_of: date
    dispute_by: date
    curator: Curator = field(default_factory=lambda: Curator(name=""))
    reply_to: str = ""
    folder_url: str = ""
    contract: str = ""
    short: bool = False
    newcomer: bool = False
    work: Work = field(default_factory=Work)
    invoices: tuple[InvoiceToIssue, ...] = ()
    documents: tuple[DocumentsToSend, ...] = ()
    rejected: tuple[RejectedDocument, ...] = ()
    payments: tuple[Payment, ...] = ()
    receivables: tuple[Payment, ...] = ()
    rating: PartnerRating | None = None
    chart: Chart = field(default_factory=Chart)
    agreements: tuple[AgreementNote, ...] = ()
    jobs: tuple[MonthJob, ...] = ()
    correction: Correction | None = None
    unit: str = "job"

    @property
    def revision(self) -> int:
        """1 for the first letter, more for a correction."""
        return self.correction.revision if self.correction else 1

    @property
    def previous_month(self) -> str:
        """The month that the turnover is compared with."""
        return add_months(self.period, -1)

    @property
    def invoices_total(self) -> Amount | None:
        """The sum of the invoices to issue; None for several currencies or an unknown sum."""
        amounts = [ask.amount for ask in self.invoices if ask.amount is not None]
        currencies = {amount.currency for amount in amounts}
        if len(amounts) < len(self.invoices) or len(currencies) != 1:
            return None
        return Amount(sum(amount.minor for amount in amounts), currencies.pop())

    @property
    def receivables_soon(self) -> date | None:
        """The next day by which the partner is asked to pay us; None when nothing is asked."""
        awaited = [one.due_on for one in self.receivables if one.status in IN_TIME]
        return min((day for day in awaited if day is not None), default=None)

    @property
    def entities(self) -> frozenset[str]:
        """Codes of the legal entities that the letter speaks of."""
        told = [
            *(ask.entity for ask in self.invoices),
            *(ask.entity for ask in self.documents),
            *(ask.entity for ask in self.rejected),
            *(payment.entity for payment in (*self.payments, *self.receivables)),
        ]
        return frozenset(entity.entity_id for entity in told)

    @property
    def documents_awaited(self) -> int:
        """How many single documents the partner is asked for, invoices left aside."""
        return sum(len(ask.kinds) for ask in self.documents) + len(self.rejected)


#: Figures by name, as they stand in a letter.
Figures = Mapping[str, str]
