"""The shelf: one ready page a partner, filled by the worker, read by whoever has a seat."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec
import sqlalchemy as sa

from sheetsync.portal.store.contacts import end_revoked, replace_contacts
from sheetsync.portal.store.layout import DESK, Layout
from sheetsync.portal.store.meta import meta_value, set_meta_value
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.own import own_numbers
from sheetsync.portal.store.pages import dated_page_text, decoded, page_row, page_text
from sheetsync.portal.store.seats import Seat
from sheetsync.rules.portal.page_contacts import PageContact
from sheetsync.rules.portal.page_parts import DeskPage, PartnerPage

_FILLED_AT = "shelf_filled_at"
#: What a link sees of a page as it stands; of its lists it sees its own, and nothing else.
_SEEN_BY_LINKS = (
    "partner_id", "name", "lang", "company", "time_zone", "as_of", "computed_at", "contact",
    "report_to", "link_version", "is_open", "currency", "tolerance_minor", "answer_days",
)  # fmt: skip


def partner_page(store: Store, seat: Seat) -> PartnerPage | None:
    """What the pages of the seat's partner show, as of the last round.

    A link sees its entity alone, and of what is asked for and sent, its month; invoices of other
    months stay, because a number that is used again is warned about.

    Returns:
        None where the partner has no page: unknown, or gone from the workbook.

    Raises:
        DatabaseError: the store cannot be read.
        PortalError: a page was written by another version.
    """
    if not seat.partner_id:
        return None
    with store.reading() as connection:
        text, said = dated_page_text(connection, store.layout, seat.partner_id, _FILLED_AT)
        if not text:
            return None
        filled_at = datetime.fromisoformat(said) if said else None
        page = decoded(text, PartnerPage)
        page = msgspec.structs.replace(page, computed_at=filled_at or page.computed_at)
        return _seen_by_link(connection, store.layout, seat, page) if seat.is_link else page


def desk_page(store: Store) -> DeskPage | None:
    """What must be known of our own people; None before the first round.

    Raises:
        DatabaseError: the store cannot be read.
        PortalError: the page was written by another version.
    """
    with store.reading() as connection:
        text = page_text(connection, store.layout, DESK)
    return decoded(text, DeskPage) if text else None


def shelf_filled_at(store: Store) -> datetime | None:
    """When the last round filled the shelf; None: none did.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        return filled(connection, store.layout)


def fill_shelf(
    store: Store,
    pages: Mapping[str, PartnerPage],
    desk: DeskPage,
    at: datetime,
    contacts: Iterable[PageContact] = (),
) -> int:
    """Put what a round computed on the shelf, in one transaction; for the worker.

    Sessions of partners whose page is closed, or whose links were revoked, end with it.

    Args:
        store: whose shelf it is.
        pages: by partner; whoever is not among them has no page any more.
        desk: our own people's.
        at: the moment that the pages are as of.
        contacts: all who sign in for partners.

    Returns:
        How many rows changed.

    Raises:
        DatabaseError: nothing was changed.
    """
    table = store.layout.shelf
    rows = {partner_id: page_row(partner_id, page) for partner_id, page in pages.items()}
    rows[DESK] = page_row(DESK, desk)
    with store.writing() as connection:
        known = sa.select(table.c["partner_id"], table.c["content_hash"])
        there = {row[0]: row[1] for row in connection.execute(known)}
        changed = [row for key, row in rows.items() if there.get(key) != row["content_hash"]]
        gone = set(there) - set(rows)
        for key in [*gone, *(row["partner_id"] for row in changed)]:
            connection.execute(sa.delete(table).where(table.c["partner_id"] == key))
        if changed:
            connection.execute(sa.insert(table), changed)
        replace_contacts(connection, store.layout, contacts)
        versions = {key: one.link_version for key, one in pages.items() if one.is_open}
        end_revoked(connection, store.layout, versions)
        set_meta_value(connection, store.layout, _FILLED_AT, at.isoformat())
    return len(changed) + len(gone)


def filled(connection: sa.Connection, layout: Layout) -> datetime | None:
    """As `shelf_filled_at`, in a transaction."""
    text = meta_value(connection, layout, _FILLED_AT)
    return datetime.fromisoformat(text) if text else None


def _seen_by_link(
    connection: sa.Connection, layout: Layout, seat: Seat, page: PartnerPage
) -> PartnerPage:
    own = own_numbers(connection, layout, seat) if page.submissions else frozenset()
    entity, asked = seat.entity_id, (seat.entity_id, seat.month)
    seen = {name: getattr(page, name) for name in _SEEN_BY_LINKS}
    return PartnerPage(
        **seen,
        entities=tuple(one for one in page.entities if one.entity_id == entity),
        invoices=tuple(one for one in page.invoices if one.entity_id == entity),
        invoices_asked=tuple(
            one for one in page.invoices_asked if (one.entity_id, one.month) == asked
        ),
        documents_asked=tuple(
            one for one in page.documents_asked if (one.entity_id, one.month) == asked
        ),
        rejected=tuple(one for one in page.rejected if (one.entity_id, one.month) == asked),
        rating=None,
        jobs=(),
        packs=(),
        our_files=(),
        submissions=tuple(one for one in page.submissions if one.no in own),
    )
