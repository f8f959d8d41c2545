"""What a round puts on the shelf for our own people's pages. Source: portal.md 8 (`/desk`)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sheetsync.language import languages
from sheetsync.rules.portal.inbox import (
    InboxTerms,
    check_of,
    expected_of,
    is_shown,
    requisites_now,
)
from sheetsync.rules.portal.page_desk import DeskBoard, DeskPartner, DeskSubmission
from sheetsync.rules.portal.page_parts import PartnerPage
from sheetsync.rules.portal.ready import READY
from sheetsync.rules.portal.standing import Standing
from sheetsync.tables.catalogue.partners import ENTITIES
from sheetsync.tables.settings.keys import Curator, Settings

#: The people's tab where a submission of a kind is entered.
_ENTERED = {kind: people for _, people, kind in READY} | {"requisites": ENTITIES}


def desk_board(
    settings: Settings,
    pages: Mapping[str, PartnerPage],
    standing: Iterable[Standing],
    terms: InboxTerms,
) -> DeskBoard:
    """All that our people's pages show besides what the store knows.

    Args:
        settings: who our people are.
        pages: of the partners with whom work has begun.
        standing: of all submissions.
        terms: of the Inbox.
    """
    told = list(standing)
    curators = {one.name.casefold(): one for one in settings.curators}
    names = {one.email.casefold(): one.name for one in settings.curators if one.email}
    every = (settings.accountant_email, settings.manager_email, settings.entry_owner)
    return DeskBoard(
        names=names,
        see_all=tuple(dict.fromkeys(one.casefold() for one in every if one)),
        after_seq=max((one.after_seq for one in told), default=0),
        ready={kind: tab.title(settings.lang) for tab, _, kind in READY},
        partners=tuple(
            _partner(page, terms.partners.get(partner_id, ("", ""))[1], curators)
            for partner_id, page in sorted(pages.items())
        ),
        submissions=tuple(_submission(one, terms) for one in told if is_shown(one, terms)),
    )


def _partner(page: PartnerPage, curator: str, curators: Mapping[str, Curator]) -> DeskPartner:
    known = curators.get(curator.casefold())
    return DeskPartner(
        partner_id=page.partner_id,
        name=page.name,
        curator=curator,
        curator_address=known.email.casefold() if known else "",
        is_open=page.is_open,
        invoices_asked=len(page.invoices_asked),
        documents_asked=len(page.documents_asked),
    )


def _submission(one: Standing, terms: InboxTerms) -> DeskSubmission:
    said = {lang: check_of(one, replace(terms, lang=lang)) for lang in languages()}
    entered = one.entered
    tab = _ENTERED.get(one.submission.kind)
    return DeskSubmission(
        no=one.no,
        state=one.state,
        after_seq=one.after_seq,
        entity=terms.entities.get(one.submission.entity_id, ""),
        expected_minor=expected_of(one, terms),
        check={lang: words for lang, words in said.items() if words},
        tab=tab.title(terms.lang) if tab and entered else "",
        row=entered.row if entered else 0,
        is_held=one.held_by is not None,
        requisites=requisites_now(one, terms)
        if one.submission.kind == "requisites" and one.is_open
        else {},
    )
