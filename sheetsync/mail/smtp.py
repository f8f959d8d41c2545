"""Letters by SMTP: our bytes over one connection, every outcome told by phase and reply.

* Until the server has said 354 and `before_dot` has returned, the letter is surely not sent.
* After the dot a reply decides, and no reply is doubt; a letter in doubt is never repeated here.

Source: mail.md 1.4 and 3.1; RFC 1047 on why the doubt cannot be removed.
"""

import contextlib
import re
from collections.abc import Callable, Container
from datetime import datetime, timedelta
from typing import Any, Literal

from sheetsync.config import SmtpConfig
from sheetsync.dates import Clock
from sheetsync.errors import LetterInDoubtError, LetterRefusedError, MailAccountError
from sheetsync.language import Phrase
from sheetsync.language.phrases import as_it_is
from sheetsync.mail.addresses import wire_address
from sheetsync.mail.replies import CLOSING, Reply
from sheetsync.mail.session import SmtpSession, verifying_context

_START_INPUT = 354
_TAKEN = range(200, 300)
#: How long a server may think about a letter before it answers. Source: RFC 5321 4.5.3.2.6.
_PATIENCE_AFTER_DOT_S = 600.0
_LINE_STARTING_WITH_DOT = re.compile(rb"(?m)^\.")


