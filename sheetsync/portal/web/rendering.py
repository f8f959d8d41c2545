"""How templates speak: phrases by name, in the reader's language; static files by their content."""

import hashlib
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, request
from jinja2 import StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from sheetsync.language import Lang, language, languages
from sheetsync.language.marks import whole_pieces
from sheetsync.portal.web.account_gate import page_url
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.spoken_templates import speak
from sheetsync.portal.web.texts import phrase
from sheetsync.portal.web.upload_view import new_once
from sheetsync.tables.schema import Choice

_DIGEST = 12
#: What of an address stays when its language changes.
_KEPT = (
    "kind", "next", "c", "state", "partner", "own", "page", "entity", "month", "show",
    "from", "job", "asked",
)  # fmt: skip


@pass_context
def say(context: Context, name: str, /, **facts: object) -> str:
    """A phrase in the language of the page."""
    return phrase(name).said(context["lang"], **facts)


def install_rendering(app: Flask, web: PortalWeb) -> None:
    """Teach the app's templates to speak."""
    del web
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["numbers"] = whole_numbers
    asset = _asset_of(Path(app.static_folder or ""))
    app.jinja_env.globals.update(
        say=say,
        once=new_once,
        asset=asset,
        page_in=page_in,
        page_url=page_url,
        named=named,
        tongues=[(code, language(code).name) for code in languages()],
    )
    speak(app, {"asset": asset})


def whole_numbers(text: str) -> Markup:
    """A text in which what is one thing does not part at a line's end while it fits into one."""
    return _whole_numbers(str(text))


@lru_cache(maxsize=2_000)
def _whole_numbers(text: str) -> Markup:
    """The same few are said on every line: "paid 13 May"."""
    pieces = (
        f'<span class="no">{escape(piece)}</span>' if is_whole else str(escape(piece))
        for is_whole, piece in whole_pieces(text)
    )
    return Markup("".join(pieces))  # noqa: S704  # each is escaped


def named(choices: Iterable[Choice], lang: Lang) -> list[tuple[str, str]]:
    """Codes with their labels, for a field of several values."""
    return [(one.code, one.label(lang)) for one in choices]


def page_in(lang: Lang) -> str:
    """The address of this page in another language; of a form that was sent, the page it is on."""
    args = request.args
    kept = {name: args[name] for name in _KEPT if name in args} if args else {}
    token = (request.view_args or {}).get("token")
    # What was sent to an address below the link's own cannot be asked for again there.
    here = f"/u/{token}" if token and request.path.startswith("/u/") else ""
    no = (request.view_args or {}).get("no")
    if no and request.method == "POST" and "/sent/" in request.path:
        here = page_url("show_submission", no=no)
    return f"{here}?{urlencode(kept | {'lang': lang})}"


def _asset_of(folder: Path) -> Callable[[str], str]:
    @cache
    def asset(name: str) -> str:
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()[:_DIGEST]
        return f"/static/{name}?v={digest}"

    return asset
