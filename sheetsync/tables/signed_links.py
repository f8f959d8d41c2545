"""Signed links: what a token vouches for, made for a letter and verified by the page behind it.

Free of frames, as the portal's web process is. Source: mail.md 7.1; portal.md 4.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal, get_args

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import want_bytes

from sheetsync.dates import SECONDS_A_DAY

SALT = "sheetsync.upload.v1"
ACCOUNT_SALT = "sheetsync.portal.v1"
_MARK_BYTES = 9
#: What the partner uploads: an invoice, or the closing documents of a month.
UploadKind = Literal["invoice", "closing"]
_KINDS = get_args(UploadKind)
Refusal = Literal["forged", "expired", "revoked"]


@dataclass(frozen=True, slots=True)
class UploadClaim:
    """What a token vouches for.

    Attributes:
        version: number of the partner's links; raising it revokes all that went before.
    """

    partner_id: str
    entity_id: str
    month: str
    kind: UploadKind
    version: int = 1


@dataclass(frozen=True, slots=True)
class AccountClaim:
    """What the link of an account vouches for.

    Attributes:
        marks: of the addresses that the letter went to (`address_mark`): an address of a link may
            stand in logs on its way, so that people's addresses do not.
        version: as of `UploadClaim`.
    """

    partner_id: str
    marks: tuple[str, ...]
    version: int = 1


def address_mark(address: str) -> str:
    """By what an address is known again.

    >>> address_mark("Buh@firm.example") == address_mark("buh@firm.example")
    True
    """
    digest = hashlib.blake2b(address.casefold().encode(), digest_size=_MARK_BYTES).digest()
    return urlsafe_b64encode(digest).decode()


def account_token(claim: AccountClaim, keys: Sequence[str], signed_at: datetime) -> str:
    """The claim, signed."""
    content = [claim.partner_id, list(claim.marks), claim.version]
    return _serializer(keys, signed_at, ACCOUNT_SALT).dumps(content)


def verified_account(
    signed: str, keys: Sequence[str], now: datetime, *, max_age_days: int
) -> AccountClaim | Refusal:
    """What the token of an account's link vouches for, or why it is refused.

    Args:
        signed: the token as it came with the link.
        keys: all keys in use, in any order.
        now: an aware moment.
        max_age_days: older links are refused.

    Returns:
        The claim; or "forged" or "expired", as `verified`.
    """
    content = _content(signed, keys, now, ACCOUNT_SALT, max_age_days)
    match content:
        case "forged" | "expired":
            return content
        case [str(partner_id), [*marks], int(version)] if all(
            isinstance(one, str) for one in marks
        ):
            return AccountClaim(partner_id, tuple(map(str, marks)), version)
        case _:
            return "forged"


def token(claim: UploadClaim, keys: Sequence[str], signed_at: datetime, *, version: int) -> str:
    """The claim, signed. Readable base64, so partner ids should be opaque."""
    content = [claim.partner_id, claim.entity_id, claim.month, claim.kind, version]
    return _serializer(keys, signed_at, SALT).dumps(content)


def verified(
    signed: str,
    keys: Sequence[str],
    now: datetime,
    *,
    max_age_days: int,
    versions: Mapping[str, int] | None = None,
) -> UploadClaim | Refusal:
    """What the token vouches for, or why it is refused.

    Args:
        signed: the token as it came with the link.
        keys: all keys in use, in any order.
        now: an aware moment.
        max_age_days: older links are refused.
        versions: link versions of partners whose links were revoked; others are at 1.

    Returns:
        The claim; or "forged" (answer 404), "expired" or "revoked" (answer 410).
    """
    content = _content(signed, keys, now, SALT, max_age_days)
    if content == "expired":
        return "expired"
    claim = _claim_of(content)
    if claim is None:
        return "forged"
    return claim if claim.version >= (versions or {}).get(claim.partner_id, 1) else "revoked"


def _content(
    signed: str, keys: Sequence[str], now: datetime, salt: str, max_age_days: int
) -> object:
    """What was signed; or "expired" or "forged": nothing that we sign is a bare text."""
    max_age_s = max_age_days * SECONDS_A_DAY
    try:
        content: object = _serializer(keys, now, salt).loads(signed, max_age=max_age_s)
    except SignatureExpired:
        return "expired"
    except BadData:
        return "forged"
    return content


def _claim_of(content: object) -> UploadClaim | None:
    """The content as a claim; None for a token that an older release signed in another shape."""
    match content:
        case [str(partner_id), str(entity_id), str(month), str(kind), int(version)] if (
            kind in _KINDS
        ):
            return UploadClaim(partner_id, entity_id, month, kind, version)  # type: ignore[arg-type]  # checked by get_args
        case _:
            return None


class _DatedSigner(TimestampSigner):
    """Signs and verifies as if it were the given moment: nothing here asks the clock."""

    def __init__(self, secret_key: Sequence[str], salt: bytes, timestamp: int) -> None:
        super().__init__(list(secret_key), salt=salt, digest_method=hashlib.sha256)
        self._timestamp = timestamp

    def get_timestamp(self) -> int:
        return self._timestamp

    def derive_key(self, secret_key: str | bytes | None = None) -> bytes:
        key = want_bytes(secret_key) if secret_key is not None else self.secret_keys[-1]
        return _derived(key, self.salt)


@lru_cache(maxsize=100)
def _derived(key: bytes, salt: bytes) -> bytes:
    """A key for one kind of link, made once."""
    return hmac.digest(key, salt, "sha256")


def _serializer(keys: Sequence[str], moment: datetime, salt: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        list(keys),
        salt=salt,
        signer=_DatedSigner,
        signer_kwargs={"timestamp": int(moment.timestamp())},
    )
