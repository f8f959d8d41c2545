"""The outbox of one run: letters go in, and what became of them comes out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal

from sheetsync.errors import LetterStateError
from sheetsync.journal.drafts import Draft
from sheetsync.journal.letters import JournaledLetter
from sheetsync.language import Phrase, Sayable
from sheetsync.language.phrases import as_it_is
from sheetsync.letters.letter import Letter, LetterKey
from sheetsync.mail.door import MailDoor
from sheetsync.outbox.drafting import Drafting, Rehearsal
from sheetsync.outbox.log_rows import key_of
from sheetsync.outbox.mailing import Mailing
from sheetsync.outbox.ports import DeliveryMode, LogRow
from sheetsync.outbox.reasons import worded
from sheetsync.outbox.report import Progress, SendReport, Watch
from sheetsync.outbox.sending import Sending
from sheetsync.outbox.sending_context import SendingContext
from sheetsync.tables.catalogue.logs import LETTER_STATE


def _never() -> bool:
    return False


def _unwatched(progress: Progress) -> None:
    """Nobody looks on."""


class Outbox:
    """Sends every letter at most once; what may have been sent is never repeated by itself.

    Whoever uses it holds the host lock.

    Args:
        context: journal, door, Send log and lease, each handed in.

    Source: mail.md 3.3, workbook-and-rules.md 4.6.
    """

    def __init__(self, context: SendingContext) -> None:
        self._context = context

    def send(
        self,
        letters: Iterable[Letter],
        *,
        limit: int | None = None,
        watch: Watch = _unwatched,
        stop: Callable[[], bool] = _never,
    ) -> SendReport:
        """Send, or draft, the letters that no run has settled.

        A door that leads to a folder, or a test recipient, makes drafts: they stop a second draft
        at the same place, never a mail.

        Args:
            letters: taken one by one, so they may be written as they are needed.
            limit: at most so many are tried.
            watch: hears of every letter that was tried.
            stop: asked before every letter; True ends the run after the letter under way.

        Returns:
            Where each letter ended. What stopped the run early is told there, not raised, so that
            the run can report what it did.

        Raises:
            RunActiveError: another machine is sending; nothing was done.
            WorkbookError: the Send log could not be read; nothing was sent.
            JournalError: the journal cannot be used; nothing more is sent.
        """
        context = self._context
        mode: DeliveryMode = Mailing(context) if context.is_mail else Drafting(context)
        return Sending(context, mode, stop, watch).through(self._marked(letters), limit)

    def rehearse(
        self, letters: Iterable[Letter], folder: MailDoor, *, limit: int | None = None
    ) -> SendReport:
        """What `send` would do; the letters go into a folder to look at, and no state changes.

        Raises:
            WorkbookError: the Send log cannot be read.
        """
        sending = Sending(self._context, Rehearsal(self._context, folder), _never, _unwatched)
        report = sending.through(self._marked(letters), limit)
        folder.close()
        return report

    def states(self) -> Mapping[LetterKey, JournaledLetter]:
        """Every letter's state by key, journal and Send log brought together; reads only."""
        return self._context.states()

    def drafts(self) -> tuple[Draft, ...]:
        """Letters that were written to a folder or to a test recipient, from this machine."""
        return self._context.journal.drafts.all()

    def history(self, key: LetterKey) -> tuple[LogRow, ...]:
        """The rows of the Send log about a letter, oldest first, however the tab is sorted."""
        rows = (*self._context.send_log.rows(), *self._context.journal.log_queue.waiting().rows)
        own, wanted = self._context.journal.spreadsheet_id, self._own(key)
        found = [row for row in rows if key_of(row, own) == wanted]
        return tuple(sorted(found, key=lambda row: str(row["at"])))

    def in_doubt(self, period: str) -> tuple[LetterKey, ...]:
        """Keys of the letters of a period that are in doubt, in order; reads only."""
        return tuple(
            key
            for key, letter in sorted(self.states().items())
            if key.period == period and letter.state in {"unknown", "sending"}
        )

    def retry(self, key: LetterKey) -> None:
        """Let a letter that was refused for good, or only drafted, go out once more.

        Raises:
            LetterStateError: it is in another state.
        """
        context, key = self._context, self._own(key)
        with self._taken_over() as states:
            letter = states.get(key)
            if letter is not None and letter.state == "failed":
                context.settle(letter.envelope, "pending", worded("retry", context.lang))
            elif letter is not None or not context.journal.drafts.forget(key):
                raise _wrong_state(key, letter, _REFUSED_OR_DRAFTED)

    def resolve(
        self, keys: LetterKey | Sequence[LetterKey], decision: Literal["sent", "resend"]
    ) -> None:
        """Settle letters in doubt by a person's decision: all of them, or none.

        Args:
            keys: the letter's, or several.
            decision: it was sent after all; or a later run is to send it again, under the same
                Message-ID and Date, by which receivers may tell a double.

        Raises:
            LetterStateError: one of them is not in doubt.
        """
        context = self._context
        asked = [keys] if isinstance(keys, LetterKey) else keys
        with self._taken_over() as states:
            letters = []
            for key in dict.fromkeys(map(self._own, asked)):
                letter = states.get(key)
                if letter is None or letter.state != "unknown":
                    raise _wrong_state(key, letter, _state_words("unknown"))
                letters.append(letter)
            for letter in letters:
                if decision == "sent":
                    context.settle(letter.envelope, "sent", worded("by_hand", context.lang))
                else:
                    context.settle(letter.envelope, "pending", worded("resend", context.lang))

    def _own(self, key: LetterKey) -> LetterKey:
        """The key as it is kept: with a mark, also where a person wrote an address."""
        return key.marked(self._context.journal.spreadsheet_id)

    def _marked(self, letters: Iterable[Letter]) -> Iterable[Letter]:
        """The letters under the keys that are kept, one by one where they come so."""
        marked = (replace(letter, key=self._own(letter.key)) for letter in letters)
        return list(marked) if isinstance(letters, Sized) else marked

    @contextmanager
    def _taken_over(self) -> Iterator[Mapping[LetterKey, JournaledLetter]]:
        """The states, with the lease held; the Send log hears of what was decided."""
        self._context.take_over()
        try:
            yield self._context.journal.letters.states()
            self._context.flush()
        finally:
            self._context.lease.release()


def _state_words(code: str) -> Sayable:
    """A state as the tabs call it; in English by its code, which ``--state`` takes."""
    choice = next((choice for choice in LETTER_STATE if choice.code == code), None)
    return Phrase(ru=choice.ru, en=code) if choice else as_it_is(code)


def _wrong_state(
    key: LetterKey, letter: JournaledLetter | None, wanted: Sayable
) -> LetterStateError:
    return LetterStateError(
        _OTHER_STATE if letter else _NEVER_MAILED,
        cure=Phrase(
            ru="состояние каждого письма показывает sheetsync outbox list",
            en="sheetsync outbox list shows every letter's state",
        ),
        key=key,
        state=_state_words(letter.state) if letter else "",
        wanted=wanted,
    )


_REFUSED_OR_DRAFTED = Phrase(ru="не отправлено или в папке", en="failed or drafted")
_OTHER_STATE = Phrase(
    ru="{key}: состояние «{state}», а не «{wanted}»", en="{key} is {state}, not {wanted}"
)
_NEVER_MAILED = Phrase(
    ru="{key}: такого письма не отправляли, «{wanted}» не подходит",
    en="{key} was never mailed, not {wanted}",
)
