"""Codes that name a row of another tab, matched also when a letter only looks right."""

from collections import Counter

import pandas as pd

from sheetsync.tables.cleaning import folded


def matched(codes: pd.Series, keys: pd.Series | pd.Index) -> pd.Series:
    """The keys that codes of another tab mean.

    A code that is not among the keys, but looks the same as exactly one of them (Cyrillic Р in
    P-001), is that key. Any other code stays as it was typed.

    Args:
        codes: a column that refers to another tab.
        keys: that tab's key column; without repetition as an index, which is quicker.

    Returns:
        The codes, as ``str``, in their order.

    Source: workbook-and-rules.md 5, V-GEN-13 ("matched if unique").
    """
    # Few codes are met, and those often, so that each is looked up once.
    places, distinct = pd.factorize(codes)
    if isinstance(keys, pd.Index) and (keys.get_indexer(distinct) >= 0).all():
        return codes
    known = set(keys.dropna().tolist())
    if known.issuperset(distinct.tolist()):
        return codes
    looks = Counter(folded(key) for key in known)
    sole = {folded(key): key for key in known if looks[folded(key)] == 1}
    meant = [code if code in known else sole.get(folded(code), code) for code in distinct]
    matches: pd.Series = pd.Series([*meant, None], dtype="str").take(places)
    return matches.set_axis(codes.index)
