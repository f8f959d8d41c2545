"""A letter as the bytes that go onto the wire: the same letter gives the same bytes.

Source: mail.md 1.4.
"""

import binascii
import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage, MIMEPart
from email.utils import format_datetime
from pathlib import PurePath
from urllib.parse import quote

from sheetsync.errors import LetterRefusedError
from sheetsync.language import Phrase
from sheetsync.letters.letter import Attachment, Letter, LetterKey
from sheetsync.mail.addresses import Mailbox, wire_address
from sheetsync.mail.wire import WIRE_POLICY, cleaned, encoded_mailbox, encoded_text, flattened

_MARK_LENGTH = 32
_BOUNDARY_LENGTH = 24
_LONGEST_FILE_NAME = 100
_TOKEN = re.compile(r"[A-Za-z0-9.-]+")
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")
_URL = re.compile(r"[!-;=?-~]+")


def message_id(key: LetterKey, spreadsheet_id: str, secret: bytes, domain: str) -> str:
    """The letter's own Message-ID: the same whenever it is sent, guessed by nobody.

    Receivers that see a letter twice can tell by it that it is one letter.

    Args:
        key: the letter's key.
        spreadsheet_id: so that the same key of another workbook is another letter.
        secret: the journal's.
        domain: the sender's.

    Source: mail.md 1.4.
    """
    told = "|".join((spreadsheet_id, key.kind, key.partner_id, key.period, str(key.revision)))
    mark = hmac.new(secret, told.encode(), hashlib.sha256).hexdigest()[:_MARK_LENGTH]
    readable = [part for part in (key.kind, key.period) if _TOKEN.fullmatch(part)]
    return f"<{'.'.join([*readable, mark])}@{domain}>"


def composed(letter: Letter, *, sender: Mailbox, message_id: str, dated_at: datetime) -> bytes:
    """The letter in 7-bit MIME with CRLF line ends.

    Args:
        letter: what is sent.
        sender: the mailbox of the From header.
        message_id: with its angle brackets.
        dated_at: the Date header; kept with the Message-ID, since Exchange tells doubles by both.

    Returns:
        ``multipart/alternative`` of text and HTML, the HTML with its pictures in
        ``multipart/related``, all in ``multipart/mixed`` when files are attached.

    Raises:
        LetterRefusedError: an address or a header cannot be put on the wire.
    """
    root = _body(letter, message_id)
    try:
        for name, value in _headers(letter, sender, message_id, dated_at):
            root[name] = value
        return flattened(root)
    except ValueError as error:
        raise LetterRefusedError(
            Phrase(ru="{key}: {error}", en="{key}: {error}"),
            temporary=False,
            cure=Phrase(ru="исправьте текст или config.yaml", en="correct the text or the config"),
            key=letter.key,
            error=error,
        ) from None


def _headers(
    letter: Letter, sender: Mailbox, message_id: str, dated_at: datetime
) -> list[tuple[str, str]]:
    headers = [
        ("From", encoded_mailbox(sender.name, sender.address)),
        ("To", ", ".join(wire_address(address) for address in letter.to)),
        ("Subject", encoded_text(letter.subject)),
        ("Date", format_datetime(dated_at)),
        ("Message-ID", message_id),
        ("Auto-Submitted", "auto-generated"),
        ("X-Sheetsync-Key", quote(str(letter.key), safe="/@")),
    ]
    if letter.reply_to:
        headers.append(("Reply-To", wire_address(letter.reply_to)))
    ways = _ways_to_unsubscribe(letter)
    if ways:
        headers.append(("List-Unsubscribe", ", ".join(f"<{way}>" for way in ways)))
    if letter.unsubscribe_url:
        headers.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    return headers


def _ways_to_unsubscribe(letter: Letter) -> list[str]:
    """RFC 8058 wants the one-click address first."""
    ways = [letter.unsubscribe_url] if letter.unsubscribe_url else []
    if letter.unsubscribe_mailto:
        ways.append(f"mailto:{letter.unsubscribe_mailto.removeprefix('mailto:')}")
    for way in ways:
        if not _URL.fullmatch(way):
            raise ValueError(f"{way!r} cannot stand in List-Unsubscribe")
    return ways


def _body(letter: Letter, message_id: str) -> EmailMessage:
    html = _text_part(letter.html, "html")
    shown = [attachment for attachment in letter.attachments if attachment.content_id]
    files = [attachment for attachment in letter.attachments if not attachment.content_id]
    if shown:
        pictures = [_file_part(picture, "inline") for picture in shown]
        html = _multipart("related", [html, *pictures], message_id)
    body = _multipart("alternative", [_text_part(letter.text, "plain"), html], message_id)
    if files:
        attached = [_file_part(file, "attachment") for file in files]
        body = _multipart("mixed", [body, *attached], message_id)
    root = EmailMessage(WIRE_POLICY)
    root["MIME-Version"] = "1.0"
    root["Content-Type"] = body["Content-Type"]
    root.set_payload(body.get_payload())
    return root


def _text_part(text: str, subtype: str) -> MIMEPart:
    """Quoted-printable always: readable in 7 bits, and no line is ever too long."""
    part = MIMEPart(WIRE_POLICY)
    part["Content-Type"] = f'text/{subtype}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "quoted-printable"
    lines = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")
    part.set_payload(binascii.b2a_qp(lines, istext=True).decode("ascii"))
    return part


def _file_part(attachment: Attachment, disposition: str) -> MIMEPart:
    if not _MEDIA_TYPE.fullmatch(attachment.media_type):
        raise LetterRefusedError(
            Phrase(
                ru="{name!r}: {media_type!r} — не тип вложения",
                en="{name!r}: {media_type!r} is not a media type",
            ),
            temporary=False,
            name=attachment.name,
            media_type=attachment.media_type,
        )
    maintype, _, subtype = attachment.media_type.partition("/")
    part = MIMEPart(WIRE_POLICY)
    part.set_content(
        attachment.content,
        maintype,
        subtype,
        disposition=disposition,
        filename=_file_name(attachment.name),
        cid=f"<{attachment.content_id}>" if attachment.content_id else None,
        params={"charset": "utf-8"} if maintype == "text" else None,
    )
    return part


def _file_name(name: str) -> str:
    """A name without folders, short enough for one line in RFC 2231's coding."""
    path = PurePath(cleaned(name).replace("\\", "/"))
    stem_length = _LONGEST_FILE_NAME - len(path.suffix)
    return f"{path.stem[:stem_length]}{path.suffix}"


def _multipart(subtype: str, parts: Sequence[MIMEPart], message_id: str) -> MIMEPart:
    """The sign pair ``=_`` of the boundary occurs in no coded body."""
    mark = hashlib.sha256(f"{subtype}|{message_id}".encode()).hexdigest()[:_BOUNDARY_LENGTH]
    whole = MIMEPart(WIRE_POLICY)
    whole["Content-Type"] = f'multipart/{subtype}; boundary="=_{mark}"'
    whole.set_payload(list(parts))
    return whole
