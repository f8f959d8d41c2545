"""What a round makes of standings: the event of a row seen first, and states for the shelf."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

import pandas as pd

from sheetsync.rules.monthly.plain_values import day, whole
from sheetsync.rules.payables import Payables
from sheetsync.rules.portal.deciders import BY_DOCUMENTS, BY_ENTITIES, BY_INVOICES
from sheetsync.rules.portal.page_parts import PageSubmission
from sheetsync.rules.portal.standing import Standing
from sheetsync.rules.portal.submissions import Event, StoredSubmission

_ID_BYTES = 16
NOBODY: Mapping[str, str] = MappingProxyType({})
#: Who accepts where nobody asked for it: the tab where the row stands.
_TABS = {"invoice": BY_INVOICES, "document": BY_DOCUMENTS, "requisites": BY_ENTITIES}


def row_events(
    stored: Iterable[StoredSubmission],
    standing: Mapping[str, Standing],
    seen_at: datetime,
    accepted_by: Mapping[str, str] = NOBODY,
) -> tuple[Event, ...]:
    """An event for each submission whose row was not seen before: since when it is accepted.

    One that was rejected and whose row appears all the same is accepted from then on; a row that
    goes and comes again is no news.

    Args:
        stored: all submissions.
        standing: how each stands, by its number.
        seen_at: the moment at which rows were seen, aware.
        accepted_by: who asked for the row at the desk, by number; others were entered by hand.
    """
    found = []
    for one in stored:
        found_now = standing[one.submission.no]
        is_known = _is_known(found_now)
        if found_now.entered is None or is_known:
            continue
        times = sum(event.kind == "accepted" for event in one.events)
        told = f"{one.submission.no}\0row\0{times}".encode()
        found.append(
            Event(
                row_id=hashlib.blake2b(told, digest_size=_ID_BYTES).hexdigest(),
                submission_no=one.submission.no,
                kind="accepted",
                at=seen_at,
                by=accepted_by.get(one.submission.no) or _TABS[one.submission.kind],
            )
        )
    return tuple(found)


def _is_known(standing: Standing) -> bool:
    """Whether it was accepted before; of requisites by their tab, and by no word of Decisions."""
    decided = standing.decided
    if decided is None or decided.kind != "accepted":
        return False
    return standing.submission.kind != "requisites" or decided.by == BY_ENTITIES


def page_submissions(
    standing: Iterable[Standing], payables: Payables
) -> dict[str, tuple[PageSubmission, ...]]:
    """How submissions stand, as partners' pages are told, by partner.

    Args:
        standing: of all submissions.
        payables: what has become of the invoices that were accepted.
    """
    found: dict[str, list[PageSubmission]] = defaultdict(list)
    invoices = payables.invoices
    for one in standing:
        found[one.submission.partner_id].append(_shown(one, invoices))
    return {partner_id: tuple(mine) for partner_id, mine in found.items()}


def _shown(one: Standing, invoices: pd.DataFrame) -> PageSubmission:
    page = PageSubmission(no=one.no, state=one.state, after_seq=one.after_seq, text=one.text)
    if one.entered is None or one.submission.kind != "invoice" or not one.entered.status:
        return page
    row = invoices.loc[one.entered.row]
    is_settled = row["status"] in ("paid", "overpaid")
    return PageSubmission(
        no=one.no,
        state=one.state,
        after_seq=one.after_seq,
        text=one.text,
        status=str(row["status"]),
        due_on=day(row["due"]),
        paid_on=day(row["paid_date"]),
        days_late=whole(row["days_late"] if is_settled else row["days_overdue"]),
    )
