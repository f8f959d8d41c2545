"""Which texts in the place of a reference are one: banks fill it with words for none."""

import re

_NONE = frozenset({"NOTPROVIDED", "NONREF", "NOREF", "UNKNOWN", "NA", "NONE", ""})
_PLAIN = re.compile(r"[\W_]+")


def is_reference(text: str) -> bool:
    """Whether a text may be somebody's number of something.

    >>> is_reference("NOTPROVIDED"), is_reference("000000"), is_reference("2026/15-7")
    (False, False, True)
    """
    plain = _PLAIN.sub("", text).upper()
    return plain not in _NONE and len(set(plain)) > 1
