"""The page behind a letter's link, ready to be shown: its template decides nothing."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sheetsync.dates import first_day, month_of
from sheetsync.language.days import day_month, month, month_year
from sheetsync.language.money import bare_money, money, symbol
from sheetsync.portal.store.own import own_submissions
from sheetsync.portal.web.asked_view import Ask, asks_of, nothing_words
from sheetsync.portal.web.kept_files import kept_text
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.readers import FormVisit, Reader, entity_of
from sheetsync.portal.web.saying import (
    age_name,
    as_of_words,
    file_words,
    kind_words,
    within_words,
)
from sheetsync.portal.web.sent_view import SentLine, sent_lines
from sheetsync.portal.web.texts import phrase
from sheetsync.portal.web.upload_form import Typed
from sheetsync.rules.portal.page_parts import PageEntity
from sheetsync.rules.portal.sent_states import SentBefore, sent_before
from sheetsync.rules.portal.submissions import FileFacts
from sheetsync.tables.catalogue.documents import DOCUMENT_KIND
from sheetsync.tables.schema import codes
from sheetsync.tables.signed_links import UploadKind

_ONCE_BYTES = 16
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says first: what was just done.

    Attributes:
        title: in a word.
        lines: the rest, each a sentence.
    """

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """Something wrong with the form: its words and the id of the field they lead to."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that came before and need not come again."""

    words: str
    name: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum that we expect."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Option:
    """One of several values of a field."""

    value: str
    words: str


@dataclass(frozen=True)
class UploadPage:
    """All that the page shows.

    Attributes:
        typed: the fields of the form as they stand.
        blocked: why nothing can be sent; "" where it can.
        warnings: sentences; `codes` of those that the tick is for.
        answer_to: number of the submission whose answer has a problem.
    """

    visit: FormVisit
    title: str
    month: str
    entity: str
    inn: str
    as_of: str
    age: str
    asks: tuple[Ask, ...]
    nothing: str
    typed: Typed
    currency: str
    amount_hint: str
    doc_kinds: tuple[Option, ...]
    size_mb: int
    most_files: int
    promise: str
    sent: tuple[SentLine, ...]
    blocked: str = ""
    told: Told | None = None
    problems: tuple[ShownProblem, ...] = ()
    warnings: tuple[str, ...] = ()
    codes: str = ""
    kept: tuple[KeptFile, ...] = ()
    answer_to: str = ""
    answer_text: str = ""

    @property
    def lacks_more(self) -> bool:
        """Whether we still wait for something that this form takes."""
        return any(ask.kind == self.typed.kind and not ask.is_whole for ask in self.asks)

    def problem_at(self, field: str) -> str:
        """What is wrong with a field; "" for nothing."""
        if not self.problems:
            return ""
        return " ".join(one.words for one in self.problems if one.field == field)


def new_once() -> str:
    """What makes a form unique."""
    return secrets.token_hex(_ONCE_BYTES)


def sent_by(web: PortalWeb, visit: Reader) -> tuple[SentBefore, ...]:
    """What the seat sent, the newest first: of a link what is for its month and entity."""
    return sent_before(own_submissions(web.store, visit.seat), visit.page.submissions)


def upload_page(
    web: PortalWeb, visit: FormVisit, sent: Sequence[SentBefore], typed: Typed | None = None
) -> UploadPage:
    """The page, its form as it was typed or filled with what we expect."""
    lang, page = visit.lang, visit.page
    fields = typed or _expected(visit, sent)
    entity = entity_of(visit)
    asks = asks_of(page, visit.entity_id, visit.month, sent, lang)
    return UploadPage(
        visit=visit,
        title=phrase(f"title_{fields.kind}").said(lang, month=month_year(visit.month, lang)),
        month=month(visit.month, lang),
        entity=entity.name if entity else "",
        inn=entity.inn if entity else "",
        as_of=as_of_words(page, visit.now, visit.zone, lang),
        age=age_name(page, visit.now),
        asks=asks,
        nothing="" if asks else nothing_words(visit.month, lang),
        typed=fields,
        currency=symbol(currency_of(visit), lang),
        amount_hint=_amount_hint(visit),
        doc_kinds=_doc_kinds(visit, entity) if fields.kind == "closing" else (),
        size_mb=web.config.max_file_mb,
        most_files=web.limits.files_at_once,
        promise=phrase("promise").said(lang, days=within_words(page.answer_days, lang)),
        sent=sent_lines(visit, sent),
        blocked=_blocked(visit),
    )


