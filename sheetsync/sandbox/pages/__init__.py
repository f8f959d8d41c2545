"""A grid to look at and edit in a browser."""