class SmtpDoor:
    """One connection for many letters, renewed in time, at a set pace.

    Args:
        config: its `ca_file` is an absolute path by now.
        clock: for the pace.
        password: of `config.user`; not used without a user.
        patience_s: how long to wait for the answer after the dot.

    Raises:
        ConfigError: a password would travel unencrypted, or the CA file cannot be used.
    """

    outcome: Literal["sent", "drafted"] = "sent"

    def __init__(
        self,
        config: SmtpConfig,
        clock: Clock,
        password: str = "",
        *,
        patience_s: float = _PATIENCE_AFTER_DOT_S,
    ) -> None:
        self._config = config
        self._clock = clock
        self._password = password
        self._patience_s = patience_s
        self._tls = verifying_context(config)
        self._session: SmtpSession | None = None
        self._handed_over = 0
        self._next_at: datetime | None = None
        self._is_doubted = False

    @property
    def place(self) -> str:
        """The server, as ``host:port``."""
        return f"{self._config.host}:{self._config.port}"

    def login(self) -> None:
        """Open the session if it is not open.

        Raises:
            MailAccountError: the server cannot be reached, is not who it should be, or refuses us.
        """
        self._opened()

    def deliver(
        self,
        raw: bytes,
        sender: str,
        recipients: tuple[str, ...],
        before_dot: Callable[[], None],
    ) -> tuple[str, ...]:
        """Hand one letter over; see `MailDoor.deliver`."""
        sender, *addresses = map(wire_address, (sender, *recipients))
        self._keep_pace()
        if self._handed_over >= self._config.letters_per_connection:
            self.close()
        refused = self._agreed(raw, sender, tuple(addresses))
        try:
            before_dot()
        except BaseException:
            self._drop()
            raise
        self._handed_over += 1
        # Until the answer tells otherwise.
        self._is_doubted = True
        self._hand_over(raw)
        self._is_doubted = False
        return refused

    def check(self, sender: str) -> None:
        """Come in, and begin a letter that is not sent; see `MailDoor.check`."""
        sender = wire_address(sender)
        if self._session is not None:
            # A line in use that broke, or that was idle too long, is opened once more.
            with contextlib.suppress(_LineBrokenError, OSError):
                return self._greet(sender)
        try:
            return self._greet(sender)
        except (_LineBrokenError, OSError) as error:
            raise _silent(str(error)) from None

    def close(self) -> None:
        """Say QUIT and hang up."""
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def _opened(self) -> Any:  # noqa: ANN401  # an SMTP object of the standard library, not imported
        if self._session is None:
            self._session = SmtpSession(self._config, self._password, self._tls)
            self._handed_over = 0
            if self._is_doubted:
                self._check_alive(self._session.smtp)
        return self._session.smtp

    def _check_alive(self, smtp: Any) -> None:  # noqa: ANN401  # as above
        """After a letter in doubt: ask for a word before the next one, which may hang as long.

        Raises:
            MailAccountError: the server is silent, or does not say 2xx.
        """
        try:
            reply = Reply.of(*smtp.noop())
        except OSError as error:
            self._drop()
            raise _silent(str(error)) from None
        if not reply.is_taken:
            self._drop()
            raise _silent(str(reply))

    def _agreed(self, raw: bytes, sender: str, addresses: tuple[str, ...]) -> tuple[str, ...]:
        """Come to 354; returns what was said of refused recipients.

        A line in use that broke, or that the server closes for being idle, is opened once more:
        nothing was sent.
        """
        if self._session is not None:
            with contextlib.suppress(_LineBrokenError):
                return self._offered(raw, sender, addresses)
        try:
            return self._offered(raw, sender, addresses)
        except _LineBrokenError as error:
            raise error.verdict from None

    def _offered(self, raw: bytes, sender: str, addresses: tuple[str, ...]) -> tuple[str, ...]:
        smtp = self._opened()
        try:
            return _dialogue(smtp, raw, sender, addresses)
        except LetterRefusedError:
            self._forget_letter(smtp)
            raise
        except MailAccountError:
            self._drop()
            raise
        except OSError as error:
            self._drop()
            verdict = LetterRefusedError(
                Phrase(ru="связь оборвалась: {error}", en="the line broke: {error}"),
                temporary=True,
                error=error,
            )
            raise _LineBrokenError(verdict) from None
        except _LineBrokenError:
            self._drop()
            raise

    def _greet(self, sender: str) -> None:
        """Have the server say that it takes the sender, and forget it again."""
        smtp = self._opened()
        try:
            reply = _in_step(smtp.mail(sender), _TAKEN)
            _in_step(smtp.rset(), _TAKEN)
        except (_LineBrokenError, OSError):
            self._drop()
            raise
        if not reply.is_taken:
            self._drop()
            raise reply.closed_to_us()

    def _hand_over(self, raw: bytes) -> None:
        """Send the bytes and the dot; from here on only a reply tells."""
        smtp = self._opened()
        end = b".\r\n" if raw.endswith(b"\r\n") else b"\r\n.\r\n"
        try:
            smtp.send(_LINE_STARTING_WITH_DOT.sub(b"..", raw) + end)
            smtp.sock.settimeout(self._patience_s)
            reply = _reply(smtp.getreply())
            smtp.sock.settimeout(self._config.timeout_s)
        except _LineBrokenError as error:
            self._is_doubted = False
            self._drop()
            raise error.verdict from None
        except OSError as error:
            self._drop()
            raise LetterInDoubtError(
                Phrase(
                    ru="после передачи письма ответа не было: {error}",
                    en="no answer after the letter was handed over: {error}",
                ),
                error=error,
            ) from None
        self._judge(reply)

    def _judge(self, reply: Reply) -> None:
        """What the answer to the dot means; an answer to something else leaves the doubt."""
        if reply.is_taken:
            return
        if not reply.is_refused:
            self._drop()
            raise LetterInDoubtError(
                Phrase(
                    ru="странный ответ после передачи письма: {reply}",
                    en="an odd answer after the letter was handed over: {reply}",
                ),
                reply=reply,
            )
        self._is_doubted = False
        refusal = reply.refusal()
        if isinstance(refusal, MailAccountError):
            self._drop()
        raise refusal

    def _keep_pace(self) -> None:
        """Wait until the next letter may go, as `letters_per_minute` says."""
        now = self._clock.now()
        if self._next_at is not None and now < self._next_at:
            self._clock.sleep((self._next_at - now).total_seconds())
            now = self._next_at
        self._next_at = now + timedelta(minutes=1) / self._config.letters_per_minute

    def _forget_letter(self, smtp: Any) -> None:  # noqa: ANN401  # as above
        """End the letter under way and keep the session."""
        try:
            smtp.rset()
        except OSError:
            self._drop()

    def _drop(self) -> None:
        """Hang up without a word: the dialogue is in no state to say one."""
        session, self._session = self._session, None
        if session is not None:
            session.drop()


