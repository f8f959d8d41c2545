"""How partners are rated: KPIs, shrinkage, points, score, tier, lists, explanation."""

from sheetsync.rules.rating.facts import Facts
from sheetsync.rules.rating.from_tables import facts_from_tables, rules_from_tables
from sheetsync.rules.rating.publication import RatingPublication, publication
from sheetsync.rules.rating.rating import Ratings, rate

__all__ = [
    "Facts",
    "RatingPublication",
    "Ratings",
    "facts_from_tables",
    "publication",
    "rate",
    "rules_from_tables",
]
