"""Formulas: computed, explained when they fail, and following the cells they name."""

from sheetsync.sandbox.formulas.book import Book, Place
from sheetsync.sandbox.formulas.dialect import unknown_words
from sheetsync.sandbox.formulas.evaluation import Computed, evaluate, tells_when_computed
from sheetsync.sandbox.formulas.moving import qualified, relocated, retitled, shifted

__all__ = [
    "Book",
    "Computed",
    "Place",
    "evaluate",
    "qualified",
    "relocated",
    "retitled",
    "shifted",
    "tells_when_computed",
    "unknown_words",
]
