"""What the bank of the demo tells: three months of payments, with what makes an accountant think.

The lines of invoices that were paid say what people had typed, day and sum, so that nothing of the
demo's money changes; besides them come payments that nobody has decided on yet: part of an invoice,
two in one, a wrong number, too much, a fee, a tax, an own transfer, a refund, a stranger.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

import pandas as pd

from sheetsync.dates import add_months, first_day, month_of
from sheetsync.demo.names import Name
from sheetsync.demo.tax_ids import account, bank_bic, company_inn, person_inn
from sheetsync.language import Lang, Phrase
from sheetsync.language.days import typed_day
from sheetsync.tables.bank_lines import BankLine, Flow
from sheetsync.tables.catalogue.payables import UNPAID

BANK_BIC = bank_bic(Random(19))
#: Ours: the one that pays, and one for reserves.
OUR_ACCOUNT, OUR_RESERVE = (account("40702", BANK_BIC, serial) for serial in (901, 902))
BANK_NAME = Name("АО «Демобанк»", "Demobank JSC")
#: So many paid invoices come by the bank: more would make the demo slow and teach nothing.
_MOST_PAID = 90
_MONTHS = 3
_RUBLE = "RUB"
_FLOWS: dict[str, Flow] = {"in": "out", "out": "in"}
_OVER_MINOR = 150_000

_WHOLE = Phrase(
    ru="Оплата по счету № {number} от {day}. НДС не облагается",
    en="Payment of invoice No. {number} dated {day}",
)
_PART = Phrase(
    ru="Частичная оплата по счету № {number} от {day}",
    en="Part payment of invoice No. {number} dated {day}",
)
_TWO = Phrase(
    ru="Оплата по счетам № {number}, {other}", en="Payment of invoices No. {number}, {other}"
)
_REFUND = Phrase(
    ru="Возврат по счету № {number}: оплачено лишнее",
    en="Refund of invoice No. {number}: paid too much",
)
_FEE = Phrase(ru="Комиссия за ведение счета", en="Bank fee for keeping the account")
_TAX = Phrase(ru="Единый налоговый платеж", en="Single tax payment")
_OWN = Phrase(ru="Перевод собственных средств", en="Transfer of own funds")
_STRANGER = Phrase(ru="Оплата за участие в выставке", en="Payment for a stand at the fair")
_TREASURY = Name("Казначейство России", "Treasury")
_NOBODY = Name("ООО «Незнакомец»", "Stranger LLC")


@dataclass(frozen=True, slots=True)
class PaidInvoice:
    """An invoice whose payment the bank tells of.

    Attributes:
        row: its sheet row.
        number: as Invoices spells it.
        line: the payment.
    """

    row: int
    number: str
    line: BankLine


@dataclass(frozen=True, slots=True)
class BankStory:
    """What the bank tells.

    Attributes:
        first_on, last_on: the days it tells of.
        paid: of invoices that people had as paid, to be decided on.
        lines: all of them and those that wait, by day.
    """

    first_on: date
    last_on: date
    paid: tuple[PaidInvoice, ...]
    lines: tuple[BankLine, ...]


def bank_story(
    invoices: pd.DataFrame, entities: pd.DataFrame, day: date, our_name: str, lang: Lang
) -> BankStory:
    """The story of three months until the evening before a day.

    Args:
        invoices: `Payables.invoices` of the demo.
        entities: rows of Legal entities.
        day: that the demo is at.
        our_name: of the demo's company.
        lang: of the purposes.
    """
    first_on = first_day(add_months(month_of(day), 1 - _MONTHS))
    last_on = day - timedelta(days=1)
    sides = _sides(entities)
    known = invoices[invoices["entity_id"].isin(sides.keys()) & invoices["number"].notna()]
    known = known[(known["currency"] == _RUBLE) & (known["kind"].astype("str") == "invoice")]
    paid = tuple(_paid(known, sides, (first_on, last_on), lang))
    waiting = [
        *_waiting(known, sides, last_on, lang),
        *_besides(paid, last_on, our_name, lang),
    ]
    lines = sorted((*(one.line for one in paid), *waiting), key=lambda one: one.booked_on)
    numbered = tuple(replace(one, doc_no=str(no)) for no, one in enumerate(lines, start=1))
    return BankStory(first_on, last_on, paid, numbered)


def _sides(entities: pd.DataFrame) -> dict[str, dict[str, str]]:
    """How the bank names the other side, by legal entity: those with an account."""
    told = entities.dropna(subset=["entity_id", "account", "inn"])
    names = ("legal_name", "inn", "kpp", "account", "bic")
    columns = [told[name].astype("str").fillna("").tolist() for name in names]
    return {
        str(entity): {
            "counterparty": legal_name,
            "inn": inn,
            "kpp": kpp,
            "their_account": theirs,
            "their_bic": bic,
        }
        for entity, legal_name, inn, kpp, theirs, bic in zip(
            told["entity_id"], *columns, strict=True
        )
    }


def _line(
    invoice: pd.Series, sides: dict[str, dict[str, str]], day: date, minor: int, purpose: str
) -> BankLine:
    return BankLine(
        booked_on=day,
        account=OUR_ACCOUNT,
        flow=_FLOWS[str(invoice["direction"])],
        amount_minor=minor,
        currency=_RUBLE,
        purpose=purpose,
        **sides[str(invoice["entity_id"])],
    )


def _said(words: Phrase, invoice: pd.Series, lang: Lang, **more: str) -> str:
    day = typed_day(pd.Timestamp(invoice["invoice_date"]).date(), lang)
    return _plain(words.said(lang, number=str(invoice["number"]), day=day, **more))


def _plain(text: str) -> str:
    """As a bank's form keeps it: with ordinary spaces."""
    return " ".join(text.split())


