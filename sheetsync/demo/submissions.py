"""What the demo's partners have sent by the portal: eight submissions, each at another point.

They go the way of all submissions: through the vault's checks into the store, and a round of the
worker shows them in the workbook. Source: portal.md 13.
"""

import io
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from sheetsync.config import Config
from sheetsync.demo.paper import paper
from sheetsync.language import Lang, Phrase
from sheetsync.portal.limits import Limits
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.sending import receive
from sheetsync.rules.portal.page import PageTerms, partner_pages
from sheetsync.rules.portal.page_parts import AskedDocuments, AskedInvoice, PageInvoice, PartnerPage
from sheetsync.rules.portal.submissions import Submission
from sheetsync.tables.catalogue.payables import UNPAID
from sheetsync.tables.catalogue.people_desk import DECISION, DECISIONS
from sheetsync.tables.signed_links import UploadClaim, token
from sheetsync.workbook.session import quoted
from sheetsync.workspace.clock import SystemClock
from sheetsync.workspace.company import Company
from sheetsync.workspace.portal_config import portal_section
from sheetsync.workspace.portal_letters import skip_letters
from sheetsync.workspace.portal_round import one_round
from sheetsync.workspace.portal_worker import PortalWorker, open_worker

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
#: The hour at which the worker shows what came, UTC.
_MORNING = 7
#: What comes too much on the invoice that is over the expected amount, in minor units.
_OVER_MINOR = 200_000
_REASONS = {
    "reject": Phrase(
        ru="В счёте указан прошлогодний договор. Пришлите, пожалуйста, с действующим.",
        en="The invoice names last year's contract. Please send it with the one in force.",
    ),
    "ask": Phrase(
        ru="На скане не видно печати. Она есть на бумаге?",
        en="The stamp cannot be seen on the scan. Is it on the paper?",
    ),
}
_WHO = Phrase(ru="Анна", en="Anna")
_NOTE = Phrase(
    ru="Вывоз мусора 12-го — отдельной строкой, как договорились.",
    en="Removal of rubbish on the 12th is a line of its own, as agreed.",
)


class DemoClock:
    """Tells the day that the network is at, in the morning; never what is still to come."""

    def __init__(self, day: date) -> None:
        morning = datetime.fromisoformat(f"{day}T{_MORNING:02d}:00:00+00:00")
        self._now = min(morning, SystemClock().now())

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


@dataclass(frozen=True, slots=True)
class _Sending:
    """One thing that a partner sends.

    Attributes:
        before: how long ago.
        decision: what people answer in Decisions; "" for nothing.
    """

    draft: Submission
    before: timedelta
    decision: str = ""


def send_submissions(config: Config, day: date, lang: Lang) -> None:
    """Have partners of the demo send things, people answer some, and the worker show it all.

    Args:
        config: of the demo, whose workbook holds the network.
        day: that the network is at.
        lang: of texts and files.

    Raises:
        SheetsyncError: the demo is not as it was made.
    """
    clock = DemoClock(day)
    with open_worker(config, clock) as worker:
        pages = _pages(worker.company())
        decided: list[tuple[str, str]] = []
        for number, sending in enumerate(_sendings(list(pages.values()), day, lang)):
            at = clock.now() - sending.before
            no = _sent(worker, replace(sending.draft, once=f"demo-{number}", opened_at=at))
            decided += [(no, sending.decision)] if sending.decision else []
        # People answer what they see in the workbook.
        one_round(worker)
        _decide(worker, decided, day, lang)
        one_round(worker)
        # Nobody wants receipts of what never was sent.
        skip_letters(worker)


def upload_link(company: Company, keys: Sequence[str]) -> str:
    """The link that the letter of the first partner who owes an invoice leads to; "" for nobody.

    Args:
        company: of the demo, on the day of the letter.
        keys: that sign links.

    Raises:
        SheetsyncError: the demo is not as it was made.
    """
    pages = _pages(company)
    found = next(_asked_invoices(list(pages.values())), None)
    if found is None:
        return ""
    page, asked = found
    claim = UploadClaim(page.partner_id, asked.entity_id, asked.month, "invoice")
    signed = token(claim, keys, company.clock.now(), version=page.link_version)
    return portal_section(company.config).upload_url.format(token=signed)


def _pages(company: Company) -> dict[str, PartnerPage]:
    terms = PageTerms(
        as_of=company.as_of, computed_at=company.clock.now(), time_zone=str(company.zone)
    )
    return partner_pages(company.tables, company.payables, terms)


