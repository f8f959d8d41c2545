"""Which documents close a month: named sets of alternatives."""

from collections.abc import Mapping
from types import MappingProxyType

from sheetsync.language import Lang
from sheetsync.tables.catalogue.documents import DOCUMENT_KIND, DOCUMENT_SET
from sheetsync.tables.catalogue.payables import INVOICE_KIND
from sheetsync.tables.cleaning import comparable
from sheetsync.tables.kinds.enums import spellings_of

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

_KINDS = (INVOICE_KIND[0], *DOCUMENT_KIND)
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
    >>> alternatives_of("без НДС", {}) == alternatives_of("novat", {}), alternatives_of("акт", {})
    (True, (('act',),))

    Args:
        doc_set: a name of Settings (``docset_NAME``), a built-in name, or the alternatives
            themselves: ``|`` between alternatives, ``+`` between kinds; as codes or as labels.
        named: Settings.document_sets; they prevail over built-in sets of the same name.

    Returns:
        No alternatives for a set that asks for nothing; None when the set is not known or names a
        kind that there is not.
    """
    sets = {**BUILT_IN_SETS, **{name.casefold(): text for name, text in named.items()}}
    text = sets.get(doc_set.strip().casefold(), sets.get(set_code(doc_set), doc_set))
    if not text.strip():
        return ()
    alternatives = tuple(
        tuple(dict.fromkeys(_kind_code(kind) for kind in alternative.split("+")))
        for alternative in text.split("|")
    )
    known = all(kind in PACK_KINDS for kinds in alternatives for kind in kinds)
    return alternatives if known else None


def set_code(doc_set: str) -> str:
    """The code of a built-in set by its code or a label; any other name small.

    >>> set_code("с НДС"), set_code("Agent ")
    ('vat', 'agent')
    """
    name = doc_set.strip()
    return spellings_of(DOCUMENT_SET).get(comparable(name), name.casefold())


def set_name(doc_set: str, lang: Lang) -> str:
    """A document set as people call it: a built-in one by its label, any other as they wrote it.

    >>> set_name("novat", "ru"), set_name("agent", "ru"), set_name("act+invoice", "ru")
    ('без НДС', 'agent', 'акт+счёт')
    """
    built_in = {choice.code: choice for choice in DOCUMENT_SET}.get(set_code(doc_set))
    if built_in is not None:
        return built_in.label(lang)
    labels = {choice.code: choice.label(lang) for choice in _KINDS}
    return "|".join(
        "+".join(labels.get(_kind_code(kind), kind.strip()) for kind in alternative.split("+"))
        for alternative in doc_set.split("|")
    )


def _kind_code(kind: str) -> str:
    name = kind.strip()
    return spellings_of(_KINDS).get(comparable(name), name.casefold())
