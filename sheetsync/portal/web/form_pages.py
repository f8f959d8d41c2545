"""What forms say, behind a letter's link and in the account: as they open, come back, are done.

Source: portal.md 6, 7.3, 8.
"""

from collections.abc import Sequence
from dataclasses import replace

from flask import request

from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.readers import FormVisit, Reader
from sheetsync.portal.web.receiving import Refused
from sheetsync.portal.web.saying import moment_words, paper_words, within_words
from sheetsync.portal.web.texts import phrase
from sheetsync.portal.web.upload_form import once_in
from sheetsync.portal.web.upload_view import (
    ShownProblem,
    Told,
    UploadPage,
    replacing,
    upload_page,
    what_was_sent,
    with_kept,
)
from sheetsync.rules.portal.sent_states import SentBefore

#: What was done, as the address of the page behind it says it.
_DONE = ("sent", "again", "withdrawn", "answered")
NOT_TAKEN = 422


def opened_form(web: PortalWeb, visit: FormVisit, sent: Sequence[SentBefore]) -> UploadPage:
    """The form as it opens; filled with what is to be replaced where the address names that."""
    shown = upload_page(web, visit, sent)
    no = request.args.get("replace", "")
    if no:
        shown = replace(shown, typed=replacing(shown.typed, sent, no, visit.lang))
    return shown


def refused_form(
    web: PortalWeb, visit: FormVisit, sent: Sequence[SentBefore], outcome: Refused
) -> UploadPage:
    """The form with what has to be mended, nothing of it lost."""
    shown = upload_page(web, visit, sent, outcome.typed)
    return replace(
        with_kept(web, shown, outcome.files),
        problems=tuple(
            ShownProblem(one.field, one.words.said(visit.lang)) for one in outcome.problems
        ),
        warnings=tuple(words.said(visit.lang) for words in outcome.warnings),
        codes=" ".join(sorted(outcome.codes)),
    )


def once_of_form() -> str:
    """What makes the form that was sent unique; "" for what no form of ours holds."""
    return once_in(request.form)


def told(reader: Reader, sent: Sequence[SentBefore]) -> Told | None:
    """What was just done, as far as it is so: the address alone proves nothing."""
    args = request.args
    for done in _DONE if args else ():
        no = args.get(done, "")
        if no:
            return _told_of(reader, sent, done, no)
    return None


def _told_of(reader: Reader, sent: Sequence[SentBefore], done: str, no: str) -> Told | None:
    lang = reader.lang
    one = what_was_sent(sent, no)
    if one is None or (done == "withdrawn") != (one.state == "withdrawn"):
        return None
    if done in {"withdrawn", "answered"}:
        return Told(phrase(f"{done}_title").said(lang, number=no))
    again = "_again" if done == "again" else ""
    facts = {
        "what": paper_words(one, lang),
        "when": moment_words(one.received_at, reader.zone, lang),
        "days": within_words(reader.page.answer_days, lang),
    }
    lines = [phrase(f"received{again}").said(lang, **facts)]
    older = [other.no for other in sent if other.state == "replaced" and other.text == no]
    if older:
        lines.append(phrase("received_instead").said(lang, number=older[0]))
    lines.append(phrase("keep_number").said(lang))
    return Told(phrase(f"received{again}_title").said(lang, number=no), tuple(lines))
