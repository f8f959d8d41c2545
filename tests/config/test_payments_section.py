"""The section `payments:`: whose accounts are read."""

import pytest

from sheetsync.config import parse_config
from sheetsync.errors import ConfigError

ONE = "40702810000000000001"


def config_with(*accounts: str) -> str:
    lines = "".join(f'    - account: "{account}"\n' for account in accounts)
    return f"sandbox: book.sqlite\npayments:\n  accounts:\n{lines}"


def test_an_account_is_known_without_its_spaces() -> None:
    config = parse_config(config_with("4070 2810 0000 0000 0001", "de89 3704 0044 0532 0130 00"))
    assert config.payments is not None
    numbers = [account.number for account in config.payments.accounts]
    assert numbers == [ONE, "DE89370400440532013000"]


@pytest.mark.parametrize(
    ("accounts", "told"),
    [
        ((ONE, "4070 2810 0000 0000 0001"), f"the account {ONE} stands twice"),
        ((ONE, "  "), "an account has no number"),
    ],
)
def test_accounts_that_cannot_be_told_apart_are_refused(
    accounts: tuple[str, ...], told: str
) -> None:
    with pytest.raises(ConfigError, match=told) as refused:
        parse_config(config_with(*accounts))
    assert refused.value.cure


def test_a_misspelt_key_is_named() -> None:
    with pytest.raises(ConfigError, match="acounts") as refused:
        parse_config("sandbox: book.sqlite\npayments:\n  acounts: []\n")
    assert "accounts" in str(refused.value.cure)
