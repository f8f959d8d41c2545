"""What a mail server's reply means for the letter, and for those after it."""

from dataclasses import dataclass

from sheetsync.errors import LetterRefusedError, MailAccountError
from sheetsync.mail.addresses import without_addresses
from sheetsync.mail.blame import blamed, cure_of, fingerprint

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
        return account_error(f"the server refuses the sender: {self}", self)

    def refusal(self) -> LetterRefusedError | MailAccountError:
        """Said of one letter, or of the account."""
        if self.is_about_account:
            return account_error(f"the server takes no letters now: {self}", self)
        return LetterRefusedError(
            str(self), temporary=self.is_temporary, fingerprint=self.fingerprint
        )


def account_error(message: str, reply: Reply) -> MailAccountError:
    """What stops the run, with the cure that fits the reply."""
    if reply.code in _LOGIN_CODES:
        cure = "check mail.smtp.user and its password; Google wants an app password"
    elif reply.is_temporary:
        cure = "wait, then run again: the rest is pending; mail.smtp.letters_per_day may be lower"
    else:
        cure = cure_of(reply.said)
    return MailAccountError(message, cure=cure)
