"""Who signed in and what they may do now, in one look: every page of an account begins with it."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import sqlalchemy as sa

from sheetsync.portal.store.contacts import CONTACT_COLUMNS
from sheetsync.portal.store.layout import Layout
from sheetsync.portal.store.opening import Store
from sheetsync.portal.store.sessions import SESSION_COLUMNS, Session, hashed, stored_session, used
from sheetsync.rules.portal.page_contacts import PageContact
from sheetsync.sql import Prepared

_PLACE = "session_id_hash"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody who signed in.

    Attributes:
        session: how they did.
        contact: what they may do for the session's partner; None: nothing, or no more.
        lang: that they chose there; "" for none.
    """

    session: Session
    contact: PageContact | None
    lang: str


def signed_in(store: Store, held: str, now: datetime) -> SignedIn | None:
    """Who signed in, as `session_of`, and what they may do.

    Raises:
        DatabaseError: the store cannot be read.
    """
    if not held:
        return None
    with store.reading() as connection:
        row = _query(store.layout).first(connection, {_PLACE: hashed(held)})
    if row is None:
        return None
    ends = len(SESSION_COLUMNS)
    session = used(store, stored_session(row[:ends]), held, now)
    if session is None:
        return None
    address, *_ = known = row[ends:-1]
    contact = PageContact(**dict(zip(CONTACT_COLUMNS, known, strict=True))) if address else None
    return SignedIn(session, contact, row[-1] or "")


@lru_cache(maxsize=50)
def _query(layout: Layout) -> Prepared:
    session, contact, chosen = layout.session, layout.contact, layout.preference
    is_contact = sa.and_(
        contact.c["address"] == session.c["person"],
        contact.c["partner_id"] == session.c["partner_id"],
    )
    is_chosen = sa.and_(
        chosen.c["person"] == session.c["person"],
        chosen.c["partner_id"] == session.c["partner_id"],
    )
    return Prepared(
        sa.select(
            *(session.c[name] for name in SESSION_COLUMNS),
            *(contact.c[name] for name in CONTACT_COLUMNS),
            chosen.c["lang"],
        )
        .select_from(session.outerjoin(contact, is_contact).outerjoin(chosen, is_chosen))
        .where(session.c["id_hash"] == sa.bindparam(_PLACE))
    )
