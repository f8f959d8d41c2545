"""The rows of the Inbox: what partners sent, the oldest that waits first, and how it compares."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

import pandas as pd

from sheetsync.language import Lang, Phrase, Sayable
from sheetsync.language.money import bare_money
from sheetsync.rules.portal.deciders import decider
from sheetsync.rules.portal.page_parts import PartnerPage
from sheetsync.rules.portal.requisites import EntityRow, change_lines
from sheetsync.rules.portal.standing import EnteredRow, Standing
from sheetsync.rules.portal.submissions import StoredSubmission
from sheetsync.tables.catalogue.payables import INVOICE_STATUS
from sheetsync.tables.catalogue.portal import INBOX
from sheetsync.tables.frames import typed_frame
from sheetsync.tables.wanted_requisites import wanted_of

_AS_EXPECTED = Phrase(ru="как ожидали", en="as expected")
_MORE = Phrase(ru="на {by} больше, чем сделано", en="{by} more than done")
_LESS = Phrase(ru="на {by} меньше, чем сделано", en="{by} less than done")
_NOT_ASKED = Phrase(ru="за этот месяц счёта не ждём", en="no invoice is awaited for this month")
_OTHER_CURRENCY = Phrase(ru="ждём в другой валюте: {codes}", en="awaited in {codes}")
_NEAR = Phrase(
    ru="{number} уже есть в «Счетах»{status}", en="{number} is in Invoices already{status}"
)
_OTHER_SUM = Phrase(ru="строка {row}: внесено {amount}", en="row {row}: {amount} was entered")
_CALL = Phrase(
    ru="позвоните по номеру, который знаете сами; потом впишите в «Контрагенты», строка {row}",
    en="call a number that you know yourself; then enter it in Legal entities, row {row}",
)
_CALL_FIRST = Phrase(
    ru="контрагента в таблице нет; позвоните по номеру, который знаете сами",
    en="the legal entity is not in the sheet; call a number that you know yourself",
)
_HELD: Mapping[str, Phrase] = {
    "expected": Phrase(
        ru="{cell} ждёт его: впишите «скан есть»", en="{cell} waits for it: set received"
    ),
    "rejected": Phrase(
        ru="{cell} — отклонён: впишите «скан есть», если годится",
        en="{cell} says rejected: set received if it will do",
    ),
    "draft": Phrase(ru="{cell} — черновик: сотрите отметку", en="{cell} says draft: clear it"),
    "void": Phrase(ru="{cell} — аннулирован: сотрите отметку", en="{cell} says void: clear it"),
    "duplicate": Phrase(
        ru="{cell} повторяет другую строку: см. «Проверку»",
        en="{cell} repeats another row: see Validation",
    ),
    "error": Phrase(
        ru="{cell} — с ошибкой: см. «Проверку»", en="{cell} has an error: see Validation"
    ),
}


@dataclass(frozen=True, slots=True)
class InboxTerms:
    """What the Inbox needs besides the submissions.

    Attributes:
        as_of: the day it is shown for.
        zone: of days and hours.
        url: of the portal, without a slash at its end: files are opened there.
        keep_days: settled submissions stay so long.
        tolerance_minor: a difference of sums up to this is none.
        partners: name and curator by partner.
        entities: name by legal entity.
        expected: the sums that we wait for, by legal entity and month, then by currency; none of a
            month that is awaited while no sum can be told.
        addresses: where our people open a submission's file beyond the portal, by number.
        requisites: what Legal entities says, by legal entity.
    """

    as_of: date
    zone: tzinfo
    lang: Lang
    url: str = ""
    keep_days: int = 14
    tolerance_minor: int = 100
    partners: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    entities: Mapping[str, str] = field(default_factory=dict)
    expected: Mapping[tuple[str, str], Mapping[str, int]] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    requisites: Mapping[str, EntityRow] = field(default_factory=dict)

    def day(self, moment: datetime) -> date:
        """The day of a moment, where the company is."""
        return moment.astimezone(self.zone).date()

    def file_url(self, one: StoredSubmission) -> str:
        """Where its file is opened; "" while nobody knows that it is clean, and for none."""
        is_clean = all(file.scan == "clean" for file in one.files)
        return f"{self.url}/f/{one.submission.no}" if one.files and is_clean and self.url else ""

    def our_file_url(self, one: StoredSubmission) -> str:
        """The same for our own people alone: in Drive, where it is kept there."""
        found = self.file_url(one)
        return self.addresses.get(one.submission.no, found) if found else ""


def expected_sums(pages: Iterable[PartnerPage]) -> dict[tuple[str, str], dict[str, int]]:
    """What `InboxTerms.expected` is made of: all that partners are asked to invoice."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for page in pages:
        for asked in page.invoices_asked:
            sums = found.setdefault((asked.entity_id, asked.month), {})
            if asked.amount_minor is not None:
                sums[asked.currency] = sums.get(asked.currency, 0) + asked.amount_minor
    return found


def inbox_rows(
    stored: Iterable[StoredSubmission], standing: Mapping[str, Standing], terms: InboxTerms
) -> pd.DataFrame:
    """The rows of the tab Inbox: what is open, the oldest first; then what was settled lately.

    Args:
        stored: all submissions.
        standing: how each stands, by its number.
        terms: names, amounts and days.

    Returns:
        The columns of the tab by code, money as ``<code>_minor``.
    """
    shown = [one for one in stored if is_shown(standing[one.submission.no], terms)]
    shown.sort(key=lambda one: _order(standing[one.submission.no]))
    rows = [_row(one, standing[one.submission.no], terms) for one in shown]
    return typed_frame(INBOX.columns, rows)


