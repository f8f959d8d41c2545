"""What the job `overdue` tells."""

from typing import Any

import pandas as pd

from sheetsync.language import Lang
from sheetsync.rules.left_out_words import unread_sentences
from sheetsync.rules.payables import Payables, balance
from sheetsync.rules.payables.left_out import left_out
from sheetsync.tables.catalogue.documents import LACKING_PACKS
from sheetsync.tables.catalogue.payables import BUCKET, URGENCY, WHO_OWES
from sheetsync.tables.schema import codes
from sheetsync.workspace.options import Outcome, Section
from sheetsync.workspace.outcomes.words import amount, texts, word
from sheetsync.workspace.records import major, records

_WORST = 10


def overdue_outcome(
    payables: Payables, unpaid: pd.DataFrame, attention: pd.DataFrame, *, lang: Lang, errors: int
) -> Outcome:
    """Sums by currency and bucket, the worst invoices, counts; all rows for machines.

    What we owe (``currencies``) and what partners owe us (``receivable``) stand apart.

    Args:
        payables: invoices and packs.
        unpaid: rows of the Overdue tab, worst first.
        attention: rows of the Attention tab.
        lang: of the terminal.
        errors: findings that left rows out.
    """
    lacking = int(payables.packs["state"].isin(LACKING_PACKS).sum())
    sums = balance(payables.invoices)
    payable, receivable = (sums[sums["direction"] == direction] for direction in ("in", "out"))
    rest = word("packs_and_alerts", lang, packs=lacking, attention=len(attention))
    unread = unread_sentences(payables, lang)
    return Outcome(
        "overdue",
        1 if errors else 0,
        "; ".join((sides_headline(unpaid, lang) or word("nothing_unpaid", lang), rest, *unread)),
        sections=(
            *_ageing("ageing", payable, lang),
            *_ageing("receivable", receivable, lang),
            *side_sections(unpaid, lang, _WORST),
        ),
        payload={
            "as_of": payables.as_of.isoformat(),
            "currencies": _currencies(payable),
            "receivable": _currencies(receivable),
            "left_out": _left_out(payables),
            "invoices": records(payables.invoices),
            "packs": records(payables.packs),
            "attention": records(attention),
        },
    )


def _currencies(sums: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Every bucket of every currency, also the empty ones, and the balance."""
    tree: dict[str, dict[str, str]] = {}
    for currency, rows in sums.groupby("currency"):
        by_bucket = dict(zip(rows["bucket"].astype(str), rows["outstanding_minor"], strict=True))
        tree[str(currency)] = {
            choice.code: major(int(by_bucket.get(choice.code, 0))) for choice in BUCKET
        } | {"balance": major(int(sum(by_bucket.values())))}
    return tree


def _left_out(payables: Payables) -> dict[str, Any]:
    """The invoices that are in no figure: how many, sums by currency for each side, the rows."""
    sides = {side.direction: side for side in left_out(payables.left_out)}
    sums = {
        direction: {currency: major(minor) for currency, minor in side.sums_minor}
        for direction, side in sides.items()
    }
    return {
        "count": len(payables.left_out),
        "currencies": sums.get("in", {}),
        "receivable": sums.get("out", {}),
        "rows": records(payables.left_out.rename_axis(index="row").reset_index()),
    }


def _ageing(title: str, sums: pd.DataFrame, lang: Lang) -> list[Section]:
    """The sums by bucket as a table; none where nothing is unpaid: its headers tell nothing."""
    labels = {choice.code: choice.label(lang) for choice in BUCKET}
    rows = [
        (
            str(row["currency"]),
            labels[str(row["bucket"])],
            str(row["count"]),
            amount(int(row["outstanding_minor"]), lang),
        )
        for row in sums.to_dict("records")
        if row["count"]
    ]
    headers = tuple(word(key, lang) for key in ("currency", "bucket", "count", "amount"))
    return [Section(word(title, lang), headers, tuple(rows))] if rows else []


def sides_headline(unpaid: pd.DataFrame, lang: Lang) -> str:
    """How many invoices are unpaid and how many late, each side by itself; "" without any.

    Args:
        unpaid: rows of the Overdue tab.
        lang: of the terminal.
    """
    told = []
    for direction in codes(WHO_OWES):
        rows = unpaid[unpaid["direction"] == direction]
        # What is disputed is past its day and not urgent: nobody can pay it.
        late = int(((rows["days_overdue"] > 0) & (rows["level"] > 0)).sum())
        if len(rows):
            told.append(word(f"unpaid_{direction}", lang, unpaid=len(rows), overdue=late))
    return "; ".join(told)


def side_sections(
    unpaid: pd.DataFrame, lang: Lang, at_most: int | None = None
) -> tuple[Section, ...]:
    """The unpaid invoices, what we owe apart from what is owed to us; none without any.

    Args:
        unpaid: rows of the Overdue tab, worst first.
        lang: of the terminal.
        at_most: so many of each side; None for all.
    """
    sides = ((code, unpaid[unpaid["direction"] == code]) for code in codes(WHO_OWES))
    return tuple(
        _side(f"worst_{code}" if at_most else f"list_{code}", rows.head(at_most or len(rows)), lang)
        for code, rows in sides
        if len(rows)
    )


def _side(title: str, unpaid: pd.DataFrame, lang: Lang) -> Section:
    urgency = {choice.code: choice.label(lang) for choice in URGENCY}
    rows = [
        texts(
            (
                urgency[str(row["level"])],
                row["partner"] if pd.notna(row["partner"]) else row["legal_name"],
                row["number"],
                amount(int(row["outstanding_minor"]), lang),
                row["currency"],
                row["due"].date() if pd.notna(row["due"]) else None,
            )
        )
        for row in unpaid.to_dict("records")
    ]
    keys = ("level", "partner", "number", "amount", "currency", "due")
    return Section(word(title, lang), tuple(word(key, lang) for key in keys), tuple(rows))
