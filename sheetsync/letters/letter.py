"""A letter as it will be read: key, addresses, subject, text and HTML. No bytes, no network."""

import hashlib
from dataclasses import dataclass, replace

from sheetsync.language import Lang

#: Kinds whose letters go to our own people.
_OF_OUR_PEOPLE = frozenset({"digest", "notice"})
_MARK_LENGTH = 16


@dataclass(frozen=True, slots=True, order=True)
class LetterKey:
    """What makes a letter one and only: sent at most once within one spreadsheet.

    Attributes:
        kind: "monthly", "digest", "notice".
        partner_id: the partner's code; for our own people the mark of their address, never the
            address itself: keys are shown and logged.
        period: the month ``YYYY-MM``, or the day ``YYYY-MM-DD`` for digests and notices.
        revision: 1 for the first, more for corrections sent on purpose.

    Source: workbook-and-rules.md 4.6.
    """

    kind: str
    partner_id: str
    period: str
    revision: int = 1

    def __str__(self) -> str:
        return f"{self.kind}/{self.partner_id}/{self.period}/{self.revision}"

    @classmethod
    def parsed(cls, text: str) -> "LetterKey":
        """The key that `str` wrote.

        >>> LetterKey.parsed("monthly/P/001/2026-03/1").partner_id
        'P/001'

        Raises:
            ValueError: the text is no key.
        """
        kind, _, rest = text.partition("/")
        parts = rest.rsplit("/", 2)
        if len(parts) != len(("partner_id", "period", "revision")) or not parts[2].isdecimal():
            raise ValueError(f"not a letter's key KIND/PARTNER/PERIOD/REVISION: {text!r}")
        return cls(kind, parts[0], parts[1], int(parts[2]))

    def marked(self, spreadsheet_id: str) -> "LetterKey":
        """The key with a mark in place of an address, which keys of the first version hold."""
        if self.kind not in _OF_OUR_PEOPLE or "@" not in self.partner_id:
            return self
        return replace(self, partner_id=person_mark(spreadsheet_id, self.partner_id))


def person_mark(spreadsheet_id: str, address: str) -> str:
    """Sixteen hex digits that stand for a person within one spreadsheet.

    >>> person_mark("S1", " Anna@company.example") == person_mark("S1", "anna@company.example")
    True

    Source: programme.md, words: SHA-256 over spreadsheet id and address, trimmed, case-folded.
    """
    told = f"{spreadsheet_id}{address.strip().casefold()}"
    return hashlib.sha256(told.encode()).hexdigest()[:_MARK_LENGTH]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    content: bytes
    #: As ``text/csv``.
    media_type: str
    #: Given for a picture that the HTML shows as ``cid:…``.
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one partner or one of our people.

    Attributes:
        to: plain addresses, checked; one letter goes to all of them.
        reply_to: the curator's address, "" for none.
        unsubscribe_mailto: address for List-Unsubscribe, "" for none.
        unsubscribe_url: one-click URL, "" for none.
    """

    key: LetterKey
    to: tuple[str, ...]
    subject: str
    text: str
    html: str
    lang: Lang = "ru"
    reply_to: str = ""
    attachments: tuple[Attachment, ...] = ()
    unsubscribe_mailto: str = ""
    unsubscribe_url: str = ""

    @property
    def content_hash(self) -> str:
        """Sixteen hex digits that change when the letter would read differently."""
        digest = hashlib.sha256()
        for part in (self.subject, self.text, self.html, *self.to):
            digest.update(part.encode() + b"\0")
        for attachment in self.attachments:
            digest.update(attachment.name.encode() + b"\0" + attachment.content + b"\0")
        return digest.hexdigest()[:16]
