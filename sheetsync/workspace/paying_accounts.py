"""Which account of ours pays: as config.yaml tells them (adoption.md P5)."""

from collections.abc import Sequence

from sheetsync.config import Config
from sheetsync.config.payments import BankAccountConfig
from sheetsync.errors import ConfigError, RunRequestError
from sheetsync.files.orders.order import Payer
from sheetsync.language import Phrase
from sheetsync.rules.payments.bank_accounts import account_is_right, plain_account
from sheetsync.rules.payments.planning import account_of_plan
from sheetsync.tables.settings.keys import Settings

_FILL_IN = Phrase(
    ru="впишите наш счёт в payments.accounts (config.yaml)",
    en="fill our account in under payments.accounts (config.yaml)",
)


def our_accounts(config: Config) -> tuple[BankAccountConfig, ...]:
    """Our accounts, in the order of config.yaml.

    Raises:
        ConfigError: config.yaml names none.
    """
    accounts = config.payments.accounts if config.payments else ()
    if not accounts:
        raise ConfigError(
            Phrase(
                ru="В config.yaml нет наших счетов: платить не с чего",
                en="config.yaml has no account of ours to pay from",
            ),
            cure=_FILL_IN,
        )
    return accounts


def currency_of(account: BankAccountConfig, settings: Settings) -> str:
    """The currency of an account: as it says, else the company's."""
    return account.currency.upper() or settings.currency


def chosen_account(
    accounts: Sequence[BankAccountConfig], settings: Settings, end: str, currency: str
) -> BankAccountConfig:
    """The account that a plan pays from: the one asked for, else the first of the currency.

    Args:
        accounts: ours.
        settings: tell the currency of accounts that do not.
        end: how the account's number ends, "" for none in particular.
        currency: of the invoices, "" for that of the account.

    Raises:
        RunRequestError: there is none, or there are several.
    """
    wanted = currency or ("" if end else settings.currency)
    found = [
        one
        for one in accounts
        if one.number.endswith(plain_account(end)) and wanted in {"", currency_of(one, settings)}
    ]
    if not found or (end and len(found) > 1):
        raise RunRequestError(
            Phrase(
                ru="Нет одного нашего счёта в {currency}, который кончается на «{end}»; есть: "
                "{known}",
                en="There is no single account of ours in {currency} that ends with {end!r}; there "
                "are: {known}",
            ),
            cure=_FILL_IN,
            currency=wanted or "—",
            end=end,
            known=", ".join(f"{one.number} ({currency_of(one, settings)})" for one in accounts),
        )
    return found[0]


def payer_of_plan(plan_id: str, accounts: Sequence[BankAccountConfig], settings: Settings) -> Payer:
    """Us, as a plan's orders name us.

    Raises:
        ConfigError: the plan's account is gone from config.yaml, or what an order says of us is
            missing or wrong.
    """
    number = account_of_plan(plan_id, [one.number for one in accounts])
    account = next((one for one in accounts if one.number == number), None)
    if account is None:
        raise ConfigError(
            Phrase(
                ru="Счёта, с которого платит план {plan_id}, в config.yaml нет",
                en="The account that plan {plan_id} pays from is not in config.yaml",
            ),
            cure=_FILL_IN,
            plan_id=plan_id,
        )
    name = account.name or settings.company
    if not name or not account_is_right(account.number, account.bic):
        raise ConfigError(
            Phrase(
                ru="Наш счёт {account}: не указано, чей он, или счёт не соответствует БИК",
                en="Our account {account}: it does not say whose it is, or does not fit its BIC",
            ),
            cure=Phrase(
                ru="проверьте account, bic и name в payments.accounts (config.yaml)",
                en="look at account, bic and name under payments.accounts (config.yaml)",
            ),
            account=account.number,
        )
    return Payer(
        name=name,
        account=account.number,
        bic=plain_account(account.bic),
        inn=account.inn,
        kpp=account.kpp,
        bank=account.bank,
        city=account.city,
        corr_account=account.corr_account,
        currency=currency_of(account, settings),
    )
