"""The journal and the Send log brought together: the more cautious of the two is believed.

Source: mail.md 3.3, steps 3 and 4.
"""

from collections.abc import Iterator, Mapping

from sheetsync.journal.letters import JournaledLetter
from sheetsync.letters.letter import LetterKey
from sheetsync.outbox.log_rows import Logged
from sheetsync.outbox.reasons import tells


def adoptions(
    journaled: Mapping[LetterKey, JournaledLetter],
    logged: Mapping[LetterKey, Logged],
    elsewhere: str,
) -> Iterator[JournaledLetter]:
    """What the journal must take over from the Send log.

    Args:
        journaled: this machine's journal, nothing in ``sending``.
        logged: as `latest` returns it.
        elsewhere: the reason given for a letter that another run reserved, or this machine's before
            its disk was lost; its end is not known here, so it may have been sent.
    """
    for key, row in logged.items():
        own = journaled.get(key)
        if _is_news(row, own):
            yield _adopted(row, elsewhere)


def _is_news(row: Logged, own: JournaledLetter | None) -> bool:
    if own is None:
        return True
    if row.state in {"sent", "skipped"}:
        return own.state != "sent"
    if own.state in {"sent", "unknown"}:
        return False
    # Of its own reservation the journal knows better: it is written first.
    return own.envelope.run_id != row.envelope.run_id


def _adopted(row: Logged, elsewhere: str) -> JournaledLetter:
    if row.state in {"sent", "skipped"}:
        # A letter that a person skipped is done with, like one that went.
        return JournaledLetter(row.envelope, "sent", row.reason, handed_over_at=row.handed_over_at)
    if row.state == "failed":
        return JournaledLetter(row.envelope, "failed", row.reason, row.is_temporary)
    if row.state == "pending":
        return JournaledLetter(row.envelope, "pending", row.reason, row.is_temporary)
    # Of a letter that was only reserved nobody knows whether a server ever saw it.
    was_only_reserved = tells(row.reason, "elsewhere")
    return JournaledLetter(
        row.envelope,
        "unknown",
        row.reason or elsewhere,
        handed_over_at=None if was_only_reserved else row.handed_over_at,
    )
