"""The rows of the tab Matches. Source: adoption.md P1, Matches."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from sheetsync.language import Lang
from sheetsync.rules.payments.levels import Level
from sheetsync.rules.payments.matching import MatchedLine
from sheetsync.rules.payments.proposals import proposal_text
from sheetsync.rules.payments.unpaid_books import Set
from sheetsync.tables.catalogue.payments import MATCHES
from sheetsync.tables.frames import frame_name, series_of

#: In the column `was`: the line was there, and nothing was proposed for it.
NOTHING_PROPOSED = "–"
_BETWEEN = " / "


def undecided(bank: pd.DataFrame, log: pd.DataFrame) -> pd.DataFrame:
    """The lines of the bank that nobody decided on, and that nothing was entered for by itself.

    Args:
        bank: rows of the tab Bank.
        log: rows of the Payment log.
    """
    is_open = bank["decision"].isna().to_numpy() & bank["line_id"].notna().to_numpy()
    if log.empty:
        return bank[is_open]
    said = log["said"].astype("str").eq("auto").to_numpy()
    last = log[said].sort_values("revision", kind="stable").drop_duplicates("line_id", keep="last")
    entered = last.loc[last["state"].astype("str").eq("applied").to_numpy(), "line_id"]
    return bank[is_open & ~bank["line_id"].isin(entered).to_numpy()]


def match_rows(
    matched: Sequence[MatchedLine],
    partner_names: Mapping[str, str],
    previous: pd.DataFrame,
    lang: Lang,
) -> pd.DataFrame:
    """The rows of the tab, in the order of the lines.

    Args:
        matched: what `matched_lines` returns.
        partner_names: names of partners by entity_id.
        previous: the tab as it stands.
        lang: the language of its texts.

    Returns:
        The columns of the tab by code, money as ``<code>_minor``. `was` is what the tab proposes
        until now: blank for a line that it does not have, `NOTHING_PROPOSED` where it proposes
        nothing.
    """
    was = _proposed(previous)
    values: dict[str, Sequence[object]] = {
        "line_id": [one.line_id for one in matched],
        "proposal": [proposal_text(one.match.parts, lang) or None for one in matched],
        "level": [one.match.level.code for one in matched],
        "why": ["; ".join(said.said(lang) for said in one.match.why) for one in matched],
        "entity_id": [one.entity_id or None for one in matched],
        "partner": [partner_names.get(one.entity_id) for one in matched],
        "left_over_minor": [one.match.left_over_minor or None for one in matched],
        "currency": [one.currency or None for one in matched],
        "also": [_also(one.match.also, lang) or None for one in matched],
        "was": [was.get(one.line_id) for one in matched],
    }
    places = range(len(matched))
    return pd.DataFrame(
        {
            frame_name(column): series_of(column, values[frame_name(column)], places)
            for column in MATCHES.columns
        }
    )


def level_counts(matched: Iterable[MatchedLine]) -> dict[str, int]:
    """How many lines are of each level, every level named."""
    counts = {level.code: 0 for level in Level}
    for one in matched:
        counts[one.match.level.code] += 1
    return counts


def _proposed(previous: pd.DataFrame) -> dict[str, str]:
    texts = previous["proposal"].fillna(NOTHING_PROPOSED)
    return dict(zip(previous["line_id"].tolist(), texts.tolist(), strict=True))


def _also(sets: Iterable[Set], lang: Lang) -> str:
    return _BETWEEN.join(
        proposal_text((one.part(one.outstanding_minor) for one in some), lang) for some in sets
    )
