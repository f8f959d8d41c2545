"""What our own people's pages are made of: computed by the worker, kept on the shelf.

Source: portal.md 1 (decision 6), 7.1 (desk), 8 (`/desk`).
"""

from collections.abc import Mapping

import msgspec

from sheetsync.rules.portal.submissions import SubmissionState


class _Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Parts are frozen; fields at their default are not stored."""


class DeskPartner(_Part, frozen=True):
    """A partner as our people's list shows it.

    Attributes:
        curator, curator_address: whose partner it is; "" for nobody's.
        is_open: whether its pages are open to it.
        invoices_asked, documents_asked: how much we wait for.
    """

    partner_id: str
    name: str
    curator: str = ""
    curator_address: str = ""
    is_open: bool = True
    invoices_asked: int = 0
    documents_asked: int = 0


class DeskSubmission(_Part, frozen=True):
    """A submission that is open or was settled lately, as the last round found it.

    Attributes:
        after_seq: events up to this one were seen; newer ones are laid over it.
        entity: the legal entity's name.
        expected_minor: the sum that we wait for, in the submission's currency.
        check: how it compares, as the Inbox says it, by language.
        tab, row: where the row stands that accepts it; "" and 0 for none.
        is_held: a row of the sheet waits for it, and its cell has to be changed instead.
        requisites: of a wish for other ones that is open: what Legal entities says now.
    """

    no: str
    state: SubmissionState
    after_seq: int
    entity: str = ""
    expected_minor: int | None = None
    check: Mapping[str, str] = msgspec.field(default_factory=dict)
    tab: str = ""
    row: int = 0
    is_held: bool = False
    requisites: Mapping[str, str] = msgspec.field(default_factory=dict)


class DeskBoard(_Part, frozen=True):
    """All that our own people's pages show besides what the store itself knows.

    Attributes:
        time_zone: of days and hours, an IANA name.
        names: of our people by address, in small letters.
        see_all: addresses of whoever sees every partner, whatever `portal.desk_sees` says.
        after_seq: newer events were not seen by the round that made it.
        book_url: of the spreadsheet; "" for one that no browser opens.
        ready: titles of the tabs to copy from, by kind of submission.
        entered_in: titles of the tabs where rows are entered, by kind; none for a tab that is not
            there.
    """

    time_zone: str = "UTC"
    names: Mapping[str, str] = msgspec.field(default_factory=dict)
    see_all: tuple[str, ...] = ()
    after_seq: int = 0
    book_url: str = ""
    ready: Mapping[str, str] = msgspec.field(default_factory=dict)
    entered_in: Mapping[str, str] = msgspec.field(default_factory=dict)
    partners: tuple[DeskPartner, ...] = ()
    submissions: tuple[DeskSubmission, ...] = ()
