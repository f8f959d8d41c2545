"""From a form that was sent to a submission, or to what has to be mended first.

Files go into the vault before anything else is decided, so that a form which comes back need not
bring them again. Source: portal.md 6 (order), 7.3 (`once`), 8 (warnings).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from flask import request
from werkzeug.datastructures import FileStorage

from sheetsync.errors import FileRefusedError, NoRoomError, SendingRefusedError
from sheetsync.language import Lang
from sheetsync.language.days import day, month, month_year
from sheetsync.language.money import money
from sheetsync.language.phrases import Sentence
from sheetsync.portal.partner_texts import shown_name
from sheetsync.portal.store.own import own_submissions
from sheetsync.portal.store.sending import Sent, files_left, receive, withdraw
from sheetsync.portal.web.kept_files import kept_files
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.readers import FormVisit
from sheetsync.portal.web.refusals import PageRefusal
from sheetsync.portal.web.saying import dated_words
from sheetsync.portal.web.texts import phrase
from sheetsync.portal.web.texts.problems import PHRASES as PROBLEMS
from sheetsync.portal.web.upload_form import Problem, Typed, draft_of
from sheetsync.portal.web.upload_view import (
    currency_of,
    new_once,
    sent_by,
    today_of,
    what_was_sent,
)
from sheetsync.rules.portal.checks import SendingFinding, sending_findings
from sheetsync.rules.portal.sent_states import SentBefore, sent_before
from sheetsync.rules.portal.submissions import FileFacts, Submission

_RETRY_S = 600


@dataclass(frozen=True)
class Refused:
    """A form that has to be looked at once more; nothing was sent.

    Attributes:
        typed: its fields, kept.
        files: that came with it, kept.
        problems: what is wrong.
        warnings: what looks odd; `codes` what the tick would be for.
    """

    typed: Typed
    files: Sequence[FileFacts]
    problems: Sequence[Problem] = ()
    warnings: Sequence[Sentence] = ()
    codes: frozenset[str] = frozenset()


def take(web: PortalWeb, visit: FormVisit, typed: Typed) -> Sent | Refused:
    """Take what the request holds.

    Raises:
        PageRefusal: 507, the disk is full.
        DatabaseError: it could not be kept.
    """
    typed = typed if typed.once else replace(typed, once=new_once())
    stored = own_submissions(web.store, visit.seat)
    is_repeat = any(one.submission.once == typed.once for one in stored)
    draft, problems = draft_of(typed, _blank(visit, typed), currency_of(visit), visit.lang)
    files, file_problems = _files(web, visit, is_repeat=is_repeat)
    problems += file_problems
    # A form that was sent before is answered as it was then; it is not odd beside itself.
    if problems or is_repeat:
        return (
            Refused(typed, files, problems)
            if problems
            else _received(web, visit, typed, draft, files)
        )
    sent = sent_before(stored, visit.page.submissions)
    findings = _findings(visit, draft, sent, typed)
    refusals = [_refusal(one, visit.lang) for one in findings if one.refuses]
    warnings = [one for one in findings if not one.refuses]
    codes = frozenset(one.code for one in warnings)
    if refusals or (codes and not (typed.ticked and codes <= typed.accepted)):
        if codes and not refusals and codes <= typed.accepted:
            refusals = [Problem("accept", phrase("tick_missing").given())]
        words = [_warning(one, visit, draft) for one in warnings]
        return Refused(replace(typed, ticked=False), files, refusals, words, codes)
    return _received(web, visit, typed, draft, files)


def _blank(visit: FormVisit, typed: Typed) -> Submission:
    return Submission(
        no="",
        partner_id=visit.seat.partner_id,
        entity_id=visit.entity_id,
        month=visit.month,
        kind="invoice",
        opened_at=visit.now,
        once=typed.once,
    )


def _findings(
    visit: FormVisit, draft: Submission, sent: Sequence[SentBefore], typed: Typed
) -> list[SendingFinding]:
    """What is odd; a form that was sent before is not warned of itself, nor of what it replaces."""
    found = sending_findings(draft, visit.page, sent, today_of(visit))
    return [one for one in found if one.code != "replaces" or one.other != typed.replaces]


def _received(
    web: PortalWeb, visit: FormVisit, typed: Typed, draft: Submission, files: Sequence[FileFacts]
) -> Sent | Refused:
    try:
        sent = receive(web.store, visit.seat, draft, files, visit.now, web.limits)
    except NoRoomError as error:
        raise PageRefusal(507, "no_room", lang=visit.lang, contact=visit.page.contact) from error
    except SendingRefusedError as error:
        return not_received(web, typed, files, error)
    _take_back(web, visit, typed, sent)
    return sent


def not_received(
    web: PortalWeb, typed: Typed, files: Sequence[FileFacts], error: SendingRefusedError
) -> Refused:
    """What the store refuses of a form that looked right; two forms at once may do that.

    Args:
        web: the portal.
        typed: the form's fields.
        files: that came with it.
        error: why.
    """
    if error.code == "form_used":
        # The page was shown again by the browser and sent something else: nothing is lost of it.
        problem = Problem("form", phrase("once_used").given(number=error.no))
        return Refused(replace(typed, once=new_once()), files, [problem])
    if error.code == "duplicate_number":
        words = phrase("number_taken").given(other=error.no, dated="")
        return Refused(typed, files, [Problem("number", words)])
    if error.code == "too_many_files":
        words = phrase("too_many_files").given(count=web.limits.files_per_month)
        return Refused(typed, files, [Problem("file", words)])
    if error.code == "too_many_at_once":
        words = phrase("files_many").given(count=web.limits.files_at_once)
        return Refused(typed, files, [Problem("file", words)])
    # Whoever sees the form may send, and only for themselves: this is a fault of ours.
    raise error


def _take_back(web: PortalWeb, visit: FormVisit, typed: Typed, sent: Sent) -> None:
    """Take what was to be replaced back, where its other number kept it standing."""
    if not typed.replaces or typed.replaces in {sent.no, sent.replaced_no} or sent.is_repeat:
        return
    before = what_was_sent(sent_by(web, visit), typed.replaces)
    if before is None or not before.is_open:
        return
    try:
        withdraw(web.store, visit.seat, before.no, visit.now, typed.once)
    except SendingRefusedError as error:
        # Somebody decided on it this moment: then it stands, and the list says so.
        if error.code != "wrong_state":
            raise


def _files(
    web: PortalWeb, visit: FormVisit, *, is_repeat: bool
) -> tuple[list[FileFacts], list[Problem]]:
    """The files of a form, those that came before with those that come now."""
    kept, whole = kept_files(web, visit, request.form.getlist("kept"))
    files, problems = list(kept), [] if whole else [_problem("kept_gone")]
    given = [one for one in request.files.getlist("file") if one.filename]
    most = web.limits.files_at_once
    if len(files) + len(given) > most:
        return files[:most], [*problems, _problem("files_many", count=most)]
    left = files_left(web.store, visit.seat, visit.month, web.limits)
    if not is_repeat and left < len(given):
        return files, [*problems, _problem("too_many_files", count=web.limits.files_per_month)]
    for one in given:
        stored = _stored(web, visit, one)
        if isinstance(stored, Problem):
            problems.append(stored)
        elif all(stored.sha256 != other.sha256 for other in files):
            files.append(stored)
    if not files and not problems:
        problems.append(_problem("file_missing"))
    return files, problems


def _stored(web: PortalWeb, visit: FormVisit, given: FileStorage) -> FileFacts | Problem:
    name = given.filename or ""
    stream = cast("BinaryIO", given.stream)
    try:
        return web.vault.store(stream, visit.seat.partner_id, visit.month, name, web.limits)
    except FileRefusedError as error:
        return _file_problem(error.code, name, web.config.max_file_mb)
    except NoRoomError as error:
        raise PageRefusal(
            507, "no_room", lang=visit.lang, contact=visit.page.contact, retry_after_s=_RETRY_S
        ) from error


def _file_problem(code: str, name: str, size_mb: int) -> Problem:
    shown = shown_name(name)
    if name.lower().endswith((".heic", ".heif")):
        code = "heic"
    known = f"file_{code}"
    return _problem(known if known in PROBLEMS else "file_refused", name=shown, size=size_mb)


def _problem(name: str, /, **facts: object) -> Problem:
    return Problem("file", phrase(name).given(**facts))


def _refusal(found: SendingFinding, lang: Lang) -> Problem:
    """What cannot be sent at all; entity and month are told before, on the page itself."""
    if found.code == "duplicate_number":
        dated = dated_words(found.dated, lang)
        return Problem("number", phrase("number_taken").given(other=found.other, dated=dated))
    name = "entity_gone" if found.code == "entity_not_yours" else "future_month"
    return Problem("form", phrase(name).given(day=""))


def _warning(found: SendingFinding, visit: FormVisit, draft: Submission) -> Sentence:
    lang = visit.lang
    of_month = month(visit.month, lang)
    if found.code == "amount_differs":
        expected = money(found.expected_minor or 0, found.currency, lang)
        amount = money(draft.amount_minor or 0, draft.currency, lang)
        return phrase("amount_differs").given(amount=amount, expected=expected)
    if found.code == "date_off_month":
        dated = day(found.dated, lang) if found.dated else ""
        return phrase("date_off_month").given(day=dated, month=month_year(visit.month, lang))
    if found.code == "not_asked":
        name = "not_asked_invoice" if visit.kind == "invoice" else "not_asked_document"
        return phrase(name).given(month=of_month)
    return phrase(found.code).given(other=found.other, dated=dated_words(found.dated, lang))