def _sent(worker: PortalWorker, draft: Submission) -> str:
    """Keep a submission with its file; its number."""
    limits = Limits(free_bytes=0)
    seat = Seat(
        draft.partner_id,
        "partner",
        "full",
        "link",
        entity_id=draft.entity_id,
        month=draft.month,
    )
    name = f"{draft.number or draft.kind}.pdf"
    lines = [draft.kind, draft.number, draft.month, f"{(draft.amount_minor or 0) / 100:.2f}"]
    content = io.BytesIO(paper([line for line in lines if line]))
    file = worker.vault.store(content, draft.partner_id, draft.month, name, limits)
    return receive(worker.store, seat, draft, [file], draft.opened_at, limits).no


def _sendings(pages: Sequence[PartnerPage], day: date, lang: Lang) -> Iterator[_Sending]:
    """As expected, over the amount, asked, rejected; documents; two that people have entered."""
    invoices = _asked_invoices(pages)
    for before, over_minor, decision in (
        (2 * _HOUR, 0, ""),
        (_DAY, _OVER_MINOR, ""),
        (2 * _DAY, 0, "ask"),
        (5 * _DAY, 0, "reject"),
    ):
        found = next(invoices, None)
        if found is not None:
            yield _Sending(_of_asked(*found, day - before, over_minor, lang), before, decision)
    documents = _asked_documents(pages)
    for before in (3 * _HOUR, 4 * _DAY):
        paper_asked = next(documents, None)
        if paper_asked is not None:
            yield _Sending(_of_document(*paper_asked, day - before), before)
    entered = _unpaid(pages)
    for before in (3 * _DAY, 6 * _DAY):
        invoice = next(entered, None)
        if invoice is not None:
            yield _Sending(_of_invoice(*invoice), before)


def _asked_invoices(pages: Sequence[PartnerPage]) -> Iterator[tuple[PartnerPage, AskedInvoice]]:
    """The first invoice that each partner is asked for, with its sum."""
    for page in pages:
        asked = [one for one in page.invoices_asked if one.amount_minor]
        if page.is_open and asked:
            yield page, asked[0]


def _asked_documents(pages: Sequence[PartnerPage]) -> Iterator[tuple[PartnerPage, AskedDocuments]]:
    for page in pages:
        if page.is_open and page.documents_asked:
            yield page, page.documents_asked[0]


def _unpaid(pages: Sequence[PartnerPage]) -> Iterator[tuple[PartnerPage, PageInvoice]]:
    """An unpaid invoice of each partner, as people have entered it."""
    for page in pages:
        mine = [one for one in page.invoices if one.status in UNPAID and one.number_key]
        if page.is_open and mine:
            yield page, mine[-1]


def _of_asked(
    page: PartnerPage, asked: AskedInvoice, day: date, over_minor: int, lang: Lang
) -> Submission:
    number = f"{page.partner_id[-2:]}/{asked.month[-2:]}"
    return Submission(
        no="",
        partner_id=page.partner_id,
        entity_id=asked.entity_id,
        month=asked.month,
        kind="invoice",
        number=number,
        doc_date=day,
        amount_minor=(asked.amount_minor or 0) + over_minor,
        currency=asked.currency,
        text=_NOTE.said(lang) if over_minor else "",
        opened_at=DemoClock(day).now(),
        once="",
    )


def _of_document(page: PartnerPage, asked: AskedDocuments, day: date) -> Submission:
    return Submission(
        no="",
        partner_id=page.partner_id,
        entity_id=asked.entity_id,
        month=asked.month,
        kind="document",
        doc_kind=asked.kinds[0],
        number=f"{page.partner_id[-2:]}-1",
        doc_date=day,
        opened_at=DemoClock(day).now(),
        once="",
    )


def _of_invoice(page: PartnerPage, invoice: PageInvoice) -> Submission:
    return Submission(
        no="",
        partner_id=page.partner_id,
        entity_id=invoice.entity_id,
        month=invoice.month,
        kind="invoice",
        number=invoice.number,
        doc_date=invoice.dated,
        amount_minor=invoice.amount_minor,
        currency=invoice.currency,
        opened_at=datetime.min,  # noqa: DTZ901  # set when it is sent
        once="",
    )


def _decide(
    worker: PortalWorker, decided: Sequence[tuple[str, str]], day: date, lang: Lang
) -> None:
    """Type the answers into Decisions, as people would."""
    labels = {one.code: one.label(lang) for one in DECISION}
    rows = [
        [no, labels[code], _REASONS[code].said(lang), f"{day}", _WHO.said(lang)]
        for no, code in decided
    ]
    if rows:
        place = f"{quoted(DECISIONS.title(lang))}!A2"
        worker.session.write_values({place: rows}, "USER_ENTERED")
