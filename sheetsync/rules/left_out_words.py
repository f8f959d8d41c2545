"""«Не прочитано: 5 счетов, ≈ 310 000,00 ₽»: one sentence for tabs, digest and terminal."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import pandas as pd

from sheetsync.language import Lang, Phrase
from sheetsync.language.plurals import INVOICE
from sheetsync.rules.payables.booked import Booked
from sheetsync.rules.payables.invoice_index import Named as Named  # noqa: PLC0414  # in the example
from sheetsync.rules.payables.ledger import Payables
from sheetsync.rules.payables.left_out import LeftOut, left_out
from sheetsync.rules.validation.wording import money

_HEADS = MappingProxyType(
    {
        "in": Phrase(ru="Не прочитано", en="Left out"),
        "out": Phrase(ru="Не прочитано, нам должны", en="Left out, owed to us"),
    }
)


def left_out_sentence(some: LeftOut, lang: Lang) -> str:
    r"""How many invoices are out because of errors, and about how much they are.

    >>> left_out_sentence(LeftOut("in", 5, (("RUB", 31_000_000),)), "ru").replace("\xa0", " ")
    'Не прочитано: 5 счетов, ≈ 310 000,00 ₽'

    Source: amendments.md 2, left out, but money.
    """
    noun = INVOICE.form(some.count, lang)
    told = f"{_HEADS[some.direction].said(lang)}: {some.count} {noun}"
    sums = "; ".join(money(minor, currency, lang) for currency, minor in some.sums_minor)
    return f"{told}, ≈ {sums}" if sums else told


_ASTRAY = MappingProxyType(
    {
        "in": Phrase(ru="Оплаты без счёта", en="Payments without an invoice"),
        "out": Phrase(ru="Оплаты нам без счёта", en="Payments to us without an invoice"),
    }
)


def unread_sentences(payables: Payables, lang: Lang) -> tuple[str, ...]:
    """All that is in no figure: invoices with errors, then payments of no invoice (V-PAY-10)."""
    return (
        *left_out_sentences(payables.left_out, lang),
        *astray_sentences(payables.astray, lang),
    )


def astray_sentences(payments: Iterable[Booked], lang: Lang) -> tuple[str, ...]:
    r"""How many payments pay no invoice, and how much they are: what we paid first.

    >>> lost = Booked("bank", 2, Named("E-1", "in", "RUB", "12"), 5_000_000, None)
    >>> astray_sentences([lost, lost], "ru")[0].replace("\xa0", " ")
    'Оплаты без счёта: 2, 100 000,00 ₽'

    Source: adoption.md P1, V-PAY-10.
    """
    sums: defaultdict[str, Counter[str]] = defaultdict(Counter)
    counts: Counter[str] = Counter()
    for one in payments:
        sums[one.named.direction][one.named.currency] += one.amount_minor
        counts[one.named.direction] += 1
    return tuple(
        f"{head.said(lang)}: {counts[direction]}, {_sums(sums[direction], lang)}"
        for direction, head in _ASTRAY.items()
        if counts[direction]
    )


def _sums(by_currency: Mapping[str, int], lang: Lang) -> str:
    """Different currencies are never added."""
    return "; ".join(
        money(minor, currency, lang) for currency, minor in sorted(by_currency.items())
    )


def left_out_sentences(rows: pd.DataFrame, lang: Lang) -> tuple[str, ...]:
    """The sentences of `Payables.left_out`, what we pay first."""
    return tuple(left_out_sentence(some, lang) for some in left_out(rows))
