"""The papers of the network: agreements, invoices, closing documents."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from sheetsync.dates import WorkCalendar, add_months, first_day, month_of
from sheetsync.demo.random_streams import Share, between, stream
from sheetsync.demo.roster import Entity, Partner
from sheetsync.demo.rulebook import rule_figures
from sheetsync.demo.work import Job
from sheetsync.demo.workbook import Cells

#: So many invoices are unpaid and not due, besides the planted ones.
_UNPAID = 8
_TUESDAY, _FRIDAY = 1, 4
_DOCS_DAY = 10
#: Of six legal entities one.
_ONE_OF, _SLOW = 6, 4
_PAPERS = {"vat": ("upd1",), "novat": ("act",), "npd": ("act", "receipt")}


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice and what became of it.

    Attributes:
        promised_on: the day it is to be paid by its contract, as a person reckons it.
        docs_on: the day its closing documents come.
    """

    partner: Partner
    entity: Entity
    direction: str
    number: str
    dated_on: date
    month: str
    amount: int
    received_on: date
    promised_on: date
    paid_on: date | None
    docs_on: date


@dataclass(frozen=True, slots=True)
class Terms:
    """When an entity's contract says that invoices are paid."""

    days: int
    day_type: str
    base: str


def terms_of(partner: Partner, entity: Entity) -> Terms:
    """The payment terms of the entity's contract."""
    if partner.group == "dealers":
        return Terms(14, "calendar", "invoice_date")
    if partner.role == "long_terms" or entity.serial % 8 == 5:
        return Terms(30, "calendar", "invoice_date")
    return Terms(10, "business", "received_date")


def agreement_rows(roster: list[Partner], as_of: date, seed: int) -> list[Cells]:
    """The Agreements tab: a contract for every legal entity, addenda and NDAs for some."""
    rows: list[Cells] = []
    for partner in roster:
        for entity in partner.entities:
            chance = stream(seed, "agreement", entity.entity_id)
            contract = _contract(partner, entity, as_of, chance)
            rows.append(contract)
            if partner.works and entity.serial % 5 == 0:
                rows.append(_beside(contract, "nda", f"NDA-{entity.serial}"))
            if partner.works and entity.serial % 9 == 0:
                rows.append(_beside(contract, "addendum", f"{contract['number']}-1"))
    return rows


def _contract(partner: Partner, entity: Entity, as_of: date, chance: Random) -> Cells:
    signed_on = WorkCalendar().roll_forward(partner.since - timedelta(days=7))
    cells: Cells = {
        "entity_id": entity.entity_id,
        "kind": "contract",
        "number": f"{entity.serial}/{signed_on.year % 100}",
    }
    if not partner.works:
        return cells | {"status": "sent", "sent_on": as_of - timedelta(days=chance.randint(2, 9))}
    terms = terms_of(partner, entity)
    fixed = chance.random() < 0.4
    return cells | {
        "status": "terminated" if partner.status == "ended" else "active",
        "sent_on": signed_on - timedelta(days=chance.randint(2, 8)),
        "signed_on": signed_on,
        "valid_from": signed_on,
        "valid_to": as_of + timedelta(days=chance.randint(60, 400)) if fixed else None,
        "auto_renew": fixed and entity.serial % 2 == 0,
        "pay_days": terms.days,
        "pay_day_type": terms.day_type,
        "pay_base": terms.base,
        "reviewed_on": max(signed_on, as_of - timedelta(days=chance.randint(20, 300))),
        "file_url": _link("contract", entity.entity_id),
    }


def _beside(contract: Cells, kind: str, number: str) -> Cells:
    dropped = {"pay_days", "pay_day_type", "pay_base", "valid_to", "auto_renew"}
    kept = {code: value for code, value in contract.items() if code not in dropped}
    return kept | {"kind": kind, "number": number, "file_url": _link(kind, number)}


def _link(*parts: str) -> str:
    return "https://drive.example/files/" + "-".join(part.replace("/", "-") for part in parts)


