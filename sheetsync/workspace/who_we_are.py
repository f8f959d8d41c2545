"""Who writes: what a letter to outsiders must say of us before one is mailed.

Without a company a letter is signed by nobody, from an example's address it bounces or is taken
for fraud, and without anybody to answer to "reply to this letter" is a lie.
Source: amendments.md 3.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sheetsync.config import Config
from sheetsync.config.structs import MailConfig
from sheetsync.errors import ConfigError
from sheetsync.language import Lang, Phrase, Several
from sheetsync.mail.addresses import parsed_mailbox
from sheetsync.tables.settings.keys import Curator, Settings

#: Domains that our own documentation and everybody else's write examples with.
_EXAMPLES = ("company.example", "example.com", "example.net", "example.org", "example.ru")
#: Names that no mail ever reaches (RFC 2606); good for trials against a server of one's own.
_RESERVED = (".example", ".test", ".invalid", ".localhost")
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_NAMED = 3


class Answerable(Protocol):
    """A partner who gets letters, and who hears an answer to them."""

    @property
    def partner_id(self) -> str: ...  # noqa: D102
    @property
    def reply_to(self) -> str: ...  # noqa: D102
    @property
    def curator(self) -> Curator: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that letters to outsiders need and that is not there.

    Attributes:
        what: is missing, and where it belongs.
        cure: what to do.
        facts: of the phrase.
    """

    what: Phrase
    cure: Phrase
    facts: Mapping[str, str] = field(default_factory=dict)

    def said(self, lang: Lang) -> str:
        """What is missing, in a language."""
        return self.what.said(lang, **self.facts)


def lacks(config: Config, settings: Settings, partners: Sequence[Answerable]) -> tuple[Lack, ...]:
    """What is missing before letters to these partners can be mailed.

    Raises:
        ConfigError: mail.sender is no mailbox.
    """
    found = []
    if not settings.company.strip():
        found.append(
            Lack(
                Phrase(
                    ru="Настройки: пустой ключ company, в письмах не сказано, кто пишет",
                    en="Settings: company is blank, so letters do not say who writes",
                ),
                Phrase(
                    ru="впишите название компании в строку company вкладки «Настройки»",
                    en="write your company's name at the key company in the tab Settings",
                ),
            )
        )
    if is_example(config.mail):
        found.append(
            Lack(
                Phrase(
                    ru="mail.sender — это пример: {sender}",
                    en="mail.sender is an example: {sender}",
                ),
                Phrase(
                    ru="впишите свой адрес в config.yaml: mail.sender",
                    en="write your own address as mail.sender in config.yaml",
                ),
                {"sender": config.mail.sender},
            )
        )
    mute = [one.partner_id for one in partners if not (one.reply_to or one.curator.name)]
    if mute:
        more = f" +{len(mute) - _NAMED}" if len(mute) > _NAMED else ""
        found.append(
            Lack(
                Phrase(
                    ru="ответы некому прочитать ({named}): нет ни куратора, ни manager_email",
                    en="nobody hears an answer of {named}: no curator, and Settings has no"
                    " manager_email",
                ),
                Phrase(
                    ru="впишите manager_email во вкладку «Настройки» или куратора во вкладку "
                    "«Партнёры»",
                    en="write manager_email in the tab Settings, or a curator in the tab Partners",
                ),
                {"named": f"{', '.join(mute[:_NAMED])}{more}"},
            )
        )
    return tuple(found)


def refuse_to_mail(missing: Sequence[Lack]) -> None:
    """Stop before a letter goes to outsiders that does not say who we are.

    Raises:
        ConfigError: something is missing.
    """
    if missing:
        raise ConfigError(
            Phrase(ru="Ни одно письмо не отправлено: {lacks}", en="No letter was mailed: {lacks}"),
            cure=Several([lack.cure for lack in missing]),
            lacks=Several(missing),
        )


def is_example(mail: MailConfig) -> bool:
    """Whether letters would come from an address that only an example has.

    Raises:
        ConfigError: mail.sender is no mailbox.
    """
    domain = parsed_mailbox(mail.sender, "mail.sender").address.rpartition("@")[2].casefold()
    if domain in _EXAMPLES or domain.endswith(tuple(f".{name}" for name in _EXAMPLES)):
        return True
    is_trial = mail.smtp is not None and mail.smtp.host in _THIS_MACHINE
    return f".{domain}".endswith(_RESERVED) and not is_trial
