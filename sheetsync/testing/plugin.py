"""Fixtures pytest finds by itself once sheetsync is installed."""
