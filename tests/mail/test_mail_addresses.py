import pytest

from sheetsync.errors import ConfigError, LetterRefusedError
from sheetsync.mail.addresses import (
    Mailbox,
    masked,
    parsed_mailbox,
    wire_address,
    without_addresses,
)


@pytest.mark.parametrize(
    ("address", "on_the_wire"),
    [
        ("anna@company.example", "anna@company.example"),
        (" anna@company.example ", "anna@company.example"),
        ("Anna.Lee+x@Company.Example", "Anna.Lee+x@company.example"),
        ("o'neil@company.example", "o'neil@company.example"),
        ("anna@пример.рф", "anna@xn--e1afmkfd.xn--p1ai"),
        ("anna@ПРИМЕР.РФ", "anna@xn--e1afmkfd.xn--p1ai"),
        ("anna@bücher.example", "anna@xn--bcher-kva.example"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_an_address_is_put_as_smtp_carries_it(address: str, on_the_wire: str) -> None:
    assert wire_address(address) == on_the_wire


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "@company.example",
        "anna@",
        "anna@company.example\n",
        "anna@company.example\r\nRCPT TO:<all@company.example>",
        "anna@company.example, boris@company.example",
        "anna lee@company.example",
        '"anna lee"@company.example',
        "анна@company.example",
        "anna@company..example",
        "anna@com pany.example",
        "anna@[127.0.0.1]",
        "<anna@company.example>",
        "a" * 65 + "@company.example",
        "anna@" + ".".join(["a" * 60] * 5) + ".example",
        "anna\x00@company.example",
    ],
)
def test_what_is_not_one_plain_address_is_refused(address: str) -> None:
    with pytest.raises(LetterRefusedError) as caught:
        wire_address(address)
    assert caught.value.message == f"{address!r} is not an address that mail can carry"
    assert not caught.value.temporary


@pytest.mark.parametrize(
    ("text", "mailbox"),
    [
        ("Company <reports@company.example>", Mailbox("Company", "reports@company.example")),
        ('"Company, Ltd" <r@company.example>', Mailbox("Company, Ltd", "r@company.example")),
        ("r@company.example", Mailbox("", "r@company.example")),
        ("Компания <r@пример.рф>", Mailbox("Компания", "r@xn--e1afmkfd.xn--p1ai")),
    ],
)
def test_a_mailbox_is_a_name_and_an_address_or_the_address_alone(
    text: str, mailbox: Mailbox
) -> None:
    assert parsed_mailbox(text, "mail.sender") == mailbox


def test_a_mailbox_without_an_address_names_the_key_and_the_cure() -> None:
    with pytest.raises(ConfigError) as caught:
        parsed_mailbox("Company", "mail.sender")
    assert str(caught.value) == (
        "mail.sender: 'Company' is not a mailbox\n"
        "  cure: write it as: Company <reports@company.example>"
    )


def test_a_mailbox_knows_its_domain() -> None:
    assert Mailbox("", "r@company.example").domain == "company.example"


@pytest.mark.parametrize(
    ("address", "shown"),
    [("boris@vector.example", "b***@vector.example"), ("b@x.example", "b***@x.example")],
)
def test_an_address_is_masked_for_people(address: str, shown: str) -> None:
    assert masked(address) == shown


def test_a_servers_reply_gives_no_address_away() -> None:
    said = "550 <boris@vector.example>: unknown; see anna@company.example (why@x.example)"
    assert without_addresses(said) == (
        "550 <b***@vector.example>: unknown; see a***@company.example (w***@x.example)"
    )
