"""The Settings tab: its keys, and how their values are read."""
