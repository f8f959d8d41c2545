"""A page to look at a sandbox and edit in it, for this machine's browser only."""

from sheetsync.sandbox.pages.views import install

__all__ = ["install"]
