"""One-time letters: a link and a code, of which only hashes are kept, used once or never.

Source: portal.md 7.2.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any, Literal

import sqlalchemy as sa

from sheetsync.portal.store.layout import Layout
from sheetsync.portal.store.opening import Store

#: So long a link and its code are good.
GOOD_FOR = timedelta(minutes=15)
#: So many wrong codes end them.
_MOST_TRIES = 5
_TOKEN_BYTES = 32
_CODES = 1_000_000
_KEPT = timedelta(days=2)

Outcome = Literal["open", "wrong", "ended", "over"]


@dataclass(frozen=True, slots=True)
class OneTime:
    """What a one-time letter holds; it is nowhere else.

    Attributes:
        token: of its link.
        code: six digits.
    """

    token: str
    code: str

    def __repr__(self) -> str:
        return "OneTime(…)"


@dataclass(frozen=True, slots=True)
class Use:
    """What came of using a link.

    Attributes:
        outcome: "open": whoever used it is who they say; "wrong": the code was not right;
            "ended": wrong once too often, this moment; "over": used, too old, ended, or none.
        address: to which the letter went; "" where it is over.
    """

    outcome: Outcome
    address: str = ""


def new_one_time(
    connection: sa.Connection, layout: Layout, address: str, nonce: str, now: datetime
) -> OneTime:
    """Make a link and a code for a letter.

    Args:
        connection: of a transaction.
        layout: of the store.
        address: of whoever asked; "" for nobody we know: the same work, and nothing opens.
        nonce: that the asking browser holds.
        now: an aware moment.
    """
    table = layout.sign_in
    connection.execute(sa.delete(table).where(table.c["made_at"] < now - _KEPT))
    made = OneTime(secrets.token_urlsafe(_TOKEN_BYTES), f"{secrets.randbelow(_CODES):06d}")
    connection.execute(
        sa.insert(table).values(
            token_hash=_hashed(made.token),
            code_hash=_code_hash(made.token, made.code),
            address=address,
            nonce_hash=_hashed(nonce),
            tries=0,
            made_at=now,
            expires_at=now + GOOD_FOR,
            used_at=None,
        )
    )
    return made


def is_usable(store: Store, token: str, now: datetime) -> bool:
    """Whether a link may still be used; looking uses nothing.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        return _row(connection, store.layout, token, now) is not None


def is_asking_browser(store: Store, token: str, nonce: str, now: datetime) -> bool:
    """Whether the browser that holds this nonce is the one that asked for the letter.

    Raises:
        DatabaseError: the store cannot be read.
    """
    with store.reading() as connection:
        row = _row(connection, store.layout, token, now)
    return row is not None and _is_nonce(row, nonce)


def use_one_time(  # noqa: PLR0913, PLR0917  # who shows what, and when
    connection: sa.Connection, layout: Layout, token: str, nonce: str, code: str, now: datetime
) -> Use:
    """Use a link: the asking browser needs no code, any other one types it.

    Args:
        connection: of a transaction.
        layout: of the store.
        token: of the link.
        nonce: that the browser holds; "" for none.
        code: as it was typed; "" for none.
        now: an aware moment.
    """
    row = _row(connection, layout, token, now)
    if row is None:
        return Use("over")
    table = layout.sign_in
    mine = table.c["token_hash"] == row["token_hash"]
    is_code = compare_digest(row["code_hash"], _code_hash(token, code))
    # A code that was typed has to be right, whoever typed it.
    if is_code or (not code and _is_nonce(row, nonce)):
        connection.execute(sa.update(table).where(mine).values(used_at=now))
        return Use("open", row["address"])
    tries = row["tries"] + 1 if code else row["tries"]
    connection.execute(sa.update(table).where(mine).values(tries=tries))
    return Use("ended" if tries >= _MOST_TRIES else "wrong", row["address"])


def _row(
    connection: sa.Connection, layout: Layout, token: str, now: datetime
) -> dict[str, Any] | None:
    table = layout.sign_in
    found = connection.execute(
        sa.select(table).where(
            table.c["token_hash"] == _hashed(token),
            table.c["address"] != "",
            table.c["used_at"].is_(None),
            table.c["tries"] < _MOST_TRIES,
            table.c["expires_at"] > now,
        )
    )
    row = found.mappings().one_or_none()
    return dict(row) if row is not None else None


def _is_nonce(row: dict[str, Any], nonce: str) -> bool:
    return bool(nonce) and compare_digest(row["nonce_hash"], _hashed(nonce))


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _code_hash(token: str, code: str) -> str:
    """A code's hash, salted by its token: six digits alone are guessed from theirs."""
    return hashlib.sha256(f"{token}\0{code}".encode()).hexdigest()
