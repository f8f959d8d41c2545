"""Letters into a folder: an .eml file each, an .html to look at, an index page. Nothing leaves."""

import base64
import re
from collections.abc import Callable
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from jinja2 import Environment

from sheetsync.errors import MailAccountError, reason_of
from sheetsync.language import Lang, Phrase
from sheetsync.language.days import day
from sheetsync.private_files import make_private_folder, write_private

_LONGEST_NAME = 120
#: With a mark, an ending and ``.new`` a name stays below the 255 bytes of file systems.
_MOST_BYTES = 200
_SLASHES_IN_KEY = 3
_ODD_SIGN = re.compile(r"[^\w@.-]")
_WORDS = {
    "title": Phrase(ru="Письма", en="Letters"),
    "subject": Phrase(ru="Тема", en="Subject"),
    "to": Phrase(ru="Кому", en="To"),
    "date": Phrase(ru="Дата", en="Date"),
    "key": Phrase(ru="Ключ", en="Key"),
}
_PAGE = """<!doctype html>
<html lang="{{ lang }}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{{ words.title }}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid #8884; padding: .4rem .6rem; text-align: left }
td:nth-child(3) { white-space: nowrap }
</style>
<h1>{{ words.title }}: {{ letters | length }}</h1>
<table>
<tr><th>{{ words.subject }}<th>{{ words.to }}<th>{{ words.date }}<th>{{ words.key }}<th>
{% for letter in letters -%}
<tr><td><a href="{{ letter.file | urlencode }}.html">{{ letter.subject }}</a>
<td>{{ letter.to }}<td>{{ letter.date }}<td>{{ letter.key }}
<td><a href="{{ letter.file | urlencode }}.eml">eml</a>
{% endfor -%}
</table>
</html>
"""


class FolderDoor:
    """Writes letters instead of sending them.

    Args:
        path: the folder; made when the first letter comes.
        lang: of the index page.
    """

    outcome: Literal["sent", "drafted"] = "drafted"

    def __init__(self, path: Path, lang: Lang = "ru") -> None:
        self._path = path
        self._lang = lang
        self._is_new_inside = False

    @property
    def place(self) -> str:
        """The folder's name."""
        return self._path.name

    def deliver(
        self,
        raw: bytes,
        sender: str,  # noqa: ARG002  # a folder has no envelope
        recipients: tuple[str, ...],  # noqa: ARG002  # the To header tells
        before_dot: Callable[[], None],
    ) -> tuple[str, ...]:
        """Write ``KEY.eml`` and ``KEY.html``; a letter with the same key is written over."""
        letter = message_from_bytes(raw, policy=policy.default)
        name = _file_name(unquote(letter["X-Sheetsync-Key"]))
        before_dot()
        try:
            make_private_folder(self._path)
            write_private(self._path / f"{name}.eml", raw)
            write_private(self._path / f"{name}.html", _page_of(letter).encode())
        except OSError as error:
            raise self._closed(error) from None
        self._is_new_inside = True
        return ()

    def check(self, sender: str) -> None:  # noqa: ARG002  # a folder has no envelope
        """Make the folder, if it is not there."""
        try:
            make_private_folder(self._path)
        except OSError as error:
            raise self._closed(error) from None

    def _closed(self, error: OSError) -> MailAccountError:
        return MailAccountError(
            Phrase(
                ru="в папку «{folder}» нельзя писать ({reason})",
                en="the folder {folder!r} cannot be written ({reason})",
            ),
            cure=Phrase(
                ru="её называет mail.folder в config.yaml",
                en="mail.folder in config.yaml names it",
            ),
            folder=self._path.name,
            reason=reason_of(error),
        )

    def close(self) -> None:
        """Write the index page, if any letter came."""
        if self._is_new_inside:
            write_private(self._path / "index.html", self._index().encode())
            self._is_new_inside = False

    def _index(self) -> str:
        page = Environment(autoescape=True).from_string(_PAGE)
        words = {name: word.said(self._lang) for name, word in _WORDS.items()}
        letters = [_listed(path, self._lang) for path in sorted(self._path.glob("*.eml"))]
        return page.render(lang=self._lang, words=words, letters=letters)


def _file_name(key: str) -> str:
    """The key with no sign that means something in a path; a mark keeps odd keys apart."""
    name = _ODD_SIGN.sub("_", key)
    short = name[:_LONGEST_NAME].encode()[:_MOST_BYTES].decode(errors="ignore")
    is_plain = len(_ODD_SIGN.findall(key)) == _SLASHES_IN_KEY and short == name
    return name if is_plain else f"{short}-{sha256(key.encode()).hexdigest()[:8]}"


def _page_of(letter: EmailMessage) -> str:
    """The letter's HTML with its pictures put in, so that a browser shows it whole."""
    parts = list(letter.walk())
    html = next(str(part.get_content()) for part in parts if part.get_content_type() == "text/html")
    for part in parts:
        content_id = str(part["Content-ID"] or "").strip("<>")
        if content_id:
            picture = base64.b64encode(part.get_content()).decode()
            shown = f"data:{part.get_content_type()};base64,{picture}"
            html = html.replace(f"cid:{content_id}", shown)
    return html


def _moment(date: str, lang: Lang) -> str:
    """The day and the clock of a letter as people read them; what is no date stays as it is.

    >>> _moment("Tue, 07 Apr 2026 09:05:00 +0300", "en")
    '7 April 2026, 09:05'
    """
    try:
        when = parsedate_to_datetime(date)
    except ValueError:
        return date
    return f"{day(when.date(), lang)}, {when:%H:%M}"


def _listed(path: Path, lang: Lang) -> dict[str, str]:
    with path.open("rb") as file:
        head = message_from_bytes(b"".join(iter(file.readline, b"\r\n")))
    return {
        "file": path.stem,
        "subject": _decoded(str(head["Subject"])),
        "to": str(head["To"]),
        "date": _moment(str(head["Date"]), lang),
        "key": unquote(str(head["X-Sheetsync-Key"])),
    }


def _decoded(value: str) -> str:
    return str(make_header(decode_header(value.replace("\r\n", ""))))
