"""Which method an address means. Paths are split before they are decoded: titles hold anything."""

import re
from collections.abc import Callable

from sheetsync.sandbox import data_filters_api, spreadsheets_api, values_api
from sheetsync.sandbox.access import StaleError, World
from sheetsync.sandbox.calls import Answer, Call, decoded, no_such_path
from sheetsync.sandbox.collector import collector_paused
from sheetsync.sandbox.drive import comments, content, files, permissions
from sheetsync.sandbox.errors import ApiError

Method = Callable[..., Answer]

#: Bytes of a body from which on the collector is paused.
_BIG_BODY = 200_000
_ID = r"([A-Za-z0-9_-]+)"
_SHEETS = rf"^/v4/spreadsheets/{_ID}"
_DRIVE = r"^/drive/v3/files"

#: HTTP method, pattern of the raw path, what answers it with the pattern's groups decoded.
_ROUTES: tuple[tuple[str, re.Pattern[str], Method], ...] = tuple(
    (method, re.compile(pattern), answer)
    for method, pattern, answer in (
        ("GET", rf"{_SHEETS}$", spreadsheets_api.answer_get),
        ("GET", rf"{_SHEETS}/values:batchGet$", values_api.answer_batch_get),
        ("GET", rf"{_SHEETS}/values/(.+)$", values_api.answer_get),
        ("PUT", rf"{_SHEETS}/values/(.+)$", values_api.answer_update),
        ("POST", rf"{_SHEETS}/values:batchUpdate$", values_api.answer_batch_update),
        ("POST", rf"{_SHEETS}/values:batchClear$", values_api.answer_batch_clear),
        ("POST", rf"{_SHEETS}/values/(.+):append$", values_api.answer_append),
        ("POST", rf"{_SHEETS}/values/(.+):clear$", values_api.answer_clear),
        ("POST", rf"{_SHEETS}:batchUpdate$", spreadsheets_api.answer_batch_update),
        ("POST", r"^/v4/spreadsheets$", spreadsheets_api.answer_create),
        ("POST", rf"{_SHEETS}:getByDataFilter$", data_filters_api.answer_get),
        ("POST", rf"{_SHEETS}/values:batchGetByDataFilter$", data_filters_api.answer_batch_get),
        (
            "POST",
            rf"{_SHEETS}/values:batchUpdateByDataFilter$",
            data_filters_api.answer_batch_update,
        ),
        ("POST", rf"{_SHEETS}/values:batchClearByDataFilter$", data_filters_api.answer_batch_clear),
        ("POST", rf"{_SHEETS}/developerMetadata:search$", data_filters_api.answer_search),
        ("GET", rf"{_SHEETS}/developerMetadata/(\d+)$", data_filters_api.answer_metadata),
        ("POST", rf"{_SHEETS}/sheets/(\d+):copyTo$", spreadsheets_api.answer_copy_to),
        ("POST", rf"{_DRIVE}$", files.answer_create),
        ("GET", rf"{_DRIVE}$", files.answer_list),
        ("GET", rf"{_DRIVE}/generateIds$", files.answer_generate_ids),
        ("GET", rf"{_DRIVE}/{_ID}$", files.answer_get),
        ("PATCH", rf"{_DRIVE}/{_ID}$", files.answer_update),
        ("DELETE", rf"{_DRIVE}/{_ID}$", files.answer_delete),
        ("POST", rf"{_DRIVE}/{_ID}/copy$", files.answer_copy),
        ("GET", rf"{_DRIVE}/{_ID}/export$", content.answer_export),
        ("GET", rf"{_DRIVE}/{_ID}/permissions$", permissions.answer_list),
        ("POST", rf"{_DRIVE}/{_ID}/permissions$", permissions.answer_create),
        ("GET", rf"{_DRIVE}/{_ID}/permissions/([^/]+)$", permissions.answer_get),
        ("PATCH", rf"{_DRIVE}/{_ID}/permissions/([^/]+)$", permissions.answer_update),
        ("DELETE", rf"{_DRIVE}/{_ID}/permissions/([^/]+)$", permissions.answer_delete),
        ("GET", rf"{_DRIVE}/{_ID}/comments$", comments.answer_list),
        ("POST", rf"{_DRIVE}/{_ID}/comments$", comments.answer_create),
        ("GET", r"^/drive/v3/about$", files.answer_about),
        ("POST", r"^/upload/drive/v3/files$", content.answer_upload),
        ("PUT", r"^/upload/drive/v3/files$", content.answer_upload_content),
        ("PATCH", rf"^/upload/drive/v3/files/{_ID}$", content.answer_reupload),
        ("PUT", rf"^/upload/drive/v2/files/{_ID}$", content.answer_upload_v2),
    )
)


def answer(world: World, call: Call) -> Answer:
    """Answer a request; refusals become Google's bodies."""
    try:
        with collector_paused(when=len(call.body) > _BIG_BODY):
            return _answered(world, call)
    except StaleError as stale:
        world.freshen(stale.file_id)
        return answer(world, call)
    except ApiError as error:
        return Answer(error.body(), error.code)


def _answered(world: World, call: Call) -> Answer:
    for method, pattern, answer_it in _ROUTES:
        if method == call.method:
            match = pattern.match(call.path)
            if match:
                return answer_it(world, call, *map(decoded, match.groups()))
    if call.path == "/token" and call.method == "POST":
        return Answer({"access_token": "sandbox", "expires_in": 3599, "token_type": "Bearer"})
    return no_such_path()