def with_kept(web: PortalWeb, shown: UploadPage, files: Sequence[FileFacts]) -> UploadPage:
    """The page with the files that came and need not come again."""
    visit = shown.visit
    kept = tuple(
        KeptFile(file_words(file, visit.lang), file.name_shown, kept_text(web, visit, file))
        for file in files
    )
    return replace(shown, kept=kept)


def replacing(typed: Typed, sent: Sequence[SentBefore], no: str, lang: str) -> Typed:
    """The form filled with what is to be replaced; unchanged where that cannot be."""
    for one in sent:
        if one.no == no and one.is_replaceable:
            return replace(
                typed,
                doc_kind=one.doc_kind,
                number=one.number,
                doc_date=one.doc_date.isoformat() if one.doc_date else "",
                amount="" if one.amount_minor is None else bare_money(one.amount_minor, lang),
                replaces=one.no,
            )
    return typed


def what_was_sent(sent: Sequence[SentBefore], no: str) -> SentBefore | None:
    """One of the things that were sent, by its number."""
    return next((one for one in sent if one.no == no), None)


def currency_of(visit: FormVisit) -> str:
    """What amounts of this month and entity are in."""
    asked = (one.currency for one in _asked_amounts(visit))
    return next(asked, visit.page.currency)


def today_of(visit: Reader) -> date:
    """The day by the partner's clock."""
    return visit.now.astimezone(visit.zone).date()


def _blocked(visit: FormVisit) -> str:
    lang = visit.lang
    if entity_of(visit) is None:
        return phrase("entity_gone").said(lang)
    if visit.month > month_of(today_of(visit)):
        day = day_month(first_day(visit.month), lang)
        return phrase("future_month").said(lang, day=day)
    return ""


def _asked_amounts(visit: FormVisit) -> list[Amount]:
    """The sums that are expected for the month."""
    where = (visit.entity_id, visit.month)
    return [
        Amount(asked.amount_minor, asked.currency)
        for asked in visit.page.invoices_asked
        if (asked.entity_id, asked.month) == where and asked.amount_minor is not None
    ]


def _expected(visit: FormVisit, sent: Sequence[SentBefore]) -> Typed:
    """A new form: the amount that we expect, the kind that we miss most."""
    kind: UploadKind = visit.kind
    amounts = _asked_amounts(visit) if kind == "invoice" else []
    where = (visit.entity_id, visit.month)
    asked = [one for one in visit.page.documents_asked if (one.entity_id, one.month) == where]
    came = {one.doc_kind for one in sent if one.is_open}
    lacking = [kind for kind in asked[0].kinds if kind not in came] if asked else []
    doc_kind = lacking[0] if len(lacking) == 1 else ""
    return Typed(
        kind=kind,
        once=new_once(),
        doc_kind=doc_kind if kind == "closing" else "",
        amount=bare_money(amounts[0].minor, visit.lang) if len(amounts) == 1 else "",
    )


def _amount_hint(visit: FormVisit) -> str:
    amounts = _asked_amounts(visit)
    if len(amounts) != 1:
        return phrase("amount_hint_any").said(visit.lang)
    expected = money(amounts[0].minor, amounts[0].currency, visit.lang)
    return phrase("amount_hint").said(visit.lang, amount=expected)


def _doc_kinds(visit: FormVisit, entity: PageEntity | None) -> tuple[Option, ...]:
    """Kinds of documents: those of the entity's packs first, then the others that there are."""
    known = codes(DOCUMENT_KIND)
    own = [code for code in (entity.doc_kinds if entity else ()) if code in known]
    order = dict.fromkeys([*own, *known])
    return tuple(Option(code, kind_words(code, visit.lang)) for code in order)
