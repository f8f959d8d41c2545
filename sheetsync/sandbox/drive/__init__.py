"""Drive v3 (and the one v2 call that gspread makes): files, permissions, comments, uploads."""
