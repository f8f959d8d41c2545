"""One document of a file for 1C as lines of our accounts."""

from collections.abc import Callable
from typing import Final

from sheetsync.files.statements.reversals import OTHER_FLOW
from sheetsync.tables.bank_lines import BankLine, Flow, Trouble
from sheetsync.tables.bank_texts import (
    account_number,
    bank_day,
    bank_text,
    currency_of_account,
    inn_in,
    name_without_requisites,
    signed_minor,
)
from sheetsync.tables.catalogue.finding_codes import V_PAY_07
from sheetsync.tables.kinds.check_digits import inn_fits

#: What keys of each side begin with: whose money leaves, and to whom it comes.
_PAYER: Final = "плательщик"
_PAYEE: Final = "получатель"
_SIDES: dict[Flow, tuple[str, str]] = {"out": (_PAYER, _PAYEE), "in": (_PAYEE, _PAYER)}
_BOOKED: dict[Flow, str] = {"out": "датасписано", "in": "датапоступило"}
#: An account of the bank itself, through which it pays for a client.
_CORRESPONDENT = "301"
_INN_LENGTHS = (10, 12)
_LONGEST_FACT = 60
_LINES_OF_PURPOSE = tuple(f"назначениеплатежа{number}" for number in range(1, 7))
OWN_TRANSFER: Final = "own"

#: What the first of some keys says that says anything.
Get = Callable[..., str]


def lines_of(
    get: Get, told: frozenset[str], own: frozenset[str], place: str
) -> tuple[BankLine, ...] | Trouble:
    """A document as a line for each account of ours that it moves; () when it moves nothing.

    Args:
        get: looks keys up.
        told: accounts that the file tells of: another account of ours has a statement of its own.
        own: all accounts of ours; they count where a document moves none of those.
        place: where in the file it begins.
    """
    flows = _flows(get, told) or _flows(get, own)
    if not flows:
        return _unknown_account(get, place)
    minor = signed_minor(get("сумма"))
    if minor is None:
        return _unreadable(place, "Сумма", get("сумма"))
    if len(flows) > 1:
        flows = _flows_of_own_transfer(get, flows)
    found = [_line(get, flow, minor, own, place) for flow in flows]
    wrong = next((one for one in found if isinstance(one, Trouble)), None)
    if wrong is not None or not minor:
        return wrong or ()
    return tuple(one for one in found if isinstance(one, BankLine))


def _flows(get: Get, accounts: frozenset[str]) -> list[Flow]:
    """Which ways money moves on some accounts."""
    return [flow for flow, sides in _SIDES.items() if _account(get, sides[0], accounts) in accounts]


def _flows_of_own_transfer(get: Get, flows: list[Flow]) -> list[Flow]:
    """Of which of our accounts the document tells, where it moves money from one to another.

    A day on one side alone is the statement of that account; both, or none, is one for both.
    """
    dated = [flow for flow in flows if get(_BOOKED[flow])]
    return dated or flows


def _line(get: Get, flow: Flow, minor: int, own: frozenset[str], place: str) -> BankLine | Trouble:
    ours, theirs = _SIDES[flow]
    account, their_account = _account(get, ours, own), _account(get, theirs, frozenset())
    told_on = get(_BOOKED[flow], "дата")
    booked_on = bank_day(told_on)
    if booked_on is None:
        return _unreadable(place, "Дата", told_on)
    currency = currency_of_account(account) or "RUB"
    mark = _mark(get, minor, is_own=_account(get, theirs, own) in own)
    return BankLine(
        booked_on=booked_on,
        account=account,
        # A sum below zero takes back what was booked before.
        flow=flow if minor > 0 else OTHER_FLOW[flow],
        amount_minor=abs(minor),
        currency=currency,
        counterparty=bank_text(name_without_requisites(get(f"{theirs}1", theirs))),
        inn=_inn(get, theirs),
        kpp=_digits(get(f"{theirs}кпп")),
        their_account=their_account,
        their_bic=_digits(get(f"{theirs}бик")),
        purpose=_purpose(get),
        doc_no=bank_text(get("номер")),
        mark=mark,
        place=place,
    )


def _mark(get: Get, minor: int, *, is_own: bool) -> str:
    if minor < 0:
        return "reversal"
    if is_own:
        return OWN_TRANSFER
    return "budget" if _digits(get("показателькбк")) else ""


def _account(get: Get, side: str, own: frozenset[str]) -> str:
    """The account of a side: ours if either key names one, never the bank's for the client's."""
    found = [account_number(get(f"{side}{key}")) for key in ("счет", "расчсчет")]
    named = [one for one in found if one]
    ours = [one for one in named if one in own]
    clients = [one for one in named if not one.startswith(_CORRESPONDENT)]
    return next(iter((*ours, *clients, *named)), "")


def _inn(get: Get, side: str) -> str:
    """The tax number by its key, else as the name begins; zeros stand for none."""
    said = _digits(get(f"{side}инн"))
    return said or inn_in(get(side)[:_LONGEST_FACT])


def own_inn(get: Get, flow: Flow) -> str:
    """Our own tax number as the document tells it; "" for none, or a wrong one."""
    inn = _inn(get, _SIDES[flow][0])
    return inn if len(inn) in _INN_LENGTHS and inn_fits(inn) else ""


def _digits(text: str) -> str:
    """A code; zeros and dashes stand for none."""
    plain = "".join(text.split())
    return plain if plain.strip("0-") else ""


def _purpose(get: Get) -> str:
    """The purpose in one text: the whole, or its lines where they say more."""
    whole = bank_text(get("назначениеплатежа"))
    lines = bank_text(" ".join(filter(None, map(get, _LINES_OF_PURPOSE))))
    return max(whole, lines, key=len)


def _unknown_account(get: Get, place: str) -> Trouble:
    """Neither side is ours: told, never guessed."""
    accounts = [_account(get, side, frozenset()) for side in (_PAYER, _PAYEE)]
    facts = {
        "accounts": ", ".join(filter(None, accounts)) or "—",
        "amount": get("сумма")[:_LONGEST_FACT],
        "doc_no": get("номер")[:_LONGEST_FACT],
    }
    return Trouble(code=V_PAY_07, place=place, facts=facts)


def _unreadable(place: str, key: str, value: str) -> Trouble:
    return Trouble(
        code="UNREADABLE_LINE", place=place, facts={"what": key, "value": value[:_LONGEST_FACT]}
    )
