"""The id of a spreadsheet, out of whatever a person copied from the browser."""

import re

_ID = r"([A-Za-z0-9_-]+)"
#: Forms of an address that hold the id: of a second account (/u/1/), of a company (/a/name/), of
#: Drive's own "open" page, of a file's preview, of links of long ago, the tail of an address, and
#: an id with the rest of its address.
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"/spreadsheets/(?:u/\d+/)?d/(?!e/){_ID}",
        rf"/file/(?:u/\d+/)?d/{_ID}",
        rf"[?&](?:id|key)={_ID}",
        rf"^(?:spreadsheets/)?d/(?!e/){_ID}",
        rf"^(?!https?:){_ID}(?:[/?#]|$)",
    )
)
_PUBLISHED = re.compile(r"/d/e/")


def spreadsheet_id_of(address: str) -> str:
    """The id in an address, or the id itself.

    >>> spreadsheet_id_of("https://docs.google.com/spreadsheets/u/1/d/1AbC/edit?gid=0#gid=0")
    '1AbC'
    >>> spreadsheet_id_of("1AbC/edit#gid=0")
    '1AbC'
    """
    text = address.strip()
    for form in _FORMS:
        if not is_published(text) and (found := form.search(text)):
            return found[1]
    return text


def is_published(address: str) -> bool:
    """Whether an address is that of a copy that was published to the web; it has no id."""
    return _PUBLISHED.search(address) is not None


def is_spreadsheet_id(text: str) -> bool:
    """Whether a text can be an id; a title of several words cannot.

    >>> is_spreadsheet_id("1AbC-d_e"), is_spreadsheet_id("Партнёры 2026")
    (True, False)
    """
    return re.fullmatch(_ID, text) is not None
