"""How the troubles of `sheetsync.demo.troubles` get into the rows of a healthy network."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from sheetsync.dates import add_months, month_of
from sheetsync.demo.roster import Partner
from sheetsync.demo.workbook import Cells, Formula, Place, Typed
from sheetsync.language import Lang
from sheetsync.tables.catalogue import PEOPLE_BY_CODE
from sheetsync.tables.catalogue.names import columns_in_sheet
from sheetsync.tables.cells import column_letters

_HEADER_ROW = 1


@dataclass(slots=True)
class Draft:
    """The workbook while troubles are planted in it.

    Attributes:
        tabs: rows by tab code, as cells by column code.
        marks: trouble to tab, row, column and key of the place.
    """

    roster: list[Partner]
    as_of: date
    lang: Lang
    tabs: dict[str, list[Cells]]
    marks: dict[str, tuple[str, Cells, str, str]] = field(default_factory=dict)
    _taken: set[int] = field(default_factory=set)

    def mark(self, trouble: str, tab: str, row: Cells, column: str = "", key: str = "") -> None:
        """Remembers the row of a trouble, wherever sorting takes it."""
        self.marks[trouble] = (tab, row, column, key)

    def places(self) -> dict[str, Place]:
        """Where the troubles stand in the finished tabs."""
        return {
            trouble: Place(tab, self._sheet_row(tab, row), column, key)
            for trouble, (tab, row, column, key) in self.marks.items()
        }

    def _sheet_row(self, tab: str, row: Cells) -> int:
        rows = self.tabs[tab]
        index = next(index for index, candidate in enumerate(rows) if candidate is row)
        return index + _HEADER_ROW + 1

    def partner(self, fits: Callable[[Partner], bool]) -> Partner:
        """The next active partner of good repute, one without a trouble while there are any."""
        ordinary = [
            partner
            for partner in self.roster
            if partner.status == "active" and not partner.role and fits(partner)
        ]
        chosen = min(ordinary, key=lambda partner: partner.number in self._taken)
        self._taken.add(chosen.number)
        return chosen

    def invoices(self, partner: Partner, month: str) -> Iterator[Cells]:
        """The invoices of a month of the partner's first legal entity."""
        entity_id = partner.entities[0].entity_id
        return (
            row
            for row in self.tabs["invoices"]
            if row.get("entity_id") == entity_id and row.get("month") == month
        )

    def invoice(self, month: str, group: str, vat: str = "") -> Cells:
        """An invoice of that month of a partner of the group that no other trouble stands on."""
        partner = self.partner(
            lambda partner: (
                partner.group == group
                and any(self.invoices(partner, month))
                and (not vat or partner.entities[0].vat == vat)
                and len(partner.entities) == 1
            )
        )
        return next(self.invoices(partner, month))


def plant(draft: Draft) -> None:
    """Plants every trouble."""
    _mark_roles(draft)
    _plant_unpaid(draft)
    _plant_invoice_slips(draft)
    _plant_cell_slips(draft)
    _plant_papers(draft)
    _plant_care(draft)
    _plant_odd_rows(draft)


def _mark_roles(draft: Draft) -> None:
    """The partners whose very character is the trouble."""
    names = {("contractors", "drag_down"): "drag_down_contractor"}
    names |= {("studios", "drag_down"): "drag_down_studio"}
    names |= {("contractors", "newcomer"): "newcomer", ("dealers", "neglected"): "neglected"}
    for partner, row in zip(draft.roster, draft.tabs["partners"], strict=True):
        trouble = names.get((partner.group, partner.role))
        if trouble:
            draft.mark(trouble, "partners", row, key=partner.partner_id)
        if partner.role == "zero_inn":
            entity = next(
                row for row in draft.tabs["entities"] if row["partner_id"] == partner.partner_id
            )
            entity["inn"] = int(str(entity["inn"]))
            draft.mark("lost_zero", "entities", entity, "inn", str(entity["entity_id"]))


def _plant_unpaid(draft: Draft) -> None:
    month = add_months(month_of(draft.as_of), -2)
    days = timedelta(days=1)
    unpaid: dict[str, tuple[str, Cells]] = {
        "due_yesterday": ("studios", {"due_date": draft.as_of - days}),
        "waiting_nine_days": (
            "contractors",
            {"received_on": draft.as_of - 9 * days, "due_date": draft.as_of + 20 * days},
        ),
        "overdue_dealer": (
            "dealers",
            {"invoice_date": draft.as_of - 55 * days, "due_date": draft.as_of - 36 * days},
        ),
        "disputed_invoice": (
            "studios", {"due_date": draft.as_of + 4 * days, "state": "disputed"},
        ),
    }  # fmt: skip
    for trouble, (group, cells) in unpaid.items():
        row = draft.invoice(month, group)
        row |= {"paid_amount": None, "paid_date": None} | cells
        draft.mark(trouble, "invoices", row, "due_date", str(row["number"]))


