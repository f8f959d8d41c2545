"""The monthly report of one partner as a letter.

Source: workbook-and-rules.md 4.2, 4.3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sheetsync.language.marks import clipped
from sheetsync.letters.chart_bars import ChartView, chart_view
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.letters.rendering import Templates
from sheetsync.letters.upload_links import UploadLink, UploadLinks
from sheetsync.rules.monthly.report import MonthlyReport
from sheetsync.rules.monthly.report_parts import (
    DocumentsToSend,
    InvoiceToIssue,
    LegalEntity,
    RejectedDocument,
)
from sheetsync.tables.signed_links import UploadClaim, UploadKind

KIND = "monthly"
#: A mail client shows hardly more. Source: workbook-and-rules.md 4.3.
MAX_SUBJECT_LENGTH = 120
#: Longer tables would push the letter over the size at which Gmail clips it (mail.md 5.2).
MAX_ROWS = 25
MAX_ASKS = 12


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: what the footer and the asks say of us.

    Attributes:
        company: legal name.
        details: requisites for partners' invoices.
        unsubscribe_mailto, unsubscribe_url: for List-Unsubscribe, "" for none.
    """

    company: str = ""
    details: str = ""
    address: str = ""
    unsubscribe_mailto: str = ""
    unsubscribe_url: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to do now, with the link to do it by."""

    what: Literal["invoice", "documents", "rejected"]
    fact: InvoiceToIssue | DocumentsToSend | RejectedDocument
    link: UploadLink


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows of a table that are shown, and how many more there are."""

    rows: Sequence[Any]
    hidden: int = 0


def write_monthly(
    report: MonthlyReport,
    templates: Templates,
    links: UploadLinks,
    sender: Sender,
    *,
    chart_picture: str = "",
) -> Letter:
    """Write the report in the partner's language.

    Args:
        report: one partner's month.
        templates: with the templates ``monthly.*`` and ``layout.html.j2``.
        links: makes the upload links.
        sender: what the letter says of us.
        chart_picture: Content-ID of a picture that the HTML shows instead of its bars, "" for none;
            `extras.write_monthly_with` attaches it.

    Raises:
        TemplateError: a template cannot be rendered.
    """
    subject = _subject(report, templates)
    facts = {
        "report": report,
        "sender": sender,
        "subject": subject,
        "preheader": _preheader(report, templates),
        "asks": _shown(_asks(report, templates, links), MAX_ASKS),
        "payments": _shown(report.payments, MAX_ROWS),
        "receivables": _shown(report.receivables, MAX_ROWS),
        "named": _shown(report.work.named, MAX_ROWS),
        "our_delay": any(payment.status == "overdue" for payment in report.payments),
        "several_entities": len(report.entities) > 1,
        "chart": ChartView() if report.short else chart_view(report.chart, report.lang),
        "chart_picture": chart_picture,
        "account_url": links.to_account(report.partner_id, report.to),
    }
    rendered = templates.rendered(KIND, report.lang, facts)
    return Letter(
        key=LetterKey(KIND, report.partner_id, report.period, report.revision),
        to=report.to,
        subject=subject,
        text=rendered.text,
        html=rendered.html,
        lang=report.lang,
        reply_to=report.reply_to,
        unsubscribe_mailto=sender.unsubscribe_mailto,
        unsubscribe_url=sender.unsubscribe_url,
    )


def _subject(report: MonthlyReport, templates: Templates) -> str:
    """The subject; a long name gives way first, so that what to do stays readable."""
    subject = templates.phrase(KIND, report.lang, "subject", report, report.name)
    excess = len(subject) - MAX_SUBJECT_LENGTH
    if excess <= 0:
        return subject
    name = clipped(report.name, max(len(report.name) - excess, 1))
    subject = templates.phrase(KIND, report.lang, "subject", report, name)
    return clipped(subject, MAX_SUBJECT_LENGTH)


def _preheader(report: MonthlyReport, templates: Templates) -> str:
    """What a mail client shows beside the subject."""
    return templates.phrase(KIND, report.lang, "summary", report)


def _asks(report: MonthlyReport, templates: Templates, links: UploadLinks) -> list[Ask]:
    words = {
        kind: templates.phrase(KIND, report.lang, "upload_words", kind)
        for kind in ("invoice", "closing")
    }

    def link(entity: LegalEntity, month: str, kind: UploadKind) -> UploadLink:
        return links.to(
            UploadClaim(report.partner_id, entity.entity_id, month, kind),
            inn=entity.inn,
            folder_url=report.folder_url,
            reply_to=report.reply_to,
            words=words[kind],
        )

    return [
        *(Ask("invoice", ask, link(ask.entity, ask.month, "invoice")) for ask in report.invoices),
        *(
            Ask("documents", ask, link(ask.entity, ask.month, "closing"))
            for ask in report.documents
        ),
        *(Ask("rejected", ask, link(ask.entity, ask.month, "closing")) for ask in report.rejected),
    ]


def _shown(rows: Sequence[Any], most: int) -> Shown:
    return Shown(rows[:most], max(len(rows) - most, 0))
