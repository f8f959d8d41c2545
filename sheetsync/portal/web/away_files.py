"""Files that lie in Drive or S3: asked for by a page, brought back by the worker.

A page asks nobody outside; it notes that somebody wants the file, and says so. Source: portal.md 6.
"""

from collections.abc import Sequence
from datetime import timedelta

from flask import Response, make_response

from sheetsync.language import Lang
from sheetsync.portal.store.away import Away, away_of, want
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.refusals import PageRefusal
from sheetsync.portal.web.spoken_templates import rendered
from sheetsync.rules.portal.submissions import FileFacts

#: The worker looks every two seconds; a browser comes back as often, and later less so.
_SOON_S, _LATER_S = 4, 30
_LONG = timedelta(minutes=2)


def away_file(web: PortalWeb, file: FileFacts) -> Away | None:
    """Where a file lies that does not lie here; None: here, or nobody knows."""
    if web.vault.holds(file.place) or not web.config.is_vault_away:
        return None
    return away_of(web.store, file.place)


def known_files(web: PortalWeb, files: Sequence[FileFacts]) -> list[FileFacts]:
    """Those that are here, or were given away."""
    return [one for one in files if web.vault.holds(one.place) or away_file(web, one) is not None]


def coming(web: PortalWeb, away: Away, lang: Lang) -> Response:
    """Say that a file is on its way, and have the worker bring it.

    Raises:
        PageRefusal: 410: it was removed where it was kept, or changed.
    """
    if away.state == "gone":
        raise PageRefusal(410, "file_gone", lang=lang)
    now = web.now()
    if away.wanted_at is None:
        want(web.store, away.place, now)
    is_long = away.wanted_at is not None and now - away.wanted_at > _LONG
    page = rendered("file_coming.html", lang=lang, is_long=is_long)
    response = make_response(page, 202)
    response.headers["Refresh"] = str(_LATER_S if is_long else _SOON_S)
    return response
