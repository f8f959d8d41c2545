"""«Не прочитано: 5 счетов, ≈ 310 000,00 ₽»: one sentence for tabs, digest and terminal."""

from types import MappingProxyType

import pandas as pd

from sheetsync.language import Lang, Phrase
from sheetsync.language.plurals import INVOICE
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


def left_out_sentences(rows: pd.DataFrame, lang: Lang) -> tuple[str, ...]:
    """The sentences of `Payables.left_out`, what we pay first."""
    return tuple(left_out_sentence(some, lang) for some in left_out(rows))
