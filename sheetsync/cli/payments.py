"""``sheetsync payments …``: what the bank says was paid, and what is to be paid."""

import click

from sheetsync.cli.payment_import import import_, match_
from sheetsync.cli.payment_lines import list_


@click.group()
def payments() -> None:
    """What the bank says was paid, and what is to be paid; nothing is ever sent to a bank."""


payments.add_command(import_)
payments.add_command(list_)
payments.add_command(match_)
