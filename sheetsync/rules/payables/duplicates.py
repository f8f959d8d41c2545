"""The same invoice typed twice: the first row counts, the others count nowhere until cured."""

import numpy as np
import pandas as pd

from sheetsync.rules.payables.first_code import is_one_of
from sheetsync.rules.payables.grouping import Truths, day_numbers, joint_numbers, year_numbers


def is_live(invoices: pd.DataFrame) -> Truths:
    """Whether each row is meant: neither void nor a draft."""
    return ~is_one_of(invoices["state"], ["void", "draft"])


def has_wrong_sign(invoices: pd.DataFrame) -> Truths:
    """Whether an invoice's amount is not above zero (V-INV-05); credit notes have either sign.

    Args:
        invoices: rows with kind and amount_minor, which no row lacks.
    """
    amounts = invoices["amount_minor"].to_numpy(dtype=np.int64)
    return is_one_of(invoices["kind"], ["invoice"]) & (amounts <= 0)


def duplicates(invoices: pd.DataFrame) -> pd.Series:
    """Which rows repeat an earlier one: direction, entity, kind, number and year agree.

    The first row by date, then by place in the sheet, counts. Void and draft rows neither repeat
    nor are repeated. A row with a wrong sign counts nowhere, so it does not push out a later sound
    one either.

    Args:
        invoices: rows of Invoices with `number_key` (see `with_number_keys`; or the codes of
            `key_codes`), index = sheet row.

    Returns:
        One boolean a row, in the order of `invoices`.

    Source: workbook-and-rules.md 3.4, duplicate; V-INV-03.
    """
    same = joint_numbers(
        *(invoices[name] for name in ("direction", "entity_id", "kind", "number_key")),
        year_numbers(invoices["invoice_date"]),
    )
    live = np.flatnonzero(is_live(invoices))
    # Few numbers are ever repeated; only their rows are put in order.
    met = live[pd.Series(same[live]).duplicated(keep=False)]
    days = day_numbers(invoices["invoice_date"])[met]
    order = met[np.lexsort((invoices.index.to_numpy()[met], days))]
    groups = pd.Series(same[order])
    is_wrong = has_wrong_sign(invoices)[order]
    first_sound = ~groups[~is_wrong].duplicated()
    again = groups.duplicated() & ~first_sound.reindex(groups.index, fill_value=False)
    repeated = np.zeros(len(invoices), dtype=np.bool_)
    repeated[order] = again
    return pd.Series(repeated, index=invoices.index)
