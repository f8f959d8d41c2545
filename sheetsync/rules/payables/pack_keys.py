"""Which pack a row belongs to: its legal entity and month as one number."""

import numpy as np
import pandas as pd

from sheetsync.rules.payables.grouping import Numbers, as_category, month_numbers
from sheetsync.rules.references import matched

#: Room for every month beside an entity's place.
_MONTHS = 2**20
#: The key of rows that belong to no pack.
NO_PACK = -1


def pack_keys(rows: pd.DataFrame, entities: pd.DataFrame) -> Numbers:
    """The key of the pack of each row; `NO_PACK` where nobody knows its legal entity or month.

    Args:
        rows: entity_id (as spelled anywhere, see `matched`), never missing, and month.
        entities: what `legal_entities` returns.
    """
    spelled = as_category(rows["entity_id"])
    meant = pd.Index(matched(spelled.cat.categories.to_series(), entities.index))
    entity = entities.index.get_indexer(meant)[spelled.cat.codes]
    return keys_of(entity, month_numbers(rows["month"]))


def keys_of(entity: Numbers, month: Numbers) -> Numbers:
    """The keys of places among the entities (-1 for none) and months (see `month_numbers`)."""
    return np.where((entity < 0) | (month < 0), NO_PACK, entity * _MONTHS + month)


def entities_and_months(keys: Numbers) -> tuple[Numbers, Numbers]:
    """The inverse of `keys_of`, for keys of packs."""
    return keys // _MONTHS, keys % _MONTHS
