"""From a grid of cells to a typed frame and the findings met on the way."""
