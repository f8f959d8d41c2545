"""Files of submissions, for who sent them and for our own people: given away, never shown.

Source: portal.md 6, 8.
"""

from flask import Flask, make_response, request, send_file
from werkzeug.wrappers import Response as AnyResponse

from sheetsync.language import Lang
from sheetsync.portal.store.own import own_files
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.shelf import desk_page
from sheetsync.portal.web.account_gate import account_visit
from sheetsync.portal.web.away_files import away_file, coming, known_files
from sheetsync.portal.web.desk_seat import audit, desk_seat
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.reader_language import language_of
from sheetsync.portal.web.refusals import PageRefusal
from sheetsync.portal.web.saying import size_words
from sheetsync.portal.web.security import FILE_POLICY
from sheetsync.portal.web.spoken_templates import rendered
from sheetsync.rules.portal.submissions import FileFacts

_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def install_file_pages(app: Flask, web: PortalWeb) -> None:
    """Give the app its `/f/`."""

    def give_file(no: str) -> AnyResponse:
        seat = desk_seat(web)
        if seat is not None:
            desk = desk_page(web.store)
            return _given(web, seat, no, language_of(desk.lang if desk else None))
        visit = account_visit(web)
        return _given(web, visit.seat, no, visit.lang)

    app.add_url_rule("/f/<no>", "give_file", give_file)


def _given(web: PortalWeb, seat: Seat, no: str, lang: Lang) -> AnyResponse:
    files = known_files(web, own_files(web.store, seat, no))
    wanted = request.args.get("file")
    chosen = [file for file in files if wanted in {None, file.sha256}]
    if not chosen:
        audit(web, "download_refused", seat.person, no, seat.partner_id)
        raise PageRefusal(404, "no_file", lang=lang)
    if len(chosen) > 1:
        lines = [(file, size_words(file.size, lang)) for file in files]
        page = rendered("files.html", lang=lang, no=no, files=lines, person=seat.person)
        return make_response(page)
    if chosen[0].scan != "clean":
        raise PageRefusal(409, "not_scanned", lang=lang)
    away = away_file(web, chosen[0])
    if away is not None:
        return coming(web, away, lang)
    audit(web, "download", seat.person, no, seat.partner_id)
    return _sent(web, chosen[0])


def _sent(web: PortalWeb, file: FileFacts) -> AnyResponse:
    response = make_response(
        send_file(
            web.vault.open(file.place),
            mimetype=_TYPES.get(file.ext, "application/octet-stream"),
            as_attachment=True,
            download_name=file.name_shown or f"file.{file.ext}",
        )
    )
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response
