"""batchUpdate: the kinds of requests and their order; atomic, since the transaction is."""

from collections.abc import Callable
from typing import Any

from sheetsync.sandbox.access import World
from sheetsync.sandbox.batch_update import (
    cells,
    conditional,
    dimensions,
    embedded,
    filters,
    find_replace,
    groups,
    insertion,
    merges,
    metadata,
    names,
    paste,
    protection,
    sheets,
    sorting,
)
from sheetsync.sandbox.batch_update.context import Change
from sheetsync.sandbox.errors import ApiError, refused
from sheetsync.sandbox.identity import Identity
from sheetsync.sandbox.workbook import Workbook

Json = dict[str, Any]

_KINDS: dict[str, Callable[[Change, Json], Json]] = {
    **cells.KINDS,
    **conditional.KINDS,
    **dimensions.KINDS,
    **embedded.KINDS,
    **filters.KINDS,
    **find_replace.KINDS,
    **groups.KINDS,
    **insertion.KINDS,
    **merges.KINDS,
    **metadata.KINDS,
    **names.KINDS,
    **paste.KINDS,
    **protection.KINDS,
    **sheets.KINDS,
    **sorting.KINDS,
}


def apply(world: World, workbook: Workbook, requests: list[Json], identity: Identity) -> list[Json]:
    """Apply requests in their order.

    Returns:
        One reply a request; {} for kinds that have none.

    Raises:
        ApiError: the first refusal, prefixed with the request's place and kind; the caller's
            transaction then undoes all of them.
    """
    change = Change(world, workbook, identity)
    replies = []
    for number, request in enumerate(requests):
        if not request:
            raise refused(f"Invalid requests[{number}]: No request set.")
        kind, content = next(iter(request.items()))
        try:
            if kind not in _KINDS:
                raise refused("The sandbox does not know this kind of request.")
            replies.append(_KINDS[kind](change, content))
        except ApiError as error:
            raise refused(f"Invalid requests[{number}].{kind}: {error.message}") from None
    return replies
