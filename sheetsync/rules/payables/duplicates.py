"""The same invoice typed twice: the first row counts, the others count nowhere until cured."""

import pandas as pd

from sheetsync.rules.payables.grouping import group_numbers


def is_live(invoices: pd.DataFrame) -> pd.Series:
    """Whether a row is meant: neither void nor a draft."""
    return ~invoices["state"].isin(["void", "draft"])


def has_wrong_sign(invoices: pd.DataFrame) -> pd.Series:
    """Whether an invoice's amount is not above zero (V-INV-05); credit notes have either sign."""
    return ((invoices["kind"] == "invoice") & (invoices["amount_minor"] <= 0)).astype(bool)


def duplicates(invoices: pd.DataFrame) -> pd.Series:
    """Which rows repeat an earlier one: direction, entity, kind, number and year agree.

    The first row by date, then by place in the sheet, counts. Void and draft rows neither repeat
    nor are repeated. A row with a wrong sign counts nowhere, so it does not push out a later sound
    one either.

    Args:
        invoices: rows of Invoices with `number_key` (see `with_number_keys`), index = sheet row.

    Returns:
        One boolean a row, in the order of `invoices`.

    Source: workbook-and-rules.md 3.4, duplicate; V-INV-03.
    """
    live = invoices[is_live(invoices)].rename_axis(index="row").sort_values(["invoice_date", "row"])
    same = pd.Series(
        group_numbers(
            live["direction"],
            live["entity_id"],
            live["kind"],
            live["number_key"],
            live["invoice_date"].dt.year,
        ),
        index=live.index,
    )
    wrong = has_wrong_sign(live)
    first_sound = ~same[~wrong].duplicated()
    repeated = same.duplicated() & ~first_sound.reindex(same.index, fill_value=False)
    return repeated.reindex(invoices.index, fill_value=False)
