"""Where the demo's pages are: addresses that open without a letter, and letters on the terminal."""

from collections.abc import Iterator, Sequence
from itertools import chain

import click

from sheetsync.cli.speech import Speech, speech
from sheetsync.config import Config
from sheetsync.language import Phrase
from sheetsync.portal.store.contacts import first_partner
from sheetsync.portal.store.opening import Store
from sheetsync.workspace.portal_config import portal_section

#: What a page is, and its address.
Address = tuple[str, str]

WORKBOOK = Phrase(ru="таблица", en="the workbook")
_PARTNER = Phrase(ru="партнёр {partner}", en="partner {partner}")
_DESK = Phrase(ru="рабочее место", en="the desk")
_LETTER = Phrase(
    ru="письмо для входа, {address}: {link} (код {code})",
    en="sign-in letter to {address}: {link} (code {code})",
)


def demo_addresses(config: Config, store: Store, speaking: Speech) -> Iterator[Address]:
    """Pages of a demo that open without a letter.

    Args:
        config: of a demo (`is_demo`).
        store: whose contacts say which partner.
        speaking: in which words.

    Raises:
        DatabaseError: the store cannot be read.
    """
    root = f"{portal_section(config).url.rstrip('/')}/demo"
    partner = first_partner(store)
    if partner:
        yield speaking.say(_PARTNER, partner=partner), f"{root}/{partner}"
    yield speaking.say(_DESK), f"{root}/desk"


def addresses_aligned(addresses: Sequence[Address]) -> Iterator[str]:
    """Lines that stand below each other."""
    width = max(chain([0], (len(name) for name, _ in addresses)))
    for name, url in addresses:
        yield f"  {name:<{width}}  {url}"


def show_letter(address: str, link: str, code: str) -> None:
    """Say on the terminal what a one-time letter of the demo holds."""
    click.echo(speech().say(_LETTER, address=address, link=link, code=code))
