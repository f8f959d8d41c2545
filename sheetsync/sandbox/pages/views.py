"""The page's addresses: the list of spreadsheets, a sheet, its rows, and the typing into a cell."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any
from urllib.parse import quote

import msgspec
from flask import Blueprint, Flask, Response, jsonify, redirect, request
from jinja2 import Environment, PackageLoader, StrictUndefined
from werkzeug.wrappers import Response as AnyResponse

from sheetsync.language import DEFAULT, Lang, is_language, language, languages
from sheetsync.sandbox.a1 import column_letters, quoted_title
from sheetsync.sandbox.access import World
from sheetsync.sandbox.calls import Call
from sheetsync.sandbox.pages import api_reads as reading
from sheetsync.sandbox.pages.api_reads import GoneError, SheetView
from sheetsync.sandbox.pages.dropdowns import Lists
from sheetsync.sandbox.pages.filter_views import NamedView, named_views, rows_of
from sheetsync.sandbox.pages.grid import Grid, Row, columns_of, gutter_of
from sheetsync.sandbox.pages.guard import Guard, is_stranger, refuse_foreigners, with_headers
from sheetsync.sandbox.pages.styles import colour_of, hex_of
from sheetsync.sandbox.pages.words import Words, words_in
from sheetsync.sandbox.router import answer

Json = dict[str, Any]

#: Rows fetched at a time while scrolling.
ROWS_A_CHUNK = 100
#: Rows this near to each other are fetched together.
_CLOSE = 20
_LANG_COOKIE = "sheetsync-lang"


class Typed(msgspec.Struct, forbid_unknown_fields=True):
    """Body of an edit: a cell, 0-based, and the text typed into it."""

    row: int
    column: int
    text: str


def install(app: Flask, world: World) -> None:
    """Give the sandbox its page at ``/``; it answers this machine only."""
    guard = Guard()
    refuse_foreigners(app)
    pages = _Pages(world, guard)
    blueprint = Blueprint("pages", __name__, static_folder="static", static_url_path="/_page")
    for rule, view, methods in (
        ("/", pages.home, ["GET"]),
        ("/s/<file_id>", pages.spreadsheet, ["GET"]),
        ("/s/<file_id>/<int:sheet_id>", pages.sheet, ["GET"]),
        ("/s/<file_id>/<int:sheet_id>/rows/<int:chunk>", pages.rows, ["GET"]),
        ("/s/<file_id>/<int:sheet_id>/head", pages.head, ["GET"]),
        ("/s/<file_id>/<int:sheet_id>/state", pages.state, ["GET"]),
        ("/s/<file_id>/<int:sheet_id>/cell", pages.cell, ["POST"]),
    ):
        blueprint.add_url_rule(rule, view_func=view, methods=methods)
    blueprint.before_request(_refuse_strangers)
    blueprint.after_request(with_headers)
    blueprint.register_error_handler(GoneError, _gone)
    app.register_blueprint(blueprint)


def _refuse_strangers() -> Response | None:
    if not is_stranger():
        return None
    return Response(f"{_words().foreign}\n", 403, mimetype="text/plain")


def _gone(_error: Exception) -> tuple[str, int]:
    return _rendered("gone.html"), 404


class _Pages:
    def __init__(self, world: World, guard: Guard) -> None:
        self._world = world
        self._guard = guard

    def home(self) -> AnyResponse:
        """All spreadsheets; a choice of language is remembered."""
        response = Response(_rendered("home.html", files=reading.files(self._world)))
        return _with_language(response)

    def spreadsheet(self, file_id: str) -> AnyResponse:
        """To the first visible sheet."""
        view = reading.sheet_view(self._world, file_id, None)
        return redirect(f"/s/{file_id}/{view.properties['sheetId']}")

    def sheet(self, file_id: str, sheet_id: int) -> AnyResponse:
        """A sheet with its first rows; the rest comes while scrolling."""
        view = reading.sheet_view(self._world, file_id, sheet_id)
        views = named_views(self._world, view)
        order = self._order(view, views)
        count = view.row_count if order is None else len(order)
        chunks = range(-(-count // ROWS_A_CHUNK))
        page = _rendered(
            "sheet.html",
            view=view,
            views=views,
            request_path=request.path,
            shown_view=_asked_view() if order is not None else None,
            order=None if order is None else [row + 1 for row in order],
            columns=columns_of(view),
            gutter=gutter_of(view),
            rows_a_chunk=ROWS_A_CHUNK,
            head=self._head_rows(view),
            first_rows=self._rows_of_chunk(view, order, 0),
            chunk_sizes=[_chunk_size(view, order, chunk) for chunk in chunks],
            state=self._state(view),
            token=self._guard.token,
        )
        return _with_language(Response(page))

    def rows(self, file_id: str, sheet_id: int, chunk: int) -> str:
        """One chunk of rows, without the frozen ones."""
        view = reading.sheet_view(self._world, file_id, sheet_id)
        order = self._order(view, named_views(self._world, view))
        return _rendered("rows.html", rows=self._rows_of_chunk(view, order, chunk))

    def head(self, file_id: str, sheet_id: int) -> str:
        """The frozen rows."""
        view = reading.sheet_view(self._world, file_id, sheet_id)
        return _rendered("rows.html", rows=self._head_rows(view))

    def state(self, file_id: str, sheet_id: int) -> AnyResponse:
        """What tells the page whether to refresh its cells or all of itself."""
        return jsonify(self._state(reading.sheet_view(self._world, file_id, sheet_id)))

    def cell(self, file_id: str, sheet_id: int) -> tuple[AnyResponse, int]:
        """Type into a cell: 200 when it is done, else a sentence that says why not."""
        if not self._guard.is_from_the_page():
            return _problem(_words().stale_page, 403)
        try:
            typed = msgspec.json.decode(request.get_data(), type=Typed)
        except msgspec.DecodeError as error:
            return _problem(str(error), 400)
        view = reading.sheet_view(self._world, file_id, sheet_id)
        options = self._refused(view, typed)
        if options is not None:
            return _problem(_words().not_listed.format(", ".join(options)), 409)
        return self._type(view, typed)

    def _type(self, view: SheetView, typed: Typed) -> tuple[AnyResponse, int]:
        file_id = view.spreadsheet["spreadsheetId"]
        place = f"{quoted_title(view.title)}!{column_letters(typed.column)}{typed.row + 1}"
        target = (
            f"/v4/spreadsheets/{file_id}/values/{quote(place, safe='')}"
            "?valueInputOption=USER_ENTERED"
        )
        body = msgspec.json.encode({"values": [[typed.text]]})
        call = Call.parsed("PUT", target, body=body, content_type="application/json")
        found = answer(self._world, call)
        if found.status != 200:  # noqa: PLR2004  (the only success of this method)
            return _problem(str(found.content["error"]["message"]), found.status)
        return jsonify(self._state(view)), 200

    def _refused(self, view: SheetView, typed: Typed) -> list[str] | None:
        cells = reading.window(self._world, view, typed.row, typed.row + 1)
        row = (cells.get("data", [{}])[0].get("rowData") or [{}])[0].get("values", [])
        rule = row[typed.column].get("dataValidation") if typed.column < len(row) else None
        refused = self._lists(view).refused(rule, typed.text) if rule else None
        return None if refused is None else list(refused)

    def _lists(self, view: SheetView) -> Lists:
        return Lists(self._world, view.spreadsheet["spreadsheetId"], quoted_title(view.title))

    def _state(self, view: SheetView) -> Json:
        sheets = msgspec.json.encode([view.spreadsheet["sheets"], view.columns])
        file_id = view.spreadsheet["spreadsheetId"]
        return {"version": reading.version(self._world, file_id), "shape": f"{hash(sheets):x}"}

    def _head_rows(self, view: SheetView) -> list[Row]:
        return self._window_rows(view, 0, view.frozen_rows)

    def _order(self, view: SheetView, views: list[NamedView]) -> list[int] | None:
        """The rows of the view that the address names, 0-based, in its order; None without one."""
        named = next((one for one in views if one.number == _asked_view()), None)
        return None if named is None else rows_of(self._world, view, named)

    def _rows_of_chunk(self, view: SheetView, order: list[int] | None, chunk: int) -> list[Row]:
        if order is None:
            return self._chunk_rows(view, chunk)
        wanted = order[chunk * ROWS_A_CHUNK : (chunk + 1) * ROWS_A_CHUNK]
        found: dict[int, Row] = {}
        for first, end in runs(wanted):
            found |= {row.number - 1: row for row in self._window_rows(view, first, end)}
        return [found[row] for row in wanted if row in found]

    def _chunk_rows(self, view: SheetView, chunk: int) -> list[Row]:
        first = max(chunk * ROWS_A_CHUNK, view.frozen_rows)
        return self._window_rows(view, first, min((chunk + 1) * ROWS_A_CHUNK, view.row_count))

    def _window_rows(self, view: SheetView, first: int, end: int) -> list[Row]:
        if first >= end:
            return []
        sheet = reading.window(self._world, view, first, end)
        grid = Grid(view, sheet, first, self._lists(view).options)
        rules = sheet.get("conditionalFormats", [])
        by_rule = reading.rule_formats(self._world, view, rules, grid.window())
        return grid.rows(end, by_rule)


def runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Windows that hold these rows, half-open: rows close to each other come with one.

    >>> list(runs([7, 2, 3, 90]))
    [(2, 8), (90, 91)]
    """
    first = end = -1
    for row in sorted(rows):
        if end < 0 or row - end > _CLOSE:
            if end >= 0:
                yield first, end
            first = row
        end = row + 1
    if end >= 0:
        yield first, end


