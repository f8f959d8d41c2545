"""The section `payments:` of config.yaml (adoption.md P1, P5)."""

from collections import Counter

import msgspec

from sheetsync.config.section import Section
from sheetsync.errors import ConfigError
from sheetsync.language import Phrase


class BankAccountConfig(Section, frozen=True):
    """An account of ours: statements of it are read, payment orders leave from it.

    Attributes:
        account: Its number, or its IBAN; spaces do not matter.
        bic: BIC of its bank.
        name: How its owner is named in payment orders; blank: Settings.company.
        bank: Its bank's name, as payment orders name it.
        city: Its bank's city.
        corr_account: Its bank's correspondent account.
        inn: Tax number of its owner.
        kpp: Tax registration code of its owner.
        currency: Currency of it; blank: Settings.currency.
    """

    account: str
    bic: str = ""
    name: str = ""
    bank: str = ""
    city: str = ""
    corr_account: str = ""
    inn: str = ""
    kpp: str = ""
    currency: str = ""

    @property
    def number(self) -> str:
        """Its number without spaces, as statements and tabs hold it."""
        return "".join(self.account.split()).upper()


class StatementTableConfig(Section, frozen=True):
    """What the columns of a bank's .csv or .xlsx mean.

    Attributes:
        account: Our account, where no column tells it.
        columns: Headers, by what they mean: booked_on, amount (with a sign, or beside it flow, a
            word for the way) or amount_in and amount_out, account, currency, counterparty, inn,
            kpp, their_account, purpose, doc_no.
    """

    account: str = ""
    columns: dict[str, str] = msgspec.field(default_factory=dict)


class PaymentsConfig(Section, frozen=True):
    """Bank statements: what is read, whose accounts they are, who may say what is paid.

    Attributes:
        folder: Statements that lie here are read by the job `payments`.
        accounts: Our accounts.
        approvers: E-mail addresses of those who may tick rows of the tab Payment plan; `init`
            protects the column for them. None: whoever edits the workbook.
        mappings: By a name of yours, what the columns of a bank's table mean; `sheetsync payments
            import` proposes them.
    """

    folder: str = "statements"
    accounts: tuple[BankAccountConfig, ...] = ()
    approvers: tuple[str, ...] = ()
    mappings: dict[str, StatementTableConfig] = msgspec.field(default_factory=dict)


def check_payments(payments: PaymentsConfig, name: str) -> None:
    """Refuse what no statement could be told by.

    Args:
        payments: the section.
        name: of the config file.

    Raises:
        ConfigError: an account stands twice, or has no number.
    """
    numbers = Counter(one.number for one in payments.accounts)
    if "" in numbers:
        raise ConfigError(
            Phrase(
                ru="{name}: payments.accounts: у счёта нет номера",
                en="{name}: payments.accounts: an account has no number",
            ),
            cure=Phrase(ru="впишите account", en="fill in account"),
            name=name,
        )
    twice = next((number for number, count in numbers.items() if count > 1), None)
    if twice is not None:
        raise ConfigError(
            Phrase(
                ru="{name}: payments.accounts: счёт {account} указан дважды",
                en="{name}: payments.accounts: the account {account} stands twice",
            ),
            cure=Phrase(ru="оставьте одну запись", en="keep one of them"),
            name=name,
            account=twice,
        )
