"""The page of documents: packs by month and legal entity, agreements, our files.

Source: portal.md 8, `GET /documents`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sheetsync.config import PortalConfig
from sheetsync.dates import month_of
from sheetsync.language import Lang
from sheetsync.language.days import day_month, month_year, short_day
from sheetsync.language.marks import numbered, sentence
from sheetsync.portal.web.file_links import linked_file
from sheetsync.portal.web.readers import AccountReader
from sheetsync.portal.web.saying import kind_words, kinds_words, ways_words
from sheetsync.portal.web.texts import phrase
from sheetsync.rules.portal.page_packs import AgreementState, OurFile, PagePack, PagePaper
from sheetsync.rules.portal.page_parts import PartnerPage
from sheetsync.tables.catalogue.documents import AGREEMENT_KIND

_AGREEMENTS = {choice.code: choice for choice in AGREEMENT_KIND}
_PACK_TONES = {
    "complete": "good", "complete_late": "good", "waiting": "wait", "missing": "late",
    "mismatch": "late",
}  # fmt: skip
_PAPER_TONES = {"signed": "good", "received": "wait", "rejected": "late"}
_FILE_TONES: dict[AgreementState, str] = {
    "unsigned": "late", "expired": "late", "expiring": "wait", "active": "good",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper.

    Attributes:
        state: in words; `tone`: how that looks.
        note: why it was sent back, or until when it is good; "" for nothing to say.
        link: where its file is; "" for none that may be linked.
    """

    name: str
    state: str
    tone: str
    note: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class PackView:
    """The papers of a legal entity's month.

    Attributes:
        asks: what is still to come, in sentences.
        lacks_papers, lacks_invoice: what a form can be opened for.
    """

    entity_id: str
    entity: str
    month: str
    state: str
    tone: str
    papers: tuple[PaperLine, ...]
    asks: tuple[str, ...]
    lacks_papers: bool
    lacks_invoice: bool


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month's packs."""

    words: str
    packs: tuple[PackView, ...]


@dataclass(frozen=True, slots=True)
class EntityFiles:
    """The agreements of a legal entity."""

    entity_id: str
    entity: str
    papers: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class DocumentsView:
    """The page.

    Attributes:
        to_sign: agreements that wait for a signature.
        files: the other ones.
        this_month: signed agreements are sent for it.
    """

    to_sign: tuple[EntityFiles, ...]
    months: tuple[MonthView, ...]
    files: tuple[EntityFiles, ...]
    may_send: bool
    this_month: str


def documents_view(visit: AccountReader, config: PortalConfig) -> DocumentsView:
    """The page of a partner."""
    page = visit.page
    waiting = [one for one in page.our_files if one.state == "unsigned"]
    others = [one for one in page.our_files if one.state != "unsigned"]
    return DocumentsView(
        to_sign=_files(waiting, visit, config),
        months=tuple(
            MonthView(
                sentence(month_year(month, visit.lang)),
                tuple(_pack(one, visit, config) for one in packs),
            )
            for month, packs in groupby(page.packs, key=lambda one: one.month)
        ),
        files=_files(others, visit, config),
        may_send=visit.may_send,
        this_month=month_of(page.as_of),
    )


def _files(
    files: Sequence[OurFile], visit: AccountReader, config: PortalConfig
) -> tuple[EntityFiles, ...]:
    found: dict[str, list[PaperLine]] = {}
    for one in files:
        found.setdefault(one.entity_id, []).append(_file(one, visit.lang, config))
    return tuple(
        EntityFiles(code, entity_name(visit.page, code), tuple(papers))
        for code, papers in found.items()
    )


def entity_name(page: PartnerPage, entity_id: str) -> str:
    """What a legal entity is called; its code for one that is the partner's no longer."""
    names = {one.entity_id: one.name for one in page.entities}
    return names.get(entity_id) or entity_id


def _file(one: OurFile, lang: Lang, config: PortalConfig) -> PaperLine:
    kind = _AGREEMENTS[one.kind].label(lang) if one.kind in _AGREEMENTS else one.kind
    name = phrase(f"file_{one.state}_until" if one.day else f"file_{one.state}")
    return PaperLine(
        name=_named(kind, one.number, lang),
        state=name.said(lang, day=short_day(one.day, lang) if one.day else ""),
        tone=_FILE_TONES[one.state],
        link=linked_file(one.url, config),
    )


def _named(kind: str, number: str, lang: Lang) -> str:
    if not number:
        return sentence(kind)
    said = phrase("paper_numbered").said(lang, kind=kind, number=numbered(number, lang))
    return sentence(said)


def _pack(pack: PagePack, visit: AccountReader, config: PortalConfig) -> PackView:
    lang = visit.lang
    return PackView(
        entity_id=pack.entity_id,
        entity=entity_name(visit.page, pack.entity_id),
        month=pack.month,
        state=_state(pack, lang),
        tone=_PACK_TONES.get(pack.state, "over"),
        papers=tuple(_paper(one, lang, config) for one in pack.papers),
        asks=tuple(_asks(pack, visit)),
        lacks_papers=any(kind != "invoice" for kind in pack.lacks),
        lacks_invoice="invoice" in pack.lacks,
    )


def _state(pack: PagePack, lang: Lang) -> str:
    if pack.state == "waiting" and pack.deadline:
        return phrase("pack_waiting").said(lang, day=day_month(pack.deadline, lang))
    if pack.state == "missing" and pack.deadline:
        return phrase("pack_missing").said(lang, day=day_month(pack.deadline, lang))
    name = {
        "complete": "pack_complete",
        "complete_late": "pack_complete",
        "mismatch": "pack_differs",
    }
    return phrase(name.get(pack.state, "pack_free")).said(lang)


def _paper(one: PagePaper, lang: Lang, config: PortalConfig) -> PaperLine:
    name = _named(kind_words(one.kind, lang), one.number, lang)
    if one.dated:
        name = phrase("paper_dated").said(lang, paper=name, day=day_month(one.dated, lang))
    known = one.status if one.status in _PAPER_TONES else "received"
    return PaperLine(
        name=name,
        state=phrase(f"paper_{known}").said(lang),
        tone=_PAPER_TONES[known],
        note=one.comment,
        link=linked_file(one.url, config),
    )


def _asks(pack: PagePack, visit: AccountReader) -> list[str]:
    """What is asked for, in the words of the letter: the same ways to a whole pack."""
    lang, place = visit.lang, (pack.entity_id, pack.month)
    asks = []
    if "invoice" in pack.lacks:
        asks.append(phrase("pack_lacks_invoice").said(lang))
    for one in visit.page.documents_asked:
        if (one.entity_id, one.month) == place:
            ways = ways_words([one.kinds, *one.instead], lang)
            asks.append(phrase("pack_lacks").said(lang, kinds=ways))
    again = [one.kind for one in visit.page.rejected if (one.entity_id, one.month) == place]
    if again:
        asks.append(phrase("pack_again").said(lang, kinds=kinds_words(again, lang)))
    return asks
