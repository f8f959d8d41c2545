"""What is unpaid: numbers, sums per currency, sums per bucket."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from sheetsync.language import Lang
from sheetsync.language.plurals import DAY, counted
from sheetsync.rules.attention.actions import day_text
from sheetsync.rules.dashboard.lines import DashboardLine, RowLink
from sheetsync.rules.dashboard.phrases import bucket_name, word
from sheetsync.rules.payables import Payables, balance, overdue_rows
from sheetsync.rules.validation.wording import money
from sheetsync.tables.catalogue.payables import BUCKET, DIRECTION, HIGHLIGHT, OVERDUE
from sheetsync.tables.catalogue.unpaid import UNPAID_BY_MONTH
from sheetsync.tables.frames import key_of
from sheetsync.tables.schema import codes
from sheetsync.tables.settings.keys import RATE_PREFIX, Settings
from sheetsync.tables.table import Tables

_WORST_LEVEL = 4
#: So many of the worst invoices stand on top one by one.
_NAMED = 10
_COLOURED = codes(signal for signal in HIGHLIGHT if signal.waits)
_LATE_BUCKETS = codes(bucket for bucket in BUCKET if bucket.late)
#: The views that show what a line counts, of each side by itself.
_VIEWS = {
    "in": {
        "unpaid": "to_pay",
        "waiting": "to_pay_waiting",
        "overdue": "to_pay_overdue",
        "credit": "credits_in",
    },
    "out": {
        "unpaid": "owed_to_us",
        "waiting": "owed_waiting",
        "overdue": "owed_overdue",
        "credit": "credits_out",
    },
}
#: Where a workbook made before has no such view, the tab that holds the invoices.
_TABS = {"credit": "register"}


def urgent_lines(
    payables: Payables, lang: Lang, link: str, row_link: RowLink
) -> Iterator[DashboardLine]:
    """Invoices overdue for more than 30 days (level 4), the worst first, ten of them by name.

    Each leads to its own row of Overdue, where that is known.
    """
    worst = overdue_rows(payables)
    worst = worst[worst["level"] == _WORST_LEVEL]
    section = word("urgent", lang)
    for row in worst.head(_NAMED).to_dict("records"):
        name = row["legal_name"] if isinstance(row["legal_name"], str) else row["entity_id"]
        yield DashboardLine(
            section,
            word(
                "late_invoice",
                lang,
                name=str(name),
                number=str(row["number"]),
                days=counted(int(row["days_overdue"]), DAY, lang),
            ),
            amount_minor=int(row["outstanding_minor"]),
            currency=str(row["currency"]),
            note=word(
                "late_note",
                lang,
                payer=word(str(row["direction"]), lang),
                day=day_text(row["due"].date(), lang),
            ),
            link=row_link(OVERDUE.code, key_of(OVERDUE, row)) or link,
        )
    if len(worst) > _NAMED:
        yield DashboardLine(section, word("more_late", lang), len(worst) - _NAMED, link=link)


def unpaid_lines(
    tables: Tables, payables: Payables, links: Mapping[str, str]
) -> Iterator[DashboardLine]:
    """For each side that pays: unpaid, waiting, overdue, and every bucket of every currency.

    What partners pay us is told only where there is any.
    """
    for choice in DIRECTION:
        unpaid = payables.unpaid[payables.unpaid["direction"] == choice.code]
        aged = payables.invoices[payables.invoices["direction"] == choice.code]
        if choice.code == "in" or aged["bucket"].notna().any():
            own = {
                name: links.get(view, links.get(_TABS.get(name, "overdue"), ""))
                for name, view in _VIEWS[choice.code].items()
            }
            section = word(choice.code, tables.lang)
            yield from _by_month(section, tables.lang, links)
            yield from _side(section, unpaid, tables, own)
            yield from _buckets(section, aged, tables.lang, own)


def _by_month(section: str, lang: Lang, links: Mapping[str, str]) -> Iterator[DashboardLine]:
    link = links.get(UNPAID_BY_MONTH.code)
    if link:
        yield DashboardLine(section, word("by_month", lang), link=link)


def _side(
    section: str, unpaid: pd.DataFrame, tables: Tables, links: Mapping[str, str]
) -> Iterator[DashboardLine]:
    lists = {
        "unpaid": unpaid,
        "waiting": unpaid[unpaid["highlight"].isin(_COLOURED)],
        "overdue": unpaid[unpaid["status"] == "overdue"],
    }
    for name, invoices in lists.items():
        sums = invoices.groupby("currency")["outstanding_minor"].sum()
        by_currency = {str(currency): int(minor) for currency, minor in sums.items()}
        total, note = total_and_note(by_currency, tables.settings, tables.lang)
        yield DashboardLine(
            section,
            word(name, tables.lang),
            len(invoices),
            total,
            tables.settings.currency if total is not None else "",
            note,
            links[name],
        )


def _buckets(
    section: str, aged: pd.DataFrame, lang: Lang, links: Mapping[str, str]
) -> Iterator[DashboardLine]:
    for row in balance(aged).to_dict("records"):
        bucket = str(row["bucket"])
        shown_by = "overdue" if bucket in _LATE_BUCKETS else "unpaid"
        yield DashboardLine(
            section,
            bucket_name(bucket, lang),
            int(row["count"]),
            int(row["outstanding_minor"]),
            str(row["currency"]),
            link=links["credit" if bucket == "credit" else shown_by],
        )


def total_and_note(
    sums_minor: Mapping[str, int], settings: Settings, lang: Lang
) -> tuple[int | None, str]:
    """The sum in the base currency, and the sums of all currencies side by side.

    Without a rate for one of them there is no sum: currencies are never added by guess.

    Args:
        sums_minor: minor units by currency.
        settings: the base currency and the rates.
        lang: of the note.

    Returns:
        None without a rate; a blank note when everything is in the base currency.

    Source: workbook-and-rules.md 3.1, 3.5 (currency case).
    """
    base = settings.currency
    rates = {base: Decimal(1), **settings.rates}
    ordered = sorted(sums_minor, key=lambda currency: (currency != base, currency))
    sums = "; ".join(money(sums_minor[currency], currency, lang) for currency in ordered)
    missing = [f"{RATE_PREFIX}{currency}" for currency in ordered if currency not in rates]
    if missing:
        return None, word("no_rate", lang, sums=sums, keys=", ".join(missing))
    total = sum((rates[currency] * sums_minor[currency] for currency in ordered), Decimal(0))
    return int(total.quantize(Decimal(1), ROUND_HALF_UP)), "" if set(ordered) <= {base} else sums
