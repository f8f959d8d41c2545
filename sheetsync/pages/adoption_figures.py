"""The figures of the report on an adopted workbook, taken from payables and findings.

Source: adoption.md A5.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from sheetsync.pages.adoption_facts import (
    Ageing,
    FoundCode,
    LinkedPlace,
    PartnerSum,
    UnpaidInvoice,
)
from sheetsync.rules.monthly.plain_values import day, text, whole
from sheetsync.rules.payables import Payables, balance
from sheetsync.rules.validation.wording import Worded
from sheetsync.tables.catalogue.payables import DIRECTION, INVOICE_STATUS
from sheetsync.tables.schema import codes

_OLDEST, _PARTNERS, _PLACES = 10, 10, 5
#: What nobody was asked to pay: no money of a partner.
_NO_MONEY = frozenset(one.code for one in INVOICE_STATUS if one.no_promise and not one.unpaid)


def ageing_of(payables: Payables) -> tuple[Ageing, ...]:
    """What is outstanding, what we owe first; none of a side where nothing is."""
    sums = balance(payables.invoices)
    sums = sums[sums["count"] > 0]
    found: dict[tuple[str, str], list[tuple[str, int, int]]] = {}
    records: Sequence[Mapping[Any, Any]] = sums.to_dict("records")
    for row in records:
        side = found.setdefault((str(row["direction"]), str(row["currency"])), [])
        side.append((str(row["bucket"]), int(row["count"]), int(row["outstanding_minor"])))
    order = codes(DIRECTION)
    return tuple(
        Ageing(direction, currency, tuple(found[direction, currency]))
        for direction, currency in sorted(found, key=lambda key: (order.index(key[0]), key[1]))
    )


def oldest_of(payables: Payables, place: Callable[[int], LinkedPlace]) -> tuple[UnpaidInvoice, ...]:
    """The unpaid invoices that are longest past their day, ten at most; none that is disputed.

    Args:
        payables: invoices as they stand.
        place: of a row of Invoices, where people find it.
    """
    unpaid = payables.unpaid
    waiting = unpaid[unpaid["status"] != "disputed"].sort_values("due", kind="stable")
    oldest = waiting.head(_OLDEST).rename_axis(index="sheet_row").reset_index()
    records: Sequence[Mapping[Any, Any]] = oldest.to_dict("records")
    return tuple(
        UnpaidInvoice(
            direction=str(row["direction"]),
            partner=text(row["partner"]) or text(row["legal_name"]) or text(row["entity_id"]),
            number=text(row["number"]),
            due_on=day(row["due"]),
            days=None if pd.isna(row["due"]) else (payables.as_of - row["due"].date()).days,
            outstanding_minor=whole(row["outstanding_minor"]),
            currency=str(row["currency"]),
            place=place(int(row["sheet_row"])),
        )
        for row in records
    )


def partners_of(payables: Payables) -> tuple[PartnerSum, ...]:
    """The partners with most money, ten at most, each side and currency by itself."""
    invoices = payables.invoices
    rows = invoices[~invoices["status"].isin(_NO_MONEY) & invoices["partner_id"].notna()]
    keys = ["direction", "partner_id", "currency"]
    sums = rows.groupby(keys, observed=True, sort=True).agg(
        name=("partner", "first"),
        invoiced=("amount_minor", "sum"),
        unpaid=("outstanding_minor", "sum"),
    )
    largest = sums.sort_values("invoiced", ascending=False, kind="stable").head(_PARTNERS)
    records: Sequence[Mapping[Any, Any]] = largest.reset_index().to_dict("records")
    return tuple(
        PartnerSum(
            direction=str(row["direction"]),
            name=text(row["name"]) or str(row["partner_id"]),
            currency=str(row["currency"]),
            invoiced_minor=whole(row["invoiced"]),
            unpaid_minor=whole(row["unpaid"]),
        )
        for row in records
    )


def findings_of(found: Iterable[tuple[Worded, LinkedPlace]]) -> tuple[FoundCode, ...]:
    """Findings by code: errors first, then what is found most often.

    Args:
        found: each finding with its place; one without a cell has a place without words.
    """
    by_code: dict[tuple[str, str], list[tuple[Worded, LinkedPlace]]] = {}
    for worded, place in found:
        by_code.setdefault((worded.severity, worded.code), []).append((worded, place))
    told = [_told(code, severity == "error", each) for (severity, code), each in by_code.items()]
    return tuple(sorted(told, key=lambda one: (not one.is_error, -one.count, one.code)))


def _told(code: str, is_error: bool, each: Sequence[tuple[Worded, LinkedPlace]]) -> FoundCode:  # noqa: FBT001  # told by name where it is kept
    first = each[0][0]
    words = f"{first.message[:1].upper()}{first.message[1:]}".removesuffix(".")
    sentence = f"{words}. {first.cure[:1].upper()}{first.cure[1:]}" if first.cure else words
    places = [place for _, place in each if place.words]
    return FoundCode(code, is_error, sentence, len(each), tuple(places[:_PLACES]))
