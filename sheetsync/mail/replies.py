"""What a mail server's reply means for the letter, and for those after it."""

from dataclasses import dataclass

from sheetsync.errors import LetterRefusedError, MailAccountError
from sheetsync.language import Phrase
from sheetsync.language.phrases import as_it_is
from sheetsync.mail.addresses import without_addresses
from sheetsync.mail.blame import WAIT, blamed, cure_of, fingerprint

#: The server closes the line. Source: RFC 5321 4.2.3.
CLOSING = 421
#: It wants no more from this account now, or does not believe who we are.
#: Source: RFC 4954 6; mail.md 3.3.
_ACCOUNT_CODES = frozenset({CLOSING, 454, 530, 534, 535, 538})
#: The letter itself is too large, said in answer to MAIL. Source: RFC 1870 6.
_TOO_LARGE_CODES = frozenset({523, 552})
_LOGIN_CODES = frozenset({530, 534, 535, 538})
#: The first digit of a reply. Source: RFC 5321 4.2.1.
_TAKEN, _FOR_NOW, _FOR_GOOD = 2, 4, 5
_LONGEST_SHOWN = 300
_REFUSES_SENDER = Phrase(
    ru="сервер не принимает отправителя: {reply}", en="the server refuses the sender: {reply}"
)
_TAKES_NONE = Phrase(
    ru="сервер сейчас не берёт писем: {reply}", en="the server takes no letters now: {reply}"
)
_CHECK_LOGIN = Phrase(
    ru="проверьте mail.smtp.user и пароль; Google нужен пароль приложения",
    en="check mail.smtp.user and its password; Google wants an app password",
)


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply: ``550`` and what the server says with it."""

    code: int
    said: str

    @classmethod
    def of(cls, code: int, said: bytes) -> "Reply":
        """A reply as the session returns it, on one line, addresses masked."""
        text = " ".join(said.decode("utf-8", "replace").split())
        return cls(code, without_addresses(text)[:_LONGEST_SHOWN])

    def __str__(self) -> str:
        return f"{self.code} {self.said}".strip()

    @property
    def is_taken(self) -> bool:
        """2xx, whatever the other digits: some servers say 200 or 280."""
        return self.code // 100 == _TAKEN

    @property
    def is_refused(self) -> bool:
        """4xx or 5xx."""
        return self.code // 100 in {_FOR_NOW, _FOR_GOOD}

    @property
    def is_temporary(self) -> bool:
        """4xx: the same may be taken another time."""
        return self.code // 100 == _FOR_NOW

    @property
    def is_about_account(self) -> bool:
        """The next letter would fare no better."""
        return self.code in _ACCOUNT_CODES or blamed(self.said) == "account"

    @property
    def fingerprint(self) -> str:
        """What tells the same refusal again, "" when it is for now or names the address."""
        if self.is_temporary or blamed(self.said) == "address":
            return ""
        return fingerprint(self.code, self.said)

    def refused_sender(self) -> LetterRefusedError | MailAccountError:
        """Said in answer to MAIL: a sender that is refused for good is refused for all letters."""
        if self.is_temporary or self.code in _TOO_LARGE_CODES:
            return self.refusal()
        return account_error(_REFUSES_SENDER, self)

    def closed_to_us(self) -> MailAccountError:
        """Said in answer to MAIL without a letter: none would be taken now."""
        return account_error(_REFUSES_SENDER, self)

    def refusal(self) -> LetterRefusedError | MailAccountError:
        """Said of one letter, or of the account."""
        if self.is_about_account:
            return account_error(_TAKES_NONE, self)
        return LetterRefusedError(
            as_it_is(str(self)), temporary=self.is_temporary, fingerprint=self.fingerprint
        )


def account_error(message: Phrase, reply: Reply, **facts: object) -> MailAccountError:
    """What stops the run, with the cure that fits the reply.

    Args:
        message: what happened, with a place for the ``reply``.
        reply: what the server says.
        facts: for further places.
    """
    if reply.code in _LOGIN_CODES:
        cure = _CHECK_LOGIN
    else:
        cure = WAIT if reply.is_temporary else cure_of(reply.said)
    return MailAccountError(message, cure=cure, reply=reply, **facts)
