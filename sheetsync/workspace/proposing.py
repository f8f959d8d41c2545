"""What the undecided lines of the bank pay, as this company's invoices and accounts tell it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from sheetsync.rules.payables import BankTabs, payables
from sheetsync.rules.payments.classes import OurSide
from sheetsync.rules.payments.matches_tab import match_rows, undecided
from sheetsync.rules.payments.matching import Against, MatchedLine, matched_lines
from sheetsync.tables.catalogue.payments import BANK
from sheetsync.workspace.company import Company
from sheetsync.workspace.guards import refuse_off


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed.

    Attributes:
        lines: every undecided line with what it may pay.
        rows: of the tab Matches.
    """

    lines: Sequence[MatchedLine]
    rows: pd.DataFrame


def bank_of(company: Company) -> BankTabs:
    """What the bank's tabs hold; blank ones where the workbook lacks them.

    Raises:
        ModuleError: the module of the bank is off.
    """
    refuse_off(BANK.code, company.settings)
    return company.bank or BankTabs()


def with_entries(bank: BankTabs, lines: pd.DataFrame, entries: pd.DataFrame) -> BankTabs:
    """The bank's tabs with lines and entries behind those that they have."""
    return replace(bank, bank=_behind(bank.bank, lines), log=_behind(bank.log, entries))


def proposed(company: Company, bank: BankTabs) -> Proposed:
    """Match the undecided lines against what is unpaid once all entries count.

    Args:
        company: whose invoices and accounts they are.
        bank: lines, entries, and the proposals that stand until now.
    """
    tables = company.tables
    owed = company.payables if bank is company.bank else payables(tables, company.as_of, bank)
    entities = tables.sound("entities", "partner_id")
    partners = tables.frame("partners").set_index("partner_id")["name"]
    section = company.config.payments
    accounts = section.accounts if section else ()
    lines = matched_lines(
        undecided(bank.bank, bank.log),
        Against(
            invoices=owed.invoices,
            entities=entities,
            log=bank.log,
            ours=OurSide(
                accounts=tuple(one.number for one in accounts),
                bank_names=tuple(one.bank for one in accounts if one.bank),
            ),
            tolerance_minor=company.settings.bank_tolerance_minor,
        ),
    )
    owners = entities.set_index("entity_id")["partner_id"].map(partners.to_dict()).dropna()
    names = {str(code): str(name) for code, name in owners.items()}
    return Proposed(lines, match_rows(lines, names, bank.matches, company.lang))


def _behind(rows: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """The rows with more below them, numbered on as the sheet would."""
    if more.empty:
        return rows
    first = int(rows.index.max()) + 1 if len(rows) else 2
    return pd.concat([rows, more.set_index(pd.RangeIndex(first, first + len(more)))])
