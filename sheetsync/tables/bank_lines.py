"""What a bank's statement says: lines, statements, files, and what in them could not be used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Flow = Literal["in", "out"]
StatementFormat = Literal["1c", "camt053", "mt940", "table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLine:
    """One movement on an account of ours, as the bank tells it.

    Texts are without control signs, with single spaces, "" where the file says nothing.

    Attributes:
        booked_on: the day on which the bank booked it.
        account: ours: digits, or an IBAN without spaces in upper case.
        flow: "in" came to us, "out" left us.
        amount_minor: always positive, in minor units of `currency`.
        currency: ISO code.
        counterparty, inn, kpp, their_account, their_bic: the other side.
        purpose: what it was paid for.
        doc_no: number of the payment document.
        mark: code of `catalogue.payments.BANK_MARK`, "" for an ordinary payment.
        bank_ref: the bank's own id of it, where the format has a stable one.
        place: where it stands in the file, as ``line 120``.
    """

    booked_on: date
    account: str
    flow: Flow
    amount_minor: int
    currency: str
    counterparty: str = ""
    inn: str = ""
    kpp: str = ""
    their_account: str = ""
    their_bic: str = ""
    purpose: str = ""
    doc_no: str = ""
    mark: str = ""
    bank_ref: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What happened on one account in a stretch of days.

    Attributes:
        account: ours, as in its lines.
        currency: ISO code.
        first_on, last_on: the days it tells of; None where the file does not say.
        opening_minor, closing_minor: the balances before and after; None where it does not say.
        lines: in the order of the file; what is only pending is not among them.
        pending_count: how many entries the bank has not booked yet.
    """

    account: str
    currency: str
    first_on: date | None = None
    last_on: date | None = None
    opening_minor: int | None = None
    closing_minor: int | None = None
    lines: tuple[BankLine, ...] = ()
    pending_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What in a file could not be used, or does not fit.

    Attributes:
        code: a ``V-PAY-…`` of the catalogue, or a code of the reader.
        place: where in the file, "" for the whole of it.
        facts: what the message names besides.
    """

    code: str
    place: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFile:
    """All that one file says.

    Attributes:
        name: the file's name, without its folder.
        format: in which it is written.
        owner_inn: tax number of the accounts' owner, "" where the file does not say.
        statements: one for each account and stretch of days.
        troubles: what could not be used.
    """

    name: str
    format: StatementFormat
    owner_inn: str = ""
    statements: tuple[Statement, ...] = ()
    troubles: tuple[Trouble, ...] = ()
