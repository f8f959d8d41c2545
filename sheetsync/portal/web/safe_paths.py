"""Where a sign-in may lead: to pages of ours that show something, and nowhere else.

Source: portal.md 7.4 (12).
"""

import re

from flask import current_app
from werkzeug.exceptions import HTTPException

#: Nothing that a browser or a proxy could read as another host, or as a way upwards.
_PATH = re.compile(r"/[A-Za-z0-9_-][A-Za-z0-9_.~-]*(?:/[A-Za-z0-9_-][A-Za-z0-9_.~-]*)*")
#: The ways in and out lead nowhere, and links of letters are not carried along.
_WAYS = re.compile(r"/(?:in|out|choose|confirm|u|p|demo|static|healthz)(?:/|\Z)")
_LONGEST = 200


def safe_path(text: str) -> str:
    """The path of one of our pages; "" for what is none."""
    if len(text) > _LONGEST or not _PATH.fullmatch(text) or _WAYS.match(text):
        return ""
    try:
        current_app.url_map.bind("localhost").match(text, "GET")
    except HTTPException:
        return ""
    return text
