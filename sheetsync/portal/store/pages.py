"""Pages of the shelf as they are written and read."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa

from sheetsync.errors import PortalError
from sheetsync.language import Phrase
from sheetsync.portal.store.layout import Layout
from sheetsync.rules.portal.page_parts import DeskPage, PageSubmission, PartnerPage
from sheetsync.sql import Prepared

_T = TypeVar("_T")


class _Found(msgspec.Struct, frozen=True):
    """Of a partner's page what the last round found of submissions; the rest is not read."""

    submissions: tuple[PageSubmission, ...] = ()


#: Made before any thread asks: msgspec learns a type at its first use, and two threads that have it
#: learn the same one at once end the process.
_DECODERS: Mapping[type, msgspec.json.Decoder[Any]] = {
    kind: msgspec.json.Decoder(kind) for kind in (PartnerPage, DeskPage, _Found)
}


def page_text(connection: sa.Connection, layout: Layout, key: str) -> str:
    """The page under a key, "" for none."""
    row = _text(layout).first(connection, {"page_key": key})
    return str(row[0]) if row else ""


@lru_cache(maxsize=50)
def _text(layout: Layout) -> Prepared:
    return Prepared(_query(layout))


def _query(layout: Layout) -> sa.Select[tuple[str]]:
    table = layout.shelf
    return sa.select(table.c["page"]).where(table.c["partner_id"] == sa.bindparam("page_key"))


def dated_page_text(
    connection: sa.Connection, layout: Layout, key: str, meta_key: str
) -> tuple[str, str]:
    """The page under a key beside what the store keeps under another; "" for what is not there.

    In one statement: every page that a partner looks at asks for both.
    """
    row = _dated(layout).first(connection, {"page_key": key, "meta_key": meta_key})
    return (str(row[0]), str(row[1] or "")) if row else ("", "")


@lru_cache(maxsize=50)
def _dated(layout: Layout) -> Prepared:
    meta = layout.meta
    value = sa.select(meta.c["value"]).where(meta.c["key"] == sa.bindparam("meta_key"))
    return Prepared(_query(layout).add_columns(value.scalar_subquery()))


def page_row(key: str, page: PartnerPage | DeskPage) -> dict[str, str]:
    """A page as the row that is inserted; one that says the same as an hour ago hashes alike."""
    said = msgspec.to_builtins(page)
    said.pop("computed_at", None)
    digest = hashlib.sha256(msgspec.json.encode(said)).hexdigest()
    return {
        "partner_id": key,
        "page": msgspec.json.encode(page).decode(),
        "content_hash": digest,
    }


def decoded(text: str, kind: type[_T]) -> _T:
    """A page from its text.

    Raises:
        PortalError: another version wrote it.
    """
    try:
        return _DECODERS[kind].decode(text)  # type: ignore[no-any-return]  # by its key
    except msgspec.MsgspecError as error:
        raise PortalError(
            Phrase(
                ru="Страница на полке записана другой версией sheetsync",
                en="A page of the shelf was written by another version of sheetsync",
            ),
            cure=Phrase(
                ru="запустите sheetsync portal worker --once",
                en="run sheetsync portal worker --once",
            ),
        ) from error


def found_submissions(
    connection: sa.Connection, layout: Layout, partner_id: str
) -> Mapping[str, PageSubmission]:
    """What the last round found of a partner's submissions, by their number.

    Raises:
        PortalError: another version wrote it.
    """
    text = page_text(connection, layout, partner_id)
    return {one.no: one for one in decoded(text, _Found).submissions} if text else {}
