"""Addresses: as SMTP can carry them, and masked for people's eyes."""

import functools
import re
from dataclasses import dataclass

import idna

from sheetsync.errors import ConfigError, LetterRefusedError
from sheetsync.language import Phrase

#: RFC 5321 atoms and dots; quoted local parts and SMTPUTF8 are refused, few servers take them.
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")
_NAME_AND_ADDRESS = re.compile(r"\s*(?P<name>[^<>]*?)\s*<(?P<address>[^<>]*)>\s*")
_ADDRESS_IN_TEXT = re.compile(r"(?P<local>[^\s<>@,;:\"'()\[\]]+)@(?P<domain>[^\s<>@,;:\"'()\[\]]+)")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and a plain address.

    Attributes:
        name: as people read it, "" for none.
        address: in ASCII, as SMTP carries it.
    """

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What follows the @."""
        return self.address.rpartition("@")[2]


def parsed_mailbox(text: str, key: str) -> Mailbox:
    """A mailbox written ``Name <address>`` or as the bare address.

    Args:
        text: as written in the config.
        key: the config's key, for the message.

    Raises:
        ConfigError: it is neither.
    """
    match = _NAME_AND_ADDRESS.fullmatch(text)
    name, address = (match["name"].strip('"'), match["address"]) if match else ("", text)
    try:
        return Mailbox(name, wire_address(address))
    except LetterRefusedError:
        raise ConfigError(
            Phrase(ru="{key}: «{text}» — не почтовый адрес", en="{key}: {text!r} is not a mailbox"),
            cure=Phrase(
                ru="напишите так: Компания <reports@company.example>",
                en="write it as: Company <reports@company.example>",
            ),
            key=key,
            text=text,
        ) from None


@functools.lru_cache(maxsize=4096)
def wire_address(address: str) -> str:
    """The address as SMTP carries it: an ASCII local part, the domain in IDNA.

    >>> wire_address("anna@пример.рф")
    'anna@xn--e1afmkfd.xn--p1ai'

    Raises:
        LetterRefusedError: it is not one plain address; this protects the SMTP dialogue and the
            headers from line breaks, commas and the like.

    Source: RFC 5321 4.1.2; UTS 46 for the domain.
    """
    local, at, domain = address.strip(" ").rpartition("@")
    if not at or not _LOCAL_PART.fullmatch(local):
        raise _refusal(address)
    try:
        wire_domain = idna.encode(domain, uts46=True, std3_rules=True).decode("ascii")
    except UnicodeError:
        raise _refusal(address) from None
    return f"{local}@{wire_domain}"


def masked(address: str) -> str:
    """The address with its owner hidden, for logs that many people read.

    >>> masked("boris@vector.example")
    'b***@vector.example'
    """
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}***@{domain}"


def without_addresses(text: str) -> str:
    """A text, such as a server's reply, with every address in it masked.

    >>> without_addresses("550 5.1.1 <boris@vector.example>: User unknown")
    '550 5.1.1 <b***@vector.example>: User unknown'
    """
    return _ADDRESS_IN_TEXT.sub(lambda match: masked(match[0]), text)


def _refusal(address: str) -> LetterRefusedError:
    return LetterRefusedError(
        Phrase(
            ru="{address!r} — не адрес, по которому дойдёт письмо",
            en="{address!r} is not an address that mail can carry",
        ),
        temporary=False,
        cure=Phrase(
            ru="один простой адрес: латинские буквы до @, домен после",
            en="one plain address: Latin letters before the @, a domain after it",
        ),
        address=address,
    )
