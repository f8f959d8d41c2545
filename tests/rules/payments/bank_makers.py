"""Lines, statements and files of a bank for the rules, made here."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from sheetsync.rules.payments.importing import NewLines, OwnAccount, new_lines
from sheetsync.tables.bank_lines import BankLine, Statement, StatementFile
from sheetsync.tables.catalogue.payments import BANK
from sheetsync.tables.frames import typed_frame

ACCOUNT, OTHER = "40702810500000000011", "40702810700000000022"
OURS = (OwnAccount(ACCOUNT, "RUB"), OwnAccount(OTHER, "RUB"))
NO_ROWS = typed_frame(BANK.columns)


def line(day: int = 3, minor: int = 5_000, **more: Any) -> BankLine:
    told = {
        "account": ACCOUNT,
        "flow": "in",
        "currency": "RUB",
        "counterparty": "Ромашка",
        "inn": "7707083893",
        "their_account": "40702810900000000033",
        "purpose": "Оплата по счету № 12",
        "doc_no": "45",
        **more,
    }
    return BankLine(booked_on=date(2026, 3, day), amount_minor=minor, **told)


def statement(*lines: BankLine, **more: Any) -> Statement:
    return Statement(**{"account": ACCOUNT, "currency": "RUB", "lines": lines, **more})


def file(*lines: BankLine, name: str = "a.txt", **more: Any) -> StatementFile:
    """A file with a statement for each account of its lines."""
    accounts = dict.fromkeys(one.account for one in lines)
    own = tuple(
        statement(*(one for one in lines if one.account == account), account=account)
        for account in accounts
    )
    return StatementFile(**{"name": name, "format": "1c", "statements": own, **more})


def after(known: pd.DataFrame, new: NewLines) -> pd.DataFrame:
    """The tab once the new rows are appended, as it is read again."""
    return pd.concat([known, new.rows], ignore_index=True)


def imported(
    *files: StatementFile, known: pd.DataFrame = NO_ROWS, accounts: Iterable[OwnAccount] = OURS
) -> pd.DataFrame:
    """The tab after each file was imported for itself, one after the other."""
    for one in files:
        known = after(known, new_lines(known, [one], accounts))
    return known


def ids(known: pd.DataFrame) -> list[str]:
    return sorted(known["line_id"])
