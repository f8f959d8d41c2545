"""Which partners need attention, why, and what to do about it."""

from collections.abc import Sequence
from itertools import chain

import pandas as pd

from sheetsync.rules.attention.inbox import inbox_lines
from sheetsync.rules.attention.legal import legal_lines
from sheetsync.rules.attention.lines import known_partners, line_rows
from sheetsync.rules.attention.missing_documents import failed_letter_lines, pack_lines
from sheetsync.rules.attention.touches import touch_lines
from sheetsync.rules.attention.work import silent_lines, tier_drop_lines
from sheetsync.rules.payables import Payables
from sheetsync.rules.portal.waiting import Waiting
from sheetsync.tables.table import Tables


def attention(  # noqa: PLR0913  # what its lines are made of
    tables: Tables,
    payables: Payables,
    ratings_summary: pd.DataFrame | None = None,
    rating_history: pd.DataFrame | None = None,
    letters: pd.DataFrame | None = None,
    *,
    waiting: Sequence[Waiting] = (),
    desk: str = "",
) -> pd.DataFrame:
    """Every partner who needs attention, with the reason and what to do.

    Args:
        tables: all people's tabs; the sentences are in `tables.lang`.
        payables: its packs are used, and its day of calculation.
        ratings_summary: rows of the tab Ratings by code; None when they were not computed.
        rating_history: rows of the tab Rating history by code; None when there is none.
        letters: rows of the tab Letters by code; None when it was not read.
        waiting: what partners sent and waits for our people.
        desk: the address where they answer it; "" for none.

    Returns:
        The columns of the tab Attention by code: at most one row a partner and reason, alarms
        first, then what has lasted longest.

    Source: workbook-and-rules.md 1.3, Attention.
    """
    partners, as_of = known_partners(tables), payables.as_of
    lines = chain(
        touch_lines(tables, partners, as_of),
        silent_lines(tables, partners, as_of),
        tier_drop_lines(ratings_summary, rating_history, tables.lang),
        legal_lines(tables, partners, as_of),
        pack_lines(payables, tables.lang),
        failed_letter_lines(letters, tables.lang),
        inbox_lines(waiting, tables.lang, desk),
    )
    return line_rows(lines, partners, as_of)
