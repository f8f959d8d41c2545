"""What is outstanding, by currency and age."""

import pandas as pd


def balance(invoices: pd.DataFrame) -> pd.DataFrame:
    """The sums of each bucket; every outstanding minor unit is in exactly one.

    Args:
        invoices: invoices of `Payables`.

    Returns:
        One row for each direction (what we pay first), currency and bucket that is met in it,
        currencies by name, buckets in their order: direction, currency, bucket (code), count,
        outstanding_minor (``Int64``, negative in the bucket "credit"). The sums of a direction and
        currency add up to its balance; what we owe and what is owed to us are never added, nor are
        different currencies.

    Source: workbook-and-rules.md 3.4, ageing.
    """
    aged = invoices[invoices["bucket"].notna()]
    keys = ["direction", "currency", "bucket"]
    groups = aged.groupby(keys, observed=True, sort=True)["outstanding_minor"]
    return (
        groups.agg(["size", "sum"])
        .reset_index()
        .rename(columns={"size": "count", "sum": "outstanding_minor"})
    )


def ageing_by_month(invoices: pd.DataFrame) -> pd.DataFrame:
    """The outstanding sums of each service month by age, for a picture.

    Args:
        invoices: invoices of `Payables`.

    Returns:
        One row for each direction, currency and month that has any, in that order, "" for what has
        no month; a column for each bucket that is met, in the order of buckets: minor units, 0
        where there is nothing.
    """
    aged = invoices[invoices["bucket"].notna()]
    aged = aged.assign(month=aged["month"].fillna(""))
    return aged.pivot_table(
        values="outstanding_minor",
        index=["direction", "currency", "month"],
        columns="bucket",
        aggfunc="sum",
        fill_value=0,
        observed=True,
    ).astype("int64")
