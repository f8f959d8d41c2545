"""From when to when an agreement is in force: one answer for due dates, letters and lists."""

import pandas as pd


def begins_on(agreements: pd.DataFrame) -> pd.Series:
    """The first day of each agreement: valid_from, else the day it was signed.

    Returns:
        Days, missing where neither is known: such an agreement has always been in force.

    Source: amendments.md 2, contract in force.
    """
    return agreements["valid_from"].fillna(agreements["signed_on"])


def ends_on(agreements: pd.DataFrame) -> pd.Series:
    """The last day of each agreement, missing for an open one and one that renews itself.

    Source: amendments.md 2, contract in force; workbook-and-rules.md 1.2, auto_renew.
    """
    return agreements["valid_to"].mask(renews(agreements))


def renews(agreements: pd.DataFrame) -> pd.Series:
    """Whether each agreement renews itself: its end is a day of review, and no end."""
    return agreements["auto_renew"].fillna(value=False).astype(bool)


def contracts_in_force(agreements: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """The active contracts in force on a day; of one legal entity the one that began last is last.

    Args:
        agreements: rows of Agreements, index = sheet row.
        day: the day asked about.
    """
    begins, ends = begins_on(agreements), ends_on(agreements)
    contracts = agreements[
        (agreements["kind"] == "contract")
        & (agreements["status"] == "active")
        & ~(begins > day)
        & ~(ends < day)
    ]
    ordered = contracts.assign(begins=begins).sort_values(
        "begins", na_position="first", kind="stable"
    )
    return ordered.drop(columns="begins")
