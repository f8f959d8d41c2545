"""What a partner sent before, beside what is sent now: the same files, or the same paper.

Source: portal.md 5.4 and 6; amendments.md 2, number normalisation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sheetsync.errors import SendingRefusedError
from sheetsync.language import Phrase
from sheetsync.rules.portal.submissions import (
    FileFacts,
    StoredSubmission,
    Submission,
    SubmissionState,
    agrees,
)
from sheetsync.tables.document_numbers import number_key


@dataclass(frozen=True, slots=True)
class Earlier:
    """A submission of before, in its state of now."""

    stored: StoredSubmission
    state: SubmissionState


def same_files(
    standing: Sequence[Earlier], draft: Submission, files: Sequence[FileFacts]
) -> Submission | None:
    """The submission that holds all these files already, for the same kind of paper.

    One paper may be invoice and act at once: what it is sent as tells two sendings apart, number
    and day do not, because a corrected number makes no second paper of it.
    """
    wanted = {file.sha256 for file in files}
    if not wanted:
        return None
    for one in reversed(standing):
        sent, held = one.stored.submission, {file.sha256 for file in one.stored.files}
        if (sent.kind, sent.doc_kind) == (draft.kind, draft.doc_kind) and wanted <= held:
            return sent
    return None


def is_same_paper(older: Submission, newer: Submission) -> bool:
    """Whether two submissions are of one invoice or document, so that the newer one replaces.

    Of a legal entity's requisites the latest wish counts.

    Invoices of other months are one paper only where the day agrees, and numbers that are equal
    only once words and days are folded only where day or amount does: sole traders number «1»
    every month, for the same fee perhaps, and none of those stands instead of another.
    """
    if newer.kind == "question" or _paper(older) != _paper(newer):
        return False
    return newer.kind == "requisites" or _is_one_number(older, newer)


def _is_one_number(older: Submission, newer: Submission) -> bool:
    if newer.kind == "document" and older.month != newer.month:
        return False
    if not newer.number_key:
        return newer.kind == "document" and _is_same_day(older, newer)
    if _year(older) != _year(newer):
        return False
    if older.month != newer.month:
        return _is_same_day(older, newer)
    is_same_number = number_key(older.number) == number_key(newer.number)
    return is_same_number or is_surely_same(older, newer)


def is_surely_same(older: Submission, newer: Submission) -> bool:
    """Whether the day or the amount of two submissions is the same."""
    return agrees((older.doc_date, older.amount_minor), (newer.doc_date, newer.amount_minor))


def accepted_refusal(older: Submission) -> SendingRefusedError:
    """Why a second sending of an accepted invoice or document is refused."""
    return SendingRefusedError(
        Phrase(
            ru="Номер {number} уже принят: {no}", en="Number {number} was accepted already: {no}"
        ),
        code="duplicate_number",
        no=older.no,
        number=older.number or older.no,
        cure=Phrase(
            ru="если это другой документ, напишите нам", en="if it is another paper, write to us"
        ),
    )


def _paper(one: Submission) -> tuple[str, ...]:
    return (one.partner_id, one.entity_id, one.kind, one.doc_kind, one.number_key)


def _is_same_day(older: Submission, newer: Submission) -> bool:
    return older.doc_date is not None and older.doc_date == newer.doc_date


def _year(one: Submission) -> str:
    return f"{one.doc_date:%Y}" if one.doc_date else one.month[:4]
