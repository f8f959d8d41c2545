"""Upload links of letters.

A link names partner, legal entity, month and kind, and carries a token that proves we wrote them
(`sheetsync.tables.signed_links`).
Without a template the partner's own folder serves, and without one a reply with a ready subject.
Source: workbook-and-rules.md 4.3 (upload link); mail.md 7.1.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from urllib.parse import quote, urlsplit

from sheetsync.errors import SettingsError
from sheetsync.language import Phrase
from sheetsync.tables.signed_links import (
    AccountClaim,
    UploadClaim,
    account_token,
    address_mark,
    token,
)

PLACEHOLDERS = ("partner_id", "entity_id", "inn", "month", "kind", "token")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SCHEMES = ("https", "http", "mailto")
#: Keys shorter than this can be guessed.
_MIN_KEY_LENGTH = 16

Way = Literal["page", "folder", "mail"]


@dataclass(frozen=True, slots=True)
class UploadLink:
    """Where to put a file.

    Attributes:
        way: "page" (the link knows what it is for), "folder", or "mail" (reply with `subject`).
        host: what people see of the address, "" for mail.
        subject: ready subject of the reply, "" otherwise.
    """

    way: Way
    url: str
    host: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class UploadLinks:
    """Makes links.

    Attributes:
        signed_at: an aware moment, the start of the run's day; a link's age counts from it.
        template: Settings.upload_url, "" for none.
        keys: signing keys, oldest first; the last one signs.
        versions: link versions of partners whose links were revoked; others are at 1.
        closed: partners who get no link by the template: their page is closed.
        account: where a partner's account opens, its token left open; "" for no accounts.
    """

    signed_at: datetime
    template: str = ""
    keys: Sequence[str] = field(default=(), repr=False)
    versions: Mapping[str, int] = field(default_factory=dict)
    closed: Collection[str] = ()
    account: str = ""

    def __post_init__(self) -> None:
        if self.template:
            _check_template(self.template, signing=bool(self.keys))
        if self.keys:
            _check_keys(self.keys)

    def to(
        self, claim: UploadClaim, *, inn: str, folder_url: str, reply_to: str, words: str
    ) -> UploadLink:
        """The link for one thing to upload.

        Args:
            claim: whose, of what month and kind; its version is set here.
            inn: tax id of the legal entity, "" when unknown.
            folder_url: the partner's folder, "" for none; used when there is no template.
            reply_to: who a reply goes to; used when there is neither.
            words: what is to be sent, in the partner's language, for the ready subject.
        """
        if self.template and claim.partner_id not in self.closed:
            url = self._filled(claim, inn)
            return UploadLink("page", url, host=urlsplit(url).hostname or "")
        if folder_url and urlsplit(folder_url).scheme in {"https", "http"}:
            return UploadLink("folder", folder_url, host=urlsplit(folder_url).hostname or "")
        subject = f"[{claim.partner_id} {claim.month}] {words}"
        url = f"mailto:{quote(reply_to, safe='@')}?subject={quote(subject, safe='')}"
        return UploadLink("mail", url, subject=subject)

    def to_account(self, partner_id: str, addresses: Sequence[str]) -> str:
        """The link that opens a partner's account; "" where there is none.

        Args:
            partner_id: whose.
            addresses: that the letter goes to.
        """
        if not self.account or partner_id in self.closed:
            return ""
        marks = tuple(sorted(address_mark(one) for one in addresses))
        claim = AccountClaim(partner_id, marks, self.versions.get(partner_id, 1))
        signed = account_token(claim, self.keys, self.signed_at)
        return self.account.replace("{token}", quote(signed, safe=""))

    def _filled(self, claim: UploadClaim, inn: str) -> str:
        values = {
            "partner_id": claim.partner_id,
            "entity_id": claim.entity_id,
            "inn": inn,
            "month": claim.month,
            "kind": claim.kind,
        }
        if "{token}" in self.template:
            version = self.versions.get(claim.partner_id, 1)
            values["token"] = token(claim, self.keys, self.signed_at, version=version)
        return _PLACEHOLDER.sub(lambda match: quote(values[match[1]], safe=""), self.template)


def _check_template(template: str, *, signing: bool) -> None:
    """Refuse a template before any letter is written with it.

    Raises:
        SettingsError: not a web or mail address, an unknown placeholder, or a token without keys.
    """
    if urlsplit(template).scheme not in _SCHEMES:
        raise SettingsError(
            Phrase(
                ru="«Настройки»: upload_url — не адрес в интернете: «{template}»",
                en="Settings: upload_url is not a web address: {template!r}",
            ),
            cure=Phrase(
                ru="начните его с https:// или оставьте пустым: тогда возьмутся папки партнёров",
                en="begin it with https://, or leave it blank to use partners' folders",
            ),
            template=template,
        )
    unknown = [name for name in _PLACEHOLDER.findall(template) if name not in PLACEHOLDERS]
    if unknown:
        raise SettingsError(
            Phrase(
                ru="«Настройки»: upload_url: такого места нет: {unknown}",
                en="Settings: upload_url: unknown placeholder {unknown}",
            ),
            cure=Phrase(ru="используйте {known}", en="use {known}"),
            unknown=f"{{{unknown[0]}}}",
            known=" ".join(f"{{{name}}}" for name in PLACEHOLDERS),
        )
    if "{token}" in template and not signing:
        raise SettingsError(
            Phrase(
                ru="«Настройки»: в upload_url есть {token}, а ключа для подписи нет",
                en="Settings: upload_url wants a {token}, but there is no key to sign it with",
            ),
            cure=Phrase(
                ru="укажите файл с ключом в config.yaml: uploads.key_files",
                en="name a key file in config.yaml under uploads.key_files",
            ),
        )


def _check_keys(keys: Sequence[str]) -> None:
    if any(len(key) < _MIN_KEY_LENGTH for key in keys):
        raise SettingsError(
            Phrase(
                ru="uploads.key_files: ключ подписи короче {least} знаков",
                en="uploads.key_files: a signing key is shorter than {least} signs",
            ),
            cure=Phrase(
                ru="напишите ключ длиннее: python -c 'import secrets; "
                "print(secrets.token_urlsafe(32))'",
                en="write a longer key: python -c 'import secrets; "
                "print(secrets.token_urlsafe(32))'",
            ),
            least=_MIN_KEY_LENGTH,
        )