def _asked_view() -> int | None:
    """The filter view that the address names."""
    return request.args.get("fvid", type=int)


def _chunk_size(view: SheetView, order: list[int] | None, chunk: int) -> int:
    if order is not None:
        return len(order[chunk * ROWS_A_CHUNK : (chunk + 1) * ROWS_A_CHUNK])
    first = max(chunk * ROWS_A_CHUNK, view.frozen_rows)
    return max(0, min((chunk + 1) * ROWS_A_CHUNK, view.row_count) - first)


def _problem(text: str, status: int) -> tuple[AnyResponse, int]:
    return jsonify({"error": text}), status


def language_of_locale(locale: str) -> Lang | None:
    """The language that a spreadsheet's locale speaks, if it is one of ours.

    >>> language_of_locale("ru_RU"), language_of_locale("de_DE")
    ('ru', None)
    """
    code = locale.partition("_")[0]
    return code if is_language(code) else None


def _words(own: Lang | None = None) -> Words:
    """The language asked for, remembered, the spreadsheet's own, or preferred by the browser."""
    asked = request.args.get("lang") or request.cookies.get(_LANG_COOKIE)
    if asked is not None and is_language(asked):
        return words_in(asked)
    if own is not None:
        return words_in(own)
    offered = (DEFAULT, *(lang for lang in languages() if lang != DEFAULT))
    return words_in(request.accept_languages.best_match(offered) or DEFAULT)


def _with_language(response: Response) -> Response:
    if is_language(request.args.get("lang")):
        response.set_cookie(_LANG_COOKIE, request.args["lang"], samesite="Strict", httponly=True)
    return response


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("sheetsync.sandbox.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["tab_colour"] = _tab_colour
    environment.globals["languages"] = [language(lang) for lang in languages()]
    return environment


def _tab_colour(properties: Json) -> str:
    colour = colour_of(properties, "tabColor")
    return hex_of(colour) if colour else ""


def _rendered(template: str, **content: object) -> str:
    view = content.get("view")
    own = language_of_locale(view.locale) if isinstance(view, SheetView) else None
    return _templates().get_template(template).render(words=_words(own), **content)
