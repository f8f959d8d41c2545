"""The bank's tabs of a snapshot, as the rules want them."""

from sheetsync.rules.payables import BankTabs
from sheetsync.tables.catalogue.payments import BANK, MATCHES, PAYMENT_LOG
from sheetsync.tables.sheet_order import sheet_order
from sheetsync.workspace.workbook_reading import Reading

_READ = (BANK, MATCHES, PAYMENT_LOG)


def bank_tabs(reading: Reading) -> BankTabs | None:
    """What the tabs Bank, Matches and Payment log hold.

    They came with the other tool tabs: nothing is asked for.

    Args:
        reading: the workbook, read once.

    Returns:
        None where the workbook has no tab Bank, or the module is off; a tab that is missing beside
        it has no rows.
    """
    if BANK.code not in reading.titles:
        return None
    headers = {
        tab.code: tuple(
            "" if at is None else tab.columns[at].name
            for at in sheet_order(tab, reading.header_of(tab))
        )
        for tab in _READ
    }
    return BankTabs(
        *(reading.tool_frame(tab) for tab in _READ),
        headers=headers,
        titles={tab.code: reading.titles[tab.code] for tab in _READ if tab.code in reading.titles},
    )
