"""Which letters events call for: queued once each, whatever dies in between.

The store remembers up to which event letters were queued; a letter's key names the event, so that
one that was queued before the worker died is not queued again.

Source: portal.md 8 (receipt, returned), 6 (infected, scanner away).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

import msgspec

from sheetsync.language import is_language
from sheetsync.portal.letter_content import LetterContent
from sheetsync.portal.store.contacts import Preference, addresses_of, preferences_of
from sheetsync.portal.store.letters import QueuedLetter, queue_together
from sheetsync.portal.store.seats import Seat
from sheetsync.portal.store.shelf import desk_page, partner_page
from sheetsync.portal.store.telling import NewEvent, events_after, last_seq
from sheetsync.portal.store.worker import get_value, set_values
from sheetsync.rules.portal.page_parts import DeskPage, PageSubmission, PartnerPage
from sheetsync.rules.portal.submissions import EventKind, Submission
from sheetsync.tables.signed_links import UploadClaim, token
from sheetsync.workspace.portal_letter_words import (
    Sent,
    answered,
    found_virus,
    infected,
    receipt,
    requisites_asked,
    requisites_changed,
    returned,
    scanner_away,
)
from sheetsync.workspace.portal_scans import TOLD_AFTER, away_since
from sheetsync.workspace.portal_worker import PortalWorker

#: Up to which event letters were queued: of what happened by itself, and of what we decided, which
#: waits until the shelf knows whether it counts.
_HAPPENED, _DECIDED = "letters_after", "answers_after"
_ANSWERS = ("asked", "rejected")
_UTC = "UTC"
RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class _Draft:
    """A letter before it is queued.

    Attributes:
        about: the beginning that its key has in common with those of the same thing to others; ""
            where there are none.
    """

    key: str
    to: tuple[str, ...]
    content: LetterContent
    about: str = ""


def queue_letters(worker: PortalWorker) -> int:
    """Queue what new events, and a scanner that is away, call for.

    Letters wait until the first round has filled the shelf: it says who reads what, and where.

    Returns:
        How many letters were queued.

    Raises:
        DatabaseError: the store cannot be used; the next look goes on.
        PortalError: the shelf was written by another version.
    """
    desk = desk_page(worker.store)
    if desk is None:
        return 0
    count = _queue_scanner(worker, desk)
    for cursor in (_HAPPENED, _DECIDED):
        count += _queue_new(worker, desk, cursor)
    return count


def _queue_new(worker: PortalWorker, desk: DeskPage, cursor: str) -> int:
    """Queue the letters of one sort of events, from where that was left off."""
    before = int(get_value(worker.store, cursor) or 0)
    count, after = 0, before
    for one in events_after(worker.store, before):
        if _is_decided(one) is (cursor == _DECIDED):
            page = partner_page(worker.store, _seat(one.stored.submission))
            if cursor == _DECIDED and page is not None and not _is_seen(one, page):
                break
            count += _queue(worker, _drafts(worker, one, page, desk))
        after = one.event.seq
    if after != before:
        set_values(worker.store, {cursor: str(after)})
    return count


def _is_decided(one: NewEvent) -> bool:
    """Whether it is a word of ours to the partner; that something is entered speaks for itself."""
    is_question = one.stored.submission.kind == "question"
    return one.event.kind in _ANSWERS or (is_question and one.event.kind == "accepted")


def _is_seen(one: NewEvent, page: PartnerPage) -> bool:
    """Whether the shelf was filled since the event."""
    found = _found(one, page)
    return found is not None and found.after_seq >= one.event.seq


def _found(one: NewEvent, page: PartnerPage) -> PageSubmission | None:
    return next((found for found in page.submissions if found.no == one.event.submission_no), None)


def skip_letters(worker: PortalWorker) -> None:
    """Have nothing said of what happened until now: the log told of it, letters went long ago.

    Raises:
        DatabaseError: nothing was changed.
    """
    last = str(last_seq(worker.store))
    set_values(worker.store, {_HAPPENED: last, _DECIDED: last})


def _drafts(
    worker: PortalWorker, one: NewEvent, page: PartnerPage | None, desk: DeskPage
) -> Iterator[_Draft]:
    """The letters that an event calls for; none for a partner without a page.

    What we decided about something that stands otherwise all the same, as an invoice whose row was
    entered meanwhile, is not said.
    """
    write = _writer(one)
    if write is None or page is None:
        return
    if _is_decided(one):
        found = _found(one, page)
        if found is None or found.state != one.event.kind:
            return
    sent = Sent(
        one.stored.submission,
        one.stored.files,
        page,
        _link(worker, one.stored.submission, page, one.event.kind),
    )
    no, row_id = one.event.submission_no, one.event.row_id
    key = f"{one.event.kind}/{no}/{row_id}"
    if one.event.kind == "received":
        kind = one.stored.submission.kind
        key = f"{kind if kind == 'requisites' else RECEIPT}/{no}"
    for lang, to in _readers(worker, page, one).items():
        read = replace(sent, page=msgspec.structs.replace(page, lang=lang))
        name = key if lang == page.lang else f"{key}/{lang}"
        yield _Draft(name, to, write(read, one), about=key)
    if one.event.kind == "infected" and desk.entry_owner:
        content = found_virus(sent, one.event.text, desk)
        yield _Draft(f"virus/{no}/{row_id}", (desk.entry_owner,), content)


def _readers(
    worker: PortalWorker, page: PartnerPage, one: NewEvent
) -> Mapping[str, tuple[str, ...]]:
    """The partner's addresses by their language; none of whoever wants no receipts.

    Of other requisites everybody hears who signs in or gets reports, wanted or not: whoever holds
    one of the mailboxes must not change the account unseen by the others.
    """
    chosen = preferences_of(worker.store, page.partner_id)
    is_warning = one.stored.submission.kind == "requisites" and one.event.kind in _WARNED_OF
    addresses = {address.casefold(): address for address in page.report_to}
    if is_warning:
        others = addresses_of(worker.store, page.partner_id)
        addresses |= {other: other for other in sorted(others) if other not in addresses}
    found: dict[str, tuple[str, ...]] = {}
    for key, address in addresses.items():
        own = chosen.get(key, Preference())
        if one.event.kind == "received" and RECEIPT in own.muted and not is_warning:
            continue
        lang = own.lang if is_language(own.lang) else page.lang
        found[lang] = (*found.get(lang, ()), address)
    return found


def _writer(one: NewEvent) -> Callable[[Sent, NewEvent], LetterContent] | None:
    """What writes of an event; of a question that was closed without a word nothing is said."""
    is_question = one.stored.submission.kind == "question"
    if is_question and one.event.kind in {"accepted", "rejected"}:
        return (lambda sent, one: answered(sent, one.event.text)) if one.event.text else None
    if one.stored.submission.kind == "requisites" and one.event.kind in _WARNED_OF:
        return _WARNED_OF[one.event.kind]
    return _WRITERS.get(one.event.kind)


#: What all of a partner's people hear of its requisites.
_WARNED_OF: Mapping[str, Callable[[Sent, NewEvent], LetterContent]] = {
    "received": lambda sent, one: requisites_asked(sent, one.event.by),
    "accepted": lambda sent, _one: requisites_changed(sent),
}
_WRITERS: Mapping[str, Callable[[Sent, NewEvent], LetterContent]] = {
    "received": lambda sent, _one: receipt(sent),
    "asked": lambda sent, one: returned(sent, one.event.text, is_question=True),
    "rejected": lambda sent, one: returned(sent, one.event.text, is_question=False),
    "infected": lambda sent, _one: infected(sent),
}


def _queue_scanner(worker: PortalWorker, desk: DeskPage) -> int:
    """Tell whoever enters invoices that files wait for a scanner that is away, once a time."""
    since = away_since(worker)
    if since is None or not desk.entry_owner or worker.clock.now() - since < TOLD_AFTER:
        return 0
    content = scanner_away(since, _UTC, desk)
    draft = _Draft(f"scanner/{since:%Y%m%dT%H%M%S}", (desk.entry_owner,), content)
    return _queue(worker, [draft])


def _queue(worker: PortalWorker, drafts: Iterable[_Draft]) -> int:
    """Queue letters, those about one thing together or not at all."""
    found: defaultdict[str, list[QueuedLetter]] = defaultdict(list)
    for one in drafts:
        found[one.about or one.key].append(_queued(worker, one))
    return sum(queue_together(worker.store, about, mine) for about, mine in found.items())


def _queued(worker: PortalWorker, draft: _Draft) -> QueuedLetter:
    now = worker.clock.now()
    return QueuedLetter(
        key=draft.key,
        kind=draft.key.partition("/")[0],
        recipients=draft.to,
        content=draft.content.encoded(),
        message_id="",
        queued_at=now,
        due_at=now,
    )


def _seat(sent: Submission) -> Seat:
    return Seat(sent.partner_id, "worker", "read", "full")


def _link(worker: PortalWorker, sent: Submission, page: PartnerPage, kind: EventKind) -> str:
    """Where the partner answers, or sends anew: the upload page of that entity and month.

    A question about a job has no upload page: our answer stands with the job, and what we ask back
    is answered on the page of the question. So is what we ask about requisites.
    """
    if sent.kind == "requisites":
        anew = f"settings/requisites?entity={quote(sent.entity_id, safe='')}"
        path = anew if kind == "rejected" else f"sent/{sent.no}"
        return f"{worker.url}/{path}"
    if sent.kind == "question":
        path = f"sent/{sent.no}" if kind == "asked" else f"jobs?month={sent.month}"
        return f"{worker.url}/{path}"
    claim = UploadClaim(
        sent.partner_id,
        sent.entity_id,
        sent.month,
        "invoice" if sent.kind == "invoice" else "closing",
    )
    signed = token(claim, worker.keys, worker.clock.now(), version=page.link_version)
    return f"{worker.url}/u/{quote(signed, safe='')}"
