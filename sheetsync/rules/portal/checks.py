"""What is odd about something that is to be sent: warnings that may be passed, and refusals.

Free of frames. Source: portal.md 8, "Warnings at sending".
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from sheetsync.dates import first_day, last_day, month_of
from sheetsync.rules.portal.page_parts import AskedInvoice, PageEntity, PartnerPage
from sheetsync.rules.portal.sent_states import SentBefore
from sheetsync.rules.portal.submissions import Submission, agrees

SendingCode = Literal[
    "entity_not_yours",
    "month_in_future",
    "duplicate_number",
    "amount_differs",
    "date_off_month",
    "not_asked",
    "upd2_with_vat",
    "number_known",
    "replaces",
]
#: A paper may be dated so long after its month without a question.
_DAYS_AFTER = 60
#: Statuses of rows in Invoices that are no invoice yet, or none any more.
_NOT_STANDING = frozenset({"draft", "void"})


class SendingFinding(msgspec.Struct, frozen=True, kw_only=True):
    """Something odd.

    Attributes:
        refuses: it cannot be sent so; otherwise the partner may send it all the same.
        expected_minor: of `amount_differs`: what we expected, in `currency`.
        other: of the codes about numbers: the submission, or the number as it stands in Invoices.
        dated: likewise: the day of the other one.
    """

    code: SendingCode
    refuses: bool = False
    expected_minor: int | None = None
    currency: str = ""
    other: str = ""
    dated: date | None = None


def sending_findings(
    draft: Submission, page: PartnerPage, sent: Sequence[SentBefore], today: date
) -> tuple[SendingFinding, ...]:
    """What is odd about a draft; refusals first.

    Args:
        draft: what is to be sent, still without a number of its own.
        page: what the shelf knows of the partner.
        sent: what the partner sent before, as its seat sees it.
        today: by the partner's clock.
    """
    entity = next((one for one in page.entities if one.entity_id == draft.entity_id), None)
    if entity is None:
        return (SendingFinding(code="entity_not_yours", refuses=True),)
    if draft.month > month_of(today):
        return (SendingFinding(code="month_in_future", refuses=True),)
    found = [*_of_number(draft, page, sent), *_of_content(draft, page, entity)]
    return tuple(sorted(found, key=lambda one: not one.refuses))


def _of_content(
    draft: Submission, page: PartnerPage, entity: PageEntity
) -> Iterator[SendingFinding]:
    if draft.doc_date is not None and not _is_near(draft.doc_date, draft.month):
        yield SendingFinding(code="date_off_month", dated=draft.doc_date)
    if not _is_asked(draft, page):
        yield SendingFinding(code="not_asked")
    if draft.kind == "invoice":
        yield from _of_amount(draft, page)
    if draft.doc_kind == "upd2" and entity.pays_vat:
        yield SendingFinding(code="upd2_with_vat")


def _is_near(dated: date, month: str) -> bool:
    return first_day(month) <= dated <= last_day(month) + timedelta(days=_DAYS_AFTER)


def _is_asked(draft: Submission, page: PartnerPage) -> bool:
    if draft.kind == "invoice":
        return bool(_asked(draft, page))
    kinds = {
        kind
        for asked in page.documents_asked
        if (asked.entity_id, asked.month) == (draft.entity_id, draft.month)
        for way in (asked.kinds, *asked.instead)
        for kind in way
    }
    rejected = {
        paper.kind
        for paper in page.rejected
        if (paper.entity_id, paper.month) == (draft.entity_id, draft.month)
    }
    return draft.doc_kind in kinds | rejected


def _asked(draft: Submission, page: PartnerPage) -> list[AskedInvoice]:
    return [
        asked
        for asked in page.invoices_asked
        if (asked.entity_id, asked.month) == (draft.entity_id, draft.month)
    ]


def _of_amount(draft: Submission, page: PartnerPage) -> Iterator[SendingFinding]:
    """Several invoices of a month may come one by one, or as one."""
    amounts = [
        asked.amount_minor
        for asked in _asked(draft, page)
        if asked.amount_minor is not None and asked.currency == draft.currency
    ]
    if not amounts or draft.amount_minor is None:
        return
    whole = sum(amounts)
    if all(abs(draft.amount_minor - one) > page.tolerance_minor for one in (*amounts, whole)):
        yield SendingFinding(code="amount_differs", expected_minor=whole, currency=draft.currency)


def _of_number(
    draft: Submission, page: PartnerPage, sent: Sequence[SentBefore]
) -> Iterator[SendingFinding]:
    if not draft.number_key:
        return
    known = [
        SendingFinding(
            code="duplicate_number" if is_same else "number_known",
            refuses=is_same,
            other=other,
            dated=dated,
        )
        for other, dated, amount_minor in (*_entered(draft, page), *_accepted(draft, sent))
        for is_same in [agrees((dated, amount_minor), (draft.doc_date, draft.amount_minor))]
    ]
    if known:
        # One that is surely the same decides, wherever among its namesakes it stands.
        yield max(known, key=lambda one: one.refuses)
        return
    for before in sent:
        if before.is_open and _same_paper(draft, before):
            yield SendingFinding(code="replaces", other=before.no, dated=before.doc_date)
            return


def _entered(draft: Submission, page: PartnerPage) -> Iterator[tuple[str, date | None, int | None]]:
    """Invoices of that number that stand in the sheet."""
    if draft.kind != "invoice":
        return
    for invoice in page.invoices:
        known = (invoice.entity_id, invoice.number_key, _year(invoice.dated))
        wanted = (draft.entity_id, draft.number_key, _year(draft.doc_date))
        if known == wanted and invoice.status not in _NOT_STANDING:
            yield invoice.number, invoice.dated, invoice.amount_minor


def _accepted(
    draft: Submission, sent: Sequence[SentBefore]
) -> Iterator[tuple[str, date | None, int | None]]:
    for before in sent:
        if before.state == "accepted" and _same_paper(draft, before):
            yield before.no, before.doc_date, before.amount_minor


def _same_paper(draft: Submission, before: SentBefore) -> bool:
    """Whether two are the same paper by entity, kind, number and year."""
    return (
        (draft.entity_id, draft.kind, draft.doc_kind, draft.number_key)
        == (before.entity_id, before.kind, before.doc_kind, before.number_key)
        and _year(draft.doc_date) == _year(before.doc_date)
    )  # fmt: skip


def _year(day: date | None) -> int:
    return day.year if day else 0
