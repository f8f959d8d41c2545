"""A letter of plain words: paragraphs, and addresses on lines of their own as links.

For letters that must go at once and need no template: receipts, answers, sign-in.
"""

import html
import re

from sheetsync.language import Lang
from sheetsync.letters.letter import Letter, LetterKey

_LINK = re.compile(r"https?://\S+")
_PAGE = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="color-scheme" content="light dark"><title>{title}</title></head>'
    '<body style="margin:0;padding:24px 16px;font:16px/1.5 system-ui,-apple-system,Segoe UI,'
    'Roboto,Arial,sans-serif"><div style="max-width:600px;margin:0 auto">{body}</div></body></html>'
)
_PARAGRAPH = '<p style="margin:0 0 16px">{text}</p>'
_ANCHOR = '<a href="{url}" style="word-break:break-all">{url}</a>'


def plain_letter(  # noqa: PLR0913  # what a letter is made of, by keyword
    key: LetterKey, to: tuple[str, ...], *, subject: str, text: str, lang: Lang, reply_to: str = ""
) -> Letter:
    """A letter of plain words, as text and as HTML.

    Args:
        key: the letter's key.
        to: plain addresses.
        subject: one line.
        text: paragraphs parted by blank lines.
        lang: of its words.
        reply_to: who answers go to, "" for none.
    """
    return Letter(
        key, to, subject, text.rstrip() + "\n", plain_html(text, subject, lang), lang, reply_to
    )


def plain_html(text: str, title: str, lang: Lang) -> str:
    """The words as a page: everything escaped, web addresses as links.

    >>> plain_html("<b>", "T", "en").count("&lt;b&gt;")
    1
    """
    paragraphs = [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    body = "".join(_PARAGRAPH.format(text=_lines(part)) for part in paragraphs)
    return _PAGE.format(lang=html.escape(lang), title=html.escape(title), body=body)


def _lines(paragraph: str) -> str:
    return "<br>".join(map(_line, paragraph.strip().splitlines()))


def _line(line: str) -> str:
    """A line; one that is an address and nothing else leads there."""
    text = html.escape(line.strip())
    return _ANCHOR.format(url=text) if _LINK.fullmatch(line.strip()) else text
