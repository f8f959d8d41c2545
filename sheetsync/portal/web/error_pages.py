"""Every refusal and every failure as a page in words. Source: portal.md 7.4 (15)."""

from flask import Flask, Response, make_response
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from sheetsync.errors import DatabaseError, NoRoomError, SheetsyncError
from sheetsync.language import Lang
from sheetsync.language.plurals import Noun, counted
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.reader_language import language_of
from sheetsync.portal.web.refusals import RefusalPage, page_of
from sheetsync.portal.web.spoken_templates import rendered

_SECOND = Noun(ru=("секунду", "секунды", "секунд"), en=("second", "seconds"))
_MINUTE = Noun(ru=("минуту", "минуты", "минут"), en=("minute", "minutes"))
_A_MINUTE = 60
_RETRY_S = 60


def install_error_pages(app: Flask, web: PortalWeb) -> None:
    """Have the app answer every error with a page of ours."""

    @app.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> AnyResponse:
        # A redirect is an exception of HTTP as well.
        if error.response is not None:
            return make_response(error.get_response())
        return refusal_response(page_of(error, max_file_mb=web.config.max_file_mb))

    @app.errorhandler(NoRoomError)
    def no_room(_error: NoRoomError) -> AnyResponse:
        return refusal_response(RefusalPage(507, "no_room"))

    @app.errorhandler(SheetsyncError)
    def cannot(error: SheetsyncError) -> AnyResponse:
        app.logger.error("Cannot: %s", type(error).__name__, exc_info=error)
        status = 503 if isinstance(error, DatabaseError) else 500
        return refusal_response(RefusalPage(status, "broken", retry_after_s=_RETRY_S))


def refusal_response(page: RefusalPage) -> Response:
    """The page that says no."""
    lang = language_of(page.lang)
    facts = dict(page.facts)
    if "wait_s" in facts:
        facts["wait"] = _wait_words(page.retry_after_s, lang)
    response = make_response(
        rendered("refusal.html", page=page, facts=facts, lang=lang), page.status
    )
    if page.retry_after_s:
        response.headers["Retry-After"] = str(page.retry_after_s)
    return response


def _wait_words(seconds: int, lang: Lang) -> str:
    if seconds < _A_MINUTE:
        return counted(seconds, _SECOND, lang)
    return counted(-(-seconds // _A_MINUTE), _MINUTE, lang)
