"""What a round makes of one look at the workbook: decisions, tabs, the shelf.

Source: portal.md 5.5, step 3.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from sheetsync.portal.store.away import addresses
from sheetsync.portal.store.entering import all_acceptances, end_acceptances, note_written
from sheetsync.portal.store.shelf import fill_shelf
from sheetsync.portal.store.worker import all_submissions, record_events
from sheetsync.rules.payables.entities import known_entities
from sheetsync.rules.portal.contacts import page_contacts
from sheetsync.rules.portal.decisions import Decided, new_decisions
from sheetsync.rules.portal.desk_board import desk_board
from sheetsync.rules.portal.entered import entered_rows
from sheetsync.rules.portal.entered_requisites import entity_rows
from sheetsync.rules.portal.entry_plan import ENTERED_IN
from sheetsync.rules.portal.inbox import InboxTerms, expected_sums, inbox_rows
from sheetsync.rules.portal.page import PageTerms, desk_page, partner_pages
from sheetsync.rules.portal.page_desk import DeskBoard
from sheetsync.rules.portal.page_parts import PartnerPage
from sheetsync.rules.portal.page_rated import ScoreSheet
from sheetsync.rules.portal.ready import READY, ready_tabs
from sheetsync.rules.portal.row_events import page_submissions, row_events
from sheetsync.rules.portal.standing import Entered, Standing, standings
from sheetsync.rules.portal.submissions import StoredSubmission
from sheetsync.tables.catalogue.partners import PARTNERS
from sheetsync.tables.catalogue.portal import (
    DOCUMENTS_TO_ENTER,
    INBOX,
    INVOICES_TO_ENTER,
    PORTAL_LOG,
)
from sheetsync.tables.catalogue.rating import RATING_HISTORY
from sheetsync.tables.tab_frame import TabFrame
from sheetsync.tables.table import Tables
from sheetsync.workbook.publish import SpreadsheetPublisher
from sheetsync.workspace.company import Company
from sheetsync.workspace.house_links import workbook_url
from sheetsync.workspace.portal_worker import PortalWorker

_TABS = (INBOX, INVOICES_TO_ENTER, DOCUMENTS_TO_ENTER, PORTAL_LOG)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at the workbook brought.

    Attributes:
        standing: of all submissions.
        published: codes of the tabs that changed.
        pages: rows of the shelf that changed.
        missing: titles of the portal's tabs that the workbook lacks.
        opposed: submissions with different answers that are first seen together.
    """

    standing: tuple[Standing, ...]
    published: tuple[str, ...]
    pages: int
    missing: tuple[str, ...]
    opposed: tuple[str, ...]


def look(worker: PortalWorker, company: Company) -> Looked:
    """Decide, publish the tabs and fill the shelf.

    Args:
        worker: the store, and the workbook where tabs are published.
        company: the workbook as it was read.

    Raises:
        ShrunkTabError: a tab lost most of its rows; nothing was decided.
        SettingsError: a setting that decides money cannot be used; nothing was decided.
        WorkbookError: the tabs could not be published; the shelf stays as it was.
        DatabaseError: the store cannot be used.
    """
    entered = entered_rows(company.tables, company.payables)
    decided = note_decisions(worker, company)
    stored, standing = _standing(worker, company, entered)
    pages = partner_pages(company.tables, company.payables, _page_terms(company, standing))
    terms = inbox_terms(worker, company, pages)
    tabs = [
        TabFrame(INBOX, inbox_rows(stored, standing, terms)),
        *ready_tabs(stored, standing, company.tables, terms),
    ]
    published = _published(worker, company, tabs)
    settings = company.settings
    worker.note_settings(settings.lang, settings.test_recipient)
    board = desk_board(settings, pages, standing.values(), terms)
    desk = msgspec.structs.replace(desk_page(settings), board=_placed(board, worker, company))
    changed = fill_shelf(
        worker.store,
        pages,
        desk,
        company.reading.began_at,
        page_contacts(company.tables, pages),
    )
    # What was written before this look has been seen by it, or was taken out again.
    ended = [no for no, one in standing.items() if one.state not in ENTERED_IN]
    end_acceptances(worker.store, ended)
    return Looked(tuple(standing.values()), published, changed, _missing(company), decided.opposed)


