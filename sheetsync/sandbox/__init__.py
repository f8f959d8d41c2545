"""A local Google: the Sheets v4 and Drive v3 API over one SQLite file."""
