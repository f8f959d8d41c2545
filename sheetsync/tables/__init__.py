"""What a tab means: typed frames and findings from grids of cells. Pure."""
