"""One kind of cell a file."""
