"""What one partner's pages are made of: computed by the worker, kept on the shelf, free of frames.

Source: portal.md 1 (decision 6), 5.5 (step 3), 8.
"""

from datetime import date, datetime
from typing import Literal

import msgspec

from sheetsync.rules.portal.page_desk import DeskBoard
from sheetsync.rules.portal.page_jobs import PageJob
from sheetsync.rules.portal.page_packs import OurFile, PagePack
from sheetsync.rules.portal.page_rating import PageRating
from sheetsync.rules.portal.submissions import SubmissionState


class _Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Parts are frozen; fields at their default are not stored."""


class PageEntity(_Part, frozen=True):
    """A legal entity of the partner.

    Attributes:
        pays_vat: its invoices carry VAT, so a document without it is warned about.
        doc_kinds: codes of the closing documents that its packs may hold.
        kind: a code of ENTITY_KIND; "" for unknown.
        account_end: the last digits of its bank account: the whole number is on no partner's page.
    """

    entity_id: str
    name: str
    inn: str = ""
    kind: str = ""
    kpp: str = ""
    bic: str = ""
    account_end: str = ""
    pays_vat: bool = False
    doc_kinds: tuple[str, ...] = ()


class AskedInvoice(_Part, frozen=True):
    """An invoice that we wait for, as the monthly letter asks for it.

    Attributes:
        amount_minor: None when no sum can be told.
        pay_by: the day we pay by when it comes until `until`.
        contract: number of the active contract.
    """

    entity_id: str
    month: str
    until: date
    amount_minor: int | None = None
    currency: str = ""
    pay_by: date | None = None
    contract: str = ""


class AskedDocuments(_Part, frozen=True):
    """Closing documents that we wait for.

    Attributes:
        kinds: codes of DOCUMENT_KIND; the shortest way to a whole pack.
        instead: other ways.
    """

    entity_id: str
    month: str
    kinds: tuple[str, ...]
    until: date
    instead: tuple[tuple[str, ...], ...] = ()


class RejectedPaper(_Part, frozen=True):
    """A closing document that stands in the sheet as rejected."""

    entity_id: str
    month: str
    kind: str
    number: str = ""
    comment: str = ""


class AskedAgreement(_Part, frozen=True):
    """A legal paper that wants something of the partner, as the monthly letter tells it.

    Attributes:
        state: "unsigned", "expired" or "expiring".
        day: sent on, or valid until.
    """

    entity_id: str
    kind: str
    number: str
    state: Literal["expiring", "expired", "unsigned"]
    day: date | None = None


class PageSum(_Part, frozen=True):
    """Money of one currency."""

    minor: int
    currency: str


class PageWork(_Part, frozen=True):
    """The last month in figures, as the monthly letter tells them.

    Attributes:
        unit: what the partner's group calls a job, as a code of UNIT_WORD.
        turnover: one sum a currency, the base currency first.
        with_due: how many of the done jobs had a due date; `in_time` is counted of these.
    """

    month: str
    unit: str = "job"
    done: int = 0
    turnover: tuple[PageSum, ...] = ()
    with_due: int = 0
    in_time: int = 0


class PageInvoice(_Part, frozen=True):
    """An invoice that stands in Invoices.

    Attributes:
        number_key: the folded number; "" for none.
        status: a code of INVOICE_STATUS.
        credits_minor: what credit notes take off.
        docs_missing: codes of the documents that its payment waits for.
    """

    entity_id: str
    month: str
    number: str
    dated: date
    amount_minor: int
    currency: str
    status: str
    number_key: str = ""
    paid_minor: int = 0
    outstanding_minor: int = 0
    credits_minor: int = 0
    due_on: date | None = None
    paid_on: date | None = None
    days_late: int = 0
    submission: str = ""
    docs_missing: tuple[str, ...] = ()


class PageCreditNote(_Part, frozen=True):
    """A credit note of the partner that stands in Invoices.

    Attributes:
        amount_minor: what it takes off, whatever sign it was typed with.
        corrects: number of the invoice that it names; "" for none.
        is_applied: whether that invoice is found.
    """

    entity_id: str
    month: str
    number: str
    dated: date
    amount_minor: int
    currency: str
    corrects: str = ""
    is_applied: bool = False


class PageSubmission(_Part, frozen=True):
    """A submission as the last round found it.

    Attributes:
        after_seq: events up to this one were seen; newer ones are laid over it.
        text: our question or reason.
        status: of an accepted invoice: its code of INVOICE_STATUS, and the days beside it.
    """

    no: str
    state: SubmissionState
    after_seq: int
    text: str = ""
    status: str = ""
    due_on: date | None = None
    paid_on: date | None = None
    days_late: int = 0


class PartnerPage(_Part, frozen=True):
    """All that one partner's pages show, as of one look at the workbook.

    Attributes:
        lang: "ru" or "en".
        company: how we name ourselves.
        contact: who answers questions: name, address and phone as the letters say it.
        report_to: addresses of the partner; receipts go there. Never shown.
        time_zone: of days and hours, an IANA name.
        as_of: the day it was computed for; `computed_at` the moment, UTC.
        link_version: older links are revoked.
        is_open: Partners.portal; a closed page takes and shows nothing.
        tolerance_minor: a difference of sums up to this is none.
        answer_days: within so many working days we answer (Settings.entry_alarm_days).
        invoices: from the partner to us; `receivables`: ours to the partner, unpaid.
        work: of the month before `as_of`.
        rating: of the same month; None where partners are not rated, or this one is not with us.
        jobs: of this month and the six before, by month and day.
        packs: the newest first.
        our_files: agreements, those that want something first.
    """

    partner_id: str
    name: str
    lang: str
    company: str
    time_zone: str
    as_of: date
    computed_at: datetime
    contact: str = ""
    report_to: tuple[str, ...] = ()
    link_version: int = 1
    is_open: bool = True
    currency: str = "RUB"
    tolerance_minor: int = 100
    answer_days: int = 2
    entities: tuple[PageEntity, ...] = ()
    invoices_asked: tuple[AskedInvoice, ...] = ()
    documents_asked: tuple[AskedDocuments, ...] = ()
    rejected: tuple[RejectedPaper, ...] = ()
    agreements: tuple[AskedAgreement, ...] = ()
    invoices: tuple[PageInvoice, ...] = ()
    credit_notes: tuple[PageCreditNote, ...] = ()
    receivables: tuple[PageInvoice, ...] = ()
    work: PageWork | None = None
    rating: PageRating | None = None
    jobs: tuple[PageJob, ...] = ()
    packs: tuple[PagePack, ...] = ()
    our_files: tuple[OurFile, ...] = ()
    submissions: tuple[PageSubmission, ...] = ()


class DeskPage(_Part, frozen=True):
    """What the web process must know of our own people, kept on the shelf beside partners' pages.

    Attributes:
        addresses: who may look at files: curators, accountant, manager; in small letters.
        entry_owner: who is told of what waits.
        board: what their pages show.
    """

    company: str
    lang: str
    addresses: tuple[str, ...] = ()
    entry_owner: str = ""
    board: DeskBoard = DeskBoard()