def note_decisions(worker: PortalWorker, company: Company) -> Decided:
    """What Decisions say that was not seen before, kept as events.

    Raises:
        DatabaseError: the store cannot be used.
    """
    stored = all_submissions(worker.store)
    numbers = {one.submission.no for one in stored}
    seen = {event.row_id for one in stored for event in one.events}
    decided = new_decisions(company.tables, numbers, seen, company.started_at)
    if decided.events:
        record_events(worker.store, decided.events)
    return decided


def _standing(
    worker: PortalWorker, company: Company, entered: Entered
) -> tuple[Sequence[StoredSubmission], Mapping[str, Standing]]:
    """All submissions and how they stand; rows that are seen first are kept as events."""
    stored = all_submissions(worker.store)
    standing = standings(stored, entered)
    events = row_events(stored, standing, company.started_at, _accepted_by(worker, standing))
    if events:
        record_events(worker.store, events)
        stored = all_submissions(worker.store)
        standing = standings(stored, entered)
    return stored, standing


def _accepted_by(worker: PortalWorker, standing: Mapping[str, Standing]) -> dict[str, str]:
    """Who asked for rows that stand now, by number; from then on they are written for sure."""
    asked = [one for one in all_acceptances(worker.store) if one.is_under_way]
    places = {one.no: standing[one.no].entered for one in asked}
    note_written(worker.store, {no: place.row for no, place in places.items() if place})
    return {one.no: one.by for one in asked}


def _page_terms(company: Company, standing: Mapping[str, Standing]) -> PageTerms:
    return PageTerms(
        as_of=company.as_of,
        computed_at=company.reading.began_at,
        time_zone=company.settings.timezone or company.reading.snapshot.time_zone,
        submissions=page_submissions(standing.values(), company.payables),
        scores=_scores(company),
    )


def _scores(company: Company) -> ScoreSheet:
    rated = company.rated
    return ScoreSheet(rated.ratings, rated.shown, company.reading.tool_frame(RATING_HISTORY))


def inbox_terms(
    worker: PortalWorker, company: Company, pages: Mapping[str, PartnerPage]
) -> InboxTerms:
    """What the Inbox and the rows to enter need besides the submissions.

    Args:
        worker: where the portal is.
        company: names, days and the language.
        pages: of partners, for the sums that we wait for.
    """
    settings = company.settings
    entities = known_entities(company.tables)["legal_name"].dropna()
    return InboxTerms(
        as_of=company.as_of,
        zone=company.zone,
        lang=company.lang,
        url=worker.url,
        keep_days=settings.portal_keep_days,
        tolerance_minor=settings.amount_tolerance_minor,
        partners=_partners(company.tables),
        entities={str(code): str(name) for code, name in entities.items()},
        expected=expected_sums(pages.values()),
        addresses=addresses(worker.store) if worker.section.is_vault_away else {},
        requisites=entity_rows(company.tables),
    )


def _placed(board: DeskBoard, worker: PortalWorker, company: Company) -> DeskBoard:
    """The board with where its days and its tabs are."""
    is_google, titles = not worker.config.sandbox, company.reading.titles
    return msgspec.structs.replace(
        board,
        entered_in={kind: titles[tab.code] for _, tab, kind in READY if tab.code in titles},
        time_zone=company.settings.timezone or company.reading.snapshot.time_zone,
        book_url=workbook_url(worker.session.spreadsheet_id) if is_google else "",
    )


def _partners(tables: Tables) -> dict[str, tuple[str, str]]:
    """Name and curator by partner."""
    rows = tables.frame(PARTNERS.code)[["partner_id", "name", "curator"]]
    rows = rows[rows["partner_id"].notna()].astype("object").where(rows.notna(), "")
    return {
        str(code): (str(name), str(curator)) for code, name, curator in rows.itertuples(index=False)
    }


def _published(worker: PortalWorker, company: Company, tabs: Sequence[TabFrame]) -> tuple[str, ...]:
    """Publish the tabs that the workbook has; codes of those that changed."""
    reading = company.reading
    publisher = SpreadsheetPublisher(worker.session, reading.snapshot, reading.titles, company.lang)
    there = [one for one in tabs if one.tab.code in reading.titles]
    return publisher.publish(there).changed if there else ()


def _missing(company: Company) -> tuple[str, ...]:
    return tuple(tab.title(company.lang) for tab in _TABS if tab.code not in company.reading.titles)
