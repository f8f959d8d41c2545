"""Who may sign in for which partner, as the last round found it, and what each of them chose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import sqlalchemy as sa

from sheetsync.portal.store.layout import Layout
from sheetsync.portal.store.opening import Store
from sheetsync.rules.portal.page_contacts import PageContact
from sheetsync.sql import Prepared

#: As a contact is kept.
CONTACT_COLUMNS = tuple(PageContact.__struct_fields__)


def contacts_at(connection: sa.Connection, layout: Layout, address: str) -> list[PageContact]:
    """For which partners an address signs in, in a transaction."""
    rows = _contacts(layout).rows(connection, {"contact_address": address})
    return [PageContact(**dict(zip(CONTACT_COLUMNS, row, strict=True))) for row in rows]


@lru_cache(maxsize=50)
def _contacts(layout: Layout) -> Prepared:
    """Made once: every page of the account asks for them."""
    table = layout.contact
    mine = table.c["address"] == sa.bindparam("contact_address")
    query = sa.select(*(table.c[name] for name in CONTACT_COLUMNS)).where(mine)
    return Prepared(query.order_by(table.c["partner_id"]))


def addresses_of(store: Store, partner_id: str) -> frozenset[str]:
    """The addresses that sign in for a partner.

    Raises:
        DatabaseError: the store cannot be read.
    """
    table = store.layout.contact
    query = sa.select(table.c["address"]).where(table.c["partner_id"] == partner_id)
    with store.reading() as connection:
        return frozenset(connection.scalars(query))


def contact_of(store: Store, address: str, partner_id: str) -> PageContact | None:
    """What an address may do for a partner; None: nothing, or no more.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        found = contacts_at(connection, store.layout, address)
    return next((one for one in found if one.partner_id == partner_id), None)


def first_partner(store: Store) -> str:
    """The first partner, by id, that anybody signs in for; "" for none.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        return connection.scalar(sa.select(sa.func.min(store.layout.contact.c["partner_id"]))) or ""


def replace_contacts(
    connection: sa.Connection, layout: Layout, contacts: Iterable[PageContact]
) -> None:
    """Have these be all, in a transaction; whoever is among them no more cannot go on."""
    table = layout.contact
    wanted = {(one.address, one.partner_id): one.row() for one in contacts}
    there = {
        (row["address"], row["partner_id"]): dict(row)
        for row in connection.execute(sa.select(table)).mappings()
    }
    if there == wanted:
        return
    connection.execute(sa.delete(table))
    if wanted:
        connection.execute(sa.insert(table), list(wanted.values()))


def end_revoked(connection: sa.Connection, layout: Layout, versions: Mapping[str, int]) -> None:
    """End the sessions of partners whose page is closed, or whose links were revoked.

    Args:
        connection: of a transaction.
        layout: of the store.
        versions: of the links of partners whose pages are open.
    """
    for table in (layout.session, layout.browser):
        mine = table.c["partner_id"]
        connection.execute(sa.delete(table).where(mine != "", mine.not_in(list(versions))))
    session = layout.session
    for partner_id, version in versions.items():
        if version > 1:
            older = session.c["link_version"] < version
            where = sa.and_(session.c["partner_id"] == partner_id, older)
            connection.execute(sa.delete(session).where(where))


@dataclass(frozen=True, slots=True)
class Preference:
    """What a person chose.

    Attributes:
        lang: of pages and letters; "" for as before.
        muted: kinds of letters that are not wanted.
    """

    lang: str = ""
    muted: frozenset[str] = frozenset()


def preference_of(store: Store, partner_id: str, person: str) -> Preference:
    """What somebody chose at a partner.

    Raises:
        DatabaseError: the store cannot be read.
    """
    return preferences_of(store, partner_id).get(person, Preference())


def preferences_of(store: Store, partner_id: str) -> Mapping[str, Preference]:
    """What the people of a partner chose, by address.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        rows = _preferences(store.layout).rows(connection, {"preference_partner_id": partner_id})
    return {person: Preference(lang, frozenset(muted.split())) for person, lang, muted in rows}


@lru_cache(maxsize=50)
def _preferences(layout: Layout) -> Prepared:
    """Made once: every page of the account asks for them."""
    table = layout.preference
    mine = table.c["partner_id"] == sa.bindparam("preference_partner_id")
    return Prepared(sa.select(*(table.c[name] for name in ("person", "lang", "muted"))).where(mine))


def keep_preference(store: Store, partner_id: str, person: str, chosen: Preference) -> None:
    """Keep what somebody chose.

    Raises:
        DatabaseError: it was not kept.
    """
    table = store.layout.preference
    mine = sa.and_(table.c["partner_id"] == partner_id, table.c["person"] == person)
    with store.writing() as connection:
        connection.execute(sa.delete(table).where(mine))
        connection.execute(
            sa.insert(table).values(
                partner_id=partner_id,
                person=person,
                lang=chosen.lang,
                muted=" ".join(sorted(chosen.muted)),
            )
        )


def is_new_browser(
    connection: sa.Connection, layout: Layout, id_hash: str, partner_id: str, now: datetime
) -> bool:
    """Whether a browser opens a partner's letters for the first time; it is known from then on."""
    table = layout.browser
    mine = sa.and_(table.c["id_hash"] == id_hash, table.c["partner_id"] == partner_id)
    seen = connection.execute(sa.update(table).where(mine).values(seen_at=now))
    if seen.rowcount:
        return False
    values = {"id_hash": id_hash, "partner_id": partner_id, "seen_at": now}
    connection.execute(sa.insert(table).values(values))
    return True
