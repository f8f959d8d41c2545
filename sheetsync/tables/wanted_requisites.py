"""Requisites that a partner wants, as the text of a submission keeps them. Source: portal.md 8."""

from collections.abc import Mapping

import msgspec

#: Columns of Legal entities that a partner may ask to have changed, in the order of the tab.
FIELDS = ("legal_name", "inn", "kpp", "bic", "account")


class Wanted(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a partner asks for, as a submission keeps it in its text.

    Attributes:
        fields: the new values, by the column of Legal entities; what stays is not among them.
        comment: what the partner wrote beside it.
    """

    fields: Mapping[str, str]
    comment: str = ""

    def encoded(self) -> str:
        """As the text of a submission."""
        return msgspec.json.encode(self).decode()


#: Made before any thread asks; see `portal.store.pages`.
_DECODER = msgspec.json.Decoder(Wanted)


def wanted_of(text: str) -> Wanted:
    """What `Wanted.encoded` wrote; nothing wanted, and the text a comment, where it is none."""
    try:
        found = _DECODER.decode(text)
    except msgspec.MsgspecError:
        return Wanted(fields={}, comment=text)
    return msgspec.structs.replace(
        found, fields={name: found.fields[name] for name in FIELDS if name in found.fields}
    )
