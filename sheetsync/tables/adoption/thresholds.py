"""Every threshold by which a stranger's workbook is understood. Source: adoption.md A2.

They are fitted to made-up tables; real files may move them, here and nowhere else.
"""

#: How alike two words are, of 100, that one is taken for the other mistyped.
SAME_WORD = 80
#: What a name is worth at most when a word of it has no counterpart.
NOT_ALL_WORDS = 0.95

#: Rows among which headers are looked for.
HEADER_ROWS_SEARCHED = 30
#: Columns that are looked at for it; a tab may have 18,278.
COLUMNS_SEARCHED = 300
#: Signs of a text that may be a name; a longer one is a note.
LONGEST_NAME = 120
#: A text less like any known name speaks against its row.
NAME_LIKE = 0.6
STRANGE_TEXT = -0.15
A_VALUE = -0.7
A_TOTALS_ROW = -1.5
#: A row is the header from this sum on.
IS_HEADER = 1.2

#: Cells that rows usually have where a lone text in the first column is a band.
CELLS_BESIDE_BANDS = 3
