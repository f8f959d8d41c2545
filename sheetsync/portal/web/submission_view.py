"""What the account shows of what was sent: the list, and each thing with all that became of it.

Source: portal.md 8, `GET /sent`, `/sent/S-1042`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sheetsync.portal.store.own import own_submission
from sheetsync.portal.web.account_form import AccountForm
from sheetsync.portal.web.account_gate import page_url
from sheetsync.portal.web.link_gate import HOLDER
from sheetsync.portal.web.paging import Piece, piece_of
from sheetsync.portal.web.places import place_words, submission_url
from sheetsync.portal.web.portal_web import PortalWeb
from sheetsync.portal.web.readers import AccountReader, queried
from sheetsync.portal.web.requisites_view import changes_shown
from sheetsync.portal.web.saying import moment_words, size_words
from sheetsync.portal.web.sent_view import SentLine, sent_lines
from sheetsync.portal.web.texts import phrase
from sheetsync.portal.web.upload_view import ShownProblem, Told
from sheetsync.rules.portal.sent_states import SentBefore
from sheetsync.rules.portal.submissions import Event, FileFacts, StoredSubmission
from sheetsync.tables.wanted_requisites import wanted_of

#: What partners read of the history; what a scanner did is in the state.
_TOLD = frozenset(
    {
        "received",
        "withdrawn",
        "replaced",
        "asked",
        "answered",
        "accepted",
        "rejected",
        "reopened",
        "infected",
    }
)
#: What the partner's own people do.
_BY_PARTNER = frozenset({"received", "withdrawn", "answered"})


@dataclass(frozen=True, slots=True)
class SentPage:
    """The list of what was sent.

    Attributes:
        before, after: addresses of the neighbouring pieces; "" for none.
    """

    sent: tuple[SentLine, ...]
    piece: Piece[SentBefore]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something that became of a submission.

    Attributes:
        who: of the partner's people; "" for ours.
        text: what was asked, answered or given as the reason.
    """

    when: str
    words: str
    who: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that can be had."""

    address: str
    words: str


@dataclass(frozen=True)
class SubmissionPage:
    """All that the page of a submission shows.

    Attributes:
        visit: the form that replaces it.
        place: its legal entity and month.
        comment: what the partner wrote beside it.
        changes: of requisites: what is asked for, by the names of the fields.
        answer_to, answer_text: an answer that has to be mended, as in the form's page.
    """

    visit: AccountForm
    line: SentLine
    place: str
    comment: str
    files: tuple[Download, ...]
    steps: tuple[Step, ...]
    may_send: bool
    changes: tuple[tuple[str, str], ...] = ()
    told: Told | None = None
    problems: tuple[ShownProblem, ...] = ()
    warnings: tuple[str, ...] = ()
    answer_to: str = ""
    answer_text: str = ""

    def problem_at(self, field: str) -> str:
        """What is wrong with a field; "" for nothing."""
        return " ".join(one.words for one in self.problems if one.field == field)


def sent_page(visit: AccountReader, sent: Sequence[SentBefore]) -> SentPage:
    """The list, the newest first."""
    piece = piece_of(sent)
    address = page_url("show_sent")
    return SentPage(
        sent=sent_lines(visit, piece.rows, submission_url),
        piece=piece,
        before=queried(address, **{"from": piece.before}) if piece.before else "",
        after=queried(address, **{"from": piece.after}) if piece.after else "",
    )


def submission_page(
    web: PortalWeb, form: AccountForm, one: SentBefore, told: Told | None = None
) -> SubmissionPage:
    """The page of a submission.

    Args:
        web: the portal.
        form: that replaces it.
        one: the submission.
        told: what was just done.

    Raises:
        DatabaseError: the store cannot be read.
    """
    stored = own_submission(web.store, form.seat, one.no)
    (line,) = sent_lines(form, [one])
    wanted = wanted_of(stored.submission.text) if stored and one.kind == "requisites" else None
    wrote = stored.submission.text if stored else ""
    return SubmissionPage(
        visit=form,
        line=line,
        place=place_words(form.visit, one.entity_id, one.month),
        comment=wanted.comment if wanted else wrote,
        changes=changes_shown(wanted, form.lang) if wanted else (),
        files=tuple(_download(one.no, file, form) for file in one.files),
        steps=tuple(_steps(form, stored)) if stored else (),
        may_send=form.visit.may_send,
        told=told,
    )


def _download(no: str, file: FileFacts, form: AccountForm) -> Download:
    size = size_words(file.size, form.lang)
    words = phrase("download").said(form.lang, name=file.name_shown, size=size)
    address = f"{page_url('give_file', no=no)}?file={file.sha256}" if file.scan == "clean" else ""
    return Download(address, words)


def _steps(form: AccountForm, stored: StoredSubmission) -> Iterator[Step]:
    lang = form.lang
    for event in stored.events:
        if event.kind in _TOLD:
            yield Step(
                when=moment_words(event.at, form.zone, lang),
                words=_step_words(event, form, stored),
                who=_who(event, form),
                text=event.other_no or event.text,
            )


def _step_words(event: Event, form: AccountForm, stored: StoredSubmission) -> str:
    """What happened; a question is answered, whichever way it was closed."""
    is_answer = stored.submission.kind == "question" and event.kind in {"accepted", "rejected"}
    name = "step_we_answered" if is_answer else f"step_{event.kind}"
    return phrase(name).said(form.lang)


def _who(event: Event, form: AccountForm) -> str:
    if event.kind not in _BY_PARTNER:
        return ""
    return phrase("by_link").said(form.lang) if event.by == HOLDER else event.by
