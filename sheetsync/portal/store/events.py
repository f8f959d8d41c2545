"""Events as they are made, and what a log must hold so that the store can be made again of it."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

import msgspec

from sheetsync.rules.portal.submissions import (
    Event,
    EventKind,
    FileFacts,
    StoredSubmission,
    Submission,
)

_ID_BYTES = 16


class _Facts(msgspec.Struct, frozen=True, omit_defaults=True):
    submission: Submission
    files: tuple[FileFacts, ...] = ()


def new_event(  # noqa: PLR0913  # whose event it is, and what makes it itself
    no: str, kind: EventKind, at: datetime, by: str, *, once: str = "", other_no: str = ""
) -> Event:
    """An event of a submission.

    Args:
        no: of the submission.
        kind: what happened.
        at: an aware moment.
        by: who did it.
        once: of the form that asked for it: the same form makes the same row again.
        other_no: of "replaced".
    """
    row_id = secrets.token_hex(_ID_BYTES)
    if once:
        name = f"{no}\0{kind}\0{once}".encode()
        row_id = hashlib.blake2b(name, digest_size=_ID_BYTES).hexdigest()
    return Event(row_id=row_id, submission_no=no, kind=kind, at=at, by=by, other_no=other_no)


#: Made before any thread asks; see `portal.store.pages`.
_DECODER = msgspec.json.Decoder(_Facts)


def received_facts(submission: Submission, files: Sequence[FileFacts]) -> str:
    """What the log keeps of a submission in `Event.facts`: all that `recovered` needs, JSON.

    What makes its form unique is left out: the log is read by many.
    """
    bare = msgspec.structs.replace(submission, once="")
    return msgspec.json.encode(_Facts(bare, tuple(files))).decode()


def recovered(facts: str) -> StoredSubmission | None:
    """The submission and files that `received_facts` kept; None for what is no such text."""
    try:
        found = _DECODER.decode(facts)
    except msgspec.MsgspecError:
        return None
    return StoredSubmission(submission=found.submission, files=found.files)
