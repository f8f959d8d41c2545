"""A second door to figures: Parquet files or a database, for ratings that outgrew a sheet."""

from sheetsync.facts.engines import ENGINES
from sheetsync.facts.source import read_facts, read_rules

__all__ = ["ENGINES", "read_facts", "read_rules"]
