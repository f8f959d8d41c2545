"""Who signs in for which partner: the addresses of reports, and the people in Contacts.

Source: portal.md 5.2 (Contacts), 7.2.
"""

from collections.abc import Iterator, Mapping

import msgspec

from sheetsync.rules.monthly.plain_values import text
from sheetsync.rules.monthly.recipients import curator_named, partner_rows
from sheetsync.rules.portal.page_contacts import PageContact
from sheetsync.rules.portal.page_parts import PartnerPage
from sheetsync.tables.catalogue.people_desk import CONTACTS
from sheetsync.tables.table import Tables

_USED = ("email", "partner_id", "role")


def page_contacts(tables: Tables, pages: Mapping[str, PartnerPage]) -> tuple[PageContact, ...]:
    """Who signs in for partners whose page is open.

    An address that stands in Contacts may do what stands there, also where reports go to it.

    Args:
        tables: all people's tabs, with the findings of validation.
        pages: of all partners.
    """
    curators = {
        str(row.partner_id): curator_named(text(row.curator), tables.settings).email.casefold()
        for row in partner_rows(tables).itertuples(index=False)
    }
    found = {
        (address.casefold(), page.partner_id): PageContact(
            address=address.casefold(),
            partner_id=page.partner_id,
            curator=curators.get(page.partner_id, ""),
        )
        for page in pages.values()
        if page.is_open
        for address in page.report_to
    }
    for one in _in_contacts(tables):
        page = pages.get(one.partner_id)
        if page is not None and page.is_open:
            curator = curators.get(one.partner_id, "")
            found[one.address, one.partner_id] = msgspec.structs.replace(one, curator=curator)
    return tuple(found.values())


def _in_contacts(tables: Tables) -> Iterator[PageContact]:
    rows = tables.frame(CONTACTS.code)
    rows = rows[rows["email"].notna() & rows["partner_id"].notna()]
    sound = set(tables.sound(CONTACTS.code, *_USED).index)
    for row in rows.itertuples():
        # Whoever has a role that cannot be read may look, rather than send.
        is_full = row.Index in sound and text(row.role) != "read"
        yield PageContact(
            address=str(row.email).casefold(),
            partner_id=str(row.partner_id),
            name=text(row.name),
            role="full" if is_full else "read",
            lang=text(row.lang),
        )