def _paid(
    known: pd.DataFrame,
    sides: dict[str, dict[str, str]],
    days: tuple[date, date],
    lang: Lang,
) -> Iterator[PaidInvoice]:
    """Those that were paid whole in these days, each by one payment; the newest first."""
    whole = known[
        (known["status"].astype("str") == "paid")
        & (known["paid_amount_minor"] == known["amount_minor"])
        & (known["credits_minor"] == 0)
        & (known["paid_date"] >= pd.Timestamp(days[0]))
        & (known["paid_date"] <= pd.Timestamp(days[1]))
    ]
    # Two of one number would need a day to be told apart: that is no matter of a demo.
    whole = whole[~whole.duplicated(["entity_id", "number"], keep=False)]
    for row, invoice in whole.sort_values("paid_date", ascending=False).head(_MOST_PAID).iterrows():
        day = pd.Timestamp(invoice["paid_date"]).date()
        minor = int(invoice["amount_minor"])
        purpose = _said(_WHOLE, invoice, lang)
        line = _line(invoice, sides, day, minor, purpose)
        yield PaidInvoice(int(str(row)), str(invoice["number"]), line)


def _waiting(
    known: pd.DataFrame, sides: dict[str, dict[str, str]], last_on: date, lang: Lang
) -> Iterator[BankLine]:
    """Payments of the last days that nobody has decided on."""
    unpaid = known[known["status"].isin(UNPAID) & (known["outstanding_minor"] > 0)]
    by_entity = [rows for _, rows in unpaid.groupby("entity_id", observed=True, sort=True)]
    pairs = [rows for rows in by_entity if len(rows) > 1]
    singles = [rows.iloc[0] for rows in by_entity if len(rows) == 1]
    for rows in pairs[:1]:
        first, second = rows.iloc[0], rows.iloc[1]
        minor = int(first["outstanding_minor"] + second["outstanding_minor"])
        purpose = _said(_TWO, first, lang, other=str(second["number"]))
        yield _line(first, sides, last_on, minor, purpose)
    for number, invoice in enumerate(singles[:5]):
        minor = int(invoice["outstanding_minor"])
        day = last_on - timedelta(days=number % 3)
        told: dict[int, tuple[int, str]] = {
            1: (minor // 2, _said(_PART, invoice, lang)),
            2: (
                minor,
                _plain(_WHOLE.said(lang, number=f"{invoice['number']}9", day=typed_day(day, lang))),
            ),
            3: (minor + _OVER_MINOR, _said(_WHOLE, invoice, lang)),
        }
        yield _line(invoice, sides, day, *told.get(number, (minor, _said(_WHOLE, invoice, lang))))


def _besides(
    paid: Sequence[PaidInvoice], last_on: date, our_name: str, lang: Lang
) -> Iterator[BankLine]:
    """What pays no invoice."""
    ours = BankLine(
        booked_on=last_on,
        account=OUR_ACCOUNT,
        flow="out",
        amount_minor=0,
        currency=_RUBLE,
        their_bic=BANK_BIC,
    )
    yield replace(
        ours,
        amount_minor=149_000,
        counterparty=BANK_NAME.said(lang),
        inn=company_inn(95_001),
        their_account=account("40702", BANK_BIC, 903),
        purpose=_FEE.said(lang),
    )
    yield replace(
        ours,
        amount_minor=31_240_000,
        counterparty=_TREASURY.said(lang),
        inn=company_inn(95_002),
        their_account=account("40702", BANK_BIC, 904),
        purpose=_TAX.said(lang),
        mark="budget",
    )
    yield replace(
        ours,
        amount_minor=20_000_000,
        counterparty=our_name,
        their_account=OUR_RESERVE,
        purpose=_OWN.said(lang),
    )
    yield replace(
        ours,
        flow="in",
        amount_minor=4_500_000,
        counterparty=_NOBODY.said(lang),
        inn=person_inn(95_003),
        their_account=account("40802", BANK_BIC, 905),
        purpose=_STRANGER.said(lang),
    )
    outgoing = next((one for one in paid if one.line.flow == "out"), None)
    if outgoing is not None:
        yield replace(
            outgoing.line,
            booked_on=last_on,
            flow="in",
            amount_minor=outgoing.line.amount_minor // 10,
            purpose=_plain(_REFUND.said(lang, number=outgoing.number)),
        )
