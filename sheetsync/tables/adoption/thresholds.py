"""Every threshold by which a stranger's workbook is understood. Source: adoption.md A2.

They are fitted to made-up tables; real files may move them, here and nowhere else.
"""

#: How alike two words are, of 100, that one is taken for the other mistyped.
SAME_WORD = 80
#: Signs of a word from which on it may be mistyped; a shorter one agrees whole.
SHORTEST_MISTYPED = 4
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

#: Columns that a row under the headers numbers, where it does nothing else.
FEWEST_NUMBERED = 3
#: Texts of a row below a blank one that may be the headers of another table.
FEWEST_HEADERS = 2

#: Cells that rows usually have where a lone text in the first column is a band.
CELLS_BESIDE_BANDS = 3

#: What the leaf of a path alone is worth: the joint name counts before it.
LEAF = 0.9
#: And of one that stands in any table: what is above may be another matter («Deposit / amount» is
#: no invoice's), so that it is asked about.
GENERIC_LEAF = 0.79
#: A column that is so like what we do not keep is the team's own, unless a meaning is liker.
NOT_KEPT_LIKE = 0.6

#: Cells of a column that are read, of those with something in them.
CELLS_READ = 200
#: Cells that decide whether the rest is read: none accepted, and the column holds other things.
CELLS_TRIED = 12
#: A score is the likeness of names times this and what the values add.
NAMES_ALONE, VALUES_ADD = 0.62, 0.38
#: Fewer values accepted speak against the meaning.
REFUTED_BELOW = 0.34
#: What an empty column is worth: nothing speaks for it, and nothing against.
EMPTY_COLUMN = 0.6
#: A column that names partners found in no directory of the same source.
UNKNOWN_NAMES = 0.45
#: Values that must stand in a directory.
KNOWN_NAMES = 0.5
#: A column of names or numbers whose values repeat more is none.
DISTINCT = 0.5
#: Without a name only a sharp kind speaks: this, and as much again by its sharpness and values.
SHARP_BASE, SHARP_ADDS = 0.35, 0.45
SHARPNESS = {"inn": 0.95, "account": 0.95, "ogrn": 0.95, "email": 0.85, "bic": 0.7, "kpp": 0.6}
#: The largest number that is still a score, a count of defects, days to pay.
LARGEST = {"feedback.score": 10, "jobs.defects": 50, "agreements.pay_days": 365}

#: Levels of a meaning.
SURE, PROPOSED, SUGGESTED = 0.80, 0.60, 0.42
#: How far a sure meaning is ahead of the next free one.
SURE_AHEAD = 0.10
#: How far the column of a sure meaning is ahead of other columns with the same meaning.
SURE_BEFORE_OTHERS = 0.10

#: What comments, files and notes weigh when tabs are compared.
WEAK_COLUMN = 0.45
TITLE_WEIGHT = 0.9
#: A tab is one of ours from this sum of squares on, and with so many columns.
IS_TAB = 1.2
FEWEST_COLUMNS = 2
#: How much better a further tab must explain a column to join.
JOINS_AHEAD = 0.15
#: What the first tab is ahead in ties.
FIRST_TAB = 0.06
#: A tab is sure when it is so far ahead of other tabs, and so many of its columns tell it from
#: them: columns with a good score whose headers do not stand in any table.
TAB_AHEAD = 0.5
TELLING_COLUMNS = 2
TITLE_TELLS = 0.8

#: Labels with values beside them that make a card.
CARD_LABELS = 3
LABEL_LIKE = 0.8
#: Columns in which labels are looked for.
CARD_COLUMNS = 8
#: Tabs with the same headers that are one table, by what their titles tell.
MONTH_TABS, PARTNER_TABS = 1, 3
#: Different values that are shown of a column.
SAMPLES = 10
OTHERS_SHOWN = 2
#: How alike two names of firms are, of 100, that a person is asked whether they are one's.
SIMILAR_NAME = 88
