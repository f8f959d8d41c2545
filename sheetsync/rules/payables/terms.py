"""Payment terms: what the contract says on the day of the invoice, else what Settings say."""

import pandas as pd

from sheetsync.tables.settings import Settings

#: A longer term is a typing mistake, and no term at all.
_LONGEST_PAY_DAYS = 3650
_TERMS = ("pay_days", "pay_day_type", "pay_base")


def contracts_with_terms(agreements: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Active contracts that say in how many days to pay.

    A contract that leaves open which days are counted, or from when, follows Settings. A term
    below zero or beyond ten years is none.

    Args:
        agreements: rows of Agreements, index = sheet row.
        settings: what the Settings tab says.

    Returns:
        entity_id, pay_days, pay_day_type, pay_base, valid_from, valid_to (missing: open, also for
        a contract that renews itself), the one that prevails last.

    Source: workbook-and-rules.md 3.2; V-AGR-03 (of two contracts the later one is used).
    """
    stated = agreements["pay_days"].between(0, _LONGEST_PAY_DAYS).fillna(value=False)
    contracts = agreements[
        (agreements["kind"] == "contract") & (agreements["status"] == "active") & stated
    ]
    order = contracts.assign(_from=contracts["valid_from"].fillna(contracts["signed_on"]))
    order = order.rename_axis(index="row").sort_values(["_from", "row"], na_position="first")
    return pd.DataFrame(
        {
            "entity_id": order["entity_id"],
            "pay_days": order["pay_days"].astype("int64"),
            "pay_day_type": order["pay_day_type"]
            .astype("str")
            .fillna(settings.default_pay_day_type),
            "pay_base": order["pay_base"].astype("str").fillna(settings.default_pay_base),
            "valid_from": order["valid_from"],
            "valid_to": order["valid_to"].mask(
                order["auto_renew"].fillna(value=False).astype(bool)
            ),
        }
    )


def payment_terms(
    invoices: pd.DataFrame, agreements: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """The terms of each invoice: those of its entity's contract in force on the invoice date.

    Args:
        invoices: rows of Invoices, index = sheet row.
        agreements: rows of Agreements, index = sheet row.
        settings: gives the terms of invoices without a contract that states any.

    Returns:
        The rows of `invoices` with pay_days (``Int64``, missing without terms), pay_day_type and
        pay_base.

    Source: workbook-and-rules.md 3.2, steps 2 to 4.
    """
    contracts = contracts_with_terms(agreements, settings)
    dated = invoices[["entity_id", "invoice_date"]].rename_axis(index="row").reset_index()
    pairs = dated.merge(contracts, on="entity_id", how="inner")
    in_force = ~(
        (pairs["valid_from"] > pairs["invoice_date"]) | (pairs["valid_to"] < pairs["invoice_date"])
    )
    prevailing = pairs[in_force].drop_duplicates("row", keep="last").set_index("row")
    terms = prevailing[list(_TERMS)].reindex(invoices.index)
    return _with_defaults(terms, settings)


def _with_defaults(terms: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    days = terms["pay_days"].astype("Int64")
    default = settings.default_pay_days
    if default is not None and 0 <= default <= _LONGEST_PAY_DAYS:
        days = days.fillna(default)
    return pd.DataFrame({"pay_days": days, **_counted_as(terms, settings)})


def _counted_as(terms: pd.DataFrame, settings: Settings) -> dict[str, pd.Series]:
    return {
        "pay_day_type": terms["pay_day_type"].astype("str").fillna(settings.default_pay_day_type),
        "pay_base": terms["pay_base"].astype("str").fillna(settings.default_pay_base),
    }
