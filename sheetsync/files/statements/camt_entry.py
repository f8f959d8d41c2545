"""One entry of a camt.053 as lines: of a batch one for each of its transactions."""

from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from sheetsync.files.statements.camt_party import with_details
from sheetsync.files.statements.camt_texts import currency_at, minor_at, text_at
from sheetsync.files.statements.reversals import moved_minor
from sheetsync.tables.bank_lines import BankLine, Flow, Trouble
from sheetsync.tables.bank_texts import bank_day, decimal_minor

_FLOWS: dict[str, Flow] = {"CRDT": "in", "DBIT": "out"}
#: Families and subfamilies of transactions that are the bank's own charge.
_CHARGES = frozenset({"CHRG", "FEES", "COMM", "COME", "COMI", "COMT"})
#: Where a transaction of a batch says its sum, in version 8 and before.
_SUMS = ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")
_LONGEST_FACT = 60


def is_booked(entry: Element) -> bool:
    """Whether the bank has booked it; what says no status stands in a statement of booked ones."""
    return text_at(entry, "Sts/Cd", "Sts") in {"BOOK", ""}


def entry_lines(entry: Element, account: str, place: str) -> tuple[list[BankLine], list[Trouble]]:
    """The lines of an entry, and what of it could not be used.

    Args:
        entry: the element `Ntry`, its names without namespaces.
        account: ours.
        place: where it stands.
    """
    whole = _whole(entry, account, place)
    if isinstance(whole, Trouble):
        return [], [whole]
    details = list(entry.iterfind("NtryDtls/TxDtls"))
    if not whole.amount_minor:
        return [], []
    if len(details) <= 1:
        return [with_details(whole, [*details, entry])], []
    parts = _parts(whole, details, entry)
    if parts is not None:
        return parts, []
    facts = {"amount": text_at(entry, "Amt"), "count": str(len(details))}
    return [with_details(whole, [entry])], [Trouble(code="BATCH", place=place, facts=facts)]


def _whole(entry: Element, account: str, place: str) -> BankLine | Trouble:
    """The entry as one line, without what its details tell."""
    minor, flow = minor_at(entry), _FLOWS.get(text_at(entry, "CdtDbtInd"))
    told = text_at(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    day = bank_day(told)
    if minor is None:
        return _unreadable(place, "Amt", text_at(entry, "Amt"))
    if flow is None:
        return _unreadable(place, "CdtDbtInd", text_at(entry, "CdtDbtInd"))
    if day is None:
        return _unreadable(place, "BookgDt", told)
    is_reversal = text_at(entry, "RvslInd") in {"true", "1"}
    return BankLine(
        booked_on=day,
        account=account,
        flow=flow,
        amount_minor=minor,
        currency=currency_at(entry),
        mark="reversal" if is_reversal else _mark(entry),
        bank_ref=text_at(entry, "AcctSvcrRef"),
        place=place,
    )


def _mark(element: Element) -> str:
    """«charge» where the bank's codes say that it is its own fee."""
    codes = {text_at(element, f"BkTxCd/Domn/Fmly/{name}") for name in ("Cd", "SubFmlyCd")}
    return "charge" if codes & _CHARGES else ""


def _parts(whole: BankLine, details: Sequence[Element], entry: Element) -> list[BankLine] | None:
    """A batch's transactions, with the charge that is part of it; None unless they add up."""
    parts = [_part(whole, one, entry, number) for number, one in enumerate(details, start=1)]
    sound = [part for part in parts if part is not None]
    if len(sound) < len(parts):
        return None
    missing = moved_minor([whole]) - moved_minor(sound)
    if missing:
        if abs(missing) != _charges_minor([*details, entry]):
            return None
        sound.append(_charge(whole, missing))
    return [part for part in sound if part.amount_minor]


def _part(whole: BankLine, details: Element, entry: Element, number: int) -> BankLine | None:
    """One transaction of a batch; None where it says no sum in the entry's currency."""
    path = next((one for one in _SUMS if details.find(one) is not None), "")
    minor = minor_at(details, path) if path else None
    if minor is None or currency_at(details, path) not in {whole.currency, ""}:
        return None
    own = text_at(details, "Refs/AcctSvcrRef")
    reference = f"{whole.bank_ref}/{number}" if whole.bank_ref else own
    part = replace(
        whole,
        amount_minor=minor,
        flow=_FLOWS.get(text_at(details, "CdtDbtInd"), whole.flow),
        bank_ref=reference,
        mark=whole.mark or _mark(details),
        place=f"{whole.place} / TxDtls {number}",
    )
    return with_details(part, [details, entry])


def _charges_minor(elements: Sequence[Element]) -> int:
    """The charges that an entry and its transactions name, in all."""
    sums = [
        decimal_minor(found.text or "")
        for element in elements
        for path in ("Chrgs/Rcrd/Amt", "Chrgs/Amt")
        for found in element.iterfind(path)
    ]
    return sum(minor for minor in sums if minor)


def _charge(whole: BankLine, missing_minor: int) -> BankLine:
    """What the bank kept, or added, beside the transactions of a batch."""
    return replace(
        whole,
        flow="in" if missing_minor > 0 else "out",
        amount_minor=abs(missing_minor),
        mark="charge",
        bank_ref=f"{whole.bank_ref}/0" if whole.bank_ref else "",
        place=f"{whole.place} / Chrgs",
    )


def _unreadable(place: str, what: str, value: str) -> Trouble:
    facts = {"what": what, "value": value[:_LONGEST_FACT]}
    return Trouble(code="UNREADABLE_LINE", place=place, facts=facts)
