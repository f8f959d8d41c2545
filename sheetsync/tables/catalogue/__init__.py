"""The only rooms that spell a tab's name or a header, in English and Russian."""
