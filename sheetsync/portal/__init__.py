"""The partner portal: its store, its vault of files, its pages. It asks no spreadsheet.

Source: portal.md. The web process never imports pandas, numpy, gspread or google.
"""