def invoices_of(jobs: list[Job], as_of: date, seed: int) -> list[Invoice]:
    """An invoice for every month and legal entity with work done, oldest first."""
    earned: dict[tuple[str, str], list[Job]] = defaultdict(list)
    for job in jobs:
        if job.done_date is not None and month_of(job.done_date) < month_of(as_of):
            earned[job.entity.entity_id, month_of(job.done_date)].append(job)
    numbers: dict[str, int] = defaultdict(int)
    careful: dict[int, _Diligence] = {}
    invoices = []
    for (entity_id, month), done in sorted(earned.items(), key=lambda item: item[0][::-1]):
        partner = done[0].partner
        if partner.number not in careful:
            careful[partner.number] = _Diligence(partner, seed)
        numbers[entity_id] += 1
        number = _number(done[0].entity, numbers[entity_id], month)
        invoice = _invoice(done, month, number, careful[partner.number])
        is_awaited = month == add_months(month_of(as_of), -1) and _is_slow(partner, done[0].entity)
        if invoice.received_on <= as_of and not is_awaited:
            invoices.append(invoice)
    return _settled(invoices, as_of)


def _is_slow(partner: Partner, entity: Entity) -> bool:
    """Whether last month's invoice has not come: the portal asks for it, whatever the day."""
    return partner.status == "active" and not partner.role and entity.serial % _ONE_OF == _SLOW


class _Diligence:
    """How a partner keeps the days of papers and payments."""

    def __init__(self, partner: Partner, seed: int) -> None:
        self.chance = stream(seed, "papers", partner.partner_id)
        wrong = max(0.0, min(100.0, 100 - partner.points + self.chance.uniform(-5, 5)))
        self.late_papers = Share(1 - _share("documents", 100 - wrong), self.chance)
        self.late_money = Share(1 - _share("payment", 100 - wrong), self.chance)


def _share(kpi: str, points: float) -> float:
    return between(*rule_figures("dealers", kpi), points)


def _number(entity: Entity, count: int, month: str) -> str:
    styles = (f"{count + entity.serial % 40}", f"{count}/{month[2:4]}", f"A-{count:03d}")
    return styles[entity.serial % len(styles)]


def _invoice(done: list[Job], month: str, number: str, diligence: _Diligence) -> Invoice:
    partner, entity = done[0].partner, done[0].entity
    out = partner.group == "dealers"
    chance = diligence.chance
    calendar = WorkCalendar()
    dated_on = calendar.nth_working(add_months(month, 1), chance.randint(1, 4))
    received_on = dated_on if out else calendar.add_working(dated_on, chance.randint(0, 2))
    promised_on = _promised(terms_of(partner, entity), dated_on, received_on)
    return Invoice(
        partner=partner,
        entity=entity,
        direction="out" if out else "in",
        number=number,
        dated_on=dated_on,
        month=month,
        amount=sum(job.amount if out else job.payout for job in done),
        received_on=received_on,
        promised_on=promised_on,
        paid_on=_paid(promised_on, received_on, diligence, out=out),
        docs_on=_papers_came(month, received_on, diligence),
    )


def _promised(terms: Terms, dated_on: date, received_on: date) -> date:
    if terms.day_type == "business":
        return WorkCalendar().add_working(received_on, terms.days)
    return dated_on + timedelta(days=terms.days)


def _paid(promised_on: date, received_on: date, diligence: _Diligence, *, out: bool) -> date:
    """We pay on Tuesdays and Fridays, in time but for a few; dealers as their habits are."""
    chance = diligence.chance
    if out:
        late = diligence.late_money.hits()
        days = chance.randint(2, 15) if late else -chance.randint(0, 5)
        return WorkCalendar().roll_forward(promised_on + timedelta(days=days - (0 if late else 2)))
    ahead = timedelta(days=chance.randint(3, 8))
    day = max(received_on + timedelta(days=1), promised_on - ahead)
    while day.weekday() not in {_TUESDAY, _FRIDAY}:
        day += timedelta(days=1)
    return day + timedelta(days=14) if chance.random() < 0.02 else day


