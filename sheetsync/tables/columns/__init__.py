"""Whole columns at once: the common case vectorised, the careful reader for what is left."""
