"""The bank's tabs of a snapshot, as the rules want them."""

from collections.abc import Iterator

from sheetsync.rules.payables import BankTabs
from sheetsync.tables.catalogue.payments import BANK, MATCHES, PAYMENT_LOG
from sheetsync.tables.reading.answers import unreadable_answers
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
        bank=reading.tool_frame(BANK),
        matches=reading.tool_frame(MATCHES),
        log=reading.tool_frame(PAYMENT_LOG),
        headers=headers,
        titles={tab.code: reading.titles[tab.code] for tab in _READ if tab.code in reading.titles},
        unread=frozenset(_unread(reading)),
    )


def _unread(reading: Reading) -> Iterator[int]:
    """Sheet rows of Bank whose decision is none of the list's."""
    title, locale = reading.titles[BANK.code], reading.snapshot.locale
    for one in unreadable_answers(BANK, reading.snapshot.grid(title), title, locale):
        if one.row is not None:
            yield one.row
