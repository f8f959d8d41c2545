"""Pages that stand alone: one file with all that it needs, no script, nothing from elsewhere. Pure.

Texts of templates are handed in, as those of letters are.
"""
