"""How partners are rated: KPIs, shrinkage, points, score, tier, lists, explanation."""

from sheetsync.rules.rating.facts import Facts
from sheetsync.rules.rating.rating import Ratings, rate

__all__ = ["Facts", "Ratings", "rate"]