def _papers_came(month: str, received_on: date, diligence: _Diligence) -> date:
    deadline = first_day(add_months(month, 1)) + timedelta(days=_DOCS_DAY - 1)
    if diligence.late_papers.hits():
        return deadline + timedelta(days=diligence.chance.randint(4, 16))
    return min(
        max(received_on, deadline - timedelta(days=diligence.chance.randint(0, 5))), deadline
    )


def _settled(invoices: list[Invoice], as_of: date) -> list[Invoice]:
    """The invoices as they stand on as_of.

    A team that is up to date has about as many unpaid invoices on any day of the month: those that
    would be paid last. What else is paid by now, or has not come in yet.
    """
    payday = _last_working(as_of - timedelta(days=1))
    not_due = [invoice for invoice in invoices if invoice.promised_on >= as_of]
    latest_first = sorted(not_due, key=lambda invoice: invoice.paid_on or as_of, reverse=True)
    unpaid = {id(invoice) for invoice in latest_first[:_UNPAID]}
    return [
        replace(invoice, paid_on=None if id(invoice) in unpaid else _by(payday, invoice))
        for invoice in invoices
        if id(invoice) in unpaid or invoice.received_on <= payday
    ]


def _by(payday: date, invoice: Invoice) -> date:
    return min(payday, invoice.paid_on or payday)


def _last_working(day: date) -> date:
    while not WorkCalendar().is_working(day):
        day -= timedelta(days=1)
    return day


def invoice_rows(invoices: list[Invoice]) -> list[Cells]:
    """The Invoices tab; a due date is typed only where a person did so."""
    return [
        {
            "direction": invoice.direction,
            "entity_id": invoice.entity.entity_id,
            "kind": "invoice",
            "number": invoice.number,
            "invoice_date": invoice.dated_on,
            "month": invoice.month,
            "amount": invoice.amount,
            "currency": invoice.partner.currency,
            "received_on": invoice.received_on if invoice.direction == "in" else None,
            "due_date": invoice.promised_on if invoice.entity.serial % 11 == 3 else None,
            "paid_amount": invoice.amount if invoice.paid_on else None,
            "paid_date": invoice.paid_on,
            "file_url": _link("invoice", invoice.entity.entity_id, invoice.number),
        }
        for invoice in invoices
    ]


def document_rows(invoices: list[Invoice], as_of: date) -> list[Cells]:
    """The Closing documents tab: what each invoice's VAT status asks for."""
    rows: list[Cells] = []
    for invoice in invoices:
        came_on = _came(invoice, as_of)
        rows += [_document(invoice, kind, came_on) for kind in _PAPERS[invoice.entity.vat]]
    return rows


def _came(invoice: Invoice, as_of: date) -> date | None:
    """The day the documents came, None while they have not.

    Most of those that would come late are hurried up, so that a handful is missing.
    """
    if invoice.docs_on < as_of:
        return invoice.docs_on
    deadline = first_day(add_months(invoice.month, 1)) + timedelta(days=_DOCS_DAY - 1)
    in_time = max(invoice.received_on, deadline - timedelta(days=3))
    missing = as_of <= deadline or invoice.partner.number % 4 == 2
    return None if missing or in_time >= as_of else in_time


def _document(invoice: Invoice, kind: str, came_on: date | None) -> Cells:
    number = f"{kind[0].upper()}{invoice.number}"
    return {
        "entity_id": invoice.entity.entity_id,
        "month": invoice.month,
        "kind": kind,
        "number": number if came_on else None,
        "doc_date": invoice.dated_on if came_on else None,
        "amount": invoice.amount if came_on and kind != "receipt" else None,
        "status": _status(invoice, came_on),
        "received_on": came_on,
        "file_url": _link(kind, invoice.entity.entity_id, invoice.month) if came_on else None,
    }


def _status(invoice: Invoice, came_on: date | None) -> str:
    if came_on is None:
        return "expected"
    return "received" if invoice.number.endswith(("3", "7")) else "signed"
