"""From the cells of a file to the cells of a people's tab."""
