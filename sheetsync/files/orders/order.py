"""What a file of payment orders holds."""

from dataclasses import dataclass
from datetime import date, datetime

from sheetsync.rules.payments.requisites import Requisites


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """Us, and the account that pays; "" for what is not known.

    Attributes:
        account: digits or an IBAN, without spaces.
        city: of the bank.
        corr_account: the bank's correspondent account.
    """

    name: str
    account: str
    bic: str
    inn: str = ""
    kpp: str = ""
    bank: str = ""
    city: str = ""
    corr_account: str = ""
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One payment order.

    Attributes:
        order_no: its number, which the bank's statement tells as the document's.
        ordered_on: its day.
        amount_minor: in minor units of the payer's currency.
        payee: where it goes.
        purpose: what it pays.
    """

    order_no: int
    ordered_on: date
    amount_minor: int
    payee: Requisites
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderBatch:
    """The orders of one file.

    Attributes:
        batch_id: the plan's code; the same orders have the same one.
        made_at: when the file was made, by the clock of the wall.
        payer: whose money it is.
        orders: at least one.
    """

    batch_id: str
    made_at: datetime
    payer: Payer
    orders: tuple[Order, ...]

    @property
    def total_minor(self) -> int:
        """The sum of all orders."""
        return sum(order.amount_minor for order in self.orders)