def _plant_invoice_slips(draft: Draft) -> None:
    invoices = draft.tabs["invoices"]
    twin = draft.invoice(add_months(month_of(draft.as_of), -3), "contractors")
    paid_again = {"number": f"№ {twin['number']}", "paid_amount": None, "paid_date": None}
    copy: Cells = {**twin, **paid_again}
    invoices.append(copy)
    draft.mark("duplicate_invoice", "invoices", copy, "number", str(copy["number"]))
    corrected = draft.invoice(add_months(month_of(draft.as_of), -2), "studios")
    credit: Cells = {
        **{code: corrected[code] for code in ("direction", "entity_id", "month")},
        "kind": "credit_note",
        "number": "C-1",
        "invoice_date": draft.as_of - timedelta(days=6),
        "amount": 5_000,
        "ref_number": "999",
    }
    invoices.append(credit)
    draft.mark("unapplied_credit", "invoices", credit, "ref_number", "C-1")


def _plant_cell_slips(draft: Draft) -> None:
    text_date, look_alike, broken = (_done_job(draft) for _ in range(3))
    shown = f"{text_date['due_date']:{'%d.%m.%Y' if draft.lang == 'ru' else '%Y-%m-%d'}}"
    text_date["due_date"] = Typed(f"'{shown}")
    draft.mark("text_date", "jobs", text_date, "due_date", str(text_date["job_id"]))
    look_alike["partner_id"] = str(look_alike["partner_id"]).replace("P", "Р")
    draft.mark("look_alike", "jobs", look_alike, "partner_id", str(look_alike["job_id"]))
    broken["amount"] = Formula(f"={broken['amount']}/0")
    draft.mark("formula_error", "jobs", broken, "amount", str(broken["job_id"]))


def _done_job(draft: Draft) -> Cells:
    """A job that is done and whose month has been invoiced long ago."""
    partner = draft.partner(lambda partner: partner.group == "dealers" and partner.points > 60)
    before = draft.as_of - timedelta(days=75)
    return next(
        row
        for row in reversed(draft.tabs["jobs"])
        if row["partner_id"] == partner.partner_id
        and row["status"] == "done"
        and isinstance(row["done_date"], date)
        and row["done_date"] < before
    )


def _plant_papers(draft: Draft) -> None:
    month = add_months(month_of(draft.as_of), -2)
    invoice = draft.invoice(month, "contractors", vat="vat")
    document = next(
        row
        for row in draft.tabs["documents"]
        if row["entity_id"] == invoice["entity_id"] and row["month"] == month
    )
    absent = ("number", "doc_date", "amount", "received_on", "file_url")
    document |= {"status": "expected"} | dict.fromkeys(absent)
    draft.mark("missing_upd", "documents", document, "status", str(document["entity_id"]))
    expired = _contract(draft)
    expired |= {"valid_to": draft.as_of - timedelta(days=20), "auto_renew": False}
    draft.mark("expired_contract", "agreements", expired, "valid_to", str(expired["number"]))
    signed = _contract(draft)
    unsigned: Cells = {
        "entity_id": signed["entity_id"],
        "kind": "addendum",
        "number": f"{signed['number']}-2",
        "status": "sent",
        "sent_on": draft.as_of - timedelta(days=24),
    }
    draft.tabs["agreements"].append(unsigned)
    draft.mark("unsigned_contract", "agreements", unsigned, "sent_on", str(unsigned["number"]))


def _contract(draft: Draft) -> Cells:
    partner = draft.partner(lambda partner: partner.group == "studios")
    entity_id = partner.entities[0].entity_id
    return next(row for row in draft.tabs["agreements"] if row["entity_id"] == entity_id)


def _plant_care(draft: Draft) -> None:
    partner = draft.partner(lambda partner: partner.group == "dealers")
    complaint: Cells = {
        "date": draft.as_of - timedelta(days=8),
        "partner_id": partner.partner_id,
        "curator": partner.curator[0].said(draft.lang),
        "channel": "call",
        "kind": "complaint",
        "note": "Перепутали заказ" if draft.lang == "ru" else "We mixed up their order",
    }
    draft.tabs["touches"].append(complaint)
    draft.mark("open_complaint", "touches", complaint, "kind", partner.partner_id)


def _plant_odd_rows(draft: Draft) -> None:
    blank: Cells = {}
    jobs = draft.tabs["jobs"]
    jobs.insert(len(jobs) // 2, blank)
    draft.mark("blank_row", "jobs", blank)
    invoices = draft.tabs["invoices"]
    codes = [column.name for column in columns_in_sheet(PEOPLE_BY_CODE["invoices"])]
    letters = column_letters(codes.index("amount") + 1)
    last = len(invoices) + _HEADER_ROW
    totals: Cells = {
        "entity_id": "Итого" if draft.lang == "ru" else "Total",
        "amount": Formula(f"=SUM({letters}{_HEADER_ROW + 1}:{letters}{last})"),
    }
    invoices.append(totals)
    draft.mark("totals_row", "invoices", totals)
    own = draft.tabs["partners"][0]
    draft.mark("own_column", "partners", own)
