"""What a stranger's workbook means: where its tables are, how alike two names are."""
