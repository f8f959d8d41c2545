"""A letter of plain words: paragraphs, and addresses on lines of their own as links.

For letters that must go at once: receipts, answers, sign-in. Its words come written already; its
card is that of the other letters.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sheetsync.language import Lang
from sheetsync.language.marks import whole_pieces
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.letters.rendering import Templates

KIND = "plain"
_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str

    @property
    def is_link(self) -> bool:
        """Whether it is an address and nothing else."""
        return bool(_LINK.fullmatch(self.text))

    @property
    def pieces(self) -> Sequence[tuple[bool, str]]:
        """The text in pieces, and of each whether it stays on one line."""
        return list(whole_pieces(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainWords:
    """What a letter of plain words says.

    Attributes:
        subject: one line.
        text: paragraphs parted by blank lines.
        lang: of its words.
        sender: who writes, above the card.
        reply_to: who answers go to, "" for none.
    """

    subject: str
    text: str
    lang: Lang
    sender: str = ""
    reply_to: str = ""


def plain_letter(
    key: LetterKey, to: tuple[str, ...], words: PlainWords, templates: Templates
) -> Letter:
    """A letter of plain words, as text and as HTML: everything escaped, web addresses as links.

    Args:
        key: the letter's key.
        to: plain addresses.
        words: what it says.
        templates: with `plain.*` and `layout.html.j2`.

    Raises:
        TemplateError: a template cannot be rendered.
    """
    paragraphs = _paragraphs(words.text)
    facts = {
        "subject": words.subject,
        "heading": _Line(words.subject),
        "sender": words.sender,
        "text": words.text,
        "paragraphs": paragraphs,
        "preheader": " ".join(line.text for line in paragraphs[0]) if paragraphs else "",
    }
    html = templates.rendered(KIND, words.lang, facts).html
    text = words.text.rstrip() + "\n"
    return Letter(key, to, words.subject, text, html, words.lang, words.reply_to)


def _paragraphs(text: str) -> Sequence[Sequence[_Line]]:
    parts = [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
    return [[_Line(line.strip()) for line in part.strip().splitlines()] for part in parts]
