"""How partners are rated: KPIs, shrinkage, points, score, tier, lists, explanation.

Names are loaded when asked for (PEP 562), so that who only says a rating does not load pandas;
their types stand in ``__init__.pyi``.
"""

from importlib import import_module

_HOMES = {
    "Facts": "facts",
    "RatingPublication": "publication",
    "Ratings": "rating",
    "facts_from_tables": "from_tables",
    "rate": "rating",
    "rules_from_tables": "from_tables",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"sheetsync.rules.rating.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'sheetsync.rules.rating' has no attribute {name!r}")
