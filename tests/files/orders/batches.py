"""Orders as tests draw them."""

from datetime import UTC, date, datetime

from sheetsync.files.orders.order import Order, OrderBatch, Payer
from sheetsync.rules.payments.requisites import Requisites

DAY = date(2026, 4, 15)
OURS = Payer(
    name='ООО "Организатор"',
    account="40602810700000000025",
    bic="049805746",
    inn="7707083893",
    kpp="770701001",
    bank="ПАО «Банк»",
    city="г. Москва",
    corr_account="30101810400000000225",
    currency="RUB",
)
OURS_ABROAD = Payer(
    name="Organizer GmbH", account="DE89370400440532013000", bic="COBADEFFXXX", currency="EUR"
)
VEKTOR = Requisites(
    legal_name="ООО «Вектор»",
    inn="7701234567",
    kpp="770101001",
    account="40602810000000000026",
    bic="049805746",
    pays_vat=True,
)
ABROAD = Requisites(
    legal_name="Würth & Söhne",
    account="NL91ABNA0417164300",
    bic="ABNANL2A",
    is_foreign=True,
)
PURPOSE = "Оплата по счету № 45 от 12.03.2026 за март 2026, договор № 14/24. В т.ч. НДС 8 333,33"
PURPOSE_ABROAD = "Payment of invoice 45 dated 12.03.2026 for March 2026, contract 14/24"


def order(
    number: int = 101,
    amount_minor: int = 5_000_000,
    payee: Requisites = VEKTOR,
    purpose: str = PURPOSE,
) -> Order:
    return Order(
        order_no=number, ordered_on=DAY, amount_minor=amount_minor, payee=payee, purpose=purpose
    )


def batch(*orders: Order, payer: Payer = OURS) -> OrderBatch:
    return OrderBatch(
        batch_id="20260415-1-0025",
        made_at=datetime(2026, 4, 15, 12, 30, 5, tzinfo=UTC),
        payer=payer,
        orders=orders,
    )


def batch_abroad(*orders: Order) -> OrderBatch:
    return batch(*orders, payer=OURS_ABROAD)


def order_abroad(
    number: int = 101,
    amount_minor: int = 5_000_000,
    payee: Requisites = ABROAD,
    purpose: str = PURPOSE_ABROAD,
) -> Order:
    return order(number, amount_minor, payee, purpose)
