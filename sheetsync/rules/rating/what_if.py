"""Who would change tier under other rules, before managers save them."""

import pandas as pd

from sheetsync.rules.rating.rating import Ratings


def what_if(now: Ratings, draft: Ratings) -> pd.DataFrame:
    """Two ratings of the same month side by side.

    Args:
        now: by the rules that stand.
        draft: by the rules that are tried.

    Returns:
        One row a partner of a group that the draft can rate: `partner_id`, `name`, `group`,
        `score`, `tier` now, `new_score`,
        `new_tier`, `gained` in points of the score (NA without both), `moves` true where the tier
        differs, `why` under the draft. Those that move come first, the largest difference first.
    """
    before = now.summary[["partner_id", "name", "group", "score", "tier"]]
    after = draft.summary[["partner_id", "score", "tier", "why"]].rename(
        columns={"score": "new_score", "tier": "new_tier"}
    )
    both = before.merge(after, on="partner_id", how="left", validate="one_to_one")
    both = both[~both["group"].isin(list(draft.refusals))]
    both["gained"] = (both["new_score"] - both["score"]).round(6)
    both["moves"] = both["tier"].fillna("") != both["new_tier"].fillna("")
    ordered = both.assign(size=both["gained"].abs()).sort_values(
        ["moves", "size", "group", "name"], ascending=[False, False, True, True]
    )
    columns = ["partner_id", "name", "group", "score", "tier", "new_score", "new_tier", "gained"]
    return ordered[[*columns, "moves", "why"]].reset_index(drop=True)
