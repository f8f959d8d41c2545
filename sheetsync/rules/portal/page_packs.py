"""What a partner's pages tell of papers: packs of closing documents, agreements, files of ours.

What is asked for stands in `page_parts`: `AskedDocuments`, as the letter has it.
Free of frames. Source: portal.md 8; 6, last line.
"""

from datetime import date
from typing import Literal

import msgspec

#: "unsigned": it waits for a signature; "expiring" and "expired" end; "active" is in force.
AgreementState = Literal["unsigned", "expiring", "expired", "active"]


class PagePaper(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A closing document that stands in the sheet.

    Attributes:
        kind: a code of DOCUMENT_KIND.
        status: a code of DOCUMENT_STATUS.
        url: of its file as people wrote it: a page looks at it before it links there.
        comment: of a rejected one.
    """

    kind: str
    status: str
    number: str = ""
    dated: date | None = None
    url: str = ""
    comment: str = ""


class PagePack(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The papers of a legal entity's month.

    Attributes:
        state: a code of PACK_STATE.
        deadline: None where nothing is needed.
        lacks: kinds that are still to come, "invoice" among them; the shortest way.
    """

    entity_id: str
    month: str
    state: str
    deadline: date | None = None
    completed_on: date | None = None
    lacks: tuple[str, ...] = ()
    papers: tuple[PagePaper, ...] = ()


class OurFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An agreement with the partner.

    Attributes:
        kind: a code of AGREEMENT_KIND.
        day: valid until, or sent on.
        url: as of a `PagePaper`.
    """

    entity_id: str
    kind: str
    state: AgreementState
    number: str = ""
    day: date | None = None
    url: str = ""
