"""What partners write, as it is kept: without signs that nobody sees, and no longer than it may be.

Source: portal.md 7.3; mail.md 7.3 (odd names).
"""

import hashlib

import msgspec

from sheetsync.rules.portal.submissions import Submission
from sheetsync.tables.cleaning import cleaned, cleaned_code
from sheetsync.tables.document_numbers import folded_number

NUMBER_LENGTH = 64
TEXT_LENGTH = 2000
NAME_LENGTH = 120
_LONGEST_EXTENSION = 8
#: A cell or a CSV that begins so may be taken for a formula.
_FORMULA_SIGNS = "=+-@\t"
_SEPARATORS = str.maketrans({"\\": "/", ":": "/"})


def cleaned_number(text: str) -> str:
    r"""A document's number in one line.

    >>> cleaned_number(" 31\u202e \n")
    '31'
    """
    return _one_line(text)[:NUMBER_LENGTH].strip()


def cleaned_text(text: str) -> str:
    """A free text; its line breaks stay."""
    return cleaned(text).text[:TEXT_LENGTH].strip()


def shown_name(name: str) -> str:
    r"""The name of a file for people to see, never for a path: what stands behind the last slash.

    >>> shown_name("..\\..\\boot.ini"), shown_name("=cmd|'/C calc'!A0.pdf"), shown_name("..")
    ('boot.ini', "C calc'!A0.pdf", 'file')
    """
    last = _one_line(name).translate(_SEPARATORS).rpartition("/")[2]
    kept = last.lstrip(_FORMULA_SIGNS + " .")
    stem, dot, ext = kept.rpartition(".")
    if dot and len(ext) <= _LONGEST_EXTENSION:
        kept = f"{stem[: NAME_LENGTH - len(ext) - 1]}.{ext}"
    return kept[:NAME_LENGTH].strip() or "file"


def cleaned_submission(draft: Submission) -> Submission:
    """A submission with what a person or a program typed as it is kept, and the key of that."""
    number = cleaned_number(draft.number)
    return msgspec.structs.replace(
        draft,
        number=number,
        number_key=folded_number(number) or "",
        text=cleaned_text(draft.text),
        once=_plain_once(draft.once),
    )


def _plain_once(once: str) -> str:
    """What makes a form unique; whoever writes something else there than we did gets its digest."""
    is_ours = once.isascii() and once.isprintable() and len(once) <= NUMBER_LENGTH
    return once if is_ours else hashlib.sha256(once.encode(errors="replace")).hexdigest()


def _one_line(text: str) -> str:
    return " ".join(cleaned_code(text).text.split())
