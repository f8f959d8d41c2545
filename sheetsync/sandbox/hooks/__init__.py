"""Hooks for tests: faults, quotas, people who edit meanwhile, a clock, a log; off by default."""

from sheetsync.sandbox.hooks.faults import Fault
from sheetsync.sandbox.hooks.hooks import Hooks
from sheetsync.sandbox.hooks.people import Edit, People

__all__ = ["Edit", "Fault", "Hooks", "People"]
