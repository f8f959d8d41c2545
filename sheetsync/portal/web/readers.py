"""Who looks at a partner's pages: by a letter's link, or signed in to the account."""

from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Literal, Protocol
from urllib.parse import urlencode

from sheetsync.language import Lang
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.web.reader_language import chosen_language
from sheetsync.rules.portal.page_parts import PageEntity, PartnerPage
from sheetsync.tables.signed_links import UploadKind

#: What may be done with something that was sent.
Deed = Literal["withdraw", "answer"]


class Reader(Protocol):
    """Somebody who sees things of one partner."""

    @property
    def page(self) -> PartnerPage:
        """What the shelf holds for the seat."""

    @property
    def seat(self) -> Seat:
        """By which the store gives what is the partner's."""

    @property
    def lang(self) -> Lang:
        """Of the page."""

    @property
    def now(self) -> datetime:
        """The moment of the request, UTC."""

    @property
    def zone(self) -> tzinfo:
        """Of the partner's days and hours."""


class AccountReader(Reader, Protocol):
    """Somebody who is signed in to the account."""

    @property
    def viewed_by(self) -> str:
        """One of our people who looks at it as the partner does, masked; "" for the partner."""

    @property
    def may_send(self) -> bool:
        """Whether the pages offer anything to be sent."""


class FormVisit(Reader, Protocol):
    """Somebody at the form that takes the papers of one legal entity and month."""

    @property
    def entity_id(self) -> str:
        """Whose papers they are."""

    @property
    def month(self) -> str:
        """The month that they are for."""

    @property
    def kind(self) -> UploadKind:
        """What the form is for."""

    @property
    def bound_to(self) -> str:
        """For whom the form keeps files: nobody else can send them."""

    def form_address(self, kind: UploadKind, **query: str) -> str:
        """Where the form of a kind is, and where it is sent."""

    def deed_address(self, no: str, deed: Deed) -> str:
        """Where something is done with what was sent."""


def entity_of(visit: FormVisit) -> PageEntity | None:
    """The legal entity of a form; None: it is the partner's no longer."""
    wanted = visit.entity_id
    return next((one for one in visit.page.entities if one.entity_id == wanted), None)


def queried(path: str, **query: str) -> str:
    """An address with its query; the language that the reader chose for a page goes along."""
    lang = chosen_language()
    given = {name: value for name, value in query.items() if value}
    given |= {"lang": lang} if lang else {}
    return f"{path}?{_encoded(tuple(given.items()))}" if given else path


@lru_cache(maxsize=10_000)
def _encoded(query: tuple[tuple[str, str], ...]) -> str:
    """Each page leads to the same few places."""
    return urlencode(query)
