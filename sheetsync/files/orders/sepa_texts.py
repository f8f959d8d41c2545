"""Texts as SEPA takes them: Latin letters, digits and few signs.

Source: EPC217-08, basic character set. Banks refuse a whole file for one other sign, or drop it.
"""

import re

from text_unidecode import unidecode

from sheetsync.rules.payments.order_purpose import plain

_OTHERS = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
#: Signs that have a near one among the allowed.
_NEAR = str.maketrans(
    {"&": "+", '"': "'", "«": "'", "»": "'", "_": "-", ";": ",", "@": "(at)", "№": "No "}
    | dict.fromkeys("ьЬъЪ", "")
)


def sepa_text(text: str, most: int) -> str | None:
    """A text in the basic character set, cut to a length.

    >>> sepa_text("ООО «Вектор» & Söhne", 70)
    "OOO 'Vektor' + Sohne"

    Letters of other alphabets are spelt, so a person should see what became of a name.

    Returns:
        None for a text of which a letter would be lost, or that says nothing.
    """
    spelt = plain(text).translate(_NEAR)
    parts = [unidecode(sign) if not sign.isascii() else sign for sign in spelt]
    lost = (
        sign.isalnum() and not _OTHERS.sub("", part).strip()
        for sign, part in zip(spelt, parts, strict=True)
    )
    if any(lost):
        return None
    written = " ".join(_OTHERS.sub("", "".join(parts)).split()).strip("/")
    return written[:most].rstrip() or None
