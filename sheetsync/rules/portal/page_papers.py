"""The papers of every partner's page: packs with what has come, and agreements with their files.

Source: portal.md 8; 6, last line.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from sheetsync.dates import add_months, month_of
from sheetsync.rules.monthly.legal_papers import agreement_notes
from sheetsync.rules.monthly.papers import Papers
from sheetsync.rules.monthly.plain_values import by_partner, day, text
from sheetsync.rules.portal.page_packs import OurFile, PagePack, PagePaper
from sheetsync.tables.catalogue.documents import AWAITED_PACKS, PACK_STATE
from sheetsync.tables.schema import codes
from sheetsync.tables.settings.keys import Settings

_KEPT_MONTHS = 13
#: Longer ones are no addresses of files.
_LONGEST_URL = 500
_OPEN = codes(one for one in PACK_STATE if one.is_open)
_PACK = ("entity_id", "month", "state", "deadline", "completed_on", "missing")
_PAPER = ("entity_id", "month", "kind", "status", "number", "doc_date", "file_url", "comment")
_AGREEMENT = ("entity_id", "kind", "number", "status", "valid_to", "file_url")
#: Before a document has come there is nothing to show.
_AWAITED = "expected"
Place = tuple[str, str]


def page_packs(
    gathered: Papers, packs: pd.DataFrame, as_of: date
) -> Mapping[str, tuple[PagePack, ...]]:
    """Every partner's packs, the newest first: open ones, and the last thirteen months' others.

    Args:
        gathered: the papers there are.
        packs: `Payables.packs`.
        as_of: the day of calculation.
    """
    since = add_months(month_of(as_of), 1 - _KEPT_MONTHS)
    papers = _papers(gathered.documents)
    is_kept = (packs["month"] >= since) | packs["state"].isin(_OPEN)
    rows = packs[is_kept & packs["partner_id"].notna()]
    rows = rows.sort_values(["month", "entity_id"], ascending=[False, True])
    found = {
        partner_id: tuple(
            _pack(row, papers.get((str(row.entity_id), str(row.month)), ()))
            for row in mine
            if row.state != "not_needed" or (str(row.entity_id), str(row.month)) in papers
        )
        for partner_id, mine in by_partner(rows, *_PACK).items()
    }
    return {partner_id: mine for partner_id, mine in found.items() if mine}


def _pack(row: Any, papers: Sequence[PagePaper]) -> PagePack:  # noqa: ANN401  # a row of packs
    return PagePack(
        entity_id=str(row.entity_id),
        month=str(row.month),
        state=str(row.state),
        deadline=day(row.deadline),
        completed_on=day(row.completed_on),
        lacks=tuple(row.missing) if row.state in AWAITED_PACKS else (),
        papers=tuple(papers),
    )


def _papers(documents: pd.DataFrame) -> Mapping[Place, list[PagePaper]]:
    found: dict[Place, list[PagePaper]] = {}
    rows = documents[documents["month"].notna() & (documents["status"] != _AWAITED)]
    for row in rows[list(_PAPER)].itertuples(index=False):
        paper = PagePaper(
            kind=str(row.kind),
            status=str(row.status),
            number=text(row.number),
            dated=day(row.doc_date),
            url=_url(row.file_url),
            comment=text(row.comment) if row.status == "rejected" else "",
        )
        found.setdefault((str(row.entity_id), str(row.month)), []).append(paper)
    return found


def our_files(
    gathered: Papers, as_of: date, settings: Settings
) -> Mapping[str, tuple[OurFile, ...]]:
    """Every partner's agreements: what waits for a signature or ends, then those in force.

    Args:
        gathered: the papers there are.
        as_of: the day of calculation.
        settings: days of notice.
    """
    rows = gathered.agreements
    urls = {
        (str(entity_id), str(kind), text(number)): _url(url)
        for entity_id, kind, number, url in rows[
            ["entity_id", "kind", "number", "file_url"]
        ].itertuples(index=False, name=None)
    }
    notes = agreement_notes(rows, gathered.owned, as_of, settings)
    active = by_partner(rows[rows["status"] == "active"], *_AGREEMENT)
    found: dict[str, tuple[OurFile, ...]] = {}
    for partner_id in {**notes, **active}:
        told = [
            OurFile(
                entity_id=one.entity.entity_id,
                kind=one.kind,
                state=one.state,
                number=one.number,
                day=one.day,
                url=urls.get((one.entity.entity_id, one.kind, one.number), ""),
            )
            for one in notes.get(partner_id, ())
        ]
        named = {(one.entity_id, one.kind, one.number) for one in told if one.state != "unsigned"}
        told += [_in_force(row) for row in active.get(partner_id, ()) if _key(row) not in named]
        found[partner_id] = tuple(told)
    return found


def _key(row: Any) -> tuple[str, str, str]:  # noqa: ANN401  # a row of agreements
    return (str(row.entity_id), str(row.kind), text(row.number))


def _in_force(row: Any) -> OurFile:  # noqa: ANN401  # a row of agreements
    return OurFile(
        entity_id=str(row.entity_id),
        kind=str(row.kind),
        state="active",
        number=text(row.number),
        day=day(row.valid_to),
        url=_url(row.file_url),
    )


def _url(cell: object) -> str:
    """An address without what people or formulas left around it; "" for none or an endless one."""
    written = text(cell).strip()
    return written if len(written) <= _LONGEST_URL else ""
