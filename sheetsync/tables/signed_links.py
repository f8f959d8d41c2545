"""Signed links: what a token vouches for, made for a letter and verified by the page behind it.

Free of frames, as the portal's web process is. Source: mail.md 7.1; portal.md 4.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from sheetsync.dates import SECONDS_A_DAY

SALT = "sheetsync.upload.v1"
#: What the partner uploads: an invoice, or the closing documents of a month.
UploadKind = Literal["invoice", "closing"]
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


def token(claim: UploadClaim, keys: Sequence[str], signed_at: datetime, *, version: int) -> str:
    """The claim, signed. Readable base64, so partner ids should be opaque."""
    content = [claim.partner_id, claim.entity_id, claim.month, claim.kind, version]
    return _serializer(keys, signed_at).dumps(content)


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
    try:
        content = _serializer(keys, now).loads(signed, max_age=max_age_days * SECONDS_A_DAY)
    except SignatureExpired:
        return "expired"
    except BadData:
        return "forged"
    claim = _claim_of(content)
    if claim is None:
        return "forged"
    return claim if claim.version >= (versions or {}).get(claim.partner_id, 1) else "revoked"


def _claim_of(content: object) -> UploadClaim | None:
    """The content as a claim; None for a token that an older release signed in another shape."""
    match content:
        case [str(partner_id), str(entity_id), str(month), str(kind), int(version)] if (
            kind in get_args(UploadKind)
        ):
            return UploadClaim(partner_id, entity_id, month, kind, version)  # type: ignore[arg-type]  # checked by get_args
        case _:
            return None


class _DatedSigner(TimestampSigner):
    """Signs and verifies as if it were the given moment: nothing here asks the clock."""

    def __init__(self, secret_key: Sequence[str], salt: bytes, timestamp: int) -> None:
        super().__init__(
            list(secret_key), salt=salt, key_derivation="hmac", digest_method=hashlib.sha256
        )
        self._timestamp = timestamp

    def get_timestamp(self) -> int:
        return self._timestamp


def _serializer(keys: Sequence[str], moment: datetime) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        list(keys),
        salt=SALT,
        signer=_DatedSigner,
        signer_kwargs={"timestamp": int(moment.timestamp())},
    )
