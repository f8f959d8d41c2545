"""Formulas: computed, explained when they fail, and following the cells they name."""

from sheetsync.sandbox.formulas.book import Book, Place
from sheetsync.sandbox.formulas.evaluation import Computed, evaluate
from sheetsync.sandbox.formulas.moving import qualified, relocated, retitled, shifted

__all__ = ["Book", "Computed", "Place", "evaluate", "qualified", "relocated", "retitled", "shifted"]
