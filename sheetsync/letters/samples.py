"""Sample reports for every turn that the monthly letter can take: templates are proved on them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sheetsync.language import Lang, Phrase
from sheetsync.letters.rating_samples import EVERYTHING, FEW_DATA, FEW_JOBS, WEAK
from sheetsync.letters.unit_samples import unit_samples
from sheetsync.rules.monthly.report import Change, Correction, MonthlyReport
from sheetsync.rules.monthly.report_parts import (
    AgreementNote,
    Amount,
    Chart,
    DocumentsToSend,
    InvoiceToIssue,
    LegalEntity,
    Loss,
    MonthPoint,
    NamedJob,
    PaidPart,
    PartnerRating,
    Payment,
    RejectedDocument,
    Work,
)
from sheetsync.tables.settings.keys import Curator

_NAME, _LEGAL_NAME, _SOLE, _CURATOR = (
    Phrase(ru="Вектор", en="Vector"),
    Phrase(ru="ООО «Вектор»", en="Vector LLC"),
    Phrase(ru="ИП Векторов", en="V. Vectorov, sole trader"),
    Phrase(ru="Анна", en="Anna"),
)
_REJECTED_FOR = Phrase(ru="нет подписи", en="the signature is missing")
_MONTHS = ("2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03")
_TURNOVER = (25_000_000, 25_000_000, 27_500_000, 24_500_000, 27_500_000, 28_500_000)
_SCORES = (None, None, 87.1, 88.0, 88.9, 84.5)


def monthly_samples(lang: Lang) -> Mapping[str, MonthlyReport]:
    """Reports by name: busy, fine, weak, first_month, not_rated, late, foreign, silent, …, full.

    Besides those of groups that have a word of their own for a job.

    The busy one has the figures of the worked example of workbook-and-rules.md 2.5 and 4.3.
    """
    busy = _busy(lang)
    full, first_month, silent = _full(busy), _first_month(busy), _silent(busy)
    return {
        "busy": busy,
        "fine": _fine(busy),
        "weak": _weak(busy),
        "first_month": first_month,
        "not_rated": _not_rated(busy),
        "late": _late(busy),
        "foreign": _foreign(busy),
        "silent": silent,
        "corrected": _corrected(busy),
        "full": full,
        **unit_samples(full, first_month, silent),
    }


def rub(units: int) -> Amount:
    """Whole roubles."""
    return Amount(units * 100, "RUB")


def _entity(lang: Lang) -> LegalEntity:
    return LegalEntity("9900000017", _LEGAL_NAME.said(lang), "9900000017")


def _paid(entity: LegalEntity) -> Payment:
    amount = rub(275_000)
    return Payment(
        entity=entity,
        number="31",
        dated=date(2026, 3, 2),
        month="2026-02",
        status="paid",
        amount=amount,
        paid=amount,
        outstanding=rub(0),
        due_on=date(2026, 3, 16),
        paid_on=date(2026, 3, 13),
    )


def _busy(lang: Lang) -> MonthlyReport:
    entity = _entity(lang)
    return MonthlyReport(
        partner_id="P-001",
        name=_NAME.said(lang),
        lang=lang,
        to=("buh@vector.example",),
        period="2026-03",
        as_of=date(2026, 4, 2),
        dispute_by=date(2026, 4, 7),
        curator=Curator(_CURATOR.said(lang), "anna@company.example", "+7 900 000-00-00"),
        reply_to="anna@company.example",
        contract="14/24",
        work=Work(
            done=2,
            turnover=(rub(285_000),),
            with_due=2,
            in_time=2,
            score=5.0,
            reviews=1,
            growth=285 / 275 - 1,
        ),
        invoices=(
            InvoiceToIssue(
                entity=entity,
                month="2026-03",
                amount=rub(285_000),
                until=date(2026, 4, 7),
                pay_by=date(2026, 4, 21),
                contract="14/24",
            ),
        ),
        documents=(
            DocumentsToSend(entity, "2026-03", ("act", "sf"), date(2026, 4, 10), (("upd1",),)),
        ),
        payments=(_paid(entity),),
        rating=PartnerRating(
            status="rated",
            score=84.5,
            tier="A",
            previous_score=88.9,
            previous_tier="A",
            jobs=12,
            min_jobs=3,
            keep_from=84.0,
            losses=(
                Loss("defect", 7.0216, 0.0546, 0.02, 12),
                Loss("documents", 3.5168, 0.8267, 1.0, 6),
            ),
        ),
        chart=Chart(
            tuple(
                MonthPoint(month, minor, score)
                for month, minor, score in zip(_MONTHS, _TURNOVER, _SCORES, strict=True)
            ),
            "RUB",
        ),
    )


def _fine(busy: MonthlyReport) -> MonthlyReport:
    return replace(busy, invoices=(), documents=())


def _weak(busy: MonthlyReport) -> MonthlyReport:
    """Nothing is asked, but the tier is low: the letter must not say that all is in order."""
    scores = (None, None, 31.0, 28.4, 27.1, WEAK.score)
    points = zip(busy.chart.points, scores, strict=True)
    chart = replace(busy.chart, points=tuple(replace(one, score=score) for one, score in points))
    return replace(_fine(busy), rating=WEAK, chart=chart)


def _first_month(busy: MonthlyReport) -> MonthlyReport:
    points = tuple(
        MonthPoint(month, minor if month == busy.period else 0)
        for month, minor in zip(_MONTHS, _TURNOVER, strict=True)
    )
    work = replace(busy.work, growth=None, score=None, reviews=0)
    return replace(
        busy,
        newcomer=True,
        work=work,
        documents=(),
        payments=(),
        folder_url="https://drive.google.com/drive/folders/1AbC",
        rating=FEW_JOBS,
        chart=Chart(points, "RUB"),
    )


def _not_rated(busy: MonthlyReport) -> MonthlyReport:
    work = replace(busy.work, done=1, with_due=0, in_time=0, turnover=(rub(130_000),), growth=-0.35)
    return replace(
        busy,
        work=work,
        invoices=(),
        documents=(replace(busy.documents[0], kinds=("act",), instead=()),),
        rating=FEW_DATA,
        chart=Chart(),
    )


def _late(busy: MonthlyReport) -> MonthlyReport:
    unpaid = replace(
        busy.payments[0],
        number="28",
        status="overdue",
        paid=rub(75_000),
        outstanding=rub(200_000),
        due_on=date(2026, 3, 30),
        paid_on=date(2026, 3, 20),
        days_late=3,
        parts=(PaidPart(date(2026, 3, 13), rub(25_000)), PaidPart(date(2026, 3, 20), rub(50_000))),
    )
    soon = replace(
        unpaid,
        number="33",
        status="open",
        paid=rub(0),
        outstanding=unpaid.amount,
        due_on=date(2026, 4, 17),
        paid_on=None,
        days_late=0,
    )
    return replace(busy, invoices=(), documents=(), payments=(unpaid, soon, *busy.payments))


def _foreign(busy: MonthlyReport) -> MonthlyReport:
    usd = Amount(1_250_050, "USD")
    eur = Amount(320_000, "EUR")
    work = replace(
        busy.work, turnover=(usd, eur), growth=None, quantity=120.0, done=21, with_due=20
    )
    invoices = (
        replace(busy.invoices[0], amount=usd, pay_by=None),
        replace(busy.invoices[0], amount=eur, pay_by=None),
    )
    waiting = replace(
        busy.payments[0], status="waiting_docs", amount=usd, paid=Amount(0, "USD"), outstanding=usd
    )
    chart = Chart(tuple(MonthPoint(month, 123_450) for month in _MONTHS), "EUR", converted=True)
    return replace(
        busy, work=work, invoices=invoices, documents=(), payments=(waiting,), chart=chart
    )


def _silent(busy: MonthlyReport) -> MonthlyReport:
    return replace(
        busy, short=True, work=Work(), invoices=(), documents=(), payments=(), rating=None
    )


def _corrected(busy: MonthlyReport) -> MonthlyReport:
    changes = (
        Change("jobs_done", "1", "2"),
        Change("invoices_to_issue", "155000.00 RUB", "285000.00 RUB"),
    )
    return replace(busy, correction=Correction(2, changes))


def _full(busy: MonthlyReport) -> MonthlyReport:
    """Everything at once that the others leave out."""
    entity = busy.invoices[0].entity
    other = LegalEntity("990000000115", _SOLE.said(busy.lang))
    day = date(2026, 3, 27)
    payments = tuple(
        replace(busy.payments[0], number=status, status=status, days_late=2)
        for status in ("paid", "overpaid", "due_today", "disputed", "no_due_date", "open")
    )
    credited = replace(payments[-1], number="credit", paid=rub(0), outstanding=rub(200_000))
    overdue = replace(payments[-1], number="7", status="overdue", days_late=4)
    named = (
        NamedJob("J-0301", ("late", "defective"), day, date(2026, 3, 30), rub(155_000), 3, 2),
        NamedJob("J-0302", ("undelivered",), day, None, None),
        NamedJob("J-0303", ("cancelled",), day, None, None),
        NamedJob("J-0304", ("defective",), None, day, rub(10_000), 0, 1),
    )
    return replace(
        busy,
        documents=(
            replace(busy.documents[0], entity=other, month="2026-02", until=date(2026, 3, 10)),
            *busy.documents,
        ),
        rejected=(
            RejectedDocument(entity, "2026-02", "act", "5", _REJECTED_FOR.said(busy.lang)),
            RejectedDocument(other, "2026-02", "receipt", "", ""),
        ),
        payments=(*payments, credited, overdue),
        receivables=(*payments, overdue),
        work=replace(
            busy.work, named=named, defective=2, score_max=10, growth=0.0, with_due=1, in_time=1
        ),
        rating=EVERYTHING,
        agreements=(
            AgreementNote(entity, "contract", "14/24", "expiring", date(2026, 4, 30)),
            AgreementNote(entity, "nda", "3", "unsigned", date(2026, 3, 1)),
            AgreementNote(other, "licence", "77", "expired", date(2026, 3, 1)),
        ),
        correction=Correction(2),
    )
