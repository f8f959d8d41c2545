from sheetsync.rules.rating.facts import Facts as Facts
from sheetsync.rules.rating.from_tables import facts_from_tables as facts_from_tables
from sheetsync.rules.rating.from_tables import rules_from_tables as rules_from_tables
from sheetsync.rules.rating.publication import RatingPublication as RatingPublication
from sheetsync.rules.rating.rating import Ratings as Ratings
from sheetsync.rules.rating.rating import rate as rate
