"""What people type for yes and for no, in either language and on either keyboard layout."""

YES = frozenset({"y", "yes", "д", "да"})
NO = frozenset({"n", "no", "н", "нет", "т"})
