"""The digest that our own people get: invoices that wait, and partners who need attention.

Source: workbook-and-rules.md 3.4.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sheetsync.letters.house_links import NO_LINKS, HouseLinks
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.letters.rendering import Templates
from sheetsync.rules.digests import Digest, InvoiceItem

KIND = "digest"
#: Longer lists would push the letter over the size at which Gmail clips it (mail.md 5.2).
MAX_ITEMS = 60


def write_digest(digest: Digest, templates: Templates, links: HouseLinks = NO_LINKS) -> Letter:
    """Write a digest in its recipient's language.

    Args:
        digest: the facts.
        templates: of all letters.
        links: where its lines lead.

    Raises:
        TemplateError: a template cannot be rendered.
    """
    subject = templates.phrase(KIND, digest.lang, "subject", digest)
    facts = {
        "digest": digest,
        "links": links,
        "subject": subject,
        "preheader": templates.phrase(KIND, digest.lang, "preheader", digest),
        "levels": _by_level(digest.invoices[:MAX_ITEMS]),
        "attention": digest.attention[:MAX_ITEMS],
        "hidden": max(len(digest.invoices) - MAX_ITEMS, 0),
        "hidden_attention": max(len(digest.attention) - MAX_ITEMS, 0),
    }
    rendered = templates.rendered(KIND, digest.lang, facts)
    key = LetterKey(KIND, digest.to, digest.as_of.isoformat())
    return Letter(key, (digest.to,), subject, rendered.text, rendered.html, lang=digest.lang)


def _by_level(invoices: Sequence[InvoiceItem]) -> list[tuple[int, list[Any]]]:
    """The invoices in their order, one group a level, the highest first."""
    ordered = sorted(invoices, key=lambda item: -item.level)
    return [(level, list(items)) for level, items in groupby(ordered, key=lambda item: item.level)]
