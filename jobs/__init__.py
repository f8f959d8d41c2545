"""The jobs a team runs: each a story of about twenty lines."""
