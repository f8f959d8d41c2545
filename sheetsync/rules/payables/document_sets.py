"""Which documents close a month: named sets of alternatives."""

from collections.abc import Mapping
from types import MappingProxyType

from sheetsync.tables.catalogue.documents import DOCUMENT_KIND

#: The invoice of the Invoices tab, and the kinds of the tab Closing documents.
PACK_KINDS = ("invoice", *(choice.code for choice in DOCUMENT_KIND))
#: A set that asks for nothing.
NO_DOCUMENTS = "none"
#: Source: workbook-and-rules.md 3.6. The first three are chosen by the entity's VAT status.
BUILT_IN_SETS: Mapping[str, str] = MappingProxyType(
    {
        "vat": "invoice+upd1|invoice+act+sf",
        "novat": "invoice+upd2|invoice+act",
        "npd": "invoice+act+receipt",
        "build": "invoice+ks2+ks3",
        "build_vat": "invoice+ks2+ks3+sf|invoice+ks2+ks3+upd1",
        NO_DOCUMENTS: "",
    }
)

#: Each alternative as the kinds it asks for.
Alternatives = tuple[tuple[str, ...], ...]


def alternatives_of(doc_set: str, named: Mapping[str, str]) -> Alternatives | None:
    """The alternatives of a document set, in their order.

    >>> alternatives_of("vat", {})
    (('invoice', 'upd1'), ('invoice', 'act', 'sf'))
    >>> alternatives_of("agent", {"agent": "invoice + agent_report + act"})
    (('invoice', 'agent_report', 'act'),)
    >>> alternatives_of("invoice|act", {}), alternatives_of("none", {}), alternatives_of("vatt", {})
    ((('invoice',), ('act',)), (), None)

    Args:
        doc_set: a name of Settings (``docset_NAME``), a built-in name, or the alternatives
            themselves: ``|`` between alternatives, ``+`` between kinds.
        named: Settings.document_sets; they prevail over built-in sets of the same name.

    Returns:
        No alternatives for a set that asks for nothing; None when the set is not known or names a
        kind that there is not.
    """
    sets = {**BUILT_IN_SETS, **{name.casefold(): text for name, text in named.items()}}
    text = sets.get(doc_set.strip().casefold(), doc_set)
    if not text.strip():
        return ()
    alternatives = tuple(
        tuple(dict.fromkeys(kind.strip().casefold() for kind in alternative.split("+")))
        for alternative in text.split("|")
    )
    known = all(kind in PACK_KINDS for kinds in alternatives for kind in kinds)
    return alternatives if known else None
