"""Who looks at a partner's pages: by a letter's link, or signed in to the account."""

from datetime import datetime, tzinfo
from typing import Protocol

from sheetsync.language import Lang
from sheetsync.portal.store.seats import Seat
from sheetsync.rules.portal.page_parts import PartnerPage


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
