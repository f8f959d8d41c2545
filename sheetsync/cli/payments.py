"""``sheetsync payments …``: what the bank says was paid, and what is to be paid."""

import click

from sheetsync.cli.payment_import import import_, match_
from sheetsync.cli.payment_lines import list_
from sheetsync.cli.payment_orders import order, plan


@click.group()
def payments() -> None:
    """What the bank says was paid, and what is to be paid; nothing is ever sent to a bank."""


payments.add_command(import_)
payments.add_command(list_)
payments.add_command(match_)
payments.add_command(plan)
payments.add_command(order)
