"""The partner's own jobs of the month as a CSV file that a spreadsheet opens without harm.

Source: workbook-and-rules.md 4.2 (optional CSV), 4.3; faults.md S25.
"""

import csv
import io
from collections.abc import Iterable
from datetime import date

from sheetsync.language import Lang, Phrase, language
from sheetsync.letters.letter import Attachment
from sheetsync.rules.monthly.report import MonthlyReport
from sheetsync.rules.monthly.report_parts import Amount, MonthJob
from sheetsync.tables.catalogue.jobs import JOBS
from sheetsync.tables.export_texts import csv_text
from sheetsync.tables.schema import Choice

_NAME = Phrase(ru="работы", en="jobs")
_LEGAL_NAME = Phrase(ru="Контрагент", en="Legal entity")
_COLUMNS = ("status", "due_date", "done_date", "qty", "amount", "currency", "payout", "defects")
#: Excel reads UTF-8 only behind this sign.
_BOM = "\ufeff"


def jobs_csv(report: MonthlyReport) -> Attachment:
    """The jobs done in the month, and those due in it that were not, one a row.

    Headers as in the tab Jobs; texts that a spreadsheet would take for formulas begin with an
    apostrophe, numbers stay numbers.
    """
    delimiter, point = language(report.lang).csv
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
    headers = {column.name: column.header(report.lang) for column in JOBS.columns}
    writer.writerow(
        [headers["job_id"], _LEGAL_NAME.said(report.lang), *(headers[name] for name in _COLUMNS)]
    )
    writer.writerows(_row(job, report.lang, point) for job in report.jobs)
    name = f"{_NAME.said(report.lang)}-{report.period}.csv"
    return Attachment(name, (_BOM + file.getvalue()).encode(), "text/csv")


def _row(job: MonthJob, lang: Lang, point: str) -> Iterable[str]:
    return (
        csv_text(job.job_id),
        csv_text(job.legal_name),
        _status(job.status, lang),
        _day(job.due_on),
        _day(job.done_on),
        "" if job.quantity is None else f"{job.quantity:g}".replace(".", point),
        _money(job.amount, point),
        job.amount.currency if job.amount else "",
        _money(job.payout, point),
        "" if job.defects is None else str(job.defects),
    )


def _status(code: str, lang: Lang) -> str:
    choices = next(column.allowed for column in JOBS.columns if column.name == "status")
    labels = {choice.code: choice.label(lang) for choice in choices if isinstance(choice, Choice)}
    return labels[code]


def _day(when: date | None) -> str:
    return "" if when is None else when.isoformat()


def _money(amount: Amount | None, point: str) -> str:
    return "" if amount is None else f"{amount.minor / 100:.2f}".replace(".", point)
