"""What a letter of the portal says, as it is kept until it is sent: plain words, written already.

Whoever queues a letter writes it, in its reader's language; the worker puts it on the wire.
"""

import hashlib

import msgspec

_MARK_BYTES = 16


class LetterContent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The words of one letter.

    Attributes:
        subject: one line.
        text: paragraphs parted by blank lines; an address on a line of its own becomes a link.
        lang: "ru" or "en".
        reply_to: "" for none.
    """

    subject: str
    text: str
    lang: str
    reply_to: str = ""

    def encoded(self) -> str:
        """As `QueuedLetter.content` keeps it."""
        return msgspec.json.encode(self).decode()

    @staticmethod
    def decoded(content: str) -> "LetterContent":
        """What `encoded` wrote.

        Raises:
            msgspec.MsgspecError: it is something else.
        """
        return _DECODER.decode(content)


#: Made before any thread asks; see `portal.store.pages`.
_DECODER = msgspec.json.Decoder(LetterContent)


def letter_message_id(spreadsheet_id: str, key: str, domain: str) -> str:
    """The Message-ID of a letter: the same however often it is tried, of no other workbook.

    >>> letter_message_id("S1", "receipt/S-1042", "company.example").endswith("@company.example>")
    True
    """
    told = f"{spreadsheet_id}\0{key}".encode()
    mark = hashlib.blake2b(told, digest_size=_MARK_BYTES).hexdigest()
    return f"<portal.{mark}@{domain}>"
