"""Whether money can be sent to an account."""

import pytest

from sheetsync.rules.payments.bank_accounts import account_is_right, is_iban, is_russian


@pytest.mark.parametrize(
    ("account", "bic", "right"),
    [
        ("40602810700000000025", "049805746", True),
        ("4060 2810 7000 0000 0025", " 049805746", True),
        ("40602810700000000026", "049805746", False),
        ("40602810700000000025", "049805747", False),
        ("40602810700000000025", "04980574", False),
        ("40602810700000000025", "COBADEFFXXX", False),
        ("4060281070000000002", "049805746", False),
        ("40102810445370000059", "017003983", True),
        ("DE89370400440532013000", "COBADEFFXXX", True),
        ("DE89 3704 0044 0532 0130 00", "cobadeff", True),
        ("DE88370400440532013000", "COBADEFFXXX", False),
        ("DE89370400440532013000", "COBADE", False),
        ("DE89370400440532013000", "049805746", False),
        ("GB29/NWBK/60161331926819", "NWBKGB2L", False),
        ("", "", False),
    ],
)
def test_an_account_is_right_by_its_form_its_key_and_its_bank(
    account: str, bic: str, *, right: bool
) -> None:
    assert account_is_right(account, bic) is right


def test_an_account_is_of_one_kind_or_none() -> None:
    told = [(is_russian(one), is_iban(one)) for one in ("4" * 20, "NL91ABNA0417164300", "12", "")]
    assert told == [(True, False), (False, True), (False, False), (False, False)]
