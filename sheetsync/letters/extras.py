"""What may go with a monthly letter besides its text: the jobs as CSV, a chart picture, a PDF."""

from dataclasses import dataclass, replace

from sheetsync.language import Phrase
from sheetsync.letters.chart_picture import chart_picture
from sheetsync.letters.jobs_csv import jobs_csv
from sheetsync.letters.letter import Letter
from sheetsync.letters.monthly import Sender, write_monthly
from sheetsync.letters.pdf import letter_pdf
from sheetsync.letters.rendering import Templates
from sheetsync.letters.upload_links import UploadLinks
from sheetsync.rules.monthly.report import MonthlyReport

_PDF_NAME = Phrase(ru="отчёт", en="report")


@dataclass(frozen=True, slots=True)
class Extras:
    """What is wished for; each costs time and size, so none by default.

    Attributes:
        jobs_csv: the partner's own jobs, when there are any.
        chart: the six months as a picture in the place of the bars.
        pdf: the text as a PDF.
    """

    jobs_csv: bool = False
    chart: bool = False
    pdf: bool = False


def write_monthly_with(
    extras: Extras,
    report: MonthlyReport,
    templates: Templates,
    links: UploadLinks,
    sender: Sender,
) -> Letter:
    """Write the report as `write_monthly` does, and attach what is wished for.

    A short letter has nothing to attach.

    Raises:
        TemplateError: a template cannot be rendered.
        MissingExtraError: a library that an attachment needs is not installed.
    """
    if report.short:
        return write_monthly(report, templates, links, sender)
    picture = chart_picture(report) if extras.chart else None
    shown = picture.content_id if picture else ""
    letter = write_monthly(report, templates, links, sender, chart_picture=shown)
    attachments = [picture] if picture else []
    if extras.jobs_csv and report.jobs:
        attachments.append(jobs_csv(report))
    if extras.pdf:
        attachments.append(letter_pdf(letter, f"{_PDF_NAME.said(report.lang)}-{report.period}"))
    return replace(letter, attachments=tuple(attachments))