def is_shown(standing: Standing, terms: InboxTerms) -> bool:
    """Whether it is open, or was settled lately."""
    if standing.is_open:
        return True
    return (terms.as_of - terms.day(standing.since)).days <= terms.keep_days


def _order(standing: Standing) -> tuple[bool, datetime, str]:
    return (not standing.is_open, standing.submission.opened_at, standing.no)


def _row(one: StoredSubmission, standing: Standing, terms: InboxTerms) -> dict[str, object]:
    sent = one.submission
    partner, curator = terms.partners.get(sent.partner_id, ("", ""))
    opened = sent.opened_at.astimezone(terms.zone)
    return {
        "submission": sent.no,
        "received_at": opened.replace(tzinfo=None, microsecond=0),
        "kind": sent.kind,
        "partner_id": sent.partner_id,
        "partner": partner or None,
        "curator": curator or None,
        "entity_id": sent.entity_id or None,
        "legal_name": terms.entities.get(sent.entity_id),
        "month": sent.month or None,
        "doc_kind": sent.doc_kind or None,
        "number": sent.number or None,
        "date": sent.doc_date,
        "amount_minor": sent.amount_minor,
        "currency": sent.currency or None,
        "expected_minor": expected_of(standing, terms),
        "check": check_of(standing, terms) or None,
        "file": terms.our_file_url(one) or None,
        "state": standing.state,
        "waiting": (terms.as_of - opened.date()).days if standing.is_open else None,
        "text": _texts(one, standing, terms) or None,
        "decided_by": _decided_by(standing, terms.lang),
    }


def _decided_by(standing: Standing, lang: Lang) -> str | None:
    is_decided = standing.state in ("asked", "rejected") or (
        standing.state == "accepted" and standing.entered is None
    )
    return decider(standing.decided.by, lang) if is_decided and standing.decided else None


def expected_of(standing: Standing, terms: InboxTerms) -> int | None:
    """The sum of an invoice that we wait for in its currency; None where none can be told."""
    sent = standing.submission
    if sent.kind != "invoice":
        return None
    return terms.expected.get((sent.entity_id, sent.month), {}).get(sent.currency)


def check_of(standing: Standing, terms: InboxTerms) -> str:
    """How a submission compares with what stands in the sheet and with what we wait for."""
    if standing.held_by is not None and standing.is_open:
        return held_words(standing.held_by).said(terms.lang)
    if standing.entered is not None:
        return _entered_otherwise(standing, standing.entered, terms)
    if standing.near is not None and standing.is_open:
        status = _status(standing.near, terms.lang)
        return _NEAR.said(terms.lang, number=standing.near.number, status=status)
    return _compared(standing, terms) if standing.is_open else ""


def held_words(held: EnteredRow) -> Sayable:
    """Which cell keeps a row from accepting its submission, and what to write there."""
    return _HELD[held.fault].given(cell=held.cell)


def _entered_otherwise(standing: Standing, row: EnteredRow, terms: InboxTerms) -> str:
    """What was entered instead of the amount that was sent; "" for the same one."""
    sent = standing.submission.amount_minor
    if sent is None or row.amount_minor in (None, sent):
        return ""
    amount = bare_money(row.amount_minor or 0, terms.lang)
    return _OTHER_SUM.said(terms.lang, row=row.row, amount=amount)


def _compared(standing: Standing, terms: InboxTerms) -> str:
    sent = standing.submission
    if sent.kind == "requisites":
        row = terms.requisites.get(sent.entity_id)
        return _CALL.said(terms.lang, row=row.row) if row else _CALL_FIRST.said(terms.lang)
    if sent.kind != "invoice" or sent.amount_minor is None:
        return ""
    awaited = terms.expected.get((sent.entity_id, sent.month))
    if awaited is None:
        return _NOT_ASKED.said(terms.lang)
    expected = awaited.get(sent.currency)
    if expected is None:
        return _OTHER_CURRENCY.said(terms.lang, codes=", ".join(awaited)) if awaited else ""
    over = sent.amount_minor - expected
    if abs(over) <= terms.tolerance_minor:
        return _AS_EXPECTED.said(terms.lang)
    phrase = _MORE if over > 0 else _LESS
    return phrase.said(terms.lang, by=bare_money(abs(over), terms.lang))


def _status(row: EnteredRow, lang: Lang) -> str:
    said = next((one.label(lang) for one in INVOICE_STATUS if one.code == row.status), "")
    return f" ({said})" if said else ""


def _texts(one: StoredSubmission, standing: Standing, terms: InboxTerms) -> str:
    """What the partner wrote, our words where they count, and the partner's last answer."""
    answers = [event.text for event in one.events if event.kind == "answered" and event.text]
    parts = [*_wrote(one, standing, terms), standing.text, *answers[-1:]]
    return "\n".join(part for part in parts if part)


def _wrote(one: StoredSubmission, standing: Standing, terms: InboxTerms) -> list[str]:
    """The partner's text; of requisites, old beside new while that waits."""
    sent = one.submission
    if sent.kind != "requisites":
        return [sent.text]
    wanted = wanted_of(sent.text)
    now = requisites_now(standing, terms) if standing.is_open else {}
    return [*change_lines(wanted, now, terms.lang), wanted.comment]


def requisites_now(standing: Standing, terms: InboxTerms) -> Mapping[str, str]:
    """What Legal entities says of a submission's legal entity; nothing of one that is not there."""
    row = terms.requisites.get(standing.submission.entity_id)
    return row.fields if row else {}
