"""What a partner's pages tell of jobs: what was promised, what came, what went wrong.

Free of frames. Source: portal.md 8.
"""

from datetime import date
from typing import Literal

import msgspec

#: What of a job costs points of the rating. "unanswered": not answered within the group's hours.
JobFault = Literal["late", "undelivered", "defective", "cancelled", "unanswered"]


class PageJob(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A job of the partner.

    Attributes:
        month: it was done in; of one that was not, it is due in, else it was handed over in.
        status: a code of JOB_STATUS.
        client: as our people wrote it; "" for none.
        due_on, done_on: what was promised, what came.
        days_late: days after the due date and the group's grace.
        payout_minor: what the partner earns; None where nobody knows.
        score: of the client, on Settings' scale; None without one.
        faults: in the order of the words on the page.
    """

    job_id: str
    month: str
    status: str
    entity_id: str = ""
    client: str = ""
    due_on: date | None = None
    done_on: date | None = None
    days_late: int = 0
    payout_minor: int | None = None
    currency: str = ""
    defects: int = 0
    score: float | None = None
    faults: tuple[JobFault, ...] = ()
