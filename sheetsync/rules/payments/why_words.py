"""Why a line is matched as it is: the words of the column «Почему»."""

from dataclasses import dataclass

from sheetsync.language import Lang, Phrase
from sheetsync.language.money import money

AGREE = Phrase(ru="номера и суммы сходятся", en="numbers and sums agree")
PART = Phrase(
    ru="часть № {numbers}: не оплачено {total}", en="part of no. {numbers}: {total} is unpaid"
)
MORE = Phrase(
    ru="№ {numbers}: пришло больше, чем не оплачено ({total})",
    en="no. {numbers}: more than is unpaid ({total})",
)
DIFFERS = Phrase(
    ru="названы № {numbers}, не оплачено по ним {total}: сумма другая",
    en="names no. {numbers}, of which {total} is unpaid: the sum differs",
)
SOME_OF_NAMED = Phrase(
    ru="названы № {numbers}, а сумма только этих",
    en="names no. {numbers}, the sum is of these alone",
)
LOOSE = Phrase(
    ru="№ {numbers} среди неоплаченных нет", en="no. {numbers} is none of the unpaid invoices"
)
OTHER_DAY = Phrase(
    ru="день счёта № {numbers} в назначении другой", en="no. {numbers} has another day in the text"
)
TWINS = Phrase(
    ru="неоплаченных счетов № {numbers} несколько", en="several unpaid invoices are no. {numbers}"
)
BARE = Phrase(
    ru="перед № {numbers} нет слова «счёт», а на эту сумму не оплачены и другие",
    en="no word says that no. {numbers} is an invoice, and others of that sum are unpaid",
)
SOLE_SUM = Phrase(
    ru="номера нет, но на эту сумму не оплачен только этот счёт",
    en="no number, but this is the only unpaid invoice of that sum",
)
SAME_SUMS = Phrase(
    ru="номера нет, а на эту сумму не оплачены № {numbers}",
    en="no number, and no. {numbers} are all unpaid of that sum",
)
ONLY_SET = Phrase(
    ru="номера нет, но вместе столько дают только эти счета",
    en="no number, but only these invoices together come to that sum",
)
SEVERAL_SETS = Phrase(
    ru="номера нет, а столько дают разные счета вместе",
    en="no number, and different invoices together come to that sum",
)
NO_SUM = Phrase(ru="номера нет, и на эту сумму ничего", en="no number, and nothing of that sum")
NOTHING_UNPAID = Phrase(ru="неоплаченных счетов нет", en="no unpaid invoices")
TAKEN = Phrase(
    ru="№ {numbers} уже предложен строке {line}", en="no. {numbers} is proposed for line {line}"
)
BY_NAME = Phrase(ru="контрагент узнан только по названию", en="known by name only")
CONTRADICTION = Phrase(
    ru="счёт в банке одного контрагента, а ИНН другой",
    en="the account is one entity's, the tax ID another's",
)
UNKNOWN = Phrase(ru="контрагент не найден", en="nobody in Legal entities fits")
UNREADABLE = Phrase(
    ru="в строке нет дня, суммы, валюты или направления",
    en="the line lacks its day, amount, currency or direction",
)
OWN = Phrase(ru="между своими счетами", en="between own accounts")
BUDGET = Phrase(ru="налоги и взносы", en="taxes and duties")
FEE = Phrase(ru="комиссия банка", en="bank's fee")
SALARY = Phrase(ru="зарплата", en="salaries")
REFUND = Phrase(ru="возврат: какой оплаты, неясно", en="a refund; of which payment is not clear")
REFUND_OF = Phrase(
    ru="возврат оплаты № {numbers}: отметьте «возврат»",
    en="gives back the payment of no. {numbers}: answer “refund”",
)
IN_FROM_PAYEE = Phrase(
    ru="пришло от того, кому платим мы: похоже на возврат",
    en="came from one whom we pay: looks like a refund",
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money, said once it is known who reads it."""

    minor: int
    currency: str

    def said(self, lang: Lang) -> str:
        """The amount with its currency."""
        return money(self.minor, self.currency, lang)