class _LineBrokenError(Exception):
    """The connection ended before the letter was handed over.

    Attributes:
        verdict: what to say if a fresh connection ends so, too.
    """

    def __init__(self, verdict: LetterRefusedError | MailAccountError) -> None:
        super().__init__(verdict.message)
        self.verdict = verdict


def _dialogue(
    smtp: Any,  # noqa: ANN401  # as above
    raw: bytes,
    sender: str,
    addresses: tuple[str, ...],
) -> tuple[str, ...]:
    """MAIL, RCPT for each and DATA, up to 354; returns what was said of refused recipients."""
    _check_size(smtp, len(raw))
    options = [f"size={len(raw)}"] if smtp.has_extn("size") else []
    reply = _in_step(smtp.mail(sender, options), _TAKEN)
    if not reply.is_taken:
        raise reply.refused_sender()
    replies = [_in_step(smtp.rcpt(address), _TAKEN) for address in addresses]
    refused = [reply for reply in replies if not reply.is_taken]
    for reply in refused:
        if reply.is_about_account:
            raise reply.refusal()
    if len(refused) == len(replies):
        prints = [reply.fingerprint for reply in refused]
        raise LetterRefusedError(
            as_it_is("; ".join(dict.fromkeys(map(str, refused)))),
            temporary=any(reply.is_temporary for reply in refused),
            fingerprint=prints[0] if all(prints) else "",
        )
    smtp.putcmd("data")
    reply = _in_step(smtp.getreply(), (_START_INPUT,))
    if reply.code != _START_INPUT:
        raise reply.refusal()
    return tuple(map(str, refused))


def _reply(answer: tuple[int, bytes]) -> Reply:
    """The reply, or an error where the server closes the line or spoke no SMTP (code -1)."""
    code, said = answer
    if code < 0:
        raise ConnectionError(f"not a reply: {said!r}")
    reply = Reply.of(code, said)
    if code == CLOSING:
        raise _LineBrokenError(reply.refusal())
    return reply


def _in_step(answer: tuple[int, bytes], wanted: Container[int]) -> Reply:
    """The reply to a command before the dot, a refusal too.

    An answer to something else tells that the two sides are out of step: whatever comes next might
    be taken for the answer to the dot, and a server that waits for the text would take RSET for a
    line of it. So the line is given up; nothing was sent.
    """
    reply = _reply(answer)
    if reply.code not in wanted and not reply.is_refused:
        raise ConnectionError(f"an odd answer: {reply}")
    return reply


def _silent(said: str) -> MailAccountError:
    return MailAccountError(
        Phrase(
            ru="сервер не ответил на письмо и сейчас молчит: {answer}",
            en="the server left a letter without an answer and does not answer now: {answer}",
        ),
        cure=Phrase(
            ru="запустите ещё раз, когда почтовый сервер заработает: остальные письма ждут",
            en="run again when the mail server is well: the rest is pending",
        ),
        answer=said,
    )


def _check_size(smtp: Any, size: int) -> None:  # noqa: ANN401  # as above
    largest = smtp.esmtp_features.get("size", "")
    if largest.isdigit() and 0 < int(largest) < size:
        raise LetterRefusedError(
            Phrase(
                ru="в письме {size:,} байт, сервер берёт {largest:,}",
                en="the letter has {size:,} bytes, the server takes {largest:,}",
            ),
            temporary=False,
            cure=Phrase(
                ru="вкладывайте меньше (letters.attach_pdf, letters.attach_chart)",
                en="attach less (letters.attach_pdf, letters.attach_chart)",
            ),
            size=size,
            largest=int(largest),
        )
