"""What the portal shows and decides: pages, standing of submissions, rows to enter, warnings."""
