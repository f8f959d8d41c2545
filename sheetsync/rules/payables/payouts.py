"""What done work earns a partner: the payout of each job, and the sums of each month."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

import numpy as np
import pandas as pd

from sheetsync.rules.payables.entities import default_entities, entities_of_jobs
from sheetsync.rules.payables.grouping import month_texts, months_of
from sheetsync.rules.references import matched
from sheetsync.rules.sound_rows import sound_rows
from sheetsync.tables.catalogue.jobs import JOBS
from sheetsync.tables.table import Tables

_USED = ("partner_id", "entity_id", "status", "done_date", "amount", "payout", "currency")
#: Stands for every currency of a month in which the currency of a done job could not be read.
_ANY_CURRENCY = ""
#: Legal entity, month and currency.
MonthKey = tuple[str, str, str]


def share_minor(amount_minor: int, share: float) -> int:
    """A share of an amount in whole minor units, a half rounded up; exact, whatever the share.

    >>> share_minor(150, 0.35), share_minor(101, 0.5), share_minor(-101, 0.5)
    (53, 51, -51)

    Source: amendments.md 2, payout share.
    """
    numerator, denominator = Decimal(repr(float(share))).as_integer_ratio()
    size = (2 * abs(amount_minor) * numerator + denominator) // (2 * denominator)
    return size if amount_minor >= 0 else -size


def payouts_minor(
    typed_minor: pd.Series, amount_minor: pd.Series, shares: Iterable[object]
) -> pd.Series:
    """What each job earns its partner: as typed, else the partner's share of the amount.

    Args:
        typed_minor: the payout as typed.
        amount_minor: the turnover, of the same rows.
        shares: the partner's share of each row, 0 to 2; missing where nobody knows it.

    Returns:
        ``Int64`` minor units, missing where neither is known.
    """
    minor = [
        typed if typed is not pd.NA else _share(amount, share)
        for typed, amount, share in zip(
            typed_minor.tolist(), amount_minor.tolist(), shares, strict=True
        )
    ]
    return pd.Series(minor, index=typed_minor.index, dtype="Int64")


def _share(amount: object, share: object) -> object:
    if not isinstance(amount, int) or not isinstance(share, float) or np.isnan(share):
        return pd.NA
    return share_minor(amount, share)


def payouts_of(jobs: pd.DataFrame, entities: pd.DataFrame) -> pd.Series:
    """The payout of each job, by the share of its partner's group.

    Args:
        jobs: rows of Jobs.
        entities: what `legal_entities` returns.
    """
    # All legal entities of a partner have its share, the default one too.
    defaults = default_entities(entities)
    partner = defaults.index.get_indexer(pd.Index(matched(jobs["partner_id"], defaults.index)))
    place = np.append(entities.index.get_indexer(pd.Index(defaults)), -1)[partner]
    shares = entities["payout_share"].array.take(place, allow_fill=True)
    return payouts_minor(jobs["payout_minor"], jobs["amount_minor"], shares)


def earned_minor(tables: Tables, entities: pd.DataFrame) -> dict[MonthKey, int | None]:
    """What the done jobs of each legal entity, month and currency may be invoiced for.

    Args:
        tables: Jobs are used.
        entities: what `legal_entities` returns.

    Returns:
        Minor units, to be asked by `worth_minor`; None where the payout of one of the jobs is not
        known. A month without a done job is not in it.

    Source: workbook-and-rules.md 5, V-INV-14; amendments.md 2, one number, several rows.
    """
    jobs = tables.frame(JOBS.code)
    jobs = jobs[(jobs["status"] == "done") & jobs["done_date"].notna()]
    if jobs.empty:
        return {}
    sound = jobs.index.isin(sound_rows(tables, JOBS, *_USED).index)
    owners = entities_of_jobs(jobs, entities)
    months = month_texts(months_of(jobs["done_date"]))
    payouts = payouts_of(jobs, entities).where(sound)
    sums: dict[MonthKey, int | None] = {}
    for owner, month, currency, payout in zip(
        owners, months, jobs["currency"], payouts, strict=True
    ):
        key = (str(owner), str(month), _ANY_CURRENCY if pd.isna(currency) else str(currency))
        before = sums.get(key, 0)
        sums[key] = None if before is None or payout is pd.NA else before + int(payout)
    return sums


def worth_minor(earned: Mapping[MonthKey, int | None], key: MonthKey) -> int | None:
    """What a legal entity, month and currency may be invoiced for; None where nobody can say.

    >>> worth_minor({("E-1", "2026-03", "RUB"): 500}, ("E-1", "2026-03", "USD"))
    0
    """
    entity_id, month, _ = key
    return None if (entity_id, month, _ANY_CURRENCY) in earned else earned.get(key, 0)
