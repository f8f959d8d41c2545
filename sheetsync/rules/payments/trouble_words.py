"""What is doubtful in a bank's statement, in people's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sheetsync.language import Lang, Phrase, Sayable
from sheetsync.language.days import short_day
from sheetsync.language.money import bare_money, money
from sheetsync.tables.bank_lines import Trouble
from sheetsync.tables.catalogue.finding_codes import V_PAY_05, V_PAY_06, V_PAY_07

_WORDS: Mapping[str, Phrase] = {
    V_PAY_05: Phrase(
        ru="счёт {account}: остаток {opening} + приход {incoming} − расход {outgoing} ≠ {closing}, "
        "расходится на {off}",
        en="account {account}: balance {opening} + in {incoming} − out {outgoing} ≠ {closing}, "
        "off by {off}",
    ),
    V_PAY_06: Phrase(ru="выписка обрезана: нет {missing}", en="cut off: {missing} is missing"),
    V_PAY_07: Phrase(
        ru="строки счёта, которого нет в payments.accounts: {accounts}; они не взяты",
        en="lines of an account that is not in payments.accounts: {accounts}; they are left out",
    ),
    "UNREADABLE_LINE": Phrase(
        ru="не читается {what}: «{value}»; строка не взята",
        en="{what} cannot be read: {value!r}; the line is left out",
    ),
    "BATCH": Phrase(
        ru="пачка на {amount}: её платежи ({count}) не складываются в сумму, взята одной строкой",
        en="a batch of {amount}: its {count} payments do not add up, it is taken as one line",
    ),
    "GAP": Phrase(
        ru="счёт {account}: нет выписки за {first}–{last}",
        en="account {account}: no statement for {first}–{last}",
    ),
    "BALANCE_JUMP": Phrase(
        ru="счёт {account}: {day} начинается с остатка {opening}, а до того было {closing}",
        en="account {account}: {day} begins with {opening}, and the balance before was {closing}",
    ),
}
#: Facts that are sums in minor units, and days.
_SUMS = frozenset({"opening", "incoming", "outgoing", "closing", "off"})
_DAYS = frozenset({"first", "last", "day"})


@dataclass(frozen=True, slots=True)
class _Sum:
    minor: int
    currency: str

    def said(self, lang: Lang) -> str:
        if not self.currency:
            return bare_money(self.minor, lang)
        return money(self.minor, self.currency, lang)


@dataclass(frozen=True, slots=True)
class _Day:
    when: date

    def said(self, lang: Lang) -> str:
        return short_day(self.when, lang)


def trouble_sentence(trouble: Trouble) -> Sayable:
    """What is doubtful, without the file and the place in it.

    >>> facts = {"account": "407", "first": "2026-03-28", "last": "2026-03-29"}
    >>> trouble_sentence(Trouble(code="GAP", facts=facts)).said("ru")
    'счёт 407: нет выписки за 28.03.2026–29.03.2026'

    Raises:
        KeyError: nobody knows the code.
    """
    currency = trouble.facts.get("currency", "")
    facts = {name: _sayable(name, value, currency) for name, value in trouble.facts.items()}
    return _WORDS[trouble.code].given(**facts)


def _sayable(name: str, value: str, currency: str) -> object:
    if name in _SUMS:
        return _Sum(int(value), currency)
    return _Day(date.fromisoformat(value)) if name in _DAYS else value
