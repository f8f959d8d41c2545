"""What tests need, ours and those of your own jobs: sheets drawn as text."""

from sheetsync.testing.drawing import drawn, drawn_grid, drawn_tabs

__all__ = ["drawn", "drawn_grid", "drawn_tabs"]
